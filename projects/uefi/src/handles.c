/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Lists that firmware allocates (handles, protocols, openers): see uefi/protocol.h. Each is
 * believed only if it is there and has no hole; a list that is refused is freed first.
 */
#include "check.h"
#include "uefi/memory.h"
#include "uefi/protocol.h"

_Static_assert(sizeof(struct uefi_handle) == sizeof(EFI_HANDLE),
               "a list of one is one of the other");

/* More than any firmware has. Nobody says how much memory is behind a list, so a count is believed
 * up to here; who does not want to believe that much calls uefi_handles_get(). */
#define COUNT_MAX 65536u

/* `count` pointers, none of them NULL. */
static bool is_list(void *const *at, size_t count)
{
    if (!at || count == 0 || count > COUNT_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!at[i])
            return false;
    return true;
}

uefi_status uefi_handles_find(const EFI_GUID *guid, struct uefi_handles *ret_handles)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    UINTN count = 0;
    EFI_HANDLE *at = NULL;
    UEFI_TRY(uefi_status_of(boot->LocateHandleBuffer(guid ? ByProtocol : AllHandles,
                                                     (EFI_GUID *)guid, NULL, &count, &at)));
    if (!is_list(at, count)) {
        uefi_pool_free(at);
        return LIE;
    }
    *ret_handles = (struct uefi_handles){(struct uefi_handle *)at, count};
    return UEFI_OK;
}

void uefi_handles_close(struct uefi_handles *handles)
{
    uefi_pool_free(handles->at);
    *handles = (struct uefi_handles){0};
}

uefi_status uefi_handles_get(const EFI_GUID *guid, struct uefi_handle *handles, size_t capacity,
                             size_t *ret_count, size_t *ret_needed)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    if (capacity > SIZE_MAX / sizeof *handles)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UINTN size = capacity * sizeof *handles;
    EFI_STATUS code = boot->LocateHandle(guid ? ByProtocol : AllHandles, (EFI_GUID *)guid, NULL,
                                         &size, (EFI_HANDLE *)handles);
    size_t count = size / sizeof *handles;
    if (code == EFI_BUFFER_TOO_SMALL) {
        if (size % sizeof *handles || count <= capacity)
            return LIE;
        if (ret_needed)
            *ret_needed = count;
    }
    UEFI_TRY(uefi_status_of(code));
    if (size % sizeof *handles || count > capacity || !is_list((void **)handles, count))
        return LIE;
    *ret_count = count;
    return UEFI_OK;
}

uefi_status uefi_protocols_of(struct uefi_handle handle, struct uefi_guids *ret_guids)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    UINTN count = 0;
    EFI_GUID **at = NULL;
    UEFI_TRY(uefi_status_of(boot->ProtocolsPerHandle(handle.raw, &at, &count)));
    if (!is_list((void **)at, count)) {
        uefi_pool_free(at);
        return LIE;
    }
    *ret_guids = (struct uefi_guids){(const EFI_GUID *const *)at, count};
    return UEFI_OK;
}

void uefi_guids_close(struct uefi_guids *guids)
{
    uefi_pool_free((void *)guids->at);
    *guids = (struct uefi_guids){0};
}

uefi_status uefi_openers_of(struct uefi_handle handle, const EFI_GUID *guid,
                            struct uefi_openers *ret_openers)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    UINTN count = 0;
    EFI_OPEN_PROTOCOL_INFORMATION_ENTRY *at = NULL;
    UEFI_TRY(
        uefi_status_of(boot->OpenProtocolInformation(handle.raw, (EFI_GUID *)guid, &at, &count)));
    if (count > COUNT_MAX || (!at && count)) {
        uefi_pool_free(at);
        return LIE;
    }
    *ret_openers = (struct uefi_openers){at, count};
    return UEFI_OK;
}

void uefi_openers_close(struct uefi_openers *openers)
{
    uefi_pool_free((void *)openers->at);
    *openers = (struct uefi_openers){0};
}

uefi_status uefi_handle_near(const EFI_GUID *guid, const EFI_DEVICE_PATH_PROTOCOL *path,
                             struct uefi_handle *ret_handle,
                             const EFI_DEVICE_PATH_PROTOCOL **ret_rest)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    EFI_DEVICE_PATH_PROTOCOL *rest = (EFI_DEVICE_PATH_PROTOCOL *)path;
    EFI_HANDLE handle = NULL;
    UEFI_TRY(uefi_status_of(boot->LocateDevicePath((EFI_GUID *)guid, &rest, &handle)));
    if (!handle || !rest)
        return LIE;
    *ret_handle = uefi_handle_of(handle);
    if (ret_rest)
        *ret_rest = rest;
    return UEFI_OK;
}
