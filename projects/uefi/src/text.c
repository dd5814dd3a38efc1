/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * UTF-16 and UTF-8. Two decoders, two encoders, and everything else is a loop over them.
 *
 * A decoder always moves on, by one unit at least, and never past `length`: so every loop here
 * ends.
 */
#include "uefi/text.h"

size_t uefi_utf16_length(const uefi_char16 *text, size_t max)
{
    size_t length = 0;
    while (length < max && text[length])
        length++;
    return length;
}

bool uefi_utf16_ends(const uefi_char16 *text, size_t cap, size_t *ret_length)
{
    size_t length = uefi_utf16_length(text, cap);
    if (length == cap)
        return false;
    *ret_length = length;
    return true;
}

bool uefi_utf16_equal(const uefi_char16 *a, const uefi_char16 *b)
{
    size_t i = 0;
    while (a[i] && a[i] == b[i])
        i++;
    return a[i] == b[i];
}

uint32_t uefi_utf16_next(const uefi_char16 *text, size_t length, size_t *at)
{
    uint32_t unit = text[(*at)++];
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit > 0xDBFF || *at >= length)
        return UEFI_TEXT_BAD;
    uint32_t low = text[*at];
    if (low < 0xDC00 || low > 0xDFFF)
        return UEFI_TEXT_BAD;
    (*at)++;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

uint32_t uefi_utf8_next(const char *text, size_t length, size_t *at)
{
    uint32_t first = (unsigned char)text[(*at)++];
    if (first < 0x80)
        return first;
    if (first < 0xC2 || first > 0xF4)
        return UEFI_TEXT_BAD;
    unsigned more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    uint32_t character = first & (0x3Fu >> more);
    /* What may follow the first byte keeps over-long forms, surrogates and > U+10FFFF out. */
    uint32_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    uint32_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (; more; more--, low = 0x80, high = 0xBF) {
        if (*at >= length)
            return UEFI_TEXT_BAD;
        uint32_t unit = (unsigned char)text[*at];
        if (unit < low || unit > high)
            return UEFI_TEXT_BAD;
        character = character << 6 | (unit & 0x3F);
        (*at)++;
    }
    return character;
}

static uint32_t character_or_replacement(uint32_t character)
{
    bool good = character < 0xD800 || (character > 0xDFFF && character <= 0x10FFFF);
    return good ? character : UEFI_TEXT_REPLACEMENT;
}

size_t uefi_utf8_put(char ret_units[4], uint32_t character)
{
    character = character_or_replacement(character);
    if (character < 0x80) {
        ret_units[0] = (char)character;
        return 1;
    }
    size_t count = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = count - 1; i; i--, character >>= 6)
        ret_units[i] = (char)(0x80 | (character & 0x3F));
    ret_units[0] = (char)((0xF00u >> count & 0xF0) | character);
    return count;
}

size_t uefi_utf16_put(char16_t ret_units[2], uint32_t character)
{
    character = character_or_replacement(character);
    if (character < 0x10000) {
        ret_units[0] = (char16_t)character;
        return 1;
    }
    ret_units[0] = (char16_t)(0xD800 + ((character - 0x10000) >> 10));
    ret_units[1] = (char16_t)(0xDC00 + (character & 0x3FF));
    return 2;
}

bool uefi_utf16_valid(const uefi_char16 *text, size_t length)
{
    for (size_t at = 0; at < length && text[at];)
        if (uefi_utf16_next(text, length, &at) == UEFI_TEXT_BAD)
            return false;
    return true;
}

bool uefi_utf8_valid(const char *text, size_t length)
{
    for (size_t at = 0; at < length && text[at];)
        if (uefi_utf8_next(text, length, &at) == UEFI_TEXT_BAD)
            return false;
    return true;
}

size_t uefi_utf16_to_utf8(char *buf, size_t cap, const uefi_char16 *text, size_t length)
{
    size_t wanted = 0, written = 0;
    for (size_t at = 0; at < length && text[at];) {
        char units[4];
        size_t count = uefi_utf8_put(units, uefi_utf16_next(text, length, &at));
        if (written == wanted && count < cap - written) {
            for (size_t i = 0; i < count; i++)
                buf[written++] = units[i];
        }
        wanted += count;
    }
    if (cap)
        buf[written] = 0;
    return wanted;
}

size_t uefi_utf8_to_utf16(char16_t *buf, size_t cap, const char *text, size_t length)
{
    size_t wanted = 0, written = 0;
    for (size_t at = 0; at < length && text[at];) {
        char16_t units[2];
        size_t count = uefi_utf16_put(units, uefi_utf8_next(text, length, &at));
        if (written == wanted && count < cap - written) {
            for (size_t i = 0; i < count; i++)
                buf[written++] = units[i];
        }
        wanted += count;
    }
    if (cap)
        buf[written] = 0;
    return wanted;
}
