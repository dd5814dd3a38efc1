/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * preflight check: the rules, then the checks of what is affected, one after the other, each by the
 * verb that anybody types. What make prints goes to stderr as it comes; the report has one line a
 * check, and below it what is to be mended, so the last lines are a failure and how to see it
 * again.
 *
 *     preflight lint: ok
 *     make lint: ok
 *     make check/acpi: failed
 *     projects/acpi/src/tables/find.c:12: expected ';' (build)
 *       next: make check/acpi
 *
 * Tests leave their TAP in a folder (ci/run-test, TAP_DIR), so nothing has to be guessed from what
 * prove makes of it.
 */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "affected.h"
#include "common/file.h"
#include "common/json.h"
#include "outcome.h"
#include "preflight.h"

extern char **environ;

struct run {
    struct preflight *preflight;
    struct outcome outcome;
    const char *tap; /* folder for the TAP of this check */
};

/* As mktemp(1) has it. */
static const char *temporary_folder(void)
{
    const char *own = getenv("TMPDIR");
    return own && *own ? own : "/tmp";
}

/* --- One make ----------------------------------------------------------------------------------
 */

/* The environment of make: not that of a make that may have started us. */
static char **make_environment(struct arena *arena, const char *tap)
{
    LIST(const char *) list = {0};
    for (char **at = environ; *at; at++)
        if (!starts_with(*at, "MAKEFLAGS=") && !starts_with(*at, "MAKELEVEL=") &&
            !starts_with(*at, "MFLAGS=") && !starts_with(*at, "TAP_DIR=") &&
            !starts_with(*at, "LC_ALL=") && !starts_with(*at, "T="))
            *list_push(arena, &list) = *at;
    *list_push(arena, &list) = arena_printf(arena, "TAP_DIR=%s", tap);
    *list_push(arena, &list) = "LC_ALL=C"; /* compilers say the same everywhere */
    *list_push(arena, &list) = NULL;
    return (char **)list.at;
}

static enum status spawn_make(struct run *run, int *ret_output, pid_t *ret_pid, struct error *error)
{
    int output[2];
    posix_spawn_file_actions_t actions;
    struct arena *arena = run->preflight->arena;
    char *argv[] = {"make", "--no-print-directory", arena_strdup(arena, run->outcome.target), NULL};
    if (pipe(output) != 0)
        return error_set(error, STATUS_WORLD, "pipe: %s", strerror(errno));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, output[0]);
    posix_spawn_file_actions_addclose(&actions, output[1]);
    int code =
        posix_spawnp(ret_pid, "make", &actions, NULL, argv, make_environment(arena, run->tap));
    posix_spawn_file_actions_destroy(&actions);
    close(output[1]);
    *ret_output = output[0];
    if (code == 0)
        return STATUS_OK;
    close(output[0]);
    return error_set(error, STATUS_WORLD,
                     "make does not start: %s; install it: apt-get install make", strerror(code));
}

/* Passes on what make prints and lets the outcome see it, line by line. */
static void follow(struct run *run, int output)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    FILE *lines = fdopen(output, "r");
    if (!lines)
        BUG("fdopen: %s", strerror(errno));
    while ((n = getline(&line, &cap, lines)) > 0) {
        fwrite(line, 1, (size_t)n, stderr);
        line[n - (line[n - 1] == '\n')] = '\0';
        outcome_line(run->preflight->arena, &run->outcome, line);
    }
    free(line);
    fclose(lines);
}

static enum status read_taps(struct run *run, struct error *error)
{
    struct arena *arena = run->preflight->arena;
    struct string_list taps = {0};
    TRY(path_glob(arena, arena_printf(arena, "%s/*.tap", run->tap), &taps, error));
    for (size_t i = 0; i < taps.n; i++) {
        char *bytes;
        size_t n;
        TRY(file_read(arena, taps.at[i], &bytes, &n, error));
        char *program = arena_strdup(arena, taps.at[i] + strlen(run->tap) + 1);
        program[strlen(program) - strlen(".tap")] = '\0';
        for (char *at = program; *at; at++)
            if (*at == '+')
                *at = '/';
        outcome_tap(arena, &run->outcome, program, bytes);
        unlink(taps.at[i]);
    }
    return STATUS_OK;
}

static void print_heading(struct report *report, const char *what, bool ok)
{
    if (report->json) {
        text_adds(&report->out, "{\"check\": ");
        json_add_string(&report->out, what);
        text_addf(&report->out, ", \"ok\": %s}\n", ok ? "true" : "false");
    }
    report_line(report, "%s: %s", what, ok ? "ok" : "failed");
}

static enum status run_make(struct run *run, const char *target, struct error *error)
{
    struct arena *arena = run->preflight->arena;
    struct report *report = &run->preflight->report;
    struct timespec begin, end;
    int output = -1, code = 0;
    pid_t pid = -1;
    run->outcome =
        (struct outcome){.target = target,
                         .root = git_repository_workdir(run->preflight->repository),
                         .temporary = arena_printf(arena, "%s/tmp.", temporary_folder())};
    TRY(report_flush(report, error));
    clock_gettime(CLOCK_MONOTONIC, &begin);
    report_group(report, arena_printf(arena, "make %s", target));
    TRY(spawn_make(run, &output, &pid, error));
    follow(run, output);
    while (waitpid(pid, &code, 0) < 0 && errno == EINTR)
        ;
    report_group_end(report);
    clock_gettime(CLOCK_MONOTONIC, &end);
    bool ok = WIFEXITED(code) && WEXITSTATUS(code) == 0;
    report_say("make %s: %s after %ld s", target, ok ? "ok" : "failed", end.tv_sec - begin.tv_sec);
    if (WIFSIGNALED(code))
        return error_set(error, STATUS_WORLD, "%s: was stopped by signal %d", target,
                         WTERMSIG(code));
    TRY(read_taps(run, error));
    if (ok) /* warnings of compilers are their own affair */
        run->outcome.findings.n = 0;
    else
        outcome_failed(arena, &run->outcome);
    print_heading(report, arena_printf(arena, "make %s", target), ok);
    for (size_t i = 0; i < run->outcome.findings.n; i++)
        report_finding(report, &run->outcome.findings.at[i]);
    return STATUS_OK;
}

/* --- The command -------------------------------------------------------------------------------
 */

/* What `preflight lint` says, below a line as the others have it. */
static enum status run_rules(struct run *run, struct error *error)
{
    struct report *report = &run->preflight->report;
    size_t before = report->findings;
    TRY(report_flush(report, error));
    enum status status = lint_command(run->preflight, error);
    if (status > STATUS_FINDINGS)
        return status;
    const char *said = arena_strdup(run->preflight->arena, text_cstr(&report->out));
    bool ok = report->findings == before;
    text_clear(&report->out);
    print_heading(report, "preflight lint", ok);
    if (!ok)
        text_adds(&report->out, said);
    return STATUS_OK;
}

static enum status run_all(struct run *run, const struct string_list *names, bool lint,
                           struct error *error)
{
    struct arena *arena = run->preflight->arena;
    if (lint) {
        TRY(run_rules(run, error));
        TRY(run_make(run, "lint", error));
    }
    for (size_t i = 0; i < names->n; i++)
        TRY(run_make(run, arena_printf(arena, "check/%s", names->at[i]), error));
    return STATUS_OK;
}

/* The parts that were named, or else those that are affected: "lint" may be named too. */
static enum status choose(struct preflight *preflight, struct string_list *names, bool *ret_lint,
                          struct error *error)
{
    struct arena *arena = preflight->arena;
    const struct string_list *words = &preflight->options.words;
    const struct changes *changes = NULL;
    const struct part *part;
    struct parts parts;
    struct affected affected;
    *ret_lint = !words->n || string_list_has(words, "lint");
    if (!words->n)
        TRY(preflight_changes(preflight, &changes, error));
    TRY(parts_load(arena, preflight->repository, changes, &parts, error));
    for (size_t i = 0; i < words->n; i++) {
        if (strcmp(words->at[i], "lint") == 0)
            continue;
        TRY(parts_find(arena, &parts, words->at[i], &part, error));
        *list_push(arena, names) = part->name;
    }
    if (words->n)
        return STATUS_OK;
    TRY(affected_find(arena, preflight->repository, &parts, changes, &affected, error));
    affected_report(&preflight->report, arena, &affected);
    for (size_t i = 0; i < affected.parts.n; i++)
        if (affected.parts.at[i].kind != REASON_NONE)
            *list_push(arena, names) = affected.parts.at[i].part->name;
    return STATUS_OK;
}

enum status check_command(struct preflight *preflight, struct error *error)
{
    char *folder = arena_printf(preflight->arena, "%s/preflight.XXXXXX", temporary_folder());
    struct run run = {.preflight = preflight, .tap = folder};
    struct string_list names = {0};
    bool lint;
    TRY(choose(preflight, &names, &lint, error));
    if (!mkdtemp(folder))
        return error_set(error, STATUS_WORLD, "%s: cannot make a folder there: %s",
                         temporary_folder(), strerror(errno));
    enum status status = run_all(&run, &names, lint, error);
    rmdir(folder);
    return status == STATUS_OK ? report_status(&preflight->report) : status;
}
