/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Entry points for all 256 vectors, with every general register saved, leading to one C function.
 *
 *     X86_TRAP_STUBS(kernel_stubs, kernel_trap, 1)          once, at file level, in one .c file
 *
 *     void X86_SYSV kernel_trap(struct x86_trap_frame *frame)
 *     {
 *         if (frame->vector == X86_VECTOR_PF) ...
 *     }
 *
 *     x86_idt_set_stubs(&idt, kernel_stubs, code);
 *
 * The library cannot hold them itself: it would have to name the kernel's function. The macro makes
 * 256 stubs of 16 bytes at `stubs`, and what they share. On entry: DF and RFLAGS.AC are 0,
 * interrupts are off (trap gates: as they were), RSP is aligned for C. The handler may change the
 * frame, which is what is restored; it must be built with -mgeneral-regs-only.
 *
 * `gs` 1: SWAPGS on the way from and to CPL 3, so that GS is the kernel's in the handler. #DB, NMI,
 * #DF and #MC can also come at CPL 0 before or after an entry path's SWAPGS: for these four the
 * sign of GS's base decides, so the kernel's must lie in the upper half and the user's in the lower
 * (do not let CPL 3 write GS's base, CR4.FSGSBASE, with it). Give these four IST stacks of their
 * own. `gs` 0: GS is left alone.
 *
 * SDM Vol. 3A section 6.14.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "x86_64/structures/exception.h"
#include "x86_64/structures/idt.h"

/* Everything that a stub has saved. */
struct x86_trap_frame {
    uint64_t r15, r14, r13, r12, r11, r10, r9, r8;
    uint64_t rbp, rdi, rsi, rdx, rcx, rbx, rax;
    uint64_t vector;                      /* 0 to 255 */
    uint64_t error;                       /* 0 for vectors without one */
    struct x86_interrupt_frame interrupt; /* RIP, CS, RFLAGS, RSP, SS */
};
X86_STATIC_ASSERT(offsetof(struct x86_trap_frame, rax) == 112, "as the stubs push it");
X86_STATIC_ASSERT(offsetof(struct x86_trap_frame, vector) == 120, "as the stubs push it");
X86_STATIC_ASSERT(offsetof(struct x86_trap_frame, interrupt) == 136, "as the CPU pushes it");
X86_STATIC_ASSERT(sizeof(struct x86_trap_frame) % 16 == 0, "RSP is aligned at the call");

/* Bytes from one stub to the next. */
#define X86_TRAP_STUB_SIZE 16u

/* 0x60227d00: X86_VECTORS_WITH_ERROR. 0x40106: #DB, NMI, #DF, #MC. 0xc0000101: GS base.
 * LFENCE: no access through GS is speculated with the wrong base, on either path. */
#define X86_TRAP_STUBS(stubs, handler, gs)                                             \
    X86_BEGIN                                                                          \
    extern const unsigned char stubs[256 * X86_TRAP_STUB_SIZE];                        \
    void X86_SYSV handler(struct x86_trap_frame *frame);                               \
    X86_END                                                                            \
    __asm__(".text\n"                                                                  \
            ".globl " #stubs "\n"                                                      \
            ".balign 16\n" #stubs ":\n"                                                \
            ".set x86_vector, 0\n"                                                     \
            ".rept 256\n"                                                              \
            ".balign 16\n"                                                             \
            "endbr64\n"                                                                \
            ".set x86_error, 0\n"                                                      \
            ".if x86_vector < 32\n"                                                    \
            ".set x86_error, (0x60227d00 >> x86_vector) & 1\n"                         \
            ".endif\n"                                                                 \
            ".if x86_error == 0\n"                                                     \
            "pushq $0\n"                                                               \
            ".endif\n"                                                                 \
            "pushq $x86_vector\n"                                                      \
            "jmp " #stubs "_common\n"                                                  \
            ".set x86_vector, x86_vector + 1\n"                                        \
            ".endr\n"                                                                  \
            ".balign 16\n" #stubs "_common:\n"                                         \
            "pushq %rax\npushq %rbx\npushq %rcx\npushq %rdx\npushq %rsi\npushq %rdi\n" \
            "pushq %rbp\npushq %r8\npushq %r9\npushq %r10\npushq %r11\npushq %r12\n"   \
            "pushq %r13\npushq %r14\npushq %r15\n"                                     \
            "cld\n"                                                                    \
            "pushfq\nandl $0xfffbffff, (%rsp)\npopfq\n"                                \
            "xorl %ebx, %ebx\n"                                                        \
            ".if " #gs "\n"                                                            \
            "testb $3, 144(%rsp)\n"                                                    \
            "jnz 1f\n"                                                                 \
            "movl 120(%rsp), %ecx\n"                                                   \
            "cmpl $18, %ecx\n"                                                         \
            "ja 2f\n"                                                                  \
            "movl $0x40106, %eax\n"                                                    \
            "btl %ecx, %eax\n"                                                         \
            "jnc 2f\n"                                                                 \
            "movl $0xc0000101, %ecx\n"                                                 \
            "rdmsr\n"                                                                  \
            "testl %edx, %edx\n"                                                       \
            "js 2f\n"                                                                  \
            "incl %ebx\n"                                                              \
            "1: swapgs\n"                                                              \
            "2:\n"                                                                     \
            "lfence\n"                                                                 \
            ".endif\n"                                                                 \
            "movq %rsp, %rdi\n"                                                        \
            "call " #handler "\n"                                                      \
            ".if " #gs "\n"                                                            \
            "testb $3, 144(%rsp)\n"                                                    \
            "jnz 1f\n"                                                                 \
            "testl %ebx, %ebx\n"                                                       \
            "jz 2f\n"                                                                  \
            "1: swapgs\n"                                                              \
            "2:\n"                                                                     \
            ".endif\n"                                                                 \
            "popq %r15\npopq %r14\npopq %r13\npopq %r12\npopq %r11\npopq %r10\n"       \
            "popq %r9\npopq %r8\npopq %rbp\npopq %rdi\npopq %rsi\npopq %rdx\n"         \
            "popq %rcx\npopq %rbx\npopq %rax\n"                                        \
            "addq $16, %rsp\n"                                                         \
            "iretq\n");

X86_BEGIN

/* Points every vector at its stub, in the segment `code`, as interrupt gates of DPL 0 on the
 * current stack; change single ones with x86_idt_set_stub(). X86_INVALID: `code` null. */
X86_MUST_CHECK enum x86_status x86_idt_set_stubs(struct x86_idt *idt, const unsigned char *stubs,
                                                 struct x86_selector code);

/* Points one vector at its stub, with options: IST for the four above, DPL 3 for #BP and system
 * calls. */
X86_MUST_CHECK enum x86_status x86_idt_set_stub(struct x86_idt *idt, const unsigned char *stubs,
                                                unsigned vector, struct x86_selector code,
                                                struct x86_gate_options options);

/* The frame in lines: vector and error code in words, then every register; no newline at the end.
 * Like snprintf(): returns the length wanted, about 600. CR2 is not in it. */
size_t x86_trap_frame_format(char *buf, size_t cap, const struct x86_trap_frame *frame);

/*
 * RDMSR and WRMSR of a register that may not exist: X86_UNSUPPORTED when the CPU raised #GP, for
 * which the kernel's #GP handler must call x86_msr_fixup() first and return when that says true.
 */
X86_MUST_CHECK enum x86_status x86_msr_try_read(uint32_t number, uint64_t *ret_value);

/* The same for WRMSR; also X86_UNSUPPORTED when the register refuses `value`. */
X86_MUST_CHECK enum x86_status x86_msr_try_write(uint32_t number, uint64_t value);

/* The fault was one of these two instructions: `frame` now leads to the refusal. */
bool x86_msr_fixup(struct x86_interrupt_frame *frame);

/* IRETQ to what `frame` says: how CPL 3 is entered the first time. With GS in use, x86_swapgs()
 * just before, interrupts off. The other registers hold the kernel's leftovers: prefer the next. */
X86_NORETURN static inline void x86_iretq(const struct x86_interrupt_frame *frame)
{
    __asm__ volatile("movq %0, %%rsp\n\tiretq" : : "r"(frame) : "memory");
    __builtin_unreachable();
}

/* SYSRETQ: back to CPL 3 after SYSCALL, by the segments in STAR (x86_star_of()), with EFER.SCE.
 * `rip` must be canonical, better still in the lower half: Intel's CPUs raise #GP for another while
 * they are at CPL 0 on the user's stack already. Interrupts off, NMI and #MC on IST stacks. RCX and
 * R11 are lost, the other registers hold the kernel's leftovers. */
X86_NORETURN static inline void x86_sysret(struct x86_virt rip, uint64_t rflags,
                                           struct x86_virt rsp)
{
    register uint64_t x86_r11 __asm__("r11") = rflags;
    __asm__ volatile("movq %0, %%rsp\n\tsysretq"
                     :
                     : "r"(rsp.value), "c"(rip.value), "r"(x86_r11)
                     : "memory");
    __builtin_unreachable();
}

/* Loads every register from `frame` and IRETQs: starts or resumes a thread. With GS in use and CPL
 * 3 ahead, x86_swapgs() just before, interrupts off. */
X86_NORETURN static inline void x86_trap_resume(const struct x86_trap_frame *frame)
{
    __asm__ volatile("movq %0, %%rsp\n\t"
                     "popq %%r15\n\tpopq %%r14\n\tpopq %%r13\n\tpopq %%r12\n\t"
                     "popq %%r11\n\tpopq %%r10\n\tpopq %%r9\n\tpopq %%r8\n\t"
                     "popq %%rbp\n\tpopq %%rdi\n\tpopq %%rsi\n\tpopq %%rdx\n\t"
                     "popq %%rcx\n\tpopq %%rbx\n\tpopq %%rax\n\t"
                     "addq $16, %%rsp\n\t"
                     "iretq"
                     :
                     : "r"(frame)
                     : "memory");
    __builtin_unreachable();
}

X86_END
