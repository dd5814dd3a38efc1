/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory from firmware (UEFI 2.10, 7.2): pool, pages, buffers, and the map of what there is.
 *
 *     memory map:  at ->  [descriptor][descriptor][descriptor] ...      count of them
 *                         |<- descriptor_size ->|                       which is more than
 *                                                                       sizeof(EFI_MEMORY_DESCRIPTOR)
 *     struct uefi_memmap map = {0};
 *     UEFI_TRY(uefi_memmap_get(&map));
 *     uefi_memmap_for_each(&map, d)
 *         if (d->Type == EfiConventionalMemory)
 *             ...
 *
 * What is allocated without saying a type is EfiLoaderData: types of one's own freeze machines
 * that exist.
 */
#pragma once
#include "uefi/image.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- Pool ------------------------------------------------------------------------------------ */

/*
 * size bytes, aligned to 8; freed by uefi_pool_free().
 *
 *   EFI_OUT_OF_RESOURCES   there are not that many
 *   EFI_PROTOCOL_ERROR     NULL, or not aligned
 */
UEFI_MUST_CHECK uefi_status uefi_pool_alloc(size_t size, void **ret_memory);

/* Harmless on NULL and after boot services are gone. Also for what firmware allocated. */
void uefi_pool_free(void *);

/* Bytes from the pool. All zero: none. */
struct uefi_buf {
    uint8_t *data;
    size_t size; /* bytes of data */
};

/* A buffer of this size; 0 is one without data. */
UEFI_MUST_CHECK uefi_status uefi_buf_alloc(size_t size, struct uefi_buf *ret_buf);

/* Harmless twice, on an all-zero struct, and after boot services are gone. */
void uefi_buf_close(struct uefi_buf *);

/* --- Pages ----------------------------------------------------------------------------------- */

/* Whole pages of 4096 bytes. count 0: none. */
struct uefi_pages {
    EFI_PHYSICAL_ADDRESS base;
    size_t count;
};

/* Bytes to pages, rounded up. */
static inline size_t uefi_pages_for(size_t bytes)
{
    return bytes / EFI_PAGE_SIZE + (bytes % EFI_PAGE_SIZE != 0);
}

/* The memory: firmware maps it at its physical address. */
static inline void *uefi_pages_at(struct uefi_pages pages)
{
    return (void *)(uintptr_t)pages.base;
}

/* Pages of EfiLoaderData anywhere. */
UEFI_MUST_CHECK uefi_status uefi_pages_alloc(size_t count, struct uefi_pages *ret_pages);

/*
 * Pages of a type, anywhere, not beyond `address` (the last byte that is allowed), or at it.
 *
 *   EFI_OUT_OF_RESOURCES    none that would do
 *   EFI_NOT_FOUND           AllocateAddress: they are not free
 *   EFI_INVALID_PARAMETER   count 0, or a type that cannot be asked for
 *   EFI_PROTOCOL_ERROR      not a page, not where it was asked for, or beyond the pointers' range
 */
UEFI_MUST_CHECK uefi_status uefi_pages_alloc_in(EFI_ALLOCATE_TYPE where,
                                                EFI_PHYSICAL_ADDRESS address, EFI_MEMORY_TYPE type,
                                                size_t count, struct uefi_pages *ret_pages);

/* Harmless twice, on an all-zero struct, and after boot services are gone. */
void uefi_pages_close(struct uefi_pages *);

/* --- The memory map -------------------------------------------------------------------------- */

struct uefi_memmap {
    void *at; /* aligned to 8 */
    size_t count;
    size_t descriptor_size; /* from one to the next: at least that of EFI_MEMORY_DESCRIPTOR */
    uint32_t descriptor_version;
    UINTN key;       /* what ExitBootServices wants */
    size_t capacity; /* bytes at `at` */
};

/*
 * The map as it is now, in pool memory; freed by uefi_memmap_close(). Allocating changes it: the
 * memory of the map itself is in it.
 *
 *   EFI_OUT_OF_RESOURCES   no memory
 *   EFI_PROTOCOL_ERROR     descriptors too small or misaligned, sizes that do not fit, or a size
 * that keeps growing
 */
UEFI_MUST_CHECK uefi_status uefi_memmap_get(struct uefi_memmap *ret_map);
void uefi_memmap_close(struct uefi_memmap *);

/*
 * The same into the caller's memory (aligned to 8); changes nothing.
 *
 *   EFI_BUFFER_TOO_SMALL   *ret_needed bytes are wanted (ret_needed may be NULL)
 */
UEFI_MUST_CHECK uefi_status uefi_memmap_read(void *memory, size_t capacity,
                                             struct uefi_memmap *ret_map, size_t *ret_needed);

/* A map that somebody else has read (a loader): EFI_INVALID_PARAMETER if the numbers cannot be. */
UEFI_MUST_CHECK uefi_status uefi_memmap_of(void *at, size_t size, size_t descriptor_size,
                                           uint32_t descriptor_version,
                                           struct uefi_memmap *ret_map);

/* Descriptor i, which must be less than count. */
static inline EFI_MEMORY_DESCRIPTOR *uefi_memmap_at(const struct uefi_memmap *map, size_t i)
{
    return (EFI_MEMORY_DESCRIPTOR *)(void *)((uint8_t *)map->at + i * map->descriptor_size);
}

#define uefi_memmap_for_each(map, d)                                                            \
    for (EFI_MEMORY_DESCRIPTOR *d = (EFI_MEMORY_DESCRIPTOR *)(map)->at;                         \
         (size_t)((uint8_t *)d - (uint8_t *)(map)->at) < (map)->count * (map)->descriptor_size; \
         d = (EFI_MEMORY_DESCRIPTOR *)(void *)((uint8_t *)d + (map)->descriptor_size))

/* The first address behind a range; the end of all addresses if it says that it goes beyond. */
uint64_t uefi_descriptor_end(const EFI_MEMORY_DESCRIPTOR *);

/* The first descriptor whose range the address is in, or NULL. */
EFI_MEMORY_DESCRIPTOR *uefi_memmap_find(const struct uefi_memmap *, EFI_PHYSICAL_ADDRESS);

/* Sorts by PhysicalStart, in place, in n log n steps. */
void uefi_memmap_sort(struct uefi_memmap *);

/*
 * Sorts, drops empty ranges, and joins neighbours that touch and are alike in type, attributes and
 * step to virtual addresses. With usable_too, EfiLoaderCode, EfiLoaderData, EfiBootServicesCode and
 * EfiBootServicesData become EfiConventionalMemory first: what a kernel may use once it has moved
 * what it needs. Do not hand such a map to SetVirtualAddressMap.
 */
void uefi_memmap_merge(struct uefi_memmap *, bool usable_too);

#ifdef __cplusplus
}
#endif
