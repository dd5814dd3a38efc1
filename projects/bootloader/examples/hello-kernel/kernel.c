/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The smallest kernel that shows something: a line on the serial port, a gradient on the screen. */
#include <bootloader/boot_info.h>

static void out(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void print(const char *text)
{
    while (*text)
        out(0x3f8, (uint8_t)*text++); /* COM1 */
}

static void kernel_main(const struct boot_info *boot)
{
    const struct boot_framebuffer *screen = &boot->framebuffer;
    for (uint32_t y = 0; screen->address && y < screen->mode.height; y++) {
        uint8_t *row = screen->address + (uint64_t)y * screen->mode.stride;
        for (uint32_t i = 0; i < screen->mode.stride; i++)
            row[i] = (uint8_t)(i / 8 ^ y);
    }
    print("Hello from a kernel of my own, booted by ");
    print(boot->loader.text);
    print("\n");
}
BOOT_ENTRY(kernel_main, .stack_size = 64 * 1024)
