/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * thismonth.json and everything that it names: which repositories are read, for which projects,
 * what is hidden, where posts, records and prose lie. All paths are absolute or relative to the
 * current folder once loaded, ready to be opened.
 */
#pragma once
#include <stdbool.h>

#include "common/arena.h"
#include "common/project.h"
#include "common/status.h"
#include "phrases.h"

/* One clone to read, for one or more projects. */
struct watched {
    const char *repository;     /* "owner/name", NULL: unknown */
    const char *git;            /* path to open; NULL: no clone, only the API can tell */
    bool git_upwards;           /* the repository around `git`, rather than `git` itself */
    const char *git_why;        /* "file:line: git", for messages */
    const char *default_branch; /* NULL: found out */
    LIST(struct branch_note) branches;
    enum direct_policy direct;
    LIST(const struct project *) projects;
    bool paths; /* at least one project has paths: changes must be attributed */
};

/* "organization": all repositories of an owner, found out by asking GitHub. */
struct organization {
    const char *name;
    bool other;       /* listed under "Other Projects" */
    const char *file; /* where it stands */
    unsigned line;
};

struct config {
    const char *file;                    /* thismonth.json itself */
    const char *folder;                  /* where it lies */
    const char *title;                   /* "This Month in OSDev" */
    const char *repository;              /* home of the newsletter, NULL: none known */
    const char *posts, *records, *prose; /* folders */
    const char *fragments;               /* absolute: it is compared with paths of repositories */
    const char *post;                    /* "{posts}/{month}/index.md", see config_post() */
    struct string_list editors, organizations;
    LIST(struct project) projects;   /* own and other, in the order of their sections */
    LIST(struct organization) whole; /* not yet among the projects: see config_add_repositories() */
    struct string_list warnings;     /* of what could not be found out, for the record */
    LIST(struct watched) watched;    /* in the order of their first project */
    struct {
        struct string_list authors; /* glob patterns on logins and names */
        struct string_list titles;  /* POSIX extended regular expressions, without case */
        bool strict;                /* also ci, lint, typo and toolchain-only changes */
    } hide;
    bool welcome; /* name first-time contributors */
    struct phrases phrases;
};

/* Loads `path`; NULL: newsletter/thismonth.json, looked for upwards from the current folder.
 * STATUS_USAGE with file, line and the nearest known key. */
enum status config_load(struct arena *, const char *path, struct config *ret_config,
                        struct error *) MUST_CHECK;

/* Makes a project of each repository that is none yet. STATUS_USAGE: a name stands for two. */
enum status config_add_repositories(struct arena *, struct config *, const struct organization *,
                                    const struct string_list *repositories,
                                    struct error *) MUST_CHECK;

const char *config_post(const struct config *, struct arena *,
                        const char *month); /* path of a post */
const char *config_record(const struct config *, struct arena *,
                          const char *month); /* path of a record */
const struct project *config_project(const struct config *, const char *name); /* or NULL */
