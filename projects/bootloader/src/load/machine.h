/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the loader does to the processor and the chips: the other seam beside the door, so that
 * tests on the host see what would be entered.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "load/cpu.h"
#include "load/hand_over.h"

struct machine {
    void *ctx;
    x86_cpuid_source *cpuid; /* called with ctx; NULL: this processor */
    /* 64 random bits; false: there is no such instruction, or it has nothing to give. */
    bool (*random)(void *ctx, const struct cpu *cpu, uint64_t *ret_word);
    uint64_t (*ticks)(void *ctx);  /* a counter that runs fast */
    unsigned (*levels)(void *ctx); /* of the page tables in use */
    /* Masks all lines of the interrupt controllers; `rsdp_phys` 0: there is no ACPI. */
    void (*quiet)(void *ctx, uint64_t rsdp_phys);
    /* Runs the code in the page. */
    void (*enter)(void *ctx, struct hand_over *page);
};

/* The one that it runs on. */
extern const struct machine machine_here;
