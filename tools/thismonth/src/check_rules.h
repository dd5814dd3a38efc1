/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What the rules of check share: the file that is being checked, and how a finding is made. */
#pragma once
#include "check.h"

struct checked {
    struct arena *arena;
    const struct check_input *in;
    const char *path;
    struct post post;
    bool draft;        /* the front matter says so, or cannot be read */
    const char *month; /* "2024-01", NULL: unknown */
    struct finding_list *findings;
};

void found(struct checked *, size_t line_index, const char *rule, const char *format, ...)
    PRINTF(4, 5);

/* The project whose section a heading begins, or NULL. */
const struct project *project_of_heading(struct checked *, const struct post_line *);
/* The project in whose section a line stands, or NULL; *ret_heading: the index of its heading. */
const struct project *project_of_line(struct checked *, size_t line, size_t *ret_heading);
/* "owner/name" of a project, NULL: unknown. */
const char *repository_of(const struct checked *, const struct project *);

/* check_links.c: bad-scheme, host-spelling, wrong-repository, text-number-mismatch of one file. */
void check_links(struct checked *);
/* check_thanks.c: thanks-missing, thanks-maintainer. */
void check_thanks(struct checked *);
