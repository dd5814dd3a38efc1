/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A text that grows: bytes with a length, always NUL-terminated, may hold any bytes.
 *
 *     struct text t = {0};                       // all-zero is the empty text
 *     text_addf(&t, "%zu changes\n", n);
 *     text_release(&t);
 *
 * Out of memory ends the program (host tools only). Threads: one text per thread.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/status.h"

struct text {
    char *at; /* NULL while empty and never added to; use text_cstr() */
    size_t n; /* bytes, without the NUL */
    size_t cap;
};

void text_add(struct text *, const char *bytes, size_t n);
void text_adds(struct text *, const char *);
void text_addc(struct text *, char);
void text_addf(struct text *, const char *format, ...) PRINTF(2, 3);
void text_clear(struct text *);   /* empties, keeps the memory */
void text_release(struct text *); /* frees; the text is empty and usable again */
const char *text_cstr(const struct text *);

/* Length of the UTF-8 sequence at s (1 to 4), or 0 if the bytes there are no valid UTF-8. */
size_t utf8_length(const char *s, size_t n);
/* Levenshtein distance of two short words, in bytes; words over 64 bytes count as far apart. */
size_t edit_distance(const char *a, const char *b);
bool starts_with(const char *s, const char *prefix);
bool ends_with(const char *s, const char *suffix);
