#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The promise of preflight: whatever a part's checks look at makes them run when it changes. Proved the other way
# round: everything that would not make them run is taken away, and they still find all they need, build, and
# pass as many tests as before. One small part each time; with FULL=1 all of them, or those of PARTS='acpi uefi', as every
# night (each takes twice its checks: TEST_SECONDS=7200).
source ci/tap.sh
[ -z "${INPUTS_ALONE:-}" ] || skip_all "this is the tree of which all else was taken away"
[ "${VARIANT:-}" != clang ] || skip_all "it was run for gcc, and is the same"
if [ -n "${PARTS:-}" ]; then read -ra parts <<<"$PARTS"
elif [ "${FULL:-}" = 1 ]; then read -ra parts < <(sed -n 's/^ *"name": "\(.*\)",/\1/p' -- */project.json */*/project.json | tr '\n' ' ')
else parts=(common); fi
preflight=$PWD/${HOST_BIN:-build/bin}/preflight
# The checks below are everybody's: not asked for more, and not this one again.
unset MAKEFLAGS MAKELEVEL MFLAGS T V TAP_DIR VARIANT BIN HOST_BIN GUESTS NODE_PATH FULL PARTS
corpus=${OSDEV_CORPUS:-../shared/corpus} # where tests look for it as seen from here
if [ -d "$corpus" ]; then OSDEV_CORPUS=$(realpath "$corpus") && export OSDEV_CORPUS; fi
export INPUTS_ALONE=1

tests_of() { sed -n 's/^Files=\([0-9]*\), Tests=\([0-9]*\),.*/\1 files, \2 tests/p' "$1"; }

# Of what was built: objects of files that are there still, whose times tell make that they are good. No program and
# no archive, or one would be found that nobody could build.
built() { # list of files
  awk -v OFS= 'NR == FNR { sub(/\.[^.\/]*$/, ""); kept[$0]; next }
    { name = $0; sub(/^build\/[^\/]*\//, "", name); sub(/\.[od]$/, "", name) } name in kept' \
    "$1" <(find build -name '*.o' -o -name '*.d')
  find build/deps build/npm build/*/flags ! -type d
}

passes() { # status, log, name
  is "$1" 0 "$3"
  [ "$1" = 0 ] || note "$(grep -E '^(not ok|# )|Dubious|Failed|skipped|\*\*\*|error' "$2" | tail -n 40)"
}

alone() { # part, folder
  mkdir -p "$2"
  "$preflight" inputs "$1" >"$work/kept" 2>/dev/null
  { cat "$work/kept"; built "$work/kept"; } | tar -cf - -T - | tar -C "$2" -xf -
  git -C "$2" init -q
  git -C "$2" add -A
  git -C "$2" -c user.name=A -c user.email=a@example.org commit -qm 'ci: what is left'
}

for part in "${parts[@]}"; do
  kept=$("$preflight" inputs "$part" | wc -l) all=$(git ls-files | wc -l)
  ok "$part: $kept of $all files are its inputs" [ "$kept" -gt 0 ]
  make --no-print-directory "check/$part" >"$work/before" 2>&1
  passes "$?" "$work/before" "$part: its checks pass as things are"
  alone "$part" "$work/alone"
  (cd "$work/alone" && make --no-print-directory "check/$part" >"$work/after" 2>&1)
  passes "$?" "$work/after" "$part: its checks pass with nothing else there"
  is "$(tests_of "$work/after")" "$(tests_of "$work/before")" "$part: and they are the same checks"
  rm -rf "$work/alone"
done

# The check bites: without a file that is read, it fails.
alone common "$work/alone"
rm "$work/alone/tools/common/include/common/text.h"
ok "a missing input is noticed" bash -c '! (cd "$1" && make check/common)' - "$work/alone"
done_testing
