/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * preflight doctor: what is missing on this machine. Packages come from ci/deps/LIST.txt (all
 * lists, or those that are named), each with the purpose that stands there; of alternatives "a|b"
 * one is enough. All that is missing ends in one line to run. Nothing is installed here: ci/deps.sh
 * does.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "changes.h"
#include "common/file.h"
#include "common/text.h"
#include "preflight.h"
#include "process.h"

struct want {
    struct string_list names; /* alternatives */
    const char *purpose;
};

struct doctor {
    struct arena *arena;
    struct preflight *preflight;
    LIST(struct want) wants;
};

static void find_trouble(struct doctor *d, const char *rule, const char *text, const char *next)
{
    report_finding(&d->preflight->report,
                   &(struct finding){.rule = rule, .text = text, .next = next});
}

/* --- Packages ----------------------------------------------------------------------------------
 */

static void read_line(struct doctor *d, char *line)
{
    struct want want = {0};
    char *names = strsep(&line, " \t"), *name;
    if (!names[0] || names[0] == '#')
        return;
    while ((name = strsep(&names, "|")))
        *list_push(d->arena, &want.names) = name;
    want.purpose = line ? line + strspn(line, " \t") : "";
    for (size_t i = 0; i < d->wants.n; i++)
        if (strcmp(d->wants.at[i].names.at[0], want.names.at[0]) == 0)
            return; /* another list has it, too */
    *list_push(d->arena, &d->wants) = want;
}

static enum status read_list(struct doctor *d, const char *path, struct error *error)
{
    char *bytes, *line;
    size_t n;
    TRY(file_read(d->arena, path, &bytes, &n, error));
    while ((line = strsep(&bytes, "\n")))
        read_line(d, line);
    return STATUS_OK;
}

static enum status read_lists(struct doctor *d, struct error *error)
{
    struct string_list paths = {0}, *words = &d->preflight->options.words;
    for (size_t i = 0; i < words->n; i++) {
        const char *path = arena_printf(d->arena, "ci/deps/%s.txt", words->at[i]);
        if (strchr(words->at[i], '/') || !file_exists(path))
            return error_set(error, STATUS_USAGE,
                             "doctor: there is no list of packages %s; ls ci/deps shows them",
                             path);
        *list_push(d->arena, &paths) = path;
    }
    if (!words->n)
        TRY(path_glob(d->arena, "ci/deps/*.txt", &paths, error));
    for (size_t i = 0; i < paths.n; i++)
        TRY(read_list(d, paths.at[i], error));
    return STATUS_OK;
}

/* "\nname installed\n" for every package there is. false: there is no dpkg. */
static enum status read_installed(struct text *said, bool *ret_dpkg, struct error *error)
{
    char *argv[] = {"dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", NULL};
    int exit = 0;
    text_addc(said, '\n');
    TRY(process_run(argv, said, &exit, error));
    *ret_dpkg = exit != 127;
    return STATUS_OK;
}

static bool is_installed(struct arena *arena, const struct text *said, const struct want *want)
{
    for (size_t i = 0; i < want->names.n; i++)
        if (strstr(text_cstr(said), arena_printf(arena, "\n%s installed\n", want->names.at[i])))
            return true;
    return false;
}

/* The first alternative that apt offers; the first of all where it knows none (yet). */
static enum status choose(struct doctor *d, const struct want *want, const char **ret,
                          struct error *error)
{
    *ret = want->names.at[0];
    for (size_t i = 0; want->names.n > 1 && i < want->names.n; i++) {
        char *argv[] = {"apt-cache", "madison", arena_strdup(d->arena, want->names.at[i]), NULL};
        struct text said = {0};
        int exit = 0;
        enum status status = process_run(argv, &said, &exit, error);
        bool offered = strchr(text_cstr(&said), '|');
        text_release(&said);
        TRY(status);
        if (!exit && offered) {
            *ret = want->names.at[i];
            return STATUS_OK;
        }
    }
    return STATUS_OK;
}

static enum status look_for_packages(struct doctor *d, struct error *error)
{
    struct text said = {0};
    bool dpkg = false;
    TRY(read_lists(d, error));
    enum status status = read_installed(&said, &dpkg, error);
    if (status == STATUS_OK && !dpkg)
        find_trouble(d, "packages", "this is no Debian or Ubuntu, so nobody knows what is there",
                     "install what ci/deps/*.txt name, then run make with DEPS=skip");
    LIST(struct want) missing = {0};
    for (size_t i = 0; dpkg && i < d->wants.n; i++)
        if (!is_installed(d->arena, &said, &d->wants.at[i]))
            *list_push(d->arena, &missing) = d->wants.at[i];
    text_release(&said);
    const char *line = "", *sudo = geteuid() ? "sudo " : "";
    for (size_t i = 0; status == STATUS_OK && i < missing.n; i++) {
        const char *name;
        TRY(choose(d, &missing.at[i], &name, error));
        line = arena_printf(d->arena, "%s %s", line, name);
        find_trouble(d, "packages",
                     arena_printf(d->arena, "%s is missing: %s", name, missing.at[i].purpose),
                     i + 1 < missing.n ? NULL
                                       : arena_printf(d->arena,
                                                      "%sapt-get update && %sapt-get install -y "
                                                      "--no-install-recommends%s",
                                                      sudo, sudo, line));
    }
    return status;
}

/* Packages of npm are fetched by make when a test wants them; a list that changed since is told. */
static enum status look_for_npm(struct doctor *d, struct error *error)
{
    struct string_list lists = {0};
    TRY(path_glob(d->arena, "ci/npm/*/package-lock.json", &lists, error));
    for (size_t i = 0; i < lists.n; i++) {
        char *wanted, *there;
        size_t n;
        const char *name = lists.at[i] + strlen("ci/npm/");
        name = arena_strndup(d->arena, name, strcspn(name, "/"));
        const char *copy = arena_printf(d->arena, "build/npm/%s/package-lock.json", name);
        if (!file_exists(copy))
            continue;
        TRY(file_read(d->arena, lists.at[i], &wanted, &n, error));
        TRY(file_read(d->arena, copy, &there, &n, error));
        if (strcmp(wanted, there) != 0)
            find_trouble(d, "npm",
                         arena_printf(d->arena, "build/npm/%s is older than its list", name),
                         arena_printf(d->arena, "ci/npm.sh %s", name));
    }
    return STATUS_OK;
}

/* --- Git ---------------------------------------------------------------------------------------
 */

static bool is_set(git_repository *repository, const char *key)
{
    git_config *config = NULL;
    git_buf value = {0};
    bool set = git_repository_config_snapshot(&config, repository) == 0 &&
               git_config_get_string_buf(&value, config, key) == 0 && value.size;
    git_buf_dispose(&value);
    git_config_free(config);
    return set;
}

static void look_at_git(struct doctor *d)
{
    git_repository *repository = d->preflight->repository;
    struct changes changes;
    struct error error = {0};
    if (!is_set(repository, "user.name") && !getenv("GIT_AUTHOR_NAME"))
        find_trouble(d, "git", "commits would have no author",
                     "git config --global user.name 'Your Name'");
    if (!is_set(repository, "user.email") && !getenv("GIT_AUTHOR_EMAIL"))
        find_trouble(d, "git", "commits would have no address",
                     "git config --global user.email you@example.org");
    if (changes_find_commits(d->arena, repository, d->preflight->options.base, &changes, &error) !=
        STATUS_OK)
        find_trouble(d, "git", error.text, NULL);
}

enum status doctor_command(struct preflight *preflight, struct error *error)
{
    struct doctor d = {.arena = preflight->arena, .preflight = preflight};
    TRY(look_for_packages(&d, error));
    TRY(look_for_npm(&d, error));
    look_at_git(&d);
    if (!preflight->report.findings)
        report_line(&preflight->report, "doctor: nothing is missing");
    return report_status(&preflight->report);
}
