/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Changing pages where they are: their attributes, their A and D, their size. Every loop here goes
 * from place to place and changes the pages of one table until a table or the end comes.
 */
#include "engine.h"

/* Notes that the page of `entry` at `va` changed. */
static void note_page(struct x86_space *space, uint64_t va, uint64_t entry, unsigned level,
                      struct x86_tlb_batch *batch)
{
    if (space->live)
        x86_tlb_note(batch, x86_virt_unchecked(va), 1, x86_level_shift(level),
                     note_flags(space, va, entry));
}

static enum x86_status check(const struct x86_space *space, struct x86_virt base, uint64_t size,
                             const struct x86_tlb_batch *batch)
{
    enum x86_status status = x86_range_check(space, base, size);
    return status == X86_OK && batch->space != space ? X86_INVALID : status;
}

/* ---- Attributes -------------------------------------------------------------------------------*/

static enum x86_status plan_protect(const struct x86_space *space, uint64_t va, uint64_t left,
                                    uint64_t bits, struct x86_conflict *ret_conflict)
{
    while (left) {
        struct place p = x86_seek(space, va, 1);
        if (wanted(bits) & ~p.granted)
            return x86_refuse_withheld(space, va, wanted(bits), ret_conflict);
        if (!x86_entry_is_leaf(p.entry, p.level))
            return x86_refuse(X86_NOT_MAPPED, va, &p, ret_conflict);
        do {
            uint64_t part = rest_of_entry(va, p.level, left);
            va += part;
            left -= part;
            if (++p.index < X86_TABLE_ENTRIES)
                p.entry = entry_get(&p.table[p.index]);
        } while (left && p.index < X86_TABLE_ENTRIES && x86_entry_is_leaf(p.entry, p.level));
    }
    return X86_OK;
}

/* Gives the leaf the attribute, keeps frame, A and D; returns whether it changed. */
static bool recast(const struct x86_space *space, uint64_t *at, uint64_t bits, unsigned level,
                   uint64_t *ret_old)
{
    uint64_t old = entry_get(at), fresh;
    do {
        struct x86_phys to = x86_entry_phys(&space->format, old, level);
        fresh = x86_entry_leaf(&space->format, bits, to, level);
        fresh |= old & (X86_ENTRY_A | X86_ENTRY_D);
        if (fresh == old)
            return false;
    } while (
        !__atomic_compare_exchange_n(at, &old, fresh, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
    *ret_old = old;
    return true;
}

enum x86_status x86_protect_bits(struct x86_space *space, struct x86_virt base, uint64_t size,
                                 uint64_t bits, struct x86_tlb_batch *batch,
                                 struct x86_conflict *ret_conflict)
{
    enum x86_status status = check(space, base, size, batch);
    if (status == X86_OK && bits & X86_BITS_INVALID)
        status = X86_INVALID;
    if (status == X86_OK && bits & space->refused_bits)
        status = X86_UNSUPPORTED;
    if (status == X86_OK)
        status = plan_protect(space, base.value, size, bits, ret_conflict);
    if (status == X86_OK)
        status = x86_table_provide(space, x86_split_tables_at_ends(space, base.value, size));
    if (status != X86_OK)
        return status;
    uint64_t va = base.value, left = size, old = 0;
    while (left) {
        struct place p = x86_seek(space, va, 1);
        if (!covers_entry(va, p.level, left)) {
            x86_split_place(space, &p, va, batch);
            continue;
        }
        uint64_t page = x86_level_size(p.level);
        for (; p.index < X86_TABLE_ENTRIES && left >= page; p.index++) {
            if (!x86_entry_is_leaf(entry_get(&p.table[p.index]), p.level))
                break;
            if (recast(space, &p.table[p.index], bits, p.level, &old))
                note_page(space, va, old, p.level, batch);
            va += page;
            left -= page;
        }
    }
    return X86_OK;
}

/* ---- Accessed and dirty -----------------------------------------------------------------------*/

enum x86_status x86_harvest(struct x86_space *space, struct x86_virt base, uint64_t size,
                            uint64_t mask, struct x86_tlb_batch *batch, struct x86_run *runs,
                            size_t cap, size_t *ret_runs, uint64_t *ret_done)
{
    enum x86_status status = check(space, base, size, batch);
    if (status == X86_OK &&
        (mask == 0 || mask & ~(X86_ENTRY_A | X86_ENTRY_D) || (runs && (cap == 0 || !ret_runs))))
        status = X86_INVALID;
    if (status == X86_OK)
        status = x86_table_provide(space, x86_split_tables_at_ends(space, base.value, size));
    if (status != X86_OK)
        return status;
    struct sink sink = {runs, cap, 0};
    uint64_t va = base.value, left = size;
    while (left) {
        struct place p = x86_seek(space, va, 1);
        uint64_t part = rest_of_entry(va, p.level, left);
        if (x86_entry_is_leaf(p.entry, p.level) && p.entry & mask) {
            if (!covers_entry(va, p.level, left)) {
                x86_split_place(space, &p, va, batch);
                continue;
            }
            if (!x86_sink_add(&sink, space, va, p.entry, p.level))
                break;
            uint64_t old = __atomic_fetch_and(&p.table[p.index], ~mask, __ATOMIC_ACQ_REL);
            if (runs)
                runs[sink.count - 1].entry |= old & mask;
            note_page(space, va, old, p.level, batch);
        }
        va += part;
        left -= part;
    }
    if (ret_runs)
        *ret_runs = sink.count;
    if (ret_done)
        *ret_done = size - left;
    return X86_OK;
}

/* ---- Size -------------------------------------------------------------------------------------*/

enum x86_status x86_split(struct x86_space *space, struct x86_virt base, uint64_t size,
                          unsigned level, struct x86_tlb_batch *batch)
{
    enum x86_status status = check(space, base, size, batch);
    if (status == X86_OK && (level < 1 || level > 2))
        status = X86_INVALID;
    struct x86_attr attr = {.largest = (uint8_t)level};
    if (status == X86_OK)
        status = x86_table_provide(
            space, x86_tables_needed(space, X86_OP_SPLIT, base, size, x86_phys_unchecked(0), attr));
    if (status != X86_OK)
        return status;
    uint64_t va = base.value, left = size;
    while (left) {
        struct place p = x86_seek(space, va, level);
        if (x86_entry_is_leaf(p.entry, p.level) && p.level > level) {
            x86_split_place(space, &p, va, batch);
            continue;
        }
        uint64_t part = rest_of_entry(va, p.level, left);
        va += part;
        left -= part;
    }
    return X86_OK;
}

/* The one leaf that stands for all 512 of the table at `level`, or 0. */
static uint64_t merged_leaf(const struct x86_space *space, const uint64_t *table, unsigned level)
{
    uint64_t size = x86_level_size(level), first = entry_get(&table[0]), seen = 0;
    uint64_t frames = space->frame_mask & ~(size - 1);
    if (!x86_entry_is_leaf(first, level) || (first & frames & (x86_level_size(level + 1) - 1)))
        return 0;
    for (unsigned i = 0; i < X86_TABLE_ENTRIES; i++) {
        uint64_t entry = entry_get(&table[i]);
        if ((entry ^ (first + i * size)) & ~(X86_ENTRY_A | X86_ENTRY_D))
            return 0;
        seen |= entry;
    }
    if (space->live) /* until the flush, CPUs may still set them in the old table */
        seen |= X86_ENTRY_A | (first & X86_ENTRY_RW ? X86_ENTRY_D : 0);
    return leaf_at_level(first, level, level + 1) | (seen & (X86_ENTRY_A | X86_ENTRY_D));
}

enum x86_status x86_merge(struct x86_space *space, struct x86_virt base, uint64_t size,
                          unsigned level, struct x86_tlb_batch *batch, size_t *ret_merged)
{
    enum x86_status status = check(space, base, size, batch);
    if (status == X86_OK && (level < 2 || level > 3))
        status = X86_INVALID;
    if (status != X86_OK)
        return status;
    size_t merged = 0;
    for (unsigned l = 1; l < level && l < space->format.largest; l++) {
        uint64_t va = base.value, left = size;
        while (left) {
            struct place p = x86_seek(space, va, l + 1);
            uint64_t part = rest_of_entry(va, p.level, left), leaf = 0;
            /* A table that withholds a right would lose that by becoming a page. */
            if (p.level == l + 1 && x86_entry_is_table(p.entry, p.level) &&
                covers_entry(va, p.level, left) && ((p.entry ^ X86_ENTRY_XD) & RIGHTS) == RIGHTS) {
                uint64_t *table = table_at(space, p.entry & space->frame_mask, va, l);
                leaf = table ? merged_leaf(space, table, l) : 0;
            }
            if (leaf) {
                x86_table_retire(space, va, l, leaf, batch);
                if (space->live) /* cached as small pages, which one INVLPG would not all reach */
                    x86_tlb_note(batch, x86_virt_unchecked(va), X86_TABLE_ENTRIES,
                                 x86_level_shift(l), note_flags(space, va, leaf));
                merged++;
            }
            va += part;
            left -= part;
        }
    }
    if (ret_merged)
        *ret_merged = merged;
    return X86_OK;
}
