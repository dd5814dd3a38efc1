/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Opening local git repositories (libgit2), with refusals that name the one command that mends
 * them: missing, not a repository, owned by someone else (safe.directory), shallow, a partial
 * clone without trees, an extension that libgit2 does not know.
 *
 * Threads: one git_repository per thread.
 */
#pragma once
#include <git2.h>

#include "common/arena.h"
#include "common/status.h"

/* Starts libgit2 with bounded memory: pack windows at most 32 MiB mapped, object cache off for
 * blobs, ownership check on. Call once, before any other; repository_shutdown ends it. */
enum status repository_startup(struct error *) MUST_CHECK;
void repository_shutdown(void);

enum repository_how {
    REPOSITORY_UPWARDS = 1 << 0, /* `path` may be a folder inside a work tree */
    REPOSITORY_SHALLOW = 1 << 1, /* history may be cut off: the caller looks where it ends */
};

/* Opens the repository at `path` (bare, or a work tree); `how`: enum repository_how, or 0.
 * `why` says in messages whose path it is ("newsletter/thismonth.json:12: git"). The caller frees
 * with git_repository_free. STATUS_USAGE: not there or refused; STATUS_WORLD: unreadable. */
enum status repository_open(const char *path, unsigned how, const char *why, git_repository **ret,
                            struct error *) MUST_CHECK;

/* libgit2's last error with `what` in front; a missing or corrupt object is named with
 * "git fsck" as the next step. STATUS_WORLD. */
enum status repository_error(git_repository *, const char *what, struct error *);

/* "owner/name" from the URL of the remote `origin` if that is a GitHub host (github.com, or the
 * host of GITHUB_SERVER_URL), else NULL. */
const char *repository_github_name(git_repository *, struct arena *);
