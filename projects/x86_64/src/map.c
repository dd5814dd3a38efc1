/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Mapping: a plan that refuses and counts, then a commit that cannot fail; and, in front of both,
 * the way for one 4K page whose tables are all there, which is what most calls are.
 */
#include "engine.h"

/* What is to be written over a range. Entry number i of a 4K range is `leaf + i * step`, or made of
 * frames[i]; payloads have step 0. */
struct request {
    struct x86_space *space;
    uint64_t va, size;
    uint64_t to;
    const struct x86_phys *frames; /* NULL: from `to` on */
    uint64_t bits;                 /* an attribute, or the payload's entry */
    unsigned largest;              /* level of the largest page that may be used */
    struct x86_tlb_batch *batch;
    struct x86_conflict *ret_conflict;
};

/* Tables for the empty range [va, va + size), whose entries at `level` exist: at each level below,
 * one per region that the range touches, but for those that one large page covers. */
static size_t tables_for(const struct request *r, uint64_t va, uint64_t size, unsigned level)
{
    uint64_t first = x86_virt_position(x86_virt_unchecked(va), r->space->va_bits);
    size_t tables = 0;
    for (; level > 1; level--) {
        unsigned shift = x86_level_shift(level);
        uint64_t region = x86_level_size(level), end = first + size;
        tables += ((end - 1) >> shift) - (first >> shift) + 1;
        uint64_t inner = (first + region - 1) >> shift, outer = end >> shift;
        if (level <= r->largest && outer > inner)
            tables -= outer - inner;
    }
    return tables;
}

static enum x86_status plan(const struct request *r, size_t *ret_tables)
{
    const struct x86_space *space = r->space;
    uint64_t va = r->va, left = r->size, want = r->bits & X86_ENTRY_P ? wanted(r->bits) : 0;
    size_t tables = 0;
    while (left) {
        struct place p = x86_seek(space, va, 1);
        if (UNLIKELY(want & ~p.granted))
            return x86_refuse_withheld(space, va, want, r->ret_conflict);
        if (p.level == space->format.levels && va >> 63 && space->upper != X86_UPPER_OWN)
            return x86_refuse(p.entry ? X86_MAPPED : X86_BORROWED, va, &p, r->ret_conflict);
        uint64_t hole = 0;
        while (p.entry == 0) {
            hole += rest_of_entry(va + hole, p.level, left - hole);
            if (hole == left || ++p.index == X86_TABLE_ENTRIES)
                break;
            p.entry = entry_get(&p.table[p.index]);
        }
        if (hole == 0)
            return x86_refuse(X86_MAPPED, va, &p, r->ret_conflict);
        if (p.level > 1)
            tables += tables_for(r, va, hole, p.level);
        va += hole;
        left -= hole;
    }
    *ret_tables = tables;
    return X86_OK;
}

/* Writes leaves at `level` into [table, table + n). */
ALWAYS_INLINE void fill(const struct request *r, uint64_t *table, size_t n, uint64_t va,
                        unsigned level)
{
    size_t done = (va - r->va) >> 12;
    if (UNLIKELY(r->frames != NULL)) {
        for (size_t i = 0; i < n; i++)
            entry_set(&table[i],
                      x86_entry_leaf(&r->space->format, r->bits, r->frames[done + i], level));
        return;
    }
    uint64_t leaf = r->bits, step = 0;
    if (LIKELY(leaf & X86_ENTRY_P)) {
        struct x86_phys to = {r->to + (va - r->va)};
        leaf = x86_entry_leaf(&r->space->format, leaf, to, level);
        step = x86_level_size(level);
    }
    for (size_t i = 0; i < n; i++, leaf += step)
        entry_set(&table[i], leaf);
}

/* Puts a new table under the empty entry at `p`, filled as far as pages of its level go from `va`
 * on; returns how many bytes those are. */
static uint64_t grow(const struct request *r, const struct place *p, uint64_t va, uint64_t left)
{
    unsigned level = p->level - 1, from = index_of(va, level);
    uint64_t size = x86_level_size(level);
    size_t n = 0;
    if (level <= r->largest && (va & (size - 1)) == 0) {
        n = X86_TABLE_ENTRIES - from;
        if (left >> x86_level_shift(level) < n)
            n = (size_t)(left >> x86_level_shift(level));
    }
    struct x86_phys frame;
    uint64_t *table = x86_table_take(r->space, &frame);
    __builtin_memset(table, 0, from * sizeof *table);
    __builtin_memset(table + from + n, 0, (X86_TABLE_ENTRIES - from - n) * sizeof *table);
    if (n)
        fill(r, table + from, n, va, level);
    x86_table_link(r->space, &p->table[p->index], frame, va, level, r->batch);
    return n * size;
}

static void commit(const struct request *r)
{
    uint64_t va = r->va, left = r->size;
    while (left) {
        struct place p = x86_seek(r->space, va, 1);
        uint64_t done;
        if (p.level > r->largest || !covers_entry(va, p.level, left)) {
            done = grow(r, &p, va, left);
        } else {
            size_t n = 1, most = (size_t)(left >> x86_level_shift(p.level));
            if (most > X86_TABLE_ENTRIES - p.index)
                most = X86_TABLE_ENTRIES - p.index;
            if (p.level == 1)
                n = most; /* all empty, says the plan; above, a table may be among them */
            while (n < most && entry_get(&p.table[p.index + n]) == 0)
                n++;
            fill(r, &p.table[p.index], n, va, p.level);
            done = (uint64_t)n << x86_level_shift(p.level);
        }
        va += done;
        left -= done;
    }
}

static enum x86_status run(const struct request *r)
{
    if (r->batch->space != r->space)
        return X86_INVALID;
    size_t tables;
    enum x86_status status = plan(r, &tables);
    if (status == X86_OK)
        status = x86_table_provide(r->space, tables);
    if (status == X86_OK)
        commit(r);
    return status;
}

/* The largest page that the attribute, the format and both addresses allow. */
static unsigned largest_page(const struct x86_space *space, uint64_t bits, uint64_t va, uint64_t to)
{
    unsigned largest = (unsigned)(bits & X86_BITS_LARGEST) >> 12;
    if (largest == 0 || largest > space->format.largest)
        largest = space->format.largest;
    while (largest > 1 && (va ^ to) & (x86_level_size(largest) - 1))
        largest--;
    return largest;
}

static enum x86_status check_bits(const struct x86_space *space, uint64_t bits)
{
    if (bits & X86_BITS_INVALID)
        return X86_INVALID;
    return bits & space->refused_bits ? X86_UNSUPPORTED : X86_OK;
}

enum x86_status x86_map_range_(struct x86_space *space, struct x86_virt base, struct x86_phys to,
                               uint64_t size, uint64_t bits, struct x86_tlb_batch *batch,
                               struct x86_conflict *ret_conflict)
{
    enum x86_status status = x86_range_check(space, base, size);
    if (status == X86_OK)
        status = check_bits(space, bits);
    if (status != X86_OK)
        return status;
    if (to.value & (X86_PAGE_4K - 1))
        return X86_NOT_ALIGNED;
    uint64_t last;
    if (__builtin_add_overflow(to.value, size - 1, &last) ||
        (to.value | last) & ~0xfffULL & ~space->frame_mask)
        return X86_TOO_WIDE;
    struct request r = {
        .space = space,
        .va = base.value,
        .size = size,
        .to = to.value,
        .bits = bits,
        .largest = largest_page(space, bits, base.value, to.value),
        .batch = batch,
        .ret_conflict = ret_conflict,
    };
    return run(&r);
}

/* The 4K page at `entry`, in the table used last; false: x86_map_range_() finds out why. */
ALWAYS_INLINE bool map_at(const struct x86_space *space, uint64_t *entry, struct x86_phys to,
                          uint64_t bits)
{
    uint64_t wrong = (to.value & ~space->frame_mask) | (wanted(bits) & ~space->last_granted) |
                     (bits & (space->refused_bits | X86_BITS_INVALID));
    if (UNLIKELY(!entry) || UNLIKELY(wrong != 0) || UNLIKELY(entry_get(entry) != 0))
        return false;
    entry_set(entry, x86_entry_leaf(&space->format, bits, to, 1));
    return true;
}

static __attribute__((noinline)) enum x86_status find_and_map(struct x86_space *space,
                                                              struct x86_virt base,
                                                              struct x86_phys to, uint64_t bits,
                                                              struct x86_tlb_batch *batch,
                                                              struct x86_conflict *ret_conflict)
{
    if (LIKELY(map_at(space, find_one(space, base.value), to, bits)))
        return X86_OK;
    return x86_map_range_(space, base, to, X86_PAGE_4K, bits, batch, ret_conflict);
}

enum x86_status x86_map_page_(struct x86_space *space, struct x86_virt base, struct x86_phys to,
                              uint64_t bits, struct x86_tlb_batch *batch,
                              struct x86_conflict *ret_conflict)
{
    if (LIKELY(map_at(space, last_one(space, base.value), to, bits)))
        return X86_OK;
    return find_and_map(space, base, to, bits, batch, ret_conflict);
}

enum x86_status x86_map_frames(struct x86_space *space, struct x86_virt base,
                               const struct x86_phys *frames, size_t n, struct x86_attr attr,
                               struct x86_tlb_batch *batch, struct x86_conflict *ret_conflict)
{
    if (n > SIZE_MAX >> 12)
        return X86_NOT_CANONICAL;
    uint64_t bits = x86_attr_bits(attr);
    enum x86_status status = x86_range_check(space, base, (uint64_t)n << 12);
    if (status == X86_OK)
        status = check_bits(space, bits);
    if (status != X86_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        if (frames[i].value & (X86_PAGE_4K - 1))
            return X86_NOT_ALIGNED;
        if (frames[i].value & ~space->frame_mask)
            return X86_TOO_WIDE;
    }
    struct request r = {
        .space = space,
        .va = base.value,
        .size = (uint64_t)n << 12,
        .frames = frames,
        .bits = bits,
        .largest = 1,
        .batch = batch,
        .ret_conflict = ret_conflict,
    };
    return run(&r);
}

enum x86_status x86_map_payload(struct x86_space *space, struct x86_virt base, uint64_t size,
                                uint64_t payload, struct x86_tlb_batch *batch,
                                struct x86_conflict *ret_conflict)
{
    enum x86_status status = x86_range_check(space, base, size);
    if (status != X86_OK)
        return status;
    if (payload == 0 || payload >> 63)
        return X86_INVALID;
    struct request r = {
        .space = space,
        .va = base.value,
        .size = size,
        .bits = x86_entry_payload(payload),
        .largest = 1,
        .batch = batch,
        .ret_conflict = ret_conflict,
    };
    return run(&r);
}

static size_t split_tables_needed(const struct x86_space *space, uint64_t va, uint64_t left,
                                  unsigned level)
{
    size_t tables = 0;
    while (left) {
        struct place p = x86_seek(space, va, 1);
        uint64_t part = rest_of_entry(va, p.level, left);
        if (x86_entry_is_leaf(p.entry, p.level) && p.level > level)
            for (unsigned l = p.level; l > level; l--)
                tables += ((va + part - 1) >> x86_level_shift(l)) - (va >> x86_level_shift(l)) + 1;
        va += part;
        left -= part;
    }
    return tables;
}

size_t x86_tables_needed(const struct x86_space *space, enum x86_op op, struct x86_virt base,
                         uint64_t size, struct x86_phys to, struct x86_attr attr)
{
    size_t tables = 0;
    if (x86_range_check(space, base, size) != X86_OK)
        return 0;
    if (op == X86_OP_UNMAP)
        return x86_split_tables_at_ends(space, base.value, size);
    if (op == X86_OP_SPLIT)
        return split_tables_needed(space, base.value, size, attr.largest);
    uint64_t bits = x86_attr_bits(attr);
    struct request r = {
        .space = (struct x86_space *)(uintptr_t)space, /* the plan only reads */
        .va = base.value,
        .size = size,
        .to = to.value,
        .bits = bits,
        .largest = largest_page(space, bits, base.value, to.value),
    };
    return plan(&r, &tables) == X86_OK ? tables : 0;
}
