/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Into what the editor has: an outline is merged into the post on disk. The post belongs to the
 * editor; this module only puts lines in, and rewrites sentences that the tool wrote and that
 * nobody touched. Whatever a person typed is there afterwards, byte for byte.
 *
 *     post + memory + outline  ->  post + memory
 *
 * A new post is the prose of its parts, into which everything is put by the same code that adds
 * to an edited one. What the memory is for:
 *
 *     printed     once there; named nowhere now, it was deleted and goes to `dismissed`
 *     dismissed   never put in again
 *     lines       what the tool wrote; rewritten only while it still stands so:
 *       intro:acpi  intro:acpi:next  none:acpi  maintained:acpi  thanks:acpi  welcome:acpi
 *       of:thanks:acpi             what the outline asked for last, where the post has another
 *                                  wording: without deleted changes, or a person's
 *       heading:acpi  part:other   how a section or part was headed last, to find it again
 *
 * Places:
 *
 *   a change    behind the nearest earlier one of its group in the group's list, else before the
 *               nearest later one, else behind the group's sentence
 *   a hidden    behind the last shown item of the list, in merge order
 *   a group     behind the group before it, else before the next, else at the section's end
 *   a section   before the first one of its part that follows it in the outline, else at the end
 *
 * What stands is never moved. A sentence that an editor changed or deleted stays so; who is not
 * named in it is reported, once. A section that was deleted comes back with what is new only.
 */
#pragma once
#include "arrange.h"
#include "common/text.h"
#include "record.h"

struct merge_result {
    struct text post;            /* the new bytes; the caller releases */
    struct memory memory;        /* what the record shall remember */
    struct string_list inserted; /* ids that this run put in */
    struct string_list reports;  /* what the editor should know, one sentence each */
    bool forgotten; /* post without memory: nothing was put in, `reports` are the candidates */
};

/* The prose of a new post: one file per part; each but the introduction begins with its heading. */
struct prose {
    const char *introduction, *announcements, *infrastructure, *projects, *other, *join;
};
/* STATUS_USAGE: a part has no heading "## ..."; STATUS_WORLD: a file cannot be read. */
enum status prose_load(struct arena *, const char *folder, struct prose *ret_prose,
                       struct error *) MUST_CHECK;

/* `post` NULL (or blank): a new one is made out of `prose`, with `drafted_at` as its date.
 * STATUS_USAGE with "path:line: ..." when the post cannot be merged into (conflict markers, front
 * matter that is no JSON, a comment or code fence that never closes); nothing is returned then. */
enum status merge_post(struct arena *, const struct config *, const struct prose *,
                       const struct outline *, const struct memory *, const char *path,
                       const char *post, size_t n, int64_t drafted_at,
                       struct merge_result *ret_result, struct error *) MUST_CHECK;
