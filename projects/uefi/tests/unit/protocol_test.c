/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Handles and protocols, on firmware that keeps its word and on firmware that does not. */
#include "core.h"
#include "uefi/event.h"
#include "uefi/protocol.h"
#include "uefi/raw/path.h"

static const EFI_GUID mine = UEFI_GUID(1, 2, 3, 4, 5);
static const EFI_GUID other = UEFI_GUID(1, 2, 3, 4, 6);
static int one, two;

static struct uefi_handle installed(void **state)
{
    return uefi_handle_of(uefi_mock_install((struct uefi_mock *)*state, NULL, &mine, &one));
}

static void get_is_neither_claimed_nor_closed(void **state)
{
    struct uefi_handle handle = installed(state);
    void *interface = NULL;
    struct uefi_opened opened = {.handle = handle.raw};
    assert_ok(uefi_protocol_open(handle, &mine, UEFI_GET, &interface, &opened));
    assert_ptr_equal(interface, &one);
    assert_null(opened.handle);
    uefi_opened_close(&opened);
    assert_int_equal(uefi_mock_calls((struct uefi_mock *)*state, "CloseProtocol"), 0);
    assert_ok(uefi_protocol_find(&mine, &interface));
    assert_true(uefi_protocol_test(handle, &mine));
    assert_false(uefi_protocol_test(handle, &other));
}

static void claims_are_closed_once(void **state)
{
    struct uefi_handle handle = installed(state);
    void *interface = NULL;
    struct uefi_opened opened = {0};
    assert_ok(uefi_protocol_open(handle, &mine, UEFI_EXCLUSIVE, &interface, &opened));
    uefi_opened_close(&opened);
    uefi_opened_close(&opened);
    assert_int_equal(uefi_mock_calls((struct uefi_mock *)*state, "CloseProtocol"), 1);

    struct uefi_handle driver = uefi_handle_of(uefi_image()->handle);
    assert_ok(
        uefi_protocol_open_as(handle, &mine, UEFI_BY_DRIVER, driver, handle, &interface, &opened));
    struct uefi_opened again = {0};
    assert_status(
        uefi_protocol_open_as(handle, &mine, UEFI_BY_DRIVER, driver, handle, &interface, &again),
        EFI_ALREADY_STARTED);
    assert_null(again.handle);
    uefi_opened_close(&opened);
}

static void open_as_macro(void **state)
{
    struct uefi_handle handle = installed(state);
    struct {
        int *raw;
        struct uefi_opened opened;
    } object = {0};
    assert_ok(UEFI_OPEN(&object, handle, &mine, UEFI_EXCLUSIVE));
    assert_ptr_equal(object.raw, &one);
    uefi_opened_close(&object.opened);
    object.raw = NULL;
    assert_status(UEFI_OPEN(&object, handle, &other, UEFI_GET), EFI_UNSUPPORTED);
    assert_null(object.raw);
}

static void null_interfaces_are_refused(void **state)
{
    struct uefi_handle handle = {0};
    assert_ok(uefi_protocol_install(&handle, &mine, NULL));
    void *interface = &two;
    struct uefi_opened opened = {0};
    assert_status(uefi_protocol_open(handle, &mine, UEFI_GET, &interface, NULL),
                  EFI_PROTOCOL_ERROR);
    assert_status(uefi_protocol_open(handle, &mine, UEFI_EXCLUSIVE, &interface, &opened),
                  EFI_PROTOCOL_ERROR); /* and the claim is given back, or the end complains */
    assert_status(uefi_protocol_find(&mine, &interface), EFI_PROTOCOL_ERROR);
    assert_ptr_equal(interface, &two);
    assert_null(opened.handle);
    assert_true(uefi_protocol_test(handle, &mine));
    (void)state;
}

static void missing_is_unsupported(void **state)
{
    struct uefi_handle handle = installed(state);
    void *interface = &two;
    assert_status(uefi_protocol_find(&other, &interface), EFI_UNSUPPORTED);
    assert_status(uefi_protocol_open(handle, &other, UEFI_GET, &interface, NULL), EFI_UNSUPPORTED);
    assert_ptr_equal(interface, &two);
    lie(state, "LocateProtocol", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_protocol_find(&mine, &interface), EFI_PROTOCOL_ERROR);
    lie(state, "LocateProtocol", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_protocol_find(&mine, &interface), EFI_DEVICE_ERROR);
    lie(state, "OpenProtocol", UEFI_MOCK_FAIL, EFI_ACCESS_DENIED);
    assert_status(uefi_protocol_open(handle, &mine, UEFI_EXCLUSIVE, &interface, NULL),
                  EFI_ACCESS_DENIED);
}

static void lists_of_handles(void **state)
{
    struct uefi_handle first = installed(state), second = installed(state);
    struct uefi_handles handles = {0};
    assert_ok(uefi_handles_find(&mine, &handles));
    assert_int_equal(handles.count, 2);
    assert_ptr_equal(handles.at[0].raw, first.raw);
    assert_ptr_equal(handles.at[1].raw, second.raw);
    uefi_handles_close(&handles);
    uefi_handles_close(&handles);
    assert_status(uefi_handles_find(&other, &handles), EFI_NOT_FOUND);
    assert_ok(uefi_handles_find(NULL, &handles));
    assert_true(handles.count >= 3);
    uefi_handles_close(&handles);

    struct uefi_handle few[2];
    size_t count = 0, needed = 0;
    assert_status(uefi_handles_get(&mine, few, 1, &count, &needed), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 2);
    assert_int_equal(count, 0);
    assert_ok(uefi_handles_get(&mine, few, 2, &count, NULL));
    assert_int_equal(count, 2);
    assert_status(uefi_handles_get(&mine, few, SIZE_MAX, &count, NULL), EFI_INVALID_PARAMETER);
}

static void lists_with_holes_are_refused(void **state)
{
    installed(state);
    struct uefi_handles handles = {0};
    lie(state, "LocateHandleBuffer", UEFI_MOCK_NULL, 0);
    assert_status(uefi_handles_find(&mine, &handles), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandleBuffer", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_handles_find(&mine, &handles), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandleBuffer", UEFI_MOCK_NUMBER, 0);
    assert_status(uefi_handles_find(&mine, &handles), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandleBuffer", UEFI_MOCK_NUMBER, 65537);
    assert_status(uefi_handles_find(&mine, &handles), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandleBuffer", UEFI_MOCK_GARBAGE, 0);
    assert_status(uefi_handles_find(&mine, &handles), EFI_PROTOCOL_ERROR);
    assert_null(handles.at);

    struct uefi_handle few[4];
    size_t count = 7, needed = 7;
    lie(state, "LocateHandle", UEFI_MOCK_NUMBER, 3); /* not whole handles */
    assert_status(uefi_handles_get(&mine, few, 4, &count, &needed), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandle", UEFI_MOCK_NUMBER, 8 * sizeof *few);
    assert_status(uefi_handles_get(&mine, few, 4, &count, &needed), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandle", UEFI_MOCK_NUMBER, 0);
    assert_status(uefi_handles_get(&mine, few, 4, &count, &needed), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandle", UEFI_MOCK_GARBAGE, 0);
    assert_status(uefi_handles_get(&mine, few, 4, &count, &needed), EFI_PROTOCOL_ERROR);
    lie(state, "LocateHandle", UEFI_MOCK_STUCK, 8); /* too small, yet it would fit */
    assert_status(uefi_handles_get(&mine, few, 4, &count, &needed), EFI_PROTOCOL_ERROR);
    assert_int_equal(count, 7);
    assert_int_equal(needed, 7);
}

static void protocols_of_a_handle(void **state)
{
    struct uefi_handle handle = installed(state);
    struct uefi_guids guids = {0};
    assert_ok(uefi_protocols_of(handle, &guids));
    assert_int_equal(guids.count, 1);
    assert_memory_equal(guids.at[0], &mine, sizeof mine);
    uefi_guids_close(&guids);
    uefi_guids_close(&guids);
    lie(state, "ProtocolsPerHandle", UEFI_MOCK_NULL, 0);
    assert_status(uefi_protocols_of(handle, &guids), EFI_PROTOCOL_ERROR);
    lie(state, "ProtocolsPerHandle", UEFI_MOCK_NUMBER, 0);
    assert_status(uefi_protocols_of(handle, &guids), EFI_PROTOCOL_ERROR);
    lie(state, "ProtocolsPerHandle", UEFI_MOCK_GARBAGE, 0);
    assert_status(uefi_protocols_of(handle, &guids), EFI_PROTOCOL_ERROR);
    lie(state, "ProtocolsPerHandle", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_status(uefi_protocols_of(handle, &guids), EFI_OUT_OF_RESOURCES);
    assert_null(guids.at);
}

static void openers(void **state)
{
    struct uefi_handle handle = installed(state);
    struct uefi_openers openers = {0};
    struct uefi_opened opened = {0};
    void *interface;
    assert_ok(uefi_protocol_open(handle, &mine, UEFI_EXCLUSIVE, &interface, &opened));
    assert_ok(uefi_openers_of(handle, &mine, &openers));
    assert_int_equal(openers.count, 1);
    assert_ptr_equal(openers.at[0].AgentHandle, uefi_image()->handle);
    uefi_openers_close(&openers);
    uefi_openers_close(&openers);
    lie(state, "OpenProtocolInformation", UEFI_MOCK_NULL, 0);
    assert_status(uefi_openers_of(handle, &mine, &openers), EFI_PROTOCOL_ERROR);
    lie(state, "OpenProtocolInformation", UEFI_MOCK_NUMBER, UINT64_MAX);
    assert_status(uefi_openers_of(handle, &mine, &openers), EFI_PROTOCOL_ERROR);
    assert_status(uefi_openers_of(handle, &other, &openers), EFI_NOT_FOUND);
    uefi_opened_close(&opened);
}

static void installs_all_or_none(void **state)
{
    struct uefi_handle handle = {0};
    const struct uefi_interface both[] = {{&mine, &one}, {&other, &two}};
    const struct uefi_interface twice[] = {{&mine, &one}, {&mine, &one}};
    assert_status(uefi_protocols_install(&handle, twice, 2), EFI_INVALID_PARAMETER);
    assert_null(handle.raw);
    assert_ok(uefi_protocols_install(&handle, both, 2));
    assert_true(uefi_protocol_test(handle, &mine) && uefi_protocol_test(handle, &other));
    assert_ok(uefi_protocol_reinstall(handle, &mine, &one, &two));
    assert_status(uefi_protocols_uninstall(handle, both, 2), EFI_INVALID_PARAMETER);
    assert_true(uefi_protocol_test(handle, &mine) && uefi_protocol_test(handle, &other));
    assert_ok(uefi_protocol_reinstall(handle, &mine, &two, &one));
    assert_ok(uefi_protocols_uninstall(handle, both, 2));
    assert_status(uefi_protocols_install(&handle, both, 0), EFI_INVALID_PARAMETER);
    assert_status(uefi_protocols_uninstall(handle, both, UEFI_INTERFACES_MAX + 1),
                  EFI_INVALID_PARAMETER);
    uefi_mock_forgive((struct uefi_mock *)*state);
}

static EFI_STATUS EFIAPI install_nowhere(EFI_HANDLE *handle, EFI_GUID *guid,
                                         EFI_INTERFACE_TYPE type, VOID *interface)
{
    (void)handle, (void)guid, (void)type, (void)interface;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI install_many_nowhere(EFI_HANDLE *handle, ...)
{
    (void)handle;
    return EFI_SUCCESS;
}

static void no_handle_for_what_was_installed(void **state)
{
    struct uefi_handle handle = {0};
    const struct uefi_interface just[] = {{&mine, &one}};
    EFI_BOOT_SERVICES *honest = uefi_image()->boot, boot = *honest;
    boot.InstallProtocolInterface = install_nowhere;
    boot.InstallMultipleProtocolInterfaces = install_many_nowhere;
    uefi_image()->boot = &boot;
    assert_status(uefi_protocol_install(&handle, &mine, &one), EFI_PROTOCOL_ERROR);
    assert_status(uefi_protocols_install(&handle, just, 1), EFI_PROTOCOL_ERROR);
    uefi_image()->boot = honest;
    lie(state, "InstallProtocolInterface", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_status(uefi_protocol_install(&handle, &mine, &one), EFI_OUT_OF_RESOURCES);
    assert_null(handle.raw);
    assert_ok(uefi_protocol_install(&handle, &mine, &one));
    assert_ok(uefi_protocol_uninstall(handle, &mine, &one));
}

static void finds_by_path(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    EFI_HANDLE volume = uefi_mock_volume(m);
    static const EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    void *path = NULL;
    assert_ok(uefi_protocol_open(uefi_handle_of(volume), &path_guid, UEFI_GET, &path, NULL));
    struct uefi_handle found = {0};
    const EFI_DEVICE_PATH_PROTOCOL *rest = NULL;
    assert_ok(uefi_handle_near(&path_guid, (const EFI_DEVICE_PATH_PROTOCOL *)path, &found, &rest));
    assert_ptr_equal(found.raw, volume);
    assert_non_null(rest);
    assert_status(uefi_handle_near(&mine, (const EFI_DEVICE_PATH_PROTOCOL *)path, &found, NULL),
                  EFI_NOT_FOUND);
    lie(state, "LocateDevicePath", UEFI_MOCK_SILENT, 0);
    assert_status(
        uefi_handle_near(&path_guid, (const EFI_DEVICE_PATH_PROTOCOL *)path, &found, NULL),
        EFI_PROTOCOL_ERROR);
}

static void connects(void **state)
{
    struct uefi_handle handle = installed(state);
    const struct uefi_handle no_driver = {0};
    lie(state, "ConnectController", UEFI_MOCK_FAIL, EFI_NOT_FOUND);
    assert_status(uefi_connect(handle, &no_driver, NULL, true), EFI_NOT_FOUND);
    lie(state, "DisconnectController", UEFI_MOCK_FAIL, EFI_SUCCESS);
    assert_ok(uefi_disconnect(handle, no_driver, no_driver));
}

static void says_when_one_is_installed(void **state)
{
    struct uefi_event event = {0};
    struct uefi_registration registration = {0};
    struct uefi_handle found = {0};
    bool signalled = true;
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    assert_ok(uefi_protocol_notify(&mine, event, &registration));
    assert_ok(uefi_event_check(event, &signalled));
    assert_false(signalled);
    struct uefi_handle handle = {0};
    assert_ok(uefi_protocol_install(&handle, &mine, &one));
    assert_ok(uefi_event_check(event, &signalled));
    assert_true(signalled);
    lie(state, "LocateHandle", UEFI_MOCK_NUMBER, 1);
    assert_status(uefi_handle_next(registration, &found), EFI_PROTOCOL_ERROR);
    uefi_event_close(&event);

    assert_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    lie(state, "RegisterProtocolNotify", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_protocol_notify(&mine, event, &registration), EFI_PROTOCOL_ERROR);
    assert_ok(uefi_protocol_notify(&mine, event, &registration));
    assert_ok(uefi_protocol_reinstall(handle, &mine, &one, &one));
    assert_ok(uefi_handle_next(registration, &found));
    assert_ptr_equal(found.raw, handle.raw);
    assert_status(uefi_handle_next(registration, &found), EFI_NOT_FOUND);
    uefi_event_close(&event);
}

static void nothing_works_without_boot_services(void **state)
{
    struct uefi_handle handle = installed(state), found;
    struct uefi_handles handles = {0};
    struct uefi_guids guids = {0};
    struct uefi_openers openers = {0};
    struct uefi_opened opened = {0};
    const struct uefi_interface just[] = {{&other, &one}};
    void *interface;
    size_t count;
    assert_ok(uefi_handles_find(&mine, &handles));
    void *list = handles.at;
    assert_ok(uefi_protocol_open(handle, &mine, UEFI_EXCLUSIVE, &interface, &opened));
    struct uefi_opened claim = opened;

    EFI_BOOT_SERVICES *boot = leave();
    uefi_handles_close(&handles); /* does nothing */
    uefi_opened_close(&opened);
    assert_gone(uefi_protocol_find(&mine, &interface));
    assert_gone(uefi_protocol_open(handle, &mine, UEFI_GET, &interface, NULL));
    assert_false(uefi_protocol_test(handle, &mine));
    assert_gone(uefi_protocol_install(&handle, &mine, &one));
    assert_gone(uefi_protocol_reinstall(handle, &mine, &one, &one));
    assert_gone(uefi_protocol_uninstall(handle, &mine, &one));
    assert_gone(uefi_protocols_install(&handle, just, 1));
    assert_gone(uefi_protocols_uninstall(handle, just, 1));
    assert_gone(uefi_connect(handle, NULL, NULL, false));
    assert_gone(uefi_disconnect(handle, handle, handle));
    assert_gone(uefi_handles_find(&mine, &handles));
    assert_gone(uefi_handles_get(&mine, &found, 1, &count, NULL));
    assert_gone(uefi_protocols_of(handle, &guids));
    assert_gone(uefi_openers_of(handle, &mine, &openers));
    assert_gone(uefi_handle_near(&mine, NULL, &found, NULL));
    uefi_image()->boot = boot;
    boot->FreePool(list);
    uefi_opened_close(&claim);
}

TESTS(booted(get_is_neither_claimed_nor_closed), booted(claims_are_closed_once),
      booted(open_as_macro), booted(null_interfaces_are_refused), booted(missing_is_unsupported),
      booted(lists_of_handles), booted(lists_with_holes_are_refused), booted(protocols_of_a_handle),
      booted(openers), booted(installs_all_or_none), booted(no_handle_for_what_was_installed),
      booted(finds_by_path), booted(connects), booted(says_when_one_is_installed),
      booted(nothing_works_without_boot_services))
