/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* I/O APICs masked: see quiet.h. */
#include "load/quiet.h"

#include "acpi/sub.h"
#include "acpi/table/interrupt.h"
#include "acpi/tables.h"

enum { IO_APIC = 1, INDEX = 0, WINDOW = 4 /* in words of 32 bits */, VERSION = 1, ENTRIES = 0x10 };

#define MASKED (1u << 16)

/* The library maps a header first, then the table, then sums it up: what nobody wants here (most of
 * it AML) is not shown to it. */
static void *map_wanted(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    const struct acpi_host *host = ctx;
    const uint8_t *at = host->map(host->ctx, phys, size, kind);
    uint32_t signature;
    if (!at || size <= sizeof(struct acpi_header))
        return (void *)(uintptr_t)at;
    __builtin_memcpy(&signature, at, sizeof signature);
    bool wanted = signature == 0x54445352 /* RSDT */ || signature == 0x54445358 /* XSDT */ ||
                  signature == 0x43495041 /* APIC */;
    return wanted ? (void *)(uintptr_t)at : NULL;
}

void quiet_for_each_io_apic(const struct acpi_host *host, uint64_t rsdp_phys,
                            void (*mask)(void *ctx, volatile uint32_t *registers), void *ctx)
{
    static struct acpi_tables tables;
    const struct acpi_host picky = {.ctx = (void *)(uintptr_t)host, .map = map_wanted};
    struct acpi_table madt;
    struct acpi_sub sub;
    if (rsdp_phys == 0 || acpi_tables_init(&tables, &picky, rsdp_phys) != ACPI_OK ||
        !acpi_table_find(&tables, "APIC", 0, &madt))
        return;
    struct acpi_sub_iter it = acpi_sub_begin(&madt);
    while (acpi_sub_next(&it, &sub)) {
        struct acpi_madt_io_apic io;
        if (sub.type != IO_APIC || acpi_sub_read(&sub, &io, sizeof io) < sizeof io)
            continue;
        void *registers = host->map(host->ctx, io.io_apic_address, 32, ACPI_MAP_REGION);
        if (registers)
            mask(ctx, registers);
    }
}

void quiet_io_apic(void *ctx, volatile uint32_t *registers)
{
    (void)ctx;
    registers[INDEX] = VERSION;
    unsigned last = registers[WINDOW] >> 16 & 0xff;
    for (unsigned entry = 0; entry <= last; entry++) {
        registers[INDEX] = ENTRIES + 2 * entry;
        uint32_t low = registers[WINDOW];
        if (!(low & MASKED)) {
            registers[INDEX] = ENTRIES + 2 * entry;
            registers[WINDOW] = low | MASKED;
        }
    }
}
