/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Unmapping, and trimming what it leaves empty. Only the two ends of a range can need a split, so
 * the plan looks at them alone. A table that the range covers is unlinked as soon as its last entry
 * is gone, then the one above it, and so on up.
 */
#include "engine.h"

struct unmap {
    struct x86_space *space;
    struct x86_tlb_batch *batch;
    uint64_t base, last; /* the whole range, both included */
    struct sink sink;
    bool found; /* anything at all */
};

/* What a loop over one table has met, for one note in the batch. */
struct changed {
    uint64_t first, pages; /* from the first changed page to the last */
    uint64_t any;          /* all changed entries, ORed */
};

/* Removes pages and payloads in the table at `p` from `va` on, up to a table or a page that must be
 * split; returns how many bytes are dealt with. *ret_full: no room for the next run. */
ALWAYS_INLINE uint64_t clear(struct unmap *u, const struct place *p, uint64_t va, uint64_t left,
                             unsigned level, bool live, struct changed *c, bool *ret_full)
{
    uint64_t size = x86_level_size(level), start = va, any = 0, swapped;
    for (unsigned i = p->index; i < X86_TABLE_ENTRIES && left; i++) {
        uint64_t *at = &p->table[i], entry = entry_get(at), part = size;
        if (level > 1) {
            part = rest_of_entry(va, level, left);
            if (x86_entry_is_table(entry, level) &&
                table_at(u->space, entry & u->space->frame_mask, va, level - 1))
                break;
            if (x86_entry_is_leaf(entry, level) && part != size)
                break;
            if ((entry & X86_ENTRY_P) && !x86_entry_is_leaf(entry, level))
                entry = 0; /* malformed: not ours */
        }
        if (entry) {
            if (UNLIKELY(!x86_sink_add(&u->sink, u->space, va, entry, level))) {
                *ret_full = true;
                break;
            }
            swapped = entry_swap(at, 0, live);
            if (u->sink.runs && swapped != entry) /* the CPU set A or D meanwhile */
                u->sink.runs[u->sink.count - 1].entry |= swapped;
            if (!any)
                c->first = va;
            any |= swapped;
            c->pages = ((va - c->first) >> x86_level_shift(level)) + 1;
        }
        va += part;
        left -= part;
    }
    c->any = any;
    return va - start;
}

/* The same for 4K pages nobody wants to hear of, in a space that no CPU walks. */
static uint64_t wipe(struct unmap *u, const struct place *p, uint64_t left)
{
    uint64_t any = 0;
    size_t n = X86_TABLE_ENTRIES - p->index;
    if (left >> 12 < n)
        n = (size_t)(left >> 12);
    for (uint64_t *at = &p->table[p->index], *end = at + n; at < end; at++) {
        any |= __atomic_load_n(at, __ATOMIC_RELAXED);
        __atomic_store_n(at, 0, __ATOMIC_RELAXED);
    }
    u->found |= any != 0;
    return (uint64_t)n << 12;
}

static uint64_t clear_table(struct unmap *u, const struct place *p, uint64_t va, uint64_t left,
                            bool *ret_full)
{
    struct changed c = {0, 0, 0};
    uint64_t done;
    bool live = u->space->live;
    if (p->level == 1 && !live && !u->sink.runs)
        return wipe(u, p, left);
    if (p->level == 1)
        done = clear(u, p, va, left, 1, live, &c, ret_full);
    else
        done = clear(u, p, va, left, p->level, live, &c, ret_full);
    u->found |= c.any != 0;
    if (live && c.any & X86_ENTRY_P)
        x86_tlb_note(u->batch, x86_virt_unchecked(c.first), c.pages, x86_level_shift(p->level),
                     note_flags(u->space, c.first, c.any));
    return done;
}

/* Unlinks the tables that end at `end` (the last byte dealt with), from the one at `level` up, as
 * long as the range covers them and nothing is left in them. */
static void unlink_covered(struct unmap *u, uint64_t end, unsigned level)
{
    for (;; level++) {
        uint64_t inside = x86_level_size(level + 1) - 1;
        if ((end & inside) != inside || (end & ~inside) < u->base || end > u->last ||
            !x86_table_is_removable(u->space, end, level))
            return;
        struct place above = seek(u->space, end, level + 1);
        if (above.level != level + 1 || !x86_entry_is_table(above.entry, above.level))
            return;
        if (level > 1 &&
            !x86_table_is_empty(table_at(u->space, above.entry & u->space->frame_mask, end, level)))
            return;
        x86_table_retire(u->space, end, level, 0, u->batch);
    }
}

static enum x86_status unmap_range(struct unmap *u, uint64_t *ret_done)
{
    struct x86_space *space = u->space;
    uint64_t va = u->base, left = u->last - u->base + 1;
    enum x86_status status =
        x86_table_provide(space, x86_split_tables_at_ends(space, u->base, left));
    if (status != X86_OK)
        return status;
    bool full = false;
    while (left && !full) {
        struct place p = seek(space, va, 1);
        if (x86_entry_is_leaf(p.entry, p.level) && !covers_entry(va, p.level, left)) {
            x86_split_place(space, &p, va, u->batch);
            continue;
        }
        uint64_t done = clear_table(u, &p, va, left, &full);
        va += done;
        left -= done;
        if (done)
            unlink_covered(u, va - 1, p.level);
    }
    *ret_done = va - u->base;
    return X86_OK;
}

/* One 4K page whose tables are all there, in an env with a direct map; see map_one(). */
ALWAYS_INLINE bool unmap_one(struct x86_space *space, uint64_t va, struct x86_tlb_batch *batch)
{
    if (UNLIKELY(va & (X86_PAGE_4K - 1)) ||
        UNLIKELY(!x86_virt_is_canonical(x86_virt_unchecked(va), space->va_bits)) ||
        UNLIKELY(space->env.table != NULL))
        return false;
    uint64_t mask = space->frame_mask, entry = space->root.value;
    uintptr_t map = space->env.direct_map;
    if (space->format.levels == 5) {
        entry = entry_get((uint64_t *)(map + (uintptr_t)entry) + index_of(va, 5));
        if (UNLIKELY((entry & (X86_ENTRY_P | X86_ENTRY_PS)) != X86_ENTRY_P))
            return false;
    }
#pragma GCC unroll 3
    for (unsigned level = 4; level > 1; level--) {
        entry = entry_get((uint64_t *)(map + (uintptr_t)(entry & mask)) + index_of(va, level));
        if (UNLIKELY((entry & (X86_ENTRY_P | X86_ENTRY_PS)) != X86_ENTRY_P))
            return false;
    }
    uint64_t *leaf = (uint64_t *)(map + (uintptr_t)(entry & mask)) + index_of(va, 1);
    entry = entry_get(leaf);
    if (UNLIKELY(!(entry & X86_ENTRY_P)))
        return false;
    if (!space->live) {
        entry_set(leaf, 0);
        return true;
    }
    if (UNLIKELY(batch->space != space))
        return false;
    entry = entry_swap(leaf, 0, true);
    x86_tlb_note(batch, x86_virt_unchecked(va), 1, 12, note_flags(space, va, entry));
    return true;
}

enum x86_status x86_unmap(struct x86_space *space, struct x86_virt base, uint64_t size,
                          struct x86_tlb_batch *batch, struct x86_run *runs, size_t cap,
                          size_t *ret_runs, uint64_t *ret_done)
{
    if (LIKELY(size == X86_PAGE_4K) && !runs && LIKELY(unmap_one(space, base.value, batch))) {
        if (ret_done)
            *ret_done = size;
        return X86_OK;
    }
    enum x86_status status = x86_range_check(space, base, size);
    if (status == X86_OK && (batch->space != space || (runs && (cap == 0 || !ret_runs))))
        status = X86_INVALID;
    if (status != X86_OK)
        return status;
    struct unmap u = {
        .space = space,
        .batch = batch,
        .base = base.value,
        .last = base.value + (size - 1),
        .sink = {runs, cap, 0},
    };
    uint64_t done;
    status = unmap_range(&u, &done);
    if (status != X86_OK)
        return status;
    if (!u.found)
        return X86_NOT_MAPPED;
    if (ret_runs)
        *ret_runs = u.sink.count;
    if (ret_done)
        *ret_done = done;
    return X86_OK;
}

enum x86_status x86_trim(struct x86_space *space, struct x86_virt base, uint64_t size,
                         struct x86_tlb_batch *batch, size_t *ret_trimmed)
{
    enum x86_status status = x86_range_check(space, base, size);
    if (status == X86_OK && batch->space != space)
        status = X86_INVALID;
    if (status != X86_OK)
        return status;
    size_t trimmed = 0;
    /* Level by level from below: what lost its last table is empty when its turn comes. */
    for (unsigned level = 1; level < space->format.levels; level++) {
        uint64_t va = base.value, left = size;
        while (left) {
            struct place p = seek(space, va, level + 1);
            uint64_t part = rest_of_entry(va, p.level, left);
            if (p.level == level + 1 && x86_entry_is_table(p.entry, p.level) &&
                covers_entry(va, p.level, left) && x86_table_is_removable(space, va, level)) {
                uint64_t *table = table_at(space, p.entry & space->frame_mask, va, level);
                if (table && x86_table_is_empty(table)) {
                    x86_table_retire(space, va, level, 0, batch);
                    trimmed++;
                }
            }
            va += part;
            left -= part;
        }
    }
    if (ret_trimmed)
        *ret_trimmed = trimmed;
    return X86_OK;
}
