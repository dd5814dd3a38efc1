/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * UTF-16 and UTF-8: every scalar value both ways, what is malformed, and every cap. Buffers come
 * from malloc at their exact size, so that the sanitizers see the first unit too many.
 */
#include "ci/test.h"
#include "uefi/text.h"

static void every_character_there_and_back(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char utf8[4];
        char16_t utf16[2];
        size_t n8 = uefi_utf8_put(utf8, c), n16 = uefi_utf16_put(utf16, c), at = 0;
        assert_int_equal(n8, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        assert_int_equal(n16, c < 0x10000 ? 1 : 2);
        assert_int_equal(uefi_utf8_next(utf8, n8, &at), c);
        assert_int_equal(at, n8);
        at = 0;
        assert_int_equal(uefi_utf16_next(utf16, n16, &at), c);
        assert_int_equal(at, n16);
    }
}

static void what_is_no_character_is_replaced(void **state)
{
    (void)state;
    const uint32_t none[] = {0xD800, 0xDFFF, 0x110000, 0xFFFFFFFF};
    for (size_t i = 0; i < 4; i++) {
        char utf8[4];
        char16_t utf16[2];
        assert_int_equal(uefi_utf8_put(utf8, none[i]), 3);
        assert_memory_equal(utf8, "\xEF\xBF\xBD", 3);
        assert_int_equal(uefi_utf16_put(utf16, none[i]), 1);
        assert_int_equal(utf16[0], 0xFFFD);
    }
}

static void known_text(void **state)
{
    (void)state;
    const char16_t *utf16 = u"a\u00e4\u20ac\U0001F600z";
    char utf8[32];
    char16_t back[16];
    assert_int_equal(uefi_utf16_to_utf8(utf8, sizeof utf8, utf16, SIZE_MAX), 11);
    assert_string_equal(utf8, "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z");
    assert_int_equal(uefi_utf8_to_utf16(back, 16, utf8, SIZE_MAX), 6);
    assert_true(uefi_utf16_equal(back, utf16));
    assert_true(uefi_utf16_valid(utf16, SIZE_MAX) && uefi_utf8_valid(utf8, SIZE_MAX));
}

/* Halves of pairs become U+FFFD, one each, and what stands beside them stays. */
static void lone_surrogates(void **state)
{
    (void)state;
    static const struct {
        char16_t utf16[5];
        const char *utf8;
    } cases[] = {
        {{0xD83D, 0}, "\xEF\xBF\xBD"},
        {{0xDE00, 'x', 0}, "\xEF\xBF\xBDx"},
        {{0xD83D, 'x', 0}, "\xEF\xBF\xBDx"},
        {{0xD83D, 0xD83D, 0xDE00, 0}, "\xEF\xBF\xBD\xF0\x9F\x98\x80"},
        {{0xDE00, 0xD83D, 0}, "\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char utf8[16];
        assert_int_equal(uefi_utf16_to_utf8(utf8, sizeof utf8, cases[i].utf16, SIZE_MAX),
                         strlen(cases[i].utf8));
        assert_string_equal(utf8, cases[i].utf8);
        assert_false(uefi_utf16_valid(cases[i].utf16, SIZE_MAX));
    }
    /* A pair that the bound cuts in two is half a pair. */
    const char16_t pair[] = {0xD83D, 0xDE00};
    assert_false(uefi_utf16_valid(pair, 1));
    assert_true(uefi_utf16_valid(pair, 2));
}

/* The table of Unicode 15, chapter 3, "U+FFFD substitution of maximal subparts", in our own words.
 */
static void malformed_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *utf8;
        char16_t utf16[8];
    } cases[] = {
        {"\x80", {0xFFFD}},
        {"\xC0\xAF", {0xFFFD, 0xFFFD}},             /* over-long '/' */
        {"\xE0\x80\xAF", {0xFFFD, 0xFFFD, 0xFFFD}}, /* longer still */
        {"\xED\xA0\x80", {0xFFFD, 0xFFFD, 0xFFFD}}, /* a surrogate */
        {"\xF4\x90\x80\x80", {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}},
        {"\xF5", {0xFFFD}},
        {"\xFF", {0xFFFD}},
        {"\xE2\x82", {0xFFFD}}, /* ends too early: one for the whole beginning */
        {"\xE2\x82z", {0xFFFD, 'z'}},
        {"\xF0\x9F\x98\xF0\x9F\x98\x80", {0xFFFD, 0xD83D, 0xDE00}},
        {"\xC3(", {0xFFFD, '('}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char16_t utf16[16];
        size_t length = uefi_utf8_to_utf16(utf16, 16, cases[i].utf8, SIZE_MAX);
        assert_int_equal(length, uefi_utf16_length(cases[i].utf16, 8));
        assert_true(uefi_utf16_equal(utf16, cases[i].utf16));
        assert_false(uefi_utf8_valid(cases[i].utf8, SIZE_MAX));
    }
}

/* Whatever the cap: the same length is wanted, a NUL ends it, and no character is cut in two. */
static void every_cap(void **state)
{
    (void)state;
    const char16_t *utf16 = u"\u00e4\u20ac\U0001F600.";
    const char *utf8 = "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80.";
    static const size_t fits8[] = {0, 0, 0, 2, 2, 2, 5, 5, 5, 5, 9, 10, 10};
    static const size_t fits16[] = {0, 0, 1, 2, 2, 4, 5, 5};
    for (size_t cap = 0; cap < sizeof fits8 / sizeof *fits8; cap++) {
        char *buf = malloc(cap + !cap);
        assert_int_equal(uefi_utf16_to_utf8(cap ? buf : NULL, cap, utf16, SIZE_MAX), 10);
        if (cap) {
            assert_int_equal(strlen(buf), fits8[cap]);
            assert_memory_equal(buf, utf8, fits8[cap]);
        }
        free(buf);
    }
    for (size_t cap = 0; cap < sizeof fits16 / sizeof *fits16; cap++) {
        char16_t *buf = malloc(2 * (cap + !cap));
        assert_int_equal(uefi_utf8_to_utf16(cap ? buf : NULL, cap, utf8, SIZE_MAX), 5);
        if (cap) {
            assert_int_equal(uefi_utf16_length(buf, cap), fits16[cap]);
            assert_memory_equal(buf, utf16, 2 * fits16[cap]);
        }
        free(buf);
    }
}

/* The same answers at an odd address; without a NUL, nothing behind the bound is read. */
static void odd_addresses_and_bounds(void **state)
{
    (void)state;
    char *bytes = malloc(1 + 2 * 3);
    memcpy(bytes + 1, u"abc", 6);
    const uefi_char16 *text = (const void *)(bytes + 1);
    char utf8[8];
    size_t length = 77;
    assert_int_equal(uefi_utf16_length(text, 3), 3);
    assert_int_equal(uefi_utf16_to_utf8(utf8, sizeof utf8, text, 3), 3);
    assert_string_equal(utf8, "abc");
    assert_false(uefi_utf16_ends(text, 3, &length));
    assert_int_equal(length, 77);
    bytes[5] = bytes[6] = 0;
    assert_true(uefi_utf16_ends(text, 3, &length));
    assert_int_equal(length, 2);
    assert_true(uefi_utf16_equal(text, u"ab"));
    assert_false(uefi_utf16_equal(text, u"a"));
    assert_false(uefi_utf16_equal(u"abc", text));
    assert_int_equal(uefi_utf16_to_utf8(utf8, sizeof utf8, text, 1), 1);
    free(bytes);
    char *cut = malloc(2);
    memcpy(cut, "\xE2\x82", 2);
    char16_t utf16[4];
    assert_int_equal(uefi_utf8_to_utf16(utf16, 4, cut, 2), 1);
    assert_int_equal(utf16[0], 0xFFFD);
    free(cut);
}

TESTS(test(every_character_there_and_back), test(what_is_no_character_is_replaced),
      test(known_text), test(lone_surrogates), test(malformed_utf8), test(every_cap),
      test(odd_addresses_and_bounds))
