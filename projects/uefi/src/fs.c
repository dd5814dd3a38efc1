/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Volumes, and whole files: see uefi/fs.h. */
#include "uefi/fs.h"

#include "bytes.h"
#include "check.h"
#include "file.h"
#include "uefi/loaded_image.h"

static const EFI_GUID guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;

/* Completes a volume whose protocol is open: its root. */
static uefi_status open_root(struct uefi_fs *fs, struct uefi_fs *ret_fs)
{
    EFI_STATUS code = fs->raw->OpenVolume(fs->raw, &fs->root);
    if (code == EFI_SUCCESS && !ALIGNED(fs->root))
        code = EFI_PROTOCOL_ERROR;
    if (code != EFI_SUCCESS) {
        uefi_opened_close(&fs->opened);
        return uefi_status_of(code);
    }
    *ret_fs = *fs;
    return UEFI_OK;
}

uefi_status uefi_fs_open_on(struct uefi_handle handle, struct uefi_fs *ret_fs)
{
    struct uefi_fs fs = {0};
    UEFI_TRY(UEFI_OPEN(&fs, handle, &guid, UEFI_GET));
    return open_root(&fs, ret_fs);
}

uefi_status uefi_fs_open(struct uefi_fs *ret_fs)
{
    struct uefi_fs fs = {0};
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    fs.raw = raw;
    return open_root(&fs, ret_fs);
}

uefi_status uefi_fs_open_boot(struct uefi_fs *ret_fs)
{
    struct uefi_loaded_image image = {0};
    struct uefi_handle device;
    UEFI_TRY(uefi_loaded_image_open(&image));
    UEFI_TRY(uefi_loaded_image_device(&image, &device));
    return uefi_fs_open_on(device, ret_fs);
}

void uefi_fs_close(struct uefi_fs *fs)
{
    if (uefi_boot() && fs->root)
        fs->root->Close(fs->root);
    uefi_opened_close(&fs->opened);
    *fs = (struct uefi_fs){0};
}

uefi_status uefi_fs_info(struct uefi_fs *fs, struct uefi_fs_info *ret_info)
{
    static const EFI_GUID kind = EFI_FILE_SYSTEM_INFO_ID;
    const size_t head = offsetof(EFI_FILE_SYSTEM_INFO, VolumeLabel);
    union {
        EFI_FILE_SYSTEM_INFO info;
        uint8_t bytes[sizeof(EFI_FILE_SYSTEM_INFO) + sizeof ret_info->label];
    } buffer;
    NEEDS(fs);
    memset(&buffer, 0, sizeof buffer);
    UINTN size = sizeof buffer;
    UEFI_TRY(
        uefi_status_of(fs->root->GetInfo(fs->root, (EFI_GUID *)(uintptr_t)&kind, &size, &buffer)));
    size_t length;
    const uefi_char16 *label = (const uefi_char16 *)(const void *)(buffer.bytes + head);
    if (size > sizeof buffer || size < head ||
        !uefi_utf16_ends(label, (size - head) / 2, &length) ||
        length >= sizeof ret_info->label / 2 || buffer.info.FreeSpace > buffer.info.VolumeSize)
        return LIE;
    *ret_info = (struct uefi_fs_info){.size = buffer.info.VolumeSize,
                                      .free = buffer.info.FreeSpace,
                                      .block_size = buffer.info.BlockSize,
                                      .read_only = buffer.info.ReadOnly != 0};
    memcpy(ret_info->label, label, length * sizeof *label);
    return UEFI_OK;
}

uefi_status uefi_fs_set_label(struct uefi_fs *fs, const char16_t *label)
{
    static const EFI_GUID kind = EFI_FILE_SYSTEM_VOLUME_LABEL_ID;
    NEEDS(fs);
    UINTN size = (uefi_utf16_length(label, SIZE_MAX / 4) + 1) * sizeof *label;
    return uefi_status_of(
        fs->root->SetInfo(fs->root, (EFI_GUID *)(uintptr_t)&kind, size, (void *)(uintptr_t)label));
}

/* --- Whole files ----------------------------------------------------------------------------- */

/* Opens a file to read or write it whole: directories are none. */
static uefi_status open_whole(struct uefi_fs *fs, const char16_t *path, enum uefi_file_how how,
                              struct uefi_file *ret_file, uint64_t *ret_size)
{
    union info_buffer buffer;
    struct uefi_file file = {0};
    size_t size;
    UEFI_TRY(uefi_file_open(fs, path, how, &file));
    uefi_status status = file_info_get(&file, &buffer, &size);
    if (uefi_is_ok(status) && buffer.info.Attribute & EFI_FILE_DIRECTORY)
        status = uefi_status_of(EFI_UNSUPPORTED);
    if (!uefi_is_ok(status)) {
        uefi_file_close(&file);
        return status;
    }
    *ret_file = file;
    *ret_size = buffer.info.FileSize;
    return UEFI_OK;
}

uefi_status uefi_fs_read(struct uefi_fs *fs, const char16_t *path, struct uefi_buf *ret_buf)
{
    struct uefi_file file;
    struct uefi_buf buf = {0};
    uint64_t size;
    UEFI_TRY(open_whole(fs, path, UEFI_FILE_READ, &file, &size));
    uefi_status status =
        size > SIZE_MAX ? uefi_status_of(EFI_OUT_OF_RESOURCES) : uefi_buf_alloc((size_t)size, &buf);
    if (uefi_is_ok(status))
        status = uefi_file_read(&file, buf.data, buf.size, &buf.size);
    uefi_file_close(&file);
    if (uefi_is_ok(status))
        *ret_buf = buf;
    else
        uefi_buf_close(&buf);
    return status;
}

uefi_status uefi_fs_read_into(struct uefi_fs *fs, const char16_t *path, void *buf, size_t cap,
                              size_t *ret_size, size_t *ret_needed)
{
    struct uefi_file file;
    uint64_t size;
    UEFI_TRY(open_whole(fs, path, UEFI_FILE_READ, &file, &size));
    uefi_status status;
    if (size > cap) {
        status = uefi_status_of(EFI_BUFFER_TOO_SMALL);
        if (ret_needed)
            *ret_needed = size > SIZE_MAX ? SIZE_MAX : (size_t)size;
    } else {
        status = uefi_file_read(&file, buf, (size_t)size, ret_size);
    }
    uefi_file_close(&file);
    return status;
}

uefi_status uefi_fs_write(struct uefi_fs *fs, const char16_t *path, const void *data, size_t size)
{
    struct uefi_file file;
    uint64_t before;
    UEFI_TRY(open_whole(fs, path, UEFI_FILE_CREATE, &file, &before));
    uefi_status status = before > size ? uefi_file_resize(&file, size) : UEFI_OK;
    if (uefi_is_ok(status))
        status = uefi_file_write(&file, data, size);
    if (uefi_is_ok(status))
        status = uefi_file_flush(&file);
    uefi_file_close(&file);
    return status;
}

uefi_status uefi_fs_stat(struct uefi_fs *fs, const char16_t *path, struct uefi_file_info *ret_info)
{
    struct uefi_file file;
    UEFI_TRY(uefi_file_open(fs, path, UEFI_FILE_READ, &file));
    uefi_status status = uefi_file_info(&file, ret_info);
    uefi_file_close(&file);
    return status;
}

uefi_status uefi_fs_make_directory(struct uefi_fs *fs, const char16_t *path)
{
    NEEDS(fs);
    char16_t part[UEFI_FILE_NAME_MAX];
    struct uefi_file at = {fs->root}, next;
    uefi_status status = UEFI_OK;
    while (uefi_is_ok(status)) {
        size_t length = 0;
        while (*path == '\\')
            path++;
        while (path[length] && path[length] != '\\' && length < UEFI_FILE_NAME_MAX)
            length++;
        if (!length)
            break;
        if (length == UEFI_FILE_NAME_MAX) {
            status = uefi_status_of(EFI_INVALID_PARAMETER);
            break;
        }
        memcpy(part, path, length * sizeof *path);
        part[length] = 0;
        path += length;
        status = uefi_file_open_in(&at, part, UEFI_FILE_CREATE_DIRECTORY, &next);
        if (uefi_is_ok(status)) {
            if (at.raw != fs->root)
                uefi_file_close(&at);
            at = next;
        }
    }
    if (at.raw != fs->root)
        uefi_file_close(&at);
    return status;
}

uefi_status uefi_fs_remove(struct uefi_fs *fs, const char16_t *path)
{
    struct uefi_file file;
    UEFI_TRY(uefi_file_open(fs, path, UEFI_FILE_WRITE, &file));
    return uefi_file_delete(&file);
}
