/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Exceptions: their vectors, the frame that the CPU pushes, and the error code of a page fault.
 * SDM Vol. 3A chapter 6.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/structures/selector.h"

/* Vectors 0 to 31 belong to the CPU; 32 to 255 to the kernel. */
enum x86_vector {
    X86_VECTOR_DE = 0,   /* divide error */
    X86_VECTOR_DB = 1,   /* debug */
    X86_VECTOR_NMI = 2,  /* non-maskable interrupt */
    X86_VECTOR_BP = 3,   /* breakpoint */
    X86_VECTOR_OF = 4,   /* overflow */
    X86_VECTOR_BR = 5,   /* BOUND range exceeded */
    X86_VECTOR_UD = 6,   /* invalid opcode */
    X86_VECTOR_NM = 7,   /* device not available */
    X86_VECTOR_DF = 8,   /* double fault; error code 0; cannot be resumed */
    X86_VECTOR_TS = 10,  /* invalid TSS; error code: selector */
    X86_VECTOR_NP = 11,  /* segment not present; error code: selector */
    X86_VECTOR_SS = 12,  /* stack-segment fault; error code: selector */
    X86_VECTOR_GP = 13,  /* general protection; error code: selector */
    X86_VECTOR_PF = 14,  /* page fault; error code: struct x86_page_fault_error */
    X86_VECTOR_MF = 16,  /* x87 floating-point error */
    X86_VECTOR_AC = 17,  /* alignment check; error code 0 */
    X86_VECTOR_MC = 18,  /* machine check; cannot be resumed */
    X86_VECTOR_XM = 19,  /* SIMD floating-point error */
    X86_VECTOR_VE = 20,  /* virtualization exception */
    X86_VECTOR_CP = 21,  /* control protection; error code */
    X86_VECTOR_HV = 28,  /* hypervisor injection (AMD) */
    X86_VECTOR_VC = 29,  /* VMM communication (AMD); error code */
    X86_VECTOR_SX = 30,  /* security exception (AMD); error code */
    X86_VECTOR_USER = 32 /* the first of the kernel's own */
};

/* Bit n: vector n pushes an error code: 8, 10 to 14, 17, 21, 29, 30. */
#define X86_VECTORS_WITH_ERROR 0x60227d00u

/* The vector is followed by an error code on the stack. `vector` may be anything. */
static inline bool x86_vector_has_error(unsigned vector)
{
    return vector < 32 && (X86_VECTORS_WITH_ERROR >> vector & 1) != 0;
}

/* The vector is one that the CPU never uses and the manual reserves. */
static inline bool x86_vector_is_reserved(unsigned vector)
{
    return vector == 9 || vector == 15 || (vector >= 22 && vector <= 27) || vector == 31;
}

/* What the CPU pushes last in 64-bit mode, after the error code if there is one. It is what IRETQ
 * will pop: a handler may change it, through a pointer to volatile when it is written with the
 * interrupt attribute, whose compiler takes the frame for its own. */
struct x86_interrupt_frame {
    struct x86_virt rip; /* fault: the instruction; trap: the one after it */
    uint64_t cs;         /* selector in bits 15:0 */
    uint64_t rflags;
    struct x86_virt rsp;
    uint64_t ss; /* selector in bits 15:0 */
};
X86_STATIC_ASSERT(sizeof(struct x86_interrupt_frame) == 40, "as the CPU pushes it");

/* The interrupted code ran at CPL 3. */
static inline bool x86_interrupt_frame_is_user(const struct x86_interrupt_frame *frame)
{
    return (frame->cs & 3) == 3;
}

/* The error code of a page fault. SDM Vol. 3A section 4.7. */
struct x86_page_fault_error {
    uint64_t value;
};
#define X86_PAGE_FAULT_P     X86_BIT(0)  /* the page is present: a right was missing */
#define X86_PAGE_FAULT_W     X86_BIT(1)  /* a write */
#define X86_PAGE_FAULT_U     X86_BIT(2)  /* at CPL 3 */
#define X86_PAGE_FAULT_RSVD  X86_BIT(3)  /* a reserved bit is set in an entry */
#define X86_PAGE_FAULT_I     X86_BIT(4)  /* an instruction fetch */
#define X86_PAGE_FAULT_PK    X86_BIT(5)  /* a protection key forbids it */
#define X86_PAGE_FAULT_SS    X86_BIT(6)  /* a shadow-stack access */
#define X86_PAGE_FAULT_HLAT  X86_BIT(7)  /* during HLAT paging */
#define X86_PAGE_FAULT_SGX   X86_BIT(15) /* the enclave page cache forbids it */
#define X86_PAGE_FAULT_RMP   X86_BIT(31) /* the reverse map forbids it (AMD SEV-SNP) */
#define X86_PAGE_FAULT_NAMES "P W U RSVD I PK SS HLAT -7 SGX -15 RMP"

X86_BEGIN

/* "#PF" and so on; "reserved" for the CPU's other vectors, "interrupt" for 32 to 255, "none" above.
 * Never NULL; valid forever. */
const char *x86_vector_name(unsigned vector);

/* "supervisor write, page not present", "user fetch, not permitted, reserved bit set". Like
 * snprintf(). */
size_t x86_page_fault_error_format(char *buf, size_t cap, struct x86_page_fault_error error);

X86_END
