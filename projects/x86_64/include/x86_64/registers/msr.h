/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Model-specific registers with names and bits, each in the form of x86_64/register.h. A register
 * that the CPU lacks raises #GP: the CPUID feature that brings it stands beside it.
 *
 * SDM Vol. 4 chapter 2; APM Vol. 2 appendix A.
 */
#pragma once
#include "x86_64/address.h"
#include "x86_64/instructions/msr.h"
#include "x86_64/register.h"
#include "x86_64/status.h"

/* A register that RDMSR and WRMSR reach, at `number`. */
#define X86_MSR_REGISTER(name, number)                            \
    X86_REGISTER_TYPE_(name)                                      \
    static inline struct x86_##name x86_##name##_read(void)       \
    {                                                             \
        struct x86_##name x86_now = {x86_rdmsr(number)};          \
        return x86_now;                                           \
    }                                                             \
    static inline void x86_##name##_write(struct x86_##name name) \
    {                                                             \
        x86_wrmsr(number, name.value);                            \
    }                                                             \
    X86_REGISTER_UPDATE_(name)

/* ---- EFER: extended features ------------------------------------------------------------------*/
#define X86_MSR_EFER 0xc0000080u
X86_MSR_REGISTER(efer, X86_MSR_EFER)
#define X86_EFER_SCE     X86_BIT(0)  /* SYSCALL and SYSRET */
#define X86_EFER_LME     X86_BIT(8)  /* long mode enable */
#define X86_EFER_LMA     X86_BIT(10) /* long mode active; read only */
#define X86_EFER_NXE     X86_BIT(11) /* no-execute pages */
#define X86_EFER_SVME    X86_BIT(12) /* SVM (AMD) */
#define X86_EFER_LMSLE   X86_BIT(13) /* long mode segment limits (AMD) */
#define X86_EFER_FFXSR   X86_BIT(14) /* fast FXSAVE (AMD) */
#define X86_EFER_TCE     X86_BIT(15) /* translation cache extension (AMD) */
#define X86_EFER_MCOMMIT X86_BIT(17) /* MCOMMIT instruction (AMD) */
#define X86_EFER_INTWB   X86_BIT(18) /* interruptible WBINVD (AMD) */
#define X86_EFER_UAIE    X86_BIT(20) /* upper address ignore (AMD) */
#define X86_EFER_AIBRSE  X86_BIT(21) /* automatic IBRS (AMD) */
#define X86_EFER_NAMES   "SCE -7 LME - LMA NXE SVME LMSLE FFXSR TCE - MCOMMIT INTWB - UAIE AIBRSE"
