/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* History as lanes: see git_lanes.h. */
#include "git_lanes.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/json.h"
#include "git_words.h"

enum {
    SLOP = 5,       /* old commits in a row that end a lane */
    BEYOND = 20000, /* how far the default branch is followed past the window, in commits */
    STALE = 2000,   /* how far a side is, where it does not meet the default branch */
    DEEPEST = 64,   /* sides of sides of ... that are still judged */
    DAY = 24 * 60 * 60,
};

/* --- Claims ----------------------------------------------------------------------------------- */

static void room_for(struct lanes *l, uint32_t commit)
{
    if (commit < l->lane_of_n)
        return;
    uint32_t n = l->history->count > commit ? l->history->count : commit + 1;
    n += n / 2;
    l->lane_of = resized(l->lane_of, n, sizeof *l->lane_of);
    memset(l->lane_of + l->lane_of_n, 0, (n - l->lane_of_n) * sizeof *l->lane_of);
    l->lane_of_n = n;
}

static bool claimed(struct lanes *l, uint32_t commit)
{
    room_for(l, commit);
    return l->lane_of[commit] != 0;
}

uint32_t lanes_of(const struct lanes *l, uint32_t commit)
{
    return commit < l->lane_of_n && l->lane_of[commit] ? l->lane_of[commit] - 1 : NO_LANE;
}

static void add_to_order(struct lanes *l, uint32_t commit)
{
    if (l->order_n == l->order_cap) {
        l->order_cap = l->order_cap ? 2 * l->order_cap : 4096;
        l->order = resized(l->order, l->order_cap, sizeof *l->order);
    }
    l->order[l->order_n++] = commit;
}

/* --- Walking one lane ------------------------------------------------------------------------- */

/* Walks the default branch on, past the window, until it is older than `date`. */
static enum status follow_beyond(struct lanes *l, int64_t date, struct error *error)
{
    while (l->beyond != NO_COMMIT && l->beyond_left && l->beyond_date >= date - DAY) {
        struct links links;
        if (claimed(l, l->beyond)) {
            l->beyond = NO_COMMIT;
            break;
        }
        l->lane_of[l->beyond] = 1; /* the default branch is lane 0 */
        l->beyond_left--;
        TRY(history_links(l->history, l->beyond, &links, error));
        l->beyond = links.n ? links.parents[0] : NO_COMMIT;
        if (l->beyond != NO_COMMIT) {
            TRY(history_links(l->history, l->beyond, &links, error));
            l->beyond_date = links.date;
        }
    }
    return STATUS_OK;
}

static enum status walk_lane(struct lanes *l, uint32_t tip, struct lane lane, struct error *error)
{
    uint32_t number = (uint32_t)l->list.n, commit = tip;
    bool side = lane.merge != NO_COMMIT;
    size_t old = 0;
    lane.tip = tip;
    lane.begin = l->order_n;
    while (commit != NO_COMMIT && !claimed(l, commit) && !(l->stop && l->stop(l->ctx, commit))) {
        struct links links;
        TRY(history_links(l->history, commit, &links, error));
        int64_t date = links.date;
        bool past = date < l->oldest;
        old = past ? old + 1 : 0;
        if (past && side) {
            TRY(follow_beyond(l, date, error));
            if (claimed(l, commit) || old > STALE)
                break;
            TRY(history_links(l->history, commit, &links, error));
        } else if (old > SLOP || (past && lane.kind == LANE_TAG)) {
            break;
        }
        room_for(l, commit);
        l->lane_of[commit] = number + 1;
        if (!past)
            add_to_order(l, commit);
        commit = links.n ? links.parents[0] : NO_COMMIT;
    }
    lane.end = l->order_n;
    if (number == 0) {
        l->beyond = commit;
        l->beyond_date = INT64_MAX;
    }
    *list_push(l->arena, &l->list) = lane;
    return STATUS_OK;
}

/* --- Sides ------------------------------------------------------------------------------------ */

/* A place in the depth-first way through merges. */
struct place {
    uint32_t lane;
    size_t at;     /* its commits in lanes.order from here down to `begin` are still to do */
    uint32_t side; /* next parent of the commit at `at` */
};

/* The next unclaimed side of a lane, from its oldest merge on; NO_COMMIT: none is left. */
static enum status next_side(struct lanes *l, struct place *p, uint32_t *ret_merge,
                             uint32_t *ret_side, struct error *error)
{
    const struct lane *lane = &l->list.at[p->lane];
    for (; p->at > lane->begin; p->at--, p->side = 1) {
        struct links links;
        uint32_t merge = l->order[p->at - 1];
        TRY(history_links(l->history, merge, &links, error));
        while (p->side < links.n) {
            uint32_t side = links.parents[p->side++];
            if (claimed(l, side))
                continue;
            *ret_merge = merge;
            *ret_side = side;
            return STATUS_OK;
        }
    }
    *ret_side = NO_COMMIT;
    return STATUS_OK;
}

static enum status walk_sides(struct lanes *l, uint32_t of, struct error *error)
{
    struct arena scratch = {0};
    LIST(struct place) stack = {0};
    enum status status = STATUS_OK;
    *list_push(&scratch, &stack) = (struct place){of, l->list.at[of].end, 1};
    while (stack.n) {
        struct place *top = &stack.at[stack.n - 1];
        uint32_t merge = NO_COMMIT, side = NO_COMMIT, number = (uint32_t)l->list.n;
        status = next_side(l, top, &merge, &side, error);
        if (status != STATUS_OK)
            break;
        if (side == NO_COMMIT) {
            stack.n--;
            continue;
        }
        struct lane lane = {.kind = LANE_SIDE,
                            .merge = merge,
                            .parent = top->lane,
                            .depth = l->list.at[top->lane].depth + 1};
        status = walk_lane(l, side, lane, error);
        if (status != STATUS_OK)
            break;
        *list_push(&scratch, &stack) = (struct place){number, l->list.at[number].end, 1};
    }
    arena_release(&scratch);
    return status;
}

/* --- All lanes -------------------------------------------------------------------------------- */

static int by_commit(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The heads of pull requests, sorted. */
struct heads {
    uint32_t *at;
    size_t n;
};

static struct heads find_heads(const struct lanes *l, struct arena *scratch)
{
    struct heads heads = {.n = l->refs->pulls.n};
    heads.at = arena_array(scratch, heads.n, sizeof *heads.at);
    for (size_t i = 0; i < heads.n; i++)
        heads.at[i] = l->refs->pulls.at[i].head;
    if (heads.n)
        qsort(heads.at, heads.n, sizeof *heads.at, by_commit);
    return heads;
}

/* The lanes of one kind of branch, then all their sides. */
static enum status walk_branches(struct lanes *l, enum lane_kind kind, const struct heads *heads,
                                 struct error *error)
{
    const struct refs *refs = l->refs;
    uint32_t first = (uint32_t)l->list.n;
    for (size_t i = 0; i < refs->branches.n; i++) {
        const struct branch *b = &refs->branches.at[i];
        enum lane_kind is =
            strcmp(b->name, refs->default_branch) == 0 ? LANE_DEFAULT
            : i < refs->named                          ? LANE_NAMED
            : heads->n && bsearch(&b->tip, heads->at, heads->n, sizeof b->tip, by_commit)
                ? LANE_HEAD
                : LANE_BRANCH;
        if (is == kind && !claimed(l, b->tip))
            TRY(walk_lane(l, b->tip,
                          (struct lane){.kind = kind, .name = b->name, .merge = NO_COMMIT}, error));
    }
    for (uint32_t i = first, end = (uint32_t)l->list.n; i < end; i++)
        TRY(walk_sides(l, i, error));
    return STATUS_OK;
}

static enum status walk_tags(struct lanes *l, struct error *error)
{
    for (size_t i = 0; i < l->refs->tags.n; i++) {
        const struct tag *tag = &l->refs->tags.at[i];
        struct lane lane = {.kind = LANE_TAG, .name = tag->name, .merge = NO_COMMIT};
        uint32_t number = (uint32_t)l->list.n;
        if (claimed(l, tag->commit))
            continue;
        TRY(walk_lane(l, tag->commit, lane, error));
        TRY(walk_sides(l, number, error));
    }
    return STATUS_OK;
}

static enum status walk_all(struct lanes *l, struct arena *scratch, struct error *error)
{
    struct heads heads = find_heads(l, scratch);
    TRY(walk_branches(l, LANE_DEFAULT, &heads, error));
    TRY(walk_branches(l, LANE_NAMED, &heads, error));
    TRY(walk_branches(l, LANE_BRANCH, &heads, error));
    TRY(walk_branches(l, LANE_HEAD, &heads, error));
    return walk_tags(l, error);
}

enum status lanes_walk(struct arena *arena, struct history *history, const struct refs *refs,
                       const char *owner, int64_t oldest, bool (*stop)(void *, uint32_t), void *ctx,
                       struct lanes *ret_lanes, struct error *error)
{
    struct arena scratch = {0};
    *ret_lanes = (struct lanes){.arena = arena,
                                .history = history,
                                .refs = refs,
                                .owner = owner,
                                .oldest = oldest,
                                .stop = stop,
                                .ctx = ctx,
                                .beyond = NO_COMMIT,
                                .beyond_left = BEYOND};
    enum status status = walk_all(ret_lanes, &scratch, error);
    arena_release(&scratch);
    return status;
}

void lanes_release(struct lanes *l)
{
    free(l->order);
    free(l->lane_of);
    *l = (struct lanes){0};
}

/* --- What a side is --------------------------------------------------------------------------- */

bool lanes_own_branch(const struct lanes *l, const struct words *words)
{
    if (!words->branch.n || (words->kind != WORDS_MERGE && words->kind != WORDS_BRANCH))
        return false;
    if (!words->owner.n)
        return words->kind == WORDS_BRANCH;
    if (l->owner)
        return words->owner.n == strlen(l->owner) &&
               strncasecmp(words->owner.at, l->owner, words->owner.n) == 0;
    for (size_t i = 0; i < l->refs->branches.n; i++)
        if (span_is(words->branch, l->refs->branches.at[i].name))
            return true;
    return false;
}

enum status lanes_judge(struct lanes *l, uint32_t number, struct error *error)
{
    struct lane *lane = &l->list.at[number];
    struct commit_text text;
    struct words words;
    if (lane->judged || lane->kind != LANE_SIDE)
        return STATUS_OK;
    if (lane->depth > DEEPEST) {
        lane->judged = lane->pull_request = true;
        return STATUS_OK;
    }
    TRY(lanes_judge(l, lane->parent, error));
    enum lane_kind parent = l->list.at[lane->parent].kind;
    TRY(history_read(l->history, lane->merge, &text, error));
    words_parse(text.message, &words);
    lane->judged = true;
    lane->pull_request =
        words.kind == WORDS_MERGE || words.kind == WORDS_BORS || words.kind == WORDS_SQUASH;
    if (parent != LANE_SIDE && parent != LANE_HEAD && lanes_own_branch(l, &words)) {
        lane->kind = LANE_INNER;
        lane->name = span_text(l->arena, words.branch, text.encoding);
    }
    history_release(&text);
    return STATUS_OK;
}

enum status lanes_landing(struct lanes *l, uint32_t commit, uint32_t *ret_landing,
                          uint32_t *ret_lane, struct error *error)
{
    uint32_t number = lanes_of(l, commit);
    for (;;) {
        TRY(lanes_judge(l, number, error));
        const struct lane *lane = &l->list.at[number];
        if (lane->kind != LANE_SIDE)
            break;
        commit = lane->merge;
        number = lane->parent;
    }
    *ret_landing = commit;
    *ret_lane = number;
    return STATUS_OK;
}
