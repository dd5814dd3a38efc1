/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What messages say: how merge buttons, bors and `git merge` word a commit, and which login an
 * e-mail address gives away. Words only; whether they are true of the history is source_git.c's
 * affair.
 *
 *     Merge pull request #12 from owner/branch      WORDS_MERGE, title: first line of the body
 *     Auto merge of #12 - owner:branch, r=someone   WORDS_MERGE (homu), "Rollup merge of" too
 *     Merge #12 #13                                 WORDS_BORS, see bors_next()
 *     Title (#12)                                   WORDS_SQUASH
 *     Merge branch 'next' [of URL] [into main]      WORDS_BRANCH, "remote-tracking branch
 * 'origin/next'" too anything else                                 WORDS_PLAIN
 *
 * All spans point into the message.
 */
#pragma once
#include "common/arena.h"
#include "git_history.h"

enum words_kind { WORDS_PLAIN, WORDS_MERGE, WORDS_BORS, WORDS_SQUASH, WORDS_BRANCH };

struct words {
    enum words_kind kind;
    unsigned number; /* merge, squash */
    struct span
        owner; /* merge: of the head's repository; branch: out of its URL. Empty: not said */
    struct span branch;  /* merge, branch: what was merged */
    struct span title;   /* never empty unless the message is (merge: or its body) */
    struct span numbers; /* bors: "#12 #13" */
    struct span body;    /* bors: where bors_next() looks */
};
void words_parse(struct span message, struct words *ret_words);

struct bors_line {
    unsigned number;
    struct span title; /* empty: the body has no line for it */
    struct span login; /* a=login; empty: not said */
};
/* The next pull request of a bors merge, in the order of the subject. */
bool bors_next(struct words *, struct bors_line *ret_line);

/* "ID+login@users.noreply.github.com" or "login@users.noreply.github.com". */
bool noreply_login(struct span email, struct span *ret_login);
/* Ends in "[bot]", or is a branch that only bots make: renovate/..., dependabot/... */
bool bot_name(const char *name_or_login);
bool bot_branch(const char *branch);

/* A copy as UTF-8, from the encoding that the commit names (unknown ones: as it is). */
const char *span_text(struct arena *, struct span, struct span encoding);
