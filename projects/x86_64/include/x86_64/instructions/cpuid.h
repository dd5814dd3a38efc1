/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * CPUID, raw. What it says in names is in x86_64/features.h.
 *
 * Any CPL (with CPUID faulting: CPL 0). Serialising. A virtual machine exits on it: ask once, keep
 * the answer. SDM Vol. 2 "CPUID".
 */
#pragma once
#include <stdint.h>

/* The four registers of an answer. */
struct x86_cpuid {
    uint32_t eax, ebx, ecx, edx;
};

/* What CPUID answers for `leaf` and `subleaf`. A leaf above the highest one answers with data of
 * another leaf on Intel and with zeros on AMD. */
static inline struct x86_cpuid x86_cpuid(uint32_t leaf, uint32_t subleaf)
{
    struct x86_cpuid out;
    __asm__ volatile("cpuid"
                     : "=a"(out.eax), "=b"(out.ebx), "=c"(out.ecx), "=d"(out.edx)
                     : "a"(leaf), "c"(subleaf)
                     : "memory");
    return out;
}
