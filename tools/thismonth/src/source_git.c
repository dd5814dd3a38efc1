/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The git source: changes of a window from a local clone alone.
 *
 *     refs (git_refs)  ->  lanes (git_lanes)  ->  landings (git_landings, git_rebase)  ->  changes
 * (here) ^ history (git_history over git_graph and the objects)
 *
 * A landing says what came in when and where; this file adds who (mailmap, logins, first-timers by
 * git_authors), which paths (git_tree) and so which projects, and which release. Only landings of
 * the window cost a tree.
 *
 * Where reading fails and a commit-graph was believed, everything is done once more without it: the
 * file is a cache, and a wrong id in it looks like a missing object.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "attribute.h"
#include "common/json.h"
#include "common/repository.h"
#include "git_authors.h"
#include "git_fragment.h"
#include "git_landings.h"
#include "git_tree.h"
#include "source.h"

enum { DAY = 24 * 60 * 60 };

/* One clone being read. */
struct reading {
    struct arena *arena;
    const struct git_source_options *options;
    const struct watched *watched;
    struct window window;
    git_repository *repository;
    struct history history;
    struct refs refs;
    struct lanes lanes;
    git_mailmap *mailmap;
    uint64_t mailmap_hash;
    const char *owner;     /* of the repository, NULL: unknown */
    const char *fragments; /* folder of news fragments in it, NULL: none */
    struct harvest *harvest;
    struct error *error;
};

static void warn(struct reading *r, const char *text)
{
    const char *name = r->watched->repository ? r->watched->repository : r->watched->git;
    *list_push(r->arena, &r->harvest->warnings) = arena_printf(r->arena, "%s: %s", name, text);
}

/* --- People ----------------------------------------------------------------------------------- */

/* An author of one landing, and how much of it is theirs. */
struct contributor {
    struct identity who;
    const char *login; /* out of a noreply address; NULL: none */
    size_t commits;
};
struct contributor_list {
    struct contributor *at;
    size_t n, cap;
};

static bool same_word(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static const char *login_of(struct arena *arena, const char *email)
{
    struct span login;
    if (!email || !noreply_login((struct span){email, strlen(email)}, &login))
        return NULL;
    return arena_strndup(arena, login.at, login.n);
}

static enum status count_author(struct reading *r, uint32_t commit, struct contributor_list *list)
{
    struct commit_text text;
    TRY(history_read(&r->history, commit, &text, r->error));
    struct identity who = identity_of(r->arena, r->mailmap, &text.author, text.encoding);
    const char *raw = span_text(r->arena, text.author.email, text.encoding);
    history_release(&text);
    for (size_t i = 0; i < list->n; i++)
        if (same_word(list->at[i].who.name, who.name) &&
            same_word(list->at[i].who.email, who.email)) {
            list->at[i].commits++;
            return STATUS_OK;
        }
    const char *login = login_of(r->arena, who.email);
    *list_push(r->arena, list) =
        (struct contributor){who, login ? login : login_of(r->arena, raw), 1};
    return STATUS_OK;
}

/* The authors of what a landing brought in: of a merge its side's own commits, newest first. */
static enum status count_authors(struct reading *r, const struct landing *l,
                                 struct contributor_list *list)
{
    enum { ENOUGH = 200 };
    uint32_t number = lanes_of(&r->lanes, l->head);
    const struct lane *side = number == NO_LANE ? NULL : &r->lanes.list.at[number];
    if (l->kind == KIND_REBASE)
        for (size_t i = l->commits.n; i-- > 0 && list->n < ENOUGH;)
            TRY(count_author(r, l->commits.at[i], list));
    else if (l->kind == KIND_MERGE && side && side->merge == l->commit)
        for (size_t i = side->begin; i < side->end && i < side->begin + ENOUGH; i++) {
            struct links links;
            TRY(history_links(&r->history, r->lanes.order[i], &links, r->error));
            if (links.n < 2)
                TRY(count_author(r, r->lanes.order[i], list));
        }
    if (!list->n)
        TRY(count_author(r, l->head, list));
    return STATUS_OK;
}

static bool is_person(const struct reading *r, const char *owner)
{
    if (!owner || (r->owner && strcasecmp(owner, r->owner) == 0))
        return false;
    for (size_t i = 0; r->options->organizations && i < r->options->organizations->n; i++)
        if (strcasecmp(owner, r->options->organizations->at[i]) == 0)
            return false;
    return true;
}

/* Who it is thanks to: the one whose fork it came from, else the one with most of the commits. */
static enum status find_person(struct reading *r, const struct landing *l,
                               struct person *ret_person, struct identity *ret_who)
{
    struct contributor_list list = {0};
    const char *fork = is_person(r, l->owner) ? l->owner : NULL,
               *named = l->login ? l->login : fork;
    TRY(count_authors(r, l, &list));
    const struct contributor *best = &list.at[list.n - 1]; /* the first to begin */
    for (size_t i = list.n; i-- > 0;)
        if (list.at[i].commits > best->commits)
            best = &list.at[i];
    for (size_t i = 0; i < list.n; i++)
        if (named && list.at[i].login && strcasecmp(list.at[i].login, named) == 0) {
            best = &list.at[i];
            break;
        }
    struct person p = {.name = best->who.name, .first_time = UNKNOWN};
    p.login = l->login ? l->login : best->login ? best->login : fork;
    p.bot = bot_name(p.name) || bot_name(p.login) || bot_branch(l->head_branch);
    *ret_person = p;
    *ret_who = best->who;
    return STATUS_OK;
}

/* .mailmap as the default branch has it: the same for every shape of clone. */
static enum status read_mailmap(struct reading *r)
{
    git_oid tree, id;
    struct object blob;
    bool found;
    TRY(history_tree(&r->history, r->refs.branches.at[0].tip, &tree, r->error));
    TRY(tree_find(&r->history.objects, &tree, ".mailmap", &found, &id, r->error));
    if (!found)
        return STATUS_OK;
    if (!objects_have(&r->history.objects, &id)) {
        warn(r, "names stand as in the commits: this clone has no .mailmap; fetch it: git show "
                "HEAD:.mailmap");
        return STATUS_OK;
    }
    TRY(objects_read(&r->history.objects, &id, GIT_OBJECT_ANY, ".mailmap", &blob, r->error));
    if (blob.type == GIT_OBJECT_BLOB) {
        r->mailmap_hash = hash_bytes(0, blob.data, blob.n);
        git_mailmap_from_buffer(&r->mailmap, blob.data, blob.n);
    }
    object_release(&blob);
    return STATUS_OK;
}

/* --- Paths and projects ----------------------------------------------------------------------- */

struct touched {
    struct reading *r;
    struct change *change;
    struct attribution to;
    const char *fragment; /* the first news fragment among them, NULL: none */
};

static void take_path(void *ctx, const char *path)
{
    struct touched *t = ctx;
    t->change->files++;
    if (!t->fragment && fragment_is(t->r->fragments, path))
        t->fragment = arena_strdup(t->r->arena, path);
    if (t->change->paths.n < CHANGE_PATHS)
        *list_push(t->r->arena, &t->change->paths) = arena_strdup(t->r->arena, path);
    attribute_path(&t->to, path);
}

static enum status compare_trees(struct reading *r, uint32_t older, uint32_t newer,
                                 struct touched *t)
{
    git_oid before, after;
    if (older != NO_COMMIT)
        TRY(history_tree(&r->history, older, &before, r->error));
    TRY(history_tree(&r->history, newer, &after, r->error));
    const git_oid *old = older != NO_COMMIT ? &before : NULL;
    TRY(tree_compare(&r->history.objects, old, &after, take_path, t, r->error));
    const char *title =
        t->fragment ? fragment_title(r->arena, r->repository, old, &after, t->fragment) : NULL;
    if (title) {
        t->change->title = title;
        t->change->fragment = true;
    }
    return STATUS_OK;
}

/* What the landing changed against what was there before it. */
static enum status find_paths(struct reading *r, const struct landing *l, struct change *change)
{
    struct touched t = {.r = r, .change = change, .to = attribution(r->arena, r->watched)};
    struct links links;
    TRY(history_links(&r->history, l->commits.at[0], &links, r->error));
    TRY(compare_trees(r, links.n ? links.parents[0] : NO_COMMIT, l->commit, &t));
    attribute(r->arena, &t.to, change->files, &change->projects);
    return STATUS_OK;
}

/* --- Releases --------------------------------------------------------------------------------- */

static enum status find_releases(struct reading *r)
{
    for (size_t i = 0; i < r->refs.tags.n; i++) {
        const struct tag *tag = &r->refs.tags.at[i];
        struct links links;
        int64_t at = tag->at;
        if (at == INT64_MIN) {
            TRY(history_links(&r->history, tag->commit, &links, r->error));
            at = links.date;
        }
        if (at < r->window.from || at >= r->window.until)
            continue;
        *list_push(r->arena, &r->harvest->releases) =
            (struct release){.repository = r->watched->repository,
                             .tag = tag->name,
                             .commit = history_hex(&r->history, r->arena, tag->commit),
                             .at = at};
    }
    return STATUS_OK;
}

/* The tag of the window on the landing itself, or on the last commit that a merge brought in. */
static const char *release_of(const struct reading *r, const struct change *change,
                              const char *head)
{
    for (size_t i = 0; i < r->harvest->releases.n; i++) {
        const struct release *release = &r->harvest->releases.at[i];
        if (strcmp(release->commit, head) == 0 ||
            string_list_has(&change->commits, release->commit))
            return release->tag;
    }
    return NULL;
}

/* --- First-timers ----------------------------------------------------------------------------- */

/* Judges the authors of all changes, which are in order. */
static enum status find_first_timers(struct reading *r, struct change *changes,
                                     const struct identity *who, size_t n)
{
    struct authors authors;
    struct authors_options options = {
        .cache = r->options->cache,
        .name =
            r->watched->repository ? r->watched->repository : git_repository_path(r->repository),
        .owner = r->owner,
        .refs = &r->refs,
        .mailmap = r->mailmap,
        .mailmap_hash = r->mailmap_hash,
    };
    if (r->options->no_first_time || !n)
        return STATUS_OK;
    TRY(authors_open(r->arena, &r->history, &options, &authors, r->error));
    if (authors.warning)
        warn(r, authors.warning);
    for (size_t i = 0; i < n; i++) {
        int64_t since;
        bool again = false;
        if (!authors_since(&authors, who[i].name, who[i].email, &since))
            continue;
        for (size_t k = 0; k < i && !again; k++)
            again = (who[i].name && who[k].name && strcasecmp(who[i].name, who[k].name) == 0) ||
                    (who[i].email && who[k].email && strcasecmp(who[i].email, who[k].email) == 0);
        changes[i].author.first_time = since >= r->window.from && !again ? YES : NO;
    }
    return STATUS_OK;
}

/* --- Changes ---------------------------------------------------------------------------------- */

static enum status make_change(struct reading *r, const struct landing *l,
                               struct change *ret_change, struct identity *ret_who)
{
    struct change c = {.repository = r->watched->repository,
                       .number = l->number,
                       .title = l->title,
                       .merged_at = l->at,
                       .branch = l->branch,
                       .on_default = !l->branch || same_word(l->branch, r->refs.default_branch),
                       .kind = l->kind,
                       .insertions = -1,
                       .deletions = -1,
                       .sources = SOURCE_GIT};
    for (size_t i = 0; i < l->commits.n; i++)
        *list_push(r->arena, &c.commits) = history_hex(&r->history, r->arena, l->commits.at[i]);
    if (l->owner && l->head_branch)
        c.head = arena_printf(r->arena, "%s/%s", l->owner, l->head_branch);
    TRY(find_person(r, l, &c.author, ret_who));
    TRY(find_paths(r, l, &c));
    c.release = release_of(r, &c, history_hex(&r->history, r->arena, l->head));
    c.url = change_url(r->arena, &c);
    *ret_change = c;
    return STATUS_OK;
}

static enum status read_window(struct reading *r)
{
    struct landings landings;
    TRY(refs_read(r->arena, &r->history, r->watched, &r->refs, r->error));
    TRY(read_mailmap(r));
    r->history.keep = (struct window){r->window.from - DAY, r->window.until};
    TRY(lanes_walk(r->arena, &r->history, &r->refs, r->owner, r->window.from - DAY, NULL, NULL,
                   &r->lanes, r->error));
    TRY(landings_find(r->arena, &r->lanes, r->window, r->watched->direct, &landings, r->error));
    TRY(find_releases(r));
    struct change *changes = arena_array(r->arena, landings.n, sizeof *changes);
    struct identity *who = arena_array(r->arena, landings.n, sizeof *who);
    for (size_t i = 0; i < landings.n; i++)
        TRY(make_change(r, &landings.at[i], &changes[i], &who[i]));
    TRY(find_first_timers(r, changes, who, landings.n));
    for (size_t i = 0; i < landings.n; i++)
        *list_push(r->arena, &r->harvest->changes) = changes[i];
    for (size_t i = 0; i < landings.warnings.n; i++)
        warn(r, landings.warnings.at[i]);
    return STATUS_OK;
}

/* *ret_graph: a commit-graph was believed. */
static enum status read_with(struct reading *r, bool use_graph, bool *ret_graph)
{
    struct harvest before = *r->harvest;
    TRY(history_open(&r->history, r->repository, use_graph, r->error));
    enum status status = read_window(r);
    *ret_graph = r->history.graph != NULL;
    if (status == STATUS_OK && history_graph_wrong(&r->history))
        status = STATUS_WORLD;
    if (status != STATUS_OK)
        *r->harvest = before;
    lanes_release(&r->lanes);
    git_mailmap_free(r->mailmap);
    r->mailmap = NULL;
    history_close(&r->history);
    return status;
}

static const char *owner_of(struct arena *arena, const char *repository)
{
    const char *slash = repository ? strchr(repository, '/') : NULL;
    return slash ? arena_strndup(arena, repository, (size_t)(slash - repository)) : NULL;
}

static enum status collect_git(void *ctx, struct arena *arena, const struct watched *watched,
                               struct window window, struct harvest *harvest, struct error *error)
{
    struct reading r = {.arena = arena,
                        .options = ctx,
                        .watched = watched,
                        .window = window,
                        .owner = owner_of(arena, watched->repository),
                        .harvest = harvest,
                        .error = error};
    bool graph = false;
    harvest->silent = !watched->git;
    if (!watched->git)
        return STATUS_OK;
    TRY(repository_open(watched->git, watched->git_upwards ? REPOSITORY_UPWARDS : 0,
                        watched->git_why, &r.repository, error));
    r.fragments = fragment_folder(arena, r.repository, r.options->fragments);
    enum status status = read_with(&r, true, &graph);
    if (status == STATUS_WORLD && graph) {
        status = read_with(&r, false, &graph);
        if (status == STATUS_OK)
            warn(&r, "the commit-graph is damaged and was not used; make it anew: "
                     "git commit-graph write --reachable");
    }
    git_repository_free(r.repository);
    return status;
}

/* --- Recalling -------------------------------------------------------------------------------- */

enum { BEFORE = 31 * DAY, AFTER = 2 * DAY }; /* how far commits and GitHub's time may lie apart */

static const struct change *find_told(const struct change_list *list, const struct change *told)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct change *c = &list->at[i];
        if (c->number && c->number == told->number)
            return c;
        for (size_t k = 0; !c->number && k < told->commits.n; k++)
            if (string_list_has(&c->commits, told->commits.at[k]))
                return c;
    }
    return NULL;
}

/* Reads the weeks around once more, direct commits too, and takes what is in doubt out of it. */
static enum status recall_one(void *ctx, struct arena *arena, struct doubt *doubts, size_t n,
                              struct error *error)
{
    struct window window = {INT64_MAX, 0};
    struct watched w = *doubts->watched;
    struct harvest around = {0};
    for (size_t i = 0; i < n; i++) {
        int64_t at = doubts[i].told.merged_at;
        window.from = at - BEFORE < window.from ? at - BEFORE : window.from;
        window.until = at + AFTER > window.until ? at + AFTER : window.until;
    }
    w.direct = DIRECT_YES;
    TRY(collect_git(ctx, arena, &w, window, &around, error));
    for (size_t i = 0; i < n; i++) {
        const struct change *c = find_told(&around.changes, &doubts[i].told);
        if (c)
            *list_push(arena, &doubts[i].harvest->changes) = *c;
    }
    return STATUS_OK;
}

static enum status recall_git(void *ctx, struct arena *arena, struct doubt *doubts, size_t n,
                              struct error *error)
{
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && doubts[end].watched == doubts[i].watched;)
            end++;
        TRY(recall_one(ctx, arena, doubts + i, end - i, error));
    }
    return STATUS_OK;
}

struct source source_git(struct arena *arena, const struct git_source_options *options)
{
    struct git_source_options *own = arena_alloc(arena, sizeof *own);
    *own = *options;
    return (struct source){.name = "git", .ctx = own, .collect = collect_git, .recall = recall_git};
}
