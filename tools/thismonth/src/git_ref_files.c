/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Loose files win over packed-refs, so they are read first and their names kept, sorted, to be
 * skipped in the packed ones. A packed line is "ID NAME"; "^ID" below it and "#" are comments here.
 */
#include "git_ref_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"
#include "common/repository.h"
#include "common/text.h"

enum {
    HEX = GIT_OID_HEXSZ,
    DEEPEST = 32, /* folders in folders */
};

struct walk {
    struct arena arena;
    git_repository *repository;
    const char *folder; /* of the repository, with a slash behind */
    ref_visit *visit;
    void *ctx;
    struct string_list loose; /* names that were found */
    struct error *error;
};

static enum status ref_error(struct walk *w, const char *name, const char *why)
{
    git_error_set_str(GIT_ERROR_REFERENCE, why);
    return repository_error(w->repository, arena_printf(&w->arena, "reference %s", name), w->error);
}

/* One loose file; one that is not there (any more) is none. */
static enum status read_loose(struct walk *w, int folder, const char *file, const char *name)
{
    char bytes[HEX + 1];
    git_oid id;
    int fd = openat(folder, file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? STATUS_OK
                                                   : ref_error(w, name, strerror(errno));
    ssize_t n = read(fd, bytes, sizeof bytes);
    close(fd);
    if (n >= 4 && memcmp(bytes, "ref:", 4) == 0)
        return STATUS_OK;
    if (n < HEX || git_oid_fromstrn(&id, bytes, HEX) < 0 ||
        (n > HEX && bytes[HEX] != '\n' && bytes[HEX] != '\r'))
        return ref_error(w, name, "its file is damaged");
    *list_push(&w->arena, &w->loose) = arena_strdup(&w->arena, name);
    return w->visit(w->ctx, name, &id);
}

/* All files below a folder. `name` ends in a slash. */
static enum status walk_folder(struct walk *w, int parent, const char *folder, const char *name,
                               int depth)
{
    enum status status = STATUS_OK;
    struct dirent *entry;
    int fd = openat(parent, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir)
        return errno == ENOENT ? STATUS_OK : ref_error(w, name, strerror(errno));
    bool pulls = strcmp(name, "refs/pull/") == 0;
    while (status == STATUS_OK && (entry = readdir(dir))) {
        const char *file = entry->d_name;
        if (file[0] == '.' || ends_with(file, ".lock"))
            continue;
        if (pulls) {
            file = arena_printf(&w->arena, "%s/head", file);
            status = read_loose(w, fd, file, arena_printf(&w->arena, "%s%s", name, file));
            continue;
        }
        const char *below = arena_printf(&w->arena, "%s%s", name, file);
        struct stat st;
        bool is_folder =
            entry->d_type == DT_DIR ||
            (entry->d_type == DT_UNKNOWN && fstatat(fd, file, &st, 0) == 0 && S_ISDIR(st.st_mode));
        if (!is_folder)
            status = read_loose(w, fd, file, below);
        else if (depth < DEEPEST)
            status = walk_folder(w, fd, file, arena_printf(&w->arena, "%s/", below), depth + 1);
    }
    closedir(dir);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum status read_packed(struct walk *w)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    enum status status = STATUS_OK;
    FILE *f = fopen(path_join(&w->arena, w->folder, "packed-refs"), "re");
    if (!f)
        return errno == ENOENT ? STATUS_OK : ref_error(w, "packed-refs", strerror(errno));
    if (w->loose.n)
        qsort(w->loose.at, w->loose.n, sizeof *w->loose.at, by_name);
    while (status == STATUS_OK && (n = getline(&line, &cap, f)) > 0) {
        git_oid id;
        const char *name = line + HEX + 1;
        if (*line == '#' || *line == '^')
            continue;
        line[strcspn(line, "\r\n")] = '\0';
        if (strlen(line) < HEX + 2 || line[HEX] != ' ' || git_oid_fromstrn(&id, line, HEX) < 0) {
            status = ref_error(w, "packed-refs", "a line of it is damaged");
            break;
        }
        if (!w->loose.n || !bsearch(&name, w->loose.at, w->loose.n, sizeof *w->loose.at, by_name))
            status = w->visit(w->ctx, name, &id);
    }
    if (status == STATUS_OK && ferror(f))
        status = ref_error(w, "packed-refs", "it cannot be read");
    free(line);
    fclose(f);
    return status;
}

enum status ref_files_each(git_repository *repository, ref_visit *visit, void *ctx,
                           struct error *error)
{
    static const char *const folders[] = {"refs/heads/", "refs/tags/", "refs/remotes/origin/",
                                          "refs/pull/"};
    struct walk w = {.repository = repository,
                     .folder = git_repository_commondir(repository),
                     .visit = visit,
                     .ctx = ctx,
                     .error = error};
    enum status status = STATUS_OK;
    int fd = open(w.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        status = ref_error(&w, "folder", strerror(errno));
    for (size_t i = 0; status == STATUS_OK && i < sizeof folders / sizeof *folders; i++)
        status = walk_folder(&w, fd, folders[i], folders[i], 0);
    if (status == STATUS_OK)
        status = read_packed(&w);
    if (fd >= 0)
        close(fd);
    arena_release(&w.arena);
    return status;
}
