/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * PCI (UEFI chapter 14): root bridges and devices.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/boot_services.h"

/* --- Root bridge I/O (14.2) --- */

#define EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_GUID \
    UEFI_GUID(0x2F707EBB, 0x4A1A, 0x11D4, 0x9A38, 0x0090273FC14D)

typedef enum {
    EfiPciWidthUint8,
    EfiPciWidthUint16,
    EfiPciWidthUint32,
    EfiPciWidthUint64,
    EfiPciWidthFifoUint8,
    EfiPciWidthFifoUint16,
    EfiPciWidthFifoUint32,
    EfiPciWidthFifoUint64,
    EfiPciWidthFillUint8,
    EfiPciWidthFillUint16,
    EfiPciWidthFillUint32,
    EfiPciWidthFillUint64,
    EfiPciWidthMaximum,
} EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_WIDTH;

typedef enum {
    EfiPciOperationBusMasterRead,
    EfiPciOperationBusMasterWrite,
    EfiPciOperationBusMasterCommonBuffer,
    EfiPciOperationBusMasterRead64,
    EfiPciOperationBusMasterWrite64,
    EfiPciOperationBusMasterCommonBuffer64,
    EfiPciOperationMaximum,
} EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_OPERATION;

#define EFI_PCI_ATTRIBUTE_ISA_MOTHERBOARD_IO   0x0001
#define EFI_PCI_ATTRIBUTE_ISA_IO               0x0002
#define EFI_PCI_ATTRIBUTE_VGA_PALETTE_IO       0x0004
#define EFI_PCI_ATTRIBUTE_VGA_MEMORY           0x0008
#define EFI_PCI_ATTRIBUTE_VGA_IO               0x0010
#define EFI_PCI_ATTRIBUTE_IDE_PRIMARY_IO       0x0020
#define EFI_PCI_ATTRIBUTE_IDE_SECONDARY_IO     0x0040
#define EFI_PCI_ATTRIBUTE_MEMORY_WRITE_COMBINE 0x0080
#define EFI_PCI_ATTRIBUTE_MEMORY_CACHED        0x0800
#define EFI_PCI_ATTRIBUTE_MEMORY_DISABLE       0x1000
#define EFI_PCI_ATTRIBUTE_DUAL_ADDRESS_CYCLE   0x8000
#define EFI_PCI_ATTRIBUTE_ISA_IO_16            0x10000
#define EFI_PCI_ATTRIBUTE_VGA_PALETTE_IO_16    0x20000
#define EFI_PCI_ATTRIBUTE_VGA_IO_16            0x40000

typedef struct EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL;

typedef struct {
    EFI_STATUS(EFIAPI *Read)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_WIDTH Width,
     UINT64 Address, UINTN Count, VOID *Buffer);
    EFI_STATUS(EFIAPI *Write)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_WIDTH Width,
     UINT64 Address, UINTN Count, VOID *Buffer);
} EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_ACCESS;
UEFI_LAYOUT(EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_ACCESS, 16, 8);

struct EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL {
    EFI_HANDLE ParentHandle;
    EFI_STATUS(EFIAPI *PollMem)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_WIDTH Width,
     UINT64 Address, UINT64 Mask, UINT64 Value, UINT64 Delay, UINT64 *Result);
    EFI_STATUS(EFIAPI *PollIo)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_WIDTH Width,
     UINT64 Address, UINT64 Mask, UINT64 Value, UINT64 Delay, UINT64 *Result);
    EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_ACCESS Mem;
    EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_ACCESS Io;
    EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_ACCESS Pci; /* Address: bus << 24 | device << 16 | function << 8
                                                   | register, or the register in the upper half */
    EFI_STATUS(EFIAPI *CopyMem)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_WIDTH Width,
     UINT64 DestAddress, UINT64 SrcAddress, UINTN Count);
    EFI_STATUS(EFIAPI *Map)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL_OPERATION Operation,
     VOID *HostAddress, UINTN *NumberOfBytes, EFI_PHYSICAL_ADDRESS *DeviceAddress, VOID **Mapping);
    EFI_STATUS(EFIAPI *Unmap)(EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, VOID *Mapping);
    EFI_STATUS(EFIAPI *AllocateBuffer)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, EFI_ALLOCATE_TYPE Type, EFI_MEMORY_TYPE MemoryType,
     UINTN Pages, VOID **HostAddress, UINT64 Attributes);
    EFI_STATUS(EFIAPI *FreeBuffer)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, UINTN Pages, VOID *HostAddress);
    EFI_STATUS(EFIAPI *Flush)(EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This);
    EFI_STATUS(EFIAPI *GetAttributes)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, UINT64 *Supports, UINT64 *Attributes);
    EFI_STATUS(EFIAPI *SetAttributes)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, UINT64 Attributes, UINT64 *ResourceBase,
     UINT64 *ResourceLength);
    EFI_STATUS(EFIAPI *Configuration)
    (EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL *This, VOID **Resources); /* ACPI resource descriptors */
    UINT32 SegmentNumber;
};
UEFI_LAYOUT(EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL, 152, 76);
UEFI_OFFSET(EFI_PCI_ROOT_BRIDGE_IO_PROTOCOL, SegmentNumber, 144, 72);

/* --- PCI I/O (14.4): one device's function --- */

#define EFI_PCI_IO_PROTOCOL_GUID UEFI_GUID(0x4CF5B200, 0x68B8, 0x4CA5, 0x9EEC, 0xB23E3F50029A)

typedef enum {
    EfiPciIoWidthUint8 = 0,
    EfiPciIoWidthUint16,
    EfiPciIoWidthUint32,
    EfiPciIoWidthUint64,
    EfiPciIoWidthFifoUint8,
    EfiPciIoWidthFifoUint16,
    EfiPciIoWidthFifoUint32,
    EfiPciIoWidthFifoUint64,
    EfiPciIoWidthFillUint8,
    EfiPciIoWidthFillUint16,
    EfiPciIoWidthFillUint32,
    EfiPciIoWidthFillUint64,
    EfiPciIoWidthMaximum,
} EFI_PCI_IO_PROTOCOL_WIDTH;

#define EFI_PCI_IO_PASS_THROUGH_BAR 0xFF

typedef enum {
    EfiPciIoOperationBusMasterRead,
    EfiPciIoOperationBusMasterWrite,
    EfiPciIoOperationBusMasterCommonBuffer,
    EfiPciIoOperationMaximum,
} EFI_PCI_IO_PROTOCOL_OPERATION;

typedef enum {
    EfiPciIoAttributeOperationGet,
    EfiPciIoAttributeOperationSet,
    EfiPciIoAttributeOperationEnable,
    EfiPciIoAttributeOperationDisable,
    EfiPciIoAttributeOperationSupported,
    EfiPciIoAttributeOperationMaximum,
} EFI_PCI_IO_PROTOCOL_ATTRIBUTE_OPERATION;

#define EFI_PCI_IO_ATTRIBUTE_ISA_MOTHERBOARD_IO   0x0001
#define EFI_PCI_IO_ATTRIBUTE_ISA_IO               0x0002
#define EFI_PCI_IO_ATTRIBUTE_VGA_PALETTE_IO       0x0004
#define EFI_PCI_IO_ATTRIBUTE_VGA_MEMORY           0x0008
#define EFI_PCI_IO_ATTRIBUTE_VGA_IO               0x0010
#define EFI_PCI_IO_ATTRIBUTE_IDE_PRIMARY_IO       0x0020
#define EFI_PCI_IO_ATTRIBUTE_IDE_SECONDARY_IO     0x0040
#define EFI_PCI_IO_ATTRIBUTE_MEMORY_WRITE_COMBINE 0x0080
#define EFI_PCI_IO_ATTRIBUTE_IO                   0x0100
#define EFI_PCI_IO_ATTRIBUTE_MEMORY               0x0200
#define EFI_PCI_IO_ATTRIBUTE_BUS_MASTER           0x0400
#define EFI_PCI_IO_ATTRIBUTE_MEMORY_CACHED        0x0800
#define EFI_PCI_IO_ATTRIBUTE_MEMORY_DISABLE       0x1000
#define EFI_PCI_IO_ATTRIBUTE_EMBEDDED_DEVICE      0x2000
#define EFI_PCI_IO_ATTRIBUTE_EMBEDDED_ROM         0x4000
#define EFI_PCI_IO_ATTRIBUTE_DUAL_ADDRESS_CYCLE   0x8000
#define EFI_PCI_IO_ATTRIBUTE_ISA_IO_16            0x10000
#define EFI_PCI_IO_ATTRIBUTE_VGA_PALETTE_IO_16    0x20000
#define EFI_PCI_IO_ATTRIBUTE_VGA_IO_16            0x40000

typedef struct EFI_PCI_IO_PROTOCOL EFI_PCI_IO_PROTOCOL;

typedef struct {
    EFI_STATUS(EFIAPI *Read)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_WIDTH Width, UINT8 BarIndex, UINT64 Offset,
     UINTN Count, VOID *Buffer);
    EFI_STATUS(EFIAPI *Write)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_WIDTH Width, UINT8 BarIndex, UINT64 Offset,
     UINTN Count, VOID *Buffer);
} EFI_PCI_IO_PROTOCOL_ACCESS;
UEFI_LAYOUT(EFI_PCI_IO_PROTOCOL_ACCESS, 16, 8);

typedef struct {
    EFI_STATUS(EFIAPI *Read)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_WIDTH Width, UINT32 Offset, UINTN Count,
     VOID *Buffer);
    EFI_STATUS(EFIAPI *Write)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_WIDTH Width, UINT32 Offset, UINTN Count,
     VOID *Buffer);
} EFI_PCI_IO_PROTOCOL_CONFIG_ACCESS;
UEFI_LAYOUT(EFI_PCI_IO_PROTOCOL_CONFIG_ACCESS, 16, 8);

struct EFI_PCI_IO_PROTOCOL {
    EFI_STATUS(EFIAPI *PollMem)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_WIDTH Width, UINT8 BarIndex, UINT64 Offset,
     UINT64 Mask, UINT64 Value, UINT64 Delay, UINT64 *Result);
    EFI_STATUS(EFIAPI *PollIo)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_WIDTH Width, UINT8 BarIndex, UINT64 Offset,
     UINT64 Mask, UINT64 Value, UINT64 Delay, UINT64 *Result);
    EFI_PCI_IO_PROTOCOL_ACCESS Mem;
    EFI_PCI_IO_PROTOCOL_ACCESS Io;
    EFI_PCI_IO_PROTOCOL_CONFIG_ACCESS Pci;
    EFI_STATUS(EFIAPI *CopyMem)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_WIDTH Width, UINT8 DestBarIndex,
     UINT64 DestOffset, UINT8 SrcBarIndex, UINT64 SrcOffset, UINTN Count);
    EFI_STATUS(EFIAPI *Map)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_OPERATION Operation, VOID *HostAddress,
     UINTN *NumberOfBytes, EFI_PHYSICAL_ADDRESS *DeviceAddress, VOID **Mapping);
    EFI_STATUS(EFIAPI *Unmap)(EFI_PCI_IO_PROTOCOL *This, VOID *Mapping);
    EFI_STATUS(EFIAPI *AllocateBuffer)
    (EFI_PCI_IO_PROTOCOL *This, EFI_ALLOCATE_TYPE Type, EFI_MEMORY_TYPE MemoryType, UINTN Pages,
     VOID **HostAddress, UINT64 Attributes);
    EFI_STATUS(EFIAPI *FreeBuffer)(EFI_PCI_IO_PROTOCOL *This, UINTN Pages, VOID *HostAddress);
    EFI_STATUS(EFIAPI *Flush)(EFI_PCI_IO_PROTOCOL *This);
    EFI_STATUS(EFIAPI *GetLocation)
    (EFI_PCI_IO_PROTOCOL *This, UINTN *SegmentNumber, UINTN *BusNumber, UINTN *DeviceNumber,
     UINTN *FunctionNumber);
    EFI_STATUS(EFIAPI *Attributes)
    (EFI_PCI_IO_PROTOCOL *This, EFI_PCI_IO_PROTOCOL_ATTRIBUTE_OPERATION Operation,
     UINT64 Attributes, UINT64 *Result);
    EFI_STATUS(EFIAPI *GetBarAttributes)
    (EFI_PCI_IO_PROTOCOL *This, UINT8 BarIndex, UINT64 *Supports, VOID **Resources);
    EFI_STATUS(EFIAPI *SetBarAttributes)
    (EFI_PCI_IO_PROTOCOL *This, UINT64 Attributes, UINT8 BarIndex, UINT64 *Offset, UINT64 *Length);
    UINT64 RomSize;
    VOID *RomImage;
};
UEFI_LAYOUT(EFI_PCI_IO_PROTOCOL, 160, 88);
UEFI_OFFSET(EFI_PCI_IO_PROTOCOL, RomSize, 144, 72);
