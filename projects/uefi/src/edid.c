/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What displays say of themselves: see uefi/gop.h. */
#include "bytes.h"
#include "check.h"
#include "uefi/gop.h"

#define BLOCK ((size_t)128)

/* Whole blocks; the first begins as all do and adds up to 0 (VESA E-EDID A.2, 3.1). */
static uefi_status believe(const uint8_t *at, size_t size, struct uefi_edid *ret_edid)
{
    static const uint8_t header[8] = {0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0};
    if (size == 0)
        return uefi_status_of(EFI_NOT_FOUND);
    if (!at)
        return LIE;
    if (size % BLOCK || memcmp(at, header, sizeof header) != 0)
        return uefi_status_of(EFI_COMPROMISED_DATA);
    uint8_t sum = 0;
    for (size_t i = 0; i < BLOCK; i++)
        sum = (uint8_t)(sum + at[i]);
    if (sum != 0)
        return uefi_status_of(EFI_COMPROMISED_DATA);
    *ret_edid = (struct uefi_edid){at, size};
    return UEFI_OK;
}

uefi_status uefi_edid_active(struct uefi_handle handle, struct uefi_edid *ret_edid)
{
    static const EFI_GUID guid = EFI_EDID_ACTIVE_PROTOCOL_GUID;
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_open(handle, &guid, UEFI_GET, &interface, NULL));
    const EFI_EDID_ACTIVE_PROTOCOL *active = (const EFI_EDID_ACTIVE_PROTOCOL *)interface;
    return believe(active->Edid, active->SizeOfEdid, ret_edid);
}

uefi_status uefi_edid_discovered(struct uefi_handle handle, struct uefi_edid *ret_edid)
{
    static const EFI_GUID guid = EFI_EDID_DISCOVERED_PROTOCOL_GUID;
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_open(handle, &guid, UEFI_GET, &interface, NULL));
    const EFI_EDID_DISCOVERED_PROTOCOL *found = (const EFI_EDID_DISCOVERED_PROTOCOL *)interface;
    return believe(found->Edid, found->SizeOfEdid, ret_edid);
}

uefi_status uefi_edid_override(struct uefi_handle child, struct uefi_edid *ret_edid,
                               uint32_t *ret_attributes)
{
    static const EFI_GUID guid = EFI_EDID_OVERRIDE_PROTOCOL_GUID;
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &interface));
    EFI_EDID_OVERRIDE_PROTOCOL *raw = (EFI_EDID_OVERRIDE_PROTOCOL *)interface;
    UINT32 attributes = 0;
    UINTN size = 0;
    UINT8 *at = NULL;
    UEFI_TRY(uefi_status_of(raw->GetEdid(raw, &child.raw, &attributes, &size, &at)));
    UEFI_TRY(believe(at, size, ret_edid));
    if (ret_attributes)
        *ret_attributes = attributes;
    return UEFI_OK;
}
