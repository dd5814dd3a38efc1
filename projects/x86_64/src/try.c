/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * RDMSR and WRMSR that may fault: see structures/trap.h. The labels are local to this object; C and
 * the assembly agree on the System V convention, on the windows target too.
 */
#include "x86_64/instructions/msr.h"
#include "x86_64/structures/trap.h"

#define LOCAL __attribute__((visibility("hidden")))

__asm__(".text\n"
        "x86_msr_reading:\n"
        "movl %edi, %ecx\n"
        "x86_msr_reading_here:\n"
        "rdmsr\n"
        "shlq $32, %rdx\n"
        "orq %rdx, %rax\n"
        "movq %rax, (%rsi)\n"
        "movl $1, %eax\n"
        "ret\n"
        "x86_msr_writing:\n"
        "movl %edi, %ecx\n"
        "movl %esi, %eax\n"
        "movq %rsi, %rdx\n"
        "shrq $32, %rdx\n"
        "x86_msr_writing_here:\n"
        "wrmsr\n"
        "movl $1, %eax\n"
        "ret\n"
        "x86_msr_refused:\n"
        "xorl %eax, %eax\n"
        "ret\n");

LOCAL uint32_t X86_SYSV x86_msr_reading(uint32_t number, uint64_t *ret_value);
LOCAL uint32_t X86_SYSV x86_msr_writing(uint32_t number, uint64_t value);
extern LOCAL const unsigned char x86_msr_reading_here[], x86_msr_writing_here[], x86_msr_refused[];

enum x86_status x86_msr_try_read(uint32_t number, uint64_t *ret_value)
{
    return x86_msr_reading(number, ret_value) ? X86_OK : X86_UNSUPPORTED;
}

enum x86_status x86_msr_try_write(uint32_t number, uint64_t value)
{
    return x86_msr_writing(number, value) ? X86_OK : X86_UNSUPPORTED;
}

bool x86_msr_fixup(struct x86_interrupt_frame *frame)
{
    if (frame->rip.value != x86_virt_of_pointer(x86_msr_reading_here).value &&
        frame->rip.value != x86_virt_of_pointer(x86_msr_writing_here).value)
        return false;
    frame->rip = x86_virt_of_pointer(x86_msr_refused);
    return true;
}
