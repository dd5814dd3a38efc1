/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The ready-made envs: see env.h. */
#include "x86_64/env.h"

#include "engine.h"

/* ---- Windows ----------------------------------------------------------------------------------*/

static uint64_t *mapped_frame(void *ctx, struct x86_phys frame)
{
    const struct x86_mapped *mapped = ctx;
    for (size_t i = 0; i < mapped->count; i++) {
        const struct x86_window *w = &mapped->windows[i];
        uint64_t offset = frame.value - w->phys.value;
        if (frame.value >= w->phys.value && offset < w->size && w->size - offset >= X86_PAGE_4K)
            return (uint64_t *)((uintptr_t)w->virt + (uintptr_t)offset);
    }
    return NULL;
}

static uint64_t *mapped_table(void *ctx, struct x86_table_at at)
{
    return mapped_frame(ctx, at.frame);
}

static bool mapped_alloc(void *ctx, struct x86_phys *ret_frame)
{
    struct x86_mapped *mapped = ctx;
    struct x86_phys frame;
    if (!mapped->alloc(mapped->ctx, &frame))
        return false;
    if (!mapped_frame(ctx, frame)) {
        if (mapped->free)
            mapped->free(mapped->ctx, frame);
        return false;
    }
    *ret_frame = frame;
    return true;
}

static void mapped_free(void *ctx, struct x86_phys frame)
{
    struct x86_mapped *mapped = ctx;
    mapped->free(mapped->ctx, frame);
}

struct x86_paging_env x86_env_mapped(struct x86_mapped *mapped)
{
    struct x86_paging_env env = {
        .ctx = mapped,
        .table = mapped_table,
        .fresh = mapped_frame,
        .alloc = mapped->alloc ? mapped_alloc : NULL,
        .free = mapped->free ? mapped_free : NULL,
    };
    return env;
}

/* ---- Recursion --------------------------------------------------------------------------------*/

static unsigned va_bits_of(const struct x86_recursive *r)
{
    return x86_level_shift(r->levels + 1u);
}

struct x86_virt x86_recursive_window(const struct x86_recursive *recursive, struct x86_virt va,
                                     unsigned level)
{
    unsigned bits = va_bits_of(recursive), top = recursive->levels;
    uint64_t position = x86_virt_position(va, bits) >> (9 * level) & ~(X86_PAGE_4K - 1);
    for (unsigned i = 0; i < level; i++)
        position |= (uint64_t)recursive->slot << x86_level_shift(top - i);
    return x86_virt_truncate(position, bits);
}

static void invalidate(const struct x86_recursive *r, struct x86_virt page)
{
    if (r->invalidate)
        r->invalidate(r->ctx, page);
    else
        x86_invlpg(page);
}

static uint64_t *recursive_table(void *ctx, struct x86_table_at at)
{
    return x86_virt_pointer(x86_recursive_window(ctx, at.va, at.level));
}

/* The frame, seen through the scratch page. */
static uint64_t *recursive_fresh(void *ctx, struct x86_phys frame)
{
    const struct x86_recursive *r = ctx;
    uint64_t *table = x86_virt_pointer(x86_recursive_window(r, r->scratch, 1));
    entry_set(&table[index_of(r->scratch.value, 1)], frame.value | r->scratch_bits);
    invalidate(r, r->scratch);
    return x86_virt_pointer(r->scratch);
}

/* The table is seen as a page through its own window, and as a table through those of the levels
 * below. */
static void recursive_changed(void *ctx, struct x86_table_at at, struct x86_tlb_batch *batch)
{
    for (unsigned level = 1; level <= at.level; level++) {
        struct x86_virt window = x86_recursive_window(ctx, at.va, level);
        invalidate(ctx, window);
        x86_tlb_note(batch, window, 1, 12, 0);
    }
}

static bool recursive_alloc(void *ctx, struct x86_phys *ret_frame)
{
    const struct x86_recursive *r = ctx;
    return r->alloc(r->ctx, ret_frame);
}

static void recursive_free(void *ctx, struct x86_phys frame)
{
    const struct x86_recursive *r = ctx;
    r->free(r->ctx, frame);
}

enum x86_status x86_env_recursive(struct x86_recursive *recursive, const struct x86_format *format,
                                  uint64_t cr3, struct x86_paging_env *ret_env)
{
    if ((format->levels != 4 && format->levels != 5) || recursive->slot > 510)
        return X86_INVALID;
    recursive->levels = format->levels;
    struct x86_virt scratch = recursive->scratch;
    if (!x86_virt_is_canonical(scratch, va_bits_of(recursive)) || scratch.value % X86_PAGE_4K ||
        index_of(scratch.value, format->levels) == recursive->slot)
        return X86_INVALID;
    uint64_t mask = x86_format_frame_mask(format);
    const uint64_t *table =
        x86_virt_pointer(x86_recursive_window(recursive, scratch, format->levels));
    uint64_t entry = entry_get(&table[recursive->slot]);
    if (!x86_entry_is_table(entry, format->levels) || (entry ^ cr3) & mask)
        return X86_NOT_MAPPED;
    for (unsigned level = format->levels; level > 1; level--) {
        table = x86_virt_pointer(x86_recursive_window(recursive, scratch, level));
        if (!x86_entry_is_table(entry_get(&table[index_of(scratch.value, level)]), level))
            return X86_NOT_MAPPED;
    }
    recursive->scratch_bits = X86_ENTRY_P | X86_ENTRY_RW | X86_ENTRY_A | X86_ENTRY_D |
                              format->private_bit | (format->no_execute ? X86_ENTRY_XD : 0);
    struct x86_paging_env env = {
        .ctx = recursive,
        .table = recursive_table,
        .fresh = recursive_fresh,
        .alloc = recursive->alloc ? recursive_alloc : NULL,
        .free = recursive->free ? recursive_free : NULL,
        .changed = recursive_changed,
        .active_only = true,
    };
    *ret_env = env;
    return X86_OK;
}
