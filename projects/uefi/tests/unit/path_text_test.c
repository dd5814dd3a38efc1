/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The text of device paths: each kind of node as UEFI 2.10, 10.3 lays it out, and as 10.6 writes
 * it.
 */
#include "check.h"
#include "uefi/path.h"

static const struct uefi_path_style plain = {0};

/* clang-format off */
static const struct {
    const char *text, *bytes;
} nodes[] = {
    {"Pci(0x1f,0x2)",
     "01010600021f"},
    {"PcCard(0x7)",
     "0102050007"},
    {"MemoryMapped(0x2,0x100000,0x1fffff)",
     "01031800020000000000100000000000ffff1f0000000000"},
    {"VenHw(12345678-9abc-def0-0123-456789abcdef)",
     "0104140078563412bc9af0de0123456789abcdef"},
    {"VenHw(12345678-9abc-def0-0123-456789abcdef,00ff7e)",
     "0104170078563412bc9af0de0123456789abcdef00ff7e"},
    {"Ctrl(0x3)",
     "0105080003000000"},
    {"BMC(0x1,0xca2)",
     "01060d0001a20c000000000000"},
    {"PciRoot(0x0)",
     "02010c00d041030a00000000"},
    {"PcieRoot(0x1)",
     "02010c00d041080a01000000"},
    {"Floppy(0x0)",
     "02010c00d041040600000000"},
    {"Keyboard(0x0)",
     "02010c00d041010300000000"},
    {"Serial(0x1)",
     "02010c00d041010501000000"},
    {"ParallelPort(0x0)",
     "02010c00d041010400000000"},
    {"Acpi(PNP0F13,0x0)",
     "02010c00d041130f00000000"},
    {"Acpi(LNR0008,0x2)",
     "02010c00d231080002000000"},
    {"Acpi(0x80000000,0x2)",
     "02010c000000008002000000"},
    {"AcpiEx(PNP0A03,0x0,0x5,ABC,,XY)",
     "02021800d041030a05000000000000004142430058590000"},
    {"AcpiAdr(0x80010100,0x1)",
     "02030c000001018001000000"},
    {"Ata(Secondary,Master,0x0)",
     "0301080001000000"},
    {"Scsi(0x2,0x1)",
     "0302080002000100"},
    {"Fibre(0x1122334455667788,0x1)",
     "030318000000000088776655443322110100000000000000"},
    {"FibreEx(0x0001020304050607,0x08090a0b0c0d0e0f)",
     "0315180000000000000102030405060708090a0b0c0d0e0f"},
    {"I1394(00a0b0c0d0e0f001)",
     "030410000000000001f0e0d0c0b0a000"},
    {"USB(0x1,0x0)",
     "030506000100"},
    {"I2O(0x9)",
     "0306080009000000"},
    {"Infiniband(0x1,12345678-9abc-def0-0123-456789abcdef,0x1,0x2,0x3)",
     "030930000100000078563412bc9af0de0123456789abcdef01000000000000000200000000000000"
     "0300000000000000"},
    {"VenMsg(12345678-9abc-def0-0123-456789abcdef,01)",
     "030a150078563412bc9af0de0123456789abcdef01"},
    {"VenPcAnsi()",
     "030a14005347c1e0bef9d2119a0c0090273fc14d"},
    {"VenVt100()",
     "030a14006560a6df19b4d3119a2d0090273fc14d"},
    {"VenVt100Plus()",
     "030a14000bc7ae7be057764c8e872f9e28088343"},
    {"VenUtf8()",
     "030a1400d6a015adec8bcf4aa073d01de77e2d88"},
    {"DebugPort()",
     "030a1400d2e8a4eb5838ec41a2812647ba9660d0"},
    {"UartFlowCtrl(Hardware)",
     "030a18009d9a49372f54894ca02635da142094e401000000"},
    {"SAS(0x1,0x2,0x3,SATA,External,Expanded,0x4,0x0)",
     "030a2c00b4dd87d48b00d911afdc001083ffca4d0000000001000000000000000200000000000000"
     "72030300"},
    {"SAS(0x1,0x2,0x3,NoTopology,0,0,0,0x7)",
     "030a2c00b4dd87d48b00d911afdc001083ffca4d0700000001000000000000000200000000000000"
     "00000300"},
    {"MAC(525400123456,0x1)",
     "030b2500525400123456000000000000000000000000000000000000000000000000000001"},
    {"MAC(000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,0x20)",
     "030b2500000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"},
    {"IPv4(192.168.0.1,TCP,Static,10.0.2.15,10.0.2.2,255.255.255.0)",
     "030c1b000a00020fc0a80001000000000600010a000202ffffff00"},
    {"IPv4(0.0.0.0,0x0,DHCP,0.0.0.0,0.0.0.0,0.0.0.0)",
     "030c1b000000000000000000000000000000000000000000000000"},
    {"IPv6(2001:0db8:0000:0000:0000:0000:0000:0001,UDP,StatelessAutoConfigure,0000:0000:0000:0000:0000:0000:0000:0000,0x40,fe80:0000:0000:0000:0000:0000:0000:0002)",
     "030d3c000000000000000000000000000000000020010db800000000000000000000000100000000"
     "11000140fe800000000000000000000000000002"},
    {"Uart(115200,8,N,1)",
     "030e13000000000000c2010000000000080101"},
    {"Uart(DEFAULT,DEFAULT,D,D)",
     "030e1300000000000000000000000000000000"},
    {"Uart(9600,7,E,1.5)",
     "030e1300000000008025000000000000070202"},
    {"UsbAudio(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100010250"},
    {"UsbCDCControl(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100020250"},
    {"UsbHID(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100030250"},
    {"UsbImage(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100060250"},
    {"UsbPrinter(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100070250"},
    {"UsbMassStorage(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100080250"},
    {"UsbHub(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100090250"},
    {"UsbCDCData(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff01000a0250"},
    {"UsbSmartCard(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff01000b0250"},
    {"UsbVideo(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff01000e0250"},
    {"UsbDiagnostic(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100dc0250"},
    {"UsbWireless(0xffff,0x1,0x2,0x50)",
     "030f0b00ffff0100e00250"},
    {"UsbDeviceFirmwareUpdate(0x1234,0x5678,0x1)",
     "030f0b0034127856fe0101"},
    {"UsbIrdaBridge(0x1234,0x5678,0x1)",
     "030f0b0034127856fe0201"},
    {"UsbTestAndMeasurement(0x1234,0x5678,0x1)",
     "030f0b0034127856fe0301"},
    {"UsbClass(0x1,0x2,0xff,0x3,0x4)",
     "030f0b0001000200ff0304"},
    {"UsbWwid(0x1af4,0x1,0x0,\"s€\")",
     "03100e000000f41a01007300ac20"},
    {"Unit(0x1)",
     "0311050001"},
    {"Sata(0x0,0xffff,0x0)",
     "03120a000000ffff0000"},
    {"iSCSI(iqn.2026-11.org:disk,0x1,0x0001020304050607,CRC32C,None,CHAP_UNI,TCP)",
     "03132700000002100001020304050607010069716e2e323032362d31312e6f72673a6469736b00"},
    {"Vlan(42)",
     "031406002a00"},
    {"SasEx(0x0001020304050607,0x08090a0b0c0d0e0f,0x1,SAS,Internal,Direct,0)",
     "03161800000102030405060708090a0b0c0d0e0f01000100"},
    {"NVMe(0x1,00-11-22-33-44-55-66-77)",
     "03171000010000007766554433221100"},
    {"Uri(http://a.b/c?d=(1,2))",
     "03181800687474703a2f2f612e622f633f643d28312c3229"},
    {"Uri()",
     "03180400"},
    {"UFS(0x0,0x1)",
     "031906000001"},
    {"SD(0x0)",
     "031a050000"},
    {"eMMC(0x1)",
     "031d050001"},
    {"Bluetooth(0123456789ab)",
     "031b0a000123456789ab"},
    {"BluetoothLE(0123456789ab,0x1)",
     "031e0b000123456789ab01"},
    {"Wi-Fi(home net)",
     "031c2400686f6d65206e6574000000000000000000000000000000000000000000000000"},
    {"Dns(10.0.2.3,8.8.8.8)",
     "031f2500000a00020300000000000000000000000008080808000000000000000000000000"},
    {"NVDIMM(12345678-9abc-def0-0123-456789abcdef)",
     "0320140078563412bc9af0de0123456789abcdef"},
    {"RestService(0x1,0x2)",
     "032106000102"},
    {"HD(1,GPT,12345678-9abc-def0-0123-456789abcdef,0x800,0x32000)",
     "04012a00010000000008000000000000002003000000000078563412bc9af0de0123456789abcdef"
     "0202"},
    {"HD(2,MBR,0xdeadbeef,0x3f,0x1000)",
     "04012a00020000003f000000000000000010000000000000efbeadde000000000000000000000000"
     "0101"},
    {"HD(3,0,0,0x0,0x1)",
     "04012a00030000000000000000000000010000000000000000000000000000000000000000000000"
     "0000"},
    {"CDROM(0x1,0x2d,0x5)",
     "04021800010000002d000000000000000500000000000000"},
    {"VenMedia(5568e427-68fc-4f3d-ac74-ca555231cc68)",
     "0403140027e46855fc683d4fac74ca555231cc68"},
    {"\\EFI\\BOOT\\BOOTX64.EFI",
     "040430005c004500460049005c0042004f004f0054005c0042004f004f0054005800360034002e00"
     "4500460049000000"},
    {"Media(12345678-9abc-def0-0123-456789abcdef)",
     "0405140078563412bc9af0de0123456789abcdef"},
    {"FvFile(12345678-9abc-def0-0123-456789abcdef)",
     "0406140078563412bc9af0de0123456789abcdef"},
    {"Fv(12345678-9abc-def0-0123-456789abcdef)",
     "0407140078563412bc9af0de0123456789abcdef"},
    {"Offset(0x200,0x3ff)",
     "04081800000000000002000000000000ff03000000000000"},
    {"VirtualDisk(0x1000,0x1fff,3)",
     "040926000010000000000000ff1f0000000000005a53ab77fc454b625560f7b281d1f96e0300"},
    {"VirtualCD(0x1000,0x1fff,3)",
     "040926000010000000000000ff1f00000000000030bd5a3d7541ce876d64d2ade523c4bb0300"},
    {"PersistentVirtualDisk(0x1000,0x1fff,3)",
     "040926000010000000000000ff1f000000000000c902ea5c074dd369269f4496fbe096f90300"},
    {"PersistentVirtualCD(0x1000,0x1fff,3)",
     "040926000010000000000000ff1f00000000000088810108cd4248bb100f5387d53ded3d0300"},
    {"RamDisk(0x1000,0x1fff,0,12345678-9abc-def0-0123-456789abcdef)",
     "040926000010000000000000ff1f00000000000078563412bc9af0de0123456789abcdef0000"},
    {"BBS(HD,Disk 1,0x2)",
     "05010f00020002004469736b203100"},
    {"BBS(0x80,x,0x0)",
     "05010a00800000007800"},
    {"Path(6,1,0102)",
     "060106000102"},
    {"HardwarePath(1,02)",
     "0101050002"},
    {"HardwarePath(1,021f00)",
     "01010700021f00"},
    {"AcpiPath(4,01000000)",
     "0204080001000000"},
    {"Msg(34,0000000000000000000000000000000000)",
     "032215000000000000000000000000000000000000"},
    {"MediaPath(10)",
     "040a0400"},
    {"BbsPath(2,ff)",
     "05020500ff"},
};
/* clang-format on */
#define NODES (sizeof nodes / sizeof *nodes)

static size_t from_hex(const char *hex, uint8_t *ret_bytes)
{
    size_t size = 0;
    for (; hex[2 * size]; size++) {
        char byte[3] = {hex[2 * size], hex[2 * size + 1], 0};
        ret_bytes[size] = (uint8_t)strtoul(byte, NULL, 16);
    }
    return size;
}

/* A path of one node, in memory of its exact size; the caller frees path.at. */
static struct uefi_path path_of(size_t node)
{
    uint8_t bytes[256], *copy;
    struct uefi_path path;
    size_t size = from_hex(nodes[node].bytes, bytes);
    memcpy(bytes + size, "\x7F\xFF\4", 4);
    copy = memcpy(malloc(size + 4), bytes, size + 4);
    assert_ok(uefi_path_read(copy, size + 4, &path));
    return path;
}

static void every_kind_is_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < NODES; i++) {
        struct uefi_path path = path_of(i);
        char text[256];
        size_t length = strlen(nodes[i].text);
        assert_int_equal(uefi_path_to_text(text, sizeof text, path, plain), length);
        assert_string_equal(text, nodes[i].text);
        for (size_t cap = 0; cap <= length; cap += 1 + length / 5) {
            char *cut = malloc(cap + !cap);
            assert_int_equal(uefi_path_to_text(cap ? cut : NULL, cap, path, plain), length);
            if (cap) {
                assert_int_equal(strlen(cut), cap - 1);
                assert_memory_equal(cut, text, cap - 1);
            }
            free(cut);
        }
        free((void *)(uintptr_t)path.at);
    }
}

static void every_kind_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < NODES; i++) {
        struct uefi_path want = path_of(i), got;
        size_t needed = 0, size = want.size + UEFI_PATH_END_SIZE;
        uint8_t *exact = malloc(size);
        assert_ok(uefi_path_from_text(exact, size, nodes[i].text, &got, &needed, NULL));
        assert_int_equal(needed, size);
        assert_int_equal(got.size, want.size);
        assert_memory_equal(got.at, want.at, want.size);
        assert_status(uefi_path_from_text(exact, size - 1, nodes[i].text, &got, &needed, NULL),
                      EFI_BUFFER_TOO_SMALL);
        assert_status(uefi_path_from_text(NULL, 0, nodes[i].text, &got, &needed, NULL),
                      EFI_BUFFER_TOO_SMALL);
        assert_int_equal(needed, size);
        free(exact);
        free((void *)(uintptr_t)want.at);
    }
}

static void whole_paths(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "PciRoot(0x0)/Pci(0x1,0x1)/HD(1,MBR,0xbe1afdfa,0x3f,0xfbfc1)/\\EFI\\x.efi",
        "PciRoot(0x0)/Pci(0x2,0x0),Ctrl(0x1)/Uart(115200,8,N,1)/VenPcAnsi()",
        "MAC(525400123456,0x1)/IPv4(0.0.0.0,0x0,DHCP,0.0.0.0,0.0.0.0,0.0.0.0)/Uri(http://a/b,c)",
        "",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint8_t buf[256];
        char text[256];
        struct uefi_path path;
        assert_ok(uefi_path_from_text(buf, sizeof buf, texts[i], &path, NULL, NULL));
        uefi_path_to_text(text, sizeof text, path, plain);
        assert_string_equal(text, texts[i]);
    }
}

/* What else may be said in text, and how it is written back. */
static void other_spellings(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"Pci(31,2)", "Pci(0x1f,0x2)"},
        {"Pci(0X1F,0x2)", "Pci(0x1f,0x2)"},
        {"Acpi(PNP0A03,0)", "PciRoot(0x0)"},
        {"Acpi(pnp0a08,0)", "PcieRoot(0x0)"},
        {"Acpi(0,0)", "Acpi(0x0,0x0)"},
        {"VenMsg(E0C14753-F9BE-11D2-9A0C-0090273FC14D)", "VenPcAnsi()"},
        {"UsbClass(1,2,3,4,5)", "UsbHID(0x1,0x2,0x4,0x5)"},
        {"CDROM(1)", "CDROM(0x1,0x0,0x0)"},
        {"HD(1,MBR,5)", "HD(1,MBR,0x00000005,0x0,0x0)"},
        {"IPv4(1.2.3.4)", "IPv4(1.2.3.4,0x0,DHCP,0.0.0.0,0.0.0.0,0.0.0.0)"},
        {"IPv6(::1)", "IPv6(0000:0000:0000:0000:0000:0000:0000:0001,0x0,Static,"
                      "0000:0000:0000:0000:0000:0000:0000:0000,0x0,"
                      "0000:0000:0000:0000:0000:0000:0000:0000)"},
        {"Dns(2001:db8::53)", "Dns(2001:0db8:0000:0000:0000:0000:0000:0053)"},
        {"Uart(0,0,0,0)", "Uart(DEFAULT,DEFAULT,D,D)"},
        {"BBS(2,id)", "BBS(HD,id,0x0)"},
        {"Msg(18,0000ffff0000)", "Sata(0x0,0xffff,0x0)"},
        {"Path(1,1,021f)", "Pci(0x1f,0x2)"},
        {"AcpiAdr(1,2,3)", "AcpiAdr(0x1,0x2,0x3)"},
        {"SAS(1,2,3,0x13,0,0,0,0)", "SAS(0x1,0x2,0x3,0x13,0,0,0,0x0)"},
        {"/Pci(0,0)//Ctrl(0)/", "Pci(0x0,0x0)/Ctrl(0x0)"},
        {"Unknown(1)", "Unknown(1)"}, /* a file name */
        {"name(x", "name(x"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint8_t buf[256];
        char text[256];
        struct uefi_path path;
        assert_ok(uefi_path_from_text(buf, sizeof buf, texts[i][0], &path, NULL, NULL));
        uefi_path_to_text(text, sizeof text, path, plain);
        assert_string_equal(text, texts[i][1]);
    }
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Pci()",
        "Pci(1)",
        "Pci(1,2,3)",
        "Pci(256,0)",
        "Pci(-1,0)",
        "Pci(0x,0)",
        "Pci(1f,0)",
        "Pci(0x1g,0)",
        "Ctrl(4294967296)",
        "Ctrl(0x100000000)",
        "MemoryMapped(0,0x10000000000000000,0)",
        "MemoryMapped(0,18446744073709551616,0)",
        "VenHw(1)",
        "VenHw(12345678-9abc-def0-0123-456789abcdef,0)",
        "VenHw(12345678-9abc-def0-0123-456789abcdef,0g)",
        "Acpi(PN10A03,0)",
        "Acpi(PNP0A0,0)",
        "AcpiEx(0,0,0,a,b)",
        "AcpiAdr()",
        "AcpiAdr(1,x)",
        "AcpiAdr(1,2,x)",
        "Acpi(P1P0A03,0)",
        "Acpi(PNP0A0G,0)",
        "Pci(,0)",
        "Ata(Third,Master,0)x)",
        "FibreEx(0001020304050607,0x08090a0b0c0d0e0f)",
        "I1394(1)",
        "MAC(5254,1)",
        "IPv4(1.2.3)",
        "IPv4(1.2.3.4.5)",
        "IPv4(1.2.3.256)",
        "IPv6(1:2:3)",
        "IPv6(1::2::3)",
        "IPv6(1:2:3:4:5:6:7:8:9)",
        "IPv6(12345::)",
        "IPv6(1:2:3:4:5:6:7:8::)",
        "Uart(1,2,X,1)",
        "UsbWwid(1,2,3,serial)",
        "SAS(1,2,3,Other,0,0,0,0)",
        "SAS(1,2,3,SAS,Internal,Direct,257,0)",
        "SAS(1,2,3,SAS)",
        "iSCSI(n,1,0x0001020304050607,MD5,None,None,TCP)",
        "NVMe(1,00-11-22-33-44-55-66)",
        "NVMe(1,00-11-22-33-44-55-66:77)",
        "Wi-Fi(123456789012345678901234567890123)",
        "Dns(1.2.3.4,x)",
        "HD(1,GPT,5,0,1)",
        "HD(1,MBR)",
        "HD(1,Other,5)",
        "Path(127,255)",
        "Path(1)",
        "Path(256,1)",
        "Msg(1,0)",
        "Msg(1,00,00)",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint8_t buf[256];
        char text[300];
        struct uefi_path path = {0};
        size_t at = 99;
        snprintf(text, sizeof text, "PciRoot(0)/%s", texts[i]);
        uefi_status status = uefi_path_from_text(buf, sizeof buf, text, &path, NULL, &at);
        if (!uefi_is(status, EFI_INVALID_PARAMETER))
            fail_msg("%s is taken", texts[i]);
        assert_int_equal(at, 11);
        assert_null(path.at);
        assert_status(uefi_path_from_text(buf, sizeof buf, text, &path, NULL, NULL),
                      EFI_INVALID_PARAMETER);
    }
}

/* A node has at most 65535 bytes, whatever kind it is. */
static void what_is_too_long_for_a_node(void **state)
{
    (void)state;
    static const char *const frames[][2] = {
        {"", ""},
        {"Uri(", ")"},
        {"Msg(99,", ")"},
        {"UsbWwid(1,2,3,\"", "\")"},
    };
    static char text[140000];
    for (size_t i = 0; i < 4; i++) {
        struct uefi_path path;
        memset(text, 'a', sizeof text - 1);
        memcpy(text, frames[i][0], strlen(frames[i][0]));
        memcpy(text + 138000, frames[i][1], strlen(frames[i][1]) + 1);
        assert_status(uefi_path_from_text(NULL, 0, text, &path, NULL, NULL), EFI_INVALID_PARAMETER);
    }
}

static void styles(void **state)
{
    (void)state;
    static const struct {
        const char *text, *display, *longer;
    } cases[] = {
        {"PciRoot(0x2)", "PciRoot(0x2)", "PciRoot(0x2)"},
        {"Ata(Primary,Slave,0x3)", "Ata(0x3)", "Ata(Primary,Slave,0x3)"},
        {"HD(1,MBR,0x00000005,0x1,0x2)", "HD(1,MBR,0x00000005)", "HD(1,MBR,0x00000005,0x1,0x2)"},
        {"CDROM(0x1,0x2,0x3)", "CDROM(0x1)", "CDROM(0x1,0x2,0x3)"},
        {"IPv4(1.2.3.4,TCP,DHCP,0.0.0.0,0.0.0.0,0.0.0.0)", "IPv4(1.2.3.4)",
         "IPv4(1.2.3.4,TCP,DHCP,0.0.0.0,0.0.0.0,0.0.0.0)"},
        {"VenPcAnsi()", "VenPcAnsi()", "VenMsg(e0c14753-f9be-11d2-9a0c-0090273fc14d)"},
        {"UsbHID(0x1,0x2,0x3,0x4)", "UsbHID(0x1,0x2,0x3,0x4)", "UsbClass(0x1,0x2,0x3,0x3,0x4)"},
        {"BBS(USB,stick,0x1)", "BBS(USB,stick)", "BBS(USB,stick,0x1)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t buf[64];
        char text[128];
        struct uefi_path path;
        assert_ok(uefi_path_from_text(buf, sizeof buf, cases[i].text, &path, NULL, NULL));
        uefi_path_to_text(text, sizeof text, path, (struct uefi_path_style){.display_only = true});
        assert_string_equal(text, cases[i].display);
        uefi_path_to_text(text, sizeof text, path, (struct uefi_path_style){.no_shortcuts = true});
        assert_string_equal(text, cases[i].longer);
    }
}

/* Nodes of older specifications that end before the gateway; strings without their NULs; bytes that
 * are no text. */
static void odd_nodes(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"030c1300"
         "0a000001"
         "0a000002"
         "0000"
         "0000"
         "0600"
         "01",
         "IPv4(10.0.0.2,TCP,Static,10.0.0.1)"},
        {"02021300"
         "d041030a"
         "00000000"
         "00000000"
         "414243",
         "AcpiEx(PNP0A03,0x0,0x0,ABC,,)"},
        {"03180600"
         "ff41",
         "Uri(\xEF\xBF\xBD"
         "A)"},
        {"05010a00"
         "0200"
         "0000"
         "4142",
         "BBS(HD,AB,0x0)"},
        {"04040900"
         "4100"
         "3dd8"
         "42",
         "A\xEF\xBF\xBD"},
        {"04040400", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t bytes[64];
        char text[128];
        size_t size = from_hex(cases[i].bytes, bytes);
        uint8_t *exact = memcpy(malloc(size), bytes, size);
        struct uefi_path_node node = {exact, (uint16_t)size, exact[0], exact[1]};
        assert_int_equal(uefi_path_node_to_text(text, sizeof text, node, plain),
                         strlen(cases[i].text));
        assert_string_equal(text, cases[i].text);
        free(exact);
    }
}

TESTS(test(every_kind_is_written), test(every_kind_is_read), test(whole_paths),
      test(other_spellings), test(what_does_not_fit_is_refused), test(what_is_too_long_for_a_node),
      test(styles), test(odd_nodes))
