/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Without a cable, and who may join (UEFI chapters 26 and 27): Bluetooth host controllers and the
 * extensible authentication protocol.
 */
#pragma once

#include "uefi/raw/base.h"

/* --- Bluetooth host controller (26.1) --- */

#define EFI_BLUETOOTH_HC_PROTOCOL_GUID UEFI_GUID(0xB3930571, 0xBEBA, 0x4FC5, 0x9203, 0x9427242E6A43)

typedef EFI_STATUS(EFIAPI *EFI_BLUETOOTH_HC_ASYNC_FUNC_CALLBACK)(VOID *Data, UINTN DataLength,
                                                                 VOID *Context);

typedef struct EFI_BLUETOOTH_HC_PROTOCOL EFI_BLUETOOTH_HC_PROTOCOL;
struct EFI_BLUETOOTH_HC_PROTOCOL {
    EFI_STATUS(EFIAPI *SendCommand)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer, UINTN Timeout);
    EFI_STATUS(EFIAPI *ReceiveEvent)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer, UINTN Timeout);
    EFI_STATUS(EFIAPI *AsyncReceiveEvent)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, BOOLEAN IsNewTransfer, UINTN PollingInterval,
     UINTN DataLength, EFI_BLUETOOTH_HC_ASYNC_FUNC_CALLBACK Callback, VOID *Context);
    EFI_STATUS(EFIAPI *SendACLData)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer, UINTN Timeout);
    EFI_STATUS(EFIAPI *ReceiveACLData)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer, UINTN Timeout);
    EFI_STATUS(EFIAPI *AsyncReceiveACLData)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, BOOLEAN IsNewTransfer, UINTN PollingInterval,
     UINTN DataLength, EFI_BLUETOOTH_HC_ASYNC_FUNC_CALLBACK Callback, VOID *Context);
    EFI_STATUS(EFIAPI *SendSCOData)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer, UINTN Timeout);
    EFI_STATUS(EFIAPI *ReceiveSCOData)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer, UINTN Timeout);
    EFI_STATUS(EFIAPI *AsyncReceiveSCOData)
    (EFI_BLUETOOTH_HC_PROTOCOL *This, BOOLEAN IsNewTransfer, UINTN PollingInterval,
     UINTN DataLength, EFI_BLUETOOTH_HC_ASYNC_FUNC_CALLBACK Callback, VOID *Context);
};
UEFI_LAYOUT(EFI_BLUETOOTH_HC_PROTOCOL, 72, 36);

/* --- Extensible authentication (27.2) and what it is told (27.3) --- */

#define EFI_EAP_PROTOCOL_GUID UEFI_GUID(0x5D9F96DB, 0xE731, 0x4CAA, 0xA00D, 0x72E187CD7762)
#define EFI_EAP_CONFIGURATION_PROTOCOL_GUID \
    UEFI_GUID(0xE5B58DBB, 0x7688, 0x44B4, 0x97BF, 0x5F1D4B7CC8DB)

typedef VOID *EFI_PORT_HANDLE;
typedef EFI_STATUS(EFIAPI *EFI_EAP_BUILD_RESPONSE_PACKET)(EFI_PORT_HANDLE PortNumber,
                                                          UINT8 *RequestBuffer, UINTN RequestSize,
                                                          UINT8 *Buffer, UINTN *BufferSize);

typedef struct EFI_EAP_PROTOCOL EFI_EAP_PROTOCOL;
struct EFI_EAP_PROTOCOL {
    EFI_STATUS(EFIAPI *SetDesiredAuthMethod)(EFI_EAP_PROTOCOL *This, UINT8 EapAuthType);
    EFI_STATUS(EFIAPI *RegisterAuthMethod)
    (EFI_EAP_PROTOCOL *This, UINT8 EapAuthType, EFI_EAP_BUILD_RESPONSE_PACKET Handler);
};
UEFI_LAYOUT(EFI_EAP_PROTOCOL, 16, 8);

typedef UINT8 EFI_EAP_TYPE;

typedef enum {
    EfiEapConfigEapAuthMethod,
    EfiEapConfigEapSupportedAuthMethod,
} EFI_EAP_CONFIG_DATA_TYPE;

typedef struct EFI_EAP_CONFIGURATION_PROTOCOL EFI_EAP_CONFIGURATION_PROTOCOL;
struct EFI_EAP_CONFIGURATION_PROTOCOL {
    EFI_STATUS(EFIAPI *SetData)
    (EFI_EAP_CONFIGURATION_PROTOCOL *This, EFI_EAP_TYPE EapType, EFI_EAP_CONFIG_DATA_TYPE DataType,
     VOID *Data, UINTN DataSize);
    EFI_STATUS(EFIAPI *GetData)
    (EFI_EAP_CONFIGURATION_PROTOCOL *This, EFI_EAP_TYPE EapType, EFI_EAP_CONFIG_DATA_TYPE DataType,
     VOID *Data, UINTN *DataSize);
};
UEFI_LAYOUT(EFI_EAP_CONFIGURATION_PROTOCOL, 16, 8);
