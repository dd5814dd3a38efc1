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
#include "x86_64/structures/selector.h"

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

/* ---- System calls -----------------------------------------------------------------------------*/

/* A register that holds an address, at `number`: read and write only. #GP for an address that is
 * not canonical. */
#define X86_MSR_ADDRESS(name, number)                           \
    static inline struct x86_virt x86_##name##_read(void)       \
    {                                                           \
        struct x86_virt x86_now = {x86_rdmsr(number)};          \
        return x86_now;                                         \
    }                                                           \
    static inline void x86_##name##_write(struct x86_virt virt) \
    {                                                           \
        x86_wrmsr(number, virt.value);                          \
    }

/* STAR: the segments of SYSCALL and SYSRET. */
#define X86_MSR_STAR 0xc0000081u
X86_MSR_REGISTER(star, X86_MSR_STAR)
#define X86_STAR_EIP           X86_BITS(31, 0)  /* SYSCALL's target in legacy mode (AMD) */
#define X86_STAR_SYSCALL       X86_BITS(47, 32) /* CS; SS is this + 8 */
#define X86_STAR_SYSCALL_SHIFT 32
#define X86_STAR_SYSRET        X86_BITS(63, 48) /* 32-bit CS; SS is this + 8, 64-bit CS this + 16 */
#define X86_STAR_SYSRET_SHIFT  48

/* LSTAR: where SYSCALL of 64-bit code goes; CSTAR: of 32-bit code (AMD only). */
#define X86_MSR_LSTAR 0xc0000082u
#define X86_MSR_CSTAR 0xc0000083u
X86_MSR_ADDRESS(lstar, X86_MSR_LSTAR)
X86_MSR_ADDRESS(cstar, X86_MSR_CSTAR)

/* SFMASK: the bits of RFLAGS that SYSCALL clears, X86_RFLAGS_*. */
#define X86_MSR_SFMASK 0xc0000084u
X86_MSR_REGISTER(sfmask, X86_MSR_SFMASK)

/* SYSENTER: CS, stack, target. */
#define X86_MSR_SYSENTER_CS  0x174u
#define X86_MSR_SYSENTER_ESP 0x175u
#define X86_MSR_SYSENTER_EIP 0x176u
X86_MSR_REGISTER(sysenter_cs, X86_MSR_SYSENTER_CS)
X86_MSR_ADDRESS(sysenter_esp, X86_MSR_SYSENTER_ESP)
X86_MSR_ADDRESS(sysenter_eip, X86_MSR_SYSENTER_EIP)

/* ---- Bases, CPU number, time ------------------------------------------------------------------*/
#define X86_MSR_FS_BASE        0xc0000100u
#define X86_MSR_GS_BASE        0xc0000101u
#define X86_MSR_KERNEL_GS_BASE 0xc0000102u /* what SWAPGS exchanges GS's base with */
X86_MSR_ADDRESS(fs_base, X86_MSR_FS_BASE)
X86_MSR_ADDRESS(gs_base, X86_MSR_GS_BASE)
X86_MSR_ADDRESS(kernel_gs_base, X86_MSR_KERNEL_GS_BASE)

/* TSC_AUX: 32 bits that RDTSCP and RDPID hand out. Needs CPUID's RDTSCP or RDPID. */
#define X86_MSR_TSC_AUX 0xc0000103u
X86_MSR_REGISTER(tsc_aux, X86_MSR_TSC_AUX)

/* Time stamp counter; what was added to it; when the local APIC timer fires in TSC-deadline mode.
 */
#define X86_MSR_TSC          0x10u
#define X86_MSR_TSC_ADJUST   0x3bu
#define X86_MSR_TSC_DEADLINE 0x6e0u
X86_MSR_REGISTER(tsc, X86_MSR_TSC)
X86_MSR_REGISTER(tsc_adjust, X86_MSR_TSC_ADJUST)
X86_MSR_REGISTER(tsc_deadline, X86_MSR_TSC_DEADLINE)

/* ---- Local APIC -------------------------------------------------------------------------------*/
#define X86_MSR_APIC_BASE 0x1bu
X86_MSR_REGISTER(apic_base, X86_MSR_APIC_BASE)
#define X86_APIC_BASE_BSP     X86_BIT(8)  /* this is the bootstrap processor; read only */
#define X86_APIC_BASE_EXTD    X86_BIT(10) /* x2APIC mode; only with EN */
#define X86_APIC_BASE_EN      X86_BIT(11) /* enabled; cannot be set again on some CPUs */
#define X86_APIC_BASE_ADDRESS X86_BITS(51, 12)
#define X86_APIC_BASE_NAMES   "-8 BSP - EXTD EN"

/* In x2APIC mode, the register at byte offset `offset` of the local APIC's page. */
#define X86_MSR_X2APIC(offset) (0x800u + (offset) / 16)

/* ---- Memory types -----------------------------------------------------------------------------*/

/* SDM Vol. 3A section 12.3, and the encodings of PAT and MTRR. */
enum x86_memory_type {
    X86_MEMORY_UC = 0,       /* uncacheable */
    X86_MEMORY_WC = 1,       /* write combining */
    X86_MEMORY_WT = 4,       /* write through */
    X86_MEMORY_WP = 5,       /* write protected */
    X86_MEMORY_WB = 6,       /* write back */
    X86_MEMORY_UC_MINUS = 7, /* uncacheable unless an MTRR says WC; PAT only */
};

/* PAT: eight memory types of a byte each; an entry's PAT, PCD and PWT bits are the index 4, 2, 1.
 * Changing it needs the care of SDM Vol. 3A section 12.12.4: the same on all CPUs, caches flushed.
 */
#define X86_MSR_PAT 0x277u
X86_MSR_REGISTER(pat, X86_MSR_PAT)

/* PAT after reset: WB, WT, UC-, UC, twice. */
#define X86_PAT_DEFAULT 0x0007040600070406ULL

/* The type at `index`, 0 to 7. */
static inline enum x86_memory_type x86_pat_get(struct x86_pat pat, unsigned index)
{
    return (enum x86_memory_type)(pat.value >> 8 * (index & 7) & 7);
}

/* `pat` with `type` at `index`, 0 to 7. */
static inline struct x86_pat x86_pat_set(struct x86_pat pat, unsigned index,
                                         enum x86_memory_type type)
{
    unsigned shift = 8 * (index & 7);
    struct x86_pat other = {(pat.value & ~(0xffULL << shift)) | (uint64_t)type << shift};
    return other;
}

/* MTRRs: memory types of physical ranges, which firmware sets. */
#define X86_MSR_MTRRCAP      0xfeu
#define X86_MSR_MTRR_DEF     0x2ffu
#define X86_MSR_MTRR_BASE(n) (0x200u + 2 * (n)) /* n below X86_MTRRCAP_VCNT */
#define X86_MSR_MTRR_MASK(n) (0x201u + 2 * (n))
#define X86_MSR_MTRR_FIX64K  0x250u /* eight types: 64 KiB each from 0 */
#define X86_MSR_MTRR_FIX16K  0x258u /* and 0x259: 16 KiB each from 0x80000 */
#define X86_MSR_MTRR_FIX4K   0x268u /* to 0x26f: 4 KiB each from 0xc0000 */
X86_MSR_REGISTER(mtrrcap, X86_MSR_MTRRCAP)
#define X86_MTRRCAP_VCNT X86_BITS(7, 0) /* how many variable ranges */
#define X86_MTRRCAP_FIX  X86_BIT(8)     /* fixed ranges */
#define X86_MTRRCAP_WC   X86_BIT(10)    /* WC is allowed */
#define X86_MTRRCAP_SMRR X86_BIT(11)    /* system-management ranges */
X86_MSR_REGISTER(mtrr_def, X86_MSR_MTRR_DEF)
#define X86_MTRR_DEF_TYPE X86_BITS(7, 0) /* the type of what no range covers */
#define X86_MTRR_DEF_FE   X86_BIT(10)    /* fixed ranges count */
#define X86_MTRR_DEF_E    X86_BIT(11)    /* MTRRs count; 0: everything is UC */
#define X86_MTRR_MASK_V   X86_BIT(11)    /* in a mask: the range counts */

/* A variable range of MTRRs. */
struct x86_mtrr_range {
    struct x86_phys base;
    uint64_t size; /* bytes */
    enum x86_memory_type type;
};

/* ---- Speculation ------------------------------------------------------------------------------*/

/* SPEC_CTRL: needs CPUID's SPEC_CTRL, STIBP or SSBD, bit by bit. */
#define X86_MSR_SPEC_CTRL 0x48u
X86_MSR_REGISTER(spec_ctrl, X86_MSR_SPEC_CTRL)
#define X86_SPEC_CTRL_IBRS        X86_BIT(0)  /* indirect branches restricted */
#define X86_SPEC_CTRL_STIBP       X86_BIT(1)  /* not steered by the sibling thread */
#define X86_SPEC_CTRL_SSBD        X86_BIT(2)  /* no speculative store bypass */
#define X86_SPEC_CTRL_IPRED_DIS_U X86_BIT(3)  /* no indirect prediction at CPL 3 */
#define X86_SPEC_CTRL_IPRED_DIS_S X86_BIT(4)  /* ... below */
#define X86_SPEC_CTRL_RRSBA_DIS_U X86_BIT(5)  /* no alternate return prediction at CPL 3 */
#define X86_SPEC_CTRL_RRSBA_DIS_S X86_BIT(6)  /* ... below */
#define X86_SPEC_CTRL_PSFD        X86_BIT(7)  /* no predictive store forwarding */
#define X86_SPEC_CTRL_DDPD_U      X86_BIT(8)  /* no data-dependent prefetch at CPL 3 */
#define X86_SPEC_CTRL_BHI_DIS_S   X86_BIT(10) /* no branch-history injection below CPL 3 */
#define X86_SPEC_CTRL_NAMES \
    "IBRS STIBP SSBD IPRED_DIS_U IPRED_DIS_S RRSBA_DIS_U RRSBA_DIS_S PSFD DDPD_U - BHI_DIS_S"

/* PRED_CMD, write only: bit 0 is IBPB, a barrier for indirect branches. FLUSH_CMD, write only: bit
 * 0 flushes the L1 data cache. ARCH_CAPABILITIES, read only: which attacks the CPU is immune to. */
#define X86_MSR_PRED_CMD          0x49u
#define X86_PRED_CMD_IBPB         X86_BIT(0)
#define X86_MSR_FLUSH_CMD         0x10bu
#define X86_FLUSH_CMD_L1D         X86_BIT(0)
#define X86_MSR_ARCH_CAPABILITIES 0x10au

/* ---- CET: shadow stacks and branch tracking ---------------------------------------------------*/
#define X86_MSR_U_CET 0x6a0u
#define X86_MSR_S_CET 0x6a2u
X86_MSR_REGISTER(u_cet, X86_MSR_U_CET)        /* for CPL 3 */
X86_MSR_REGISTER(s_cet, X86_MSR_S_CET)        /* for CPL 0 to 2 */
#define X86_CET_SH_STK_EN    X86_BIT(0)       /* shadow stacks */
#define X86_CET_WR_SHSTK_EN  X86_BIT(1)       /* WRSS */
#define X86_CET_ENDBR_EN     X86_BIT(2)       /* indirect branches must land on ENDBR64 */
#define X86_CET_LEG_IW_EN    X86_BIT(3)       /* legacy bitmap */
#define X86_CET_NO_TRACK_EN  X86_BIT(4)       /* NOTRACK prefix */
#define X86_CET_SUPPRESS_DIS X86_BIT(5)       /* no suppression */
#define X86_CET_SUPPRESS     X86_BIT(10)      /* suppressed; not with TRACKER */
#define X86_CET_TRACKER      X86_BIT(11)      /* waiting for an ENDBR64 */
#define X86_CET_BITMAP       X86_BITS(63, 12) /* address of the legacy bitmap */
#define X86_CET_NAMES \
    "SH_STK_EN WR_SHSTK_EN ENDBR_EN LEG_IW_EN NO_TRACK_EN SUPPRESS_DIS -4 SUPPRESS TRACKER"

/* Shadow stack pointers for CPL 0 to 3, multiples of 8; the table of seven for IST 1 to 7. */
#define X86_MSR_PL0_SSP             0x6a4u
#define X86_MSR_PL1_SSP             0x6a5u
#define X86_MSR_PL2_SSP             0x6a6u
#define X86_MSR_PL3_SSP             0x6a7u
#define X86_MSR_INTERRUPT_SSP_TABLE 0x6a8u
X86_MSR_ADDRESS(pl0_ssp, X86_MSR_PL0_SSP)
X86_MSR_ADDRESS(pl1_ssp, X86_MSR_PL1_SSP)
X86_MSR_ADDRESS(pl2_ssp, X86_MSR_PL2_SSP)
X86_MSR_ADDRESS(pl3_ssp, X86_MSR_PL3_SSP)
X86_MSR_ADDRESS(interrupt_ssp_table, X86_MSR_INTERRUPT_SSP_TABLE)

/* ---- FRED: event delivery without an IDT ------------------------------------------------------*/

/* Stacks of levels 0 to 3, shadow stacks of 1 to 3, level of each vector (two bits), and: */
#define X86_MSR_FRED_RSP(level) (0x1ccu + (level))
#define X86_MSR_FRED_STKLVLS    0x1d0u
#define X86_MSR_FRED_SSP(level) (0x1d0u + (level)) /* 1 to 3; level 0 is PL0_SSP */
#define X86_MSR_FRED_CONFIG     0x1d4u
X86_MSR_REGISTER(fred_stklvls, X86_MSR_FRED_STKLVLS)
X86_MSR_REGISTER(fred_config, X86_MSR_FRED_CONFIG)
#define X86_FRED_CONFIG_CSL        X86_BITS(1, 0)   /* current stack level */
#define X86_FRED_CONFIG_SSP        X86_BIT(3)       /* move the shadow stack pointer by 8 */
#define X86_FRED_CONFIG_REDZONE    X86_BITS(8, 6)   /* left below RSP, in 64 bytes */
#define X86_FRED_CONFIG_INT_STKLVL X86_BITS(10, 9)  /* stack level of interrupts */
#define X86_FRED_CONFIG_HANDLER    X86_BITS(63, 12) /* from CPL 3 here; from CPL 0 256 bytes on */

/* ---- User interrupts --------------------------------------------------------------------------*/
#define X86_MSR_UINTR_RR          0x985u /* requests */
#define X86_MSR_UINTR_HANDLER     0x986u
#define X86_MSR_UINTR_STACKADJUST 0x987u
#define X86_MSR_UINTR_MISC        0x988u /* 31:0 table size, 39:32 notification vector */
#define X86_MSR_UINTR_PD          0x989u /* posted-interrupt descriptor */
#define X86_MSR_UINTR_TT          0x98au /* target table; bit 0 allows SENDUIPI */

/* ---- Machine check ----------------------------------------------------------------------------*/
#define X86_MSR_MCG_CAP      0x179u
#define X86_MSR_MCG_STATUS   0x17au
#define X86_MSR_MCG_CTL      0x17bu
#define X86_MSR_MC_CTL(n)    (0x400u + 4 * (n)) /* bank n, below X86_MCG_CAP_COUNT */
#define X86_MSR_MC_STATUS(n) (0x401u + 4 * (n))
#define X86_MSR_MC_ADDR(n)   (0x402u + 4 * (n))
#define X86_MSR_MC_MISC(n)   (0x403u + 4 * (n))
X86_MSR_REGISTER(mcg_cap, X86_MSR_MCG_CAP)
X86_MSR_REGISTER(mcg_status, X86_MSR_MCG_STATUS)
#define X86_MCG_CAP_COUNT   X86_BITS(7, 0) /* how many banks */
#define X86_MCG_CAP_CTL_P   X86_BIT(8)     /* MCG_CTL exists */
#define X86_MCG_STATUS_RIPV X86_BIT(0)     /* the program can go on at the RIP that was pushed */
#define X86_MCG_STATUS_EIPV X86_BIT(1)     /* that RIP is where the error was */
#define X86_MCG_STATUS_MCIP X86_BIT(2)     /* under way; a second one shuts the CPU down */
#define X86_MC_STATUS_PCC   X86_BIT(57)    /* the state of the CPU may be damaged */
#define X86_MC_STATUS_ADDRV X86_BIT(58)    /* MC_ADDR is valid */
#define X86_MC_STATUS_MISCV X86_BIT(59)    /* MC_MISC is valid */
#define X86_MC_STATUS_EN    X86_BIT(60)    /* reporting was enabled */
#define X86_MC_STATUS_UC    X86_BIT(61)    /* not corrected */
#define X86_MC_STATUS_OVER  X86_BIT(62)    /* more than one */
#define X86_MC_STATUS_VAL   X86_BIT(63)    /* there is an error; write 0 to clear */

/* ---- Performance counters: what RDPMC reads ---------------------------------------------------*/
#define X86_MSR_PMC(n)             (0xc1u + (n))  /* counter n */
#define X86_MSR_PERFEVTSEL(n)      (0x186u + (n)) /* what it counts */
#define X86_MSR_FIXED_CTR(n)       (0x309u + (n)) /* 0 instructions, 1 cycles, 2 reference cycles */
#define X86_MSR_FIXED_CTR_CTRL     0x38du
#define X86_MSR_PERF_GLOBAL_STATUS 0x38eu
#define X86_MSR_PERF_GLOBAL_CTRL   0x38fu

/* ---- Other ------------------------------------------------------------------------------------*/
#define X86_MSR_FEATURE_CONTROL 0x3au       /* bit 0 lock; 2 VMX outside SMX */
#define X86_MSR_MISC_ENABLE     0x1a0u      /* Intel; bit 22 hides leaves of CPUID, 34 hides NX */
#define X86_MSR_DEBUGCTL        0x1d9u      /* bit 0 LBR, 1 single step by branches */
#define X86_MSR_UMWAIT_CONTROL  0xe1u       /* bit 0: no C0.2; 31:2 longest wait of UMWAIT */
#define X86_MSR_SYSCFG          0xc0010010u /* AMD; bit 23: memory encryption enabled */
#define X86_MSR_VM_CR           0xc0010114u /* AMD; bit 4: SVM disabled */
#define X86_MSR_GHCB            0xc0010130u /* AMD; where an SEV-ES guest talks to its host */
#define X86_MSR_SEV_STATUS      0xc0010131u /* AMD; bit 0 SEV, 1 SEV-ES, 2 SEV-SNP active */

struct x86_features;

X86_BEGIN

/* Whether this CPU takes `value` for EFER: X86_UNSUPPORTED for a bit that CPUID does not offer,
 * X86_RESERVED for one without a name, X86_CONFLICT: LME or LMA would change. */
X86_MUST_CHECK enum x86_status x86_efer_check(struct x86_efer from, struct x86_efer to,
                                              const struct x86_features *features);

/* Whether WRMSR takes `to` for APIC_BASE after `from`. X86_TOO_WIDE, X86_RESERVED, X86_UNSUPPORTED
 * as ever. X86_CONFLICT: EXTD without EN; from off straight to x2APIC, or from x2APIC back to
 * xAPIC, which both need a step between. SDM Vol. 3A section 11.12.5. */
X86_MUST_CHECK enum x86_status x86_apic_base_check(struct x86_apic_base from,
                                                   struct x86_apic_base to,
                                                   const struct x86_features *features);

/* Whether WRMSR takes `value` for U_CET or S_CET. X86_RESERVED, X86_UNSUPPORTED as ever.
 * X86_NOT_CANONICAL: the bitmap's address. X86_CONFLICT: SUPPRESS and TRACKER together. */
X86_MUST_CHECK enum x86_status x86_cet_check(uint64_t value, const struct x86_features *features);

/* What is wrong with the selectors of x86_star_of(). */
enum x86_star_fault {
    X86_STAR_SYSRET_ORDER,  /* SYSRET's SS is not the entry right before its CS */
    X86_STAR_SYSCALL_ORDER, /* SYSCALL's SS is not the entry right after its CS */
    X86_STAR_SYSRET_RPL,    /* SYSRET's selectors do not have RPL 3 */
    X86_STAR_SYSCALL_RPL,   /* SYSCALL's selectors do not have RPL 0 */
};

/* STAR for these four: SYSRET's 64-bit CS and SS (user), SYSCALL's CS and SS (kernel). X86_CONFLICT
 * when the CPU could not derive them from two numbers; *ret_fault (NULL allowed) says why. */
X86_MUST_CHECK enum x86_status x86_star_of(
    struct x86_selector sysret_cs, struct x86_selector sysret_ss, struct x86_selector syscall_cs,
    struct x86_selector syscall_ss, struct x86_star *ret_star, enum x86_star_fault *ret_fault);

/* X86_RESERVED when a byte of `value` is no memory type that PAT allows: WRMSR would raise #GP. */
X86_MUST_CHECK enum x86_status x86_pat_check(struct x86_pat value);

/* The range that a pair of MTRR base and mask describes on a CPU with `phys_bits`. X86_UNSUPPORTED:
 * the range is switched off. X86_RESERVED: not a type. X86_CONFLICT: the mask has a hole, so that
 * it is no single range. */
X86_MUST_CHECK enum x86_status x86_mtrr_range(uint64_t base, uint64_t mask, unsigned phys_bits,
                                              struct x86_mtrr_range *ret_range);

X86_END
