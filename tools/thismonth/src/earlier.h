/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What earlier issues told: nothing stands in two of them. Posts are looked for by their path,
 * month by month backwards; a gap of two years ends the search.
 */
#pragma once
#include "calendar.h"
#include "config.h"
#include "post.h"

struct earlier_post {
    const char *path, *month;
    struct mention_list mentions; /* post_mentions() of it */
};
struct earlier_posts {
    struct earlier_post *at; /* the newest first */
    size_t n, cap;
};

/* All posts of months before `month`. STATUS_WORLD: one cannot be read. */
enum status earlier_posts_read(struct arena *, const struct config *, struct month,
                               struct earlier_posts *ret_posts, struct error *) MUST_CHECK;
