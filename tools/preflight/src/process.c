/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Other programs: see process.h. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void hear(int from, struct text *said)
{
    char bytes[8192];
    ssize_t n;
    while ((n = read(from, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            text_add(said, bytes, (size_t)n);
}

static int wait_for(pid_t child)
{
    int how;
    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return 127;
    return WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
}

enum status process_run(char *const *argv, struct text *said, int *ret_exit, struct error *error)
{
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set(error, STATUS_WORLD, "%s: no pipe: %s", argv[0], strerror(errno));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    int failed = posix_spawnp(&child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (!failed) {
        hear(ends[0], said);
        *ret_exit = wait_for(child);
    }
    close(ends[0]);
    if (failed == ENOENT)
        *ret_exit = 127;
    else if (failed)
        return error_set(error, STATUS_WORLD, "%s: cannot be started: %s", argv[0],
                         strerror(failed));
    return STATUS_OK;
}
