/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Named rules about messages of commits, titles of pull requests, and files. Each is a row of one
 * table: what it wants, an example that breaks it and one that keeps it (a test runs both), and how
 * it is mended. All of this is pure functions over bytes; what is looked at, lint.c decides.
 *
 * An exception is reasoned: "allow(RULE): reason", where the reason is at least a word,
 *
 *     in a comment on the line, or on the line above        rules about lines
 *     within the first ten lines of the file                rules about whole files
 *     on a line of its own in the message                   rules about messages; and about whole
 *                                                           files, if they hold no text
 *
 * Without a reason the finding stays, and `allow` joins it.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"

enum rule_about {
    RULE_MESSAGE, /* a commit's message or a title */
    RULE_LINE,    /* one changed line */
    RULE_FILE,    /* a changed file as a whole */
};

struct rule {
    const char *name;
    enum rule_about about;
    const char *wants; /* one line, for `preflight lint --rules` */
    const char *path;  /* where the examples could stand; NULL: in a message, or they are words */
    const char *bad, *good;
    const char *next; /* the command that mends it; NULL: lint.c knows better */
};
extern const struct rule rules[];
extern const size_t rules_n;
const struct rule *rule_named(const char *name); /* NULL: there is none */

struct breach {
    const struct rule *rule;
    unsigned line; /* from 1; 0: the whole */
    const char *text;
};
struct breaches {
    struct breach *at;
    size_t n, cap;
};

/* `areas` are the words that may stand before the colon. */
void rules_message(struct arena *, const char *message, const struct string_list *areas,
                   struct breaches *);
/* The same for a title, which is one line. */
void rules_title(struct arena *, const char *title, const struct string_list *areas,
                 struct breaches *);

struct rules_file {
    const char *path;
    const char *bytes; /* terminated behind n */
    size_t n;
    size_t size;         /* of the file, where that is more than was read; else 0 or n */
    bool added;          /* is new */
    const bool *changed; /* by line, from 1 to the last; NULL: all */
    const struct string_list *parts;    /* names of all parts; for fragments */
    const struct string_list *messages; /* of the commits: where exceptions for files without text
                                           stand; NULL: none */
};
void rules_file(struct arena *, const struct rules_file *, struct breaches *);
/* Does "allow(RULE): reason" stand on this line, or the one above? For findings of other programs.
 */
bool rules_allowed(struct arena *, const struct rules_file *, const char *rule, unsigned line);

/* Is this a source file that clang-format lays out; does it hold text at all? */
bool rules_is_c(const char *path);
bool rules_is_text(const char *bytes, size_t n);
