/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * git's commit-graph file: parents, date and tree of every commit without opening an object.
 *
 *     objects/info/commit-graph                      one file, or
 *     objects/info/commit-graphs/commit-graph-chain  a list of graph-HASH.graph, oldest first
 *
 * A commit in it has a position; positions of a chain run through from the oldest file on. The
 * files are mapped and read in place, nothing is copied, so a million commits cost what is touched.
 *
 * The file is a cache that git may not have kept right: whoever opens it gets NULL instead of a
 * graph when anything about its frame is wrong, and every access checks what it follows; after a
 * wrong one git_graph_broken() is true and the objects themselves must be asked. (Its checksum is
 * not verified, as git does not: that would read all of it.)
 *
 * Format: Documentation/gitformat-commit-graph.txt of git. Threads: read-only, any.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>
#include <stdint.h>

struct git_graph;

struct graph_commit {
    int64_t date;   /* committer's, cut to 34 bits */
    uint32_t level; /* greater than that of every parent; 0: not known */
    git_oid tree;
};

/* `objects` is the folder of the object store. NULL: none there, or none that can be used. The
 * caller closes with git_graph_close (NULL is fine). */
struct git_graph *git_graph_open(const char *objects);
void git_graph_close(struct git_graph *);

uint32_t git_graph_count(const struct git_graph *); /* of commits; positions are below it */
bool git_graph_find(const struct git_graph *, const git_oid *, uint32_t *ret_position);
void git_graph_id(const struct git_graph *, uint32_t position, git_oid *ret_id);
void git_graph_commit(const struct git_graph *, uint32_t position, struct graph_commit *ret_commit);

/* Parents: up to `cap` positions into `parents`, the number of all of them returned. A position or
 * an edge that points nowhere, or a parent whose level is not below its child's, breaks the graph.
 */
uint32_t git_graph_parents(struct git_graph *, uint32_t position, uint32_t *parents, uint32_t cap);
bool git_graph_broken(const struct git_graph *);
