/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * News fragments (common/fragment.h) in a history: the change whose diff adds one is told in its
 * words, the first line instead of the title. No number of a pull request is needed.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>

#include "common/arena.h"

/* The folder as paths of this repository have it, or NULL: it lies elsewhere. `folder` is absolute.
 */
const char *fragment_folder(struct arena *, git_repository *, const char *folder);
/* Is this path a fragment in `folder`? NULL: nothing is. */
bool fragment_is(const char *folder, const char *path);
/* The first line of `path` in `after`, without heading or list marks, if `before` (NULL: none) does
 * not have the file; else, and where it cannot be read (a clone without blobs), NULL. */
const char *fragment_title(struct arena *, git_repository *, const git_oid *before,
                           const git_oid *after, const char *path);
