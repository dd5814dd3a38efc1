/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the tests against the mock firmware share: statuses, and a mock that is up for each test and
 * must end without a complaint or a leak.
 *
 *     static void reads(struct uefi_mock *m) { assert_ok(uefi_fs_open(&fs)); ... }
 *     MOCKED(reads)
 *     TESTS(mocked(reads))
 */
#pragma once
#include "ci/test.h"
#include "uefi/mock.h"

#define assert_status(expression, wanted)                                          \
    do {                                                                           \
        uefi_status got_ = (expression);                                           \
        if (got_.code != (wanted))                                                 \
            fail_msg("%s:%d: %s is %#zx, not %s", __FILE__, __LINE__, #expression, \
                     (size_t)got_.code, #wanted);                                  \
    } while (0)
#define assert_ok(expression) assert_status(expression, EFI_SUCCESS)

#define MOCKED(function)                                     \
    static void function##_mocked(void **state)              \
    {                                                        \
        (void)state;                                         \
        if (uefi_mock_current()) /* of a test that failed */ \
            uefi_mock_free(uefi_mock_current());             \
        struct uefi_mock *m = uefi_mock_new();               \
        function(m);                                         \
        assert_int_equal(uefi_mock_free(m), 0);              \
    }
#define mocked(function)                               \
    {                                                  \
#function, function##_mocked, NULL, NULL, NULL \
    }

/* Ends boot services, as it would be done raw: for "harmless after they are gone". */
static inline void end_boot_services(void)
{
    struct uefi_image *image = uefi_image();
    uint8_t map[16384];
    UINTN size = sizeof map, key, stride;
    UINT32 version;
    assert_int_equal(image->boot->GetMemoryMap(&size, (void *)map, &key, &stride, &version), 0);
    assert_int_equal(image->boot->ExitBootServices(image->handle, key), 0);
    image->boot = NULL;
}
