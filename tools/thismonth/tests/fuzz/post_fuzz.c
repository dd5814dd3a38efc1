/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Any bytes as a post: reading, naming and publishing it, and any bytes as a title. What must hold:
 * lines cover the bytes without a gap, and nothing of the front matter's place lies outside them.
 */
#include <stdlib.h>

#include "common/text.h"
#include "post.h"
#include "publish.h"
#include "render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena = {0};
    struct post post;
    struct text out = {0};
    char *bytes = malloc(n ? n : 1); /* exactly as long as it is, so that every overrun is seen */
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)data[i];
    post_read(&arena, bytes, n, &post);
    size_t at = 0;
    for (size_t i = 0; i < post.lines.n; i++) {
        if (post.lines.at[i].begin != at || post.lines.at[i].end > n)
            abort();
        at = post.lines.at[i].end;
    }
    if (at != n || post.front_end > n || post.front_at > post.front_end)
        abort();
    if (publish_post(&arena, "p", bytes, n, 0, &out, NULL) == STATUS_OK)
        text_release(&out);
    char *title = arena_strndup(&arena, bytes, n), *line = render_title(&arena, title);
    for (size_t left = strlen(line); left;) {
        size_t length = utf8_length(line, left);
        if (!length || *line == '\n')
            abort();
        line += length;
        left -= length;
    }
    free(bytes);
    arena_release(&arena);
    return 0;
}
