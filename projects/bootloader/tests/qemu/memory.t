#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# From 64 MiB to 64 GiB (which this machine need not have: QEMU reserves addresses only). Up to 512 MiB the kernel
# overwrites all that it is told is usable.
source ci/tap.sh
source projects/bootloader/tests/qemu/boot.sh

compile memory
head -c 300000 /dev/urandom >"$work/module"
with() { # MIB, firmware, options
  local mib=$1 firmware=$2; shift 2
  image memory -c "ram=$mib" -m "$work/module" &&
    boot "$firmware, $mib MiB" memory "$firmware" -object "memory-backend-ram,id=r,size=${mib}M,reserve=off" -m "$mib" -machine memory-backend=r "$@"
}
with 64 bios
with 256 bios
with 512 bios -M q35
with 3583 bios
with 4096 bios -M q35
with 65536 bios -cpu max
with 65536 bios -cpu qemu64
with 256 uefi
with 65536 uefi -cpu max
if [ -n "${FULL:-}" ]; then
  with 128 uefi
  with 512 uefi -M q35
  with 4096 uefi
  with 1048576 bios -cpu max,phys-bits=46
fi
done_testing
