/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory: pages for the loader, and the map that is left when boot services end.
 *
 * All pages are EfiLoaderData, so firmware's map does not know what they are for; `taken` does, and
 * is laid over the translation at the end. The loader's own image is free memory then.
 */
#include "doors/uefi/uefi.h"

/* ---- The map ----------------------------------------------------------------------------------*/

/* UEFI table 7.10: what a range is to a kernel once boot services have ended. */
static enum boot_memory_kind kind_of(const EFI_MEMORY_DESCRIPTOR *descriptor)
{
    switch ((EFI_MEMORY_TYPE)descriptor->Type) {
    case EfiLoaderCode:
    case EfiLoaderData:
    case EfiBootServicesCode:
    case EfiBootServicesData:
    case EfiConventionalMemory:
        if (descriptor->Attribute & EFI_MEMORY_RUNTIME)
            return BOOT_MEMORY_RUNTIME_DATA;
        if (descriptor->Attribute & EFI_MEMORY_NV)
            return BOOT_MEMORY_PERSISTENT;
        /* What cannot be cached is no RAM; specific-purpose memory waits for its driver. */
        if (!(descriptor->Attribute & EFI_MEMORY_WB) || descriptor->Attribute & EFI_MEMORY_SP)
            return BOOT_MEMORY_RESERVED;
        return BOOT_MEMORY_USABLE;
    case EfiRuntimeServicesCode:
        return BOOT_MEMORY_RUNTIME_CODE;
    case EfiRuntimeServicesData:
        return BOOT_MEMORY_RUNTIME_DATA;
    case EfiUnusableMemory:
        return BOOT_MEMORY_BAD;
    case EfiACPIReclaimMemory:
        return BOOT_MEMORY_ACPI;
    case EfiACPIMemoryNVS:
        return BOOT_MEMORY_NVS;
    case EfiMemoryMappedIO:
    case EfiMemoryMappedIOPortSpace:
        return BOOT_MEMORY_MMIO;
    case EfiPersistentMemory:
        return BOOT_MEMORY_PERSISTENT;
    case EfiUnacceptedMemoryType:
        return BOOT_MEMORY_UNACCEPTED;
    default:
        return BOOT_MEMORY_RESERVED;
    }
}

enum boot_status memory_translate(const struct uefi_memmap *firmware, struct memory_map *map)
{
    enum boot_status status = BOOT_OK;
    uefi_memmap_for_each(firmware, descriptor)
    {
        uint64_t base = descriptor->PhysicalStart;
        enum boot_status added =
            memory_add(map, base, uefi_descriptor_end(descriptor) - base, kind_of(descriptor));
        status = added ? added : status;
    }
    return status;
}

/* ---- Pages ------------------------------------------------------------------------------------*/

/* Gives back `count` pages from `base` on. If firmware does not take them they are lost, no more.
 */
static void give_back(uint64_t base, uint64_t count)
{
    struct uefi_pages pages = {base, count};
    uefi_pages_close(&pages);
}

enum boot_status memory_take_pages(void *ctx, uint64_t size, uint64_t align, uint64_t below,
                                   enum boot_memory_kind kind, uint64_t *ret_phys)
{
    struct uefi_door *door = ctx;
    uint64_t spare = align > MEMORY_PAGE ? align - MEMORY_PAGE : 0;
    if (!size || size > UINT64_MAX - spare - MEMORY_PAGE)
        return BOOT_NO_MEMORY;
    size = (size + MEMORY_PAGE - 1) / MEMORY_PAGE * MEMORY_PAGE;
    struct uefi_pages pages;
    uefi_status got =
        uefi_pages_alloc_in(below ? AllocateMaxAddress : AllocateAnyPages, below ? below - 1 : 0,
                            EfiLoaderData, (size + spare) / MEMORY_PAGE, &pages);
    if (!uefi_is_ok(got))
        return BOOT_NO_MEMORY;
    if (pages.base < MEMORY_LOW) {
        uefi_pages_close(&pages);
        return BOOT_NO_MEMORY;
    }
    uint64_t phys = align ? (pages.base + align - 1) / align * align : pages.base;
    uint64_t before = (phys - pages.base) / MEMORY_PAGE;
    uint64_t behind = pages.count - before - size / MEMORY_PAGE;
    give_back(pages.base, before);
    give_back(phys + size, behind);
    enum boot_status status = memory_set(&door->taken, phys, size, kind);
    if (status)
        return status;
    *ret_phys = phys;
    return BOOT_OK;
}

/* ---- The end of boot services -----------------------------------------------------------------*/

enum boot_status memory_finish(void *ctx, struct memory_map *map,
                               struct firmware_map *ret_firmware_map)
{
    struct uefi_door *door = ctx;
    struct uefi_memmap firmware;
    uefi_status left = uefi_exit_boot_services(&firmware);
    if (!uefi_is_ok(left)) {
        log_say(LOG_ERROR, "the firmware cannot be left: %s\n", uefi_status_text(left));
        return uefi_is(left, EFI_OUT_OF_RESOURCES) ? BOOT_NO_MEMORY : BOOT_DEVICE;
    }
    enum boot_status status = memory_translate(&firmware, map);
    for (size_t i = 0; i < door->taken.count && !status; i++) {
        const struct boot_memory_region *region = &door->taken.regions[i];
        status = memory_set(map, region->base, region->size, (enum boot_memory_kind)region->kind);
    }
    uint64_t at = (uintptr_t)firmware.at, size = firmware.count * firmware.descriptor_size;
    uint64_t from = at / MEMORY_PAGE * MEMORY_PAGE;
    uint64_t to = (at + size + MEMORY_PAGE - 1) / MEMORY_PAGE * MEMORY_PAGE;
    if (!status)
        status = memory_set(map, from, to - from, BOOT_MEMORY_LOADER);
    if (status)
        return status;
    *ret_firmware_map = (struct firmware_map){
        .map = firmware.at,
        .size = size,
        .descriptor_size = firmware.descriptor_size,
        .descriptor_version = firmware.descriptor_version,
    };
    return BOOT_OK;
}
