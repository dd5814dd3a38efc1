/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Past months drafted again and compared with what editors published: which pull requests were
 * found in the month, shown or hidden alike, in which order, under which title; every
 * disagreement is printed with its cause.
 */
#pragma once
#include "config.h"
#include "source.h"

struct replay_request {
    const struct config *config;
    const char *posts;     /* published.jsonl, or a folder of posts named by their months */
    struct month from, to; /* year 0: all that `posts` has */
    bool json;
    int64_t now;
    const struct source *source;
};

/* Prints the comparison on stdout. */
enum status replay(struct arena *, const struct replay_request *, struct error *) MUST_CHECK;
