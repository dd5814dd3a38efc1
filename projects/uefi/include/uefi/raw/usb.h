/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * USB (UEFI chapter 17): host controllers, devices, and being a device.
 */
#pragma once

#include "uefi/raw/base.h"

/* --- What the bus itself defines (USB 2.0, 9.3 and 9.6) --- */

typedef struct {
    UINT8 RequestType;
    UINT8 Request;
    UINT16 Value;
    UINT16 Index;
    UINT16 Length;
} UEFI_PACKED EFI_USB_DEVICE_REQUEST;
UEFI_LAYOUT(EFI_USB_DEVICE_REQUEST, 8, 8);

typedef struct {
    UINT8 Length;
    UINT8 DescriptorType;
    UINT16 BcdUSB;
    UINT8 DeviceClass;
    UINT8 DeviceSubClass;
    UINT8 DeviceProtocol;
    UINT8 MaxPacketSize0;
    UINT16 IdVendor;
    UINT16 IdProduct;
    UINT16 BcdDevice;
    UINT8 StrManufacturer;
    UINT8 StrProduct;
    UINT8 StrSerialNumber;
    UINT8 NumConfigurations;
} UEFI_PACKED EFI_USB_DEVICE_DESCRIPTOR;
UEFI_LAYOUT(EFI_USB_DEVICE_DESCRIPTOR, 18, 18);

typedef struct {
    UINT8 Length;
    UINT8 DescriptorType;
    UINT16 TotalLength;
    UINT8 NumInterfaces;
    UINT8 ConfigurationValue;
    UINT8 Configuration;
    UINT8 Attributes;
    UINT8 MaxPower;
} UEFI_PACKED EFI_USB_CONFIG_DESCRIPTOR;
UEFI_LAYOUT(EFI_USB_CONFIG_DESCRIPTOR, 9, 9);

typedef struct {
    UINT8 Length;
    UINT8 DescriptorType;
    UINT8 InterfaceNumber;
    UINT8 AlternateSetting;
    UINT8 NumEndpoints;
    UINT8 InterfaceClass;
    UINT8 InterfaceSubClass;
    UINT8 InterfaceProtocol;
    UINT8 Interface;
} UEFI_PACKED EFI_USB_INTERFACE_DESCRIPTOR;
UEFI_LAYOUT(EFI_USB_INTERFACE_DESCRIPTOR, 9, 9);

typedef struct {
    UINT8 Length;
    UINT8 DescriptorType;
    UINT8 EndpointAddress;
    UINT8 Attributes;
    UINT16 MaxPacketSize;
    UINT8 Interval;
} UEFI_PACKED EFI_USB_ENDPOINT_DESCRIPTOR;
UEFI_LAYOUT(EFI_USB_ENDPOINT_DESCRIPTOR, 7, 7);

typedef enum {
    EfiUsbDataIn,
    EfiUsbDataOut,
    EfiUsbNoData,
} EFI_USB_DATA_DIRECTION;

/* Results of transfers, as bits. */
#define EFI_USB_NOERROR        0x00000000
#define EFI_USB_ERR_NOTEXECUTE 0x00000001
#define EFI_USB_ERR_STALL      0x00000002
#define EFI_USB_ERR_BUFFER     0x00000004
#define EFI_USB_ERR_BABBLE     0x00000008
#define EFI_USB_ERR_NAK        0x00000010
#define EFI_USB_ERR_CRC        0x00000020
#define EFI_USB_ERR_TIMEOUT    0x00000040
#define EFI_USB_ERR_BITSTUFF   0x00000080
#define EFI_USB_ERR_SYSTEM     0x00000100

typedef EFI_STATUS(EFIAPI *EFI_ASYNC_USB_TRANSFER_CALLBACK)(VOID *Data, UINTN DataLength,
                                                            VOID *Context, UINT32 Status);

/* --- A device's interface (17.2) --- */

#define EFI_USB_IO_PROTOCOL_GUID UEFI_GUID(0x2B2F68D6, 0x0CD2, 0x44CF, 0x8E8B, 0xBBA20B1B5B75)

typedef struct EFI_USB_IO_PROTOCOL EFI_USB_IO_PROTOCOL;
struct EFI_USB_IO_PROTOCOL {
    EFI_STATUS(EFIAPI *UsbControlTransfer)
    (EFI_USB_IO_PROTOCOL *This, EFI_USB_DEVICE_REQUEST *Request, EFI_USB_DATA_DIRECTION Direction,
     UINT32 Timeout, VOID *Data, UINTN DataLength, UINT32 *Status);
    EFI_STATUS(EFIAPI *UsbBulkTransfer)
    (EFI_USB_IO_PROTOCOL *This, UINT8 DeviceEndpoint, VOID *Data, UINTN *DataLength, UINTN Timeout,
     UINT32 *Status);
    EFI_STATUS(EFIAPI *UsbAsyncInterruptTransfer)
    (EFI_USB_IO_PROTOCOL *This, UINT8 DeviceEndpoint, BOOLEAN IsNewTransfer, UINTN PollingInterval,
     UINTN DataLength, EFI_ASYNC_USB_TRANSFER_CALLBACK InterruptCallBack, VOID *Context);
    EFI_STATUS(EFIAPI *UsbSyncInterruptTransfer)
    (EFI_USB_IO_PROTOCOL *This, UINT8 DeviceEndpoint, VOID *Data, UINTN *DataLength, UINTN Timeout,
     UINT32 *Status);
    EFI_STATUS(EFIAPI *UsbIsochronousTransfer)
    (EFI_USB_IO_PROTOCOL *This, UINT8 DeviceEndpoint, VOID *Data, UINTN DataLength, UINT32 *Status);
    EFI_STATUS(EFIAPI *UsbAsyncIsochronousTransfer)
    (EFI_USB_IO_PROTOCOL *This, UINT8 DeviceEndpoint, VOID *Data, UINTN DataLength,
     EFI_ASYNC_USB_TRANSFER_CALLBACK IsochronousCallBack, VOID *Context);
    EFI_STATUS(EFIAPI *UsbGetDeviceDescriptor)
    (EFI_USB_IO_PROTOCOL *This, EFI_USB_DEVICE_DESCRIPTOR *DeviceDescriptor);
    EFI_STATUS(EFIAPI *UsbGetConfigDescriptor)
    (EFI_USB_IO_PROTOCOL *This, EFI_USB_CONFIG_DESCRIPTOR *ConfigurationDescriptor);
    EFI_STATUS(EFIAPI *UsbGetInterfaceDescriptor)
    (EFI_USB_IO_PROTOCOL *This, EFI_USB_INTERFACE_DESCRIPTOR *InterfaceDescriptor);
    EFI_STATUS(EFIAPI *UsbGetEndpointDescriptor)
    (EFI_USB_IO_PROTOCOL *This, UINT8 EndpointIndex,
     EFI_USB_ENDPOINT_DESCRIPTOR *EndpointDescriptor);
    EFI_STATUS(EFIAPI *UsbGetStringDescriptor)
    (EFI_USB_IO_PROTOCOL *This, UINT16 LangID, UINT8 StringID, CHAR16 **String);
    EFI_STATUS(EFIAPI *UsbGetSupportedLanguages)
    (EFI_USB_IO_PROTOCOL *This, UINT16 **LangIDTable, UINT16 *TableSize);
    EFI_STATUS(EFIAPI *UsbPortReset)(EFI_USB_IO_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_USB_IO_PROTOCOL, 104, 52);

/* --- Host controller (17.1) --- */

#define EFI_USB2_HC_PROTOCOL_GUID UEFI_GUID(0x3E745226, 0x9818, 0x45B6, 0xA2AC, 0xD7CD0E8BA2BC)

#define EFI_USB_SPEED_FULL  0x00
#define EFI_USB_SPEED_LOW   0x01
#define EFI_USB_SPEED_HIGH  0x02
#define EFI_USB_SPEED_SUPER 0x03

#define EFI_USB_HC_RESET_GLOBAL            0x0001
#define EFI_USB_HC_RESET_HOST_CONTROLLER   0x0002
#define EFI_USB_HC_RESET_GLOBAL_WITH_DEBUG 0x0004
#define EFI_USB_HC_RESET_HOST_WITH_DEBUG   0x0008

#define USB_PORT_STAT_CONNECTION    0x0001
#define USB_PORT_STAT_ENABLE        0x0002
#define USB_PORT_STAT_SUSPEND       0x0004
#define USB_PORT_STAT_OVERCURRENT   0x0008
#define USB_PORT_STAT_RESET         0x0010
#define USB_PORT_STAT_POWER         0x0100
#define USB_PORT_STAT_LOW_SPEED     0x0200
#define USB_PORT_STAT_HIGH_SPEED    0x0400
#define USB_PORT_STAT_SUPER_SPEED   0x0800
#define USB_PORT_STAT_OWNER         0x2000
#define USB_PORT_STAT_C_CONNECTION  0x0001
#define USB_PORT_STAT_C_ENABLE      0x0002
#define USB_PORT_STAT_C_SUSPEND     0x0004
#define USB_PORT_STAT_C_OVERCURRENT 0x0008
#define USB_PORT_STAT_C_RESET       0x0010

typedef struct {
    UINT16 PortStatus;       /* USB_PORT_STAT_... */
    UINT16 PortChangeStatus; /* USB_PORT_STAT_C_... */
} EFI_USB_PORT_STATUS;
UEFI_LAYOUT(EFI_USB_PORT_STATUS, 4, 4);

typedef enum {
    EfiUsbPortEnable = 1,
    EfiUsbPortSuspend = 2,
    EfiUsbPortReset = 4,
    EfiUsbPortPower = 8,
    EfiUsbPortOwner = 13,
    EfiUsbPortConnectChange = 16,
    EfiUsbPortEnableChange = 17,
    EfiUsbPortSuspendChange = 18,
    EfiUsbPortOverCurrentChange = 19,
    EfiUsbPortResetChange = 20,
} EFI_USB_PORT_FEATURE;

typedef enum {
    EfiUsbHcStateHalt,
    EfiUsbHcStateOperational,
    EfiUsbHcStateSuspend,
    EfiUsbHcStateMaximum,
} EFI_USB_HC_STATE;

typedef struct {
    UINT8 TranslatorHubAddress;
    UINT8 TranslatorPortNumber;
} EFI_USB2_HC_TRANSACTION_TRANSLATOR;
UEFI_LAYOUT(EFI_USB2_HC_TRANSACTION_TRANSLATOR, 2, 2);

#define EFI_USB_MAX_BULK_BUFFER_NUM 10
#define EFI_USB_MAX_ISO_BUFFER_NUM  7
#define EFI_USB_MAX_ISO_BUFFER_NUM1 2

typedef struct EFI_USB2_HC_PROTOCOL EFI_USB2_HC_PROTOCOL;
struct EFI_USB2_HC_PROTOCOL {
    EFI_STATUS(EFIAPI *GetCapability)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 *MaxSpeed, UINT8 *PortNumber, UINT8 *Is64BitCapable);
    EFI_STATUS(EFIAPI *Reset)(EFI_USB2_HC_PROTOCOL *This, UINT16 Attributes);
    EFI_STATUS(EFIAPI *GetState)(EFI_USB2_HC_PROTOCOL *This, EFI_USB_HC_STATE *State);
    EFI_STATUS(EFIAPI *SetState)(EFI_USB2_HC_PROTOCOL *This, EFI_USB_HC_STATE State);
    EFI_STATUS(EFIAPI *ControlTransfer)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 DeviceAddress, UINT8 DeviceSpeed, UINTN MaximumPacketLength,
     EFI_USB_DEVICE_REQUEST *Request, EFI_USB_DATA_DIRECTION TransferDirection, VOID *Data,
     UINTN *DataLength, UINTN TimeOut, EFI_USB2_HC_TRANSACTION_TRANSLATOR *Translator,
     UINT32 *TransferResult);
    EFI_STATUS(EFIAPI *BulkTransfer)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 DeviceAddress, UINT8 EndPointAddress, UINT8 DeviceSpeed,
     UINTN MaximumPacketLength, UINT8 DataBuffersNumber, VOID *Data[EFI_USB_MAX_BULK_BUFFER_NUM],
     UINTN *DataLength, UINT8 *DataToggle, UINTN TimeOut,
     EFI_USB2_HC_TRANSACTION_TRANSLATOR *Translator, UINT32 *TransferResult);
    EFI_STATUS(EFIAPI *AsyncInterruptTransfer)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 DeviceAddress, UINT8 EndPointAddress, UINT8 DeviceSpeed,
     UINTN MaximumPacketLength, BOOLEAN IsNewTransfer, UINT8 *DataToggle, UINTN PollingInterval,
     UINTN DataLength, EFI_USB2_HC_TRANSACTION_TRANSLATOR *Translator,
     EFI_ASYNC_USB_TRANSFER_CALLBACK CallBackFunction, VOID *Context);
    EFI_STATUS(EFIAPI *SyncInterruptTransfer)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 DeviceAddress, UINT8 EndPointAddress, UINT8 DeviceSpeed,
     UINTN MaximumPacketLength, VOID *Data, UINTN *DataLength, UINT8 *DataToggle, UINTN TimeOut,
     EFI_USB2_HC_TRANSACTION_TRANSLATOR *Translator, UINT32 *TransferResult);
    EFI_STATUS(EFIAPI *IsochronousTransfer)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 DeviceAddress, UINT8 EndPointAddress, UINT8 DeviceSpeed,
     UINTN MaximumPacketLength, UINT8 DataBuffersNumber, VOID *Data[EFI_USB_MAX_ISO_BUFFER_NUM],
     UINTN DataLength, EFI_USB2_HC_TRANSACTION_TRANSLATOR *Translator, UINT32 *TransferResult);
    EFI_STATUS(EFIAPI *AsyncIsochronousTransfer)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 DeviceAddress, UINT8 EndPointAddress, UINT8 DeviceSpeed,
     UINTN MaximumPacketLength, UINT8 DataBuffersNumber, VOID *Data[EFI_USB_MAX_ISO_BUFFER_NUM],
     UINTN DataLength, EFI_USB2_HC_TRANSACTION_TRANSLATOR *Translator,
     EFI_ASYNC_USB_TRANSFER_CALLBACK IsochronousCallBack, VOID *Context);
    EFI_STATUS(EFIAPI *GetRootHubPortStatus)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 PortNumber, EFI_USB_PORT_STATUS *PortStatus);
    EFI_STATUS(EFIAPI *SetRootHubPortFeature)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 PortNumber, EFI_USB_PORT_FEATURE PortFeature);
    EFI_STATUS(EFIAPI *ClearRootHubPortFeature)
    (EFI_USB2_HC_PROTOCOL *This, UINT8 PortNumber, EFI_USB_PORT_FEATURE PortFeature);
    UINT16 MajorRevision;
    UINT16 MinorRevision;
};
UEFI_LAYOUT(EFI_USB2_HC_PROTOCOL, 112, 56);
UEFI_OFFSET(EFI_USB2_HC_PROTOCOL, MajorRevision, 104, 52);

/* --- Being a device (17.3) --- */

#define EFI_USBFN_IO_PROTOCOL_GUID     UEFI_GUID(0x32D2963A, 0xFE5D, 0x4F30, 0xB633, 0x6E5DC55803CC)
#define EFI_USBFN_IO_PROTOCOL_REVISION 0x00010001

typedef enum {
    EfiUsbUnknownPort = 0,
    EfiUsbStandardDownstreamPort,
    EfiUsbChargingDownstreamPort,
    EfiUsbDedicatedChargingPort,
    EfiUsbInvalidDedicatedChargingPort,
} EFI_USBFN_PORT_TYPE;

typedef enum {
    EfiUsbDeviceInfoUnknown = 0,
    EfiUsbDeviceInfoSerialNumber,
    EfiUsbDeviceInfoManufacturerName,
    EfiUsbDeviceInfoProductName,
} EFI_USBFN_DEVICE_INFO_ID;

typedef enum {
    EfiUsbEndpointDirectionHostOut = 0,
    EfiUsbEndpointDirectionHostIn,
    EfiUsbEndpointDirectionDeviceTx = EfiUsbEndpointDirectionHostIn,
    EfiUsbEndpointDirectionDeviceRx = EfiUsbEndpointDirectionHostOut,
} EFI_USBFN_ENDPOINT_DIRECTION;

typedef enum {
    EfiUsbMsgNone = 0,
    EfiUsbMsgSetupPacket,
    EfiUsbMsgEndpointStatusChangedRx,
    EfiUsbMsgEndpointStatusChangedTx,
    EfiUsbMsgBusEventDetach,
    EfiUsbMsgBusEventAttach,
    EfiUsbMsgBusEventReset,
    EfiUsbMsgBusEventSuspend,
    EfiUsbMsgBusEventResume,
    EfiUsbMsgBusEventSpeed,
} EFI_USBFN_MESSAGE;

typedef enum {
    UsbTransferStatusUnknown = 0,
    UsbTransferStatusComplete,
    UsbTransferStatusAborted,
    UsbTransferStatusActive,
    UsbTransferStatusNone,
} EFI_USBFN_TRANSFER_STATUS;

typedef enum {
    UsbBusSpeedUnknown = 0,
    UsbBusSpeedLow,
    UsbBusSpeedFull,
    UsbBusSpeedHigh,
    UsbBusSpeedSuper,
    UsbBusSpeedMaximum = UsbBusSpeedSuper,
} EFI_USB_BUS_SPEED;

typedef enum {
    UsbEndpointControl = 0x00,
    UsbEndpointIsochronous = 0x01,
    UsbEndpointBulk = 0x02,
    UsbEndpointInterrupt = 0x03,
} EFI_USB_ENDPOINT_TYPE;

typedef struct {
    UINTN BytesTransferred;
    EFI_USBFN_TRANSFER_STATUS TransferStatus;
    UINT8 EndpointIndex;
    EFI_USBFN_ENDPOINT_DIRECTION Direction;
    VOID *Buffer;
} EFI_USBFN_TRANSFER_RESULT;
UEFI_LAYOUT(EFI_USBFN_TRANSFER_RESULT, 32, 20);

typedef union {
    EFI_USB_DEVICE_REQUEST udr;
    EFI_USBFN_TRANSFER_RESULT utr;
    EFI_USB_BUS_SPEED ubs;
} EFI_USBFN_MESSAGE_PAYLOAD;
UEFI_LAYOUT(EFI_USBFN_MESSAGE_PAYLOAD, 32, 20);

typedef enum {
    EfiUsbPolicyUndefined = 0,
    EfiUsbPolicyMaxTransactionSize,
    EfiUsbPolicyZeroLengthTerminationSupport,
    EfiUsbPolicyZeroLengthTermination,
} EFI_USBFN_POLICY_TYPE;

typedef struct {
    EFI_USB_INTERFACE_DESCRIPTOR *InterfaceDescriptor;
    EFI_USB_ENDPOINT_DESCRIPTOR **EndpointDescriptorTable;
} EFI_USB_INTERFACE_INFO;
UEFI_LAYOUT(EFI_USB_INTERFACE_INFO, 16, 8);

typedef struct {
    EFI_USB_CONFIG_DESCRIPTOR *ConfigDescriptor;
    EFI_USB_INTERFACE_INFO **InterfaceInfoTable;
} EFI_USB_CONFIG_INFO;
UEFI_LAYOUT(EFI_USB_CONFIG_INFO, 16, 8);

typedef struct {
    EFI_USB_DEVICE_DESCRIPTOR *DeviceDescriptor;
    EFI_USB_CONFIG_INFO **ConfigInfoTable;
} EFI_USB_DEVICE_INFO;
UEFI_LAYOUT(EFI_USB_DEVICE_INFO, 16, 8);

typedef struct EFI_USBFN_IO_PROTOCOL EFI_USBFN_IO_PROTOCOL;
struct EFI_USBFN_IO_PROTOCOL {
    UINT32 Revision;
    EFI_STATUS(EFIAPI *DetectPort)(EFI_USBFN_IO_PROTOCOL *This, EFI_USBFN_PORT_TYPE *PortType);
    EFI_STATUS(EFIAPI *ConfigureEnableEndpoints)
    (EFI_USBFN_IO_PROTOCOL *This, EFI_USB_DEVICE_INFO *DeviceInfo);
    EFI_STATUS(EFIAPI *GetEndpointMaxPacketSize)
    (EFI_USBFN_IO_PROTOCOL *This, EFI_USB_ENDPOINT_TYPE EndpointType, EFI_USB_BUS_SPEED BusSpeed,
     UINT16 *MaxPacketSize);
    EFI_STATUS(EFIAPI *GetDeviceInfo)
    (EFI_USBFN_IO_PROTOCOL *This, EFI_USBFN_DEVICE_INFO_ID Id, UINTN *BufferSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *GetVendorIdProductId)(EFI_USBFN_IO_PROTOCOL *This, UINT16 *Vid, UINT16 *Pid);
    EFI_STATUS(EFIAPI *AbortTransfer)
    (EFI_USBFN_IO_PROTOCOL *This, UINT8 EndpointIndex, EFI_USBFN_ENDPOINT_DIRECTION Direction);
    EFI_STATUS(EFIAPI *GetEndpointStallState)
    (EFI_USBFN_IO_PROTOCOL *This, UINT8 EndpointIndex, EFI_USBFN_ENDPOINT_DIRECTION Direction,
     BOOLEAN *State);
    EFI_STATUS(EFIAPI *SetEndpointStallState)
    (EFI_USBFN_IO_PROTOCOL *This, UINT8 EndpointIndex, EFI_USBFN_ENDPOINT_DIRECTION Direction,
     BOOLEAN *State);
    EFI_STATUS(EFIAPI *EventHandler)
    (EFI_USBFN_IO_PROTOCOL *This, EFI_USBFN_MESSAGE *Message, UINTN *PayloadSize,
     EFI_USBFN_MESSAGE_PAYLOAD *Payload);
    EFI_STATUS(EFIAPI *Transfer)
    (EFI_USBFN_IO_PROTOCOL *This, UINT8 EndpointIndex, EFI_USBFN_ENDPOINT_DIRECTION Direction,
     UINTN *BufferSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *GetMaxTransferSize)(EFI_USBFN_IO_PROTOCOL *This, UINTN *MaxTransferSize);
    EFI_STATUS(EFIAPI *AllocateTransferBuffer)
    (EFI_USBFN_IO_PROTOCOL *This, UINTN Size, VOID **Buffer);
    EFI_STATUS(EFIAPI *FreeTransferBuffer)(EFI_USBFN_IO_PROTOCOL *This, VOID *Buffer);
    EFI_STATUS(EFIAPI *StartController)(EFI_USBFN_IO_PROTOCOL *This);
    EFI_STATUS(EFIAPI *StopController)(EFI_USBFN_IO_PROTOCOL *This);
    EFI_STATUS(EFIAPI *SetEndpointPolicy)
    (EFI_USBFN_IO_PROTOCOL *This, UINT8 EndpointIndex, EFI_USBFN_ENDPOINT_DIRECTION Direction,
     EFI_USBFN_POLICY_TYPE PolicyType, UINTN BufferSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *GetEndpointPolicy)
    (EFI_USBFN_IO_PROTOCOL *This, UINT8 EndpointIndex, EFI_USBFN_ENDPOINT_DIRECTION Direction,
     EFI_USBFN_POLICY_TYPE PolicyType, UINTN *BufferSize, VOID *Buffer);
};
UEFI_LAYOUT(EFI_USBFN_IO_PROTOCOL, 144, 72);
