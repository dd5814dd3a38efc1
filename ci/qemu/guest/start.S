/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * From PVH (32-bit protected mode, paging off, EBX: start info) to guest_main() in 64-bit mode.
 *
 * Mapped with 2 MiB pages, writable and executable: the first 4 GiB at 0, the first 2 GiB again at
 * guest_base. Five levels when CPUID has LA57, else four. CR4 has PAE (and LA57), EFER has LME and
 * NXE when there is NX; everything else is as QEMU starts a CPU, the IDT empty.
 */
#define BASE 0xffffffff80000000
#define PHYS(symbol) ((symbol) - BASE)

        .section .note.pvh, "a", @note
        .balign 4
        .long 4, 4, 18                  /* XEN_ELFNOTE_PHYS32_ENTRY */
        .asciz "Xen"
        .long PHYS(guest_start_32)

        .section .bss
        .balign 4096
pml5:   .skip 4096
pml4:   .skip 4096
low:    .skip 4096
high:   .skip 4096
pages:  .skip 4 * 4096
        .skip 64 * 1024
        .balign 16
        .globl guest_stack_top
guest_stack_top:

        .section .text
        .code32
        .globl guest_start_32
guest_start_32:
        cli
        cld
        movl $PHYS(guest_stack_top), %esp
        movl %ebx, PHYS(guest_start_info)

        movl $PHYS(pages), %edi         /* 2048 entries: present, writable, large */
        movl $0x83, %eax
        movl $2048, %ecx
1:      movl %eax, (%edi)
        addl $0x200000, %eax
        addl $8, %edi
        loop 1b

        movl $PHYS(pages) + 3, %eax
        movl %eax, PHYS(low)
        movl %eax, PHYS(high) + 510 * 8
        addl $4096, %eax
        movl %eax, PHYS(low) + 8
        movl %eax, PHYS(high) + 511 * 8
        addl $4096, %eax
        movl %eax, PHYS(low) + 16
        addl $4096, %eax
        movl %eax, PHYS(low) + 24
        movl $PHYS(low) + 3, PHYS(pml4)
        movl $PHYS(high) + 3, PHYS(pml4) + 511 * 8
        movl $PHYS(pml4) + 3, PHYS(pml5)
        movl $PHYS(pml4) + 3, PHYS(pml5) + 511 * 8

        movl $0x20, %esi                /* CR4: PAE */
        movl $PHYS(pml4), %edi
        xorl %eax, %eax
        cpuid
        cmpl $7, %eax
        jb 2f
        movl $7, %eax
        xorl %ecx, %ecx
        cpuid
        testl $1 << 16, %ecx
        jz 2f
        orl $1 << 12, %esi              /* LA57 */
        movl $PHYS(pml5), %edi
2:      movl %esi, %cr4
        movl %edi, %cr3

        movl $0x80000001, %eax
        cpuid
        andl $1 << 20, %edx             /* NX */
        shrl $20 - 11, %edx
        movl %edx, %esi
        movl $0xc0000080, %ecx
        rdmsr
        orl $1 << 8, %eax               /* LME */
        orl %esi, %eax
        wrmsr
        movl %cr0, %eax
        orl $0x80010001, %eax           /* PG, WP, PE */
        movl %eax, %cr0
        lgdtl PHYS(boot_gdt_pointer)
        ljmpl $8, $PHYS(guest_start_64)

        .code64
guest_start_64:
        movl $16, %eax
        movw %ax, %ds
        movw %ax, %es
        movw %ax, %ss
        xorl %eax, %eax
        movw %ax, %fs
        movw %ax, %gs
        movq $3f, %rax
        jmp *%rax
3:      movq $guest_stack_top, %rsp
        xorl %ebp, %ebp
        call guest_run
4:      cli
        hlt
        jmp 4b

        .section .rodata
        .balign 8
boot_gdt:
        .quad 0, 0x00af9b000000ffff, 0x00cf93000000ffff
boot_gdt_pointer:
        .word . - boot_gdt - 1
        .quad PHYS(boot_gdt)

        .section .note.GNU-stack, "", @progbits
