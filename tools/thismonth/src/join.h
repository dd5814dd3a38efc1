/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What several sources say of the same changes of one repository becomes one list. A pull request
 * is known by its number, a direct commit by its id. Each disagreement becomes a warning with both
 * values.
 *
 * Who is believed: the API for title, time, login, bot and branch (a title may be edited after the
 * merge, and it knows accounts); git for kind, commits, files, releases and first-timers.
 */
#pragma once
#include "source.h"

struct testimony {
    const char *source; /* its name, for warnings */
    const struct harvest *harvest;
    bool whole; /* it answered for the whole window: what it does not name, it denies */
};

/* The change of `list` that `c` speaks of too, or NULL. A direct commit that another source knows
 * as the merge of a pull request is that pull request. */
struct change *join_find(const struct change_list *list, const struct change *c);

/* The first decides kind and commits where both know them: put git first. What was merged outside
 * the window by GitHub's time is left out, with a warning. */
void join(struct arena *, const struct watched *, struct window, const struct testimony *, size_t n,
          struct harvest *ret_harvest);
