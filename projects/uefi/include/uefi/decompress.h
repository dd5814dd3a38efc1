/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Unpacks what is compressed as UEFI 2.10, 19.2 describes (option ROMs, firmware volumes).
 *
 * Wraps: EFI_DECOMPRESS_PROTOCOL
 */
#pragma once

#include "uefi/memory.h"
#include "uefi/protocol.h"
#include "uefi/raw/image.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_decompress {
    EFI_DECOMPRESS_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: none. */
UEFI_MUST_CHECK uefi_status uefi_decompress_open(struct uefi_decompress *ret_decompress);
void uefi_decompress_close(struct uefi_decompress *);

/*
 * Unpacks into pool memory, freed by uefi_buf_close(); `limit` bounds it, since the data say how
 * much it will be.
 *
 *   EFI_INVALID_PARAMETER   the data are not compressed so, or more than 4 GiB
 *   EFI_BUFFER_TOO_SMALL    more than limit: *ret_needed (which may be NULL)
 *   EFI_OUT_OF_RESOURCES    no memory
 */
UEFI_MUST_CHECK uefi_status uefi_decompress_alloc(struct uefi_decompress *, const void *data,
                                                  size_t size, size_t limit,
                                                  struct uefi_buf *ret_buf, size_t *ret_needed);

#ifdef __cplusplus
}
#endif
