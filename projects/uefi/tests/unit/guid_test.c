/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "ci/test.h"
#include "uefi/guid.h"

static const EFI_GUID global = {
    0x8be4df61, 0x93ca, 0x11d2, {0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c}};
static const char global_text[] = "8be4df61-93ca-11d2-aa0d-00e098032b8c";

static void text_both_ways(void **state)
{
    (void)state;
    char text[UEFI_GUID_TEXT_SIZE];
    EFI_GUID back;
    assert_int_equal(uefi_guid_format(text, sizeof text, &global), 36);
    assert_string_equal(text, global_text);
    assert_true(uefi_guid_parse("8BE4DF61-93CA-11D2-AA0D-00E098032B8C", 36, &back));
    assert_true(uefi_guid_equal(&back, &global));
}

static void text_is_cut_to_the_buffer(void **state)
{
    (void)state;
    for (size_t cap = 0; cap <= 40; cap++) {
        char *text = malloc(cap + !cap);
        assert_int_equal(uefi_guid_format(cap ? text : NULL, cap, &global), 36);
        if (cap) {
            assert_int_equal(strlen(text), cap < 37 ? cap - 1 : 36);
            assert_memory_equal(text, global_text, strlen(text));
        }
        free(text);
    }
}

static void other_text_is_refused(void **state)
{
    (void)state;
    EFI_GUID back = global;
    for (size_t i = 0; i < 36; i++) {
        static const char wrong[] = "gG/:@`-x";
        for (size_t w = 0; w < sizeof wrong; w++) { /* the NUL too */
            char text[sizeof global_text];
            memcpy(text, global_text, sizeof text);
            if (text[i] == wrong[w])
                continue;
            text[i] = wrong[w];
            assert_false(uefi_guid_parse(text, 36, &back));
        }
    }
    char *exact = malloc(35);
    memcpy(exact, global_text, 35);
    assert_false(uefi_guid_parse(exact, 35, &back));
    free(exact);
    assert_false(uefi_guid_parse(global_text, 37, &back));
    assert_false(uefi_guid_parse("", 0, &back));
    assert_true(uefi_guid_equal(&back, &global)); /* untouched */
}

/* Appendix A: the first three fields are little-endian, the rest stands as written. */
static void bytes_are_mixed_endian(void **state)
{
    (void)state;
    static const uint8_t want[16] = {0x61, 0xdf, 0xe4, 0x8b, 0xca, 0x93, 0xd2, 0x11,
                                     0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c};
    uint8_t bytes[17];
    uefi_guid_to_bytes(&global, bytes);
    assert_memory_equal(bytes, want, 16);
    memcpy(bytes + 1, want, 16);
    EFI_GUID back = uefi_guid_from_bytes(bytes + 1);
    assert_true(uefi_guid_equal(&back, &global));
}

static void order_is_that_of_the_text(void **state)
{
    (void)state;
    static const char *const sorted[] = {
        "00000000-0000-0000-0000-000000000000", "00000001-0000-0000-0000-000000000000",
        "00000100-0000-0000-0000-000000000000", "00000100-0001-0000-0000-000000000000",
        "00000100-0001-0000-0000-000000000001", "00000100-0001-0000-0000-000000000100",
        "00000100-0001-0100-0000-000000000000", "01000000-0000-0000-0000-000000000000",
        "ff000000-0000-0000-0000-000000000000",
    };
    const size_t count = sizeof sorted / sizeof *sorted;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            EFI_GUID a, b;
            assert_true(uefi_guid_parse(sorted[i], 36, &a) && uefi_guid_parse(sorted[j], 36, &b));
            int order = uefi_guid_compare(&a, &b);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
            assert_int_equal(uefi_guid_equal(&a, &b), i == j);
            assert_int_equal(uefi_guid_is_zero(&a), i == 0);
        }
}

TESTS(test(text_both_ways), test(text_is_cut_to_the_buffer), test(other_text_is_refused),
      test(bytes_are_mixed_endian), test(order_is_that_of_the_text))
