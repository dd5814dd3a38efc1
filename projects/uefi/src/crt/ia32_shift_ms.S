/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * 64-bit shifts on IA32 under Microsoft's names: value in EDX:EAX, count in CL, result in EDX:EAX. A
 * count of 64 or more shifts everything out.
 */
#if defined(__i386__)
    .text
    .globl __allshl
__allshl:
    cmpb $64, %cl
    jae zero
    cmpb $32, %cl
    jae 1f
    shldl %cl, %eax, %edx
    shll %cl, %eax
    ret
1:  movl %eax, %edx
    xorl %eax, %eax
    shll %cl, %edx
    ret
zero:
    xorl %eax, %eax
    xorl %edx, %edx
    ret

    .globl __aullshr
__aullshr:
    cmpb $64, %cl
    jae zero
    cmpb $32, %cl
    jae 1f
    shrdl %cl, %edx, %eax
    shrl %cl, %edx
    ret
1:  movl %edx, %eax
    xorl %edx, %edx
    shrl %cl, %eax
    ret

    .globl __allshr
__allshr:
    cmpb $64, %cl
    jae 2f
    cmpb $32, %cl
    jae 1f
    shrdl %cl, %edx, %eax
    sarl %cl, %edx
    ret
1:  movl %edx, %eax
    sarl $31, %edx
    sarl %cl, %eax
    ret
2:  sarl $31, %edx
    movl %edx, %eax
    ret
#endif
