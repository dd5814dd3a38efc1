/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Looking through an address space: its pages as runs, its tables one by one.
 *
 *     struct x86_walk walk = x86_walk_begin(&space, base, size);
 *     struct x86_run run;
 *     while (x86_walk_next(&walk, &run))
 *         ...                            run.base, .size, .phys, x86_entry_attr(..., run.entry,
 * ...)
 *
 * A walk is a cursor: it holds a position and goes down from the root at every step, so it has no
 * stack and no pointer that could go stale, may be dropped at any time, and may be set anywhere by
 * beginning again. Over a space that changes meanwhile it reports each page as it was when passed.
 * It only reads, so it works on a dump or a guest through an env whose `table` finds the frames.
 *
 * Threads: any number at once, beside one writer (see paging.h about freed tables).
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/paging.h"

X86_BEGIN

struct x86_walk {
    const struct x86_space *space;
    uint64_t next, left;    /* what is still to be passed, in bytes */
    enum x86_status status; /* why the walk is over: X86_OK, the end; or the range was refused */
};

/* The pages and payloads of [base, base + size); the range as in paging.h. Pages that reach out of
 * it are reported whole. */
struct x86_walk x86_walk_begin(const struct x86_space *space, struct x86_virt base, uint64_t size);

/* The next maximal run: neighbours of one level with equal attributes over one physical range (A
 * and D do not count), or with one payload. Malformed entries are passed over. */
bool x86_walk_next(struct x86_walk *walk, struct x86_run *ret_run);

/* One table. */
struct x86_table {
    struct x86_phys frame;
    struct x86_virt base; /* the first address that it translates */
    uint64_t link;        /* the entry that leads to it; for the root 0 */
    uint8_t level;
};

struct x86_tables {
    const struct x86_space *space;
    uint64_t next;
    uint8_t level;
    bool done;
};

/* All tables of a space, each before those below it. */
struct x86_tables x86_tables_begin(const struct x86_space *space);
bool x86_tables_next(struct x86_tables *tables, struct x86_table *ret_table);

X86_END
