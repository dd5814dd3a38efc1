/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The system table, which every image is handed, and the tables that hang off it (UEFI chapter 4).
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/boot_services.h"
#include "uefi/raw/runtime_services.h"

#define EFI_SYSTEM_TABLE_SIGNATURE 0x5453595320494249ULL /* "IBI SYST" */

/* EFI_TABLE_HEADER.Revision: `UEFI_REVISION(2, 70)` is UEFI 2.7. */
#define UEFI_REVISION(major, minor)     (((UINT32)(major) << 16) | (minor))
#define EFI_2_110_SYSTEM_TABLE_REVISION UEFI_REVISION(2, 110)
#define EFI_2_100_SYSTEM_TABLE_REVISION UEFI_REVISION(2, 100)
#define EFI_2_90_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 90)
#define EFI_2_80_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 80)
#define EFI_2_70_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 70)
#define EFI_2_60_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 60)
#define EFI_2_50_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 50)
#define EFI_2_40_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 40)
#define EFI_2_31_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 31)
#define EFI_2_30_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 30)
#define EFI_2_20_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 20)
#define EFI_2_10_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 10)
#define EFI_2_00_SYSTEM_TABLE_REVISION  UEFI_REVISION(2, 0)
#define EFI_1_10_SYSTEM_TABLE_REVISION  UEFI_REVISION(1, 10)
#define EFI_1_02_SYSTEM_TABLE_REVISION  UEFI_REVISION(1, 2)
#define EFI_SYSTEM_TABLE_REVISION       EFI_2_110_SYSTEM_TABLE_REVISION

typedef struct {
    EFI_GUID VendorGuid;
    VOID *VendorTable; /* what it is, and whether its address is physical, the GUID says */
} EFI_CONFIGURATION_TABLE;
UEFI_LAYOUT(EFI_CONFIGURATION_TABLE, 24, 20);

struct EFI_SYSTEM_TABLE {
    EFI_TABLE_HEADER Hdr;
    CHAR16 *FirmwareVendor;
    UINT32 FirmwareRevision;
    EFI_HANDLE ConsoleInHandle; /* this and the next five: NULL after ExitBootServices */
    EFI_SIMPLE_TEXT_INPUT_PROTOCOL *ConIn;
    EFI_HANDLE ConsoleOutHandle;
    EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *ConOut;
    EFI_HANDLE StandardErrorHandle;
    EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *StdErr;
    EFI_RUNTIME_SERVICES *RuntimeServices;
    EFI_BOOT_SERVICES *BootServices; /* NULL after ExitBootServices */
    UINTN NumberOfTableEntries;
    EFI_CONFIGURATION_TABLE *ConfigurationTable;
};
UEFI_LAYOUT(EFI_SYSTEM_TABLE, 120, 72);
UEFI_OFFSET(EFI_SYSTEM_TABLE, ConsoleInHandle, 40, 32);
UEFI_OFFSET(EFI_SYSTEM_TABLE, RuntimeServices, 88, 56);
UEFI_OFFSET(EFI_SYSTEM_TABLE, ConfigurationTable, 112, 68);

/* --- GUIDs of configuration tables (4.6) --- */

#define EFI_ACPI_20_TABLE_GUID                             \
    {                                                      \
        0x8868E871, 0xE4F1, 0x11D3,                        \
        {                                                  \
            0xBC, 0x22, 0x00, 0x80, 0xC7, 0x3C, 0x88, 0x81 \
        }                                                  \
    }
#define ACPI_TABLE_GUID                                    \
    {                                                      \
        0xEB9D2D30, 0x2D88, 0x11D3,                        \
        {                                                  \
            0x9A, 0x16, 0x00, 0x90, 0x27, 0x3F, 0xC1, 0x4D \
        }                                                  \
    }
#define SAL_SYSTEM_TABLE_GUID                              \
    {                                                      \
        0xEB9D2D32, 0x2D88, 0x11D3,                        \
        {                                                  \
            0x9A, 0x16, 0x00, 0x90, 0x27, 0x3F, 0xC1, 0x4D \
        }                                                  \
    }
#define SMBIOS_TABLE_GUID                                  \
    {                                                      \
        0xEB9D2D31, 0x2D88, 0x11D3,                        \
        {                                                  \
            0x9A, 0x16, 0x00, 0x90, 0x27, 0x3F, 0xC1, 0x4D \
        }                                                  \
    }
#define SMBIOS3_TABLE_GUID                                 \
    {                                                      \
        0xF2FD1544, 0x9794, 0x4A2C,                        \
        {                                                  \
            0x99, 0x2E, 0xE5, 0xBB, 0xCF, 0x20, 0xE3, 0x94 \
        }                                                  \
    }
#define MPS_TABLE_GUID                                     \
    {                                                      \
        0xEB9D2D2F, 0x2D88, 0x11D3,                        \
        {                                                  \
            0x9A, 0x16, 0x00, 0x90, 0x27, 0x3F, 0xC1, 0x4D \
        }                                                  \
    }
#define EFI_DTB_TABLE_GUID                                 \
    {                                                      \
        0xB1B621D5, 0xF19C, 0x41A5,                        \
        {                                                  \
            0x83, 0x0B, 0xD9, 0x15, 0x2C, 0x69, 0xAA, 0xE0 \
        }                                                  \
    }
#define EFI_JSON_CONFIG_DATA_TABLE_GUID                    \
    {                                                      \
        0x87367F87, 0x1119, 0x41CE,                        \
        {                                                  \
            0xAA, 0xEC, 0x8B, 0xE0, 0x11, 0x1F, 0x55, 0x8A \
        }                                                  \
    }
#define EFI_JSON_CAPSULE_DATA_TABLE_GUID                   \
    {                                                      \
        0x35E7A725, 0x8DD2, 0x4CAC,                        \
        {                                                  \
            0x80, 0x11, 0x33, 0xCD, 0xA8, 0x10, 0x90, 0x56 \
        }                                                  \
    }
#define EFI_JSON_CAPSULE_RESULT_TABLE_GUID                 \
    {                                                      \
        0xDBC461C3, 0xB3DE, 0x422A,                        \
        {                                                  \
            0xB9, 0xB4, 0x98, 0x86, 0xFD, 0x49, 0xA1, 0xE5 \
        }                                                  \
    }
#define EFI_MEMORY_ATTRIBUTES_TABLE_GUID                   \
    {                                                      \
        0xDCFA911D, 0x26EB, 0x469F,                        \
        {                                                  \
            0xA2, 0x20, 0x38, 0xB7, 0xDC, 0x46, 0x12, 0x20 \
        }                                                  \
    }
#define EFI_CONFORMANCE_PROFILES_TABLE_GUID                \
    {                                                      \
        0x36122546, 0xF7E7, 0x4C8F,                        \
        {                                                  \
            0xBD, 0x9B, 0xEB, 0x85, 0x25, 0xB5, 0x0C, 0x0B \
        }                                                  \
    }
#define EFI_SYSTEM_RESOURCE_TABLE_GUID                     \
    {                                                      \
        0xB122A263, 0x3661, 0x4F68,                        \
        {                                                  \
            0x99, 0x29, 0x78, 0xF8, 0xB0, 0xD6, 0x21, 0x80 \
        }                                                  \
    }

/* Which parts of runtime code and data may be executed or written (4.6.4). */
typedef struct {
    UINT32 Version;
    UINT32 NumberOfEntries;
    UINT32 DescriptorSize;
    UINT32 Flags; /* Reserved before version 2 */
    /* EFI_MEMORY_DESCRIPTOR, DescriptorSize apart */
} EFI_MEMORY_ATTRIBUTES_TABLE;
UEFI_LAYOUT(EFI_MEMORY_ATTRIBUTES_TABLE, 16, 16);

#define EFI_MEMORY_ATTRIBUTES_TABLE_VERSION                       2
#define EFI_MEMORY_ATTRIBUTES_FLAGS_RT_FORWARD_CONTROL_FLOW_GUARD 0x1

/* Which profiles of the specification the machine conforms to (4.6.5). */
typedef struct {
    UINT16 Version;
    UINT16 NumberOfProfiles;
    /* EFI_GUID ConformanceProfiles[] */
} EFI_CONFORMANCE_PROFILES_TABLE;
UEFI_LAYOUT(EFI_CONFORMANCE_PROFILES_TABLE, 4, 4);

#define EFI_CONFORMANCE_PROFILES_TABLE_VERSION 1
#define EFI_CONFORMANCE_PROFILES_UEFI_SPEC_GUID            \
    {                                                      \
        0x523C91AF, 0xA195, 0x4382,                        \
        {                                                  \
            0x81, 0x8D, 0x29, 0x5F, 0xE4, 0x00, 0x64, 0x65 \
        }                                                  \
    }

/* Firmware images that capsules can update (23.4). */
typedef struct {
    EFI_GUID FwClass;
    UINT32 FwType;
    UINT32 FwVersion;
    UINT32 LowestSupportedFwVersion;
    UINT32 CapsuleFlags;
    UINT32 LastAttemptVersion;
    UINT32 LastAttemptStatus;
} EFI_SYSTEM_RESOURCE_ENTRY;
UEFI_LAYOUT(EFI_SYSTEM_RESOURCE_ENTRY, 40, 40);

typedef struct {
    UINT32 FwResourceCount;
    UINT32 FwResourceCountMax;
    UINT64 FwResourceVersion;
    /* EFI_SYSTEM_RESOURCE_ENTRY Entries[FwResourceCount] */
} EFI_SYSTEM_RESOURCE_TABLE;
UEFI_LAYOUT(EFI_SYSTEM_RESOURCE_TABLE, 16, 16);

#define EFI_SYSTEM_RESOURCE_TABLE_FIRMWARE_RESOURCE_VERSION 1
