/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Answers on disk: see http_cache.h. A file is
 *
 *     thismonth http 1
 *     key: GET https://...
 *     etag: "..."
 *     link: <...>; rel="next"
 *     body: 1234 0123456789abcdef       length and hash
 *     (empty line)
 *     the body
 *
 * Its name is a hash of the key; the key inside is compared, so a clash is a miss.
 */
#include "http_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/file.h"
#include "common/text.h"
#include "git_authors.h"

static const char magic[] = "thismonth http 1";

static const char *path_of(struct arena *arena, const char *folder, const char *key)
{
    return arena_printf(arena, "%s/%016" PRIx64, folder, hash_bytes(0, key, strlen(key)));
}

/* The next line of *at, terminated in place; NULL: there is none. */
static char *next_line(char **at)
{
    char *line = *at, *end = strchr(line, '\n');
    if (!end)
        return NULL;
    *end = '\0';
    *at = end + 1;
    return line;
}

static const char *field(char *line, const char *name)
{
    size_t n = strlen(name);
    if (!line || strncmp(line, name, n) != 0 || strncmp(line + n, ": ", 2) != 0)
        return NULL;
    return line + n + 2;
}

bool http_cache_find(struct arena *arena, const char *folder, const char *key,
                     struct http_cached *ret_cached)
{
    char *bytes;
    size_t n;
    if (!folder || file_read(arena, path_of(arena, folder, key), &bytes, &n, NULL) != STATUS_OK)
        return false;
    char *at = bytes;
    const char *first = next_line(&at);
    const char *own = first ? field(next_line(&at), "key") : NULL;
    const char *etag = own ? field(next_line(&at), "etag") : NULL;
    const char *link = etag ? field(next_line(&at), "link") : NULL;
    const char *body = link ? field(next_line(&at), "body") : NULL;
    if (!body || strcmp(first, magic) != 0 || strcmp(own, key) != 0 || !next_line(&at))
        return false;
    size_t left = n - (size_t)(at - bytes);
    char *end;
    if (strtoull(body, &end, 10) != left ||
        strtoull(end, NULL, 16) != (unsigned long long)hash_bytes(0, at, left))
        return false;
    *ret_cached = (struct http_cached){*etag ? etag : NULL, *link ? link : NULL, at, left};
    return true;
}

static bool one_line(const char *s)
{
    return !s || !strpbrk(s, "\r\n");
}

/* The folders above may be anyone's to read, this one is not. */
static bool make_private(struct arena *arena, const char *folder)
{
    const char *above = path_dir(arena, folder);
    if (!file_exists(above) && strcmp(above, folder) != 0 && !make_private(arena, above))
        return false;
    return mkdir(folder, 0700) == 0 || file_exists(folder);
}

void http_cache_store(const char *folder, const char *key, const struct http_cached *cached)
{
    struct arena arena = {0};
    struct text out = {0};
    if (folder && one_line(key) && one_line(cached->etag) && one_line(cached->link) &&
        make_private(&arena, folder)) {
        text_addf(&out, "%s\nkey: %s\netag: %s\nlink: %s\nbody: %zu %016" PRIx64 "\n\n", magic, key,
                  cached->etag ? cached->etag : "", cached->link ? cached->link : "", cached->n,
                  hash_bytes(0, cached->body, cached->n));
        text_add(&out, cached->body, cached->n);
        struct error ignored;
        if (file_write(path_of(&arena, folder, key), out.at, out.n, NULL, &ignored) != STATUS_OK)
            out.n = 0; /* not kept: it is asked for again */
    }
    text_release(&out);
    arena_release(&arena);
}

/* --- Bounds ----------------------------------------------------------------------------------- */

struct stored {
    const char *name;
    uint64_t size;
    struct timespec at;
};

static int newest_first(const void *a, const void *b)
{
    const struct stored *x = a, *y = b;
    if (x->at.tv_sec != y->at.tv_sec)
        return x->at.tv_sec < y->at.tv_sec ? 1 : -1;
    return (x->at.tv_nsec < y->at.tv_nsec) - (x->at.tv_nsec > y->at.tv_nsec);
}

void http_cache_sweep(const char *folder, uint64_t bytes)
{
    enum { HOUR = 3600, NAME = 16 };
    struct arena arena = {0};
    LIST(struct stored) files = {0};
    DIR *dir = folder ? opendir(folder) : NULL;
    if (!dir)
        return;
    for (const struct dirent *entry; (entry = readdir(dir));) {
        struct stat st;
        if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(st.st_mode))
            continue;
        if (strlen(entry->d_name) == NAME)
            *list_push(&arena, &files) = (struct stored){arena_strdup(&arena, entry->d_name),
                                                         (uint64_t)st.st_size, st.st_mtim};
        else if (st.st_mtim.tv_sec + HOUR < time(NULL))
            unlinkat(dirfd(dir), entry->d_name, 0); /* an interrupted writer's */
    }
    if (files.n)
        qsort(files.at, files.n, sizeof *files.at, newest_first);
    uint64_t sum = 0;
    for (size_t i = 0; i < files.n; i++) {
        sum += files.at[i].size;
        if (sum > bytes)
            unlinkat(dirfd(dir), files.at[i].name, 0);
    }
    closedir(dir);
    arena_release(&arena);
}
