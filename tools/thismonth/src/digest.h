/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * All records as one small document, as the site wants them: counted and grouped here once, since a
 * template takes a thousand times as long for it. No title is in it: what the site tells of a
 * change is the line of the post (newsletter/layouts/partials/lines.html).
 *
 *     {"people": {"ada": {"login": "Ada", "name": null}},
 *      "months": {"2026-11": {
 *        "changes": 9, "people": 2, "first_time": 1, "days": null,
 *        "projects": {"acpi": 3},
 *        "landed": {"acpi": 82, "": 94},
 *        "shown": ["acpi"],
 *        "by": {"ada": [2, "acpi"]},
 *        "told": [["KEY", "ada", "acpi"]]}}}
 *
 * people: all but bots, by login or else name, in lower case. changes to days: as `stats` counts
 * them. projects: changes; one may be of several. landed: commits, by the first project; a merge is
 * one. shown: projects with a change that the draft showed. by: how many of the shown changes
 * somebody did, and where. told: each change, its KEY, who did it ("": a bot or nobody), projects.
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
