/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Volumes and files of real firmware: the NVMe disk holds hello.txt, the USB stick is empty and is
 * written to.
 *
 * Tests: EFI_SIMPLE_FILE_SYSTEM_PROTOCOL
 * Tests: EFI_FILE_PROTOCOL
 */
#include "test.h"
#include "uefi/fs.h"
#include "uefi/text.h"

int memcmp(const void *, const void *, size_t);

/* Opens the volume of that label; the disks of run.sh have one each. */
static bool open_volume(const char16_t *label, struct uefi_fs *ret_fs)
{
    static const EFI_GUID guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    struct uefi_handles handles = {0};
    bool found = false;
    if (!check_ok(uefi_handles_find(&guid, &handles)))
        return false;
    for (size_t i = 0; i < handles.count && !found; i++) {
        struct uefi_fs_info info;
        if (!check_ok(uefi_fs_open_on(handles.at[i], ret_fs)))
            continue;
        found = check_ok(uefi_fs_info(ret_fs, &info)) && uefi_utf16_equal(info.label, label);
        if (!found)
            uefi_fs_close(ret_fs);
    }
    uefi_handles_close(&handles);
    return check(found);
}

static void reads_what_it_was_loaded_from(void)
{
    UEFI_SCOPED(uefi_fs) fs = {0};
    UEFI_SCOPED(uefi_buf) self = {0};
    struct uefi_file_info info;
    if (!check_ok(uefi_fs_open_boot(&fs)))
        return;
    const char16_t *path = IA32 ? u"\\EFI\\BOOT\\BOOTIA32.EFI" : u"\\efi\\boot\\BootX64.efi";
    check_ok(uefi_fs_stat(&fs, path, &info));
    check(!(info.attributes & EFI_FILE_DIRECTORY));
    if (check_ok(uefi_fs_read(&fs, path, &self))) {
        check_equal(self.size, info.size);
        check(self.size > 2 && self.data[0] == 'M' && self.data[1] == 'Z');
    }
}

static void reads_a_file_of_another_disk(void)
{
    static const char want[] = "a file on the NVMe disk\n";
    UEFI_SCOPED(uefi_fs) fs = {0};
    UEFI_SCOPED(uefi_buf) buf = {0};
    char into[64];
    size_t size = 0, needed = 0;
    if (!open_volume(u"NVME", &fs))
        return;
    check_ok(uefi_fs_read(&fs, u"\\hello.txt", &buf));
    check(buf.size == sizeof want - 1 && memcmp(buf.data, want, buf.size) == 0);
    check_status(uefi_fs_read_into(&fs, u"hello.txt", into, 5, &size, &needed),
                 EFI_BUFFER_TOO_SMALL);
    check_equal(needed, sizeof want - 1);
    check_ok(uefi_fs_read_into(&fs, u"hello.txt", into, sizeof into, &size, NULL));
    check_equal(size, sizeof want - 1);
    check_status(uefi_fs_read(&fs, u"\\none.txt", &buf), EFI_NOT_FOUND);
    check_status(uefi_fs_read(&fs, u"\\none\\hello.txt", &buf), EFI_NOT_FOUND);
}

static uint8_t pattern(size_t i)
{
    return (uint8_t)(i * 7 + i / 65521);
}

/* 2.5 MiB: more than one chunk each way. */
static void writes_and_reads_more_than_a_chunk(void)
{
    const size_t size = 5u << 19;
    UEFI_SCOPED(uefi_fs) fs = {0};
    UEFI_SCOPED(uefi_buf) data = {0}, back = {0};
    if (!open_volume(u"USB", &fs) || !check_ok(uefi_buf_alloc(size, &data)))
        return;
    for (size_t i = 0; i < size; i++)
        data.data[i] = pattern(i);
    check_ok(uefi_fs_write(&fs, u"\\big.bin", data.data, size));
    check_ok(uefi_fs_read(&fs, u"\\big.bin", &back));
    check(back.size == size && memcmp(back.data, data.data, size) == 0);
    check_ok(uefi_fs_write(&fs, u"\\big.bin", "short", 5));
    uefi_buf_close(&back);
    check_ok(uefi_fs_read(&fs, u"\\big.bin", &back));
    check(back.size == 5 && memcmp(back.data, "short", 5) == 0);

    UEFI_SCOPED(uefi_file) file = {0};
    uint64_t position = 0;
    uint8_t byte[8];
    size_t got = 0;
    check_ok(uefi_file_open(&fs, u"\\big.bin", UEFI_FILE_WRITE, &file));
    check_ok(uefi_file_seek(&file, 4));
    check_ok(uefi_file_write(&file, "TED", 3));
    check_ok(uefi_file_flush(&file));
    check_ok(uefi_file_position(&file, &position));
    check_equal(position, 7);
    check_ok(uefi_file_seek(&file, 0));
    check_ok(uefi_file_read(&file, byte, sizeof byte, &got));
    check(got == 7 && memcmp(byte, "shorTED", 7) == 0);
    check_ok(uefi_file_read(&file, byte, sizeof byte, &got));
    check_equal(got, 0);
    check_ok(uefi_file_resize(&file, 3));
    check_ok(uefi_file_delete(&file));
    check_status(uefi_fs_stat(&fs, u"\\big.bin", &(struct uefi_file_info){0}), EFI_NOT_FOUND);
}

static void directories(void)
{
    UEFI_SCOPED(uefi_fs) fs = {0};
    UEFI_SCOPED(uefi_file) directory = {0}, file = {0};
    struct uefi_file_info info;
    if (!open_volume(u"USB", &fs))
        return;
    check_ok(uefi_fs_make_directory(&fs, u"\\a\\b c\\\u00e4\u20ac"));
    check_ok(uefi_fs_make_directory(&fs, u"a\\b c"));
    check_ok(uefi_fs_write(&fs, u"\\a\\b c\\file.txt", "x", 1));
    check_ok(uefi_file_open(&fs, u"\\a\\b c", UEFI_FILE_READ, &directory));
    unsigned names = 0;
    struct uefi_dir_iter it = uefi_dir_begin(&directory);
    while (uefi_dir_next(&it, &info)) {
        if (uefi_utf16_equal(info.name, u"file.txt")) {
            check_equal(info.size, 1);
            names |= 1;
        } else if (uefi_utf16_equal(info.name, u"\u00e4\u20ac")) {
            check(info.attributes & EFI_FILE_DIRECTORY);
            names |= 2;
        }
    }
    check_ok(it.status);
    check_equal(names, 3);
    check_ok(uefi_file_open_in(&directory, u"file.txt", UEFI_FILE_WRITE, &file));
    check_ok(uefi_file_info(&file, &info));
    const char16_t name[] = u"renamed";
    for (size_t i = 0; i < sizeof name / 2; i++)
        info.name[i] = name[i];
    info.attributes |= EFI_FILE_HIDDEN;
    check_ok(uefi_file_set_info(&file, &info));
    uefi_file_close(&file);
    check_ok(uefi_fs_stat(&fs, u"\\a\\b c\\renamed", &info));
    check(info.attributes & EFI_FILE_HIDDEN);
    check_status(uefi_fs_remove(&fs, u"\\a\\b c"), EFI_WARN_DELETE_FAILURE);
    check_ok(uefi_fs_remove(&fs, u"\\a\\b c\\renamed"));
    check_status(uefi_fs_read(&fs, u"\\a", &(struct uefi_buf){0}), EFI_UNSUPPORTED);
}

static void the_volume_itself(void)
{
    UEFI_SCOPED(uefi_fs) fs = {0};
    struct uefi_fs_info before, after;
    if (!open_volume(u"USB", &fs))
        return;
    check_ok(uefi_fs_info(&fs, &before));
    check(before.size > 30u << 20 && before.free < before.size && !before.read_only);
    check_ok(uefi_fs_write(&fs, u"\\space", &before, sizeof before));
    check_ok(uefi_fs_info(&fs, &after));
    check(after.free < before.free);
    check_ok(uefi_fs_remove(&fs, u"\\space"));
    check_ok(uefi_fs_set_label(&fs, u"OTHER"));
    check_ok(uefi_fs_info(&fs, &after));
    check(uefi_utf16_equal(after.label, u"OTHER"));
    check_ok(uefi_fs_set_label(&fs, u"USB"));
}

TESTS(files, test(reads_what_it_was_loaded_from), test(reads_a_file_of_another_disk),
      test(writes_and_reads_more_than_a_chunk), test(directories), test(the_volume_itself))
