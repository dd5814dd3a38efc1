/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What the sources about files share. */
#pragma once
#include "uefi/fs.h"

/* An EFI_FILE_INFO with the longest name that is taken. */
#define INFO_SIZE (sizeof(EFI_FILE_INFO) + UEFI_FILE_NAME_MAX * sizeof(char16_t))
union info_buffer {
    uint64_t aligned;
    EFI_FILE_INFO info;
    uint8_t bytes[INFO_SIZE];
};

/* The info of an open file: its fixed part is there, the name is not looked at. Untouched bytes are
 * zero. ret_size: how many firmware says it wrote. */
uefi_status file_info_get(struct uefi_file *, union info_buffer *ret_buffer, size_t *ret_size);
