/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A kernel with any request (REQUEST, fields of struct boot_request) and any size (BSS, bytes). */
#include "kernel.h"

#ifndef REQUEST
#define REQUEST .stack_size = 0
#endif
#ifndef BSS
#define BSS 1
#endif
static volatile char bss[BSS];

static void kernel_main(const struct boot_info *boot)
{
    bss[0] = 1;
    put_text("log:\n");
    put_text(boot->log.text);
    check(boot->size >= sizeof *boot);
    finish();
}
BOOT_ENTRY(kernel_main, REQUEST)
