/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Any bytes become a history of one address space: calls of the library, accesses by three CPUs,
 * failing allocations, flushes. After each step everything is compared:
 *
 *   truth      a list of ranges, changed by what each call is documented to do, nothing else
 *   tables     read from RAM by the model, not by the library; every leaf, every frame
 *   CPUs       what their caches still hold, once a batch was flushed
 *   library    what x86_translate() and the walk say
 *
 * The property test feeds it random bytes, the fuzz target feeds it chosen ones, the corpus is
 * replayed by `make check`. A broken promise ends the process with a line that names it.
 */
#pragma once
#include "tests/mmu.h"
#include "x86_64/paging.h"
#include "x86_64/walk.h"

#define SCRIPT_CPUS   3u
#define SCRIPT_RANGES 600u

struct range {
    uint64_t base, last; /* both included */
    uint64_t phys;
    struct x86_attr attr;
    uint64_t payload; /* 0: pages */
};

struct script {
    const uint8_t *bytes, *end;
    struct ram ram;
    struct mmu cpus[SCRIPT_CPUS];
    struct x86_space space;
    struct x86_tlb_batch batch;
    struct range ranges[SCRIPT_RANGES];
    unsigned count;
    uint64_t (*before)[512];
    bool before_used[RAM_FRAMES];
    uint64_t leaf_bytes;
    uint64_t written[64]; /* pages that CPUs wrote to, whose D must not be lost */
    unsigned written_count;
    unsigned fail_after; /* the next step gets so many frames, less one; 0: all */
    unsigned step;
    const char *what;
};

#define PROMISE(s, condition, ...)                                                           \
    do {                                                                                     \
        if (!(condition)) {                                                                  \
            fprintf(stderr, "# step %u (%s), line %d: %s: ", (s)->step, (s)->what, __LINE__, \
                    #condition);                                                             \
            fprintf(stderr, " " __VA_ARGS__);                                                \
            fputc('\n', stderr);                                                             \
            abort();                                                                         \
        }                                                                                    \
    } while (0)

static inline unsigned script_byte(struct script *s)
{
    return s->bytes < s->end ? *s->bytes++ : 0;
}

static inline unsigned script_word(struct script *s)
{
    unsigned low = script_byte(s);
    return low | script_byte(s) << 8;
}

/* ---- The env: RAM at its own place ------------------------------------------------------------*/

static inline bool script_alloc(void *ctx, struct x86_phys *ret_frame)
{
    struct script *s = ctx;
    return ram_alloc(&s->ram, &ret_frame->value);
}

static inline void script_free(void *ctx, struct x86_phys frame)
{
    struct script *s = ctx;
    ram_free(&s->ram, frame.value);
}

static inline uint64_t *script_table(void *ctx, struct x86_table_at at)
{
    struct script *s = ctx;
    return ram_frame(&s->ram, at.frame.value);
}

/* ---- The truth --------------------------------------------------------------------------------*/

static inline struct range *truth_at(struct script *s, uint64_t va)
{
    for (unsigned i = 0; i < s->count; i++)
        if (va >= s->ranges[i].base && va <= s->ranges[i].last)
            return &s->ranges[i];
    return NULL;
}

static inline void truth_add(struct script *s, struct range r)
{
    PROMISE(s, s->count < SCRIPT_RANGES);
    s->ranges[s->count++] = r;
}

/* Cuts [base, last] out; returns how many bytes of pages and payloads were there. */
static inline uint64_t truth_cut(struct script *s, uint64_t base, uint64_t last)
{
    uint64_t removed = 0;
    for (unsigned i = 0; i < s->count; i++) {
        struct range r = s->ranges[i];
        if (r.last < base || r.base > last)
            continue;
        s->ranges[i--] = s->ranges[--s->count];
        uint64_t from = r.base < base ? base : r.base, to = r.last > last ? last : r.last;
        removed += to - from + 1;
        struct range head = r, tail = r;
        head.last = base - 1;
        tail.base = last + 1, tail.phys = r.phys + (tail.base - r.base);
        if (r.last > last)
            truth_add(s, tail);
        if (r.base < base)
            truth_add(s, head);
    }
    return removed;
}

static inline bool truth_overlaps(const struct script *s, uint64_t base, uint64_t last)
{
    for (unsigned i = 0; i < s->count; i++)
        if (s->ranges[i].last >= base && s->ranges[i].base <= last)
            return true;
    return false;
}

static inline bool truth_covers(const struct script *s, uint64_t base, uint64_t last)
{
    uint64_t pages = 0;
    for (unsigned i = 0; i < s->count; i++) {
        const struct range *r = &s->ranges[i];
        uint64_t from = r->base < base ? base : r->base, to = r->last > last ? last : r->last;
        if (from <= to && !r->payload)
            pages += (to - from + 1) >> 12;
    }
    return pages == ((last - base) >> 12) + 1;
}

/* ---- Comparing --------------------------------------------------------------------------------*/

static inline bool script_same_attr(const struct script *s, struct x86_attr a, uint64_t entry,
                                    unsigned level)
{
    uint64_t pat = (entry >> 3 & 3) | (entry >> (level == 1 ? 7 : 12) & 1) << 2;
    bool encrypted = s->space.format.private_bit && entry & s->space.format.private_bit;
    return a.write == !!(entry & M_W) && a.user == !!(entry & M_U) &&
           a.execute == !(entry & M_XD) && a.global == !!(entry & M_G) && a.pat == pat &&
           a.key == (entry >> 59 & 15) &&
           a.software == ((entry >> 9 & 7) | (entry >> 52 & 127) << 3) &&
           (!s->space.format.private_bit || encrypted == !a.shared);
}

static inline void script_leaf(void *ctx, uint64_t va, uint64_t entry, unsigned level)
{
    struct script *s = ctx;
    uint64_t size = 1ull << mmu_shift(level);
    struct range *r = truth_at(s, va);
    PROMISE(s, r && r->last - va >= size - 1, "%#llx level %u is not to be mapped",
            (unsigned long long)va, level);
    s->leaf_bytes += size;
    if (r->payload) {
        PROMISE(s, level == 1 && entry == r->payload << 1);
        return;
    }
    PROMISE(s, entry & M_P && !mmu_reserved(&s->cpus[0], entry, level), "%#llx",
            (unsigned long long)entry);
    PROMISE(s, (mmu_phys(&s->cpus[0], entry) & ~(size - 1)) == r->phys + (va - r->base),
            "va %#llx entry %#llx", (unsigned long long)va, (unsigned long long)entry);
    PROMISE(s, script_same_attr(s, r->attr, entry, level), "va %#llx entry %#llx",
            (unsigned long long)va, (unsigned long long)entry);
}

/* The pages in [base, base + size) are not to be dirty any more. */
static inline void script_forget_written(struct script *s, uint64_t base, uint64_t size)
{
    for (unsigned i = 0; i < s->written_count; i++)
        if (s->written[i] - base < size)
            s->written[i--] = s->written[--s->written_count];
}

/* The tables in RAM say what the truth says, and every frame is accounted for. */
static inline void script_check_tables(struct script *s)
{
    struct mmu_tree tree = {.mmu = &s->cpus[0], .leaf = script_leaf, .ctx = s};
    uint64_t expected = 0;
    s->leaf_bytes = 0;
    unsigned tables = mmu_enumerate(&tree, s->space.root.value);
    PROMISE(s, tables != 0, "a table is no allocated frame, or is linked twice");
    for (unsigned i = 0; i < s->count; i++)
        expected += s->ranges[i].last - s->ranges[i].base + 1;
    PROMISE(s, expected == s->leaf_bytes, "%#llx bytes to be mapped, %#llx are",
            (unsigned long long)expected, (unsigned long long)s->leaf_bytes);
    PROMISE(s, !s->ram.double_free);
    for (unsigned i = 0; i < s->written_count; i++) {
        struct mmu_leaf leaf;
        PROMISE(s,
                mmu_look(&s->cpus[0], s->space.root.value, s->written[i], &leaf) == F_NONE &&
                    leaf.entry & M_D,
                "%#llx was written to", (unsigned long long)s->written[i]);
    }
    if (s->batch.retired.value == 0)
        PROMISE(s, tables + s->space.reserved == s->ram.in_use,
                "%u tables, %zu reserved, %u frames", tables, s->space.reserved, s->ram.in_use);
}

static inline void script_check_translate(struct script *s, uint64_t va)
{
    struct x86_mapping m;
    uint64_t payload;
    struct range *r = truth_at(s, va);
    bool mapped = x86_translate(&s->space, x86_virt_unchecked(va), &m);
    PROMISE(s, mapped == (r && !r->payload), "%#llx", (unsigned long long)va);
    PROMISE(s, x86_payload(&s->space, x86_virt_unchecked(va), &payload) == (r && r->payload));
    if (!mapped)
        return;
    PROMISE(s, m.phys.value == r->phys + (va - r->base));
    PROMISE(s, script_same_attr(s, r->attr, m.entry, m.level));
}

/* The walk gives every range, whole and in order. */
static inline void script_check_walk(struct script *s)
{
    uint64_t halves[2] = {0, ~0ull << (s->space.va_bits - 1)}, seen = 0, expected = 0;
    for (unsigned half = 0; half < 2; half++) {
        struct x86_walk walk = x86_walk_begin(&s->space, x86_virt_unchecked(halves[half]),
                                              1ull << (s->space.va_bits - 1));
        struct x86_run run;
        uint64_t from = halves[half];
        while (x86_walk_next(&walk, &run)) {
            struct range *r = truth_at(s, run.base.value);
            PROMISE(s, r && run.base.value >= from);
            PROMISE(s, x86_run_is_mapped(&run) == !r->payload);
            if (!r->payload)
                PROMISE(s, run.phys.value == r->phys + (run.base.value - r->base) &&
                               script_same_attr(s, r->attr, run.entry, run.level));
            seen += run.size;
            from = run.base.value + run.size;
        }
        PROMISE(s, walk.status == X86_OK);
    }
    for (unsigned i = 0; i < s->count; i++)
        expected += s->ranges[i].last - s->ranges[i].base + 1;
    PROMISE(s, seen == expected);
}

/* ---- CPUs -------------------------------------------------------------------------------------*/

static inline void script_flush_cpu(struct script *s, struct mmu *cpu, bool invpcid)
{
    struct x86_tlb_cpu now = {mmu_cr3(cpu), mmu_cr4(cpu), invpcid};
    struct x86_tlb_plan plan = x86_tlb_plan_for(&s->batch, now);
    struct x86_tlb_step step;
    unsigned steps = 0;
    while (x86_tlb_plan_next(&plan, &step)) {
        PROMISE(s, ++steps <= X86_TLB_PAGES);
        PROMISE(s, invpcid || step.kind == X86_TLB_INVLPG || step.kind == X86_TLB_RELOAD_CR3 ||
                       step.kind == X86_TLB_TOGGLE_PGE);
        switch (step.kind) {
        case X86_TLB_INVLPG:
            mmu_invlpg(cpu, step.address.value);
            break;
        case X86_TLB_INVPCID_ADDRESS:
            mmu_invpcid(cpu, 0, step.pcid, step.address.value);
            break;
        case X86_TLB_INVPCID_CONTEXT:
            mmu_invpcid(cpu, 1, step.pcid, 0);
            break;
        case X86_TLB_INVPCID_ALL:
            mmu_invpcid(cpu, 2, 0, 0);
            break;
        case X86_TLB_RELOAD_CR3:
            mmu_set_cr3(cpu, mmu_cr3(cpu));
            break;
        case X86_TLB_TOGGLE_PGE:
            mmu_toggle_pge(cpu);
            break;
        }
    }
}

/* By broadcast, in pieces of three pages; with `one_pcid` it reaches nobody who has no PCIDs. */
static inline void script_broadcast(struct script *s, bool one_pcid)
{
    struct x86_tlb_waves waves = x86_tlb_waves_for(&s->batch, 3, one_pcid);
    struct x86_tlb_wave wave;
    while (x86_tlb_waves_next(&waves, &wave)) {
        PROMISE(s, wave.pages >= 1 && wave.pages <= 3 && !(wave.address.value & 0xfff));
        for (unsigned i = 0; i < SCRIPT_CPUS; i++)
            mmu_invlpgb(&s->cpus[i], wave.address.value | wave.flags, wave.pages,
                        wave.step_2m ? 0x200000 : 0x1000, wave.pcid);
    }
}

/* CPU 0 has no PCIDs; 1 has PCIDs and INVPCID; 2 has PCIDs alone. 1 and 2 may be away: another
 * space is in CR3, ours is cached under its PCID. */
static inline void script_flush(struct script *s)
{
    char why[160] = "";
    bool broadcast = s->step % 3 == 0, one_pcid = s->step & 1;
    if (broadcast)
        script_broadcast(s, one_pcid);
    for (unsigned i = 0; i < SCRIPT_CPUS; i++) {
        if (!broadcast || (one_pcid && !s->cpus[i].pcide))
            script_flush_cpu(s, &s->cpus[i], i == 1);
        uint16_t pcid = s->cpus[i].pcide ? s->space.pcid : 0;
        PROMISE(s, !mmu_find_stale(&s->cpus[i], s->space.root.value, pcid, why), "cpu %u: %s", i,
                why);
    }
    x86_tlb_finish(&s->batch);
    s->batch = x86_tlb_begin(&s->space);
}

static inline void script_touch(struct script *s, uint64_t va, unsigned how)
{
    struct mmu_access a = {how & 1, how & 2, !(how & 1) && how & 4};
    struct mmu_leaf leaf;
    uint64_t phys;
    for (unsigned i = 0; i < SCRIPT_CPUS; i++) {
        struct mmu *cpu = &s->cpus[i];
        if (!s->space.live || cpu->root != s->space.root.value)
            continue;
        /* What goes through an entry not flushed yet leaves no trace in the tables. */
        if (mmu_access(cpu, va, a, &phys) == F_NONE && a.write && s->written_count < 64 &&
            mmu_look(cpu, cpu->root, va, &leaf) == F_NONE && leaf.entry & M_D)
            s->written[s->written_count++] = va;
    }
}

/* CPUs 1 and 2 leave the space or come back, keeping what they have cached (bit 63). */
static inline void script_switch(struct script *s, unsigned which)
{
    struct mmu *cpu = &s->cpus[1 + (which & 1)];
    bool here = cpu->root == s->space.root.value;
    uint64_t cr3 = here ? (RAM_BASE + RAM_FRAMES * 4096ull) | 5 : x86_space_cr3(&s->space, true);
    mmu_set_cr3(cpu, cr3 | 1ull << 63);
}

/* ---- Steps ------------------------------------------------------------------------------------*/

static inline void script_remember(struct script *s)
{
    memcpy(s->before, s->ram.words, RAM_FRAMES * 4096ul);
    memcpy(s->before_used, s->ram.used, sizeof s->before_used);
}

/* A refused call has changed no frame that was in use (but words 0 of the reserve). */
static inline void script_unchanged(struct script *s)
{
    for (unsigned i = 0; i < RAM_FRAMES; i++) {
        PROMISE(s, s->before_used[i] == s->ram.used[i]);
        if (s->before_used[i])
            PROMISE(s, memcmp(s->before[i] + 1, s->ram.words[i] + 1, 4096 - 8) == 0 &&
                           (s->space.reserved || s->before[i][0] == s->ram.words[i][0]));
    }
}

/* Somewhere near where things meet: ends of halves, of pages of all sizes. */
static inline uint64_t script_va(struct script *s)
{
    uint64_t upper = ~0ull << (s->space.va_bits - 1);
    uint64_t bases[8] = {0,
                         0x40000000 - 0x3000,
                         0x7f80000000,
                         (1ull << (s->space.va_bits - 1)) - 0x80000000,
                         upper,
                         upper + 0x40000000 - 0x200000,
                         0 - 0x80000000ull,
                         s->space.va_bits == 57 ? 0x0001000000000000 - 0x200000 : 0x8000000000};
    unsigned b = script_byte(s);
    uint64_t va = bases[b & 7];
    if (b & 8)
        va += (uint64_t)(script_byte(s) & 3) << 30;
    if (b & 16)
        va += (uint64_t)script_word(s) % 600 << 21;
    if (b & 32)
        va += (uint64_t)script_word(s) % 600 << 12;
    return va;
}

static inline uint64_t script_size(struct script *s)
{
    unsigned b = script_byte(s);
    uint64_t n = 1 + (b >> 3);
    switch (b & 7) {
    case 0:
    case 1:
        return 0x1000;
    case 2:
        return n << 12;
    case 3:
        return (n << 12) * 50;
    case 4:
        return n << 21;
    case 5:
        return (n << 21) + (n << 12);
    case 6:
        return n << 30;
    default:
        return 0x40000000 + (n << 21) + 0x1000;
    }
}

/* Where to change something: a part of what is mapped, mostly. */
static inline void script_target(struct script *s, uint64_t *ret_base, uint64_t *ret_size)
{
    unsigned b = script_byte(s);
    if (!(b & 3) || !s->count) {
        *ret_base = script_va(s);
        *ret_size = script_size(s);
        return;
    }
    const struct range *r = &s->ranges[(b >> 2) % s->count];
    uint64_t size = r->last - r->base + 1, from = 0, to = size;
    unsigned how = script_byte(s);
    uint64_t at = (size >> 12) * (how >> 3) / 32 << 12;
    if (how & 1)
        from = at;
    if ((how & 6) == 2)
        to = from + 4096;
    if ((how & 6) == 4) { /* whole large pages, perhaps */
        from &= ~0x1fffffull;
        to = size - from > 0x200000 ? from + 0x200000 : size;
    }
    if ((how & 6) == 6 && to - from > 8192)
        to -= 4096;
    *ret_base = r->base + from;
    *ret_size = to - from;
}

static inline struct x86_attr script_attr(struct script *s)
{
    unsigned b = script_byte(s), c = script_byte(s);
    struct x86_attr a = {
        .write = b & 1,
        .user = b >> 1 & 1,
        .execute = b >> 2 & 1,
        .global = b >> 3 & 1,
        .pat = b >> 4 & 7,
        .largest = (uint8_t)(c & 3),
        .key = (uint8_t)(c & 4 ? c >> 4 : 0),
        .software = (uint16_t)(c & 8 ? c * 4 : 0),
        .shared = s->space.format.private_bit && b >> 7,
    };
    return a;
}

/* What the rules of paging.h say about a range, on its own. */
static inline bool script_range_is_valid(const struct script *s, uint64_t base, uint64_t size)
{
    uint64_t last = base + (size - 1);
    return mmu_canonical(&s->cpus[0], base) && mmu_canonical(&s->cpus[0], last) && last >= base &&
           base >> 63 == last >> 63;
}

static inline void script_map(struct script *s, bool frames)
{
    uint64_t base = script_va(s), size = script_size(s), to = (uint64_t)script_byte(s) << 21;
    unsigned how = script_byte(s);
    struct x86_attr attr = script_attr(s);
    struct x86_conflict conflict = {{0}, 0, 0};
    struct x86_phys list[64];
    to += how & 1 ? base & 0x3fffffff : (uint64_t)how << 12;
    bool fits = to + size <= 1ull << 46 && s->count < SCRIPT_RANGES - 8;
    if (!fits)
        return;
    if (frames) {
        size = size >> 12 > 64 ? 64 << 12 : size;
        attr.largest = 1;
        for (unsigned i = 0; i < size >> 12; i++)
            list[i].value = to + i * 4096ull;
    }
    bool valid = script_range_is_valid(s, base, size);
    bool taken = valid && truth_overlaps(s, base, base + (size - 1));
    unsigned left = ram_left(&s->ram) + (unsigned)s->space.reserved;
    size_t before = s->space.reserved, used = s->ram.in_use;
    size_t needed = x86_tables_needed(&s->space, X86_OP_MAP, x86_virt_unchecked(base), size,
                                      x86_phys_unchecked(to), attr);
    enum x86_status status =
        frames ? x86_map_frames(&s->space, x86_virt_unchecked(base), list, size >> 12, attr,
                                &s->batch, &conflict)
               : x86_map(&s->space, x86_virt_unchecked(base), x86_phys_unchecked(to), size, attr,
                         &s->batch, &conflict);
    enum x86_status expected = !valid          ? X86_NOT_CANONICAL
                               : taken         ? X86_MAPPED
                               : needed > left ? X86_NO_FRAME
                                               : X86_OK;
    PROMISE(s, status == expected, "%d, not %d", status, expected);
    if (status == X86_MAPPED)
        PROMISE(s, truth_at(s, conflict.va.value) || truth_at(s, base), "%#llx",
                (unsigned long long)conflict.va.value);
    if (status != X86_OK) {
        script_unchanged(s);
        return;
    }
    PROMISE(s, s->ram.in_use - used + before - s->space.reserved == needed, "%zu needed", needed);
    truth_add(s, (struct range){base, base + (size - 1), to, attr, 0});
}

static inline void script_map_payload(struct script *s)
{
    uint64_t base = script_va(s), size = script_size(s), payload = 1 + script_word(s);
    if (s->count > SCRIPT_RANGES - 8 || size > 0x800000)
        return;
    bool valid = script_range_is_valid(s, base, size);
    bool taken = valid && truth_overlaps(s, base, base + (size - 1));
    enum x86_status status =
        x86_map_payload(&s->space, x86_virt_unchecked(base), size, payload, &s->batch, NULL);
    PROMISE(s, status == (!valid ? X86_NOT_CANONICAL : taken ? X86_MAPPED : status));
    PROMISE(s, status != X86_MAPPED || taken);
    if (status == X86_OK)
        truth_add(s, (struct range){base, base + (size - 1), 0, {0}, payload});
    else
        script_unchanged(s);
}

static inline void script_unmap(struct script *s)
{
    uint64_t base, size, done = 0, removed = 0, bytes = 0;
    script_target(s, &base, &size);
    unsigned cap = script_byte(s) & 15;
    cap = cap > 8 ? 0 : cap;
    struct x86_run runs[8];
    size_t count = 0;
    if (s->count > SCRIPT_RANGES - 8)
        return;
    size_t needed = x86_tables_needed(&s->space, X86_OP_UNMAP, x86_virt_unchecked(base), size,
                                      x86_phys_unchecked(0), (struct x86_attr){0});
    unsigned left = ram_left(&s->ram) + (unsigned)s->space.reserved;
    enum x86_status status = x86_unmap(&s->space, x86_virt_unchecked(base), size, &s->batch,
                                       cap ? runs : NULL, cap, &count, &done);
    if (!script_range_is_valid(s, base, size)) {
        PROMISE(s, status == X86_NOT_CANONICAL);
        return script_unchanged(s);
    }
    if (needed > left) {
        PROMISE(s, status == X86_NO_FRAME);
        return script_unchanged(s);
    }
    PROMISE(s, status == X86_OK || status == X86_NOT_MAPPED);
    if (status == X86_NOT_MAPPED) {
        PROMISE(s, !truth_overlaps(s, base, base + (size - 1)));
        return;
    }
    PROMISE(s, done <= size && (done == size || count == cap));
    for (size_t i = 0; i < count; i++) {
        struct range *r = truth_at(s, runs[i].base.value);
        PROMISE(s, r && x86_run_is_mapped(&runs[i]) == !r->payload);
        PROMISE(s, r->payload || runs[i].phys.value == r->phys + (runs[i].base.value - r->base));
        bytes += runs[i].size;
    }
    script_forget_written(s, base, done);
    if (done)
        removed = truth_cut(s, base, base + (done - 1));
    PROMISE(s, !cap || bytes == removed, "%#llx reported, %#llx removed", (unsigned long long)bytes,
            (unsigned long long)removed);
}

static inline void script_protect(struct script *s)
{
    uint64_t base, size;
    script_target(s, &base, &size);
    uint64_t last = base + (size - 1);
    struct x86_attr attr = script_attr(s);
    if (s->count > SCRIPT_RANGES / 2)
        return;
    bool valid = script_range_is_valid(s, base, size),
         covered = valid && truth_covers(s, base, last);
    size_t needed = x86_tables_needed(&s->space, X86_OP_UNMAP, x86_virt_unchecked(base), size,
                                      x86_phys_unchecked(0), (struct x86_attr){0});
    unsigned left = ram_left(&s->ram) + (unsigned)s->space.reserved;
    enum x86_status status =
        x86_protect(&s->space, x86_virt_unchecked(base), size, attr, &s->batch, NULL);
    enum x86_status expected = !valid          ? X86_NOT_CANONICAL
                               : !covered      ? X86_NOT_MAPPED
                               : needed > left ? X86_NO_FRAME
                                               : X86_OK;
    PROMISE(s, status == expected, "%d, not %d", status, expected);
    if (status != X86_OK)
        return script_unchanged(s);
    for (uint64_t va = base;;) { /* piece by piece, since frames may jump */
        struct range r = *truth_at(s, va);
        uint64_t to = r.last < last ? r.last : last;
        uint64_t phys = r.phys + (va - r.base);
        (void)truth_cut(s, va, to);
        truth_add(s, (struct range){va, to, phys, attr, 0});
        if (to == last)
            break;
        va = to + 1;
    }
}

static inline void script_resize(struct script *s, unsigned op)
{
    uint64_t base, size;
    script_target(s, &base, &size);
    unsigned level = 1 + (script_byte(s) & 1);
    struct x86_run runs[8];
    size_t count = 0;
    uint64_t done = 0;
    enum x86_status status;
    if (op == 0)
        status = x86_split(&s->space, x86_virt_unchecked(base), size, level, &s->batch);
    else if (op == 1)
        status = x86_merge(&s->space, x86_virt_unchecked(base), size, level + 1, &s->batch, &count);
    else if (op == 2)
        status = x86_trim(&s->space, x86_virt_unchecked(base), size, &s->batch, &count);
    else
        status = x86_harvest(&s->space, x86_virt_unchecked(base), size,
                             level == 1 ? M_A | M_D : M_D, &s->batch, runs, 8, &count, &done);
    PROMISE(s, (status == X86_NOT_CANONICAL) == !script_range_is_valid(s, base, size));
    if (status == X86_OK && op == 3)
        script_forget_written(s, base, done);
    if (status == X86_NO_FRAME)
        script_unchanged(s);
    else
        PROMISE(s, status == X86_OK || status == X86_NOT_CANONICAL, "%d", status);
}

static inline void script_step(struct script *s)
{
    static const char *const names[] = {
        "map",   "map",  "map frames", "payload", "unmap", "unmap", "protect",   "split",
        "merge", "trim", "harvest",    "touch",   "touch", "flush", "allocator", "switch"};
    unsigned op = script_byte(s);
    s->what = names[op & 15];
    s->step++;
    s->ram.until_failure = s->fail_after ? s->fail_after - 1 : RAM_FRAMES;
    s->fail_after = 0;
    script_remember(s);
    uint64_t va = 0;
    switch (op & 15) {
    case 0:
    case 1:
    case 2:
        script_map(s, (op & 15) == 2);
        break;
    case 3:
        script_map_payload(s);
        break;
    case 4:
    case 5:
        script_unmap(s);
        break;
    case 6:
        script_protect(s);
        break;
    case 7:
    case 8:
    case 9:
    case 10:
        script_resize(s, (op & 15) - 7);
        break;
    case 11:
    case 12:
        for (unsigned i = 0; i < 1 + (op >> 4); i++) {
            uint64_t size;
            script_target(s, &va, &size);
            script_touch(s, va + (script_byte(s) & 1 ? size - 1 : 0), script_byte(s));
        }
        break;
    case 13:
        script_flush(s);
        break;
    case 14:
        if (op & 16)
            s->fail_after = 1 + (op >> 5);
        else
            (void)(x86_reserve(&s->space, op >> 5) == X86_OK);
        break;
    default:
        script_switch(s, op >> 4);
    }
    if (getenv("PAGING_TRACE"))
        fprintf(stderr, "# step %u %s: %u ranges, %u frames, batch items %u flags %u\n", s->step,
                s->what, s->count, s->ram.in_use, s->batch.count, s->batch.flags);
    script_check_tables(s);
    script_check_translate(s, script_va(s));
    for (unsigned i = 0; i < 2 && s->count; i++) {
        const struct range *r = &s->ranges[script_byte(s) % s->count];
        script_check_translate(s, r->base);
        script_check_translate(s, r->last);
    }
    if (s->step % 4 == 0)
        script_check_walk(s);
}

/* The first byte chooses: levels, env, a live space, 1G pages, memory encryption. */
static inline void script_run(const uint8_t *bytes, size_t size)
{
    struct script *s = calloc(1, sizeof *s);
    s->bytes = bytes, s->end = bytes + size;
    s->what = "begin";
    s->before = malloc(RAM_FRAMES * 4096ul);
    ram_init(&s->ram);
    unsigned kind = script_byte(s);
    struct x86_format format = {.levels = kind & 1 ? 5 : 4,
                                .largest = kind & 8 ? 2 : 3,
                                .phys_bits = 46,
                                .no_execute = true,
                                .keys = true,
                                .private_bit = kind & 16 ? 1ull << 47 : 0};
    struct x86_paging_env env = {.ctx = s, .alloc = script_alloc, .free = script_free};
    if (kind & 2)
        env.table = script_table;
    else
        env.direct_map = (uintptr_t)s->ram.words - RAM_BASE;
    PROMISE(s, x86_space_init(&s->space, &env, &format) == X86_OK);
    s->space.live = !(kind & 4);
    s->space.pcid = 9;
    for (unsigned i = 0; i < SCRIPT_CPUS; i++) {
        mmu_init(&s->cpus[i], &s->ram, format.levels, s->space.root.value);
        s->cpus[i].page1g = format.largest == 3;
        s->cpus[i].ignored = format.private_bit;
        s->cpus[i].pcide = i > 0;
        s->cpus[i].pcid = i > 0 ? 9 : 0;
        s->cpus[i].pge = !(kind & 32);
    }
    s->batch = x86_tlb_begin(&s->space);
    while (s->bytes < s->end)
        script_step(s);
    s->what = "end";
    script_flush(s);
    script_check_walk(s);
    PROMISE(s, x86_space_release(&s->space) == X86_BUSY);
    x86_tlb_finish(&s->batch);
    PROMISE(s, x86_space_release(&s->space) == X86_OK);
    PROMISE(s, s->ram.in_use == 0 && !s->ram.double_free, "%u frames lost", s->ram.in_use);
    for (unsigned i = 0; i < SCRIPT_CPUS; i++)
        mmu_release(&s->cpus[i]);
    ram_release(&s->ram);
    free(s->before);
    free(s);
}
