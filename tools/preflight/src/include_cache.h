/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the committed sources of a part include, remembered by the identity of its folder at HEAD: a
 * pure function of that, so an entry is never stale. In a large repository this saves opening every
 * file. $GIT_DIR/preflight-includes, one line a part:
 *
 *     preflight 1 <hash of all folders of all parts, since they say which file is whose>
 *     <hash of the part's folders at HEAD> NAME NAME...
 *
 * NAME is what stands before the first slash of an #include, whether it is a part or not. A cache
 * that cannot be read is empty, one that cannot be written is done without.
 */
#pragma once
#include <git2.h>

#include "common/arena.h"
#include "parts.h"

struct cache_entry {
    git_oid key;
    struct string_list names;
    bool known; /* `names` are what HEAD has */
    bool fresh; /* ... found out by the caller just now */
};

struct include_cache {
    const char *path;
    git_oid universe;
    struct cache_entry *of;       /* of each part, in their order */
    LIST(struct cache_entry) old; /* what the file had, sorted by key */
};

/* Fills `of[i].key`, and `names` of what is known. All unknown where HEAD has no such folder. */
void include_cache_open(struct arena *, git_repository *, const struct parts *,
                        struct include_cache *ret_cache);
/* Writes the known entries, those of before behind them, if any is new. */
void include_cache_keep(struct arena *, const struct parts *, const struct include_cache *);
