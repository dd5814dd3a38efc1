/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * collect and draft: see draft.h.
 *
 * Nothing stands in two posts, and nothing is lost between two: a month leaves out what earlier
 * posts name and what their editors dismissed, and takes first what was merged in the previous
 * window after that month's record had been collected.
 */
#include "draft.h"

#include <string.h>

#include "arrange.h"
#include "collect.h"
#include "common/file.h"
#include "earlier.h"
#include "merge.h"

enum { FINAL_AFTER = 7 * 24 * 3600 }; /* seconds after its window a record is taken as final */

/* --- What earlier months already told ----------------------------------------------------------
 */

struct told {
    struct arena *arena;
    struct earlier_posts posts;
    struct record previous; /* of the month before; month.year 0: none */
    struct string_list *warnings;
};

static enum status read_told(struct arena *arena, const struct config *config, struct month month,
                             struct told *told, struct error *error)
{
    TRY(earlier_posts_read(arena, config, month, &told->posts, error));
    const char *path = config_record(config, arena, month_text(arena, month_add(month, -1)));
    if (file_exists(path))
        TRY(record_read(arena, path, &told->previous, error));
    return STATUS_OK;
}

/* Does a line of the previous record stand for this direct commit? */
static bool in_previous_run(const struct told *told, const struct change *c)
{
    for (size_t i = 0; !c->number && i < told->previous.changes.n; i++)
        if (string_list_has(&told->previous.changes.at[i].commits, c->commits.at[0]) &&
            string_list_has(&told->previous.draft.printed,
                            change_id(told->arena, &told->previous.changes.at[i])))
            return true;
    return false;
}

static const struct mention *find_mention(const struct earlier_post *post, const struct change *c)
{
    for (size_t i = 0; i < post->mentions.n; i++)
        if (id_means(post->mentions.at[i].id, c))
            return &post->mentions.at[i];
    return NULL;
}

static bool was_told(void *ctx, const struct change *c)
{
    struct told *told = ctx;
    const char *id = change_id(told->arena, c);
    for (size_t i = 0; i < told->previous.draft.dismissed.n; i++)
        if (same_id(told->previous.draft.dismissed.at[i], id))
            return true;
    if (in_previous_run(told, c))
        return true;
    for (size_t i = 0; i < told->posts.n; i++) {
        const struct mention *m = find_mention(&told->posts.at[i], c);
        if (!m)
            continue;
        if (!m->item)
            *list_push(told->arena, told->warnings) =
                arena_printf(told->arena, "%s was left out: %s:%u mentions it", id,
                             told->posts.at[i].path, m->line);
        return true;
    }
    return false;
}

/* --- collect -----------------------------------------------------------------------------------
 */

static enum status check_month(struct arena *arena, const struct month_request *request,
                               struct window window, struct error *error)
{
    if (window.from > request->now)
        return error_set(error, STATUS_USAGE,
                         "%s has not begun yet (today is %s); name an earlier month with --month",
                         month_text(arena, request->month), date_text(arena, request->now));
    if (window.until <= window.from)
        return error_set(error, STATUS_USAGE, "--until %s is before %s begins; name a later day",
                         date_text(arena, window.until), month_text(arena, request->month));
    return STATUS_OK;
}

static enum status earlier_record(struct arena *arena, const char *path, struct month month,
                                  struct record *ret, const struct record **ret_earlier,
                                  struct error *error)
{
    if (!file_exists(path))
        return STATUS_OK;
    TRY(record_read(arena, path, ret, error));
    if (month_compare(ret->month, month) != 0)
        return error_set(error, STATUS_USAGE, "%s: this is the record of %s, not of %s", path,
                         month_text(arena, ret->month), month_text(arena, month));
    *ret_earlier = ret;
    return STATUS_OK;
}

/* Nothing more is to be expected of it. What git alone told may yet be told better by GitHub. */
static bool is_finished(const struct record *record, struct window window)
{
    return record->complete && record->window.from == window.from &&
           record->window.until == window.until &&
           record->collected_at >= window.until + FINAL_AFTER &&
           string_list_has(&record->sources, "api");
}

enum status collect_month(struct arena *arena, const struct month_request *request,
                          struct month_result *result, struct error *error)
{
    const struct config *config = request->config;
    const char *name = month_text(arena, request->month);
    struct window window = month_window(request->month);
    struct record earlier;
    struct told told = {.arena = arena};
    struct string_list warnings = {0};
    struct collection how = {
        .month = request->month,
        .now = request->now,
        .skip = was_told,
        .skip_ctx = &told,
        .sources = request->sources,
        .sources_n = request->sources_n,
        .progress = request->progress,
        .ctx = request->ctx,
    };
    told.warnings = &warnings;
    if (request->until)
        window.until = request->until;
    TRY(check_month(arena, request, window, error));
    TRY(earlier_record(arena, config_record(config, arena, name), request->month, &earlier,
                       &how.earlier, error));
    if (how.earlier && !request->refresh && is_finished(how.earlier, window)) {
        result->record = *how.earlier;
        result->finished = true;
        return STATUS_OK;
    }
    TRY(read_told(arena, config, request->month, &told, error));
    how.window = how.read = window;
    if (told.previous.month.year && told.previous.collected_at < window.from)
        how.read.from = told.previous.collected_at;
    enum status status = collect(arena, config, &how, &result->record, error);
    for (size_t i = 0; i < warnings.n; i++)
        *list_push(arena, &result->record.warnings) = warnings.at[i];
    return status;
}

/* --- draft -------------------------------------------------------------------------------------
 */

static bool same_but_for_time(struct arena *arena, const struct record *a, const struct record *b)
{
    struct record at_the_same_time = *b;
    struct text x = {0}, y = {0};
    at_the_same_time.collected_at = a->collected_at;
    record_print(&x, arena, a);
    record_print(&y, arena, &at_the_same_time);
    bool same = x.n == y.n && memcmp(x.at, y.at, x.n) == 0;
    text_release(&x);
    text_release(&y);
    return same;
}

enum status record_keep(struct arena *arena, const char *path, struct record *record,
                        struct error *error)
{
    struct record old;
    if (file_exists(path) && record_read(arena, path, &old, NULL) == STATUS_OK) {
        int64_t final = record->window.until + FINAL_AFTER;
        bool becomes_final = old.collected_at < final && record->collected_at >= final;
        if (!becomes_final && same_but_for_time(arena, &old, record)) {
            record->collected_at = old.collected_at;
            return STATUS_OK;
        }
    }
    return record_write(arena, path, record, error);
}

/* The changes: collected now, or from a file; in both cases with this month's own memory. */
static enum status get_changes(struct arena *arena, const struct month_request *request,
                               struct month_result *result, struct error *error)
{
    struct record own;
    const struct record *earlier = NULL;
    if (!request->changes)
        return collect_month(arena, request, result, error);
    TRY(record_read(arena, request->changes, &result->record, error));
    if (month_compare(result->record.month, request->month) != 0)
        return error_set(error, STATUS_USAGE, "%s: holds the changes of %s, but %s is asked for",
                         request->changes, month_text(arena, result->record.month),
                         month_text(arena, request->month));
    TRY(earlier_record(arena, result->record_path, request->month, &own, &earlier, error));
    if (earlier)
        result->record.draft = earlier->draft;
    return STATUS_OK;
}

static enum status write_both(struct arena *arena, struct month_result *result,
                              struct merge_result *merged, struct error *error)
{
    result->record.draft = merged->memory;
    TRY(file_write(result->post, text_cstr(&merged->post), merged->post.n, &result->changed,
                   error));
    return record_keep(arena, result->record_path, &result->record, error);
}

static enum status draft_locked(struct arena *arena, const struct month_request *request,
                                struct month_result *result, struct error *error)
{
    struct prose prose;
    struct outline outline;
    struct merge_result merged = {0};
    char *post = NULL;
    size_t n = 0;
    enum status status = get_changes(arena, request, result, error);
    if (status > STATUS_FINDINGS)
        return status;
    TRY(prose_load(arena, request->config->prose, &prose, error));
    if (file_exists(result->post))
        TRY(file_read(arena, result->post, &post, &n, error));
    arrange(arena, request->config, &result->record, &outline);
    TRY(merge_post(arena, request->config, &prose, &outline, &result->record.draft, result->post,
                   post, n, request->now, &merged, error));
    result->inserted = merged.inserted;
    result->reports = merged.reports;
    result->forgotten = merged.forgotten;
    if (merged.forgotten) {
        text_release(&merged.post);
        return STATUS_FINDINGS;
    }
    enum status written = write_both(arena, result, &merged, error);
    text_release(&merged.post);
    TRY(written);
    return result->reports.n ? STATUS_FINDINGS : status;
}

enum status draft_month(struct arena *arena, const struct month_request *request,
                        struct month_result *result, struct error *error)
{
    const char *name = month_text(arena, request->month);
    int lock = -1;
    result->record_path = config_record(request->config, arena, name);
    result->post = request->out ? request->out : config_post(request->config, arena, name);
    TRY(file_lock(result->record_path, &lock, error));
    enum status status = draft_locked(arena, request, result, error);
    file_unlock(lock);
    return status;
}
