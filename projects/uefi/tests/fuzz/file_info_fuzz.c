/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * libFuzzer target: what firmware leaves in the buffer for a file's or a volume's info. The first
 * two bytes are the size that it claims; the rest is the buffer.
 */
#include <stdlib.h>
#include <string.h>

#include "uefi/fs.h"
#include "uefi/mock.h"
#include "uefi/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *bytes;
static size_t there, claimed;

static EFI_STATUS fill(UINTN *size, VOID *buffer)
{
    size_t fits = there < *size ? there : *size;
    if (fits)
        memcpy(buffer, bytes, fits);
    *size = claimed;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_info(EFI_FILE_PROTOCOL *this, EFI_GUID *kind, UINTN *size,
                                  VOID *buffer)
{
    (void)this, (void)kind;
    return fill(size, buffer);
}

static EFI_STATUS EFIAPI read_entry(EFI_FILE_PROTOCOL *this, UINTN *size, VOID *buffer)
{
    (void)this;
    return fill(size, buffer);
}

static EFI_STATUS EFIAPI set_position(EFI_FILE_PROTOCOL *this, UINT64 position)
{
    (void)this, (void)position;
    return EFI_SUCCESS;
}

static void must(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    EFI_FILE_PROTOCOL raw = {.Read = read_entry, .SetPosition = set_position, .GetInfo = get_info};
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL volume = {0};
    struct uefi_fs fs = {.raw = &volume, .root = &raw};
    struct uefi_file file = {&raw};
    struct uefi_file_info info;
    struct uefi_fs_info fs_info;
    if (size < 2)
        return 0;
    claimed = data[0] | (size_t)data[1] << 8;
    bytes = data + 2;
    there = size - 2;
    if (!uefi_mock_current())
        uefi_mock_new();
    if (uefi_is_ok(uefi_file_info(&file, &info)))
        must(info.name_length < UEFI_FILE_NAME_MAX && info.name[info.name_length] == 0);
    struct uefi_dir_iter it = uefi_dir_begin(&file);
    if (uefi_dir_next(&it, &info))
        must(info.name_length < UEFI_FILE_NAME_MAX);
    if (uefi_is_ok(uefi_fs_info(&fs, &fs_info)))
        must(uefi_utf16_length(fs_info.label, 64) < 64);
    return 0;
}
