/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The range engine: what map, unmap, protect and the walk have in common.
 *
 * Every call is a loop over "places". x86_seek() goes down from the root to the entry that decides
 * about an address; what the call does, it does to as many neighbouring entries of that one table
 * as it can, then seeks again. So there is no stack, no recursion, and the way down is paid once
 * per table, not once per page. Calls for one page remember the table they ended in (last_one());
 * since only x86_table_retire() takes tables away, only that forgets it.
 *
 * A call that changes has two passes: plan (read only, may refuse, counts tables), then commit
 * (cannot fail, the tables lie in the reserve).
 *
 * Tables in two states hold a frame number of their own chain, in different forms:
 *   reserved   never seen by a CPU: the next frame's address is word 0
 *   retired    a CPU may still walk it (unlinked, not flushed yet): the next frame's number lies in
 *              the software bits 52-58 of entries 0 to 5, so every translation in it stays what it
 *              was
 */
#pragma once
#include "x86_64/paging.h"

#define LIKELY(condition)   __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define ALWAYS_INLINE       static inline __attribute__((always_inline))

/* The rights that all levels have a say in; XD counts as a right when clear. */
#define RIGHTS (X86_ENTRY_RW | X86_ENTRY_US | X86_ENTRY_XD)

ALWAYS_INLINE uint64_t entry_get(const uint64_t *entry)
{
    return __atomic_load_n(entry, __ATOMIC_ACQUIRE);
}

ALWAYS_INLINE void entry_set(uint64_t *entry, uint64_t value)
{
    __atomic_store_n(entry, value, __ATOMIC_RELEASE);
}

/* Writes `value` and returns what was there, with the A and D that a CPU set until now. */
ALWAYS_INLINE uint64_t entry_swap(uint64_t *entry, uint64_t value, bool live)
{
    if (live)
        return __atomic_exchange_n(entry, value, __ATOMIC_ACQ_REL);
    uint64_t old = __atomic_load_n(entry, __ATOMIC_RELAXED);
    __atomic_store_n(entry, value, __ATOMIC_RELAXED);
    return old;
}

ALWAYS_INLINE unsigned index_of(uint64_t va, unsigned level)
{
    return (unsigned)(va >> x86_level_shift(level)) & (X86_TABLE_ENTRIES - 1);
}

ALWAYS_INLINE uint64_t *table_at(const struct x86_space *space, uint64_t frame, uint64_t va,
                                 unsigned level)
{
    if (LIKELY(!space->env.table))
        return (uint64_t *)(space->env.direct_map + (uintptr_t)frame);
    struct x86_table_at at = {{frame}, {va}, (uint8_t)level};
    return space->env.table(space->env.ctx, at);
}

/* Where the way down for an address ends: the first entry that is no table, or one of level `stop`.
 */
struct place {
    uint64_t *table;
    uint64_t entry;
    uint64_t granted; /* RIGHTS that the tables above grant; XD set: executing is granted */
    unsigned level;
    unsigned index;
};

struct place x86_seek(const struct x86_space *space, uint64_t va, unsigned stop);

enum { NO_LAST = 1 };

/* The entry for the 4K page at `va` when it lies in the table that was used last, else NULL. That
 * `va` is a multiple of 4K and canonical is part of the answer. */
ALWAYS_INLINE uint64_t *last_one(const struct x86_space *space, uint64_t va)
{
    uint64_t offset = va - space->last_base;
    if (UNLIKELY(offset >= X86_PAGE_2M) || UNLIKELY(offset & (X86_PAGE_4K - 1)))
        return NULL;
    return &space->last_table[offset >> 12];
}

/* The entry for the 4K page at `va`, in a table that from now on is the one used last. NULL, and
 * nothing changes, when there is no such table, a callback finds tables, or others may retire it.
 */
ALWAYS_INLINE uint64_t *find_one(struct x86_space *space, uint64_t va)
{
    uint64_t entry = space->root.value, mask = space->frame_mask, granted = RIGHTS;
    uintptr_t map = space->env.direct_map;
    if (UNLIKELY(!x86_virt_is_canonical(x86_virt_unchecked(va), space->va_bits)) ||
        UNLIKELY((va & (X86_PAGE_4K - 1)) != 0) || UNLIKELY(space->env.table != NULL) ||
        UNLIKELY(va >> 63 && space->upper != X86_UPPER_OWN))
        return NULL;
    if (space->format.levels == 5) {
        entry = entry_get((uint64_t *)(map + (uintptr_t)entry) + index_of(va, 5));
        if (UNLIKELY(!x86_entry_is_table(entry, 5)))
            return NULL;
        granted &= entry ^ X86_ENTRY_XD;
    }
#pragma GCC unroll 3
    for (unsigned level = 4; level > 1; level--) {
        entry = entry_get((uint64_t *)(map + (uintptr_t)(entry & mask)) + index_of(va, level));
        if (UNLIKELY(!x86_entry_is_table(entry, level)))
            return NULL;
        granted &= entry ^ X86_ENTRY_XD;
    }
    uint64_t *table = (uint64_t *)(map + (uintptr_t)(entry & mask));
    space->last_base = va & ~(X86_PAGE_2M - 1);
    space->last_table = table;
    space->last_granted = granted;
    return &table[index_of(va, 1)];
}

/* `entry` with the rights that are left of it under tables that grant `granted`. */
ALWAYS_INLINE uint64_t effective(uint64_t entry, uint64_t granted)
{
    return (entry & (granted | ~(X86_ENTRY_RW | X86_ENTRY_US))) | (~granted & X86_ENTRY_XD);
}

/* The rights that `bits` ask for, in the form of place.granted. */
ALWAYS_INLINE uint64_t wanted(uint64_t bits)
{
    return (bits ^ X86_ENTRY_XD) & RIGHTS;
}

/* Bytes from `va` to the end of the page of its level, at most `left`. */
ALWAYS_INLINE uint64_t rest_of_entry(uint64_t va, unsigned level, uint64_t left)
{
    uint64_t size = x86_level_size(level);
    uint64_t rest = size - (va & (size - 1));
    return rest < left ? rest : left;
}

/* [va, va + left) covers the whole entry that `va` lies in. */
ALWAYS_INLINE bool covers_entry(uint64_t va, unsigned level, uint64_t left)
{
    uint64_t size = x86_level_size(level);
    return (va & (size - 1)) == 0 && left >= size;
}

/* The PAT, key, rights and software bits of a leaf at `from` as a leaf at `to` has them. */
ALWAYS_INLINE uint64_t leaf_at_level(uint64_t leaf, unsigned from, unsigned to)
{
    if (from > 1 && to == 1)
        leaf = (leaf & ~(X86_ENTRY_PS | X86_ENTRY_PAT_LARGE)) | (leaf & X86_ENTRY_PAT_LARGE) >> 5;
    if (from == 1 && to > 1)
        leaf = (leaf & ~X86_ENTRY_PAT) | (leaf & X86_ENTRY_PAT) << 5 | X86_ENTRY_PS;
    return leaf;
}

/* Flags for x86_tlb_note() about a changed `entry` at `va`. */
ALWAYS_INLINE unsigned note_flags(const struct x86_space *space, uint64_t va, uint64_t entry)
{
    return (entry & X86_ENTRY_G ? X86_TLB_GLOBAL : 0) |
           (va >> 63 && space->upper != X86_UPPER_OWN ? X86_TLB_SHARED : 0);
}

/* ---- table.c ----------------------------------------------------------------------------------*/

/* The words of a frame that is not linked. */
uint64_t *x86_table_fresh(const struct x86_space *space, struct x86_phys frame);

/* Refuses a range that breaks the rules of paging.h. */
enum x86_status x86_range_check(const struct x86_space *space, struct x86_virt base, uint64_t size);

/* Tells the caller what is in the way at `va`, and returns `status`. */
enum x86_status x86_refuse(enum x86_status status, uint64_t va, const struct place *place,
                           struct x86_conflict *ret_conflict);

/* The same with the first table on the way to `va` that does not grant all of `want`. */
enum x86_status x86_refuse_withheld(const struct x86_space *space, uint64_t va, uint64_t want,
                                    struct x86_conflict *ret_conflict);

/* Makes the reserve hold `tables`, or leaves it as it was. */
enum x86_status x86_table_provide(struct x86_space *space, size_t tables);

/* Takes one from the reserve, which is not empty; its contents are undefined. */
uint64_t *x86_table_take(struct x86_space *space, struct x86_phys *ret_frame);
void x86_table_put(struct x86_space *space, struct x86_phys frame);

/* Links the table `frame`, whose entries are ready, into `entry`. Its level is `level`. */
void x86_table_link(struct x86_space *space, uint64_t *entry, struct x86_phys frame, uint64_t va,
                    unsigned level, struct x86_tlb_batch *batch);

/* Replaces the entry that leads to the table at `level` for `va` by `value`, retires the table. */
void x86_table_retire(struct x86_space *space, uint64_t va, unsigned level, uint64_t value,
                      struct x86_tlb_batch *batch);
struct x86_phys x86_table_next_retired(const struct x86_space *space, struct x86_phys frame);

/* May the table at `level` for `va` be unlinked: not the root, nor one that others share? */
bool x86_table_is_removable(const struct x86_space *space, uint64_t va, unsigned level);
bool x86_table_is_empty(const uint64_t *table);

/* Tables that the leaf at `level` takes when [va, va + size), a part of it, is to be pages of its
 * own. */
size_t x86_split_tables(uint64_t va, uint64_t size, unsigned level);

/* Tables that splitting takes at both ends of a range. */
size_t x86_split_tables_at_ends(const struct x86_space *space, uint64_t va, uint64_t size);

/* Replaces the large page at `place` by a table of pages one level below. */
void x86_split_place(struct x86_space *space, const struct place *place, uint64_t va,
                     struct x86_tlb_batch *batch);

/* ---- runs.c -----------------------------------------------------------------------------------*/

/* Pages on their way into the caller's runs. */
struct sink {
    struct x86_run *runs; /* NULL: nothing is kept, nothing is ever full */
    size_t cap, count;
};

/* Adds one page or payload with entry `entry`; false when there is no room. */
bool x86_sink_add(struct sink *sink, const struct x86_space *space, uint64_t va, uint64_t entry,
                  unsigned level);

/* The run goes on with this page. */
bool x86_run_continues(const struct x86_run *run, const struct x86_space *space, uint64_t va,
                       uint64_t entry, unsigned level);
