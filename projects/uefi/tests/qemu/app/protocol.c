/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Handles and protocols as firmware keeps them. */
#include "test.h"

/* Nobody else's: 8f6c7a51-3d1e-4b0e-9d59-6f0a6f7d5e01 and -02. */
static const EFI_GUID mine = {
    0x8f6c7a51, 0x3d1e, 0x4b0e, {0x9d, 0x59, 0x6f, 0x0a, 0x6f, 0x7d, 0x5e, 0x01}};
static const EFI_GUID other = {
    0x8f6c7a51, 0x3d1e, 0x4b0e, {0x9d, 0x59, 0x6f, 0x0a, 0x6f, 0x7d, 0x5e, 0x02}};

static void installs_and_finds(void)
{
    struct uefi_handle handle = {0};
    int one, two;
    void *found = NULL;
    check_status(uefi_protocol_find(&mine, &found), EFI_UNSUPPORTED);
    check(!found);
    check_ok(uefi_protocol_install(&handle, &mine, &one));
    check(handle.raw != NULL);
    check_status(uefi_protocol_install(&handle, &mine, &two), EFI_INVALID_PARAMETER);
    check(uefi_protocol_test(handle, &mine));
    check(!uefi_protocol_test(handle, &other));
    check_ok(uefi_protocol_find(&mine, &found));
    check(found == &one);
    check_ok(uefi_protocol_open(handle, &mine, UEFI_GET, &found, NULL));
    check(found == &one);
    check_status(uefi_protocol_open(handle, &other, UEFI_GET, &found, NULL), EFI_UNSUPPORTED);
    check_ok(uefi_protocol_reinstall(handle, &mine, &one, &two));
    check_ok(uefi_protocol_find(&mine, &found));
    check(found == &two);
    check_ok(uefi_protocol_uninstall(handle, &mine, &two));
    check_status(uefi_protocol_find(&mine, &found), EFI_UNSUPPORTED);
}

static void a_null_interface_is_a_mark(void)
{
    struct uefi_handle handle = {0};
    void *found = &handle;
    check_ok(uefi_protocol_install(&handle, &mine, NULL));
    check(uefi_protocol_test(handle, &mine));
    check_status(uefi_protocol_open(handle, &mine, UEFI_GET, &found, NULL), EFI_PROTOCOL_ERROR);
    check(found == &handle);
    check_ok(uefi_protocol_uninstall(handle, &mine, NULL));
}

static void installs_several_or_none(void)
{
    int one, two;
    struct uefi_handle handle = {0};
    const struct uefi_interface both[] = {{&mine, &one}, {&other, &two}};
    check_ok(uefi_protocols_install(&handle, both, 2));
    check(uefi_protocol_test(handle, &mine) && uefi_protocol_test(handle, &other));
    struct uefi_guids guids = {0};
    if (check_ok(uefi_protocols_of(handle, &guids)))
        check_equal(guids.count, 2);
    uefi_guids_close(&guids);
    uefi_guids_close(&guids);
    check_ok(uefi_protocols_uninstall(handle, both, 2));
    check_status(uefi_protocols_install(&handle, both, 0), EFI_INVALID_PARAMETER);
    check_status(uefi_protocols_install(&handle, both, UEFI_INTERFACES_MAX + 1),
                 EFI_INVALID_PARAMETER);
}

static void claims_are_counted_once(void)
{
    int one;
    struct uefi_handle handle = {0};
    check_ok(uefi_protocol_install(&handle, &mine, &one));
    void *interface = NULL;
    struct uefi_opened first = {0}, second = {0};
    struct uefi_openers openers = {0};
    check_ok(uefi_openers_of(handle, &mine, &openers));
    check_equal(openers.count, 0);
    uefi_openers_close(&openers);

    check_ok(uefi_protocol_open(handle, &mine, UEFI_EXCLUSIVE, &interface, &first));
    check_status(uefi_protocol_open(handle, &mine, UEFI_EXCLUSIVE, &interface, &second),
                 EFI_ACCESS_DENIED);
    check(!second.handle);
    check_ok(uefi_openers_of(handle, &mine, &openers));
    if (check_equal(openers.count, 1)) {
        check(openers.at[0].AgentHandle == uefi_image()->handle);
        check_equal(openers.at[0].Attributes, EFI_OPEN_PROTOCOL_EXCLUSIVE);
    }
    uefi_openers_close(&openers);
    uefi_opened_close(&first);
    uefi_opened_close(&first);
    check_ok(uefi_openers_of(handle, &mine, &openers));
    check_equal(openers.count, 0);
    uefi_openers_close(&openers);
    check_ok(uefi_protocol_uninstall(handle, &mine, &one));
}

static void lists_handles(void)
{
    struct uefi_handles all = {0};
    if (!check_ok(uefi_handles_find(NULL, &all)))
        return;
    check(all.count > 50);
    struct uefi_handle few[2];
    size_t count = 0, needed = 0;
    check_status(uefi_handles_get(NULL, few, 2, &count, &needed), EFI_BUFFER_TOO_SMALL);
    check(needed >= all.count && count == 0);
    uefi_handles_close(&all);
    uefi_handles_close(&all);
    check_status(uefi_handles_find(&mine, &all), EFI_NOT_FOUND);
}

TESTS(protocol, test(installs_and_finds), test(a_null_interface_is_a_mark),
      test(installs_several_or_none), test(claims_are_counted_once), test(lists_handles))
