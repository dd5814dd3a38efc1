/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Address spaces in words: see dump.h. All are loops over walks. */
#include "x86_64/dump.h"

#include "engine.h"
#include "text.h"
#include "x86_64/walk.h"

/* Both halves, one after the other. */
struct whole {
    struct x86_walk walk;
    bool upper;
};

static struct whole whole_begin(const struct x86_space *space)
{
    struct whole whole = {
        x86_walk_begin(space, x86_virt_unchecked(0), 1ULL << (space->va_bits - 1)), false};
    return whole;
}

static bool whole_next(struct whole *whole, struct x86_run *ret_run)
{
    const struct x86_space *space = whole->walk.space;
    uint64_t half = 1ULL << (space->va_bits - 1);
    if (x86_walk_next(&whole->walk, ret_run))
        return true;
    if (whole->upper)
        return false;
    whole->walk = x86_walk_begin(space, x86_virt_unchecked(0 - half), half);
    whole->upper = true;
    return x86_walk_next(&whole->walk, ret_run);
}

static void text_address(struct text *text, uint64_t value)
{
    text_string(text, "0x");
    for (unsigned shift = 64; shift; shift -= 4)
        text_char(text, "0123456789abcdef"[value >> (shift - 4) & 15]);
}

static void text_run(struct text *text, const struct x86_space *space, const struct x86_run *run)
{
    struct x86_attr a = x86_entry_attr(&space->format, run->entry, run->level);
    text_address(text, run->base.value);
    text_char(text, '-');
    text_address(text, run->base.value + (run->size - 1));
    if (!x86_run_is_mapped(run)) {
        text_string(text, " payload ");
        text_hex(text, x86_entry_payload_of(run->entry));
        return;
    }
    text_string(text, run->level == 1 ? " 4K r" : run->level == 2 ? " 2M r" : " 1G r");
    text_char(text, a.write ? 'w' : '-');
    text_char(text, a.execute ? 'x' : '-');
    text_char(text, a.user ? 'u' : 'k');
    text_char(text, a.global ? 'g' : '-');
    text_char(text, ' ');
    text_char(text, a.accessed ? 'a' : '-');
    text_char(text, a.dirty ? 'd' : '-');
    if (a.pat) {
        text_string(text, " pat ");
        text_decimal(text, a.pat);
    }
    if (a.key) {
        text_string(text, " key ");
        text_decimal(text, a.key);
    }
    if (a.software) {
        text_string(text, " soft ");
        text_hex(text, a.software);
    }
    if (a.shared)
        text_string(text, " shared");
    text_string(text, " -> ");
    text_hex(text, run->phys.value);
}

static void text_line(struct text *text, const char *mark, const struct x86_space *space,
                      const struct x86_run *run)
{
    text_string(text, mark);
    text_run(text, space, run);
    text_char(text, '\n');
}

size_t x86_run_format(char *buf, size_t cap, const struct x86_space *space,
                      const struct x86_run *run)
{
    struct text text = text_begin(buf, cap);
    text_run(&text, space, run);
    return text_end(&text);
}

size_t x86_dump(char *buf, size_t cap, const struct x86_space *space)
{
    struct text text = text_begin(buf, cap);
    struct whole whole = whole_begin(space);
    struct x86_run run;
    while (whole_next(&whole, &run))
        text_line(&text, "", space, &run);
    return text_end(&text);
}

/* ---- Differences ------------------------------------------------------------------------------*/

/* One side: a walk, and the rest of the run that it gave last. */
struct side {
    const struct x86_space *space;
    struct whole whole;
    struct x86_run run; /* size 0: no more */
};

static void side_next(struct side *side)
{
    if (!whole_next(&side->whole, &side->run))
        side->run.size = 0;
}

static struct side side_begin(const struct x86_space *space)
{
    struct side side = {.space = space, .whole = whole_begin(space)};
    side_next(&side);
    return side;
}

/* The first `size` bytes of the rest, which go on behind it. */
static struct x86_run side_cut(struct side *side, uint64_t size)
{
    struct x86_run head = side->run;
    head.size = size;
    side->run.base.value += size;
    side->run.size -= size;
    if (x86_run_is_mapped(&head))
        side->run.phys.value += size;
    if (side->run.size == 0)
        side_next(side);
    return head;
}

/* Attributes, or the payload, of a run in a form that does not depend on the size of its pages. */
static uint64_t essence(const struct x86_space *space, const struct x86_run *run)
{
    if (!x86_run_is_mapped(run))
        return run->entry;
    return leaf_at_level(run->entry, run->level, 1) &
           ~(space->frame_mask | X86_ENTRY_A | X86_ENTRY_D);
}

/* Bytes of `a` before `b` begins. */
static uint64_t ahead(const struct side *a, const struct side *b)
{
    if (a->run.size == 0)
        return 0;
    uint64_t gap = b->run.base.value - a->run.base.value;
    if (b->run.size == 0)
        return a->run.size;
    if (b->run.base.value <= a->run.base.value)
        return 0;
    return gap < a->run.size ? gap : a->run.size;
}

size_t x86_diff(char *buf, size_t cap, const struct x86_space *before,
                const struct x86_space *after)
{
    struct text text = text_begin(buf, cap);
    struct side a = side_begin(before), b = side_begin(after);
    while (a.run.size || b.run.size) {
        uint64_t gone = ahead(&a, &b), come = ahead(&b, &a);
        if (gone) {
            struct x86_run was = side_cut(&a, gone);
            text_line(&text, "- ", before, &was);
        } else if (come) {
            struct x86_run is = side_cut(&b, come);
            text_line(&text, "+ ", after, &is);
        } else {
            uint64_t both = a.run.size < b.run.size ? a.run.size : b.run.size;
            struct x86_run was = side_cut(&a, both), is = side_cut(&b, both);
            if (was.phys.value == is.phys.value && essence(before, &was) == essence(after, &is))
                continue;
            text_line(&text, "- ", before, &was);
            text_line(&text, "+ ", after, &is);
        }
    }
    return text_end(&text);
}

/* ---- Lint -------------------------------------------------------------------------------------*/

static void lint_tables(struct text *text, const struct x86_space *space, const struct x86_run *run)
{
    struct x86_tables tables = x86_tables_begin(space);
    struct x86_table table;
    uint64_t found = 0;
    while (x86_tables_next(&tables, &table))
        found += table.frame.value - run->phys.value < run->size;
    if (!found)
        return;
    text_string(text, "tables: ");
    text_decimal(text, found);
    text_line(text, " in ", space, run);
}

/* The runs behind `run` that share frames with it, but not the memory type. */
static void lint_aliases(struct text *text, const struct x86_space *space, struct whole rest,
                         const struct x86_run *run)
{
    struct x86_run other;
    unsigned pat = x86_entry_attr(&space->format, run->entry, run->level).pat;
    while (whole_next(&rest, &other)) {
        bool overlap = other.phys.value < run->phys.value + run->size &&
                       run->phys.value < other.phys.value + other.size;
        if (!x86_run_is_mapped(&other) || !overlap ||
            x86_entry_attr(&space->format, other.entry, other.level).pat == pat)
            continue;
        text_line(text, "alias: ", space, run);
        text_line(text, "     = ", space, &other);
    }
}

static void lint_reserved(struct text *text, const struct x86_space *space)
{
    struct x86_tables tables = x86_tables_begin(space);
    struct x86_table table;
    while (x86_tables_next(&tables, &table)) {
        const uint64_t *entries = table_at(space, table.frame.value, table.base.value, table.level);
        for (unsigned i = 0; entries && i < X86_TABLE_ENTRIES; i++) {
            uint64_t entry = entry_get(&entries[i]);
            if (!x86_entry_reserved(&space->format, entry, table.level))
                continue;
            uint64_t va = table.base.value + i * x86_level_size(table.level);
            text_string(text, "reserved: ");
            text_address(text, x86_virt_truncate(va, space->va_bits).value);
            text_string(text, " level ");
            text_decimal(text, table.level);
            text_string(text, " entry ");
            text_hex(text, entry);
            text_char(text, '\n');
        }
    }
}

size_t x86_lint(char *buf, size_t cap, const struct x86_space *space, unsigned rules)
{
    struct text text = text_begin(buf, cap);
    struct whole whole = whole_begin(space);
    struct x86_run run;
    while (whole_next(&whole, &run)) {
        uint64_t e = run.entry;
        if (!x86_run_is_mapped(&run))
            continue;
        if (rules & X86_LINT_WX && e & X86_ENTRY_RW && !(e & X86_ENTRY_XD))
            text_line(&text, "wx: ", space, &run);
        if (rules & X86_LINT_USER && e & X86_ENTRY_US && run.base.value >> 63)
            text_line(&text, "user: ", space, &run);
        if (rules & X86_LINT_GLOBAL && e & X86_ENTRY_US && e & X86_ENTRY_G)
            text_line(&text, "global: ", space, &run);
        if (rules & X86_LINT_NULL && run.base.value == 0)
            text_line(&text, "null: ", space, &run);
        if (rules & X86_LINT_TABLES && e & X86_ENTRY_RW)
            lint_tables(&text, space, &run);
        if (rules & X86_LINT_ALIAS)
            lint_aliases(&text, space, whole, &run);
    }
    if (rules & X86_LINT_RESERVED)
        lint_reserved(&text, space);
    return text_end(&text);
}
