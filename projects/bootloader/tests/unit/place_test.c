/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Virtual addresses: fixed ones, dynamic ones, and random ones by their seed. */
#include "load/place.h"
#include "load/random.h"
#include "tests/said.h"

#define UPPER 0xffff800000000000ull

static struct places places;

static uint64_t put(const char *name, uint64_t size, uint64_t align, uint64_t from, uint64_t last)
{
    uint64_t base = 0;
    assert_int_equal(place_dynamic(&places, name, size, align, from, last, &base), BOOT_OK);
    return base;
}

static void fixed(void **state)
{
    (void)state;
    place_begin(&places, 4, false, 0);
    assert_int_equal(place_fixed(&places, "one", 0x1000, 0x3000), BOOT_OK);
    assert_int_equal(place_fixed(&places, "two", 0x4000, 0x1000), BOOT_OK);
    assert_int_equal(place_fixed(&places, "low end", 0x7ffffffff000, 0x1000), BOOT_OK);
    assert_int_equal(place_fixed(&places, "high", UPPER, 0x1000), BOOT_OK);
    assert_int_equal(place_fixed(&places, "last", UINT64_MAX - 0xfff, 0x1000), BOOT_OK);
    assert_string_equal(said(), "");
    assert_int_equal(place_fixed(&places, "three", 0x3000, 0x1000), BOOT_CONFLICT);
    assert_contains(said(), "three (0x3000 to 0x3fff) and one (0x1000 to 0x3fff) overlap");
    assert_int_equal(place_fixed(&places, "over", 0x7fffffffe000, 0x3000), BOOT_CONFLICT);
    assert_int_equal(place_fixed(&places, "hole", 0x800000000000, 0x1000), BOOT_CONFLICT);
    assert_contains(said(), "hole (0x800000000000 to 0x800000000fff) and the addresses that no");
    assert_int_equal(place_fixed(&places, "past", UINT64_MAX - 0xfff, 0x2000), BOOT_CONFLICT);
    assert_contains(said(), "past at 0xfffffffffffff000 (0x2000 bytes) would run over the last");
    assert_string_equal(place_find(&places, 0x4800, 1)->name, "two");
    assert_null(place_find(&places, 0x5000, 0x1000));
    place_begin(&places, 5, false, 0);
    assert_int_equal(place_fixed(&places, "hole", 0x800000000000, 0x1000), BOOT_OK);
    assert_int_equal(place_fixed(&places, "hole", 0x100000000000000, 0x1000), BOOT_CONFLICT);
}

static void lowest_with_a_page_between(void **state)
{
    (void)state;
    place_begin(&places, 4, false, 0);
    assert_int_equal(put("a", 0x1000, 0x1000, 0, UINT64_MAX), 0x1000);
    assert_int_equal(put("b", 0x2000, 0x1000, 0, UINT64_MAX), 0x3000);
    assert_int_equal(put("c", 0x1000, 0x200000, 0, UINT64_MAX), 0x200000);
    assert_int_equal(put("d", 0x1000, 0x1000, 0, UINT64_MAX), 0x6000);
    assert_int_equal(put("e", 0x1000, 0x1000, UPPER, UINT64_MAX), UPPER + 0x1000);
    assert_int_equal(put("f", 0x1000, 0x1000, 0x7ffffffff000, UINT64_MAX), UPPER + 0x3000);
    assert_int_equal(put("g", 0x1000, 0x1000, UINT64_MAX - 0x2fff, UINT64_MAX),
                     UINT64_MAX - 0x2fff);
}

static void no_room(void **state)
{
    (void)state;
    uint64_t base = 7;
    static const struct {
        uint64_t size, align, from, last;
    } cases[] = {
        {0x3000, 0x1000, 0x1000, 0x2fff},
        {0x1000, 0x200000, 0x1000, 0x1fffff},
        {0x1000, 0x1000, 0x5000, 0x4000},
        {0x1000, 0x1000, 0x800000000000, UPPER - 1},
        {0x1000, 0x1000, UINT64_MAX - 0xfff, UINT64_MAX},
        {0x1000, 1ull << 63, 0xffffffff00000000, UINT64_MAX},
        {1ull << 47, 0x1000, UPPER, UINT64_MAX},
    };
    for (unsigned random = 0; random < 2; random++) {
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            said_begin();
            place_begin(&places, 4, random, 5);
            assert_int_equal(place_dynamic(&places, "it", cases[i].size, cases[i].align,
                                           cases[i].from, cases[i].last, &base),
                             BOOT_CONFLICT);
            assert_contains(said(), "error: no room for it");
            assert_int_equal(base, 7);
        }
    }
    place_begin(&places, 4, false, 0);
    assert_int_equal(place_fixed(&places, "x", UINT64_MAX - 0x4fff, 0x5000), BOOT_OK);
    assert_int_equal(
        place_dynamic(&places, "it", 0x1000, 0x1000, UINT64_MAX - 0x5fff, UINT64_MAX, &base),
        BOOT_CONFLICT);
}

static void random_by_the_seed(void **state)
{
    (void)state;
    uint64_t first[20], again, different = 0;
    for (unsigned round = 0; round < 3; round++) {
        place_begin(&places, 4, true, round == 2 ? 43 : 42);
        for (unsigned i = 0; i < 20; i++) {
            uint64_t align = 0x1000ull << i;
            again = put("x", 0x5000, align, UPPER, UINT64_MAX);
            assert_int_equal(again % align, 0);
            assert_true(again >= UPPER);
            if (round == 0)
                first[i] = again;
            else if (round == 1)
                assert_int_equal(again, first[i]);
            else
                different += again != first[i];
            for (size_t p = 1; p + 1 < places.count; p++)
                assert_true(places.list[p].last + 0x1000 < again ||
                            again + 0x5fff < places.list[p].base);
        }
    }
    assert_true(different > 15);
    /* In a crowded range what chance does not find is found by looking. */
    place_begin(&places, 4, true, 1);
    for (unsigned i = 0; i < 40; i++)
        put("x", 0x1000, 0x1000, 0x10000, 0x10000 + 40 * 0x4000 - 1);
}

static void a_generator_that_repeats_itself(void **state)
{
    (void)state;
    uint64_t a = 1, b = 1, ones = 0;
    for (unsigned i = 0; i < 1000; i++) {
        uint64_t x = random_next(&a);
        assert_int_equal(x, random_next(&b));
        ones += (uint64_t)__builtin_popcountll(x);
    }
    assert_true(ones > 31000 && ones < 33000);
}

TESTS(said_test(fixed), said_test(lowest_with_a_page_between), said_test(no_room),
      said_test(random_by_the_seed), said_test(a_generator_that_repeats_itself))
