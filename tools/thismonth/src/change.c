/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A change, its identity and order: see change.h. */
#include "change.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_ID = 12 };

const char *change_id(struct arena *arena, const struct change *change)
{
    const char *repository = change->repository ? change->repository : "";
    if (change->number)
        return arena_printf(arena, "%s#%u", repository, change->number);
    if (!change->commits.n)
        BUG("a change without number and commits");
    return arena_printf(arena, "%s@%.*s", repository, SHORT_ID, change->commits.at[0]);
}

const char *change_url(struct arena *arena, const struct change *change)
{
    if (!change->repository)
        return NULL;
    if (change->number)
        return arena_printf(arena, "https://github.com/%s/pull/%u", change->repository,
                            change->number);
    return arena_printf(arena, "https://github.com/%s/commit/%s", change->repository,
                        change->commits.at[0]);
}

static const char *const kinds[] = {[KIND_MERGE] = "merge",
                                    [KIND_SQUASH] = "squash",
                                    [KIND_REBASE] = "rebase",
                                    [KIND_DIRECT] = "direct"};

const char *change_kind_text(enum change_kind kind)
{
    return kinds[kind];
}

bool change_kind_parse(const char *text, enum change_kind *ret_kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], text) == 0) {
            *ret_kind = (enum change_kind)i;
            return true;
        }
    return false;
}

int change_compare(const struct change *a, const struct change *b)
{
    if (a->merged_at != b->merged_at)
        return a->merged_at < b->merged_at ? -1 : 1;
    if (a->number && b->number && a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const struct change *const *x = a, *const *y = b;
    int order = change_compare(*x, *y);
    return order ? order : (*x > *y) - (*x < *y); /* both point into one list */
}

void change_sort(struct arena *arena, struct change_list *list)
{
    const struct change **places = arena_array(arena, list->n, sizeof *places);
    struct change_list sorted = {0};
    for (size_t i = 0; i < list->n; i++)
        places[i] = &list->at[i];
    if (list->n)
        qsort(places, list->n, sizeof *places, by_place);
    for (size_t i = 0; i < list->n; i++)
        *list_push(arena, &sorted) = *places[i];
    *list = sorted;
}
