/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Complaints, memory, files, other programs: what die() needs to leave nothing half-made behind. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bootimage.h"

extern char **environ;

static const char
    *temporaries[2]; /* `run` has an image, and that while it is made a file beside it */

static void remove_temporaries(void)
{
    for (size_t i = 0; i < sizeof temporaries / sizeof *temporaries; i++)
        if (temporaries[i])
            unlink(temporaries[i]);
}

static void stop(int signal)
{
    remove_temporaries();
    _exit(128 + signal);
}

void remove_at_end(const char *path)
{
    static size_t count;
    temporaries[count] = path;
    if (count++)
        return;
    atexit(remove_temporaries);
    struct sigaction action = {.sa_handler = stop};
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

static void complain(const char *format, va_list arguments)
{
    fflush(stdout);
    fputs("bootimage: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complain(format, arguments);
    va_end(arguments);
    exit(1);
}

void die_usage(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complain(format, arguments);
    va_end(arguments);
    fputs("`bootimage --help` lists the options\n", stderr);
    exit(2);
}

/* All memory, until the end: a chain, so that it is never lost. */
struct block {
    struct block *next;
    max_align_t memory[];
};
static struct block *blocks;

void *allocate(size_t size)
{
    struct block *block = calloc(1, sizeof *block + size);
    if (!block)
        die("no memory for %zu bytes", size);
    block->next = blocks;
    blocks = block;
    return block->memory;
}

char *format_text(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = allocate((size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

bool file_size(const char *path, uint64_t *ret_size)
{
    struct stat info;
    if (stat(path, &info) < 0)
        return false;
    if (!S_ISREG(info.st_mode)) {
        errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    if (access(path, R_OK) < 0)
        return false;
    *ret_size = (uint64_t)info.st_size;
    return true;
}

struct bytes read_file(const char *path)
{
    uint64_t size;
    FILE *file = fopen(path, "rb");
    if (!file || !file_size(path, &size))
        die("cannot read %s: %s", path, strerror(errno));
    struct bytes bytes = {allocate(size + 1), size};
    if (fread(bytes.data, 1, size, file) != size)
        die("cannot read %s: it became shorter meanwhile", path);
    fclose(file);
    return bytes;
}

/* mtools: no configuration of the user's, no guesses about geometry, dates from
 * SOURCE_DATE_EPOCH in UTC. */
static char **quiet_environment(void)
{
    setenv("SOURCE_DATE_EPOCH", "315532800", 0); /* 1980, where FAT's time begins */
    setenv("MTOOLSRC", "/dev/null", 1);
    setenv("MTOOLS_SKIP_CHECK", "1", 1);
    setenv("TZ", "UTC", 1);
    return environ;
}

static void feed(int pipe, struct bytes input)
{
    for (size_t done = 0; done < input.size;) {
        ssize_t wrote = write(pipe, input.data + done, input.size - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            break; /* it ended early: its status tells */
        done += (size_t)wrote;
    }
    close(pipe);
}

void run_program(const char *package, const char *const arguments[], struct bytes input)
{
    int ends[2];
    pid_t child;
    posix_spawn_file_actions_t actions;
    if (pipe2(ends, O_CLOEXEC) < 0)
        die("no pipe: %s", strerror(errno));
    signal(SIGPIPE, SIG_IGN);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    int error = posix_spawnp(&child, arguments[0], &actions, NULL, (char *const *)arguments,
                             quiet_environment());
    posix_spawn_file_actions_destroy(&actions);
    if (error == ENOENT)
        die("%s is not installed (package %s)", arguments[0], package);
    if (error)
        die("cannot start %s: %s", arguments[0], strerror(error));
    close(ends[0]);
    feed(ends[1], input);
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            die("lost %s: %s", arguments[0], strerror(errno));
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        die("%s failed; its complaint stands above", arguments[0]);
}
