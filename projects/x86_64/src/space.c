/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Address spaces as a whole: made, adopted, shared, released. */
#include "engine.h"

enum { UPPER_FIRST = X86_TABLE_ENTRIES / 2 };

static enum x86_status prepare(struct x86_space *space, const struct x86_paging_env *env,
                               const struct x86_format *format)
{
    if ((format->levels != 4 && format->levels != 5) || format->largest < 2 ||
        format->largest > 3 || format->phys_bits < 32 || format->phys_bits > X86_PHYS_BITS_MAX ||
        (format->private_bit && format->shared_bit) ||
        ((format->private_bit | format->shared_bit) & ~X86_ENTRY_FRAME))
        return X86_INVALID;
    struct x86_space fresh = {
        .env = *env,
        .format = *format,
        .frame_mask = x86_format_frame_mask(format),
        .last_base = NO_LAST,
        .plain = !env->table && format->levels == 4,
        .va_bits = format->levels == 5 ? X86_VA_BITS_5_LEVELS : X86_VA_BITS_4_LEVELS,
    };
    if (!format->no_execute)
        fresh.refused_bits |= X86_ENTRY_XD;
    if (!format->keys)
        fresh.refused_bits |= X86_ENTRY_KEY;
    if (!format->private_bit && !format->shared_bit)
        fresh.refused_bits |= X86_BITS_SHARED;
    *space = fresh;
    return X86_OK;
}

enum x86_status x86_space_init(struct x86_space *space, const struct x86_paging_env *env,
                               const struct x86_format *format)
{
    struct x86_space fresh;
    struct x86_phys frame;
    enum x86_status status = prepare(&fresh, env, format);
    if (status == X86_OK && (!env->alloc || env->active_only))
        status = X86_INVALID;
    if (status == X86_OK)
        status = x86_table_provide(&fresh, 1);
    if (status != X86_OK)
        return status;
    __builtin_memset(x86_table_take(&fresh, &frame), 0, X86_TABLE_ENTRIES * sizeof(uint64_t));
    fresh.root = frame;
    *space = fresh;
    return X86_OK;
}

enum x86_status x86_space_adopt(struct x86_space *space, const struct x86_paging_env *env,
                                const struct x86_format *format, uint64_t cr3)
{
    struct x86_space fresh;
    enum x86_status status = prepare(&fresh, env, format);
    if (status != X86_OK)
        return status;
    fresh.root.value = cr3 & fresh.frame_mask;
    fresh.live = true;
    *space = fresh;
    return X86_OK;
}

static uint64_t upper_va(const struct x86_space *space, unsigned index)
{
    return x86_virt_truncate((uint64_t)index << x86_level_shift(space->format.levels),
                             space->va_bits)
        .value;
}

enum x86_status x86_space_fill_upper(struct x86_space *space, struct x86_tlb_batch *batch)
{
    unsigned top = space->format.levels;
    uint64_t *root = table_at(space, space->root.value, upper_va(space, UPPER_FIRST), top);
    size_t tables = 0;
    if (batch->space != space)
        return X86_INVALID;
    for (unsigned i = UPPER_FIRST; i < X86_TABLE_ENTRIES; i++) {
        uint64_t entry = entry_get(&root[i]);
        if (entry != 0 && !x86_entry_is_table(entry, top))
            return X86_MAPPED;
        tables += entry == 0;
    }
    if (tables && space->upper != X86_UPPER_OWN)
        return X86_BORROWED;
    enum x86_status status = x86_table_provide(space, tables);
    if (status != X86_OK)
        return status;
    for (unsigned i = UPPER_FIRST; i < X86_TABLE_ENTRIES; i++) {
        if (entry_get(&root[i]) != 0)
            continue;
        struct x86_phys frame;
        __builtin_memset(x86_table_take(space, &frame), 0, X86_TABLE_ENTRIES * sizeof(uint64_t));
        x86_table_link(space, &root[i], frame, upper_va(space, i), top - 1, batch);
    }
    return X86_OK;
}

enum x86_status x86_space_share_upper(struct x86_space *space, struct x86_space *kernel)
{
    const struct x86_format *a = &space->format, *b = &kernel->format;
    if (space == kernel || space->env.active_only || kernel->env.active_only ||
        a->levels != b->levels || a->largest != b->largest || a->phys_bits != b->phys_bits ||
        a->no_execute != b->no_execute || a->keys != b->keys || a->private_bit != b->private_bit ||
        a->shared_bit != b->shared_bit)
        return X86_INVALID;
    uint64_t va = upper_va(space, UPPER_FIRST);
    uint64_t *to = table_at(space, space->root.value, va, a->levels);
    const uint64_t *from = table_at(kernel, kernel->root.value, va, b->levels);
    for (unsigned i = UPPER_FIRST; i < X86_TABLE_ENTRIES; i++)
        if (entry_get(&to[i]) != 0)
            return X86_MAPPED;
    for (unsigned i = UPPER_FIRST; i < X86_TABLE_ENTRIES; i++)
        entry_set(&to[i], entry_get(&from[i]));
    space->last_base = kernel->last_base = NO_LAST;
    space->upper = X86_UPPER_BORROWED;
    if (kernel->upper == X86_UPPER_OWN)
        kernel->upper = X86_UPPER_LENT;
    kernel->live = true; /* a CPU may walk it through the other */
    return X86_OK;
}

enum x86_status x86_space_release(struct x86_space *space)
{
    if (space->env.active_only)
        return X86_INVALID;
    if (space->open_batches)
        return X86_BUSY;
    uint64_t half = 1ULL << (space->va_bits - 1);
    struct x86_virt bases[2] = {{0}, {0 - half}};
    struct x86_phys frame;
    space->live = false;
    struct x86_tlb_batch batch = x86_tlb_begin(space);
    /* Both ends of a half are ends of every page size: no split, so it cannot be refused, and a
     * half with nothing in it is no error here. */
    bool borrowed = space->upper == X86_UPPER_BORROWED;
    space->upper = X86_UPPER_OWN;
    for (unsigned i = 0; i < (borrowed ? 1 : 2); i++) {
        enum x86_status status = x86_unmap(space, bases[i], half, &batch, NULL, 0, NULL, NULL);
        (void)status;
    }
    x86_tlb_finish(&batch);
    x86_table_put(space, space->root);
    while (space->env.free && space->reserved) {
        (void)x86_table_take(space, &frame);
        space->env.free(space->env.ctx, frame);
    }
    __builtin_memset(space, 0, sizeof *space);
    return X86_OK;
}
