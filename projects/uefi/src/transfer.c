/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Transfers that go on by themselves: see uefi/block.h.
 *
 * Firmware writes into the token and into the buffer until the event is signalled, so the invariant
 * is: running is true from the moment firmware has accepted a token with an event until that event
 * has been seen, and nothing is given back while it is true.
 */
#include "transfer.h"

#include "check.h"

UEFI_STATIC_ASSERT(sizeof(EFI_BLOCK_IO2_TOKEN) == sizeof(EFI_DISK_IO2_TOKEN), "one kind of token");

uefi_status transfer_prepare(struct uefi_transfer *transfer, EFI_BLOCK_IO2_TOKEN *blocking,
                             EFI_BLOCK_IO2_TOKEN **ret_token)
{
    if (!transfer) {
        *blocking = (EFI_BLOCK_IO2_TOKEN){NULL, EFI_SUCCESS};
        *ret_token = blocking;
        return UEFI_OK;
    }
    if (transfer->running)
        return uefi_status_of(EFI_ALREADY_STARTED);
    if (!transfer->event.raw)
        UEFI_TRY(uefi_event_create(0, TPL_CALLBACK, NULL, NULL, &transfer->event));
    transfer->token.Event = transfer->event.raw;
    transfer->token.TransactionStatus = EFI_NOT_READY;
    *ret_token = &transfer->token;
    return UEFI_OK;
}

uefi_status transfer_begun(struct uefi_transfer *transfer, const EFI_BLOCK_IO2_TOKEN *blocking,
                           EFI_STATUS answered)
{
    if (!transfer)
        return uefi_status_of(answered ? answered : blocking->TransactionStatus);
    transfer->running = answered == EFI_SUCCESS;
    if (!transfer->running)
        uefi_event_close(&transfer->event);
    return uefi_status_of(answered);
}

uefi_status uefi_transfer_check(struct uefi_transfer *transfer, bool *ret_ended)
{
    if (!uefi_boot())
        return GONE;
    bool ended = true;
    if (transfer->running)
        UEFI_TRY(uefi_event_check(transfer->event, &ended));
    transfer->running = !ended;
    *ret_ended = ended;
    return UEFI_OK;
}

uefi_status uefi_transfer_wait(struct uefi_transfer *transfer)
{
    if (!uefi_boot())
        return GONE;
    if (!transfer->event.raw)
        return uefi_status_of(EFI_NOT_STARTED);
    if (transfer->running) {
        size_t which;
        UEFI_TRY(uefi_event_wait(&transfer->event, 1, UEFI_FOREVER, &which));
        transfer->running = false;
    }
    EFI_STATUS status = *(volatile EFI_STATUS *)&transfer->token.TransactionStatus;
    return status == EFI_NOT_READY ? LIE : uefi_status_of(status);
}

void uefi_transfer_close(struct uefi_transfer *transfer)
{
    while (uefi_boot() && transfer->running) {
        bool ended = true;
        size_t which;
        /* Above TPL_APPLICATION there is no waiting, only looking. */
        if (!uefi_is_ok(uefi_event_wait(&transfer->event, 1, UEFI_FOREVER, &which)) &&
            !uefi_is_ok(uefi_event_check(transfer->event, &ended))) {
            transfer->event.raw = NULL; /* firmware may still signal it: leaked, not closed */
            break;
        }
        transfer->running = !ended;
    }
    uefi_event_close(&transfer->event);
    *transfer = (struct uefi_transfer){0};
}
