/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The raw layer's own macros; layouts are asserted where they stand. */
#include "ci/test.h"
#include "uefi/raw/tables.h"

static void guids_are_numbers_then_bytes(void **state)
{
    (void)state;
    const EFI_GUID guid = UEFI_GUID(0x01234567, 0x89AB, 0xCDEF, 0xFEDC, 0x00BA98765432);
    const uint8_t bytes[16] = {0x67, 0x45, 0x23, 0x01, 0xAB, 0x89, 0xEF, 0xCD,
                               0xFE, 0xDC, 0x00, 0xBA, 0x98, 0x76, 0x54, 0x32};
    assert_memory_equal(&guid, bytes, sizeof bytes);
    const EFI_GUID small = UEFI_GUID(1, 2, 3, 4, 5);
    assert_int_equal(small.Data4[0], 0);
    assert_int_equal(small.Data4[1], 4);
    assert_int_equal(small.Data4[7], 5);
}

static void errors_have_the_highest_bit(void **state)
{
    (void)state;
    const unsigned bits = sizeof(EFI_STATUS) * 8;
    assert_true(EFI_NOT_FOUND == ((EFI_STATUS)1 << (bits - 1) | 14));
    assert_true(UEFI_OEM_BIT == (EFI_STATUS)1 << (bits - 2));
    assert_true(EFI_HTTP_ERROR >> (bits - 1) == 1);
    assert_true(EFI_WARN_RESET_REQUIRED == 7);
}

static UINTN EFIAPI weigh(UINTN a, UINTN b, UINTN c, UINTN d, UINTN e, UINT8 f)
{
    return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * (UINTN)f;
}

/* The convention is part of the type: a call through a pointer passes arguments as the callee takes
 * them. */
static void calls_follow_the_convention(void **state)
{
    (void)state;
    UINTN (*volatile EFIAPI through)(UINTN, UINTN, UINTN, UINTN, UINTN, UINT8) = weigh;
    assert_int_equal(through(1, 2, 3, 4, 5, 6), 654321);
}

static void revisions_are_ordered(void **state)
{
    (void)state;
    assert_true(EFI_2_31_SYSTEM_TABLE_REVISION == 0x0002001F);
    assert_true(EFI_2_70_SYSTEM_TABLE_REVISION < EFI_2_110_SYSTEM_TABLE_REVISION);
    assert_true(EFI_1_10_SYSTEM_TABLE_REVISION < EFI_2_00_SYSTEM_TABLE_REVISION);
}

TESTS(cmocka_unit_test(guids_are_numbers_then_bytes), cmocka_unit_test(errors_have_the_highest_bit),
      cmocka_unit_test(calls_follow_the_convention), cmocka_unit_test(revisions_are_ordered))
