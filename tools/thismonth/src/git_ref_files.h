/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The references of a repository that the git source looks at, straight from its files: loose ones,
 * and packed-refs. A mirror with pull requests has thousands of them; this costs one open per loose
 * file and one pass over packed-refs, where libgit2's iterator takes several times that and a copy
 * of them all.
 *
 *     refs/heads/  refs/tags/  refs/remotes/origin/  refs/pull/N/head
 *
 * Symbolic ones are left out. (libgit2 refuses repositories whose references are kept in another
 * way.)
 */
#pragma once
#include <git2.h>

#include "common/arena.h"
#include "common/status.h"

/* `name` in full, valid during the call. Anything but STATUS_OK ends the reading. */
typedef enum status ref_visit(void *ctx, const char *name, const git_oid *);

/* Each reference once, in no particular order. STATUS_WORLD: a file that is damaged or cannot be
 * read. */
enum status ref_files_each(git_repository *, ref_visit *, void *ctx, struct error *) MUST_CHECK;
