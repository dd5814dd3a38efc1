/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Ending boot services: see uefi/boot.h. Invariant: once ExitBootServices has been called, this
 * returns only after it has succeeded. A failure of the first call leaves a firmware that promises
 * nothing but GetMemoryMap and ExitBootServices (UEFI 2.10, 7.4.6).
 */
#include "check.h"
#include "memmap.h"
#include "uefi/boot.h"

uefi_status uefi_exit_boot_services(struct uefi_memmap *ret_map)
{
    struct uefi_memmap map;
    UEFI_TRY(uefi_memmap_get(&map));

    struct uefi_image *image = uefi_image();
    EFI_STATUS code;
    for (int round = 0; round < UEFI_MEMMAP_ROUNDS; round++) {
        code = image->boot->ExitBootServices(image->handle, map.key);
        if (code == EFI_SUCCESS) {
            image->boot = NULL;
            *ret_map = map;
            return UEFI_OK;
        }
        uefi_status again = uefi_memmap_read(map.at, map.capacity, &map, NULL);
        if (!uefi_is_ok(again))
            break;
    }
    for (;;)
        image->runtime->ResetSystem(EfiResetCold, code, 0, NULL);
}
