/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The one piece of state: see uefi/image.h. Zero until efi_main() or the mock firmware fills it, so
 * it costs no byte of the image's file. */
#include "uefi/image.h"

#if __STDC_HOSTED__
static _Thread_local struct uefi_image state;
#else
static struct uefi_image state;
#endif

struct uefi_image *uefi_image(void)
{
    return &state;
}
