#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# firmware_guest on microvm: no PCI, no fixed hardware (3.11.1), another firmware.
source ci/tap.sh
source projects/acpi/tests/qemu/facts.sh

boot "$GUESTS/firmware_guest.elf" -machine microvm,acpi=on -m 256 -smp 2
fact 'rsdp revision . entry . in_bios_area 1 the_same 1' "the RSDP that PVH names"
fact 'interrupts APIC cpus 2 io_apics [12] segments 0 hpet 0 sci 0 nodes_of_memory 0' "interrupts and CPUs"
fact 'roots of_pci 0' "no PCI"
fact 'device ._SB_.GED_ ACPI0013 status 15' "events come from a device of their own"
fact 'device ._SB_.PWRB PNP0C0C status 15' "a button to switch it off"
fact 'value ._S5 package \{integer 0x5, integer 0x0, integer 0x0, integer 0x0\}' "_S5"
fact 'value ._S3 not found' "but no other state"
fact 'value _CRS buffer 47 01 F8 03 F8 03 00 08 22 10 00 79 ..' "the serial port's resources"
done_testing
