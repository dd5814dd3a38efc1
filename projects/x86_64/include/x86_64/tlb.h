/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The duty to flush, as an object. Whatever changes a translation that a CPU may have cached takes
 * a batch and writes the duty into it; the batch is then carried out where it is due:
 *
 *     struct x86_tlb_batch batch = x86_tlb_begin(&space);
 *     status = x86_unmap(&space, base, size, &batch, NULL, 0, NULL, NULL);
 *     x86_tlb_flush(&batch, invpcid);   here, and wherever else the space may be cached:
 *     send(&batch);                    the batch is a plain value, they call x86_tlb_flush() too
 *     x86_tlb_finish(&batch);      when all have: only now retired tables go back to the allocator
 *
 * A batch notes page ranges, up to X86_TLB_ITEMS of them, neighbours joined; whether a global page
 * or a part of the kernel half that other spaces share was among them; and whether tables were
 * unlinked, since a CPU also caches those (paging-structure caches). x86_tlb_plan() turns that into
 * steps for one CPU: a page at a time up to X86_TLB_PAGES pages, else a whole PCID or everything.
 * In a space that no CPU can walk (x86_space.live is false) nothing is noted. On CPUs with INVLPGB
 * x86_tlb_broadcast() does for all of them at once.
 *
 * Threads: begin, finish and the noting belong to the one writer of the space; flush and plan read
 * only and may run on all CPUs at once. SDM Vol. 3A section 4.10.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/compiler.h"
#include "x86_64/instructions/tlb.h"
#include "x86_64/registers/control.h"

X86_BEGIN

struct x86_space;

#define X86_TLB_ITEMS 8u  /* ranges that one batch can tell apart */
#define X86_TLB_PAGES 32u /* more than so many pages: one whole flush is cheaper */

#define X86_TLB_FULL   1u /* the ranges are too many to name */
#define X86_TLB_GLOBAL 2u /* a global page was among them */
#define X86_TLB_SHARED 4u /* they are cached under other PCIDs too */
#define X86_TLB_TABLES 8u /* a table was unlinked */

/* `pages` neighbours of 2^shift bytes each. */
struct x86_tlb_item {
    uint64_t base;
    uint32_t pages;
    uint32_t shift;
};

struct x86_tlb_batch {
    struct x86_space *space;
    uint64_t generation;     /* of the space: 1 for its first batch, then 2, ... */
    struct x86_phys root;    /* of the space, to know it in CR3 */
    struct x86_phys retired; /* the first unlinked table; each holds the next; 0: none */
    uint32_t pages;
    uint16_t pcid;
    uint8_t flags; /* X86_TLB_... */
    uint8_t count; /* of items */
    struct x86_tlb_item items[X86_TLB_ITEMS];
};

/* A new, empty batch for `space`, which counts it as open until x86_tlb_finish(). Any number may be
 * open at once, and may be finished in any order. */
X86_MUST_CHECK struct x86_tlb_batch x86_tlb_begin(struct x86_space *space);

/* Nothing to flush and nothing to free. */
static inline bool x86_tlb_is_empty(const struct x86_tlb_batch *batch)
{
    return batch->count == 0 && batch->flags == 0 && batch->retired.value == 0;
}

/* Notes `pages` pages of 2^shift bytes from `base` on, changed by other means than this library;
 * `flags` are X86_TLB_GLOBAL, _SHARED, _TABLES as they apply. */
void x86_tlb_note(struct x86_tlb_batch *batch, struct x86_virt base, uint64_t pages, unsigned shift,
                  unsigned flags);

/* Frees the retired tables through the space's env (into the space's reserve when it has no free)
 * and closes the batch. Call it when every CPU has flushed; harmless a second time. */
void x86_tlb_finish(struct x86_tlb_batch *batch);

/* ---- Carrying out -----------------------------------------------------------------------------*/

/* What the plan must know of the CPU that it is for. */
struct x86_tlb_cpu {
    uint64_t cr3;
    uint64_t cr4;
    bool invpcid; /* CPUID.(7,0):EBX[10] */
};

enum x86_tlb_kind {
    X86_TLB_INVLPG,          /* one page of the current PCID, global too */
    X86_TLB_INVPCID_ADDRESS, /* one page of any PCID, not global */
    X86_TLB_INVPCID_CONTEXT, /* all of one PCID, not global */
    X86_TLB_INVPCID_ALL,     /* all of all PCIDs, global too */
    X86_TLB_RELOAD_CR3,      /* all of the current PCID, not global */
    X86_TLB_TOGGLE_PGE,      /* all of all PCIDs, global too */
};

struct x86_tlb_step {
    enum x86_tlb_kind kind;
    uint16_t pcid;
    struct x86_virt address;
};

/* The steps for one CPU, one by one:
 *
 *     struct x86_tlb_plan plan = x86_tlb_plan_for(&batch, cpu);
 *     struct x86_tlb_step step;
 *     while (x86_tlb_plan_next(&plan, &step)) ...
 *
 * x86_tlb_flush() is that loop; a hypervisor's guest may make calls of the steps instead. */
struct x86_tlb_plan {
    const struct x86_tlb_batch *batch;
    struct x86_tlb_step step; /* the only one, or the pattern of all */
    bool pages;               /* one step per page */
    bool done;
    uint8_t item;
    uint32_t page;
};

/* Stands before the first step; the batch must stay as it is. */
struct x86_tlb_plan x86_tlb_plan_for(const struct x86_tlb_batch *batch, struct x86_tlb_cpu cpu);
/* False: that was all. */
bool x86_tlb_plan_next(struct x86_tlb_plan *plan, struct x86_tlb_step *ret_step);

/* Carries one step out on this CPU. Needs CPL 0, and interrupts off for X86_TLB_TOGGLE_PGE. */
static inline void x86_tlb_execute(struct x86_tlb_step step)
{
    struct x86_cr4 cr4;
    switch (step.kind) {
    case X86_TLB_INVLPG:
        x86_invlpg(step.address);
        return;
    case X86_TLB_INVPCID_ADDRESS:
        x86_invpcid(X86_INVPCID_ADDRESS, step.pcid, step.address);
        return;
    case X86_TLB_INVPCID_CONTEXT:
        x86_invpcid(X86_INVPCID_SINGLE, step.pcid, step.address);
        return;
    case X86_TLB_INVPCID_ALL:
        x86_invpcid(X86_INVPCID_ALL, 0, step.address);
        return;
    case X86_TLB_RELOAD_CR3:
        x86_cr3_write(x86_cr3_read()); /* bit 63 reads as 0, so it flushes */
        return;
    case X86_TLB_TOGGLE_PGE:
        cr4 = x86_cr4_read();
        cr4.value ^= X86_CR4_PGE; /* either way round: every change flushes */
        x86_cr4_write(cr4);
        cr4.value ^= X86_CR4_PGE;
        x86_cr4_write(cr4);
        return;
    }
}

/* Makes this CPU forget what the batch has noted: reads CR3 and CR4, plans, executes. `invpcid`:
 * the CPU has INVPCID. Idempotent. Needs CPL 0, interrupts off. */
static inline void x86_tlb_flush(const struct x86_tlb_batch *batch, bool invpcid)
{
    struct x86_tlb_cpu cpu = {x86_cr3_read().value, x86_cr4_read().value, invpcid};
    struct x86_tlb_plan plan = x86_tlb_plan_for(batch, cpu);
    struct x86_tlb_step step;
    while (x86_tlb_plan_next(&plan, &step))
        x86_tlb_execute(step);
}

/* ---- Carrying out on all CPUs at once ---------------------------------------------------------*/

/* One INVLPGB: the arguments of x86_invlpgb(); the ASID is 0, this kernel's own. */
struct x86_tlb_wave {
    uint64_t flags;
    struct x86_virt address;
    uint32_t pages;
    bool step_2m;
    uint16_t pcid;
};

/* The INVLPGBs for a batch, one by one, as x86_tlb_plan gives the steps of one CPU. */
struct x86_tlb_waves {
    const struct x86_tlb_batch *batch;
    uint32_t max, page;
    bool one_pcid, done;
    uint8_t item;
};

/* `max` (1 or more) is x86_features.invlpgb_max. `one_pcid`: whoever has the space cached has it
 * under the batch's PCID and no other; not so when CR4.PCIDE is 0, nor when a CPU may go on with a
 * PCID of an old generation (x86_64/pcid.h). Without it every PCID is flushed. */
struct x86_tlb_waves x86_tlb_waves_for(const struct x86_tlb_batch *batch, uint32_t max,
                                       bool one_pcid);
bool x86_tlb_waves_next(struct x86_tlb_waves *waves, struct x86_tlb_wave *ret_wave);

/* Makes all CPUs forget what the batch has noted, without interrupting them: then finish it. False,
 * and nothing is done, without INVLPGB (`max` 0): have each CPU call x86_tlb_flush(). Needs CPL 0,
 * and must not move to another CPU on the way. */
X86_MUST_CHECK static inline bool x86_tlb_broadcast(const struct x86_tlb_batch *batch, uint32_t max,
                                                    bool one_pcid)
{
    if (max == 0)
        return false;
    struct x86_tlb_waves waves = x86_tlb_waves_for(batch, max, one_pcid);
    struct x86_tlb_wave wave;
    while (x86_tlb_waves_next(&waves, &wave))
        x86_invlpgb(wave.flags, wave.address, wave.pages, wave.step_2m, wave.pcid, 0);
    x86_tlbsync();
    return true;
}

X86_END
