/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Process-context identifiers, handed out by generations.
 *
 * There are fewer PCIDs than spaces, and a PCID may name another space only when every CPU has
 * forgotten the old one. So nothing is ever given back: PCIDs are handed out in order, and when
 * they are used up, a new generation begins and every CPU flushes all of them once, before it uses
 * one of the new generation.
 *
 *     switching this CPU to a space, interrupts off, under the pool's lock:
 *         x86_pcid_use(&pool, &space_pcid);         renewed when it is of an old generation
 *         bool flush = x86_pcid_catch_up(&pool, &cpu_generation);
 *         space.pcid = space_pcid.value;
 *     then, when `flush`: INVPCID type 2, or toggle CR4.PGE (x86_tlb_execute())
 *         x86_space_load(&space, true);             bit 63: what is cached is right
 *
 * A CPU that goes on with a PCID of an old generation does no harm: at its next switch it flushes.
 * That is also why x86_tlb_plan_for() flushes the current PCID when CR3 has the batch's root.
 * What CPUs miss of a space while it is not in their CR3 is the caller's to count: compare
 * x86_space.generation with what the CPU last saw, and load with `keep` false when it differs and
 * the batches between were not sent to it.
 *
 * Threads: the caller's lock, one for a pool. SDM Vol. 3A section 4.10.1.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/compiler.h"

X86_BEGIN

#define X86_PCID_MAX 4095u

struct x86_pcid_pool {
    uint64_t generation; /* 1 for the first */
    uint16_t first, last, next;
};

/* A space's. All zero: none yet. */
struct x86_pcid {
    uint64_t generation;
    uint16_t value;
};

/* Hands out `first` to `last`; 0 and others outside stay the caller's, for a kernel space, or for
 * the second half of pairs (`value | 2048` with last 2047). 1 <= first <= last <= 4095. */
struct x86_pcid_pool x86_pcid_pool_init(uint16_t first, uint16_t last);

/* Makes `pcid` one of the current generation, perhaps a new one's; false when it was already. */
bool x86_pcid_use(struct x86_pcid_pool *pool, struct x86_pcid *pcid);

/* True when this CPU must flush all PCIDs before its next switch: a generation has begun since
 * `*cpu_generation` (0 at first), which is then the current one. */
bool x86_pcid_catch_up(const struct x86_pcid_pool *pool, uint64_t *cpu_generation);

X86_END
