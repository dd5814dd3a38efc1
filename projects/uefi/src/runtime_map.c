/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The step to virtual addresses: see uefi/runtime.h. Firmware converts its own pointers during the
 * call, and nobody converts ours: the table's new address is taken from the same map.
 */
#include "bytes.h"
#include "check.h"
#include "uefi/runtime.h"

uefi_status uefi_runtime_map(const struct uefi_memmap *map)
{
    struct uefi_image *image = uefi_image();
    if (image->boot)
        return GONE;
    uint64_t table = (uintptr_t)image->runtime, moved = 0;
    size_t count = 0;
    uefi_memmap_for_each(map, d)
    {
        if (!(d->Attribute & EFI_MEMORY_RUNTIME))
            continue;
        count++;
        if (table >= d->PhysicalStart && table < uefi_descriptor_end(d))
            moved = table - d->PhysicalStart + d->VirtualStart;
    }
    if (count == 0 || moved == 0 || moved > UINTPTR_MAX)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UEFI_TRY(uefi_status_of(image->runtime->SetVirtualAddressMap(
        map->count * map->descriptor_size, map->descriptor_size, map->descriptor_version,
        (EFI_MEMORY_DESCRIPTOR *)map->at)));
    image->runtime = (EFI_RUNTIME_SERVICES *)(uintptr_t)moved;
    return UEFI_OK;
}

uefi_status uefi_runtime_convert(void **pointer)
{
    return uefi_status_of(uefi_image()->runtime->ConvertPointer(EFI_OPTIONAL_PTR, pointer));
}
