/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A header as its readers see it: paragraphs. Lines without a blank one between them are one item:
 * what is declared there, and the comment above it. A comment behind a declaration, on its line, is
 * of that declaration alone; one with a blank line below it is text; "---- Title ----" begins a
 * section.
 */
#pragma once
#include "header.h"

struct entry {
    const struct declaration *declaration;
    const char *behind; /* prose on its line, or NULL */
};

struct item {
    const char *text;           /* prose above, or NULL */
    LIST(struct entry) entries; /* none: it is text only */
};

struct section {
    const char *title; /* NULL: the first, before any heading */
    const char *text;  /* prose below the heading, or NULL */
    LIST(struct item) items;
};

struct outline {
    const char *about; /* prose of the opening comment; NULL: there is none */
    LIST(struct section) sections;
};

struct outline outline_read(struct arena *, const struct header *);

/* The prose of the comment `t`. */
char *outline_prose(struct arena *, const struct header *, const struct token *t);

/* Is there an empty line in [from, to)? */
bool is_parted(const struct header *, size_t from, size_t to);
