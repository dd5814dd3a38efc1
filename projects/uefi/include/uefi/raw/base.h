/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The words that all raw headers are made of: integers, handles, GUIDs, status codes (UEFI 2.3.1,
 * appendix D).
 *
 * The raw layer is the firmware's side of the fence: names, members and numbers are the
 * specification's own, nothing here has behaviour, and nothing here checks anything. One header per
 * family of protocols; each protocol has its EFI_..._PROTOCOL_GUID in initialiser form (`static
 * const EFI_GUID g = EFI_BLOCK_IO_PROTOCOL_GUID;`). Functions that the specification names only to
 * fill a member have no type of their own; functions that callers supply have.
 *
 * Layouts are those of firmware, the `windows` targets of the compilers, for 64-bit and 32-bit
 * pointers, and are asserted. On x86-64 the calling convention is Microsoft's on every target, so
 * that a host process can play firmware.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define UEFI_STATIC_ASSERT(condition, text) static_assert(condition, text)
typedef char16_t CHAR16;
#else
#define UEFI_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
typedef __CHAR16_TYPE__ char16_t;
typedef char16_t CHAR16; /* one unit of UTF-16; u"" literals are made of it */
#endif

/* The calling convention of firmware. */
#if defined(__x86_64__) && !defined(_WIN32)
#define EFIAPI __attribute__((ms_abi))
#else
#define EFIAPI
#endif

/* The System V ABI of i386 would align 64-bit members to 4 bytes only. */
#if defined(__i386__) && !defined(_WIN32)
#define UEFI_ALIGN64 __attribute__((aligned(8)))
#else
#define UEFI_ALIGN64
#endif

/* Bytes of `type`, and where `member` lies in it, with pointers of 64 and of 32 bits. */
#define UEFI_LAYOUT(type, size64, size32)                                           \
    UEFI_STATIC_ASSERT(sizeof(type) == (sizeof(void *) == 8 ? (size64) : (size32)), \
                       "size of " #type)
#define UEFI_OFFSET(type, member, offset64, offset32)                                             \
    UEFI_STATIC_ASSERT(offsetof(type, member) == (sizeof(void *) == 8 ? (offset64) : (offset32)), \
                       "offset of " #type "." #member)

/* A structure whose members follow each other without padding. */
#define UEFI_PACKED __attribute__((packed))

typedef uint8_t BOOLEAN; /* FALSE or TRUE; firmware may store another value, which counts as TRUE */
typedef intptr_t INTN;
typedef uintptr_t UINTN;
typedef int8_t INT8;
typedef uint8_t UINT8;
typedef int16_t INT16;
typedef uint16_t UINT16;
typedef int32_t INT32;
typedef uint32_t UINT32;
typedef int64_t INT64 UEFI_ALIGN64;
typedef uint64_t UINT64 UEFI_ALIGN64;
typedef char CHAR8; /* one byte of ASCII, Latin 1 or UTF-8, as the place says */
typedef void VOID;

#define FALSE ((BOOLEAN)0)
#define TRUE  ((BOOLEAN)1)

typedef UINTN EFI_STATUS;
typedef VOID *EFI_HANDLE;
typedef VOID *EFI_EVENT;
typedef UINTN EFI_TPL;
typedef UINT64 EFI_LBA;
typedef UINT64 EFI_PHYSICAL_ADDRESS;
typedef UINT64 EFI_VIRTUAL_ADDRESS;

/* Printed as 8-4-4-4-12 digits: the first three members are numbers, the rest bytes in order
 * (appendix A). */
typedef struct {
    UINT32 Data1;
    UINT16 Data2;
    UINT16 Data3;
    UINT8 Data4[8];
} EFI_GUID;
UEFI_LAYOUT(EFI_GUID, 16, 16);

/* The initialiser of a GUID, its digits in the order in which it is printed. */
#define UEFI_GUID(d1, d2, d3, d4, d5)                                                    \
    {                                                                                    \
        d1, d2, d3,                                                                      \
        {                                                                                \
            UEFI_BYTE(d4, 8), UEFI_BYTE(d4, 0), UEFI_BYTE(d5, 40), UEFI_BYTE(d5, 32),    \
                UEFI_BYTE(d5, 24), UEFI_BYTE(d5, 16), UEFI_BYTE(d5, 8), UEFI_BYTE(d5, 0) \
        }                                                                                \
    }
#define UEFI_BYTE(value, shift) ((UINT8)((UINT64)(value) >> (shift)))

typedef struct {
    UINT8 Addr[32];
} EFI_MAC_ADDRESS;
UEFI_LAYOUT(EFI_MAC_ADDRESS, 32, 32);

typedef struct {
    UINT8 Addr[4];
} EFI_IPv4_ADDRESS;
UEFI_LAYOUT(EFI_IPv4_ADDRESS, 4, 4);

typedef struct {
    UINT8 Addr[16];
} EFI_IPv6_ADDRESS;
UEFI_LAYOUT(EFI_IPv6_ADDRESS, 16, 16);

typedef union {
    UINT32 Addr[4]; /* makes the union aligned to 4 bytes */
    EFI_IPv4_ADDRESS v4;
    EFI_IPv6_ADDRESS v6;
} EFI_IP_ADDRESS;
UEFI_LAYOUT(EFI_IP_ADDRESS, 16, 16);

/* 1900 to 9999; the zone is minutes from UTC, or unknown (8.3.1). */
typedef struct {
    UINT16 Year;
    UINT8 Month;
    UINT8 Day;
    UINT8 Hour;
    UINT8 Minute;
    UINT8 Second;
    UINT8 Pad1;
    UINT32 Nanosecond;
    INT16 TimeZone; /* -1440 to 1440, or EFI_UNSPECIFIED_TIMEZONE */
    UINT8 Daylight; /* EFI_TIME_ADJUST_DAYLIGHT, EFI_TIME_IN_DAYLIGHT */
    UINT8 Pad2;
} EFI_TIME;
UEFI_LAYOUT(EFI_TIME, 16, 16);

#define EFI_TIME_ADJUST_DAYLIGHT 0x01
#define EFI_TIME_IN_DAYLIGHT     0x02
#define EFI_UNSPECIFIED_TIMEZONE 0x07FF

/* What every table of services begins with (4.2). The CRC32 is over HeaderSize bytes, with itself
 * taken as 0. */
typedef struct {
    UINT64 Signature;
    UINT32 Revision; /* major in the upper half, minor * 10 + patch in the lower */
    UINT32 HeaderSize;
    UINT32 CRC32;
    UINT32 Reserved;
} EFI_TABLE_HEADER;
UEFI_LAYOUT(EFI_TABLE_HEADER, 24, 24);

/* Status codes (appendix D): 0, warnings, and errors, which have the highest bit set. With the
 * second highest bit set too, or alone for warnings, a code belongs to the maker of the machine. */
#define UEFI_ERROR_BIT     (~(~(EFI_STATUS)0 >> 1))
#define UEFI_OEM_BIT       (UEFI_ERROR_BIT >> 1)
#define UEFI_ERROR_CODE(n) (UEFI_ERROR_BIT | (EFI_STATUS)(n))

#define EFI_SUCCESS ((EFI_STATUS)0)

#define EFI_WARN_UNKNOWN_GLYPH    ((EFI_STATUS)1)
#define EFI_WARN_DELETE_FAILURE   ((EFI_STATUS)2)
#define EFI_WARN_WRITE_FAILURE    ((EFI_STATUS)3)
#define EFI_WARN_BUFFER_TOO_SMALL ((EFI_STATUS)4)
#define EFI_WARN_STALE_DATA       ((EFI_STATUS)5)
#define EFI_WARN_FILE_SYSTEM      ((EFI_STATUS)6)
#define EFI_WARN_RESET_REQUIRED   ((EFI_STATUS)7)

#define EFI_LOAD_ERROR           UEFI_ERROR_CODE(1)
#define EFI_INVALID_PARAMETER    UEFI_ERROR_CODE(2)
#define EFI_UNSUPPORTED          UEFI_ERROR_CODE(3)
#define EFI_BAD_BUFFER_SIZE      UEFI_ERROR_CODE(4)
#define EFI_BUFFER_TOO_SMALL     UEFI_ERROR_CODE(5)
#define EFI_NOT_READY            UEFI_ERROR_CODE(6)
#define EFI_DEVICE_ERROR         UEFI_ERROR_CODE(7)
#define EFI_WRITE_PROTECTED      UEFI_ERROR_CODE(8)
#define EFI_OUT_OF_RESOURCES     UEFI_ERROR_CODE(9)
#define EFI_VOLUME_CORRUPTED     UEFI_ERROR_CODE(10)
#define EFI_VOLUME_FULL          UEFI_ERROR_CODE(11)
#define EFI_NO_MEDIA             UEFI_ERROR_CODE(12)
#define EFI_MEDIA_CHANGED        UEFI_ERROR_CODE(13)
#define EFI_NOT_FOUND            UEFI_ERROR_CODE(14)
#define EFI_ACCESS_DENIED        UEFI_ERROR_CODE(15)
#define EFI_NO_RESPONSE          UEFI_ERROR_CODE(16)
#define EFI_NO_MAPPING           UEFI_ERROR_CODE(17)
#define EFI_TIMEOUT              UEFI_ERROR_CODE(18)
#define EFI_NOT_STARTED          UEFI_ERROR_CODE(19)
#define EFI_ALREADY_STARTED      UEFI_ERROR_CODE(20)
#define EFI_ABORTED              UEFI_ERROR_CODE(21)
#define EFI_ICMP_ERROR           UEFI_ERROR_CODE(22)
#define EFI_TFTP_ERROR           UEFI_ERROR_CODE(23)
#define EFI_PROTOCOL_ERROR       UEFI_ERROR_CODE(24)
#define EFI_INCOMPATIBLE_VERSION UEFI_ERROR_CODE(25)
#define EFI_SECURITY_VIOLATION   UEFI_ERROR_CODE(26)
#define EFI_CRC_ERROR            UEFI_ERROR_CODE(27)
#define EFI_END_OF_MEDIA         UEFI_ERROR_CODE(28)
#define EFI_END_OF_FILE          UEFI_ERROR_CODE(31)
#define EFI_INVALID_LANGUAGE     UEFI_ERROR_CODE(32)
#define EFI_COMPROMISED_DATA     UEFI_ERROR_CODE(33)
#define EFI_IP_ADDRESS_CONFLICT  UEFI_ERROR_CODE(34)
#define EFI_HTTP_ERROR           UEFI_ERROR_CODE(35)

/* Errors that network protocols add (28.1, 28.2, 29.6): what the other side or a router on the way
 * said. */
#define EFI_NETWORK_UNREACHABLE  UEFI_ERROR_CODE(100)
#define EFI_HOST_UNREACHABLE     UEFI_ERROR_CODE(101)
#define EFI_PROTOCOL_UNREACHABLE UEFI_ERROR_CODE(102)
#define EFI_PORT_UNREACHABLE     UEFI_ERROR_CODE(103)
#define EFI_CONNECTION_FIN       UEFI_ERROR_CODE(104)
#define EFI_CONNECTION_RESET     UEFI_ERROR_CODE(105)
#define EFI_CONNECTION_REFUSED   UEFI_ERROR_CODE(106)

/* Protocols and tables that one header names and another describes. */
typedef struct EFI_DEVICE_PATH_PROTOCOL EFI_DEVICE_PATH_PROTOCOL;
typedef struct EFI_SIMPLE_TEXT_INPUT_PROTOCOL EFI_SIMPLE_TEXT_INPUT_PROTOCOL;
typedef struct EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL;
typedef struct EFI_BOOT_SERVICES EFI_BOOT_SERVICES;
typedef struct EFI_RUNTIME_SERVICES EFI_RUNTIME_SERVICES;
typedef struct EFI_SYSTEM_TABLE EFI_SYSTEM_TABLE;
