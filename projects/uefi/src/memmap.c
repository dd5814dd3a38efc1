/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The memory map: see uefi/memory.h. Between asking for the size and reading, the map may grow, and
 * the allocation of its memory makes it grow: hence slack, and a bounded number of rounds.
 */
#include "memmap.h"

#include "bytes.h"
#include "check.h"

static bool is_layout(const void *at, size_t size, size_t descriptor_size)
{
    return descriptor_size >= sizeof(EFI_MEMORY_DESCRIPTOR) && descriptor_size <= size &&
           size % descriptor_size == 0 && ((uintptr_t)at | descriptor_size) % 8 == 0;
}

uefi_status uefi_memmap_of(void *at, size_t size, size_t descriptor_size,
                           uint32_t descriptor_version, struct uefi_memmap *ret_map)
{
    if (!at || !is_layout(at, size, descriptor_size))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    *ret_map = (struct uefi_memmap){
        at, size / descriptor_size, descriptor_size, descriptor_version, 0, size};
    return UEFI_OK;
}

uefi_status uefi_memmap_read(void *memory, size_t capacity, struct uefi_memmap *ret_map,
                             size_t *ret_needed)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    struct uefi_memmap map = {.at = memory, .capacity = capacity};
    UINTN size = capacity;
    EFI_STATUS code = boot->GetMemoryMap(&size, (EFI_MEMORY_DESCRIPTOR *)memory, &map.key,
                                         &map.descriptor_size, &map.descriptor_version);
    if (code == EFI_BUFFER_TOO_SMALL) {
        if (size <= capacity || size > SIZE_MAX - UEFI_MEMMAP_SLACK)
            return LIE;
        if (ret_needed)
            *ret_needed = size + UEFI_MEMMAP_SLACK;
    }
    UEFI_TRY(uefi_status_of(code));
    if (size > capacity || !is_layout(memory, size, map.descriptor_size))
        return LIE;
    map.count = size / map.descriptor_size;
    *ret_map = map;
    return UEFI_OK;
}

uefi_status uefi_memmap_get(struct uefi_memmap *ret_map)
{
    size_t capacity = 0, needed = 0;
    void *memory = NULL;
    for (int round = 0; round < UEFI_MEMMAP_ROUNDS; round++) {
        uefi_status status = uefi_memmap_read(memory, capacity, ret_map, &needed);
        if (uefi_is_ok(status))
            return status;
        uefi_pool_free(memory);
        if (!uefi_is(status, EFI_BUFFER_TOO_SMALL))
            return status;
        capacity = needed;
        UEFI_TRY(uefi_pool_alloc(capacity, &memory));
    }
    uefi_pool_free(memory);
    return LIE;
}

void uefi_memmap_close(struct uefi_memmap *map)
{
    uefi_pool_free(map->at);
    *map = (struct uefi_memmap){0};
}

uint64_t uefi_descriptor_end(const EFI_MEMORY_DESCRIPTOR *d)
{
    uint64_t room = UINT64_MAX - d->PhysicalStart;
    return d->NumberOfPages > room / EFI_PAGE_SIZE
               ? UINT64_MAX
               : d->PhysicalStart + d->NumberOfPages * EFI_PAGE_SIZE;
}

EFI_MEMORY_DESCRIPTOR *uefi_memmap_find(const struct uefi_memmap *map, EFI_PHYSICAL_ADDRESS address)
{
    uefi_memmap_for_each(map, d) if (address >= d->PhysicalStart &&
                                     address < uefi_descriptor_end(d)) return d;
    return NULL;
}
