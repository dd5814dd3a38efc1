/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The table of path_text.h. */
#include "path_text.h"

#define HW    HARDWARE_DEVICE_PATH
#define ACPI  ACPI_DEVICE_PATH
#define MSG   MESSAGING_DEVICE_PATH
#define MEDIA MEDIA_DEVICE_PATH

/* Numbers of 4 bytes, and GUIDs, as they stand in nodes. */
#define LE32(n) (uint8_t)(n), (uint8_t)((n) >> 8), (uint8_t)((n) >> 16), (uint8_t)((n) >> 24)
#define PNP(id)              \
    4, 4,                    \
    {                        \
        LE32(EFI_PNP_ID(id)) \
    }
#define BYTES(...)  \
    4, 16,          \
    {               \
        __VA_ARGS__ \
    }
#define USB_CLASS(class) \
    8, 1,                \
    {                    \
        class            \
    }
#define USB_SUBCLASS(subclass) \
    8, 2,                      \
    {                          \
        0xFE, subclass         \
    }
#define USB_FIELDS                   \
    {                                \
        {X16, 4}, {X16, 6}, {X8, 9}, \
        {                            \
            X8, 10                   \
        }                            \
    }
#define RAM_DISK(...) \
    20, 16,           \
    {                 \
        __VA_ARGS__   \
    }
#define RAM_FIELDS           \
    {                        \
        {X64, 4}, {X64, 12}, \
        {                    \
            D16, 36          \
        }                    \
    }
#define ANY \
    0, 0,   \
    {       \
        0   \
    }

/* clang-format off */
const struct row path_rows[] = {
    {"Pci", HW, HW_PCI_DP, 6, 6, ANY, {{X8, 5}, {X8, 4}}},
    {"PcCard", HW, HW_PCCARD_DP, 5, 5, ANY, {{X8, 4}}},
    {"MemoryMapped", HW, HW_MEMMAP_DP, 24, 24, ANY, {{X32, 4}, {X64, 8}, {X64, 16}}},
    {"VenHw", HW, HW_VENDOR_DP, 20, 20, ANY, {{GUID, 4}, {REST_HEX | DETAIL, 20}}},
    {"Ctrl", HW, HW_CONTROLLER_DP, 8, 8, ANY, {{X32, 4}}},
    {"BMC", HW, HW_BMC_DP, 13, 13, ANY, {{X8, 4}, {X64, 5}}},

    {"PciRoot", ACPI, ACPI_DP, 12, 12, PNP(0x0A03), {{X32, 8}}},
    {"PcieRoot", ACPI, ACPI_DP, 12, 12, PNP(0x0A08), {{X32, 8}}},
    {"Floppy", ACPI, ACPI_DP, 12, 12, PNP(0x0604), {{X32, 8}}},
    {"Keyboard", ACPI, ACPI_DP, 12, 12, PNP(0x0301), {{X32, 8}}},
    {"Serial", ACPI, ACPI_DP, 12, 12, PNP(0x0501), {{X32, 8}}},
    {"ParallelPort", ACPI, ACPI_DP, 12, 12, PNP(0x0401), {{X32, 8}}},
    {"Acpi", ACPI, ACPI_DP, 12, 12, ANY, {{EISA, 4}, {X32, 8}}},
    {"AcpiEx", ACPI, ACPI_EXTENDED_DP, 19, 16, ANY,
     {{EISA, 4}, {EISA, 12}, {X32, 8}, {STRINGS, 16}}},
    {"AcpiAdr", ACPI, ACPI_ADR_DP, 8, 8, ANY, {{X32, 4}, {REST_X32 | DETAIL, 8}}},

    {"Ata", MSG, MSG_ATAPI_DP, 8, 8, ANY, {{CHANNEL | DETAIL, 4}, {DRIVE | DETAIL, 5}, {X16, 6}}},
    {"Scsi", MSG, MSG_SCSI_DP, 8, 8, ANY, {{X16, 4}, {X16, 6}}},
    {"Fibre", MSG, MSG_FIBRECHANNEL_DP, 24, 24, ANY, {{X64, 8}, {X64, 16}}},
    {"FibreEx", MSG, MSG_FIBRECHANNELEX_DP, 24, 24, ANY, {{BYTES8, 8}, {BYTES8, 16}}},
    {"I1394", MSG, MSG_1394_DP, 16, 16, ANY, {{LE_HEX64, 8}}},
    {"USB", MSG, MSG_USB_DP, 6, 6, ANY, {{X8, 4}, {X8, 5}}},
    {"I2O", MSG, MSG_I2O_DP, 8, 8, ANY, {{X32, 4}}},
    {"Infiniband", MSG, MSG_INFINIBAND_DP, 48, 48, ANY,
     {{X32, 4}, {GUID, 8}, {X64, 24}, {X64, 32}, {X64, 40}}},
    {"VenPcAnsi", MSG, MSG_VENDOR_DP, 20, 20, BYTES(0x53, 0x47, 0xC1, 0xE0, 0xBE, 0xF9, 0xD2, 0x11,
     0x9A, 0x0C, 0x00, 0x90, 0x27, 0x3F, 0xC1, 0x4D), {{0}}},
    {"VenVt100", MSG, MSG_VENDOR_DP, 20, 20, BYTES(0x65, 0x60, 0xA6, 0xDF, 0x19, 0xB4, 0xD3, 0x11,
     0x9A, 0x2D, 0x00, 0x90, 0x27, 0x3F, 0xC1, 0x4D), {{0}}},
    {"VenVt100Plus", MSG, MSG_VENDOR_DP, 20, 20, BYTES(0x0B, 0xC7, 0xAE, 0x7B, 0xE0, 0x57, 0x76,
     0x4C, 0x8E, 0x87, 0x2F, 0x9E, 0x28, 0x08, 0x83, 0x43), {{0}}},
    {"VenUtf8", MSG, MSG_VENDOR_DP, 20, 20, BYTES(0xD6, 0xA0, 0x15, 0xAD, 0xEC, 0x8B, 0xCF, 0x4A,
     0xA0, 0x73, 0xD0, 0x1D, 0xE7, 0x7E, 0x2D, 0x88), {{0}}},
    {"DebugPort", MSG, MSG_VENDOR_DP, 20, 20, BYTES(0xD2, 0xE8, 0xA4, 0xEB, 0x58, 0x38, 0xEC, 0x41,
     0xA2, 0x81, 0x26, 0x47, 0xBA, 0x96, 0x60, 0xD0), {{0}}},
    {"UartFlowCtrl", MSG, MSG_VENDOR_DP, 24, 24, BYTES(0x9D, 0x9A, 0x49, 0x37, 0x2F, 0x54, 0x89,
     0x4C, 0xA0, 0x26, 0x35, 0xDA, 0x14, 0x20, 0x94, 0xE4), {{FLOW, 20}}},
    {"SAS", MSG, MSG_VENDOR_DP, 44, 44, BYTES(0xB4, 0xDD, 0x87, 0xD4, 0x8B, 0x00, 0xD9, 0x11, 0xAF,
     0xDC, 0x00, 0x10, 0x83, 0xFF, 0xCA, 0x4D), {{X64, 24}, {X64, 32}, {X16, 42}, {TOPOLOGY, 40},
     {X32, 20}}},
    {"VenMsg", MSG, MSG_VENDOR_DP, 20, 20, ANY, {{GUID, 4}, {REST_HEX | DETAIL, 20}}},
    {"MAC", MSG, MSG_MAC_ADDR_DP, 37, 37, ANY, {{MAC, 4}, {X8, 36}}},
    {"IPv4", MSG, MSG_IPv4_DP, 19, 27, ANY, {{IP4, 8}, {IP_PROTOCOL | DETAIL, 16},
     {ORIGIN4 | DETAIL, 18}, {IP4 | DETAIL, 4}, {IP4 | DETAIL, 19}, {IP4 | DETAIL, 23}}},
    {"IPv6", MSG, MSG_IPv6_DP, 43, 60, ANY, {{IP6, 20}, {IP_PROTOCOL | DETAIL, 40},
     {ORIGIN6 | DETAIL, 42}, {IP6 | DETAIL, 4}, {X8 | DETAIL, 43}, {IP6 | DETAIL, 44}}},
    {"Uart", MSG, MSG_UART_DP, 19, 19, ANY,
     {{DEFAULT64, 8}, {DEFAULT8, 16}, {PARITY, 17}, {STOP_BITS, 18}}},
    {"UsbAudio", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(1), USB_FIELDS},
    {"UsbCDCControl", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(2), USB_FIELDS},
    {"UsbHID", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(3), USB_FIELDS},
    {"UsbImage", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(6), USB_FIELDS},
    {"UsbPrinter", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(7), USB_FIELDS},
    {"UsbMassStorage", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(8), USB_FIELDS},
    {"UsbHub", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(9), USB_FIELDS},
    {"UsbCDCData", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(10), USB_FIELDS},
    {"UsbSmartCard", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(11), USB_FIELDS},
    {"UsbVideo", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(14), USB_FIELDS},
    {"UsbDiagnostic", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(220), USB_FIELDS},
    {"UsbWireless", MSG, MSG_USB_CLASS_DP, 11, 11, USB_CLASS(224), USB_FIELDS},
    {"UsbDeviceFirmwareUpdate", MSG, MSG_USB_CLASS_DP, 11, 11, USB_SUBCLASS(1),
     {{X16, 4}, {X16, 6}, {X8, 10}}},
    {"UsbIrdaBridge", MSG, MSG_USB_CLASS_DP, 11, 11, USB_SUBCLASS(2),
     {{X16, 4}, {X16, 6}, {X8, 10}}},
    {"UsbTestAndMeasurement", MSG, MSG_USB_CLASS_DP, 11, 11, USB_SUBCLASS(3),
     {{X16, 4}, {X16, 6}, {X8, 10}}},
    {"UsbClass", MSG, MSG_USB_CLASS_DP, 11, 11, ANY,
     {{X16, 4}, {X16, 6}, {X8, 8}, {X8, 9}, {X8, 10}}},
    {"UsbWwid", MSG, MSG_USB_WWID_DP, 10, 10, ANY,
     {{X16, 6}, {X16, 8}, {X16, 4}, {REST_QUOTED, 10}}},
    {"Unit", MSG, MSG_DEVICE_LOGICAL_UNIT_DP, 5, 5, ANY, {{X8, 4}}},
    {"Sata", MSG, MSG_SATA_DP, 10, 10, ANY, {{X16, 4}, {X16, 6}, {X16, 8}}},
    {"iSCSI", MSG, MSG_ISCSI_DP, 18, 18, ANY, {{ASCIIZ, 18}, {X16, 16}, {BYTES8, 8}, {LOGIN, 6},
     {ISCSI_PROTOCOL, 4}}},
    {"Vlan", MSG, MSG_VLAN_DP, 6, 6, ANY, {{D16, 4}}},
    {"SasEx", MSG, MSG_SASEX_DP, 24, 24, ANY, {{BYTES8, 4}, {BYTES8, 12}, {X16, 22}, {TOPOLOGY, 20}}},
    {"NVMe", MSG, MSG_NVME_NAMESPACE_DP, 16, 16, ANY, {{X32, 4}, {EUI64, 8}}},
    {"Uri", MSG, MSG_URI_DP, 4, 4, ANY, {{REST_ASCII, 4}}},
    {"UFS", MSG, MSG_UFS_DP, 6, 6, ANY, {{X8, 4}, {X8, 5}}},
    {"SD", MSG, MSG_SD_DP, 5, 5, ANY, {{X8, 4}}},
    {"eMMC", MSG, MSG_EMMC_DP, 5, 5, ANY, {{X8, 4}}},
    {"Bluetooth", MSG, MSG_BLUETOOTH_DP, 10, 10, ANY, {{BYTES6, 4}}},
    {"BluetoothLE", MSG, MSG_BLUETOOTH_LE_DP, 11, 11, ANY, {{BYTES6, 4}, {X8, 10}}},
    {"Wi-Fi", MSG, MSG_WIFI_DP, 36, 36, ANY, {{ASCII32, 4}}},
    {"Dns", MSG, MSG_DNS_DP, 5, 5, ANY, {{REST_DNS, 5}}},
    {"NVDIMM", MSG, NVDIMM_NAMESPACE_DP, 20, 20, ANY, {{GUID, 4}}},
    {"RestService", MSG, MSG_REST_SERVICE_DP, 6, 6, ANY,
     {{X8, 4}, {X8, 5}, {REST_HEX | DETAIL, 6}}},

    {"HD", MEDIA, MEDIA_HARDDRIVE_DP, 42, 42, ANY,
     {{D32, 4}, {SIGNATURE, 24}, {X64 | DETAIL, 8}, {X64 | DETAIL, 16}}},
    {"CDROM", MEDIA, MEDIA_CDROM_DP, 24, 24, ANY, {{X32, 4}, {X64 | DETAIL, 8}, {X64 | DETAIL, 16}}},
    {"VenMedia", MEDIA, MEDIA_VENDOR_DP, 20, 20, ANY, {{GUID, 4}, {REST_HEX | DETAIL, 20}}},
    {"Media", MEDIA, MEDIA_PROTOCOL_DP, 20, 20, ANY, {{GUID, 4}}},
    {"FvFile", MEDIA, MEDIA_PIWG_FW_FILE_DP, 20, 20, ANY, {{GUID, 4}}},
    {"Fv", MEDIA, MEDIA_PIWG_FW_VOL_DP, 20, 20, ANY, {{GUID, 4}}},
    {"Offset", MEDIA, MEDIA_RELATIVE_OFFSET_RANGE_DP, 24, 24, ANY, {{X64, 8}, {X64, 16}}},
    {"VirtualDisk", MEDIA, MEDIA_RAM_DISK_DP, 38, 38, RAM_DISK(0x5A, 0x53, 0xAB, 0x77, 0xFC, 0x45,
     0x4B, 0x62, 0x55, 0x60, 0xF7, 0xB2, 0x81, 0xD1, 0xF9, 0x6E), RAM_FIELDS},
    {"VirtualCD", MEDIA, MEDIA_RAM_DISK_DP, 38, 38, RAM_DISK(0x30, 0xBD, 0x5A, 0x3D, 0x75, 0x41,
     0xCE, 0x87, 0x6D, 0x64, 0xD2, 0xAD, 0xE5, 0x23, 0xC4, 0xBB), RAM_FIELDS},
    {"PersistentVirtualDisk", MEDIA, MEDIA_RAM_DISK_DP, 38, 38, RAM_DISK(0xC9, 0x02, 0xEA, 0x5C,
     0x07, 0x4D, 0xD3, 0x69, 0x26, 0x9F, 0x44, 0x96, 0xFB, 0xE0, 0x96, 0xF9), RAM_FIELDS},
    {"PersistentVirtualCD", MEDIA, MEDIA_RAM_DISK_DP, 38, 38, RAM_DISK(0x88, 0x81, 0x01, 0x08, 0xCD,
     0x42, 0x48, 0xBB, 0x10, 0x0F, 0x53, 0x87, 0xD5, 0x3D, 0xED, 0x3D), RAM_FIELDS},
    {"RamDisk", MEDIA, MEDIA_RAM_DISK_DP, 38, 38, ANY, {{X64, 4}, {X64, 12}, {D16, 36}, {GUID, 20}}},
    {"BBS", BBS_DEVICE_PATH, BBS_BBS_DP, 8, 8, ANY,
     {{BBS_TYPE, 4}, {ASCIIZ, 8}, {X16 | DETAIL, 6}}},
};
/* clang-format on */
const size_t path_row_count = sizeof path_rows / sizeof *path_rows;

const char *path_words(enum field_kind kind)
{
    switch (kind) {
    case CHANNEL:
        return "Primary|Secondary";
    case DRIVE:
        return "Master|Slave";
    case ORIGIN4:
        return "DHCP|Static";
    case ORIGIN6:
        return "Static|StatelessAutoConfigure|StatefulAutoConfigure";
    case PARITY:
        return "D|N|E|O|M|S";
    case STOP_BITS:
        return "D|1|1.5|2";
    case FLOW:
        return "None|Hardware|XonXoff";
    case BBS_TYPE:
        return "|Floppy|HD|CDROM|PCMCIA|USB|Network";
    case ISCSI_PROTOCOL:
        return "TCP";
    default:
        return NULL;
    }
}

size_t path_field_size(enum field_kind kind)
{
    switch (kind) {
    case X8:
    case D8:
    case DEFAULT8:
    case CHANNEL:
    case DRIVE:
    case ORIGIN4:
    case ORIGIN6:
    case PARITY:
    case STOP_BITS:
        return 1;
    case X16:
    case D16:
    case IP_PROTOCOL:
    case BBS_TYPE:
    case ISCSI_PROTOCOL:
    case TOPOLOGY:
    case LOGIN:
        return 2;
    case X32:
    case D32:
    case EISA:
    case IP4:
    case FLOW:
        return 4;
    case BYTES6:
        return 6;
    case X64:
    case DEFAULT64:
    case LE_HEX64:
    case BYTES8:
    case EUI64:
        return 8;
    case GUID:
    case IP6:
        return 16;
    case SIGNATURE:
        return 18; /* the signature, the kind of table, the kind of signature */
    case MAC:
    case ASCII32:
        return 32;
    default:
        return 0;
    }
}
