/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A disk as a source of bytes: whoever reads sectors hides their size, and reads few large runs of
 * them. What is read is never trusted by those who asked (partition.h, fat.h).
 */
#pragma once
#include <stdint.h>

#include "load/status.h"

struct disk {
    void *ctx;

    /* `size` bytes from byte `offset` on, any numbers below `size` of the disk, to `to`. Logs its
     * errors, with place and cause, and returns BOOT_DEVICE. */
    enum boot_status (*read)(void *ctx, uint64_t offset, uint64_t size, void *to);

    uint64_t size;        /* bytes */
    uint32_t sector_size; /* bytes: 512 to 4096, a power of two; GPT counts in them */
};
