/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Both tips are painted in a colour each, which runs down to the parents, the youngest commit
 * first, until every commit that waits is known to lie below a common one. A commit of both colours
 * that lies below no other such commit is a merge base.
 *
 * Commits that are cut off a shallow clone have no parents here. If one was reached in a single
 * colour, a younger common ancestor may lie behind it; only where one tip contains the other is
 * that impossible.
 */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/repository.h"

enum { SLOP = 64 }; /* commits that are painted for good measure: see paint_all() */

enum {
    OURS = 1 << 0,
    THEIRS = 1 << 1,
    BOTH = OURS | THEIRS,
    BELOW = 1 << 2, /* an ancestor of a common commit */
    SHOWN = 1 << 3, /* already among the common ones */
    WAITS = 1 << 4, /* in the heap */
    CUT = 1 << 5,   /* its parents are not here */
    READ = 1 << 6,
};

struct node {
    git_oid id;
    unsigned flags;
    int64_t time;
    LIST(size_t) parents;
};

struct walk {
    struct arena *arena;
    git_repository *repository;
    LIST(struct node) nodes;
    size_t *table; /* 1 + index of a node, by its id; 0: free */
    size_t table_n;
    LIST(size_t) heap;   /* youngest on top */
    LIST(size_t) common; /* of both colours, as they were met */
    struct oid_list cut; /* sorted */
};

/* --- The nodes ---------------------------------------------------------------------------------
 */

static size_t *slot(struct walk *walk, const git_oid *id)
{
    size_t hash;
    memcpy(&hash, id->id, sizeof hash);
    for (size_t i = hash & (walk->table_n - 1);; i = (i + 1) & (walk->table_n - 1))
        if (!walk->table[i] || git_oid_equal(&walk->nodes.at[walk->table[i] - 1].id, id))
            return &walk->table[i];
}

static size_t node_of(struct walk *walk, const git_oid *id)
{
    if (2 * walk->nodes.n >= walk->table_n) {
        walk->table_n = walk->table_n ? 2 * walk->table_n : 256;
        walk->table = arena_array(walk->arena, walk->table_n, sizeof *walk->table);
        for (size_t i = 0; i < walk->nodes.n; i++)
            *slot(walk, &walk->nodes.at[i].id) = i + 1;
    }
    size_t *at = slot(walk, id);
    if (!*at) {
        *list_push(walk->arena, &walk->nodes) = (struct node){.id = *id};
        *at = walk->nodes.n;
    }
    return *at - 1;
}

static int by_id(const void *a, const void *b)
{
    return git_oid_cmp(a, b);
}

/* Fills time and parents. */
static enum status read_node(struct walk *walk, size_t at, struct error *error)
{
    git_commit *commit = NULL;
    git_oid id = walk->nodes.at[at].id;
    if (walk->nodes.at[at].flags & READ)
        return STATUS_OK;
    if (git_commit_lookup(&commit, walk->repository, &id) < 0)
        return repository_error(walk->repository, "history", error);
    struct node read = walk->nodes.at[at];
    read.flags |= READ;
    read.time = git_commit_time(commit);
    if (walk->cut.n && bsearch(&id, walk->cut.at, walk->cut.n, sizeof id, by_id))
        read.flags |= CUT;
    else
        for (unsigned i = 0; i < git_commit_parentcount(commit); i++)
            *list_push(walk->arena, &read.parents) = node_of(walk, git_commit_parent_id(commit, i));
    git_commit_free(commit);
    walk->nodes.at[at] = read;
    return STATUS_OK;
}

/* $GIT_DIR/shallow: one id a line. */
static enum status read_cut(struct walk *walk, struct error *error)
{
    char *bytes;
    size_t n;
    const char *path =
        path_join(walk->arena, git_repository_commondir(walk->repository), "shallow");
    if (!file_exists(path))
        return STATUS_OK;
    TRY(file_read(walk->arena, path, &bytes, &n, error));
    for (char *line = bytes; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        git_oid id;
        if (git_oid_fromstrn(&id, line, strcspn(line, "\r\n")) == 0)
            *list_push(walk->arena, &walk->cut) = id;
    }
    if (walk->cut.n)
        qsort(walk->cut.at, walk->cut.n, sizeof *walk->cut.at, by_id);
    return STATUS_OK;
}

/* --- The heap ----------------------------------------------------------------------------------
 */

static bool before(const struct walk *walk, size_t a, size_t b)
{
    return walk->nodes.at[a].time > walk->nodes.at[b].time ||
           (walk->nodes.at[a].time == walk->nodes.at[b].time && a < b);
}

static void heap_push(struct walk *walk, size_t node)
{
    *list_push(walk->arena, &walk->heap) = node;
    size_t *at = walk->heap.at, i = walk->heap.n - 1;
    for (; i && before(walk, node, at[(i - 1) / 2]); i = (i - 1) / 2)
        at[i] = at[(i - 1) / 2];
    at[i] = node;
}

static size_t heap_pop(struct walk *walk)
{
    size_t *at = walk->heap.at, top = at[0], last = at[--walk->heap.n], n = walk->heap.n, i = 0;
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && before(walk, at[child + 1], at[child]))
            child++;
        if (!before(walk, at[child], last))
            break;
        at[i] = at[child];
    }
    at[i] = last;
    return top;
}

/* Gives a node these colours, and a place in the heap if they are news to it. */
static enum status paint(struct walk *walk, size_t at, unsigned colours, struct error *error)
{
    TRY(read_node(walk, at, error));
    struct node *node = &walk->nodes.at[at];
    if ((node->flags & colours) == colours)
        return STATUS_OK;
    node->flags |= colours;
    if (!(node->flags & WAITS))
        heap_push(walk, at);
    walk->nodes.at[at].flags |= WAITS;
    return STATUS_OK;
}

static bool all_below(const struct walk *walk)
{
    for (size_t i = 0; i < walk->heap.n; i++)
        if (!(walk->nodes.at[walk->heap.at[i]].flags & BELOW))
            return false;
    return true;
}

/* Of a clock that lies the painting may end before it has run from one common commit down to
 * another: the merge base is among those that are left, but which one it is shows only further
 * below. */
static bool is_undecided(const struct walk *walk)
{
    size_t left = 0;
    for (size_t i = 0; i < walk->common.n; i++)
        left += !(walk->nodes.at[walk->common.at[i]].flags & BELOW);
    return walk->heap.n && left > 1;
}

/* Then the merge base is known, but of a clock that lies a commit of ours may be the base's, too,
 * by a path that is not painted yet. Such paths are short, or else nothing but all of history would
 * tell: git gives them a few commits, as this does. */
static enum status paint_all(struct walk *walk, struct error *error)
{
    for (size_t more = 0; walk->heap.n; more++) {
        if (!all_below(walk) || is_undecided(walk))
            more = 0;
        else if (more == SLOP)
            break;
        size_t at = heap_pop(walk);
        struct node *node = &walk->nodes.at[at];
        node->flags &= ~(unsigned)WAITS;
        unsigned colours = node->flags & (BOTH | BELOW);
        if ((colours & BOTH) == BOTH) {
            if (!(node->flags & SHOWN))
                *list_push(walk->arena, &walk->common) = at;
            node->flags |= SHOWN;
            colours |= BELOW;
        }
        for (size_t i = 0; i < walk->nodes.at[at].parents.n; i++)
            TRY(paint(walk, walk->nodes.at[at].parents.at[i], colours, error));
    }
    return STATUS_OK;
}

/* --- The answer --------------------------------------------------------------------------------
 */

static bool is_certain(const struct walk *walk, size_t tip, size_t base, size_t fork)
{
    if (fork == tip || fork == base)
        return true;
    for (size_t i = 0; i < walk->nodes.n; i++) {
        unsigned flags = walk->nodes.at[i].flags;
        if (flags & CUT && (flags & BOTH) != BOTH && flags & BOTH)
            return false;
    }
    return true;
}

/* Depth first without recursion: a commit comes out when its parents have. */
static void list_ours(struct walk *walk, size_t tip, struct oid_list *ours)
{
    LIST(size_t) stack = {0};
    size_t *next = arena_array(walk->arena, walk->nodes.n, sizeof *next);
    if ((walk->nodes.at[tip].flags & BOTH) == OURS)
        *list_push(walk->arena, &stack) = tip;
    while (stack.n) {
        size_t at = stack.at[stack.n - 1];
        const struct node *node = &walk->nodes.at[at];
        if (next[at] == node->parents.n) {
            next[at]++;
            stack.n--;
            *list_push(walk->arena, ours) = node->id;
            continue;
        }
        size_t parent = node->parents.at[next[at]++];
        if ((walk->nodes.at[parent].flags & BOTH) == OURS && next[parent] == 0)
            *list_push(walk->arena, &stack) = parent;
    }
}

enum status history_fork(struct arena *arena, git_repository *repository, const git_oid *tip,
                         const git_oid *base, struct history *ret_history, struct error *error)
{
    struct walk walk = {.arena = arena, .repository = repository};
    struct history history = {0};
    TRY(read_cut(&walk, error));
    size_t ours = node_of(&walk, tip), theirs = node_of(&walk, base), fork = SIZE_MAX;
    TRY(paint(&walk, ours, OURS, error));
    TRY(paint(&walk, theirs, THEIRS, error));
    TRY(paint_all(&walk, error));
    for (size_t i = 0; i < walk.common.n; i++) {
        size_t at = walk.common.at[i];
        if (!(walk.nodes.at[at].flags & BELOW) && (fork == SIZE_MAX || before(&walk, at, fork)))
            fork = at;
    }
    history.found = fork != SIZE_MAX && is_certain(&walk, ours, theirs, fork);
    if (history.found) {
        history.merge_base = walk.nodes.at[fork].id;
        list_ours(&walk, ours, &history.ours);
    }
    *ret_history = history;
    return STATUS_OK;
}
