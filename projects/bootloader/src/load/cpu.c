/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* CPUID: see cpu.h. */
#include "load/cpu.h"

#include "x86_64/address.h"

enum { PHYS_BITS_DEFAULT = 36 };

#define EXTENDED 0x80000000u

struct cpu cpu_look(x86_cpuid_source *source, void *ctx)
{
    static const uint32_t leaves[] = {1, 7, EXTENDED + 1, EXTENDED + 8};
    struct x86_cpuid got[4];
    for (unsigned i = 0; i < 4; i++) {
        uint32_t first = leaves[i] & EXTENDED;
        uint32_t max = (source ? source(ctx, first, 0) : x86_cpuid(first, 0)).eax;
        got[i] = (struct x86_cpuid){0};
        if (leaves[i] <= max)
            got[i] = source ? source(ctx, leaves[i], 0) : x86_cpuid(leaves[i], 0);
    }
    uint8_t bits = (uint8_t)got[3].eax;
    return (struct cpu){
        .rdrand = got[0].ecx >> 30 & 1,
        .rdseed = got[1].ebx >> 18 & 1,
        .levels_5 = got[1].ecx >> 16 & 1,
        .no_execute = got[2].edx >> 20 & 1,
        .pages_1g = got[2].edx >> 26 & 1,
        .phys_bits =
            bits >= PHYS_BITS_DEFAULT && bits <= X86_PHYS_BITS_MAX ? bits : PHYS_BITS_DEFAULT,
    };
}
