/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The 256 stubs, run on the host: a frame such as the CPU pushes is put on the stack and the stub
 * jumped to; IRETQ at CPL 3 returns here. Without SWAPGS, which only the kernel may do; the QEMU
 * test has that.
 */
#include "ci/test.h"

#include <signal.h>
#include <ucontext.h>

#include "x86_64/instructions/segments.h"
#include "x86_64/registers/rflags.h"
#include "x86_64/structures/trap.h"

X86_TRAP_STUBS(test_stubs, test_trap, 0)

static struct x86_trap_frame seen;
static uint64_t seen_rflags, change_rcx;
static bool seen_aligned;

void X86_SYSV __attribute__((no_sanitize("address", "undefined")))
test_trap(struct x86_trap_frame *f)
{
    seen = *f;
    seen_rflags = x86_rflags_read().value;
    seen_aligned = (uintptr_t)f % 16 == 0;
    f->rcx = change_rcx;
    f->rax++;
}

/* Enters `stub` as the CPU does, with known registers; returns what RAX and RCX are after. */
static void enter(const unsigned char *stub, bool with_error, uint64_t *ret_rax, uint64_t *ret_rcx)
{
    uint64_t rax = 0xa, rcx = 0xc, cs = x86_cs_read().value, ss = x86_ss_read().value;
    __asm__ volatile("movq %%rsp, %%r12\n\t"
                     "subq $256, %%rsp\n\t"
                     "andq $-16, %%rsp\n\t"
                     "pushq %[ss]\n\t"
                     "pushq %%r12\n\t"
                     "pushfq\n\t"
                     "orq $0x40400, (%%rsp)\n\t" /* DF and AC come back set */
                     "pushq %[cs]\n\t"
                     "leaq 1f(%%rip), %%r13\n\t"
                     "pushq %%r13\n\t"
                     "testb %[error], %[error]\n\t"
                     "jz 2f\n\t"
                     "pushq $0x77\n"
                     "2:\n\t"
                     "pushfq\n\t"
                     "orq $0x40000, (%%rsp)\n\t"
                     "popfq\n\t"
                     "std\n\t"
                     "jmp *%[stub]\n"
                     "1:\n\t"
                     "cld\n\t"
                     "pushfq\n\t"
                     "andq $0xfffffffffffbffff, (%%rsp)\n\t"
                     "popfq"
                     : "+a"(rax), "+c"(rcx)
                     : [ss] "r"(ss), [cs] "r"(cs), [stub] "r"(stub), [error] "r"(with_error)
                     : "r12", "r13", "memory", "cc");
    *ret_rax = rax;
    *ret_rcx = rcx;
}

static void every_stub_says_its_vector(void **state)
{
    (void)state;
    for (unsigned vector = 0; vector < 256; vector++) {
        bool error = x86_vector_has_error(vector);
        uint64_t rax, rcx;
        memset(&seen, 0xee, sizeof seen);
        change_rcx = vector + 1000;
        enter(test_stubs + vector * X86_TRAP_STUB_SIZE, error, &rax, &rcx);
        assert_int_equal(seen.vector, vector);
        assert_int_equal(seen.error, error ? 0x77 : 0);
        assert_int_equal(seen.rax, 0xa);
        assert_int_equal(seen.rcx, 0xc);
        assert_int_equal(rax, 0xb); /* what the handler changed is what is restored */
        assert_int_equal(rcx, vector + 1000);
        assert_true(seen_aligned);
        assert_int_equal(seen_rflags & (X86_RFLAGS_DF | X86_RFLAGS_AC), 0);
        assert_true((seen.interrupt.rflags & X86_RFLAGS_AC) != 0);
        assert_int_equal(seen.interrupt.cs, x86_cs_read().value);
        assert_true(x86_interrupt_frame_is_user(&seen.interrupt));
    }
}

static void idt_points_at_the_stubs(void **state)
{
    (void)state;
    static struct x86_idt idt;
    x86_idt_init(&idt);
    assert_int_equal(x86_idt_set_stubs(&idt, test_stubs, x86_selector_null()), X86_INVALID);
    assert_int_equal(x86_idt_set_stubs(&idt, test_stubs, x86_selector_of(1, 0)), X86_OK);
    for (unsigned vector = 0; vector < 256; vector++) {
        assert_true(x86_gate_entry(&idt.gates[vector]).value ==
                    (uintptr_t)test_stubs + 16 * vector);
        assert_int_equal(idt.gates[vector].attributes, 0x8e);
    }
    struct x86_gate_options user = {.dpl = 3};
    assert_int_equal(x86_idt_set_stub(&idt, test_stubs, 0x80, x86_selector_of(1, 0), user), X86_OK);
    assert_int_equal(idt.gates[0x80].attributes, 0xee);
    assert_int_equal(x86_idt_set_stub(&idt, test_stubs, 256, x86_selector_of(1, 0), user),
                     X86_INVALID);
}

static void a_fault_elsewhere_is_not_fixed_up(void **state)
{
    (void)state;
    struct x86_interrupt_frame frame = {.rip = {0x1234}};
    assert_false(x86_msr_fixup(&frame));
    assert_int_equal(frame.rip.value, 0x1234);
}

static void frames_in_words(void **state)
{
    (void)state;
    struct x86_trap_frame f = {.vector = 14, .error = 6, .rax = 0xa, .r15 = 0xf};
    f.interrupt.rip.value = 0x401000;
    f.interrupt.cs = 0x33;
    f.interrupt.rflags = 0x10202;
    char text[800];
    size_t length = x86_trap_frame_format(text, sizeof text, &f);
    assert_int_equal(length, strlen(text));
    assert_string_equal(text, "#PF (14), error 0x6: user write, page not present, at CPL 3\n"
                              "rip=0x401000 cs=0x33 rsp=0x0 ss=0x0\n"
                              "rax=0xa rbx=0x0 rcx=0x0 rdx=0x0\n"
                              "rsi=0x0 rdi=0x0 rbp=0x0 r8=0x0\n"
                              "r9=0x0 r10=0x0 r11=0x0 r12=0x0\n"
                              "r13=0x0 r14=0x0 r15=0xf\n"
                              "rflags=0x10202: IF RF");
    f.vector = 13, f.error = 0x2a, f.interrupt.cs = 8;
    x86_trap_frame_format(text, sizeof text, &f);
    assert_contains(text, "#GP (13), error 0x2a: IDT vector 5, at CPL 0\n");
    f.vector = 8, f.error = 0;
    x86_trap_frame_format(text, sizeof text, &f);
    assert_contains(text, "#DF (8), error 0x0, at CPL 0\n");
    f.vector = 200;
    assert_true(x86_trap_frame_format(text, 20, &f) > 20);
    assert_string_equal(text, "interrupt (200), at");
    memset(&f, 0xff, sizeof f);
    assert_in_range(x86_trap_frame_format(text, sizeof text, &f), 400, 700);
}

static unsigned refused;

/* RDMSR at CPL 3 raises #GP, which Linux hands on as SIGSEGV: a kernel's handler in small. */
static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)info;
    ucontext_t *user = context;
    greg_t *rip = &user->uc_mcontext.gregs[REG_RIP];
    struct x86_interrupt_frame frame = {.rip = {(uint64_t)*rip}};
    if (!x86_msr_fixup(&frame)) {
        signal(number, SIG_DFL);
        return;
    }
    refused++;
    *rip = (greg_t)frame.rip.value;
}

static void a_faulting_msr_is_a_refusal(void **state)
{
    (void)state;
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO}, before;
    sigaction(SIGSEGV, &action, &before);
    uint64_t value = 5;
    enum x86_status read = x86_msr_try_read(0x10, &value), write = x86_msr_try_write(0x10, 1);
    sigaction(SIGSEGV, &before, NULL);
    assert_int_equal(read, X86_UNSUPPORTED);
    assert_int_equal(value, 5);
    assert_int_equal(write, X86_UNSUPPORTED);
    assert_int_equal(refused, 2);
}

TESTS(test(every_stub_says_its_vector), test(idt_points_at_the_stubs),
      test(a_fault_elsewhere_is_not_fixed_up), test(a_faulting_msr_is_a_refusal),
      test(frames_in_words))
