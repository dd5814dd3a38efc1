/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Where the CPU finds its tables: GDTR, IDTR, LDTR, TR.
 *
 * The tables themselves are in x86_64/structures/; they must stay where they are for as long as
 * they are loaded. Loading needs CPL 0; storing needs CPL 0 with CR4.UMIP. SDM Vol. 3A section 2.4.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/structures/selector.h"

/* What LGDT and LIDT read, and SGDT and SIDT write. */
struct __attribute__((packed)) x86_table_pointer {
    uint16_t limit; /* size of the table in bytes, minus one */
    struct x86_virt base;
};
X86_STATIC_ASSERT(sizeof(struct x86_table_pointer) == 10, "as the CPU reads it");
X86_STATIC_ASSERT(offsetof(struct x86_table_pointer, base) == 2, "as the CPU reads it");

/* Segment registers keep what they had loaded: load them anew afterwards. */
static inline void x86_lgdt(struct x86_table_pointer pointer)
{
    __asm__ volatile("lgdt %0" : : "m"(pointer) : "memory");
}

/* LIDT: the interrupt descriptor table. */
static inline void x86_lidt(struct x86_table_pointer pointer)
{
    __asm__ volatile("lidt %0" : : "m"(pointer) : "memory");
}

/* SGDT: what LGDT loaded. */
static inline struct x86_table_pointer x86_sgdt(void)
{
    struct x86_table_pointer pointer;
    __asm__ volatile("sgdt %0" : "=m"(pointer));
    return pointer;
}

/* SIDT: what LIDT loaded. */
static inline struct x86_table_pointer x86_sidt(void)
{
    struct x86_table_pointer pointer;
    __asm__ volatile("sidt %0" : "=m"(pointer));
    return pointer;
}

/* LTR: the task state segment of this CPU. Marks the descriptor busy, so the GDT must be writable;
 * #GP when it is busy already. */
static inline void x86_ltr(struct x86_selector tss)
{
    __asm__ volatile("ltr %0" : : "r"(tss.value) : "memory");
}

/* STR: what LTR loaded; the null selector before. */
static inline struct x86_selector x86_str(void)
{
    struct x86_selector tss;
    __asm__ volatile("strw %0" : "=r"(tss.value));
    return tss;
}

/* LLDT: the local descriptor table; the null selector for none. */
static inline void x86_lldt(struct x86_selector ldt)
{
    __asm__ volatile("lldt %0" : : "r"(ldt.value) : "memory");
}

/* SLDT: what LLDT loaded. */
static inline struct x86_selector x86_sldt(void)
{
    struct x86_selector ldt;
    __asm__ volatile("sldtw %0" : "=r"(ldt.value));
    return ldt;
}
