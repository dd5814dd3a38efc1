/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which paths differ between two trees: both are read side by side, equal ids are skipped, no blob
 * is opened and no rename is guessed. A submodule counts as one path.
 *
 * Threads: as the object database's.
 */
#pragma once
#include <git2.h>

#include "common/status.h"

/* `path` from the root of the trees, valid during the call. */
typedef void tree_visit(void *ctx, const char *path);

/* `before` NULL: the empty tree. STATUS_WORLD names a tree that is missing or damaged. */
enum status tree_compare(git_repository *, git_odb *, const git_oid *before, const git_oid *after,
                         tree_visit *, void *ctx, struct error *) MUST_CHECK;
