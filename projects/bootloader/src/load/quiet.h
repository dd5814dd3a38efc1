/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * No interrupt reaches the kernel before it asks: all lines of the I/O APICs are masked.
 *
 * The tables of ACPI are walked here, not by projects/acpi: three structures are wanted, and the
 * whole library is a tenth of what a boot sector's loader may be. Nothing is believed but what is
 * read: lengths are checked, sums are not, since a table with a wrong one names the same chips.
 */
#pragma once
#include <stdint.h>

/* `size` bytes of physical memory at `phys`; NULL: not there. */
typedef const void *quiet_map(void *ctx, uint64_t phys, uint64_t size);

/* Calls `mask` with the address of each I/O APIC that the MADT names (ACPI 6.5 sections 5.2.5 to
 * 5.2.8, 5.2.12.3). `rsdp_phys` 0, or anything that is no table: none. */
void quiet_for_each_io_apic(uint64_t rsdp_phys, quiet_map *map,
                            void (*mask)(void *ctx, uint64_t phys), void *ctx);

/* Masks every entry of an I/O APIC: its registers are reached through an index and a window
 * (82093AA section 3.1). */
void quiet_io_apic(volatile uint32_t *registers);
