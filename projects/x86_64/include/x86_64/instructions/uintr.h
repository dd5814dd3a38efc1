/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * User interrupts: how CPL 3 sends and takes them without the kernel. Their registers are in
 * x86_64/registers/msr.h (UINTR_*); all need CPUID's UINTR and CR4.UINTR, #UD without.
 * SDM Vol. 3A chapter 8.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/compiler.h"

/* CLUI: user interrupts wait (UIF = 0). */
static inline void x86_clui(void)
{
    __asm__ volatile("clui" : : : "memory");
}

/* STUI: user interrupts come (UIF = 1). */
static inline void x86_stui(void)
{
    __asm__ volatile("stui" : : : "memory");
}

/* TESTUI: UIF, user interrupts come. */
static inline bool x86_testui(void)
{
    bool x86_uif;
    __asm__ volatile("testui" : "=@ccc"(x86_uif) : : "memory");
    return x86_uif;
}

/* SENDUIPI: sends what entry `index` of the table at UINTR_TT says. #GP for an entry that is not
 * valid. */
static inline void x86_senduipi(uint64_t index)
{
    __asm__ volatile("senduipi %0" : : "r"(index) : "memory");
}

/* UIRET: ends a handler; `frame` is where RSP stood at its entry, without the vector: RIP, RFLAGS,
 * RSP. The other registers must have their values from then, so it is for entry code. */
X86_NORETURN static inline void x86_uiret(uint64_t frame)
{
    __asm__ volatile("movq %0, %%rsp\n\tuiret" : : "r"(frame) : "memory");
    __builtin_unreachable();
}
