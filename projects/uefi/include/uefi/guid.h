/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * GUIDs: names of protocols, variables' vendors, partitions.
 *
 *     text    8be4df61-93ca-11d2-aa0d-00e098032b8c
 *     bytes   61 df e4 8b  ca 93  d2 11  aa 0d  00 e0 98 03 2b 8c      (appendix A: the first three
 *                                                                      fields little-endian)
 *
 * An EFI_GUID in memory is these 16 bytes, aligned to 4. What stands at any address (packed
 * structures, variables, disks) goes through uefi_guid_from_bytes().
 *
 * Thread safety: no state, any thread.
 */
#pragma once
#include "uefi/raw/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define UEFI_GUID_TEXT_SIZE 37 /* of a buffer for the text, the NUL included */

/* All 16 bytes. */
bool uefi_guid_equal(const EFI_GUID *a, const EFI_GUID *b);

/* All zero, which stands for "none" in partition tables and elsewhere. */
bool uefi_guid_is_zero(const EFI_GUID *guid);

/* < 0, 0 or > 0, in the order of the text; for sorting and searching. */
int uefi_guid_compare(const EFI_GUID *a, const EFI_GUID *b);

/* From and to 16 bytes at any address. */
EFI_GUID uefi_guid_from_bytes(const void *bytes);
void uefi_guid_to_bytes(const EFI_GUID *guid, uint8_t ret_bytes[16]);

/* Lower-case text with a NUL, as RFC 4122 writes it; as snprintf: returns 36, and cuts to cap. */
size_t uefi_guid_format(char *buf, size_t cap, const EFI_GUID *guid);

/* Exactly 36 units, digits of either case, nothing before or behind: else false. */
bool uefi_guid_parse(const char *text, size_t length, EFI_GUID *ret_guid);

#ifdef __cplusplus
}
#endif
