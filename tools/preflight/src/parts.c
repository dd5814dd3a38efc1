/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The parts: see parts.h. Which files there are is asked of the index, not of the disk, so that
 * build/ and other ignored places have no say; what they hold is read from the work tree.
 */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    git_index_free(index);
    TRY(status);
    if (parts.at.n)
        qsort(parts.at.at, parts.at.n, sizeof *parts.at.at, by_name);
    TRY(link_parts(arena, &parts, error));
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

const struct part *parts_owner(const struct parts *parts, const char *path)
{
    const struct part *owner = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < parts->at.n; i++)
        for (size_t p = 0; p < parts->at.at[i].project.paths.n; p++) {
            const char *folder = parts->at.at[i].project.paths.at[p];
            if (is_below(path, folder) && strlen(folder) + 1 > longest) {
                longest = strlen(folder) + 1;
                owner = &parts->at.at[i];
            }
        }
    return owner;
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

/* --- Edges in the sources ----------------------------------------------------------------------
 */

static bool is_source(const char *path)
{
    size_t n = strlen(path);
    return n > 2 && path[n - 2] == '.' && strchr("chS", path[n - 1]);
}

static void add_edge(struct arena *arena, struct part *part, size_t to)
{
    for (size_t i = 0; i < part->includes.n; i++)
        if (part->includes.at[i] == to)
            return;
    *list_push(arena, &part->includes) = to;
}

/* Every "#include <NAME/..." where NAME is another part. */
static void scan(struct arena *arena, struct parts *parts, struct part *part, const char *bytes)
{
    char name[64];
    for (const char *at = bytes; (at = strchr(at, '#')); at++) {
        const char *word = at + 1 + strspn(at + 1, " \t");
        if (!starts_with(word, "include"))
            continue;
        word += strlen("include");
        word += strspn(word, " \t");
        size_t n = *word == '"' || *word == '<' ? strcspn(word + 1, "/\">\n") : 0;
        if (!n || n >= sizeof name || word[1 + n] != '/')
            continue;
        memcpy(name, word + 1, n);
        name[n] = '\0';
        const struct part *other = parts_named(parts, name);
        if (other && other != part && other->has_headers)
            add_edge(arena, part, (size_t)(other - parts->at.at));
    }
}

/* What does not fit into `buffer` is read up to there: includes stand at the top. */
static enum status scan_file(struct arena *arena, struct parts *parts, struct part *part,
                             const char *path, struct text *buffer, struct error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) /* deleted, left out, or a link: the file that it leads to is read for itself */
        return errno == ENOENT || errno == ELOOP || errno == ENOTDIR
                   ? STATUS_OK
                   : error_set(error, STATUS_WORLD, "%s: cannot read: %s", path, strerror(errno));
    size_t n = 0;
    ssize_t got;
    while ((got = read(file, buffer->at + n, buffer->cap - 1 - n)) > 0)
        n += (size_t)got;
    close(file);
    buffer->at[n] = '\0';
    scan(arena, parts, part, buffer->at);
    return STATUS_OK;
}

enum status parts_read_includes(struct arena *arena, git_repository *repository,
                                struct parts *parts, const struct changes *changes,
                                const bool *wanted, struct error *error)
{
    enum { ENOUGH = 1 << 20 };
    git_index *index = NULL;
    enum status status = STATUS_OK;
    if (git_repository_index(&index, repository) < 0)
        return repository_error(repository, "the index", error);
    for (size_t i = 0; i < parts->at.n; i++) {
        struct part *part = &parts->at.at[i];
        part->has_headers =
            access(arena_printf(arena, "%s/include/%s", part->folder, part->name), F_OK) == 0;
    }
    struct text buffer = {.at = arena_alloc(arena, ENOUGH), .cap = ENOUGH};
    size_t tracked = git_index_entrycount(index);
    for (size_t i = 0; i < tracked + changes->files.n && status == STATUS_OK; i++) {
        const char *path = i < tracked ? git_index_get_byindex(index, i)->path
                                       : changes->files.at[i - tracked].path;
        if (!is_source(path) ||
            (i >= tracked && !(changes->files.at[i - tracked].where & CHANGE_UNTRACKED)))
            continue;
        struct part *part = (struct part *)parts_owner(parts, path);
        if (part && wanted[part - parts->at.at])
            status = scan_file(arena, parts, part, path, &buffer, error);
    }
    git_index_free(index);
    return status;
}
