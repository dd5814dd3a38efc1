/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What stands within the lines of a post: comments, code, links, and the changes they name. */
#pragma once
#include "post.h"

struct inline_scan {
    struct arena *arena;
    struct post *post;
    bool in_comment;
    size_t comment_line; /* where the open comment began */
    size_t comment_begin;
    bool item_open; /* the line belongs to a list item, shown or hidden */
    bool item_nested;
    bool item_named; /* ... which has named its change already */
};

/* Reads line `i` of the post: appends links and mentions, follows comments, and says whether
 * anything of the line is shown. The caller has set the line's views and, in `scan`, what is known
 * of its item. */
bool inline_read(struct inline_scan *scan, size_t i);
