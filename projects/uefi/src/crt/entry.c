/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Where firmware enters: see uefi/image.h. An archive member of its own, so that an image with
 * another entry point does not have it.
 */
#include "uefi/image.h"

EFI_STATUS EFIAPI efi_main(EFI_HANDLE handle, EFI_SYSTEM_TABLE *system)
{
    struct uefi_image *image = uefi_image();
    *image = (struct uefi_image){handle, system, system->BootServices, system->RuntimeServices};
    uefi_status status = app_main();
    if (!image->boot) /* whoever called is gone */
        for (;;)
            image->runtime->ResetSystem(EfiResetCold, status.code, 0, NULL);
    return status.code;
}
