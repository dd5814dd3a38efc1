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

/* What a loop over one table has removed, for one note in the batch. */
struct removed {
    uint64_t any;       /* all entries, ORed; 0: none */
    size_t first, last; /* places in the loop */
    size_t done;        /* entries dealt with */
    bool full;          /* stopped for want of room */
};

/* Removes what is in [at, at + n) and tells nobody. A CPU that sets A or D at this moment does it
 * in one atomic step on a present entry: what it sets is lost with the entry, nothing else. */
ALWAYS_INLINE void wipe(uint64_t *at, size_t n, bool live, struct removed *r)
{
    uint64_t any = 0;
    size_t first = 0, last = 0;
#pragma GCC unroll 4
    for (size_t i = 0; i < n; i++) {
        uint64_t entry = __atomic_load_n(&at[i], __ATOMIC_RELAXED);
        if (live && entry) {
            first = any ? first : i;
            last = i;
        }
        any |= entry;
        __atomic_store_n(&at[i], 0, __ATOMIC_RELAXED);
    }
    r->any = any, r->first = first, r->last = last, r->done = n;
}

/* Removes the 4K pages in [at, at + n) into the sink. While there is room for a run, entries are
 * exchanged unseen; the last run takes only what continues it. */
ALWAYS_INLINE void harvest(struct unmap *u, uint64_t *at, size_t n, uint64_t va, bool live,
                           struct removed *r)
{
    const uint64_t fleeting = X86_ENTRY_A | X86_ENTRY_D;
    uint64_t any = 0, expected = 0, seen = 0, bytes = 0; /* of the run that grows */
    bool room = u->sink.count < u->sink.cap;
    size_t i = 0, last = 0;
    for (; i < n; i++, va += X86_PAGE_4K) {
        uint64_t entry;
        if (LIKELY(room)) {
            entry = entry_swap(&at[i], 0, live);
        } else {
            entry = entry_get(&at[i]);
            if (entry && (!bytes || (entry & ~fleeting) != expected) &&
                !x86_run_continues(&u->sink.runs[u->sink.count - 1], u->space, va, entry, 1)) {
                r->full = true;
                break;
            }
            entry = entry ? entry_swap(&at[i], 0, live) : 0;
        }
        if (LIKELY(bytes && (entry & ~fleeting) == expected)) {
            bytes += X86_PAGE_4K;
            expected += X86_PAGE_4K;
            seen |= entry;
            last = i;
            continue;
        }
        if (bytes) {
            u->sink.runs[u->sink.count - 1].size += bytes - X86_PAGE_4K;
            u->sink.runs[u->sink.count - 1].entry |= seen & fleeting;
            bytes = 0;
        }
        if (!entry)
            continue;
        (void)x86_sink_add(&u->sink, u->space, va, entry, 1);
        room = u->sink.count < u->sink.cap;
        r->first = any ? r->first : i;
        last = i;
        any |= entry;
        seen = 0;
        if (entry & X86_ENTRY_P)
            bytes = X86_PAGE_4K, expected = (entry & ~fleeting) + X86_PAGE_4K;
    }
    if (bytes) {
        u->sink.runs[u->sink.count - 1].size += bytes - X86_PAGE_4K;
        u->sink.runs[u->sink.count - 1].entry |= seen & fleeting;
    }
    r->any = any;
    r->last = last;
    r->done = i;
}

/* Removes large pages in [at, at + n), up to a table or to a page that must be split first. */
static void remove_large(struct unmap *u, const struct place *p, size_t n, uint64_t va,
                         uint64_t left, struct removed *r)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t *at = &p->table[p->index + i], entry = entry_get(at);
        if (x86_entry_is_table(entry, p->level) &&
            table_at(u->space, entry & u->space->frame_mask, va, p->level - 1))
            return;
        if (x86_entry_is_leaf(entry, p->level)) {
            if (!covers_entry(va, p->level, left))
                return;
            if (!x86_sink_add(&u->sink, u->space, va, entry, p->level)) {
                r->full = true;
                return;
            }
            entry = entry_swap(at, 0, u->space->live);
            if (u->sink.runs) /* with what the CPU set meanwhile */
                u->sink.runs[u->sink.count - 1].entry |= entry & (X86_ENTRY_A | X86_ENTRY_D);
            r->first = r->any ? r->first : i;
            r->last = i;
            r->any |= entry;
        }
        uint64_t part = rest_of_entry(va, p->level, left);
        va += part, left -= part;
        r->done = i + 1;
    }
}

/* Removes what the table at `p` holds of [va, va + left); returns how many bytes are dealt with. */
static uint64_t clear_table(struct unmap *u, const struct place *p, uint64_t va, uint64_t left,
                            bool *ret_full)
{
    struct removed r = {0, 0, 0, 0, false};
    bool live = u->space->live;
    unsigned shift = x86_level_shift(p->level);
    uint64_t *at = &p->table[p->index], start = va & ~(x86_level_size(p->level) - 1);
    size_t n = X86_TABLE_ENTRIES - p->index;
    if (((va - start + left - 1) >> shift) + 1 < n)
        n = (size_t)((va - start + left - 1) >> shift) + 1;
    if (p->level > 1)
        remove_large(u, p, n, va, left, &r);
    else if (u->sink.runs)
        harvest(u, at, n, va, live, &r);
    else if (live)
        wipe(at, n, true, &r);
    else
        wipe(at, n, false, &r);
    *ret_full = r.full;
    u->found |= r.any != 0;
    if (live && r.any & X86_ENTRY_P)
        x86_tlb_note(u->batch, x86_virt_unchecked(start + ((uint64_t)r.first << shift)),
                     r.last - r.first + 1, shift, note_flags(u->space, va, r.any));
    uint64_t end = start + ((uint64_t)r.done << shift);
    return r.done == 0 ? 0 : end - va < left ? end - va : left;
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
        struct place above = x86_seek(u->space, end, level + 1);
        if (level > 1 && /* a malformed entry may be left */
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
        struct place p = x86_seek(space, va, 1);
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

/* The three parts of unmapping one page. Each ends in a call of the next or in the exchange: what
 * an atomic exchange waits for are the writes before it, registers saved on the stack among them.
 */
ALWAYS_INLINE uint64_t take(uint64_t *at, uint64_t entry, bool live, bool harvest)
{
    if (harvest)
        return entry_swap(at, 0, live);
    entry_set(at, 0); /* see wipe() */
    return entry;
}

static __attribute__((noinline)) uint64_t note_and_take(uint64_t *at, uint64_t entry,
                                                        struct x86_virt base,
                                                        struct x86_tlb_batch *batch, bool harvest)
{
    x86_tlb_note(batch, base, 1, 12, entry & X86_ENTRY_G ? X86_TLB_GLOBAL : 0);
    return take(at, entry, true, harvest);
}

ALWAYS_INLINE uint64_t unmap_at(struct x86_space *space, uint64_t *at, struct x86_virt base,
                                struct x86_tlb_batch *batch, bool harvest)
{
    uint64_t entry = entry_get(at);
    if (UNLIKELY(!(entry & X86_ENTRY_P)))
        return 0;
    if (!space->live)
        return take(at, entry, false, harvest);
    if (UNLIKELY(batch->space != space))
        return 0;
    /* A batch that is full only wants to hear of a global page. */
    if (UNLIKELY(!(batch->flags & X86_TLB_FULL)) || UNLIKELY((entry & X86_ENTRY_G) != 0))
        return note_and_take(at, entry, base, batch, harvest);
    return take(at, entry, true, harvest);
}

static __attribute__((noinline)) uint64_t find_and_unmap(struct x86_space *space,
                                                         struct x86_virt base,
                                                         struct x86_tlb_batch *batch, bool harvest)
{
    uint64_t *at = find_one(space, base.value);
    return at ? unmap_at(space, at, base, batch, harvest) : 0;
}

/* As x86_map_page_(): the common case here, all others in x86_unmap_range_(). Returns the entry
 * that was removed, or 0 for the others. */
uint64_t x86_unmap_page_(struct x86_space *space, struct x86_virt base, struct x86_tlb_batch *batch,
                         bool harvest)
{
    uint64_t *at = last_one(space, base.value);
    if (UNLIKELY(!at))
        return find_and_unmap(space, base, batch, harvest);
    return unmap_at(space, at, base, batch, harvest);
}

enum x86_status x86_unmap_range_(struct x86_space *space, struct x86_virt base, uint64_t size,
                                 struct x86_tlb_batch *batch, struct x86_run *runs, size_t cap,
                                 size_t *ret_runs, uint64_t *ret_done)
{
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
            struct place p = x86_seek(space, va, level + 1);
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
