/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A line of text with marks, as the templates of the site read it: a JSON array of strings (plain
 * text) and of arrays
 *
 *     ["k", "static"]                                 keyword; "s" string, "n" number, "c" comment,
 * "x" code in prose
 *     ["a", "x86_map", "projects/x86_64/api/paging/", "x86_map"]     link to a name or a header; ""
 * is this page
 *     ["u", "https://...", "https://..."]             link to elsewhere
 *     ["d", "x86_map", "x86_map"]                     declared here: text, id; "m" likewise, for
 * members
 *
 * Nothing here is HTML: whatever a comment holds is text until a template escapes it.
 */
#pragma once
#include "common/text.h"
#include "names.h"

/* Where the text stands, for links. */
struct place {
    const struct names *names;
    const char *project, *page;
};

struct runs {
    const struct place *place;
    struct text *out;  /* JSON */
    struct text plain; /* not written yet */
    bool any;
};

void runs_begin(struct runs *, const struct place *, struct text *out);
void runs_end(struct runs *);

void runs_text(struct runs *, const char *text, size_t n);
void runs_mark(struct runs *, const char *kind, const char *text, size_t n);
void runs_declared(struct runs *, const char *kind, const char *text, size_t n, const char *id);
void runs_url(struct runs *, const char *url, size_t n);
/* A link to what `text` names, where it is declared elsewhere than `text` itself. */
void runs_name(struct runs *, const struct name *, const char *text, size_t n);
void runs_header(struct runs *, const char *header, const char *text, size_t n);

/* The page of a header: "x86_64/instructions/tlb.h" is "instructions/tlb" of the project x86_64. */
void page_of_header(struct text *out, const char *header);
