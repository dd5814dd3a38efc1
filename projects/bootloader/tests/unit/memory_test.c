/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The memory map against a model that knows each page: random claims of a random firmware, in maps
 * that have room and in maps that have not.
 */
#include "ci/test.h"
#include "load/memory.h"

enum { PAGES = 96, CAPACITY = 128 };

static uint64_t seed;

static uint32_t draw(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

static struct boot_memory_region regions[CAPACITY];
static struct memory_map map;
static uint32_t model[PAGES]; /* kind of each page; 0: a hole */

static void begin(size_t capacity)
{
    map = (struct memory_map){regions, 0, capacity};
    memset(model, 0, sizeof model);
}

static uint32_t kind_at(uint64_t page)
{
    for (size_t i = 0; i < map.count; i++)
        if (page * 4096 >= regions[i].base && page * 4096 - regions[i].base < regions[i].size)
            return regions[i].kind;
    return 0;
}

static void assert_in_order(void)
{
    assert_true(map.count <= map.capacity);
    for (size_t i = 0; i < map.count; i++) {
        assert_true(regions[i].size > 0);
        assert_int_equal(regions[i].base % 4096, 0);
        assert_int_equal(regions[i].size % 4096, 0);
        assert_int_equal(regions[i].reserved, 0);
        if (i == 0)
            continue;
        uint64_t end = regions[i - 1].base + regions[i - 1].size;
        assert_true(end <= regions[i].base);
        assert_false(end == regions[i].base && regions[i - 1].kind == regions[i].kind);
    }
}

static void assert_model(void)
{
    assert_in_order();
    for (uint64_t page = 0; page < PAGES; page++)
        assert_int_equal(kind_at(page), model[page]);
}

/* Without room: what is not usable never looks usable, nor does what never was. */
static void assert_safe(void)
{
    assert_in_order();
    for (uint64_t page = 0; page < PAGES; page++)
        if (model[page] != BOOT_MEMORY_USABLE)
            assert_int_not_equal(kind_at(page), BOOT_MEMORY_USABLE);
}

static enum boot_status claim(uint64_t base, uint64_t size, uint32_t kind)
{
    for (uint64_t page = 0; page < PAGES; page++) {
        uint64_t first = page * 4096, last = first + 4095, end = base + size - 1;
        bool touches = size && base <= last && end >= first;
        bool covers = size && base <= first && end >= last;
        if ((kind == BOOT_MEMORY_USABLE ? covers : touches) && kind > model[page])
            model[page] = kind;
    }
    return memory_add(&map, base, size, kind);
}

static void random_claim(enum boot_status *ret_status)
{
    uint64_t base = draw(PAGES * 4096), size = draw(2) ? draw(20 * 4096) : draw(12) * 4096u;
    if (draw(2))
        base &= ~4095ull;
    if (base + size > PAGES * 4096)
        size = PAGES * 4096 - base;
    *ret_status = claim(base, size, draw(2) ? BOOT_MEMORY_USABLE : 1 + draw(15));
}

static void what_firmware_says_in_any_order(void **state)
{
    (void)state;
    for (seed = 1; seed < 400; seed++) {
        uint64_t keep = seed;
        begin(CAPACITY);
        for (unsigned i = draw(60); i > 0; i--) {
            enum boot_status status;
            random_claim(&status);
            assert_int_equal(status, BOOT_OK);
            assert_in_order();
        }
        assert_model();
        seed = keep;
    }
}

static void setting_overrules(void **state)
{
    (void)state;
    for (seed = 1; seed < 200; seed++) {
        uint64_t keep = seed;
        enum boot_status status;
        begin(CAPACITY);
        for (unsigned i = 0; i < 20; i++) {
            random_claim(&status);
            uint64_t first = draw(PAGES), pages = draw((uint32_t)(PAGES - first) + 1);
            uint32_t kind = 1 + draw(15);
            for (uint64_t p = first; p < first + pages; p++)
                model[p] = kind;
            assert_int_equal(memory_set(&map, first * 4096, pages * 4096, kind), BOOT_OK);
            assert_model();
        }
        seed = keep;
    }
}

static void too_many_regions(void **state)
{
    (void)state;
    unsigned full = 0;
    for (seed = 1; seed < 2000; seed++) {
        uint64_t keep = seed;
        begin(draw(9));
        for (unsigned i = 0; i < 40; i++) {
            enum boot_status status;
            random_claim(&status);
            assert_true(status == BOOT_OK || status == BOOT_TOO_LARGE);
            full += status == BOOT_TOO_LARGE;
            assert_safe();
        }
        seed = keep;
    }
    assert_true(full > 1000);
}

static void taking(void **state)
{
    (void)state;
    unsigned taken = 0, refused = 0;
    for (seed = 1; seed < 300; seed++) {
        uint64_t keep = seed, base = 7;
        enum boot_status status;
        begin(CAPACITY);
        for (unsigned i = 0; i < 12; i++)
            random_claim(&status);
        for (unsigned i = 0; i < 10; i++) {
            uint64_t pages = 1 + draw(6), align = 1ull << draw(4);
            uint64_t from = draw(PAGES), to = from + draw(PAGES - (uint32_t)from + 1);
            uint64_t best = UINT64_MAX; /* the highest place, by looking at every one */
            for (uint64_t at = from; at + pages <= to; at++) {
                bool usable = at % align == 0;
                for (uint64_t p = at; p < at + pages; p++)
                    usable = usable && model[p] == BOOT_MEMORY_USABLE;
                if (usable)
                    best = at;
            }
            base = 7;
            status = memory_take(&map, pages * 4096, align * 4096, from * 4096, to * 4096,
                                 BOOT_MEMORY_LOADER, &base);
            if (best == UINT64_MAX) {
                assert_int_equal(status, BOOT_NO_MEMORY);
                assert_int_equal(base, 7);
                refused++;
                continue;
            }
            assert_int_equal(status, BOOT_OK);
            assert_int_equal(base, best * 4096);
            for (uint64_t p = best; p < best + pages; p++)
                model[p] = BOOT_MEMORY_LOADER;
            assert_model();
            taken++;
        }
        seed = keep;
    }
    assert_true(taken > 300 && refused > 300);
}

static void taking_from_a_full_map(void **state)
{
    (void)state;
    uint64_t base;
    begin(1);
    assert_int_equal(claim(0, 16 * 4096, BOOT_MEMORY_USABLE), BOOT_OK);
    assert_int_equal(memory_take(&map, 4096, 4096, 0, 8 * 4096, BOOT_MEMORY_KERNEL, &base),
                     BOOT_OK);
    assert_int_equal(base, 7 * 4096);
    assert_int_not_equal(kind_at(7), BOOT_MEMORY_USABLE);
    begin(0);
    assert_int_equal(memory_add(&map, 0, 4096, BOOT_MEMORY_USABLE), BOOT_TOO_LARGE);
    assert_int_equal(memory_add(&map, 0, 4096, BOOT_MEMORY_RESERVED), BOOT_TOO_LARGE);
    assert_int_equal(map.count, 0);
}

static void the_ends_of_the_address_space(void **state)
{
    (void)state;
    uint64_t base;
    const uint64_t end = 1ull << 52;
    begin(CAPACITY);
    assert_int_equal(memory_add(&map, end - 100, UINT64_MAX, BOOT_MEMORY_RESERVED), BOOT_OK);
    assert_int_equal(memory_add(&map, end, 4096, BOOT_MEMORY_RESERVED), BOOT_OK);
    assert_int_equal(memory_set(&map, end, 4096, BOOT_MEMORY_LOADER), BOOT_OK);
    assert_int_equal(memory_add(&map, UINT64_MAX - 100, UINT64_MAX, BOOT_MEMORY_RESERVED), BOOT_OK);
    assert_int_equal(map.count, 1);
    assert_int_equal(regions[0].base, end - 4096);
    assert_int_equal(regions[0].size, 4096);
    assert_int_equal(memory_add(&map, 0, UINT64_MAX, BOOT_MEMORY_USABLE), BOOT_OK);
    assert_int_equal(map.count, 2);
    assert_int_equal(regions[0].kind, BOOT_MEMORY_USABLE);
    assert_int_equal(regions[0].size, end - 4096);
    assert_int_equal(memory_add(&map, 5, 0, BOOT_MEMORY_RESERVED), BOOT_OK);
    assert_int_equal(map.count, 2);
    assert_int_equal(memory_set(&map, 4096, 0, BOOT_MEMORY_RESERVED), BOOT_OK);
    assert_int_equal(map.count, 2);
    assert_int_equal(memory_take(&map, 4096, 4096, 0, UINT64_MAX, BOOT_MEMORY_LOADER, &base),
                     BOOT_OK);
    assert_int_equal(base, end - 8192);
    assert_int_equal(memory_set(&map, end - 8192, 1ull << 60, BOOT_MEMORY_KERNEL), BOOT_OK);
    assert_int_equal(regions[map.count - 1].size, 8192);
}

static void unknown_kinds_are_reserved(void **state)
{
    (void)state;
    begin(CAPACITY);
    assert_int_equal(memory_add(&map, 0, 4096, (enum boot_memory_kind)0), BOOT_OK);
    assert_int_equal(memory_add(&map, 8192, 4096, (enum boot_memory_kind)77), BOOT_OK);
    assert_int_equal(kind_at(0), BOOT_MEMORY_RESERVED);
    assert_int_equal(kind_at(2), BOOT_MEMORY_RESERVED);
}

static void the_end_of_ram(void **state)
{
    (void)state;
    begin(CAPACITY);
    assert_int_equal(memory_end_of_ram(&map), 0);
    for (uint32_t kind = BOOT_MEMORY_USABLE; kind <= BOOT_MEMORY_RESERVED; kind++) {
        bool ram = kind != BOOT_MEMORY_MMIO && kind != BOOT_MEMORY_FRAMEBUFFER &&
                   kind != BOOT_MEMORY_RESERVED;
        begin(CAPACITY);
        assert_int_equal(memory_add(&map, 4096, 4096, BOOT_MEMORY_USABLE), BOOT_OK);
        assert_int_equal(memory_add(&map, 3 * 4096, 4096, kind), BOOT_OK);
        assert_int_equal(memory_end_of_ram(&map), ram ? 4 * 4096 : 2 * 4096);
    }
}

TESTS(test(what_firmware_says_in_any_order), test(setting_overrules), test(too_many_regions),
      test(taking), test(taking_from_a_full_map), test(the_ends_of_the_address_space),
      test(unknown_kinds_are_reserved), test(the_end_of_ram))
