/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What git_landings.c and git_rebase.c share while they find out what landed. Private to them. */
#pragma once
#include "git_landings.h"

/* A commit of the window on a lane that pull requests land on, which names none. */
struct unnamed {
    uint32_t commit, lane;
    size_t nth; /* in lanes.order */
    int64_t date, authored;
    const char *subject, *name, *email;
    bool taken; /* by a rebased pull request */
};

struct evidence {
    struct arena *arena;
    struct lanes *lanes;
    const struct refs *refs;
    struct window window;
    struct pull *by_head; /* refs->pulls, by head */
    struct landings claims;
    LIST(struct unnamed) unnamed;
    struct string_list warnings;
};

/* Adds the pull requests that were rebased onto a branch, and takes their commits. */
enum status evidence_rebased(struct evidence *, struct error *) MUST_CHECK;

const struct landing *evidence_claim(const struct evidence *,
                                     unsigned number); /* settled ones; or NULL */
const char *evidence_branch(const struct evidence *, uint32_t lane);
void evidence_warn(struct evidence *, const char *format, ...) PRINTF(2, 3);
