/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * C as lines with marks (runs.h): words, texts, numbers and comments told apart, known names
 * linked, declared names marked with their ids. Declarations are laid out anew where a long one is
 * easier to read with a parameter a line.
 */
#pragma once
#include "lex.h"
#include "runs.h"

/* A declared name in a header's text. */
struct mark {
    size_t at; /* first byte */
    const char *id;
    bool member;
};

struct mark_list {
    struct mark *at;
    size_t n, cap;
};

/* An example: as it stands, comments too. Tables and pictures have known names linked and nothing
 * else. */
void code_example(struct runs *, const char *text);

/* Tokens [first, last) of `text` as one declaration, without comments; line breaks only before the
 * parameters of a long one: then true. */
bool code_declaration(struct runs *, const char *text, const struct token_list *, size_t first,
                      size_t last, const struct mark_list *);

/* A #define: its whole line, or for a long macro with parameters what stands before its body, and
 * "...". */
void code_define(struct runs *, const char *text, const struct token *directive,
                 const struct mark_list *);
