/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The running image: where it starts, and the one piece of state that this library has.
 *
 *     #include <uefi/uefi.h>
 *
 *     uefi_status app_main(void)
 *     {
 *         return uefi_print("Hello\n");
 *     }
 *
 * The library brings efi_main(), which firmware calls (the linker is told so), fills struct
 * uefi_image and calls app_main(), which is yours. Drivers do the same; what they answer decides
 * whether they stay loaded (UEFI 2.10, 7.4 StartImage).
 *
 * Thread safety: in firmware there is one thread; on a host the state is one per thread, and the
 * mock firmware sets it (uefi/mock.h).
 */
#pragma once
#include "uefi/raw/tables.h"
#include "uefi/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* All zero before efi_main(). */
struct uefi_image {
    EFI_HANDLE handle;             /* this image's own: agent of what it opens */
    EFI_SYSTEM_TABLE *system;      /* its console and boot members end with boot services */
    EFI_BOOT_SERVICES *boot;       /* NULL once boot services are gone */
    EFI_RUNTIME_SERVICES *runtime; /* moves with uefi_set_virtual_address_map() */
};

/* The state: one in firmware, one per thread on a host. Change it only if you write an entry point
 * of your own. */
#if defined(_WIN32) || !__STDC_HOSTED__
extern struct uefi_image uefi_image_state;
static inline struct uefi_image *uefi_image(void)
{
    return &uefi_image_state;
}
#else
struct uefi_image *uefi_image(void);
#endif

/* Boot services, or NULL once they are gone. */
static inline EFI_BOOT_SERVICES *uefi_boot(void)
{
    return uefi_image()->boot;
}

/* The program. What it returns goes to whoever started the image; after
 * uefi_exit_boot_services() nobody is left to return to, and the machine is reset. */
uefi_status app_main(void);

/* What firmware calls: `/entry:efi_main`, `-e efi_main`. */
EFI_STATUS EFIAPI efi_main(EFI_HANDLE handle, EFI_SYSTEM_TABLE *system);

#ifdef __cplusplus
}
#endif
