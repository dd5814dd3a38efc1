/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What is wrong with a post before readers see it: named rules over the post, what earlier posts
 * name, and the contributions beside it. Nothing is read from disk and nothing is changed here.
 *
 *     struct check_input in = {.post = {path, bytes, n}, .config = &config, .record = &record};
 *     check_post(&arena, &in, &findings);       // findings.n == 0: fit to be published
 *
 * Hints of the template are no findings while "draft" is true: publish takes them away.
 */
#pragma once
#include "config.h"
#include "earlier.h"
#include "record.h"

struct check_file {
    const char *path; /* as findings name it; a contribution's tells its kind: .../other/x.md */
    const char *bytes;
    size_t n;
};

struct check_input {
    struct check_file post;
    const struct config *config;
    const struct record *record;        /* of the month; NULL: thanks-missing finds nothing */
    const struct earlier_post *earlier; /* NULL with earlier_n 0 */
    size_t earlier_n;
    const struct check_file *contributions; /* other/NAME.md and links/NAME.md beside the post */
    size_t contributions_n;
};

struct finding {
    const char *path;
    unsigned line;    /* 1-based */
    const char *rule; /* name of one of check_rules */
    const char *text; /* what it is, and how it is mended */
};

struct finding_list {
    struct finding *at;
    size_t n, cap;
};

/* Appends what is wrong with the post, then with each contribution, each by line. */
void check_post(struct arena *, const struct check_input *, struct finding_list *findings);

/* The rules, for the manual and the tests: `bad` and `good` are lines of a post in which the rule
 * finds something and nothing, "" where the example needs more than a line (tests/unit/check_test.c
 * has them all). */
struct check_rule {
    const char *name;
    const char *finds;
    const char *bad, *good;
};
extern const struct check_rule check_rules[];
extern const size_t check_rules_n;
