/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The few things that CPUID is asked here (SDM Vol. 2, "CPUID"); leaves that the processor does not
 * have count as zero. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/features.h"

struct cpu {
    bool no_execute, pages_1g, levels_5, rdrand, rdseed;
    uint8_t phys_bits; /* of physical addresses */
};

/* `source` NULL: this processor. */
struct cpu cpu_look(x86_cpuid_source *source, void *ctx);
