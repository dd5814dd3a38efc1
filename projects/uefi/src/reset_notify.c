/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Word of a reset: see uefi/platform.h. */
#include "check.h"
#include "uefi/platform.h"

uefi_status uefi_reset_notify_open(EFI_RESET_SYSTEM function, struct uefi_reset_notify *ret_notify)
{
    static const EFI_GUID guid = EFI_RESET_NOTIFICATION_PROTOCOL_GUID;
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &interface));
    EFI_RESET_NOTIFICATION_PROTOCOL *raw = (EFI_RESET_NOTIFICATION_PROTOCOL *)interface;
    UEFI_TRY(uefi_status_of(raw->RegisterResetNotify(raw, function)));
    *ret_notify = (struct uefi_reset_notify){raw, function};
    return UEFI_OK;
}

void uefi_reset_notify_close(struct uefi_reset_notify *notify)
{
    if (uefi_boot() && notify->raw)
        (void)notify->raw->UnregisterResetNotify(notify->raw, notify->function);
    *notify = (struct uefi_reset_notify){0};
}
