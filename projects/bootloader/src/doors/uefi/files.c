/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Files. The volume is the one that firmware started the loader from, if the first file that is
 * asked for (the configuration) is there; else the first other volume that has it. From then on it
 * stays.
 */
#include "doors/uefi/uefi.h"

enum { PATH_UNITS = 512 };

/* "/boot/kernel" as firmware spells it; false: too long to be a file. */
static bool spell(const char *path, char16_t units[PATH_UNITS])
{
    if (uefi_utf8_to_utf16(units, PATH_UNITS, path, SIZE_MAX) >= PATH_UNITS)
        return false;
    for (char16_t *unit = units; *unit; unit++)
        if (*unit == u'/')
            *unit = u'\\';
    return true;
}

/* The first volume beside the chosen one that has the file. */
static uefi_status search(struct uefi_door *door, const char16_t *path, struct uefi_file *ret_file,
                          size_t *ret_searched)
{
    static const EFI_GUID guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    uefi_status status = uefi_fs_open_boot(&door->volume);
    if (uefi_is_ok(status)) {
        ++*ret_searched;
        status = uefi_file_open(&door->volume, path, UEFI_FILE_READ, ret_file);
        if (uefi_is_ok(status))
            return status;
        uefi_fs_close(&door->volume);
    }
    UEFI_SCOPED(uefi_handles) handles = {0};
    UEFI_TRY(uefi_handles_find(&guid, &handles));
    for (size_t i = 0; i < handles.count; i++) {
        if (!uefi_is_ok(uefi_fs_open_on(handles.at[i], &door->volume)))
            continue;
        ++*ret_searched;
        uefi_status opened = uefi_file_open(&door->volume, path, UEFI_FILE_READ, ret_file);
        if (uefi_is_ok(opened))
            return opened;
        if (!uefi_is(opened, EFI_NOT_FOUND))
            status = opened;
        uefi_fs_close(&door->volume);
    }
    return status;
}

static enum boot_status complain(const char *what, const char *path, uefi_status status)
{
    log_say(LOG_ERROR, "%s: %s: firmware says %s\n", path, what, uefi_status_text(status));
    return uefi_is(status, EFI_VOLUME_CORRUPTED) ? BOOT_DAMAGED : BOOT_DEVICE;
}

enum boot_status files_open(void *ctx, const char *path, struct door_file *ret_file)
{
    struct uefi_door *door = ctx;
    char16_t units[PATH_UNITS];
    struct uefi_file file = {0};
    size_t searched = 0;
    uefi_status status = uefi_status_of(EFI_NOT_FOUND);
    bool chosen = door->volume.root;
    if (spell(path, units))
        status = chosen ? uefi_file_open(&door->volume, units, UEFI_FILE_READ, &file)
                        : search(door, units, &file, &searched);
    if (uefi_is(status, EFI_NOT_FOUND) || uefi_is(status, EFI_INVALID_PARAMETER)) {
        if (chosen)
            log_say(LOG_ERROR, "%s: not on the volume that has the configuration\n", path);
        else
            log_say(LOG_ERROR, "%s: on none of the %u volumes that firmware can read\n", path,
                    (unsigned)searched);
        return BOOT_NOT_FOUND;
    }
    if (!uefi_is_ok(status))
        return complain("cannot be opened", path, status);
    struct uefi_file_info info;
    status = uefi_file_info(&file, &info);
    if (!uefi_is_ok(status))
        return complain("its size is not known", path, status);
    if (info.attributes & EFI_FILE_DIRECTORY) {
        log_say(LOG_ERROR, "%s: a directory, not a file\n", path);
        return BOOT_NOT_FOUND;
    }
    *ret_file = (struct door_file){.size = info.size, .door = {(uintptr_t)file.raw}};
    return BOOT_OK;
}

enum boot_status files_read(void *ctx, struct door_file *file, uint64_t offset, uint64_t size,
                            void *to)
{
    (void)ctx;
    struct uefi_file open = {.raw = (EFI_FILE_PROTOCOL *)(uintptr_t)file->door[0]};
    size_t got = 0;
    uefi_status status = uefi_file_seek(&open, offset);
    if (uefi_is_ok(status))
        status = uefi_file_read(&open, to, size, &got);
    if (!uefi_is_ok(status))
        return complain("cannot be read", "a file of the configuration's", status);
    if (got == size)
        return BOOT_OK;
    log_say(LOG_ERROR, "a file ends %llu bytes before its directory says so\n",
            (unsigned long long)(size - got));
    return BOOT_DAMAGED;
}
