/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Where two lines of history forked. As git merge-base, and honest in a shallow clone: what lies
 * behind the cut is unknown, so an answer that it could change is none.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>

#include "common/arena.h"
#include "common/status.h"

struct oid_list {
    git_oid *at;
    size_t n, cap;
};

struct history {
    bool found;           /* false: no common ancestor, or none that is certain */
    git_oid merge_base;   /* of several that are equally good, the youngest */
    struct oid_list ours; /* what `tip` has and `base` has not, parents before children */
};

/* STATUS_WORLD: a commit is missing or damaged. */
enum status history_fork(struct arena *, git_repository *, const git_oid *tip, const git_oid *base,
                         struct history *ret_history, struct error *) MUST_CHECK;
