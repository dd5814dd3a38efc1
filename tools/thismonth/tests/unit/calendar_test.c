/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "src/calendar.h"

#include "ci/test.h"

static struct arena arena;

static void months_are_read_strictly(void **state)
{
    (void)state;
    struct month m = {0};
    assert_true(month_parse("2024-02", &m));
    assert_int_equal(m.year, 2024);
    assert_int_equal(m.month, 2);
    static const char *const bad[] = {"",        "2024",    "2024-2",  "2024-00",  "2024-13",
                                      "2024/02", "20x4-02", "1899-12", "2024-021", " 2024-02"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(month_parse(bad[i], &m));
    assert_int_equal(m.month, 2);
}

static void windows_are_half_open(void **state)
{
    (void)state;
    struct month feb = {2024, 2};
    struct window w = month_window(feb);
    assert_string_equal(instant_text(&arena, w.from), "2024-02-01T00:00:00Z");
    assert_string_equal(instant_text(&arena, w.until), "2024-03-01T00:00:00Z");
    assert_int_equal(w.until - w.from, 29 * 86400);
    assert_string_equal(month_text(&arena, month_add(feb, -2)), "2023-12");
    assert_string_equal(month_text(&arena, month_add(feb, 11)), "2025-01");
    assert_string_equal(month_title(&arena, feb), "February 2024");
    assert_int_equal(month_compare(month_of(w.until - 1), feb), 0);
    assert_true(month_compare(month_of(w.until), feb) > 0);
    arena_release(&arena);
}

static void instants_go_both_ways(void **state)
{
    (void)state;
    int64_t t = -1;
    assert_true(instant_parse("2024-01-09T11:10:22Z", &t));
    assert_int_equal(t, 1704798622);
    assert_string_equal(instant_text(&arena, t), "2024-01-09T11:10:22Z");
    assert_true(instant_parse("2024-02-29", &t));
    assert_string_equal(date_text(&arena, t), "2024-02-29");
    static const char *const bad[] = {
        "2023-02-29",          "2024-01-32",           "2024-01-00", "2024-01-09T25:00:00Z",
        "2024-01-09T11:10:22", "2024-01-09 11:10:22Z", "x",          "2024-0a-01"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(instant_parse(bad[i], &t));
    arena_release(&arena);
}

TESTS(test(months_are_read_strictly), test(windows_are_half_open), test(instants_go_both_ways))
