/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The processor and the chips that the loader runs on: all that is not plain C. Bare metal only;
 * memory is mapped at its physical address.
 */
#include "load/machine.h"

#include "load/fault.h"
#include "load/quiet.h"
#include "x86_64/entry.h"
#include "x86_64/instructions/ports.h"
#include "x86_64/instructions/random.h"
#include "x86_64/instructions/time.h"
#include "x86_64/instructions/tlb.h"
#include "x86_64/registers/control.h"

enum { TRIES = 16, PIC_1_DATA = 0x21, PIC_2_DATA = 0xa1 };

static bool cpu_random(void *ctx, const struct cpu *cpu, uint64_t *ret_word)
{
    (void)ctx;
    return (cpu->rdseed && x86_rdseed(TRIES, ret_word) == X86_OK) ||
           (cpu->rdrand && x86_rdrand(ret_word) == X86_OK);
}

static uint64_t cpu_ticks(void *ctx)
{
    (void)ctx;
    return x86_rdtsc();
}

static unsigned cpu_levels(void *ctx)
{
    (void)ctx;
    return x86_cr4_read().value & X86_CR4_LA57 ? 5 : 4;
}

static const void *map_identity(void *ctx, uint64_t phys, uint64_t size)
{
    (void)ctx, (void)size;
    return (const void *)(uintptr_t)phys;
}

static void mask_io_apic(void *ctx, uint64_t phys)
{
    (void)ctx;
    quiet_io_apic((volatile uint32_t *)(uintptr_t)phys);
}

static void chips_quiet(void *ctx, uint64_t rsdp_phys)
{
    x86_outb(PIC_1_DATA, 0xff);
    x86_outb(PIC_2_DATA, 0xff);
    quiet_for_each_io_apic(rsdp_phys, map_identity, mask_io_apic, ctx);
}

/* Firmware may have mapped the page, which is data to it, without the right to execute. Its tables
 * are ours by now, and needed for a moment only: on the way to the page all are given that right,
 * neighbours too. The tables themselves may be write-protected. */
static void make_executable(const struct hand_over *page)
{
    struct x86_virt at = x86_virt_of_pointer(page);
    struct x86_cr0 before = x86_cr0_update(0, X86_CR0_WP);
    uint64_t table = x86_cr3_root(x86_cr3_read()).value;
    for (unsigned level = cpu_levels(NULL); level > 0; level--) {
        uint64_t *entry = (uint64_t *)(uintptr_t)table + x86_virt_index(at, level);
        if (*entry & X86_ENTRY_XD)
            *entry &= ~X86_ENTRY_XD;
        if (x86_entry_is_leaf(*entry, level))
            break;
        table = *entry & X86_ENTRY_FRAME;
    }
    x86_invlpg(at);
    x86_cr0_write(before);
}

static void cpu_enter(void *ctx, struct hand_over *page)
{
    (void)ctx;
    __asm__ volatile("cli");
    make_executable(page);
    ((void X86_SYSV (*)(void))(uintptr_t)page->code)();
}

void X86_SYSV fault_report(struct x86_trap_frame *frame)
{
    fault_say(frame, x86_cr2_read().value);
    for (;;)
        __asm__ volatile("cli; hlt");
}

const struct machine machine_here = {
    .random = cpu_random,
    .ticks = cpu_ticks,
    .levels = cpu_levels,
    .quiet = chips_quiet,
    .enter = cpu_enter,
};
