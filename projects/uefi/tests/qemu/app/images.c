/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What firmware knows of this image, and files through load file: of an instance of our own, since
 * the machine's network cards need a server.
 *
 * Tests: EFI_LOADED_IMAGE_PROTOCOL
 * Tests: EFI_LOADED_IMAGE_DEVICE_PATH_PROTOCOL
 * Tests: EFI_LOAD_FILE_PROTOCOL
 * Tests: EFI_LOAD_FILE2_PROTOCOL
 */
#include "test.h"
#include "uefi/load_file.h"
#include "uefi/loaded_image.h"
#include "uefi/path_protocol.h"
#include "uefi/text.h"

int memcmp(const void *, const void *, size_t);
void *memcpy(void *, const void *, size_t);

static void this_image(void)
{
    struct uefi_loaded_image image = {0};
    struct uefi_handle device = {0};
    struct uefi_path path, full, of_device;
    const void *base = NULL;
    size_t size = 0;
    char16_t name[64];
    check_ok(uefi_loaded_image_open(&image));
    check_ok(uefi_loaded_image_memory(&image, &base, &size));
    uintptr_t here = (uintptr_t)this_image;
    check(here - (uintptr_t)base < size);
    check_ok(uefi_loaded_image_device(&image, &device));
    check_ok(uefi_loaded_image_path(&image, &path));
    check(uefi_path_file(path, name, 64) < 64);
    check(
        uefi_utf16_equal(name, IA32 ? u"\\EFI\\BOOT\\BOOTIA32.EFI" : u"\\EFI\\BOOT\\BOOTX64.EFI"));
    check_ok(uefi_loaded_image_full_path(uefi_handle_of(uefi_image()->handle), &full));
    check_ok(uefi_path_of(device, &of_device));
    check(uefi_path_begins_with(full, of_device));
    check_equal(full.size, of_device.size + path.size);
    uefi_loaded_image_close(&image);
}

static void what_it_was_told(void)
{
    struct uefi_loaded_image image = {0};
    const uint8_t *bytes = NULL;
    const uefi_char16 *text = NULL;
    size_t size = 1, length = 1;
    check_ok(uefi_loaded_image_open(&image));
    check_ok(uefi_loaded_image_options(&image, &bytes, &size));
    EFI_LOADED_IMAGE_PROTOCOL before = *image.raw;
    check_ok(uefi_loaded_image_set_options(&image, u"one two", 16));
    check_ok(uefi_loaded_image_options_text(&image, &text, &length));
    check(length == 7 && text[0] == 'o');
    check_ok(uefi_loaded_image_set_options(&image, before.LoadOptions, before.LoadOptionsSize));
    uefi_loaded_image_close(&image);
}

static const char file[] = "what a loader keeps for Linux";

static EFI_STATUS give(EFI_DEVICE_PATH_PROTOCOL *path, UINTN *size, VOID *buffer)
{
    if (!path || path->Type != END_DEVICE_PATH_TYPE)
        return EFI_NOT_FOUND;
    if (*size < sizeof file || !buffer) {
        *size = sizeof file;
        return EFI_BUFFER_TOO_SMALL;
    }
    memcpy(buffer, file, sizeof file);
    *size = sizeof file;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI load1(EFI_LOAD_FILE_PROTOCOL *this, EFI_DEVICE_PATH_PROTOCOL *path,
                               BOOLEAN boot_policy, UINTN *size, VOID *buffer)
{
    (void)this;
    return boot_policy ? give(path, size, buffer) : EFI_UNSUPPORTED;
}

static EFI_STATUS EFIAPI load2(EFI_LOAD_FILE2_PROTOCOL *this, EFI_DEVICE_PATH_PROTOCOL *path,
                               BOOLEAN boot_policy, UINTN *size, VOID *buffer)
{
    (void)this;
    return boot_policy ? EFI_UNSUPPORTED : give(path, size, buffer);
}

static void load_file(void)
{
    static const EFI_GUID guid = EFI_LOAD_FILE2_PROTOCOL_GUID, guid1 = EFI_LOAD_FILE_PROTOCOL_GUID;
    static const EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    EFI_LOAD_FILE2_PROTOCOL own;
    EFI_LOAD_FILE_PROTOCOL own1;
    own.LoadFile = load2;
    own1.LoadFile = load1;
    uint8_t bytes[64];
    struct uefi_path path, rest;
    check_ok(uefi_path_from_text(
        bytes, sizeof bytes, "VenMedia(5568e427-68fc-4f3d-ac74-ca555231cc68)", &path, NULL, NULL));
    const struct uefi_interface all[] = {
        {&path_guid, uefi_path_raw(path)}, {&guid, &own}, {&guid1, &own1}};
    struct uefi_handle handle = {0}, found = {0};
    const EFI_DEVICE_PATH_PROTOCOL *left = NULL;
    if (!check_ok(uefi_protocols_install(&handle, all, 3)))
        return;
    /* Found as Linux finds it: by the path. */
    check_ok(uefi_handle_near(&guid, uefi_path_raw(path), &found, &left));
    check(found.raw == handle.raw);
    check_ok(uefi_path_read(left, UEFI_PATH_LIMIT, &rest));
    check_equal(rest.size, 0);
    struct uefi_load_file2 second = {0};
    struct uefi_load_file first = {0};
    UEFI_SCOPED(uefi_buf) buf = {0}, buf1 = {0};
    char small[8];
    size_t size = 0, needed = 0;
    check_ok(uefi_load_file2_open_on(found, &second));
    check_ok(uefi_load_file2(&second, rest, &buf));
    check(buf.size == sizeof file && memcmp(buf.data, file, sizeof file) == 0);
    check_status(uefi_load_file2_into(&second, rest, small, sizeof small, &size, &needed),
                 EFI_BUFFER_TOO_SMALL);
    check_equal(needed, sizeof file);
    check_status(uefi_load_file2(&second, path, &buf1), EFI_NOT_FOUND);
    check_ok(uefi_load_file_open_on(found, &first));
    check_ok(uefi_load_file(&first, rest, true, &buf1));
    check_equal(buf1.size, sizeof file);
    check_status(uefi_load_file(&first, rest, false, &buf1), EFI_UNSUPPORTED);
    uefi_load_file_close(&first);
    uefi_load_file2_close(&second);
    check_ok(uefi_protocols_uninstall(handle, all, 3));
}

TESTS(images, test(this_image), test(what_it_was_told), test(load_file))
