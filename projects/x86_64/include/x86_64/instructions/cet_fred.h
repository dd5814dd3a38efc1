/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Shadow stacks (CET) and the returns of FRED.
 *
 * Registers are in x86_64/registers/msr.h (U_CET, S_CET, PLx_SSP; FRED_*). SDM Vol. 1 chapter 17;
 * Intel FRED specification 5.0.
 */
#pragma once
#include <stdint.h>

#include "x86_64/compiler.h"

/* RDSSPQ: the shadow stack pointer; 0 where shadow stacks are off (the instruction does nothing).
 */
static inline uint64_t x86_rdssp(void)
{
    uint64_t ssp = 0;
    __asm__ volatile("rdsspq %0" : "+r"(ssp));
    return ssp;
}

/* INCSSPQ: drops `count` (0 to 255) entries of 8 bytes from the shadow stack. #UD when off. */
static inline void x86_incssp(uint64_t count)
{
    __asm__ volatile("incsspq %0" : : "r"(count) : "memory");
}

/* WRSSQ: writes to a shadow-stack page of the current CPL; needs WR_SHSTK_EN. */
static inline void x86_wrss(uint64_t *entry, uint64_t value)
{
    __asm__ volatile("wrssq %1, %0" : "=m"(*entry) : "r"(value) : "memory");
}

/* WRUSSQ: writes to a user shadow-stack page. CPL 0. */
static inline void x86_wruss(uint64_t *entry, uint64_t value)
{
    __asm__ volatile("wrussq %1, %0" : "=m"(*entry) : "r"(value) : "memory");
}

/* RSTORSSP: switches to the shadow stack whose restore token is at `token`; x86_saveprevssp() then
 * leaves one on the old stack. */
static inline void x86_rstorssp(uint64_t *token)
{
    __asm__ volatile("rstorssp %0" : "+m"(*token) : : "memory", "cc");
}

/* SAVEPREVSSP: leaves a restore token on the shadow stack that x86_rstorssp() switched away from.
 */
static inline void x86_saveprevssp(void)
{
    __asm__ volatile("saveprevssp" : : : "memory");
}

/* SETSSBSY: makes the stack at PL0_SSP current and marks it busy. CPL 0. */
static inline void x86_setssbsy(void)
{
    __asm__ volatile("setssbsy" : : : "memory");
}

/* CLRSSBSY: marks the shadow stack whose token is at `token` free. CPL 0. */
static inline void x86_clrssbsy(uint64_t *token)
{
    __asm__ volatile("clrssbsy %0" : "+m"(*token) : : "memory", "cc");
}

/* ERETS and ERETU pop the frame that FRED event delivery pushed, at which RSP must stand; to CPL 0
 * and to CPL 3. Only for the end of entry code. */
X86_NORETURN static inline void x86_erets(uint64_t frame)
{
    __asm__ volatile("movq %0, %%rsp\n\t.byte 0xf2, 0x0f, 0x01, 0xca" : : "r"(frame) : "memory");
    __builtin_unreachable();
}

/* The same to CPL 3. */
X86_NORETURN static inline void x86_eretu(uint64_t frame)
{
    __asm__ volatile("movq %0, %%rsp\n\t.byte 0xf3, 0x0f, 0x01, 0xca" : : "r"(frame) : "memory");
    __builtin_unreachable();
}
