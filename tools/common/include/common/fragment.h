/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * News fragments: what a change wants to be told by, a file in the newsletter's folder of
 * fragments.
 *
 *     newsletter/fragments/range-map.x86_64.added.md:    Map whole ranges in one call
 *                          SLUG      PROJECT KIND
 *
 * SLUG may have dots of its own, PROJECT and KIND have none. `preflight note` writes them,
 * thismonth tells a change in the words of the first line, `make release` moves the text to the
 * CHANGELOG.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"

/* The parts of a name. */
struct fragment {
    const char *slug, *project, *kind;
};

/* Takes a file's name (no folders) apart. false: it is no fragment; *ret_fragment is untouched.
 * Whether the project and the kind exist is not asked. */
bool fragment_parse(struct arena *, const char *name, struct fragment *ret_fragment);

/* Keep a Changelog's six, in its order; NULL ends them. */
extern const char *const fragment_kinds[];
/* The heading that `kind` has in a CHANGELOG ("Added"), or NULL: it is none of the six. */
const char *fragment_heading(const char *kind);

/* The first line that is not blank, without marks of a heading or a list before it; NULL: there is
 * none. `text` need not be terminated. */
const char *fragment_headline(struct arena *, const char *text, size_t n);
