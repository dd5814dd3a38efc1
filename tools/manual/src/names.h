/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the headers declare, and where a reader finds it. A name is found by its id: `x86_map` for
 * what C calls by its name alone, `struct.x86_space` for a tag, `struct.x86_space.root` for a
 * member. Ids are permalinks too, so they follow from the name and its kind alone.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"

enum name_kind {
    NAME_FUNCTION,
    NAME_MACRO,
    NAME_STRUCT,
    NAME_UNION,
    NAME_ENUM,
    NAME_TYPE,
    NAME_CONSTANT, /* of an enum */
    NAME_VARIABLE,
    NAME_MEMBER,
};
const char *name_kind_word(enum name_kind); /* "function", ... */

struct name {
    const char *id, *text; /* `text`: as C calls it */
    enum name_kind kind;
    const char *project, *page; /* "x86_64", "instructions/tlb" */
    const char *about;          /* one line, "" if there is none */
};

struct names {
    LIST(struct name *) sorted; /* by id, bytewise; one of each */
    LIST(const char *) headers; /* "x86_64/paging.h", of all projects */
};

/* Adds it, unless its id is there. Returns what is there now. */
struct name *names_add(struct arena *, struct names *, const struct name *);

/* The name with this id, or NULL. */
struct name *names_get(const struct names *, const char *id);

/* The name that `word` of n bytes stands for behind the keyword `tag` ("struct", "union", "enum",
 * or NULL: none stands there). NULL: nobody knows it. */
const struct name *names_find(const struct names *, const char *tag, const char *word, size_t n);

/* The header called so in an #include, or NULL. */
const char *names_header(const struct names *, const char *word, size_t n);
