/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What editors published, for replay: one row per pull request that an issue lists. Read from a
 * published.jsonl (one object a line: month, repo, number, title_as_published, visible, role,
 * order) or out of the posts themselves.
 */
#pragma once
#include "calendar.h"
#include "common/status.h"

struct published {
    struct month month;
    const char *repository; /* "owner/name" */
    unsigned number;
    const char *title; /* as published; NULL: not known */
    bool visible;      /* false: inside an HTML comment */
    unsigned order;    /* place in its issue */
};

struct published_list {
    struct published *at;
    size_t n, cap;
};

/* `path` is a file or a folder with YYYY-MM.md or YYYY-MM/index.md. Only list items count, each
 * once an issue. */
enum status published_load(struct arena *, const char *path, struct published_list *ret_list,
                           struct error *) MUST_CHECK;
