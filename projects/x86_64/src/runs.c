/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Pages joined to runs: the form in which unmap, harvest and the walk report. */
#include "engine.h"

/* What does not make two pages different. */
#define FLEETING (X86_ENTRY_A | X86_ENTRY_D)

static uint64_t page_mask(const struct x86_space *space, unsigned level)
{
    return space->frame_mask & ~(x86_level_size(level) - 1);
}

bool x86_run_continues(const struct x86_run *run, const struct x86_space *space, uint64_t va,
                       uint64_t entry, unsigned level)
{
    if (run->level != level || run->base.value + run->size != va)
        return false;
    if (!(entry & X86_ENTRY_P))
        return entry == run->entry;
    uint64_t mask = page_mask(space, level);
    return ((entry ^ run->entry) & ~mask & ~FLEETING) == 0 &&
           (entry & mask) == run->phys.value + run->size;
}

bool x86_sink_add(struct sink *sink, const struct x86_space *space, uint64_t va, uint64_t entry,
                  unsigned level)
{
    if (!sink->runs)
        return true;
    struct x86_run *run = sink->runs + sink->count;
    if (sink->count && x86_run_continues(run - 1, space, va, entry, level)) {
        run[-1].size += x86_level_size(level);
        if (entry & X86_ENTRY_P)
            run[-1].entry |= entry & FLEETING;
        return true;
    }
    if (sink->count == sink->cap)
        return false;
    run->base.value = va;
    run->size = x86_level_size(level);
    run->phys.value = entry & X86_ENTRY_P ? entry & page_mask(space, level) : 0;
    run->entry = entry;
    run->level = (uint8_t)level;
    sink->count++;
    return true;
}
