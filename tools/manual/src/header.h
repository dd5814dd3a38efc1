/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Public headers as libclang understands them: what each declares, in the header's own order, with
 * the bytes it takes. All headers of a project are one translation unit, so that each is parsed
 * once. What clang refuses, and what the manual has no form for, is an error with file and line.
 */
#pragma once
#include "code.h"
#include "common/status.h"
#include "names.h"

enum { NO_PLACE = (size_t)-1 };

/* A name that a declaration brings. */
struct declared {
    const char *text, *id;
    enum name_kind kind;
    size_t at;        /* where it stands in the header; NO_PLACE: a macro made it */
    long long number; /* of a constant */
};

enum shape {
    SHAPE_PLAIN,    /* up to its semicolon */
    SHAPE_FUNCTION, /* up to its body, if it has one */
    SHAPE_BRACES,   /* a struct, union or enum with its members, with a typedef around it or not */
    SHAPE_DEFINE,
    SHAPE_CALL, /* of a macro that declares */
};

struct declaration {
    enum shape shape;
    size_t at, end;            /* bytes of the header */
    size_t body;               /* of a function; 0: none */
    long long size;            /* of a struct or union, in bytes; 0: not known */
    LIST(struct declared) all; /* the first is what it is called; none: nothing new, or private */
};

struct header {
    const char *path;    /* from the root: "projects/x86_64/include/x86_64/paging.h" */
    const char *include; /* "x86_64/paging.h" */
    const char *project, *page;
    char *text;
    size_t n;
    struct token_list tokens;
    LIST(struct declaration) declarations; /* by `at`; none lies in another */
    struct mark_list marks;                /* by `at` */
};

typedef LIST(struct header) header_list;

/* Reads the headers in projects/PROJECT/include/PROJECT, with `include_folders` to look up what
 * they include. Names that end with an underscore are private, and left out. */
enum status headers_read(struct arena *, const char *project,
                         const struct string_list *include_folders, header_list *ret_headers,
                         struct error *) MUST_CHECK;
