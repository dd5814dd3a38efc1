/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A post as lines with meaning: what merge, check, publish and the reading of earlier issues all
 * need to know of it. The bytes are not copied and not changed; lines are views into them.
 */
#pragma once
#include <stdbool.h>

#include "common/arena.h"
#include "common/status.h"

/* A change that a post names: by its link, or by its commit id in backticks where it has no link.
 */
struct mention {
    const char *id; /* change_id() form; of a bare commit id "@0123456789ab" */
    unsigned line;  /* 1-based */
    bool item;      /* the first link of a list item (shown or hidden) */
    bool hidden;    /* inside an HTML comment */
};

struct mention_list {
    struct mention *at;
    size_t n, cap;
};

/* All changes that these bytes name, in order: pull request and commit links of GitHub (http too,
 * with or without www, a trailing /files, ?query or #fragment, an owner/name in another case) and
 * bare commit ids of list items. */
void post_mentions(struct arena *, const char *bytes, size_t n, struct mention_list *ret_mentions);
