/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * TLB batches: noting what changed, and planning what one CPU must do about it.
 *
 * The plan follows SDM Vol. 3A section 4.10.4.1. What each step does not reach decides:
 * INVLPG reaches global pages, but other pages and tables in the current PCID only; INVPCID by
 * address or context reaches any PCID, but no global page. What lies in a half that spaces share is
 * cached under every PCID that ever ran on the CPU, so with PCIDs on it takes a flush of all.
 */
#include "engine.h"

struct x86_tlb_batch x86_tlb_begin(struct x86_space *space)
{
    struct x86_tlb_batch batch = {
        .space = space,
        .generation = ++space->generation,
        .root = space->root,
        .pcid = space->pcid,
    };
    space->open_batches++;
    return batch;
}

static bool joins(const struct x86_tlb_item *item, uint64_t base, uint64_t pages, unsigned shift)
{
    return item->shift == shift && item->base + ((uint64_t)item->pages << shift) == base &&
           pages < UINT32_MAX - item->pages;
}

void x86_tlb_note(struct x86_tlb_batch *batch, struct x86_virt base, uint64_t pages, unsigned shift,
                  unsigned flags)
{
    batch->flags |= (uint8_t)flags;
    if (batch->flags & X86_TLB_FULL)
        return;
    if (pages > X86_TLB_PAGES || batch->pages + pages > X86_TLB_PAGES) {
        batch->flags |= X86_TLB_FULL;
        return;
    }
    struct x86_tlb_item *item = batch->items + batch->count;
    if (batch->count && joins(item - 1, base.value, pages, shift)) {
        item[-1].pages += (uint32_t)pages;
    } else if (batch->count == X86_TLB_ITEMS) {
        batch->flags |= X86_TLB_FULL;
        return;
    } else {
        item->base = base.value;
        item->pages = (uint32_t)pages;
        item->shift = shift;
        batch->count++;
    }
    batch->pages += (uint32_t)pages;
}

void x86_tlb_finish(struct x86_tlb_batch *batch)
{
    struct x86_space *space = batch->space;
    struct x86_phys frame = batch->retired;
    if (!space)
        return;
    while (frame.value) {
        struct x86_phys next = x86_table_next_retired(space, frame);
        if (space->env.free)
            space->env.free(space->env.ctx, frame);
        else
            x86_table_put(space, frame);
        frame = next;
    }
    space->open_batches--;
    batch->space = NULL;
    batch->retired.value = 0;
}

struct x86_tlb_plan x86_tlb_plan_for(const struct x86_tlb_batch *batch, struct x86_tlb_cpu cpu)
{
    struct x86_tlb_plan plan = {.batch = batch};
    bool pcids = (cpu.cr4 & X86_CR4_PCIDE) != 0;
    bool global = (batch->flags & X86_TLB_GLOBAL) && cpu.cr4 & X86_CR4_PGE;
    uint16_t current = pcids ? (uint16_t)(cpu.cr3 & 0xfff) : 0;
    bool active = !pcids || current == batch->pcid ||
                  ((cpu.cr3 ^ batch->root.value) & batch->space->frame_mask) == 0;
    enum x86_tlb_kind all = cpu.invpcid ? X86_TLB_INVPCID_ALL : X86_TLB_TOGGLE_PGE;

    plan.step.pcid = active ? current : batch->pcid;
    plan.done = batch->count == 0 && batch->flags == 0;
    plan.pages = !(batch->flags & X86_TLB_FULL);
    if (pcids && batch->flags & X86_TLB_SHARED) {
        plan.step.kind = all;
        plan.pages = false;
    } else if (active) {
        plan.step.kind = plan.pages ? X86_TLB_INVLPG : global ? all : X86_TLB_RELOAD_CR3;
    } else if (!cpu.invpcid || global) {
        plan.step.kind = all;
        plan.pages = false;
    } else {
        plan.step.kind = plan.pages ? X86_TLB_INVPCID_ADDRESS : X86_TLB_INVPCID_CONTEXT;
    }
    return plan;
}

bool x86_tlb_plan_next(struct x86_tlb_plan *plan, struct x86_tlb_step *ret_step)
{
    if (plan->done)
        return false;
    *ret_step = plan->step;
    if (!plan->pages) {
        plan->done = true;
        return true;
    }
    const struct x86_tlb_item *item = &plan->batch->items[plan->item];
    ret_step->address.value = item->base + ((uint64_t)plan->page << item->shift);
    if (++plan->page == item->pages) {
        plan->page = 0;
        plan->done = ++plan->item == plan->batch->count;
    }
    return true;
}

/* ---- INVLPGB ----------------------------------------------------------------------------------*/

struct x86_tlb_waves x86_tlb_waves_for(const struct x86_tlb_batch *batch, uint32_t max,
                                       bool one_pcid)
{
    struct x86_tlb_waves waves = {
        .batch = batch,
        .max = max,
        .one_pcid = one_pcid && !(batch->flags & X86_TLB_SHARED),
        .done = batch->count == 0 && batch->flags == 0,
    };
    return waves;
}

/* INVLPGB by address reaches all PCIDs when none is named, so what spaces share takes no flush of
 * all. It steps by 4K or 2M: pages of 1G go one by one. */
bool x86_tlb_waves_next(struct x86_tlb_waves *waves, struct x86_tlb_wave *ret_wave)
{
    const struct x86_tlb_batch *batch = waves->batch;
    struct x86_tlb_wave wave = {.flags = X86_INVLPGB_ASID, .pages = 1};
    if (waves->done)
        return false;
    if (waves->one_pcid)
        wave.flags |= X86_INVLPGB_PCID, wave.pcid = batch->pcid;
    if (batch->flags & X86_TLB_GLOBAL)
        wave.flags |= X86_INVLPGB_GLOBAL;
    waves->done = (batch->flags & X86_TLB_FULL) != 0;
    if (!waves->done) {
        const struct x86_tlb_item *item = &batch->items[waves->item];
        uint32_t left = item->pages - waves->page, most = item->shift > 21 ? 1 : waves->max;
        wave.flags |= X86_INVLPGB_ADDRESS;
        if (!(batch->flags & X86_TLB_TABLES))
            wave.flags |= X86_INVLPGB_FINAL_ONLY;
        wave.address.value = item->base + ((uint64_t)waves->page << item->shift);
        wave.pages = left < most ? left : most;
        wave.step_2m = item->shift >= 21;
        waves->page += wave.pages;
        if (waves->page == item->pages) {
            waves->page = 0;
            waves->done = ++waves->item == batch->count;
        }
    }
    *ret_wave = wave;
    return true;
}
