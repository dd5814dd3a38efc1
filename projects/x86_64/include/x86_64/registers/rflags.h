/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * RFLAGS, in the form of x86_64/register.h. Any CPL; IF and IOPL keep their value where the CPL may
 * not change them. SDM Vol. 1 section 3.4.3.
 */
#pragma once
#include "x86_64/register.h"

X86_REGISTER_TYPE_(rflags)
#define X86_RFLAGS_CF         X86_BIT(0)       /* carry */
#define X86_RFLAGS_PF         X86_BIT(2)       /* parity */
#define X86_RFLAGS_AF         X86_BIT(4)       /* auxiliary carry */
#define X86_RFLAGS_ZF         X86_BIT(6)       /* zero */
#define X86_RFLAGS_SF         X86_BIT(7)       /* sign */
#define X86_RFLAGS_TF         X86_BIT(8)       /* trap: #DB after each instruction */
#define X86_RFLAGS_IF         X86_BIT(9)       /* maskable interrupts are taken */
#define X86_RFLAGS_DF         X86_BIT(10)      /* string instructions go downwards */
#define X86_RFLAGS_OF         X86_BIT(11)      /* overflow */
#define X86_RFLAGS_IOPL       X86_BITS(13, 12) /* highest CPL that may do I/O and CLI */
#define X86_RFLAGS_IOPL_SHIFT 12
#define X86_RFLAGS_NT         X86_BIT(14) /* nested task; IRETQ with it raises #GP */
#define X86_RFLAGS_RF         X86_BIT(16) /* resume: no instruction breakpoint next */
#define X86_RFLAGS_VM         X86_BIT(17) /* virtual-8086 mode; not in long mode */
#define X86_RFLAGS_AC         X86_BIT(18) /* alignment check; with SMAP: user pages allowed */
#define X86_RFLAGS_VIF        X86_BIT(19) /* virtual IF */
#define X86_RFLAGS_VIP        X86_BIT(20) /* virtual interrupt pending */
#define X86_RFLAGS_ID         X86_BIT(21) /* can be changed: CPUID exists */
#define X86_RFLAGS_ALWAYS     X86_BIT(1)  /* reads as 1; set it in frames that are made by hand */
#define X86_RFLAGS_NAMES      "CF - PF - AF - ZF SF TF IF DF OF IOPL0 IOPL1 NT - RF VM AC VIF VIP ID"

/* PUSHFQ. */
static inline struct x86_rflags x86_rflags_read(void)
{
    __asm__ volatile("" : : : "memory");
    struct x86_rflags rflags = {__builtin_ia32_readeflags_u64()};
    return rflags;
}

/* Turning TF, IF or AC on or off this way orders memory accesses too. */
static inline void x86_rflags_write(struct x86_rflags rflags)
{
    __asm__ volatile("" : : : "memory");
    __builtin_ia32_writeeflags_u64(rflags.value);
    __asm__ volatile("" : : : "memory");
}

X86_REGISTER_UPDATE_(rflags)
