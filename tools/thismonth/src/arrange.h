/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which change stands where: a record becomes the outline of a post. No text is made here
 * (render.c) and no post is read (merge.c).
 *
 *     outline
 *       section "infrastructure"   changes outside every project        (in "Infrastructure and
 * Tooling") section "x86_64"           one per project, by weight           (in "Projects") group
 * main               shown, then hidden, both in merge order group next               ... section
 * "blog_os"          projects of others                   (in "Other Projects")
 */
#pragma once
#include "change.h"
#include "config.h"
#include "record.h"

enum part { PART_INFRASTRUCTURE, PART_PROJECTS, PART_OTHER };

struct group {
    const char *branch; /* NULL: the default branch */
    const char *note;   /* what `branches` says of it, NULL: nothing */
    LIST(const struct change *) shown;
    LIST(const struct change *) hidden;
};

struct section {
    enum part part;
    const char *key;               /* project's name, or "infrastructure" */
    const struct project *project; /* NULL: infrastructure */
    LIST(struct group) groups;     /* default branch first, then by name; no empty ones */
    LIST(struct person) thanked;   /* authors of shown changes, in order of first appearance */
    size_t thanked_changes;        /* how many shown changes are theirs */
    LIST(struct person) welcomed;  /* those of `thanked` who are new; thanked all the same */
};

struct outline {
    struct month month;
    LIST(struct section) sections; /* in the order of the post */
};

/* Lives as long as record and config. Projects without a change have a section only if `always`. */
void arrange(struct arena *, const struct config *, const struct record *,
             struct outline *ret_outline);
