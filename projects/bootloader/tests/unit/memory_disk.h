/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A disk in memory for tests: counts what is asked of it, insists that it is asked only for what it
 * has, and fails when told to.
 */
#pragma once
#include "ci/test.h"
#include "media/bytes.h"
#include "media/disk.h"

struct memory_disk {
    struct disk disk; /* what the code under test gets */
    uint8_t *bytes;
    unsigned reads;   /* how many there were */
    unsigned fail_at; /* which one fails, from 1; 0: none */
    uint64_t read_bytes;
};

static inline enum boot_status memory_disk_read(void *ctx, uint64_t offset, uint64_t size, void *to)
{
    struct memory_disk *disk = ctx;
    assert_true(offset <= disk->disk.size && size <= disk->disk.size - offset);
    if (++disk->reads == disk->fail_at)
        return BOOT_DEVICE;
    memcpy(to, disk->bytes + offset, size);
    disk->read_bytes += size;
    return BOOT_OK;
}

/* Of zeros. */
static inline void memory_disk_make(struct memory_disk *disk, uint64_t size, uint32_t sector_size)
{
    *disk = (struct memory_disk){.bytes = calloc(1, size)};
    assert_non_null(disk->bytes);
    disk->disk = (struct disk){
        .ctx = disk, .read = memory_disk_read, .size = size, .sector_size = sector_size};
}

static inline void memory_disk_free(struct memory_disk *disk)
{
    free(disk->bytes);
}

static inline void put(uint8_t *to, uint64_t value, unsigned size)
{
    for (unsigned i = 0; i < size; i++)
        to[i] = (uint8_t)(value >> 8 * i);
}
