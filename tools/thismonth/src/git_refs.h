/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a clone's references mean, whichever way it was made: a bare mirror (refs/heads), a work
 * tree (refs/remotes/origin), with pull requests fetched under either.
 *
 *     refs/heads/B, refs/remotes/origin/B        a branch. In a clone that has both, the remote's
 *                                                are the published ones, and of the local ones only
 * those count that are the default or named in `branches` refs/tags/T a tag refs/pull/N/head,
 * refs/remotes/origin/{pull,pr}/N[/head] the head of pull request N, merged or not
 */
#pragma once
#include "config.h"
#include "git_history.h"

struct branch {
    const char *name; /* "main"; the same name may stand for a local and a remote one */
    uint32_t tip;
    bool local; /* refs/heads in a clone that has remote-tracking branches too */
};

struct tag {
    const char *name; /* "v0.15.1" */
    uint32_t commit;  /* that it leads to */
    int64_t at;       /* tagger's date; INT64_MIN: it has none, the commit's counts */
};

struct pull {
    unsigned number;
    uint32_t head;
};

struct refs {
    const char *default_branch;
    LIST(struct branch) branches; /* default first, then those of `branches`, then by name */
    size_t named;                 /* how many of them are default or named in `branches` */
    LIST(struct tag) tags;        /* by name */
    LIST(struct pull) pulls;      /* by number */
    unsigned last_pull;           /* greatest number of them, 0: none was fetched */
};

/* STATUS_USAGE: no default branch can be found, or the configured one is not there. */
enum status refs_read(struct arena *, struct history *, const struct watched *,
                      struct refs *ret_refs, struct error *) MUST_CHECK;
const struct pull *refs_pull(const struct refs *, unsigned number); /* NULL: not fetched */
