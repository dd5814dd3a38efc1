/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Tables as things to own: taken from the allocator, reserved, linked, split off, retired, freed.
 * A table is ready before it is linked, and is handed back only through a finished batch.
 */
#include "engine.h"

enum { CHAIN_SHIFT = 52, CHAIN_BITS = 7, CHAIN_ENTRIES = 6 };
#define CHAIN_MASK ((1ULL << CHAIN_BITS) - 1)

struct place x86_seek(const struct x86_space *space, uint64_t va, unsigned stop)
{
    struct place p;
    p.level = space->format.levels;
    p.granted = RIGHTS;
    p.table = table_at(space, space->root.value, va, p.level);
    for (;;) {
        p.index = index_of(va, p.level);
        p.entry = entry_get(&p.table[p.index]);
        if (p.level <= stop || !x86_entry_is_table(p.entry, p.level))
            return p;
        uint64_t *next = table_at(space, p.entry & space->frame_mask, va, p.level - 1);
        if (UNLIKELY(!next))
            return p;
        p.granted &= p.entry ^ X86_ENTRY_XD;
        p.table = next;
        p.level--;
    }
}

uint64_t *x86_table_fresh(const struct x86_space *space, struct x86_phys frame)
{
    if (space->env.table && space->env.fresh)
        return space->env.fresh(space->env.ctx, frame);
    return table_at(space, frame.value, 0, 0);
}

enum x86_status x86_range_check(const struct x86_space *space, struct x86_virt base, uint64_t size)
{
    if (size == 0)
        return X86_INVALID;
    if ((base.value | size) & (X86_PAGE_4K - 1))
        return X86_NOT_ALIGNED;
    struct x86_virt last;
    enum x86_status status = x86_virt_add(base, size - 1, space->va_bits, &last);
    if (status != X86_OK)
        return X86_NOT_CANONICAL;
    return x86_virt_is_canonical(base, space->va_bits) ? X86_OK : X86_NOT_CANONICAL;
}

enum x86_status x86_refuse(enum x86_status status, uint64_t va, const struct place *place,
                           struct x86_conflict *ret_conflict)
{
    if (ret_conflict) {
        ret_conflict->va = x86_virt_unchecked(va & ~(x86_level_size(place->level) - 1));
        ret_conflict->entry = place->entry;
        ret_conflict->level = (uint8_t)place->level;
    }
    return status;
}

enum x86_status x86_refuse_withheld(const struct x86_space *space, uint64_t va, uint64_t want,
                                    struct x86_conflict *ret_conflict)
{
    struct place place;
    unsigned level = space->format.levels;
    do
        place = x86_seek(space, va, level--);
    while (!(want & ~(place.entry ^ X86_ENTRY_XD)));
    return x86_refuse(X86_WITHHELD, va, &place, ret_conflict);
}

void x86_table_put(struct x86_space *space, struct x86_phys frame)
{
    x86_table_fresh(space, frame)[0] = space->reserve.value;
    space->reserve = frame;
    space->reserved++;
}

uint64_t *x86_table_take(struct x86_space *space, struct x86_phys *ret_frame)
{
    uint64_t *table = x86_table_fresh(space, space->reserve);
    *ret_frame = space->reserve;
    space->reserve.value = table[0];
    space->reserved--;
    return table;
}

enum x86_status x86_table_provide(struct x86_space *space, size_t tables)
{
    const struct x86_paging_env *env = &space->env;
    size_t before = space->reserved;
    struct x86_phys frame;
    while (space->reserved < tables) {
        if (env->alloc && env->alloc(env->ctx, &frame)) {
            x86_table_put(space, frame);
            continue;
        }
        while (env->free && space->reserved > before) {
            (void)x86_table_take(space, &frame);
            env->free(env->ctx, frame);
        }
        return X86_NO_FRAME;
    }
    return X86_OK;
}

enum x86_status x86_reserve(struct x86_space *space, size_t tables)
{
    return x86_table_provide(space, tables);
}

void x86_table_link(struct x86_space *space, uint64_t *entry, struct x86_phys frame, uint64_t va,
                    unsigned level, struct x86_tlb_batch *batch)
{
    entry_set(entry, x86_entry_table(&space->format, frame));
    if (space->env.changed) {
        struct x86_table_at at = {frame, {va}, (uint8_t)level};
        space->env.changed(space->env.ctx, at, batch);
    }
}

bool x86_table_is_removable(const struct x86_space *space, uint64_t va, unsigned level)
{
    unsigned top = space->format.levels;
    return level < top && !(level == top - 1 && va >> 63 && space->upper != X86_UPPER_OWN);
}

bool x86_table_is_empty(const uint64_t *table)
{
    for (unsigned i = 0; i < X86_TABLE_ENTRIES; i++)
        if (entry_get(&table[i]) != 0)
            return false;
    return true;
}

void x86_table_retire(struct x86_space *space, uint64_t va, unsigned level, uint64_t value,
                      struct x86_tlb_batch *batch)
{
    struct place above = x86_seek(space, va, level + 1);
    struct x86_phys frame = {entry_get(&above.table[above.index]) & space->frame_mask};
    space->last_base = NO_LAST;
    entry_set(&above.table[above.index], value);
    if (space->live) {
        struct x86_virt base = {va & ~(x86_level_size(level + 1) - 1)};
        x86_tlb_note(batch, base, 1, 12, X86_TLB_TABLES | note_flags(space, va, 0));
    }
    if (space->env.changed) {
        struct x86_table_at at = {frame, {va}, (uint8_t)level};
        space->env.changed(space->env.ctx, at, batch);
    }
    uint64_t *table = x86_table_fresh(space, frame);
    uint64_t number = batch->retired.value >> 12;
    for (unsigned i = 0; i < CHAIN_ENTRIES; i++, number >>= CHAIN_BITS) {
        uint64_t entry = entry_get(&table[i]) & ~(CHAIN_MASK << CHAIN_SHIFT);
        entry_set(&table[i], entry | (number & CHAIN_MASK) << CHAIN_SHIFT);
    }
    batch->retired = frame;
}

struct x86_phys x86_table_next_retired(const struct x86_space *space, struct x86_phys frame)
{
    const uint64_t *table = x86_table_fresh(space, frame);
    struct x86_phys next = {0};
    for (unsigned i = 0; i < CHAIN_ENTRIES; i++)
        next.value |= (entry_get(&table[i]) >> CHAIN_SHIFT & CHAIN_MASK) << (12 + i * CHAIN_BITS);
    return next;
}

/* ---- Splitting --------------------------------------------------------------------------------*/

size_t x86_split_tables(uint64_t va, uint64_t size, unsigned level)
{
    size_t tables = 0;
    for (unsigned l = level; l > 1; l--) {
        uint64_t inside = x86_level_size(l) - 1, last = va + size - 1;
        bool head = (va & inside) != 0, tail = (last & inside) != inside;
        tables += va >> x86_level_shift(l) == last >> x86_level_shift(l)
                      ? (head || tail)
                      : (size_t)head + (size_t)tail;
    }
    return tables;
}

size_t x86_split_tables_at_ends(const struct x86_space *space, uint64_t va, uint64_t size)
{
    uint64_t last = va + (size - 1);
    struct place p = x86_seek(space, va, 1);
    size_t tables = 0;
    uint64_t part = rest_of_entry(va, p.level, size);
    if (x86_entry_is_leaf(p.entry, p.level))
        tables = x86_split_tables(va, part, p.level);
    if (part == size)
        return tables;
    p = x86_seek(space, last, 1);
    part = (last & (x86_level_size(p.level) - 1)) + 1;
    if (x86_entry_is_leaf(p.entry, p.level))
        tables += x86_split_tables(last - (part - 1), part, p.level);
    return tables;
}

void x86_split_place(struct x86_space *space, const struct place *place, uint64_t va,
                     struct x86_tlb_batch *batch)
{
    unsigned level = place->level - 1;
    uint64_t size = x86_level_size(level), leaf = place->entry;
    uint64_t *entry = &place->table[place->index];
    struct x86_phys frame;
    uint64_t *table = x86_table_take(space, &frame);
    uint64_t child;
    for (;;) {
        child = leaf_at_level(leaf, place->level, level);
        for (unsigned i = 0; i < X86_TABLE_ENTRIES; i++, child += size)
            __atomic_store_n(&table[i], child, __ATOMIC_RELAXED);
        /* A CPU may have set A or D meanwhile: then the pages below must have them too. */
        if (__atomic_compare_exchange_n(entry, &leaf, x86_entry_table(&space->format, frame), false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
            break;
    }
    if (space->live) {
        struct x86_virt base = {va & ~(x86_level_size(place->level) - 1)};
        x86_tlb_note(batch, base, 1, x86_level_shift(place->level), note_flags(space, va, leaf));
    }
    if (space->env.changed) {
        struct x86_table_at at = {frame, {va}, (uint8_t)level};
        space->env.changed(space->env.ctx, at, batch);
    }
}
