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

/* Copies an info of `size` bytes, as far as it can be believed; else EFI_PROTOCOL_ERROR. */
uefi_status file_info_read(const union info_buffer *, size_t size, struct uefi_file_info *ret_info);

/* Opens what is at a path below a raw directory. */
uefi_status file_open_below(EFI_FILE_PROTOCOL *directory, const char16_t *path, uint64_t mode,
                            uint64_t attributes, struct uefi_file *ret_file);
