/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* One list out of several sources: see join.h. */
#include "join.h"

#include <string.h>

#include "common/text.h"

static bool holds_commit(const struct change *change, const char *commit)
{
    return string_list_has(&change->commits, commit);
}

struct change *join_find(const struct change_list *list, const struct change *c)
{
    for (size_t i = 0; i < list->n; i++) {
        struct change *there = &list->at[i];
        if (c->number && there->number)
            if (c->number == there->number)
                return there;
        if (!c->number || !there->number)
            for (size_t k = 0; k < c->commits.n; k++)
                if (holds_commit(there, c->commits.at[k]))
                    return there;
    }
    return NULL;
}

static const char *label(struct arena *arena, const struct watched *w, const struct change *c)
{
    return arena_printf(arena, "%s#%u", w->repository ? w->repository : "", c->number);
}

static void warn(struct arena *arena, struct harvest *into, const char *text)
{
    *list_push(arena, &into->warnings) = text;
}

enum { DAY = 24 * 60 * 60 };

/* Do both bear the same number and nothing else in common? A history that was brought in from
 * another repository holds that one's numbers. */
static bool number_reused(const struct change *git, const struct change *api)
{
    int64_t apart = git->merged_at - api->merged_at;
    if (!git->number || git->sources & SOURCE_API || !git->commits.n || !api->commits.n ||
        (apart < DAY && apart > -DAY) || strcmp(git->title, api->title) == 0)
        return false;
    for (size_t i = 0; i < api->commits.n; i++)
        if (holds_commit(git, api->commits.at[i]))
            return false;
    return true;
}

/* What git called a pull request is known by its commit from now on. */
static void take_number(struct arena *arena, const struct watched *w, struct change *git,
                        const struct change *api, struct harvest *into)
{
    warn(arena, into,
         arena_printf(arena,
                      "%s: is \"%s\", merged %s, on GitHub; \"%s\" of %s in git bears another "
                      "repository's number and is listed by its commit",
                      label(arena, w, api), api->title, instant_text(arena, api->merged_at),
                      git->title, instant_text(arena, git->merged_at)));
    git->number = 0;
    git->url = change_url(arena, git);
}

/* `api` fills and corrects what git said of the same pull request. */
static void believe(struct arena *arena, const struct watched *w, struct change *git,
                    const struct change *api, struct harvest *into)
{
    if (git->number && !git->fragment && strcmp(git->title, api->title) != 0)
        warn(arena, into,
             arena_printf(arena,
                          "%s: the title is \"%s\" on GitHub, \"%s\" in git; the former is used",
                          label(arena, w, api), api->title, git->title));
    struct month seen = month_of(git->merged_at), told = month_of(api->merged_at);
    if (month_compare(seen, told) != 0)
        warn(arena, into,
             arena_printf(arena, "%s: merged %s on GitHub, %s in git; the former is used",
                          label(arena, w, api), instant_text(arena, api->merged_at),
                          instant_text(arena, git->merged_at)));
    git->number = api->number;
    if (!git->fragment)
        git->title = api->title;
    git->merged_at = api->merged_at;
    git->opened_at = api->opened_at;
    git->author.bot = api->author.bot || git->author.bot;
    git->author.login = api->author.login; /* NULL: a deleted account, known better there */
    if (!git->author.name || (!api->author.login && !api->author.name))
        git->author.name = api->author.name; /* ... so thanks go nowhere */
    if (git->files < 0 || (git->kind == KIND_DIRECT && api->files > git->files))
        git->files = api->files;
    if (!git->projects.n)
        git->projects = api->projects;
    if (api->branch) {
        git->branch = api->branch;
        git->on_default = api->on_default;
    }
    if (git->kind == KIND_DIRECT)
        git->kind = api->kind == KIND_MERGE ? KIND_SQUASH : api->kind;
    git->insertions = api->insertions;
    git->deletions = api->deletions;
    git->sources |= api->sources;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* A pull request that was rebased is several commits in a row, of which GitHub names the last. */
static void absorb(struct arena *arena, struct harvest *into, struct change *last, unsigned own)
{
    size_t at = (size_t)(last - into->changes.at), first = at;
    struct string_list commits = {0};
    while (first && own > 1 && at - first + 1 < own) {
        const struct change *c = &into->changes.at[first - 1];
        if (c->number || c->kind != KIND_DIRECT || c->sources & SOURCE_API ||
            !same_text(c->branch, last->branch))
            break;
        first--;
    }
    for (size_t i = first; i <= at; i++)
        for (size_t k = 0; k < into->changes.at[i].commits.n; k++)
            *list_push(arena, &commits) = into->changes.at[i].commits.at[k];
    last->commits = commits;
    into->changes.at[first] = *last;
    for (size_t i = at + 1; i < into->changes.n; i++)
        into->changes.at[first + i - at] = into->changes.at[i];
    into->changes.n -= at - first;
}

static void add_part(struct arena *arena, const struct watched *w, const struct harvest *part,
                     struct harvest *into)
{
    for (size_t i = 0; i < part->changes.n; i++) {
        const struct change *c = &part->changes.at[i];
        struct change *there = join_find(&into->changes, c);
        if (there && c->sources & SOURCE_API && number_reused(there, c)) {
            take_number(arena, w, there, c, into);
            there = NULL;
        }
        bool rebased =
            there && !there->number && there->kind == KIND_DIRECT && c->kind == KIND_REBASE;
        if (!there)
            *list_push(arena, &into->changes) = *c;
        else if (c->sources & SOURCE_API)
            believe(arena, w, there, c, into);
        if (rebased && c->sources & SOURCE_API)
            absorb(arena, into, there, c->own_commits);
    }
    for (size_t i = 0; i < part->releases.n; i++)
        *list_push(arena, &into->releases) = part->releases.at[i];
    for (size_t i = 0; i < part->warnings.n; i++)
        warn(arena, into, part->warnings.at[i]);
}

static const char *denial_of(struct arena *arena, const struct testimony *part, unsigned number)
{
    for (size_t i = 0; i < part->harvest->denials.n; i++)
        if (part->harvest->denials.at[i].number == number)
            return part->harvest->denials.at[i].why;
    return arena_printf(arena, "is not known to %s",
                        strcmp(part->source, "api") == 0 ? "GitHub" : part->source);
}

/* A source that answered for everything and does not name a pull request contradicts those that do.
 */
static void report_denials(struct arena *arena, const struct watched *w,
                           const struct testimony *parts, size_t n, struct harvest *into)
{
    for (size_t p = 0; p < n; p++) {
        if (!parts[p].whole)
            continue;
        struct change_list said = parts[p].harvest->changes;
        for (size_t i = 0; i < into->changes.n; i++)
            if (into->changes.at[i].number && !join_find(&said, &into->changes.at[i]))
                warn(arena, into,
                     arena_printf(arena, "%s: \"%s\" %s; it is listed all the same",
                                  label(arena, w, &into->changes.at[i]), into->changes.at[i].title,
                                  denial_of(arena, &parts[p], into->changes.at[i].number)));
    }
}

/* By GitHub's time it belongs to another month, which lists it. */
static void leave_to_other_months(struct window window, struct harvest *into)
{
    size_t n = 0;
    for (size_t i = 0; i < into->changes.n; i++) {
        const struct change *c = &into->changes.at[i];
        if (c->merged_at >= window.from && c->merged_at < window.until)
            into->changes.at[n++] = *c;
    }
    into->changes.n = n;
}

/* Direct commits are listed by themselves only where there is no pull request. GitHub may know of
 * one that git cannot tell from them. */
static void leave_direct(const struct watched *w, struct harvest *into)
{
    size_t n = 0;
    bool pulls = false;
    for (size_t i = 0; i < into->changes.n; i++)
        pulls = pulls || (into->changes.at[i].number && into->changes.at[i].sources & SOURCE_API);
    if (!pulls || w->direct != DIRECT_AUTO)
        return;
    for (size_t i = 0; i < into->changes.n; i++)
        if (into->changes.at[i].number || into->changes.at[i].kind != KIND_DIRECT)
            into->changes.at[n++] = into->changes.at[i];
    into->changes.n = n;
}

void join(struct arena *arena, const struct watched *w, struct window window,
          const struct testimony *parts, size_t n, struct harvest *ret_harvest)
{
    struct harvest into = {0};
    for (size_t p = 0; p < n; p++)
        add_part(arena, w, parts[p].harvest, &into);
    leave_to_other_months(window, &into);
    leave_direct(w, &into);
    if (n > 1)
        report_denials(arena, w, parts, n, &into);
    change_sort(arena, &into.changes);
    *ret_harvest = into;
}
