/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a CPU does with page tables, modelled for tests from SDM Vol. 3A chapter 4, and RAM for it.
 * It shares no code and no constant with the library: it is the second opinion.
 *
 *   struct ram    frames with an allocator that can be told to fail; free and new frames are full
 *                 of garbage that looks like present entries, so an unready table shows
 *   struct mmu    one CPU: CR3, CR4, PKRU, a TLB and paging-structure caches that forget nothing
 *                 of their own accord; whoever forgets a flush meets the stale entry
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RAM_FRAMES 320u
#define RAM_BASE   0x7000000ull

struct ram {
    uint64_t (*words)[512];
    bool used[RAM_FRAMES];
    unsigned in_use;
    unsigned next;
    unsigned until_failure; /* allocations that still succeed */
    bool double_free;
};

static inline uint64_t *ram_frame(const struct ram *ram, uint64_t phys)
{
    if (phys < RAM_BASE || phys >= RAM_BASE + RAM_FRAMES * 4096ull || phys & 4095)
        return NULL;
    return ram->words[(phys - RAM_BASE) / 4096];
}

static inline void ram_poison(uint64_t *frame)
{
    for (unsigned i = 0; i < 512; i++)
        frame[i] = 0x00a5a5a5a5a5a007ull + i * 4096ull;
}

static inline void ram_init(struct ram *ram)
{
    memset(ram, 0, sizeof *ram);
    ram->words = aligned_alloc(4096, RAM_FRAMES * 4096ul);
    for (unsigned i = 0; i < RAM_FRAMES; i++)
        ram_poison(ram->words[i]);
    ram->until_failure = RAM_FRAMES;
}

static inline void ram_release(struct ram *ram)
{
    free(ram->words);
}

/* Frames still to be had. */
static inline unsigned ram_left(const struct ram *ram)
{
    unsigned left = RAM_FRAMES - ram->in_use;
    return left < ram->until_failure ? left : ram->until_failure;
}

static inline bool ram_alloc(struct ram *ram, uint64_t *ret_phys)
{
    if (ram_left(ram) == 0)
        return false;
    while (ram->used[ram->next % RAM_FRAMES])
        ram->next++;
    unsigned i = ram->next++ % RAM_FRAMES;
    ram->used[i] = true;
    ram->in_use++;
    ram->until_failure--;
    *ret_phys = RAM_BASE + i * 4096ull;
    return true;
}

static inline void ram_free(struct ram *ram, uint64_t phys)
{
    uint64_t i = (phys - RAM_BASE) / 4096;
    if (!ram_frame(ram, phys) || !ram->used[i]) {
        ram->double_free = true;
        return;
    }
    ram->used[i] = false;
    ram->in_use--;
    ram_poison(ram->words[i]);
}

/* ---- The CPU ----------------------------------------------------------------------------------*/

enum {
    M_P = 1,
    M_W = 2,
    M_U = 4,
    M_A = 0x20,
    M_D = 0x40,
    M_PS = 0x80,
    M_G = 0x100,
};
#define M_XD (1ull << 63)

/* Page-fault error code, SDM figure 4-12; M_NONE: no fault. */
enum { F_P = 1, F_W = 2, F_U = 4, F_RSVD = 8, F_FETCH = 16, F_KEY = 32, F_NONE = -1 };

struct mmu_leaf {
    uint64_t base, size, phys;
    uint64_t entry; /* of the leaf */
    uint64_t *at;   /* where it is */
    bool w, u, x;   /* all levels together */
    unsigned level;
};

struct mmu_cached {
    uint64_t base, size; /* what it translates; size 0: free slot */
    uint64_t phys;       /* the page, or the table */
    uint64_t entry;
    unsigned level; /* of the page; of the table */
    uint16_t pcid;
    bool global, w, u, x, dirty;
};

#define MMU_SLOTS 512u

struct mmu_caches {
    struct mmu_cached tlb[MMU_SLOTS], tables[MMU_SLOTS];
    unsigned tlb_next, tables_next;
};

struct mmu {
    const struct ram *ram;
    unsigned levels, phys_bits;
    bool nx, page1g;
    uint64_t ignored; /* the bit of memory encryption */
    /* registers */
    uint64_t root;
    uint16_t pcid;
    bool pge, pcide, wp, smep, smap, ac, pke, pks;
    uint32_t pkru, pkrs;
    struct mmu_caches *caches; /* NULL: nothing is kept, the pure walk */
};

static inline void mmu_init(struct mmu *mmu, const struct ram *ram, unsigned levels, uint64_t root)
{
    memset(mmu, 0, sizeof *mmu);
    mmu->ram = ram, mmu->levels = levels, mmu->root = root;
    mmu->caches = calloc(1, sizeof *mmu->caches);
    mmu->phys_bits = 46, mmu->nx = mmu->page1g = mmu->wp = mmu->pge = true;
}

static inline void mmu_release(struct mmu *mmu)
{
    free(mmu->caches);
}

static inline unsigned mmu_shift(unsigned level)
{
    return 12 + 9 * (level - 1);
}

static inline bool mmu_canonical(const struct mmu *mmu, uint64_t va)
{
    int64_t top = (int64_t)va >> (mmu_shift(mmu->levels + 1) - 1);
    return top == 0 || top == -1;
}

static inline bool mmu_reserved(const struct mmu *mmu, uint64_t e, unsigned level)
{
    uint64_t above = ((1ull << 52) - 1) & ~((1ull << mmu->phys_bits) - 1) & ~mmu->ignored;
    if (e & above || (!mmu->nx && e & M_XD))
        return true;
    if (e & M_PS && level > 1) {
        if (level > 3 || (level == 3 && !mmu->page1g))
            return true;
        return (e & ((1ull << mmu_shift(level)) - 1) & ~0x1fffull) != 0;
    }
    return false;
}

static inline uint64_t mmu_phys(const struct mmu *mmu, uint64_t e)
{
    return e & ((1ull << 52) - 1) & ~0xfffull & ~mmu->ignored;
}

static inline void mmu_keep(struct mmu_cached *cache, unsigned *next, struct mmu_cached new)
{
    cache[(*next)++ % MMU_SLOTS] = new;
}

/* Finds the leaf for `va`, beginning at the deepest cached table unless there are no caches; sets A
 * in what it passes when `touch`. Returns a fault's code or F_NONE. */
static inline int mmu_walk(struct mmu *mmu, uint64_t va, bool touch, struct mmu_leaf *leaf)
{
    unsigned level = mmu->levels;
    uint64_t table = mmu->root;
    bool w = true, u = true, x = true;
    for (unsigned i = 0; mmu->caches && i < MMU_SLOTS; i++) {
        const struct mmu_cached *c = &mmu->caches->tables[i];
        if (c->size && va - c->base < c->size && c->pcid == mmu->pcid && c->level < level)
            level = c->level, table = c->phys, w = c->w, u = c->u, x = c->x;
    }
    for (;; level--) {
        uint64_t *words = ram_frame(mmu->ram, table);
        if (!words)
            return F_P | F_RSVD; /* the walk has left the RAM: a table of garbage */
        uint64_t *at = &words[va >> mmu_shift(level) & 511], e = *at;
        if (!(e & M_P))
            return 0;
        if (mmu_reserved(mmu, e, level))
            return F_P | F_RSVD;
        w = w && e & M_W, u = u && e & M_U, x = x && !(e & M_XD);
        if (touch)
            *at |= M_A;
        uint64_t size = 1ull << mmu_shift(level), base = va & ~(size - 1);
        if (level == 1 || e & M_PS) {
            *leaf = (struct mmu_leaf){base, size, mmu_phys(mmu, e) & ~(size - 1), e, at, w, u,
                                      x,    level};
            return F_NONE;
        }
        table = mmu_phys(mmu, e);
        if (touch && mmu->caches)
            mmu_keep(mmu->caches->tables, &mmu->caches->tables_next,
                     (struct mmu_cached){base, size, table, e, level - 1, mmu->pcid, false, w, u, x,
                                         false});
    }
}

struct mmu_access {
    bool write, user, fetch;
};

/* SDM 4.6.1 and 4.6.2. */
static inline bool mmu_allowed(const struct mmu *mmu, const struct mmu_cached *t,
                               struct mmu_access a, int *ret_fault)
{
    int fault = F_P | (a.write ? F_W : 0) | (a.user ? F_U : 0) |
                (a.fetch && (mmu->nx || mmu->smep) ? F_FETCH : 0);
    bool ok = true;
    if (a.user && !t->u)
        ok = false;
    if (a.write && !t->w && (a.user || mmu->wp))
        ok = false;
    if (a.fetch && !t->x)
        ok = false;
    if (!a.user && t->u && ((a.fetch && mmu->smep) || (!a.fetch && mmu->smap && !mmu->ac)))
        ok = false;
    unsigned key = t->entry >> 59 & 15;
    uint32_t rights = t->u ? mmu->pkru : mmu->pkrs;
    if ((t->u ? mmu->pke : mmu->pks) && !a.fetch) {
        bool no_access = rights >> (2 * key) & 1, no_write = rights >> (2 * key + 1) & 1;
        if (no_access || (no_write && a.write && (a.user || mmu->wp)))
            ok = false, fault |= F_KEY;
    }
    *ret_fault = fault;
    return ok;
}

/* One access, as the CPU makes it: through the TLB, whatever the tables say by now. */
static inline int mmu_access(struct mmu *mmu, uint64_t va, struct mmu_access a, uint64_t *ret_phys)
{
    struct mmu_leaf leaf;
    int fault;
    if (!mmu_canonical(mmu, va))
        return 0;
    for (unsigned i = 0; i < MMU_SLOTS; i++) {
        struct mmu_cached *t = &mmu->caches->tlb[i];
        if (!t->size || va - t->base >= t->size || (!t->global && t->pcid != mmu->pcid))
            continue;
        if (!mmu_allowed(mmu, t, a, &fault) || (a.write && !t->dirty)) {
            t->size = 0; /* the CPU walks again before it faults or sets D */
            continue;
        }
        *ret_phys = t->phys + (va - t->base);
        return F_NONE;
    }
    fault = mmu_walk(mmu, va, true, &leaf);
    if (fault != F_NONE)
        return fault | (a.write ? F_W : 0) | (a.user ? F_U : 0);
    struct mmu_cached t = {leaf.base,
                           leaf.size,
                           leaf.phys,
                           leaf.entry,
                           leaf.level,
                           mmu->pcid,
                           mmu->pge && leaf.entry & M_G,
                           leaf.w,
                           leaf.u,
                           leaf.x,
                           false};
    if (!mmu_allowed(mmu, &t, a, &fault))
        return fault;
    if (a.write)
        *leaf.at |= M_D;
    t.dirty = *leaf.at & M_D;
    mmu_keep(mmu->caches->tlb, &mmu->caches->tlb_next, t);
    *ret_phys = t.phys + (va - t.base);
    return F_NONE;
}

/* ---- Flushing: each as weak as the manual allows ----------------------------------------------*/

static inline void mmu_drop(struct mmu *mmu, bool by_va, uint64_t va, bool by_pcid, uint16_t pcid,
                            bool global)
{
    for (unsigned i = 0; i < MMU_SLOTS; i++) {
        struct mmu_cached *t = &mmu->caches->tlb[i], *s = &mmu->caches->tables[i];
        if ((!by_va || va - t->base < t->size) &&
            (t->global ? global : !by_pcid || t->pcid == pcid))
            t->size = 0;
        if ((!by_va || va - s->base < s->size) && (!by_pcid || s->pcid == pcid))
            s->size = 0;
    }
}

static inline void mmu_invlpg(struct mmu *mmu, uint64_t va)
{
    mmu_drop(mmu, true, va, true, mmu->pcid, true);
}

static inline void mmu_invpcid(struct mmu *mmu, unsigned type, uint16_t pcid, uint64_t va)
{
    mmu_drop(mmu, type == 0, va, type < 2, pcid, type == 2);
}

/* APM Vol. 3 "INVLPGB", as one CPU hears it: RAX bits 4:0 and 63:12, the pages, their distance. */
static inline void mmu_invlpgb(struct mmu *mmu, uint64_t rax, unsigned pages, uint64_t distance,
                               uint16_t pcid)
{
    struct mmu_caches *c = mmu->caches;
    bool by_va = rax & 1, by_pcid = rax & 2, global = rax & 8, leaves_only = rax & 16;
    for (unsigned page = 0; page < pages; page++) {
        uint64_t va = (rax & ~0xfffull) + page * distance;
        for (unsigned i = 0; i < MMU_SLOTS; i++) {
            struct mmu_cached *t = &c->tlb[i], *s = &c->tables[i];
            if ((!by_va || va - t->base < t->size) &&
                (t->global ? global : !by_pcid || t->pcid == pcid))
                t->size = 0;
            if (!leaves_only && (!by_va || va - s->base < s->size) && (!by_pcid || s->pcid == pcid))
                s->size = 0;
        }
    }
}

static inline void mmu_set_cr3(struct mmu *mmu, uint64_t cr3)
{
    mmu->root = cr3 & ((1ull << 52) - 1) & ~0xfffull & ~mmu->ignored;
    mmu->pcid = mmu->pcide ? cr3 & 0xfff : 0;
    if (!(mmu->pcide && cr3 >> 63))
        mmu_drop(mmu, false, 0, true, mmu->pcid, false);
}

static inline void mmu_toggle_pge(struct mmu *mmu)
{
    mmu_drop(mmu, false, 0, false, 0, true);
}

static inline uint64_t mmu_cr3(const struct mmu *mmu)
{
    return mmu->root | mmu->ignored | (mmu->pcide ? mmu->pcid : 0);
}

static inline uint64_t mmu_cr4(const struct mmu *mmu)
{
    return (mmu->pge ? 1u << 7 : 0) | (mmu->pcide ? 1u << 17 : 0);
}

/* ---- Asking -----------------------------------------------------------------------------------*/

/* The pure walk from `root`: what the tables say, no caches, no traces. */
static inline int mmu_look(const struct mmu *mmu, uint64_t root, uint64_t va, struct mmu_leaf *leaf)
{
    struct mmu pure = *mmu;
    pure.root = root, pure.caches = NULL;
    return mmu_canonical(mmu, va) ? mmu_walk(&pure, va, false, leaf) : 0;
}

/* The first cached translation of `pcid` (and global ones) that differs from the tables under
 * `root`, be it in the page's size only, for later flushes go by the size in the tables; false when
 * all agree. `why` gets its description. */
static inline bool mmu_find_stale(const struct mmu *mmu, uint64_t root, uint16_t pcid,
                                  char why[160])
{
    for (unsigned i = 0; i < MMU_SLOTS; i++) {
        const struct mmu_cached *t = &mmu->caches->tlb[i], *s = &mmu->caches->tables[i];
        struct mmu_leaf leaf;
        uint64_t step = t->size > 0x200000 ? 0x200000 : 4096;
        for (uint64_t off = 0; (t->pcid == pcid || t->global) && off < t->size; off += step) {
            if (mmu_look(mmu, root, t->base + off, &leaf) == F_NONE &&
                leaf.phys + (t->base + off - leaf.base) == t->phys + off && leaf.size == t->size &&
                leaf.w == t->w && leaf.u == t->u && leaf.x == t->x &&
                (leaf.entry ^ t->entry) >> 59 << 1 == 0 && leaf.entry & M_A &&
                (!t->dirty || leaf.entry & M_D))
                continue;
            snprintf(why, 160, "stale page %#llx level %u pcid %u%s", (unsigned long long)t->base,
                     t->level, t->pcid, t->global ? " global" : "");
            return true;
        }
        if (!s->size || s->pcid != pcid)
            continue;
        uint64_t table = root;
        bool ok = true;
        for (unsigned level = mmu->levels; ok && level > s->level; level--) {
            const uint64_t *words = ram_frame(mmu->ram, table);
            uint64_t e = words ? words[s->base >> mmu_shift(level) & 511] : 0;
            ok = e & M_P && !(e & M_PS);
            table = mmu_phys(mmu, e);
        }
        if (!ok || table != s->phys) {
            snprintf(why, 160, "stale table %#llx level %u pcid %u", (unsigned long long)s->base,
                     s->level, s->pcid);
            return true;
        }
    }
    return false;
}

/* Everything below `root`, read straight from RAM, to a callback; returns the number of tables, the
 * root among them, or 0 when one of them is not an allocated frame or is met twice. */
struct mmu_tree {
    const struct mmu *mmu;
    void (*leaf)(void *ctx, uint64_t va, uint64_t entry, unsigned level);
    void *ctx;
    bool met[RAM_FRAMES];
    bool broken;
};

static inline unsigned mmu_tree_table(struct mmu_tree *tree, uint64_t phys, uint64_t va,
                                      unsigned level)
{
    const uint64_t *words = ram_frame(tree->mmu->ram, phys);
    uint64_t i = words ? (phys - RAM_BASE) / 4096 : 0;
    unsigned tables = 1;
    if (!words || !tree->mmu->ram->used[i] || tree->met[i]) {
        tree->broken = true;
        return 0;
    }
    tree->met[i] = true;
    for (unsigned k = 0; k < 512; k++) {
        uint64_t e = words[k], sub = va | (uint64_t)k << mmu_shift(level);
        if (level == tree->mmu->levels && k >= 256)
            sub |= ~((1ull << (mmu_shift(level) + 9)) - 1);
        if (e & M_P && level > 1 && !(e & M_PS))
            tables += mmu_tree_table(tree, mmu_phys(tree->mmu, e), sub, level - 1);
        else if (e)
            tree->leaf(tree->ctx, sub, e, level);
    }
    return tables;
}

static inline unsigned mmu_enumerate(struct mmu_tree *tree, uint64_t root)
{
    unsigned tables = mmu_tree_table(tree, root, 0, tree->mmu->levels);
    return tree->broken ? 0 : tables;
}
