/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A kernel that says hello on the serial port and paints the screen. */
#include <bootloader/boot_info.h>

static void print(const char *text)
{
    for (; *text; text++)
        __asm__ volatile("outb %0, %1" : : "a"(*text), "Nd"((uint16_t)0x3f8));
}

static void kernel_main(const struct boot_info *boot)
{
    const struct boot_framebuffer *screen = &boot->framebuffer;
    if (screen->address)
        for (uint32_t y = 0; y < screen->mode.height; y++)
            for (uint32_t x = 0; x < screen->mode.stride; x++)
                screen->address[(uint64_t)y * screen->mode.stride + x] = (uint8_t)(x / 8 ^ y);
    print("Hello from my kernel!\n");
}
BOOT_ENTRY(kernel_main)
