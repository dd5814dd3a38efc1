/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Answers on disk, one file each, for conditional requests (ETag) and for going on after an
 * interruption. The key says everything that the answer depends on: URL, headers, who asked, the
 * body. GitHub marks its answers `private`; this store belongs to one person, its folder is theirs
 * alone (mode 0700).
 *
 * Whatever is wrong with a file, it counts as not there; whatever goes wrong while storing, the
 * answer is simply not kept. Files are replaced whole, old ones go first when it grows too large.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"

struct http_cached {
    const char *etag; /* NULL: none was given */
    const char *link; /* the Link header, NULL: none */
    char *body;
    size_t n;
};

/* `folder` NULL: there is no cache. The key has no line breaks. */
bool http_cache_find(struct arena *, const char *folder, const char *key,
                     struct http_cached *ret_cached);
void http_cache_store(const char *folder, const char *key, const struct http_cached *);
/* Removes the oldest files until at most `bytes` are left, and what interrupted writers left. */
void http_cache_sweep(const char *folder, uint64_t bytes);
