/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Graphics output and what is known of the display (UEFI 12.9 and 12.10).
 */
#pragma once

#include "uefi/raw/base.h"

/* --- Graphics output (12.9) --- */

#define EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID \
    UEFI_GUID(0x9042A9DE, 0x23DC, 0x4A38, 0x96FB, 0x7ADED080516A)

typedef struct {
    UINT32 RedMask;
    UINT32 GreenMask;
    UINT32 BlueMask;
    UINT32 ReservedMask;
} EFI_PIXEL_BITMASK;
UEFI_LAYOUT(EFI_PIXEL_BITMASK, 16, 16);

typedef enum {
    PixelRedGreenBlueReserved8BitPerColor, /* byte 0 is red */
    PixelBlueGreenRedReserved8BitPerColor, /* byte 0 is blue */
    PixelBitMask,                          /* PixelInformation says */
    PixelBltOnly,                          /* there is no frame buffer */
    PixelFormatMax,
} EFI_GRAPHICS_PIXEL_FORMAT;

typedef struct {
    UINT32 Version; /* 0 */
    UINT32 HorizontalResolution;
    UINT32 VerticalResolution;
    EFI_GRAPHICS_PIXEL_FORMAT PixelFormat;
    EFI_PIXEL_BITMASK PixelInformation;
    UINT32 PixelsPerScanLine; /* not less than HorizontalResolution */
} EFI_GRAPHICS_OUTPUT_MODE_INFORMATION;
UEFI_LAYOUT(EFI_GRAPHICS_OUTPUT_MODE_INFORMATION, 36, 36);

typedef struct {
    UINT32 MaxMode;
    UINT32 Mode;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *Info;
    UINTN SizeOfInfo;
    EFI_PHYSICAL_ADDRESS FrameBufferBase;
    UINTN FrameBufferSize;
} EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE;
UEFI_LAYOUT(EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE, 40, 32);
UEFI_OFFSET(EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE, FrameBufferBase, 24, 16);

/* The pixels of Blt, whatever the frame buffer's are. */
typedef struct {
    UINT8 Blue;
    UINT8 Green;
    UINT8 Red;
    UINT8 Reserved;
} EFI_GRAPHICS_OUTPUT_BLT_PIXEL;
UEFI_LAYOUT(EFI_GRAPHICS_OUTPUT_BLT_PIXEL, 4, 4);

typedef enum {
    EfiBltVideoFill,
    EfiBltVideoToBltBuffer,
    EfiBltBufferToVideo,
    EfiBltVideoToVideo,
    EfiGraphicsOutputBltOperationMax,
} EFI_GRAPHICS_OUTPUT_BLT_OPERATION;

typedef struct EFI_GRAPHICS_OUTPUT_PROTOCOL EFI_GRAPHICS_OUTPUT_PROTOCOL;
struct EFI_GRAPHICS_OUTPUT_PROTOCOL {
    EFI_STATUS(EFIAPI *QueryMode)
    (EFI_GRAPHICS_OUTPUT_PROTOCOL *This, UINT32 ModeNumber, UINTN *SizeOfInfo,
     EFI_GRAPHICS_OUTPUT_MODE_INFORMATION **Info);
    EFI_STATUS(EFIAPI *SetMode)(EFI_GRAPHICS_OUTPUT_PROTOCOL *This, UINT32 ModeNumber);
    EFI_STATUS(EFIAPI *Blt)
    (EFI_GRAPHICS_OUTPUT_PROTOCOL *This, EFI_GRAPHICS_OUTPUT_BLT_PIXEL *BltBuffer,
     EFI_GRAPHICS_OUTPUT_BLT_OPERATION BltOperation, UINTN SourceX, UINTN SourceY,
     UINTN DestinationX, UINTN DestinationY, UINTN Width, UINTN Height, UINTN Delta);
    EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE *Mode;
};
UEFI_LAYOUT(EFI_GRAPHICS_OUTPUT_PROTOCOL, 32, 16);

/* --- EDID (12.10) --- */

#define EFI_EDID_DISCOVERED_PROTOCOL_GUID \
    UEFI_GUID(0x1C0C34F6, 0xD380, 0x41FA, 0xA049, 0x8AD06C1A66AA)
#define EFI_EDID_ACTIVE_PROTOCOL_GUID UEFI_GUID(0xBD8C1056, 0x9F36, 0x44EC, 0x92A8, 0xA6337F817986)
#define EFI_EDID_OVERRIDE_PROTOCOL_GUID \
    UEFI_GUID(0x48ECB431, 0xFB72, 0x45C0, 0xA922, 0xF458FE040BD5)

/* What the display says of itself. */
typedef struct {
    UINT32 SizeOfEdid; /* 0: unknown */
    UINT8 *Edid;
} EFI_EDID_DISCOVERED_PROTOCOL;
UEFI_LAYOUT(EFI_EDID_DISCOVERED_PROTOCOL, 16, 8);

/* What is used: discovered, or overridden. */
typedef struct {
    UINT32 SizeOfEdid;
    UINT8 *Edid;
} EFI_EDID_ACTIVE_PROTOCOL;
UEFI_LAYOUT(EFI_EDID_ACTIVE_PROTOCOL, 16, 8);

#define EFI_EDID_OVERRIDE_DONT_OVERRIDE   0x01
#define EFI_EDID_OVERRIDE_ENABLE_HOT_PLUG 0x02

typedef struct EFI_EDID_OVERRIDE_PROTOCOL EFI_EDID_OVERRIDE_PROTOCOL;
struct EFI_EDID_OVERRIDE_PROTOCOL {
    EFI_STATUS(EFIAPI *GetEdid)
    (EFI_EDID_OVERRIDE_PROTOCOL *This, EFI_HANDLE *ChildHandle, UINT32 *Attributes, UINTN *EdidSize,
     UINT8 **Edid);
};
UEFI_LAYOUT(EFI_EDID_OVERRIDE_PROTOCOL, 8, 4);
