/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The hand-over page: what is needed at the last moment, and the code that uses it, in one page
 * that has the same address before and after the page tables change. The kernel's tables map it
 * read-only and executable.
 *
 *     0x000   GDT, TSS, IDT, the values of all registers (struct hand_over)
 *     0x3c0   hand_over_code (enter.S), copied: the last steps, then 32 entries for exceptions
 *
 * Below 4 GiB, for it is also there while paging is off (between 4 and 5 levels).
 */
#pragma once

/* Offsets, for enter.S. */
#define HAND_OVER_GDTR            0x030
#define HAND_OVER_IDTR            0x040
#define HAND_OVER_CR0             0x050
#define HAND_OVER_CR3             0x058
#define HAND_OVER_CR4             0x060
#define HAND_OVER_EFER            0x068
#define HAND_OVER_PAT             0x070
#define HAND_OVER_STACK           0x078
#define HAND_OVER_INFO            0x080
#define HAND_OVER_ENTRY           0x088
#define HAND_OVER_FAULT_CR3       0x090
#define HAND_OVER_FAULT_STACK     0x098
#define HAND_OVER_FAULT_FUNCTION  0x0a0
#define HAND_OVER_FAULT_DELTA     0x0a8
#define HAND_OVER_JUMP32          0x0b0
#define HAND_OVER_JUMP64          0x0b8
#define HAND_OVER_MXCSR           0x0c0
#define HAND_OVER_TASK            0x0c4
#define HAND_OVER_CHANGES_LEVELS  0x0c6
#define HAND_OVER_TSS             0x0c8
#define HAND_OVER_IDT             0x130
#define HAND_OVER_KERNEL_GDTR     0x330
#define HAND_OVER_CODE            0x3c0
#define HAND_OVER_SIZE            0x1000
#define HAND_OVER_CS32            0x18
#define HAND_OVER_TSS_SELECTOR    0x20
#define HAND_OVER_FAULT_STUB_SIZE 16

#ifndef __ASSEMBLER__
#include <stddef.h>
#include <stdint.h>

#include "x86_64/structures/gdt.h"
#include "x86_64/structures/idt.h"
#include "x86_64/structures/tss.h"

/* Where a far jump goes. */
struct far_pointer {
    uint32_t offset;
    uint16_t selector, unused;
};

struct hand_over {
    uint64_t gdt[6]; /* null, code, data, 32-bit code, TSS (two) */
    struct x86_table_pointer gdtr;
    uint8_t unused0[6];
    struct x86_table_pointer idtr;
    uint8_t unused1[6];
    uint64_t cr0, cr3, cr4, efer, pat;
    uint64_t stack, info, entry; /* RSP, RDI, RIP of the kernel */
    uint64_t fault_cr3, fault_stack, fault_function;
    uint64_t fault_delta; /* from the kernel's address of the exception stack to the physical */
    struct far_pointer jump32, jump64;
    uint32_t mxcsr;
    uint16_t task;           /* selector for LTR, 0: none */
    uint16_t changes_levels; /* 1: from 4 levels to 5, or back */
    struct x86_tss tss;
    struct x86_gate idt[32];
    struct x86_table_pointer kernel_gdtr; /* of what the kernel finds: less than all */
    uint8_t unused2[HAND_OVER_CODE - HAND_OVER_KERNEL_GDTR - 10];
    uint8_t code[HAND_OVER_SIZE - HAND_OVER_CODE];
};

#define HAND_OVER_AT(field, offset) \
    _Static_assert(offsetof(struct hand_over, field) == (offset), "as enter.S reads it")
HAND_OVER_AT(gdtr, HAND_OVER_GDTR);
HAND_OVER_AT(idtr, HAND_OVER_IDTR);
HAND_OVER_AT(cr0, HAND_OVER_CR0);
HAND_OVER_AT(cr3, HAND_OVER_CR3);
HAND_OVER_AT(cr4, HAND_OVER_CR4);
HAND_OVER_AT(efer, HAND_OVER_EFER);
HAND_OVER_AT(pat, HAND_OVER_PAT);
HAND_OVER_AT(stack, HAND_OVER_STACK);
HAND_OVER_AT(info, HAND_OVER_INFO);
HAND_OVER_AT(entry, HAND_OVER_ENTRY);
HAND_OVER_AT(fault_cr3, HAND_OVER_FAULT_CR3);
HAND_OVER_AT(fault_stack, HAND_OVER_FAULT_STACK);
HAND_OVER_AT(fault_function, HAND_OVER_FAULT_FUNCTION);
HAND_OVER_AT(fault_delta, HAND_OVER_FAULT_DELTA);
HAND_OVER_AT(jump32, HAND_OVER_JUMP32);
HAND_OVER_AT(jump64, HAND_OVER_JUMP64);
HAND_OVER_AT(mxcsr, HAND_OVER_MXCSR);
HAND_OVER_AT(task, HAND_OVER_TASK);
HAND_OVER_AT(changes_levels, HAND_OVER_CHANGES_LEVELS);
HAND_OVER_AT(tss, HAND_OVER_TSS);
HAND_OVER_AT(idt, HAND_OVER_IDT);
HAND_OVER_AT(kernel_gdtr, HAND_OVER_KERNEL_GDTR);
HAND_OVER_AT(code, HAND_OVER_CODE);
_Static_assert(sizeof(struct hand_over) == HAND_OVER_SIZE, "one page");

/* What of the kernel's state differs from one kernel to the next. */
struct hand_over_state {
    uint64_t cr3;
    uint64_t stack; /* RSP */
    uint64_t info, entry;
    unsigned levels;     /* of the kernel's tables */
    unsigned levels_now; /* of the loader's */
};

/* Fills the page, which lies at its physical address, with everything but faults. */
void hand_over_fill(struct hand_over *page, const struct hand_over_state *state);

/* What is to happen on an exception. */
struct hand_over_faults {
    uint64_t cr3;        /* the loader's tables for this, of as many levels as the kernel's */
    uint64_t stack;      /* the loader's, top */
    uint64_t function;   /* void X86_SYSV function(struct x86_trap_frame *), in those tables */
    uint64_t kernel_ist; /* top of the exception stack in the kernel's tables */
    uint64_t ist_phys;   /* and its physical address */
};

void hand_over_catch_faults(struct hand_over *page, const struct hand_over_faults *faults);
#endif
