/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What every call on an open object asks first: see check.h. */
#include "check.h"

uefi_status uefi_usable(const void *raw)
{
    if (!uefi_boot())
        return GONE;
    return raw ? UEFI_OK : uefi_status_of(EFI_NOT_STARTED);
}
