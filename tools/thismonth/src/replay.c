/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Past months against what was published: see replay.h.
 *
 * Each month is collected exactly as `draft` would; one collection of the whole range tells where a
 * pull request landed that its issue's month does not have. So a miss has one of few causes: late
 * merged after the month, before the issue was written early     merged before the month again it
 * stands in an earlier issue too unknown   git has no evidence of it at all (rewritten history, a
 * branch that is gone)
 */
#include "replay.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "arrange.h"
#include "collect.h"
#include "common/json.h"
#include "published.h"

enum verdict { IN_MONTH, LATE, EARLY, AGAIN, NOT_FOUND };
static const char *const verdict_words[] = {"in the month", "late", "early", "listed again",
                                            "not found"};

struct row {
    struct published published;
    const struct watched *watched;
    const struct change *change; /* what git knows, NULL: nothing */
    enum verdict verdict;
    bool shown; /* in our draft of the month */
};

struct replay_run {
    const struct replay_request *request;
    struct arena *arena;
    LIST(struct row) rows;
    struct record whole;              /* of the whole range */
    LIST(struct record) months;       /* one a month */
    LIST(struct outline) outlines;    /* parallel */
    size_t left_out, left_out_hidden; /* ours in a month, not listed by its issue; hidden by us */
};

static const struct watched *watched_of(const struct config *config, const char *repository)
{
    for (size_t i = 0; i < config->watched.n; i++)
        if (config->watched.at[i].repository &&
            strcasecmp(config->watched.at[i].repository, repository) == 0)
            return &config->watched.at[i];
    return NULL;
}

static const struct change *find(const struct record *record, const struct published *p)
{
    for (size_t i = 0; i < record->changes.n; i++) {
        const struct change *c = &record->changes.at[i];
        if (c->number == p->number && c->repository &&
            strcasecmp(c->repository, p->repository) == 0)
            return c;
    }
    return NULL;
}

static bool outline_shows(const struct outline *outline, const struct change *change)
{
    for (size_t s = 0; s < outline->sections.n; s++)
        for (size_t g = 0; g < outline->sections.at[s].groups.n; g++) {
            const struct group *group = &outline->sections.at[s].groups.at[g];
            for (size_t i = 0; i < group->shown.n; i++)
                if (group->shown.at[i] == change)
                    return true;
        }
    return false;
}

/* --- Collecting --------------------------------------------------------------------------------
 */

static enum status collect_window(struct replay_run *run, struct month month, struct window window,
                                  struct record *ret, struct error *error)
{
    struct collection how = {.month = month,
                             .window = window,
                             .read = window,
                             .now = run->request->now,
                             .sources = run->request->source,
                             .sources_n = 1};
    enum status status = collect(run->arena, run->request->config, &how, ret, error);
    return status == STATUS_FINDINGS ? STATUS_OK : status;
}

static enum status collect_months(struct replay_run *run, struct month from, struct month to,
                                  struct error *error)
{
    struct window whole = {.from = month_window(month_add(from, -12)).from,
                           .until = month_window(month_add(to, 12)).until};
    TRY(collect_window(run, from, whole, &run->whole, error));
    for (struct month m = from; month_compare(m, to) <= 0; m = month_add(m, 1)) {
        struct record record = {0};
        TRY(collect_window(run, m, month_window(m), &record, error));
        *list_push(run->arena, &run->months) = record;
    }
    for (size_t i = 0; i < run->months.n; i++) {
        struct outline outline;
        arrange(run->arena, run->request->config, &run->months.at[i], &outline);
        *list_push(run->arena, &run->outlines) = outline;
    }
    return STATUS_OK;
}

/* --- Judging -----------------------------------------------------------------------------------
 */

static bool listed_before(const struct replay_run *run, const struct published *p)
{
    for (size_t i = 0; i < run->rows.n; i++) {
        const struct published *there = &run->rows.at[i].published;
        if (there->number == p->number && month_compare(there->month, p->month) < 0 &&
            strcasecmp(there->repository, p->repository) == 0)
            return true;
    }
    return false;
}

static void judge(struct replay_run *run, const struct published *p, size_t month)
{
    struct row row = {.published = *p, .watched = watched_of(run->request->config, p->repository)};
    if (!row.watched)
        return;
    row.change = find(&run->months.at[month], p);
    if (row.change) {
        row.verdict = IN_MONTH;
        row.shown = outline_shows(&run->outlines.at[month], row.change);
    } else if (!(row.change = find(&run->whole, p))) {
        row.verdict = NOT_FOUND;
    } else if (listed_before(run, p)) {
        row.verdict = AGAIN;
    } else {
        row.verdict = row.change->merged_at < month_window(p->month).from ? EARLY : LATE;
    }
    *list_push(run->arena, &run->rows) = row;
}

/* What is ours in a month whose issue has a section of that repository, and is not listed there. */
static void count_left_out(struct replay_run *run, size_t month)
{
    const struct record *record = &run->months.at[month];
    for (size_t i = 0; i < record->changes.n; i++) {
        const struct change *c = &record->changes.at[i];
        bool section = false, listed = false;
        for (size_t r = 0; r < run->rows.n; r++) {
            const struct row *row = &run->rows.at[r];
            if (month_compare(row->published.month, record->month) != 0)
                continue;
            section = section || strcasecmp(row->published.repository, c->repository) == 0;
            listed = listed || row->change == c;
        }
        if (!c->number || !section || listed)
            continue;
        run->left_out++;
        run->left_out_hidden += !outline_shows(&run->outlines.at[month], c);
    }
}

/* --- Printing ----------------------------------------------------------------------------------
 */

struct tally {
    size_t items, verdicts[NOT_FOUND + 1], agree, title_known, title_same;
};

static void count(struct tally *t, const struct row *row)
{
    t->items++;
    t->verdicts[row->verdict]++;
    if (row->verdict != IN_MONTH)
        return;
    t->agree += row->shown == row->published.visible;
    t->title_known += row->published.title != NULL;
    t->title_same += row->published.title && strcmp(row->published.title, row->change->title) == 0;
}

static double percent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 100.0;
}

static void print_tally(const char *name, const struct tally *t)
{
    printf("%-28s %6zu %8zu %5zu %6zu %6zu %8zu %7.1f%% %8.1f%% %8.1f%%\n", name, t->items,
           t->verdicts[IN_MONTH], t->verdicts[LATE], t->verdicts[EARLY], t->verdicts[AGAIN],
           t->verdicts[NOT_FOUND], percent(t->verdicts[IN_MONTH], t->items),
           percent(t->agree, t->verdicts[IN_MONTH]), percent(t->title_same, t->title_known));
}

static void print_tallies(const struct replay_run *run)
{
    struct tally all = {0};
    printf("%-28s %6s %8s %5s %6s %6s %8s %8s %9s %9s\n", "repository", "listed", "in month",
           "late", "early", "again", "missing", "recall", "show/hide", "title");
    for (size_t i = 0; i < run->request->config->watched.n; i++) {
        const struct watched *w = &run->request->config->watched.at[i];
        struct tally one = {0};
        for (size_t r = 0; r < run->rows.n; r++)
            if (run->rows.at[r].watched == w)
                count(&one, &run->rows.at[r]);
        if (one.items)
            print_tally(w->repository, &one);
    }
    for (size_t r = 0; r < run->rows.n; r++)
        count(&all, &run->rows.at[r]);
    print_tally("all", &all);
    size_t population = all.verdicts[IN_MONTH] + run->left_out;
    printf(
        "\nOf %zu merged in their issue's month by git's clock: %zu found by that month's draft.\n",
        all.verdicts[IN_MONTH], all.verdicts[IN_MONTH]);
    printf("Show/hide, counting %zu that their issue left out as hidden: %.1f%%\n", run->left_out,
           percent(all.agree + run->left_out_hidden, population));
}

/* Sections whose visible items, as far as they are ours and shown, stand in our order. */
static void print_order(const struct replay_run *run)
{
    size_t sections = 0, same = 0;
    for (size_t r = 0; r < run->rows.n; r++) {
        const struct row *first = &run->rows.at[r];
        size_t items = 0;
        bool sorted = true, begins = true;
        const struct row *last = NULL;
        for (size_t k = 0; k < run->rows.n; k++) {
            const struct row *row = &run->rows.at[k];
            if (row->watched != first->watched || row->verdict != IN_MONTH ||
                !row->published.visible ||
                month_compare(row->published.month, first->published.month) != 0)
                continue;
            begins = begins && (k >= r);
            sorted = sorted && (!last || change_compare(last->change, row->change) <= 0);
            last = row;
            items++;
        }
        if (!begins || items < 2 || first->verdict != IN_MONTH || !first->published.visible)
            continue;
        sections++;
        same += sorted;
    }
    printf(
        "Order: %zu of %zu sections with two or more items stand exactly in merge order (%.1f%%)\n",
        same, sections, percent(same, sections));
}

static void print_disagreements(const struct replay_run *run)
{
    puts("\nNot in the issue's month:");
    for (size_t r = 0; r < run->rows.n; r++) {
        const struct row *row = &run->rows.at[r];
        if (row->verdict == IN_MONTH)
            continue;
        printf("  %s %s#%u: %s", month_text(run->arena, row->published.month),
               row->published.repository, row->published.number, verdict_words[row->verdict]);
        if (row->change)
            printf(", merged %s", date_text(run->arena, row->change->merged_at));
        else
            printf(": no merge, squash or pull head of it in the history");
        printf("%s%s\n", row->published.title ? ": " : "",
               row->published.title ? row->published.title : "");
    }
    puts("\nShown by one, hidden by the other:");
    for (size_t r = 0; r < run->rows.n; r++) {
        const struct row *row = &run->rows.at[r];
        if (row->verdict == IN_MONTH && row->shown != row->published.visible)
            printf("  %s %s#%u: %s by us (%s), %s by the editor: %s\n",
                   month_text(run->arena, row->published.month), row->published.repository,
                   row->published.number, row->shown ? "shown" : "hidden", row->change->why,
                   row->published.visible ? "shown" : "hidden", row->change->title);
    }
}

/* One object a line and listed pull request: for other programs to compare with. */
static void print_json(const struct replay_run *run)
{
    struct text out = {0};
    for (size_t r = 0; r < run->rows.n; r++) {
        const struct row *row = &run->rows.at[r];
        text_addf(&out, "{\"month\": \"%s\", \"id\": \"%s#%u\", \"verdict\": \"%s\", ",
                  month_text(run->arena, row->published.month), row->published.repository,
                  row->published.number, verdict_words[row->verdict]);
        text_addf(&out, "\"published\": \"%s\", ", row->published.visible ? "shown" : "hidden");
        if (row->change) {
            text_addf(&out, "\"merged_at\": \"%s\", \"kind\": \"%s\", \"why\": \"%s\", \"title\": ",
                      instant_text(run->arena, row->change->merged_at),
                      change_kind_text(row->change->kind), row->change->why);
            json_add_string(&out, row->change->title);
            text_adds(&out, ", ");
        }
        text_addf(&out, "\"drafted\": %s}\n",
                  row->verdict != IN_MONTH ? "null"
                  : row->shown             ? "\"shown\""
                                           : "\"hidden\"");
    }
    fwrite(text_cstr(&out), 1, out.n, stdout);
    text_release(&out);
}

/* ---------------------------------------------------------------------------------------------- */

static void bounds(const struct replay_request *request, const struct published_list *list,
                   struct month *ret_from, struct month *ret_to)
{
    *ret_from = *ret_to = list->at[0].month;
    for (size_t i = 0; i < list->n; i++) {
        if (month_compare(list->at[i].month, *ret_from) < 0)
            *ret_from = list->at[i].month;
        if (month_compare(list->at[i].month, *ret_to) > 0)
            *ret_to = list->at[i].month;
    }
    if (request->from.year)
        *ret_from = request->from;
    if (request->to.year)
        *ret_to = request->to;
}

enum status replay(struct arena *arena, const struct replay_request *request, struct error *error)
{
    struct replay_run run = {.request = request, .arena = arena};
    struct published_list list;
    struct month from, to;
    TRY(published_load(arena, request->posts, &list, error));
    bounds(request, &list, &from, &to);
    if (month_compare(from, to) > 0)
        return error_set(error, STATUS_USAGE, "--from %s is after --to %s", month_text(arena, from),
                         month_text(arena, to));
    TRY(collect_months(&run, from, to, error));
    for (size_t m = 0; m < run.months.n; m++) {
        for (size_t i = 0; i < list.n; i++)
            if (month_compare(list.at[i].month, run.months.at[m].month) == 0)
                judge(&run, &list.at[i], m);
        count_left_out(&run, m);
    }
    if (request->json) {
        print_json(&run);
        return STATUS_OK;
    }
    printf("Replay of %s to %s, %zu issues\n\n", month_text(arena, from), month_text(arena, to),
           run.months.n);
    print_tallies(&run);
    print_order(&run);
    print_disagreements(&run);
    return STATUS_OK;
}
