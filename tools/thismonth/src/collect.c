/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The record of a month out of all sources: see collect.h. */
#include "collect.h"

#include <string.h>

#include "classify.h"
#include "common/text.h"
#include "join.h"

/* --- Runs of direct commits ------------------------------------------------------------------- */

static bool same_word(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static const char *first_project(const struct change *c)
{
    return c->projects.n ? c->projects.at[0] : "";
}

/* Do both belong to one sequence, in which neighbours may become one line? */
static bool same_sequence(const struct change *a, const struct change *b)
{
    return a->show == b->show && strcmp(first_project(a), first_project(b)) == 0 &&
           same_word(a->repository, b->repository) && same_word(a->branch, b->branch);
}

static bool same_author(const struct change *a, const struct change *b)
{
    return same_word(a->author.login, b->author.login) && same_word(a->author.name, b->author.name);
}

/* Adds the commits of `c`, which may be the one that `run` began as. */
static void extend(struct arena *arena, struct change *run, const struct change *c)
{
    if (run->commits.n)
        run->files = run->files < 0 || c->files < 0 ? -1 : run->files + c->files;
    for (size_t i = 0; i < c->commits.n; i++)
        *list_push(arena, &run->commits) = c->commits.at[i];
    if (!run->release)
        run->release = c->release;
    if (c->author.first_time == YES)
        run->author.first_time = YES;
}

/* The change of the record so far that was printed and holds this direct commit, or NULL. */
static const struct change *printed_before(struct arena *arena, const struct record *earlier,
                                           const struct change *c)
{
    for (size_t i = 0; earlier && i < earlier->changes.n; i++) {
        const struct change *old = &earlier->changes.at[i];
        if (!old->number && same_word(old->repository, c->repository) &&
            string_list_has(&old->commits, c->commits.at[0]) &&
            string_list_has(&earlier->draft.printed, change_id(arena, old)))
            return old;
    }
    return NULL;
}

/* A line in the making; `printed` is what it was in the record so far, NULL: it is new. */
struct run {
    struct change change;
    const struct change *printed;
};

static struct run *run_of(struct run *runs, size_t n, const struct change *c,
                          const struct change *printed)
{
    while (n--) {
        struct run *run = &runs[n];
        if (run->change.number)
            continue;
        if (printed && run->printed == printed)
            return run;
        if (!printed && same_sequence(&run->change, c))
            return !run->printed && same_author(&run->change, c) ? run : NULL;
    }
    return NULL;
}

/*
 * Consecutive direct commits of one author in one project become one change, whose first commit is
 * its identity. A line that was printed stays what it was: its commits fold into it and no other,
 * and what came later begins a new one.
 */
static void fold_direct(struct arena *arena, const struct record *earlier, struct change_list *list)
{
    struct run *runs = arena_array(arena, list->n, sizeof *runs);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct change *c = &list->at[i];
        const struct change *printed = c->number ? NULL : printed_before(arena, earlier, c);
        struct run *run = c->number ? NULL : run_of(runs, n, c, printed);
        if (!run) {
            run = &runs[n++];
            *run = (struct run){.change = *c, .printed = printed};
            run->change.commits = (struct string_list){0}; /* it grows: the list is its own */
        }
        extend(arena, &run->change, c);
    }
    struct change_list folded = {0};
    for (size_t i = 0; i < n; i++)
        *list_push(arena, &folded) = runs[i].change;
    *list = folded;
}

/* --- One repository --------------------------------------------------------------------------- */

static const char *watched_name(const struct watched *w)
{
    return w->repository ? w->repository : w->git ? w->git : w->projects.at[0]->name;
}

/* What all sources said of one repository. */
struct hearing {
    const struct watched *watched;
    struct harvest *harvests; /* by source */
    struct testimony *said;   /* likewise */
};

static enum status hear(struct arena *arena, const struct collection *how, struct hearing *h,
                        struct string_list *sources, struct error *error)
{
    enum status result = STATUS_OK;
    h->harvests = arena_array(arena, how->sources_n, sizeof *h->harvests);
    h->said = arena_array(arena, how->sources_n, sizeof *h->said);
    for (size_t s = 0; s < how->sources_n; s++) {
        const struct source *source = &how->sources[s];
        struct harvest *harvest = &h->harvests[s];
        enum status status =
            source->collect(source->ctx, arena, h->watched, how->read, harvest, error);
        if (status > STATUS_FINDINGS)
            return status;
        if (status == STATUS_FINDINGS)
            result = STATUS_FINDINGS;
        if (!harvest->silent && !string_list_has(sources, source->name))
            *list_push(arena, sources) = source->name;
        h->said[s] = (struct testimony){.source = source->name,
                                        .harvest = harvest,
                                        .whole = status == STATUS_OK && !harvest->silent};
    }
    return result;
}

/* Adds the pull requests that others told of and source `s` did not. */
static void find_doubts(struct arena *arena, const struct collection *how, struct hearing *h,
                        size_t s, struct doubt **doubts, size_t *n, size_t *cap)
{
    for (size_t other = 0; other < how->sources_n; other++) {
        const struct change_list *told = &h->harvests[other].changes;
        for (size_t i = 0; other != s && i < told->n; i++) {
            if (!told->at[i].number || join_find(&h->harvests[s].changes, &told->at[i]))
                continue;
            if (*n == *cap)
                *doubts = arena_grow(arena, *doubts, cap, sizeof **doubts);
            (*doubts)[(*n)++] = (struct doubt){h->watched, told->at[i], &h->harvests[s]};
        }
    }
}

/* Each source is asked once about all that it did not tell of. That it cannot answer is no
 * failure: the doubts stay, and are said. */
static enum status ask_again(struct arena *arena, const struct collection *how,
                             struct hearing *hearings, size_t n, struct error *error)
{
    for (size_t s = 0; s < how->sources_n; s++) {
        struct doubt *doubts = NULL;
        size_t doubts_n = 0, cap = 0;
        for (size_t i = 0; i < n && how->sources[s].recall; i++)
            if (hearings[i].said[s].whole)
                find_doubts(arena, how, &hearings[i], s, &doubts, &doubts_n, &cap);
        if (!doubts_n)
            continue;
        enum status status =
            how->sources[s].recall(how->sources[s].ctx, arena, doubts, doubts_n, error);
        if (status == STATUS_WORLD) {
            *list_push(arena, &doubts[0].harvest->warnings) = arena_strdup(arena, error->text);
            error->text[0] = '\0';
            return STATUS_FINDINGS;
        }
        TRY(status);
    }
    return STATUS_OK;
}

static enum status hear_all(struct arena *arena, const struct config *config,
                            const struct collection *how, struct hearing *hearings,
                            struct string_list *sources, struct error *error)
{
    enum status result = STATUS_OK;
    for (size_t i = 0; i < config->watched.n; i++) {
        hearings[i].watched = &config->watched.at[i];
        if (how->progress)
            how->progress(how->ctx, watched_name(hearings[i].watched), i, config->watched.n);
        enum status status = hear(arena, how, &hearings[i], sources, error);
        if (status > STATUS_FINDINGS)
            return status;
        result = status > result ? status : result;
    }
    enum status again = ask_again(arena, how, hearings, config->watched.n, error);
    return again > result ? again : result;
}

/* --- The month -------------------------------------------------------------------------------- */

static enum status classify_all(const struct config *config, struct change_list *list,
                                struct error *error)
{
    struct classifier *classifier;
    TRY(classifier_new(config, &classifier, error));
    for (size_t i = 0; i < list->n; i++)
        classify(classifier, &list->at[i]);
    classifier_free(classifier);
    return STATUS_OK;
}

enum status collect(struct arena *arena, const struct config *config, const struct collection *how,
                    struct record *ret_record, struct error *error)
{
    struct record record = {.month = how->month, .window = how->window, .collected_at = how->now};
    struct hearing *hearings = arena_array(arena, config->watched.n, sizeof *hearings);
    enum status result = hear_all(arena, config, how, hearings, &record.sources, error);
    if (result > STATUS_FINDINGS)
        return result;
    for (size_t i = 0; i < config->watched.n; i++) {
        struct harvest harvest;
        join(arena, hearings[i].watched, how->read, hearings[i].said, how->sources_n, &harvest);
        for (size_t k = 0; k < harvest.changes.n; k++)
            if (!how->skip || !how->skip(how->skip_ctx, &harvest.changes.at[k]))
                *list_push(arena, &record.changes) = harvest.changes.at[k];
        for (size_t k = 0; k < harvest.warnings.n; k++)
            *list_push(arena, &record.warnings) = harvest.warnings.at[k];
    }
    for (size_t i = 0; i < config->warnings.n; i++) {
        *list_push(arena, &record.warnings) = config->warnings.at[i];
        result = STATUS_FINDINGS;
    }
    TRY(classify_all(config, &record.changes, error));
    change_sort(arena, &record.changes);
    fold_direct(arena, how->earlier, &record.changes);
    for (size_t i = 0; i < record.changes.n; i++)
        record.changes.at[i].url = change_url(arena, &record.changes.at[i]);
    record.complete = result == STATUS_OK && how->now >= how->window.until;
    if (how->earlier)
        record.draft = how->earlier->draft;
    *ret_record = record;
    return result;
}
