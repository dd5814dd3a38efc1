/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The instructions that drop cached translations, one function each. What to drop and when is the
 * business of the TLB batch; these are its tools.
 *
 * All order the program's memory accesses around them ("memory" clobber): an entry written before
 * is in memory before the flush. All act on this CPU only, but INVLPGB, which acts on all.
 *
 * CPL 0. SDM Vol. 3A section 4.10.4; APM Vol. 3 "INVLPGB", "TLBSYNC", "INVLPGA".
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/address.h"

/* Drops the entries for the page at `virt`, global ones and those of any page size too, and every
 * paging-structure entry of the current PCID. An address that is not canonical drops nothing. */
static inline void x86_invlpg(struct x86_virt virt)
{
    __asm__ volatile("invlpg (%0)" : : "r"(virt.value) : "memory");
}

/* What x86_invpcid() drops. */
enum x86_invpcid_type {
    X86_INVPCID_ADDRESS = 0,        /* of `pcid`: the page at `virt`, but no global entry */
    X86_INVPCID_SINGLE = 1,         /* of `pcid`: all but global entries */
    X86_INVPCID_ALL = 2,            /* everything; `pcid` and `virt` are ignored */
    X86_INVPCID_ALL_BUT_GLOBAL = 3, /* all but global entries; `pcid` and `virt` are ignored */
};

/* `pcid` is 0 to 4095, and 0 unless CR4.PCIDE. Needs CPUID's INVPCID. #GP when `pcid` is out of
 * range, or `virt` not canonical with X86_INVPCID_ADDRESS. */
static inline void x86_invpcid(enum x86_invpcid_type type, uint16_t pcid, struct x86_virt virt)
{
    struct {
        uint64_t pcid; /* bits 63:12 must be 0 */
        uint64_t address;
    } descriptor = {pcid, virt.value};
    __asm__ volatile("invpcid %0, %1" : : "m"(descriptor), "r"((uint64_t)type) : "memory");
}

/* RAX of INVLPGB: which of the other operands count, and the page's address in bits 63:12. */
#define X86_INVLPGB_ADDRESS    X86_BIT(0) /* only the pages from the address on */
#define X86_INVLPGB_PCID       X86_BIT(1) /* only `pcid` */
#define X86_INVLPGB_ASID       X86_BIT(2) /* only `asid` */
#define X86_INVLPGB_GLOBAL     X86_BIT(3) /* global entries too */
#define X86_INVLPGB_FINAL_ONLY X86_BIT(4) /* leaves only: no table was unlinked */
#define X86_INVLPGB_NESTED     X86_BIT(5) /* guests' nested translations too */

/* Drops on all CPUs, by broadcast; done when x86_tlbsync() returns. `flags` out of X86_INVLPGB_*;
 * from `virt` on, `pages` pages (1 to x86_features.invlpgb_max) of 4 KiB, or of 2 MiB when
 * `step_2m`. The range must not enter the hole between the halves: wrapping drops the wrong pages.
 * `pcid` 0 to 4095, `asid` below CPUID 8000_000AH EBX. Needs CPUID's INVLPGB. */
static inline void x86_invlpgb(uint64_t flags, struct x86_virt virt, uint32_t pages, bool step_2m,
                               uint16_t pcid, uint16_t asid)
{
    uint64_t rax = (virt.value & ~0xfffULL) | flags;
    uint32_t ecx = (pages - 1) | (uint32_t)step_2m << 31;
    uint32_t edx = (uint32_t)pcid << 16 | asid;
    /* .byte: clang before 15 and older binutils do not know the mnemonic. */
    __asm__ volatile(".byte 0x0f, 0x01, 0xfe" : : "a"(rax), "c"(ecx), "d"(edx) : "memory");
}

/* How many of `pages` pages (1 or more) of `page_size` bytes, 4 KiB or 2 MiB, one INVLPGB may take
 * from the canonical address `base` on: at most `max` (x86_features.invlpgb_max), and none beyond
 * the end of the half of the address space that `base` is in. The next one starts at
 * x86_virt_forward() of that. */
static inline uint32_t x86_invlpgb_pages(struct x86_virt base, uint64_t pages, uint64_t page_size,
                                         uint32_t max, unsigned va_bits)
{
    uint64_t half = 1ULL << (va_bits - 1);
    uint64_t left = (half - (base.value & (half - 1)) + page_size - 1) / page_size;
    uint64_t taken = pages < left ? pages : left;
    return taken < max ? (uint32_t)taken : max;
}

/* Waits until every INVLPGB of this CPU is done everywhere. Needs CPUID's INVLPGB. */
static inline void x86_tlbsync(void)
{
    __asm__ volatile(".byte 0x0f, 0x01, 0xff" : : : "memory");
}

/* Drops the entry for the page at `virt` of the guest `asid`. Needs SVM enabled (EFER.SVME). */
static inline void x86_invlpga(struct x86_virt virt, uint32_t asid)
{
    __asm__ volatile("invlpga %%rax, %%ecx" : : "a"(virt.value), "c"(asid) : "memory");
}

/* What INVEPT and INVVPID read: the EPT pointer, or the VPID in bits 15:0 and an address. */
struct x86_invvpid_descriptor {
    uint64_t vpid;
    uint64_t address;
};

/* Drops translations derived from EPT: `type` 1 for the EPT pointer `eptp`, 2 for all. Needs VMX.
 */
static inline void x86_invept(uint64_t type, uint64_t eptp)
{
    struct x86_invvpid_descriptor descriptor = {eptp, 0};
    __asm__ volatile("invept %0, %1" : : "m"(descriptor), "r"(type) : "memory", "cc");
}

/* Drops translations tagged with a VPID: `type` 0 one address, 1 one VPID, 2 all, 3 one VPID but
 * global ones. Needs VMX. */
static inline void x86_invvpid(uint64_t type, uint16_t vpid, struct x86_virt virt)
{
    struct x86_invvpid_descriptor descriptor = {vpid, virt.value};
    __asm__ volatile("invvpid %0, %1" : : "m"(descriptor), "r"(type) : "memory", "cc");
}
