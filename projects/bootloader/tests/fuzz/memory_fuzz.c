/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * libFuzzer target: what firmware says of memory, in a map that has little room. Each 18 bytes are
 * one call: base, size, kind, which. The map stays in order, and what was marked as not usable last
 * never looks usable.
 */
#include <stdlib.h>
#include <string.h>

#include "load/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CALL = 18, REGIONS = 12 };

static void check(const struct memory_map *map)
{
    if (map->count > map->capacity)
        abort();
    for (size_t i = 0; i < map->count; i++) {
        const struct boot_memory_region *r = &map->regions[i];
        if (r->size == 0 || r->base % 4096 || r->size % 4096 || r->base + (r->size - 1) < r->base)
            abort();
        if (i && r[-1].base + (r[-1].size - 1) >= r->base)
            abort();
        if (i && r[-1].base + r[-1].size == r->base && r[-1].kind == r->kind)
            abort();
    }
}

static bool usable(const struct memory_map *map, uint64_t page)
{
    for (size_t i = 0; i < map->count; i++)
        if (page >= map->regions[i].base && page - map->regions[i].base < map->regions[i].size)
            return map->regions[i].kind == BOOT_MEMORY_USABLE;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct boot_memory_region regions[REGIONS];
    struct memory_map map = {regions, 0, size ? data[0] % (REGIONS + 1) : 0};
    for (size_t at = 1; at + CALL <= size; at += CALL) {
        uint64_t base, bytes, taken;
        memcpy(&base, data + at, 8);
        memcpy(&bytes, data + at + 8, 8);
        enum boot_memory_kind kind = (enum boot_memory_kind)(data[at + 16] % 20);
        if (data[at + 17] % 3 == 0) {
            (void)!memory_add(&map, base, bytes, kind);
            if (bytes && base >> 52 == 0 && kind != BOOT_MEMORY_USABLE && map.capacity &&
                usable(&map, base & ~4095ull))
                abort();
        } else if (data[at + 17] % 3 == 1) {
            base &= ~4095ull & (1ull << 52) - 1, bytes &= ~4095ull & (1ull << 52) - 1;
            (void)!memory_set(&map, base, bytes, BOOT_MEMORY_LOADER);
            if (bytes && usable(&map, base))
                abort();
        } else if (bytes >> 12 && memory_take(&map, bytes & ~4095ull, 4096, 0, base,
                                              BOOT_MEMORY_KERNEL, &taken) == BOOT_OK) {
            if (taken % 4096 || taken + (bytes & ~4095ull) > base || usable(&map, taken))
                abort();
        }
        check(&map);
    }
    return 0;
}
