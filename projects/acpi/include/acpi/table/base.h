/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What all table structures are made of, and how to read them.
 *
 * The structures below acpi/table/ are the specification's, field by field and with its words. All
 * are packed: their alignment is 1, so any address will do, and numbers are little-endian as in
 * memory. The comment of a field begins with its offset; a test holds each to the layout the
 * compiler made of it. The comment above a structure names the table it belongs to, between quotes
 * as the signature has it, and which part of it:
 *
 *     "APIC"          the table itself              "APIC" 0        its sub-structures of type 0
 *     "MCFG" *        its sub-structures of any type, or entries that have none
 *     "DMAR" *.*      what stands inside its sub-structures          (walked by acpi/sub.h)
 *
 * Numbers in brackets are sections of the ACPI specification 6.5 unless another document is named.
 * Firmware may be older or newer than that, and a table shorter than its structure:
 * acpi_table_read() and acpi_sub_read() copy what is there and make the rest zero; reading through
 * a pointer needs the size looked at first.
 *
 * Thread safety: plain data.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define ACPI_PACKED __attribute__((packed))
#ifdef __cplusplus
#define ACPI_SIZE(type, size) static_assert(sizeof(struct type) == (size), #type)
#else
#define ACPI_SIZE(type, size) _Static_assert(sizeof(struct type) == (size), #type)
#endif

/* "*": System Description Table Header (5.2.6) */
struct acpi_header {
    char signature[4];         /* 0: ASCII, names the table */
    uint32_t length;           /* 4: of the whole table, header included */
    uint8_t revision;          /* 8: of the structure that the signature names */
    uint8_t checksum;          /* 9: all bytes of the table add up to zero */
    char oem_id[6];            /* 10 */
    char oem_table_id[8];      /* 16 */
    uint32_t oem_revision;     /* 24 */
    char creator_id[4];        /* 28: vendor of the utility that made the table */
    uint32_t creator_revision; /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_header, 36);

/* Address Space ID of a GAS (5.2.3.2) */
enum acpi_space {
    ACPI_SPACE_SYSTEM_MEMORY = 0,
    ACPI_SPACE_SYSTEM_IO = 1,
    ACPI_SPACE_PCI_CONFIG = 2, /* address: device, function, offset: one word each */
    ACPI_SPACE_EMBEDDED_CONTROLLER = 3,
    ACPI_SPACE_SMBUS = 4,
    ACPI_SPACE_CMOS = 5,
    ACPI_SPACE_PCI_BAR_TARGET = 6,
    ACPI_SPACE_IPMI = 7,
    ACPI_SPACE_GPIO = 8,
    ACPI_SPACE_GENERIC_SERIAL_BUS = 9,
    ACPI_SPACE_PCC = 10,
    ACPI_SPACE_PRM = 11,
    ACPI_SPACE_FIXED_HARDWARE = 0x7F,
};

/* "*": Generic Address Structure, GAS (5.2.3.2) */
struct acpi_gas {
    uint8_t space_id;    /* 0: enum acpi_space */
    uint8_t bit_width;   /* 1 */
    uint8_t bit_offset;  /* 2 */
    uint8_t access_size; /* 3: 0 undefined, else 1 << (n - 1) bytes */
    uint64_t address;    /* 4: all zero and nothing else set: no such register */
} ACPI_PACKED;
ACPI_SIZE(acpi_gas, 12);

/* "*": GUID as ToUUID lays it out (19.6.142) */
struct acpi_guid {
    uint32_t data1;   /* 0 */
    uint16_t data2;   /* 4 */
    uint16_t data3;   /* 6 */
    uint8_t data4[8]; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_guid, 16);
