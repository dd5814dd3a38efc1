/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * MXCSR: status and control of SSE, in the form of x86_64/register.h. Any CPL; #UD without
 * CR4.OSFXSR, #GP for a bit that the CPU lacks (MXCSR_MASK in the FXSAVE area).
 * SDM Vol. 1 section 10.2.3.
 */
#pragma once
#include "x86_64/register.h"

X86_REGISTER_TYPE_(mxcsr)
#define X86_MXCSR_IE       X86_BIT(0) /* happened: invalid operation */
#define X86_MXCSR_DE       X86_BIT(1) /* happened: denormal */
#define X86_MXCSR_ZE       X86_BIT(2) /* happened: divide by zero */
#define X86_MXCSR_OE       X86_BIT(3) /* happened: overflow */
#define X86_MXCSR_UE       X86_BIT(4) /* happened: underflow */
#define X86_MXCSR_PE       X86_BIT(5) /* happened: precision */
#define X86_MXCSR_DAZ      X86_BIT(6) /* denormals are zeros */
#define X86_MXCSR_IM       X86_BIT(7) /* IM to PM: that exception is masked */
#define X86_MXCSR_DM       X86_BIT(8)
#define X86_MXCSR_ZM       X86_BIT(9)
#define X86_MXCSR_OM       X86_BIT(10)
#define X86_MXCSR_UM       X86_BIT(11)
#define X86_MXCSR_PM       X86_BIT(12)
#define X86_MXCSR_RC       X86_BITS(14, 13) /* rounding: 0 nearest, 1 down, 2 up, 3 to zero */
#define X86_MXCSR_RC_SHIFT 13
#define X86_MXCSR_FZ       X86_BIT(15) /* flush to zero */
#define X86_MXCSR_MM       X86_BIT(17) /* misaligned accesses allowed (AMD) */
#define X86_MXCSR_NAMES    "IE DE ZE OE UE PE DAZ IM DM ZM OM UM PM RC0 RC1 FZ - MM"

/* After reset: all exceptions masked, round to nearest. */
#define X86_MXCSR_DEFAULT 0x1f80ULL

/* STMXCSR. */
static inline struct x86_mxcsr x86_mxcsr_read(void)
{
    uint32_t value;
    __asm__ volatile("stmxcsr %0" : "=m"(value));
    struct x86_mxcsr mxcsr = {value};
    return mxcsr;
}

/* LDMXCSR. */
static inline void x86_mxcsr_write(struct x86_mxcsr mxcsr)
{
    uint32_t value = (uint32_t)mxcsr.value;
    __asm__ volatile("ldmxcsr %0" : : "m"(value));
}

X86_REGISTER_UPDATE_(mxcsr)
