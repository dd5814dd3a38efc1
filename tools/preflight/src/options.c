/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The command line: see options.h. */
#include "options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"
#include "preflight.h"

#define VERSION "0.1.0"

static const struct command commands[] = {
    {"affected", "[FILE...]", "which parts the change touches, and whose checks it can turn red",
     affected_command, true},
    {"check", "[NAME...]", "run the checks of what is affected, or these, and say what CI will say",
     check_command, true},
    {"lint", "", "what is wrong with commits and changed lines, by named rules", lint_command,
     false},
    {"owners", "[FILE...]", "who looks after the change, and what is made of the records",
     owners_command, true},
    {"note", "TEXT", "write the change's line for the next post and the changelog", note_command,
     true},
    {"doctor", "[LIST...]", "what this machine lacks (of these ci/deps), as one line to install it",
     doctor_command, true},
    {"new", "NAME", "make a subproject that passes all checks", new_command, true},
    {"release", "NAME [VERSION]", "make it: changelog, commit, tag, archive", release_command,
     true},
    {"inputs", "NAME...", "the tracked files that make the checks of a part run", inputs_command,
     true},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* An option of the commands that are named, "" for all of them; its field is a bool, or a string
 * where it takes a value. */
struct option_row {
    const char *name, *value, *about, *commands;
    size_t field;
};
static const struct option_row rows[] = {
    {"-C", "FOLDER", "as if started there", "", offsetof(struct options, directory)},
    {"--base", "BRANCH", "where this work is to go (default: found out, and said)", "",
     offsetof(struct options, base)},
    {"--json", NULL, "the report as JSON", "", offsetof(struct options, json)},
    {"--rules", NULL, "list the rules, with an example each", "lint",
     offsetof(struct options, rules)},
    {"--rule", "NAME", "only this one", "lint", offsetof(struct options, rule)},
    {"--title", "TEXT", "what the pull request is called, too", "lint check",
     offsetof(struct options, title)},
    {"--message", "FILE", "this message alone, as the hook commit-msg has it", "lint",
     offsetof(struct options, message)},
    {"--all", NULL, "all lines of all files, not only what changed", "lint",
     offsetof(struct options, all)},
    {"--write", NULL, "renew the files that are made of the records", "owners",
     offsetof(struct options, write)},
    {"--check", NULL, "say which of them are out of date", "owners",
     offsetof(struct options, check)},
    {"--numstat", NULL, "of a change that is not here: git diff --numstat on stdin", "owners",
     offsetof(struct options, numstat)},
    {"--project", "NAME", "whose news it is (default: the one part that is touched)", "note",
     offsetof(struct options, project)},
    {"--kind", "KIND", "added, changed, deprecated, removed, fixed, security", "note",
     offsetof(struct options, kind)},
    {"--slug", "NAME", "how the file's name begins (default: out of the text)", "note",
     offsetof(struct options, slug)},
    {"--kind", "KIND", "freestanding (default: what kernels link) or host (a tool)", "new",
     offsetof(struct options, kind)},
    {"--about", "TEXT", "what it is, in a sentence", "new", offsetof(struct options, about)},
    {"--dry-run", NULL, "show what would be done", "release", offsetof(struct options, dry_run)},
};
enum { OPTIONS = sizeof rows / sizeof *rows };

static bool is_for(const struct option_row *row, const struct command *command)
{
    size_t n = strlen(command->name);
    for (const char *at = row->commands; (at = strstr(at, command->name)); at += n)
        if ((at == row->commands || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return !row->commands[0];
}

/* --- Help --------------------------------------------------------------------------------------
 */

static void print_options(const struct command *command)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (command ? is_for(&rows[i], command) : !rows[i].commands[0])
            printf("  %-9s %-9s %s\n", rows[i].name, rows[i].value ? rows[i].value : "",
                   rows[i].about);
}

static void print_help(void)
{
    puts("preflight tells you at home what CI will say of your change.\n");
    puts("usage: preflight COMMAND [OPTION...]\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-9s %-9s %s\n", commands[i].name, commands[i].arguments, commands[i].about);
    puts("");
    print_options(NULL);
    puts("\n`preflight COMMAND --help` tells more of a command. The manual: man preflight.");
    puts("exit status: 0 fine, 1 something is to be mended, 2 usage, or a question that cannot be");
    puts("             answered as things are, 3 the outside world failed");
}

static void print_command_help(const struct command *command)
{
    printf("usage: preflight %s [OPTION...] %s\n%s\n\n", command->name, command->arguments,
           command->about);
    print_options(command);
}

/* --- Words -------------------------------------------------------------------------------------
 */

static const char *nearest(const char *word, const char *best, const char *candidate)
{
    if (edit_distance(word, candidate) > 3)
        return best;
    return !best || edit_distance(word, candidate) < edit_distance(word, best) ? candidate : best;
}

static enum status find_command(const char *word, const struct command **ret, struct error *error)
{
    const char *best = NULL;
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, word) == 0) {
            *ret = &commands[i];
            return STATUS_OK;
        }
        best = nearest(word, best, commands[i].name);
    }
    if (best)
        return error_set(error, STATUS_USAGE, "no command \"%s\"; did you mean \"%s\"?", word,
                         best);
    return error_set(error, STATUS_USAGE, "no command \"%s\"; see preflight --help", word);
}

static enum status unknown_option(const struct command *command, const char *word,
                                  struct error *error)
{
    const char *best = NULL;
    for (size_t i = 0; i < OPTIONS; i++)
        if (is_for(&rows[i], command))
            best = nearest(word, best, rows[i].name);
    if (best)
        return error_set(error, STATUS_USAGE, "%s: no option \"%s\"; did you mean \"%s\"?",
                         command->name, word, best);
    return error_set(error, STATUS_USAGE, "%s: no option \"%s\"; see preflight %s --help",
                     command->name, word, command->name);
}

/* One word that begins with '-'; takes the next one too if the option wants a value. */
static enum status parse_option(struct arena *arena, struct options *o, int argc, char **argv,
                                int *at, struct error *error)
{
    const char *word = argv[*at], *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    for (size_t i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &rows[i];
        void *field = (char *)o + row->field;
        if (!is_for(row, o->command) || strlen(row->name) != length ||
            strncmp(row->name, word, length) != 0)
            continue;
        if (!row->value && equals)
            return error_set(error, STATUS_USAGE, "%s takes no value", row->name);
        if (!row->value)
            *(bool *)field = true;
        else if (!equals && *at + 1 >= argc)
            return error_set(error, STATUS_USAGE, "%s needs a value: %s %s", row->name, row->name,
                             row->value);
        else
            *(const char **)field = equals ? equals + 1 : argv[++*at];
        return STATUS_OK;
    }
    return unknown_option(o->command, arena_strndup(arena, word, length), error);
}

enum status options_parse(struct arena *arena, int argc, char **argv, struct options *ret_options,
                          struct error *error)
{
    struct options o = {0};
    const char *first = argc > 1 ? argv[1] : "--help";
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        print_help();
        *ret_options = (struct options){.done = true};
        return argc > 1 ? STATUS_OK : error_set(error, STATUS_USAGE, "which command?");
    }
    if (strcmp(first, "--version") == 0) {
        puts("preflight " VERSION);
        *ret_options = (struct options){.done = true};
        return STATUS_OK;
    }
    TRY(find_command(first, &o.command, error));
    bool only_words = false;
    for (int i = 2; i < argc; i++) {
        if (!only_words && strcmp(argv[i], "--help") == 0) {
            print_command_help(o.command);
            o.done = true;
            *ret_options = o;
            return STATUS_OK;
        }
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!only_words && argv[i][0] == '-' && argv[i][1])
            TRY(parse_option(arena, &o, argc, argv, &i, error));
        else if (!o.command->words)
            return error_set(error, STATUS_USAGE, "%s: \"%s\" is not expected here",
                             o.command->name, argv[i]);
        else
            *list_push(arena, &o.words) = argv[i];
    }
    *ret_options = o;
    return STATUS_OK;
}
