/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Small protocols of the platform: a timestamp (UEFI 2.10, 39.1), word of a reset (39.2), and what
 * may be done with pages (37.7).
 *
 * Wraps: EFI_TIMESTAMP_PROTOCOL
 * Wraps: EFI_RESET_NOTIFICATION_PROTOCOL
 * Wraps: EFI_MEMORY_ATTRIBUTE_PROTOCOL
 */
#pragma once
#include "uefi/memory.h"
#include "uefi/protocol.h"
#include "uefi/raw/platform.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- Timestamp ------------------------------------------------------------------------------- */

struct uefi_timestamp {
    EFI_TIMESTAMP_PROTOCOL *raw;
    struct uefi_opened opened;
    EFI_TIMESTAMP_PROPERTIES properties; /* read when it is opened */
};

/* EFI_UNSUPPORTED: none. EFI_PROTOCOL_ERROR: it has no frequency or no end. */
UEFI_MUST_CHECK uefi_status uefi_timestamp_open(struct uefi_timestamp *ret_timestamp);
UEFI_MUST_CHECK uefi_status uefi_timestamp_open_on(struct uefi_handle,
                                                   struct uefi_timestamp *ret_timestamp);
void uefi_timestamp_close(struct uefi_timestamp *);

/* The counter, which runs from 0 to properties.EndValue and begins again. */
UEFI_MUST_CHECK uefi_status uefi_timestamp_get(struct uefi_timestamp *, uint64_t *ret_count);

/* Nanoseconds from one value to another one, which was read less than one round later. The end of
 * all numbers if there are more. */
uint64_t uefi_timestamp_between(const struct uefi_timestamp *, uint64_t from, uint64_t to);

/* --- Word of a reset ------------------------------------------------------------------------- */

/* Calls a function before the machine is reset through ResetSystem; until closed. */
struct uefi_reset_notify {
    EFI_RESET_NOTIFICATION_PROTOCOL *raw; /* NULL: not registered */
    EFI_RESET_SYSTEM function;
};

/* EFI_UNSUPPORTED: firmware does not tell. EFI_ALREADY_STARTED: that function is there already. */
UEFI_MUST_CHECK uefi_status uefi_reset_notify_open(EFI_RESET_SYSTEM function,
                                                   struct uefi_reset_notify *ret_notify);
/* Harmless twice, on an all-zero struct, and after boot services are gone. */
void uefi_reset_notify_close(struct uefi_reset_notify *);

/* --- What may be done with pages ------------------------------------------------------------- */

struct uefi_memory_attribute {
    EFI_MEMORY_ATTRIBUTE_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: none; what firmware protects cannot be changed then. */
UEFI_MUST_CHECK uefi_status uefi_memory_attribute_open(struct uefi_memory_attribute *ret_attribute);
UEFI_MUST_CHECK uefi_status
uefi_memory_attribute_open_on(struct uefi_handle, struct uefi_memory_attribute *ret_attribute);
void uefi_memory_attribute_close(struct uefi_memory_attribute *);

/*
 * EFI_MEMORY_RP, EFI_MEMORY_XP and EFI_MEMORY_RO of whole pages: read, added, taken away.
 *
 *   EFI_INVALID_PARAMETER   not whole pages, none, or other attributes
 *   EFI_NO_MAPPING          get: the pages differ, or are not mapped
 *   EFI_PROTOCOL_ERROR      get: other attributes
 */
UEFI_MUST_CHECK uefi_status uefi_memory_attribute_get(struct uefi_memory_attribute *,
                                                      struct uefi_pages, uint64_t *ret_attributes);
UEFI_MUST_CHECK uefi_status uefi_memory_attribute_set(struct uefi_memory_attribute *,
                                                      struct uefi_pages, uint64_t attributes);
UEFI_MUST_CHECK uefi_status uefi_memory_attribute_clear(struct uefi_memory_attribute *,
                                                        struct uefi_pages, uint64_t attributes);

#ifdef __cplusplus
}
#endif
