/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Pool, buffers and pages: see uefi/memory.h. What cannot be memory is refused, and not freed:
 * nobody knows what it is. */
#include "uefi/memory.h"

#include "check.h"

uefi_status uefi_pool_alloc(size_t size, void **ret_memory)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    void *memory = NULL;
    UEFI_TRY(uefi_status_of(boot->AllocatePool(EfiLoaderData, size, &memory)));
    if (!memory || (uintptr_t)memory % 8 || (uintptr_t)memory + size < size)
        return LIE;
    *ret_memory = memory;
    return UEFI_OK;
}

void uefi_pool_free(void *memory)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (boot && memory)
        (void)boot->FreePool(memory);
}

uefi_status uefi_buf_alloc(size_t size, struct uefi_buf *ret_buf)
{
    void *memory = NULL;
    if (size)
        UEFI_TRY(uefi_pool_alloc(size, &memory));
    else if (!uefi_boot())
        return GONE;
    *ret_buf = (struct uefi_buf){memory, size};
    return UEFI_OK;
}

void uefi_buf_close(struct uefi_buf *buf)
{
    uefi_pool_free(buf->data);
    *buf = (struct uefi_buf){0};
}

uefi_status uefi_pages_alloc(size_t count, struct uefi_pages *ret_pages)
{
    return uefi_pages_alloc_in(AllocateAnyPages, 0, EfiLoaderData, count, ret_pages);
}

uefi_status uefi_pages_alloc_in(EFI_ALLOCATE_TYPE where, EFI_PHYSICAL_ADDRESS address,
                                EFI_MEMORY_TYPE type, size_t count, struct uefi_pages *ret_pages)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    if (count == 0 || count > SIZE_MAX / EFI_PAGE_SIZE)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    EFI_PHYSICAL_ADDRESS base = address;
    UEFI_TRY(uefi_status_of(boot->AllocatePages(where, type, count, &base)));
    uint64_t last = base + (uint64_t)count * EFI_PAGE_SIZE - 1;
    if (base % EFI_PAGE_SIZE || last < base || last > UINTPTR_MAX ||
        (where == AllocateAddress ? base != address : base == 0) ||
        (where == AllocateMaxAddress && last > address))
        return LIE;
    *ret_pages = (struct uefi_pages){base, count};
    return UEFI_OK;
}

void uefi_pages_close(struct uefi_pages *pages)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (boot && pages->count)
        (void)boot->FreePages(pages->base, pages->count);
    *pages = (struct uefi_pages){0};
}
