/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * libFuzzer target: hostile tables. The first byte chooses: even, the rest is one table; odd, the
 * rest is physical memory from 0xE0000 on, with an RSDP somewhere in it. Either way everything the
 * library can do is done with it. tests/unit/hostile_test.c replays tests/fuzz/tables/ through the
 * same function.
 */
#include "acpi/platform.h"
#include "acpi/sub.h"
#include "tests/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_every_byte(const uint8_t *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        (void)((const volatile uint8_t *)at)[i];
}

static void use_everything(struct acpi_tables *tables)
{
    struct acpi_tables_iter it = acpi_tables_begin(tables, NULL);
    struct acpi_table table;
    while (acpi_tables_next(&it, &table)) {
        struct acpi_sub_iter subs = acpi_sub_begin(&table);
        struct acpi_sub sub, inner;
        while (acpi_sub_next(&subs, &sub)) {
            struct acpi_sub_iter within = acpi_sub_within(&sub);
            read_every_byte(sub.at, sub.size);
            while (acpi_sub_next(&within, &inner))
                read_every_byte(inner.at, inner.size);
        }
        if (table.at)
            read_every_byte(table.at, table.size);
    }
    struct acpi_platform platform;
    struct acpi_cpu cpu[8];
    struct acpi_io_apic io[8];
    struct acpi_override override[8];
    struct acpi_memory range[8];
    struct acpi_pcie_segment segment[8];
    uint8_t distance;
    acpi_platform_read(tables, &platform);
    acpi_cpus(tables, cpu, 8);
    acpi_io_apics(tables, io, 8);
    acpi_overrides(tables, override, 8);
    acpi_numa_ranges(tables, range, 8);
    acpi_pcie_segments(tables, segment, 8);
    acpi_distance(tables, platform.localities - 1, platform.localities - 1, &distance);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct acpi_tables tables;
    static struct memory memory;
    if (size < 2)
        return 0;
    if (data[0] & 1) {
        memset(&memory, 0, sizeof memory);
        static uint8_t rest[0x20000]; /* the area is mapped as a whole */
        memset(rest, 0, sizeof rest);
        memcpy(rest, data + 1, size - 1 < sizeof rest ? size - 1 : sizeof rest);
        memory_put(&memory, 0xE0000, rest, sizeof rest);
        struct acpi_host host = memory_host(&memory);
        if (acpi_tables_init(&tables, &host, ACPI_RSDP_SEARCH) == ACPI_OK)
            use_everything(&tables);
        acpi_tables_release(&tables);
        if (memory.live)
            abort();
        return 0;
    }
    void *table = malloc(size - 1);
    if (!table)
        return 0;
    memcpy(table, data + 1, size - 1);
    acpi_tables_init_empty(&tables, NULL);
    if (acpi_table_install(&tables, table, size - 1, NULL) == ACPI_OK)
        use_everything(&tables);
    free(table);
    return 0;
}
