/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The library on a CPU at CPL 0: descriptor tables, stubs, interrupts, registers, instructions.
 * Boots on several models (tests/qemu/cpu*.t); what a model lacks is skipped by name. The guest
 * first builds its GDT, TSS and IDT with the library, so every test after that already stands on
 * it.
 */
#include "ci/qemu/guest/guest.h"
#include "x86_64/features.h"
#include "x86_64/instructions/interrupts.h"
#include "x86_64/instructions/memory.h"
#include "x86_64/instructions/ports.h"
#include "x86_64/instructions/random.h"
#include "x86_64/instructions/segments.h"
#include "x86_64/instructions/smap.h"
#include "x86_64/instructions/time.h"
#include "x86_64/instructions/tlb.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/debug.h"
#include "x86_64/registers/extended.h"
#include "x86_64/registers/keys.h"
#include "x86_64/registers/msr.h"
#include "x86_64/structures/gdt.h"
#include "x86_64/structures/trap.h"

X86_TRAP_STUBS(guest_stubs, guest_trap, 1)

static struct x86_features features;
static uint64_t gdt_entries[10];
static struct x86_gdt gdt;
static struct x86_tss_io task;
static struct x86_idt idt;
static struct x86_selector kernel_code, kernel_data, user_code, user_data, user_code32,
    task_selector;
static uint8_t ist_stack[4][4096] __attribute__((aligned(16)));
static uint8_t kernel_stack[4096] __attribute__((aligned(16)));
static uint8_t user_stack[4096] __attribute__((aligned(4096)));

/* What the last trap was; and how many there were. */
static struct x86_trap_frame seen;
static struct x86_virt seen_cr2, seen_gs;
static uint64_t seen_rsp;
static volatile unsigned traps;
/* Where a fault goes on instead of the instruction that faulted; 0: none is expected. */
extern volatile uint64_t guest_recover;
volatile uint64_t guest_recover;
/* Where a system call (int 0x80) of the user code ends. */
static uint64_t return_rip, return_rsp;

static bool is_fault(uint64_t vector)
{
    return vector < 32 && vector != X86_VECTOR_DB && vector != X86_VECTOR_BP &&
           vector != X86_VECTOR_NMI;
}

void X86_SYSV guest_trap(struct x86_trap_frame *frame)
{
    traps++;
    seen = *frame;
    seen_cr2 = x86_cr2_read();
    seen_gs = x86_gs_base_read();
    seen_rsp = (uint64_t)(uintptr_t)frame;
    if (frame->vector == X86_VECTOR_GP && x86_msr_fixup(&frame->interrupt))
        return;
    if (frame->vector == 0x80 || (is_fault(frame->vector) && frame->interrupt.cs & 3)) {
        frame->interrupt.rip.value = return_rip;
        frame->interrupt.rsp.value = return_rsp;
        frame->interrupt.cs = kernel_code.value;
        frame->interrupt.ss = kernel_data.value;
        frame->interrupt.rflags &= ~X86_RFLAGS_IF;
        return;
    }
    if (!is_fault(frame->vector))
        return;
    if (!guest_recover) {
        char text[80];
        x86_page_fault_error_format(text, sizeof text, (struct x86_page_fault_error){frame->error});
        guest_note(frame->vector == X86_VECTOR_PF ? text : x86_vector_name((unsigned)frame->vector),
                   frame->error);
        guest_note("cr2", seen_cr2.value);
        guest_fail("unexpected fault at", frame->interrupt.rip.value);
    }
    frame->interrupt.rip.value = guest_recover;
    guest_recover = 0;
}

/* Runs one instruction that may fault; the vector of the fault, or 256. */
#define FAULT_OF(instruction, ...)                                                             \
    ({                                                                                         \
        unsigned traps_before = traps;                                                         \
        __asm__ volatile("movq $9f, guest_recover(%%rip)\n\t" instruction "\n9:" __VA_ARGS__); \
        guest_recover = 0;                                                                     \
        traps == traps_before ? 256u : (unsigned)seen.vector;                                  \
    })

static bool has(enum x86_feature feature)
{
    return x86_features_has(&features, feature);
}

static void tables_are_built_and_loaded(void)
{
    x86_features_init(&features, NULL, NULL);
    check_equal(x86_gdt_init(&gdt, gdt_entries, 10), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_KERNEL_CODE, &kernel_code), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_KERNEL_DATA, &kernel_data), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_CODE32, &user_code32), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_DATA, &user_data), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_CODE, &user_code), X86_OK);
    x86_tss_io_init(&task);
    task.tss.rsp[0] = x86_virt_of_pointer(kernel_stack + sizeof kernel_stack);
    for (unsigned i = 0; i < 4; i++)
        task.tss.ist[i] = x86_virt_of_pointer(ist_stack[i] + sizeof ist_stack[i]);
    check_equal(x86_gdt_append_tss(&gdt, &task.tss, sizeof task, &task_selector), X86_OK);
    x86_gdt_load(&gdt);
    x86_cs_write(kernel_code);
    x86_ss_write(kernel_data);
    x86_ds_write(x86_selector_null());
    x86_es_write(x86_selector_null());
    x86_ltr(task_selector);
    x86_lldt(x86_selector_null());

    x86_idt_init(&idt);
    check_equal(x86_idt_set_stubs(&idt, guest_stubs, kernel_code), X86_OK);
    static const unsigned own_stack[] = {X86_VECTOR_DB, X86_VECTOR_NMI, X86_VECTOR_DF,
                                         X86_VECTOR_MC};
    for (unsigned i = 0; i < 4; i++)
        check_equal(x86_idt_set_stub(&idt, guest_stubs, own_stack[i], kernel_code,
                                     (struct x86_gate_options){.ist = (uint8_t)(i + 1)}),
                    X86_OK);
    struct x86_gate_options user = {.dpl = 3};
    check_equal(x86_idt_set_stub(&idt, guest_stubs, 0x80, kernel_code, user), X86_OK);
    check_equal(x86_idt_set_stub(&idt, guest_stubs, X86_VECTOR_BP, kernel_code, user), X86_OK);
    x86_idt_load(&idt);
    x86_gs_base_write(X86_VIRT(0xffff800000001000));
    x86_kernel_gs_base_write(X86_VIRT(0x1000));

    check_equal(x86_cs_read().value, kernel_code.value);
    check_equal(x86_str().value, task_selector.value);
    check_equal(x86_sldt().value, 0);
    check(x86_verw(kernel_data) && !x86_verw(kernel_code) && !x86_verw(x86_selector_null()));
    struct x86_table_pointer g = x86_sgdt(), i = x86_sidt();
    check_equal(g.limit, 8 * 8 - 1);
    check_equal(g.base.value, (uintptr_t)gdt_entries);
    check_equal(i.limit, 4095);
    check_equal(i.base.value, (uintptr_t)&idt);
}

static void breakpoint_keeps_every_register(void)
{
    unsigned before = traps;
    uint64_t rax = 1, rbx = 2, rcx = 3, rdx = 4, rsi = 5, rdi = 6;
    register uint64_t r8 __asm__("r8") = 8, r9 __asm__("r9") = 9, r10 __asm__("r10") = 10,
                         r12 __asm__("r12") = 12, r15 __asm__("r15") = 15;
    __asm__ volatile("int3"
                     : "+a"(rax), "+b"(rbx), "+c"(rcx), "+d"(rdx), "+S"(rsi), "+D"(rdi), "+r"(r8),
                       "+r"(r9), "+r"(r10), "+r"(r12), "+r"(r15)
                     :
                     : "memory");
    check(rax == 1 && rbx == 2 && rcx == 3 && rdx == 4 && rsi == 5 && rdi == 6);
    check(r8 == 8 && r9 == 9 && r10 == 10 && r12 == 12 && r15 == 15);
    check_equal(traps, before + 1);
    check_equal(seen.vector, X86_VECTOR_BP);
    check(seen.rax == 1 && seen.rbx == 2 && seen.rcx == 3 && seen.rdx == 4 && seen.rsi == 5);
    check(seen.rdi == 6 && seen.r8 == 8 && seen.r9 == 9 && seen.r10 == 10 && seen.r12 == 12);
    check_equal(seen.r15, 15);
    check_equal(seen.error, 0);
    check_equal(seen.interrupt.cs, kernel_code.value);
    check(!x86_interrupt_frame_is_user(&seen.interrupt));
}

static void software_interrupts_reach_their_vector(void)
{
    X86_INT(32);
    check_equal(seen.vector, 32);
    X86_INT(255);
    check_equal(seen.vector, 255);
    X86_INT(0x42);
    check_equal(seen.vector, 0x42);
    check_equal(FAULT_OF("ud2", :), X86_VECTOR_UD);
}

static void error_codes_are_the_cpus(void)
{
    check_equal(FAULT_OF("movw %0, %%ds", : : "r"((uint16_t)0x50)), X86_VECTOR_GP);
    check_equal(seen.error, 0x50);
    check_equal(x86_selector_error_index((struct x86_selector_error){seen.error}), 10);
    check_equal(FAULT_OF("movq (%0), %%rax", : : "r"(0x123456789000) : "rax"), X86_VECTOR_PF);
    check_equal(seen.error, 0);
    check_equal(seen_cr2.value, 0x123456789000);
    check_equal(FAULT_OF("movb $1, (%0)", : : "r"(0x123456789000)), X86_VECTOR_PF);
    check_equal(seen.error, X86_PAGE_FAULT_W);
    check_equal(FAULT_OF("movb $1, (%0)", : : "r"(1ULL << 62)), X86_VECTOR_GP);
    x86_cr2_write(X86_VIRT(0x1234));
    check_equal(x86_cr2_read().value, 0x1234);
}

/* D: error-code vectors beyond the old list; a software INT pushes none, so the stack must not be
 * off. */
static void canonical_agrees_with_the_cpu(void)
{
    bool five = (x86_cr4_read().value & X86_CR4_LA57) != 0;
    unsigned bits = five ? X86_VA_BITS_5_LEVELS : X86_VA_BITS_4_LEVELS;
    guest_note("virtual address bits", bits);
    for (unsigned shift = 40; shift < 64; shift++) {
        for (int sign = 0; sign < 2; sign++) {
            struct x86_virt virt = {sign ? 0 - (1ULL << shift) : 1ULL << shift};
            unsigned vector = FAULT_OF("movq (%0), %%rax", : : "r"(virt.value) : "rax");
            if (x86_virt_is_canonical(virt, bits))
                check(vector == X86_VECTOR_PF || vector == 256);
            else
                check_equal(vector, X86_VECTOR_GP);
        }
    }
}

static void double_fault_has_its_own_stack(void)
{
    /* #UD without a gate is #GP, whose gate is missing too: #DF. */
    struct x86_idt saved = idt;
    check_equal(x86_idt_clear(&idt, X86_VECTOR_UD), X86_OK);
    check_equal(x86_idt_clear(&idt, X86_VECTOR_GP), X86_OK);
    check_equal(FAULT_OF("ud2", :), X86_VECTOR_DF);
    idt = saved;
    check_equal(seen.error, 0);
    uint64_t top = (uintptr_t)ist_stack[2] + sizeof ist_stack[2];
    check(seen_rsp < top && seen_rsp > top - 4096);
}

static unsigned plain_calls;
static uint64_t error_seen;
__attribute__((interrupt)) static void on_plain(struct x86_interrupt_frame *frame)
{
    plain_calls++;
    error_seen = frame->cs;
}
__attribute__((interrupt)) static void on_error(struct x86_interrupt_frame *frame, uint64_t error)
{
    error_seen = error;
    ((volatile struct x86_interrupt_frame *)frame)->rip.value = guest_recover;
}

static void handlers_with_the_interrupt_attribute(void)
{
    struct x86_idt saved = idt;
    struct x86_gate_options none = {0};
    check_equal(x86_idt_set_handler(&idt, 0x42, on_plain, kernel_code, none), X86_OK);
    check_equal(x86_idt_set_handler(&idt, X86_VECTOR_GP, on_plain, kernel_code, none),
                X86_CONFLICT);
    check_equal(x86_idt_set_handler_error(&idt, X86_VECTOR_GP, on_error, kernel_code, none),
                X86_OK);
    X86_INT(0x42);
    check_equal(plain_calls, 1);
    check_equal(error_seen, kernel_code.value);
    check_equal(FAULT_OF("movw %0, %%ds",
                         :
                         : "r"((uint16_t)0x58)),
                256); /* guest_trap is not asked */
    check_equal(error_seen, 0x58);
    idt = saved;
}

static void busy_task_is_released(void)
{
    check_equal(FAULT_OF("ltr %0", : : "r"(task_selector.value)), X86_VECTOR_GP);
    check_equal(x86_gdt_release_tss(&gdt, task_selector), X86_OK);
    check_equal(FAULT_OF("ltr %0", : : "r"(task_selector.value)), 256);
}

/* ---- CPL 3 ------------------------------------------------------------------------------------*/

static uint64_t *entry_of(uint64_t address, unsigned level)
{
    uint64_t *table = (uint64_t *)(uintptr_t)x86_cr3_root(x86_cr3_read()).value;
    unsigned top = x86_cr4_read().value & X86_CR4_LA57 ? 5 : 4;
    for (unsigned at = top; at > level; at--)
        table = (uint64_t *)(uintptr_t)(table[x86_virt_index(x86_virt_unchecked(address), at)] &
                                        X86_CR3_ADDRESS);
    return &table[x86_virt_index(x86_virt_unchecked(address), level)];
}

/* Gives the 2 MiB page of `address` to CPL 3, or takes it away. */
static void user_page(uint64_t address, bool user)
{
    unsigned top = x86_cr4_read().value & X86_CR4_LA57 ? 5 : 4;
    for (unsigned level = top; level >= 2; level--) {
        uint64_t *entry = entry_of(address, level);
        *entry = user ? *entry | 4 : level == 2 ? *entry & ~4ULL : *entry;
    }
    x86_invlpg(x86_virt_unchecked(address));
}

extern const unsigned char user_int[], user_in[], user_end[];
__asm__(".text\n"
        "user_int: movl $0x1234, %eax\n int $0x80\n"
        "user_in: inb %dx, %al\n int $0x80\n"
        "user_end:\n");

/* Runs `code` at CPL 3 with RDX, until int 0x80 or a fault. The code and its stack are at low
 * addresses, through the identity map: the kernel's own pages stay the supervisor's. */
static __attribute__((noinline)) void run_user(const unsigned char *code, uint64_t rdx)
{
    uint64_t rip = guest_phys(code), rsp = guest_phys(user_stack) + sizeof user_stack;
    user_page(rip, true);
    __asm__ volatile("leaq 1f(%%rip), %%rax\n\t"
                     "movq %%rax, %[rip_out]\n\t"
                     "movq %%rsp, %[rsp_out]\n\t"
                     "pushq %[ss]\n\t"
                     "pushq %[rsp]\n\t"
                     "pushq $2\n\t"
                     "pushq %[cs]\n\t"
                     "pushq %[rip]\n\t"
                     "iretq\n"
                     "1:"
                     : [rip_out] "=m"(return_rip), [rsp_out] "=m"(return_rsp), "+d"(rdx)
                     : [ss] "r"((uint64_t)user_data.value), [rsp] "r"(rsp),
                       [cs] "r"((uint64_t)user_code.value), [rip] "r"(rip)
                     : "rax", "memory", "cc");
    user_page(rip, false);
}

static void system_call_from_cpl_3_and_back(void)
{
    uint64_t kernel_gs = x86_gs_base_read().value;
    /* As an exit path does: the user's base in GS, the kernel's aside. */
    x86_swapgs();
    run_user(user_int, 0);
    check_equal(seen.vector, 0x80);
    check_equal(seen.rax, 0x1234);
    check_equal(seen.interrupt.cs, user_code.value);
    check_equal(seen.interrupt.ss, user_data.value);
    check(x86_interrupt_frame_is_user(&seen.interrupt));
    check_equal(seen_gs.value, kernel_gs); /* SWAPGS on the way in */
    check_equal(x86_gs_base_read().value, kernel_gs);
    uint64_t top = (uintptr_t)kernel_stack + sizeof kernel_stack;
    check_equal(seen_rsp, top - sizeof(struct x86_trap_frame)); /* RSP0 of the TSS */
}

static void io_map_decides_ports_at_cpl_3(void)
{
    check_equal(x86_tss_io_set(&task, 0x80, 1, true), X86_OK);
    x86_swapgs();
    run_user(user_in, 0x80);
    check_equal(seen.vector, 0x80);
    x86_swapgs();
    run_user(user_in, 0x81);
    check_equal(seen.vector, X86_VECTOR_GP);
    check_equal(x86_tss_io_set(&task, 0x80, 1, false), X86_OK);
    x86_swapgs();
    run_user(user_in, 0x80);
    check_equal(seen.vector, X86_VECTOR_GP);
}

extern const unsigned char user_bare_int[];
__asm__(".text\nuser_bare_int: int $0x80\n");

static void X86_SYSV enter_by_resume(const struct x86_trap_frame *frame)
{
    x86_swapgs();
    x86_trap_resume(frame);
}

static void X86_SYSV enter_by_sysret(const struct x86_trap_frame *frame)
{
    x86_swapgs();
    x86_sysret(frame->interrupt.rip, frame->interrupt.rflags, frame->interrupt.rsp);
}

/* Starts a thread at CPL 3 whose registers are all known, which ends at once. */
static __attribute__((noinline)) void start_thread(
    void X86_SYSV (*enter)(const struct x86_trap_frame *))
{
    uint64_t rip = guest_phys(user_bare_int);
    struct x86_trap_frame f = {15, 14, 13, 12, 11, 10, 9, 8, 7,
                               6,  5,  4,  3,  2,  1,  0, 0, {{0}, 0, 0, {0}, 0}};
    f.interrupt.rip.value = rip;
    f.interrupt.cs = user_code.value;
    f.interrupt.rflags = X86_RFLAGS_ALWAYS | X86_RFLAGS_CF;
    f.interrupt.rsp.value = 0x1234560;
    f.interrupt.ss = user_data.value;
    user_page(rip, true);
    const struct x86_trap_frame *start = &f;
    __asm__ volatile("pushq %%rbp\n\t"
                     "leaq 1f(%%rip), %%rax\n\t"
                     "movq %%rax, %[rip_out]\n\t"
                     "movq %%rsp, %[rsp_out]\n\t"
                     "andq $-16, %%rsp\n\t"
                     "call *%%rsi\n"
                     "1: popq %%rbp"
                     : [rip_out] "=m"(return_rip), [rsp_out] "=m"(return_rsp), "+D"(start),
                       "+S"(enter)
                     :
                     : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
                       "r15", "memory", "cc");
    user_page(rip, false);
    check_equal(seen.vector, 0x80);
    check_equal(seen.interrupt.rip.value, rip + 2); /* behind INT */
    check_equal(seen.interrupt.cs, user_code.value);
    check_equal(seen.interrupt.ss, user_data.value);
    check_equal(seen.interrupt.rsp.value, 0x1234560);
    check_equal(seen.interrupt.rflags & X86_RFLAGS_CF, X86_RFLAGS_CF);
    check(x86_interrupt_frame_is_user(&seen.interrupt));
}

static void threads_start_with_all_registers(void)
{
    start_thread(enter_by_resume);
    for (unsigned i = 0; i < 15; i++)
        check_equal((&seen.r15)[i], 15 - i);
}

static void sysret_goes_to_cpl_3(void)
{
    struct x86_star star;
    check_equal(x86_star_of(user_code, user_data, kernel_code, kernel_data, &star, NULL), X86_OK);
    x86_star_write(star);
    x86_efer_update(X86_EFER_SCE, 0);
    start_thread(enter_by_sysret);
    x86_efer_update(0, X86_EFER_SCE);
    check_equal(seen.rcx, seen.interrupt.rip.value - 2);
}

/* #DB at CPL 0 while GS is still the user's: the stub must look at the base, not at CS. */
static void paranoid_entry_swaps_by_the_base(void)
{
    uint64_t kernel_gs = x86_gs_base_read().value;
    X86_INT(1);
    check_equal(seen_gs.value, kernel_gs);
    check_equal(x86_gs_base_read().value, kernel_gs);
    x86_swapgs();
    X86_INT(1);
    check_equal(seen_gs.value, kernel_gs);
    check_equal(x86_gs_base_read().value, 0x1000);
    x86_swapgs();
    check_equal(x86_kernel_gs_base_read().value, 0x1000);
}

/* ---- Interrupts, ports, time ------------------------------------------------------------------*/

static void interrupts_on_and_off(void)
{
    check(!x86_interrupts_enabled());
    bool was = x86_interrupts_save();
    check(!was);
    x86_interrupts_restore(was);
    check(!x86_interrupts_enabled());
    /* Both interrupt controllers masked: nothing comes. */
    x86_outb(0x21, 0xff), x86_outb(0xa1, 0xff);
    x86_interrupts_enable();
    was = x86_interrupts_save();
    check(was && !x86_interrupts_enabled());
    x86_interrupts_restore(was);
    check(x86_interrupts_enabled());
    x86_interrupts_disable();
}

/* The timer through the 8259, remapped to 0x20: STI; HLT wakes up for it. */
static void hlt_wakes_for_an_interrupt(void)
{
    static const struct x86_port8_out command = {0x20}, data = {0x21};
    x86_port8_out_write(command, 0x11);
    x86_port8_out_write(data, 0x20), x86_port8_out_write(data, 4), x86_port8_out_write(data, 1);
    x86_port8_out_write(data, 0xfe);
    x86_outb(0x43, 0x30), x86_outb(0x40, 0xff), x86_outb(0x40, 0x0f);
    unsigned before = traps;
    x86_interrupts_enable_and_hlt();
    x86_interrupts_disable();
    check_equal(traps, before + 1);
    check_equal(seen.vector, 0x20);
    x86_outb(0x20, 0x20), x86_outb(0x21, 0xff);
}

static void ports_of_every_width(void)
{
    /* PCI configuration: the host bridge's vendor, in one, two, four bytes. */
    static const struct x86_port32 address = {0xcf8};
    x86_port32_write(address, 0x80000000);
    check_equal(x86_port32_read(address), 0x80000000);
    check_equal(x86_inl(0xcfc) & 0xffff, 0x8086);
    check_equal(x86_inw(0xcfc), 0x8086);
    check_equal(x86_inb(0xcfd), 0x80);
    uint16_t words[3] = {0};
    x86_insw(0xcfc, words, 3);
    check(words[0] == 0x8086 && words[1] == 0x8086 && words[2] == 0x8086);
    uint8_t bytes[2] = {0};
    x86_insb(0xcfc, bytes, 2);
    check(bytes[0] == 0x86 && bytes[1] == 0x86);
    /* CMOS: an index written with OUTS stays. */
    static const uint8_t index[2] = {0x0e, 0x0d};
    x86_outsb(0x70, index, 2);
    check_equal(x86_inb(0x71) & 0x7f, 0); /* register D: bits 6:0 read as 0 */
    uint32_t dword = 0x80000008, back = 0;
    x86_outsl(0xcf8, &dword, 1);
    x86_insl(0xcf8, &back, 1);
    check_equal(back, dword);
    uint16_t word = 0x1234;
    x86_outsw(0x80, &word, 1);
    x86_io_delay();
    /* The same through ports with a type. */
    static const struct x86_port8_in byte_in = {0xcfc};
    static const struct x86_port16_in word_in = {0xcfc};
    static const struct x86_port32_in dword_in = {0xcfc};
    static const struct x86_port32_out dword_out = {0xcf8};
    static const struct x86_port16 both16 = {0x80};
    static const struct x86_port16_out word_out = {0x80};
    static const struct x86_port8 cmos_index = {0x70}, cmos_data = {0x71};
    x86_port32_out_write(dword_out, 0x80000000);
    check_equal(x86_port8_in_read(byte_in), 0x86);
    check_equal(x86_port16_in_read(word_in), 0x8086);
    check_equal(x86_port32_in_read(dword_in) & 0xffff, 0x8086);
    x86_port8_write(cmos_index, 0x0d);
    check_equal(x86_port8_read(cmos_data) & 0x7f, 0);
    x86_port16_write(both16, 1), x86_port16_out_write(word_out, 2);
    (void)x86_port16_read(both16);
    x86_outw(0x80, 3);
}

/* ---- Registers --------------------------------------------------------------------------------*/

static void control_registers(void)
{
    struct x86_cr0 cr0 = x86_cr0_update(X86_CR0_TS, 0);
    check(!(cr0.value & X86_CR0_TS) && x86_cr0_read().value == (cr0.value | X86_CR0_TS));
    check_equal(x86_smsw(), x86_cr0_read().value & 0xffff);
    x86_clts();
    check_equal(x86_cr0_read().value, cr0.value);
    struct x86_cr4 cr4 = x86_cr4_read(), all = {cr4.value};
    /* All that the check allows, the CPU takes: TCG hangs on what it does not have. */
    for (unsigned bit = 0; bit < 64; bit++) {
        struct x86_cr4 to = {cr4.value | X86_BIT(bit)};
        if (bit == 13 || bit == 14 || to.value == cr4.value) /* VMXE, SMXE: for VMM tests */
            continue;
        if (x86_cr4_check(cr4, to, x86_cr0_read(), x86_cr3_read(), &features) != X86_OK)
            continue;
        all.value |= X86_BIT(bit);
        x86_cr4_write(to);
        check_equal(x86_cr4_read().value, to.value);
        x86_cr4_write(cr4);
    }
    char names[300];
    x86_bits_format(names, sizeof names, X86_CR4_NAMES, all.value);
    guest_note(names, all.value);
    struct x86_cr3 cr3 = x86_cr3_read();
    x86_cr3_write(cr3);
    check_equal(x86_cr3_read().value, cr3.value);
    x86_cr8_write((struct x86_cr8){9});
    check_equal(x86_cr8_read().value, 9);
    x86_cr8_write((struct x86_cr8){0});
}

static void efer_and_its_check(void)
{
    struct x86_efer efer = x86_efer_read(), sce = {efer.value | X86_EFER_SCE};
    check((efer.value & (X86_EFER_LME | X86_EFER_LMA)) == (X86_EFER_LME | X86_EFER_LMA));
    check_equal(x86_efer_check(efer, sce, &features), X86_OK);
    x86_efer_update(X86_EFER_SCE, 0);
    check_equal(x86_efer_read().value, sce.value);
    check_equal(x86_efer_update(0, X86_EFER_SCE).value, sce.value);
    check_equal(x86_efer_read().value, efer.value);
    check_equal(x86_efer_update(0, X86_EFER_SCE).value, efer.value);
}

static void msr_with_addresses(void)
{
    struct x86_virt virt = X86_VIRT(0xffff800012345000);
    x86_lstar_write(virt);
    check_equal(x86_lstar_read().value, virt.value);
    x86_fs_base_write(virt);
    check_equal(x86_fs_base_read().value, virt.value);
    x86_fs_base_write(X86_VIRT(0));
    struct x86_star star;
    check_equal(x86_star_of(user_code, user_data, kernel_code, kernel_data, &star, NULL), X86_OK);
    x86_star_write(star);
    check_equal(x86_star_read().value, star.value);
    check_equal(x86_pat_check(x86_pat_read()), X86_OK);
    check((x86_apic_base_read().value & (X86_APIC_BASE_EN | X86_APIC_BASE_BSP)) ==
          (X86_APIC_BASE_EN | X86_APIC_BASE_BSP));
    struct x86_mtrrcap cap = x86_mtrrcap_read();
    check_equal(cap.value & X86_MTRRCAP_VCNT, 8);
    check_equal(x86_mcg_cap_read().value & X86_MCG_CAP_COUNT, 10);
    check_equal(x86_mcg_status_read().value, 0);
}

static void msr_that_may_not_exist(void)
{
    uint64_t value = 0;
    check_equal(x86_msr_try_read(X86_MSR_EFER, &value), X86_OK);
    check_equal(value, x86_efer_read().value);
    check_equal(x86_msr_try_write(X86_MSR_LSTAR, 0x1000), X86_OK);
    check_equal(x86_lstar_read().value, 0x1000);
    /* TCG reads unknown registers as 0 and takes nearly everything; bits 63:32 of PKRS it refuses.
     */
    unsigned before = traps;
    check_equal(x86_msr_try_write(X86_MSR_PKRS, 1ULL << 32), X86_UNSUPPORTED);
    check_equal(traps, before + 1);
    check_equal(seen.vector, X86_VECTOR_GP);
}

static void syscall_msr_lead_to_the_right_segments(void)
{
    if (!has(X86_FEATURE_SYSCALL)) {
        guest_skip("no SYSCALL");
        return;
    }
    /* SYSCALL from CPL 0 loads CS and SS out of STAR and masks RFLAGS with SFMASK. */
    struct x86_star star;
    check_equal(x86_star_of(user_code, user_data, kernel_code, kernel_data, &star, NULL), X86_OK);
    x86_star_write(star);
    x86_sfmask_write((struct x86_sfmask){X86_RFLAGS_AC});
    x86_efer_update(X86_EFER_SCE, 0);
    uint64_t cs = 0, ss = 0, flags = 0;
    __asm__ volatile("leaq 1f(%%rip), %%rax\n\t"
                     "movq %%rax, %%rdx\n\t"
                     "shrq $32, %%rdx\n\t"
                     "movl $0xc0000082, %%ecx\n\t"
                     "wrmsr\n\t"
                     "pushfq\n\t"
                     "orq $0x40000, (%%rsp)\n\t"
                     "popfq\n\t"
                     "syscall\n"
                     "1: pushfq\n\t"
                     "popq %2\n\t"
                     "movq %%cs, %0\n\t"
                     "movq %%ss, %1"
                     : "=&r"(cs), "=&r"(ss), "=&r"(flags)
                     :
                     : "rax", "rcx", "rdx", "r11", "memory", "cc");
    check_equal(cs, kernel_code.value);
    check_equal(ss, kernel_data.value);
    check_equal(flags & X86_RFLAGS_AC, 0);
    x86_efer_update(0, X86_EFER_SCE);
}

static void watchpoint_fires(void)
{
    static volatile uint32_t watched;
    struct x86_dr7 dr7 = {X86_DR7_CLEAR};
    struct x86_watch watch = {X86_WATCH_WRITE, 4, false, true};
    struct x86_virt at = x86_virt_of_pointer(&watched);
    check_equal(x86_dr7_watch(dr7, 2, watch, at, &dr7), X86_OK);
    x86_dr_write(2, at);
    check_equal(x86_dr_read(2).value, at.value);
    x86_dr6_write((struct x86_dr6){X86_DR6_CLEAR});
    x86_dr7_write(dr7);
    unsigned before = traps;
    (void)watched;
    check_equal(traps, before);
    watched = 1;
    x86_dr7_write((struct x86_dr7){X86_DR7_CLEAR});
    check_equal(traps, before + 1);
    check_equal(seen.vector, X86_VECTOR_DB);
    check_equal(x86_dr6_read().value & 0xf, X86_DR6_B2);
}

static void smap_guards(void)
{
    if (!has(X86_FEATURE_SMAP)) {
        check_equal(FAULT_OF("stac", :), X86_VECTOR_UD);
        struct x86_smap none = {false};
        x86_smap_restore(none, x86_smap_open(none));
        return;
    }
    struct x86_smap smap = {true};
    volatile uint64_t *page = (volatile uint64_t *)0x40000000;
    user_page((uintptr_t)page, true);
    x86_cr4_update(X86_CR4_SMAP, 0);
    x86_clac();
    check_equal(FAULT_OF("movq (%0), %%rax", : : "r"(page) : "rax"), X86_VECTOR_PF);
    check_equal(seen.error, X86_PAGE_FAULT_P);
    bool was_open = x86_smap_open(smap);
    check(!was_open);
    check_equal(FAULT_OF("movq (%0), %%rax", : : "r"(page) : "rax"), 256);
    bool inner = x86_smap_open(smap);
    check(inner);
    x86_smap_restore(smap, inner);
    check((x86_rflags_read().value & X86_RFLAGS_AC) != 0);
    X86_INT(0x33); /* the stubs clear AC for the handler, IRETQ brings it back */
    check((seen.interrupt.rflags & X86_RFLAGS_AC) != 0);
    check((x86_rflags_read().value & X86_RFLAGS_AC) != 0);
    x86_smap_restore(smap, was_open);
    check_equal(FAULT_OF("movq (%0), %%rax", : : "r"(page) : "rax"), X86_VECTOR_PF);
    x86_cr4_update(0, X86_CR4_SMAP);
    user_page((uintptr_t)page, false);
}

static void protection_keys(void)
{
    if (!has(X86_FEATURE_PKU)) {
        guest_skip("no PKU");
        return;
    }
    x86_cr4_update(X86_CR4_PKE, 0);
    struct x86_pkru before = x86_pkru_update(X86_PK_AD(3) | X86_PK_WD(5), 0);
    check_equal(x86_pkru_read().value, before.value | 0x8 << 3 | 0x40 | 0x800);
    x86_pkru_write(before);
    x86_cr4_update(0, X86_CR4_PKE);
}

static void invlpg_drops_what_it_should(void)
{
    /* Two frames under one address: TCG shows the old one until INVLPG. */
    uint64_t *entry = entry_of(0x40000000, 2), saved = *entry;
    volatile uint64_t *here = (volatile uint64_t *)0x40000000;
    static uint8_t frames[2 * 0x200000] __attribute__((aligned(0x200000)));
    uint64_t first = guest_phys(frames), second = first + 0x200000;
    *(volatile uint64_t *)frames = 1;
    *(volatile uint64_t *)(frames + 0x200000) = 2;
    *entry = first | 0x83;
    x86_invlpg(x86_virt_unchecked(0x40000000));
    check_equal(*here, 1);
    *entry = second | 0x83;
    check_equal(*here, 1);
    x86_invlpg(x86_virt_unchecked(0x40000000));
    check_equal(*here, 2);
    *entry = first | 0x83;
    check_equal(*here, 2);
    x86_cr3_write(x86_cr3_read());
    check_equal(*here, 1);
    *entry = saved;
    x86_invlpg(x86_virt_unchecked(0x40000000));
    if (!has(X86_FEATURE_INVPCID))
        check_equal(FAULT_OF("invpcid (%0), %1", : : "r"(frames), "r"(2ULL)), X86_VECTOR_UD);
}

static void states_of_xsave(void)
{
    if (!has(X86_FEATURE_XSAVE)) {
        guest_skip("no XSAVE");
        return;
    }
    x86_cr4_update(X86_CR4_OSXSAVE | X86_CR4_OSFXSR, 0);
    struct x86_xcr0 all = {features.xcr0}, before = x86_xcr0_read();
    check_equal(x86_xcr0_check(all, &features), X86_OK);
    x86_xcr0_write(all);
    check_equal(x86_xcr0_read().value, all.value);
    check_equal(x86_xsave_size(&features, all.value, false), x86_cpuid(0xd, 0).ebx);
    /* What the check refuses, the CPU refuses. */
    for (uint64_t v = 0; v < 32; v++) {
        struct x86_xcr0 value = {v};
        bool taken = FAULT_OF("xsetbv", : : "c"(0), "a"((uint32_t)v), "d"(0)) == 256;
        check_equal(taken, x86_xcr0_check(value, &features) == X86_OK);
    }
    x86_xcr0_write(before);
    x86_cr4_update(0, X86_CR4_OSXSAVE);
}

static void bases_by_instruction(void)
{
    if (!has(X86_FEATURE_FSGSBASE)) {
        check_equal(FAULT_OF("rdfsbase %%rax", : : : "rax"), X86_VECTOR_UD);
        return;
    }
    x86_cr4_update(X86_CR4_FSGSBASE, 0);
    x86_wrfsbase(X86_VIRT(0x123000));
    check_equal(x86_rdfsbase().value, 0x123000);
    check_equal(x86_fs_base_read().value, 0x123000);
    struct x86_virt gs = x86_rdgsbase();
    x86_wrgsbase(X86_VIRT(0x5000));
    check_equal(x86_gs_base_read().value, 0x5000);
    x86_wrgsbase(gs);
    x86_cr4_update(0, X86_CR4_FSGSBASE);
}

static void random_and_time(void)
{
    uint64_t a = 0, b = 0;
    if (has(X86_FEATURE_RDRAND)) {
        check_equal(x86_rdrand(&a), X86_OK);
        check_equal(x86_rdrand(&b), X86_OK);
        check(a != b);
    }
    check(x86_rdtsc_ordered() < x86_rdtsc_ordered());
    if (has(X86_FEATURE_RDTSCP)) {
        uint32_t aux = 0;
        x86_tsc_aux_write((struct x86_tsc_aux){77});
        check(x86_rdtscp(&aux) > 0);
        check_equal(aux, 77);
    }
    x86_wbinvd();
    x86_cr4_update(X86_CR4_TSD, 0);
    check(x86_rdtsc() > 0); /* CPL 0 may */
    x86_cr4_update(0, X86_CR4_TSD);
}

GUEST_TESTS(test(tables_are_built_and_loaded), test(breakpoint_keeps_every_register),
            test(software_interrupts_reach_their_vector), test(error_codes_are_the_cpus),
            test(canonical_agrees_with_the_cpu), test(double_fault_has_its_own_stack),
            test(handlers_with_the_interrupt_attribute), test(busy_task_is_released),
            test(system_call_from_cpl_3_and_back), test(io_map_decides_ports_at_cpl_3),
            test(threads_start_with_all_registers), test(sysret_goes_to_cpl_3),
            test(paranoid_entry_swaps_by_the_base), test(interrupts_on_and_off),
            test(hlt_wakes_for_an_interrupt), test(ports_of_every_width), test(control_registers),
            test(efer_and_its_check), test(msr_with_addresses), test(msr_that_may_not_exist),
            test(syscall_msr_lead_to_the_right_segments), test(watchpoint_fires), test(smap_guards),
            test(protection_keys), test(invlpg_drops_what_it_should), test(states_of_xsave),
            test(bases_by_instruction), test(random_and_time))
