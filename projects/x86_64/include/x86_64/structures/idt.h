/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Interrupt descriptor table, in the caller's storage: 256 gates of 16 bytes.
 *
 * Two ways to handlers:
 *
 *   - x86_64/structures/trap.h makes 256 entry points that save all registers and lead to one
 *     function;
 *   - functions with __attribute__((interrupt)), which both compilers know, one for each vector.
 *     They must be built with -mgeneral-regs-only, see no registers and do not swap GS. clang
 *     warns when they call a function without the no_caller_saved_registers attribute.
 *
 *         __attribute__((interrupt)) static void on_breakpoint(struct x86_interrupt_frame *frame);
 *         x86_idt_set_handler(&idt, X86_VECTOR_BP, on_breakpoint, code, options);
 *
 * The table must stay in place while it is loaded. A gate is written in two halves: do not change
 * one that may fire meanwhile. SDM Vol. 3A section 6.14.1.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/instructions/tables.h"
#include "x86_64/status.h"
#include "x86_64/structures/exception.h"

/* A gate: where a vector leads. */
struct x86_gate {
    uint16_t offset_low;
    uint16_t selector;
    uint8_t ist;        /* bits 2:0 */
    uint8_t attributes; /* bit 7 present, 6:5 DPL, 3:0 type: 14 interrupt, 15 trap */
    uint16_t offset_middle;
    uint32_t offset_high;
    uint32_t reserved;
};
X86_STATIC_ASSERT(sizeof(struct x86_gate) == 16, "as the CPU reads it");

/* The table, one gate for each vector. */
struct __attribute__((aligned(16))) x86_idt {
    struct x86_gate gates[256];
};
X86_STATIC_ASSERT(sizeof(struct x86_idt) == 4096, "as the CPU reads it");

/* All zero: interrupts off in the handler, on the current stack, not to be raised by CPL 3. */
struct x86_gate_options {
    uint8_t ist; /* 1 to 7: on the stack x86_tss.ist[ist - 1]; 0: the current one */
    uint8_t dpl; /* highest CPL that may raise it by INT n, INT3, INTO: 0 to 3 */
    bool trap;   /* leave interrupts as they are */
};

/* Handlers with the interrupt attribute, without and with an error code. */
typedef void x86_handler(struct x86_interrupt_frame *frame);
typedef void x86_handler_error(struct x86_interrupt_frame *frame, uint64_t error);

X86_BEGIN

/* All gates absent: any interrupt ends in #GP, which without a gate of its own is a double fault.
 */
void x86_idt_init(struct x86_idt *idt);

/* Vector `vector` (0 to 255) goes to the code at `entry`, in the segment `code`. X86_INVALID:
 * vector or options out of range, `code` null. X86_NOT_CANONICAL: `entry` is not (57 bits). */
X86_MUST_CHECK enum x86_status x86_idt_set(struct x86_idt *idt, unsigned vector,
                                           struct x86_virt entry, struct x86_selector code,
                                           struct x86_gate_options options);

/* The same for a handler with the interrupt attribute; X86_CONFLICT when `vector` pushes an error
 * code that `handler` does not take, or the other way round. */
X86_MUST_CHECK enum x86_status x86_idt_set_handler(struct x86_idt *idt, unsigned vector,
                                                   x86_handler *handler, struct x86_selector code,
                                                   struct x86_gate_options options);
/* The same for a handler that takes the error code. */
X86_MUST_CHECK enum x86_status x86_idt_set_handler_error(struct x86_idt *idt, unsigned vector,
                                                         x86_handler_error *handler,
                                                         struct x86_selector code,
                                                         struct x86_gate_options options);

/* Takes the gate away. X86_INVALID for a vector above 255. */
X86_MUST_CHECK enum x86_status x86_idt_clear(struct x86_idt *idt, unsigned vector);

/* Where the gate leads; 0 when absent. */
struct x86_virt x86_gate_entry(const struct x86_gate *gate);

/* LIDT. CPL 0. */
static inline void x86_idt_load(const struct x86_idt *idt)
{
    struct x86_table_pointer pointer = {sizeof *idt - 1, x86_virt_of_pointer(idt)};
    x86_lidt(pointer);
}

X86_END
