/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Services on networks (UEFI chapters 24.7, 28.10, 29, 30): DHCP, DNS, multicast TFTP, HTTP and
 * what carries it over TLS.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/network.h"
#include "uefi/raw/network_ip.h"

/* --- DHCP, version 4 (29.2) --- */

#define EFI_DHCP4_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x9D9A39D8, 0xBD42, 0x4A73, 0xA4D5, 0x8EE94BE11380)
#define EFI_DHCP4_PROTOCOL_GUID UEFI_GUID(0x8A219718, 0x4EF5, 0x4761, 0x91C8, 0xC0F04BDA9E56)

typedef struct {
    UINT8 OpCode;
    UINT8 Length;
    UINT8 Data[1]; /* Length of them */
} UEFI_PACKED EFI_DHCP4_PACKET_OPTION;
UEFI_LAYOUT(EFI_DHCP4_PACKET_OPTION, 3, 3);

typedef struct {
    UINT8 OpCode;
    UINT8 HwType;
    UINT8 HwAddrLen;
    UINT8 Hops;
    UINT32 Xid;
    UINT16 Seconds;
    UINT16 Reserved;
    EFI_IPv4_ADDRESS ClientAddr;
    EFI_IPv4_ADDRESS YourAddr;
    EFI_IPv4_ADDRESS ServerAddr;
    EFI_IPv4_ADDRESS GatewayAddr;
    UINT8 ClientHwAddr[16];
    CHAR8 ServerName[64];
    CHAR8 BootFileName[128];
} UEFI_PACKED EFI_DHCP4_HEADER;
UEFI_LAYOUT(EFI_DHCP4_HEADER, 236, 236);

typedef struct {
    UINT32 Size;   /* of the packet's room, from here on */
    UINT32 Length; /* of Dhcp4 */
    struct {
        EFI_DHCP4_HEADER Header;
        UINT32 Magik;
        UINT8 Option[1];
    } UEFI_PACKED Dhcp4;
} UEFI_PACKED EFI_DHCP4_PACKET;
UEFI_LAYOUT(EFI_DHCP4_PACKET, 249, 249);

typedef enum {
    Dhcp4Stopped = 0x0,
    Dhcp4Init = 0x1,
    Dhcp4Selecting = 0x2,
    Dhcp4Requesting = 0x3,
    Dhcp4Bound = 0x4,
    Dhcp4Renewing = 0x5,
    Dhcp4Rebinding = 0x6,
    Dhcp4InitReboot = 0x7,
    Dhcp4Rebooting = 0x8,
} EFI_DHCP4_STATE;

typedef enum {
    Dhcp4SendDiscover = 0x01,
    Dhcp4RcvdOffer = 0x02,
    Dhcp4SelectOffer = 0x03,
    Dhcp4SendRequest = 0x04,
    Dhcp4RcvdAck = 0x05,
    Dhcp4RcvdNak = 0x06,
    Dhcp4SendDecline = 0x07,
    Dhcp4BoundCompleted = 0x08,
    Dhcp4EnterRenewing = 0x09,
    Dhcp4EnterRebinding = 0x0A,
    Dhcp4AddressLost = 0x0B,
    Dhcp4Fail = 0x0C,
} EFI_DHCP4_EVENT;

typedef struct EFI_DHCP4_PROTOCOL EFI_DHCP4_PROTOCOL;
typedef EFI_STATUS(EFIAPI *EFI_DHCP4_CALLBACK)(EFI_DHCP4_PROTOCOL *This, VOID *Context,
                                               EFI_DHCP4_STATE CurrentState,
                                               EFI_DHCP4_EVENT Dhcp4Event, EFI_DHCP4_PACKET *Packet,
                                               EFI_DHCP4_PACKET **NewPacket);

typedef struct {
    UINT32 DiscoverTryCount;
    UINT32 *DiscoverTimeout; /* seconds, for each try */
    UINT32 RequestTryCount;
    UINT32 *RequestTimeout;
    EFI_IPv4_ADDRESS ClientAddress;
    EFI_DHCP4_CALLBACK Dhcp4Callback;
    VOID *CallbackContext;
    UINT32 OptionCount;
    EFI_DHCP4_PACKET_OPTION **OptionList;
} EFI_DHCP4_CONFIG_DATA;
UEFI_LAYOUT(EFI_DHCP4_CONFIG_DATA, 72, 36);

typedef struct {
    EFI_DHCP4_STATE State;
    EFI_DHCP4_CONFIG_DATA ConfigData;
    EFI_IPv4_ADDRESS ClientAddress;
    EFI_MAC_ADDRESS ClientMacAddress;
    EFI_IPv4_ADDRESS ServerAddress;
    EFI_IPv4_ADDRESS RouterAddress;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT32 LeaseTime; /* seconds */
    EFI_DHCP4_PACKET *ReplyPacket;
} EFI_DHCP4_MODE_DATA;
UEFI_LAYOUT(EFI_DHCP4_MODE_DATA, 144, 96);

typedef struct {
    EFI_IPv4_ADDRESS ListenAddress;
    EFI_IPv4_ADDRESS SubnetMask;
    UINT16 ListenPort;
} EFI_DHCP4_LISTEN_POINT;
UEFI_LAYOUT(EFI_DHCP4_LISTEN_POINT, 10, 10);

typedef struct {
    EFI_STATUS Status;
    EFI_EVENT CompletionEvent;
    EFI_IPv4_ADDRESS RemoteAddress;
    UINT16 RemotePort;
    EFI_IPv4_ADDRESS GatewayAddress;
    UINT32 ListenPointCount;
    EFI_DHCP4_LISTEN_POINT *ListenPoints;
    UINT32 TimeoutValue;
    EFI_DHCP4_PACKET *Packet;
    UINT32 ResponseCount;
    EFI_DHCP4_PACKET *ResponseList;
} EFI_DHCP4_TRANSMIT_RECEIVE_TOKEN;
UEFI_LAYOUT(EFI_DHCP4_TRANSMIT_RECEIVE_TOKEN, 72, 44);

struct EFI_DHCP4_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)(EFI_DHCP4_PROTOCOL *This, EFI_DHCP4_MODE_DATA *Dhcp4ModeData);
    EFI_STATUS(EFIAPI *Configure)(EFI_DHCP4_PROTOCOL *This, EFI_DHCP4_CONFIG_DATA *Dhcp4CfgData);
    EFI_STATUS(EFIAPI *Start)(EFI_DHCP4_PROTOCOL *This, EFI_EVENT CompletionEvent);
    EFI_STATUS(EFIAPI *RenewRebind)
    (EFI_DHCP4_PROTOCOL *This, BOOLEAN RebindRequest, EFI_EVENT CompletionEvent);
    EFI_STATUS(EFIAPI *Release)(EFI_DHCP4_PROTOCOL *This);
    EFI_STATUS(EFIAPI *Stop)(EFI_DHCP4_PROTOCOL *This);
    EFI_STATUS(EFIAPI *Build)
    (EFI_DHCP4_PROTOCOL *This, EFI_DHCP4_PACKET *SeedPacket, UINT32 DeleteCount, UINT8 *DeleteList,
     UINT32 AppendCount, EFI_DHCP4_PACKET_OPTION *AppendList[], EFI_DHCP4_PACKET **NewPacket);
    EFI_STATUS(EFIAPI *TransmitReceive)
    (EFI_DHCP4_PROTOCOL *This, EFI_DHCP4_TRANSMIT_RECEIVE_TOKEN *Token);
    EFI_STATUS(EFIAPI *Parse)
    (EFI_DHCP4_PROTOCOL *This, EFI_DHCP4_PACKET *Packet, UINT32 *OptionCount,
     EFI_DHCP4_PACKET_OPTION *PacketOptionList[]);
};
UEFI_LAYOUT(EFI_DHCP4_PROTOCOL, 72, 36);

/* --- DHCP, version 6 (29.3) --- */

#define EFI_DHCP6_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x9FB9A8A1, 0x2F4A, 0x43A6, 0x889C, 0xD0F7B6C47AD5)
#define EFI_DHCP6_PROTOCOL_GUID UEFI_GUID(0x87C8BAD7, 0x0595, 0x4053, 0x8297, 0xDEDE395F5D5B)

typedef enum {
    Dhcp6Init = 0x0,
    Dhcp6Selecting = 0x1,
    Dhcp6Requesting = 0x2,
    Dhcp6Declining = 0x3,
    Dhcp6Confirming = 0x4,
    Dhcp6Releasing = 0x5,
    Dhcp6Bound = 0x6,
    Dhcp6Renewing = 0x7,
    Dhcp6Rebinding = 0x8,
} EFI_DHCP6_STATE;

typedef enum {
    Dhcp6SendSolicit = 0x0,
    Dhcp6RcvdAdvertise = 0x1,
    Dhcp6SelectAdvertise = 0x2,
    Dhcp6SendRequest = 0x3,
    Dhcp6RcvdReply = 0x4,
    Dhcp6RcvdReconfigure = 0x5,
    Dhcp6SendDecline = 0x6,
    Dhcp6SendConfirm = 0x7,
    Dhcp6SendRelease = 0x8,
    Dhcp6EnterRenewing = 0x9,
    Dhcp6EnterRebinding = 0xA,
} EFI_DHCP6_EVENT;

typedef struct {
    UINT16 OpCode; /* high byte first, as in the next */
    UINT16 OpLen;
    UINT8 Data[1];
} UEFI_PACKED EFI_DHCP6_PACKET_OPTION;
UEFI_LAYOUT(EFI_DHCP6_PACKET_OPTION, 5, 5);

typedef struct {
    UINT32 MessageType : 8;
    UINT32 TransactionId : 24;
} UEFI_PACKED EFI_DHCP6_HEADER;
UEFI_LAYOUT(EFI_DHCP6_HEADER, 4, 4);

typedef struct {
    UINT32 Size;
    UINT32 Length;
    struct {
        EFI_DHCP6_HEADER Header;
        UINT8 Option[1];
    } UEFI_PACKED Dhcp6;
} UEFI_PACKED EFI_DHCP6_PACKET;
UEFI_LAYOUT(EFI_DHCP6_PACKET, 13, 13);

typedef struct {
    UINT16 Length;
    UINT8 Duid[1];
} EFI_DHCP6_DUID;
UEFI_LAYOUT(EFI_DHCP6_DUID, 4, 4);

typedef struct {
    UINT32 Irt; /* all in seconds */
    UINT32 Mrc;
    UINT32 Mrt;
    UINT32 Mrd;
} EFI_DHCP6_RETRANSMISSION;
UEFI_LAYOUT(EFI_DHCP6_RETRANSMISSION, 16, 16);

typedef struct {
    EFI_IPv6_ADDRESS IpAddress;
    UINT32 PreferredLifetime;
    UINT32 ValidLifetime;
} EFI_DHCP6_IA_ADDRESS;
UEFI_LAYOUT(EFI_DHCP6_IA_ADDRESS, 24, 24);

typedef struct {
    UINT16 Type; /* 3 non-temporary, 4 temporary */
    UINT32 IaId;
} EFI_DHCP6_IA_DESCRIPTOR;
UEFI_LAYOUT(EFI_DHCP6_IA_DESCRIPTOR, 8, 8);

typedef struct {
    EFI_DHCP6_IA_DESCRIPTOR Descriptor;
    EFI_DHCP6_STATE State;
    EFI_DHCP6_PACKET *ReplyPacket;
    UINT32 IaAddressCount;
    EFI_DHCP6_IA_ADDRESS IaAddress[1];
} EFI_DHCP6_IA;
UEFI_LAYOUT(EFI_DHCP6_IA, 56, 44);

typedef struct {
    EFI_DHCP6_DUID *ClientId;
    EFI_DHCP6_IA *Ia;
} EFI_DHCP6_MODE_DATA;
UEFI_LAYOUT(EFI_DHCP6_MODE_DATA, 16, 8);

typedef struct EFI_DHCP6_PROTOCOL EFI_DHCP6_PROTOCOL;
typedef EFI_STATUS(EFIAPI *EFI_DHCP6_CALLBACK)(EFI_DHCP6_PROTOCOL *This, VOID *Context,
                                               EFI_DHCP6_STATE CurrentState,
                                               EFI_DHCP6_EVENT Dhcp6Event, EFI_DHCP6_PACKET *Packet,
                                               EFI_DHCP6_PACKET **NewPacket);
typedef EFI_STATUS(EFIAPI *EFI_DHCP6_INFO_CALLBACK)(EFI_DHCP6_PROTOCOL *This, VOID *Context,
                                                    EFI_DHCP6_PACKET *Packet);

typedef struct {
    EFI_DHCP6_CALLBACK Dhcp6Callback;
    VOID *CallbackContext;
    UINT32 OptionCount;
    EFI_DHCP6_PACKET_OPTION **OptionList;
    EFI_DHCP6_IA_DESCRIPTOR IaDescriptor;
    EFI_EVENT IaInfoEvent;
    BOOLEAN ReconfigureAccept;
    BOOLEAN RapidCommit;
    EFI_DHCP6_RETRANSMISSION *SolicitRetransmission;
} EFI_DHCP6_CONFIG_DATA;
UEFI_LAYOUT(EFI_DHCP6_CONFIG_DATA, 64, 36);

struct EFI_DHCP6_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)
    (EFI_DHCP6_PROTOCOL *This, EFI_DHCP6_MODE_DATA *Dhcp6ModeData,
     EFI_DHCP6_CONFIG_DATA *Dhcp6ConfigData);
    EFI_STATUS(EFIAPI *Configure)(EFI_DHCP6_PROTOCOL *This, EFI_DHCP6_CONFIG_DATA *Dhcp6CfgData);
    EFI_STATUS(EFIAPI *Start)(EFI_DHCP6_PROTOCOL *This);
    EFI_STATUS(EFIAPI *InfoRequest)
    (EFI_DHCP6_PROTOCOL *This, BOOLEAN SendClientId, EFI_DHCP6_PACKET_OPTION *OptionRequest,
     UINT32 OptionCount, EFI_DHCP6_PACKET_OPTION *OptionList[],
     EFI_DHCP6_RETRANSMISSION *Retransmission, EFI_EVENT TimeoutEvent,
     EFI_DHCP6_INFO_CALLBACK ReplyCallback, VOID *CallbackContext);
    EFI_STATUS(EFIAPI *RenewRebind)(EFI_DHCP6_PROTOCOL *This, BOOLEAN RebindRequest);
    EFI_STATUS(EFIAPI *Decline)
    (EFI_DHCP6_PROTOCOL *This, UINT32 AddressCount, EFI_IPv6_ADDRESS *Addresses);
    EFI_STATUS(EFIAPI *Release)
    (EFI_DHCP6_PROTOCOL *This, UINT32 AddressCount, EFI_IPv6_ADDRESS *Addresses);
    EFI_STATUS(EFIAPI *Stop)(EFI_DHCP6_PROTOCOL *This);
    EFI_STATUS(EFIAPI *Parse)
    (EFI_DHCP6_PROTOCOL *This, EFI_DHCP6_PACKET *Packet, UINT32 *OptionCount,
     EFI_DHCP6_PACKET_OPTION *PacketOptionList[]);
};
UEFI_LAYOUT(EFI_DHCP6_PROTOCOL, 72, 36);

/* --- HTTP (29.6) --- */

#define EFI_HTTP_SERVICE_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0xBDC8E6AF, 0xD9BC, 0x4379, 0xA72A, 0xE0C4E75DAE1C)
#define EFI_HTTP_PROTOCOL_GUID UEFI_GUID(0x7A59B29B, 0x910B, 0x4171, 0x8242, 0xA85A0DF25B5B)

typedef enum {
    HttpVersion10,
    HttpVersion11,
    HttpVersionUnsupported,
} EFI_HTTP_VERSION;

typedef enum {
    HttpMethodGet,
    HttpMethodPost,
    HttpMethodPatch,
    HttpMethodOptions,
    HttpMethodConnect,
    HttpMethodHead,
    HttpMethodPut,
    HttpMethodDelete,
    HttpMethodTrace,
    HttpMethodMax,
} EFI_HTTP_METHOD;

/* Not HTTP's own numbers; these count from 0. */
typedef enum {
    HTTP_STATUS_UNSUPPORTED_STATUS = 0,
    HTTP_STATUS_100_CONTINUE,
    HTTP_STATUS_101_SWITCHING_PROTOCOLS,
    HTTP_STATUS_200_OK,
    HTTP_STATUS_201_CREATED,
    HTTP_STATUS_202_ACCEPTED,
    HTTP_STATUS_203_NON_AUTHORITATIVE_INFORMATION,
    HTTP_STATUS_204_NO_CONTENT,
    HTTP_STATUS_205_RESET_CONTENT,
    HTTP_STATUS_206_PARTIAL_CONTENT,
    HTTP_STATUS_300_MULTIPLE_CHOICES,
    HTTP_STATUS_301_MOVED_PERMANENTLY,
    HTTP_STATUS_302_FOUND,
    HTTP_STATUS_303_SEE_OTHER,
    HTTP_STATUS_304_NOT_MODIFIED,
    HTTP_STATUS_305_USE_PROXY,
    HTTP_STATUS_307_TEMPORARY_REDIRECT,
    HTTP_STATUS_400_BAD_REQUEST,
    HTTP_STATUS_401_UNAUTHORIZED,
    HTTP_STATUS_402_PAYMENT_REQUIRED,
    HTTP_STATUS_403_FORBIDDEN,
    HTTP_STATUS_404_NOT_FOUND,
    HTTP_STATUS_405_METHOD_NOT_ALLOWED,
    HTTP_STATUS_406_NOT_ACCEPTABLE,
    HTTP_STATUS_407_PROXY_AUTHENTICATION_REQUIRED,
    HTTP_STATUS_408_REQUEST_TIME_OUT,
    HTTP_STATUS_409_CONFLICT,
    HTTP_STATUS_410_GONE,
    HTTP_STATUS_411_LENGTH_REQUIRED,
    HTTP_STATUS_412_PRECONDITION_FAILED,
    HTTP_STATUS_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_STATUS_414_REQUEST_URI_TOO_LARGE,
    HTTP_STATUS_415_UNSUPPORTED_MEDIA_TYPE,
    HTTP_STATUS_416_REQUESTED_RANGE_NOT_SATISFIED,
    HTTP_STATUS_417_EXPECTATION_FAILED,
    HTTP_STATUS_500_INTERNAL_SERVER_ERROR,
    HTTP_STATUS_501_NOT_IMPLEMENTED,
    HTTP_STATUS_502_BAD_GATEWAY,
    HTTP_STATUS_503_SERVICE_UNAVAILABLE,
    HTTP_STATUS_504_GATEWAY_TIME_OUT,
    HTTP_STATUS_505_HTTP_VERSION_NOT_SUPPORTED,
    HTTP_STATUS_308_PERMANENT_REDIRECT,
    HTTP_STATUS_429_TOO_MANY_REQUESTS,
} EFI_HTTP_STATUS_CODE;

typedef struct {
    BOOLEAN UseDefaultAddress;
    EFI_IPv4_ADDRESS LocalAddress;
    EFI_IPv4_ADDRESS LocalSubnet;
    UINT16 LocalPort;
} EFI_HTTPv4_ACCESS_POINT;
UEFI_LAYOUT(EFI_HTTPv4_ACCESS_POINT, 12, 12);

typedef struct {
    EFI_IPv6_ADDRESS LocalAddress;
    UINT16 LocalPort;
} EFI_HTTPv6_ACCESS_POINT;
UEFI_LAYOUT(EFI_HTTPv6_ACCESS_POINT, 18, 18);

typedef struct {
    EFI_HTTP_VERSION HttpVersion;
    UINT32 TimeOutMillisec; /* 0: none */
    BOOLEAN LocalAddressIsIPv6;
    union {
        EFI_HTTPv4_ACCESS_POINT *IPv4Node;
        EFI_HTTPv6_ACCESS_POINT *IPv6Node;
    } AccessPoint;
} EFI_HTTP_CONFIG_DATA;
UEFI_LAYOUT(EFI_HTTP_CONFIG_DATA, 24, 16);

typedef struct {
    EFI_HTTP_METHOD Method;
    CHAR16 *Url;
} EFI_HTTP_REQUEST_DATA;
UEFI_LAYOUT(EFI_HTTP_REQUEST_DATA, 16, 8);

typedef struct {
    EFI_HTTP_STATUS_CODE StatusCode;
} EFI_HTTP_RESPONSE_DATA;
UEFI_LAYOUT(EFI_HTTP_RESPONSE_DATA, 4, 4);

typedef struct {
    CHAR8 *FieldName;
    CHAR8 *FieldValue;
} EFI_HTTP_HEADER;
UEFI_LAYOUT(EFI_HTTP_HEADER, 16, 8);

typedef struct {
    union {
        EFI_HTTP_REQUEST_DATA *Request;
        EFI_HTTP_RESPONSE_DATA *Response;
    } Data;
    UINTN HeaderCount;
    EFI_HTTP_HEADER *Headers;
    UINTN BodyLength;
    VOID *Body;
} EFI_HTTP_MESSAGE;
UEFI_LAYOUT(EFI_HTTP_MESSAGE, 40, 20);

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status; /* EFI_HTTP_ERROR: the response says what */
    EFI_HTTP_MESSAGE *Message;
} EFI_HTTP_TOKEN;
UEFI_LAYOUT(EFI_HTTP_TOKEN, 24, 12);

typedef struct EFI_HTTP_PROTOCOL EFI_HTTP_PROTOCOL;
struct EFI_HTTP_PROTOCOL {
    EFI_STATUS(EFIAPI *GetModeData)(EFI_HTTP_PROTOCOL *This, EFI_HTTP_CONFIG_DATA *HttpConfigData);
    EFI_STATUS(EFIAPI *Configure)(EFI_HTTP_PROTOCOL *This, EFI_HTTP_CONFIG_DATA *HttpConfigData);
    EFI_STATUS(EFIAPI *Request)(EFI_HTTP_PROTOCOL *This, EFI_HTTP_TOKEN *Token);
    EFI_STATUS(EFIAPI *Cancel)(EFI_HTTP_PROTOCOL *This, EFI_HTTP_TOKEN *Token);
    EFI_STATUS(EFIAPI *Response)(EFI_HTTP_PROTOCOL *This, EFI_HTTP_TOKEN *Token);
    EFI_STATUS(EFIAPI *Poll)(EFI_HTTP_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_HTTP_PROTOCOL, 48, 24);

/* --- HTTP utilities (29.6.3): headers as text --- */

#define EFI_HTTP_UTILITIES_PROTOCOL_GUID \
    UEFI_GUID(0x3E35C163, 0x4074, 0x45DD, 0x431E, 0x23989DD86B32)

typedef struct EFI_HTTP_UTILITIES_PROTOCOL EFI_HTTP_UTILITIES_PROTOCOL;
struct EFI_HTTP_UTILITIES_PROTOCOL {
    EFI_STATUS(EFIAPI *Build)
    (EFI_HTTP_UTILITIES_PROTOCOL *This, UINTN SeedMessageSize, VOID *SeedMessage, UINTN DeleteCount,
     CHAR8 *DeleteList[], UINTN AppendCount, EFI_HTTP_HEADER *AppendList[], UINTN *NewMessageSize,
     VOID **NewMessage);
    EFI_STATUS(EFIAPI *Parse)
    (EFI_HTTP_UTILITIES_PROTOCOL *This, CHAR8 *HttpMessage, UINTN HttpMessageSize,
     EFI_HTTP_HEADER **HeaderFields, UINTN *FieldCount);
};
UEFI_LAYOUT(EFI_HTTP_UTILITIES_PROTOCOL, 16, 8);

/* --- HTTP boot callback (24.7.6) --- */

#define EFI_HTTP_BOOT_CALLBACK_PROTOCOL_GUID \
    UEFI_GUID(0xBA23B311, 0x343D, 0x11E6, 0x9185, 0x5820B1D65299)

typedef enum {
    HttpBootDhcp4,
    HttpBootDhcp6,
    HttpBootHttpRequest,
    HttpBootHttpResponse,
    HttpBootHttpEntityBody,
    HttpBootHttpAuthInfo,
    HttpBootTypeMax,
} EFI_HTTP_BOOT_CALLBACK_DATA_TYPE;

typedef struct EFI_HTTP_BOOT_CALLBACK_PROTOCOL EFI_HTTP_BOOT_CALLBACK_PROTOCOL;
struct EFI_HTTP_BOOT_CALLBACK_PROTOCOL {
    EFI_STATUS(EFIAPI *Callback)
    (EFI_HTTP_BOOT_CALLBACK_PROTOCOL *This, EFI_HTTP_BOOT_CALLBACK_DATA_TYPE DataType,
     BOOLEAN Received, UINT32 DataLength, VOID *Data);
};
UEFI_LAYOUT(EFI_HTTP_BOOT_CALLBACK_PROTOCOL, 8, 4);

/* --- REST (29.7): one request, one answer --- */

#define EFI_REST_PROTOCOL_GUID UEFI_GUID(0x0DB48A36, 0x4E54, 0xEA9C, 0x9B09, 0x1EA5BE3A660B)

typedef struct EFI_REST_PROTOCOL EFI_REST_PROTOCOL;
struct EFI_REST_PROTOCOL {
    EFI_STATUS(EFIAPI *SendReceive)
    (EFI_REST_PROTOCOL *This, EFI_HTTP_MESSAGE *RequestMessage, EFI_HTTP_MESSAGE *ResponseMessage);
    EFI_STATUS(EFIAPI *GetServiceTime)(EFI_REST_PROTOCOL *This, EFI_TIME *Time);
};
UEFI_LAYOUT(EFI_REST_PROTOCOL, 16, 8);
