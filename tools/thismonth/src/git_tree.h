/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which paths differ between two trees: both are read side by side, equal ids are skipped, no blob
 * is opened and no rename is guessed. A submodule counts as one path.
 *
 * Threads: as the object database's.
 */
#pragma once
#include "git_objects.h"

/* `path` from the root of the trees, valid during the call. */
typedef void tree_visit(void *ctx, const char *path);

/* `before` NULL: the empty tree. STATUS_WORLD names a tree that is missing or damaged. */
enum status tree_compare(struct objects *, const git_oid *before, const git_oid *after,
                         tree_visit *, void *ctx, struct error *) MUST_CHECK;

/* The entry of this name in the tree itself, a file or a folder. */
enum status tree_find(struct objects *, const git_oid *tree, const char *name, bool *ret_found,
                      git_oid *ret_id, struct error *) MUST_CHECK;
