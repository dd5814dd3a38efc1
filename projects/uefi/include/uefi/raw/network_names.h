/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Names, files and secrets on networks (UEFI 28.10, 29.4, 29.5, 30.3, 30.4): DNS, multicast TFTP,
 * TLS.
 */
#pragma once

#include "uefi/raw/base.h"

/* --- DNS, version 4 (29.4) --- */

#define EFI_DNS4_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0xB625B186, 0xE063, 0x44F7, 0x8905, 0x6A74DC6F52B4)
#define EFI_DNS4_PROTOCOL_GUID UEFI_GUID(0xAE3D28CC, 0xE05B, 0x4FA1, 0xA011, 0x7EB55A3F1401)

typedef struct {
    UINTN DnsServerListCount;
    EFI_IPv4_ADDRESS *DnsServerList;
    BOOLEAN UseDefaultSetting;
    BOOLEAN EnableDnsCache;
    UINT8 Protocol; /* 17 UDP, 6 TCP */
    EFI_IPv4_ADDRESS StationIp;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT16 LocalPort;
    UINT32 RetryCount;
    UINT32 RetryInterval; /* seconds */
} EFI_DNS4_CONFIG_DATA;
UEFI_LAYOUT(EFI_DNS4_CONFIG_DATA, 40, 32);

typedef struct {
    CHAR16 *HostName;
    EFI_IPv4_ADDRESS *IpAddress;
    UINT32 Timeout; /* seconds */
} EFI_DNS4_CACHE_ENTRY;
UEFI_LAYOUT(EFI_DNS4_CACHE_ENTRY, 24, 12);

typedef struct {
    EFI_DNS4_CONFIG_DATA DnsConfigData;
    UINT32 DnsServerCount;
    EFI_IPv4_ADDRESS *DnsServerList;
    UINT32 DnsCacheCount;
    EFI_DNS4_CACHE_ENTRY *DnsCacheList;
} EFI_DNS4_MODE_DATA;
UEFI_LAYOUT(EFI_DNS4_MODE_DATA, 72, 48);

typedef struct {
    UINT32 IpCount;
    EFI_IPv4_ADDRESS *IpList;
} DNS_HOST_TO_ADDR_DATA;
UEFI_LAYOUT(DNS_HOST_TO_ADDR_DATA, 16, 8);

typedef struct {
    CHAR16 *HostName;
} DNS_ADDR_TO_HOST_DATA;
UEFI_LAYOUT(DNS_ADDR_TO_HOST_DATA, 8, 4);

typedef struct {
    CHAR8 *QName;
    UINT16 QType;
    UINT16 QClass;
    UINT32 TTL;
    UINT16 DataLength;
    CHAR8 *RData;
} DNS_RESOURCE_RECORD;
UEFI_LAYOUT(DNS_RESOURCE_RECORD, 32, 20);

typedef struct {
    UINTN RRCount;
    DNS_RESOURCE_RECORD *RRList;
} DNS_GENERAL_LOOKUP_DATA;
UEFI_LAYOUT(DNS_GENERAL_LOOKUP_DATA, 16, 8);

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
    UINT32 RetryCount;
    UINT32 RetryInterval;
    union {
        DNS_HOST_TO_ADDR_DATA *H2AData;
        DNS_ADDR_TO_HOST_DATA *A2HData;
        DNS_GENERAL_LOOKUP_DATA *GLookupData;
    } RspData;
} EFI_DNS4_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_DNS4_COMPLETION_TOKEN, 32, 20);

typedef struct EFI_DNS4_PROTOCOL EFI_DNS4_PROTOCOL;
struct EFI_DNS4_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)(EFI_DNS4_PROTOCOL *This, EFI_DNS4_MODE_DATA *DnsModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_DNS4_PROTOCOL *This, EFI_DNS4_CONFIG_DATA *DnsConfigData);
    EFI_STATUS(EFIAPI *HostNameToIp)
    (EFI_DNS4_PROTOCOL *This, CHAR16 *HostName, EFI_DNS4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *IpToHostName)
    (EFI_DNS4_PROTOCOL *This, EFI_IPv4_ADDRESS IpAddress, EFI_DNS4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *GeneralLookUp)
    (EFI_DNS4_PROTOCOL *This, CHAR8 *QName, UINT16 QType, UINT16 QClass,
     EFI_DNS4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *UpdateDnsCache)
    (EFI_DNS4_PROTOCOL *This, BOOLEAN DeleteFlag, BOOLEAN Override,
     EFI_DNS4_CACHE_ENTRY DnsCacheEntry);
    EFI_STATUS(EFIAPI *Poll)(EFI_DNS4_PROTOCOL *This);
    EFI_STATUS(EFIAPI *Cancel)(EFI_DNS4_PROTOCOL *This, EFI_DNS4_COMPLETION_TOKEN *Token);
};
UEFI_LAYOUT(EFI_DNS4_PROTOCOL, 64, 32);

/* --- DNS, version 6 (29.5) --- */

#define EFI_DNS6_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x7F1647C8, 0xB76E, 0x44B2, 0xA565, 0xF70FF19CD19E)
#define EFI_DNS6_PROTOCOL_GUID UEFI_GUID(0xCA37BC1F, 0xA327, 0x4AE9, 0x828A, 0x8C40D8506A17)

typedef struct {
    BOOLEAN EnableDnsCache;
    UINT8 Protocol;
    EFI_IPv6_ADDRESS StationIp;
    UINT16 LocalPort;
    UINT32 DnsServerCount;
    EFI_IPv6_ADDRESS *DnsServerList;
    UINT32 RetryCount;
    UINT32 RetryInterval;
} EFI_DNS6_CONFIG_DATA;
UEFI_LAYOUT(EFI_DNS6_CONFIG_DATA, 40, 36);

typedef struct {
    CHAR16 *HostName;
    EFI_IPv6_ADDRESS *IpAddress;
    UINT32 Timeout;
} EFI_DNS6_CACHE_ENTRY;
UEFI_LAYOUT(EFI_DNS6_CACHE_ENTRY, 24, 12);

typedef struct {
    EFI_DNS6_CONFIG_DATA DnsConfigData;
    UINT32 DnsServerCount;
    EFI_IPv6_ADDRESS *DnsServerList;
    UINT32 DnsCacheCount;
    EFI_DNS6_CACHE_ENTRY *DnsCacheList;
} EFI_DNS6_MODE_DATA;
UEFI_LAYOUT(EFI_DNS6_MODE_DATA, 72, 52);

typedef struct {
    UINT32 IpCount;
    EFI_IPv6_ADDRESS *IpList;
} DNS6_HOST_TO_ADDR_DATA;
UEFI_LAYOUT(DNS6_HOST_TO_ADDR_DATA, 16, 8);

typedef struct {
    CHAR16 *HostName;
} DNS6_ADDR_TO_HOST_DATA;
UEFI_LAYOUT(DNS6_ADDR_TO_HOST_DATA, 8, 4);

typedef struct {
    CHAR8 *QName;
    UINT16 QType;
    UINT16 QClass;
    UINT32 TTL;
    UINT16 DataLength;
    CHAR8 *RData;
} DNS6_RESOURCE_RECORD;
UEFI_LAYOUT(DNS6_RESOURCE_RECORD, 32, 20);

typedef struct {
    UINTN RRCount;
    DNS6_RESOURCE_RECORD *RRList;
} DNS6_GENERAL_LOOKUP_DATA;
UEFI_LAYOUT(DNS6_GENERAL_LOOKUP_DATA, 16, 8);

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
    UINT32 RetryCount;
    UINT32 RetryInterval;
    union {
        DNS6_HOST_TO_ADDR_DATA *H2AData;
        DNS6_ADDR_TO_HOST_DATA *A2HData;
        DNS6_GENERAL_LOOKUP_DATA *GLookupData;
    } RspData;
} EFI_DNS6_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_DNS6_COMPLETION_TOKEN, 32, 20);

typedef struct EFI_DNS6_PROTOCOL EFI_DNS6_PROTOCOL;
struct EFI_DNS6_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)(EFI_DNS6_PROTOCOL *This, EFI_DNS6_MODE_DATA *DnsModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_DNS6_PROTOCOL *This, EFI_DNS6_CONFIG_DATA *DnsConfigData);
    EFI_STATUS(EFIAPI *HostNameToIp)
    (EFI_DNS6_PROTOCOL *This, CHAR16 *HostName, EFI_DNS6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *IpToHostName)
    (EFI_DNS6_PROTOCOL *This, EFI_IPv6_ADDRESS IpAddress, EFI_DNS6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *GeneralLookUp)
    (EFI_DNS6_PROTOCOL *This, CHAR8 *QName, UINT16 QType, UINT16 QClass,
     EFI_DNS6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *UpdateDnsCache)
    (EFI_DNS6_PROTOCOL *This, BOOLEAN DeleteFlag, BOOLEAN Override,
     EFI_DNS6_CACHE_ENTRY DnsCacheEntry);
    EFI_STATUS(EFIAPI *Poll)(EFI_DNS6_PROTOCOL *This);
    EFI_STATUS(EFIAPI *Cancel)(EFI_DNS6_PROTOCOL *This, EFI_DNS6_COMPLETION_TOKEN *Token);
};
UEFI_LAYOUT(EFI_DNS6_PROTOCOL, 64, 32);

/* --- Multicast TFTP, version 4 (30.3) --- */

#define EFI_MTFTP4_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x2FE800BE, 0x8F01, 0x4AA6, 0x946B, 0xD71388E1833F)
#define EFI_MTFTP4_PROTOCOL_GUID UEFI_GUID(0x78247C57, 0x63DB, 0x4708, 0x99C2, 0xA8B4A9A61F6B)

typedef struct {
    UINT16 OpCode; /* high byte first; what follows depends on it */
    UINT8 Data[];
} UEFI_PACKED EFI_MTFTP4_PACKET;
UEFI_LAYOUT(EFI_MTFTP4_PACKET, 2, 2);

typedef struct {
    BOOLEAN UseDefaultSetting;
    EFI_IPv4_ADDRESS StationIp;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT16 LocalPort;
    EFI_IPv4_ADDRESS GatewayIp;
    EFI_IPv4_ADDRESS ServerIp;
    UINT16 InitialServerPort;
    UINT16 TryCount;
    UINT16 TimeoutValue; /* seconds */
} EFI_MTFTP4_CONFIG_DATA;
UEFI_LAYOUT(EFI_MTFTP4_CONFIG_DATA, 26, 26);

typedef struct {
    UINT8 *OptionStr;
    UINT8 *ValueStr;
} EFI_MTFTP4_OPTION;
UEFI_LAYOUT(EFI_MTFTP4_OPTION, 16, 8);

typedef struct {
    EFI_MTFTP4_CONFIG_DATA ConfigData;
    UINT8 SupportedOptionCount;
    UINT8 **SupportedOptoins; /* spelt so in the specification */
    UINT8 UnsupportedOptionCount;
    UINT8 **UnsupportedOptoins;
} EFI_MTFTP4_MODE_DATA;
UEFI_LAYOUT(EFI_MTFTP4_MODE_DATA, 56, 40);

typedef struct {
    EFI_IPv4_ADDRESS GatewayIp;
    EFI_IPv4_ADDRESS ServerIp;
    UINT16 ServerPort;
    UINT16 TryCount;
    UINT16 TimeoutValue;
} EFI_MTFTP4_OVERRIDE_DATA;
UEFI_LAYOUT(EFI_MTFTP4_OVERRIDE_DATA, 14, 14);

typedef struct EFI_MTFTP4_PROTOCOL EFI_MTFTP4_PROTOCOL;
typedef struct EFI_MTFTP4_TOKEN EFI_MTFTP4_TOKEN;

typedef EFI_STATUS(EFIAPI *EFI_MTFTP4_CHECK_PACKET)(EFI_MTFTP4_PROTOCOL *This,
                                                    EFI_MTFTP4_TOKEN *Token, UINT16 PacketLen,
                                                    EFI_MTFTP4_PACKET *Paket);
typedef EFI_STATUS(EFIAPI *EFI_MTFTP4_TIMEOUT_CALLBACK)(EFI_MTFTP4_PROTOCOL *This,
                                                        EFI_MTFTP4_TOKEN *Token);
typedef EFI_STATUS(EFIAPI *EFI_MTFTP4_PACKET_NEEDED)(EFI_MTFTP4_PROTOCOL *This,
                                                     EFI_MTFTP4_TOKEN *Token, UINT16 *Length,
                                                     VOID **Buffer);

struct EFI_MTFTP4_TOKEN {
    EFI_STATUS Status;
    EFI_EVENT Event;
    EFI_MTFTP4_OVERRIDE_DATA *OverrideData;
    UINT8 *Filename;
    UINT8 *ModeStr;
    UINT32 OptionCount;
    EFI_MTFTP4_OPTION *OptionList;
    UINT64 BufferSize;
    VOID *Buffer;
    VOID *Context;
    EFI_MTFTP4_CHECK_PACKET CheckPacket;
    EFI_MTFTP4_TIMEOUT_CALLBACK TimeoutCallback;
    EFI_MTFTP4_PACKET_NEEDED PacketNeeded;
};
UEFI_LAYOUT(EFI_MTFTP4_TOKEN, 104, 64);

struct EFI_MTFTP4_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)(EFI_MTFTP4_PROTOCOL *This, EFI_MTFTP4_MODE_DATA *ModeData);
    EFI_STATUS(EFIAPI *Configure)
    (EFI_MTFTP4_PROTOCOL *This, EFI_MTFTP4_CONFIG_DATA *MtftpConfigData);
    EFI_STATUS(EFIAPI *GetInfo)
    (EFI_MTFTP4_PROTOCOL *This, EFI_MTFTP4_OVERRIDE_DATA *OverrideData, UINT8 *Filename,
     UINT8 *ModeStr, UINT8 OptionCount, EFI_MTFTP4_OPTION *OptionList, UINT32 *PacketLength,
     EFI_MTFTP4_PACKET **Packet);
    EFI_STATUS(EFIAPI *ParseOptions)
    (EFI_MTFTP4_PROTOCOL *This, UINT32 PacketLen, EFI_MTFTP4_PACKET *Packet, UINT32 *OptionCount,
     EFI_MTFTP4_OPTION **OptionList);
    EFI_STATUS(EFIAPI *ReadFile)(EFI_MTFTP4_PROTOCOL *This, EFI_MTFTP4_TOKEN *Token);
    EFI_STATUS(EFIAPI *WriteFile)(EFI_MTFTP4_PROTOCOL *This, EFI_MTFTP4_TOKEN *Token);
    EFI_STATUS(EFIAPI *ReadDirectory)(EFI_MTFTP4_PROTOCOL *This, EFI_MTFTP4_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_MTFTP4_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_MTFTP4_PROTOCOL, 64, 32);

/* --- TLS (28.10) and its configuration (28.11) --- */

#define EFI_TLS_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x952CB795, 0xFF36, 0x48CF, 0xA249, 0x4DF486D6AB8D)
#define EFI_TLS_PROTOCOL_GUID UEFI_GUID(0x00CA959F, 0x6CFA, 0x4DB1, 0x95BC, 0xE46C47514390)
#define EFI_TLS_CONFIGURATION_PROTOCOL_GUID \
    UEFI_GUID(0x1682FE44, 0xBD7A, 0x4407, 0xB7C7, 0xDCA37CA3922D)

typedef enum {
    EfiTlsVersion,
    EfiTlsConnectionEnd,
    EfiTlsCipherList,
    EfiTlsCompressionMethod,
    EfiTlsExtensionData,
    EfiTlsVerifyMethod,
    EfiTlsSessionID,
    EfiTlsSessionState,
    EfiTlsClientRandom,
    EfiTlsServerRandom,
    EfiTlsKeyMaterial,
    EfiTlsVerifyHost,
    EfiTlsSessionDataTypeMaximum,
} EFI_TLS_SESSION_DATA_TYPE;

typedef enum {
    EfiTlsSessionNotStarted,
    EfiTlsSessionHandShaking,
    EfiTlsSessionDataTransferring,
    EfiTlsSessionClosing,
    EfiTlsSessionError,
    EfiTlsSessionStateMaximum,
} EFI_TLS_SESSION_STATE;

typedef enum {
    EfiTlsEncrypt,
    EfiTlsDecrypt,
} EFI_TLS_CRYPT_MODE;

typedef enum {
    EfiTlsConfigDataTypeHostPublicCert,
    EfiTlsConfigDataTypeHostPrivateKey,
    EfiTlsConfigDataTypeCACertificate,
    EfiTlsConfigDataTypeCertRevocationList,
    EfiTlsConfigDataTypeMaximum,
} EFI_TLS_CONFIG_DATA_TYPE;

typedef UINT32 EFI_TLS_VERIFY;
#define EFI_TLS_VERIFY_NONE                 0x0
#define EFI_TLS_VERIFY_PEER                 0x1
#define EFI_TLS_VERIFY_FAIL_IF_NO_PEER_CERT 0x2
#define EFI_TLS_VERIFY_CLIENT_ONCE          0x4

typedef struct {
    UINT8 Major;
    UINT8 Minor;
} EFI_TLS_VERSION;
UEFI_LAYOUT(EFI_TLS_VERSION, 2, 2);

typedef struct {
    UINT8 Data1;
    UINT8 Data2;
} UEFI_PACKED EFI_TLS_CIPHER;
UEFI_LAYOUT(EFI_TLS_CIPHER, 2, 2);

typedef struct {
    UINT32 FragmentLength;
    VOID *FragmentBuffer;
} EFI_TLS_FRAGMENT_DATA;
UEFI_LAYOUT(EFI_TLS_FRAGMENT_DATA, 16, 8);

typedef struct EFI_TLS_PROTOCOL EFI_TLS_PROTOCOL;
struct EFI_TLS_PROTOCOL {
    EFI_STATUS(EFIAPI *SetSessionData)
    (EFI_TLS_PROTOCOL *This, EFI_TLS_SESSION_DATA_TYPE DataType, VOID *Data, UINTN DataSize);
    EFI_STATUS(EFIAPI *GetSessionData)
    (EFI_TLS_PROTOCOL *This, EFI_TLS_SESSION_DATA_TYPE DataType, VOID *Data, UINTN *DataSize);
    EFI_STATUS(EFIAPI *BuildResponsePacket)
    (EFI_TLS_PROTOCOL *This, UINT8 *RequestBuffer, UINTN RequestSize, UINT8 *Buffer,
     UINTN *BufferSize);
    EFI_STATUS(EFIAPI *ProcessPacket)
    (EFI_TLS_PROTOCOL *This, EFI_TLS_FRAGMENT_DATA **FragmentTable, UINT32 *FragmentCount,
     EFI_TLS_CRYPT_MODE CryptMode);
};
UEFI_LAYOUT(EFI_TLS_PROTOCOL, 32, 16);

typedef struct EFI_TLS_CONFIGURATION_PROTOCOL EFI_TLS_CONFIGURATION_PROTOCOL;
struct EFI_TLS_CONFIGURATION_PROTOCOL {
    EFI_STATUS(EFIAPI *SetData)
    (EFI_TLS_CONFIGURATION_PROTOCOL *This, EFI_TLS_CONFIG_DATA_TYPE DataType, VOID *Data,
     UINTN DataSize);
    EFI_STATUS(EFIAPI *GetData)
    (EFI_TLS_CONFIGURATION_PROTOCOL *This, EFI_TLS_CONFIG_DATA_TYPE DataType, VOID *Data,
     UINTN *DataSize);
};
UEFI_LAYOUT(EFI_TLS_CONFIGURATION_PROTOCOL, 16, 8);
