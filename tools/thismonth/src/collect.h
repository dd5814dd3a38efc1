/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * From all watched repositories and all sources to the record of a month: harvest, join, classify,
 * fold runs of direct commits into lines. Nothing is written here.
 */
#pragma once
#include "record.h"
#include "source.h"

struct collection {
    struct month month;
    struct window window; /* of the record */
    struct window read;   /* what sources are asked for: begins earlier when changes came late */
    const struct record
        *earlier; /* this month's record so far, NULL: none. Its draft is carried over,
                     and runs of direct commits that were printed are not folded anew */
    /* Leaves a change out before it is folded or counted; direct commits come one by one. NULL:
     * none. */
    bool (*skip)(void *ctx, const struct change *);
    void *skip_ctx;
    int64_t now;
    const struct source *sources;
    size_t sources_n;
    void (*progress)(void *ctx, const char *what, size_t done, size_t of); /* NULL: silent */
    void *ctx;
};

/* STATUS_OK or STATUS_FINDINGS (record.warnings says what is missing) with *ret_record filled;
 * anything else stops at once with nothing filled. */
enum status collect(struct arena *, const struct config *, const struct collection *,
                    struct record *ret_record, struct error *) MUST_CHECK;
