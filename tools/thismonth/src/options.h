/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The command line: one table of commands and one of options (options.c), from which parsing,
 * --help, and the messages about mistakes are all made.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "calendar.h"
#include "common/arena.h"
#include "common/status.h"

enum command {
    COMMAND_COLLECT,
    COMMAND_DRAFT,
    COMMAND_CHECK,
    COMMAND_PUBLISH,
    COMMAND_STATS,
    COMMAND_DIGEST,
    COMMAND_MAIL,
    COMMAND_REPLAY
};

struct options {
    enum command command;
    bool done;             /* --help or --version was answered: nothing more to do */
    struct month month;    /* default: the last full month */
    const char *config;    /* NULL: found upwards */
    const char *out;       /* -o; "-" is stdout; NULL: where the configuration says */
    const char *changes;   /* --changes */
    const char *posts;     /* --posts */
    const char *records;   /* --records; NULL: where the configuration says */
    int64_t until;         /* --until, 0: not given */
    int64_t date;          /* --date, 0: not given */
    struct month from, to; /* --from, --to; year 0: not given */
    bool offline, refresh, wait, json;
    struct string_list files; /* what stands after the options */
    int64_t now;              /* SOURCE_DATE_EPOCH, else the clock */
};

/* STATUS_USAGE: what is wrong and the nearest right word. Prints --help and --version itself. */
enum status options_parse(struct arena *, int argc, char **argv, struct options *ret_options,
                          struct error *) MUST_CHECK;
