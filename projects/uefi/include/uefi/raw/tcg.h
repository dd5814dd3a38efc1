/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Measured boot: the TPM (TCG EFI protocol specification, family 2.0, and its ancestor), what
 * stands in its event log (TCG PC client platform firmware profile), and measurement in
 * confidential guests (UEFI 38.2).
 */
#pragma once

#include "uefi/raw/base.h"

/* --- Event log --- */

typedef UINT32 TCG_PCRINDEX;
typedef UINT32 TCG_EVENTTYPE;

#define EV_PREBOOT_CERT                  0x00000000
#define EV_POST_CODE                     0x00000001
#define EV_NO_ACTION                     0x00000003
#define EV_SEPARATOR                     0x00000004
#define EV_ACTION                        0x00000005
#define EV_EVENT_TAG                     0x00000006
#define EV_S_CRTM_CONTENTS               0x00000007
#define EV_S_CRTM_VERSION                0x00000008
#define EV_CPU_MICROCODE                 0x00000009
#define EV_PLATFORM_CONFIG_FLAGS         0x0000000A
#define EV_TABLE_OF_DEVICES              0x0000000B
#define EV_COMPACT_HASH                  0x0000000C
#define EV_IPL                           0x0000000D
#define EV_IPL_PARTITION_DATA            0x0000000E
#define EV_NONHOST_CODE                  0x0000000F
#define EV_NONHOST_CONFIG                0x00000010
#define EV_NONHOST_INFO                  0x00000011
#define EV_OMIT_BOOT_DEVICE_EVENTS       0x00000012
#define EV_EFI_EVENT_BASE                0x80000000U
#define EV_EFI_VARIABLE_DRIVER_CONFIG    0x80000001U
#define EV_EFI_VARIABLE_BOOT             0x80000002U
#define EV_EFI_BOOT_SERVICES_APPLICATION 0x80000003U
#define EV_EFI_BOOT_SERVICES_DRIVER      0x80000004U
#define EV_EFI_RUNTIME_SERVICES_DRIVER   0x80000005U
#define EV_EFI_GPT_EVENT                 0x80000006U
#define EV_EFI_ACTION                    0x80000007U
#define EV_EFI_PLATFORM_FIRMWARE_BLOB    0x80000008U
#define EV_EFI_HANDOFF_TABLES            0x80000009U
#define EV_EFI_PLATFORM_FIRMWARE_BLOB2   0x8000000AU
#define EV_EFI_HANDOFF_TABLES2           0x8000000BU
#define EV_EFI_VARIABLE_BOOT2            0x8000000CU
#define EV_EFI_GPT_EVENT2                0x8000000DU
#define EV_EFI_HCRTM_EVENT               0x80000010U
#define EV_EFI_VARIABLE_AUTHORITY        0x800000E0U
#define EV_EFI_SPDM_FIRMWARE_BLOB        0x800000E1U
#define EV_EFI_SPDM_FIRMWARE_CONFIG      0x800000E2U

/* Numbers of hash algorithms (TPM 2.0, part 2). */
#define TPM_ALG_SHA1     0x0004
#define TPM_ALG_SHA256   0x000B
#define TPM_ALG_SHA384   0x000C
#define TPM_ALG_SHA512   0x000D
#define TPM_ALG_SM3_256  0x0012
#define TPM_ALG_SHA3_256 0x0027
#define TPM_ALG_SHA3_384 0x0028
#define TPM_ALG_SHA3_512 0x0029

#define TPM2_SHA1_DIGEST_SIZE 20

/* An entry of the old form of the log, and the first entry of the new. */
typedef struct {
    TCG_PCRINDEX PCRIndex;
    TCG_EVENTTYPE EventType;
    UINT8 Digest[TPM2_SHA1_DIGEST_SIZE];
    UINT32 EventSize;
    UINT8 Event[];
} UEFI_PACKED TCG_PCR_EVENT;
UEFI_LAYOUT(TCG_PCR_EVENT, 32, 32);

/* An entry of the new form: this; Count times a UINT16 algorithm and a digest of its length; UINT32
 * EventSize; Event. */
typedef struct {
    TCG_PCRINDEX PCRIndex;
    TCG_EVENTTYPE EventType;
    UINT32 Count;
} UEFI_PACKED TCG_PCR_EVENT2_HDR;
UEFI_LAYOUT(TCG_PCR_EVENT2_HDR, 12, 12);

/* What the first entry, of type EV_NO_ACTION, says of the new form; UINT8 vendorInfoSize and
 * vendorInfo follow. */
typedef struct {
    UINT16 algorithmId;
    UINT16 digestSize;
} UEFI_PACKED TCG_EfiSpecIdEventAlgorithmSize;
UEFI_LAYOUT(TCG_EfiSpecIdEventAlgorithmSize, 4, 4);

typedef struct {
    UINT8 signature[16]; /* "Spec ID Event03" */
    UINT32 platformClass;
    UINT8 specVersionMinor;
    UINT8 specVersionMajor;
    UINT8 specErrata;
    UINT8 uintnSize; /* 1: UINT32, 2: UINT64 */
    UINT32 numberOfAlgorithms;
    TCG_EfiSpecIdEventAlgorithmSize digestSizes[];
} UEFI_PACKED TCG_EfiSpecIDEventStruct;
UEFI_LAYOUT(TCG_EfiSpecIDEventStruct, 28, 28);

/* Event of EV_EFI_VARIABLE_...: CHAR16 UnicodeName[], not terminated, and INT8 VariableData[]
 * follow. */
typedef struct {
    EFI_GUID VariableName;
    UINT64 UnicodeNameLength;  /* characters */
    UINT64 VariableDataLength; /* bytes */
} UEFI_PACKED UEFI_VARIABLE_DATA_HDR;
UEFI_LAYOUT(UEFI_VARIABLE_DATA_HDR, 32, 32);

/* Event of EV_EFI_BOOT_SERVICES_APPLICATION and its like; the sizes are UINTN in the specification,
 * and 64 bit here as the log of a 64-bit machine has them. A device path follows. */
typedef struct {
    EFI_PHYSICAL_ADDRESS ImageLocationInMemory;
    UINT64 ImageLengthInMemory;
    UINT64 ImageLinkTimeAddress;
    UINT64 LengthOfDevicePath;
} UEFI_PACKED UEFI_IMAGE_LOAD_EVENT64;
UEFI_LAYOUT(UEFI_IMAGE_LOAD_EVENT64, 32, 32);

/* --- TCG2 --- */

#define EFI_TCG2_PROTOCOL_GUID UEFI_GUID(0x607F766C, 0x7455, 0x42BE, 0x930B, 0xE4D76DB2720F)
#define EFI_TCG2_FINAL_EVENTS_TABLE_GUID \
    UEFI_GUID(0x1E2ED096, 0x30E2, 0x4254, 0xBD89, 0x863BBEF82325)
#define EFI_TCG2_FINAL_EVENTS_TABLE_VERSION 1

typedef UINT32 EFI_TCG2_EVENT_LOG_BITMAP;
typedef UINT32 EFI_TCG2_EVENT_LOG_FORMAT;
typedef UINT32 EFI_TCG2_EVENT_ALGORITHM_BITMAP;

#define EFI_TCG2_EVENT_LOG_FORMAT_TCG_1_2 0x00000001
#define EFI_TCG2_EVENT_LOG_FORMAT_TCG_2   0x00000002

#define EFI_TCG2_BOOT_HASH_ALG_SHA1    0x00000001
#define EFI_TCG2_BOOT_HASH_ALG_SHA256  0x00000002
#define EFI_TCG2_BOOT_HASH_ALG_SHA384  0x00000004
#define EFI_TCG2_BOOT_HASH_ALG_SHA512  0x00000008
#define EFI_TCG2_BOOT_HASH_ALG_SM3_256 0x00000010

#define EFI_TCG2_EXTEND_ONLY 0x0000000000000001ULL
#define PE_COFF_IMAGE        0x0000000000000010ULL /* hash as an image's signature does */

typedef struct {
    UINT8 Major;
    UINT8 Minor;
} EFI_TCG2_VERSION;
UEFI_LAYOUT(EFI_TCG2_VERSION, 2, 2);

typedef struct {
    UINT8 Size; /* in: of the caller's struct; out: what firmware filled */
    EFI_TCG2_VERSION StructureVersion;
    EFI_TCG2_VERSION ProtocolVersion;
    EFI_TCG2_EVENT_ALGORITHM_BITMAP HashAlgorithmBitmap;
    EFI_TCG2_EVENT_LOG_BITMAP SupportedEventLogs;
    BOOLEAN TPMPresentFlag;
    UINT16 MaxCommandSize;
    UINT16 MaxResponseSize;
    UINT32 ManufacturerID; /* four letters, the first in the highest byte */
    UINT32 NumberOfPCRBanks;
    EFI_TCG2_EVENT_ALGORITHM_BITMAP ActivePcrBanks;
} EFI_TCG2_BOOT_SERVICE_CAPABILITY;
UEFI_LAYOUT(EFI_TCG2_BOOT_SERVICE_CAPABILITY, 36, 36);
UEFI_OFFSET(EFI_TCG2_BOOT_SERVICE_CAPABILITY, ManufacturerID, 24, 24);

#define EFI_TCG2_EVENT_HEADER_VERSION 1

typedef struct {
    UINT32 HeaderSize;
    UINT16 HeaderVersion;
    TCG_PCRINDEX PCRIndex;
    TCG_EVENTTYPE EventType;
} UEFI_PACKED EFI_TCG2_EVENT_HEADER;
UEFI_LAYOUT(EFI_TCG2_EVENT_HEADER, 14, 14);

typedef struct {
    UINT32 Size; /* of all, with Event */
    EFI_TCG2_EVENT_HEADER Header;
    UINT8 Event[];
} UEFI_PACKED EFI_TCG2_EVENT;
UEFI_LAYOUT(EFI_TCG2_EVENT, 18, 18);

/* Entries of the new form that were made after GetEventLog follow, NumberOfEvents of them. */
typedef struct {
    UINT64 Version;
    UINT64 NumberOfEvents;
} EFI_TCG2_FINAL_EVENTS_TABLE;
UEFI_LAYOUT(EFI_TCG2_FINAL_EVENTS_TABLE, 16, 16);

typedef struct EFI_TCG2_PROTOCOL EFI_TCG2_PROTOCOL;
struct EFI_TCG2_PROTOCOL {
    EFI_STATUS(EFIAPI *GetCapability)
    (EFI_TCG2_PROTOCOL *This, EFI_TCG2_BOOT_SERVICE_CAPABILITY *ProtocolCapability);
    EFI_STATUS(EFIAPI *GetEventLog)
    (EFI_TCG2_PROTOCOL *This, EFI_TCG2_EVENT_LOG_FORMAT EventLogFormat,
     EFI_PHYSICAL_ADDRESS *EventLogLocation, EFI_PHYSICAL_ADDRESS *EventLogLastEntry,
     BOOLEAN *EventLogTruncated);
    EFI_STATUS(EFIAPI *HashLogExtendEvent)
    (EFI_TCG2_PROTOCOL *This, UINT64 Flags, EFI_PHYSICAL_ADDRESS DataToHash, UINT64 DataToHashLen,
     EFI_TCG2_EVENT *EfiTcgEvent);
    EFI_STATUS(EFIAPI *SubmitCommand)
    (EFI_TCG2_PROTOCOL *This, UINT32 InputParameterBlockSize, UINT8 *InputParameterBlock,
     UINT32 OutputParameterBlockSize, UINT8 *OutputParameterBlock);
    EFI_STATUS(EFIAPI *GetActivePcrBanks)(EFI_TCG2_PROTOCOL *This, UINT32 *ActivePcrBanks);
    EFI_STATUS(EFIAPI *SetActivePcrBanks)(EFI_TCG2_PROTOCOL *This, UINT32 ActivePcrBanks);
    EFI_STATUS(EFIAPI *GetResultOfSetActivePcrBanks)
    (EFI_TCG2_PROTOCOL *This, UINT32 *OperationPresent, UINT32 *Response);
};
UEFI_LAYOUT(EFI_TCG2_PROTOCOL, 56, 28);

/* --- TCG, for TPM 1.2 --- */

#define EFI_TCG_PROTOCOL_GUID UEFI_GUID(0xF541796D, 0xA62E, 0x4954, 0xA775, 0x9584F61B9CDD)

typedef struct {
    UINT8 Major;
    UINT8 Minor;
    UINT8 RevMajor;
    UINT8 RevMinor;
} TCG_VERSION;
UEFI_LAYOUT(TCG_VERSION, 4, 4);

typedef struct {
    UINT8 Size;
    TCG_VERSION StructureVersion;
    TCG_VERSION ProtocolSpecVersion;
    UINT8 HashAlgorithmBitmap;
    BOOLEAN TPMPresentFlag;
    BOOLEAN TPMDeactivatedFlag;
} TCG_EFI_BOOT_SERVICE_CAPABILITY;
UEFI_LAYOUT(TCG_EFI_BOOT_SERVICE_CAPABILITY, 12, 12);

typedef struct EFI_TCG_PROTOCOL EFI_TCG_PROTOCOL;
struct EFI_TCG_PROTOCOL {
    EFI_STATUS(EFIAPI *StatusCheck)
    (EFI_TCG_PROTOCOL *This, TCG_EFI_BOOT_SERVICE_CAPABILITY *ProtocolCapability,
     UINT32 *TCGFeatureFlags, EFI_PHYSICAL_ADDRESS *EventLogLocation,
     EFI_PHYSICAL_ADDRESS *EventLogLastEntry);
    EFI_STATUS(EFIAPI *HashAll)
    (EFI_TCG_PROTOCOL *This, UINT8 *HashData, UINT64 HashDataLen, UINT32 AlgorithmId,
     UINT64 *HashedDataLen, UINT8 **HashedDataResult);
    EFI_STATUS(EFIAPI *LogEvent)
    (EFI_TCG_PROTOCOL *This, TCG_PCR_EVENT *TCGLogData, UINT32 *EventNumber, UINT32 Flags);
    EFI_STATUS(EFIAPI *PassThroughToTpm)
    (EFI_TCG_PROTOCOL *This, UINT32 TpmInputParameterBlockSize, UINT8 *TpmInputParameterBlock,
     UINT32 TpmOutputParameterBlockSize, UINT8 *TpmOutputParameterBlock);
    EFI_STATUS(EFIAPI *HashLogExtendEvent)
    (EFI_TCG_PROTOCOL *This, EFI_PHYSICAL_ADDRESS HashData, UINT64 HashDataLen, UINT32 AlgorithmId,
     TCG_PCR_EVENT *TCGLogData, UINT32 *EventNumber, EFI_PHYSICAL_ADDRESS *EventLogLastEntry);
};
UEFI_LAYOUT(EFI_TCG_PROTOCOL, 40, 20);

/* --- Confidential computing measurement (UEFI 38.2) --- */

#define EFI_CC_MEASUREMENT_PROTOCOL_GUID \
    UEFI_GUID(0x96751A3D, 0x72F4, 0x41A6, 0xA794, 0xED5D0E67AE6B)
#define EFI_CC_FINAL_EVENTS_TABLE_GUID    UEFI_GUID(0xDD4A4648, 0x2DE7, 0x4665, 0x964D, 0x21D9EF5FB446)
#define EFI_CC_FINAL_EVENTS_TABLE_VERSION 1

#define EFI_CC_TYPE_NONE 0
#define EFI_CC_TYPE_SEV  1
#define EFI_CC_TYPE_TDX  2

#define EFI_CC_EVENT_LOG_FORMAT_TCG_2 0x00000002
#define EFI_CC_BOOT_HASH_ALG_SHA384   0x00000004
#define EFI_CC_FLAG_EXTEND_ONLY       0x0000000000000001ULL
#define EFI_CC_FLAG_PE_COFF_IMAGE     0x0000000000000010ULL
#define EFI_CC_EVENT_HEADER_VERSION   1

typedef UINT32 EFI_CC_EVENT_LOG_BITMAP;
typedef UINT32 EFI_CC_EVENT_LOG_FORMAT;
typedef UINT32 EFI_CC_EVENT_ALGORITHM_BITMAP;
typedef UINT32 EFI_CC_MR_INDEX;

typedef struct {
    UINT8 Type; /* EFI_CC_TYPE_... */
    UINT8 SubType;
} EFI_CC_TYPE;
UEFI_LAYOUT(EFI_CC_TYPE, 2, 2);

typedef struct {
    UINT8 Major;
    UINT8 Minor;
} EFI_CC_VERSION;
UEFI_LAYOUT(EFI_CC_VERSION, 2, 2);

typedef struct {
    UINT8 Size;
    EFI_CC_VERSION StructureVersion;
    EFI_CC_VERSION ProtocolVersion;
    EFI_CC_EVENT_ALGORITHM_BITMAP HashAlgorithmBitmap;
    EFI_CC_EVENT_LOG_BITMAP SupportedEventLogs;
    EFI_CC_TYPE CcType;
} EFI_CC_BOOT_SERVICE_CAPABILITY;
UEFI_LAYOUT(EFI_CC_BOOT_SERVICE_CAPABILITY, 20, 20);

typedef struct {
    UINT32 HeaderSize;
    UINT16 HeaderVersion;
    EFI_CC_MR_INDEX MrIndex;
    UINT32 EventType;
} UEFI_PACKED EFI_CC_EVENT_HEADER;
UEFI_LAYOUT(EFI_CC_EVENT_HEADER, 14, 14);

typedef struct {
    UINT32 Size;
    EFI_CC_EVENT_HEADER Header;
    UINT8 Event[];
} UEFI_PACKED EFI_CC_EVENT;
UEFI_LAYOUT(EFI_CC_EVENT, 18, 18);

/* As EFI_TCG2_FINAL_EVENTS_TABLE. */
typedef struct {
    UINT64 Version;
    UINT64 NumberOfEvents;
} EFI_CC_FINAL_EVENTS_TABLE;
UEFI_LAYOUT(EFI_CC_FINAL_EVENTS_TABLE, 16, 16);

typedef struct EFI_CC_MEASUREMENT_PROTOCOL EFI_CC_MEASUREMENT_PROTOCOL;
struct EFI_CC_MEASUREMENT_PROTOCOL {
    EFI_STATUS(EFIAPI *GetCapability)
    (EFI_CC_MEASUREMENT_PROTOCOL *This, EFI_CC_BOOT_SERVICE_CAPABILITY *ProtocolCapability);
    EFI_STATUS(EFIAPI *GetEventLog)
    (EFI_CC_MEASUREMENT_PROTOCOL *This, EFI_CC_EVENT_LOG_FORMAT EventLogFormat,
     EFI_PHYSICAL_ADDRESS *EventLogLocation, EFI_PHYSICAL_ADDRESS *EventLogLastEntry,
     BOOLEAN *EventLogTruncated);
    EFI_STATUS(EFIAPI *HashLogExtendEvent)
    (EFI_CC_MEASUREMENT_PROTOCOL *This, UINT64 Flags, EFI_PHYSICAL_ADDRESS DataToHash,
     UINT64 DataToHashLen, EFI_CC_EVENT *EfiCcEvent);
    EFI_STATUS(EFIAPI *MapPcrToMrIndex)
    (EFI_CC_MEASUREMENT_PROTOCOL *This, TCG_PCRINDEX PcrIndex, EFI_CC_MR_INDEX *MrIndex);
};
UEFI_LAYOUT(EFI_CC_MEASUREMENT_PROTOCOL, 32, 16);
