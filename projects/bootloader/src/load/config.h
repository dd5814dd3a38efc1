/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The configuration file, /boot/boot.conf: lines of text that any editor writes.
 *
 *     # what to boot
 *     kernel     = /boot/kernel.elf
 *     cmdline    = root=/dev/sda1 quiet
 *     module     = /boot/initrd.img  the string, to the end of the line
 *     module     = /boot/fonts
 *     resolution = 1280x800
 *     serial     = info          off, error, warning, info or debug
 *     screen     = warning       ditto
 *     seed       = 1f2e3d4c      repeats the random addresses of an earlier boot
 *
 * Spaces around keys and values do not count; nothing is quoted. Every key but `module` counts
 * once: the last one. What cannot be understood is left out with a warning that names the line.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/log.h"

#define CONFIG_PATH     "/boot/boot.conf"
#define CONFIG_SIZE_MAX (1u << 20) /* bytes; a larger file is an error of the caller's */
#define CONFIG_PATH_MAX 511        /* bytes of a path */

/* Text inside the file: not ended by a NUL. */
struct span {
    const char *at;
    size_t size;
};

struct config {
    struct span text;            /* the file, which must stay */
    struct span kernel, cmdline; /* size 0: not given */
    size_t modules;
    uint32_t width, height; /* 0: not given */
    enum log_level serial, screen;
    uint64_t seed; /* if has_seed */
    bool has_seed;
};

struct config_module {
    struct span path, string;
};

/* Reads the file's text, which may be anything; warnings go to the log. */
void config_parse(struct config *ret_config, const char *text, size_t size);

/* The modules, one by one: `*next` begins as 0. False: there are no more. */
bool config_module(const struct config *config, size_t *next, struct config_module *ret_module);
