/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Address spaces: trees of page tables, 4 or 5 levels, changed by ranges.
 *
 *     struct x86_paging_env env = x86_env_offset(DIRECT_MAP);
 *     env.alloc = frame_alloc, env.free = frame_free;
 *     struct x86_space space;
 *     status = x86_space_init(&space, &env, &format);
 *
 *     struct x86_tlb_batch batch = x86_tlb_begin(&space);
 *     status = x86_map(&space, base, to, size, (struct x86_attr){.write = true}, &batch, NULL);
 *     x86_tlb_flush(&batch, invpcid), x86_tlb_finish(&batch);
 *
 * Rules that hold for every call here:
 * - A range is `base` and `size` in bytes, multiples of 4K, size not 0, both ends in the same half
 *   of the address space. A page is a range of one page.
 * - A refused call has changed nothing: the whole range is checked, and the tables it takes are
 *   allocated, before the first entry is written. x86_tables_needed() and x86_reserve() do that
 *   part ahead of time; then the call cannot fail for want of memory.
 * - A new table is zeroed or filled before it is linked, entries are read and written as one atomic
 *   word, and what a CPU may write to (A, D) is exchanged, not overwritten.
 * - Tables grant all rights; rights are those of the leaves. In a tree made by others (adopted) a
 *   table may withhold one: x86_translate() and the walk report what results, and a call that asks
 *   for more than a table above grants gets X86_WITHHELD, for widening it would widen neighbours.
 * - Nobody else changes the tables of a space, but the CPU (A and D) and, in an upper half that is
 *   shared, the calls on the other spaces that share it.
 * - Tables that become empty by an unmap which covers all they could hold are unlinked and freed
 *   with the batch; x86_trim() frees the others that are empty.
 *
 * Errors that every changing call may return, besides those stated with it: X86_NOT_ALIGNED,
 * X86_NOT_CANONICAL (the range touches the hole), X86_INVALID (size 0, a field of an attribute out
 * of range, another space's batch), X86_TOO_WIDE (physical range), X86_UNSUPPORTED (the format has
 * no such key or bit), X86_NO_FRAME.
 *
 * Threads: one writer per space at a time (the caller's lock). x86_translate() and the walk may run
 * beside it; they hold no pointer between calls, and freed tables are the caller's to delay
 * (finish the batch when no reader is inside). SDM Vol. 3A chapter 4.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/compiler.h"
#include "x86_64/entry.h"
#include "x86_64/status.h"
#include "x86_64/tlb.h"

X86_BEGIN

/* ---- How page tables are reached and paid for -------------------------------------------------*/

/* A table: its frame, an address that it translates, and its level. */
struct x86_table_at {
    struct x86_phys frame;
    struct x86_virt va;
    uint8_t level;
};

struct x86_paging_env {
    void *ctx;
    /* Where physical address 0 is mapped; used, without a call, when `table` is NULL. */
    uintptr_t direct_map;
    /* The 512 entries of a table that is linked. Pointers to one table of each level stay valid at
     * a time. NULL as a result: out of reach; the entry above is then treated as malformed. */
    uint64_t *(*table)(void *ctx, struct x86_table_at at);
    /* The 512 entries of a frame that is not linked, valid until the next call. NULL: as `table`.
     */
    uint64_t *(*fresh)(void *ctx, struct x86_phys frame);
    /* One 4K frame of any contents, or false. NULL: only reserved frames are used. */
    bool (*alloc)(void *ctx, struct x86_phys *ret_frame);
    /* Called by x86_tlb_finish() and x86_space_release(), and with frames that never were linked
     * when a call is refused. NULL: frames stay in the reserve. */
    void (*free)(void *ctx, struct x86_phys frame);
    /* A table was linked or unlinked; for envs that see tables through tables. May be NULL. */
    void (*changed)(void *ctx, struct x86_table_at at, struct x86_tlb_batch *batch);
    /* It sees the space in CR3 only: x86_space_init(), _share_upper() and _release()
     * are refused. */
    bool active_only;
};

/* ---- Address spaces ---------------------------------------------------------------------------*/

enum x86_upper {
    X86_UPPER_OWN,      /* the upper half is this space's own */
    X86_UPPER_LENT,     /* others use its tables: its top-level entries stay as they are */
    X86_UPPER_BORROWED, /* it is another space's: ditto, and not released with this one */
};

/* Read what you like; only `pcid` and `live` are the caller's to write. */
struct x86_space {
    struct x86_paging_env env;
    struct x86_format format;
    struct x86_phys root;
    uint64_t frame_mask;     /* bits of an entry that hold an address */
    uint64_t refused_bits;   /* bits of an attribute that this format does not have */
    struct x86_phys reserve; /* the first reserved frame; each holds the next */
    size_t reserved;         /* how many */
    uint64_t generation;     /* batches begun so far */
    uint32_t open_batches;
    uint16_t pcid; /* what its batches flush; see x86_64/pcid.h */
    uint8_t va_bits;
    bool live;  /* a CPU may walk it; x86_space_load() sets it. Clear it when no CPU can any more */
    bool plain; /* 4 levels and a direct map, which x86_translate() does without a call */
    enum x86_upper upper;
    /* The table of 4K pages that was used last, in an env with a direct map: its first address (or
     * an odd number), its entries, and the rights that the tables above it grant. */
    uint64_t last_base;
    uint64_t *last_table;
    uint64_t last_granted;
};

/* A new, empty space: one zeroed root table from env->alloc. `env` and `format` are copied.
 * X86_INVALID: format out of range, no alloc, or the env sees the active space only. */
X86_MUST_CHECK enum x86_status x86_space_init(struct x86_space *space,
                                              const struct x86_paging_env *env,
                                              const struct x86_format *format);

/* Takes over the tree that `cr3` (of this CPU, or of a dump) points to; nothing is read yet. The
 * space is live, and its PCID is 0 until you set it. X86_INVALID as above. */
X86_MUST_CHECK enum x86_status x86_space_adopt(struct x86_space *space,
                                               const struct x86_paging_env *env,
                                               const struct x86_format *format, uint64_t cr3);

/* Gives each of the 256 top-level entries of the upper half a table, so that what is mapped there
 * later is seen by all spaces that share it. Keep what is there. X86_MAPPED: a malformed entry. */
X86_MUST_CHECK enum x86_status x86_space_fill_upper(struct x86_space *space,
                                                    struct x86_tlb_batch *batch);

/* Lets `space`, whose upper half is empty, use that of `kernel`: copies the top-level entries and
 * pins them in both. Release the kernel's space last. X86_MAPPED: the upper half is not empty;
 * X86_INVALID: the formats differ, or an env sees the active space only. */
X86_MUST_CHECK enum x86_status x86_space_share_upper(struct x86_space *space,
                                                     struct x86_space *kernel);

/* The value for CR3: root and PCID; `keep` (bit 63): do not flush that PCID. */
static inline uint64_t x86_space_cr3(const struct x86_space *space, bool keep)
{
    return space->root.value | space->format.private_bit | space->pcid |
           (keep ? X86_CR3_NO_FLUSH : 0);
}

/* Makes it this CPU's space. `keep` needs CR4.PCIDE: see x86_64/pcid.h. CPL 0. */
static inline void x86_space_load(struct x86_space *space, bool keep)
{
    struct x86_cr3 cr3 = {x86_space_cr3(space, keep)};
    space->live = true;
    x86_cr3_write(cr3);
}

/* Frees all tables but a borrowed upper half, the reserve and the root, at once: no CPU may have
 * the space in CR3 or cached under a PCID that is in use. Pages stay the caller's.
 * X86_BUSY: a batch is open. X86_INVALID: the env sees the active space only. */
X86_MUST_CHECK enum x86_status x86_space_release(struct x86_space *space);

/* ---- Changing ---------------------------------------------------------------------------------*/

/* What stood in the way, and where: the entry as it was found, at `level`, translating `va`. */
struct x86_conflict {
    struct x86_virt va;
    uint64_t entry;
    uint8_t level;
};

/* Neighbouring pages of one level and equal attributes over one physical range; or payloads. */
struct x86_run {
    struct x86_virt base;
    uint64_t size;
    struct x86_phys phys;
    uint64_t entry; /* the first leaf, with A and D if any page had them, and from a walk with the
                     * rights as they result from all levels; or a payload's entry */
    uint8_t level;
};

static inline bool x86_run_is_mapped(const struct x86_run *run)
{
    return (run->entry & X86_ENTRY_P) != 0;
}

/* What one address is mapped to. */
struct x86_mapping {
    struct x86_phys phys; /* of the very address asked for */
    uint64_t entry;       /* the leaf, with the rights as they result from all levels */
    uint8_t level;        /* 1: a 4K page, 2: 2M, 3: 1G */
};

/* What the inline functions below call; use those. */
enum x86_status x86_map_page_(struct x86_space *space, struct x86_virt base, struct x86_phys to,
                              uint64_t bits, struct x86_tlb_batch *batch,
                              struct x86_conflict *ret_conflict);
enum x86_status x86_map_range_(struct x86_space *space, struct x86_virt base, struct x86_phys to,
                               uint64_t size, uint64_t bits, struct x86_tlb_batch *batch,
                               struct x86_conflict *ret_conflict);
uint64_t x86_unmap_page_(struct x86_space *space, struct x86_virt base, struct x86_tlb_batch *batch,
                         bool harvest);
enum x86_status x86_unmap_range_(struct x86_space *space, struct x86_virt base, uint64_t size,
                                 struct x86_tlb_batch *batch, struct x86_run *runs, size_t cap,
                                 size_t *ret_runs, uint64_t *ret_done);
bool x86_translate_env_(const struct x86_space *space, struct x86_virt va,
                        struct x86_mapping *ret_mapping);

/* Maps [base, base + size) to the physical range from `to` on, with pages as large as alignment,
 * the format and attr.largest allow; what is there must be empty.
 * X86_MAPPED: something is there; *ret_conflict (may be NULL) is the first of it.
 * X86_WITHHELD: ditto, a table's entry. X86_BORROWED: a shared top-level entry is missing. */
X86_MUST_CHECK static inline enum x86_status x86_map_bits(struct x86_space *space,
                                                          struct x86_virt base, struct x86_phys to,
                                                          uint64_t size, uint64_t bits,
                                                          struct x86_tlb_batch *batch,
                                                          struct x86_conflict *ret_conflict)
{
    return size == X86_PAGE_4K ? x86_map_page_(space, base, to, bits, batch, ret_conflict)
                               : x86_map_range_(space, base, to, size, bits, batch, ret_conflict);
}

/* x86_map_bits() with rights by name. */
X86_MUST_CHECK static inline enum x86_status x86_map(struct x86_space *space, struct x86_virt base,
                                                     struct x86_phys to, uint64_t size,
                                                     struct x86_attr attr,
                                                     struct x86_tlb_batch *batch,
                                                     struct x86_conflict *ret_conflict)
{
    return x86_map_bits(space, base, to, size, x86_attr_bits(attr), batch, ret_conflict);
}

/* Maps `n` 4K frames, in the order of the array, to neighbouring pages. Errors of x86_map(). */
X86_MUST_CHECK enum x86_status x86_map_frames(struct x86_space *space, struct x86_virt base,
                                              const struct x86_phys *frames, size_t n,
                                              struct x86_attr attr, struct x86_tlb_batch *batch,
                                              struct x86_conflict *ret_conflict);

/* Puts `payload` (below 2^63, not 0) into every 4K page of an empty range: not mapped, but taken.
 * x86_unmap() drops it, the walk shows it. Errors of x86_map(). See x86_entry_payload(). */
X86_MUST_CHECK enum x86_status x86_map_payload(struct x86_space *space, struct x86_virt base,
                                               uint64_t size, uint64_t payload,
                                               struct x86_tlb_batch *batch,
                                               struct x86_conflict *ret_conflict);

/* Unmaps all pages and payloads in the range; large pages that reach out of it are split. Holes are
 * passed over. What was removed is appended to `runs`, at most `cap`; when that is full the call
 * stops early with X86_OK. *ret_done (may be NULL) is how many bytes of the range are dealt with:
 * flush, finish, free the frames, go on there. With `runs` NULL frames are the caller's business
 * and the range is done in one go. X86_NOT_MAPPED: no page or payload was there; all bytes are
 * done, and empty tables that the range covers are unlinked all the same. */
X86_MUST_CHECK static inline enum x86_status x86_unmap(struct x86_space *space,
                                                       struct x86_virt base, uint64_t size,
                                                       struct x86_tlb_batch *batch,
                                                       struct x86_run *runs, size_t cap,
                                                       size_t *ret_runs, uint64_t *ret_done)
{
    uint64_t entry = 0;
    if (size == X86_PAGE_4K && (!runs || (cap != 0 && ret_runs)))
        entry = x86_unmap_page_(space, base, batch, runs != NULL);
    if (entry == 0)
        return x86_unmap_range_(space, base, size, batch, runs, cap, ret_runs, ret_done);
    if (runs) {
        runs->base = base;
        runs->size = X86_PAGE_4K;
        runs->phys.value = entry & space->frame_mask;
        runs->entry = entry;
        runs->level = 1;
    }
    if (ret_runs)
        *ret_runs = runs ? 1 : 0;
    if (ret_done)
        *ret_done = size;
    return X86_OK;
}

/* Gives all pages of a range, which must be mapped throughout, a new attribute; large pages that
 * reach out of it are split. Frame, A and D stay; attr.largest does not matter. Changing .shared
 * takes cache flushes too, which are the caller's (APM Vol. 2 section 15.34.9).
 * X86_NOT_MAPPED, X86_WITHHELD: *ret_conflict. */
X86_MUST_CHECK enum x86_status x86_protect_bits(struct x86_space *space, struct x86_virt base,
                                                uint64_t size, uint64_t bits,
                                                struct x86_tlb_batch *batch,
                                                struct x86_conflict *ret_conflict);

/* x86_protect_bits() with rights by name. */
X86_MUST_CHECK static inline enum x86_status x86_protect(struct x86_space *space,
                                                         struct x86_virt base, uint64_t size,
                                                         struct x86_attr attr,
                                                         struct x86_tlb_batch *batch,
                                                         struct x86_conflict *ret_conflict)
{
    return x86_protect_bits(space, base, size, x86_attr_bits(attr), batch, ret_conflict);
}

/* Clears A, or D, or both (`mask` of X86_ENTRY_A and _D) in a range and appends the pages that had
 * one of them to `runs`, as x86_unmap() does. Payloads and holes are passed over. */
X86_MUST_CHECK enum x86_status x86_harvest(struct x86_space *space, struct x86_virt base,
                                           uint64_t size, uint64_t mask,
                                           struct x86_tlb_batch *batch, struct x86_run *runs,
                                           size_t cap, size_t *ret_runs, uint64_t *ret_done);

/* Makes sure that pages in the range are of `level` (1 or 2) at most, so that later calls on parts
 * of it need no tables. Holes are passed over. */
X86_MUST_CHECK enum x86_status x86_split(struct x86_space *space, struct x86_virt base,
                                         uint64_t size, unsigned level,
                                         struct x86_tlb_batch *batch);

/* Turns tables whose pages lie wholly in the range, are of one attribute and one aligned physical
 * range into one large page, up to `level` (2 or 3; cut to what the format has). Needs no memory.
 * *ret_merged (may be NULL): how many large pages were made. Keep A and D set when in doubt. */
X86_MUST_CHECK enum x86_status x86_merge(struct x86_space *space, struct x86_virt base,
                                         uint64_t size, unsigned level, struct x86_tlb_batch *batch,
                                         size_t *ret_merged);

/* Unlinks the tables that lie wholly in the range and are empty. *ret_trimmed may be NULL. */
X86_MUST_CHECK enum x86_status x86_trim(struct x86_space *space, struct x86_virt base,
                                        uint64_t size, struct x86_tlb_batch *batch,
                                        size_t *ret_trimmed);

/* ---- Paying ahead -----------------------------------------------------------------------------*/

enum x86_op {
    X86_OP_MAP,   /* `to` and `attr.largest` matter; x86_map_payload(): largest 1 */
    X86_OP_UNMAP, /* and protect, and harvest: splits at the ends */
    X86_OP_SPLIT, /* attr.largest is x86_split()'s level */
};

/* How many tables the call would take, 0 when it would be refused for another reason. */
size_t x86_tables_needed(const struct x86_space *space, enum x86_op op, struct x86_virt base,
                         uint64_t size, struct x86_phys to, struct x86_attr attr);

/* Makes the reserve hold `tables` frames or more. X86_NO_FRAME: it holds as many as before; in an
 * env without free, as many as there were to be had. */
X86_MUST_CHECK enum x86_status x86_reserve(struct x86_space *space, size_t tables);

/* ---- Looking ----------------------------------------------------------------------------------*/

/* What the CPU would find at `va`. False: not canonical, not mapped, or malformed. Keys, SMEP and
 * the like are not applied; the entry has the key. */
X86_MUST_CHECK static inline bool x86_translate(const struct x86_space *space, struct x86_virt va,
                                                struct x86_mapping *ret_mapping)
{
    const uint64_t rights = X86_ENTRY_RW | X86_ENTRY_US, test = X86_ENTRY_P | X86_ENTRY_PS;
    const uint64_t mask = space->frame_mask;
    const uintptr_t map = space->env.direct_map;
    uint64_t entry = space->root.value, all = rights, any = 0;
    if (__builtin_expect(!space->plain, 0)) {
        struct x86_mapping found; /* so that *ret_mapping can live in registers */
        if (!x86_translate_env_(space, va, &found))
            return false;
        *ret_mapping = found;
        return true;
    }
    if (__builtin_expect((va.value + (1ULL << 47)) >> 48 != 0, 0)) /* not canonical */
        return false;
#pragma GCC unroll 4
    for (unsigned level = 4; level > 0; level--) {
        /* Relaxed is enough: the address comes out of the load before. */
        const uint64_t *table = (const uint64_t *)(map + (uintptr_t)(entry & mask));
        entry = __atomic_load_n(&table[x86_virt_index(va, level)], __ATOMIC_RELAXED);
        if (level > 1 && __builtin_expect((entry & test) == X86_ENTRY_P, 1)) {
            all &= entry;
            any |= entry;
            continue;
        }
        if (!x86_entry_is_leaf(entry, level))
            return false;
        uint64_t inside = x86_level_size(level) - 1;
        ret_mapping->phys.value = (entry & mask & ~inside) | (va.value & inside);
        ret_mapping->entry = (entry & (all | ~rights)) | (any & X86_ENTRY_XD);
        ret_mapping->level = (uint8_t)level;
        return true;
    }
    return false;
}

/* The payload at `va`; false when there is none. */
X86_MUST_CHECK bool x86_payload(const struct x86_space *space, struct x86_virt va,
                                uint64_t *ret_payload);

X86_END
