/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Three ways to reach page tables, ready made: at an offset, in a few windows, through themselves.
 *
 * Threads: as the space that uses them.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/paging.h"

X86_BEGIN

/* All physical memory is mapped at `offset`. Set ctx, alloc and free; nothing here is called. */
static inline struct x86_paging_env x86_env_offset(uintptr_t offset)
{
    struct x86_paging_env env = {NULL, offset, NULL, NULL, NULL, NULL, NULL, false};
    return env;
}

/* ---- Windows ----------------------------------------------------------------------------------*/

/* `size` bytes of physical memory from `phys` on are mapped at `virt`. */
struct x86_window {
    struct x86_phys phys;
    uint64_t size;
    void *virt;
};

/* Tables lie in a few mapped areas: a boot loader's, or a kernel's without a direct map. The caller
 * fills it in and keeps it, and `windows`, as long as the space lives. */
struct x86_mapped {
    const struct x86_window *windows;
    size_t count;
    void *ctx;                                            /* for alloc and free */
    bool (*alloc)(void *ctx, struct x86_phys *ret_frame); /* must give frames inside a window */
    void (*free)(void *ctx, struct x86_phys frame);
};

/* An env over `mapped`. A frame from alloc that lies in no window is given back by free and counts
 * as none; a linked table in no window counts as malformed. */
struct x86_paging_env x86_env_mapped(struct x86_mapped *mapped);

/* ---- Recursion --------------------------------------------------------------------------------*/

/*
 * One top-level entry, number `slot`, leads back to the root. Then every table of the active space
 * is seen as a page (4 levels, indices as they appear in the address):
 *
 *     slot.slot.slot.slot   the root                  slot.slot.slot.i    level 3 of entry i
 *     slot.slot.i.j         level 2                   slot.i.j.k          level 1
 *
 * It works for the space in CR3 only. A table that is not linked has no such address, so one
 * scratch page is needed: a page-aligned address whose level-1 table is there already.
 *
 * Windows are translations like others, so they go stale: whenever a table is linked or unlinked,
 * the env drops its windows on this CPU at once, and puts them into the batch for the others. Keep
 * one CPU from using the space through it while another does. What lies in the slot are the tables
 * themselves: no call may be handed a range there, nor the scratch page, and such a space cannot be
 * released.
 */
struct x86_recursive {
    unsigned slot; /* 0 to 510; 511 would put a window at the end of the address space,
                    * where the address behind the last table overflows to 0 */
    struct x86_virt scratch;
    void *ctx; /* for the following */
    bool (*alloc)(void *ctx, struct x86_phys *ret_frame);
    void (*free)(void *ctx, struct x86_phys frame);
    void (*invalidate)(void *ctx, struct x86_virt page); /* NULL: INVLPG */
    uint8_t levels;                                      /* filled in, like the next */
    uint64_t scratch_bits; /* the entry of the scratch page but its frame */
};

/* Checks `recursive`, of which slot and scratch are filled in and the callbacks as needed, against
 * the active tables, and makes an env over it; the caller keeps it as long as the space lives. Then
 * x86_space_adopt(). `cr3` is this CPU's.
 * X86_INVALID: slot above 510, levels not 4 or 5, scratch inside the window or not canonical.
 * X86_NOT_MAPPED: the slot's entry does not lead back to the root in `cr3`, or there is no level-1
 * table for scratch. */
X86_MUST_CHECK enum x86_status x86_env_recursive(struct x86_recursive *recursive,
                                                 const struct x86_format *format, uint64_t cr3,
                                                 struct x86_paging_env *ret_env);

/* Where the table at `level` for `va` is seen. */
struct x86_virt x86_recursive_window(const struct x86_recursive *recursive, struct x86_virt va,
                                     unsigned level);

X86_END
