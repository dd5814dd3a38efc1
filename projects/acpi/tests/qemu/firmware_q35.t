#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# firmware_guest on q35, with what its AML must find out from ports and memory: CPUs, a further root, a device more.
source ci/tap.sh
source projects/acpi/tests/qemu/facts.sh

boot "$GUESTS/firmware_guest.elf" -machine q35 -m 256 -smp 3,maxcpus=5 -device pxb-pcie,bus_nr=64,id=extra -device pvpanic
fact 'rsdp revision 0 entry 4 in_bios_area 1 the_same 1' "the RSDP that PVH names is the one that a search finds"
fact 'interrupts APIC cpus 5 io_apics 1 segments 1 hpet 1 sci 9 nodes_of_memory 0' "interrupts and CPUs"
fact 'root ._SB_.PCI0 PNP0A08 segment 0 bus 0' "the PCI root"
fact 'root ._SB_.PC40 PNP0A08 segment 0 bus 64' "and the one that was added, with its bus"
is "$(grep -c '^root ' <<<"$facts")" 2 "no other"
is "$(grep -cx 'processor status 15' <<<"$facts")" 3 "three CPUs are there: asked of ports"
is "$(grep -cx 'processor status 0' <<<"$facts")" 2 "two are not"
fact 'device ._SB_.PCI0.SF8_.PEVT QEMU0001 status 15' "the device that was added"
fact 'device ._SB_.HPET PNP0103 status 15' "the HPET, asked of its registers"
fact 'value ._SB.HPET._STA integer 0xF' "by its _STA too"
fact 'value ._S5 package \{integer 0x0, integer 0x0, integer 0x0, integer 0x0\}' "_S5"
fact 'value ._S3 package \{integer 0x1, integer 0x1, integer 0x0, integer 0x0\}' "_S3"
fact 'value _CRS buffer 47 01 F8 03 F8 03 00 08 22 10 00 79 ..' "the serial port's resources"
fact 'loaded blocks 1 .*' "one definition block"

boot "$GUESTS/firmware_guest.elf" -machine q35 -m 128
fact 'interrupts APIC cpus 1 io_apics 1 segments 1 hpet 1 sci 9 nodes_of_memory 0' "a smaller machine"
is "$(grep -c '^root ' <<<"$facts")" 1 "has one root"
unlike "$facts" 'PEVT' "and no device more"
done_testing
