/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Files that devices hand over: see uefi/load_file.h. Both protocols have the same function with
 * another first parameter, so one pair of functions serves both.
 */
#include "uefi/load_file.h"

#include "check.h"

#define ATTEMPTS 4 /* until a size that grows between two calls is a lie */

static const EFI_GUID guid1 = EFI_LOAD_FILE_PROTOCOL_GUID;
static const EFI_GUID guid2 = EFI_LOAD_FILE2_PROTOCOL_GUID;

uefi_status uefi_load_file_open_on(struct uefi_handle handle, struct uefi_load_file *ret_file)
{
    return UEFI_OPEN(ret_file, handle, &guid1, UEFI_GET);
}

void uefi_load_file_close(struct uefi_load_file *file)
{
    uefi_opened_close(&file->opened);
    file->raw = NULL;
}

uefi_status uefi_load_file2_open_on(struct uefi_handle handle, struct uefi_load_file2 *ret_file)
{
    return UEFI_OPEN(ret_file, handle, &guid2, UEFI_GET);
}

void uefi_load_file2_close(struct uefi_load_file2 *file)
{
    uefi_opened_close(&file->opened);
    file->raw = NULL;
}

struct source {
    EFI_LOAD_FILE_PROTOCOL *first; /* one of them is NULL */
    EFI_LOAD_FILE2_PROTOCOL *second;
    struct uefi_path path;
    bool boot_policy;
};

static EFI_STATUS call(const struct source *from, UINTN *size, void *buf)
{
    EFI_DEVICE_PATH_PROTOCOL *path = uefi_path_raw(from->path);
    return from->first ? from->first->LoadFile(from->first, path, from->boot_policy, size, buf)
                       : from->second->LoadFile(from->second, path, FALSE, size, buf);
}

static uefi_status load_into(const struct source *from, void *buf, size_t cap, size_t *ret_size,
                             size_t *ret_needed)
{
    UINTN size = cap;
    uefi_status status = uefi_status_of(call(from, &size, cap ? buf : NULL));
    if (uefi_is(status, EFI_BUFFER_TOO_SMALL)) {
        if (size <= cap)
            return LIE;
        if (ret_needed)
            *ret_needed = size;
    }
    if (uefi_is_error(status))
        return status;
    if (size > cap)
        return LIE;
    *ret_size = size;
    return status;
}

static uefi_status load(const struct source *from, struct uefi_buf *ret_buf)
{
    struct uefi_buf buf = {0};
    for (int i = 0; i < ATTEMPTS; i++) {
        size_t needed = 0;
        uefi_status status = load_into(from, buf.data, buf.size, &buf.size, &needed);
        if (!uefi_is_error(status)) {
            *ret_buf = buf;
            return status;
        }
        uefi_buf_close(&buf);
        if (!uefi_is(status, EFI_BUFFER_TOO_SMALL))
            return status;
        UEFI_TRY(uefi_buf_alloc(needed, &buf));
    }
    uefi_buf_close(&buf);
    return LIE;
}

uefi_status uefi_load_file(struct uefi_load_file *file, struct uefi_path path, bool boot_policy,
                           struct uefi_buf *ret_buf)
{
    NEEDS(file);
    return load(&(struct source){file->raw, NULL, path, boot_policy}, ret_buf);
}

uefi_status uefi_load_file2(struct uefi_load_file2 *file, struct uefi_path path,
                            struct uefi_buf *ret_buf)
{
    NEEDS(file);
    return load(&(struct source){NULL, file->raw, path, false}, ret_buf);
}

uefi_status uefi_load_file_into(struct uefi_load_file *file, struct uefi_path path,
                                bool boot_policy, void *buf, size_t cap, size_t *ret_size,
                                size_t *ret_needed)
{
    NEEDS(file);
    return load_into(&(struct source){file->raw, NULL, path, boot_policy}, buf, cap, ret_size,
                     ret_needed);
}

uefi_status uefi_load_file2_into(struct uefi_load_file2 *file, struct uefi_path path, void *buf,
                                 size_t cap, size_t *ret_size, size_t *ret_needed)
{
    NEEDS(file);
    return load_into(&(struct source){NULL, file->raw, path, false}, buf, cap, ret_size,
                     ret_needed);
}
