/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Files and directories: see uefi/fs.h.
 *
 * Of an info only the bytes that firmware says it wrote are looked at, and its own Size not at all;
 * what was not written is zero, since the buffer is.
 */
#include "file.h"

#include "bytes.h"
#include "check.h"
#include "uefi/text.h"

static const EFI_GUID info_kind = EFI_FILE_INFO_ID;

/* Entries after which a directory is taken for one without end. */
#define ENTRIES_MAX 1000000u

uefi_status uefi_file_open_in(struct uefi_file *directory, const char16_t *path,
                              enum uefi_file_how how, struct uefi_file *ret_file)
{
    NEEDS(directory);
    uint64_t mode = EFI_FILE_MODE_READ;
    if (how != UEFI_FILE_READ)
        mode |= EFI_FILE_MODE_WRITE;
    if (how == UEFI_FILE_CREATE || how == UEFI_FILE_CREATE_DIRECTORY)
        mode |= EFI_FILE_MODE_CREATE;
    EFI_FILE_PROTOCOL *raw = NULL;
    UEFI_TRY(uefi_status_of(
        directory->raw->Open(directory->raw, &raw, (CHAR16 *)(uintptr_t)path, mode,
                             how == UEFI_FILE_CREATE_DIRECTORY ? EFI_FILE_DIRECTORY : 0)));
    if (!ALIGNED(raw))
        return LIE;
    ret_file->raw = raw;
    return UEFI_OK;
}

uefi_status uefi_file_open(struct uefi_fs *fs, const char16_t *path, enum uefi_file_how how,
                           struct uefi_file *ret_file)
{
    struct uefi_file root = {fs->root};
    return uefi_file_open_in(&root, path, how, ret_file);
}

void uefi_file_close(struct uefi_file *file)
{
    if (uefi_boot() && file->raw)
        file->raw->Close(file->raw);
    file->raw = NULL;
}

uefi_status uefi_file_delete(struct uefi_file *file)
{
    NEEDS(file);
    uefi_status status = uefi_status_of(file->raw->Delete(file->raw));
    file->raw = NULL;
    return status;
}

uefi_status uefi_file_read(struct uefi_file *file, void *buf, size_t size, size_t *ret_size)
{
    NEEDS(file);
    size_t done = 0;
    while (done < size) {
        UINTN asked = size - done < UEFI_FILE_CHUNK ? size - done : UEFI_FILE_CHUNK, got = asked;
        UEFI_TRY(uefi_status_of(file->raw->Read(file->raw, &got, (uint8_t *)buf + done)));
        if (got > asked)
            return LIE;
        if (!got)
            break;
        done += got;
    }
    *ret_size = done;
    return UEFI_OK;
}

uefi_status uefi_file_write(struct uefi_file *file, const void *data, size_t size)
{
    NEEDS(file);
    for (size_t done = 0; done < size;) {
        UINTN asked = size - done < UEFI_FILE_CHUNK ? size - done : UEFI_FILE_CHUNK, put = asked;
        uintptr_t from = (uintptr_t)data + done;
        UEFI_TRY(uefi_status_of(file->raw->Write(file->raw, &put, (void *)from)));
        if (put != asked)
            return LIE;
        done += put;
    }
    return UEFI_OK;
}

uefi_status uefi_file_position(struct uefi_file *file, uint64_t *ret_position)
{
    NEEDS(file);
    UINT64 position = 0;
    UEFI_TRY(uefi_status_of(file->raw->GetPosition(file->raw, &position)));
    *ret_position = position;
    return UEFI_OK;
}

uefi_status uefi_file_seek(struct uefi_file *file, uint64_t position)
{
    NEEDS(file);
    if (position == UINT64_MAX) /* firmware takes that for the end */
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(file->raw->SetPosition(file->raw, position));
}

uefi_status uefi_file_flush(struct uefi_file *file)
{
    NEEDS(file);
    return uefi_status_of(file->raw->Flush(file->raw));
}

/* --- Information ----------------------------------------------------------------------------- */

/* Copies an info of `size` bytes, of which the fixed part is there. */
static uefi_status read_info(const union info_buffer *buffer, size_t size,
                             struct uefi_file_info *ret_info)
{
    const EFI_FILE_INFO *info = &buffer->info;
    size_t length;
    if (!uefi_utf16_ends(info->FileName, (size - sizeof *info) / 2, &length))
        return LIE;
    ret_info->size = info->FileSize;
    ret_info->physical = info->PhysicalSize;
    ret_info->attributes = info->Attribute;
    ret_info->created = info->CreateTime;
    ret_info->accessed = info->LastAccessTime;
    ret_info->modified = info->ModificationTime;
    ret_info->name_length = length;
    memcpy(ret_info->name, info->FileName, (length + 1) * sizeof *ret_info->name);
    return UEFI_OK;
}

uefi_status file_info_get(struct uefi_file *file, union info_buffer *ret_buffer, size_t *ret_size)
{
    NEEDS(file);
    UINTN size = sizeof *ret_buffer;
    memset(ret_buffer, 0, sizeof *ret_buffer);
    UEFI_TRY(uefi_status_of(
        file->raw->GetInfo(file->raw, (EFI_GUID *)(uintptr_t)&info_kind, &size, ret_buffer)));
    *ret_size = size;
    return size < sizeof ret_buffer->info || size > sizeof *ret_buffer ? LIE : UEFI_OK;
}

uefi_status uefi_file_info(struct uefi_file *file, struct uefi_file_info *ret_info)
{
    union info_buffer buffer;
    size_t size;
    UEFI_TRY(file_info_get(file, &buffer, &size));
    return read_info(&buffer, size, ret_info);
}

uefi_status uefi_file_set_info(struct uefi_file *file, const struct uefi_file_info *info)
{
    NEEDS(file);
    size_t length = uefi_utf16_length(info->name, UEFI_FILE_NAME_MAX);
    if (length == UEFI_FILE_NAME_MAX)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    union info_buffer buffer;
    memset(&buffer, 0, sizeof buffer);
    buffer.info.Size = sizeof buffer.info + (length + 1) * sizeof *info->name;
    buffer.info.FileSize = info->size;
    buffer.info.PhysicalSize = info->physical;
    buffer.info.Attribute = info->attributes;
    buffer.info.CreateTime = info->created;
    buffer.info.LastAccessTime = info->accessed;
    buffer.info.ModificationTime = info->modified;
    memcpy(buffer.bytes + sizeof buffer.info, info->name, length * sizeof *info->name);
    return uefi_status_of(file->raw->SetInfo(file->raw, (EFI_GUID *)(uintptr_t)&info_kind,
                                             (UINTN)buffer.info.Size, &buffer));
}

uefi_status uefi_file_resize(struct uefi_file *file, uint64_t size)
{
    struct uefi_file_info info;
    UEFI_TRY(uefi_file_info(file, &info));
    info.size = size;
    return uefi_file_set_info(file, &info);
}

/* --- Directories ----------------------------------------------------------------------------- */

struct uefi_dir_iter uefi_dir_begin(struct uefi_file *directory)
{
    return (struct uefi_dir_iter){directory, uefi_file_seek(directory, 0), ENTRIES_MAX};
}

static uefi_status next(struct uefi_file *directory, struct uefi_file_info *ret_info, bool *ret_end)
{
    NEEDS(directory);
    union info_buffer buffer;
    memset(&buffer, 0, sizeof buffer);
    UINTN size = sizeof buffer;
    UEFI_TRY(uefi_status_of(directory->raw->Read(directory->raw, &size, &buffer)));
    *ret_end = size == 0;
    if (size && (size < sizeof buffer.info || size > sizeof buffer))
        return LIE;
    return size ? read_info(&buffer, size, ret_info) : UEFI_OK;
}

bool uefi_dir_next(struct uefi_dir_iter *it, struct uefi_file_info *ret_info)
{
    bool end = true;
    if (!uefi_is_ok(it->status) || !it->left)
        return false;
    it->status = next(it->directory, ret_info, &end);
    if (uefi_is_ok(it->status) && !end && --it->left == 0)
        it->status = LIE;
    if (end)
        it->left = 0;
    return uefi_is_ok(it->status) && !end;
}
