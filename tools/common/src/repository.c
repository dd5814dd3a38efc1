/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Opening repositories. The refusals come first and name the command that mends them; what is let
 * through can be read to the end, apart from damage, which repository_error() names.
 *
 * Bounds on memory, for the whole process: packs are mapped in windows of 4 MiB, 32 MiB at once;
 * the object cache holds trees only (commits are parsed once by those who read them).
 */
#include "common/repository.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "common/text.h"

enum {
    MAPPED_WINDOW = 4 << 20,
    MAPPED_TOTAL = 32 << 20,
    CACHE_TOTAL = 24 << 20,
    TREE_CACHED = 16 << 10,
};

enum status repository_startup(struct error *error)
{
    /* Extensions that change nothing for a reader; libgit2 refuses what it does not know. */
    static const char *const harmless[] = {"noop", "partialclone", "worktreeconfig"};
    if (git_libgit2_init() < 0)
        return error_set(error, STATUS_WORLD, "libgit2 does not start: %s",
                         git_error_last()->message);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)MAPPED_WINDOW);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)MAPPED_TOTAL);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)CACHE_TOTAL);
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_COMMIT, (size_t)0);
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)TREE_CACHED);
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_BLOB, (size_t)0);
    /* As git itself does when it walks: zlib's checksum finds damage, the hash is left to fsck. */
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, harmless, sizeof harmless / sizeof *harmless);
    return STATUS_OK;
}

void repository_shutdown(void)
{
    git_libgit2_shutdown();
}

static const char *last_message(void)
{
    const git_error *last = git_error_last();
    return last && last->message ? last->message : "no reason given";
}

static enum status refuse_open(int code, const char *path, unsigned how, const char *why,
                               struct error *error)
{
    const char *message = last_message();
    if (code == GIT_EOWNER || strstr(message, "safe.directory"))
        return error_set(error, STATUS_USAGE,
                         "%s: the repository '%s' is owned by someone else; if you trust it: "
                         "git config --global --add safe.directory '%s'",
                         why, path, path);
    if (strstr(message, "unsupported extension") || strstr(message, "format version"))
        return error_set(error, STATUS_USAGE,
                         "%s: the repository '%s' uses a feature that libgit2 cannot read (%s); "
                         "a clone in the plain format can be: git clone --mirror "
                         "--ref-format=files '%s' PLAIN.git",
                         why, path, message, path);
    if (code == GIT_ENOTFOUND && how & REPOSITORY_UPWARDS)
        return error_set(error, STATUS_USAGE,
                         "%s: '%s' lies in no git repository; go into a clone, or correct the path",
                         why, path);
    if (code == GIT_ENOTFOUND)
        return error_set(error, STATUS_USAGE,
                         "%s: '%s' is not a git repository; make one with git clone --mirror URL "
                         "'%s', or correct the path",
                         why, path, path);
    return error_set(error, STATUS_WORLD,
                     "%s: cannot open the repository '%s': %s; try git -C '%s' status", why, path,
                     message, path);
}

/* A clone without trees fetches each one when asked, which libgit2 cannot. */
static bool lacks_trees(git_repository *repository)
{
    git_config *config = NULL;
    git_config_iterator *it = NULL;
    git_config_entry *entry;
    bool lacks = false;
    if (git_repository_config_snapshot(&config, repository) == 0 &&
        git_config_iterator_new(&it, config) == 0)
        while (!lacks && git_config_next(&entry, it) == 0)
            lacks = starts_with(entry->name, "remote.") &&
                    ends_with(entry->name, ".partialclonefilter") &&
                    strstr(entry->value, "tree:") != NULL;
    git_config_iterator_free(it);
    git_config_free(config);
    return lacks;
}

enum status repository_open(const char *path, unsigned how, const char *why, git_repository **ret,
                            struct error *error)
{
    struct stat st;
    git_repository *repository = NULL;
    if (stat(path, &st) != 0 && how & REPOSITORY_UPWARDS)
        return error_set(error, STATUS_USAGE, "%s: there is no '%s'; correct the path", why, path);
    if (stat(path, &st) != 0)
        return error_set(
            error, STATUS_USAGE,
            "%s: there is no clone at '%s'; make one with git clone --mirror URL '%s', "
            "or correct the path",
            why, path, path);
    int code = git_repository_open_ext(
        &repository, path, how & REPOSITORY_UPWARDS ? 0 : GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
    if (code < 0)
        return refuse_open(code, path, how, why, error);

    enum status status = STATUS_OK;
    if (!(how & REPOSITORY_SHALLOW) && git_repository_is_shallow(repository) == 1)
        status =
            error_set(error, STATUS_USAGE,
                      "%s: the clone '%s' is shallow, its history is cut off; complete it with "
                      "git -C '%s' fetch --unshallow",
                      why, path, path);
    else if (lacks_trees(repository))
        status =
            error_set(error, STATUS_USAGE,
                      "%s: the clone '%s' was made without trees (--filter=tree:0); complete it "
                      "with git -C '%s' config remote.origin.partialclonefilter blob:none && git "
                      "-C '%s' fetch --refetch",
                      why, path, path, path);
    if (status != STATUS_OK)
        git_repository_free(repository);
    else
        *ret = repository;
    return status;
}

enum status repository_error(git_repository *repository, const char *what, struct error *error)
{
    const char *path = repository ? git_repository_path(repository) : NULL;
    return error_set(error, STATUS_WORLD,
                     "%s%s%s: %s; see git -C '%s' fsck, then fetch or clone anew", path ? path : "",
                     path ? ": " : "", what, last_message(), path ? path : ".");
}

/* The host of `url` and what follows it, for https://[user@]host[:port]/path and user@host:path. */
static bool split_url(const char *url, const char **ret_host, size_t *ret_host_n,
                      const char **ret_path)
{
    const char *scheme = strstr(url, "://");
    const char *host = scheme ? scheme + 3 : url;
    size_t n = strcspn(host, "/");
    const char *at = memchr(host, '@', n);
    if (at)
        host = at + 1;
    else if (!scheme)
        return false; /* a local path */
    n = strcspn(host, scheme ? ":/" : ":");
    const char *path = scheme ? strchr(host + n, '/') : host + n;
    if (!path || !*path)
        return false;
    *ret_host = host;
    *ret_host_n = n;
    *ret_path = path + 1;
    return true;
}

static bool is_github(const char *host, size_t n)
{
    const char *server = getenv("GITHUB_SERVER_URL"), *own, *rest;
    size_t own_n;
    if (n == strlen("github.com") && strncasecmp(host, "github.com", n) == 0)
        return true;
    struct arena scratch = {0};
    const char *url = server ? arena_printf(&scratch, "%s/", server) : NULL;
    bool same =
        url && split_url(url, &own, &own_n, &rest) && own_n == n && strncasecmp(host, own, n) == 0;
    arena_release(&scratch);
    return same;
}

const char *repository_github_name(git_repository *repository, struct arena *arena)
{
    git_remote *remote = NULL;
    const char *host, *path, *name = NULL;
    size_t host_n;
    if (git_remote_lookup(&remote, repository, "origin") != 0)
        return NULL;
    const char *url = git_remote_url(remote);
    if (url && split_url(url, &host, &host_n, &path) && is_github(host, host_n)) {
        while (*path == '/')
            path++;
        size_t n = strlen(path);
        while (n && path[n - 1] == '/')
            n--;
        if (n > 4 && strncmp(path + n - 4, ".git", 4) == 0)
            n -= 4;
        const char *slash = memchr(path, '/', n);
        if (slash && slash > path && slash + 1 < path + n &&
            !memchr(slash + 1, '/', (size_t)(path + n - slash - 1)))
            name = arena_strndup(arena, path, n);
    }
    git_remote_free(remote);
    return name;
}
