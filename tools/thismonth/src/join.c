/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* One list out of several sources: see join.h. */
#include "join.h"

#include <string.h>

#include "common/text.h"

static bool holds_commit(const struct change *change, const char *commit)
{
    return string_list_has(&change->commits, commit);
}

/* The change of `list` that `c` speaks of too, or NULL. A direct commit that another source knows
 * as the merge of a pull request is that pull request. */
static struct change *find(struct change_list *list, const struct change *c)
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
    git->author.bot = api->author.bot || git->author.bot;
    git->author.login = api->author.login; /* NULL: a deleted account, known better there */
    if (!git->author.name)
        git->author.name = api->author.name;
    if (api->branch) {
        git->branch = api->branch;
        git->on_default = api->on_default;
    }
    if (git->kind == KIND_DIRECT)
        git->kind = KIND_SQUASH;
    git->insertions = api->insertions;
    git->deletions = api->deletions;
    git->sources |= api->sources;
}

static void add_part(struct arena *arena, const struct watched *w, const struct harvest *part,
                     struct harvest *into)
{
    for (size_t i = 0; i < part->changes.n; i++) {
        const struct change *c = &part->changes.at[i];
        struct change *there = find(&into->changes, c);
        if (!there)
            *list_push(arena, &into->changes) = *c;
        else if (c->sources & SOURCE_API)
            believe(arena, w, there, c, into);
    }
    for (size_t i = 0; i < part->releases.n; i++)
        *list_push(arena, &into->releases) = part->releases.at[i];
    for (size_t i = 0; i < part->warnings.n; i++)
        warn(arena, into, part->warnings.at[i]);
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
            if (into->changes.at[i].number && !find(&said, &into->changes.at[i]))
                warn(arena, into,
                     arena_printf(arena, "%s: \"%s\" is not known to %s; it is listed all the same",
                                  label(arena, w, &into->changes.at[i]), into->changes.at[i].title,
                                  parts[p].source));
    }
}

void join(struct arena *arena, const struct watched *w, const struct testimony *parts, size_t n,
          struct harvest *ret_harvest)
{
    struct harvest into = {0};
    for (size_t p = 0; p < n; p++)
        add_part(arena, w, parts[p].harvest, &into);
    if (n > 1)
        report_denials(arena, w, parts, n, &into);
    change_sort(arena, &into.changes);
    *ret_harvest = into;
}
