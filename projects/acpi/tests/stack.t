#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The C stack that the interpreter takes from a public call to the deepest callback: at most 4 KiB with both compilers,
# whatever the AML is: an adversary of our own, our suite, and all machines of the corpus (OSDEV_CORPUS), if it is there.
source ci/tap.sh
here=projects/acpi
cc=$VARIANT
limit=4096

for level in -O2 -Os; do
  ok "$cc $level: builds" "$cc" -std=gnu17 "$level" -g -I"$here/include" -I"$here/src" "$here/tests/stack.c" "$here"/src/*/*.c \
    -o "$work/stack$level"
done
measure() { # name, tables: at both levels
  local name=$1 level used
  shift
  for level in -O2 -Os; do
    used=$("$work/stack$level" "$@" 2>&1)
    note "$name, $level: $used"
    ok "$cc $level: $name takes at most $limit bytes" test "${used%% *}" -le $limit
  done
}
compile() { # source: $work/NAME.aml
  iasl -f -oa -vs -vi -p "$work/$(basename "$1" .asl)" "$1" >"$work/iasl" 2>&1 || { cat "$work/iasl"; return 1; }
}
ok "the adversary compiles" compile "$here/tests/data/deep.asl"
measure "the adversary" "$work/deep.aml"
for source in "$here"/tests/asl/*.asl; do
  compile "$source" && measure "$(basename "$source")" "$work/$(basename "$source" .asl).aml"
done

# Machines: the deepest of all.
machines=$OSDEV_CORPUS/acpi/machines.tar.xz
if [ -r "$machines" ] && [ "$VARIANT" = gcc ]; then
  mkdir "$work/machines"
  tar -C "$work/machines" -xJf "$machines"
  for folder in "$work/machines"/*; do
    find "$folder" -name 'DSDT.aml' -o -name 'SSDT*.aml' | sort | xargs "$work/stack-O2"
  done | sort -n >"$work/all"
  note "machines: $(wc -l <"$work/all"), deepest $(tail -n 1 "$work/all")"
  is "$(wc -l <"$work/all")" "$(find "$work/machines" -mindepth 1 -maxdepth 1 | wc -l)" "every machine ran to its end"
  ok "no machine takes more than $limit bytes" test "$(tail -n 1 "$work/all" | cut -d' ' -f1)" -le $limit
fi
done_testing
