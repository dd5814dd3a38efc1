/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What changed: every path in which the work tree, the index or the commits of this branch differ
 * from where the branch left its base.
 *
 *         o---o---o  base ("origin/main")
 *        /
 *   merge base---c---c  HEAD, index, work tree, untracked files        all that is right of it
 *
 * A path that was changed and changed back is still in the list. Of a rename both sides are. A
 * submodule is one path. Ignored files are not looked at, nor is what a sparse checkout leaves out.
 *
 * Refused, since the answer would be a guess: no commit yet, no base, no common ancestor, a shallow
 * clone that does not reach the merge base. STATUS_USAGE; the message ends in the command that
 * mends it.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>

#include "common/arena.h"
#include "common/status.h"

enum change_where {
    CHANGE_COMMITTED = 1 << 0,
    CHANGE_STAGED = 1 << 1,
    CHANGE_UNSTAGED = 1 << 2,
    CHANGE_UNTRACKED = 1 << 3,
};

struct changed_file {
    const char *path;
    unsigned where; /* enum change_where, one or several */
    bool there;     /* exists in the work tree now */
};

struct changes {
    const char *base;     /* the name by which the base was found: "origin/main" */
    const char *base_why; /* "--base", "$GITHUB_BASE_REF", "the default branch of origin" */
    git_oid base_tip, merge_base, head;
    LIST(git_oid) commits;           /* of HEAD that the base lacks, parents before children */
    LIST(struct changed_file) files; /* sorted bytewise, each once */
};

/* `base` NULL: the first that exists of $PREFLIGHT_BASE, $GITHUB_BASE_REF (of origin), the upstream
 * of this branch if that is another branch, the default branch of origin if that is another, main,
 * master of origin, the default branch of origin, main, master. An environment variable that is set
 * must exist. Fills everything. */
enum status changes_find(struct arena *, git_repository *, const char *base,
                         struct changes *ret_changes, struct error *) MUST_CHECK;
/* Only who, where from and the commits: `files` stays empty. */
enum status changes_find_commits(struct arena *, git_repository *, const char *base,
                                 struct changes *ret_changes, struct error *) MUST_CHECK;
/* One sentence on stderr: compared with what, found how. */
void changes_say(const struct changes *);
