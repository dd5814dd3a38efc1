/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Firmware itself: updating it (UEFI 23.1), finding faults in it (18.2, 18.3), and where its files
 * lie (PI 1.8, III-3.4).
 */
#pragma once

#include "uefi/raw/base.h"

/* --- Firmware management (23.1) --- */

#define EFI_FIRMWARE_MANAGEMENT_PROTOCOL_GUID \
    UEFI_GUID(0x86C77A67, 0x0B97, 0x4633, 0xA187, 0x49104D0685C7)

#define IMAGE_ATTRIBUTE_IMAGE_UPDATABLE         0x0000000000000001ULL
#define IMAGE_ATTRIBUTE_RESET_REQUIRED          0x0000000000000002ULL
#define IMAGE_ATTRIBUTE_AUTHENTICATION_REQUIRED 0x0000000000000004ULL
#define IMAGE_ATTRIBUTE_IN_USE                  0x0000000000000008ULL
#define IMAGE_ATTRIBUTE_UEFI_IMAGE              0x0000000000000010ULL
#define IMAGE_ATTRIBUTE_DEPENDENCY              0x0000000000000020ULL

#define IMAGE_UPDATABLE_VALID                  0x0000000000000001ULL
#define IMAGE_UPDATABLE_INVALID                0x0000000000000002ULL
#define IMAGE_UPDATABLE_INVALID_TYPE           0x0000000000000004ULL
#define IMAGE_UPDATABLE_INVALID_OLD            0x0000000000000008ULL
#define IMAGE_UPDATABLE_VALID_WITH_VENDOR_CODE 0x0000000000000010ULL

#define PACKAGE_ATTRIBUTE_VERSION_UPDATABLE       0x0000000000000001ULL
#define PACKAGE_ATTRIBUTE_RESET_REQUIRED          0x0000000000000002ULL
#define PACKAGE_ATTRIBUTE_AUTHENTICATION_REQUIRED 0x0000000000000004ULL

#define EFI_FIRMWARE_IMAGE_DESCRIPTOR_VERSION 4

/* Later versions are longer: the next one lies DescriptorSize further on. */
typedef struct {
    UINT8 ImageIndex; /* from 1 */
    EFI_GUID ImageTypeId;
    UINT64 ImageId;
    CHAR16 *ImageIdName;
    UINT32 Version;
    CHAR16 *VersionName;
    UINTN Size;
    UINT64 AttributesSupported;
    UINT64 AttributesSetting;
    UINT64 Compatibilities;
    UINT32 LowestSupportedImageVersion; /* version 2 and later, as is the next */
    UINT32 LastAttemptVersion;          /* version 3 */
    UINT32 LastAttemptStatus;
    UINT64 HardwareInstance;
    VOID *Dependencies; /* version 4 */
} EFI_FIRMWARE_IMAGE_DESCRIPTOR;
UEFI_LAYOUT(EFI_FIRMWARE_IMAGE_DESCRIPTOR, 120, 104);

typedef EFI_STATUS(EFIAPI *EFI_FIRMWARE_MANAGEMENT_UPDATE_IMAGE_PROGRESS)(UINTN Completion);

typedef struct EFI_FIRMWARE_MANAGEMENT_PROTOCOL EFI_FIRMWARE_MANAGEMENT_PROTOCOL;
struct EFI_FIRMWARE_MANAGEMENT_PROTOCOL {
    EFI_STATUS(EFIAPI *GetImageInfo)
    (EFI_FIRMWARE_MANAGEMENT_PROTOCOL *This, UINTN *ImageInfoSize,
     EFI_FIRMWARE_IMAGE_DESCRIPTOR *ImageInfo, UINT32 *DescriptorVersion, UINT8 *DescriptorCount,
     UINTN *DescriptorSize, UINT32 *PackageVersion, CHAR16 **PackageVersionName);
    EFI_STATUS(EFIAPI *GetImage)
    (EFI_FIRMWARE_MANAGEMENT_PROTOCOL *This, UINT8 ImageIndex, VOID *Image, UINTN *ImageSize);
    EFI_STATUS(EFIAPI *SetImage)
    (EFI_FIRMWARE_MANAGEMENT_PROTOCOL *This, UINT8 ImageIndex, const VOID *Image, UINTN ImageSize,
     const VOID *VendorCode, EFI_FIRMWARE_MANAGEMENT_UPDATE_IMAGE_PROGRESS Progress,
     CHAR16 **AbortReason);
    EFI_STATUS(EFIAPI *CheckImage)
    (EFI_FIRMWARE_MANAGEMENT_PROTOCOL *This, UINT8 ImageIndex, const VOID *Image, UINTN ImageSize,
     UINT32 *ImageUpdatable);
    EFI_STATUS(EFIAPI *GetPackageInfo)
    (EFI_FIRMWARE_MANAGEMENT_PROTOCOL *This, UINT32 *PackageVersion, CHAR16 **PackageVersionName,
     UINT32 *PackageVersionNameMaxLen, UINT64 *AttributesSupported, UINT64 *AttributesSetting);
    EFI_STATUS(EFIAPI *SetPackageInfo)
    (EFI_FIRMWARE_MANAGEMENT_PROTOCOL *This, const VOID *Image, UINTN ImageSize,
     const VOID *VendorCode, UINT32 PackageVersion, const CHAR16 *PackageVersionName);
};
UEFI_LAYOUT(EFI_FIRMWARE_MANAGEMENT_PROTOCOL, 48, 24);

/* --- Debug support (18.2). The contexts of processors are beyond this header: they are VOID here
 * --- */

#define EFI_DEBUG_SUPPORT_PROTOCOL_GUID \
    UEFI_GUID(0x2755590C, 0x6F3C, 0x42FA, 0x9EA4, 0xA3BA543CDA25)

typedef INTN EFI_EXCEPTION_TYPE;

typedef enum {
    IsaIa32 = 0x014C,
    IsaX64 = 0x8664,
    IsaIpf = 0x0200,
    IsaEbc = 0x0EBC,
    IsaArm = 0x01C2,
    IsaAArch64 = 0xAA64,
} EFI_INSTRUCTION_SET_ARCHITECTURE;

typedef union {
    VOID *SystemContextRaw; /* EFI_SYSTEM_CONTEXT_... of the architecture */
} EFI_SYSTEM_CONTEXT;
UEFI_LAYOUT(EFI_SYSTEM_CONTEXT, 8, 4);

typedef VOID(EFIAPI *EFI_EXCEPTION_CALLBACK)(EFI_EXCEPTION_TYPE ExceptionType,
                                             EFI_SYSTEM_CONTEXT SystemContext);
typedef VOID(EFIAPI *EFI_PERIODIC_CALLBACK)(EFI_SYSTEM_CONTEXT SystemContext);

typedef struct EFI_DEBUG_SUPPORT_PROTOCOL EFI_DEBUG_SUPPORT_PROTOCOL;
struct EFI_DEBUG_SUPPORT_PROTOCOL {
    EFI_INSTRUCTION_SET_ARCHITECTURE Isa;
    EFI_STATUS(EFIAPI *GetMaximumProcessorIndex)
    (EFI_DEBUG_SUPPORT_PROTOCOL *This, UINTN *MaxProcessorIndex);
    EFI_STATUS(EFIAPI *RegisterPeriodicCallback)
    (EFI_DEBUG_SUPPORT_PROTOCOL *This, UINTN ProcessorIndex,
     EFI_PERIODIC_CALLBACK PeriodicCallback);
    EFI_STATUS(EFIAPI *RegisterExceptionCallback)
    (EFI_DEBUG_SUPPORT_PROTOCOL *This, UINTN ProcessorIndex,
     EFI_EXCEPTION_CALLBACK ExceptionCallback, EFI_EXCEPTION_TYPE ExceptionType);
    EFI_STATUS(EFIAPI *InvalidateInstructionCache)
    (EFI_DEBUG_SUPPORT_PROTOCOL *This, UINTN ProcessorIndex, VOID *Start, UINT64 Length);
};
UEFI_LAYOUT(EFI_DEBUG_SUPPORT_PROTOCOL, 40, 20);

/* --- Debug port (18.3) --- */

#define EFI_DEBUGPORT_PROTOCOL_GUID UEFI_GUID(0xEBA4E8D2, 0x3858, 0x41EC, 0xA281, 0x2647BA9660D0)

typedef struct EFI_DEBUGPORT_PROTOCOL EFI_DEBUGPORT_PROTOCOL;
struct EFI_DEBUGPORT_PROTOCOL {
    EFI_STATUS(EFIAPI *Reset)(EFI_DEBUGPORT_PROTOCOL *This);
    EFI_STATUS(EFIAPI *Write)
    (EFI_DEBUGPORT_PROTOCOL *This, UINT32 Timeout, UINTN *BufferSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *Read)
    (EFI_DEBUGPORT_PROTOCOL *This, UINT32 Timeout, UINTN *BufferSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *Poll)(EFI_DEBUGPORT_PROTOCOL *This);
};
UEFI_LAYOUT(EFI_DEBUGPORT_PROTOCOL, 32, 16);

/* --- Blocks of a firmware volume (PI 1.8, III-3.4.2) --- */

#define EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL_GUID \
    UEFI_GUID(0x8F644FA9, 0xE850, 0x4DB1, 0x9CE2, 0x0B44698E8DA4)

typedef UINT32 EFI_FVB_ATTRIBUTES_2;

typedef struct EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL;
struct EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL {
    EFI_STATUS(EFIAPI *GetAttributes)
    (const EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL *This, EFI_FVB_ATTRIBUTES_2 *Attributes);
    EFI_STATUS(EFIAPI *SetAttributes)
    (const EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL *This, EFI_FVB_ATTRIBUTES_2 *Attributes);
    EFI_STATUS(EFIAPI *GetPhysicalAddress)
    (const EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL *This, EFI_PHYSICAL_ADDRESS *Address);
    EFI_STATUS(EFIAPI *GetBlockSize)
    (const EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL *This, EFI_LBA Lba, UINTN *BlockSize,
     UINTN *NumberOfBlocks);
    EFI_STATUS(EFIAPI *Read)
    (const EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL *This, EFI_LBA Lba, UINTN Offset, UINTN *NumBytes,
     UINT8 *Buffer);
    EFI_STATUS(EFIAPI *Write)
    (const EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL *This, EFI_LBA Lba, UINTN Offset, UINTN *NumBytes,
     UINT8 *Buffer);
    EFI_STATUS(EFIAPI *EraseBlocks)(const EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL *This, ...);
    EFI_HANDLE ParentHandle;
};
UEFI_LAYOUT(EFI_FIRMWARE_VOLUME_BLOCK2_PROTOCOL, 64, 32);
