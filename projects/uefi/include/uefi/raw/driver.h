/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The driver model (UEFI chapter 11): how drivers bind to devices, are chosen, named, configured
 * and asked how they are.
 */
#pragma once

#include "uefi/raw/base.h"

/* --- Driver binding (11.1) --- */

#define EFI_DRIVER_BINDING_PROTOCOL_GUID \
    UEFI_GUID(0x18A031AB, 0xB443, 0x4D1A, 0xA5C0, 0x0C09261E9F71)

typedef struct EFI_DRIVER_BINDING_PROTOCOL EFI_DRIVER_BINDING_PROTOCOL;
struct EFI_DRIVER_BINDING_PROTOCOL {
    EFI_STATUS(EFIAPI *Supported)
    (EFI_DRIVER_BINDING_PROTOCOL *This, EFI_HANDLE ControllerHandle,
     EFI_DEVICE_PATH_PROTOCOL *RemainingDevicePath);
    EFI_STATUS(EFIAPI *Start)
    (EFI_DRIVER_BINDING_PROTOCOL *This, EFI_HANDLE ControllerHandle,
     EFI_DEVICE_PATH_PROTOCOL *RemainingDevicePath);
    EFI_STATUS(EFIAPI *Stop)
    (EFI_DRIVER_BINDING_PROTOCOL *This, EFI_HANDLE ControllerHandle, UINTN NumberOfChildren,
     EFI_HANDLE *ChildHandleBuffer);
    UINT32 Version; /* 0x10 to 0xFFFFFFEF; the highest that fits is tried first */
    EFI_HANDLE ImageHandle;
    EFI_HANDLE DriverBindingHandle;
};
UEFI_LAYOUT(EFI_DRIVER_BINDING_PROTOCOL, 48, 24);
UEFI_OFFSET(EFI_DRIVER_BINDING_PROTOCOL, DriverBindingHandle, 40, 20);

/* --- Which driver (11.2, 11.3, 11.9) --- */

#define EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL_GUID \
    UEFI_GUID(0x6B30C738, 0xA391, 0x11D4, 0x9A3B, 0x0090273FC14D)
#define EFI_BUS_SPECIFIC_DRIVER_OVERRIDE_PROTOCOL_GUID \
    UEFI_GUID(0x3BC1B285, 0x8A15, 0x4A82, 0xAABF, 0x4D7D13FB3265)
#define EFI_DRIVER_FAMILY_OVERRIDE_PROTOCOL_GUID \
    UEFI_GUID(0xB1EE129E, 0xDA36, 0x4181, 0x91F8, 0x04A4923766A7)

typedef struct EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL;
struct EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL {
    EFI_STATUS(EFIAPI *GetDriver)
    (EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL *This, EFI_HANDLE ControllerHandle,
     EFI_HANDLE *DriverImageHandle);
    EFI_STATUS(EFIAPI *GetDriverPath)
    (EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL *This, EFI_HANDLE ControllerHandle,
     EFI_DEVICE_PATH_PROTOCOL **DriverImagePath);
    EFI_STATUS(EFIAPI *DriverLoaded)
    (EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL *This, EFI_HANDLE ControllerHandle,
     EFI_DEVICE_PATH_PROTOCOL *DriverImagePath, EFI_HANDLE DriverImageHandle);
};
UEFI_LAYOUT(EFI_PLATFORM_DRIVER_OVERRIDE_PROTOCOL, 24, 12);

typedef struct EFI_BUS_SPECIFIC_DRIVER_OVERRIDE_PROTOCOL EFI_BUS_SPECIFIC_DRIVER_OVERRIDE_PROTOCOL;
struct EFI_BUS_SPECIFIC_DRIVER_OVERRIDE_PROTOCOL {
    EFI_STATUS(EFIAPI *GetDriver)
    (EFI_BUS_SPECIFIC_DRIVER_OVERRIDE_PROTOCOL *This, EFI_HANDLE *DriverImageHandle);
};
UEFI_LAYOUT(EFI_BUS_SPECIFIC_DRIVER_OVERRIDE_PROTOCOL, 8, 4);

typedef struct EFI_DRIVER_FAMILY_OVERRIDE_PROTOCOL EFI_DRIVER_FAMILY_OVERRIDE_PROTOCOL;
struct EFI_DRIVER_FAMILY_OVERRIDE_PROTOCOL {
    UINT32(EFIAPI *GetVersion)(EFI_DRIVER_FAMILY_OVERRIDE_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_DRIVER_FAMILY_OVERRIDE_PROTOCOL, 8, 4);

/* --- Names (11.5, and the first edition with three-letter languages, ISO 639-2) --- */

#define EFI_COMPONENT_NAME_PROTOCOL_GUID \
    UEFI_GUID(0x107A772C, 0xD5E1, 0x11D4, 0x9A46, 0x0090273FC14D)
#define EFI_COMPONENT_NAME2_PROTOCOL_GUID \
    UEFI_GUID(0x6A7A5CFF, 0xE8D9, 0x4F70, 0xBADA, 0x75AB3025CE14)

typedef struct EFI_COMPONENT_NAME_PROTOCOL EFI_COMPONENT_NAME_PROTOCOL;
struct EFI_COMPONENT_NAME_PROTOCOL {
    EFI_STATUS(EFIAPI *GetDriverName)
    (EFI_COMPONENT_NAME_PROTOCOL *This, CHAR8 *Language, CHAR16 **DriverName);
    EFI_STATUS(EFIAPI *GetControllerName)
    (EFI_COMPONENT_NAME_PROTOCOL *This, EFI_HANDLE ControllerHandle, EFI_HANDLE ChildHandle,
     CHAR8 *Language, CHAR16 **ControllerName);
    CHAR8 *SupportedLanguages; /* "engfra": three letters each, nothing between */
};
UEFI_LAYOUT(EFI_COMPONENT_NAME_PROTOCOL, 24, 12);

typedef struct EFI_COMPONENT_NAME2_PROTOCOL EFI_COMPONENT_NAME2_PROTOCOL;
struct EFI_COMPONENT_NAME2_PROTOCOL {
    EFI_STATUS(EFIAPI *GetDriverName)
    (EFI_COMPONENT_NAME2_PROTOCOL *This, CHAR8 *Language, CHAR16 **DriverName);
    EFI_STATUS(EFIAPI *GetControllerName)
    (EFI_COMPONENT_NAME2_PROTOCOL *This, EFI_HANDLE ControllerHandle, EFI_HANDLE ChildHandle,
     CHAR8 *Language, CHAR16 **ControllerName);
    CHAR8 *SupportedLanguages; /* "en;fr": RFC 4646, semicolons between */
};
UEFI_LAYOUT(EFI_COMPONENT_NAME2_PROTOCOL, 24, 12);

/* --- Diagnostics (11.4, and the first edition) --- */

#define EFI_DRIVER_DIAGNOSTICS_PROTOCOL_GUID \
    UEFI_GUID(0x0784924F, 0xE296, 0x11D4, 0x9A49, 0x0090273FC14D)
#define EFI_DRIVER_DIAGNOSTICS2_PROTOCOL_GUID \
    UEFI_GUID(0x4D330321, 0x025F, 0x4AAC, 0x90D8, 0x5ED900173B63)

typedef enum {
    EfiDriverDiagnosticTypeStandard,
    EfiDriverDiagnosticTypeExtended,
    EfiDriverDiagnosticTypeManufacturing,
    EfiDriverDiagnosticTypeCancel,
    EfiDriverDiagnosticTypeMaximum,
} EFI_DRIVER_DIAGNOSTIC_TYPE;

typedef struct EFI_DRIVER_DIAGNOSTICS_PROTOCOL EFI_DRIVER_DIAGNOSTICS_PROTOCOL;
struct EFI_DRIVER_DIAGNOSTICS_PROTOCOL {
    EFI_STATUS(EFIAPI *RunDiagnostics)
    (EFI_DRIVER_DIAGNOSTICS_PROTOCOL *This, EFI_HANDLE ControllerHandle, EFI_HANDLE ChildHandle,
     EFI_DRIVER_DIAGNOSTIC_TYPE DiagnosticType, CHAR8 *Language, EFI_GUID **ErrorType,
     UINTN *BufferSize, CHAR16 **Buffer);
    CHAR8 *SupportedLanguages;
};
UEFI_LAYOUT(EFI_DRIVER_DIAGNOSTICS_PROTOCOL, 16, 8);

typedef struct EFI_DRIVER_DIAGNOSTICS2_PROTOCOL EFI_DRIVER_DIAGNOSTICS2_PROTOCOL;
struct EFI_DRIVER_DIAGNOSTICS2_PROTOCOL {
    EFI_STATUS(EFIAPI *RunDiagnostics)
    (EFI_DRIVER_DIAGNOSTICS2_PROTOCOL *This, EFI_HANDLE ControllerHandle, EFI_HANDLE ChildHandle,
     EFI_DRIVER_DIAGNOSTIC_TYPE DiagnosticType, CHAR8 *Language, EFI_GUID **ErrorType,
     UINTN *BufferSize, CHAR16 **Buffer);
    CHAR8 *SupportedLanguages;
};
UEFI_LAYOUT(EFI_DRIVER_DIAGNOSTICS2_PROTOCOL, 16, 8);

/* --- Configuration through the platform (11.7) --- */

#define EFI_PLATFORM_TO_DRIVER_CONFIGURATION_PROTOCOL_GUID \
    UEFI_GUID(0x642CD590, 0x8059, 0x4C0A, 0xA958, 0xC5EC07D23C4B)
#define EFI_PLATFORM_TO_DRIVER_CONFIGURATION_CLP_GUID \
    UEFI_GUID(0x345ECC0E, 0x0CB6, 0x4B75, 0xBB57, 0x1B129C47333E)

typedef enum {
    EfiPlatformConfigurationActionNone = 0,
    EfiPlatformConfigurationActionStopController = 1,
    EfiPlatformConfigurationActionRestartController = 2,
    EfiPlatformConfigurationActionRestartPlatform = 3,
    EfiPlatformConfigurationActionNvramFailed = 4,
    EfiPlatformConfigurationActionUnsupportedGuid = 5,
    EfiPlatformConfigurationActionMaximum,
} EFI_PLATFORM_CONFIGURATION_ACTION;

typedef struct EFI_PLATFORM_TO_DRIVER_CONFIGURATION_PROTOCOL
    EFI_PLATFORM_TO_DRIVER_CONFIGURATION_PROTOCOL;
struct EFI_PLATFORM_TO_DRIVER_CONFIGURATION_PROTOCOL {
    EFI_STATUS(EFIAPI *Query)
    (const EFI_PLATFORM_TO_DRIVER_CONFIGURATION_PROTOCOL *This, EFI_HANDLE ControllerHandle,
     EFI_HANDLE ChildHandle, UINTN *Instance, EFI_GUID **ParameterTypeGuid, VOID **ParameterBlock,
     UINTN *ParameterBlockSize);
    EFI_STATUS(EFIAPI *Response)
    (const EFI_PLATFORM_TO_DRIVER_CONFIGURATION_PROTOCOL *This, EFI_HANDLE ControllerHandle,
     EFI_HANDLE ChildHandle, UINTN *Instance, EFI_GUID *ParameterTypeGuid, VOID *ParameterBlock,
     UINTN ParameterBlockSize, EFI_PLATFORM_CONFIGURATION_ACTION ConfigurationAction);
};
UEFI_LAYOUT(EFI_PLATFORM_TO_DRIVER_CONFIGURATION_PROTOCOL, 16, 8);

/* A command line of DMTF's SM CLP and its answer. */
typedef struct {
    CHAR8 *CLPCommand;
    UINT32 CLPCommandLength;
    CHAR8 *CLPReturnString;
    UINT32 CLPReturnStringLength;
    UINT8 CLPCmdStatus;
    UINT8 CLPErrorValue;
    UINT16 CLPMsgCode;
} EFI_CONFIGURE_CLP_PARAMETER_BLK;
UEFI_LAYOUT(EFI_CONFIGURE_CLP_PARAMETER_BLK, 32, 20);

/* --- Which edition of the specification a driver follows (11.8) --- */

#define EFI_DRIVER_SUPPORTED_EFI_VERSION_PROTOCOL_GUID \
    UEFI_GUID(0x5C198761, 0x16A8, 0x4E69, 0x972C, 0x89D67954F81D)

typedef struct {
    UINT32 Length;          /* of this, in bytes */
    UINT32 FirmwareVersion; /* as EFI_TABLE_HEADER.Revision */
} EFI_DRIVER_SUPPORTED_EFI_VERSION_PROTOCOL;
UEFI_LAYOUT(EFI_DRIVER_SUPPORTED_EFI_VERSION_PROTOCOL, 8, 8);

/* --- Health (11.10) --- */

#define EFI_DRIVER_HEALTH_PROTOCOL_GUID \
    UEFI_GUID(0x2A534210, 0x9280, 0x41D8, 0xAE79, 0xCADA01A2B127)

typedef enum {
    EfiDriverHealthStatusHealthy,
    EfiDriverHealthStatusRepairRequired,
    EfiDriverHealthStatusConfigurationRequired,
    EfiDriverHealthStatusFailed,
    EfiDriverHealthStatusReconnectRequired,
    EfiDriverHealthStatusRebootRequired,
} EFI_DRIVER_HEALTH_STATUS;

typedef struct {
    VOID *HiiHandle; /* EFI_HII_HANDLE */
    UINT16 StringId; /* EFI_STRING_ID */
    UINT64 MessageCode;
} EFI_DRIVER_HEALTH_HII_MESSAGE;
UEFI_LAYOUT(EFI_DRIVER_HEALTH_HII_MESSAGE, 24, 16);

/* Value of Limit, or Limit 0 if nobody can tell. */
typedef EFI_STATUS(EFIAPI *EFI_DRIVER_HEALTH_REPAIR_NOTIFY)(UINTN Value, UINTN Limit);

typedef struct EFI_DRIVER_HEALTH_PROTOCOL EFI_DRIVER_HEALTH_PROTOCOL;
struct EFI_DRIVER_HEALTH_PROTOCOL {
    EFI_STATUS(EFIAPI *GetHealthStatus)
    (EFI_DRIVER_HEALTH_PROTOCOL *This, EFI_HANDLE ControllerHandle, EFI_HANDLE ChildHandle,
     EFI_DRIVER_HEALTH_STATUS *HealthStatus, EFI_DRIVER_HEALTH_HII_MESSAGE **MessageList,
     VOID **FormHiiHandle);
    EFI_STATUS(EFIAPI *Repair)
    (EFI_DRIVER_HEALTH_PROTOCOL *This, EFI_HANDLE ControllerHandle, EFI_HANDLE ChildHandle,
     EFI_DRIVER_HEALTH_REPAIR_NOTIFY RepairNotify);
};
UEFI_LAYOUT(EFI_DRIVER_HEALTH_PROTOCOL, 16, 8);

/* --- Adapter information (11.11) --- */

#define EFI_ADAPTER_INFORMATION_PROTOCOL_GUID \
    UEFI_GUID(0xE5DD1403, 0xD622, 0xC24E, 0x8488, 0xC71B17F5E802)
#define EFI_ADAPTER_INFO_MEDIA_STATE_GUID \
    UEFI_GUID(0xD7C74207, 0xA831, 0x4A26, 0xB1F5, 0xD193065CE8B6)
#define EFI_ADAPTER_INFO_NETWORK_BOOT_GUID \
    UEFI_GUID(0x1FBD2960, 0x4130, 0x41E5, 0x94AC, 0xD2CF037FB37C)
#define EFI_ADAPTER_INFO_SAN_MAC_ADDRESS_GUID \
    UEFI_GUID(0x114DA5EF, 0x2CF1, 0x4E12, 0x9BBB, 0xC470B55205D9)
#define EFI_ADAPTER_INFO_UNDI_IPV6_SUPPORT_GUID \
    UEFI_GUID(0x4BD56BE3, 0x4975, 0x4D8A, 0xA0AD, 0xC491204B5D4D)
#define EFI_ADAPTER_INFO_MEDIA_TYPE_GUID \
    UEFI_GUID(0x8484472F, 0x71EC, 0x411A, 0xB39C, 0x62CD94D9916E)
#define EFI_ADAPTER_INFO_CDAT_TYPE_GUID \
    UEFI_GUID(0x77AF24D1, 0xB6F0, 0x42B9, 0x83F5, 0x8FE6E83EB6F0)

typedef struct {
    EFI_STATUS MediaState;
} EFI_ADAPTER_INFO_MEDIA_STATE;
UEFI_LAYOUT(EFI_ADAPTER_INFO_MEDIA_STATE, 8, 4);

typedef struct {
    UINT8 MediaType; /* 1 Ethernet, 2 single mode fibre, 3 multi mode fibre, 4 twinax copper */
} EFI_ADAPTER_INFO_MEDIA_TYPE;
UEFI_LAYOUT(EFI_ADAPTER_INFO_MEDIA_TYPE, 1, 1);

typedef struct {
    BOOLEAN iSCSIIpv4BootCapability;
    BOOLEAN iSCSIIpv6BootCapability;
    BOOLEAN FCoEBootCapability;
    BOOLEAN OffloadCapability;
    BOOLEAN iSCSIMpioCapability;
    BOOLEAN iSCSIIpv4Boot;
    BOOLEAN iSCSIIpv6Boot;
    BOOLEAN FCoEBoot;
} EFI_ADAPTER_INFO_NETWORK_BOOT;
UEFI_LAYOUT(EFI_ADAPTER_INFO_NETWORK_BOOT, 8, 8);

typedef struct {
    EFI_MAC_ADDRESS SanMacAddress;
} EFI_ADAPTER_INFO_SAN_MAC_ADDRESS;
UEFI_LAYOUT(EFI_ADAPTER_INFO_SAN_MAC_ADDRESS, 32, 32);

typedef struct {
    BOOLEAN Ipv6Support;
} EFI_ADAPTER_INFO_UNDI_IPV6_SUPPORT;
UEFI_LAYOUT(EFI_ADAPTER_INFO_UNDI_IPV6_SUPPORT, 1, 1);

/* A coherent device attribute table, as CXL has it. */
typedef struct {
    UINTN CdatSize;
    UINT8 Cdat[];
} EFI_ADAPTER_INFO_CDAT_TYPE_TYPE;
UEFI_LAYOUT(EFI_ADAPTER_INFO_CDAT_TYPE_TYPE, 8, 4);

typedef struct EFI_ADAPTER_INFORMATION_PROTOCOL EFI_ADAPTER_INFORMATION_PROTOCOL;
struct EFI_ADAPTER_INFORMATION_PROTOCOL {
    EFI_STATUS(EFIAPI *GetInformation)
    (EFI_ADAPTER_INFORMATION_PROTOCOL *This, EFI_GUID *InformationType, VOID **InformationBlock,
     UINTN *InformationBlockSize);
    EFI_STATUS(EFIAPI *SetInformation)
    (EFI_ADAPTER_INFORMATION_PROTOCOL *This, EFI_GUID *InformationType, VOID *InformationBlock,
     UINTN InformationBlockSize);
    EFI_STATUS(EFIAPI *GetSupportedTypes)
    (EFI_ADAPTER_INFORMATION_PROTOCOL *This, EFI_GUID **InfoTypesBuffer,
     UINTN *InfoTypesBufferCount);
};
UEFI_LAYOUT(EFI_ADAPTER_INFORMATION_PROTOCOL, 24, 12);
