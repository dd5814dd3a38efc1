/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The API as a source: one reading of the window for all watched repositories, then an answer for
 * each out of that.
 *
 *     search (GraphQL with a token, REST without) -> list of each repository that it left open
 *
 * When GitHub is away, local git tells what it can, and a warning says what is missing; only where
 * no repository has a clone there is nothing left to do.
 */
#include <string.h>
#include <strings.h>

#include "attribute.h"
#include "common/text.h"
#include "github_pulls.h"
#include "http.h"
#include "source.h"

struct api {
    struct github *github;
    const struct config *config;
    bool read;
    struct pull_search search;
    bool silent;         /* offline, and the cache knows nothing */
    const char *trouble; /* why not everything was read, NULL: it was */
    bool said;           /* ... is in a warning */
};

static enum status list_what_is_left(struct api *api, struct arena *arena, struct error *error)
{
    for (size_t i = 0; i < api->search.repositories.n; i++) {
        const struct asked *a = &api->search.repositories.at[i];
        if (!a->whole && !a->missing)
            TRY(github_list(api->github, arena, &api->search, i, error));
    }
    return STATUS_OK;
}

static enum status read_all(struct api *api, struct arena *arena, struct error *error)
{
    TRY((github_has_token(api->github) ? github_search_graphql : github_search_rest)(
        api->github, arena, &api->search, error));
    return list_what_is_left(api, arena, error);
}

static void name_repositories(struct api *api, struct arena *arena)
{
    for (size_t i = 0; i < api->config->watched.n; i++) {
        const struct watched *w = &api->config->watched.at[i];
        if (!w->repository || !repository_name_valid(w->repository))
            continue;
        struct asked *there = github_asked(&api->search, w->repository);
        if (!there) {
            there = list_push(arena, &api->search.repositories);
            *there = (struct asked){.name = w->repository};
        }
        there->paths = there->paths || w->paths;
    }
}

static bool any_clone(const struct config *config)
{
    for (size_t i = 0; i < config->watched.n; i++)
        if (config->watched.at[i].git)
            return true;
    return false;
}

/* Reads the window, once. */
static enum status prepare(struct api *api, struct arena *arena, struct window window,
                           struct error *error)
{
    api->read = true;
    api->search.window = window;
    name_repositories(api, arena);
    if (!api->search.repositories.n)
        return STATUS_OK;
    enum status status = read_all(api, arena, error);
    if (status == STATUS_OK)
        return STATUS_OK;
    api->silent = github_offline(api->github);
    api->trouble = arena_strdup(arena, error->text);
    if (http_interrupted() || (!any_clone(api->config) && !api->search.pulls.n))
        return status;
    error->text[0] = '\0'; /* a warning says it */
    return STATUS_OK;
}

static bool has_label(const struct pull *pull, const struct project *project)
{
    for (size_t i = 0; i < pull->labels.n; i++)
        if (string_list_has(&project->labels, pull->labels.at[i]))
            return true;
    return false;
}

static struct change change_of(struct arena *arena, const struct watched *w, const struct asked *a,
                               const struct pull *pull)
{
    struct change c = pull->change;
    const char *main = w->default_branch      ? w->default_branch
                       : pull->default_branch ? pull->default_branch
                                              : a->default_branch;
    struct attribution to = attribution(arena, w);
    for (size_t i = 0; i < c.paths.n; i++)
        attribute_path(&to, c.paths.at[i]);
    c.repository = w->repository;
    c.on_default = !c.branch || !main || strcmp(c.branch, main) == 0;
    attribute(arena, &to, c.files, &c.projects);
    for (size_t i = 0; i < w->projects.n && !c.projects.n; i++)
        if (has_label(pull, w->projects.at[i]))
            *list_push(arena, &c.projects) = w->projects.at[i]->name;
    c.url = change_url(arena, &c);
    return c;
}

static void warn(struct arena *arena, struct harvest *harvest, const char *text)
{
    *list_push(arena, &harvest->warnings) = text;
}

static enum status say_trouble(struct api *api, struct arena *arena, const struct watched *w,
                               struct harvest *harvest)
{
    if (!api->said)
        warn(arena, harvest,
             arena_printf(arena, "%s; %s", api->trouble,
                          any_clone(api->config) ? "what is missing is told by local git alone"
                                                 : "the rest is missing"));
    api->said = true;
    if (!w->git)
        warn(arena, harvest,
             arena_printf(arena, "%s: has no clone here, so changes of it may be missing",
                          w->repository));
    return STATUS_FINDINGS;
}

static void say_clock(struct api *api, struct arena *arena, struct harvest *harvest)
{
    int64_t off = github_clock_error(api->github), days = (off < 0 ? -off : off) / (24 * 3600);
    if (off)
        warn(arena, harvest,
             arena_printf(arena,
                          "this computer's clock is %lld days %s GitHub's; set it, the default "
                          "month and dates of posts depend on it",
                          (long long)days, off > 0 ? "behind" : "ahead of"));
}

static enum status collect_api(void *ctx, struct arena *arena, const struct watched *w,
                               struct window window, struct harvest *harvest, struct error *error)
{
    struct api *api = ctx;
    bool first = !api->read;
    if (!api->read)
        TRY(prepare(api, arena, window, error));
    if (first)
        say_clock(api, arena, harvest);
    struct asked *a = w->repository ? github_asked(&api->search, w->repository) : NULL;
    harvest->silent = !a || api->silent;
    if (harvest->silent)
        return STATUS_OK;
    for (size_t i = 0; i < api->search.pulls.n; i++) {
        const struct pull *pull = &api->search.pulls.at[i];
        if (github_asked(&api->search, pull->change.repository) == a)
            *list_push(arena, &harvest->changes) = change_of(arena, w, a, pull);
    }
    change_sort(arena, &harvest->changes);
    if (a->today)
        warn(arena, harvest,
             arena_printf(arena, "%s: is %s now; write that into %s:%u", a->name, a->today,
                          w->projects.at[0]->file, w->projects.at[0]->line));
    if (a->whole)
        return STATUS_OK;
    if (a->why)
        warn(arena, harvest,
             arena_printf(arena, "%s: %s%s", a->name, a->why,
                          a->missing ? "; is its name right, and may the token see it?" : ""));
    if (api->trouble)
        return say_trouble(api, arena, w, harvest);
    return STATUS_FINDINGS;
}

static enum status recall_api(void *ctx, struct arena *arena, struct doubt *doubts, size_t n,
                              struct error *error)
{
    struct api *api = ctx;
    struct lookup *lookups = arena_array(arena, n, sizeof *lookups);
    if (github_offline(api->github) || api->trouble)
        return STATUS_OK;
    for (size_t i = 0; i < n; i++) {
        const struct asked *a = github_asked(&api->search, doubts[i].watched->repository);
        lookups[i] = (struct lookup){.repository = a->today ? a->today : a->name,
                                     .number = doubts[i].told.number};
    }
    TRY((github_has_token(api->github) ? github_lookup_graphql : github_lookup_rest)(
        api->github, arena, lookups, n, error));
    for (size_t i = 0; i < n; i++) {
        const struct watched *w = doubts[i].watched;
        struct harvest *harvest = doubts[i].harvest;
        struct denial denial = {.number = lookups[i].number, .why = "is not known to GitHub"};
        if (lookups[i].found == LOOKUP_UNANSWERED)
            continue;
        if (lookups[i].found == LOOKUP_THERE && lookups[i].pull.merged) {
            *list_push(arena, &harvest->changes) =
                change_of(arena, w, github_asked(&api->search, w->repository), &lookups[i].pull);
            continue;
        }
        if (lookups[i].found == LOOKUP_THERE)
            denial.why = arena_printf(arena, "is not merged on GitHub (%s)", lookups[i].pull.state);
        *list_push(arena, &harvest->denials) = denial;
    }
    return STATUS_OK;
}

struct source source_github(struct arena *arena, struct github *github, const struct config *config)
{
    struct api *api = arena_alloc(arena, sizeof *api);
    api->github = github;
    api->config = config;
    return (struct source){.name = "api", .ctx = api, .collect = collect_api, .recall = recall_api};
}
