/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A boot sector that closes A20 and then runs another one, which it finds in sector 2000. */
    .code16
    .globl _start
_start:
    ljmp    $0, $1f
1:  xor     %ax, %ax
    mov     %ax, %ds
    mov     %ax, %es
    mov     %ax, %ss
    mov     $0x7c00, %sp
    cld
    mov     %sp, %si
    mov     $0x600, %di
    mov     $256, %cx
    rep movsw
    ljmp    $0, $2f - 0x7c00 + 0x600
2:  mov     $0x2400, %ax
    int     $0x15
    in      $0x92, %al
    and     $0xfd, %al
    out     %al, $0x92
    mov     $packet - 0x7c00 + 0x600, %si
    mov     $0x42, %ah
    int     $0x13
    mov     $0xffff, %ax        /* does ffff:0510 show what 0000:0500 has? */
    mov     %ax, %fs
    movw    $0x1234, 0x500
    movw    $0x4321, %fs:0x510
    cmpw    $0x4321, 0x500
    jne     3f
    mov     $'A', %al           /* so that the test knows */
    out     %al, $0xe9
    mov     $'\n', %al
    out     %al, $0xe9
3:  ljmp    $0, $0x7c00
packet:
    .byte   16, 0
    .word   1, 0x7c00, 0
    .quad   2000
