/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths by firmware: on instances of the test's own, which answer what each test wants.
 *
 * Tests: EFI_DEVICE_PATH_PROTOCOL
 * Tests: EFI_DEVICE_PATH_TO_TEXT_PROTOCOL
 * Tests: EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL
 * Tests: EFI_DEVICE_PATH_UTILITIES_PROTOCOL
 */
#include "check.h"
#include "uefi/path_protocol.h"

/* What every function below hands out, in pool memory; NULL: NULL. */
static const void *answer;
static size_t answer_size;

static void *give(const char *service)
{
    struct uefi_mock_lie lie;
    void *given = NULL;
    uefi_mock_called(service, &lie);
    if (answer)
        uefi_mock_give(&lie, &given, answer, answer_size);
    return given;
}

static CHAR16 *EFIAPI to_text(const EFI_DEVICE_PATH_PROTOCOL *path, BOOLEAN display,
                              BOOLEAN shortcuts)
{
    (void)path, (void)display, (void)shortcuts;
    return give("DevicePathToText.ConvertDevicePathToText");
}

static EFI_DEVICE_PATH_PROTOCOL *EFIAPI from_text(const CHAR16 *text)
{
    (void)text;
    return give("DevicePathFromText.ConvertTextToDevicePath");
}

static UINTN EFIAPI size_of(const EFI_DEVICE_PATH_PROTOCOL *path)
{
    (void)path;
    return answer_size;
}

static EFI_DEVICE_PATH_PROTOCOL *EFIAPI duplicate(const EFI_DEVICE_PATH_PROTOCOL *path)
{
    (void)path;
    return give("DevicePathUtilities.DuplicateDevicePath");
}

static EFI_DEVICE_PATH_PROTOCOL *EFIAPI append(const EFI_DEVICE_PATH_PROTOCOL *path,
                                               const EFI_DEVICE_PATH_PROTOCOL *more)
{
    (void)path, (void)more;
    return give("DevicePathUtilities.Append");
}

static void installed(struct uefi_mock *m)
{
    static const EFI_GUID to = EFI_DEVICE_PATH_TO_TEXT_PROTOCOL_GUID;
    static const EFI_GUID from = EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL_GUID;
    static const EFI_GUID utilities = EFI_DEVICE_PATH_UTILITIES_PROTOCOL_GUID;
    static EFI_DEVICE_PATH_TO_TEXT_PROTOCOL to_raw = {.ConvertDevicePathToText = to_text};
    static EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL from_raw = {.ConvertTextToDevicePath = from_text};
    static EFI_DEVICE_PATH_UTILITIES_PROTOCOL raw = {.GetDevicePathSize = size_of,
                                                     .DuplicateDevicePath = duplicate,
                                                     .AppendDevicePath = append,
                                                     .AppendDeviceNode = append,
                                                     .AppendDevicePathInstance = append};
    EFI_HANDLE handle = uefi_mock_install(m, NULL, &to, &to_raw);
    uefi_mock_install(m, handle, &from, &from_raw);
    uefi_mock_install(m, handle, &utilities, &raw);
}

static const uint8_t pci[] = {1, 1, 6, 0, 0, 1, 0x7F, 0xFF, 4, 0};
static const uint8_t liar[] = {1, 1, 0, 0, 0, 1, 0x7F, 0xFF, 4, 0};

static void of_a_device(struct uefi_mock *m)
{
    struct uefi_path path;
    struct uefi_handle disk = uefi_handle_of(uefi_mock_disk(m, 8, 512, 0));
    assert_ok(uefi_path_of(disk, &path));
    assert_int_equal(path.size, 18);
    assert_status(uefi_path_of(uefi_handle_of(uefi_mock_image(m)), &path), EFI_UNSUPPORTED);
    uefi_mock_lie(m, "OpenProtocol", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_path_of(disk, &path), EFI_PROTOCOL_ERROR);
    static const EFI_GUID guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    EFI_HANDLE bad = uefi_mock_install(m, NULL, &guid, (void *)(uintptr_t)liar);
    assert_status(uefi_path_of(uefi_handle_of(bad), &path), EFI_PROTOCOL_ERROR);
    /* Such a path must not bring the mock down at its end either. */
    assert_int_equal(uefi_image()->boot->UninstallProtocolInterface(
                         bad, (EFI_GUID *)(uintptr_t)&guid, (void *)(uintptr_t)liar),
                     EFI_SUCCESS);
}
MOCKED(of_a_device)

static void text_of_firmware(struct uefi_mock *m)
{
    const struct uefi_path path = {pci, 6};
    const struct uefi_path_style style = {0};
    char buf[16] = "";
    size_t length = 0;
    assert_status(uefi_firmware_path_to_text(buf, 16, path, style, NULL), EFI_UNSUPPORTED);
    installed(m);
    answer = u"Pci(1,\u00e4)";
    answer_size = 18;
    assert_ok(uefi_firmware_path_to_text(buf, 16, path, style, &length));
    assert_string_equal(buf, "Pci(1,\xC3\xA4)");
    assert_int_equal(length, 9);
    assert_status(uefi_firmware_path_to_text(buf, 9, path, style, &length), EFI_BUFFER_TOO_SMALL);
    assert_string_equal(buf, "Pci(1,\xC3\xA4");
    answer = NULL;
    assert_status(uefi_firmware_path_to_text(buf, 16, path, style, NULL), EFI_OUT_OF_RESOURCES);
    static char16_t endless[70000];
    for (size_t i = 0; i < 70000; i++)
        endless[i] = 'x';
    answer = endless;
    answer_size = sizeof endless;
    assert_status(uefi_firmware_path_to_text(buf, 16, path, style, NULL), EFI_PROTOCOL_ERROR);
    assert_int_equal(uefi_mock_pool_blocks(m), 0);
}
MOCKED(text_of_firmware)

static void paths_of_firmware(struct uefi_mock *m)
{
    const struct uefi_path path = {pci, 6};
    struct uefi_path_node node = {pci, 6, 1, 1};
    struct uefi_path read = {0};
    struct uefi_owned_path owned = {0};
    uint8_t buf[16];
    size_t size = 0;
    assert_status(uefi_firmware_path_from_text(buf, 16, u"x", &read, NULL), EFI_UNSUPPORTED);
    assert_status(uefi_firmware_path_size(path, &size), EFI_UNSUPPORTED);
    installed(m);
    answer = pci;
    answer_size = sizeof pci;
    assert_ok(uefi_firmware_path_from_text(buf, sizeof buf, u"Pci(1,0)", &read, &size));
    assert_true(uefi_path_equal(read, path));
    assert_status(uefi_firmware_path_from_text(buf, 9, u"Pci(1,0)", &read, &size),
                  EFI_BUFFER_TOO_SMALL);
    assert_int_equal(size, 10);
    assert_ok(uefi_firmware_path_size(path, &size));
    assert_int_equal(size, 10);
    assert_ok(uefi_firmware_path_duplicate(path, &owned));
    assert_true(uefi_path_equal(owned.path, path));
    uefi_owned_path_close(&owned);
    uefi_owned_path_close(&owned);
    assert_ok(uefi_firmware_path_append(path, path, &owned));
    uefi_owned_path_close(&owned);
    assert_ok(uefi_firmware_path_append_node(path, node, &owned));
    uefi_owned_path_close(&owned);
    assert_ok(uefi_firmware_path_append_instance(path, path, &owned));
    uefi_owned_path_close(&owned);

    answer_size = 11; /* a size that is not the path's */
    assert_status(uefi_firmware_path_size(path, &size), EFI_PROTOCOL_ERROR);
    answer = liar; /* a node without length: refused, and freed */
    answer_size = sizeof liar;
    assert_status(uefi_firmware_path_from_text(buf, 16, u"x", &read, NULL), EFI_PROTOCOL_ERROR);
    assert_status(uefi_firmware_path_duplicate(path, &owned), EFI_PROTOCOL_ERROR);
    assert_status(uefi_firmware_path_append(path, path, &owned), EFI_PROTOCOL_ERROR);
    answer = NULL;
    assert_status(uefi_firmware_path_duplicate(path, &owned), EFI_OUT_OF_RESOURCES);
    assert_status(uefi_firmware_path_from_text(buf, 16, u"x", &read, NULL), EFI_OUT_OF_RESOURCES);
    assert_null(owned.path.at);
    assert_int_equal(uefi_mock_pool_blocks(m), 0);
}
MOCKED(paths_of_firmware)

TESTS(mocked(of_a_device), mocked(text_of_firmware), mocked(paths_of_firmware))
