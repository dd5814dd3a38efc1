/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Two colours poured down from the tips: a heap hands out the newest commit, which passes its
 * colours on to its parents. When no commit of the first colour alone waits any more, the rest is
 * common. A commit that gets a colour after it was handed out is handed out again.
 */
#include "git_reach.h"

#include <stdlib.h>
#include <string.h>

#include "common/json.h"

enum {
    OF = 1,
    WITHOUT = 2,
    WAITING = 4, /* in the heap */
    SLOP = 64,   /* commits looked at once all seems common */
};

struct pouring {
    struct arena *arena;
    struct history *history;
    uint8_t *colours; /* by commit */
    uint32_t colours_n;
    struct {
        struct waiting {
            int64_t date;
            uint32_t commit;
        } * at;
        size_t n, cap;
    } heap;
    size_t open; /* commits in the heap with colour OF alone */
};

static bool newer(const struct waiting *a, const struct waiting *b)
{
    return a->date != b->date ? a->date > b->date : a->commit < b->commit;
}

static void heap_push(struct pouring *p, struct waiting w)
{
    (void)list_push(p->arena, &p->heap);
    size_t parent, at = p->heap.n - 1;
    for (; at; at = parent) {
        parent = (at - 1) / 2;
        if (!newer(&w, &p->heap.at[parent]))
            break;
        p->heap.at[at] = p->heap.at[parent];
    }
    p->heap.at[at] = w;
}

static struct waiting heap_pop(struct pouring *p)
{
    struct waiting top = p->heap.at[0], last = p->heap.at[--p->heap.n];
    size_t at = 0, child;
    while ((child = 2 * at + 1) < p->heap.n) {
        if (child + 1 < p->heap.n && newer(&p->heap.at[child + 1], &p->heap.at[child]))
            child++;
        if (!newer(&p->heap.at[child], &last))
            break;
        p->heap.at[at] = p->heap.at[child];
        at = child;
    }
    if (p->heap.n)
        p->heap.at[at] = last;
    return top;
}

/* Adds a colour; the commit waits (again) if that is news. */
static enum status colour(struct pouring *p, uint32_t commit, uint8_t colours, struct error *error)
{
    if (commit >= p->colours_n) {
        uint32_t n = p->history->count + p->history->count / 2;
        p->colours = resized(p->colours, n, 1);
        memset(p->colours + p->colours_n, 0, n - p->colours_n);
        p->colours_n = n;
    }
    uint8_t *has = &p->colours[commit];
    uint8_t before = *has;
    if ((before | colours) == before)
        return STATUS_OK;
    *has |= colours | WAITING;
    if (before & WAITING) {
        p->open -= (before & (OF | WITHOUT)) == OF && (*has & WITHOUT);
        return STATUS_OK;
    }
    struct links links;
    TRY(history_links(p->history, commit, &links, error));
    heap_push(p, (struct waiting){links.date, commit});
    p->open += (*has & (OF | WITHOUT)) == OF;
    return STATUS_OK;
}

static enum status pour(struct pouring *p, struct commit_list *ret_of, struct error *error)
{
    for (size_t slop = 0; p->heap.n && (p->open || slop < SLOP); slop = p->open ? 0 : slop + 1) {
        uint32_t commit = heap_pop(p).commit;
        uint8_t colours = p->colours[commit] & (OF | WITHOUT);
        struct links links;
        p->colours[commit] = colours;
        if (colours == OF) {
            p->open--;
            *list_push(p->arena, ret_of) = commit;
        }
        TRY(history_links(p->history, commit, &links, error));
        for (uint32_t i = 0; i < links.n; i++) {
            uint32_t parent = links.parents[i];
            TRY(colour(p, parent, colours, error));
            TRY(history_links(p->history, commit, &links, error));
        }
    }
    return STATUS_OK;
}

enum status reach_difference(struct arena *arena, struct history *history,
                             const struct commit_list *of, const struct commit_list *without,
                             struct commit_list *ret_commits, struct error *error)
{
    struct pouring p = {.arena = arena, .history = history};
    struct commit_list found = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < without->n; i++)
        status = colour(&p, without->at[i], WITHOUT, error);
    for (size_t i = 0; status == STATUS_OK && i < of->n; i++)
        status = colour(&p, of->at[i], OF, error);
    if (status == STATUS_OK)
        status = pour(&p, &found, error);
    size_t n = 0;
    for (size_t i = 0; i < found.n; i++)
        if (!(p.colours[found.at[i]] & WITHOUT))
            found.at[n++] = found.at[i];
    found.n = n;
    free(p.colours);
    if (status == STATUS_OK)
        *ret_commits = found;
    return status;
}
