/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A disk for fuzzers: the input's bytes from 0 on, others at its end, zeros between. It aborts when
 * it is asked for what it has not.
 */
#pragma once
#include <stdlib.h>
#include <string.h>

#include "media/disk.h"

struct fuzz_disk {
    struct disk disk;
    const uint8_t *head, *tail;
    size_t head_size, tail_size;
};

static inline enum boot_status fuzz_disk_read(void *ctx, uint64_t offset, uint64_t size, void *to)
{
    const struct fuzz_disk *disk = ctx;
    uint8_t *out = to;
    if (offset > disk->disk.size || size > disk->disk.size - offset)
        abort();
    memset(out, 0, size);
    if (offset < disk->head_size) {
        uint64_t left = disk->head_size - offset;
        memcpy(out, disk->head + offset, left < size ? left : size);
    }
    uint64_t tail = disk->disk.size - disk->tail_size;
    if (disk->tail_size && offset + size > tail) {
        uint64_t from = offset > tail ? offset : tail;
        memcpy(out + (from - offset), disk->tail + (from - tail), offset + size - from);
    }
    return BOOT_OK;
}

static inline void fuzz_disk_make(struct fuzz_disk *disk, uint64_t size, uint32_t sector_size)
{
    disk->disk = (struct disk){
        .ctx = disk, .read = fuzz_disk_read, .size = size, .sector_size = sector_size};
}
