/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The map of physical memory. All arithmetic is in page numbers, up to 2^40, so nothing overflows.
 *
 * Invariant between calls: regions are sorted, do not overlap, are not empty, and neighbours differ
 * in kind. Every change is one assign(): a range becomes one kind, and what it cuts is cut.
 */
#include "load/memory.h"

/* Physical addresses have 52 bits at most (SDM Vol. 3A section 4.1.4). */
#define PAGES (1ULL << 40)

struct range {
    uint64_t first, end; /* pages */
};

static uint64_t first_of(const struct boot_memory_region *region)
{
    return region->base / MEMORY_PAGE;
}

static uint64_t end_of(const struct boot_memory_region *region)
{
    return first_of(region) + region->size / MEMORY_PAGE;
}

static void put(struct boot_memory_region *region, struct range pages, uint32_t kind)
{
    region->base = pages.first * MEMORY_PAGE;
    region->size = (pages.end - pages.first) * MEMORY_PAGE;
    region->kind = kind;
    region->reserved = 0;
}

/* Replaces `removed` regions from `at` on by `added` new ones, whose contents the caller writes. */
static void splice(struct memory_map *map, size_t at, size_t removed, size_t added)
{
    struct boot_memory_region *from = &map->regions[at + removed];
    __builtin_memmove(&map->regions[at + added], from,
                      (map->count - at - removed) * sizeof *map->regions);
    map->count = map->count - removed + added;
}

/* The smallest region of usable memory is dropped; false: there is none. */
static bool forget_usable(struct memory_map *map)
{
    size_t least = map->count;
    for (size_t i = 0; i < map->count; i++)
        if (map->regions[i].kind == BOOT_MEMORY_USABLE &&
            (least == map->count || map->regions[i].size < map->regions[least].size))
            least = i;
    if (least == map->count)
        return false;
    splice(map, least, 1, 0);
    return true;
}

/* The two neighbours with the smallest gap become one region, RESERVED, with what lies between
 * and what touches them. */
static bool join_nearest(struct memory_map *map)
{
    size_t nearest = 0;
    uint64_t least = PAGES;
    for (size_t i = 0; i + 1 < map->count; i++) {
        uint64_t gap = first_of(&map->regions[i + 1]) - end_of(&map->regions[i]);
        if (gap < least) {
            least = gap;
            nearest = i;
        }
    }
    if (least == PAGES)
        return false;
    const struct boot_memory_region *r = map->regions;
    size_t from = nearest, to = nearest + 2;
    while (from > 0 && end_of(&r[from - 1]) == first_of(&r[from]))
        from--;
    while (to < map->count && first_of(&r[to]) == end_of(&r[to - 1]))
        to++;
    struct range joined = {first_of(&r[from]), end_of(&r[to - 1])};
    splice(map, from, to - from, 1);
    put(&map->regions[from], joined, BOOT_MEMORY_RESERVED);
    return true;
}

/* What is there of `pages`, and the same kind next to it, becomes one region of `kind`. */
static enum boot_status assign(struct memory_map *map, struct range pages, uint32_t kind)
{
    enum boot_status status = BOOT_OK;
    for (;;) {
        struct boot_memory_region *r = map->regions, left, right;
        struct range whole = pages;
        size_t from = 0, to, added = 1;
        bool has_left = false, has_right = false;
        while (from < map->count && (end_of(&r[from]) < pages.first ||
                                     (end_of(&r[from]) == pages.first && r[from].kind != kind)))
            from++;
        for (to = from; to < map->count && (first_of(&r[to]) < pages.end ||
                                            (first_of(&r[to]) == pages.end && r[to].kind == kind));)
            to++;
        if (from < to) {
            uint64_t first = first_of(&r[from]), end = end_of(&r[to - 1]);
            if (first < pages.first && r[from].kind == kind)
                whole.first = first;
            else if ((has_left = first < pages.first))
                put(&left, (struct range){first, pages.first}, r[from].kind);
            if (end > pages.end && r[to - 1].kind == kind)
                whole.end = end;
            else if ((has_right = end > pages.end))
                put(&right, (struct range){pages.end, end}, r[to - 1].kind);
            added += (size_t)has_left + has_right;
        }
        if (map->count - (to - from) + added <= map->capacity) {
            splice(map, from, to - from, added);
            if (has_left)
                r[from] = left;
            put(&r[from + has_left], whole, kind);
            if (has_right)
                r[from + has_left + 1] = right;
            return status;
        }
        status = BOOT_TOO_LARGE;
        if (!forget_usable(map) && (kind == BOOT_MEMORY_USABLE || !join_nearest(map)))
            return status;
    }
}

static enum boot_status worse(enum boot_status a, enum boot_status b)
{
    return a != BOOT_OK ? a : b;
}

enum boot_status memory_add(struct memory_map *map, uint64_t base, uint64_t size,
                            enum boot_memory_kind kind)
{
    uint32_t claim = kind >= BOOT_MEMORY_USABLE && kind < BOOT_MEMORY_RESERVED
                         ? (uint32_t)kind
                         : BOOT_MEMORY_RESERVED;
    if (size == 0)
        return BOOT_OK;
    const uint64_t highest = PAGES * MEMORY_PAGE - 1;
    if (base > highest)
        return BOOT_OK;
    uint64_t last = size - 1 > highest - base ? highest : base + (size - 1);
    struct range pages = {base / MEMORY_PAGE, last / MEMORY_PAGE + 1};
    if (claim == BOOT_MEMORY_USABLE) {
        pages.first += base % MEMORY_PAGE != 0;
        pages.end -= last % MEMORY_PAGE != MEMORY_PAGE - 1;
    }
    enum boot_status status = BOOT_OK;
    for (uint64_t next = pages.first; next < pages.end;) {
        struct range stronger = {pages.end, pages.end}; /* the first that the claim leaves alone */
        for (size_t i = 0; i < map->count; i++) {
            const struct boot_memory_region *region = &map->regions[i];
            if (region->kind < claim || end_of(region) <= next)
                continue;
            if (first_of(region) < pages.end)
                stronger = (struct range){first_of(region), end_of(region)};
            break;
        }
        if (next < stronger.first)
            status = worse(status, assign(map, (struct range){next, stronger.first}, claim));
        next = stronger.end;
    }
    return status;
}

enum boot_status memory_set(struct memory_map *map, uint64_t base, uint64_t size,
                            enum boot_memory_kind kind)
{
    uint64_t first = base / MEMORY_PAGE, pages = size / MEMORY_PAGE;
    if (first >= PAGES || pages == 0)
        return BOOT_OK;
    pages = pages < PAGES - first ? pages : PAGES - first;
    return assign(map, (struct range){first, first + pages}, (uint32_t)kind);
}

enum boot_status memory_take(struct memory_map *map, uint64_t size, uint64_t align, uint64_t from,
                             uint64_t to, enum boot_memory_kind kind, uint64_t *ret_base)
{
    for (size_t i = map->count; i-- > 0;) {
        const struct boot_memory_region *region = &map->regions[i];
        uint64_t low = region->base > from ? region->base : from;
        uint64_t room = region->base + region->size;
        uint64_t high = room < to ? room : to;
        if (region->kind != BOOT_MEMORY_USABLE || high < low || high - low < size)
            continue;
        uint64_t base = (high - size) & ~(align - 1);
        if (base < low)
            continue;
        /* When there is no room for one more region the map is poorer, but what was taken is not
         * usable in it. */
        enum boot_status status = memory_set(map, base, size, kind);
        (void)status;
        *ret_base = base;
        return BOOT_OK;
    }
    return BOOT_NO_MEMORY;
}

uint64_t memory_end_of_ram(const struct memory_map *map)
{
    for (size_t i = map->count; i-- > 0;) {
        switch ((enum boot_memory_kind)map->regions[i].kind) {
        case BOOT_MEMORY_MMIO:
        case BOOT_MEMORY_FRAMEBUFFER:
        case BOOT_MEMORY_RESERVED:
            continue;
        default:
            return map->regions[i].base + map->regions[i].size;
        }
    }
    return 0;
}
