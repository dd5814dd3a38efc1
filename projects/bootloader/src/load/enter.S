/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The last steps before the kernel, and what brings its exceptions back to the loader. This is
 * copied into the hand-over page (hand_over.h) and runs there: position independent, and nothing
 * outside of the page is touched, so it does not matter which page tables are in use.
 */
#include "load/hand_over.h"

#define PAGE(offset) (.Lcode - HAND_OVER_CODE + (offset))(%rip)

    .text
    .globl hand_over_code, hand_over_64, hand_over_32, hand_over_stubs, hand_over_end
    .balign 16
hand_over_code:
.Lcode:
    cli
    cld
    leaq PAGE(0), %rbx
    lgdt HAND_OVER_GDTR(%rbx)
    lidt HAND_OVER_IDTR(%rbx)
    xorl %eax, %eax
    lldt %ax
    movzwl HAND_OVER_TASK(%rbx), %eax
    testl %eax, %eax
    jz 1f
    ltr %ax                        /* marks its descriptor, so while the page can be written */
1:  movl $0x10, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %ss
    movl %eax, %fs
    movl %eax, %gs
    movl $0x277, %ecx              /* PAT: no table in use refers to what changes */
    movl HAND_OVER_PAT(%rbx), %eax
    movl HAND_OVER_PAT + 4(%rbx), %edx
    wrmsr
    movl $0xc0000080, %ecx         /* EFER */
    movl HAND_OVER_EFER(%rbx), %eax
    xorl %edx, %edx
    wrmsr
    cmpw $0, HAND_OVER_CHANGES_LEVELS(%rbx)
    jne 2f
    movq HAND_OVER_CR4(%rbx), %rax
    movq %rax, %cr4
    movq HAND_OVER_CR0(%rbx), %rax
    movq %rax, %cr0
    movq HAND_OVER_CR3(%rbx), %rax
    movq %rax, %cr3
    ljmpl *HAND_OVER_JUMP64(%rbx)
2:  movq %cr4, %rax
    andq $~(1 << 17 | 1 << 23), %rax /* PCIDE and CET want paging */
    movq %rax, %cr4
    ljmpl *HAND_OVER_JUMP32(%rbx)

    .code32
hand_over_32:
    movl %cr0, %eax
    andl $0x7fffffff, %eax         /* paging off, and long mode with it */
    movl %eax, %cr0
    movl HAND_OVER_CR4(%ebx), %eax
    movl %eax, %cr4
    movl HAND_OVER_CR3(%ebx), %eax
    movl %eax, %cr3
    movl HAND_OVER_CR0(%ebx), %eax
    movl %eax, %cr0
    ljmpl *HAND_OVER_JUMP64(%ebx)

    .code64
hand_over_64:
    lgdt HAND_OVER_KERNEL_GDTR(%rbx)
    fninit
    ldmxcsr HAND_OVER_MXCSR(%rbx)
    movq HAND_OVER_STACK(%rbx), %rsp
    movq HAND_OVER_INFO(%rbx), %rdi
    pushq $2
    popfq
    xorl %eax, %eax
    xorl %ebx, %ebx
    xorl %ecx, %ecx
    xorl %edx, %edx
    xorl %esi, %esi
    xorl %ebp, %ebp
    xorl %r8d, %r8d
    xorl %r9d, %r9d
    xorl %r10d, %r10d
    xorl %r11d, %r11d
    xorl %r12d, %r12d
    xorl %r13d, %r13d
    xorl %r14d, %r14d
    xorl %r15d, %r15d
    jmpq *PAGE(HAND_OVER_ENTRY)

/* The entry of each exception: pushes 0 where the processor pushes no error code (0x60227d00 are
 * the vectors where it does), and the vector; then a struct x86_trap_frame is complete. */
    .balign 16
hand_over_stubs:
    .set vector, 0
    .rept 32
    .balign 16
    .if ((0x60227d00 >> vector) & 1) == 0
    pushq $0
    .endif
    pushq $vector
    jmp .Lfault
    .set vector, vector + 1
    .endr

    .balign 16
.Lfault:
    pushq %rax
    pushq %rbx
    pushq %rcx
    pushq %rdx
    pushq %rsi
    pushq %rdi
    pushq %rbp
    pushq %r8
    pushq %r9
    pushq %r10
    pushq %r11
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    cld
    leaq PAGE(0), %rbx
    movq %rsp, %rdi
    addq HAND_OVER_FAULT_DELTA(%rbx), %rdi
    movq %cr4, %rax
    andq $~(1 << 7), %rax          /* PGE: the kernel's global pages are forgotten */
    movq %rax, %cr4
    movq HAND_OVER_FAULT_CR3(%rbx), %rax
    movq %rax, %cr3
    movq HAND_OVER_FAULT_STACK(%rbx), %rsp
    callq *HAND_OVER_FAULT_FUNCTION(%rbx)
3:  cli
    hlt
    jmp 3b
hand_over_end:
#ifdef __ELF__
    .section .note.GNU-stack, "", @progbits
#endif
