/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Into what the editor has: an outline is merged into the post on disk. The post belongs to the
 * editor; this module only computes insertions, and replacements of sentences that the tool wrote
 * and that nobody touched. Whatever a person typed is there afterwards, byte for byte.
 */
#pragma once
#include "arrange.h"
#include "common/text.h"
#include "record.h"

struct merge_result {
    struct text post;            /* the new bytes; the caller releases */
    struct memory memory;        /* what the record shall remember */
    struct string_list inserted; /* ids that this run put in */
    struct string_list
        reports; /* what the editor should know: "thanks line of x86_64 was edited; new: @a" */
};

/* The prose of a new post: one file per part of it, each beginning with its heading. */
struct prose {
    const char *introduction, *announcements, *infrastructure, *projects, *other, *join;
};
enum status prose_load(struct arena *, const char *folder, struct prose *ret_prose,
                       struct error *) MUST_CHECK;

/* `post` NULL: a new one is made out of `prose`, with `drafted_at` as its date. STATUS_USAGE with
 * "path:line: ..." when the post cannot be merged into (conflict markers, front matter that is no
 * JSON, a comment or code fence that never closes); nothing is returned then. */
enum status merge_post(struct arena *, const struct config *, const struct prose *,
                       const struct outline *, const struct memory *, const char *path,
                       const char *post, size_t n, int64_t drafted_at,
                       struct merge_result *ret_result, struct error *) MUST_CHECK;
