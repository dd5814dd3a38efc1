/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The parts of a repository: every folder with a project.json, one or two levels below the root.
 * What its record does not say, the sources do: an #include of another part's header is an edge
 * too.
 *
 * A part owns what lies below its "paths" (its folder where the record names none); the longest
 * wins. What is inside a part concerns
 *
 *     tests/, bench/, doc/     the part's own checks
 *     *.md, LICENSE*           nobody: prose
 *     everything else          the part's own checks, and those of all parts that stand on it
 *
 * and, whatever it is and wherever it lies, those whose "reads" fit it. What lies outside all parts
 * and is not prose concerns all.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "changes.h"
#include "common/arena.h"
#include "common/project.h"
#include "common/status.h"

struct part_list {
    size_t *at; /* indices into parts.at */
    size_t n, cap;
};

struct part {
    struct project project; /* its record; names, owners, labels, "reads" */
    const char *name;
    const char *folder;        /* of the record: "projects/acpi" */
    struct part_list needs;    /* what it stands on, directly, by its record */
    bool has_headers;          /* FOLDER/include/NAME/, which others include as <NAME/...> */
    struct part_list includes; /* ... by its sources; empty before parts_read_includes() */
};

struct part_folder {
    const char *path;
    size_t n, part;
};

struct parts {
    LIST(struct part) at;             /* sorted by name */
    LIST(struct part_folder) folders; /* all "paths" of all of them, sorted bytewise */
};

enum concern {
    CONCERNS_NOBODY, /* prose */
    CONCERNS_ITSELF, /* tests, benchmarks, manual pages */
    CONCERNS_USERS,  /* what others build on */
};

/* Reads the records of the work tree: those of the index, and new ones of `changes` (NULL: those
 * that lie in the work tree). STATUS_USAGE: a record is wrong, two parts share a name, a need does
 * not exist. */
enum status parts_load(struct arena *, git_repository *, const struct changes *,
                       struct parts *ret_parts, struct error *) MUST_CHECK;
const struct part *parts_named(const struct parts *, const char *name); /* NULL: none */
/* As parts_named(); STATUS_USAGE names those that there are. */
enum status parts_find(struct arena *, const struct parts *, const char *name,
                       const struct part **ret_part, struct error *) MUST_CHECK;
const struct part *parts_owner(const struct parts *, const char *path); /* NULL: outside all */
/* Of a path of this part; NULL: of one that lies outside all. */
enum concern part_concern(const struct part *, const char *path);
bool part_reads(const struct part *, const char *path);
/* Reads the sources of the parts i with `wanted[i]`, as they are in the work tree, and fills their
 * `includes`, and everybody's `has_headers`. `changes` has all that is no commit yet, so that what
 * is known of HEAD need not be read again; NULL: everything that is tracked is read. */
enum status parts_read_includes(struct arena *, git_repository *, struct parts *,
                                const struct changes *, const bool *wanted,
                                struct error *) MUST_CHECK;

/* '*' and '?' stay inside a folder, "**" crosses folders: "newsletter/" followed by two stars fits
 * everything below it. */
bool path_fits(const char *pattern, const char *path);
