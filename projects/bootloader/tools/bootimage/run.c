/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Boots an image in QEMU, and says how it ended.
 *
 *     terminal <── serial port, debug console ── QEMU ── QMP ──> why did the machine stop?
 *
 * QEMU's status alone does not tell a triple fault from a switch: it is 0 after both. So this
 * program listens to its events, over a socket that QEMU inherits. A status from isa-debug-exit is
 * 2 * value + 1.
 */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bootimage.h"

extern char **environ;

enum { RESET = 3, BROKEN = 4 }; /* statuses for the shell, beside 0 and 1 */

static const char *find_firmware(void)
{
    static const char *const places[] = {
        "/usr/share/OVMF/OVMF_CODE_4M.fd", /* Debian, Ubuntu */
        "/usr/share/OVMF/OVMF_CODE.fd",         "/usr/share/edk2/ovmf/OVMF_CODE.fd", /* Fedora */
        "/usr/share/edk2/x64/OVMF_CODE.4m.fd",                                       /* Arch */
        "/usr/share/qemu/ovmf-x86_64-code.bin",                                      /* openSUSE */
    };
    const char *own = getenv("OVMF_CODE");
    if (own && *own)
        return own;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (!access(places[i], R_OK))
            return places[i];
    die("no UEFI firmware for QEMU: install the package ovmf, or set OVMF_CODE to the file");
}

struct words {
    const char *list[64];
    size_t count;
};

static void add(struct words *words, const char *word)
{
    if (words->count + 1 == sizeof words->list / sizeof *words->list)
        die_usage("too many options for QEMU");
    words->list[words->count++] = word;
}

static void add_all(struct words *words, const char *const *list)
{
    while (*list)
        add(words, *list++);
}

/* A comma in a file's name is written twice. */
static char *quote(const char *path)
{
    char *quoted = allocate(2 * strlen(path) + 1), *to = quoted;
    for (; *path; path++) {
        *to++ = *path;
        if (*path == ',')
            *to++ = ',';
    }
    return quoted;
}

static void compose(struct words *words, const struct machine *machine, int events)
{
    static const char *const always[] = {
        "qemu-system-x86_64",
        "-no-reboot",
        "-device",
        "isa-debug-exit,iobase=0xf4,iosize=4",
        "-chardev",
        "stdio,id=terminal,mux=on,signal=on",
        "-serial",
        "chardev:terminal",
        "-device",
        "isa-debugcon,iobase=0xe9,chardev=terminal",
        "-net",
        "none",
        "-boot",
        "c",
        "-m",
        NULL,
    };
    add_all(words, always);
    add(words, machine->memory);
    if (!getenv("DISPLAY") && !getenv("WAYLAND_DISPLAY"))
        add_all(words, (const char *const[]){"-display", "none", NULL});
    add(words, "-drive");
    add(words, format_text("format=raw,file=%s", quote(machine->image)));
    add(words, "-chardev");
    add(words, format_text("socket,id=events,fd=%d", events));
    add(words, "-mon");
    add(words, "chardev=events,mode=control");
    if (machine->uefi) {
        add(words, "-drive");
        add(words,
            format_text("if=pflash,format=raw,unit=0,readonly=on,file=%s", quote(find_firmware())));
    }
    if (machine->gdb) {
        add(words, "-s");
        add(words, "-S");
        fprintf(stderr,
                "bootimage: waiting for gdb; in another terminal:\n"
                "    gdb %s -ex 'target remote :1234' -ex 'hbreak _start' -ex continue\n",
                machine->kernel);
    }
    add_all(words, (const char *const *)machine->options);
}

/* Reads QEMU's events until it ends; true: it was a reset. */
static bool saw_reset(int events)
{
    static const char hello[] = "{\"execute\": \"qmp_capabilities\"}\n";
    static char text[65536];
    size_t size = 0;
    bool reset = false;
    if (write(events, hello, sizeof hello - 1) < 0)
        return false;
    for (ssize_t got; (got = read(events, text + size, sizeof text - 1 - size)) > 0 ||
                      (got < 0 && errno == EINTR);) {
        size += got > 0 ? (size_t)got : 0;
        text[size] = 0;
        reset |= strstr(text, "\"SHUTDOWN\"") && strstr(text, "\"guest-reset\"");
        char *line = strrchr(text, '\n'); /* only what is no whole line yet is kept */
        size_t done = line ? (size_t)(line + 1 - text) : size == sizeof text - 1 ? size : 0;
        memmove(text, text + done, size -= done);
    }
    return reset;
}

static int verdict(const struct machine *machine, int status, bool reset)
{
    if (WIFSIGNALED(status))
        return 128 + WTERMSIG(status);
    int code = WEXITSTATUS(status);
    if (reset) {
        fprintf(stderr,
                "bootimage: the machine was reset, most likely by a triple fault: an exception "
                "that the kernel "
                "has no handler for.\n"
                "  .catch_faults = 1 in BOOT_ENTRY() shows which and where;\n"
                "  bootimage run %s --gdb stops before it; -- -d int,cpu_reset logs all of them.\n",
                machine->kernel);
        return RESET;
    }
    if (code == 0 || code == (0x10 << 1 | 1))
        return 0;
    if (code == 1) {
        /* QEMU's own complaint, or 0 from the kernel */
        fprintf(stderr, "bootimage: QEMU ended with status 1: it could not start, or the kernel "
                        "wrote 0 to port 0xf4\n");
        return BROKEN;
    }
    if (code & 1) {
        fprintf(stderr, "bootimage: the kernel wrote 0x%x to port 0xf4: failed\n", code >> 1);
        return 1;
    }
    fprintf(stderr, "bootimage: QEMU ended with status %d\n", code);
    return BROKEN;
}

int machine_run(const struct machine *machine)
{
    int ends[2], status;
    pid_t qemu;
    struct words words = {0};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        die("no socket: %s", strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    enum { EVENTS = 9 };
    posix_spawn_file_actions_adddup2(&actions, ends[1], EVENTS);
    compose(&words, machine, EVENTS);
    signal(SIGPIPE, SIG_IGN);
    int error =
        posix_spawnp(&qemu, words.list[0], &actions, NULL, (char *const *)words.list, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error == ENOENT)
        die("qemu-system-x86_64 is not installed (package qemu-system-x86)");
    if (error)
        die("cannot start QEMU: %s", strerror(error));
    close(ends[1]);
    bool reset = saw_reset(ends[0]);
    while (waitpid(qemu, &status, 0) < 0)
        if (errno != EINTR)
            die("lost QEMU: %s", strerror(errno));
    return verdict(machine, status, reset);
}
