/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Loaded images, and files that devices hand over.
 *
 * Tests: EFI_LOADED_IMAGE_PROTOCOL
 * Tests: EFI_LOADED_IMAGE_DEVICE_PATH_PROTOCOL
 * Tests: EFI_LOAD_FILE_PROTOCOL
 * Tests: EFI_LOAD_FILE2_PROTOCOL
 */
#include "check.h"
#include "uefi/load_file.h"
#include "uefi/loaded_image.h"
#include "uefi/text.h"

static void where_it_came_from(struct uefi_mock *m)
{
    struct uefi_loaded_image image = {0};
    struct uefi_handle device;
    struct uefi_path path;
    char16_t name[32];
    assert_ok(uefi_loaded_image_open(&image));
    assert_status(uefi_loaded_image_device(&image, &device), EFI_NOT_FOUND);
    assert_status(uefi_loaded_image_path(&image, &path), EFI_NOT_FOUND);
    EFI_HANDLE volume = uefi_mock_volume(m);
    assert_ok(uefi_loaded_image_device(&image, &device));
    assert_ptr_equal(device.raw, volume);
    assert_ok(uefi_loaded_image_path(&image, &path));
    uefi_path_file(path, name, 32);
    assert_true(uefi_utf16_equal(name, u"\\EFI\\BOOT\\BOOTX64.EFI"));

    /* A path whose first node has no length, and one that is longer than anything. */
    uint8_t lies[2][8] = {{4, 4, 0, 0, 0x7F, 0xFF, 4, 0}, {4, 4, 3, 0, 0x7F, 0xFF, 4, 0}};
    for (size_t i = 0; i < 2; i++) {
        image.raw->FilePath = (void *)lies[i];
        assert_status(uefi_loaded_image_path(&image, &path), EFI_PROTOCOL_ERROR);
    }
    uint8_t *endless = calloc(1, UEFI_PATH_LIMIT);
    for (size_t i = 0; i < UEFI_PATH_LIMIT; i += 4)
        memcpy(endless + i, "\1\5\4\0", 4);
    image.raw->FilePath = (void *)endless;
    assert_status(uefi_loaded_image_path(&image, &path), EFI_PROTOCOL_ERROR);
    free(endless);

    static const EFI_GUID guid = EFI_LOADED_IMAGE_DEVICE_PATH_PROTOCOL_GUID;
    struct uefi_handle self = uefi_handle_of(uefi_mock_image(m));
    assert_status(uefi_loaded_image_full_path(self, &path), EFI_UNSUPPORTED);
    uefi_mock_install(m, self.raw, &guid, lies[0] + 4);
    assert_ok(uefi_loaded_image_full_path(self, &path));
    assert_int_equal(path.size, 0);
    uefi_mock_lie(m, "OpenProtocol", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_loaded_image_full_path(self, &path), EFI_NOT_FOUND);
    uefi_loaded_image_close(&image);
    uefi_loaded_image_close(&image);
    assert_status(uefi_loaded_image_path(&image, &path), EFI_NOT_STARTED);
}
MOCKED(where_it_came_from)

/* Options are whatever somebody left there: at odd addresses, without NUL, of any length. */
static void what_it_was_told(struct uefi_mock *m)
{
    struct uefi_loaded_image image = {0};
    const uint8_t *bytes;
    const uefi_char16 *text;
    size_t size;
    (void)m;
    assert_ok(uefi_loaded_image_open(&image));
    assert_ok(uefi_loaded_image_options(&image, &bytes, &size));
    assert_int_equal(size, 0);
    assert_ok(uefi_loaded_image_options_text(&image, &text, &size));
    assert_int_equal(size, 0);
    uint8_t *odd = malloc(1 + 8);
    memcpy(odd + 1, u"a=\u00e9b", 8);
    assert_ok(uefi_loaded_image_set_options(&image, odd + 1, 8));
    assert_ok(uefi_loaded_image_options_text(&image, &text, &size));
    assert_int_equal(size, 4);
    char utf8[8];
    assert_int_equal(uefi_utf16_to_utf8(utf8, sizeof utf8, text, size), 5);
    assert_string_equal(utf8, "a=\xC3\xA9"
                              "b");
    memset(odd + 5, 0, 2); /* a NUL before the end */
    assert_ok(uefi_loaded_image_options_text(&image, &text, &size));
    assert_int_equal(size, 2);
    assert_ok(uefi_loaded_image_options(&image, &bytes, &size));
    assert_int_equal(size, 8);
    image.raw->LoadOptionsSize = 7;
    assert_status(uefi_loaded_image_options_text(&image, &text, &size), EFI_UNSUPPORTED);
    image.raw->LoadOptionsSize = 8;
    memcpy(odd + 1, "\x3d\xd8x", 4); /* half a pair */
    assert_status(uefi_loaded_image_options_text(&image, &text, &size), EFI_UNSUPPORTED);
    image.raw->LoadOptions = NULL;
    assert_status(uefi_loaded_image_options(&image, &bytes, &size), EFI_PROTOCOL_ERROR);
    assert_status(uefi_loaded_image_options_text(&image, &text, &size), EFI_PROTOCOL_ERROR);
    image.raw->LoadOptionsSize = 0;
    free(odd);
}
MOCKED(what_it_was_told)

static void where_it_lies(struct uefi_mock *m)
{
    struct uefi_loaded_image image = {0};
    const void *base;
    size_t size;
    (void)m;
    assert_ok(uefi_loaded_image_open(&image));
    EFI_LOADED_IMAGE_PROTOCOL good = *image.raw;
    assert_ok(uefi_loaded_image_memory(&image, &base, &size));
    assert_ptr_equal(base, good.ImageBase);
    assert_int_equal(size, good.ImageSize);
    image.raw->ImageSize = UINT64_MAX;
    assert_status(uefi_loaded_image_memory(&image, &base, &size), EFI_PROTOCOL_ERROR);
    image.raw->ImageSize = 0;
    assert_status(uefi_loaded_image_memory(&image, &base, &size), EFI_PROTOCOL_ERROR);
    *image.raw = good;
    image.raw->ImageBase = NULL;
    assert_status(uefi_loaded_image_memory(&image, &base, &size), EFI_PROTOCOL_ERROR);
    *image.raw = good;
    end_boot_services();
    assert_status(uefi_loaded_image_memory(&image, &base, &size), EFI_NOT_READY);
    assert_status(uefi_loaded_image_open(&image), EFI_NOT_READY);
    uefi_loaded_image_close(&image);
}
MOCKED(where_it_lies)

/* --- Load file: an instance of the test's own ------------------------------------------------- */

static EFI_STATUS EFIAPI load_file2(EFI_LOAD_FILE2_PROTOCOL *this, EFI_DEVICE_PATH_PROTOCOL *path,
                                    BOOLEAN boot_policy, UINTN *size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("LoadFile2.LoadFile", &lie);
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (boot_policy || !path || path->Type != END_DEVICE_PATH_TYPE)
        return EFI_UNSUPPORTED;
    return uefi_mock_fill(&lie, size, buffer, "initial ram disk", 16);
}

static EFI_STATUS EFIAPI load_file(EFI_LOAD_FILE_PROTOCOL *this, EFI_DEVICE_PATH_PROTOCOL *path,
                                   BOOLEAN boot_policy, UINTN *size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("LoadFile.LoadFile", &lie);
    (void)this, (void)path;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    return uefi_mock_fill(&lie, size, buffer, boot_policy ? "boot" : "file", 4);
}

static EFI_LOAD_FILE_PROTOCOL one = {load_file};
static EFI_LOAD_FILE2_PROTOCOL two = {load_file2};

static struct uefi_handle installed(struct uefi_mock *m)
{
    static const EFI_GUID guid1 = EFI_LOAD_FILE_PROTOCOL_GUID, guid2 = EFI_LOAD_FILE2_PROTOCOL_GUID;
    EFI_HANDLE handle = uefi_mock_install(m, NULL, &guid1, &one);
    return uefi_handle_of(uefi_mock_install(m, handle, &guid2, &two));
}

static const struct uefi_path no_path = {(const uint8_t *)"\x7F\xFF\4", 0};

static void loads_files(struct uefi_mock *m)
{
    struct uefi_handle handle = installed(m);
    struct uefi_load_file first = {0};
    struct uefi_load_file2 second = {0};
    struct uefi_buf buf = {0};
    assert_ok(uefi_load_file_open_on(handle, &first));
    assert_ok(uefi_load_file2_open_on(handle, &second));
    assert_ok(uefi_load_file2(&second, no_path, &buf));
    assert_int_equal(buf.size, 16);
    assert_memory_equal(buf.data, "initial ram disk", 16);
    uefi_buf_close(&buf);
    assert_ok(uefi_load_file(&first, no_path, true, &buf));
    assert_memory_equal(buf.data, "boot", 4);
    uefi_buf_close(&buf);

    char into[16];
    size_t size = 0, needed = 0;
    assert_status(uefi_load_file2_into(&second, no_path, into, 15, &size, &needed),
                  EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 16);
    assert_status(uefi_load_file2_into(&second, no_path, NULL, 0, &size, NULL),
                  EFI_BUFFER_TOO_SMALL);
    assert_ok(uefi_load_file2_into(&second, no_path, into, 16, &size, NULL));
    assert_int_equal(size, 16);
    assert_ok(uefi_load_file_into(&first, no_path, false, into, 16, &size, NULL));
    assert_memory_equal(into, "file", 4);
    uefi_mock_lie(m, "LoadFile.LoadFile", UEFI_MOCK_WARN, EFI_WARN_FILE_SYSTEM, 1, 1);
    assert_status(uefi_load_file(&first, no_path, true, &buf), EFI_WARN_FILE_SYSTEM);
    assert_memory_equal(buf.data, "boot", 4); /* a warning is not a failure: it is there */
    uefi_buf_close(&buf);
    uefi_load_file_close(&first);
    uefi_load_file2_close(&second);
    assert_status(uefi_load_file(&first, no_path, true, &buf), EFI_NOT_STARTED);
    assert_status(uefi_load_file2(&second, no_path, &buf), EFI_NOT_STARTED);
    assert_status(uefi_load_file_open_on(uefi_handle_of(uefi_mock_image(m)), &first),
                  EFI_UNSUPPORTED);
}
MOCKED(loads_files)

static void lies_about_sizes(struct uefi_mock *m)
{
    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
        unsigned after, times;
        EFI_STATUS status;
    } lies[] = {
        {UEFI_MOCK_GROWS, 8, 0, 2, EFI_SUCCESS}, /* it did grow, and then stopped */
        {UEFI_MOCK_GROWS, 8, 0, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, 0, 0, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, 10, 0, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, UINT64_MAX, 0, 0, EFI_OUT_OF_RESOURCES},
        {UEFI_MOCK_STUCK, UINT64_MAX / 2, 0, 0, EFI_OUT_OF_RESOURCES},
        {UEFI_MOCK_NUMBER, 17, 1, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_NUMBER, 4, 1, 0, EFI_SUCCESS}, /* shorter than it said: as long as it says */
        {UEFI_MOCK_FAIL, EFI_SUCCESS, 0, 0, EFI_SUCCESS}, /* an empty file */
        {UEFI_MOCK_FAIL, EFI_TIMEOUT, 1, 0, EFI_TIMEOUT},
    };
    struct uefi_handle handle = installed(m);
    struct uefi_load_file2 second = {0};
    struct uefi_buf buf = {0};
    assert_ok(uefi_load_file2_open_on(handle, &second));
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        uefi_mock_be_honest(m);
        uefi_mock_lie(m, "LoadFile2.LoadFile", lies[i].how, lies[i].value, lies[i].after,
                      lies[i].times);
        assert_status(uefi_load_file2(&second, no_path, &buf), lies[i].status);
        if (lies[i].status)
            assert_null(buf.data);
        uefi_buf_close(&buf);
        assert_int_equal(uefi_mock_pool_blocks(m), 0);
    }
    char into[16];
    size_t size, needed;
    uefi_mock_be_honest(m);
    uefi_mock_lie(m, "LoadFile2.LoadFile", UEFI_MOCK_STUCK, 16, 0, 0);
    assert_status(uefi_load_file2_into(&second, no_path, into, 16, &size, &needed),
                  EFI_PROTOCOL_ERROR);
    uefi_mock_be_honest(m);
    uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_load_file2(&second, no_path, &buf), EFI_PROTOCOL_ERROR);
}
MOCKED(lies_about_sizes)

TESTS(mocked(where_it_came_from), mocked(what_it_was_told), mocked(where_it_lies),
      mocked(loads_files), mocked(lies_about_sizes))
