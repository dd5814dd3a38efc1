/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Figures out of the records that are on disk: how many changes, by how many people, how many of
 * them for the first time, how long from opening to merging; for each month and project. The site
 * draws the same, out of what digest.h makes of them.
 */
#pragma once
#include "config.h"
#include "record.h"

struct figures {
    struct month month;
    const char *project; /* NULL: all of the month, each change and each person once */
    size_t changes;      /* merged, by whomever */
    size_t bots;         /* of these, by no person */
    size_t people;       /* different ones */
    int first_time;      /* of these, here for the first time; -1: not known of anyone */
    double days;         /* median from opening to merging; below 0: not known */
};
struct figures_list {
    struct figures *at;
    size_t n, cap;
};

/* Of one record, the whole month first, then projects in the order of the configuration. */
void figures_of(struct arena *, const struct config *, const struct record *,
                struct figures_list *ret_figures);
/* Of all records of `from` to `to` (year 0: no bound). STATUS_FINDINGS: there is none. */
enum status stats(struct arena *, const struct config *, struct month from, struct month to,
                  struct figures_list *ret_figures, struct error *) MUST_CHECK;
void figures_print(struct text *, struct arena *, const struct figures_list *, bool json);
