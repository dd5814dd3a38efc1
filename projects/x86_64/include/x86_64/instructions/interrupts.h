/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Interrupts of this CPU: on, off, and raised by software.
 *
 * Switching them orders the program's memory accesses ("memory" clobber), as taking and releasing a
 * lock does. Regions nest by giving back what was there:
 *
 *     bool were_enabled = x86_interrupts_save();     off from here
 *     ...
 *     x86_interrupts_restore(were_enabled);
 *
 * CLI and STI need CPL <= IOPL. SDM Vol. 2 "CLI", "STI", "INT n".
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/register.h"
#include "x86_64/registers/rflags.h"

/* CLI: maskable interrupts wait. */
static inline void x86_interrupts_disable(void)
{
    __asm__ volatile("cli" : : : "memory", "cc");
}

/* STI: maskable interrupts come, from after the next instruction on. */
static inline void x86_interrupts_enable(void)
{
    __asm__ volatile("sti" : : : "memory", "cc");
}

/* RFLAGS.IF: maskable interrupts come. */
static inline bool x86_interrupts_enabled(void)
{
    return (x86_rflags_read().value & X86_RFLAGS_IF) != 0;
}

/* Off; returns whether they were on. */
X86_MUST_CHECK static inline bool x86_interrupts_save(void)
{
    bool were_enabled = x86_interrupts_enabled();
    x86_interrupts_disable();
    return were_enabled;
}

/* On again when x86_interrupts_save() said so. */
static inline void x86_interrupts_restore(bool were_enabled)
{
    if (were_enabled)
        x86_interrupts_enable();
}

/* STI; HLT: sleeps until the next interrupt. No interrupt can slip in between the two, so one that
 * announces work and comes after the check for work still ends the sleep. */
static inline void x86_interrupts_enable_and_hlt(void)
{
    __asm__ volatile("sti; hlt" : : : "memory", "cc");
}

/* HLT: sleeps until the next interrupt, NMI or reset. With interrupts off: until an NMI. CPL 0. */
static inline void x86_hlt(void)
{
    __asm__ volatile("hlt" : : : "memory");
}

/* INT3: a breakpoint (#BP). */
static inline void x86_int3(void)
{
    __asm__ volatile("int3" : : : "memory");
}

/* INT n; `vector` is a constant, 0 to 255. #GP when the gate's DPL is below CPL. A macro, since the
 * number is part of the instruction. */
#define X86_INT(vector) __asm__ volatile("int %0" : : "i"(vector) : "memory")

/* UD2: an invalid opcode (#UD) on purpose; does not return. */
X86_NORETURN static inline void x86_ud2(void)
{
    __builtin_trap();
}
