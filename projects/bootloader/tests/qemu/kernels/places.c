/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Says where everything is, for comparison between boots (ASLR, seeds). */
#include "kernel.h"

static void say(const char *name, uint64_t value)
{
    put_text("place ");
    put_text(name);
    put_text(" ");
    put_number(value, 16);
    put_text("\n");
}

static void kernel_main(const struct boot_info *boot)
{
    say("kernel", (uint64_t)boot->kernel.address);
    say("stack", (uint64_t)boot->kernel.stack);
    say("info", (uint64_t)boot);
    say("map", (uint64_t)boot->physical_map);
    say("screen", (uint64_t)boot->framebuffer.address);
    put_text("seed ");
    put_number(boot->aslr_seed, 16);
    put_text("\n");
    check(boot->kernel.address >= (uint8_t *)0xffff800000000000);
    check(boot->physical_map >= (uint8_t *)0xffff800000000000);
    check_equal((uint64_t)boot->kernel.address % 4096, 0);
    finish();
}
BOOT_ENTRY(kernel_main, .aslr = 1, .physical_map = BOOT_DYNAMIC)
