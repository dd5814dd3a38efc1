/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The seam between where changes come from and what becomes of them. A source answers for one
 * watched repository and one window; join.c merges what several sources say of the same changes.
 */
#pragma once
#include "calendar.h"
#include "change.h"
#include "config.h"

/* A release: a tag whose commit or tagger date lies in the window. */
struct release {
    const char *repository; /* may be NULL */
    const char *tag;        /* "v0.15.1" */
    const char *commit;     /* full id that it points at */
    int64_t at;             /* tagger's date, else committer's */
};

/* What a source found. `changes` are in order, unclassified (show and why not set). */
struct harvest {
    struct change_list changes;
    LIST(struct release) releases;
    struct string_list warnings; /* whole sentences, each with the repository in front */
};

struct source {
    const char *name; /* "git", "api" */
    void *ctx;
    /* Appends to *harvest. STATUS_FINDINGS: in part, the reason is in harvest->warnings. */
    enum status (*collect)(void *ctx, struct arena *, const struct watched *, struct window,
                           struct harvest *harvest, struct error *);
};

/* Local clones through libgit2 (source_git.c). `cache` is the folder of author indexes
 * (NULL: none is read or written, and first-timers are looked up by walking the history). */
struct git_source_options {
    const char *cache;
    const struct string_list *organizations; /* owners that are no persons */
    const char *fragments;                   /* absolute folder of news fragments, NULL: none */
    bool no_first_time;                      /* leave first_time UNKNOWN, read no old history */
};
struct source source_git(struct arena *, const struct git_source_options *);
