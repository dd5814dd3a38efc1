/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which commits are reachable from some and not from others, looking no further back than needed to
 * know it.
 *
 * Commits are taken newest first. Where clocks ran wrong, a commit of the second set may be found
 * too late: the answer then holds commits too many, never too few.
 */
#pragma once
#include "git_history.h"

struct commit_list {
    uint32_t *at;
    size_t n, cap;
};

/* Commits reachable from `of` and not from `without`, in no particular order. */
enum status reach_difference(struct arena *, struct history *, const struct commit_list *of,
                             const struct commit_list *without, struct commit_list *ret_commits,
                             struct error *) MUST_CHECK;
