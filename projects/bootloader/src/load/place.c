/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Virtual addresses: see place.h. Ranges are kept by their last byte, so that none overflows. */
#include "load/place.h"

#include "load/log.h"
#include "load/random.h"

enum { PAGE = 4096, TRIES = 64 };

void place_begin(struct places *places, unsigned levels, bool random, uint64_t seed)
{
    uint64_t half = 1ull << (levels == 5 ? 56 : 47);
    places->list[0] =
        (struct place){"the addresses that no x86_64 processor has with so many levels "
                       "of page tables",
                       half, 0 - half - 1};
    places->count = 1;
    places->random = random;
    places->state = seed;
}

static const struct place *find(const struct places *places, uint64_t base, uint64_t last)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->list[i].base <= last && places->list[i].last >= base)
            return &places->list[i];
    return NULL;
}

const struct place *place_find(const struct places *places, uint64_t base, uint64_t size)
{
    return find(places, base, base + (size - 1));
}

static void add(struct places *places, const char *name, uint64_t base, uint64_t size)
{
    places->list[places->count++] = (struct place){name, base, base + (size - 1)};
}

enum boot_status place_fixed(struct places *places, const char *name, uint64_t base, uint64_t size)
{
    if (size - 1 > UINT64_MAX - base) {
        log_say(LOG_ERROR, "%s at 0x%llx (0x%llx bytes) would run over the last address\n", name,
                (unsigned long long)base, (unsigned long long)size);
        return BOOT_CONFLICT;
    }
    const struct place *other = place_find(places, base, size);
    if (other) {
        log_say(LOG_ERROR, "%s (0x%llx to 0x%llx) and %s (0x%llx to 0x%llx) overlap\n", name,
                (unsigned long long)base, (unsigned long long)(base + (size - 1)), other->name,
                (unsigned long long)other->base, (unsigned long long)other->last);
        return BOOT_CONFLICT;
    }
    add(places, name, base, size);
    return BOOT_OK;
}

/* What is in the way of `size` bytes at `base` with a page around them. */
static const struct place *obstacle(const struct places *places, uint64_t base, uint64_t size)
{
    return find(places, base < PAGE ? 0 : base - PAGE,
                base + (size - 1) > UINT64_MAX - PAGE ? UINT64_MAX : base + (size - 1) + PAGE);
}

/* The lowest multiple of `align` from `from` on, up to `last_base`, where it fits. */
static bool lowest(const struct places *places, uint64_t size, uint64_t align, uint64_t from,
                   uint64_t last_base, uint64_t *ret_base)
{
    for (;;) {
        uint64_t base = (from + align - 1) & ~(align - 1);
        if (base < from || base > last_base)
            return false;
        const struct place *other = obstacle(places, base, size);
        if (!other) {
            *ret_base = base;
            return true;
        }
        if (other->last > UINT64_MAX - PAGE - 1)
            return false;
        from = other->last + 1 + PAGE;
    }
}

enum boot_status place_dynamic(struct places *places, const char *name, uint64_t size,
                               uint64_t align, uint64_t from, uint64_t last, uint64_t *ret_base)
{
    uint64_t base = 0;
    bool found = false;
    if (from < PAGE)
        from = PAGE; /* so that no pointer to it is NULL */
    if (last > UINT64_MAX - PAGE)
        last = UINT64_MAX - PAGE; /* so that no end is 0 */
    if (last >= from && last - from >= size - 1) {
        uint64_t last_base = last - (size - 1);
        uint64_t slots = (last_base - from) / align + 1;
        for (unsigned tries = 0; places->random && !found && tries < TRIES; tries++) {
            base =
                ((from + align - 1) & ~(align - 1)) + random_next(&places->state) % slots * align;
            found = base >= from && base <= last_base && !obstacle(places, base, size);
        }
        found = found || lowest(places, size, align, from, last_base, &base);
    }
    if (!found) {
        log_say(LOG_ERROR, "no room for %s (0x%llx bytes) from 0x%llx to 0x%llx\n", name,
                (unsigned long long)size, (unsigned long long)from, (unsigned long long)last);
        return BOOT_CONFLICT;
    }
    add(places, name, base, size);
    *ret_base = base;
    return BOOT_OK;
}
