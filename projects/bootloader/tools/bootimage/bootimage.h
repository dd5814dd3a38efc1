/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the rooms of bootimage share.
 *
 *     main.c     arguments -> struct image            kernel.c   will the loader take this kernel?
 *     image.c    struct image -> a file, at once      fat.c      the volume (mtools)
 *     table.c    MBR and GPT                          run.c      the file -> QEMU
 *     common.c   complaints, memory, other programs
 *
 * A run makes one image and ends, so nothing is freed, and what goes wrong ends it: die() says why
 * and takes away what was begun. Nothing is written before all input was looked at.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SECTOR 512u
#define MIB    (1024u * 1024u)

/* ---- common.c ---------------------------------------------------------------------------------*/

/* "bootimage: ..." on stderr; status 1: it cannot be done, 2: it was asked wrongly. */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
void die_usage(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* This file, if it is there then, is removed when the program ends, whichever way. Two at most. */
void remove_at_end(const char *path);

char *format_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *allocate(size_t size); /* zeroed */

struct bytes {
    uint8_t *data; /* a NUL follows, which size does not count */
    size_t size;
};
struct bytes read_file(const char *path);
bool file_size(const char *path, uint64_t *ret_size); /* of a regular file that can be read */

/* Runs a program (from PATH, NULL-ended arguments) with `input` on its stdin; `package` has it, for
 * those who have not. It inherits an environment in which mtools is deterministic. */
void run_program(const char *package, const char *const arguments[], struct bytes input);

/* ---- image.c ----------------------------------------------------------------------------------*/

/* A file for the volume: from the host's disk, or from memory if `from` is NULL. */
struct source {
    const char *from;
    struct bytes data;
    uint64_t size;
    const char *path; /* on the volume: "/boot/kernel.elf" */
};

struct sources {
    struct source *list;
    size_t count;
};

enum table { TABLE_MBR, TABLE_GPT };

struct image {
    const char *output;
    const char *kernel;       /* the host's file */
    const char *config;       /* ditto, or NULL */
    const char *command_line; /* NULL: none was given */
    const char **modules;     /* "FILE" or "FILE:string" */
    size_t module_count;
    const char **files; /* "SOURCE:DESTINATION" */
    size_t file_count;
    enum table table;
    unsigned fat;  /* 12, 16, 32; 0: as fits */
    uint64_t size; /* of the whole, bytes; 0: as needed */
};

/* Makes the file `output`; tells on stdout what it made unless `quiet`. */
void image_make(const struct image *image, bool quiet);

/* ---- kernel.c ---------------------------------------------------------------------------------*/

/* Returns if the loader will take it, else dies with the reason. */
void kernel_check(const char *path, struct bytes file);

/* ---- table.c ----------------------------------------------------------------------------------*/

/* In sectors. The BIOS stage lies from `stage` to `volume`; behind the volume a GPT has its copy.
 */
struct layout {
    uint64_t stage, volume, volume_size, size;
};

struct layout layout_of(enum table table, uint64_t volume_size);

/* What a table occupies besides the volume, in sectors. */
uint64_t table_overhead(enum table table);

/* Boot sector, table and BIOS stage, into the open file `fd`; `id` makes signatures and GUIDs.
 * `stages`: the boot sector with the stage behind it. */
void table_write(int fd, enum table table, const struct layout *layout, struct bytes stages,
                 unsigned fat, uint64_t id);

/* ---- fat.c ------------------------------------------------------------------------------------*/

struct fat {
    unsigned bits;                                  /* 12, 16, 32 */
    uint32_t cluster_size;                          /* bytes */
    uint64_t sectors, table_size, clusters, needed; /* table_size: bytes of one of the two */
};

/* The volume for these files: `bits` and `sectors` as wished, 0: as fits. */
struct fat fat_plan(const struct sources *sources, unsigned bits, uint64_t sectors);

/* Makes it in the file at `path`, from sector `at` on. */
void fat_write(const char *path, uint64_t at, const struct fat *fat, const struct sources *sources,
               uint64_t id);

/* ---- run.c ------------------------------------------------------------------------------------*/

struct machine {
    const char *image, *kernel;
    bool uefi, gdb;
    const char *memory;   /* as QEMU's -m wants it */
    char *const *options; /* QEMU's, NULL-ended */
};

/* Boots it; returns the status for the shell. */
int machine_run(const struct machine *machine);
