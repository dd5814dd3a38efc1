/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The kernel of the bench: marks that it runs (ci/qemu/cost.c), and ends QEMU. PADDING bytes of
 * data make it as large as is asked for. */
#include <bootloader/boot_info.h>

__attribute__((used, section(".data"))) static volatile uint8_t padding[PADDING] = {1};

static void kernel_main(const struct boot_info *boot)
{
    __asm__ volatile("xchg %%bx, %%bx" ::: "memory");
    __asm__ volatile("outb %0, %1" ::"a"((uint8_t)(boot ? 0x10 : 0x11)), "Nd"((uint16_t)0xf4));
}

BOOT_ENTRY(kernel_main, .physical_map = BOOT_DYNAMIC)
