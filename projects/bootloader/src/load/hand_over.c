/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Fills the hand-over page: see hand_over.h. */
#include "load/hand_over.h"

#include "bootloader/boot_info.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/msr.h"

/* In enter.S. */
extern const uint8_t hand_over_code[], hand_over_64[], hand_over_32[], hand_over_stubs[],
    hand_over_end[];

static uint64_t address(const struct hand_over *page, const uint8_t *label)
{
    return (uint64_t)(uintptr_t)page->code + (uint64_t)(label - hand_over_code);
}

static struct far_pointer far_to(const struct hand_over *page, const uint8_t *label,
                                 uint16_t selector)
{
    return (struct far_pointer){(uint32_t)address(page, label), selector, 0};
}

/* PAT as boot_info.h states it: WB, WT, UC-, UC, WP, WC, UC-, UC. */
static uint64_t pat(void)
{
    struct x86_pat pat = {X86_PAT_DEFAULT};
    pat = x86_pat_set(pat, 4, X86_MEMORY_WP);
    return x86_pat_set(pat, BOOT_PAT_WC, X86_MEMORY_WC).value;
}

void hand_over_fill(struct hand_over *page, const struct hand_over_state *state)
{
    __builtin_memset(page, 0, sizeof *page);
    page->gdt[1] = X86_SEGMENT_KERNEL_CODE;
    page->gdt[2] = X86_SEGMENT_KERNEL_DATA;
    page->gdt[3] = X86_SEGMENT_KERNEL_CODE32;
    page->gdtr.limit = sizeof page->gdt - 1;
    page->gdtr.base = page->kernel_gdtr.base = x86_virt_of_pointer(page->gdt);
    page->kernel_gdtr.limit = 3 * sizeof page->gdt[0] - 1;
    page->cr0 = X86_CR0_PG | X86_CR0_WP | X86_CR0_NE | X86_CR0_ET | X86_CR0_MP | X86_CR0_PE;
    page->cr3 = state->cr3;
    page->cr4 =
        X86_CR4_PAE | X86_CR4_OSFXSR | X86_CR4_OSXMMEXCPT | (state->levels == 5 ? X86_CR4_LA57 : 0);
    page->efer = X86_EFER_LME | X86_EFER_LMA | X86_EFER_NXE;
    page->pat = pat();
    page->stack = state->stack;
    page->info = state->info;
    page->entry = state->entry;
    page->jump32 = far_to(page, hand_over_32, HAND_OVER_CS32);
    page->jump64 = far_to(page, hand_over_64, BOOT_CS);
    page->mxcsr = 0x1f80;
    page->changes_levels = state->levels != state->levels_now;
    __builtin_memcpy(page->code, hand_over_code, (size_t)(hand_over_end - hand_over_code));
}

void hand_over_catch_faults(struct hand_over *page, const struct hand_over_faults *faults)
{
    uint64_t base = (uint64_t)(uintptr_t)&page->tss, limit = sizeof page->tss - 1;
    x86_tss_init(&page->tss);
    page->tss.ist[0] = x86_virt_unchecked(faults->kernel_ist);
    page->gdt[4] = limit | (base & 0xffffff) << 16 | (uint64_t)X86_SYSTEM_TSS_AVAILABLE << 40 |
                   X86_SEGMENT_P | (base >> 24 & 0xff) << 56;
    page->gdt[5] = base >> 32;
    page->task = HAND_OVER_TSS_SELECTOR;
    page->kernel_gdtr.limit = sizeof page->gdt - 1;
    for (unsigned vector = 0; vector < 32; vector++) {
        uint64_t entry = address(page, hand_over_stubs) + vector * HAND_OVER_FAULT_STUB_SIZE;
        page->idt[vector] = (struct x86_gate){.offset_low = (uint16_t)entry,
                                              .selector = BOOT_CS,
                                              .ist = 1,
                                              .attributes = 0x8e, /* present, interrupt gate */
                                              .offset_middle = (uint16_t)(entry >> 16),
                                              .offset_high = (uint32_t)(entry >> 32)};
    }
    page->idtr.limit = sizeof page->idt - 1;
    page->idtr.base = x86_virt_of_pointer(page->idt);
    page->fault_cr3 = faults->cr3;
    page->fault_stack = faults->stack;
    page->fault_function = faults->function;
    page->fault_delta = faults->ist_phys - faults->kernel_ist;
}
