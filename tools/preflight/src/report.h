/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What preflight says. The report goes to stdout and is the same, byte for byte, on every machine
 * that looks at the same change: no times, no absolute paths, no colours. Progress, times, the base
 * and everything else that differs from place to place goes to stderr, and so do the commands that
 * GitHub's runner understands (groups, annotations), where GITHUB_ACTIONS is "true".
 *
 *     projects/acpi/src/osi.c:12: blanks at the end of the line (blanks)
 *       bad:  |int x; |
 *       good: |int x;|
 *       next: make format
 *
 * With --json: one object a line, a finding each.
 *
 * Threads: one report per thread.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/status.h"
#include "common/text.h"

/* What is to be mended. All but `rule` and `text` may be NULL or 0. */
struct finding {
    const char *file; /* from the root; or "commit 1a2b3c4", "title": what a rule can be about */
    unsigned line;    /* from 1; 0: the whole */
    const char *rule; /* its name, by which it can be looked up and allowed */
    const char *text; /* what is wrong, one line */
    const char *bad, *good; /* an example each, or what was found and what was wanted */
    const char *next;       /* the command that mends it, or shows more */
};

struct report {
    struct text out; /* not printed yet */
    size_t findings; /* told so far */
    bool json;
    bool github; /* a runner of GitHub reads stderr */
};

/* All-zero but for the options; `github` comes from the environment. */
struct report report_begin(bool json);
void report_finding(struct report *, const struct finding *);
/* Adds to the report; nothing is added where it is JSON. */
void report_line(struct report *, const char *format, ...) PRINTF(2, 3);
/* Prints what was said so far. STATUS_WORLD: stdout cannot be written. */
enum status report_flush(struct report *, struct error *) MUST_CHECK;
void report_release(struct report *);

/* STATUS_FINDINGS if there were any. */
enum status report_status(const struct report *);

/* A sentence for whoever waits, on stderr. */
void report_say(const char *format, ...) PRINTF(1, 2);
/* What follows on stderr belongs together, under this heading. */
void report_group(const struct report *, const char *heading);
void report_group_end(const struct report *);

/* A path as it is printed: as it stands, or in quotes with C's escapes where it has bytes that
 * would break a line or are no UTF-8. */
void report_add_path(struct text *, const char *path);
