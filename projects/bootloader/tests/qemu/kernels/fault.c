/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A kernel that does what the command line names. CATCH: the loader reports faults. */
#include "kernel.h"

#ifndef CATCH
#define CATCH 1
#endif

__attribute__((noinline)) static uint64_t recurse(volatile uint64_t *depth)
{
    volatile uint64_t here = *depth + 1;
    return here ? recurse(&here) + here : 0;
}

static int constant(void)
{
    return 7;
}

static void kernel_main(const struct boot_info *boot)
{
    const char *what = boot->command_line.text;
    uint64_t zero = 0;
    put_text("# about to ");
    put_text(what);
    put_text("\n");
    if (same_text(what, "page"))
        *(volatile int *)(0xdead000 + zero) = 1;
    if (same_text(what, "null"))
        __asm__ volatile("mov %0, (%1)" : : "r"(1), "r"(zero) : "memory");
    if (same_text(what, "undefined"))
        __asm__ volatile("ud2");
    if (same_text(what, "stack"))
        zero = recurse(&zero);
    if (same_text(what, "text"))
        __asm__ volatile("movb $0, (%0)" : : "r"(constant) : "memory");
    if (same_text(what, "data")) {
        static uint8_t code[1] = {0xc3};
        __asm__ volatile("call *%0" : : "r"(code));
    }
    if (same_text(what, "general"))
        __asm__ volatile("movw %0, %%ds" : : "r"((uint16_t)0x1230));
    if (same_text(what, "return"))
        return;
    check_that(false, "it did not fault");
    finish();
}
BOOT_ENTRY(kernel_main, .catch_faults = CATCH)
