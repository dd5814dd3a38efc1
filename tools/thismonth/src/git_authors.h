/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Since when has each author been part of a repository? The index says for every name and every
 * e-mail address (after mailmap, without case) when the first commit of theirs landed on the
 * default branch, on a branch named in the configuration, or under a tag: when it was committed
 * there, or when the merge that brought it in was. So a pull request that waited for a year counts
 * from its merge.
 *
 * Kept in the cache folder, one file per repository, as hashes of the names, never the names:
 *
 *     "thismonth authors" version, what it depends on (default branch, named ones, owner, mailmap)
 *     tips      the commits that it covers everything below of
 *     entries   { hash, instant }, sorted
 *     checksum
 *
 * It is brought up to date by what is new below the tips of today. Where a tip is gone whose
 * commits could have been anyone's first, where it is damaged, or made for other settings, it is
 * built anew: the answer depends on the repository alone, not on the cache.
 */
#pragma once
#include "git_lanes.h"

struct authors {
    struct author_entry {
        uint64_t key;
        int64_t since;
    } * at;
    size_t n;
    const char *warning; /* NULL: none. The index could not be written, say */
};

/* `cache` NULL: nothing is read or written. `name` tells the repositories of one cache apart.
 * `mailmap` may be NULL; `mailmap_hash` stands for its contents. */
struct authors_options {
    const char *cache, *name, *owner;
    const struct refs *refs;
    git_mailmap *mailmap;
    uint64_t mailmap_hash;
};
enum status authors_open(struct arena *, struct history *, const struct authors_options *,
                         struct authors *ret_authors, struct error *) MUST_CHECK;

/* False: never seen. */
bool authors_since(const struct authors *, const char *name, const char *email, int64_t *ret_since);

/* Name and e-mail of a signature after the mailmap. */
struct identity {
    const char *name, *email; /* NULL: empty */
};
struct identity identity_of(struct arena *, git_mailmap *, const struct signature *,
                            struct span encoding);
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n); /* FNV-1a; seed 0 begins */
