/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Strings compared and changed as a language does (UEFI 2.10, 21.1), without regard to case; and
 * names as FAT has them.
 *
 * Both editions are tried, the second first; they differ in how `languages` writes languages ("en",
 * "eng").
 *
 * Wraps: EFI_UNICODE_COLLATION_PROTOCOL2
 * Wraps: EFI_UNICODE_COLLATION_PROTOCOL
 */
#pragma once

#include "uefi/protocol.h"
#include "uefi/raw/strings.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_collation {
    EFI_UNICODE_COLLATION_PROTOCOL *raw;
    struct uefi_opened opened;
    bool first_edition;
};

/* EFI_UNSUPPORTED: none. */
UEFI_MUST_CHECK uefi_status uefi_collation_open(struct uefi_collation *ret_collation);
void uefi_collation_close(struct uefi_collation *);

/* Below, at or above 0, as a stands before, with or behind b. */
UEFI_MUST_CHECK uefi_status uefi_collation_compare(struct uefi_collation *, const char16_t *a,
                                                   const char16_t *b, int *ret_order);

/* Does the text match the pattern? * is any text, ? any character, [a-c] and [abc] one of those. */
UEFI_MUST_CHECK uefi_status uefi_collation_match(struct uefi_collation *, const char16_t *text,
                                                 const char16_t *pattern, bool *ret_matches);

/*
 * In place; `cap` units are the text's room.
 *
 *   EFI_INVALID_PARAMETER   no NUL in the room
 *   EFI_PROTOCOL_ERROR      the length has changed; it is cut to the room
 */
UEFI_MUST_CHECK uefi_status uefi_collation_lower(struct uefi_collation *, char16_t *text,
                                                 size_t cap);
UEFI_MUST_CHECK uefi_status uefi_collation_upper(struct uefi_collation *, char16_t *text,
                                                 size_t cap);

/*
 * A name of `size` bytes in FAT's code page as text; cap must be more than size.
 *
 *   EFI_BUFFER_TOO_SMALL   it is not
 *   EFI_PROTOCOL_ERROR     the text has no end
 */
UEFI_MUST_CHECK uefi_status uefi_collation_from_fat(struct uefi_collation *, const char *fat,
                                                    size_t size, char16_t *buf, size_t cap);

/* Text as at most `size` bytes of FAT's; *ret_changed: characters were replaced. Bytes left over
 * are 0. */
UEFI_MUST_CHECK uefi_status uefi_collation_to_fat(struct uefi_collation *, const char16_t *text,
                                                  char *fat, size_t size, bool *ret_changed);

#ifdef __cplusplus
}
#endif
