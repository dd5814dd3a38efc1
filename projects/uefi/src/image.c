/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The one piece of state: see uefi/image.h. Zero until efi_main() or the mock firmware fills it, so
 * it costs no byte of the image's file. */
#include "uefi/image.h"

#if defined(_WIN32) || !__STDC_HOSTED__
struct uefi_image uefi_image_state;
#else
struct uefi_image *uefi_image(void)
{
    static _Thread_local struct uefi_image state;
    return &state;
}
#endif
