/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths of real firmware, and its converters beside ours: what it says of its own devices,
 * and of nodes of every kind that it knows, we say too.
 *
 * Tests: EFI_DEVICE_PATH_PROTOCOL
 * Tests: EFI_DEVICE_PATH_TO_TEXT_PROTOCOL
 * Tests: EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL
 * Tests: EFI_DEVICE_PATH_UTILITIES_PROTOCOL
 */
#include "test.h"
#include "uefi/path_protocol.h"
#include "uefi/text.h"

static char ours[1024], theirs[1024];
static uint8_t our_bytes[1024], their_bytes[1024];

/* Digits of either case are the same. */
static bool same_text(const char *a, const char *b)
{
    size_t i = 0;
    while (a[i] && (a[i] | 0x20) == (b[i] | 0x20))
        i++;
    return a[i] == b[i];
}

static void show(const char *first, const char *second)
{
    note(first, 0);
    note(second, 1);
}

static const EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;

static void all_devices_in_all_styles(void)
{
    struct uefi_handles handles = {0};
    if (!check_ok(uefi_handles_find(&path_guid, &handles)))
        return;
    note("device paths", handles.count);
    check(handles.count > 20);
    for (size_t i = 0; i < handles.count; i++) {
        struct uefi_path path, back;
        if (!check_ok(uefi_path_of(handles.at[i], &path)))
            continue;
        for (int style = 0; style < 4; style++) {
            struct uefi_path_style how = {(style & 1) != 0, (style & 2) != 0};
            check_ok(uefi_firmware_path_to_text(theirs, sizeof theirs, path, how, NULL));
            /* For display this firmware leaves out less: where a partition lies is ours to leave
             * out. */
            size_t length = uefi_path_to_text(ours, sizeof ours, path, how);
            if (how.display_only && length && ours[length - 1] == ')')
                theirs[length - 1] = ours[length - 1] = 0;
            if (!check(same_text(ours, theirs)))
                show(ours, theirs);
        }
        uefi_path_to_text(ours, sizeof ours, path, (struct uefi_path_style){0});
        if (check_ok(uefi_path_from_text(our_bytes, sizeof our_bytes, ours, &back, NULL, NULL)))
            check(uefi_path_equal(back, path));
    }
    uefi_handles_close(&handles);
}

/*
 * Text that firmware reads as we do, and writes as we do. Not here: nodes that are too short for
 * their kind, of which it reads bytes that are not there, and DEFAULT of a UART, which it takes for
 * 115200.
 */
static void nodes_of_many_kinds(void)
{
    static const char *const texts[] = {
        "Pci(0x1f,0x2)",
        "PcCard(0x7)",
        "MemoryMapped(0x2,0x100000,0x1fffff)",
        "VenHw(12345678-9abc-def0-0123-456789abcdef,00ff7e)",
        "Ctrl(0x3)",
        "BMC(0x1,0xca2)",
        "PciRoot(0x0)",
        "PcieRoot(0x1)",
        "Keyboard(0x0)",
        "Acpi(PNP0F13,0x0)",
        "AcpiAdr(0x80010100,0x1)",
        "Ata(Secondary,Master,0x0)",
        "Scsi(0x2,0x1)",
        "Fibre(0x1122334455667788,0x1)",
        "FibreEx(0x0001020304050607,0x08090a0b0c0d0e0f)",
        "I1394(00a0b0c0d0e0f001)",
        "USB(0x1,0x0)",
        "I2O(0x9)",
        "Infiniband(0x1,12345678-9abc-def0-0123-456789abcdef,0x1,0x2,0x3)",
        "VenMsg(12345678-9abc-def0-0123-456789abcdef,01)",
        "VenPcAnsi()",
        "VenVt100()",
        "VenVt100Plus()",
        "VenUtf8()",
        "DebugPort()",
        "UartFlowCtrl(Hardware)",
        "MAC(525400123456,0x1)",
        "IPv4(192.168.0.1,TCP,Static,10.0.2.15,10.0.2.2,255.255.255.0)",
        "Uart(115200,8,N,1)",
        "Uart(9600,7,E,1.5)",
        "UsbHID(0xffff,0x1,0x2,0x50)",
        "UsbMassStorage(0x1,0x2,0x6,0x50)",
        "UsbDeviceFirmwareUpdate(0x1234,0x5678,0x1)",
        "UsbClass(0x1,0x2,0xff,0x3,0x4)",
        "Unit(0x1)",
        "Sata(0x0,0xffff,0x0)",
        "Vlan(42)",
        "SasEx(0x0001020304050607,0x08090a0b0c0d0e0f,0x1,SAS,Internal,Direct,0)",
        "NVMe(0x1,00-11-22-33-44-55-66-77)",
        "Uri(http://a.b/c)",
        "UFS(0x0,0x1)",
        "SD(0x0)",
        "eMMC(0x1)",
        "Bluetooth(0123456789ab)",
        "Wi-Fi(home)",
        "HD(1,GPT,12345678-9abc-def0-0123-456789abcdef,0x800,0x32000)",
        "HD(2,MBR,0xdeadbeef,0x3f,0x1000)",
        "CDROM(0x1,0x2d,0x5)",
        "VenMedia(5568e427-68fc-4f3d-ac74-ca555231cc68)",
        "\\EFI\\BOOT\\BOOTX64.EFI",
        "Media(12345678-9abc-def0-0123-456789abcdef)",
        "FvFile(12345678-9abc-def0-0123-456789abcdef)",
        "Fv(12345678-9abc-def0-0123-456789abcdef)",
        "Offset(0x200,0x3ff)",
        "VirtualDisk(0x1000,0x1fff,3)",
        "RamDisk(0x1000,0x1fff,0,12345678-9abc-def0-0123-456789abcdef)",
        "PciRoot(0x0)/Pci(0x1,0x1)/Ata(Primary,Slave,0x0)/\\kernel",
        "Msg(99,0102)",
        "Path(6,1,0102)",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char16_t wide[256];
        struct uefi_path mine, firmwares;
        uefi_utf8_to_utf16(wide, 256, texts[i], SIZE_MAX);
        if (!check_ok(
                uefi_path_from_text(our_bytes, sizeof our_bytes, texts[i], &mine, NULL, NULL)) ||
            !check_ok(uefi_firmware_path_from_text(their_bytes, sizeof their_bytes, wide,
                                                   &firmwares, NULL)))
            continue;
        bool equal = check(uefi_path_equal(mine, firmwares));
        uefi_path_to_text(ours, sizeof ours, mine, (struct uefi_path_style){0});
        check_ok(uefi_firmware_path_to_text(theirs, sizeof theirs, mine,
                                            (struct uefi_path_style){0}, NULL));
        if (!check(same_text(ours, theirs)) || !equal)
            show(texts[i], theirs);
    }
}

static void utilities(void)
{
    struct uefi_path path, more;
    UEFI_SCOPED(uefi_owned_path) copy = {0}, both = {0}, with_node = {0}, instances = {0};
    size_t size = 0;
    check_ok(uefi_path_from_text(our_bytes, sizeof our_bytes, "PciRoot(0x0)/Pci(0x1,0x0)", &path,
                                 NULL, NULL));
    check_ok(uefi_path_from_text(their_bytes, sizeof their_bytes, "Ctrl(0x5)", &more, NULL, NULL));
    check_ok(uefi_firmware_path_size(path, &size));
    check_equal(size, path.size + 4);
    check_ok(uefi_firmware_path_duplicate(path, &copy));
    check(uefi_path_equal(copy.path, path) && copy.path.at != path.at);
    check_ok(uefi_firmware_path_append(path, more, &both));
    check(uefi_path_begins_with(both.path, path) && both.path.size == path.size + more.size);
    struct uefi_path_node node;
    check(uefi_path_last(more, &node));
    check_ok(uefi_firmware_path_append_node(path, node, &with_node));
    check(uefi_path_equal(with_node.path, both.path));
    check_ok(uefi_firmware_path_append_instance(path, more, &instances));
    struct uefi_path_iter it = uefi_path_begin(instances.path);
    struct uefi_path instance;
    check(uefi_path_next_instance(&it, &instance) && uefi_path_equal(instance, path));
    check(uefi_path_next_instance(&it, &instance) && uefi_path_equal(instance, more));
    check(!uefi_path_next_instance(&it, &instance));
}

TESTS(paths, test(all_devices_in_all_styles), test(nodes_of_many_kinds), test(utilities))
