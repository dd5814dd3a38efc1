/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Volumes and files, on firmware that behaves and on firmware that does not.
 *
 * Tests: EFI_SIMPLE_FILE_SYSTEM_PROTOCOL
 * Tests: EFI_FILE_PROTOCOL
 */
#include "check.h"
#include "uefi/fs.h"
#include "uefi/text.h"

#define BIG ((size_t)3 * 1024 * 1024 + 17)

static uint8_t *pattern(size_t size)
{
    uint8_t *bytes = malloc(size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(i * 31 + i / 251);
    return bytes;
}

static EFI_HANDLE volume_with(struct uefi_mock *m, const char16_t *path, const void *data,
                              size_t size)
{
    EFI_HANDLE volume = uefi_mock_volume(m);
    uefi_mock_file(m, volume, path, data, size);
    return volume;
}

/* Whatever the size, no call asks for more than 1 MiB: the mock would complain. */
static void whole_files(struct uefi_mock *m)
{
    uint8_t *data = pattern(BIG);
    EFI_HANDLE volume = volume_with(m, u"\\dir\\kernel.bin", data, BIG);
    uefi_mock_file(m, volume, u"\\empty", "", 0);
    struct uefi_fs fs = {0};
    struct uefi_buf buf = {0};
    assert_ok(uefi_fs_open_boot(&fs));
    assert_ok(uefi_fs_read(&fs, u"\\dir\\kernel.bin", &buf));
    assert_int_equal(buf.size, BIG);
    assert_memory_equal(buf.data, data, BIG);
    assert_int_equal(uefi_mock_calls(m, "File.Read"), 4);
    uefi_buf_close(&buf);
    assert_ok(uefi_fs_read(&fs, u"\\empty", &buf));
    assert_int_equal(buf.size, 0);
    uefi_buf_close(&buf);

    size_t size = 1, needed = 0;
    uint8_t *into = malloc(BIG);
    assert_status(uefi_fs_read_into(&fs, u"dir\\kernel.bin", into, BIG - 1, &size, &needed),
                  EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, BIG);
    assert_int_equal(size, 1);
    assert_status(uefi_fs_read_into(&fs, u"dir\\kernel.bin", into, 0, &size, NULL),
                  EFI_BUFFER_TOO_SMALL);
    assert_ok(uefi_fs_read_into(&fs, u"dir\\kernel.bin", into, BIG, &size, &needed));
    assert_int_equal(size, BIG);
    assert_memory_equal(into, data, BIG);
    free(into);

    assert_status(uefi_fs_read(&fs, u"\\none", &buf), EFI_NOT_FOUND);
    assert_status(uefi_fs_read(&fs, u"\\dir", &buf), EFI_UNSUPPORTED);
    assert_null(buf.data);

    assert_ok(uefi_fs_write(&fs, u"\\copy", data, BIG));
    assert_memory_equal(uefi_mock_file_data(m, volume, u"\\copy", &size), data, BIG);
    assert_ok(uefi_fs_write(&fs, u"\\copy", "short", 5));
    assert_memory_equal(uefi_mock_file_data(m, volume, u"\\copy", &size), "short", 5);
    assert_int_equal(size, 5);
    assert_status(uefi_fs_write(&fs, u"\\dir", "x", 1), EFI_UNSUPPORTED);
    assert_ok(uefi_fs_remove(&fs, u"\\copy"));
    assert_null(uefi_mock_file_data(m, volume, u"\\copy", &size));
    assert_status(uefi_fs_remove(&fs, u"\\dir"), EFI_WARN_DELETE_FAILURE);
    uefi_fs_close(&fs);
    uefi_fs_close(&fs);
    free(data);
}
MOCKED(whole_files)

static void piece_by_piece(struct uefi_mock *m)
{
    uint8_t *data = pattern(BIG), *chunk = malloc(UEFI_FILE_CHUNK + 1);
    volume_with(m, u"\\big", data, BIG);
    struct uefi_fs fs = {0};
    struct uefi_file file = {0};
    assert_ok(uefi_fs_open(&fs));
    assert_ok(uefi_file_open(&fs, u"\\big", UEFI_FILE_READ, &file));
    size_t done = 0, size;
    uint64_t position;
    do {
        assert_ok(uefi_file_read(&file, chunk, UEFI_FILE_CHUNK + 1, &size));
        assert_memory_equal(chunk, data + done, size);
        done += size;
        assert_ok(uefi_file_position(&file, &position));
        assert_int_equal(position, done);
    } while (size);
    assert_int_equal(done, BIG);
    assert_ok(uefi_file_seek(&file, BIG - 2));
    assert_ok(uefi_file_read(&file, chunk, 10, &size));
    assert_int_equal(size, 2);
    assert_ok(uefi_file_read(&file, chunk, 0, &size));
    assert_int_equal(size, 0);
    assert_status(uefi_file_seek(&file, UINT64_MAX), EFI_INVALID_PARAMETER);
    assert_status(uefi_file_write(&file, "x", 1), EFI_ACCESS_DENIED);
    uefi_file_close(&file);
    uefi_file_close(&file);
    assert_status(uefi_file_read(&file, chunk, 1, &size), EFI_NOT_STARTED);
    uefi_fs_close(&fs);
    free(chunk);
    free(data);
}
MOCKED(piece_by_piece)

static void directories_and_infos(struct uefi_mock *m)
{
    EFI_HANDLE volume = volume_with(m, u"\\a\\one.txt", "1", 1);
    uefi_mock_file(m, volume, u"\\a\\b\\two", "22", 2);
    struct uefi_fs fs = {0};
    struct uefi_file directory = {0}, file = {0};
    struct uefi_file_info info;
    assert_ok(uefi_fs_open_on(uefi_handle_of(volume), &fs));
    assert_ok(uefi_file_open(&fs, u"a", UEFI_FILE_READ, &directory));
    for (int round = 0; round < 2; round++) { /* it begins at the beginning each time */
        struct uefi_dir_iter it = uefi_dir_begin(&directory);
        assert_true(uefi_dir_next(&it, &info));
        assert_true(uefi_utf16_equal(info.name, u"one.txt"));
        assert_int_equal(info.name_length, 7);
        assert_int_equal(info.size, 1);
        assert_true(uefi_dir_next(&it, &info));
        assert_true(uefi_utf16_equal(info.name, u"b"));
        assert_true(info.attributes & EFI_FILE_DIRECTORY);
        assert_false(uefi_dir_next(&it, &info));
        assert_false(uefi_dir_next(&it, &info));
        assert_ok(it.status);
    }
    assert_ok(uefi_file_open_in(&directory, u"b\\two", UEFI_FILE_WRITE, &file));
    assert_ok(uefi_file_info(&file, &info));
    assert_int_equal(info.size, 2);
    assert_int_equal(info.physical, 4096);
    assert_int_equal(info.created.Year, 2026);
    memcpy(info.name, u"renamed", 16);
    info.attributes |= EFI_FILE_HIDDEN;
    info.size = 5;
    assert_ok(uefi_file_set_info(&file, &info));
    assert_ok(uefi_file_resize(&file, 3));
    assert_ok(uefi_file_flush(&file));
    uefi_file_close(&file);
    assert_ok(uefi_fs_stat(&fs, u"\\a\\b\\renamed", &info));
    assert_int_equal(info.size, 3);
    assert_true(info.attributes & EFI_FILE_HIDDEN);
    for (size_t i = 0; i < UEFI_FILE_NAME_MAX; i++)
        info.name[i] = 'n';
    assert_status(uefi_file_set_info(&directory, &info), EFI_INVALID_PARAMETER);
    uefi_file_close(&directory);

    assert_ok(uefi_fs_make_directory(&fs, u"\\x\\\\y\\z\\"));
    assert_ok(uefi_fs_make_directory(&fs, u"x\\y"));
    assert_ok(uefi_fs_stat(&fs, u"\\x\\y\\z", &info));
    assert_true(info.attributes & EFI_FILE_DIRECTORY);
    static char16_t part[300];
    for (size_t i = 0; i < 299; i++)
        part[i] = 'p';
    assert_status(uefi_fs_make_directory(&fs, part), EFI_INVALID_PARAMETER);
    uefi_fs_close(&fs);
}
MOCKED(directories_and_infos)

static void the_volume_itself(struct uefi_mock *m)
{
    EFI_HANDLE volume = volume_with(m, u"\\f", "12345", 5);
    struct uefi_fs fs = {0};
    struct uefi_file file = {0};
    struct uefi_fs_info info;
    assert_ok(uefi_fs_open(&fs));
    assert_ok(uefi_fs_set_label(&fs, u"NEW"));
    assert_ok(uefi_fs_info(&fs, &info));
    assert_true(uefi_utf16_equal(info.label, u"NEW"));
    assert_int_equal(info.size, 64 << 20);
    assert_int_equal(info.free, (64 << 20) - 5);
    assert_int_equal(info.block_size, 512);
    assert_false(info.read_only);
    uefi_mock_volume_limit(m, volume, false, 8);
    assert_status(uefi_fs_write(&fs, u"\\f", "123456789", 9), EFI_VOLUME_FULL);
    uefi_mock_volume_limit(m, volume, true, 100);
    assert_status(uefi_file_open(&fs, u"\\f", UEFI_FILE_WRITE, &file), EFI_WRITE_PROTECTED);
    assert_ok(uefi_fs_info(&fs, &info));
    assert_true(info.read_only);
    uefi_fs_close(&fs);
}
MOCKED(the_volume_itself)

static void nothing_to_open(struct uefi_mock *m)
{
    struct uefi_fs fs = {0};
    assert_status(uefi_fs_open(&fs), EFI_UNSUPPORTED);
    assert_status(uefi_fs_open_boot(&fs), EFI_NOT_FOUND);
    assert_status(uefi_fs_open_on(uefi_handle_of(uefi_mock_image(m)), &fs), EFI_UNSUPPORTED);
    uefi_mock_volume(m);
    uefi_mock_lie(m, "SimpleFileSystem.OpenVolume", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_fs_open(&fs), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "SimpleFileSystem.OpenVolume", UEFI_MOCK_FAIL, EFI_NO_MEDIA, 0, 1);
    assert_status(uefi_fs_open(&fs), EFI_NO_MEDIA);
    uefi_mock_lie(m, "SimpleFileSystem.OpenVolume", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_status(uefi_fs_open(&fs), EFI_PROTOCOL_ERROR);
    assert_null(fs.raw);
    assert_null(fs.root);
}
MOCKED(nothing_to_open)

/* Reads that come short, claim too much, fail, or say nothing. */
static void lies_about_reading(struct uefi_mock *m)
{
    volume_with(m, u"\\f", "0123456789", 10);
    struct uefi_fs fs = {0};
    struct uefi_buf buf = {0};
    size_t size;
    uint8_t *small = malloc(10);
    assert_ok(uefi_fs_open(&fs));
    uefi_mock_lie(m, "File.Read", UEFI_MOCK_CUT, 3, 0, 0); /* three at a time: all the same */
    assert_ok(uefi_fs_read(&fs, u"\\f", &buf));
    assert_int_equal(buf.size, 10);
    assert_memory_equal(buf.data, "0123456789", 10);
    uefi_buf_close(&buf);
    uefi_mock_be_honest(m);

    uefi_mock_lie(m, "File.Read", UEFI_MOCK_CUT, 0, 0, 0); /* the end too early: it is shorter */
    assert_ok(uefi_fs_read(&fs, u"\\f", &buf));
    assert_int_equal(buf.size, 0);
    uefi_buf_close(&buf);
    uefi_mock_be_honest(m);

    const uint64_t claims[] = {11, 1 << 20, UINT64_MAX};
    for (size_t i = 0; i < 3; i++) { /* more than was asked for */
        uefi_mock_lie(m, "File.Read", UEFI_MOCK_NUMBER, claims[i], 0, 0);
        assert_status(uefi_fs_read(&fs, u"\\f", &buf), EFI_PROTOCOL_ERROR);
        assert_status(uefi_fs_read_into(&fs, u"\\f", small, 10, &size, NULL), EFI_PROTOCOL_ERROR);
        uefi_mock_be_honest(m);
    }
    uefi_mock_lie(m, "File.Read", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_fs_read(&fs, u"\\f", &buf), EFI_DEVICE_ERROR);
    uefi_mock_lie(m, "File.Read", UEFI_MOCK_WARN, EFI_WARN_STALE_DATA, 0, 1);
    assert_status(uefi_fs_read(&fs, u"\\f", &buf), EFI_WARN_STALE_DATA);
    uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, 0, 1);
    assert_status(uefi_fs_read(&fs, u"\\f", &buf), EFI_OUT_OF_RESOURCES);
    uefi_mock_lie(m, "File.Write", UEFI_MOCK_CUT, 3, 0, 1);
    assert_status(uefi_fs_write(&fs, u"\\f", "0123456789", 10), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "File.Open", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_fs_read(&fs, u"\\f", &buf), EFI_PROTOCOL_ERROR);
    assert_null(buf.data);
    uefi_fs_close(&fs);
    free(small);
}
MOCKED(lies_about_reading)

/* Every lie about an info, of a file and of a directory's entries: refused, or harmless. */
static void lies_about_infos(struct uefi_mock *m)
{
    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
        EFI_STATUS status;
    } lies[] = {
        {UEFI_MOCK_CUT, 0, EFI_PROTOCOL_ERROR}, /* of a directory, that is its end */
        {UEFI_MOCK_CUT, 79, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_CUT, 80, EFI_PROTOCOL_ERROR}, /* no name at all */
        {UEFI_MOCK_CUT, 85, EFI_PROTOCOL_ERROR}, /* a name without its end */
        {UEFI_MOCK_NUMBER, 100000, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_NUMBER, UINT64_MAX, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_UNTERMINATED, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_GARBAGE, 0xFF, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, 8, EFI_BUFFER_TOO_SMALL},
        {UEFI_MOCK_GROWS, 100000, EFI_BUFFER_TOO_SMALL},
        {UEFI_MOCK_PARTIAL, 80, EFI_SUCCESS}, /* what was not written is zero: an empty name */
        {UEFI_MOCK_OFF, 0, EFI_SUCCESS},      /* Size in the info: not believed anyway */
        {UEFI_MOCK_OFF, UINT64_MAX, EFI_SUCCESS},
        {UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, EFI_DEVICE_ERROR},
    };
    volume_with(m, u"\\dir\\name", "", 0);
    struct uefi_fs fs = {0};
    assert_ok(uefi_fs_open(&fs));
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct uefi_file directory = {0};
        struct uefi_file_info info;
        uefi_mock_be_honest(m);
        uefi_mock_lie(m, "File.GetInfo", lies[i].how, lies[i].value, 0, 0);
        assert_status(uefi_fs_stat(&fs, u"\\dir\\name", &info), lies[i].status);
        uefi_mock_lie(m, "File.Read", lies[i].how, lies[i].value, 0, 0);
        assert_ok(uefi_file_open(&fs, u"\\dir", UEFI_FILE_READ, &directory));
        struct uefi_dir_iter it = uefi_dir_begin(&directory);
        bool found = uefi_dir_next(&it, &info);
        if (i == 0) {
            assert_false(found);
            assert_ok(it.status);
        } else {
            assert_status(it.status, lies[i].status);
            assert_int_equal(found, lies[i].status == EFI_SUCCESS);
        }
        assert_false(found && uefi_dir_next(&it, &info));
        uefi_file_close(&directory);
    }
    uefi_mock_be_honest(m);
    uefi_fs_close(&fs);
}
MOCKED(lies_about_infos)

static void lies_about_the_volume(struct uefi_mock *m)
{
    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
    } lies[] = {
        {UEFI_MOCK_CUT, 0},        {UEFI_MOCK_CUT, 35},        {UEFI_MOCK_CUT, 36},
        {UEFI_MOCK_CUT, 39},       {UEFI_MOCK_NUMBER, 100000}, {UEFI_MOCK_UNTERMINATED, 0},
        {UEFI_MOCK_GARBAGE, 0x41},
    };
    uefi_mock_volume(m);
    struct uefi_fs fs = {0};
    struct uefi_fs_info info;
    assert_ok(uefi_fs_open(&fs));
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        uefi_mock_lie(m, "File.GetInfo", lies[i].how, lies[i].value, 0, 1);
        assert_status(uefi_fs_info(&fs, &info), EFI_PROTOCOL_ERROR);
    }
    uefi_fs_close(&fs);
}
MOCKED(lies_about_the_volume)

/* A directory that never ends, ends. */
static EFI_STATUS EFIAPI endless(EFI_FILE_PROTOCOL *this, UINTN *size, VOID *buffer)
{
    EFI_FILE_INFO info = {.Size = 84};
    (void)this;
    memcpy(buffer, &info, sizeof info);
    memcpy((uint8_t *)buffer + sizeof info, u"x", 4);
    *size = 84;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI seek_anywhere(EFI_FILE_PROTOCOL *this, UINT64 position)
{
    (void)this, (void)position;
    return EFI_SUCCESS;
}

static void an_endless_directory(struct uefi_mock *m)
{
    (void)m;
    EFI_FILE_PROTOCOL raw = {.Read = endless, .SetPosition = seek_anywhere};
    struct uefi_file directory = {&raw};
    struct uefi_file_info info;
    struct uefi_dir_iter it = uefi_dir_begin(&directory);
    unsigned count = 0;
    while (uefi_dir_next(&it, &info))
        count++;
    assert_true(count >= 100000);
    assert_status(it.status, EFI_PROTOCOL_ERROR);
}
MOCKED(an_endless_directory)

static void harmless_after_boot_services(struct uefi_mock *m)
{
    volume_with(m, u"\\f", "f", 1);
    struct uefi_fs fs = {0};
    struct uefi_file file = {0};
    struct uefi_buf buf = {0};
    struct uefi_file_info info;
    struct uefi_fs_info volume;
    size_t size;
    assert_ok(uefi_fs_open(&fs));
    assert_ok(uefi_file_open(&fs, u"\\f", UEFI_FILE_READ, &file));
    end_boot_services();
    assert_status(uefi_fs_read(&fs, u"\\f", &buf), EFI_NOT_READY);
    assert_status(uefi_file_read(&file, &buf, 1, &size), EFI_NOT_READY);
    assert_status(uefi_file_info(&file, &info), EFI_NOT_READY);
    assert_status(uefi_fs_info(&fs, &volume), EFI_NOT_READY);
    assert_status(uefi_file_delete(&file), EFI_NOT_READY);
    assert_status(uefi_fs_make_directory(&fs, u"x"), EFI_NOT_READY);
    uefi_file_close(&file);
    uefi_fs_close(&fs);
    assert_status(uefi_fs_open(&fs), EFI_NOT_READY);
}
MOCKED(harmless_after_boot_services)

TESTS(mocked(whole_files), mocked(piece_by_piece), mocked(directories_and_infos),
      mocked(the_volume_itself), mocked(nothing_to_open), mocked(lies_about_reading),
      mocked(lies_about_infos), mocked(lies_about_the_volume), mocked(an_endless_directory),
      mocked(harmless_after_boot_services))
