/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * From real mode to long mode, and back for calls of the BIOS. All else is C.
 *
 *     bios_start          the stage's entry, real mode: tables, long mode, bios_unpack(), bios_main()
 *     bios_real(vector)   for C: INT `vector` with the registers in bios_frame
 *     enter_long          what both end with: to long mode, on the stack in long_stack, RET
 *
 * Real mode runs with the interrupt table and the stack that the BIOS expects, paging and EFER.LME
 * off. Long mode runs with interrupts off and without an IDT.
 */
#include "doors/bios/sector.h"

    .set    CODE64, 0x08
    .set    DATA64, 0x10
    .set    CODE16, 0x18
    .set    DATA16, 0x20
    .set    EFER, 0xc0000080
    .set    EFER_LME, 1 << 8
    .set    CR0_PE_PG, 1 << 31 | 1
    .set    CR4_PAE, 1 << 5

    .section .stage, "awx"
    .globl  bios_stage, bios_start, bios_real, bios_frame, bios_drive
bios_stage:
    .long   BIOS_STAGE_MAGIC

    .code16
bios_start:
    mov     %dl, bios_drive
    mov     $no_long_mode, %si
    pushfl                      /* a CPU has CPUID if it lets EFLAGS.ID change */
    pop     %eax
    mov     %eax, %ecx
    xor     $1 << 21, %eax
    push    %eax
    popfl
    pushfl
    pop     %eax
    cmp     %eax, %ecx
    je      bios_fail
    mov     $0x80000000, %eax
    cpuid
    cmp     $0x80000001, %eax
    jb      bios_fail
    mov     $0x80000001, %eax
    cpuid
    bt      $29, %edx
    jnc     bios_fail

    /* One page of the fourth level, one of the third, four of the second. */
    mov     $bios_tables_segment, %ax
    mov     %ax, %es
    xor     %di, %di
    xor     %eax, %eax
    mov     $0x2000 / 4, %cx
    rep stosl
    mov     $bios_tables + 0x1003, %eax
    mov     %eax, %es:0
    mov     $0x1000, %di
1:  add     $0x1000, %eax
    stosl
    add     $4, %di
    cmp     $0x1020, %di
    jb      1b
    mov     $0x2000, %di
    mov     $0x83, %eax         /* present, writable, large */
2:  stosl
    movl    $0, %es:(%di)
    add     $4, %di
    add     $0x200000, %eax
    jnc     2b

enter_long:                     /* DS is 0 */
    cli
    cld
    lgdtl   gdt_pointer
    lidtl   no_idt
    mov     %cr4, %eax
    or      $CR4_PAE, %eax
    mov     %eax, %cr4
    mov     $bios_tables, %eax
    mov     %eax, %cr3
    mov     $EFER, %ecx
    rdmsr
    or      $EFER_LME, %eax
    wrmsr
    mov     %cr0, %eax
    or      $CR0_PE_PG, %eax
    mov     %eax, %cr0
    ljmp    $CODE64, $3f
    .code64
3:  mov     $DATA64, %eax
    mov     %eax, %ss
    mov     %eax, %ds
    mov     %eax, %es
    mov     long_stack, %rsp
    ret

start64:
    mov     $bios_long_stack, %esp
    call    bios_unpack
    mov     $bios_bss, %edi
    mov     $bios_bss_quads, %ecx
    xor     %eax, %eax
    rep stosq
    call    bios_main
4:  hlt
    jmp     4b

bios_real:
    push    %rbx
    push    %rbp
    push    %r12
    push    %r13
    push    %r14
    push    %r15
    call    1f
    pop     %r15
    pop     %r14
    pop     %r13
    pop     %r12
    pop     %rbp
    pop     %rbx
    ret
1:  mov     %dil, vector
    mov     %rsp, long_stack
    ljmp    *real_pointer
    .code16
2:  mov     $DATA16, %eax       /* limits of 64 KiB, which real mode keeps */
    mov     %eax, %ss
    mov     %eax, %ds
    mov     %eax, %es
    mov     %cr0, %eax
    and     $~(1 << 31), %eax
    mov     %eax, %cr0
    mov     $EFER, %ecx
    rdmsr
    and     $~EFER_LME, %eax
    wrmsr
    mov     %cr0, %eax
    and     $~1, %eax
    mov     %eax, %cr0
    ljmp    $0, $3f
3:  xor     %ax, %ax
    mov     %ax, %ds
    mov     %ax, %ss
    lidtl   real_idt
    mov     $bios_frame, %sp
    popal
    pop     %es
    pop     %ds
    popfl
    mov     $bios_stack, %sp
    sti
    .byte   0xcd                /* INT */
vector:
    .byte   0
    cli
    mov     $frame_end, %sp
    pushfl
    push    %ds
    push    %es
    pushal
    xor     %ax, %ax
    mov     %ax, %ds
    jmp     enter_long

    .balign 8
long_stack:
    .quad   first
first:
    .quad   start64
gdt:
    .quad   0, 0x00209b0000000000, 0x0000930000000000 /* null, CODE64, DATA64 */
    .quad   0x00009b000000ffff, 0x000093000000ffff    /* CODE16, DATA16 */
gdt_pointer:
    .word   gdt_pointer - gdt - 1
    .long   gdt
no_idt:
    .word   0
    .long   0
real_idt:
    .word   0x3ff
    .long   0
real_pointer:
    .long   2b
    .word   CODE16
    .balign 4
bios_frame:                     /* struct bios_registers */
    .skip   40
frame_end:
bios_drive:
    .byte   0
no_long_mode:
    .asciz  "Boot: this CPU is not 64-bit (it has no long mode).\r\n"

    .section .note.GNU-stack, "", @progbits
