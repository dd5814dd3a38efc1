/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Segment registers and their bases.
 *
 * In 64-bit mode only CS, the selectors' RPL and the bases of FS and GS mean anything; DS, ES and
 * SS are loaded so that no stale selector is in the way of an IRETQ.
 *
 * Writing a selector loads its descriptor from the GDT or LDT: #GP when there is none or it does
 * not fit. Loading FS or GS clears (Intel) or keeps (AMD, null selector) the base: write the base
 * after. SDM Vol. 3A section 3.4.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/structures/selector.h"

#define X86_SEGMENT_READ_(name)                                                  \
    static inline struct x86_selector x86_##name##_read(void)                    \
    {                                                                            \
        struct x86_selector x86_selector_now;                                    \
        __asm__ volatile("movw %%" #name ", %0" : "=r"(x86_selector_now.value)); \
        return x86_selector_now;                                                 \
    }
#define X86_SEGMENT_(name)                                                        \
    X86_SEGMENT_READ_(name)                                                       \
    static inline void x86_##name##_write(struct x86_selector selector)           \
    {                                                                             \
        __asm__ volatile("movw %0, %%" #name : : "r"(selector.value) : "memory"); \
    }

/* x86_ds_read(), x86_ds_write() and so on; CS is written by x86_cs_write() below. */
X86_SEGMENT_READ_(cs)
X86_SEGMENT_(ds)
X86_SEGMENT_(es)
X86_SEGMENT_(fs)
X86_SEGMENT_(gs)
X86_SEGMENT_(ss)

/* Loads CS by a far return to the next instruction. `selector` names a 64-bit code segment of the
 * current CPL. The 128 bytes below the stack pointer are left alone, should there be a red zone. */
static inline void x86_cs_write(struct x86_selector selector)
{
    uint64_t scratch;
    __asm__ volatile("leaq -128(%%rsp), %%rsp\n\t"
                     "pushq %1\n\t"
                     "leaq 1f(%%rip), %0\n\t"
                     "pushq %0\n\t"
                     "lretq\n"
                     "1:\n\t"
                     "subq $-128, %%rsp"
                     : "=&r"(scratch)
                     : "r"((uint64_t)selector.value)
                     : "memory", "cc");
}

#define X86_SEGMENT_BASE_(name)                                                \
    static inline struct x86_virt x86_rd##name##base(void)                     \
    {                                                                          \
        struct x86_virt x86_base;                                              \
        __asm__ volatile("rd" #name "base %0" : "=r"(x86_base.value));         \
        return x86_base;                                                       \
    }                                                                          \
    static inline void x86_wr##name##base(struct x86_virt base)                \
    {                                                                          \
        __asm__ volatile("wr" #name "base %0" : : "r"(base.value) : "memory"); \
    }

/* x86_rdfsbase(), x86_wrfsbase(), x86_rdgsbase(), x86_wrgsbase(): any CPL, need CR4.FSGSBASE, #UD
 * without. #GP for a base that is not canonical. Without FSGSBASE: x86_fs_base_write() of
 * x86_64/registers/msr.h. */
X86_SEGMENT_BASE_(fs)
X86_SEGMENT_BASE_(gs)

/* SWAPGS: exchanges GS's base with KERNEL_GS_BASE. CPL 0. Between entry and this, GS is the
 * user's. */
static inline void x86_swapgs(void)
{
    __asm__ volatile("swapgs" : : : "memory");
}

/* VERW: whether the segment can be written at this CPL. With CPUID's MD_CLEAR it also overwrites
 * the CPU's buffers, which is what kernels execute it for before they return to CPL 3. */
static inline bool x86_verw(struct x86_selector selector)
{
    bool x86_writable;
    __asm__ volatile("verw %1" : "=@ccz"(x86_writable) : "m"(selector.value) : "memory");
    return x86_writable;
}

/* LKGS: loads GS's selector and writes the descriptor's base to KERNEL_GS_BASE. CPL 0, needs
 * CPUID's LKGS. */
static inline void x86_lkgs(struct x86_selector selector)
{
    /* lkgs %ax */
    __asm__ volatile(".byte 0xf2, 0x0f, 0x00, 0xf0" : : "a"(selector.value) : "memory");
}
