/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The command line of preflight: one table of commands, one of options, help printed from both. */
#pragma once
#include <stdbool.h>

#include "common/arena.h"
#include "common/status.h"

struct preflight;

struct command {
    const char *name, *arguments, *about;
    enum status (*run)(struct preflight *, struct error *);
    bool words; /* takes arguments that are no options */
};

struct options {
    const struct command *command;
    const char *directory; /* -C; NULL: here */
    const char *base;      /* --base; NULL: found out */
    bool json;
    const char *rule, *title, *message; /* lint */
    bool rules, all;
    bool write, check, numstat;        /* owners */
    const char *project, *kind, *slug; /* note; kind: new */
    const char *about;                 /* new */
    bool dry_run;                      /* release */
    struct string_list words;          /* as they were typed */
    bool done;                         /* help or version was printed; there is nothing to run */
};

/* STATUS_USAGE names the word and, where one is near, what was meant. Help goes to stdout. */
enum status options_parse(struct arena *, int argc, char **argv, struct options *ret_options,
                          struct error *) MUST_CHECK;
