/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A change: one merged pull request, or a run of direct commits of one author. It is what sources
 * yield, what the record holds, and what a line of the post stands for.
 *
 * Strings live in the arena of the run. Unknown is NULL, -1 or UNKNOWN, as each field says.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"

enum tri { NO, YES, UNKNOWN };

struct person {
    const char *login; /* GitHub's, NULL: unknown or a deleted account */
    const char *name;  /* git's, after mailmap, NULL: unknown */
    bool bot;
    enum tri first_time; /* first contribution to this repository */
};

enum change_kind { KIND_MERGE, KIND_SQUASH, KIND_REBASE, KIND_DIRECT };
enum { SOURCE_GIT = 1, SOURCE_API = 2, SOURCE_EDITOR = 4 };

struct change {
    const char *repository; /* "owner/name", NULL: no GitHub home known */
    struct string_list
        projects;      /* names; the first is where it is printed; empty: outside every project */
    unsigned number;   /* of the pull request; 0: direct */
    const char *title; /* raw text, one line, as written */
    bool fragment;     /* `title` is the first line of a news fragment. Not in the record */
    const char *url;   /* NULL: none */
    struct person author;
    int64_t merged_at;  /* instant; direct: committer date of the first commit */
    int64_t opened_at;  /* when the pull request was opened, 0: unknown */
    const char *branch; /* where it landed, NULL: unknown */
    bool on_default;    /* `branch` is the repository's default branch, or unknown */
    enum change_kind kind;
    struct string_list
        commits; /* full ids: merge: the merge; rebase and direct: all, oldest first */
    int files;   /* paths changed against the first parent; -1: unknown */
    int insertions, deletions; /* only from the API; -1: unknown */
    const char *release;       /* tag that it carries ("v0.15.1"), NULL: none */
    unsigned own_commits;      /* that the pull request had, 0: unknown. Not in the record */
    const char *head;         /* "owner/branch" that was merged, NULL: unknown. Not in the record */
    struct string_list paths; /* changed paths, at most CHANGE_PATHS. Not in the record */
    bool show;
    const char *why;  /* name of the rule that decided `show` */
    unsigned sources; /* SOURCE_ bits */
};
enum { CHANGE_PATHS = 64 };

struct change_list {
    struct change *at;
    size_t n, cap;
};

/* The identity: "owner/name#445", or of direct commits "owner/name@0123456789ab" (twelve digits of
 * the first commit). Without a repository's name it begins at the '#' or '@'. */
const char *change_id(struct arena *, const struct change *);
/* The link of a change on GitHub, or NULL without a repository: .../pull/445, .../commit/<id>. */
const char *change_url(struct arena *, const struct change *);
const char *change_kind_text(enum change_kind);
bool change_kind_parse(const char *, enum change_kind *ret_kind);
/* Which was merged earlier: by merged_at, of pull requests of the same second by number; 0: as they
 * stand. */
int change_compare(const struct change *, const struct change *);
/* Brings a list into merge order; what was merged in the same second stays as the source told it.
 */
void change_sort(struct arena *, struct change_list *);
