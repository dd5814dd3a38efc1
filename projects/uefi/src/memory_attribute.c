/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What may be done with pages: see uefi/platform.h. */
#include "check.h"
#include "uefi/platform.h"

static const EFI_GUID guid = EFI_MEMORY_ATTRIBUTE_PROTOCOL_GUID;

uefi_status uefi_memory_attribute_open(struct uefi_memory_attribute *ret_attribute)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_attribute = (struct uefi_memory_attribute){.raw = (EFI_MEMORY_ATTRIBUTE_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_memory_attribute_open_on(struct uefi_handle handle,
                                          struct uefi_memory_attribute *ret_attribute)
{
    return UEFI_OPEN(ret_attribute, handle, &guid, UEFI_GET);
}

void uefi_memory_attribute_close(struct uefi_memory_attribute *attribute)
{
    uefi_opened_close(&attribute->opened);
    attribute->raw = NULL;
}

static bool are_pages(struct uefi_pages pages)
{
    return pages.base % EFI_PAGE_SIZE == 0 && pages.count != 0 &&
           pages.count <= (UINT64_MAX - pages.base) / EFI_PAGE_SIZE;
}

static bool are_attributes(uint64_t attributes)
{
    return attributes != 0 && !(attributes & ~EFI_MEMORY_ACCESS_MASK);
}

uefi_status uefi_memory_attribute_get(struct uefi_memory_attribute *attribute,
                                      struct uefi_pages pages, uint64_t *ret_attributes)
{
    NEEDS(attribute);
    if (!are_pages(pages))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UINT64 attributes = 0;
    UEFI_TRY(uefi_status_of(attribute->raw->GetMemoryAttributes(
        attribute->raw, pages.base, (UINT64)pages.count * EFI_PAGE_SIZE, &attributes)));
    if (attributes && !are_attributes(attributes))
        return LIE;
    *ret_attributes = attributes;
    return UEFI_OK;
}

uefi_status uefi_memory_attribute_set(struct uefi_memory_attribute *attribute,
                                      struct uefi_pages pages, uint64_t attributes)
{
    NEEDS(attribute);
    if (!are_pages(pages) || !are_attributes(attributes))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(attribute->raw->SetMemoryAttributes(
        attribute->raw, pages.base, (UINT64)pages.count * EFI_PAGE_SIZE, attributes));
}

uefi_status uefi_memory_attribute_clear(struct uefi_memory_attribute *attribute,
                                        struct uefi_pages pages, uint64_t attributes)
{
    NEEDS(attribute);
    if (!are_pages(pages) || !are_attributes(attributes))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(attribute->raw->ClearMemoryAttributes(
        attribute->raw, pages.base, (UINT64)pages.count * EFI_PAGE_SIZE, attributes));
}
