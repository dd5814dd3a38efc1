/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Codes, warnings, and leaving early. */
#include "ci/test.h"
#include "uefi/status.h"

static void kinds(void **state)
{
    (void)state;
    uefi_status warning = uefi_status_of(EFI_WARN_STALE_DATA);
    uefi_status error = uefi_status_of(EFI_NOT_FOUND);
    assert_true(uefi_is_ok(UEFI_OK) && !uefi_is_warning(UEFI_OK) && !uefi_is_error(UEFI_OK));
    assert_true(!uefi_is_ok(warning) && uefi_is_warning(warning) && !uefi_is_error(warning));
    assert_true(!uefi_is_ok(error) && !uefi_is_warning(error) && uefi_is_error(error));
    assert_true(uefi_is(error, EFI_NOT_FOUND) && !uefi_is(error, EFI_TIMEOUT));
}

static void warnings_are_accepted_by_name(void **state)
{
    (void)state;
    uefi_status stale = uefi_status_of(EFI_WARN_STALE_DATA);
    assert_int_equal(uefi_accept_warning(stale, EFI_WARN_STALE_DATA).code, EFI_SUCCESS);
    assert_int_equal(uefi_accept_warning(stale, EFI_WARN_FILE_SYSTEM).code, EFI_WARN_STALE_DATA);
    uefi_status error = uefi_status_of(EFI_NOT_FOUND);
    assert_int_equal(uefi_accept_warning(error, EFI_NOT_FOUND).code, EFI_NOT_FOUND);
}

static uefi_status two_steps(EFI_STATUS first, int *ret_steps)
{
    UEFI_TRY(uefi_status_of(first));
    ++*ret_steps;
    return UEFI_OK;
}

static void try_leaves(void **state)
{
    (void)state;
    int steps = 0;
    assert_int_equal(two_steps(EFI_SUCCESS, &steps).code, EFI_SUCCESS);
    assert_int_equal(two_steps(EFI_DEVICE_ERROR, &steps).code, EFI_DEVICE_ERROR);
    assert_int_equal(two_steps(EFI_WARN_STALE_DATA, &steps).code, EFI_WARN_STALE_DATA);
    assert_int_equal(steps, 1);
}

static void every_code_has_its_name(void **state)
{
    (void)state;
    assert_string_equal(uefi_status_text(UEFI_OK), "EFI_SUCCESS");
    assert_string_equal(uefi_status_text(uefi_status_of(EFI_NOT_FOUND)), "EFI_NOT_FOUND");
    assert_string_equal(uefi_status_text(uefi_status_of(EFI_WARN_RESET_REQUIRED)),
                        "EFI_WARN_RESET_REQUIRED");
    for (size_t n = 1; n <= 35; n++) {
        bool gap = n == 29 || n == 30;
        const char *name = uefi_status_text(uefi_status_of(UEFI_ERROR_CODE(n)));
        assert_int_equal(strncmp(name, "EFI_", 4) != 0, gap);
    }
    for (size_t n = 100; n <= 106; n++)
        assert_contains(uefi_status_text(uefi_status_of(UEFI_ERROR_CODE(n))), "EFI_");
    assert_string_equal(uefi_status_text(uefi_status_of(UEFI_ERROR_CODE(36))), "unknown error");
    assert_string_equal(uefi_status_text(uefi_status_of(8)), "unknown warning");
}

TESTS(test(kinds), test(warnings_are_accepted_by_name), test(try_leaves),
      test(every_code_has_its_name))
