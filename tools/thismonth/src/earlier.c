/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What earlier issues told: see earlier.h. */
#include "earlier.h"

#include "common/file.h"

enum { LONGEST_GAP = 24 /* months */ };

enum status earlier_posts_read(struct arena *arena, const struct config *config, struct month month,
                               struct earlier_posts *ret_posts, struct error *error)
{
    struct earlier_posts posts = {0};
    struct month m = month;
    for (int gap = 0; gap < LONGEST_GAP && m.year > 1900; gap++) {
        m = month_add(m, -1);
        struct earlier_post post = {.month = month_text(arena, m)};
        char *bytes;
        size_t n;
        post.path = config_post(config, arena, post.month);
        if (!file_exists(post.path))
            continue;
        TRY(file_read(arena, post.path, &bytes, &n, error));
        post_mentions(arena, bytes, n, &post.mentions);
        *list_push(arena, &posts) = post;
        gap = -1;
    }
    *ret_posts = posts;
    return STATUS_OK;
}
