/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * RDMSR and WRMSR by number. Registers with names and bits are in x86_64/registers/msr.h.
 *
 * A register that does not exist raises #GP, also on reading.
 *
 * CPL 0. SDM Vol. 2 "RDMSR", "WRMSR", Vol. 4.
 */
#pragma once
#include <stdint.h>

/* The 64 bits of MSR `number`. */
static inline uint64_t x86_rdmsr(uint32_t number)
{
    uint32_t low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(number) : "memory");
    return (uint64_t)high << 32 | low;
}

/* Writes MSR `number`. Serialising but for a few (FS and GS base, TSC deadline, x2APIC). */
static inline void x86_wrmsr(uint32_t number, uint64_t value)
{
    __asm__ volatile("wrmsr"
                     :
                     : "c"(number), "a"((uint32_t)value), "d"((uint32_t)(value >> 32))
                     : "memory");
}

/* WRMSRNS: the same without serialising. Needs CPUID's WRMSRNS. */
static inline void x86_wrmsrns(uint32_t number, uint64_t value)
{
    __asm__ volatile(".byte 0x0f, 0x01, 0xc6"
                     :
                     : "c"(number), "a"((uint32_t)value), "d"((uint32_t)(value >> 32))
                     : "memory");
}
