/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * C text as tokens: of a header, and of an example in a comment, which is no translation unit and
 * may be no C at all. So nothing is an error here: an unknown byte is punctuation, a text without
 * an end goes on to the end.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"

enum token_kind {
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_TEXT,        /* "..." or '.', with a prefix */
    TOKEN_PUNCTUATION, /* one byte, or "->" */
    TOKEN_COMMENT,     /* with its marks */
    TOKEN_DIRECTIVE,   /* a whole line from '#' on, with the lines that it continues on; no comment
                          at its end */
};

struct token {
    enum token_kind kind;
    size_t at, end; /* bytes of the text; `end` is behind the last */
};

struct token_list {
    struct token *at;
    size_t n, cap;
};

/* The tokens of n bytes (a text of `n` bytes ends with a NUL, which is not counted). */
struct token_list lex(struct arena *, const char *text, size_t n);

/* Is it a word of C? Types that are words (int, char) too. */
bool is_keyword(const char *name, size_t n);
