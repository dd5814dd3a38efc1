/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The kernel's file: opened, understood, and its LOADs read straight to where they will run.
 *
 *     addresses    [ LOAD 0 ][LOAD 1][ LOAD 2 ] .......... [ LOAD 3 ]
 *     blocks       [            0             ]            [   1    ]
 *     memory             [            0             ]   [   1    ]
 *
 * A block is a run of pages that lie together in physical memory: LOADs with little between them
 * share one. Bytes of a block that belong to no LOAD, and what the file does not have, are zero.
 */
#pragma once
#include "load/door.h"
#include "load/elf.h"

struct kernel_block {
    uint64_t address; /* of its first page, without a slide */
    uint64_t size;    /* whole pages */
    uint64_t phys;
};

struct kernel {
    const char *path; /* the caller's */
    struct door_file file;
    struct elf elf;
    struct boot_request request;
    struct kernel_block blocks[ELF_LOADS_MAX]; /* sorted; phys is there once it is loaded */
    size_t block_count;
    uint64_t slide; /* what is added to its addresses; the caller sets it */
};

/* Opens the file and reads its headers and its note. */
BOOT_MUST_CHECK enum boot_status kernel_open(const struct door *door, const char *path,
                                             struct kernel *ret_kernel);

/* Takes memory for the blocks and fills it. */
BOOT_MUST_CHECK enum boot_status kernel_load(const struct door *door, struct kernel *kernel);

/* Where [address, address + size) is, address without a slide; NULL unless one LOAD holds it. */
uint8_t *kernel_at(const struct kernel *kernel, uint64_t address, uint64_t size);
