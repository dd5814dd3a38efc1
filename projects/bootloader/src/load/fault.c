/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The kernel's faults in words: see fault.h. */
#include "load/fault.h"

#include "load/log.h"
#include "x86_64/registers/control.h"

typedef unsigned long long number;

static struct fault_context kernel;

void fault_prepare(const struct fault_context *context)
{
    kernel = *context;
}

/* What a page fault's address tells. */
static void say_place(uint64_t address)
{
    if (address >= kernel.guard && address < kernel.stack)
        log_say(LOG_ERROR,
                "the stack overflowed: 0x%llx is in the guard page below it (0x%llx to 0x%llx); "
                "ask for more with .stack_size\n",
                (number)address, (number)kernel.stack, (number)kernel.stack_end);
    else if (address < 4096)
        log_say(LOG_ERROR, "0x%llx is what a null pointer leads to\n", (number)address);
}

void fault_say(const struct x86_trap_frame *frame, uint64_t cr2)
{
    uint64_t rip = frame->interrupt.rip.value, rsp = frame->interrupt.rsp.value;
    bool inside = rip >= kernel.first && rip < kernel.end;
    bool page_fault = frame->vector == X86_VECTOR_PF;
    uint64_t e = frame->error;
    log_say(LOG_ERROR, "%s: exception %llu (%s) in the kernel\n", kernel.path,
            (number)frame->vector, x86_vector_name((unsigned)frame->vector));
    if (page_fault)
        log_say(LOG_ERROR, "page fault: it wanted to %s 0x%llx, which %s\n",
                e & X86_PAGE_FAULT_I   ? "execute"
                : e & X86_PAGE_FAULT_W ? "write to"
                                       : "read",
                (number)cr2,
                e & X86_PAGE_FAULT_RSVD ? "has a reserved bit set in its page tables"
                : e & X86_PAGE_FAULT_P  ? "may not be so used"
                                        : "is not mapped");
    log_say(LOG_ERROR,
            "at RIP 0x%llx%s, RSP 0x%llx, CR2 0x%llx, error code 0x%llx, RFLAGS 0x%llx\n",
            (number)rip, inside ? "" : " (not the kernel's)", (number)rsp, (number)cr2,
            (number)frame->error, (number)frame->interrupt.rflags);
    if (inside && kernel.slide)
        log_say(LOG_ERROR, "which is 0x%llx in its file\n", (number)(rip - kernel.slide));
    if (page_fault)
        say_place(cr2);
    const struct {
        const char *name;
        uint64_t value;
    } r[] = {{"RAX", frame->rax}, {"RBX", frame->rbx}, {"RCX", frame->rcx}, {"RDX", frame->rdx},
             {"RSI", frame->rsi}, {"RDI", frame->rdi}, {"RBP", frame->rbp}, {"R8 ", frame->r8},
             {"R9 ", frame->r9},  {"R10", frame->r10}, {"R11", frame->r11}, {"R12", frame->r12},
             {"R13", frame->r13}, {"R14", frame->r14}, {"R15", frame->r15}};
    for (unsigned i = 0; i < sizeof r / sizeof r[0]; i += 3)
        log_say(LOG_ERROR, "%s %016llx  %s %016llx  %s %016llx\n", r[i].name, (number)r[i].value,
                r[i + 1].name, (number)r[i + 1].value, r[i + 2].name, (number)r[i + 2].value);
    log_say(LOG_ERROR, "the processor is halted\n");
}
