#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Acceptance on the tables of real machines (OSDEV_CORPUS): all are walked without a finding of ours; what iasl -d
# prints is what we print; changed at random they harm nobody.
source ci/tap.sh
[ "$VARIANT" = gcc ] || skip_all "real machines are walked once, under gcc"
archive=$OSDEV_CORPUS/acpi/machines.tar.xz
[ -r "$archive" ] || skip_all "the corpus of machines is not there (OSDEV_CORPUS)"
tool=$BIN/acpi-tables
tar -C "$work" -xJf "$archive"

# Wrong in the firmware itself: checksums that do not hold.
known='1979FBF2D488/OEMB.aml: OEMB: wrong checksum
5F83FBD970E4/SSDT03.aml: SSDT: wrong checksum'

machines=0 tables=0 cpus=0
for machine in "$work"/*/; do
  machines=$((machines + 1))
  mapfile -t files < <(ls "$machine"*.aml)
  tables=$((tables + ${#files[@]}))
  "$tool" "${files[@]}" 2>>"$work/findings" >"$work/out"
  digest=$("$tool" --digest "${files[@]}" 2>&1)
  grep -q '^interrupts  APIC' <<<"$digest" && grep -q '^cpu .* enabled' <<<"$digest" && cpus=$((cpus + 1))
done
note "$machines machines, $tables tables"
is "$machines" 64 "machines"
is "$(sed "s,^$work/,," "$work/findings")" "$known" "all tables are walked; only what is wrong in the firmware is found"
is "$cpus" 64 "each has an interrupt model and a CPU that is enabled"

# iasl shows some bytes another way, or at the wrong place: such lines are named, the rest must agree.
if ! command -v iasl >/dev/null; then
  skip "iasl -d prints the same values" "iasl is not installed (acpica-tools)"
elif [ "$VARIANT" != gcc ]; then
  skip "iasl -d prints the same values" "compared once, under gcc"
else
  fields=0 differ=0 compared=0
  : >"$work/differ"
  for table in "$work"/*/*.aml; do
    case ${table##*/} in DSDT*|SSDT*) continue ;; esac
    (cd "$work" && iasl -p "$work/table" -d "$table" >/dev/null 2>&1) || continue
    "$HOST_BIN/acpi-tables" "$table" >"$work/ours" 2>/dev/null
    result=$(perl projects/acpi/tests/compare.pl "$work/ours" "$work/table.dsl")
    read -r _ f _ d _ <<<"${result##*$'\n'}"
    fields=$((fields + f)) differ=$((differ + d)) compared=$((compared + 1))
    grep 'not among ours' <<<"$result" | sed "s,^,${table#"$work"/}: ," >>"$work/differ"
    rm -f "$work/table.dsl"
  done
  note "$compared tables, $fields fields compared, $differ differ"
  is "$(cat "$work/differ")" "" "iasl -d prints the same values"
fi

mkdir "$work/all"
for table in "$work"/*/*.aml; do
  case ${table##*/} in DSDT*|SSDT*) continue ;; esac
  cp "$table" "$work/all/$(md5sum <"$table" | cut -c1-16)"
done
chosen=$(ls "$work/all" | awk 'NR % 8 == 1')
mkdir "$work/some"
for name in $chosen; do [ "$(stat -c %s "$work/all/$name")" -lt 20000 ] && mv "$work/all/$name" "$work/some/"; done
ok "an eighth of them, cut and changed, harms nobody" env ACPI_TABLES="$work/some" \
  "build/$VARIANT/projects/acpi/tests/unit/hostile_test"
done_testing
