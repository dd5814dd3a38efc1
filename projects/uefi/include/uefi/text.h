/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Text: UEFI speaks UTF-16, C speaks UTF-8; both ways, with surrogates, into the caller's buffer.
 *
 *     char name[64];
 *     uefi_utf16_to_utf8(name, sizeof name, info->FileName, SIZE_MAX);
 *
 * Lengths count units (char16_t or char), never bytes of UTF-16, and leave the NUL out. A `length`
 * is a bound: reading stops there or before a NUL, whichever comes first; SIZE_MAX says that the
 * text is known to end with a NUL.
 *
 * Conversion never fails. What is no Unicode becomes U+FFFD: a surrogate without its other half,
 * and in UTF-8 each longest beginning of a character that breaks off (as Unicode's chapter 3
 * advises); so over-long forms, surrogates and what lies above U+10FFFF are not let through. Who
 * must know asks uefi_utf16_valid() or uefi_utf8_valid() first.
 *
 * Results come as from snprintf: the length that the whole text would have, ended by a NUL whenever
 * cap is not 0. When it does not fit, whole characters are left out, never halves.
 *
 * Thread safety: no state, any thread.
 */
#pragma once
#include "uefi/raw/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * UTF-16 wherever it stands: packed structures and variables hold it at odd addresses too. A
 * pointer to char16_t converts to a pointer to this one by itself.
 */
typedef char16_t uefi_char16 __attribute__((aligned(1), may_alias));

#define UEFI_TEXT_BAD         0xFFFFFFFFu /* of the decoders: no character here */
#define UEFI_TEXT_REPLACEMENT 0xFFFDu     /* what takes its place */

/* Units before the NUL, at most max. */
size_t uefi_utf16_length(const uefi_char16 *text, size_t max);

/* Is there a NUL among the first `cap` units? Then its position. For what firmware left in a
 * buffer. */
bool uefi_utf16_ends(const uefi_char16 *text, size_t cap, size_t *ret_length);

/* The same units up to the NUL; neither reads beyond its own. */
bool uefi_utf16_equal(const uefi_char16 *a, const uefi_char16 *b);

/* Decodes the character at *at (< length) and moves *at behind it; UEFI_TEXT_BAD: it is none. */
uint32_t uefi_utf16_next(const uefi_char16 *text, size_t length, size_t *at);
uint32_t uefi_utf8_next(const char *text, size_t length, size_t *at);

/* Encodes a character (U+FFFD in the place of none); returns the units used: up to 4, up to 2. */
size_t uefi_utf8_put(char ret_units[4], uint32_t character);
size_t uefi_utf16_put(char16_t ret_units[2], uint32_t character);

/* Nothing in it would be replaced. */
bool uefi_utf16_valid(const uefi_char16 *text, size_t length);
bool uefi_utf8_valid(const char *text, size_t length);

/* Convert; buf may be NULL when cap is 0. Return the length wanted, without the NUL. */
size_t uefi_utf16_to_utf8(char *buf, size_t cap, const uefi_char16 *text, size_t length);
size_t uefi_utf8_to_utf16(char16_t *buf, size_t cap, const char *text, size_t length);

#ifdef __cplusplus
}
#endif
