/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Where on a disk file systems may be: MBR with logical partitions, GPT, or no table at all.
 *
 *     struct partition_iter it = partition_begin(&disk);
 *     struct partition partition;
 *     while (partition_next(&it, &partition))
 *         ...                             // it.status says how it ended
 *
 * EFI system partitions come first, then all others in the order of the table: what a partition is
 * said to hold is not asked, its contents tell (fat_open()). A disk with a protective MBR is a GPT
 * disk (UEFI section 5): its header and entries are believed if their checksums hold, else the
 * copies at the end of the disk are, with a warning. Without a table the whole disk is the one
 * candidate.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "media/disk.h"

enum partition_scheme { PARTITION_WHOLE_DISK, PARTITION_MBR, PARTITION_GPT };

struct partition {
    uint64_t base, size; /* bytes; inside the disk */
    enum partition_scheme scheme;
    uint32_t number; /* as partitions are counted: from 1, logical ones from 5; 0: whole disk */
    bool esp;        /* an EFI system partition by its type */
};

/* Holds nothing; everything but status is private. */
struct partition_iter {
    /* BOOT_DEVICE: a table cannot be read. BOOT_DAMAGED: both GPTs are wrong, or the list of
     * logical partitions is. Both are logged, and partitions found so far are good. */
    enum boot_status status;
    const struct disk *disk;
    enum partition_scheme scheme;
    uint32_t round;            /* 0: EFI system partitions, 1: all others, 2: done */
    uint32_t index;            /* of the entry that is next */
    uint8_t primary[4 * 16];   /* MBR: the table */
    uint64_t extended, record; /* MBR: first sector of all logical partitions, of the next record */
    uint64_t entries;          /* GPT: byte on disk */
    uint32_t entry_size, entry_count;
};

struct partition_iter partition_begin(const struct disk *disk);

/* false: no more, or an error (it->status). */
bool partition_next(struct partition_iter *it, struct partition *ret_partition);
