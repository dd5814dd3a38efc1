/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths (UEFI chapter 10): all kinds of nodes, and the protocols that convert them.
 *
 * A path is a row of nodes, each as long as its own Length says, at any alignment; an end node
 * closes it. Nodes may be longer than their struct: strings and lists follow. Nothing here may be
 * trusted to fit: see uefi/path.h.
 */
#pragma once

#include "uefi/raw/base.h"

#define EFI_DEVICE_PATH_PROTOCOL_GUID UEFI_GUID(0x09576E91, 0x6D3F, 0x11D2, 0x8E39, 0x00A0C969723B)

/* The head of every node (10.2). */
struct EFI_DEVICE_PATH_PROTOCOL {
    UINT8 Type;
    UINT8 SubType;
    UINT8 Length[2]; /* low byte first; with this head */
};
UEFI_LAYOUT(EFI_DEVICE_PATH_PROTOCOL, 4, 4);

#define HARDWARE_DEVICE_PATH  0x01
#define ACPI_DEVICE_PATH      0x02
#define MESSAGING_DEVICE_PATH 0x03
#define MEDIA_DEVICE_PATH     0x04
#define BBS_DEVICE_PATH       0x05
#define END_DEVICE_PATH_TYPE  0x7F

#define END_INSTANCE_DEVICE_PATH_SUBTYPE 0x01 /* another instance follows */
#define END_ENTIRE_DEVICE_PATH_SUBTYPE   0xFF

/* --- Hardware (10.3.2) --- */

#define HW_PCI_DP        0x01
#define HW_PCCARD_DP     0x02
#define HW_MEMMAP_DP     0x03
#define HW_VENDOR_DP     0x04
#define HW_CONTROLLER_DP 0x05
#define HW_BMC_DP        0x06

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 Function;
    UINT8 Device;
} UEFI_PACKED PCI_DEVICE_PATH;
UEFI_LAYOUT(PCI_DEVICE_PATH, 6, 6);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 FunctionNumber;
} UEFI_PACKED PCCARD_DEVICE_PATH;
UEFI_LAYOUT(PCCARD_DEVICE_PATH, 5, 5);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 MemoryType; /* EFI_MEMORY_TYPE */
    EFI_PHYSICAL_ADDRESS StartingAddress;
    EFI_PHYSICAL_ADDRESS EndingAddress;
} UEFI_PACKED MEMMAP_DEVICE_PATH;
UEFI_LAYOUT(MEMMAP_DEVICE_PATH, 24, 24);

/* Also of messaging and media: data of the vendor's own follows. */
typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_GUID Guid;
} UEFI_PACKED VENDOR_DEVICE_PATH;
UEFI_LAYOUT(VENDOR_DEVICE_PATH, 20, 20);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 ControllerNumber;
} UEFI_PACKED CONTROLLER_DEVICE_PATH;
UEFI_LAYOUT(CONTROLLER_DEVICE_PATH, 8, 8);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 InterfaceType; /* 1 KCS, 2 SMIC, 3 BT */
    UINT8 BaseAddress[8];
} UEFI_PACKED BMC_DEVICE_PATH;
UEFI_LAYOUT(BMC_DEVICE_PATH, 13, 13);

/* --- ACPI (10.3.3) --- */

#define ACPI_DP          0x01
#define ACPI_EXTENDED_DP 0x02
#define ACPI_ADR_DP      0x03
#define ACPI_NVDIMM_DP   0x04

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 HID; /* compressed EISA-type: EFI_PNP_ID(0x0A03) is a PCI root bridge */
    UINT32 UID;
} UEFI_PACKED ACPI_HID_DEVICE_PATH;
UEFI_LAYOUT(ACPI_HID_DEVICE_PATH, 12, 12);

#define EISA_PNP_ID_MASK 0x0000FFFFU
#define EFI_PNP_ID(id)   ((UINT32)(((UINT32)(id) << 16) | 0x41D0))

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 HID;
    UINT32 UID;
    UINT32 CID;
    /* three NUL-terminated strings of bytes: HIDSTR, UIDSTR, CIDSTR */
} UEFI_PACKED ACPI_EXTENDED_HID_DEVICE_PATH;
UEFI_LAYOUT(ACPI_EXTENDED_HID_DEVICE_PATH, 16, 16);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 ADR; /* more of them may follow */
} UEFI_PACKED ACPI_ADR_DEVICE_PATH;
UEFI_LAYOUT(ACPI_ADR_DEVICE_PATH, 8, 8);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 NFITDeviceHandle;
} UEFI_PACKED ACPI_NVDIMM_DEVICE_PATH;
UEFI_LAYOUT(ACPI_NVDIMM_DEVICE_PATH, 8, 8);

/* --- Messaging (10.3.4) --- */

#define MSG_ATAPI_DP               0x01
#define MSG_SCSI_DP                0x02
#define MSG_FIBRECHANNEL_DP        0x03
#define MSG_1394_DP                0x04
#define MSG_USB_DP                 0x05
#define MSG_I2O_DP                 0x06
#define MSG_INFINIBAND_DP          0x09
#define MSG_VENDOR_DP              0x0A
#define MSG_MAC_ADDR_DP            0x0B
#define MSG_IPv4_DP                0x0C
#define MSG_IPv6_DP                0x0D
#define MSG_UART_DP                0x0E
#define MSG_USB_CLASS_DP           0x0F
#define MSG_USB_WWID_DP            0x10
#define MSG_DEVICE_LOGICAL_UNIT_DP 0x11
#define MSG_SATA_DP                0x12
#define MSG_ISCSI_DP               0x13
#define MSG_VLAN_DP                0x14
#define MSG_FIBRECHANNELEX_DP      0x15
#define MSG_SASEX_DP               0x16
#define MSG_NVME_NAMESPACE_DP      0x17
#define MSG_URI_DP                 0x18
#define MSG_UFS_DP                 0x19
#define MSG_SD_DP                  0x1A
#define MSG_BLUETOOTH_DP           0x1B
#define MSG_WIFI_DP                0x1C
#define MSG_EMMC_DP                0x1D
#define MSG_BLUETOOTH_LE_DP        0x1E
#define MSG_DNS_DP                 0x1F
#define NVDIMM_NAMESPACE_DP        0x20
#define MSG_REST_SERVICE_DP        0x21
#define MSG_NVME_OF_NAMESPACE_DP   0x22

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 PrimarySecondary;
    UINT8 SlaveMaster;
    UINT16 Lun;
} UEFI_PACKED ATAPI_DEVICE_PATH;
UEFI_LAYOUT(ATAPI_DEVICE_PATH, 8, 8);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT16 Pun;
    UINT16 Lun;
} UEFI_PACKED SCSI_DEVICE_PATH;
UEFI_LAYOUT(SCSI_DEVICE_PATH, 8, 8);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 Reserved;
    UINT64 WWN;
    UINT64 Lun;
} UEFI_PACKED FIBRECHANNEL_DEVICE_PATH;
UEFI_LAYOUT(FIBRECHANNEL_DEVICE_PATH, 24, 24);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 Reserved;
    UINT8 WWN[8];
    UINT8 Lun[8];
} UEFI_PACKED FIBRECHANNELEX_DEVICE_PATH;
UEFI_LAYOUT(FIBRECHANNELEX_DEVICE_PATH, 24, 24);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 Reserved;
    UINT64 Guid; /* the 1394 kind: 64 bits */
} UEFI_PACKED F1394_DEVICE_PATH;
UEFI_LAYOUT(F1394_DEVICE_PATH, 16, 16);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 ParentPortNumber;
    UINT8 InterfaceNumber;
} UEFI_PACKED USB_DEVICE_PATH;
UEFI_LAYOUT(USB_DEVICE_PATH, 6, 6);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 Tid;
} UEFI_PACKED I2O_DEVICE_PATH;
UEFI_LAYOUT(I2O_DEVICE_PATH, 8, 8);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 ResourceFlags; /* INFINIBAND_RESOURCE_FLAG_... */
    UINT8 PortGid[16];
    UINT64 ServiceId; /* or the I/O controller's GUID */
    UINT64 TargetPortId;
    UINT64 DeviceId;
} UEFI_PACKED INFINIBAND_DEVICE_PATH;
UEFI_LAYOUT(INFINIBAND_DEVICE_PATH, 48, 48);

#define INFINIBAND_RESOURCE_FLAG_IOC_SERVICE               0x01
#define INFINIBAND_RESOURCE_FLAG_EXTENDED_BOOT_ENVIRONMENT 0x02
#define INFINIBAND_RESOURCE_FLAG_CONSOLE_PROTOCOL          0x04
#define INFINIBAND_RESOURCE_FLAG_STORAGE_PROTOCOL          0x08
#define INFINIBAND_RESOURCE_FLAG_NETWORK_PROTOCOL          0x10

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_MAC_ADDRESS MacAddress;
    UINT8 IfType; /* RFC 3232 */
} UEFI_PACKED MAC_ADDR_DEVICE_PATH;
UEFI_LAYOUT(MAC_ADDR_DEVICE_PATH, 37, 37);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_IPv4_ADDRESS LocalIpAddress;
    EFI_IPv4_ADDRESS RemoteIpAddress;
    UINT16 LocalPort;
    UINT16 RemotePort;
    UINT16 Protocol; /* of IP: 6 TCP, 17 UDP */
    BOOLEAN StaticIpAddress;
    /* the rest only if Length is 27 */
    EFI_IPv4_ADDRESS GatewayIpAddress;
    EFI_IPv4_ADDRESS SubnetMask;
} UEFI_PACKED IPv4_DEVICE_PATH;
UEFI_LAYOUT(IPv4_DEVICE_PATH, 27, 27);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_IPv6_ADDRESS LocalIpAddress;
    EFI_IPv6_ADDRESS RemoteIpAddress;
    UINT16 LocalPort;
    UINT16 RemotePort;
    UINT16 Protocol;
    UINT8 IpAddressOrigin; /* 0 manual, 1 stateless, 2 stateful */
    UINT8 PrefixLength;
    EFI_IPv6_ADDRESS GatewayIpAddress;
} UEFI_PACKED IPv6_DEVICE_PATH;
UEFI_LAYOUT(IPv6_DEVICE_PATH, 60, 60);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 Reserved;
    UINT64 BaudRate; /* 0: default, as for the rest */
    UINT8 DataBits;
    UINT8 Parity;   /* EFI_PARITY_TYPE */
    UINT8 StopBits; /* EFI_STOP_BITS_TYPE */
} UEFI_PACKED UART_DEVICE_PATH;
UEFI_LAYOUT(UART_DEVICE_PATH, 19, 19);

/* A vendor's messaging node that says how the UART before it holds back its peer. */
#define DEVICE_PATH_MESSAGING_UART_FLOW_CONTROL \
    UEFI_GUID(0x37499A9D, 0x542F, 0x4C89, 0xA026, 0x35DA142094E4)
#define UART_FLOW_CONTROL_HARDWARE 0x00000001
#define UART_FLOW_CONTROL_XON_XOFF 0x00000002

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_GUID Guid;
    UINT32 FlowControlMap;
} UEFI_PACKED UART_FLOW_CONTROL_DEVICE_PATH;
UEFI_LAYOUT(UART_FLOW_CONTROL_DEVICE_PATH, 24, 24);

/* Terminals: vendor's messaging nodes too. */
#define EFI_PC_ANSI_GUID     UEFI_GUID(0xE0C14753, 0xF9BE, 0x11D2, 0x9A0C, 0x0090273FC14D)
#define EFI_VT_100_GUID      UEFI_GUID(0xDFA66065, 0xB419, 0x11D3, 0x9A2D, 0x0090273FC14D)
#define EFI_VT_100_PLUS_GUID UEFI_GUID(0x7BAEC70B, 0x57E0, 0x4C76, 0x8E87, 0x2F9E28088343)
#define EFI_VT_UTF8_GUID     UEFI_GUID(0xAD15A0D6, 0x8BEC, 0x4ACF, 0xA073, 0xD01DE77E2D88)

/* A vendor's messaging node for serial attached SCSI; SASEX took its place. */
#define DEVICE_PATH_MESSAGING_SAS UEFI_GUID(0xD487DDB4, 0x008B, 0x11D9, 0xAFDC, 0x001083FFCA4D)

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_GUID Guid;
    UINT32 Reserved;
    UINT64 SasAddress;
    UINT64 Lun;
    UINT16 DeviceTopology;
    UINT16 RelativeTargetPort;
} UEFI_PACKED SAS_DEVICE_PATH;
UEFI_LAYOUT(SAS_DEVICE_PATH, 44, 44);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 SasAddress[8];
    UINT8 Lun[8];
    UINT16 DeviceTopology;
    UINT16 RelativeTargetPort;
} UEFI_PACKED SASEX_DEVICE_PATH;
UEFI_LAYOUT(SASEX_DEVICE_PATH, 24, 24);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT16 VendorId; /* 0xFFFF matches all, as in the next */
    UINT16 ProductId;
    UINT8 DeviceClass; /* 0xFF matches all, as in the next two */
    UINT8 DeviceSubClass;
    UINT8 DeviceProtocol;
} UEFI_PACKED USB_CLASS_DEVICE_PATH;
UEFI_LAYOUT(USB_CLASS_DEVICE_PATH, 11, 11);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT16 InterfaceNumber;
    UINT16 VendorId;
    UINT16 ProductId;
    /* CHAR16 SerialNumber[], the last 64 characters, NUL not needed */
} UEFI_PACKED USB_WWID_DEVICE_PATH;
UEFI_LAYOUT(USB_WWID_DEVICE_PATH, 10, 10);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 Lun;
} UEFI_PACKED DEVICE_LOGICAL_UNIT_DEVICE_PATH;
UEFI_LAYOUT(DEVICE_LOGICAL_UNIT_DEVICE_PATH, 5, 5);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT16 HBAPortNumber;
    UINT16 PortMultiplierPortNumber; /* 0xFFFF: there is none */
    UINT16 Lun;
} UEFI_PACKED SATA_DEVICE_PATH;
UEFI_LAYOUT(SATA_DEVICE_PATH, 10, 10);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT16 NetworkProtocol; /* 0 TCP */
    UINT16 LoginOption;
    UINT64 Lun;
    UINT16 TargetPortalGroupTag;
    /* CHAR8 TargetName[] */
} UEFI_PACKED ISCSI_DEVICE_PATH;
UEFI_LAYOUT(ISCSI_DEVICE_PATH, 18, 18);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT16 VlanId; /* 0 to 4094 */
} UEFI_PACKED VLAN_DEVICE_PATH;
UEFI_LAYOUT(VLAN_DEVICE_PATH, 6, 6);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 NamespaceId;
    UINT64 NamespaceUuid; /* IEEE EUI-64; 0 if it has none */
} UEFI_PACKED NVME_NAMESPACE_DEVICE_PATH;
UEFI_LAYOUT(NVME_NAMESPACE_DEVICE_PATH, 16, 16);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 NamespaceIdType; /* of the namespace identification descriptor */
    UINT8 NamespaceId[16];
    /* CHAR8 SubsystemNqn[], NUL-terminated */
} UEFI_PACKED NVME_OF_NAMESPACE_DEVICE_PATH;
UEFI_LAYOUT(NVME_OF_NAMESPACE_DEVICE_PATH, 21, 21);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    /* CHAR8 Uri[], without NUL; may be empty */
} UEFI_PACKED URI_DEVICE_PATH;
UEFI_LAYOUT(URI_DEVICE_PATH, 4, 4);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 Pun;
    UINT8 Lun;
} UEFI_PACKED UFS_DEVICE_PATH;
UEFI_LAYOUT(UFS_DEVICE_PATH, 6, 6);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 SlotNumber;
} UEFI_PACKED SD_DEVICE_PATH;
UEFI_LAYOUT(SD_DEVICE_PATH, 5, 5);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 SlotNumber;
} UEFI_PACKED EMMC_DEVICE_PATH;
UEFI_LAYOUT(EMMC_DEVICE_PATH, 5, 5);

typedef struct {
    UINT8 Address[6];
} UEFI_PACKED BLUETOOTH_ADDRESS;
UEFI_LAYOUT(BLUETOOTH_ADDRESS, 6, 6);

typedef struct {
    UINT8 Address[6];
    UINT8 Type; /* 0 public, 1 random */
} UEFI_PACKED BLUETOOTH_LE_ADDRESS;
UEFI_LAYOUT(BLUETOOTH_LE_ADDRESS, 7, 7);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    BLUETOOTH_ADDRESS BD_ADDR;
} UEFI_PACKED BLUETOOTH_DEVICE_PATH;
UEFI_LAYOUT(BLUETOOTH_DEVICE_PATH, 10, 10);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    BLUETOOTH_LE_ADDRESS Address;
} UEFI_PACKED BLUETOOTH_LE_DEVICE_PATH;
UEFI_LAYOUT(BLUETOOTH_LE_DEVICE_PATH, 11, 11);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 SSId[32];
} UEFI_PACKED WIFI_DEVICE_PATH;
UEFI_LAYOUT(WIFI_DEVICE_PATH, 36, 36);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 IsIPv6; /* 0: the addresses are IPv4, in 16 bytes each all the same */
    /* EFI_IP_ADDRESS DnsServerIp[] */
} UEFI_PACKED DNS_DEVICE_PATH;
UEFI_LAYOUT(DNS_DEVICE_PATH, 5, 5);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_GUID Uuid;
} UEFI_PACKED NVDIMM_NAMESPACE_DEVICE_PATH;
UEFI_LAYOUT(NVDIMM_NAMESPACE_DEVICE_PATH, 20, 20);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT8 RESTService; /* 1 Redfish, 2 OData, 0xFF vendor: a GUID and data follow */
    UINT8 AccessMode;  /* 1 in band, 2 out of band */
} UEFI_PACKED REST_SERVICE_DEVICE_PATH;
UEFI_LAYOUT(REST_SERVICE_DEVICE_PATH, 6, 6);

/* --- Media (10.3.5) --- */

#define MEDIA_HARDDRIVE_DP             0x01
#define MEDIA_CDROM_DP                 0x02
#define MEDIA_VENDOR_DP                0x03
#define MEDIA_FILEPATH_DP              0x04
#define MEDIA_PROTOCOL_DP              0x05
#define MEDIA_PIWG_FW_FILE_DP          0x06
#define MEDIA_PIWG_FW_VOL_DP           0x07
#define MEDIA_RELATIVE_OFFSET_RANGE_DP 0x08
#define MEDIA_RAM_DISK_DP              0x09

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 PartitionNumber; /* from 1; 0: the whole device */
    EFI_LBA PartitionStart;
    UINT64 PartitionSize; /* blocks */
    UINT8 Signature[16];
    UINT8 MBRType;       /* MBR_TYPE_... */
    UINT8 SignatureType; /* SIGNATURE_TYPE_... */
} UEFI_PACKED HARDDRIVE_DEVICE_PATH;
UEFI_LAYOUT(HARDDRIVE_DEVICE_PATH, 42, 42);

#define MBR_TYPE_PCAT                       0x01
#define MBR_TYPE_EFI_PARTITION_TABLE_HEADER 0x02
#define NO_DISK_SIGNATURE                   0x00
#define SIGNATURE_TYPE_MBR                  0x01 /* the first four bytes */
#define SIGNATURE_TYPE_GUID                 0x02

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 BootEntry;
    UINT64 PartitionStart; /* blocks of 2048 bytes */
    UINT64 PartitionSize;
} UEFI_PACKED CDROM_DEVICE_PATH;
UEFI_LAYOUT(CDROM_DEVICE_PATH, 24, 24);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    /* CHAR16 PathName[], NUL-terminated */
} UEFI_PACKED FILEPATH_DEVICE_PATH;
UEFI_LAYOUT(FILEPATH_DEVICE_PATH, 4, 4);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_GUID Protocol;
} UEFI_PACKED MEDIA_PROTOCOL_DEVICE_PATH;
UEFI_LAYOUT(MEDIA_PROTOCOL_DEVICE_PATH, 20, 20);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_GUID FvFileName;
} UEFI_PACKED MEDIA_FW_VOL_FILEPATH_DEVICE_PATH;
UEFI_LAYOUT(MEDIA_FW_VOL_FILEPATH_DEVICE_PATH, 20, 20);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    EFI_GUID FvName;
} UEFI_PACKED MEDIA_FW_VOL_DEVICE_PATH;
UEFI_LAYOUT(MEDIA_FW_VOL_DEVICE_PATH, 20, 20);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 Reserved;
    UINT64 StartingOffset;
    UINT64 EndingOffset;
} UEFI_PACKED MEDIA_RELATIVE_OFFSET_RANGE_DEVICE_PATH;
UEFI_LAYOUT(MEDIA_RELATIVE_OFFSET_RANGE_DEVICE_PATH, 24, 24);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT32 StartingAddr[2]; /* low half first */
    UINT32 EndingAddr[2];
    EFI_GUID TypeGuid; /* EFI_VIRTUAL_DISK_GUID and its like, raw/media.h */
    UINT16 Instance;
} UEFI_PACKED MEDIA_RAM_DISK_DEVICE_PATH;
UEFI_LAYOUT(MEDIA_RAM_DISK_DEVICE_PATH, 38, 38);

/* --- BIOS boot specification (10.3.6) --- */

#define BBS_BBS_DP 0x01

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL Header;
    UINT16 DeviceType; /* BBS_TYPE_... */
    UINT16 StatusFlag;
    /* CHAR8 String[], NUL-terminated */
} UEFI_PACKED BBS_BBS_DEVICE_PATH;
UEFI_LAYOUT(BBS_BBS_DEVICE_PATH, 8, 8);

#define BBS_TYPE_FLOPPY           0x01
#define BBS_TYPE_HARDDRIVE        0x02
#define BBS_TYPE_CDROM            0x03
#define BBS_TYPE_PCMCIA           0x04
#define BBS_TYPE_USB              0x05
#define BBS_TYPE_EMBEDDED_NETWORK 0x06
#define BBS_TYPE_BEV              0x80
#define BBS_TYPE_UNKNOWN          0xFF

/* --- To text, from text, utilities (10.5, 10.6). What they return, the caller frees with FreePool.
 * --- */

#define EFI_DEVICE_PATH_TO_TEXT_PROTOCOL_GUID \
    UEFI_GUID(0x8B843E20, 0x8132, 0x4852, 0x90CC, 0x551A4E4A7F1C)
#define EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL_GUID \
    UEFI_GUID(0x05C99A21, 0xC70F, 0x4AD2, 0x8A5F, 0x35DF3343F51E)
#define EFI_DEVICE_PATH_UTILITIES_PROTOCOL_GUID \
    UEFI_GUID(0x0379BE4E, 0xD706, 0x437D, 0xB037, 0xEDB82FB772A4)

typedef struct {
    CHAR16 *(EFIAPI *ConvertDeviceNodeToText)(const EFI_DEVICE_PATH_PROTOCOL *DeviceNode,
                                              BOOLEAN DisplayOnly, BOOLEAN AllowShortcuts);
    CHAR16 *(EFIAPI *ConvertDevicePathToText)(const EFI_DEVICE_PATH_PROTOCOL *DevicePath,
                                              BOOLEAN DisplayOnly, BOOLEAN AllowShortcuts);
} EFI_DEVICE_PATH_TO_TEXT_PROTOCOL;
UEFI_LAYOUT(EFI_DEVICE_PATH_TO_TEXT_PROTOCOL, 16, 8);

typedef struct {
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *ConvertTextToDeviceNode)(const CHAR16 *TextDeviceNode);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *ConvertTextToDevicePath)(const CHAR16 *TextDevicePath);
} EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL;
UEFI_LAYOUT(EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL, 16, 8);

typedef struct {
    UINTN(EFIAPI *GetDevicePathSize)(const EFI_DEVICE_PATH_PROTOCOL *DevicePath);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *DuplicateDevicePath)(
        const EFI_DEVICE_PATH_PROTOCOL *DevicePath);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *AppendDevicePath)(const EFI_DEVICE_PATH_PROTOCOL *Src1,
                                                         const EFI_DEVICE_PATH_PROTOCOL *Src2);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *AppendDeviceNode)(
        const EFI_DEVICE_PATH_PROTOCOL *DevicePath, const EFI_DEVICE_PATH_PROTOCOL *DeviceNode);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *AppendDevicePathInstance)(
        const EFI_DEVICE_PATH_PROTOCOL *DevicePath,
        const EFI_DEVICE_PATH_PROTOCOL *DevicePathInstance);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *GetNextDevicePathInstance)(
        EFI_DEVICE_PATH_PROTOCOL **DevicePathInstance, UINTN *DevicePathInstanceSize);
    BOOLEAN(EFIAPI *IsDevicePathMultiInstance)(const EFI_DEVICE_PATH_PROTOCOL *DevicePath);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *CreateDeviceNode)(UINT8 NodeType, UINT8 NodeSubType,
                                                         UINT16 NodeLength);
} EFI_DEVICE_PATH_UTILITIES_PROTOCOL;
UEFI_LAYOUT(EFI_DEVICE_PATH_UTILITIES_PROTOCOL, 64, 32);
