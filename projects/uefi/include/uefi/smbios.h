/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * SMBIOS (DMTF DSP0134): what the machine is made of. The table is a row of structures:
 *
 *     type | length | handle | fields ...... | "string 1" 0 "string 2" 0 0
 *     `------------ length bytes ----------'
 *
 *     struct uefi_smbios table;
 *     UEFI_TRY(uefi_smbios_find(&table));
 *     struct uefi_smbios_iter it = uefi_smbios_begin(&table);
 *     struct uefi_smbios_structure s;
 *     while (uefi_smbios_next(&it, &s))
 *         if (s.type == 1)
 *             ... uefi_smbios_string(&s, uefi_smbios_number(&s, 4, 1)) ...
 *
 * Nothing is read beyond the table, whatever is written in it; structures lie at any alignment.
 *
 * Wraps: EFI_SMBIOS_PROTOCOL
 */
#pragma once

#include "uefi/config.h"
#include "uefi/protocol.h"
#include "uefi/raw/platform.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- The table ------------------------------------------------------------------------------- */

struct uefi_smbios {
    const uint8_t *at;
    size_t size; /* bytes; the structures may end before */
    uint8_t major;
    uint8_t minor;
};

/*
 * The table that firmware handed over, that of version 3 before the older one.
 *
 *   EFI_NOT_FOUND          neither is there
 *   EFI_COMPROMISED_DATA   its entry point has another anchor, length or checksum, or no address
 */
UEFI_MUST_CHECK uefi_status uefi_smbios_find(struct uefi_smbios *ret_table);

/*
 * The same from the bytes of an entry point ("_SM3_", "_SM_"), of which `size` can be read.
 * Addresses are taken as they stand: firmware maps memory so.
 */
UEFI_MUST_CHECK uefi_status uefi_smbios_of(const void *entry_point, size_t size,
                                           struct uefi_smbios *ret_table);

struct uefi_smbios_structure {
    uint8_t type; /* 127 ends the table */
    uint16_t handle;
    const uint8_t *at; /* with the head of four bytes */
    size_t length;
    const char *strings; /* NULL: none */
    size_t strings_size; /* bytes, the last NUL included */
};

struct uefi_smbios_iter {
    uefi_status status; /* of the end: UEFI_OK, or EFI_COMPROMISED_DATA */
    const uint8_t *at;
    size_t left;
};

/* Stands before the first structure. The table must stay where it is. */
struct uefi_smbios_iter uefi_smbios_begin(const struct uefi_smbios *);

/* False at the end, and at a structure that does not fit into what is left (it.status tells). The
 * structure of type 127 is the last one given. */
bool uefi_smbios_next(struct uefi_smbios_iter *, struct uefi_smbios_structure *ret_structure);

/* The number of 1 to 8 bytes at an offset of the structure; 0 if the structure is too short for it,
 * as those of older versions are. */
uint64_t uefi_smbios_number(const struct uefi_smbios_structure *, size_t offset, size_t bytes);

/* String `index` (from 1), NUL-terminated; NULL for 0, which stands for no string, and for what is
 * not there. */
const char *uefi_smbios_string(const struct uefi_smbios_structure *, uint64_t index);

/* --- The protocol (PI 1.8, V-6): before the table is handed over -------------------------------
 */

struct uefi_smbios_protocol {
    EFI_SMBIOS_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: none. */
UEFI_MUST_CHECK uefi_status uefi_smbios_protocol_open(struct uefi_smbios_protocol *ret_protocol);
UEFI_MUST_CHECK uefi_status uefi_smbios_protocol_open_on(struct uefi_handle,
                                                         struct uefi_smbios_protocol *ret_protocol);
void uefi_smbios_protocol_close(struct uefi_smbios_protocol *);

/*
 * The structure behind *handle (0xFFFE: the first), of a type unless it is NULL; *handle moves to
 * it. The strings are looked for in UEFI_SMBIOS_STRINGS_MAX bytes.
 *
 *   EFI_NOT_FOUND        no more
 *   EFI_PROTOCOL_ERROR   NULL, a length below 4, another type, the same handle again, or strings
 * without end
 */
#define UEFI_SMBIOS_STRINGS_MAX 65536
UEFI_MUST_CHECK uefi_status uefi_smbios_protocol_next(struct uefi_smbios_protocol *,
                                                      uint16_t *handle, const uint8_t *type,
                                                      struct uefi_smbios_structure *ret_structure);

/*
 * Adds a structure: `record` holds it with its strings and the two NULs at the end, in `size`
 * bytes. Its handle is given, or, when 0xFFFE, chosen by firmware.
 *
 *   EFI_INVALID_PARAMETER   the bytes are no structure
 *   EFI_ALREADY_STARTED     the handle is taken
 */
UEFI_MUST_CHECK uefi_status uefi_smbios_protocol_add(struct uefi_smbios_protocol *,
                                                     const void *record, size_t size,
                                                     uint16_t handle, uint16_t *ret_handle);
UEFI_MUST_CHECK uefi_status uefi_smbios_protocol_remove(struct uefi_smbios_protocol *,
                                                        uint16_t handle);

#ifdef __cplusplus
}
#endif
