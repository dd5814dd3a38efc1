/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The state at entry, compared with the head comment of boot_info.h. Its own entry (linked with -e
 * state_entry) keeps all registers before C touches them.
 */
#include "kernel.h"

/* Filled by state_entry in this order. */
struct state {
    uint64_t rax, rbx, rcx, rdx, rsi, rdi, rbp, rsp, r8, r9, r10, r11, r12, r13, r14, r15;
    uint64_t flags, cr0, cr3, cr4;
    uint64_t cs, ds, es, ss, fs, gs, tr, ldt;
    struct {
        uint16_t limit;
        uint64_t base;
    } __attribute__((packed)) gdt, idt;
    uint16_t padding[2];
    uint32_t mxcsr;
    uint32_t x87[7]; /* FNSTENV */
};
extern struct state state;

__asm__(".bss\n"
        ".balign 16\n"
        ".globl state\n"
        "state: .skip 320\n"
        ".text\n"
        ".globl state_entry\n"
        "state_entry:\n"
        "mov %rax, 0+state(%rip)\n mov %rbx, 8+state(%rip)\n mov %rcx, 16+state(%rip)\n"
        "mov %rdx, 24+state(%rip)\n mov %rsi, 32+state(%rip)\n mov %rdi, 40+state(%rip)\n"
        "mov %rbp, 48+state(%rip)\n mov %rsp, 56+state(%rip)\n mov %r8, 64+state(%rip)\n"
        "mov %r9, 72+state(%rip)\n mov %r10, 80+state(%rip)\n mov %r11, 88+state(%rip)\n"
        "mov %r12, 96+state(%rip)\n mov %r13, 104+state(%rip)\n mov %r14, 112+state(%rip)\n"
        "mov %r15, 120+state(%rip)\n"
        "pushfq\n popq 128+state(%rip)\n"
        "mov %cr0, %rax\n mov %rax, 136+state(%rip)\n mov %cr3, %rax\n mov %rax, 144+state(%rip)\n"
        "mov %cr4, %rax\n mov %rax, 152+state(%rip)\n"
        "mov %cs, 160+state(%rip)\n mov %ds, 168+state(%rip)\n mov %es, 176+state(%rip)\n"
        "mov %ss, 184+state(%rip)\n mov %fs, 192+state(%rip)\n mov %gs, 200+state(%rip)\n"
        "str 208+state(%rip)\n sldt 216+state(%rip)\n"
        "sgdt 224+state(%rip)\n sidt 234+state(%rip)\n"
        "stmxcsr 248+state(%rip)\n fnstenv 252+state(%rip)\n"
        "xor %eax, %eax\n"
        "jmp _start\n");

enum { PE = 1, MP = 2, EM = 4, TS = 8, ET = 16, NE = 32, WP = 1 << 16, PG = 1u << 31 };
enum { PAE = 1 << 5, OSFXSR = 1 << 9, OSXMMEXCPT = 1 << 10, LA57 = 1 << 12 };
enum { EFER_SCE = 1, EFER_LME = 256, EFER_LMA = 1024, EFER_NXE = 2048 };

static void check_registers(const struct boot_info *boot)
{
    check_equal(state.rdi, boot);
    check_equal(state.rsp % 16, 8);
    check_that(state.rsp >= (uint64_t)boot->kernel.stack &&
                   state.rsp < (uint64_t)boot->kernel.stack + boot->kernel.stack_size,
               "RSP is in the stack");
    check_that((uint64_t)boot->kernel.stack + boot->kernel.stack_size - state.rsp <= 24,
               "RSP is at its end");
    uint64_t others = state.rax | state.rbx | state.rcx | state.rdx | state.rsi | state.rbp |
                      state.r8 | state.r9 | state.r10 | state.r11 | state.r12 | state.r13 |
                      state.r14 | state.r15;
    check_that(!others, "the other general registers are 0");
    check_equal(state.flags & (1 << 9 | 1 << 10), 0); /* IF, DF */
}

static void check_control(const struct boot_info *boot)
{
    check_equal(state.cr0, PG | WP | NE | MP | ET | PE);
    check_equal(state.cr4, PAE | OSFXSR | OSXMMEXCPT | (boot->levels == 5 ? LA57 : 0));
    check_equal(state.cr3 & 0xfff, 0);
    check_equal(kind_at(boot, state.cr3), BOOT_MEMORY_LOADER);
    check_equal(read_msr(0xc0000080), EFER_LME | EFER_LMA | EFER_NXE);
    check_equal(read_msr(0x277), 0x0007010500070406); /* WB WT UC- UC WP WC UC- UC */
    check_equal(read_msr(0x277) >> 8 * BOOT_PAT_WC & 0xff, 1);
    check_equal(state.mxcsr, 0x1f80);
    check_equal(state.x87[0] & 0xffff, 0x37f);
    check_equal(state.x87[1] & 0xffff, 0);
    check_equal(state.x87[2] & 0xffff, 0xffff);
}

static void check_descriptors(const struct boot_info *boot)
{
    struct mapping m = {0};
    check_equal(state.cs, BOOT_CS);
    check_equal(state.ds, BOOT_DS);
    check_equal(state.es, BOOT_DS);
    check_equal(state.ss, BOOT_DS);
    check_that(state.fs == BOOT_DS || !state.fs, "FS is data or null");
    check_that(state.gs == BOOT_DS || !state.gs, "GS is data or null");
    check_equal(state.gdt.limit, 3 * 8 - 1);
    const uint64_t *gdt = (const uint64_t *)state.gdt.base;
    check_equal(gdt[0], 0);
    check_equal(gdt[1] >> 40 & 0x60ff & ~1, 0x209a); /* present, ring 0, code, readable, 64-bit */
    check_equal(gdt[2] >> 40 & 0x9f & ~1, 0x92);     /* present, ring 0, data, writable */
    check_that(find_mapping(boot, state.gdt.base, &m) && !m.write, "the GDT is not writable");
    check_equal(kind_at(boot, m.phys), BOOT_MEMORY_LOADER);
    check_equal(m.phys & ~4095ULL, boot->hand_over_phys);
    check_equal(state.idt.limit, 0);
    check_equal(state.tr, 0);
    check_equal(state.ldt, 0);
}

static void check_interrupts(const struct boot_info *boot)
{
    check_equal(in8(0x21), 0xff);
    check_equal(in8(0xa1), 0xff);
    volatile uint32_t *io_apic = (volatile uint32_t *)(boot->physical_map + 0xfec00000);
    io_apic[0] = 1; /* version: the number of the last entry */
    unsigned last = io_apic[4] >> 16 & 0xff, masked = 0;
    for (unsigned i = 0; i <= last; i++) {
        io_apic[0] = 0x10 + 2 * i;
        masked += io_apic[4] >> 16 & 1;
    }
    check_equal(last, 23);
    check_equal(masked, last + 1);
}

static void kernel_main(const struct boot_info *boot)
{
    check_registers(boot);
    check_control(boot);
    check_descriptors(boot);
    check_interrupts(boot);
    finish();
}
BOOT_ENTRY(kernel_main, .physical_map = BOOT_DYNAMIC, .levels = BOOT_LEVELS_BEST)
