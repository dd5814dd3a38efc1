/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Transfers with a token, as block I/O 2 and disk I/O 2 begin them: see transfer.c. */
#pragma once
#include "uefi/block.h"

/* The token of a call: of a transfer that begins, or a blocking one on the caller's stack. Makes
 * the event. */
uefi_status transfer_prepare(struct uefi_transfer *transfer, EFI_BLOCK_IO2_TOKEN *blocking,
                             EFI_BLOCK_IO2_TOKEN **ret_token);

/* What the call has answered: begins the transfer, or ends the blocking call. */
uefi_status transfer_begun(struct uefi_transfer *transfer, const EFI_BLOCK_IO2_TOKEN *blocking,
                           EFI_STATUS answered);
