/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The boot sector: has the BIOS read the stage, with one call up to 64 KiB and one for the rest,
 * and jumps to it (sector.h, bios.ld).
 *
 * From the BIOS: DL the disk, CS:IP this sector in some spelling. To the stage: DL, all segments 0,
 * stack below the sector. Errors are said on the screen and on the first serial port.
 */
#include "doors/bios/sector.h"

    .set    FIRST, (0x10000 - 0x7e00) / 512 /* sectors that end where a segment and old DMA do */

    .section .sector, "ax"
    .code16
    .globl  bios_sector, bios_fail
bios_sector:
    jmp     start
    nop

    .org    BIOS_SECTOR_COUNT - 2
packet:
    .byte   16, 0
    .word   0                   /* BIOS_SECTOR_COUNT */
    .word   bios_stage, 0       /* to offset, segment */
    .quad   0                   /* BIOS_SECTOR_LBA */

/* Reads what the packet says, three attempts; keeps BX and DX. */
read:
    mov     $3, %cx
3:
    pusha
    mov     $packet, %si
    mov     $0x42, %ah
    int     $0x13
    mov     %ah, status
    popa
    jnc     4f
    pusha
    xor     %ah, %ah            /* reset */
    int     $0x13
    popa
    loop    3b
    mov     status, %al         /* as two hexadecimal digits */
    aam     $16
    cmp     $10, %al
    sbb     $0x69, %al
    das
    xchg    %al, %ah
    cmp     $10, %al
    sbb     $0x69, %al
    das
    mov     %ax, status
    mov     $no_read, %si
    jmp     bios_fail
4:
    ret

start:
    cli
    xor     %ax, %ax
    mov     %ax, %ds
    mov     %ax, %es
    mov     %ax, %ss
    mov     $bios_stack, %sp
    sti
    cld
    ljmp    $0, $1f
1:
    mov     $0x41, %ah          /* are there the functions for large disks? */
    mov     $0x55aa, %bx
    push    %dx
    int     $0x13
    pop     %dx
    mov     $no_edd, %si
    jc      bios_fail
    cmp     $0xaa55, %bx
    jne     bios_fail

    mov     packet + 2, %bx
    cmp     $FIRST, %bx
    jbe     2f
    movw    $FIRST, packet + 2
    call    read
    addl    $FIRST, packet + 8
    adcl    $0, packet + 12
    movl    $0x10000000, packet + 4 /* 1000:0000 */
    sub     $FIRST, %bx
    mov     %bx, packet + 2
2:
    call    read
    mov     $no_stage, %si
    cmpl    $BIOS_STAGE_MAGIC, bios_stage
    je      bios_start

/* Says the text at SI and stops. */
bios_fail:
    lodsb
    test    %al, %al
    jz      7f
    mov     $0x0e, %ah
    mov     $7, %bx
    push    %ax
    int     $0x10               /* on the screen */
    pop     %ax
    mov     $1, %ah
    xor     %dx, %dx
    int     $0x14               /* on the serial port */
    jmp     bios_fail
7:
    hlt
    jmp     7b

no_edd:
    .asciz  "Boot: this BIOS cannot read by LBA.\r\n"
no_read:
    .ascii  "Boot: the disk cannot be read, status 0x"
status:
    .asciz  "00.\r\n"
no_stage:
    .asciz  "Boot: the loader is not where it was installed.\r\n"

    .org    BIOS_SECTOR_CODE        /* an error if the code goes beyond */
    .org    510
    .word   0xaa55

    .section .note.GNU-stack, "", @progbits
