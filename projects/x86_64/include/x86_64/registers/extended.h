/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * XCR0 and IA32_XSS: which states XSAVE and its kin save, in the form of x86_64/register.h.
 *
 * Reading XCR0 needs CR4.OSXSAVE, writing it CPL 0 too. XSS needs CPUID's XSAVES.
 * The sizes of the save areas are in x86_64/features.h. SDM Vol. 1 section 13.3.
 */
#pragma once
#include "x86_64/instructions/xsave.h"
#include "x86_64/registers/msr.h"

X86_REGISTER_TYPE_(xcr0)
#define X86_XCR0_X87       X86_BIT(0) /* always 1 */
#define X86_XCR0_SSE       X86_BIT(1) /* XMM and MXCSR */
#define X86_XCR0_AVX       X86_BIT(2) /* upper halves of YMM; needs SSE */
#define X86_XCR0_BNDREGS   X86_BIT(3) /* MPX, only together */
#define X86_XCR0_BNDCSR    X86_BIT(4)
#define X86_XCR0_OPMASK    X86_BIT(5) /* AVX-512, only all three, with AVX */
#define X86_XCR0_ZMM_HI256 X86_BIT(6)
#define X86_XCR0_HI16_ZMM  X86_BIT(7)
#define X86_XCR0_PKRU      X86_BIT(9)  /* protection keys for user pages */
#define X86_XCR0_TILECFG   X86_BIT(17) /* AMX, only together */
#define X86_XCR0_TILEDATA  X86_BIT(18)
#define X86_XCR0_APX       X86_BIT(19) /* R16 to R31; not with MPX */
#define X86_XCR0_LWP       X86_BIT(62) /* lightweight profiling (AMD) */
#define X86_XCR0_NAMES                                                                     \
    "X87 SSE AVX BNDREGS BNDCSR OPMASK ZMM_HI256 HI16_ZMM - PKRU -7 TILECFG TILEDATA APX " \
    "-42 LWP"

/* XGETBV of register 0. */
static inline struct x86_xcr0 x86_xcr0_read(void)
{
    struct x86_xcr0 xcr0 = {x86_xgetbv(0)};
    return xcr0;
}

/* XSETBV of register 0. */
static inline void x86_xcr0_write(struct x86_xcr0 xcr0)
{
    x86_xsetbv(0, xcr0.value);
}

X86_REGISTER_UPDATE_(xcr0)

#define X86_MSR_XSS 0xda0u
X86_MSR_REGISTER(xss, X86_MSR_XSS)
#define X86_XSS_PT    X86_BIT(8)  /* processor trace */
#define X86_XSS_PASID X86_BIT(10) /* process address space ID */
#define X86_XSS_CET_U X86_BIT(11) /* U_CET and PL3_SSP */
#define X86_XSS_CET_S X86_BIT(12) /* PL0_SSP to PL2_SSP */
#define X86_XSS_HDC   X86_BIT(13) /* hardware duty cycling */
#define X86_XSS_UINTR X86_BIT(14) /* user interrupts */
#define X86_XSS_LBR   X86_BIT(15) /* last branch records */
#define X86_XSS_HWP   X86_BIT(16) /* hardware P-states */
#define X86_XSS_NAMES "-8 PT - PASID CET_U CET_S HDC UINTR LBR HWP"

/* XFD: states whose use raises #NM, with their bit in XFD_ERR, until the kernel gives the thread a
 * larger area. Bits as in XCR0. Need CPUID's XFD, and x86_xsave_component.deferrable for a bit. */
#define X86_MSR_XFD     0x1c4u
#define X86_MSR_XFD_ERR 0x1c5u
X86_MSR_REGISTER(xfd, X86_MSR_XFD)
X86_MSR_REGISTER(xfd_err, X86_MSR_XFD_ERR)

struct x86_features;

X86_BEGIN

/* Whether XSETBV takes `value`. X86_UNSUPPORTED: CPUID 0DH does not offer a bit. X86_CONFLICT: a
 * rule beside the bits above is broken. */
X86_MUST_CHECK enum x86_status x86_xcr0_check(struct x86_xcr0 value,
                                              const struct x86_features *features);

/* Whether WRMSR takes `value` for XSS: X86_UNSUPPORTED when not. */
X86_MUST_CHECK enum x86_status x86_xss_check(struct x86_xss value,
                                             const struct x86_features *features);

X86_END
