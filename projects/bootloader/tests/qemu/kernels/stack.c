/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The smallest stack that is any use, and a command line that is longer than it. */
#include "kernel.h"

static void kernel_main(const struct boot_info *boot)
{
    char here;
    check_equal(boot->kernel.stack_size, 4000);
    check((uint64_t)(&here - (const char *)boot->kernel.stack) < 4000);
    uint64_t size = 0, wrong = 0;
    while (boot->command_line.text[size])
        wrong += boot->command_line.text[size++] != 'x';
    check_equal(size, boot->command_line.size);
    check_equal(size, 60000);
    check_equal(wrong, 0);
    finish();
}
BOOT_ENTRY(kernel_main, .stack_size = 4000)
