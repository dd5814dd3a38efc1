/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Protocols: see uefi/protocol.h. Opened with GET_PROTOCOL, a protocol has no entry that would have
 * to be closed again; everything else fills a struct uefi_opened, and only then.
 */
#include "uefi/protocol.h"

#include "check.h"

uefi_status uefi_protocol_get(struct uefi_handle handle, const EFI_GUID *guid, void **ret_interface)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    void *interface = NULL;
    UEFI_TRY(uefi_status_of(boot->OpenProtocol(handle.raw, (EFI_GUID *)guid, &interface,
                                               uefi_image()->handle, NULL, UEFI_GET)));
    if (!interface)
        return LIE;
    *ret_interface = interface;
    return UEFI_OK;
}

uefi_status uefi_protocol_open_as(struct uefi_handle handle, const EFI_GUID *guid,
                                  enum uefi_how how, struct uefi_handle agent,
                                  struct uefi_handle controller, void **ret_interface,
                                  struct uefi_opened *ret_opened)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    void *interface = NULL;
    UEFI_TRY(uefi_status_of(boot->OpenProtocol(handle.raw, (EFI_GUID *)guid, &interface, agent.raw,
                                               controller.raw, (UINT32)how)));
    struct uefi_opened opened = {0};
    if (how != UEFI_GET)
        opened = (struct uefi_opened){handle.raw, guid, agent.raw, controller.raw};
    if (!interface) {
        uefi_opened_close(&opened);
        return LIE;
    }
    *ret_interface = interface;
    if (ret_opened)
        *ret_opened = opened;
    return UEFI_OK;
}

void uefi_opened_close(struct uefi_opened *opened)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (boot && opened->handle)
        (void)boot->CloseProtocol(opened->handle, (EFI_GUID *)opened->guid, opened->agent,
                                  opened->controller);
    opened->handle = NULL;
}

uefi_status uefi_protocol_find(const EFI_GUID *guid, void **ret_interface)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    void *interface = NULL;
    EFI_STATUS code = boot->LocateProtocol((EFI_GUID *)guid, NULL, &interface);
    if (code == EFI_NOT_FOUND)
        return uefi_status_of(EFI_UNSUPPORTED);
    UEFI_TRY(uefi_status_of(code));
    if (!interface)
        return LIE;
    *ret_interface = interface;
    return UEFI_OK;
}

bool uefi_protocol_test(struct uefi_handle handle, const EFI_GUID *guid)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    return boot && boot->OpenProtocol(handle.raw, (EFI_GUID *)guid, NULL, uefi_image()->handle,
                                      NULL, EFI_OPEN_PROTOCOL_TEST_PROTOCOL) == EFI_SUCCESS;
}

uefi_status uefi_protocol_install(struct uefi_handle *handle, const EFI_GUID *guid, void *interface)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    EFI_HANDLE raw = handle->raw;
    UEFI_TRY(uefi_status_of(
        boot->InstallProtocolInterface(&raw, (EFI_GUID *)guid, EFI_NATIVE_INTERFACE, interface)));
    if (!raw)
        return LIE;
    handle->raw = raw;
    return UEFI_OK;
}

uefi_status uefi_protocol_reinstall(struct uefi_handle handle, const EFI_GUID *guid, void *from,
                                    void *to)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    return uefi_status_of(boot->ReinstallProtocolInterface(handle.raw, (EFI_GUID *)guid, from, to));
}

uefi_status uefi_protocol_uninstall(struct uefi_handle handle, const EFI_GUID *guid,
                                    void *interface)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    return uefi_status_of(
        boot->UninstallProtocolInterface(handle.raw, (EFI_GUID *)guid, interface));
}

/* The service takes any number of pairs up to a NULL; a table of them becomes a fixed number,
 * filled up with NULLs. */
#define PAIR(n) (void *)pairs[n].guid, pairs[n].interface
#define PAIRS   PAIR(0), PAIR(1), PAIR(2), PAIR(3), PAIR(4), PAIR(5), PAIR(6), PAIR(7), NULL

static bool fill_pairs(struct uefi_interface pairs[UEFI_INTERFACES_MAX],
                       const struct uefi_interface *interfaces, size_t count)
{
    if (count == 0 || count > UEFI_INTERFACES_MAX)
        return false;
    for (size_t i = 0; i < UEFI_INTERFACES_MAX; i++)
        pairs[i] = i < count ? interfaces[i] : (struct uefi_interface){0};
    return true;
}

uefi_status uefi_protocols_install(struct uefi_handle *handle,
                                   const struct uefi_interface *interfaces, size_t count)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    struct uefi_interface pairs[UEFI_INTERFACES_MAX];
    if (!fill_pairs(pairs, interfaces, count))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    EFI_HANDLE raw = handle->raw;
    UEFI_TRY(uefi_status_of(boot->InstallMultipleProtocolInterfaces(&raw, PAIRS)));
    if (!raw)
        return LIE;
    handle->raw = raw;
    return UEFI_OK;
}

uefi_status uefi_protocols_uninstall(struct uefi_handle handle,
                                     const struct uefi_interface *interfaces, size_t count)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    struct uefi_interface pairs[UEFI_INTERFACES_MAX];
    if (!fill_pairs(pairs, interfaces, count))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(boot->UninstallMultipleProtocolInterfaces(handle.raw, PAIRS));
}

uefi_status uefi_connect(struct uefi_handle controller, const struct uefi_handle *drivers,
                         const EFI_DEVICE_PATH_PROTOCOL *rest, bool recursive)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    return uefi_status_of(boot->ConnectController(controller.raw, (EFI_HANDLE *)(uintptr_t)drivers,
                                                  (EFI_DEVICE_PATH_PROTOCOL *)rest, recursive));
}

uefi_status uefi_disconnect(struct uefi_handle controller, struct uefi_handle driver,
                            struct uefi_handle child)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    return uefi_status_of(boot->DisconnectController(controller.raw, driver.raw, child.raw));
}
