/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Order in the memory map: see uefi/memory.h. Heap sort, since nothing but the map is there to work
 * in; descriptors are moved whole, whatever their size. */
#include "bytes.h"
#include "uefi/memory.h"

static void swap(EFI_MEMORY_DESCRIPTOR *a, EFI_MEMORY_DESCRIPTOR *b, size_t size)
{
    uint64_t *left = (uint64_t *)(void *)a, *right = (uint64_t *)(void *)b;
    for (size_t i = 0; i < size / 8; i++) {
        uint64_t word = left[i];
        left[i] = right[i];
        right[i] = word;
    }
}

/* Lets descriptor `at` of the first `count` sink until its children are not after it. */
static void sink(struct uefi_memmap *map, size_t at, size_t count)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && uefi_memmap_at(map, child)->PhysicalStart <
                                     uefi_memmap_at(map, child + 1)->PhysicalStart)
            child++;
        EFI_MEMORY_DESCRIPTOR *parent = uefi_memmap_at(map, at);
        EFI_MEMORY_DESCRIPTOR *later = uefi_memmap_at(map, child);
        if (parent->PhysicalStart >= later->PhysicalStart)
            return;
        swap(parent, later, map->descriptor_size);
    }
}

void uefi_memmap_sort(struct uefi_memmap *map)
{
    for (size_t i = map->count / 2; i-- > 0;)
        sink(map, i, map->count);
    for (size_t end = map->count; end-- > 1;) {
        swap(uefi_memmap_at(map, 0), uefi_memmap_at(map, end), map->descriptor_size);
        sink(map, 0, end);
    }
}

static bool touch(const EFI_MEMORY_DESCRIPTOR *a, const EFI_MEMORY_DESCRIPTOR *b)
{
    return a->Type == b->Type && a->Attribute == b->Attribute &&
           uefi_descriptor_end(a) == b->PhysicalStart &&
           (a->VirtualStart - a->PhysicalStart == b->VirtualStart - b->PhysicalStart ||
            (a->VirtualStart == 0 && b->VirtualStart == 0));
}

static bool free_later(uint32_t type)
{
    return type == EfiLoaderCode || type == EfiLoaderData || type == EfiBootServicesCode ||
           type == EfiBootServicesData;
}

void uefi_memmap_merge(struct uefi_memmap *map, bool usable_too)
{
    uefi_memmap_sort(map);
    size_t kept = 0;
    for (size_t i = 0; i < map->count; i++) {
        EFI_MEMORY_DESCRIPTOR *d = uefi_memmap_at(map, i);
        if (usable_too && free_later(d->Type))
            d->Type = EfiConventionalMemory;
        if (d->NumberOfPages == 0)
            continue;
        EFI_MEMORY_DESCRIPTOR *last = kept ? uefi_memmap_at(map, kept - 1) : NULL;
        if (last && touch(last, d))
            last->NumberOfPages += d->NumberOfPages;
        else
            memmove(uefi_memmap_at(map, kept++), d, map->descriptor_size);
    }
    map->count = kept;
}
