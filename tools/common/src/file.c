/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Files, whole: see file.h. */
#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/text.h"

enum { LARGEST = 64 << 20 };

static const char *way_out(int number)
{
    switch (number) {
    case ENOENT:
        return " (check the path)";
    case EACCES:
    case EPERM:
    case EROFS:
        return " (make it writable for you, or name another place)";
    case ENOSPC:
    case EDQUOT:
        return " (free some space, then run the same command again; nothing was lost)";
    default:
        return "";
    }
}

static enum status failed(struct error *error, const char *what, const char *path)
{
    int number = errno;
    return error_set(error, STATUS_WORLD, "%s: cannot %s: %s%s", path, what, strerror(number),
                     way_out(number));
}

enum status file_read(struct arena *arena, const char *path, char **ret_bytes, size_t *ret_n,
                      struct error *error)
{
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return failed(error, "read", path);
    struct text bytes = {0};
    for (;;) {
        char chunk[16 * 1024];
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            status = failed(error, "read", path);
            goto out;
        }
        if (got == 0)
            break;
        text_add(&bytes, chunk, (size_t)got);
        if (bytes.n > LARGEST) {
            status = error_set(error, STATUS_WORLD, "%s: larger than %d MiB, not read", path,
                               LARGEST >> 20);
            goto out;
        }
    }
    *ret_bytes = arena_strndup(arena, text_cstr(&bytes), bytes.n);
    *ret_n = bytes.n;
out:
    text_release(&bytes);
    close(fd);
    return status;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static enum status make_folders(struct arena *arena, const char *path, struct error *error)
{
    char *dir = path_dir(arena, path);
    struct stat st;
    if (stat(dir, &st) == 0) {
        if (S_ISDIR(st.st_mode))
            return STATUS_OK;
        errno = ENOTDIR;
        return failed(error, "use as a folder", dir);
    }
    if (strcmp(dir, path) == 0)
        return STATUS_OK;
    TRY(make_folders(arena, dir, error));
    if (mkdir(dir, 0777) < 0 && errno != EEXIST)
        return failed(error, "make folder", dir);
    return STATUS_OK;
}

/* Does the file hold exactly these bytes? */
static bool holds(const char *path, const char *bytes, size_t n)
{
    struct arena arena = {0};
    char *old;
    size_t old_n;
    bool same = file_read(&arena, path, &old, &old_n, NULL) == STATUS_OK && old_n == n &&
                memcmp(old, bytes, n) == 0;
    arena_release(&arena);
    return same;
}

static enum status write_all(int fd, const char *path, const char *bytes, size_t n,
                             struct error *error)
{
    while (n) {
        ssize_t put = write(fd, bytes, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return failed(error, "write", path);
        bytes += put;
        n -= (size_t)put;
    }
    if (fsync(fd) < 0)
        return failed(error, "write", path);
    return STATUS_OK;
}

/* Writes the temporary file beside `path` and renames it over. */
static enum status replace(struct arena *arena, const char *path, const char *bytes, size_t n,
                           struct error *error)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    mode_t mask = umask(0);
    umask(mask);
    char *temporary = arena_printf(arena, "%s.XXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return failed(error, "write", path);
    enum status status = write_all(fd, path, bytes, n, error);
    if (status == STATUS_OK && fchmod(fd, there ? st.st_mode & 07777 : 0666 & ~mask) < 0)
        status = failed(error, "set the mode of", path);
    if (close(fd) < 0 && status == STATUS_OK)
        status = failed(error, "write", path);
    if (status == STATUS_OK && rename(temporary, path) < 0)
        status = failed(error, "replace", path);
    if (status != STATUS_OK)
        unlink(temporary);
    return status;
}

enum status file_write(const char *path, const char *bytes, size_t n, bool *ret_changed,
                       struct error *error)
{
    struct arena arena = {0};
    bool changed = !holds(path, bytes, n);
    enum status status = STATUS_OK;
    if (changed)
        status = make_folders(&arena, path, error);
    if (changed && status == STATUS_OK) {
        /* a symbolic link stays one: what it points at is replaced */
        char *real = realpath(path, NULL);
        status = replace(&arena, real ? real : path, bytes, n, error);
        free(real);
    }
    if (status == STATUS_OK && ret_changed)
        *ret_changed = changed;
    arena_release(&arena);
    return status;
}

enum status file_lock(const char *path, int *ret_lock, struct error *error)
{
    struct arena arena = {0};
    char *folder = path_dir(&arena, path);
    enum status status = make_folders(&arena, path, error);
    int fd = -1;
    if (status != STATUS_OK)
        goto out;
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        status = failed(error, "open folder", folder);
        goto out;
    }
    for (int tries = 0; flock(fd, LOCK_EX | LOCK_NB) < 0; tries++) {
        if (errno == EWOULDBLOCK && tries < 100) {
            nanosleep(&(struct timespec){.tv_nsec = 100 * 1000 * 1000}, NULL);
            continue;
        }
        status = errno != EWOULDBLOCK
                     ? failed(error, "lock folder", folder)
                     : error_set(error, STATUS_WORLD,
                                 "%s: another run has been writing here for over ten seconds; wait "
                                 "for it to end, then run the same command again",
                                 folder);
        close(fd);
        goto out;
    }
    *ret_lock = fd;
out:
    arena_release(&arena);
    return status;
}

void file_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}

char *path_join(struct arena *arena, const char *dir, const char *path)
{
    if (path[0] == '/' || !dir || !dir[0] || strcmp(dir, ".") == 0)
        return arena_strdup(arena, path);
    return arena_printf(arena, "%s%s%s", dir, ends_with(dir, "/") ? "" : "/", path);
}

char *path_dir(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return arena_strdup(arena, ".");
    return arena_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

enum status path_glob(struct arena *arena, const char *pattern, struct string_list *ret_paths,
                      struct error *error)
{
    glob_t found;
    int result = glob(pattern, GLOB_NOSORT, NULL, &found);
    if (result != 0 && result != GLOB_NOMATCH)
        return error_set(error, STATUS_WORLD, "%s: cannot list what matches", pattern);
    for (size_t i = 0; result == 0 && i < found.gl_pathc; i++)
        *list_push(arena, ret_paths) = arena_strdup(arena, found.gl_pathv[i]);
    if (result == 0)
        globfree(&found);
    for (size_t i = 1; i < ret_paths->n; i++) /* bytewise, whatever the locale says */
        for (size_t j = i; j && strcmp(ret_paths->at[j - 1], ret_paths->at[j]) > 0; j--) {
            const char *swap = ret_paths->at[j];
            ret_paths->at[j] = ret_paths->at[j - 1];
            ret_paths->at[j - 1] = swap;
        }
    return STATUS_OK;
}
