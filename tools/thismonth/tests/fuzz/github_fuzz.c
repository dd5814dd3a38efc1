/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What GitHub answers, or whoever sits in its place: any bytes give a pull request that is fit for
 * a post, or an error. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "src/github_pulls.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One line of UTF-8 without control characters, not endless. */
static void check_line(const char *s)
{
    size_t left = s ? strlen(s) : 0;
    if (left > 2000)
        abort();
    while (left) {
        size_t n = utf8_length(s, left);
        if (!n || (unsigned char)*s < ' ' || *s == 0x7f)
            abort();
        s += n;
        left -= n;
    }
}

static void check(const struct pull *pull)
{
    const struct change *c = &pull->change;
    check_line(c->title);
    check_line(c->branch);
    check_line(c->author.name);
    check_line(pull->default_branch);
    check_line(pull->milestone);
    for (size_t i = 0; i < pull->labels.n; i++)
        check_line(pull->labels.at[i]);
    for (const char *p = c->author.login; p && *p; p++)
        if (strpbrk(p, " /()\"'<>") == p)
            abort();
    if (!c->number || !repository_name_valid(c->repository))
        abort();
    for (size_t i = 0; i < c->commits.n; i++)
        if (strlen(c->commits.at[i]) < 40)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct error error;
    struct json *doc;
    char *bytes = arena_strndup(&arena, (const char *)data, size);
    if (json_parse(&arena, "fuzz", 1, bytes, size, &doc, &error) == STATUS_OK) {
        struct pull pull;
        if (pull_read_node(&arena, json_top(doc), &pull, &error) == STATUS_OK)
            check(&pull);
        if (pull_read_listed(&arena, json_top(doc), &pull, &error) == STATUS_OK)
            check(&pull);
        json_free(doc);
    }
    arena_release(&arena);
    return 0;
}
