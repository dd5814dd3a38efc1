#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Runs the cases of uACPI's test suite through suite_host, and prints how many pass.
#
#   uacpi-cases.sh FOLDER    FOLDER holds NAME.asl and NAME.aml; the second line of a source says what \MAIN should answer:
#                            "// Expect: int|str => VALUE"
#
#   POLICY=nt|spec  which policy of ours (nt)     ONLY=PATTERN  cases whose name fits (*)
#   RUN=COMMAND     another program to run: COMMAND FILE.aml --expect int|str VALUE
#   LIMIT=60        seconds for one case
#
# Exit 0: all pass.
set -euo pipefail
[ $# = 1 ] || { sed -n '3,/^$/s/^# \{0,1\}//p' "$0"; exit 2; }
root=$(cd "$(dirname "$0")/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "${RUN:-}" ] || bash "$root/projects/acpi/tests/suites/build.sh"
run=${RUN:-$root/build/suite_host --policy ${POLICY:-nt}}
passed=0
cases=0
for source in "$1"/${ONLY:-*}.asl; do
  name=$(basename "$source" .asl)
  expect=$(sed -n '2s,^// Expect: *,,p' "$source")
  [ -n "$expect" ] || continue
  cases=$((cases + 1))
  status=0
  if [ -f "$1/$name.aml" ]; then
    # shellcheck disable=SC2086  # words of a command
    timeout "${LIMIT:-60}" $run "$1/$name.aml" --expect "${expect%% =>*}" "${expect#*=> }" >"$work/log" 2>&1 || status=$?
  else
    echo "not compiled" >"$work/log"
    status=127
  fi
  if [ "$status" = 0 ]; then
    passed=$((passed + 1))
  else
    echo "miss $name: exit $status: $(tail -n 1 "$work/log")"
  fi
done
printf '{"suite": "uacpi-cases", "pass": %d, "of": %d}\n' "$passed" "$cases"
[ "$passed" = "$cases" ]
