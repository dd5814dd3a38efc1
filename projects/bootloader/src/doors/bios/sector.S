/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The boot sector: has the BIOS read the stage with one call and jumps to it (sector.h, bios.ld).
 *
 * From the BIOS: DL the disk, CS:IP this sector in some spelling. To the stage: DL, all segments 0,
 * stack below the sector. Errors are said on the screen and on the first serial port.
 */
#include "doors/bios/sector.h"

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

    mov     $3, %di             /* attempts */
2:
    mov     $packet, %si
    mov     $0x42, %ah
    push    %dx
    int     $0x13
    pop     %dx
    jnc     3f
    push    %ax
    xor     %ah, %ah            /* reset */
    push    %dx
    int     $0x13
    pop     %dx
    pop     %ax
    dec     %di
    jnz     2b
    mov     %ah, %al            /* the status, as two hexadecimal digits */
    shr     $4, %al
    and     $0x0f, %ah
    add     $0x3030, %ax
    cmp     $0x39, %al
    jbe     4f
    add     $7, %al
4:
    cmp     $0x39, %ah
    jbe     5f
    add     $7, %ah
5:
    mov     %ax, status
    mov     $no_read, %si
    jmp     bios_fail
3:
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
    .asciz  "Boot: this BIOS cannot read disks by LBA.\r\n"
no_read:
    .ascii  "Boot: the disk cannot be read, BIOS status 0x"
status:
    .asciz  "00.\r\n"
no_stage:
    .asciz  "Boot: the loader is not where it was installed.\r\n"

    .org    BIOS_SECTOR_CODE        /* an error if the code goes beyond */
    .org    510
    .word   0xaa55

    .section .note.GNU-stack, "", @progbits
