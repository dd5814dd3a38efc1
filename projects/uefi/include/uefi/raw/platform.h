/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The machine: processors, time, resets, memory attributes, and the tables that firmware hands to
 * the operating system: ACPI, SMBIOS, device tree.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/runtime_services.h"

/* --- Timestamp (UEFI 39.1) --- */

#define EFI_TIMESTAMP_PROTOCOL_GUID UEFI_GUID(0xAFBFDE41, 0x2E6E, 0x4262, 0xBA65, 0x62B9236E5495)

typedef struct {
    UINT64 Frequency; /* Hz */
    UINT64 EndValue;  /* the counter runs from 0 to this, then again */
} EFI_TIMESTAMP_PROPERTIES;
UEFI_LAYOUT(EFI_TIMESTAMP_PROPERTIES, 16, 16);

typedef struct {
    UINT64(EFIAPI *GetTimestamp)(VOID);
    EFI_STATUS(EFIAPI *GetProperties)(EFI_TIMESTAMP_PROPERTIES *Properties);
} EFI_TIMESTAMP_PROTOCOL;
UEFI_LAYOUT(EFI_TIMESTAMP_PROTOCOL, 16, 8);

/* --- Reset notification (UEFI 39.2) --- */

#define EFI_RESET_NOTIFICATION_PROTOCOL_GUID \
    UEFI_GUID(0x9DA34AE0, 0xEAF9, 0x4BBF, 0x8EC3, 0xFD60226C44BE)

typedef struct EFI_RESET_NOTIFICATION_PROTOCOL EFI_RESET_NOTIFICATION_PROTOCOL;
struct EFI_RESET_NOTIFICATION_PROTOCOL {
    EFI_STATUS(EFIAPI *RegisterResetNotify)
    (EFI_RESET_NOTIFICATION_PROTOCOL *This, EFI_RESET_SYSTEM ResetFunction);
    EFI_STATUS(EFIAPI *UnregisterResetNotify)
    (EFI_RESET_NOTIFICATION_PROTOCOL *This, EFI_RESET_SYSTEM ResetFunction);
};
UEFI_LAYOUT(EFI_RESET_NOTIFICATION_PROTOCOL, 16, 8);

/* --- Memory attribute (UEFI 37.7): EFI_MEMORY_RP, XP and RO of ranges of pages --- */

#define EFI_MEMORY_ATTRIBUTE_PROTOCOL_GUID \
    UEFI_GUID(0xF4560CF6, 0x40EC, 0x4B4A, 0xA192, 0xBF1D57D0B189)

typedef struct EFI_MEMORY_ATTRIBUTE_PROTOCOL EFI_MEMORY_ATTRIBUTE_PROTOCOL;
struct EFI_MEMORY_ATTRIBUTE_PROTOCOL {
    EFI_STATUS(EFIAPI *GetMemoryAttributes)
    (EFI_MEMORY_ATTRIBUTE_PROTOCOL *This, EFI_PHYSICAL_ADDRESS BaseAddress, UINT64 Length,
     UINT64 *Attributes);
    EFI_STATUS(EFIAPI *SetMemoryAttributes)
    (EFI_MEMORY_ATTRIBUTE_PROTOCOL *This, EFI_PHYSICAL_ADDRESS BaseAddress, UINT64 Length,
     UINT64 Attributes);
    EFI_STATUS(EFIAPI *ClearMemoryAttributes)
    (EFI_MEMORY_ATTRIBUTE_PROTOCOL *This, EFI_PHYSICAL_ADDRESS BaseAddress, UINT64 Length,
     UINT64 Attributes);
};
UEFI_LAYOUT(EFI_MEMORY_ATTRIBUTE_PROTOCOL, 24, 12);

/* --- Processors (PI 1.8, II-13.4) --- */

#define EFI_MP_SERVICES_PROTOCOL_GUID UEFI_GUID(0x3FDDA605, 0xA76E, 0x4F46, 0xAD29, 0x12F4531B3D08)

#define END_OF_CPU_LIST             0xFFFFFFFFU
#define PROCESSOR_AS_BSP_BIT        0x00000001U
#define PROCESSOR_ENABLED_BIT       0x00000002U
#define PROCESSOR_HEALTH_STATUS_BIT 0x00000004U
#define CPU_V2_EXTENDED_TOPOLOGY \
    0x01000000U /* in ProcessorNumber: ask for ExtendedInformation too */

typedef struct {
    UINT32 Package;
    UINT32 Core;
    UINT32 Thread;
} EFI_CPU_PHYSICAL_LOCATION;
UEFI_LAYOUT(EFI_CPU_PHYSICAL_LOCATION, 12, 12);

typedef struct {
    UINT32 Package;
    UINT32 Module;
    UINT32 Tile;
    UINT32 Die;
    UINT32 Core;
    UINT32 Thread;
} EFI_CPU_PHYSICAL_LOCATION2;
UEFI_LAYOUT(EFI_CPU_PHYSICAL_LOCATION2, 24, 24);

typedef union {
    EFI_CPU_PHYSICAL_LOCATION2 Location2;
} EXTENDED_PROCESSOR_INFORMATION;
UEFI_LAYOUT(EXTENDED_PROCESSOR_INFORMATION, 24, 24);

typedef struct {
    UINT64 ProcessorId; /* the local APIC's, or the architecture's */
    UINT32 StatusFlag;  /* PROCESSOR_..._BIT */
    EFI_CPU_PHYSICAL_LOCATION Location;
    EXTENDED_PROCESSOR_INFORMATION ExtendedInformation;
} EFI_PROCESSOR_INFORMATION;
UEFI_LAYOUT(EFI_PROCESSOR_INFORMATION, 48, 48);

typedef VOID(EFIAPI *EFI_AP_PROCEDURE)(VOID *ProcedureArgument);

typedef struct EFI_MP_SERVICES_PROTOCOL EFI_MP_SERVICES_PROTOCOL;
struct EFI_MP_SERVICES_PROTOCOL {
    EFI_STATUS(EFIAPI *GetNumberOfProcessors)
    (EFI_MP_SERVICES_PROTOCOL *This, UINTN *NumberOfProcessors, UINTN *NumberOfEnabledProcessors);
    EFI_STATUS(EFIAPI *GetProcessorInfo)
    (EFI_MP_SERVICES_PROTOCOL *This, UINTN ProcessorNumber,
     EFI_PROCESSOR_INFORMATION *ProcessorInfoBuffer);
    EFI_STATUS(EFIAPI *StartupAllAPs)
    (EFI_MP_SERVICES_PROTOCOL *This, EFI_AP_PROCEDURE Procedure, BOOLEAN SingleThread,
     EFI_EVENT WaitEvent, UINTN TimeoutInMicroSeconds, VOID *ProcedureArgument,
     UINTN **FailedCpuList);
    EFI_STATUS(EFIAPI *StartupThisAP)
    (EFI_MP_SERVICES_PROTOCOL *This, EFI_AP_PROCEDURE Procedure, UINTN ProcessorNumber,
     EFI_EVENT WaitEvent, UINTN TimeoutInMicroseconds, VOID *ProcedureArgument, BOOLEAN *Finished);
    EFI_STATUS(EFIAPI *SwitchBSP)
    (EFI_MP_SERVICES_PROTOCOL *This, UINTN ProcessorNumber, BOOLEAN EnableOldBSP);
    EFI_STATUS(EFIAPI *EnableDisableAP)
    (EFI_MP_SERVICES_PROTOCOL *This, UINTN ProcessorNumber, BOOLEAN EnableAP, UINT32 *HealthFlag);
    EFI_STATUS(EFIAPI *WhoAmI)(EFI_MP_SERVICES_PROTOCOL *This, UINTN *ProcessorNumber);
};
UEFI_LAYOUT(EFI_MP_SERVICES_PROTOCOL, 56, 28);

/* --- Which hart boots (RISC-V UEFI protocol specification 1.0) --- */

#define RISCV_EFI_BOOT_PROTOCOL_GUID     UEFI_GUID(0xCCD15FEC, 0x6F73, 0x4EEC, 0x8395, 0x3E69E4B940BF)
#define RISCV_EFI_BOOT_PROTOCOL_REVISION 0x00010000

typedef struct RISCV_EFI_BOOT_PROTOCOL RISCV_EFI_BOOT_PROTOCOL;
struct RISCV_EFI_BOOT_PROTOCOL {
    UINT64 Revision;
    EFI_STATUS(EFIAPI *GetBootHartId)(RISCV_EFI_BOOT_PROTOCOL *This, UINTN *BootHartId);
};
UEFI_LAYOUT(RISCV_EFI_BOOT_PROTOCOL, 16, 16);

/* --- ACPI tables (UEFI 20.2, PI 1.8 V-9.1) --- */

#define EFI_ACPI_TABLE_PROTOCOL_GUID UEFI_GUID(0xFFE06BDD, 0x6107, 0x46A6, 0x7BB2, 0x5A9C7EC5275C)
#define EFI_ACPI_SDT_PROTOCOL_GUID   UEFI_GUID(0xEB97088E, 0xCFDF, 0x49C6, 0xBE4B, 0xD906A5B20E86)

typedef struct EFI_ACPI_TABLE_PROTOCOL EFI_ACPI_TABLE_PROTOCOL;
struct EFI_ACPI_TABLE_PROTOCOL {
    EFI_STATUS(EFIAPI *InstallAcpiTable)
    (EFI_ACPI_TABLE_PROTOCOL *This, VOID *AcpiTableBuffer, UINTN AcpiTableBufferSize,
     UINTN *TableKey);
    EFI_STATUS(EFIAPI *UninstallAcpiTable)(EFI_ACPI_TABLE_PROTOCOL *This, UINTN TableKey);
};
UEFI_LAYOUT(EFI_ACPI_TABLE_PROTOCOL, 16, 8);

/* In which root tables a table appears. */
#define EFI_ACPI_TABLE_VERSION_NONE 0x00000001U
#define EFI_ACPI_TABLE_VERSION_1_0B 0x00000002U
#define EFI_ACPI_TABLE_VERSION_2_0  0x00000004U
#define EFI_ACPI_TABLE_VERSION_3_0  0x00000008U
#define EFI_ACPI_TABLE_VERSION_4_0  0x00000010U
#define EFI_ACPI_TABLE_VERSION_5_0  0x00000020U

typedef UINT32 EFI_ACPI_TABLE_VERSION;
typedef UINT32 EFI_ACPI_DATA_TYPE; /* EFI_ACPI_DATA_TYPE_... */
typedef VOID *EFI_ACPI_HANDLE;

#define EFI_ACPI_DATA_TYPE_NONE        0
#define EFI_ACPI_DATA_TYPE_OPCODE      1
#define EFI_ACPI_DATA_TYPE_NAME_STRING 2
#define EFI_ACPI_DATA_TYPE_OP          3
#define EFI_ACPI_DATA_TYPE_UINT        4
#define EFI_ACPI_DATA_TYPE_STRING      5
#define EFI_ACPI_DATA_TYPE_CHILD       6

typedef struct {
    UINT32 Signature;
    UINT32 Length;
    UINT8 Revision;
    UINT8 Checksum;
    CHAR8 OemId[6];
    CHAR8 OemTableId[8];
    UINT32 OemRevision;
    UINT32 CreatorId;
    UINT32 CreatorRevision;
} EFI_ACPI_SDT_HEADER;
UEFI_LAYOUT(EFI_ACPI_SDT_HEADER, 36, 36);

typedef EFI_STATUS(EFIAPI *EFI_ACPI_NOTIFICATION_FN)(EFI_ACPI_SDT_HEADER *Table,
                                                     EFI_ACPI_TABLE_VERSION Version,
                                                     UINTN TableKey);

typedef struct {
    EFI_ACPI_TABLE_VERSION AcpiVersion;
    EFI_STATUS(EFIAPI *GetAcpiTable)
    (UINTN Index, EFI_ACPI_SDT_HEADER **Table, EFI_ACPI_TABLE_VERSION *Version, UINTN *TableKey);
    EFI_STATUS(EFIAPI *RegisterNotify)(BOOLEAN Register, EFI_ACPI_NOTIFICATION_FN Notification);
    EFI_STATUS(EFIAPI *Open)(VOID *Buffer, EFI_ACPI_HANDLE *Handle);
    EFI_STATUS(EFIAPI *OpenSdt)(UINTN TableKey, EFI_ACPI_HANDLE *Handle);
    EFI_STATUS(EFIAPI *Close)(EFI_ACPI_HANDLE Handle);
    EFI_STATUS(EFIAPI *GetChild)(EFI_ACPI_HANDLE ParentHandle, EFI_ACPI_HANDLE *Handle);
    EFI_STATUS(EFIAPI *GetOption)
    (EFI_ACPI_HANDLE Handle, UINTN Index, EFI_ACPI_DATA_TYPE *DataType, const VOID **Data,
     UINTN *DataSize);
    EFI_STATUS(EFIAPI *SetOption)
    (EFI_ACPI_HANDLE Handle, UINTN Index, const VOID *Data, UINTN DataSize);
    EFI_STATUS(EFIAPI *FindPath)
    (EFI_ACPI_HANDLE HandleIn, VOID *AcpiPath, EFI_ACPI_HANDLE *HandleOut);
} EFI_ACPI_SDT_PROTOCOL;
UEFI_LAYOUT(EFI_ACPI_SDT_PROTOCOL, 80, 40);

/* --- SMBIOS: the protocol (PI 1.8, V-6) and what SMBIOS_TABLE_GUID and SMBIOS3_TABLE_GUID point at
 * (DSP0134) --- */

#define EFI_SMBIOS_PROTOCOL_GUID UEFI_GUID(0x03583FF6, 0xCB36, 0x4940, 0x947E, 0xB9B39F4AFAF7)

typedef UINT8 EFI_SMBIOS_TYPE;
typedef UINT16 EFI_SMBIOS_HANDLE;
typedef UINT8 EFI_SMBIOS_STRING;

#define SMBIOS_HANDLE_PI_RESERVED 0xFFFE

/* The head of a structure; strings, each NUL-terminated, follow its Length bytes, then another NUL.
 */
typedef struct {
    EFI_SMBIOS_TYPE Type;
    UINT8 Length;
    EFI_SMBIOS_HANDLE Handle;
} UEFI_PACKED EFI_SMBIOS_TABLE_HEADER;
UEFI_LAYOUT(EFI_SMBIOS_TABLE_HEADER, 4, 4);

typedef struct EFI_SMBIOS_PROTOCOL EFI_SMBIOS_PROTOCOL;
struct EFI_SMBIOS_PROTOCOL {
    EFI_STATUS(EFIAPI *Add)
    (const EFI_SMBIOS_PROTOCOL *This, EFI_HANDLE ProducerHandle, EFI_SMBIOS_HANDLE *SmbiosHandle,
     EFI_SMBIOS_TABLE_HEADER *Record);
    EFI_STATUS(EFIAPI *UpdateString)
    (const EFI_SMBIOS_PROTOCOL *This, EFI_SMBIOS_HANDLE *SmbiosHandle, UINTN *StringNumber,
     CHAR8 *String);
    EFI_STATUS(EFIAPI *Remove)(const EFI_SMBIOS_PROTOCOL *This, EFI_SMBIOS_HANDLE SmbiosHandle);
    EFI_STATUS(EFIAPI *GetNext)
    (const EFI_SMBIOS_PROTOCOL *This, EFI_SMBIOS_HANDLE *SmbiosHandle, EFI_SMBIOS_TYPE *Type,
     EFI_SMBIOS_TABLE_HEADER **Record, EFI_HANDLE *ProducerHandle);
    UINT8 MajorVersion;
    UINT8 MinorVersion;
};
UEFI_LAYOUT(EFI_SMBIOS_PROTOCOL, 40, 20);

typedef struct {
    UINT8 AnchorString[4]; /* "_SM_" */
    UINT8 EntryPointStructureChecksum;
    UINT8 EntryPointLength;
    UINT8 MajorVersion;
    UINT8 MinorVersion;
    UINT16 MaxStructureSize;
    UINT8 EntryPointRevision;
    UINT8 FormattedArea[5];
    UINT8 IntermediateAnchorString[5]; /* "_DMI_" */
    UINT8 IntermediateChecksum;
    UINT16 TableLength; /* bytes */
    UINT32 TableAddress;
    UINT16 NumberOfSmbiosStructures;
    UINT8 SmbiosBcdRevision;
} UEFI_PACKED SMBIOS_TABLE_ENTRY_POINT;
UEFI_LAYOUT(SMBIOS_TABLE_ENTRY_POINT, 31, 31);

typedef struct {
    UINT8 AnchorString[5]; /* "_SM3_" */
    UINT8 EntryPointStructureChecksum;
    UINT8 EntryPointLength;
    UINT8 MajorVersion;
    UINT8 MinorVersion;
    UINT8 DocRev;
    UINT8 EntryPointRevision;
    UINT8 Reserved;
    UINT32 TableMaximumSize; /* bytes; the table may be shorter */
    UINT64 TableAddress;
} UEFI_PACKED SMBIOS_TABLE_3_0_ENTRY_POINT;
UEFI_LAYOUT(SMBIOS_TABLE_3_0_ENTRY_POINT, 24, 24);

/* --- Fixing up a device tree (Devicetree Fixup protocol of U-Boot and others) --- */

#define EFI_DT_FIXUP_PROTOCOL_GUID     UEFI_GUID(0xE617D64C, 0xFE08, 0x46DA, 0xF4DC, 0xBBD5870C7300)
#define EFI_DT_FIXUP_PROTOCOL_REVISION 0x00010000

#define EFI_DT_APPLY_FIXUPS   0x00000001
#define EFI_DT_RESERVE_MEMORY 0x00000002
#define EFI_DT_INSTALL_TABLE  0x00000004

typedef struct EFI_DT_FIXUP_PROTOCOL EFI_DT_FIXUP_PROTOCOL;
struct EFI_DT_FIXUP_PROTOCOL {
    UINT64 Revision;
    EFI_STATUS(EFIAPI *Fixup)
    (EFI_DT_FIXUP_PROTOCOL *This, VOID *Fdt, UINTN *BufferSize, UINT32 Flags);
};
UEFI_LAYOUT(EFI_DT_FIXUP_PROTOCOL, 16, 16);

/* --- Ports and memory of devices, from the processor (PI 1.8, V-14) --- */

#define EFI_CPU_IO2_PROTOCOL_GUID UEFI_GUID(0xAD61F191, 0xAE5F, 0x4C0E, 0xB9FA, 0xE869D288C64F)

typedef enum {
    EfiCpuIoWidthUint8,
    EfiCpuIoWidthUint16,
    EfiCpuIoWidthUint32,
    EfiCpuIoWidthUint64,
    EfiCpuIoWidthFifoUint8,
    EfiCpuIoWidthFifoUint16,
    EfiCpuIoWidthFifoUint32,
    EfiCpuIoWidthFifoUint64,
    EfiCpuIoWidthFillUint8,
    EfiCpuIoWidthFillUint16,
    EfiCpuIoWidthFillUint32,
    EfiCpuIoWidthFillUint64,
    EfiCpuIoWidthMaximum,
} EFI_CPU_IO_PROTOCOL_WIDTH;

typedef struct EFI_CPU_IO2_PROTOCOL EFI_CPU_IO2_PROTOCOL;

typedef struct {
    EFI_STATUS(EFIAPI *Read)
    (EFI_CPU_IO2_PROTOCOL *This, EFI_CPU_IO_PROTOCOL_WIDTH Width, UINT64 Address, UINTN Count,
     VOID *Buffer);
    EFI_STATUS(EFIAPI *Write)
    (EFI_CPU_IO2_PROTOCOL *This, EFI_CPU_IO_PROTOCOL_WIDTH Width, UINT64 Address, UINTN Count,
     VOID *Buffer);
} EFI_CPU_IO_PROTOCOL_ACCESS;
UEFI_LAYOUT(EFI_CPU_IO_PROTOCOL_ACCESS, 16, 8);

struct EFI_CPU_IO2_PROTOCOL {
    EFI_CPU_IO_PROTOCOL_ACCESS Mem;
    EFI_CPU_IO_PROTOCOL_ACCESS Io;
};
UEFI_LAYOUT(EFI_CPU_IO2_PROTOCOL, 32, 16);

/* --- Accepting memory that a confidential guest was given (no specification has it yet; firmware
 * does) --- */

#define EDKII_MEMORY_ACCEPT_PROTOCOL_GUID \
    UEFI_GUID(0x38C74800, 0x5590, 0x4DB4, 0xA0F3, 0x675D9B8E8026)

typedef struct EDKII_MEMORY_ACCEPT_PROTOCOL EDKII_MEMORY_ACCEPT_PROTOCOL;
struct EDKII_MEMORY_ACCEPT_PROTOCOL {
    EFI_STATUS(EFIAPI *AcceptMemory)
    (EDKII_MEMORY_ACCEPT_PROTOCOL *This, EFI_PHYSICAL_ADDRESS StartAddress, UINTN Size);
};
UEFI_LAYOUT(EDKII_MEMORY_ACCEPT_PROTOCOL, 8, 4);

/* --- Connecting devices as the boot manager would (UEFI 7.6) --- */

#define EFI_BOOT_MANAGER_POLICY_PROTOCOL_GUID \
    UEFI_GUID(0xFEDF8E0C, 0xE147, 0x11E3, 0x9903, 0xB8E8562CBAFA)
#define EFI_BOOT_MANAGER_POLICY_PROTOCOL_REVISION 0x00010000
#define EFI_BOOT_MANAGER_POLICY_CONSOLE_GUID \
    UEFI_GUID(0xCAB0E94C, 0xE15F, 0x11E3, 0x918D, 0xB8E8562CBAFA)
#define EFI_BOOT_MANAGER_POLICY_NETWORK_GUID \
    UEFI_GUID(0xD04159DC, 0xE15F, 0x11E3, 0xB261, 0xB8E8562CBAFA)
#define EFI_BOOT_MANAGER_POLICY_CONNECT_ALL_GUID \
    UEFI_GUID(0x113B2126, 0xFC8A, 0x11E3, 0xBD6C, 0xB8E8562CBAFA)

typedef struct EFI_BOOT_MANAGER_POLICY_PROTOCOL EFI_BOOT_MANAGER_POLICY_PROTOCOL;
struct EFI_BOOT_MANAGER_POLICY_PROTOCOL {
    UINT64 Revision;
    EFI_STATUS(EFIAPI *ConnectDevicePath)
    (EFI_BOOT_MANAGER_POLICY_PROTOCOL *This, EFI_DEVICE_PATH_PROTOCOL *DevicePath,
     BOOLEAN Recursive);
    EFI_STATUS(EFIAPI *ConnectDeviceClass)(EFI_BOOT_MANAGER_POLICY_PROTOCOL *This, EFI_GUID *Class);
};
UEFI_LAYOUT(EFI_BOOT_MANAGER_POLICY_PROTOCOL, 24, 16);
