/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The parts: see parts.h. Which files there are is asked of the index, not of the disk, so that
 * build/ and other ignored places have no say; what they hold is read from the work tree.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/repository.h"
#include "common/text.h"

/* --- Patterns ----------------------------------------------------------------------------------
 */

bool path_fits(const char *pattern, const char *path)
{
    for (; *pattern; pattern++, path++) {
        if (*pattern == '*') {
            bool deep = pattern[1] == '*';
            pattern += deep ? 2 : 1;
            if (deep && *pattern == '/' && path_fits(pattern + 1, path))
                return true; /* no folder at all */
            for (;; path++) {
                if (path_fits(pattern, path))
                    return true;
                if (!*path || (!deep && *path == '/'))
                    return false;
            }
        }
        if (!*path || (*pattern == '?' ? *path == '/' : *pattern != *path))
            return false;
    }
    return !*path;
}

/* Is `path` `folder`, or below it? Every path is below "". */
static bool is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return !n || (strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]));
}

/* --- Records -----------------------------------------------------------------------------------
 */

static bool is_record(const char *path)
{
    const char *first = strchr(path, '/'), *last = strrchr(path, '/');
    if (!first || strcmp(last, "/project.json") != 0)
        return false;
    return first == last || strchr(first + 1, '/') == last;
}

static enum status load_part(struct arena *arena, struct parts *parts, const char *record,
                             struct error *error)
{
    struct part part = {0};
    if (access(record, F_OK) != 0) /* was deleted, or is left out of a sparse checkout */
        return STATUS_OK;
    TRY(project_load(arena, record, &part.project, error));
    part.name = part.project.name;
    part.folder = arena_strndup(arena, record, (size_t)(strrchr(record, '/') - record));
    if (!part.project.paths.n)
        *list_push(arena, &part.project.paths) = part.folder;
    *list_push(arena, &parts->at) = part;
    return STATUS_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct part *)a)->name, ((const struct part *)b)->name);
}

static enum status link_parts(struct arena *arena, struct parts *parts, struct error *error)
{
    for (size_t i = 0; i < parts->at.n; i++) {
        struct part *part = &parts->at.at[i];
        if (i && strcmp(part[-1].name, part->name) == 0)
            return error_set(error, STATUS_USAGE,
                             "%s: the name \"%s\" is taken by %s; choose another",
                             part->project.file, part->name, part[-1].project.file);
        for (size_t n = 0; n < part->project.needs.n; n++) {
            const struct part *need = parts_named(parts, part->project.needs.at[n]);
            if (!need)
                return error_set(error, STATUS_USAGE,
                                 "%s: needs \"%s\", but no project.json has that name; correct "
                                 "\"needs\"",
                                 part->project.file, part->project.needs.at[n]);
            *list_push(arena, &part->needs) = (size_t)(need - parts->at.at);
        }
    }
    return STATUS_OK;
}

static void list_folders(struct arena *, struct parts *);

/* Records in the work tree that git does not know yet, and is not told to ignore. */
static enum status load_new(struct arena *arena, git_repository *repository, git_index *index,
                            struct parts *parts, struct error *error)
{
    static const char *const places[] = {"*/project.json", "*/*/project.json"};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        struct string_list found = {0};
        TRY(path_glob(arena, places[p], &found, error));
        for (size_t i = 0; i < found.n; i++) {
            int ignored = 0;
            if (!git_index_get_bypath(index, found.at[i], 0) &&
                git_ignore_path_is_ignored(&ignored, repository, found.at[i]) == 0 && !ignored)
                TRY(load_part(arena, parts, found.at[i], error));
        }
    }
    return STATUS_OK;
}

enum status parts_load(struct arena *arena, git_repository *repository,
                       const struct changes *changes, struct parts *ret_parts, struct error *error)
{
    struct parts parts = {0};
    git_index *index = NULL;
    enum status status = STATUS_OK;
    if (git_repository_index(&index, repository) < 0)
        return repository_error(repository, "the index", error);
    const char *last = "";
    for (size_t i = 0; i < git_index_entrycount(index) && status == STATUS_OK; i++) {
        const char *path = git_index_get_byindex(index, i)->path;
        if (is_record(path) && strcmp(path, last) != 0) /* a conflict has an entry for each side */
            status = load_part(arena, &parts, last = path, error);
    }
    for (size_t i = 0; changes && i < changes->files.n && status == STATUS_OK; i++) {
        const struct changed_file *file = &changes->files.at[i];
        if (file->where & CHANGE_UNTRACKED && file->there && is_record(file->path))
            status = load_part(arena, &parts, file->path, error);
    }
    if (!changes && status == STATUS_OK)
        status = load_new(arena, repository, index, &parts, error);
    git_index_free(index);
    TRY(status);
    if (parts.at.n)
        qsort(parts.at.at, parts.at.n, sizeof *parts.at.at, by_name);
    TRY(link_parts(arena, &parts, error));
    list_folders(arena, &parts);
    *ret_parts = parts;
    return STATUS_OK;
}

/* --- Whose is it? ------------------------------------------------------------------------------
 */

const struct part *parts_named(const struct parts *parts, const char *name)
{
    const struct part key = {.name = name};
    return parts->at.n ? bsearch(&key, parts->at.at, parts->at.n, sizeof *parts->at.at, by_name)
                       : NULL;
}

enum status parts_find(struct arena *arena, const struct parts *parts, const char *name,
                       const struct part **ret_part, struct error *error)
{
    const struct part *part = parts_named(parts, name);
    const char *all = "";
    for (size_t i = 0; i < parts->at.n; i++)
        all = arena_printf(arena, "%s%s%s", all, i ? ", " : "", parts->at.at[i].name);
    if (!part)
        return error_set(error, STATUS_USAGE, "no project.json has the name \"%s\"; there are %s",
                         name, all);
    *ret_part = part;
    return STATUS_OK;
}

static int by_folder(const void *a, const void *b)
{
    const struct part_folder *x = a, *y = b;
    int order = memcmp(x->path, y->path, x->n < y->n ? x->n : y->n);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

static void list_folders(struct arena *arena, struct parts *parts)
{
    for (size_t i = 0; i < parts->at.n; i++)
        for (size_t p = 0; p < parts->at.at[i].project.paths.n; p++) {
            const char *path = parts->at.at[i].project.paths.at[p];
            *list_push(arena, &parts->folders) =
                (struct part_folder){.path = path, .n = strlen(path), .part = i};
        }
    if (parts->folders.n)
        qsort(parts->folders.at, parts->folders.n, sizeof *parts->folders.at, by_folder);
}

/* The longest folder wins, so they are tried from the path itself upwards. */
const struct part *parts_owner(const struct parts *parts, const char *path)
{
    for (size_t n = strlen(path); n && parts->folders.n; n--) {
        struct part_folder key = {.path = path, .n = n}, *found;
        if (path[n] && path[n] != '/')
            continue;
        found = bsearch(&key, parts->folders.at, parts->folders.n, sizeof key, by_folder);
        if (found)
            return &parts->at.at[found->part];
    }
    return NULL;
}

enum concern part_concern(const struct part *part, const char *path)
{
    static const char *const own[] = {"tests", "bench", "doc"};
    const char *inside = path;
    size_t longest = 0;
    for (size_t i = 0; part && i < part->project.paths.n; i++) {
        const char *folder = part->project.paths.at[i];
        size_t n = strlen(folder);
        if (is_below(path, folder) && n >= longest) {
            longest = n;
            inside = path + n + (path[n] == '/');
        }
    }
    for (size_t i = 0; part && i < sizeof own / sizeof *own; i++)
        if (is_below(inside, own[i]))
            return CONCERNS_ITSELF;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (ends_with(name, ".md") || starts_with(name, "LICENSE"))
        return CONCERNS_NOBODY;
    return CONCERNS_USERS;
}

bool part_reads(const struct part *part, const char *path)
{
    for (size_t i = 0; i < part->project.reads.n; i++)
        if (path_fits(part->project.reads.at[i], path))
            return true;
    return false;
}
