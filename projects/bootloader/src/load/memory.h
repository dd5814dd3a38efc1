/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The map of physical memory: from what firmware says, in any order, overlapping and unaligned, to
 * the sorted list that the kernel gets; and taking memory from it.
 *
 *     firmware   [   usable  ][res]         memory_add(): USABLE shrinks to whole pages, all else
 *                       [   usable   ]        grows; where entries overlap, the kind that stands
 *                                             later in enum boot_memory_kind wins
 *     the map    [  usable  ][res][usable]    sorted, whole pages, no overlap, neighbours of one
 *                                             kind are one region
 *
 * The caller owns the array of regions. Functions that would need more regions than fit keep the
 * map correct and say BOOT_TOO_LARGE: usable memory is forgotten first, then regions that are not
 * usable become one; what is not usable never looks usable.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bootloader/boot_info.h"
#include "load/status.h"

#define MEMORY_PAGE 4096u
#define MEMORY_LOW  0x100000u /* what lies below is left alone: 1 MiB */

struct memory_map {
    struct boot_memory_region *regions;
    size_t count, capacity;
};

/* What firmware says: `size` bytes from `base` on, of `kind` (a number that is none: RESERVED); cut
 * at 2^52, where physical addresses end. */
BOOT_MUST_CHECK enum boot_status memory_add(struct memory_map *map, uint64_t base, uint64_t size,
                                            enum boot_memory_kind kind);

/* What the loader knows better: the range, whole pages, is of `kind` whatever the map says. */
BOOT_MUST_CHECK enum boot_status memory_set(struct memory_map *map, uint64_t base, uint64_t size,
                                            enum boot_memory_kind kind);

/* Takes `size` bytes (whole pages) of USABLE memory in [from, to), aligned to `align`, as high as
 * possible, and marks them as `kind`. BOOT_NO_MEMORY: there is no such place, *ret_base is
 * untouched. */
BOOT_MUST_CHECK enum boot_status memory_take(struct memory_map *map, uint64_t size, uint64_t align,
                                             uint64_t from, uint64_t to, enum boot_memory_kind kind,
                                             uint64_t *ret_base);

/* The end of the last region that is RAM (all kinds but MMIO, FRAMEBUFFER and RESERVED). */
uint64_t memory_end_of_ram(const struct memory_map *map);
