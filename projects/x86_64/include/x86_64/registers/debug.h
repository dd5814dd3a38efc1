/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Debug registers: four addresses (DR0 to DR3), what happened (DR6), what to watch (DR7).
 *
 * DR7     31      24 23      16 15    13      9 8 7      0
 *        +----------+----------+-+-+--+-+-+--+-+-+--------+
 *        | LEN3 R/W3| ..LEN0 R/W0  |GD|  |RTM  |GE|LE|G3 L3 .. G0 L0|
 *
 * A watchpoint is described by struct x86_watch and put into a DR7 value by x86_dr7_watch(); the
 * address goes to x86_dr_write() first, then DR7 switches it on.
 *
 * CPL 0; with DR7.GD every access raises #DB. SDM Vol. 3B section 18.2.
 */
#pragma once
#include <stdbool.h>

#include "x86_64/address.h"
#include "x86_64/register.h"
#include "x86_64/status.h"

X86_MOV_REGISTER(dr6, "dr6")
#define X86_DR6_B0    X86_BIT(0) /* the condition of DR0 was met, whether enabled or not */
#define X86_DR6_B1    X86_BIT(1)
#define X86_DR6_B2    X86_BIT(2)
#define X86_DR6_B3    X86_BIT(3)
#define X86_DR6_BLD   X86_BIT(11) /* 0: a bus lock was seen. Set it anew in the handler */
#define X86_DR6_BD    X86_BIT(13) /* the next instruction accesses a debug register (GD) */
#define X86_DR6_BS    X86_BIT(14) /* single step */
#define X86_DR6_BT    X86_BIT(15) /* task switch */
#define X86_DR6_RTM   X86_BIT(16) /* 0: inside a transaction */
#define X86_DR6_NAMES "B0 B1 B2 B3 -7 BLD - BD BS BT RTM"

/* What to write into DR6 after handling: the CPU sets bits and never clears them. */
#define X86_DR6_CLEAR 0xffff0ff0ULL

X86_MOV_REGISTER(dr7, "dr7")
#define X86_DR7_L(n)  X86_BIT(2 * (n))     /* watch DRn, until the next hardware task switch */
#define X86_DR7_G(n)  X86_BIT(2 * (n) + 1) /* watch DRn */
#define X86_DR7_LE    X86_BIT(8)           /* exact breakpoints; ignored since the P6 */
#define X86_DR7_GE    X86_BIT(9)
#define X86_DR7_RTM   X86_BIT(11) /* debugging of transactions */
#define X86_DR7_GD    X86_BIT(13) /* #DB before any access to a debug register */
#define X86_DR7_NAMES "L0 G0 L1 G1 L2 G2 L3 G3 LE GE - RTM - GD"

/* DR7 with nothing enabled; bit 10 always reads as 1. */
#define X86_DR7_CLEAR 0x400ULL

/* Address register `n`, 0 to 3; 0 for another. */
static inline struct x86_virt x86_dr_read(unsigned n)
{
    struct x86_virt virt = {0};
    if (n == 0)
        __asm__ volatile("mov %%dr0, %0" : "=r"(virt.value));
    else if (n == 1)
        __asm__ volatile("mov %%dr1, %0" : "=r"(virt.value));
    else if (n == 2)
        __asm__ volatile("mov %%dr2, %0" : "=r"(virt.value));
    else if (n == 3)
        __asm__ volatile("mov %%dr3, %0" : "=r"(virt.value));
    return virt;
}

/* Nothing happens for `n` above 3. */
static inline void x86_dr_write(unsigned n, struct x86_virt virt)
{
    if (n == 0)
        __asm__ volatile("mov %0, %%dr0" : : "r"(virt.value) : "memory");
    else if (n == 1)
        __asm__ volatile("mov %0, %%dr1" : : "r"(virt.value) : "memory");
    else if (n == 2)
        __asm__ volatile("mov %0, %%dr2" : : "r"(virt.value) : "memory");
    else if (n == 3)
        __asm__ volatile("mov %0, %%dr3" : : "r"(virt.value) : "memory");
}

/* What DRn watches for: the R/W field. */
enum x86_watch_for {
    X86_WATCH_EXECUTE = 0,
    X86_WATCH_WRITE = 1,
    X86_WATCH_IO = 2, /* needs CR4.DE */
    X86_WATCH_READ_WRITE = 3,
};

/* One watchpoint, without its address. */
struct x86_watch {
    enum x86_watch_for what;
    uint8_t size;       /* bytes: 1, 2, 4, 8; 1 for X86_WATCH_EXECUTE, at most 4 for X86_WATCH_IO */
    bool local, global; /* one of them enables it; kernels use global */
};

X86_BEGIN

/* Puts `watch` on `address` into slot `n` (0 to 3) of a DR7 value, leaving the other slots.
 * X86_INVALID: slot, kind or size out of range; X86_NOT_ALIGNED: `address` is not a multiple of the
 * size. */
X86_MUST_CHECK enum x86_status x86_dr7_watch(struct x86_dr7 dr7, unsigned n, struct x86_watch watch,
                                             struct x86_virt address, struct x86_dr7 *ret_dr7);

/* What slot `n` (0 to 3) of `dr7` watches. */
struct x86_watch x86_dr7_watched(struct x86_dr7 dr7, unsigned n);

X86_END
