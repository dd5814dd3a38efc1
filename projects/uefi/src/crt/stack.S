/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What functions with more than a page of locals call before they lower the stack pointer: each page
 * is touched in order, so that a guard page below the stack is met and not jumped over. EAX or RAX is
 * the number of bytes; every register is preserved.
 *
 *   X64    __chkstk (clang), ___chkstk_ms (gcc): touch
 *   IA32   ___chkstk_ms (gcc): touches;  __chkstk, __alloca, ___chkstk: lower ESP too, EAX is lost
 */
    .text
#if defined(__x86_64__)
    .globl __chkstk
    .globl ___chkstk_ms
__chkstk:
___chkstk_ms:
    pushq %r10
    pushq %r11
    leaq 24(%rsp), %r10 /* the caller's stack pointer */
    movq %rax, %r11
1:  cmpq $4096, %r11
    jb 2f
    subq $4096, %r10
    testb %al, (%r10)
    subq $4096, %r11
    jmp 1b
2:  subq %r11, %r10
    testb %al, (%r10)
    popq %r11
    popq %r10
    ret
#else
    .globl ___chkstk_ms
___chkstk_ms:
    pushl %ecx
    pushl %eax
    leal 12(%esp), %ecx
1:  cmpl $4096, %eax
    jb 2f
    subl $4096, %ecx
    testb %al, (%ecx)
    subl $4096, %eax
    jmp 1b
2:  subl %eax, %ecx
    testb %al, (%ecx)
    popl %eax
    popl %ecx
    ret

    .globl __chkstk
    .globl __alloca
    .globl ___chkstk
__chkstk:
__alloca:
___chkstk:
    call ___chkstk_ms   /* touches a little more than will be used */
    pushl %ecx
    leal 8(%esp), %ecx
    subl %eax, %ecx     /* the new stack pointer */
    movl %esp, %eax     /* ECX and the return address are here */
    movl %ecx, %esp
    movl (%eax), %ecx
    pushl 4(%eax)
    ret
#endif
