/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What landed in a window: pull requests, each with the evidence for it, and direct commits.
 *
 * kind    evidence                                                   landed
 * merge   a merge that names #N, or whose side is refs/pull/N/head   by that merge
 * squash  "Title (#N)" on one parent                                 as that commit
 * rebase  no number anywhere: the last own commit of refs/pull/N/head has author, author's time and
 *         subject of a commit on a branch                            as that commit and those
 * before it direct  nothing names a pull request                               itself, or by the
 * merge of its branch
 *
 * Evidence counts on lanes that pull requests can land on. On a side (someone's own commits,
 * perhaps of a fork with pull requests of its own) a number counts only if refs/pull/N/head proves
 * it. "(#N)" where pull requests were fetched and N is none of them is an issue's number.
 *
 * Two claims on one number, or two pull requests on one landed commit: the proven one wins, then
 * the default branch, then the earlier; the other is a warning. So is a pull request whose head is
 * in the history although nothing says that it was merged ("contained").
 */
#pragma once
#include "change.h"
#include "git_lanes.h"
#include "git_reach.h"

struct landing {
    unsigned number; /* 0: direct */
    enum change_kind kind;
    uint32_t commit; /* that it landed with */
    uint32_t lane;   /* that `commit` is on */
    uint32_t head;   /* last commit of what came in; rebase: of refs/pull/N/head. Squash, direct:
                        `commit` */
    int64_t at;      /* when it landed */
    const char *branch;
    const char *title;
    const char *owner, *head_branch; /* "from owner/branch", NULL: not said */
    const char *login;               /* that bors names, NULL: none */
    bool proven;                     /* refs/pull/N/head says so */
    size_t nth;                      /* of its lane's commits, newest first */
    bool picked;                /* squash: older than the window, perhaps from another branch */
    struct commit_list commits; /* merge, squash: `commit`; rebase: the series, oldest first */
};

struct landings {
    struct landing *at; /* in order of `at` */
    size_t n, cap;
    struct string_list warnings; /* without the repository in front */
};

enum status landings_find(struct arena *, struct lanes *, struct window, enum direct_policy,
                          struct landings *ret_landings, struct error *) MUST_CHECK;
