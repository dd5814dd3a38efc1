/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A text that grows, and the few questions about strings that all tools ask: see text.h. */
#include "common/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and the NUL. */
static void reserve(struct text *text, size_t more)
{
    size_t needed;
    if (__builtin_add_overflow(text->n, more, &needed) || needed >= SIZE_MAX / 2)
        needed = SIZE_MAX / 2;
    if (needed < text->cap)
        return;
    size_t cap = text->cap ? text->cap : 64;
    while (cap <= needed)
        cap *= 2;
    char *at = realloc(text->at, cap);
    if (!at) {
        fprintf(stderr, "out of memory (%zu bytes wanted)\n", cap);
        exit(STATUS_WORLD);
    }
    text->at = at;
    text->cap = cap;
}

void text_add(struct text *text, const char *bytes, size_t n)
{
    reserve(text, n);
    if (n)
        memcpy(text->at + text->n, bytes, n);
    text->n += n;
    text->at[text->n] = '\0';
}

void text_adds(struct text *text, const char *s)
{
    text_add(text, s, strlen(s));
}

void text_addc(struct text *text, char c)
{
    text_add(text, &c, 1);
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0)
        BUG("bad format \"%s\"", format);
    reserve(text, (size_t)n);
    vsnprintf(text->at + text->n, (size_t)n + 1, format, again);
    text->n += (size_t)n;
    va_end(again);
    va_end(args);
}

void text_clear(struct text *text)
{
    text->n = 0;
    if (text->at)
        text->at[0] = '\0';
}

void text_release(struct text *text)
{
    free(text->at);
    *text = (struct text){0};
}

const char *text_cstr(const struct text *text)
{
    return text->at ? text->at : "";
}

size_t utf8_length(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    if (n == 0)
        return 0;
    if (u[0] < 0x80)
        return 1;
    size_t length = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    if (u[0] < 0xC2 || u[0] > 0xF4 || length > n)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((u[i] & 0xC0) != 0x80)
            return 0;
    /* overlong forms, surrogates, beyond U+10FFFF (RFC 3629) */
    if ((u[0] == 0xE0 && u[1] < 0xA0) || (u[0] == 0xED && u[1] > 0x9F) ||
        (u[0] == 0xF0 && u[1] < 0x90) || (u[0] == 0xF4 && u[1] > 0x8F))
        return 0;
    return length;
}

size_t edit_distance(const char *a, const char *b)
{
    enum { LONGEST = 64 };
    size_t na = strlen(a), nb = strlen(b);
    if (na > LONGEST || nb > LONGEST)
        return LONGEST + 1;
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[nb];
}

bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool ends_with(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && strcmp(s + n - m, suffix) == 0;
}
