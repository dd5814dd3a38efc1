/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Changed lines: see edits.h. One difference, from the merge base's tree to the work tree, where
 * untracked files are files like all others; line numbers are those of what git would store.
 */
#include "edits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/file.h"
#include "common/repository.h"

enum { MOST_BYTES = 16 << 20 };

/* --- Bytes -------------------------------------------------------------------------------------
 */

/* What `git add` would store of this file. */
static enum status read_stored(struct arena *arena, git_repository *repository, struct edit *edit,
                               struct error *error)
{
    git_filter_list *filters = NULL;
    git_buf stored = {0};
    char *bytes;
    if (git_filter_list_load(&filters, repository, NULL, edit->path, GIT_FILTER_TO_ODB,
                             GIT_FILTER_ALLOW_UNSAFE) < 0)
        return repository_error(repository, edit->path, error);
    if (!filters) {
        TRY(file_read(arena, edit->path, &bytes, &edit->n, error));
        edit->bytes = bytes;
        return STATUS_OK;
    }
    int code = git_filter_list_apply_to_file(&stored, filters, repository, edit->path);
    if (code == 0) {
        edit->bytes = arena_strndup(arena, stored.size ? stored.ptr : "", stored.size);
        edit->n = stored.size;
    }
    git_buf_dispose(&stored);
    git_filter_list_free(filters);
    return code == 0 ? STATUS_OK : repository_error(repository, edit->path, error);
}

static enum status read_edit(struct arena *arena, git_repository *repository, struct edit *edit,
                             bool *ret_file, struct error *error)
{
    struct stat info;
    *ret_file = lstat(edit->path, &info) == 0 && S_ISREG(info.st_mode);
    if (!*ret_file)
        return STATUS_OK;
    edit->bytes = "";
    edit->size = (size_t)info.st_size;
    if (edit->size > MOST_BYTES)
        return STATUS_OK;
    TRY(read_stored(arena, repository, edit, error));
    edit->size = edit->n;
    return STATUS_OK;
}

static size_t count_lines(const struct edit *edit)
{
    size_t lines = 1;
    for (size_t i = 0; i < edit->n; i++)
        lines += edit->bytes[i] == '\n';
    return lines;
}

/* --- Lines -------------------------------------------------------------------------------------
 */

struct walk {
    struct arena *arena;
    struct edits *edits;
    LIST(size_t) lines; /* changed ones of the file that is walked */
    bool open;          /* ... which is the last of `edits`; else it is gone, or no regular file */
    git_repository *repository;
    struct error *error;
    enum status status;
};

/* The lines that were heard of belong to the file that is open: from here on they are its table. */
static void close_file(struct walk *walk)
{
    struct edit *edit = walk->open ? &walk->edits->at.at[walk->edits->at.n - 1] : NULL;
    if (edit && !edit->added) {
        size_t n = count_lines(edit);
        edit->changed = arena_array(walk->arena, n + 2, sizeof *edit->changed);
        for (size_t i = 0; i < walk->lines.n; i++)
            if (walk->lines.at[i] <= n)
                edit->changed[walk->lines.at[i]] = true;
    }
    walk->lines.n = 0;
    walk->open = false;
}

static int on_file(const git_diff_delta *delta, float progress, void *ctx)
{
    struct walk *walk = ctx;
    (void)progress;
    close_file(walk);
    struct edit edit = {.path = arena_strdup(walk->arena, delta->new_file.path),
                        .added = delta->status == GIT_DELTA_ADDED ||
                                 delta->status == GIT_DELTA_UNTRACKED};
    bool file = false;
    if (delta->status != GIT_DELTA_DELETED)
        walk->status = read_edit(walk->arena, walk->repository, &edit, &file, walk->error);
    if (walk->status != STATUS_OK)
        return GIT_EUSER;
    if (file)
        *list_push(walk->arena, &walk->edits->at) = edit;
    walk->open = file;
    return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
                   const git_diff_line *line, void *ctx)
{
    struct walk *walk = ctx;
    (void)delta;
    (void)hunk;
    if (line->origin == GIT_DIFF_LINE_ADDITION && line->new_lineno > 0)
        *list_push(walk->arena, &walk->lines) = (size_t)line->new_lineno;
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct edit *)a)->path, ((const struct edit *)b)->path);
}

static int find_diff(git_repository *repository, const struct changes *changes, char **paths,
                     git_diff **ret)
{
    git_diff_options options;
    git_diff_find_options similar;
    git_commit *commit = NULL;
    git_tree *tree = NULL;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    git_diff_find_options_init(&similar, GIT_DIFF_FIND_OPTIONS_VERSION);
    similar.flags = GIT_DIFF_FIND_RENAMES | GIT_DIFF_FIND_FOR_UNTRACKED;
    options.context_lines = 0;
    options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
                    GIT_DIFF_SHOW_UNTRACKED_CONTENT | GIT_DIFF_DISABLE_PATHSPEC_MATCH;
    options.pathspec = (git_strarray){.strings = paths, .count = changes->files.n};
    int code = git_commit_lookup(&commit, repository, &changes->merge_base);
    if (code == 0)
        code = git_commit_tree(&tree, commit);
    if (code == 0)
        code = git_diff_tree_to_workdir_with_index(ret, repository, tree, &options);
    if (code == 0)
        code = git_diff_find_similar(*ret, &similar);
    git_tree_free(tree);
    git_commit_free(commit);
    return code;
}

enum status edits_find(struct arena *arena, git_repository *repository,
                       const struct changes *changes, struct edits *ret_edits, struct error *error)
{
    struct edits edits = {0};
    struct walk walk = {.arena = arena, .edits = &edits, .repository = repository, .error = error};
    if (!changes->files.n) {
        *ret_edits = edits;
        return STATUS_OK;
    }
    char **paths = arena_array(arena, changes->files.n, sizeof *paths);
    for (size_t i = 0; i < changes->files.n; i++)
        paths[i] = arena_strdup(arena, changes->files.at[i].path);
    git_diff *diff = NULL;
    int code = find_diff(repository, changes, paths, &diff);
    if (code == 0)
        code = git_diff_foreach(diff, on_file, NULL, NULL, on_line, &walk);
    git_diff_free(diff);
    if (walk.status != STATUS_OK)
        return walk.status;
    if (code != 0)
        return repository_error(repository, "changed lines", error);
    close_file(&walk);
    if (edits.at.n)
        qsort(edits.at.at, edits.at.n, sizeof *edits.at.at, by_path);
    *ret_edits = edits;
    return STATUS_OK;
}

enum status edits_all(struct arena *arena, git_repository *repository, struct edits *ret_edits,
                      struct error *error)
{
    struct edits edits = {0};
    git_status_list *list = NULL;
    git_index *index = NULL;
    git_status_options options;
    git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
    options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS;
    enum status status = STATUS_OK;
    LIST(const char *) paths = {0};
    if (git_repository_index(&index, repository) < 0 ||
        git_status_list_new(&list, repository, &options) < 0)
        status = repository_error(repository, "the files", error);
    for (size_t i = 0; status == STATUS_OK && i < git_index_entrycount(index); i++)
        *list_push(arena, &paths) = arena_strdup(arena, git_index_get_byindex(index, i)->path);
    for (size_t i = 0; status == STATUS_OK && i < git_status_list_entrycount(list); i++) {
        const git_status_entry *entry = git_status_byindex(list, i);
        if (entry->status & GIT_STATUS_WT_NEW)
            *list_push(arena, &paths) = arena_strdup(arena, entry->index_to_workdir->new_file.path);
    }
    for (size_t i = 0; status == STATUS_OK && i < paths.n; i++) {
        struct edit edit = {.path = paths.at[i], .added = true};
        bool file;
        status = read_edit(arena, repository, &edit, &file, error);
        if (status == STATUS_OK && file)
            *list_push(arena, &edits.at) = edit;
    }
    git_status_list_free(list);
    git_index_free(index);
    if (status == STATUS_OK && edits.at.n)
        qsort(edits.at.at, edits.at.n, sizeof *edits.at.at, by_path);
    *ret_edits = edits;
    return status;
}
