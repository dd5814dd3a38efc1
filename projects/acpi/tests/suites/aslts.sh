#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Scores an interpreter on ACPICA's suite ASLTS, test by test, against what ACPICA itself reaches there.
#
#   aslts.sh FOLDER [LIST]    FOLDER holds the suite's compiled files, NAME.aml; LIST is a table of
#                             collection, case, test, ACPICA's result (.tsv or .tsv.xz)
#
#   POLICY=spec|nt  which policy of ours (spec)
#   ONLY=PATTERN    files whose name fits (*)
#   JOBS=2          files at a time        LIMIT=300  seconds for one file
#   RUN=COMMAND     another program to run, {} stands for the file; whatever it prints is searched for the
#                   lines that the suite stores to Debug
#   LOGS=FOLDER     keep each file's output there
#
# The collection "service" (the suite's own branches switched off) is listed, not counted.
# Prints a line for each collection, the tests that ACPICA passes and this does not ("miss", with the reason that
# aslts-misses.tsv has for it; MISSES.md explains them), then the score. Exit 1: a file crashed, a miss has no reason, or a
# reason has no miss. With RUN or ONLY reasons are not looked at.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '3,/^$/s/^# \{0,1\}//p' "$0"; exit 2; }
root=$(cd "$(dirname "$0")/../../../.." && pwd)
folder=$1
list=${2:-${OSDEV_CORPUS:-$root/../shared/corpus}/acpi/aslts-acpica-n64.tsv.xz}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
logs=${LOGS:-$work}
mkdir -p "$logs"

host="$root/build/suite_host --policy ${POLICY:-spec} {} --eval \\MN00"
export host logs RUN=${RUN:-} LIMIT=${LIMIT:-300}

run_one() {
  local name command log status=0
  name=$(basename "$1" .aml)
  log=$logs/$name.log
  command=${RUN:-$host}
  case $name in mt_*) [ -n "$RUN" ] || command="${host/\{\}/--threads 6 \{\}}" ;; esac
  # shellcheck disable=SC2086  # words of a command
  timeout "$LIMIT" ${command//\{\}/$1} >"$log" 2>"$logs/$name.err" || status=$?
  echo "$status" >"$logs/$name.status"
}
export -f run_one
[ -n "$RUN" ] || bash "$root/projects/acpi/tests/suites/build.sh"
find "$folder" -maxdepth 1 -name "${ONLY:-*}.aml" | sort | xargs -r -P "${JOBS:-2}" -I '{}' bash -c 'run_one "$1"' _ '{}'

case $list in
*.xz) xz -dc "$list" ;;
*) cat "$list" ;;
esac >"$work/list"
explained=/dev/null
[ -n "$RUN${ONLY:-}" ] || explained=$root/projects/acpi/tests/suites/aslts-misses.tsv
failed=0
# A name may come twice: the last result counts, and the summary at the end (STST) before the running notes.
cat "$logs"/*.log | sed -n 's/.*:\([CS]\)TST:\([^:"]*\):\([^:"]*\):\([^:"]*\):\([A-Z]*\).*/\1\t\2\t\3\t\4\t\5/p' >"$work/got"
awk -F'\t' -v policy="${POLICY:-spec}" '
  FILENAME == ARGV[3] {
    if (FNR > 1 && ($1 == "both" || $1 == policy)) reason[$3 "\t" $4 "\t" $5] = $2
    next
  }
  FILENAME == ARGV[1] {
    key = $2 "\t" $3 "\t" $4
    if ($1 == "S") got[key] = $5; else ran[key] = $5
    next
  }
  FNR == 1 && $1 == "collection" { next }
  {
    key = $1 "\t" $2 "\t" $3
    mine = (key in got) ? got[key] : (key in ran) ? ran[key] : "absent"
    case_name = ($2 ~ /^Demo of bug/) ? $1 : $1 "/" $2
    if (!(case_name in total)) order[++cases] = case_name
    total[case_name]++
    yard[case_name] += $4 == "PASS"
    pass[case_name] += mine == "PASS"
    both[case_name] += $4 == "PASS" && mine == "PASS"
    if ($4 == "PASS" && mine != "PASS") missed[key] = "miss " case_name " " $2 " " $3 " " mine
    if ($4 != "PASS" && mine == "PASS") gained++
    if ($1 != "service") { all_yard += $4 == "PASS"; all_both += $4 == "PASS" && mine == "PASS"; all_pass += mine == "PASS"; all++ }
  }
  END {
    for (i = 1; i <= cases; i++)
      printf "%-28s %4d of %4d that ACPICA passes, %4d of %4d in all\n", order[i], both[order[i]], yard[order[i]], pass[order[i]], total[order[i]]
    for (key in missed) print missed[key] (key in reason ? ": " reason[key] : "") | "sort"
    close("sort")
    printf "{\"suite\": \"aslts\", \"acpica\": %d, \"of_these\": %d, \"pass\": %d, \"tests\": %d, \"gained\": %d}\n", all_yard, all_both, all_pass, all, gained
    if (ARGV[3] == "/dev/null") exit
    for (key in missed) if (!(key in reason) && key !~ /^service\t/) { bad++; print "# no reason: " missed[key] }
    for (key in reason) if (!(key in missed)) { bad++; print "# no miss: " key ": " reason[key] }
    printf "%d passed, %d missed: %s\n", all_both, all_yard - all_both, bad ? bad " not explained" : "all explained"
    exit bad != 0
  }' "$work/got" "$work/list" "$explained" || failed=1
for status in "$logs"/*.status; do
  case $(cat "$status") in
  124) echo "# $(basename "$status" .status): ran longer than $LIMIT s" ;;
  129 | 13? | 14?) echo "# $(basename "$status" .status): crashed, exit $(cat "$status")" && failed=1 ;;
  esac
done
exit "$failed"
