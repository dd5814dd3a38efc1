#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Acceptance on real histories and what editors published of them (the corpus; absent: skipped). The
# figures are those of the README; the small fixtures of the other tests cover the same ground.
source ci/tap.sh
[ "$VARIANT" = gcc ] || skip_all "runs once, with the compiler of the host program"
[ -d "$OSDEV_CORPUS/newsletter" ] || skip_all "no corpus at OSDEV_CORPUS"
corpus=$(cd "$OSDEV_CORPUS/newsletter" && pwd)
export HOME=$work XDG_CACHE_HOME=$work/cache GIT_CONFIG_GLOBAL=/dev/null
tool=$PWD/$HOST_BIN/thismonth

config=$work/thismonth.json
cp -r newsletter/prose "$work/prose"
{
  printf '{"title": "Replay", "repository": "rust-osdev/homepage", "organizations": ["rust-osdev"],\n'
  printf '"hide": {"authors": ["*[bot]"]}, "projects": [\n'
  comma=
  for name in acpi bootloader uefi-rs x86_64; do
    git init -q --bare "$work/$name.git"
    zcat "$corpus/history/$name+pulls.fi.gz" | git -C "$work/$name.git" fast-import --quiet
    printf '%s{"name": "%s", "repository": "rust-osdev/%s", "git": "%s.git"}\n' "$comma" "$name" "$name" "$name"
    comma=,
  done
  printf ']}\n'
} >"$config"
zcat "$corpus/published.jsonl.gz" >"$work/published.jsonl"

replay() { run "$tool" replay --config "$config" --posts "$work/published.jsonl" "$@"; }
replay --from 2022-08
is "$status" 0 "replay since 2022-08" || note "$stderr"
read -r _ listed found _ _ _ _ recall agree _ <<<"$(grep '^all ' <<<"$stdout")"
is "$found" "$listed" "since 2022-08 every listed pull request is found in its month"
is "$recall" "100.0%" "... which is all of them"
ok "show/hide agrees in at least 90 % of them ($agree)" awk -v a="${agree%\%}" 'BEGIN { exit !(a >= 90) }'
replay
note "$(grep '^all ' <<<"$stdout")"
read -r _ listed found _ _ _ _ recall agree _ <<<"$(grep '^all ' <<<"$stdout")"
ok "over all months at least 96 % ($recall)" awk -v r="${recall%\%}" 'BEGIN { exit !(r >= 96) }'
missed=$(sed -n '/^Not in the issue/,/^$/p' <<<"$stdout" | grep -cE '^  [0-9-]{7} [^ ]+: (late|early|listed again|not found)')
is "$missed" "$((listed - found))" "every miss is listed with its cause"

# An independent reading of the same histories: what it says was merged in the issue's month is found.
zcat "$corpus/merged_from_git.jsonl.gz" |
  sed -n 's/.*"repo": "\([^"]*\)", "number": \([0-9]*\),.*"merged_at": "\(.......\).*/\1#\2 \3/p' >"$work/witness"
replay --json
sed -n 's/.*"month": "\([^"]*\)", "id": "\([^"]*\)", "verdict": "\([^"]*\)".*/\2 \1 \3/p' <<<"$stdout" >"$work/ours"
lost=$(awk 'NR == FNR { at[$1] = $2; next } at[$1] == $2 { n++; if ($3 != "in") print } END { print n > "/dev/stderr" }' \
  "$work/witness" "$work/ours" 2>"$work/count")
is "$lost" "" "of $(cat "$work/count") merged in the issue's month by another reading of git, all are found"

# One month of each, with sanitizers; one of them under valgrind.
run "$PWD/$BIN/thismonth" collect --config "$config" --month 2023-05 -o -
is "$status" 0 "no finding of the sanitizers" || note "$stderr"
sed -n '/^{"title/p; /^"hide/p; s/^,*\({"name": "acpi".*\)/\1/p; /^\]}/p' "$config" >"$work/one.json"
run valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect \
  --suppressions=ci/valgrind.supp "$PWD/$HOST_BIN/thismonth" collect --config "$work/one.json" --month 2023-05 -o -
is "$status" 0 "valgrind finds nothing" || note "$stderr"
like "$stdout" '"month": "2023-05"' "and the record came out"
done_testing
