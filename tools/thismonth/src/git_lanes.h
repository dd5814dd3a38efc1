/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * History as lanes: every commit belongs to exactly one run of first parents.
 *
 *     main   o---o---M---o---M---o      a lane that a branch leads to
 *                   /       /
 *     side      o--o   o---o            a lane that the merge M brought in
 *
 * Lanes are claimed in this order, each commit by the first that reaches it: the default branch,
 * branches named in the configuration, the other branches, branches that are heads of pull
 * requests, tags. Each kind is followed by the sides of its merges, oldest merge first and each one
 * to its depth, so that a commit belongs to the merge that brought it in first. A branch that was
 * merged and still stands makes no lane of its own: it is the side of its merge.
 *
 * From that follows where anything landed: a commit on the lane of a branch landed there when it
 * was committed; one on the side of a merge from elsewhere landed when and where that merge did.
 *
 * Only what the window needs is walked: a lane ends where it meets a claimed commit, or past the
 * window after SLOP commits in a row that are older (clocks are skewed). So that sides of stale
 * pull requests end where they forked, the default branch is walked on beside them, within bounds.
 */
#pragma once
#include "git_refs.h"
#include "git_words.h"

enum lane_kind {
    LANE_DEFAULT,
    LANE_NAMED,  /* named in `branches` */
    LANE_BRANCH, /* any other branch */
    LANE_TAG,    /* reachable from a tag alone */
    LANE_INNER,  /* side of a merge of a branch of this repository: pull requests may have landed on
                    it */
    LANE_HEAD,   /* head of a pull request that has not been merged */
    LANE_SIDE,   /* side of any other merge: a pull request's own commits */
};

struct lane {
    enum lane_kind kind;
    const char *name; /* of the branch or tag; LANE_SIDE: NULL */
    uint32_t tip;
    uint32_t merge;  /* that brought it in, NO_COMMIT: none did */
    uint32_t parent; /* lane of `merge` */
    uint32_t depth;  /* how many merges lie between it and a reference */
    size_t begin,
        end;     /* its commits in lanes.order, newest first; without those older than the window */
    bool judged; /* side: `kind` and `name` are final, see lanes_judge() */
    bool pull_request; /* side: brought in by a merge that names a pull request */
};

#define NO_LANE UINT32_MAX

struct lanes {
    struct arena *arena;
    struct history *history;
    const struct refs *refs;
    const char *owner; /* of the repository, NULL: unknown */
    int64_t oldest;    /* commits before are past the window; INT64_MIN: all history is walked */
    bool (*stop)(void *, uint32_t commit); /* more commits that end a lane, NULL: none */
    void *ctx;
    LIST(struct lane) list;
    uint32_t *order; /* commits lane by lane */
    size_t order_n, order_cap;
    uint32_t *lane_of; /* by commit: lane + 1, 0: not claimed */
    uint32_t lane_of_n;
    uint32_t beyond; /* next commit of the default branch past the window, NO_COMMIT: none */
    int64_t beyond_date;
    size_t beyond_left; /* how many more may be claimed there */
};

/* Walks all lanes. `ret_lanes` is filled in any case; lanes_release() frees it. */
enum status lanes_walk(struct arena *, struct history *, const struct refs *, const char *owner,
                       int64_t oldest, bool (*stop)(void *, uint32_t), void *ctx,
                       struct lanes *ret_lanes, struct error *) MUST_CHECK;
void lanes_release(struct lanes *);

uint32_t lanes_of(const struct lanes *,
                  uint32_t commit); /* NO_LANE: not walked, or past the window */

/* Finds out of the merge's message whether a side is LANE_INNER or LANE_SIDE. */
enum status lanes_judge(struct lanes *, uint32_t lane, struct error *) MUST_CHECK;

/* Do these words of a merge say that it took in a branch of this repository itself? */
bool lanes_own_branch(const struct lanes *, const struct words *);

/* Where a commit of `lane` landed: on the returned commit (itself, or a merge) of *ret_lane, which
 * is no side. */
enum status lanes_landing(struct lanes *, uint32_t commit, uint32_t *ret_landing,
                          uint32_t *ret_lane, struct error *) MUST_CHECK;
