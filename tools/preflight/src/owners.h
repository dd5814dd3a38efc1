/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Whom a change concerns, out of the project.json of each part: one owner a part (the first
 * maintainer with a login who has not left), and one assignee a change: the owner of the part that
 * most changed lines are in. Parts at the root (ci, newsletter) are everybody's and only win alone.
 *
 * The same is in files that GitHub reads. They are made of the records and never edited:
 *
 *     .github/CODEOWNERS            a line per part that has an owner
 *     .github/labels.yml            all labels of parts
 *     .github/labeler.yml           which of them a pull request gets
 *     .github/ISSUE_TEMPLATE/NAME.yml   a form per part: its label, its owner
 */
#pragma once
#include "common/arena.h"
#include "parts.h"
#include "report.h"

/* NULL: nobody with a login. */
const char *owner_login(const struct part *);
/* Is it everybody's? */
bool part_is_common(const struct part *);

struct generated {
    const char *path;
    const char *bytes; /* what should be in it; NULL: it should not be there */
};
struct generated_list {
    struct generated *at;
    size_t n, cap;
};
/* Those that are not as they should be. */
enum status owners_stale(struct arena *, const struct parts *, struct generated_list *ret_stale,
                         struct error *) MUST_CHECK;
/* Brings them up to date; a line for each in the report. */
enum status owners_write(struct arena *, const struct parts *, struct report *,
                         struct error *) MUST_CHECK;
/* A finding for each. */
enum status owners_check(struct arena *, const struct parts *, struct report *,
                         struct error *) MUST_CHECK;
