#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The program acpi-tables: what it prints of small tables, compared with iasl -d; what it says of broken ones.
source ci/tap.sh
tool=$BIN/acpi-tables
corpus=projects/acpi/tests/fuzz/tables

# The fuzzer's corpus is good tables behind one byte.
for seed in "$corpus"/*; do
  name=${seed##*/}
  [ "$name" = machine ] && continue
  tail -c +2 "$seed" >"$work/$name.aml"
  run "$tool" "$work/$name.aml"
  is "$status$stderr" 0 "$name: nothing is wrong"
  printf '%s\n' "$stdout" >"$work/$name.out"
  if command -v iasl >/dev/null; then
    (cd "$work" && iasl -d "$name.aml" >iasl.log 2>&1)
    like "$(perl projects/acpi/tests/compare.pl "$work/$name.out" "$work/$name.dsl")" 'fields [1-9][0-9]+ differ 0 placed' \
      "$name: every value that iasl prints is there"
  else
    skip "$name: every value that iasl prints is there" "iasl is not installed (acpica-tools)"
  fi
done

run "$tool" "$work/madt.aml"
like "$stdout" '^.*madt.aml: "APIC" Multiple APIC Description Table, MADT \(5.2.12\), [0-9]+ bytes$' "a table has a title"
like "$stdout" '^  0x0024 +4  local_interrupt_controller_address +0xFEE00000$' "a field: offset, size, name, value"
like "$stdout" '^ I/O APIC \(5.2.12.3\) \(type 1, 12 bytes at 0x0034\)$' "a sub-structure has a title"
run "$tool" --explain "$work/madt.aml"
like "$stdout" 'global_system_interrupt_base .*0x00000000   # GSI of its pin 0$' "--explain says what a field means"
run "$tool" --digest "$work"/{madt,srat,mcfg,facp}.aml
is "$status" 0 "--digest"
like "$stdout" '^cpu +id 0x12C, uid 2, enabled$' "with the CPUs"
like "$stdout" '^reset +write 0x06 to 0xCF9' "and the reset register"

cp "$work/madt.aml" "$work/bad.aml"
printf '\001' | dd of="$work/bad.aml" bs=1 seek=40 conv=notrunc 2>/dev/null
printf '\004' | dd of="$work/bad.aml" bs=1 seek=38 conv=notrunc 2>/dev/null
run "$tool" "$work/bad.aml"
is "$status" 1 "a wrong checksum: exit 1"
like "$stderr" 'bad.aml: APIC: wrong checksum' "and said"
head -c 70 "$work/madt.aml" >"$work/short.aml"
run "$tool" "$work/short.aml"
is "$status" 1 "a table cut off: exit 1"
like "$stderr" 'short.aml: wrong length \(the file has 70 bytes\)' "and said"
printf '\377' | dd of="$work/bad.aml" bs=1 seek=45 conv=notrunc 2>/dev/null
run "$tool" "$work/bad.aml"
like "$stderr" 'APIC: sub-structures: wrong length' "a sub-structure that leads outside is said"
(cat "$work/mcfg.aml"; echo more) >"$work/long.aml"
run "$tool" "$work/long.aml"
like "$status$stderr" '15? *.*5 bytes behind the end of the table' "bytes behind a table are said"

head -c 53 "$corpus/machine" | tail -c 36 >"$work/rsdp"
run "$tool" "$work/rsdp"
is "$status" 0 "an RSDP"
like "$stdout" '^  0x0018 +8  xsdt_address +0x00000000000E0080$' "with its fields"
tr ' ' '_' <"$work/rsdp" | sed 's/RSD_PTR_/RSD PTR /' >"$work/rsdp2"
run "$tool" "$work/rsdp2"
like "$status$stderr" '1.*RSD PTR: wrong checksum' "its checksum"
printf '\030\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\003\0\010\0\0\1\0\0' >"$work/cdat"
run "$tool" --as CDAT "$work/cdat"
like "$stdout" 'Device Scoped Initiator, DSIS' "--as names a table that does not name itself"
printf '' >"$work/empty"
run "$tool" "$work/empty"
is "$status" 1 "an empty file is no table"

run "$tool" --list
missing=
for name in AEST AGDI APIC APMT ASF! ASPT BDAT BERT BGRT BOOT CCEL CDAT CEDT CPEP CSRT DBG2 DBGP DMAR DRTM DSDT DTPR ECDT \
  EINJ ERDT ERST FACP FACS FPDT GTDT HEST HMAT HPET IORT IOVT IVRS KEYP LPIT MCFG MCHI MPAM MPST MRRM MSCT MSDM MTMR NFIT \
  NHLT OSDT PCCT PDTT PHAT PMTT PPTT PRMT RAS2 RASF RGRT RHCT RIMT RSDT S3PT SBST SDEI SDEV SLIC SLIT SPCR SPMI SRAT \
  SSDT STAO SVKL SWFT TCPA TDEL TPM2 UEFI VIOT VRTC WAET WDAT WDDT WDRT WPBT WSMT XENV XSDT 'RSD PTR'; do
  grep -q "^$name " <<<"$stdout" || missing="$missing $name"
done
is "$missing" "" "--list knows every table"

run "$tool"
is "$status" 2 "no file: usage, exit 2"
run "$tool" --nonsense
like "$status$stderr" '2Usage: acpi-tables' "an unknown option"
run "$tool" "$work/nowhere"
is "$status" 2 "a file that is not there: exit 2"
like "$stderr" 'nowhere: No such file' "and why"
run "$tool" --help
like "$status$stdout" '0Usage: acpi-tables' "--help"
done_testing
