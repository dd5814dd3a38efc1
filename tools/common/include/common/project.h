/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * project.json: the one record of a subproject, read by thismonth, preflight and Hugo alike.
 *
 *     { "name": "acpi", "title": "`acpi`", "about": "Tables and ...", "weight": 30,
 *       "repository": "owner/name", "git": "../acpi.git", "default_branch": "main",
 *       "paths": ["projects/acpi"],
 *       "maintainers": [ {"login": "x", "names": ["X Y"], "since": "2022-06", "until": null, "url":
 * "https://..."} ], "branches": { "next": "which will be released as `v2` soon" }, "needs": [],
 * "reads": ["ci/qemu/run"], "labels": [], "direct": "auto", "always": false }
 *
 * Only `name` is required; "needs" stands on a line of its own in exactly this form, because make
 * reads it too. Strings live in the arena.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/json.h"
#include "common/status.h"

enum direct_policy {
    DIRECT_AUTO, /* only in a repository whose month has no pull request at all */
    DIRECT_YES,
    DIRECT_NO,
};

struct maintainer {
    const char *login;         /* GitHub's; never NULL, may be "" where only `names` are known */
    struct string_list names;  /* names in git that are this person */
    const char *since, *until; /* months "YYYY-MM", both inclusive; NULL: open */
    const char *url;           /* NULL: https://github.com/LOGIN */
};

struct branch_note {
    const char *branch;
    const char *note; /* Markdown that follows the branch's name in a sentence */
};

struct project {
    const char *name;       /* required; [a-zA-Z0-9_.-]+ */
    const char *title;      /* Markdown of the heading; default: `name` in backticks */
    const char *about;      /* Markdown paragraph below the heading, NULL: none */
    int weight;             /* order of the sections, ties by name; default 100 */
    const char *repository; /* "owner/name"; NULL: the configuration's own */
    const char *git; /* path of a clone, resolved against `file`'s folder; NULL: the repository
                        around `file` */
    const char *default_branch; /* NULL: found out */
    struct string_list
        paths; /* from the repository's root, without a slash at the end; empty: all of it */
    struct string_list needs, labels;
    struct string_list reads; /* patterns of what its checks read outside of it, from the root */
    LIST(struct maintainer) maintainers;
    LIST(struct branch_note) branches;
    enum direct_policy direct;
    bool always; /* has a section in every month */

    struct string_list written_by; /* logins; only projects of others have them */
    bool other;                    /* belongs under "Other Projects" */
    const char *file;              /* where it was read from, for messages and relative paths */
    unsigned line;
};

/* Reads one object. Unknown keys, wrong types, bad names and months are STATUS_USAGE with file and
 * line. */
enum status project_read(struct arena *, struct json_at, struct project *ret_project,
                         struct error *) MUST_CHECK;
/* Reads a project.json. */
enum status project_load(struct arena *, const char *path, struct project *ret_project,
                         struct error *) MUST_CHECK;
/* Is `login` (NULL allowed) or the git name `name` (NULL allowed) a maintainer in month "YYYY-MM"?
 * Logins compare without case, as GitHub's do. */
bool project_has_maintainer(const struct project *, const char *login, const char *name,
                            const char *month);
