/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * FAT12, FAT16 and FAT32, read only (Microsoft's FAT specification 1.03).
 *
 *     struct fat fat;
 *     struct fat_file file;
 *     if (fat_open(&fat, &disk, partition.base, partition.size, window, sizeof window) == BOOT_OK
 * && fat_find(&fat, "/boot/kernel.elf", &file) == BOOT_OK) status = fat_read(&fat, &file, 0,
 * file.size, memory);
 *
 * A file that was found is whole: its chain of clusters was followed once to its end, which proves
 * that it is long enough, stays on the volume and never meets itself. What lies together on disk is
 * read with one request, and a file in one piece needs the table no more.
 *
 * BOOT_DAMAGED is logged with the path and what is wrong; BOOT_DEVICE was logged by the disk.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "media/disk.h"

/* The least window through which the table is seen; a FAT12's whole table fits. */
#define FAT_WINDOW_MIN 8192u

/* A volume. Private, but for what the comment says. */
struct fat {
    const struct disk *disk;
    uint32_t bits;              /* 12, 16, 32: for messages */
    uint32_t clusters;          /* how many; they are numbered from 2 on */
    uint32_t cluster_size;      /* bytes */
    uint32_t root_cluster;      /* FAT32 */
    uint64_t root, root_size;   /* else: bytes on the disk */
    uint64_t table, table_size; /* the table in use: bytes on the disk */
    uint64_t data;              /* where cluster 2 lies on the disk */
    uint8_t *window;
    uint32_t window_size; /* bytes, whole sectors */
    uint32_t window_held; /* bytes of the table in it */
    uint64_t window_at;   /* from this byte of the table on */
};

struct fat_file {
    uint64_t size;           /* bytes */
    uint32_t first;          /* cluster; 0: it has none */
    uint32_t run;            /* so many clusters from the first on lie in sequence */
    uint32_t index, cluster; /* how far the chain was followed: cluster `cluster` is the index-th */
    uint32_t directory;      /* 1: it is one (never from fat_find()) */
};

/* The volume in `size` bytes of the disk from `base` on. The window (at least FAT_WINDOW_MIN bytes)
 * is the volume's for as long as it is used. BOOT_NOT_FOUND: this is no FAT volume. */
BOOT_MUST_CHECK enum boot_status fat_open(struct fat *fat, const struct disk *disk, uint64_t base,
                                          uint64_t size, void *window, size_t window_size);

/* The file at an absolute path with slashes, UTF-8; long and short names, ASCII letters in any
 * case. BOOT_NOT_FOUND: no such file, or a directory. */
BOOT_MUST_CHECK enum boot_status fat_find(struct fat *fat, const char *path,
                                          struct fat_file *ret_file);

/* `size` bytes from `offset` on, all inside the file. In order is fast, going back is not. */
BOOT_MUST_CHECK enum boot_status fat_read(struct fat *fat, struct fat_file *file, uint64_t offset,
                                          uint64_t size, void *to);
