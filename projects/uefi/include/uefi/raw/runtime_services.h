/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Runtime services (UEFI chapter 8): time, variables, reset, capsules, and the step to virtual
 * addresses. They are there after ExitBootServices too.
 */
#pragma once

#include "uefi/raw/base.h"

/* --- Time (8.3) --- */

typedef struct {
    UINT32 Resolution;  /* counts per second */
    UINT32 Accuracy;    /* in 1e-6 parts per million */
    BOOLEAN SetsToZero; /* setting the time clears what is finer than the resolution */
} EFI_TIME_CAPABILITIES;
UEFI_LAYOUT(EFI_TIME_CAPABILITIES, 12, 12);

typedef EFI_STATUS(EFIAPI *EFI_GET_TIME)(EFI_TIME *Time, EFI_TIME_CAPABILITIES *Capabilities);
typedef EFI_STATUS(EFIAPI *EFI_SET_TIME)(EFI_TIME *Time);
typedef EFI_STATUS(EFIAPI *EFI_GET_WAKEUP_TIME)(BOOLEAN *Enabled, BOOLEAN *Pending, EFI_TIME *Time);
typedef EFI_STATUS(EFIAPI *EFI_SET_WAKEUP_TIME)(BOOLEAN Enable, EFI_TIME *Time);

/* --- Variables (8.2) --- */

#define EFI_VARIABLE_NON_VOLATILE                          0x00000001
#define EFI_VARIABLE_BOOTSERVICE_ACCESS                    0x00000002
#define EFI_VARIABLE_RUNTIME_ACCESS                        0x00000004
#define EFI_VARIABLE_HARDWARE_ERROR_RECORD                 0x00000008
#define EFI_VARIABLE_AUTHENTICATED_WRITE_ACCESS            0x00000010 /* deprecated */
#define EFI_VARIABLE_TIME_BASED_AUTHENTICATED_WRITE_ACCESS 0x00000020
#define EFI_VARIABLE_APPEND_WRITE                          0x00000040
#define EFI_VARIABLE_ENHANCED_AUTHENTICATED_ACCESS         0x00000080

/* The vendor of all variables that the specification names, Boot#### and Lang among them (3.3). */
#define EFI_GLOBAL_VARIABLE_GUID UEFI_GUID(0x8BE4DF61, 0x93CA, 0x11D2, 0xAA0D, 0x00E098032B8C)

typedef EFI_STATUS(EFIAPI *EFI_GET_VARIABLE)(CHAR16 *VariableName, EFI_GUID *VendorGuid,
                                             UINT32 *Attributes, UINTN *DataSize, VOID *Data);
typedef EFI_STATUS(EFIAPI *EFI_GET_NEXT_VARIABLE_NAME)(UINTN *VariableNameSize,
                                                       CHAR16 *VariableName, EFI_GUID *VendorGuid);
typedef EFI_STATUS(EFIAPI *EFI_SET_VARIABLE)(CHAR16 *VariableName, EFI_GUID *VendorGuid,
                                             UINT32 Attributes, UINTN DataSize, VOID *Data);
typedef EFI_STATUS(EFIAPI *EFI_QUERY_VARIABLE_INFO)(UINT32 Attributes,
                                                    UINT64 *MaximumVariableStorageSize,
                                                    UINT64 *RemainingVariableStorageSize,
                                                    UINT64 *MaximumVariableSize);

/* --- Virtual addresses (8.4) --- */

#define EFI_OPTIONAL_PTR 0x00000001 /* a NULL pointer stays NULL */

typedef struct {
    UINT32 Type; /* EFI_MEMORY_TYPE */
    EFI_PHYSICAL_ADDRESS PhysicalStart;
    EFI_VIRTUAL_ADDRESS VirtualStart;
    UINT64 NumberOfPages; /* of 4096 bytes */
    UINT64 Attribute;     /* EFI_MEMORY_... */
} EFI_MEMORY_DESCRIPTOR;  /* a map's entries lie DescriptorSize apart, which is more than this */
UEFI_LAYOUT(EFI_MEMORY_DESCRIPTOR, 40, 40);
UEFI_OFFSET(EFI_MEMORY_DESCRIPTOR, PhysicalStart, 8, 8);

#define EFI_MEMORY_DESCRIPTOR_VERSION 1

typedef EFI_STATUS(EFIAPI *EFI_SET_VIRTUAL_ADDRESS_MAP)(UINTN MemoryMapSize, UINTN DescriptorSize,
                                                        UINT32 DescriptorVersion,
                                                        EFI_MEMORY_DESCRIPTOR *VirtualMap);
typedef EFI_STATUS(EFIAPI *EFI_CONVERT_POINTER)(UINTN DebugDisposition, VOID **Address);

/* --- Reset, counter, capsules (8.5) --- */

typedef enum {
    EfiResetCold,
    EfiResetWarm,
    EfiResetShutdown,
    EfiResetPlatformSpecific, /* ResetData: a string, then the GUID of the reset */
} EFI_RESET_TYPE;

typedef EFI_STATUS(EFIAPI *EFI_GET_NEXT_HIGH_MONO_COUNT)(UINT32 *HighCount);
typedef VOID(EFIAPI *EFI_RESET_SYSTEM)(EFI_RESET_TYPE ResetType, EFI_STATUS ResetStatus,
                                       UINTN DataSize, VOID *ResetData);

/* One piece of scattered memory; Length 0 ends the list, or leads to its continuation. */
typedef struct {
    UINT64 Length;
    union {
        EFI_PHYSICAL_ADDRESS DataBlock;
        EFI_PHYSICAL_ADDRESS ContinuationPointer;
    } Union;
} EFI_CAPSULE_BLOCK_DESCRIPTOR;
UEFI_LAYOUT(EFI_CAPSULE_BLOCK_DESCRIPTOR, 16, 16);

typedef struct {
    EFI_GUID CapsuleGuid;
    UINT32 HeaderSize;
    UINT32 Flags;
    UINT32 CapsuleImageSize; /* with the header */
} EFI_CAPSULE_HEADER;
UEFI_LAYOUT(EFI_CAPSULE_HEADER, 28, 28);

#define CAPSULE_FLAGS_PERSIST_ACROSS_RESET  0x00010000
#define CAPSULE_FLAGS_POPULATE_SYSTEM_TABLE 0x00020000
#define CAPSULE_FLAGS_INITIATE_RESET        0x00040000

typedef struct {
    UINT32 CapsuleArrayNumber;
    VOID *CapsulePtr[1];
} EFI_CAPSULE_TABLE;
UEFI_LAYOUT(EFI_CAPSULE_TABLE, 16, 8);

typedef EFI_STATUS(EFIAPI *EFI_UPDATE_CAPSULE)(EFI_CAPSULE_HEADER **CapsuleHeaderArray,
                                               UINTN CapsuleCount,
                                               EFI_PHYSICAL_ADDRESS ScatterGatherList);
typedef EFI_STATUS(EFIAPI *EFI_QUERY_CAPSULE_CAPABILITIES)(EFI_CAPSULE_HEADER **CapsuleHeaderArray,
                                                           UINTN CapsuleCount,
                                                           UINT64 *MaximumCapsuleSize,
                                                           EFI_RESET_TYPE *ResetType);

/* Bits of the variable OsIndicationsSupported and OsIndications (8.5.4). */
#define EFI_OS_INDICATIONS_BOOT_TO_FW_UI                   0x0000000000000001ULL
#define EFI_OS_INDICATIONS_TIMESTAMP_REVOCATION            0x0000000000000002ULL
#define EFI_OS_INDICATIONS_FILE_CAPSULE_DELIVERY_SUPPORTED 0x0000000000000004ULL
#define EFI_OS_INDICATIONS_FMP_CAPSULE_SUPPORTED           0x0000000000000008ULL
#define EFI_OS_INDICATIONS_CAPSULE_RESULT_VAR_SUPPORTED    0x0000000000000010ULL
#define EFI_OS_INDICATIONS_START_OS_RECOVERY               0x0000000000000020ULL
#define EFI_OS_INDICATIONS_START_PLATFORM_RECOVERY         0x0000000000000040ULL
#define EFI_OS_INDICATIONS_JSON_CONFIG_DATA_REFRESH        0x0000000000000080ULL

/* --- The table (4.5) --- */

#define EFI_RUNTIME_SERVICES_SIGNATURE 0x56524553544E5552ULL /* "RUNTSERV" */

struct EFI_RUNTIME_SERVICES {
    EFI_TABLE_HEADER Hdr;
    EFI_GET_TIME GetTime;
    EFI_SET_TIME SetTime;
    EFI_GET_WAKEUP_TIME GetWakeupTime;
    EFI_SET_WAKEUP_TIME SetWakeupTime;
    EFI_SET_VIRTUAL_ADDRESS_MAP SetVirtualAddressMap;
    EFI_CONVERT_POINTER ConvertPointer;
    EFI_GET_VARIABLE GetVariable;
    EFI_GET_NEXT_VARIABLE_NAME GetNextVariableName;
    EFI_SET_VARIABLE SetVariable;
    EFI_GET_NEXT_HIGH_MONO_COUNT GetNextHighMonotonicCount;
    EFI_RESET_SYSTEM ResetSystem;
    /* UEFI 2.0 */
    EFI_UPDATE_CAPSULE UpdateCapsule;
    EFI_QUERY_CAPSULE_CAPABILITIES QueryCapsuleCapabilities;
    EFI_QUERY_VARIABLE_INFO QueryVariableInfo;
};
UEFI_LAYOUT(EFI_RUNTIME_SERVICES, 136, 80);
UEFI_OFFSET(EFI_RUNTIME_SERVICES, GetVariable, 72, 48);
UEFI_OFFSET(EFI_RUNTIME_SERVICES, ResetSystem, 104, 64);

/* Which services still work after ExitBootServices, as a configuration table (4.6.2). */
#define EFI_RT_PROPERTIES_TABLE_GUID    UEFI_GUID(0xEB66918A, 0x7EEF, 0x402A, 0x842E, 0x931D21C38AE9)
#define EFI_RT_PROPERTIES_TABLE_VERSION 1

#define EFI_RT_SUPPORTED_GET_TIME                      0x0001
#define EFI_RT_SUPPORTED_SET_TIME                      0x0002
#define EFI_RT_SUPPORTED_GET_WAKEUP_TIME               0x0004
#define EFI_RT_SUPPORTED_SET_WAKEUP_TIME               0x0008
#define EFI_RT_SUPPORTED_GET_VARIABLE                  0x0010
#define EFI_RT_SUPPORTED_GET_NEXT_VARIABLE_NAME        0x0020
#define EFI_RT_SUPPORTED_SET_VARIABLE                  0x0040
#define EFI_RT_SUPPORTED_SET_VIRTUAL_ADDRESS_MAP       0x0080
#define EFI_RT_SUPPORTED_CONVERT_POINTER               0x0100
#define EFI_RT_SUPPORTED_GET_NEXT_HIGH_MONOTONIC_COUNT 0x0200
#define EFI_RT_SUPPORTED_RESET_SYSTEM                  0x0400
#define EFI_RT_SUPPORTED_UPDATE_CAPSULE                0x0800
#define EFI_RT_SUPPORTED_QUERY_CAPSULE_CAPABILITIES    0x1000
#define EFI_RT_SUPPORTED_QUERY_VARIABLE_INFO           0x2000

typedef struct {
    UINT16 Version;
    UINT16 Length;
    UINT32 RuntimeServicesSupported;
} EFI_RT_PROPERTIES_TABLE;
UEFI_LAYOUT(EFI_RT_PROPERTIES_TABLE, 8, 8);
