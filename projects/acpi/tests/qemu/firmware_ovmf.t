#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# firmware_guest on UEFI: built as an application of it, so that tables, their addresses and the RSDP are UEFI's.
source ci/tap.sh
source projects/acpi/tests/qemu/facts.sh
[ "$VARIANT" = clang ] || skip_all "applications of UEFI are built by clang"
command -v lld-link >/dev/null || skip_all "lld is not installed"
firmware=/usr/share/ovmf/OVMF.fd
[ -r "$firmware" ] || skip_all "OVMF is not installed (ci/deps/test.txt: ovmf)"
here=projects/acpi

mkdir -p "$work/o" "$work/esp/EFI/BOOT"
ok "the library and the guest build for UEFI" bash -c 'cd "$1" && root=$2 && shift 2 && clang --target=x86_64-unknown-windows \
  -std=gnu17 -O2 -ffreestanding -mno-red-zone -mgeneral-regs-only -mno-stack-arg-probe -fno-stack-protector -Wall -Wextra -Werror \
  -I"$root" -I"$root/projects/acpi/include" -I"$root/projects/acpi/src" -c "$@"' - "$work/o" "$PWD" \
  "$PWD/$here"/src/*/*.c "$PWD/$here"/tests/qemu/{firmware_guest,efi_start}.c "$PWD/ci/qemu/guest/guest.c"
ok "and link" lld-link -nodefaultlib -subsystem:efi_application -entry:efi_main \
  -out:"$work/esp/EFI/BOOT/BOOTX64.EFI" "$work"/o/*.o

for machine in q35 pc; do
  boot - -machine "$machine" -m 256 -smp 2 -bios "$firmware" -net none \
    -drive file="fat:rw:$work/esp",format=raw,if=none,id=esp -device ide-hd,drive=esp,bus=ide.0,bootindex=0
  fact 'rsdp revision 2 entry 8 in_bios_area . the_same .' "$machine: the RSDP is UEFI's, with an XSDT"
  fact "interrupts APIC cpus 2 io_apics 1 segments $([ $machine = q35 ]; echo $((1 - $?))) hpet 1 sci 9 nodes_of_memory 0" "$machine: interrupts, CPUs"
  fact "root ._SB_.PCI0 PNP0A0$([ $machine = q35 ] && echo 8 || echo 3) segment 0 bus 0" "$machine: the PCI root"
  fact 'value ._S5 package \{integer 0x0, integer 0x0, integer 0x0, integer 0x0\}' "$machine: _S5"
done
done_testing
