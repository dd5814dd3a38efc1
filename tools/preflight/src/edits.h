/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Changed lines: of each file that differs from the merge base, which lines are new, and the bytes
 * as git would store them (so a work tree with CR LF line ends is read as the repository has it).
 * A file that was only moved has no changed lines. Deleted files, links and submodules are left
 * out.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>

#include "changes.h"
#include "common/arena.h"
#include "common/status.h"

struct edit {
    const char *path;
    const char *bytes; /* terminated; empty where `size` is beyond 16 MiB */
    size_t n, size;
    bool added;
    bool *changed; /* by line, from 1 to the last; NULL: all */
};
struct edits {
    LIST(struct edit) at; /* sorted by path */
};

enum status edits_find(struct arena *, git_repository *, const struct changes *,
                       struct edits *ret_edits, struct error *) MUST_CHECK;
/* Every file that is tracked or could be, all of its lines. */
enum status edits_all(struct arena *, git_repository *, struct edits *ret_edits,
                      struct error *) MUST_CHECK;
