/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The commits of one repository as numbers: the one way in which the git source looks at history.
 *
 *     numbers 0 .. graph_count - 1     positions in the commit-graph, where there is one
 *     numbers graph_count .. count - 1 commits met outside it, in the order in which they were met
 *
 * Dates and parents come from the commit-graph, else out of the commit object, which is then opened
 * once and remembered in some forty bytes. So walking costs an array access per commit with a
 * commit-graph and one inflated object without; a million commits stay under 100 MB.
 *
 * The text of a commit (people, message, tree) is always read from the object. While a text is
 * read, parents and tree are compared with the commit-graph: see history_graph_wrong().
 *
 * Everything in an object is someone else's bytes: absent and absurd fields become empty or 0, only
 * a commit without a readable tree and parents is an error (which names it).
 *
 * Threads: one history per thread.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>
#include <stdint.h>

#include "calendar.h"
#include "common/arena.h"
#include "common/status.h"
#include "git_graph.h"
#include "git_objects.h"

#define NO_COMMIT UINT32_MAX

struct span {
    const char *at;
    size_t n;
};

struct signature {
    struct span name, email;
    int64_t time; /* 0 when it is no number */
};

/* A commit object, in place. */
struct commit_text {
    struct object object; /* what the spans point into */
    bool kept;            /* the history keeps it, history_release() leaves it alone */
    git_oid tree;
    struct span parents; /* lines "parent HEX\n" */
    struct signature author, committer;
    struct span encoding; /* empty: UTF-8 */
    struct span message;
};

struct links {
    int64_t date; /* committer's */
    uint32_t n;
    const uint32_t *parents; /* valid until the next history_links() */
};

struct history {
    git_repository *repository; /* not owned */
    struct objects objects;
    struct git_graph *graph; /* NULL: none */
    uint32_t graph_count, count;
    bool graph_wrong;
    struct window keep; /* texts of commits with these dates, once read, stay until the end */
    size_t keep_left;   /* bytes that may still be kept */
    LIST(struct object) kept;
    struct arena arena; /* of that list */
    /* Called with every object that is opened for its links, NULL: nobody wants it. */
    void (*on_read)(void *ctx, uint32_t commit, const struct commit_text *);
    void *ctx;
    struct met *met;
    uint32_t met_cap;
    uint32_t *table; /* of numbers of met commits + 1, open addressing by id */
    uint32_t table_size;
    uint32_t *links; /* parents of met commits, one run after the other */
    uint32_t links_n, links_cap;
    uint32_t *scratch; /* parents out of the graph */
    uint32_t scratch_cap;
};

enum status history_open(struct history *ret_history, git_repository *, bool use_graph,
                         struct error *) MUST_CHECK;
void history_close(struct history *);

/* The number of a commit; nothing is opened, so it may not exist. Stays the same until the end. */
uint32_t history_commit(struct history *, const git_oid *);
void history_id(const struct history *, uint32_t commit, git_oid *ret_id);
const char *history_hex(const struct history *, struct arena *, uint32_t commit);

/* Date and parents. STATUS_WORLD names a commit that is missing, damaged or no commit at all. */
enum status history_links(struct history *, uint32_t commit, struct links *ret_links,
                          struct error *) MUST_CHECK;

/* The text; history_release() gives it back. */
enum status history_read(struct history *, uint32_t commit, struct commit_text *ret_text,
                         struct error *) MUST_CHECK;
void history_release(struct commit_text *);

/* The tree alone, without opening the commit where the graph knows it. */
enum status history_tree(struct history *, uint32_t commit, git_oid *ret_tree,
                         struct error *) MUST_CHECK;

/* The commit-graph contradicts itself or an object: what was learnt is worthless, begin anew with
 * use_graph false. Look here whenever a call failed, and once at the end. */
bool history_graph_wrong(const struct history *);

/* Takes a raw commit object apart. False: it has no tree line. */
bool commit_parse(const char *raw, size_t n, struct commit_text *ret_text);

/* "Name <email> 1700000000 +0100"; any part may be missing. */
struct signature signature_parse(struct span line);

/* The first line of a message without blanks around it. */
struct span message_subject(struct span message);
/* What follows the blank line(s) after the first paragraph. */
struct span message_body(struct span message);
/* Takes the next line off `*text`; false at the end. */
bool span_line(struct span *text, struct span *ret_line);
bool span_is(struct span, const char *);
struct span span_trim(struct span);
