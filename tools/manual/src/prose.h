/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Comments as text. There is no markup in them but what everybody writes anyway:
 *
 *     - a line that begins with "- " is an item of a list
 *     lines that are indented by four blanks are an example or a picture
 *     two or three blanks, then "WORD   what it means", are a row of a table
 *     `code`, names_with_underscores, calls(), and the names of headers are code; known ones are
 * links
 *
 * As JSON, blocks are {"p": runs}, {"ul": [runs, ...]}, {"pre": runs} and {"dl": [[runs, runs],
 * ...]}; runs.h has the runs.
 */
#pragma once
#include "runs.h"

/* The lines inside a comment of n bytes, without its marks, stars, and the blank behind each star.
 * `column` is how far right the comment begins: a line without a star is taken that far to the
 * left. */
char *prose_of_comment(struct arena *, const char *comment, size_t n, size_t column);

/* If the text begins with a heading, "---- Title -----": the title, and *text is what follows. Else
 * NULL. */
char *prose_heading(struct arena *, const char **text);

/* Blocks, as a JSON array. */
void prose_blocks(const struct place *, const char *prose, struct text *out);

/* The first sentence as plain text; "" if the text begins with something else than one. */
char *prose_sentence(struct arena *, const char *prose);
