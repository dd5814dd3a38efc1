/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* check and publish, from disk to disk: see review.h. */
#include "review.h"

#include <string.h>

#include "common/file.h"
#include "common/json.h"
#include "common/text.h"
#include "earlier.h"
#include "publish.h"

/* What the front matter says, as far as it can be read; what it lacks is a finding of check. */
struct front {
    const char *month; /* NULL: not said */
    bool draft;
};

static struct front read_front(struct arena *arena, const struct check_file *file)
{
    struct front front = {0};
    struct post post;
    struct json *doc;
    post_read(arena, file->bytes, file->n, &post);
    if (post.front_end <= post.front_at ||
        json_parse(arena, file->path, 1, file->bytes + post.front_at,
                   post.front_end - post.front_at, &doc, NULL) != STATUS_OK)
        return front;
    struct json_at top = json_top(doc);
    if (json_string(json_get(top, "month"), &front.month, NULL) != STATUS_OK)
        front.month = NULL;
    if (json_bool(json_get(top, "draft"), &front.draft, NULL) != STATUS_OK)
        front.draft = false;
    json_free(doc);
    return front;
}

static enum status read_contributions(struct arena *arena, const char *folder,
                                      struct check_input *input, struct error *error)
{
    static const char *const kinds[] = {"other/*.md", "links/*.md"};
    LIST(struct check_file) files = {0};
    for (size_t k = 0; k < 2; k++) {
        struct string_list paths = {0};
        TRY(path_glob(arena, path_join(arena, folder, kinds[k]), &paths, error));
        for (size_t i = 0; i < paths.n; i++) {
            struct check_file file = {.path = paths.at[i]};
            char *bytes;
            TRY(file_read(arena, file.path, &bytes, &file.n, error));
            file.bytes = bytes;
            *list_push(arena, &files) = file;
        }
    }
    input->contributions = files.at;
    input->contributions_n = files.n;
    return STATUS_OK;
}

static enum status read_all(struct arena *arena, const struct config *config, const char *path,
                            struct check_input *input, struct record *record, struct error *error)
{
    char *bytes;
    struct month month;
    struct earlier_posts earlier = {0};
    const char *folder = path_dir(arena, path), *beside = strrchr(folder, '/');
    beside = beside ? beside + 1 : folder;
    if (strcmp(beside, "other") == 0 || strcmp(beside, "links") == 0)
        return error_set(error, STATUS_USAGE,
                         "%s: a contribution is checked with its post; name that: %s", path,
                         path_join(arena, path_dir(arena, folder), "index.md"));
    *input = (struct check_input){.post.path = path, .config = config};
    TRY(file_read(arena, path, &bytes, &input->post.n, error));
    input->post.bytes = bytes;
    TRY(read_contributions(arena, folder, input, error));
    struct front front = read_front(arena, &input->post);
    if (!front.month || !month_parse(front.month, &month))
        return STATUS_OK;
    TRY(earlier_posts_read(arena, config, month, &earlier, error));
    input->earlier = earlier.at;
    input->earlier_n = earlier.n;
    const char *of = config_record(config, arena, month_text(arena, month));
    if (file_exists(of)) {
        TRY(record_read(arena, of, record, error));
        input->record = record;
    }
    return STATUS_OK;
}

enum status review_post(struct arena *arena, const struct config *config, const char *path,
                        struct finding_list *findings, struct error *error)
{
    struct check_input input;
    struct record record;
    size_t before = findings->n;
    TRY(read_all(arena, config, path, &input, &record, error));
    check_post(arena, &input, findings);
    return findings->n == before ? STATUS_OK : STATUS_FINDINGS;
}

enum status review_publish(struct arena *arena, const struct config *config, const char *path,
                           int64_t date, struct finding_list *findings, bool *ret_changed,
                           struct error *error)
{
    struct text post = {0};
    struct check_file file = {.path = path};
    char *bytes;
    TRY(review_post(arena, config, path, findings, error));
    TRY(file_read(arena, path, &bytes, &file.n, error));
    file.bytes = bytes;
    if (!read_front(arena, &file).draft) {
        *ret_changed = false;
        return STATUS_OK;
    }
    TRY(publish_post(arena, path, bytes, file.n, date, &post, error));
    enum status status = file_write(path, text_cstr(&post), post.n, ret_changed, error);
    text_release(&post);
    return status;
}
