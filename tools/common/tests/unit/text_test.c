/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "common/text.h"

#include "ci/test.h"
#include "common/arena.h"

static void text_grows_and_stays_terminated(void **state)
{
    (void)state;
    struct text t = {0};
    assert_string_equal(text_cstr(&t), "");
    for (int i = 0; i < 1000; i++)
        text_addf(&t, "%d,", i);
    text_add(&t, "a\0b", 3);
    assert_int_equal(t.n, 3890 + 3);
    assert_memory_equal(t.at + t.n - 3, "a\0b", 4);
    text_clear(&t);
    assert_string_equal(text_cstr(&t), "");
    text_release(&t);
    text_adds(&t, "again");
    assert_string_equal(t.at, "again");
    text_release(&t);
}

static void utf8_accepts_what_rfc3629_does(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n, wanted;
    } rows[] = {
        {"a", 1, 1},
        {"", 0, 0},
        {"\xC3\xA4", 2, 2},
        {"\xC3", 1, 0},
        {"\xC0\x80", 2, 0},
        {"\xE2\x82\xAC", 3, 3},
        {"\xE0\x80\x80", 3, 0},
        {"\xED\xA0\x80", 3, 0},
        {"\xF0\x9F\x98\x80", 4, 4},
        {"\xF0\x80\x80\x80", 4, 0},
        {"\xF4\x90\x80\x80", 4, 0},
        {"\xF5\x80\x80\x80", 4, 0},
        {"\x80", 1, 0},
        {"\xE2\x82", 2, 0},
        {"\xC3("
         "",
         2, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(utf8_length(rows[i].bytes, rows[i].n), rows[i].wanted);
}

static void distance_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(edit_distance("", ""), 0);
    assert_int_equal(edit_distance("titel", "title"), 2);
    assert_int_equal(edit_distance("", "abc"), 3);
    assert_int_equal(edit_distance("kitten", "sitting"), 3);
    char longer[100];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(edit_distance(longer, "x"), 65);
}

static void arena_keeps_what_was_given(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *first = arena_strdup(&arena, "first");
    char *large = arena_alloc(&arena, 1 << 20);
    char *second = arena_printf(&arena, "%s %d", "second", 2);
    memset(large, 0xFF, 1 << 20);
    LIST(int) list = {0};
    for (int i = 0; i < 10000; i++)
        *list_push(&arena, &list) = i;
    assert_int_equal(list.n, 10000);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(list.at[i], i);
    assert_string_equal(first, "first");
    assert_string_equal(second, "second 2");
    assert_null(arena_strdup(&arena, NULL));
    assert_int_equal((uintptr_t)arena_alloc(&arena, 1) % _Alignof(max_align_t), 0);
    arena_release(&arena);
    assert_null(arena.last);
}

static void errors_carry_status_and_place(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(error_set(&error, STATUS_USAGE, "bad %s", "word"), STATUS_USAGE);
    assert_int_equal(error_prefix(&error, "file:%d", 3), STATUS_USAGE);
    assert_string_equal(error.text, "file:3: bad word");
    char longer[9000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    (void)error_set(&error, STATUS_WORLD, "%s", longer);
    assert_int_equal(strlen(error.text), sizeof error.text - 1);
    assert_string_equal(error.text + strlen(error.text) - 3, "...");
    assert_int_equal(error_set(NULL, STATUS_WORLD, "nobody listens"), STATUS_WORLD);
}

TESTS(test(text_grows_and_stays_terminated), test(utf8_accepts_what_rfc3629_does),
      test(distance_counts_edits), test(arena_keeps_what_was_given),
      test(errors_carry_status_and_place))
