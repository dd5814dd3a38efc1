/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the tests of the core share: each boots a mock firmware of its own, and fails if anything
 * was leaked or misused.
 *
 *     static void stalls(void **state) { assert_ok(uefi_stall(10)); }
 *     TESTS(booted(stalls))
 */
#pragma once
#include "ci/test.h"
#include "uefi/mock.h"

#define assert_ok(status)             assert_int_equal((status).code, EFI_SUCCESS)
#define assert_status(status, wanted) assert_int_equal((status).code, wanted)

/* Boot services are gone, and it says so. */
#define assert_gone(status) assert_status(status, EFI_NOT_READY)

static inline int core_boot(void **state)
{
    *state = uefi_mock_new();
    return 0;
}

static inline int core_end(void **state)
{
    return uefi_mock_free((struct uefi_mock *)*state) != 0;
}

#define booted(function) cmocka_unit_test_setup_teardown(function, core_boot, core_end)

/* Makes a service lie once, at its next call. */
static inline void lie(void **state, const char *service, enum uefi_mock_how how, uint64_t value)
{
    uefi_mock_lie((struct uefi_mock *)*state, service, how, value, 0, 1);
}

/* As if uefi_exit_boot_services() had succeeded, as far as this library sees. */
static inline EFI_BOOT_SERVICES *leave(void)
{
    EFI_BOOT_SERVICES *boot = uefi_image()->boot;
    uefi_image()->boot = NULL;
    return boot;
}
