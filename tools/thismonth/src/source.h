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

/* A pull request that a source was asked about and does not know as merged. */
struct denial {
    unsigned number;
    const char *why; /* "is not merged on GitHub (closed)" */
};

/* What a source found. `changes` are in order, unclassified (show and why not set). */
struct harvest {
    struct change_list changes;
    LIST(struct release) releases;
    LIST(struct denial) denials;
    struct string_list warnings; /* whole sentences, each with the repository in front */
    bool silent; /* it cannot speak of this repository: what it does not name, it does not deny */
};

/* A change that one source told of and another, which answered for the whole window, did not. */
struct doubt {
    const struct watched *watched;
    struct change told;
    struct harvest *harvest; /* of the one that is asked: gets the change, or a denial */
};

struct source {
    const char *name; /* "git", "api" */
    void *ctx;
    /* Appends to *harvest. STATUS_FINDINGS: in part, the reason is in harvest->warnings. */
    enum status (*collect)(void *ctx, struct arena *, const struct watched *, struct window,
                           struct harvest *harvest, struct error *);
    /* What it knows of these changes after all, whenever they were merged; all at once, since that
     * may be one request. NULL: nothing more than it told. */
    enum status (*recall)(void *ctx, struct arena *, struct doubt *, size_t n, struct error *);
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

/* GitHub's API (source_github.c). The first question reads the window for all watched repositories
 * at once; the others are answered from that. */
struct github;
struct source source_github(struct arena *, struct github *, const struct config *);
