/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Walks: see walk.h. Each step seeks anew; inside one table it goes on without. */
#include "x86_64/walk.h"
#include "engine.h"

struct x86_walk x86_walk_begin(const struct x86_space *space, struct x86_virt base, uint64_t size)
{
    struct x86_walk walk = {.space = space, .next = base.value, .left = size};
    walk.status = x86_range_check(space, base, size);
    if (walk.status != X86_OK)
        walk.left = 0;
    return walk;
}

bool x86_walk_next(struct x86_walk *walk, struct x86_run *ret_run)
{
    const struct x86_space *space = walk->space;
    struct x86_run run;
    struct sink sink = {&run, 1, 0};
    while (walk->left) {
        struct place p = x86_seek(space, walk->next, 1);
        unsigned first = p.index;
        for (; walk->left && p.index < X86_TABLE_ENTRIES; p.index++) {
            uint64_t entry = entry_get(&p.table[p.index]);
            uint64_t part = rest_of_entry(walk->next, p.level, walk->left);
            if (x86_entry_is_table(entry, p.level) && p.index != first)
                break; /* seek goes down there; where it did not, the table is out of reach */
            if (x86_entry_is_leaf(entry, p.level) ||
                (p.level == 1 && x86_entry_is_payload(entry))) {
                uint64_t base = walk->next & ~(x86_level_size(p.level) - 1);
                if (entry & X86_ENTRY_P)
                    entry = effective(entry, p.granted);
                if (!x86_sink_add(&sink, space, base, entry, p.level))
                    goto end;
            } else if (sink.count) {
                goto end;
            }
            walk->next += part;
            walk->left -= part;
        }
    }
end:
    if (sink.count == 0)
        return false;
    *ret_run = run;
    return true;
}

struct x86_tables x86_tables_begin(const struct x86_space *space)
{
    struct x86_tables tables = {.space = space, .level = space->format.levels};
    return tables;
}

bool x86_tables_next(struct x86_tables *tables, struct x86_table *ret_table)
{
    const struct x86_space *space = tables->space;
    unsigned top = space->format.levels;
    if (tables->done)
        return false;
    struct x86_table found = {space->root, {0}, 0, (uint8_t)top};
    /* `level` is that of the table to look for, `next` an address in it; the root comes first. */
    if (tables->level == top) {
        tables->level--;
        *ret_table = found;
        return true;
    }
    for (;;) {
        unsigned level = tables->level;
        uint64_t size = x86_level_size(level + 1);
        struct place p = x86_seek(space, tables->next, level + 1);
        if (p.level == level + 1 && x86_entry_is_table(p.entry, p.level)) {
            found.frame.value = p.entry & space->frame_mask;
            found.base.value = tables->next;
            found.link = p.entry;
            found.level = (uint8_t)level;
        }
        if (found.level == level && level > 1) {
            tables->level--; /* its own tables next, from its first entry on */
        } else {
            uint64_t next = x86_virt_position(x86_virt_unchecked(tables->next), space->va_bits);
            next += size;
            while (level < top - 1 && !(next & (x86_level_size(level + 2) - 1)))
                level++; /* the end of the table above: go on beside that */
            tables->level = (uint8_t)level;
            tables->done = next >> space->va_bits != 0;
            tables->next = x86_virt_truncate(next, space->va_bits).value;
        }
        if (found.level != top) {
            *ret_table = found;
            return true;
        }
        if (tables->done)
            return false;
    }
}
