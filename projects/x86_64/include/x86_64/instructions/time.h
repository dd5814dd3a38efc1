/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Time stamp, CPU number, performance counters.
 *
 * RDTSC and RDTSCP work at any CPL unless CR4.TSD, RDPMC at CPL 0 or with CR4.PCE.
 * SDM Vol. 3B section 18.17.
 */
#pragma once
#include <stdint.h>

/* The time stamp counter. Not ordered: it may be read before earlier instructions are done. */
static inline uint64_t x86_rdtsc(void)
{
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}

/* The time stamp counter after all earlier loads are done, and before anything later begins. */
static inline uint64_t x86_rdtsc_ordered(void)
{
    uint32_t low, high;
    __asm__ volatile("lfence; rdtsc; lfence" : "=a"(low), "=d"(high) : : "memory");
    return (uint64_t)high << 32 | low;
}

/* RDTSCP: the counter, after earlier instructions, and TSC_AUX of the same CPU at the same moment.
 * Needs CPUID's RDTSCP. */
static inline uint64_t x86_rdtscp(uint32_t *ret_tsc_aux)
{
    uint32_t low, high, aux;
    __asm__ volatile("rdtscp" : "=a"(low), "=d"(high), "=c"(aux) : : "memory");
    *ret_tsc_aux = aux;
    return (uint64_t)high << 32 | low;
}

/* RDPID: TSC_AUX, by custom the CPU's number. Needs CPUID's RDPID. */
static inline uint64_t x86_rdpid(void)
{
    uint64_t aux;
    __asm__ volatile("rdpid %0" : "=r"(aux));
    return aux;
}

/* RDPMC: performance counter `index`; bit 30 chooses the fixed ones. #GP for one that is not. */
static inline uint64_t x86_rdpmc(uint32_t index)
{
    uint32_t low, high;
    __asm__ volatile("rdpmc" : "=a"(low), "=d"(high) : "c"(index));
    return (uint64_t)high << 32 | low;
}
