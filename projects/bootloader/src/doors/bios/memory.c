/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the BIOS says of memory: INT 15h, function E820h (ACPI section 15.1), else what was there
 * before it. Order, overlaps and odd sizes are the map's business (load/memory.h); what is mended
 * here are BIOSes that end in odd ways or claim what is not theirs to give.
 */
#include <string.h>

#include "doors/bios/bios.h"
#include "load/log.h"

#define SMAP        0x534d4150u
#define ENTRIES_MAX 1024u
#define KIB         1024ull
#define MIB         (1024 * KIB)

/* Extended attributes (ACPI table 15.5). */
enum { ATTRIBUTE_ENABLED = 1, ATTRIBUTE_NON_VOLATILE = 2 };

struct entry {
    uint64_t base, size;
    uint32_t type, attributes;
};
_Static_assert(sizeof(struct entry) == 24, "ACPI table 15.1");

/* ACPI table 15.2; what is not known is reserved. */
static enum boot_memory_kind kind_of(const struct entry *entry)
{
    switch (entry->type) {
    case 1:
        return entry->attributes & ATTRIBUTE_NON_VOLATILE ? BOOT_MEMORY_PERSISTENT
                                                          : BOOT_MEMORY_USABLE;
    case 3:
        return BOOT_MEMORY_ACPI;
    case 4:
        return BOOT_MEMORY_NVS;
    case 5:
        return BOOT_MEMORY_BAD;
    case 7:
        return BOOT_MEMORY_PERSISTENT;
    default:
        return BOOT_MEMORY_RESERVED;
    }
}

static void add(struct memory_map *map, uint64_t base, uint64_t size, enum boot_memory_kind kind)
{
    if (size && memory_add(map, base, size, kind) != BOOT_OK)
        log_say(LOG_WARNING,
                "the BIOS knows more regions of memory than the loader: %llu bytes at "
                "0x%llx may be left unused\n",
                (unsigned long long)size, (unsigned long long)base);
}

/* Is there any usable memory in what E820h says? */
static bool add_e820(struct memory_map *map)
{
    bool usable = false;
    uint32_t next = 0;
    for (unsigned n = 0; n < ENTRIES_MAX; n++) {
        struct entry entry = {.attributes = ATTRIBUTE_ENABLED}; /* who gives 20 bytes means that */
        memcpy(bios_scratch, &entry, sizeof entry);
        struct bios_registers r = {.eax = 0xe820,
                                   .ebx = next,
                                   .ecx = sizeof entry,
                                   .edx = SMAP,
                                   .es = bios_segment(bios_scratch)};
        bios_call(0x15, &r);
        if (r.flags & BIOS_CARRY || r.eax != SMAP || (uint16_t)r.ecx < 20)
            break; /* some end by an error */
        memcpy(&entry, bios_scratch, sizeof entry);
        if ((uint16_t)r.ecx < sizeof entry)
            entry.attributes = ATTRIBUTE_ENABLED;
        if (entry.attributes & ATTRIBUTE_ENABLED) {
            enum boot_memory_kind kind = kind_of(&entry);
            add(map, entry.base, entry.size, kind);
            usable |= kind == BOOT_MEMORY_USABLE && entry.base + entry.size > MIB;
        }
        next = r.ebx;
        if (!next)
            break;
    }
    return usable;
}

/* Functions E801h and 88h: two numbers and one. */
static bool add_e801(struct memory_map *map)
{
    struct bios_registers r = {.eax = 0xe801};
    bios_call(0x15, &r);
    if (!(r.flags & BIOS_CARRY)) {
        bool elsewhere = !(uint16_t)r.eax && !(uint16_t)r.ebx; /* then they are in CX and DX */
        uint64_t low = (uint16_t)(elsewhere ? r.ecx : r.eax);
        uint64_t high = (uint16_t)(elsewhere ? r.edx : r.ebx);
        add(map, MIB, low * KIB, BOOT_MEMORY_USABLE);
        if (low == 15 * KIB) /* else there is a hole before 16 MiB */
            add(map, 16 * MIB, high * 64 * KIB, BOOT_MEMORY_USABLE);
        if (low)
            return true;
    }
    r = (struct bios_registers){.eax = 0x8800};
    bios_call(0x15, &r);
    if (r.flags & BIOS_CARRY || !(uint16_t)r.eax)
        return false;
    add(map, MIB, (uint16_t)r.eax * KIB, BOOT_MEMORY_USABLE);
    return true;
}

enum boot_status bios_memory_add(struct memory_map *map)
{
    struct bios_registers r = {0};
    bios_call(0x12, &r); /* KiB below the BIOS's own memory */
    uint64_t low = (r.eax & 0xffff) * KIB;
    if (low < 64 * KIB || low > 640 * KIB)
        low = 640 * KIB;
    if (!add_e820(map)) {
        add(map, 0, low, BOOT_MEMORY_USABLE);
        if (!add_e801(map)) {
            log_say(LOG_ERROR, "this BIOS does not say where memory is (INT 15h, E820h, E801h, "
                               "88h)\n");
            return BOOT_UNSUPPORTED;
        }
    }
    /* Interrupt vectors and variables of the BIOS; its data, the screen's memory and ROMs. */
    add(map, 0, MEMORY_PAGE, BOOT_MEMORY_RESERVED);
    add(map, low, MIB - low, BOOT_MEMORY_RESERVED);
    return BOOT_OK;
}
