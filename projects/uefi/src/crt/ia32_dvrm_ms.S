/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * 64-bit division with remainder on IA32 under Microsoft's names: arguments on the stack, popped
 * here; quotient in EDX:EAX, remainder in EBX:ECX.
 */
#if defined(__i386__)
    .text
    .macro dvrm name, divide
    .globl \name
\name:
    subl $8, %esp       /* the remainder, */
    pushl %esp          /* its address, */
    .rept 4
    pushl 28(%esp)      /* divisor and dividend: each push moves the next one here */
    .endr
    call \divide
    addl $20, %esp
    popl %ecx
    popl %ebx
    ret $16
    .endm

    dvrm __alldvrm, ___divmoddi4
    dvrm __aulldvrm, ___udivmoddi4
#endif
