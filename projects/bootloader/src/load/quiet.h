/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* No interrupt reaches the kernel before it asks: all lines of the controllers are masked. */
#pragma once
#include <stdint.h>

#include "acpi/host.h"

/* Calls `mask` with the registers of each I/O APIC that the MADT names (ACPI 6.5 section 5.2.12.3).
 * Of all tables only the root and the MADT are read. */
void quiet_for_each_io_apic(const struct acpi_host *host, uint64_t rsdp_phys,
                            void (*mask)(void *ctx, volatile uint32_t *registers), void *ctx);

/* Masks every entry of an I/O APIC: its registers are reached through an index and a window
 * (82093AA section 3.1). */
void quiet_io_apic(void *ctx, volatile uint32_t *registers);
