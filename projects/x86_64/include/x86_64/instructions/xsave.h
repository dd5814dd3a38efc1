/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Saving and restoring the state that XCR0 and IA32_XSS name: x87, SSE, AVX, keys, CET and so on.
 *
 * An area is `size` bytes, aligned to 64 (FXSAVE: 512 bytes, aligned to 16), zeroed before its
 * first use. `mask` says which components; only those that XCR0 (S forms: or XSS) has enabled
 * count.
 *
 *     XSAVE      standard format, any CPL             size: CPUID 0DH, subleaf 0, EBX
 *     XSAVEOPT   the same, skips what has not changed
 *     XSAVEC     compacted format                     size: CPUID 0DH, subleaf 1, EBX
 *     XSAVES     compacted, supervisor states too, CPL 0
 *
 * All but FXSAVE need CR4.OSXSAVE, #UD without. The compiler knows nothing of these registers: code
 * around a restore must be built with -mgeneral-regs-only.
 * SDM Vol. 1 chapter 13.
 */
#pragma once
#include <stdint.h>

#define X86_XSAVE_(name, mnemonic)                                                     \
    static inline void x86_##name(void *area, uint64_t mask)                           \
    {                                                                                  \
        __asm__ volatile(mnemonic " (%0)"                                              \
                         :                                                             \
                         : "r"(area), "a"((uint32_t)mask), "d"((uint32_t)(mask >> 32)) \
                         : "memory");                                                  \
    }
X86_XSAVE_(xsave, "xsave64")
X86_XSAVE_(xsaveopt, "xsaveopt64")
X86_XSAVE_(xsavec, "xsavec64")
X86_XSAVE_(xsaves, "xsaves64")

/* Restores what XSAVE, XSAVEOPT or XSAVEC saved; #GP for a damaged header. */
X86_XSAVE_(xrstor, "xrstor64")
/* Restores what XSAVES saved. CPL 0. */
X86_XSAVE_(xrstors, "xrstors64")

/* x87 and SSE state, 512 bytes. */
static inline void x86_fxsave(void *area)
{
    __asm__ volatile("fxsave64 (%0)" : : "r"(area) : "memory");
}

/* Restores what FXSAVE saved. #GP for a reserved bit of MXCSR. */
static inline void x86_fxrstor(const void *area)
{
    __asm__ volatile("fxrstor64 (%0)" : : "r"(area) : "memory");
}

/* Extended control register `number`: 0 is XCR0, 1 what of XCR0 is in use. Any CPL. */
static inline uint64_t x86_xgetbv(uint32_t number)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(number) : "memory");
    return (uint64_t)high << 32 | low;
}

/* CPL 0; #GP for a combination that x86_xcr0_check() refuses. */
static inline void x86_xsetbv(uint32_t number, uint64_t value)
{
    __asm__ volatile("xsetbv"
                     :
                     : "c"(number), "a"((uint32_t)value), "d"((uint32_t)(value >> 32))
                     : "memory");
}

/* FNINIT: the x87 unit as after reset. */
static inline void x86_fninit(void)
{
    __asm__ volatile("fninit" : : : "memory");
}

/* CLTS: CR0.TS = 0. CPL 0. */
static inline void x86_clts(void)
{
    __asm__ volatile("clts" : : : "memory");
}
