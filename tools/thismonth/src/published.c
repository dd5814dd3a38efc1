/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What editors published: see published.h. */
#include "published.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "common/file.h"
#include "common/json.h"
#include "post.h"

static bool listed(const struct published_list *list, const struct published *row)
{
    for (size_t i = list->n; i--;) { /* rows of one issue stand together */
        const struct published *there = &list->at[i];
        if (month_compare(there->month, row->month) != 0)
            return false;
        if (there->number == row->number && strcasecmp(there->repository, row->repository) == 0)
            return true;
    }
    return false;
}

static enum status read_row(struct arena *arena, struct json_at at, struct published_list *list,
                            struct error *error)
{
    struct published row = {.visible = true};
    const char *month = "", *role = "item";
    int64_t number = 0, order = 0;
    TRY(json_require(json_get(at, "month"), error));
    TRY(json_string(json_get(at, "month"), &month, error));
    TRY(json_require(json_get(at, "repo"), error));
    TRY(json_string(json_get(at, "repo"), &row.repository, error));
    TRY(json_require(json_get(at, "number"), error));
    TRY(json_integer(json_get(at, "number"), 1, UINT32_MAX, &number, error));
    TRY(json_string(json_get(at, "title_as_published"), &row.title, error));
    TRY(json_bool(json_get(at, "visible"), &row.visible, error));
    TRY(json_string(json_get(at, "role"), &role, error));
    TRY(json_integer(json_get(at, "order"), 0, UINT32_MAX, &order, error));
    if (!month_parse(month, &row.month))
        return json_error(json_get(at, "month"), error, "\"%s\" is no month", month);
    row.number = (unsigned)number;
    row.order = (unsigned)order;
    if (strcmp(role, "item") == 0 && !listed(list, &row))
        *list_push(arena, list) = row;
    return STATUS_OK;
}

static enum status load_lines(struct arena *arena, const char *path, struct published_list *list,
                              struct error *error)
{
    char *bytes;
    size_t n;
    TRY(file_read(arena, path, &bytes, &n, error));
    unsigned number = 1;
    for (char *line = bytes; line < bytes + n; number++) {
        char *end = memchr(line, '\n', (size_t)(bytes + n - line));
        size_t length = (size_t)((end ? end : bytes + n) - line);
        if (length) {
            struct json *doc;
            TRY(json_parse(arena, path, number, line, length, &doc, error));
            enum status status = read_row(arena, json_top(doc), list, error);
            json_free(doc);
            TRY(status);
        }
        line += length + 1;
    }
    return STATUS_OK;
}

/* "rust-osdev/x86_64#445" taken apart; false: no pull request. */
static bool take_apart(struct arena *arena, const char *id, struct published *row)
{
    const char *hash = strrchr(id, '#');
    if (!hash || hash == id)
        return false;
    row->repository = arena_strndup(arena, id, (size_t)(hash - id));
    row->number = (unsigned)strtoul(hash + 1, NULL, 10);
    return row->number != 0;
}

static enum status load_post(struct arena *arena, const char *path, struct month month,
                             struct published_list *list, struct error *error)
{
    char *bytes;
    size_t n;
    struct mention_list mentions = {0};
    TRY(file_read(arena, path, &bytes, &n, error));
    post_mentions(arena, bytes, n, &mentions);
    for (size_t i = 0; i < mentions.n; i++) {
        struct published row = {
            .month = month, .visible = !mentions.at[i].hidden, .order = (unsigned)i};
        if (mentions.at[i].item && take_apart(arena, mentions.at[i].id, &row) &&
            !listed(list, &row))
            *list_push(arena, list) = row;
    }
    return STATUS_OK;
}

static enum status load_folder(struct arena *arena, const char *folder, struct published_list *list,
                               struct error *error)
{
#define MONTH "[0-9][0-9][0-9][0-9]-[0-9][0-9]"
    static const char *const patterns[] = {MONTH ".md", MONTH "/index.md"};
    static const size_t tails[] = {sizeof "YYYY-MM.md" - 1, sizeof "YYYY-MM/index.md" - 1};
    for (size_t p = 0; p < 2; p++) {
        struct string_list paths = {0};
        TRY(path_glob(arena, path_join(arena, folder, patterns[p]), &paths, error));
        for (size_t i = 0; i < paths.n; i++) {
            struct month month;
            const char *name = paths.at[i] + strlen(paths.at[i]) - tails[p];
            if (month_parse(arena_strndup(arena, name, 7), &month))
                TRY(load_post(arena, paths.at[i], month, list, error));
        }
    }
    return STATUS_OK;
}

enum status published_load(struct arena *arena, const char *path, struct published_list *ret_list,
                           struct error *error)
{
    struct stat st;
    struct published_list list = {0};
    bool folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    TRY(folder ? load_folder(arena, path, &list, error) : load_lines(arena, path, &list, error));
    if (!list.n)
        return error_set(
            error, STATUS_USAGE,
            "%s: no published pull request here; name a published.jsonl or a folder with "
            "YYYY-MM.md or YYYY-MM/index.md",
            path);
    *ret_list = list;
    return STATUS_OK;
}
