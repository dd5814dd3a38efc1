/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The same for GRUB, the yardstick: a kernel of PADDING bytes, by Multiboot2. It begins in 32-bit code. */
.section .multiboot, "a"
.balign 8
header:
    .long 0xe85250d6, 0, end - header, -(0xe85250d6 + end - header)
    .word 0, 0
    .long 8
end:

.text
.code32
.globl _start
_start:
    .byte 0x66, 0x87, 0xdb
    mov $0x10, %al
    outb %al, $0xf4
    hlt

.data
    .fill PADDING, 1, 0x55
.section .note.GNU-stack, "", @progbits
