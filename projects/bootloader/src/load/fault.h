/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * An exception in a kernel that asked for `.catch_faults`: reported in words, then the processor
 * halts. Runs in the loader's own tables (tables.c) on a stack of its own.
 */
#pragma once
#include "x86_64/structures/trap.h"

/* What is known of the kernel, for words. */
struct fault_context {
    const char *path;
    uint64_t first, end, slide;       /* the kernel's addresses */
    uint64_t stack, stack_end, guard; /* guard: the page below the stack */
};

/* Keeps what a report will need. */
void fault_prepare(const struct fault_context *context);

/* Says what happened, in the log. */
void fault_say(const struct x86_trap_frame *frame, uint64_t cr2);

/* fault_say(), then halts for good. What the hand-over page calls. */
void X86_SYSV fault_report(struct x86_trap_frame *frame);
