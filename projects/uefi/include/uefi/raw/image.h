/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Images: what is known of a loaded one (UEFI chapter 9), where files to load come from
 * (13.1, 13.2), what unpacks or interprets them (19.5, 22.11).
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/boot_services.h"
#include "uefi/raw/tables.h"

/* --- Loaded image (9.1) --- */

#define EFI_LOADED_IMAGE_PROTOCOL_GUID UEFI_GUID(0x5B1B31A1, 0x9562, 0x11D2, 0x8E3F, 0x00A0C969723B)
/* Its interface is a device path (9.2). */
#define EFI_LOADED_IMAGE_DEVICE_PATH_PROTOCOL_GUID \
    UEFI_GUID(0xBC62157E, 0x3E33, 0x4FEC, 0x9920, 0x2D3B36D750DF)

#define EFI_LOADED_IMAGE_PROTOCOL_REVISION 0x1000

typedef struct {
    UINT32 Revision;
    EFI_HANDLE ParentHandle;
    EFI_SYSTEM_TABLE *SystemTable;
    /* where it came from */
    EFI_HANDLE DeviceHandle;
    EFI_DEVICE_PATH_PROTOCOL *FilePath;
    VOID *Reserved;
    /* what it was told; often, but not always, a string */
    UINT32 LoadOptionsSize; /* bytes */
    VOID *LoadOptions;
    /* where it lies */
    VOID *ImageBase;
    UINT64 ImageSize;
    EFI_MEMORY_TYPE ImageCodeType;
    EFI_MEMORY_TYPE ImageDataType;
    EFI_IMAGE_UNLOAD Unload;
} EFI_LOADED_IMAGE_PROTOCOL;
UEFI_LAYOUT(EFI_LOADED_IMAGE_PROTOCOL, 96, 64);
UEFI_OFFSET(EFI_LOADED_IMAGE_PROTOCOL, LoadOptionsSize, 48, 24);
UEFI_OFFSET(EFI_LOADED_IMAGE_PROTOCOL, ImageSize, 72, 40);

/* --- Load file (13.1, 13.2): like an option ROM or the network --- */

#define EFI_LOAD_FILE_PROTOCOL_GUID  UEFI_GUID(0x56EC3091, 0x954C, 0x11D2, 0x8E3F, 0x00A0C969723B)
#define EFI_LOAD_FILE2_PROTOCOL_GUID UEFI_GUID(0x4006C0C1, 0xFCB3, 0x403E, 0x996D, 0x4A6C8724E06D)

typedef struct EFI_LOAD_FILE_PROTOCOL EFI_LOAD_FILE_PROTOCOL;
struct EFI_LOAD_FILE_PROTOCOL {
    EFI_STATUS(EFIAPI *LoadFile)
    (EFI_LOAD_FILE_PROTOCOL *This, EFI_DEVICE_PATH_PROTOCOL *FilePath, BOOLEAN BootPolicy,
     UINTN *BufferSize, VOID *Buffer);
};
UEFI_LAYOUT(EFI_LOAD_FILE_PROTOCOL, 8, 4);

/* For files that are not boot options. */
typedef struct EFI_LOAD_FILE2_PROTOCOL EFI_LOAD_FILE2_PROTOCOL;
struct EFI_LOAD_FILE2_PROTOCOL {
    EFI_STATUS(EFIAPI *LoadFile)
    (EFI_LOAD_FILE2_PROTOCOL *This, EFI_DEVICE_PATH_PROTOCOL *FilePath, BOOLEAN BootPolicy,
     UINTN *BufferSize, VOID *Buffer);
};
UEFI_LAYOUT(EFI_LOAD_FILE2_PROTOCOL, 8, 4);

/* The vendor node under which Linux looks for its initrd through LOAD_FILE2. */
#define LINUX_EFI_INITRD_MEDIA_GUID UEFI_GUID(0x5568E427, 0x68FC, 0x4F3D, 0xAC74, 0xCA555231CC68)

/* --- Deferred image load (36.4): images that wait for a user with the right to load them --- */

#define EFI_DEFERRED_IMAGE_LOAD_PROTOCOL_GUID \
    UEFI_GUID(0x15853D7C, 0x3DDF, 0x43E0, 0xA1CB, 0xEBF85B8F872C)

typedef struct EFI_DEFERRED_IMAGE_LOAD_PROTOCOL EFI_DEFERRED_IMAGE_LOAD_PROTOCOL;
struct EFI_DEFERRED_IMAGE_LOAD_PROTOCOL {
    EFI_STATUS(EFIAPI *GetImageInfo)
    (EFI_DEFERRED_IMAGE_LOAD_PROTOCOL *This, UINTN ImageIndex,
     EFI_DEVICE_PATH_PROTOCOL **ImageDevicePath, VOID **Image, UINTN *ImageSize,
     BOOLEAN *BootOption);
};
UEFI_LAYOUT(EFI_DEFERRED_IMAGE_LOAD_PROTOCOL, 8, 4);

/* --- Decompress (19.5) --- */

#define EFI_DECOMPRESS_PROTOCOL_GUID UEFI_GUID(0xD8117CFE, 0x94A6, 0x11D4, 0x9A3A, 0x0090273FC14D)

typedef struct EFI_DECOMPRESS_PROTOCOL EFI_DECOMPRESS_PROTOCOL;
struct EFI_DECOMPRESS_PROTOCOL {
    EFI_STATUS(EFIAPI *GetInfo)
    (EFI_DECOMPRESS_PROTOCOL *This, VOID *Source, UINT32 SourceSize, UINT32 *DestinationSize,
     UINT32 *ScratchSize);
    EFI_STATUS(EFIAPI *Decompress)
    (EFI_DECOMPRESS_PROTOCOL *This, VOID *Source, UINT32 SourceSize, VOID *Destination,
     UINT32 DestinationSize, VOID *Scratch, UINT32 ScratchSize);
};
UEFI_LAYOUT(EFI_DECOMPRESS_PROTOCOL, 16, 8);

/* --- EFI byte code (22.11) --- */

#define EFI_EBC_PROTOCOL_GUID UEFI_GUID(0x13AC6DD1, 0x73D0, 0x11D4, 0xB06B, 0x00AA00BD6DE7)

typedef EFI_STATUS(EFIAPI *EBC_ICACHE_FLUSH)(EFI_PHYSICAL_ADDRESS Start, UINT64 Length);

typedef struct EFI_EBC_PROTOCOL EFI_EBC_PROTOCOL;
struct EFI_EBC_PROTOCOL {
    EFI_STATUS(EFIAPI *CreateThunk)
    (EFI_EBC_PROTOCOL *This, EFI_HANDLE ImageHandle, VOID *EbcEntryPoint, VOID **Thunk);
    EFI_STATUS(EFIAPI *UnloadImage)(EFI_EBC_PROTOCOL *This, EFI_HANDLE ImageHandle);
    EFI_STATUS(EFIAPI *RegisterICacheFlush)(EFI_EBC_PROTOCOL *This, EBC_ICACHE_FLUSH Flush);
    EFI_STATUS(EFIAPI *GetVersion)(EFI_EBC_PROTOCOL *This, UINT64 *Version);
};
UEFI_LAYOUT(EFI_EBC_PROTOCOL, 32, 16);

/* --- Service binding (11.6): makes and destroys children of network protocols; it has a GUID for
 * each of them --- */

typedef struct EFI_SERVICE_BINDING_PROTOCOL EFI_SERVICE_BINDING_PROTOCOL;
struct EFI_SERVICE_BINDING_PROTOCOL {
    EFI_STATUS(EFIAPI *CreateChild)(EFI_SERVICE_BINDING_PROTOCOL *This, EFI_HANDLE *ChildHandle);
    EFI_STATUS(EFIAPI *DestroyChild)(EFI_SERVICE_BINDING_PROTOCOL *This, EFI_HANDLE ChildHandle);
};
UEFI_LAYOUT(EFI_SERVICE_BINDING_PROTOCOL, 16, 8);
