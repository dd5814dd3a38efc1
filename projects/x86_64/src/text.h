/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Text into the caller's buffer, cut where it ends, counted on: what all _format() functions share.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct text {
    char *buf;
    size_t cap;    /* bytes in buf, the final zero included */
    size_t length; /* bytes wanted so far, without the final zero */
};

static inline struct text text_begin(char *buf, size_t cap)
{
    struct text text = {buf, cap, 0};
    return text;
}

static inline void text_char(struct text *text, char c)
{
    if (text->length + 1 < text->cap)
        text->buf[text->length] = c;
    text->length++;
}

static inline void text_bytes(struct text *text, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        text_char(text, bytes[i]);
}

static inline void text_string(struct text *text, const char *string)
{
    while (*string)
        text_char(text, *string++);
}

/* A space, unless nothing is there yet. */
static inline void text_separate(struct text *text)
{
    if (text->length)
        text_char(text, ' ');
}

/* "0x" and the digits needed, at least one. */
static inline void text_hex(struct text *text, uint64_t value)
{
    unsigned shift = 60;
    while (shift && !(value >> shift))
        shift -= 4;
    text_string(text, "0x");
    for (;; shift -= 4) {
        text_char(text, "0123456789abcdef"[value >> shift & 15]);
        if (!shift)
            break;
    }
}

static inline void text_decimal(struct text *text, uint64_t value)
{
    char digits[20];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while (value /= 10);
    while (n)
        text_char(text, digits[--n]);
}

/* Ends the text with a zero; the length wanted. */
static inline size_t text_end(struct text *text)
{
    if (text->cap)
        text->buf[text->length < text->cap ? text->length : text->cap - 1] = 0;
    return text->length;
}
