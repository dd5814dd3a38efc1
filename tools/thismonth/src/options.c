/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The command line: see options.h. */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/text.h"

#define VERSION "0.1.0"

struct command_row {
    const char *name, *arguments, *about;
    bool files; /* takes arguments that are no options */
};
static const struct command_row commands[] = {
    [COMMAND_COLLECT] = {"collect", "", "read the merged changes of a month into its record",
                         false},
    [COMMAND_DRAFT] = {"draft", "", "draft the post of a month, or add what is new to it", false},
    [COMMAND_CHECK] = {"check", "FILE...", "find what is wrong with a post and its contributions",
                       true},
    [COMMAND_PUBLISH] = {"publish", "FILE", "take the draft mark and the hints away", true},
    [COMMAND_STATS] = {"stats", "", "figures of the months that have a record", false},
    [COMMAND_DIGEST] = {"digest", "", "all records as one document, as the site wants them", false},
    [COMMAND_REPLAY] = {"replay", "", "draft past months and compare with what was published",
                        false},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

enum option {
    OPTION_MONTH,
    OPTION_CONFIG,
    OPTION_OUT,
    OPTION_UNTIL,
    OPTION_CHANGES,
    OPTION_POSTS,
    OPTION_RECORDS,
    OPTION_FROM,
    OPTION_TO,
    OPTION_DATE,
    OPTION_OFFLINE,
    OPTION_REFRESH,
    OPTION_WAIT,
    OPTION_JSON,
};
#define FOR(command) (1u << (COMMAND_##command))
struct option_row {
    const char *name, *value, *about;
    unsigned commands;
};
static const struct option_row rows[] = {
    [OPTION_MONTH] = {"--month", "2024-01", "the month (default: the last full one)",
                      FOR(COLLECT) | FOR(DRAFT)},
    [OPTION_CONFIG] = {"--config", "FILE",
                       "configuration (default: newsletter/thismonth.json, found upwards)",
                       FOR(COLLECT) | FOR(DRAFT) | FOR(CHECK) | FOR(PUBLISH) | FOR(STATS) |
                           FOR(DIGEST) | FOR(REPLAY)},
    [OPTION_OUT] = {"-o", "FILE", "write there; - prints", FOR(COLLECT) | FOR(DRAFT)},
    [OPTION_UNTIL] = {"--until", "DATE", "extend the window to the day of publication",
                      FOR(COLLECT) | FOR(DRAFT)},
    [OPTION_CHANGES] = {"--changes", "FILE",
                        "take the changes from this record instead of collecting", FOR(DRAFT)},
    [OPTION_POSTS] = {"--posts", "FILE", "published.jsonl, or a folder of posts (YYYY-MM...)",
                      FOR(REPLAY)},
    [OPTION_RECORDS] = {"--records", "FOLDER", "read the records there", FOR(STATS) | FOR(DIGEST)},
    [OPTION_FROM] = {"--from", "2022-08", "first month", FOR(STATS) | FOR(REPLAY)},
    [OPTION_TO] = {"--to", "2023-06", "last month", FOR(STATS) | FOR(REPLAY)},
    [OPTION_DATE] = {"--date", "DATE", "date of the post (default: today)", FOR(PUBLISH)},
    [OPTION_OFFLINE] = {"--offline", NULL, "local git and the cache only",
                        FOR(COLLECT) | FOR(DRAFT)},
    [OPTION_REFRESH] = {"--refresh", NULL, "ask GitHub anew, about a finished month too",
                        FOR(COLLECT) | FOR(DRAFT)},
    [OPTION_WAIT] = {"--wait", NULL, "wait for GitHub's limit, however far away",
                     FOR(COLLECT) | FOR(DRAFT)},
    [OPTION_JSON] = {"--json", NULL, "machine-readable result on stdout",
                     FOR(DRAFT) | FOR(CHECK) | FOR(STATS) | FOR(REPLAY)},
};
enum { OPTIONS = sizeof rows / sizeof *rows };

/* --- Help --------------------------------------------------------------------------------------
 */

static void print_help(void)
{
    puts("thismonth drafts a monthly post from what was merged, and never loses a word of its "
         "editor.\n");
    puts("usage: thismonth COMMAND [OPTION...]\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-8s %-8s %s\n", commands[i].name, commands[i].arguments, commands[i].about);
    puts("\n`thismonth COMMAND --help` lists the options of a command. The manual: man thismonth.");
    puts("exit status: 0 done, 1 findings or a partial result, 2 usage or configuration,");
    puts("             3 the outside world failed and nothing was written");
}

static void print_command_help(enum command command)
{
    const struct command_row *c = &commands[command];
    printf("usage: thismonth %s [OPTION...]%s%s\n%s\n\n", c->name, c->files ? " " : "",
           c->arguments, c->about);
    for (size_t i = 0; i < OPTIONS; i++)
        if (rows[i].commands & 1u << command)
            printf("  %-9s %-8s %s\n", rows[i].name, rows[i].value ? rows[i].value : "",
                   rows[i].about);
}

/* --- Words -------------------------------------------------------------------------------------
 */

static const char *nearest(const char *word, const char *best, const char *candidate)
{
    if (edit_distance(word, candidate) > 3)
        return best;
    return !best || edit_distance(word, candidate) < edit_distance(word, best) ? candidate : best;
}

static enum status unknown_command(const char *word, struct error *error)
{
    const char *best = NULL;
    for (size_t i = 0; i < COMMANDS; i++)
        best = nearest(word, best, commands[i].name);
    if (best)
        return error_set(error, STATUS_USAGE, "no command \"%s\"; did you mean \"%s\"?", word,
                         best);
    return error_set(error, STATUS_USAGE, "no command \"%s\"; see thismonth --help", word);
}

static enum status unknown_option(enum command command, const char *word, struct error *error)
{
    const char *best = NULL;
    for (size_t i = 0; i < OPTIONS; i++)
        if (rows[i].commands & 1u << command)
            best = nearest(word, best, rows[i].name);
    if (best)
        return error_set(error, STATUS_USAGE, "%s: no option \"%s\"; did you mean \"%s\"?",
                         commands[command].name, word, best);
    return error_set(error, STATUS_USAGE, "%s: no option \"%s\"; see thismonth %s --help",
                     commands[command].name, word, commands[command].name);
}

static enum status parse_month(const char *option, const char *value, struct month *ret,
                               struct error *error)
{
    if (month_parse(value, ret))
        return STATUS_OK;
    return error_set(error, STATUS_USAGE, "%s: \"%s\" is no month; write it as 2024-01", option,
                     value);
}

static enum status parse_date(const char *option, const char *value, int64_t *ret,
                              struct error *error)
{
    if (instant_parse(value, ret))
        return STATUS_OK;
    return error_set(error, STATUS_USAGE, "%s: \"%s\" is no date; write it as 2024-01-31", option,
                     value);
}

static enum status set_option(struct options *o, enum option option, const char *value,
                              struct error *error)
{
    const char *name = rows[option].name;
    switch (option) {
    case OPTION_MONTH:
        return parse_month(name, value, &o->month, error);
    case OPTION_CONFIG:
        o->config = value;
        return STATUS_OK;
    case OPTION_OUT:
        o->out = value;
        return STATUS_OK;
    case OPTION_UNTIL:
        return parse_date(name, value, &o->until, error);
    case OPTION_CHANGES:
        o->changes = value;
        return STATUS_OK;
    case OPTION_POSTS:
        o->posts = value;
        return STATUS_OK;
    case OPTION_RECORDS:
        o->records = value;
        return STATUS_OK;
    case OPTION_FROM:
        return parse_month(name, value, &o->from, error);
    case OPTION_TO:
        return parse_month(name, value, &o->to, error);
    case OPTION_DATE:
        return parse_date(name, value, &o->date, error);
    case OPTION_OFFLINE:
        o->offline = true;
        return STATUS_OK;
    case OPTION_REFRESH:
        o->refresh = true;
        return STATUS_OK;
    case OPTION_WAIT:
        o->wait = true;
        return STATUS_OK;
    case OPTION_JSON:
        o->json = true;
        return STATUS_OK;
    }
    BUG("option %d", (int)option);
}

/* One word that begins with '-'; takes the next one too if the option wants a value. */
static enum status parse_option(struct arena *arena, struct options *o, int argc, char **argv,
                                int *at, struct error *error)
{
    const char *word = argv[*at], *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    for (size_t i = 0; i < OPTIONS; i++) {
        const char *name = rows[i].name;
        if (!(rows[i].commands & 1u << o->command) || strlen(name) != length ||
            strncmp(name, word, length) != 0)
            continue;
        if (!rows[i].value && equals)
            return error_set(error, STATUS_USAGE, "%s takes no value", name);
        if (!rows[i].value)
            return set_option(o, (enum option)i, NULL, error);
        if (!equals && *at + 1 >= argc)
            return error_set(error, STATUS_USAGE, "%s needs a value: %s %s", name, name,
                             rows[i].value);
        return set_option(o, (enum option)i, equals ? equals + 1 : argv[++*at], error);
    }
    return unknown_option(o->command, arena_strndup(arena, word, length), error);
}

static enum status now(int64_t *ret, struct error *error)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    *ret = fixed && *fixed ? strtoll(fixed, &end, 10) : (int64_t)time(NULL);
    if ((end && *end) || *ret < 0 || *ret > 253402300799)
        return error_set(error, STATUS_USAGE,
                         "SOURCE_DATE_EPOCH: \"%s\" is no number of seconds since 1970", fixed);
    return STATUS_OK;
}

static enum status check_files(const struct options *o, struct error *error)
{
    const struct command_row *c = &commands[o->command];
    if (!c->files && o->files.n)
        return error_set(error, STATUS_USAGE, "%s: \"%s\" is not expected here", c->name,
                         o->files.at[0]);
    if (c->files && !o->files.n)
        return error_set(error, STATUS_USAGE, "%s: which post? thismonth %s %s", c->name, c->name,
                         c->arguments);
    if (o->command == COMMAND_PUBLISH && o->files.n > 1)
        return error_set(error, STATUS_USAGE, "publish: one post at a time");
    return STATUS_OK;
}

enum status options_parse(struct arena *arena, int argc, char **argv, struct options *ret_options,
                          struct error *error)
{
    struct options o = {0};
    const char *first = argc > 1 ? argv[1] : "--help";
    TRY(now(&o.now, error));
    o.month = month_add(month_of(o.now), -1);
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        print_help();
        *ret_options = (struct options){.done = true};
        return argc > 1 ? STATUS_OK : error_set(error, STATUS_USAGE, "which command?");
    }
    if (strcmp(first, "--version") == 0) {
        puts("thismonth " VERSION);
        *ret_options = (struct options){.done = true};
        return STATUS_OK;
    }
    size_t command = 0;
    while (command < COMMANDS && strcmp(commands[command].name, first) != 0)
        command++;
    if (command == COMMANDS)
        return unknown_command(first, error);
    o.command = (enum command)command;
    bool only_files = false;
    for (int i = 2; i < argc; i++) {
        if (!only_files && strcmp(argv[i], "--help") == 0) {
            print_command_help(o.command);
            o.done = true;
            *ret_options = o;
            return STATUS_OK;
        }
        if (!only_files && strcmp(argv[i], "--") == 0)
            only_files = true;
        else if (!only_files && argv[i][0] == '-' && argv[i][1])
            TRY(parse_option(arena, &o, argc, argv, &i, error));
        else
            *list_push(arena, &o.files) = argv[i];
    }
    TRY(check_files(&o, error));
    *ret_options = o;
    return STATUS_OK;
}
