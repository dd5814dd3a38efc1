/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Edges that the sources tell: see parts_read_includes() in parts.h. Nearly all its time is spent
 * in opening files, so a few threads share them; each keeps what it found, and it is put together
 * at the end in the order of the parts.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "common/repository.h"
#include "common/text.h"
#include "parts.h"

enum {
    ENOUGH = 1 << 18, /* bytes of a source that are looked at: includes stand at the top */
    THREADS = 4,
    WORTH = 500, /* files for one thread */
};

struct source {
    const char *path;
    size_t part;
};

struct work {
    const struct parts *parts;
    LIST(struct source) sources;
    atomic_size_t next;
};

struct worker {
    struct work *work;
    struct arena arena;
    struct part_list *found; /* of each part, what it includes */
    pthread_t thread;
    struct error error;
    enum status status;
};

static bool is_source(const char *path)
{
    size_t n = strlen(path);
    return n > 2 && path[n - 2] == '.' && strchr("chS", path[n - 1]);
}

static void add_edge(struct arena *arena, struct part_list *list, size_t to)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == to)
            return;
    *list_push(arena, list) = to;
}

/* Every "#include <NAME/..." where NAME is another part that has headers. */
static void scan(struct worker *worker, size_t part, const char *bytes)
{
    const struct parts *parts = worker->work->parts;
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
        if (other && other->has_headers && other != &parts->at.at[part])
            add_edge(&worker->arena, &worker->found[part], (size_t)(other - parts->at.at));
    }
}

static enum status scan_file(struct worker *worker, const struct source *source, char *buffer)
{
    int file = open(source->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) /* deleted, left out, or a link: the file that it leads to is read for itself */
        return errno == ENOENT || errno == ELOOP || errno == ENOTDIR
                   ? STATUS_OK
                   : error_set(&worker->error, STATUS_WORLD, "%s: cannot read: %s", source->path,
                               strerror(errno));
    ssize_t n = read(file, buffer, ENOUGH - 1);
    close(file);
    buffer[n > 0 ? n : 0] = '\0'; /* what is no file has no includes */
    scan(worker, source->part, buffer);
    return STATUS_OK;
}

static void *run(void *argument)
{
    struct worker *worker = argument;
    struct work *work = worker->work;
    char *buffer = arena_alloc(&worker->arena, ENOUGH);
    size_t at;
    while (worker->status == STATUS_OK && (at = atomic_fetch_add(&work->next, 1)) < work->sources.n)
        worker->status = scan_file(worker, &work->sources.at[at], buffer);
    return NULL;
}

/* As many threads as are worth it; one is the caller. */
static void run_all(struct worker *workers, size_t n)
{
    size_t started = 1;
    while (started < n &&
           pthread_create(&workers[started].thread, NULL, run, &workers[started]) == 0)
        started++;
    run(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

static enum status scan_all(struct arena *arena, struct parts *parts, struct work *work,
                            struct error *error)
{
    struct worker workers[THREADS] = {0};
    enum status status = STATUS_OK;
    size_t n = 1 + work->sources.n / WORTH;
    n = n < THREADS ? n : THREADS;
    for (size_t i = 0; i < n; i++) {
        workers[i].work = work;
        workers[i].found = arena_array(&workers[i].arena, parts->at.n, sizeof *workers[i].found);
    }
    run_all(workers, n);
    for (size_t i = 0; i < n; i++) {
        if (workers[i].status != STATUS_OK && status == STATUS_OK)
            status = error_set(error, workers[i].status, "%s", workers[i].error.text);
        for (size_t p = 0; p < parts->at.n; p++)
            for (size_t e = 0; e < workers[i].found[p].n; e++)
                add_edge(arena, &parts->at.at[p].includes, workers[i].found[p].at[e]);
        arena_release(&workers[i].arena);
    }
    return status;
}

enum status parts_read_includes(struct arena *arena, git_repository *repository,
                                struct parts *parts, const struct changes *changes,
                                const bool *wanted, struct error *error)
{
    struct work work = {.parts = parts};
    git_index *index = NULL;
    if (git_repository_index(&index, repository) < 0)
        return repository_error(repository, "the index", error);
    for (size_t i = 0; i < parts->at.n; i++) {
        struct part *part = &parts->at.at[i];
        part->has_headers =
            access(arena_printf(arena, "%s/include/%s", part->folder, part->name), F_OK) == 0;
    }
    size_t tracked = git_index_entrycount(index);
    for (size_t i = 0; i < tracked + changes->files.n; i++) {
        const char *path = i < tracked ? git_index_get_byindex(index, i)->path
                                       : changes->files.at[i - tracked].path;
        if (!is_source(path) ||
            (i >= tracked && !(changes->files.at[i - tracked].where & CHANGE_UNTRACKED)))
            continue;
        const struct part *part = parts_owner(parts, path);
        size_t at = part ? (size_t)(part - parts->at.at) : 0;
        if (part && wanted[at])
            *list_push(arena, &work.sources) = (struct source){.path = path, .part = at};
    }
    enum status status = scan_all(arena, parts, &work, error);
    git_index_free(index);
    return status;
}
