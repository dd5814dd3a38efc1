/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Control registers CR0, CR2, CR3, CR4, CR8, each in the form of x86_64/register.h.
 *
 * Writing CR0.PG, CR3 or CR4 (PGE, PCIDE, PAE, SMEP, PKE) flushes TLB entries as SDM Vol. 3A
 * section 4.10.4.1 says; a plain CR3 reload leaves global entries. Setting a bit that the CPU lacks
 * raises #GP; on QEMU 7.2's TCG it hangs, so check first.
 *
 * SDM Vol. 3A section 2.5; APM Vol. 2 section 3.1.
 */
#pragma once
#include "x86_64/address.h"
#include "x86_64/register.h"
#include "x86_64/status.h"

struct x86_features;

/* ---- CR0 --------------------------------------------------------------------------------------*/
X86_MOV_REGISTER(cr0, "cr0")
#define X86_CR0_PE    X86_BIT(0)  /* protection enable */
#define X86_CR0_MP    X86_BIT(1)  /* WAIT heeds TS */
#define X86_CR0_EM    X86_BIT(2)  /* no x87: its instructions raise #NM */
#define X86_CR0_TS    X86_BIT(3)  /* task switched: x87 and SSE raise #NM */
#define X86_CR0_ET    X86_BIT(4)  /* extension type; always 1 */
#define X86_CR0_NE    X86_BIT(5)  /* x87 errors as #MF, not as an external interrupt */
#define X86_CR0_WP    X86_BIT(16) /* the supervisor heeds read-only pages too */
#define X86_CR0_AM    X86_BIT(18) /* RFLAGS.AC may cause #AC at CPL 3 */
#define X86_CR0_NW    X86_BIT(29) /* not write-through */
#define X86_CR0_CD    X86_BIT(30) /* cache disable */
#define X86_CR0_PG    X86_BIT(31) /* paging */
#define X86_CR0_NAMES "PE MP EM TS ET NE -10 WP - AM -10 NW CD PG"

/* SMSW: CR0 bits 15:0, at any CPL unless CR4.UMIP. */
static inline uint64_t x86_smsw(void)
{
    uint16_t word;
    __asm__ volatile("smsww %0" : "=r"(word));
    return word;
}

/* ---- CR2 --------------------------------------------------------------------------------------*/

/* The address that the last page fault of this CPU was about. It need not be canonical: LAM and
 * speculative values have put others there; ask x86_virt_is_canonical(). Read it before anything
 * else can fault. */
static inline struct x86_virt x86_cr2_read(void)
{
    struct x86_virt virt;
    __asm__ volatile("mov %%cr2, %0" : "=r"(virt.value) : : "memory");
    return virt;
}

/* Puts `virt` into CR2, as a hypervisor or a test does. */
static inline void x86_cr2_write(struct x86_virt virt)
{
    __asm__ volatile("mov %0, %%cr2" : : "r"(virt.value) : "memory");
}

/* ---- CR3 --------------------------------------------------------------------------------------*/
X86_MOV_REGISTER(cr3, "cr3")
#define X86_CR3_PWT      X86_BIT(3)       /* root table write-through; only with CR4.PCIDE = 0 */
#define X86_CR3_PCD      X86_BIT(4)       /* root table uncached; only with CR4.PCIDE = 0 */
#define X86_CR3_PCID     X86_BITS(11, 0)  /* process-context identifier; only with CR4.PCIDE = 1 */
#define X86_CR3_ADDRESS  X86_BITS(51, 12) /* physical address of the root table */
#define X86_CR3_LAM_U57  X86_BIT(61)      /* user pointers carry metadata in bits 62:57 */
#define X86_CR3_LAM_U48  X86_BIT(62)      /* ... in bits 62:48; LAM_U57 wins */
#define X86_CR3_NO_FLUSH X86_BIT(63)      /* write only, with PCIDE: keep this PCID's entries */
#define X86_CR3_NAMES    "-3 PWT PCD -56 LAM_U57 LAM_U48 NO_FLUSH" /* with PCIDE = 0 */

/* The root table's address in `cr3`. */
static inline struct x86_phys x86_cr3_root(struct x86_cr3 cr3)
{
    return x86_phys_unchecked(cr3.value & X86_CR3_ADDRESS);
}

/* A value for CR3: root table `root`, a multiple of 4096, and `flags` out of X86_CR3_*; the PCID is
 * a flag by its number. */
static inline struct x86_cr3 x86_cr3_of(struct x86_phys root, uint64_t flags)
{
    struct x86_cr3 cr3 = {root.value | flags};
    return cr3;
}

/* ---- CR4 --------------------------------------------------------------------------------------*/
X86_MOV_REGISTER(cr4, "cr4")
#define X86_CR4_VME        X86_BIT(0)  /* virtual-8086 mode extensions */
#define X86_CR4_PVI        X86_BIT(1)  /* protected-mode virtual interrupts */
#define X86_CR4_TSD        X86_BIT(2)  /* RDTSC and RDTSCP only at CPL 0 */
#define X86_CR4_DE         X86_BIT(3)  /* debugging extensions: DR4 and DR5 are no aliases */
#define X86_CR4_PSE        X86_BIT(4)  /* page size extensions (32-bit paging) */
#define X86_CR4_PAE        X86_BIT(5)  /* physical address extension; must stay in long mode */
#define X86_CR4_MCE        X86_BIT(6)  /* machine-check enable */
#define X86_CR4_PGE        X86_BIT(7)  /* global pages */
#define X86_CR4_PCE        X86_BIT(8)  /* RDPMC at any CPL */
#define X86_CR4_OSFXSR     X86_BIT(9)  /* SSE and FXSAVE */
#define X86_CR4_OSXMMEXCPT X86_BIT(10) /* SSE errors as #XM */
#define X86_CR4_UMIP       X86_BIT(11) /* SGDT, SIDT, SLDT, SMSW, STR only at CPL 0 */
#define X86_CR4_LA57       X86_BIT(12) /* 5 levels of page tables; cannot change in long mode */
#define X86_CR4_VMXE       X86_BIT(13) /* VMX */
#define X86_CR4_SMXE       X86_BIT(14) /* safer mode extensions */
#define X86_CR4_FSGSBASE   X86_BIT(16) /* RDFSBASE and its kin at any CPL */
#define X86_CR4_PCIDE      X86_BIT(17) /* process-context identifiers */
#define X86_CR4_OSXSAVE    X86_BIT(18) /* XSAVE, XGETBV, XSETBV */
#define X86_CR4_KL         X86_BIT(19) /* Key Locker */
#define X86_CR4_SMEP       X86_BIT(20) /* the supervisor cannot execute user pages */
#define X86_CR4_SMAP       X86_BIT(21) /* the supervisor cannot access user pages while AC = 0 */
#define X86_CR4_PKE        X86_BIT(22) /* protection keys for user pages */
#define X86_CR4_CET        X86_BIT(23) /* control-flow enforcement; needs CR0.WP */
#define X86_CR4_PKS        X86_BIT(24) /* protection keys for supervisor pages */
#define X86_CR4_UINTR      X86_BIT(25) /* user interrupts */
#define X86_CR4_LASS       X86_BIT(27) /* linear-address-space separation */
#define X86_CR4_LAM_SUP    X86_BIT(28) /* supervisor pointers carry metadata */
#define X86_CR4_FRED       X86_BIT(32) /* flexible return and event delivery */
#define X86_CR4_NAMES                                                                      \
    "VME PVI TSD DE PSE PAE MCE PGE PCE OSFXSR OSXMMEXCPT UMIP LA57 VMXE SMXE - FSGSBASE " \
    "PCIDE OSXSAVE KL SMEP SMAP PKE CET PKS UINTR - LASS LAM_SUP -3 FRED"

/* ---- CR8 --------------------------------------------------------------------------------------*/
X86_MOV_REGISTER(cr8, "cr8")
#define X86_CR8_TPL   X86_BITS(3, 0) /* interrupts of this priority class and below wait; 0: none */
#define X86_CR8_NAMES "TPL0 TPL1 TPL2 TPL3"

X86_BEGIN

/* Whether MOV to CR0 takes the change from `from` to `to` in 64-bit mode while CR4 is `cr4`. Only
 * newly set bits are judged. X86_RESERVED: a bit without a name. X86_CONFLICT: PG or PE cleared, NW
 * without CD, WP cleared while CR4.CET. SDM Vol. 3A section 2.5. */
X86_MUST_CHECK enum x86_status x86_cr0_check(struct x86_cr0 from, struct x86_cr0 to,
                                             struct x86_cr4 cr4);

/* The same for CR4 on the CPU of `features`, while CR0 and CR3 are `cr0` and `cr3`.
 * X86_UNSUPPORTED: CPUID does not offer the bit. X86_CONFLICT: PAE cleared, LA57 changed, CET
 * without CR0.WP, PCIDE set while CR3[11:0] is not 0. */
X86_MUST_CHECK enum x86_status x86_cr4_check(struct x86_cr4 from, struct x86_cr4 to,
                                             struct x86_cr0 cr0, struct x86_cr3 cr3,
                                             const struct x86_features *features);

/* Whether MOV to CR3 takes `value` while CR4 is `cr4`. X86_TOO_WIDE: the address has more bits than
 * the CPU's. X86_RESERVED: another bit is set, even one that
 * the CPU only ignores. X86_UNSUPPORTED: LAM without CPUID's LAM.
 * X86_CONFLICT: NO_FLUSH without CR4.PCIDE. */
X86_MUST_CHECK enum x86_status x86_cr3_check(struct x86_cr3 value, struct x86_cr4 cr4,
                                             const struct x86_features *features);

/* Which bits of CR4 this CPU has: the mask of all that may be set. */
uint64_t x86_cr4_supported(const struct x86_features *features);

X86_END
