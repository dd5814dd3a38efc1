/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A file system in memory (UEFI 13.4, 13.5): a tree of nodes, and open files that point into it.
 *
 * A node that is deleted while open lives on until the last file on it is closed, as little as FAT
 * does it: later calls through such a file answer EFI_DEVICE_ERROR.
 */
#include "internal.h"
#include "uefi/raw/image.h"
#include "uefi/raw/media.h"
#include "uefi/raw/path.h"

#define AT_ONCE ((size_t)1 << 20)

static const EFI_GUID volume_guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
static const EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;

struct node {
    char16_t name[256];
    uint64_t attributes;
    EFI_TIME created, accessed, modified;
    uint8_t *data;
    size_t size;
    struct node *parent; /* NULL: the root, or deleted */
    struct list children;
    struct volume *volume;
};

struct volume {
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL protocol;
    struct node root;
    char16_t label[32];
    bool read_only;
    uint64_t limit;
};

struct file {
    EFI_FILE_PROTOCOL protocol;
    struct node *node;
    uint64_t mode, position;
};

static const EFI_FILE_PROTOCOL functions;

/* --- The tree ------------------------------------------------------------------------------------
 */

static char16_t fold(char16_t unit)
{
    return unit >= 'a' && unit <= 'z' ? (char16_t)(unit - 'a' + 'A') : unit;
}

static struct node *child_of(const struct node *directory, const char16_t *name, size_t length)
{
    for (size_t i = 0; i < directory->children.count; i++) {
        struct node *child = directory->children.at[i];
        size_t at = 0;
        while (at < length && fold(child->name[at]) == fold(name[at]))
            at++;
        if (at == length && !child->name[at])
            return child;
    }
    return NULL;
}

static struct node *node_new(struct node *parent, const char16_t *name, size_t length,
                             uint64_t attributes)
{
    struct node *node = uefi_mock_keep(mock(), sizeof *node);
    memcpy(node->name, name, length * sizeof *name);
    node->attributes = attributes;
    node->created = node->accessed = node->modified = mock()->clock;
    node->parent = parent;
    node->volume = parent->volume;
    list_add(&parent->children, node);
    list_add(&mock()->file_nodes, node);
    return node;
}

/*
 * Walks a path. Returns the node, or NULL: then *ret_parent is the directory where the last part
 * is missing (NULL: something before it is missing, or no directory), *ret_name and *ret_length
 * that part.
 */
static struct node *walk(struct node *from, const char16_t *path, struct node **ret_parent,
                         const char16_t **ret_name, size_t *ret_length)
{
    struct node *at = *path == '\\' ? &from->volume->root : from;
    *ret_parent = NULL;
    while (*path == '\\')
        path++;
    while (*path) {
        size_t length = 0;
        while (path[length] && path[length] != '\\')
            length++;
        const char16_t *rest = path + length;
        while (*rest == '\\')
            rest++;
        if (!(at->attributes & EFI_FILE_DIRECTORY))
            return NULL;
        struct node *next = child_of(at, path, length);
        if (length == 1 && path[0] == '.')
            next = at;
        else if (length == 2 && path[0] == '.' && path[1] == '.')
            next = at->parent;
        if (!next) {
            if (!*rest && length < 256) {
                *ret_parent = at;
                *ret_name = path;
                *ret_length = length;
            }
            return NULL;
        }
        at = next;
        path = rest;
    }
    return at;
}

static uint64_t used_by(const struct node *node)
{
    uint64_t used = node->size;
    for (size_t i = 0; i < node->children.count; i++)
        used += used_by(node->children.at[i]);
    return used;
}

static void resize(struct node *node, size_t size)
{
    node->data = must(realloc(node->data, size + !size));
    if (size > node->size)
        memset(node->data + node->size, 0, size - node->size);
    node->size = size;
}

static void detach(struct node *node)
{
    list_remove(&node->parent->children, node);
    node->parent = NULL;
}

static bool is_gone(const struct node *node)
{
    return !node->parent && node != &node->volume->root;
}

/* --- Opening and closing ------------------------------------------------------------------------
 */

static EFI_FILE_PROTOCOL *file_new(struct node *node, uint64_t mode)
{
    struct file *file = must(calloc(1, sizeof *file));
    file->protocol = functions;
    file->node = node;
    file->mode = mode;
    mock()->open_files++;
    list_add(&mock()->files, file);
    return &file->protocol;
}

/* An open file, or what the lie hands out in its place. */
static EFI_FILE_PROTOCOL *lie_about_file(const struct uefi_mock_lie *lie, struct node *node,
                                         uint64_t mode)
{
    if (lie->how == UEFI_MOCK_NULL)
        return NULL;
    if (lie->how != UEFI_MOCK_MISALIGNED)
        return file_new(node, mode);
    uintptr_t near = (uintptr_t)uefi_mock_keep(mock(), sizeof(struct file) + 16);
    return (EFI_FILE_PROTOCOL *)(near + (uintptr_t)lie->value);
}

/* Begins a service of a file: false, return *ret_status. */
static bool file_called(const char *service, EFI_FILE_PROTOCOL *this, struct uefi_mock_lie *ret_lie,
                        struct file **ret_file, EFI_STATUS *ret_status)
{
    struct uefi_mock *m = mock();
    if (!boot_called(service, ret_lie, ret_status))
        return false;
    *ret_file = (struct file *)this;
    bool open = false;
    for (size_t i = 0; i < m->files.count; i++)
        open |= m->files.at[i] == this;
    if (open)
        return true;
    uefi_mock_complain("%s of a file that is not open", service);
    *ret_status = EFI_INVALID_PARAMETER;
    return false;
}

static EFI_STATUS EFIAPI open_volume(EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *this,
                                     EFI_FILE_PROTOCOL **root)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleFileSystem.OpenVolume", &lie, &status))
        return status;
    if (!root)
        return EFI_INVALID_PARAMETER;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    *root = lie_about_file(&lie, &((struct volume *)this)->root, EFI_FILE_MODE_READ);
    return status;
}

static EFI_STATUS EFIAPI file_open(EFI_FILE_PROTOCOL *this, EFI_FILE_PROTOCOL **ret_file,
                                   CHAR16 *path, UINT64 mode, UINT64 attributes)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.Open", this, &lie, &file, &status))
        return status;
    const uint64_t write = EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE;
    if (!ret_file || !path ||
        (mode != EFI_FILE_MODE_READ && mode != write && mode != (write | EFI_FILE_MODE_CREATE)) ||
        (mode & EFI_FILE_MODE_CREATE && attributes & ~EFI_FILE_VALID_ATTR)) {
        uefi_mock_complain("File.Open: mode %#llx, attributes %#llx", (unsigned long long)mode,
                           (unsigned long long)attributes);
        return EFI_INVALID_PARAMETER;
    }
    struct node *parent;
    const char16_t *name;
    size_t length;
    struct node *node = walk(file->node, path, &parent, &name, &length);
    if (mode & EFI_FILE_MODE_WRITE && file->node->volume->read_only)
        return EFI_WRITE_PROTECTED;
    if (!node && parent && mode & EFI_FILE_MODE_CREATE)
        node = node_new(parent, name, length, attributes);
    if (!node)
        return EFI_NOT_FOUND;
    if (mode & EFI_FILE_MODE_WRITE && node->attributes & EFI_FILE_READ_ONLY && node->size)
        return EFI_ACCESS_DENIED;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    *ret_file = lie_about_file(&lie, node, mode);
    return status;
}

static void file_drop(struct file *file)
{
    list_remove(&mock()->files, file);
    mock()->open_files--;
    free(file);
}

static EFI_STATUS EFIAPI file_close(EFI_FILE_PROTOCOL *this)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.Close", this, &lie, &file, &status))
        return status;
    file_drop(file);
    return status;
}

/* Closes whatever happens (13.5.4). */
static EFI_STATUS EFIAPI file_delete(EFI_FILE_PROTOCOL *this)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    bool called = file_called("File.Delete", this, &lie, &file, &status);
    if (!called && lie.how != UEFI_MOCK_FAIL)
        return status;
    struct node *node = file->node;
    bool write = file->mode & EFI_FILE_MODE_WRITE;
    file_drop(file);
    if (!called)
        return status;
    if (!write || !node->parent || node->children.count || node->attributes & EFI_FILE_READ_ONLY)
        return EFI_WARN_DELETE_FAILURE;
    detach(node);
    return status;
}

/* --- Reading and writing -------------------------------------------------------------------------
 */

static size_t info_of(const struct node *node, uint8_t *ret_info)
{
    EFI_FILE_INFO info = {
        .FileSize = node->size,
        .PhysicalSize = (node->size + 4095) & ~(uint64_t)4095,
        .CreateTime = node->created,
        .LastAccessTime = node->accessed,
        .ModificationTime = node->modified,
        .Attribute = node->attributes,
    };
    size_t name = (uefi_utf16_length(node->name, 255) + 1) * sizeof *node->name;
    info.Size = sizeof info + name;
    memcpy(ret_info, &info, sizeof info);
    memcpy(ret_info + sizeof info, node->name, name);
    return sizeof info + name;
}

static EFI_STATUS read_directory(struct file *file, const struct uefi_mock_lie *lie, UINTN *size,
                                 void *buffer)
{
    if (file->position >= file->node->children.count) {
        if (lie->how != UEFI_MOCK_SILENT)
            *size = 0;
        return EFI_SUCCESS;
    }
    uint8_t info[sizeof(EFI_FILE_INFO) + sizeof file->node->name];
    size_t info_size = info_of(file->node->children.at[file->position], info);
    if (lie->how == UEFI_MOCK_OFF) /* the info's own Size member */
        memcpy(info, &lie->value, sizeof lie->value);
    EFI_STATUS filled = uefi_mock_fill(lie, size, buffer, info, info_size);
    if (filled != EFI_BUFFER_TOO_SMALL)
        file->position++;
    return filled;
}

static EFI_STATUS EFIAPI file_read(EFI_FILE_PROTOCOL *this, UINTN *size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.Read", this, &lie, &file, &status))
        return status;
    struct node *node = file->node;
    if (is_gone(node) || (!(node->attributes & EFI_FILE_DIRECTORY) && file->position > node->size))
        return EFI_DEVICE_ERROR;
    if (node->attributes & EFI_FILE_DIRECTORY)
        return read_directory(file, &lie, size, buffer);
    if (*size > AT_ONCE)
        uefi_mock_complain("File.Read of %zu bytes at once; real firmware breaks on that",
                           (size_t)*size);
    size_t left = node->size - (size_t)file->position;
    UINTN want = *size < left ? *size : left;
    UINTN got = want;
    EFI_STATUS filled = EFI_SUCCESS;
    if (want || lie.how != UEFI_MOCK_HONEST)
        filled = uefi_mock_fill(&lie, &got, buffer, node->data + file->position, want);
    if (lie.how != UEFI_MOCK_SILENT)
        *size = got;
    if (!filled || filled == status)
        file->position += got < want ? got : want;
    return filled;
}

static EFI_STATUS EFIAPI file_write(EFI_FILE_PROTOCOL *this, UINTN *size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.Write", this, &lie, &file, &status))
        return status;
    struct node *node = file->node;
    if (node->attributes & EFI_FILE_DIRECTORY)
        return EFI_UNSUPPORTED;
    if (!(file->mode & EFI_FILE_MODE_WRITE))
        return EFI_ACCESS_DENIED;
    if (is_gone(node))
        return EFI_DEVICE_ERROR;
    if (*size > AT_ONCE)
        uefi_mock_complain("File.Write of %zu bytes at once; real firmware breaks on that",
                           (size_t)*size);
    uint64_t end = file->position + *size;
    if (end > node->size && used_by(&node->volume->root) - node->size + end > node->volume->limit)
        return EFI_VOLUME_FULL;
    size_t written = lie.how == UEFI_MOCK_CUT && lie.value < *size ? (size_t)lie.value : *size;
    end = file->position + written;
    if (end > node->size)
        resize(node, (size_t)end);
    if (written)
        memcpy(node->data + file->position, buffer, written);
    file->position = end;
    if (lie.how != UEFI_MOCK_SILENT)
        *size = (UINTN)uefi_mock_number(&lie, written);
    return status;
}

static EFI_STATUS EFIAPI file_get_position(EFI_FILE_PROTOCOL *this, UINT64 *ret_position)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.GetPosition", this, &lie, &file, &status))
        return status;
    if (file->node->attributes & EFI_FILE_DIRECTORY)
        return EFI_UNSUPPORTED;
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_position = uefi_mock_number(&lie, file->position);
    return status;
}

static EFI_STATUS EFIAPI file_set_position(EFI_FILE_PROTOCOL *this, UINT64 position)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.SetPosition", this, &lie, &file, &status))
        return status;
    if (file->node->attributes & EFI_FILE_DIRECTORY && position)
        return EFI_UNSUPPORTED;
    file->position = position == UINT64_MAX ? file->node->size : position;
    return status;
}

static EFI_STATUS EFIAPI file_flush(EFI_FILE_PROTOCOL *this)
{
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    file_called("File.Flush", this, &lie, &file, &status);
    return status;
}

/* --- Information ---------------------------------------------------------------------------------
 */

static EFI_STATUS EFIAPI file_get_info(EFI_FILE_PROTOCOL *this, EFI_GUID *kind, UINTN *size,
                                       VOID *buffer)
{
    static const EFI_GUID info_guid = EFI_FILE_INFO_ID, system_guid = EFI_FILE_SYSTEM_INFO_ID;
    static const EFI_GUID label_guid = EFI_FILE_SYSTEM_VOLUME_LABEL_ID;
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.GetInfo", this, &lie, &file, &status))
        return status;
    struct volume *volume = file->node->volume;
    uint8_t info[sizeof(EFI_FILE_INFO) + sizeof file->node->name];
    size_t info_size, label = (uefi_utf16_length(volume->label, 31) + 1) * 2;
    if (uefi_guid_equal(kind, &info_guid)) {
        info_size = info_of(file->node, info);
    } else if (uefi_guid_equal(kind, &system_guid)) {
        EFI_FILE_SYSTEM_INFO system = {
            .Size = offsetof(EFI_FILE_SYSTEM_INFO, VolumeLabel) + label,
            .ReadOnly = volume->read_only,
            .VolumeSize = volume->limit,
            .FreeSpace = volume->limit - used_by(&volume->root),
            .BlockSize = 512,
        };
        info_size = offsetof(EFI_FILE_SYSTEM_INFO, VolumeLabel) + label;
        memcpy(info, &system, info_size - label);
        memcpy(info + info_size - label, volume->label, label);
    } else if (uefi_guid_equal(kind, &label_guid)) {
        info_size = label;
        memcpy(info, volume->label, label);
    } else {
        return EFI_UNSUPPORTED;
    }
    if (lie.how == UEFI_MOCK_OFF) /* the info's own Size member */
        memcpy(info, &lie.value, sizeof lie.value);
    return uefi_mock_fill(&lie, size, buffer, info, info_size);
}

static EFI_STATUS set_file_info(struct file *file, const EFI_FILE_INFO *info, size_t size)
{
    struct node *node = file->node;
    size_t length, cap = (size - sizeof *info) / 2;
    if (info->Size != size || !uefi_utf16_ends(info->FileName, cap, &length) || length > 255 ||
        info->Attribute & ~EFI_FILE_VALID_ATTR)
        return EFI_INVALID_PARAMETER;
    if ((info->Attribute ^ node->attributes) & EFI_FILE_DIRECTORY)
        return EFI_ACCESS_DENIED;
    if (info->FileSize != node->size) {
        if (node->attributes & EFI_FILE_DIRECTORY || !(file->mode & EFI_FILE_MODE_WRITE))
            return EFI_ACCESS_DENIED;
        resize(node, (size_t)info->FileSize);
    }
    bool renamed = node->parent && !uefi_utf16_equal(node->name, info->FileName);
    if (renamed) {
        struct node *other = child_of(node->parent, info->FileName, length);
        if (other && other != node)
            return EFI_ACCESS_DENIED;
        memset(node->name, 0, sizeof node->name);
        memcpy(node->name, info->FileName, length * 2);
    }
    node->attributes = info->Attribute;
    node->modified = info->ModificationTime;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI file_set_info(EFI_FILE_PROTOCOL *this, EFI_GUID *kind, UINTN size,
                                       VOID *buffer)
{
    static const EFI_GUID info_guid = EFI_FILE_INFO_ID;
    static const EFI_GUID label_guid = EFI_FILE_SYSTEM_VOLUME_LABEL_ID;
    struct uefi_mock_lie lie;
    struct file *file;
    EFI_STATUS status;
    if (!file_called("File.SetInfo", this, &lie, &file, &status))
        return status;
    struct volume *volume = file->node->volume;
    if (volume->read_only)
        return EFI_WRITE_PROTECTED;
    if (uefi_guid_equal(kind, &info_guid)) {
        if (size < sizeof(EFI_FILE_INFO) + 2)
            return EFI_BAD_BUFFER_SIZE;
        EFI_STATUS set = set_file_info(file, buffer, size);
        return set ? set : status;
    }
    size_t length;
    if (!uefi_guid_equal(kind, &label_guid))
        return EFI_UNSUPPORTED;
    if (!uefi_utf16_ends(buffer, size / 2, &length) || length > 31)
        return EFI_BAD_BUFFER_SIZE;
    memset(volume->label, 0, sizeof volume->label);
    memcpy(volume->label, buffer, length * 2);
    return status;
}

static const EFI_FILE_PROTOCOL functions = {
    .Revision = EFI_FILE_PROTOCOL_REVISION,
    .Open = file_open,
    .Close = file_close,
    .Delete = file_delete,
    .Read = file_read,
    .Write = file_write,
    .GetPosition = file_get_position,
    .SetPosition = file_set_position,
    .GetInfo = file_get_info,
    .SetInfo = file_set_info,
    .Flush = file_flush,
};

/* --- The test's side -----------------------------------------------------------------------------
 */

static struct volume *volume_of(EFI_HANDLE raw)
{
    struct interface *interface = interface_of(raw, &volume_guid);
    return must(interface ? interface->interface : NULL);
}

/* A device path of the mock's: PciRoot(0x0)/Pci(number,0x0), and a file. */
static void *path_new(struct uefi_mock *m, uint8_t number, const char16_t *file)
{
    size_t name = file ? (uefi_utf16_length(file, SIZE_MAX) + 1) * 2 : 0;
    uint8_t *path = uefi_mock_keep(m, 12 + 6 + 4 + name + 4), *at = path;
    if (!file) {
        memcpy(at, "\x02\x01\x0c\x00\xd0\x41\x03\x0a\x00\x00\x00\x00", 12);
        memcpy(at + 12, (uint8_t[6]){1, 1, 6, 0, 0, number}, 6);
        at += 18;
    } else {
        memcpy(at, (uint8_t[4]){4, 4, (uint8_t)(4 + name), (uint8_t)((4 + name) >> 8)}, 4);
        memcpy(at + 4, file, name);
        at += 4 + name;
    }
    memcpy(at, (uint8_t[4]){0x7F, 0xFF, 4, 0}, 4);
    return path;
}

EFI_HANDLE device_new(struct uefi_mock *m)
{
    return uefi_mock_install(m, NULL, &path_guid, path_new(m, m->devices++, NULL));
}

EFI_HANDLE uefi_mock_volume(struct uefi_mock *m)
{
    static const EFI_GUID loaded_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    struct volume *volume = uefi_mock_keep(m, sizeof *volume);
    volume->protocol.Revision = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_REVISION;
    volume->protocol.OpenVolume = open_volume;
    volume->root.volume = volume;
    volume->root.attributes = EFI_FILE_DIRECTORY;
    volume->limit = 64 << 20;
    memcpy(volume->label, u"MOCK", sizeof u"MOCK");
    list_add(&m->file_nodes, &volume->root);
    EFI_HANDLE raw = device_new(m);
    uefi_mock_install(m, raw, &volume_guid, volume);
    EFI_LOADED_IMAGE_PROTOCOL *loaded = interface_of(m->image, &loaded_guid)->interface;
    if (!loaded->DeviceHandle) {
        loaded->DeviceHandle = raw;
        loaded->FilePath = path_new(m, 0, u"\\EFI\\BOOT\\BOOTX64.EFI");
    }
    return raw;
}

void uefi_mock_file(struct uefi_mock *m, EFI_HANDLE raw, const char16_t *path, const void *data,
                    size_t size)
{
    struct node *at = &volume_of(raw)->root;
    (void)m;
    while (*path) {
        size_t length = 0;
        path += *path == '\\';
        while (path[length] && path[length] != '\\')
            length++;
        if (!length)
            break;
        bool last = !path[length];
        struct node *next = child_of(at, path, length);
        if (!next)
            next = node_new(at, path, length, last && data ? EFI_FILE_ARCHIVE : EFI_FILE_DIRECTORY);
        at = next;
        path += length;
    }
    if (!data)
        return;
    resize(at, size);
    if (size)
        memcpy(at->data, data, size);
}

const uint8_t *uefi_mock_file_data(struct uefi_mock *m, EFI_HANDLE raw, const char16_t *path,
                                   size_t *ret_size)
{
    struct node *parent;
    const char16_t *name;
    size_t length;
    (void)m;
    struct node *node = walk(&volume_of(raw)->root, path, &parent, &name, &length);
    if (!node || node->attributes & EFI_FILE_DIRECTORY)
        return NULL;
    *ret_size = node->size;
    return node->data;
}

void uefi_mock_volume_limit(struct uefi_mock *m, EFI_HANDLE raw, bool read_only, uint64_t bytes)
{
    struct volume *volume = volume_of(raw);
    (void)m;
    volume->read_only = read_only;
    volume->limit = bytes;
}

/* The file that a full device path names, for LoadImage; the caller frees. */
EFI_STATUS file_load(struct uefi_mock *m, EFI_DEVICE_PATH_PROTOCOL *path, uint8_t **ret_file,
                     UINTN *ret_size)
{
    EFI_HANDLE raw;
    EFI_DEVICE_PATH_PROTOCOL *rest = path;
    if (m->boot.LocateDevicePath((EFI_GUID *)(uintptr_t)&volume_guid, &rest, &raw))
        return EFI_NOT_FOUND;
    const uint8_t *node = (const uint8_t *)rest;
    if (node[0] != MEDIA_DEVICE_PATH || node[1] != MEDIA_FILEPATH_DP)
        return EFI_NOT_FOUND;
    char16_t name[256];
    size_t units = ((node[2] | (size_t)node[3] << 8) - 4) / 2;
    if (units > 256)
        return EFI_NOT_FOUND;
    memcpy(name, node + 4, units * 2);
    name[units - 1] = 0;
    size_t size = 0;
    const uint8_t *data = uefi_mock_file_data(m, raw, name, &size);
    if (!data)
        return EFI_NOT_FOUND;
    *ret_file = memcpy(must(malloc(size + !size)), data, size);
    *ret_size = size;
    return EFI_SUCCESS;
}

void volume_release(struct uefi_mock *m)
{
    while (m->files.count)
        file_drop(m->files.at[0]);
    list_free(&m->files, false);
    for (size_t i = 0; i < m->file_nodes.count; i++) {
        struct node *node = m->file_nodes.at[i];
        free(node->data);
        list_free(&node->children, false);
    }
    list_free(&m->file_nodes, false);
}
