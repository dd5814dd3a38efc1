/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Pages of the manual for Hugo: JSON front matter that templates read
 * (newsletter/layouts/projects), no HTML, and for what is Markdown already its text below.
 */
#pragma once
#include "common/project.h"
#include "header.h"

/* A header's page. Says in `names` what each name is about, for the index. */
enum status page_header(struct arena *, const struct header *, const struct names *,
                        struct text *out, struct error *) MUST_CHECK;

/* All headers of a project. */
void page_index(const struct project *, const header_list *, struct text *out);

/* All its names but members, from A to Z, without regard to the prefix that they share, on as many
 * pages as keep each readable: "a-z", "a-z-2", ... The page `part`, from 0. false: there is none.
 */
bool page_letters(const struct project *, const struct names *, unsigned part, struct text *out);

/* A Markdown file of the repository as a page: `front`, members of its front matter ("" or "\"a\":
 * 1"), its links, its text without the first heading. `path` is the file's, from the root. */
void page_markdown(struct arena *, const char *path, const char *markdown, const char *front,
                   const struct names *, struct text *out);

/* The newest release that a changelog names ("## [1.2.0] - 2026-11-30"). false: none. */
struct release {
    const char *version, *date; /* date may be "" */
};
bool newest_release(struct arena *, const char *changelog, struct release *ret_release);

/* For links from elsewhere: {"x86_map": ["projects/x86_64/api/paging", "x86_map"], ...}, members
 * left out. */
void page_names(const struct names *, struct text *out);
