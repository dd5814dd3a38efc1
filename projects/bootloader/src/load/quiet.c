/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* I/O APICs masked: see quiet.h. */
#include "load/quiet.h"

#include "acpi/table/fixed.h"
#include "acpi/table/interrupt.h"

enum { IO_APIC = 1, INDEX = 0, WINDOW = 4 /* in words of 32 bits */, VERSION = 1, ENTRIES = 0x10 };
enum { RSDP_1 = 20, TABLE_MAX = 1 << 20 };

#define MASKED (1u << 16)

struct reader {
    quiet_map *map;
    void *ctx;
};

/* All of the table at `phys` if it has that signature. */
static const uint8_t *table(const struct reader *r, uint64_t phys, const char *signature,
                            uint32_t *ret_size)
{
    struct acpi_header header;
    const void *at = phys ? r->map(r->ctx, phys, sizeof header) : NULL;
    if (!at)
        return NULL;
    __builtin_memcpy(&header, at, sizeof header);
    if (__builtin_memcmp(header.signature, signature, 4) != 0 || header.length < sizeof header ||
        header.length > TABLE_MAX)
        return NULL;
    *ret_size = header.length;
    return r->map(r->ctx, phys, header.length);
}

static const uint8_t *find_madt(const struct reader *r, uint64_t rsdp_phys, uint32_t *ret_size)
{
    struct acpi_rsdp rsdp = {.revision = 0};
    const void *at = rsdp_phys ? r->map(r->ctx, rsdp_phys, RSDP_1) : NULL;
    if (!at)
        return NULL;
    __builtin_memcpy(&rsdp, at, RSDP_1);
    if (rsdp.revision >= 2 && (at = r->map(r->ctx, rsdp_phys, sizeof rsdp)))
        __builtin_memcpy(&rsdp, at, sizeof rsdp);
    uint32_t size = 0, width = 8;
    const uint8_t *root = table(r, rsdp.xsdt_address, "XSDT", &size);
    if (!root) {
        root = table(r, rsdp.rsdt_address, "RSDT", &size);
        width = 4;
    }
    for (uint32_t i = sizeof(struct acpi_header); root && i + width <= size; i += width) {
        uint64_t phys = 0;
        __builtin_memcpy(&phys, root + i, width);
        const uint8_t *madt = table(r, phys, "APIC", ret_size);
        if (madt)
            return madt;
    }
    return NULL;
}

void quiet_for_each_io_apic(uint64_t rsdp_phys, quiet_map *map,
                            void (*mask)(void *ctx, uint64_t phys), void *ctx)
{
    const struct reader reader = {map, ctx};
    uint32_t size, at = sizeof(struct acpi_madt);
    const uint8_t *madt = find_madt(&reader, rsdp_phys, &size);
    while (madt && at + 2 <= size && madt[at + 1] >= 2 && madt[at + 1] <= size - at) {
        struct acpi_madt_io_apic io;
        if (madt[at] == IO_APIC && madt[at + 1] >= sizeof io) {
            __builtin_memcpy(&io, madt + at, sizeof io);
            mask(ctx, io.io_apic_address);
        }
        at += madt[at + 1];
    }
}

void quiet_io_apic(volatile uint32_t *registers)
{
    registers[INDEX] = VERSION;
    unsigned last = registers[WINDOW] >> 16 & 0xff;
    for (unsigned entry = 0; entry <= last; entry++) {
        registers[INDEX] = ENTRIES + 2 * entry;
        registers[WINDOW] |= MASKED;
    }
}
