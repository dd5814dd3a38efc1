/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* preflight: finds the repository, runs one command in its root, prints what it says. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "changes.h"
#include "common/repository.h"
#include "common/text.h"
#include "preflight.h"

enum status preflight_path(struct preflight *preflight, const char *word, const char **ret_path,
                           struct error *error)
{
    struct arena *arena = preflight->arena;
    const char *root = git_repository_workdir(preflight->repository);
    const char *from = word;
    struct text path = {0};
    enum status status = STATUS_OK;
    if (word[0] == '/' && !starts_with(word, root))
        status = error_set(error, STATUS_USAGE, "%s: lies outside the repository %s", word, root);
    else if (word[0] == '/')
        from = word + strlen(root);
    else
        text_adds(&path, preflight->prefix);
    while (status == STATUS_OK && *from) {
        size_t n = strcspn(from, "/");
        if (n == 2 && memcmp(from, "..", 2) == 0) {
            if (!path.n)
                status = error_set(error, STATUS_USAGE, "%s: lies outside the repository", word);
            while (path.n && path.at[--path.n] != '/')
                ;
        } else if (n && !(n == 1 && from[0] == '.')) {
            if (path.n)
                text_addc(&path, '/');
            text_add(&path, from, n);
        }
        from += from[n] ? n + 1 : n;
    }
    if (status == STATUS_OK)
        *ret_path = arena_strndup(arena, path.n ? path.at : "", path.n);
    text_release(&path);
    return status;
}

enum status preflight_changes(struct preflight *preflight, const struct changes **ret_changes,
                              struct error *error)
{
    if (!preflight->changes) {
        struct changes found;
        TRY(changes_find(preflight->arena, preflight->repository, preflight->options.base, &found,
                         error));
        preflight->changes = arena_alloc(preflight->arena, sizeof found);
        *preflight->changes = found;
        changes_say(&found);
    }
    *ret_changes = preflight->changes;
    return STATUS_OK;
}

/* Where `directory` lies below the root: both as the kernel names them, without links. */
static enum status stand_in_root(struct preflight *preflight, const char *directory,
                                 struct error *error)
{
    const char *root = git_repository_workdir(preflight->repository);
    if (!root)
        return error_set(error, STATUS_USAGE,
                         "this repository is bare, there is nothing to look at; go into a work "
                         "tree: git worktree add FOLDER BRANCH");
    char *here = realpath(directory, NULL), *top = realpath(root, NULL);
    size_t n = top ? strlen(top) : 0;
    preflight->prefix = here && top && starts_with(here, top) && here[n] == '/' && n > 1
                            ? arena_strdup(preflight->arena, here + n + 1)
                            : "";
    free(here);
    free(top);
    if (chdir(root) != 0)
        return error_set(error, STATUS_WORLD, "%s: cannot go there: %s", root, strerror(errno));
    return STATUS_OK;
}

static enum status run(struct preflight *preflight, int argc, char **argv, struct error *error)
{
    struct options *options = &preflight->options;
    TRY(options_parse(preflight->arena, argc, argv, options, error));
    if (options->done)
        return STATUS_OK;
    const char *directory = options->directory ? options->directory : ".";
    TRY(repository_startup(error));
    TRY(repository_open(directory, REPOSITORY_UPWARDS | REPOSITORY_SHALLOW,
                        options->directory ? "-C" : "here", &preflight->repository, error));
    TRY(stand_in_root(preflight, directory, error));
    preflight->report = report_begin(options->json);
    enum status status = options->command->run(preflight, error);
    TRY(report_flush(&preflight->report, error));
    return status;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct error error = {0};
    struct preflight preflight = {.arena = &arena};
    enum status status = run(&preflight, argc, argv, &error);
    if (status != STATUS_OK && error.text[0])
        error_print("preflight", &error);
    report_release(&preflight.report);
    git_repository_free(preflight.repository);
    repository_shutdown();
    arena_release(&arena);
    return (int)status;
}
