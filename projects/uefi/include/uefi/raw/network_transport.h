/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Transport (UEFI chapters 28 and 30): TCP and UDP over IPv4 and IPv6.
 *
 * A token's event is signalled when its Status is final; buffers stay the caller's until then. What
 * was received is the firmware's until its RecycleSignal is signalled.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/network.h"
#include "uefi/raw/network_ip.h"

/* --- TCP, version 4 (28.1) --- */

#define EFI_TCP4_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x00720665, 0x67EB, 0x4A99, 0xBAF7, 0xD3C33A1C7CC9)
#define EFI_TCP4_PROTOCOL_GUID UEFI_GUID(0x65530BC7, 0xA359, 0x410F, 0xB010, 0x5AADC7EC2B62)

typedef struct {
    BOOLEAN UseDefaultAddress;
    EFI_IPv4_ADDRESS StationAddress;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT16 StationPort;
    EFI_IPv4_ADDRESS RemoteAddress;
    UINT16 RemotePort;
    BOOLEAN ActiveFlag;
} EFI_TCP4_ACCESS_POINT;
UEFI_LAYOUT(EFI_TCP4_ACCESS_POINT, 20, 20);

typedef struct {
    UINT32 ReceiveBufferSize;
    UINT32 SendBufferSize;
    UINT32 MaxSynBackLog;
    UINT32 ConnectionTimeout; /* seconds, as in those that follow */
    UINT32 DataRetries;
    UINT32 FinTimeout;
    UINT32 TimeWaitTimeout;
    UINT32 KeepAliveProbes;
    UINT32 KeepAliveTime;
    UINT32 KeepAliveInterval;
    BOOLEAN EnableNagle;
    BOOLEAN EnableTimeStamp;
    BOOLEAN EnableWindowScaling;
    BOOLEAN EnableSelectiveAck;
    BOOLEAN EnablePathMtuDiscovery;
} EFI_TCP4_OPTION;
UEFI_LAYOUT(EFI_TCP4_OPTION, 48, 48);

typedef struct {
    UINT8 TypeOfService;
    UINT8 TimeToLive;
    EFI_TCP4_ACCESS_POINT AccessPoint;
    EFI_TCP4_OPTION *ControlOption;
} EFI_TCP4_CONFIG_DATA;
UEFI_LAYOUT(EFI_TCP4_CONFIG_DATA, 32, 28);

typedef enum {
    Tcp4StateClosed = 0,
    Tcp4StateListen = 1,
    Tcp4StateSynSent = 2,
    Tcp4StateSynReceived = 3,
    Tcp4StateEstablished = 4,
    Tcp4StateFinWait1 = 5,
    Tcp4StateFinWait2 = 6,
    Tcp4StateClosing = 7,
    Tcp4StateTimeWait = 8,
    Tcp4StateCloseWait = 9,
    Tcp4StateLastAck = 10,
} EFI_TCP4_CONNECTION_STATE;

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
} EFI_TCP4_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_TCP4_COMPLETION_TOKEN, 16, 8);

typedef struct {
    EFI_TCP4_COMPLETION_TOKEN CompletionToken;
} EFI_TCP4_CONNECTION_TOKEN;
UEFI_LAYOUT(EFI_TCP4_CONNECTION_TOKEN, 16, 8);

typedef struct {
    EFI_TCP4_COMPLETION_TOKEN CompletionToken;
    EFI_HANDLE NewChildHandle;
} EFI_TCP4_LISTEN_TOKEN;
UEFI_LAYOUT(EFI_TCP4_LISTEN_TOKEN, 24, 12);

typedef struct {
    UINT32 FragmentLength;
    VOID *FragmentBuffer;
} EFI_TCP4_FRAGMENT_DATA;
UEFI_LAYOUT(EFI_TCP4_FRAGMENT_DATA, 16, 8);

typedef struct {
    BOOLEAN UrgentFlag;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_TCP4_FRAGMENT_DATA FragmentTable[1]; /* FragmentCount of them */
} EFI_TCP4_RECEIVE_DATA;
UEFI_LAYOUT(EFI_TCP4_RECEIVE_DATA, 32, 20);

typedef struct {
    BOOLEAN Push;
    BOOLEAN Urgent;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_TCP4_FRAGMENT_DATA FragmentTable[1];
} EFI_TCP4_TRANSMIT_DATA;
UEFI_LAYOUT(EFI_TCP4_TRANSMIT_DATA, 32, 20);

typedef struct {
    EFI_TCP4_COMPLETION_TOKEN CompletionToken;
    union {
        EFI_TCP4_RECEIVE_DATA *RxData;
        EFI_TCP4_TRANSMIT_DATA *TxData;
    } Packet;
} EFI_TCP4_IO_TOKEN;
UEFI_LAYOUT(EFI_TCP4_IO_TOKEN, 24, 12);

typedef struct {
    EFI_TCP4_COMPLETION_TOKEN CompletionToken;
    BOOLEAN AbortOnClose;
} EFI_TCP4_CLOSE_TOKEN;
UEFI_LAYOUT(EFI_TCP4_CLOSE_TOKEN, 24, 12);

typedef struct EFI_TCP4_PROTOCOL EFI_TCP4_PROTOCOL;
struct EFI_TCP4_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)
    (EFI_TCP4_PROTOCOL *This, EFI_TCP4_CONNECTION_STATE *Tcp4State,
     EFI_TCP4_CONFIG_DATA *Tcp4ConfigData, EFI_IP4_MODE_DATA *Ip4ModeData,
     EFI_MANAGED_NETWORK_CONFIG_DATA *MnpConfigData, EFI_SIMPLE_NETWORK_MODE *SnpModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_TCP4_PROTOCOL *This, EFI_TCP4_CONFIG_DATA *TcpConfigData);
    EFI_STATUS(EFIAPI *Routes)
    (EFI_TCP4_PROTOCOL *This, BOOLEAN DeleteRoute, EFI_IPv4_ADDRESS *SubnetAddress,
     EFI_IPv4_ADDRESS *SubnetMask, EFI_IPv4_ADDRESS *GatewayAddress);
    EFI_STATUS(EFIAPI *Connect)
    (EFI_TCP4_PROTOCOL *This, EFI_TCP4_CONNECTION_TOKEN *ConnectionToken);
    EFI_STATUS(EFIAPI *Accept)(EFI_TCP4_PROTOCOL *This, EFI_TCP4_LISTEN_TOKEN *ListenToken);
    EFI_STATUS(EFIAPI *Transmit)(EFI_TCP4_PROTOCOL *This, EFI_TCP4_IO_TOKEN *Token);
    EFI_STATUS(EFIAPI *Receive)(EFI_TCP4_PROTOCOL *This, EFI_TCP4_IO_TOKEN *Token);
    EFI_STATUS(EFIAPI *Close)(EFI_TCP4_PROTOCOL *This, EFI_TCP4_CLOSE_TOKEN *CloseToken);
    EFI_STATUS(EFIAPI *Cancel)(EFI_TCP4_PROTOCOL *This, EFI_TCP4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_TCP4_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_TCP4_PROTOCOL, 80, 40);

/* --- TCP, version 6 (28.2) --- */

#define EFI_TCP6_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0xEC20EB79, 0x6C1A, 0x4664, 0x9A0D, 0xD2E4CC16D664)
#define EFI_TCP6_PROTOCOL_GUID UEFI_GUID(0x46E44855, 0xBD60, 0x4AB7, 0xAB0D, 0xA679B9447D77)

typedef struct {
    EFI_IPv6_ADDRESS StationAddress;
    UINT16 StationPort;
    EFI_IPv6_ADDRESS RemoteAddress;
    UINT16 RemotePort;
    BOOLEAN ActiveFlag;
} EFI_TCP6_ACCESS_POINT;
UEFI_LAYOUT(EFI_TCP6_ACCESS_POINT, 38, 38);

typedef struct {
    UINT32 ReceiveBufferSize;
    UINT32 SendBufferSize;
    UINT32 MaxSynBackLog;
    UINT32 ConnectionTimeout;
    UINT32 DataRetries;
    UINT32 FinTimeout;
    UINT32 TimeWaitTimeout;
    UINT32 KeepAliveProbes;
    UINT32 KeepAliveTime;
    UINT32 KeepAliveInterval;
    BOOLEAN EnableNagle;
    BOOLEAN EnableTimeStamp;
    BOOLEAN EnableWindowScaling;
    BOOLEAN EnableSelectiveAck;
    BOOLEAN EnablePathMtuDiscovery;
} EFI_TCP6_OPTION;
UEFI_LAYOUT(EFI_TCP6_OPTION, 48, 48);

typedef struct {
    UINT8 TrafficClass;
    UINT8 HopLimit;
    EFI_TCP6_ACCESS_POINT AccessPoint;
    EFI_TCP6_OPTION *ControlOption;
} EFI_TCP6_CONFIG_DATA;
UEFI_LAYOUT(EFI_TCP6_CONFIG_DATA, 48, 44);

typedef enum {
    Tcp6StateClosed = 0,
    Tcp6StateListen = 1,
    Tcp6StateSynSent = 2,
    Tcp6StateSynReceived = 3,
    Tcp6StateEstablished = 4,
    Tcp6StateFinWait1 = 5,
    Tcp6StateFinWait2 = 6,
    Tcp6StateClosing = 7,
    Tcp6StateTimeWait = 8,
    Tcp6StateCloseWait = 9,
    Tcp6StateLastAck = 10,
} EFI_TCP6_CONNECTION_STATE;

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
} EFI_TCP6_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_TCP6_COMPLETION_TOKEN, 16, 8);

typedef struct {
    EFI_TCP6_COMPLETION_TOKEN CompletionToken;
} EFI_TCP6_CONNECTION_TOKEN;
UEFI_LAYOUT(EFI_TCP6_CONNECTION_TOKEN, 16, 8);

typedef struct {
    EFI_TCP6_COMPLETION_TOKEN CompletionToken;
    EFI_HANDLE NewChildHandle;
} EFI_TCP6_LISTEN_TOKEN;
UEFI_LAYOUT(EFI_TCP6_LISTEN_TOKEN, 24, 12);

typedef struct {
    UINT32 FragmentLength;
    VOID *FragmentBuffer;
} EFI_TCP6_FRAGMENT_DATA;
UEFI_LAYOUT(EFI_TCP6_FRAGMENT_DATA, 16, 8);

typedef struct {
    BOOLEAN UrgentFlag;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_TCP6_FRAGMENT_DATA FragmentTable[1];
} EFI_TCP6_RECEIVE_DATA;
UEFI_LAYOUT(EFI_TCP6_RECEIVE_DATA, 32, 20);

typedef struct {
    BOOLEAN Push;
    BOOLEAN Urgent;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_TCP6_FRAGMENT_DATA FragmentTable[1];
} EFI_TCP6_TRANSMIT_DATA;
UEFI_LAYOUT(EFI_TCP6_TRANSMIT_DATA, 32, 20);

typedef struct {
    EFI_TCP6_COMPLETION_TOKEN CompletionToken;
    union {
        EFI_TCP6_RECEIVE_DATA *RxData;
        EFI_TCP6_TRANSMIT_DATA *TxData;
    } Packet;
} EFI_TCP6_IO_TOKEN;
UEFI_LAYOUT(EFI_TCP6_IO_TOKEN, 24, 12);

typedef struct {
    EFI_TCP6_COMPLETION_TOKEN CompletionToken;
    BOOLEAN AbortOnClose;
} EFI_TCP6_CLOSE_TOKEN;
UEFI_LAYOUT(EFI_TCP6_CLOSE_TOKEN, 24, 12);

typedef struct EFI_TCP6_PROTOCOL EFI_TCP6_PROTOCOL;
struct EFI_TCP6_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)
    (EFI_TCP6_PROTOCOL *This, EFI_TCP6_CONNECTION_STATE *Tcp6State,
     EFI_TCP6_CONFIG_DATA *Tcp6ConfigData, EFI_IP6_MODE_DATA *Ip6ModeData,
     EFI_MANAGED_NETWORK_CONFIG_DATA *MnpConfigData, EFI_SIMPLE_NETWORK_MODE *SnpModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_TCP6_PROTOCOL *This, EFI_TCP6_CONFIG_DATA *Tcp6ConfigData);
    EFI_STATUS(EFIAPI *Connect)
    (EFI_TCP6_PROTOCOL *This, EFI_TCP6_CONNECTION_TOKEN *ConnectionToken);
    EFI_STATUS(EFIAPI *Accept)(EFI_TCP6_PROTOCOL *This, EFI_TCP6_LISTEN_TOKEN *ListenToken);
    EFI_STATUS(EFIAPI *Transmit)(EFI_TCP6_PROTOCOL *This, EFI_TCP6_IO_TOKEN *Token);
    EFI_STATUS(EFIAPI *Receive)(EFI_TCP6_PROTOCOL *This, EFI_TCP6_IO_TOKEN *Token);
    EFI_STATUS(EFIAPI *Close)(EFI_TCP6_PROTOCOL *This, EFI_TCP6_CLOSE_TOKEN *CloseToken);
    EFI_STATUS(EFIAPI *Cancel)(EFI_TCP6_PROTOCOL *This, EFI_TCP6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_TCP6_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_TCP6_PROTOCOL, 72, 36);

/* --- UDP, version 4 (30.1) --- */

#define EFI_UDP4_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x83F01464, 0x99BD, 0x45E5, 0xB383, 0xAF6305D8E9E6)
#define EFI_UDP4_PROTOCOL_GUID UEFI_GUID(0x3AD9DF29, 0x4501, 0x478D, 0xB1F8, 0x7F7FE70E50F3)

typedef struct {
    BOOLEAN AcceptBroadcast;
    BOOLEAN AcceptPromiscuous;
    BOOLEAN AcceptAnyPort;
    BOOLEAN AllowDuplicatePort;
    UINT8 TypeOfService;
    UINT8 TimeToLive;
    BOOLEAN DoNotFragment;
    UINT32 ReceiveTimeout; /* microseconds; 0: never, as in the next */
    UINT32 TransmitTimeout;
    BOOLEAN UseDefaultAddress;
    EFI_IPv4_ADDRESS StationAddress;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT16 StationPort;
    EFI_IPv4_ADDRESS RemoteAddress;
    UINT16 RemotePort;
} EFI_UDP4_CONFIG_DATA;
UEFI_LAYOUT(EFI_UDP4_CONFIG_DATA, 36, 36);

typedef struct {
    EFI_IPv4_ADDRESS SourceAddress;
    UINT16 SourcePort;
    EFI_IPv4_ADDRESS DestinationAddress;
    UINT16 DestinationPort;
} EFI_UDP4_SESSION_DATA;
UEFI_LAYOUT(EFI_UDP4_SESSION_DATA, 12, 12);

typedef struct {
    UINT32 FragmentLength;
    VOID *FragmentBuffer;
} EFI_UDP4_FRAGMENT_DATA;
UEFI_LAYOUT(EFI_UDP4_FRAGMENT_DATA, 16, 8);

typedef struct {
    EFI_TIME TimeStamp;
    EFI_EVENT RecycleSignal;
    EFI_UDP4_SESSION_DATA UdpSession;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_UDP4_FRAGMENT_DATA FragmentTable[1];
} EFI_UDP4_RECEIVE_DATA;
UEFI_LAYOUT(EFI_UDP4_RECEIVE_DATA, 64, 48);

typedef struct {
    EFI_UDP4_SESSION_DATA *UdpSessionData;
    EFI_IPv4_ADDRESS *GatewayAddress;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_UDP4_FRAGMENT_DATA FragmentTable[1];
} EFI_UDP4_TRANSMIT_DATA;
UEFI_LAYOUT(EFI_UDP4_TRANSMIT_DATA, 40, 24);

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
    union {
        EFI_UDP4_RECEIVE_DATA *RxData;
        EFI_UDP4_TRANSMIT_DATA *TxData;
    } Packet;
} EFI_UDP4_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_UDP4_COMPLETION_TOKEN, 24, 12);

typedef struct EFI_UDP4_PROTOCOL EFI_UDP4_PROTOCOL;
struct EFI_UDP4_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)
    (EFI_UDP4_PROTOCOL *This, EFI_UDP4_CONFIG_DATA *Udp4ConfigData, EFI_IP4_MODE_DATA *Ip4ModeData,
     EFI_MANAGED_NETWORK_CONFIG_DATA *MnpConfigData, EFI_SIMPLE_NETWORK_MODE *SnpModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_UDP4_PROTOCOL *This, EFI_UDP4_CONFIG_DATA *UdpConfigData);
    EFI_STATUS(EFIAPI *Groups)
    (EFI_UDP4_PROTOCOL *This, BOOLEAN JoinFlag, EFI_IPv4_ADDRESS *MulticastAddress);
    EFI_STATUS(EFIAPI *Routes)
    (EFI_UDP4_PROTOCOL *This, BOOLEAN DeleteRoute, EFI_IPv4_ADDRESS *SubnetAddress,
     EFI_IPv4_ADDRESS *SubnetMask, EFI_IPv4_ADDRESS *GatewayAddress);
    EFI_STATUS(EFIAPI *Transmit)(EFI_UDP4_PROTOCOL *This, EFI_UDP4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Receive)(EFI_UDP4_PROTOCOL *This, EFI_UDP4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Cancel)(EFI_UDP4_PROTOCOL *This, EFI_UDP4_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_UDP4_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_UDP4_PROTOCOL, 64, 32);

/* --- UDP, version 6 (30.2) --- */

#define EFI_UDP6_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x66ED4721, 0x3C98, 0x4D3E, 0x81E3, 0xD03DD39A7254)
#define EFI_UDP6_PROTOCOL_GUID UEFI_GUID(0x4F948815, 0xB4B9, 0x43CB, 0x8A33, 0x90E060B34955)

typedef struct {
    BOOLEAN AcceptPromiscuous;
    BOOLEAN AcceptAnyPort;
    BOOLEAN AllowDuplicatePort;
    UINT8 TrafficClass;
    UINT8 HopLimit;
    UINT32 ReceiveTimeout;
    UINT32 TransmitTimeout;
    EFI_IPv6_ADDRESS StationAddress;
    UINT16 StationPort;
    EFI_IPv6_ADDRESS RemoteAddress;
    UINT16 RemotePort;
} EFI_UDP6_CONFIG_DATA;
UEFI_LAYOUT(EFI_UDP6_CONFIG_DATA, 52, 52);

typedef struct {
    EFI_IPv6_ADDRESS SourceAddress;
    UINT16 SourcePort;
    EFI_IPv6_ADDRESS DestinationAddress;
    UINT16 DestinationPort;
} EFI_UDP6_SESSION_DATA;
UEFI_LAYOUT(EFI_UDP6_SESSION_DATA, 36, 36);

typedef struct {
    UINT32 FragmentLength;
    VOID *FragmentBuffer;
} EFI_UDP6_FRAGMENT_DATA;
UEFI_LAYOUT(EFI_UDP6_FRAGMENT_DATA, 16, 8);

typedef struct {
    EFI_TIME TimeStamp;
    EFI_EVENT RecycleSignal;
    EFI_UDP6_SESSION_DATA UdpSession;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_UDP6_FRAGMENT_DATA FragmentTable[1];
} EFI_UDP6_RECEIVE_DATA;
UEFI_LAYOUT(EFI_UDP6_RECEIVE_DATA, 88, 72);

typedef struct {
    EFI_UDP6_SESSION_DATA *UdpSessionData;
    UINT32 DataLength;
    UINT32 FragmentCount;
    EFI_UDP6_FRAGMENT_DATA FragmentTable[1];
} EFI_UDP6_TRANSMIT_DATA;
UEFI_LAYOUT(EFI_UDP6_TRANSMIT_DATA, 32, 20);

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
    union {
        EFI_UDP6_RECEIVE_DATA *RxData;
        EFI_UDP6_TRANSMIT_DATA *TxData;
    } Packet;
} EFI_UDP6_COMPLETION_TOKEN;
UEFI_LAYOUT(EFI_UDP6_COMPLETION_TOKEN, 24, 12);

typedef struct EFI_UDP6_PROTOCOL EFI_UDP6_PROTOCOL;
struct EFI_UDP6_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)
    (EFI_UDP6_PROTOCOL *This, EFI_UDP6_CONFIG_DATA *Udp6ConfigData, EFI_IP6_MODE_DATA *Ip6ModeData,
     EFI_MANAGED_NETWORK_CONFIG_DATA *MnpConfigData, EFI_SIMPLE_NETWORK_MODE *SnpModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_UDP6_PROTOCOL *This, EFI_UDP6_CONFIG_DATA *UdpConfigData);
    EFI_STATUS(EFIAPI *Groups)
    (EFI_UDP6_PROTOCOL *This, BOOLEAN JoinFlag, EFI_IPv6_ADDRESS *MulticastAddress);
    EFI_STATUS(EFIAPI *Transmit)(EFI_UDP6_PROTOCOL *This, EFI_UDP6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Receive)(EFI_UDP6_PROTOCOL *This, EFI_UDP6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Cancel)(EFI_UDP6_PROTOCOL *This, EFI_UDP6_COMPLETION_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_UDP6_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_UDP6_PROTOCOL, 56, 28);
