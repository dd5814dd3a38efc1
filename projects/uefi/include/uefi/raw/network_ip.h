/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The internet layer (UEFI chapters 28 and 29): ARP, IPv4 and IPv6 and their configuration.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/network.h"

/* --- ARP (29.1) --- */

#define EFI_ARP_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0xF44C00EE, 0x1F2C, 0x4A00, 0xAA09, 0x1C9F3E0800A3)
#define EFI_ARP_PROTOCOL_GUID UEFI_GUID(0xF4B427BB, 0xBA21, 0x4F16, 0xBC4E, 0x43E416AB619C)

typedef struct {
    UINT32 Size; /* of an entry with its two addresses */
    BOOLEAN DenyFlag;
    BOOLEAN StaticFlag;
    UINT16 HwAddressType;
    UINT16 SwAddressType;
    UINT8 HwAddressLength;
    UINT8 SwAddressLength;
} EFI_ARP_FIND_DATA;
UEFI_LAYOUT(EFI_ARP_FIND_DATA, 12, 12);

typedef struct {
    UINT16 SwAddressType;
    UINT8 SwAddressLength;
    VOID *StationAddress;
    UINT32 EntryTimeOut; /* units of 100 ns, as in the next two */
    UINT32 RetryCount;
    UINT32 RetryTimeOut;
} EFI_ARP_CONFIG_DATA;
UEFI_LAYOUT(EFI_ARP_CONFIG_DATA, 32, 20);

typedef struct EFI_ARP_PROTOCOL EFI_ARP_PROTOCOL;
struct EFI_ARP_PROTOCOL {
    EFI_STATUS(EFIAPI *Configure)(EFI_ARP_PROTOCOL *This, EFI_ARP_CONFIG_DATA *ConfigData);
    EFI_STATUS(EFIAPI *Add)
    (EFI_ARP_PROTOCOL *This, BOOLEAN DenyFlag, VOID *TargetSwAddress, VOID *TargetHwAddress,
     UINT32 TimeoutValue, BOOLEAN Overwrite);
    EFI_STATUS(EFIAPI *Find)
    (EFI_ARP_PROTOCOL *This, BOOLEAN BySwAddress, VOID *AddressBuffer, UINT32 *EntryLength,
     UINT32 *EntryCount, EFI_ARP_FIND_DATA **Entries, BOOLEAN Refresh);
    EFI_STATUS(EFIAPI *Delete)(EFI_ARP_PROTOCOL *This, BOOLEAN BySwAddress, VOID *AddressBuffer);
    EFI_STATUS(EFIAPI *Flush)(EFI_ARP_PROTOCOL *This);
    EFI_STATUS(EFIAPI *Request)
    (EFI_ARP_PROTOCOL *This, VOID *TargetSwAddress, EFI_EVENT ResolvedEvent, VOID *TargetHwAddress);
    EFI_STATUS(EFIAPI *Cancel)
    (EFI_ARP_PROTOCOL *This, VOID *TargetSwAddress, EFI_EVENT ResolvedEvent);
};
UEFI_LAYOUT(EFI_ARP_PROTOCOL, 56, 28);

/* --- IPv4 (28.3) --- */

#define EFI_IP4_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0xC51711E7, 0xB4BF, 0x404A, 0xBFB8, 0x0A048EF1FFE4)
#define EFI_IP4_PROTOCOL_GUID UEFI_GUID(0x41D94CD2, 0x35B6, 0x455A, 0x8258, 0xD4E51334AADD)

typedef struct {
    UINT8 DefaultProtocol;
    BOOLEAN AcceptAnyProtocol;
    BOOLEAN AcceptIcmpErrors;
    BOOLEAN AcceptBroadcast;
    BOOLEAN AcceptPromiscuous;
    BOOLEAN UseDefaultAddress;
    EFI_IPv4_ADDRESS StationAddress;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT8 TypeOfService;
    UINT8 TimeToLive;
    BOOLEAN DoNotFragment;
    BOOLEAN RawData;
    UINT32 ReceiveTimeout; /* microseconds; 0: never, as in the next */
    UINT32 TransmitTimeout;
} EFI_IP4_CONFIG_DATA;
UEFI_LAYOUT(EFI_IP4_CONFIG_DATA, 28, 28);

typedef struct {
    EFI_IPv4_ADDRESS SubnetAddress;
    EFI_IPv4_ADDRESS SubnetMask;
    EFI_IPv4_ADDRESS GatewayAddress;
} EFI_IP4_ROUTE_TABLE;
UEFI_LAYOUT(EFI_IP4_ROUTE_TABLE, 12, 12);

typedef struct {
    UINT8 Type;
    UINT8 Code;
} EFI_IP4_ICMP_TYPE;
UEFI_LAYOUT(EFI_IP4_ICMP_TYPE, 2, 2);

typedef struct {
    BOOLEAN IsStarted;
    UINT32 MaxPacketSize;
    EFI_IP4_CONFIG_DATA ConfigData;
    BOOLEAN IsConfigured;
    UINT32 GroupCount;
    EFI_IPv4_ADDRESS *GroupTable;
    UINT32 RouteCount;
    EFI_IP4_ROUTE_TABLE *RouteTable;
    UINT32 IcmpTypeCount;
    EFI_IP4_ICMP_TYPE *IcmpTypeList;
} EFI_IP4_MODE_DATA;
UEFI_LAYOUT(EFI_IP4_MODE_DATA, 88, 64);

typedef struct {
    UINT8 HeaderLength : 4;
    UINT8 Version : 4;
    UINT8 TypeOfService;
    UINT16 TotalLength;
    UINT16 Identification;
    UINT16 Fragmentation;
    UINT8 TimeToLive;
    UINT8 Protocol;
    UINT16 Checksum;
    EFI_IPv4_ADDRESS SourceAddress;
    EFI_IPv4_ADDRESS DestinationAddress;
} UEFI_PACKED EFI_IP4_HEADER;
UEFI_LAYOUT(EFI_IP4_HEADER, 20, 20);

typedef struct {
    UINT32 FragmentLength;
    VOID *FragmentBuffer;
} EFI_IP4_FRAGMENT_DATA;
UEFI_LAYOUT(EFI_IP4_FRAGMENT_DATA, 16, 8);

typedef struct {
    EFI_TIME TimeStamp;
    EFI_EVENT RecycleSignal;
    UINT32 HeaderLength;
    EFI_IP4_HEADER *Header;
    UINT32 OptionsLength;
    VOID *Options;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_IP4_FRAGMENT_DATA FragmentTable[1]; /* FragmentCount of them */
} EFI_IP4_RECEIVE_DATA;
UEFI_LAYOUT(EFI_IP4_RECEIVE_DATA, 80, 52);

typedef struct {
    EFI_IPv4_ADDRESS SourceAddress;
    EFI_IPv4_ADDRESS GatewayAddress;
    UINT8 Protocol;
    UINT8 TypeOfService;
    UINT8 TimeToLive;
    BOOLEAN DoNotFragment;
} EFI_IP4_OVERRIDE_DATA;
UEFI_LAYOUT(EFI_IP4_OVERRIDE_DATA, 12, 12);

typedef struct {
    EFI_IPv4_ADDRESS DestinationAddress;
    EFI_IP4_OVERRIDE_DATA *OverrideData;
    UINT32 OptionsLength;
    VOID *OptionsBuffer;
    UINT32 TotalDataLength;
    UINT32 FragmentCount;
    EFI_IP4_FRAGMENT_DATA FragmentTable[1];
} EFI_IP4_TRANSMIT_DATA;
UEFI_LAYOUT(EFI_IP4_TRANSMIT_DATA, 56, 32);

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
    union {
        EFI_IP4_RECEIVE_DATA *RxData;
        EFI_IP4_TRANSMIT_DATA *TxData;
    } Packet;
} EFI_IP4_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_IP4_COMPLETION_TOKEN, 24, 12);

typedef struct EFI_IP4_PROTOCOL EFI_IP4_PROTOCOL;
struct EFI_IP4_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)
    (const EFI_IP4_PROTOCOL *This, EFI_IP4_MODE_DATA *Ip4ModeData,
     EFI_MANAGED_NETWORK_CONFIG_DATA *MnpConfigData, EFI_SIMPLE_NETWORK_MODE *SnpModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_IP4_PROTOCOL *This, EFI_IP4_CONFIG_DATA *IpConfigData);
    EFI_STATUS(EFIAPI *Groups)
    (EFI_IP4_PROTOCOL *This, BOOLEAN JoinFlag, EFI_IPv4_ADDRESS *GroupAddress);
    EFI_STATUS(EFIAPI *Routes)
    (EFI_IP4_PROTOCOL *This, BOOLEAN DeleteRoute, EFI_IPv4_ADDRESS *SubnetAddress,
     EFI_IPv4_ADDRESS *SubnetMask, EFI_IPv4_ADDRESS *GatewayAddress);
    EFI_STATUS(EFIAPI *Transmit)(EFI_IP4_PROTOCOL *This, EFI_IP4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Receive)(EFI_IP4_PROTOCOL *This, EFI_IP4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Cancel)(EFI_IP4_PROTOCOL *This, EFI_IP4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_IP4_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_IP4_PROTOCOL, 64, 32);

/* --- IPv4 configuration (28.5) --- */

#define EFI_IP4_CONFIG2_PROTOCOL_GUID UEFI_GUID(0x5B446ED1, 0xE30B, 0x4FAA, 0x871A, 0x3654ECA36080)

typedef enum {
    Ip4Config2DataTypeInterfaceInfo,
    Ip4Config2DataTypePolicy,
    Ip4Config2DataTypeManualAddress,
    Ip4Config2DataTypeGateway,
    Ip4Config2DataTypeDnsServer,
    Ip4Config2DataTypeMaximum,
} EFI_IP4_CONFIG2_DATA_TYPE;

typedef enum {
    Ip4Config2PolicyStatic,
    Ip4Config2PolicyDhcp,
    Ip4Config2PolicyMax,
} EFI_IP4_CONFIG2_POLICY;

#define EFI_IP4_CONFIG2_INTERFACE_INFO_NAME_SIZE 32

typedef struct {
    CHAR16 Name[EFI_IP4_CONFIG2_INTERFACE_INFO_NAME_SIZE];
    UINT8 IfType;
    UINT32 HwAddressSize;
    EFI_MAC_ADDRESS HwAddress;
    EFI_IPv4_ADDRESS StationAddress;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT32 RouteTableSize;
    EFI_IP4_ROUTE_TABLE *RouteTable;
} EFI_IP4_CONFIG2_INTERFACE_INFO;
UEFI_LAYOUT(EFI_IP4_CONFIG2_INTERFACE_INFO, 128, 120);

typedef struct {
    EFI_IPv4_ADDRESS Address;
    EFI_IPv4_ADDRESS SubnetMask;
} EFI_IP4_CONFIG2_MANUAL_ADDRESS;
UEFI_LAYOUT(EFI_IP4_CONFIG2_MANUAL_ADDRESS, 8, 8);

typedef struct EFI_IP4_CONFIG2_PROTOCOL EFI_IP4_CONFIG2_PROTOCOL;
struct EFI_IP4_CONFIG2_PROTOCOL {
    EFI_STATUS(EFIAPI *SetData)
    (EFI_IP4_CONFIG2_PROTOCOL *This, EFI_IP4_CONFIG2_DATA_TYPE DataType, UINTN DataSize,
     VOID *Data);
    EFI_STATUS(EFIAPI *GetData)
    (EFI_IP4_CONFIG2_PROTOCOL *This, EFI_IP4_CONFIG2_DATA_TYPE DataType, UINTN *DataSize,
     VOID *Data);
    EFI_STATUS(EFIAPI *RegisterDataNotify)
    (EFI_IP4_CONFIG2_PROTOCOL *This, EFI_IP4_CONFIG2_DATA_TYPE DataType, EFI_EVENT Event);
    EFI_STATUS(EFIAPI *UnregisterDataNotify)
    (EFI_IP4_CONFIG2_PROTOCOL *This, EFI_IP4_CONFIG2_DATA_TYPE DataType, EFI_EVENT Event);
};
UEFI_LAYOUT(EFI_IP4_CONFIG2_PROTOCOL, 32, 16);

/* --- IPv6 (28.6) --- */

#define EFI_IP6_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0xEC835DD3, 0xFE0F, 0x617B, 0xA621, 0xB350C3E13388)
#define EFI_IP6_PROTOCOL_GUID UEFI_GUID(0x2C8759D5, 0x5C2D, 0x66EF, 0x925F, 0xB66C101957E2)

typedef struct {
    UINT8 DefaultProtocol;
    BOOLEAN AcceptAnyProtocol;
    BOOLEAN AcceptIcmpErrors;
    BOOLEAN AcceptPromiscuous;
    EFI_IPv6_ADDRESS DestinationAddress;
    EFI_IPv6_ADDRESS StationAddress;
    UINT8 TrafficClass;
    UINT8 HopLimit;
    UINT32 FlowLabel;
    UINT32 ReceiveTimeout;
    UINT32 TransmitTimeout;
} EFI_IP6_CONFIG_DATA;
UEFI_LAYOUT(EFI_IP6_CONFIG_DATA, 52, 52);

typedef struct {
    EFI_IPv6_ADDRESS Address;
    UINT8 PrefixLength;
} EFI_IP6_ADDRESS_INFO;
UEFI_LAYOUT(EFI_IP6_ADDRESS_INFO, 17, 17);

typedef struct {
    EFI_IPv6_ADDRESS Gateway;
    EFI_IPv6_ADDRESS Destination;
    UINT8 PrefixLength;
} EFI_IP6_ROUTE_TABLE;
UEFI_LAYOUT(EFI_IP6_ROUTE_TABLE, 33, 33);

typedef enum {
    EfiNeighborInComplete,
    EfiNeighborReachable,
    EfiNeighborStale,
    EfiNeighborDelay,
    EfiNeighborProbe,
} EFI_IP6_NEIGHBOR_STATE;

typedef struct {
    EFI_IPv6_ADDRESS Neighbor;
    EFI_MAC_ADDRESS LinkAddress;
    EFI_IP6_NEIGHBOR_STATE State;
} EFI_IP6_NEIGHBOR_CACHE;
UEFI_LAYOUT(EFI_IP6_NEIGHBOR_CACHE, 52, 52);

typedef struct {
    UINT8 Type;
    UINT8 Code;
} EFI_IP6_ICMP_TYPE;
UEFI_LAYOUT(EFI_IP6_ICMP_TYPE, 2, 2);

typedef struct {
    BOOLEAN IsStarted;
    UINT32 MaxPacketSize;
    EFI_IP6_CONFIG_DATA ConfigData;
    BOOLEAN IsConfigured;
    UINT32 AddressCount;
    EFI_IP6_ADDRESS_INFO *AddressList;
    UINT32 GroupCount;
    EFI_IPv6_ADDRESS *GroupTable;
    UINT32 RouteCount;
    EFI_IP6_ROUTE_TABLE *RouteTable;
    UINT32 NeighborCount;
    EFI_IP6_NEIGHBOR_CACHE *NeighborCache;
    UINT32 PrefixCount;
    EFI_IP6_ADDRESS_INFO *PrefixTable;
    UINT32 IcmpTypeCount;
    EFI_IP6_ICMP_TYPE *IcmpTypeList;
} EFI_IP6_MODE_DATA;
UEFI_LAYOUT(EFI_IP6_MODE_DATA, 160, 112);

typedef struct {
    UINT8 TrafficClassH : 4;
    UINT8 Version : 4;
    UINT8 FlowLabelH : 4;
    UINT8 TrafficClassL : 4;
    UINT16 FlowLabelL;
    UINT16 PayloadLength;
    UINT8 NextHeader;
    UINT8 HopLimit;
    EFI_IPv6_ADDRESS SourceAddress;
    EFI_IPv6_ADDRESS DestinationAddress;
} UEFI_PACKED EFI_IP6_HEADER;
UEFI_LAYOUT(EFI_IP6_HEADER, 40, 40);

typedef struct {
    UINT32 FragmentLength;
    VOID *FragmentBuffer;
} EFI_IP6_FRAGMENT_DATA;
UEFI_LAYOUT(EFI_IP6_FRAGMENT_DATA, 16, 8);

typedef struct {
    EFI_TIME TimeStamp;
    EFI_EVENT RecycleSignal;
    UINT32 HeaderLength;
    EFI_IP6_HEADER *Header;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_IP6_FRAGMENT_DATA FragmentTable[1];
} EFI_IP6_RECEIVE_DATA;
UEFI_LAYOUT(EFI_IP6_RECEIVE_DATA, 64, 44);

typedef struct {
    UINT8 Protocol;
    UINT8 HopLimit;
    UINT32 FlowLabel;
} EFI_IP6_OVERRIDE_DATA;
UEFI_LAYOUT(EFI_IP6_OVERRIDE_DATA, 8, 8);

typedef struct {
    EFI_IPv6_ADDRESS DestinationAddress;
    EFI_IP6_OVERRIDE_DATA *OverrideData;
    UINT32 ExtHdrsLength;
    VOID *ExtHdrs;
    UINT8 NextHeader;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_IP6_FRAGMENT_DATA FragmentTable[1];
} EFI_IP6_TRANSMIT_DATA;
UEFI_LAYOUT(EFI_IP6_TRANSMIT_DATA, 72, 48);

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
    union {
        EFI_IP6_RECEIVE_DATA *RxData;
        EFI_IP6_TRANSMIT_DATA *TxData;
    } Packet;
} EFI_IP6_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_IP6_COMPLETION_TOKEN, 24, 12);

typedef struct EFI_IP6_PROTOCOL EFI_IP6_PROTOCOL;
struct EFI_IP6_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)
    (EFI_IP6_PROTOCOL *This, EFI_IP6_MODE_DATA *Ip6ModeData,
     EFI_MANAGED_NETWORK_CONFIG_DATA *MnpConfigData, EFI_SIMPLE_NETWORK_MODE *SnpModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_IP6_PROTOCOL *This, EFI_IP6_CONFIG_DATA *Ip6ConfigData);
    EFI_STATUS(EFIAPI *Groups)
    (EFI_IP6_PROTOCOL *This, BOOLEAN JoinFlag, EFI_IPv6_ADDRESS *GroupAddress);
    EFI_STATUS(EFIAPI *Routes)
    (EFI_IP6_PROTOCOL *This, BOOLEAN DeleteRoute, EFI_IPv6_ADDRESS *Destination, UINT8 PrefixLength,
     EFI_IPv6_ADDRESS *GatewayAddress);
    EFI_STATUS(EFIAPI *Neighbors)
    (EFI_IP6_PROTOCOL *This, BOOLEAN DeleteFlag, EFI_IPv6_ADDRESS *TargetIp6Address,
     EFI_MAC_ADDRESS *TargetLinkAddress, UINT32 Timeout, BOOLEAN Override);
    EFI_STATUS(EFIAPI *Transmit)(EFI_IP6_PROTOCOL *This, EFI_IP6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Receive)(EFI_IP6_PROTOCOL *This, EFI_IP6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Cancel)(EFI_IP6_PROTOCOL *This, EFI_IP6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_IP6_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_IP6_PROTOCOL, 72, 36);

/* --- IPv6 configuration (28.7) --- */

#define EFI_IP6_CONFIG_PROTOCOL_GUID UEFI_GUID(0x937FE521, 0x95AE, 0x4D1A, 0x8929, 0x48BCD90AD31A)

typedef enum {
    Ip6ConfigDataTypeInterfaceInfo,
    Ip6ConfigDataTypeAltInterfaceId,
    Ip6ConfigDataTypePolicy,
    Ip6ConfigDataTypeDupAddrDetectTransmits,
    Ip6ConfigDataTypeManualAddress,
    Ip6ConfigDataTypeGateway,
    Ip6ConfigDataTypeDnsServer,
    Ip6ConfigDataTypeMaximum,
} EFI_IP6_CONFIG_DATA_TYPE;

typedef enum {
    Ip6ConfigPolicyManual,
    Ip6ConfigPolicyAutomatic,
} EFI_IP6_CONFIG_POLICY;

typedef struct {
    CHAR16 Name[32];
    UINT8 IfType;
    UINT32 HwAddressSize;
    EFI_MAC_ADDRESS HwAddress;
    UINT32 AddressInfoCount;
    EFI_IP6_ADDRESS_INFO *AddressInfo;
    UINT32 RouteCount;
    EFI_IP6_ROUTE_TABLE *RouteTable;
} EFI_IP6_CONFIG_INTERFACE_INFO;
UEFI_LAYOUT(EFI_IP6_CONFIG_INTERFACE_INFO, 136, 120);

typedef struct {
    UINT8 Id[8];
} EFI_IP6_CONFIG_INTERFACE_ID;
UEFI_LAYOUT(EFI_IP6_CONFIG_INTERFACE_ID, 8, 8);

typedef struct {
    UINT32 DupAddrDetectTransmits;
} EFI_IP6_CONFIG_DUP_ADDR_DETECT_TRANSMITS;
UEFI_LAYOUT(EFI_IP6_CONFIG_DUP_ADDR_DETECT_TRANSMITS, 4, 4);

typedef struct {
    EFI_IPv6_ADDRESS Address;
    BOOLEAN IsAnycast;
    UINT8 PrefixLength;
} EFI_IP6_CONFIG_MANUAL_ADDRESS;
UEFI_LAYOUT(EFI_IP6_CONFIG_MANUAL_ADDRESS, 18, 18);

typedef struct EFI_IP6_CONFIG_PROTOCOL EFI_IP6_CONFIG_PROTOCOL;
struct EFI_IP6_CONFIG_PROTOCOL {
    EFI_STATUS(EFIAPI *SetData)
    (EFI_IP6_CONFIG_PROTOCOL *This, EFI_IP6_CONFIG_DATA_TYPE DataType, UINTN DataSize, VOID *Data);
    EFI_STATUS(EFIAPI *GetData)
    (EFI_IP6_CONFIG_PROTOCOL *This, EFI_IP6_CONFIG_DATA_TYPE DataType, UINTN *DataSize, VOID *Data);
    EFI_STATUS(EFIAPI *RegisterDataNotify)
    (EFI_IP6_CONFIG_PROTOCOL *This, EFI_IP6_CONFIG_DATA_TYPE DataType, EFI_EVENT Event);
    EFI_STATUS(EFIAPI *UnregisterDataNotify)
    (EFI_IP6_CONFIG_PROTOCOL *This, EFI_IP6_CONFIG_DATA_TYPE DataType, EFI_EVENT Event);
};
UEFI_LAYOUT(EFI_IP6_CONFIG_PROTOCOL, 32, 16);
