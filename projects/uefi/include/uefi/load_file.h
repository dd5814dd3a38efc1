/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Files that devices hand over as a whole (UEFI 13.1, 13.2): load file of boot devices, like
 * network cards; load file 2 of everything else, like option ROMs and what a loader keeps for
 * Linux.
 *
 * Wraps: EFI_LOAD_FILE_PROTOCOL
 * Wraps: EFI_LOAD_FILE2_PROTOCOL
 */
#pragma once
#include "uefi/memory.h"
#include "uefi/path.h"
#include "uefi/protocol.h"
#include "uefi/raw/image.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_load_file {
    EFI_LOAD_FILE_PROTOCOL *raw;
    struct uefi_opened opened;
};

struct uefi_load_file2 {
    EFI_LOAD_FILE2_PROTOCOL *raw;
    struct uefi_opened opened;
};

UEFI_MUST_CHECK uefi_status uefi_load_file_open_on(struct uefi_handle, struct uefi_load_file *);
void uefi_load_file_close(struct uefi_load_file *);
UEFI_MUST_CHECK uefi_status uefi_load_file2_open_on(struct uefi_handle, struct uefi_load_file2 *);
void uefi_load_file2_close(struct uefi_load_file2 *);

/*
 * The file in pool memory; uefi_buf_close() frees it. `path` is what follows the device's own,
 * which must be a whole path. boot_policy: it is the boot manager's choice, and may be incomplete.
 *
 *   EFI_WARN_FILE_SYSTEM   no error: what came is a volume, not an image (ret_buf is set)
 *   EFI_NOT_FOUND, EFI_NO_MEDIA, EFI_TIMEOUT, ...   as the device says
 *   EFI_PROTOCOL_ERROR     a size that keeps growing, or more bytes than there was room for
 */
UEFI_MUST_CHECK uefi_status uefi_load_file(struct uefi_load_file *, struct uefi_path path,
                                           bool boot_policy, struct uefi_buf *ret_buf);
UEFI_MUST_CHECK uefi_status uefi_load_file2(struct uefi_load_file2 *, struct uefi_path path,
                                            struct uefi_buf *ret_buf);

/* The same into the caller's memory. EFI_BUFFER_TOO_SMALL: *ret_needed bytes (may be NULL). */
UEFI_MUST_CHECK uefi_status uefi_load_file_into(struct uefi_load_file *, struct uefi_path path,
                                                bool boot_policy, void *buf, size_t cap,
                                                size_t *ret_size, size_t *ret_needed);
UEFI_MUST_CHECK uefi_status uefi_load_file2_into(struct uefi_load_file2 *, struct uefi_path path,
                                                 void *buf, size_t cap, size_t *ret_size,
                                                 size_t *ret_needed);

#ifdef __cplusplus
}
#endif
