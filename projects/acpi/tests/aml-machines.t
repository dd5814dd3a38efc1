#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Real machines (OSDEV_CORPUS) load, start, and every device is asked for what it is. What fails is wrong in the
# firmware itself: how often, for which reason, is known.
source ci/tap.sh
[ "$VARIANT" = gcc ] || skip_all "real machines are run once, under gcc"
archive=$OSDEV_CORPUS/acpi/machines.tar.xz
[ -r "$archive" ] || skip_all "the corpus of machines is not there (OSDEV_CORPUS)"
tool=$BIN/acpi-exec
tar -C "$work" -xJf "$archive"

machines=0 fine=0
: >"$work/all"
for folder in "$work"/*/; do
  machine=$(basename "$folder")
  "$tool" --machine "$folder" >"$work/out" 2>"$work/err" && fine=$((fine + 1))
  machines=$((machines + 1))
  sed "s/^/$machine /" "$work/out" "$work/err" >>"$work/all"
done
note "$(awk '$2 == "walk" { devices += $3 } $2 == "objects" { objects += $3 } $2 == "start" { ini += $7; reg += $9 }
  END { print objects " objects, " devices " devices, " ini " _INI, " reg " _REG" }' "$work/all")"
is "$machines" 64 "machines"
is "$(grep -c ' OURS ' "$work/all") $(grep ' OURS ' "$work/all" | head -n 40)" "0 " "no fault is ours"
is "$fine" "$machines" "each says so by its exit status" || note "$(grep -vE ' (machine|start|objects|walk|usage|faults|firmware) ' "$work/all" | head -n 40)"

# Faults of the firmware, all of them.
awk '$2 == "firmware"' "$work/all" | sed -E 's/ firmware +/ /' >"$work/faults"
note "$(cut -c1-160 "$work/faults")"
reasons=$(sed -E 's/^[^:]*: ([^;]*);.*/\1/' "$work/faults" | sort | uniq -c | sed 's/^ *//')
note "$reasons"
is "$(grep -v ' a name that ' <<<"$reasons")" "5 a loop that waits for hardware which does not answer
4 a value that nothing was stored to, or that a method did not return
1 an index beyond the end of a buffer
1 an index beyond the end of a package" "besides names that are missing or come too late it is what is known"
done_testing
