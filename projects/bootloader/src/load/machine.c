/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The processor and the chips that the loader runs on: all that is not plain C. Bare metal only;
 * memory is mapped at its physical address.
 */
#include "load/machine.h"

#include "load/fault.h"
#include "load/quiet.h"
#include "x86_64/instructions/ports.h"
#include "x86_64/instructions/random.h"
#include "x86_64/instructions/time.h"
#include "x86_64/paging.h"
#include "x86_64/registers/control.h"

enum { TRIES = 16, PIC_1_DATA = 0x21, PIC_2_DATA = 0xa1 };

static bool cpu_random(void *ctx, uint64_t *ret_word)
{
    (void)ctx;
    bool rdseed = x86_cpuid(0, 0).eax >= 7 && (x86_cpuid(7, 0).ebx >> 18 & 1);
    bool rdrand = x86_cpuid(1, 0).ecx >> 30 & 1;
    return (rdseed && x86_rdseed(TRIES, ret_word) == X86_OK) ||
           (rdrand && x86_rdrand(ret_word) == X86_OK);
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

static void *map_identity(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    (void)ctx, (void)size, (void)kind;
    return (void *)(uintptr_t)phys;
}

static void chips_quiet(void *ctx, uint64_t rsdp_phys)
{
    const struct acpi_host host = {.map = map_identity};
    (void)ctx;
    x86_outb(PIC_1_DATA, 0xff);
    x86_outb(PIC_2_DATA, 0xff);
    quiet_for_each_io_apic(&host, rsdp_phys, quiet_io_apic, NULL);
}

/* Firmware may have mapped the page, which is data to it, without the right to execute; its tables
 * are ours by now, but may be write-protected. */
static void make_executable(struct hand_over *page, struct frames *frames)
{
    const struct x86_paging_env env = frames_env(frames);
    const struct x86_format format = {
        .levels = (uint8_t)cpu_levels(NULL),
        .largest = 3,
        .phys_bits = X86_PHYS_BITS_MAX,
        .no_execute = true,
    };
    struct x86_virt at = x86_virt_of_pointer(page);
    struct x86_space space;
    struct x86_mapping mapping;
    if (x86_space_adopt(&space, &env, &format, x86_cr3_read().value) != X86_OK ||
        !x86_translate(&space, at, &mapping) || !(mapping.entry & X86_ENTRY_XD))
        return;
    struct x86_cr0 before = x86_cr0_update(0, X86_CR0_WP);
    struct x86_tlb_batch batch = x86_tlb_begin(&space);
    const struct x86_attr attr = {.write = true, .execute = true};
    /* Where this fails the processor faults at the jump, as it would have without trying. */
    enum x86_status status = x86_protect(&space, at, X86_PAGE_4K, attr, &batch, NULL);
    (void)status;
    x86_tlb_flush(&batch, false);
    x86_cr0_write(before);
}

static void cpu_enter(void *ctx, struct hand_over *page, struct frames *frames)
{
    (void)ctx;
    __asm__ volatile("cli");
    make_executable(page, frames);
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
