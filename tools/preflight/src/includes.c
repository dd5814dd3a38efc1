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
#include "include_cache.h"
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
    LIST(struct source) sources;
    atomic_size_t next;
};

struct worker {
    struct work *work;
    struct arena arena;
    struct string_list *found; /* of each part, what stands before the slash of an include */
    pthread_t thread;
    struct error error;
    enum status status;
};

static bool is_source(const char *path)
{
    size_t n = strlen(path);
    return n > 2 && path[n - 2] == '.' && strchr("chS", path[n - 1]);
}

static void add_name(struct arena *arena, struct string_list *list, const char *name, size_t n)
{
    for (size_t i = 0; i < list->n; i++)
        if (strncmp(list->at[i], name, n) == 0 && !list->at[i][n])
            return;
    *list_push(arena, list) = arena_strndup(arena, name, n);
}

/* The NAME of every "#include <NAME/...". */
static void scan(struct worker *worker, size_t part, const char *bytes)
{
    for (const char *at = bytes; (at = strchr(at, '#')); at++) {
        const char *word = at + 1 + strspn(at + 1, " \t");
        if (!starts_with(word, "include"))
            continue;
        word += strlen("include");
        word += strspn(word, " \t");
        size_t n = *word == '"' || *word == '<' ? strcspn(word + 1, "/\"> \n") : 0;
        if (n && word[1 + n] == '/')
            add_name(&worker->arena, &worker->found[part], word + 1, n);
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

/* Fills `found` of each part. */
static enum status scan_all(struct arena *arena, const struct parts *parts, struct work *work,
                            struct string_list *found, struct error *error)
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
                add_name(arena, &found[p], workers[i].found[p].at[e],
                         strlen(workers[i].found[p].at[e]));
        arena_release(&workers[i].arena);
    }
    return status;
}

static void add_source(struct arena *arena, const struct parts *parts, struct work *work,
                       const char *path, const bool *wanted)
{
    const struct part *part = is_source(path) ? parts_owner(parts, path) : NULL;
    size_t at = part ? (size_t)(part - parts->at.at) : 0;
    if (part && wanted[at])
        *list_push(arena, &work->sources) = (struct source){.path = path, .part = at};
}

/* Which parts differ from HEAD, in what is no commit yet. */
static bool *find_dirty(struct arena *arena, const struct parts *parts,
                        const struct changes *changes)
{
    bool *dirty = arena_array(arena, parts->at.n, sizeof *dirty);
    for (size_t i = 0; changes && i < changes->files.n; i++) {
        const struct part *part = parts_owner(parts, changes->files.at[i].path);
        if (part && changes->files.at[i].where & ~(unsigned)CHANGE_COMMITTED)
            dirty[part - parts->at.at] = true;
    }
    return dirty;
}

static void add_edges(struct arena *arena, struct parts *parts, size_t at,
                      const struct string_list *names)
{
    struct part *part = &parts->at.at[at];
    for (size_t i = 0; i < names->n; i++) {
        const struct part *other = parts_named(parts, names->at[i]);
        if (other && other->has_headers && other != part)
            *list_push(arena, &part->includes) = (size_t)(other - parts->at.at);
    }
}

enum status parts_read_includes(struct arena *arena, git_repository *repository,
                                struct parts *parts, const struct changes *changes,
                                const bool *wanted, struct error *error)
{
    struct work work = {0};
    struct include_cache cache;
    git_index *index = NULL;
    size_t n = parts->at.n;
    bool *unknown = arena_array(arena, n, sizeof *unknown);
    bool *dirty = find_dirty(arena, parts, changes);
    struct string_list *found = arena_array(arena, n, sizeof *found);
    if (git_repository_index(&index, repository) < 0)
        return repository_error(repository, "the index", error);
    include_cache_open(arena, repository, parts, &cache);
    for (size_t i = 0; i < n; i++) {
        struct part *part = &parts->at.at[i];
        part->has_headers =
            access(arena_printf(arena, "%s/include/%s", part->folder, part->name), F_OK) == 0;
        cache.of[i].known &= changes != NULL;
        unknown[i] = wanted[i] && !cache.of[i].known;
    }
    for (size_t i = 0; i < git_index_entrycount(index); i++)
        add_source(arena, parts, &work, git_index_get_byindex(index, i)->path, unknown);
    for (size_t i = 0; changes && i < changes->files.n; i++)
        if (changes->files.at[i].where & ~(unsigned)CHANGE_COMMITTED)
            add_source(arena, parts, &work, changes->files.at[i].path, wanted);
    enum status status = scan_all(arena, parts, &work, found, error);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        if (changes && unknown[i] && !dirty[i]) {
            cache.of[i].known = cache.of[i].fresh = true;
            cache.of[i].names = found[i];
        }
        for (size_t k = 0; wanted[i] && cache.of[i].known && k < cache.of[i].names.n; k++)
            add_name(arena, &found[i], cache.of[i].names.at[k], strlen(cache.of[i].names.at[k]));
        if (wanted[i])
            add_edges(arena, parts, i, &found[i]);
    }
    if (status == STATUS_OK && changes)
        include_cache_keep(arena, parts, &cache);
    git_index_free(index);
    return status;
}
