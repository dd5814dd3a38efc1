/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Disks in bytes, at any offset and any alignment (UEFI 13.7, 13.8). What the medium is:
 * uefi_block_media() of the same handle.
 *
 * Wraps: EFI_DISK_IO_PROTOCOL
 * Wraps: EFI_DISK_IO2_PROTOCOL
 */
#pragma once
#include "uefi/block.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_disk {
    EFI_DISK_IO_PROTOCOL *raw;
    struct uefi_opened opened;
};

struct uefi_disk2 {
    EFI_DISK_IO2_PROTOCOL *raw;
    struct uefi_opened opened;
};

UEFI_MUST_CHECK uefi_status uefi_disk_open_on(struct uefi_handle, struct uefi_disk *ret_disk);
void uefi_disk_close(struct uefi_disk *);

/*
 *   EFI_INVALID_PARAMETER   beyond the end
 *   EFI_NO_MEDIA, EFI_MEDIA_CHANGED, EFI_WRITE_PROTECTED, EFI_DEVICE_ERROR   as firmware says
 */
UEFI_MUST_CHECK uefi_status uefi_disk_read(struct uefi_disk *, const struct uefi_media *,
                                           uint64_t offset, void *buf, size_t size);
UEFI_MUST_CHECK uefi_status uefi_disk_write(struct uefi_disk *, const struct uefi_media *,
                                            uint64_t offset, const void *data, size_t size);

UEFI_MUST_CHECK uefi_status uefi_disk2_open_on(struct uefi_handle, struct uefi_disk2 *ret_disk);
void uefi_disk2_close(struct uefi_disk2 *);

/* With a transfer (all zero before) they only begin, with NULL they wait: see uefi/block.h. */
UEFI_MUST_CHECK uefi_status uefi_disk2_read(struct uefi_disk2 *, const struct uefi_media *,
                                            uint64_t offset, void *buf, size_t size,
                                            struct uefi_transfer *transfer);
UEFI_MUST_CHECK uefi_status uefi_disk2_write(struct uefi_disk2 *, const struct uefi_media *,
                                             uint64_t offset, const void *data, size_t size,
                                             struct uefi_transfer *transfer);
UEFI_MUST_CHECK uefi_status uefi_disk2_flush(struct uefi_disk2 *, struct uefi_transfer *transfer);

/* Breaks off all transfers of this disk: each ends with EFI_ABORTED, and must still be waited for.
 */
UEFI_MUST_CHECK uefi_status uefi_disk2_cancel(struct uefi_disk2 *);

#ifdef __cplusplus
}
#endif
