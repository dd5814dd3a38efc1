/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* SMBIOS structures while firmware still collects them: see uefi/smbios.h. */
#include "bytes.h"
#include "check.h"
#include "uefi/smbios.h"

#define HEAD 4

static const EFI_GUID guid = EFI_SMBIOS_PROTOCOL_GUID;

uefi_status uefi_smbios_protocol_open(struct uefi_smbios_protocol *ret_protocol)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_protocol = (struct uefi_smbios_protocol){.raw = (EFI_SMBIOS_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_smbios_protocol_open_on(struct uefi_handle handle,
                                         struct uefi_smbios_protocol *ret_protocol)
{
    return UEFI_OPEN(ret_protocol, handle, &guid, UEFI_GET);
}

void uefi_smbios_protocol_close(struct uefi_smbios_protocol *protocol)
{
    uefi_opened_close(&protocol->opened);
    protocol->raw = NULL;
}

/* A structure whose end nothing but its strings tells. */
static bool measure(const uint8_t *at, struct uefi_smbios_structure *ret_structure)
{
    size_t length = at[1], size = 0;
    if (length < HEAD)
        return false;
    const uint8_t *strings = at + length;
    while (strings[size] || strings[size + 1])
        if (++size >= UEFI_SMBIOS_STRINGS_MAX)
            return false;
    *ret_structure = (struct uefi_smbios_structure){
        .type = at[0],
        .handle = (uint16_t)uefi_load(at + 2, 2),
        .at = at,
        .length = length,
        .strings = size ? (const char *)strings : NULL,
        .strings_size = size ? size + 1 : 0,
    };
    return true;
}

uefi_status uefi_smbios_protocol_next(struct uefi_smbios_protocol *protocol, uint16_t *handle,
                                      const uint8_t *type,
                                      struct uefi_smbios_structure *ret_structure)
{
    NEEDS(protocol);
    EFI_SMBIOS_HANDLE next = *handle;
    EFI_SMBIOS_TYPE wanted = type ? *type : 0;
    EFI_SMBIOS_TABLE_HEADER *record = NULL;
    struct uefi_smbios_structure structure;
    UEFI_TRY(uefi_status_of(
        protocol->raw->GetNext(protocol->raw, &next, type ? &wanted : NULL, &record, NULL)));
    if (!record || next == *handle || next == SMBIOS_HANDLE_PI_RESERVED ||
        !measure((const uint8_t *)record, &structure) || (type && structure.type != *type))
        return LIE;
    *handle = next;
    *ret_structure = structure;
    return UEFI_OK;
}

uefi_status uefi_smbios_protocol_add(struct uefi_smbios_protocol *protocol, const void *record,
                                     size_t size, uint16_t handle, uint16_t *ret_handle)
{
    NEEDS(protocol);
    const struct uefi_smbios table = {(const uint8_t *)record, size, 0, 0};
    struct uefi_smbios_iter it = uefi_smbios_begin(&table);
    struct uefi_smbios_structure structure;
    if (!uefi_smbios_next(&it, &structure) || it.left != 0)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    EFI_SMBIOS_HANDLE given = handle;
    UEFI_TRY(uefi_status_of(protocol->raw->Add(protocol->raw, uefi_image()->handle, &given,
                                               (EFI_SMBIOS_TABLE_HEADER *)(uintptr_t)record)));
    if (given == SMBIOS_HANDLE_PI_RESERVED ||
        (handle != SMBIOS_HANDLE_PI_RESERVED && given != handle))
        return LIE;
    *ret_handle = given;
    return UEFI_OK;
}

uefi_status uefi_smbios_protocol_remove(struct uefi_smbios_protocol *protocol, uint16_t handle)
{
    NEEDS(protocol);
    return uefi_status_of(protocol->raw->Remove(protocol->raw, handle));
}
