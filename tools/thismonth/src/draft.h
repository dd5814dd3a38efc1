/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The two commands that make a month: `collect` (sources -> record) and `draft` (record -> post).
 * They share the rules of which changes belong to a month; this is where files are read and
 * written.
 */
#pragma once
#include "config.h"
#include "record.h"
#include "source.h"

struct month_request {
    const struct config *config;
    struct month month;
    int64_t until; /* end of the window; 0: end of the month */
    int64_t now;
    const char *
        changes; /* draft: a record to take the changes from instead of collecting, NULL: collect */
    const char *out; /* where the result goes, NULL: where the configuration says */
    bool refresh;    /* read a finished month again too */
    const struct source *sources;
    size_t sources_n;
    void (*progress)(void *ctx, const char *what, size_t done, size_t of); /* NULL: silent */
    void *ctx;
};

struct month_result {
    struct record record;
    const char *post, *record_path; /* what was written */
    bool finished;                  /* the month was not read: its record stands */
    bool changed;                   /* draft: the post is not what it was */
    struct string_list inserted;    /* ids that came into the post by this run */
    struct string_list reports;     /* what the editor should know, whole sentences */
    bool forgotten; /* the record is gone: nothing was written, `reports` are candidates */
};

/* Collects; carries the draft memory of an existing record over. Writes nothing. A finished month
 * (complete, collected a week after its end, GitHub asked) is not read again: its record stands. */
enum status collect_month(struct arena *, const struct month_request *, struct month_result *,
                          struct error *) MUST_CHECK;
/* Writes the post, then the record. STATUS_FINDINGS: `reports` want a look; when the
 * record is `forgotten` nothing was written. */
enum status draft_month(struct arena *, const struct month_request *, struct month_result *,
                        struct error *) MUST_CHECK;
/* Writes a record unless it says nothing new: then the file stays untouched, collected_at included,
 * but for a record that has become final (collected over a week after its window). */
enum status record_keep(struct arena *, const char *path, struct record *,
                        struct error *) MUST_CHECK;
