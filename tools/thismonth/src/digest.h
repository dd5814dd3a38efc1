/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * All records as one small document, as the site wants them: counted and grouped here once, since a
 * template takes a thousand times as long for it. No title is in it: what the site tells of a
 * change is the line of the post (newsletter/layouts/partials/lines.html).
 *
 *     {"people": {"ada": {"login": "Ada", "name": null}},    no bots; by login, else name, lower
 * case "months": {"2026-11": { "changes": 9, "people": 2, "first_time": 1, "days": null,    as
 * `stats` counts them "projects": {"acpi": 3},           changes, by project; one may be of several
 *        "landed": {"acpi": 82, "": 94},    commits, by the first project; a merge is one
 *        "shown": ["acpi"],                 projects with a change that the draft showed
 *        "by": {"ada": [2, "acpi"]},        how many of the shown changes somebody did, and where
 *        "told": [["KEY", "ada", "acpi"]]}}}    each change: key, who ("": a bot or nobody),
 * projects
 *
 * KEY is what a post's HTML knows a change by: its web address (& is &amp;) or, without one, twelve
 * digits of its first commit.
 */
#pragma once
#include "common/text.h"
#include "config.h"

/* Of all records in config->records; none is an empty document. */
enum status digest(struct arena *, const struct config *, struct text *out,
                   struct error *) MUST_CHECK;
