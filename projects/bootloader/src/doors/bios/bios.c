/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Calls of the BIOS, and A20.
 *
 * A20 is looked at before it is touched, and again after each call: two loads when all is well. The
 * ways to open it go from the safest to the oldest.
 */
#include "doors/bios/bios.h"

#include "load/log.h"
#include "x86_64/instructions/ports.h"

#define MEBIBYTE 0x100000u

/* Closed, the address line 20 is 0: what is written to an address is seen a mebibyte above. */
static bool a20_is_open(void)
{
    static volatile uint32_t low;
    const volatile uint32_t *high = (const volatile uint32_t *)((uintptr_t)&low + MEBIBYTE);
    if (low != *high)
        return true;
    low = ~low;
    return low != *high;
}

static void call(uint8_t vector, struct bios_registers *registers)
{
    bios_frame = *registers;
    bios_real(vector);
    *registers = bios_frame;
}

static void a20_by_bios(void)
{
    struct bios_registers r = {.eax = 0x2401};
    call(0x15, &r);
}

static void a20_by_port_92(void)
{
    uint8_t value = x86_inb(0x92);
    if (!(value & 2))
        x86_outb(0x92, (value | 2) & 0xfe); /* bit 0 would reset the machine */
}

/* Until the keyboard controller has read what it was sent; it may not be there at all. */
static void keyboard_wait(void)
{
    for (unsigned i = 0; i < 100000 && (x86_inb(0x64) & 2); i++)
        ;
}

static void a20_by_keyboard(void)
{
    keyboard_wait();
    x86_outb(0x64, 0xd1); /* next byte: output port */
    keyboard_wait();
    x86_outb(0x60, 0xdf); /* A20, no reset */
    keyboard_wait();
    x86_outb(0x64, 0xff); /* nothing; some controllers act only on the next command */
    keyboard_wait();
}

enum boot_status bios_a20_open(void)
{
    static void (*const ways[])(void) = {a20_by_bios, a20_by_port_92, a20_by_keyboard};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (a20_is_open())
            return BOOT_OK;
        ways[i]();
    }
    for (unsigned i = 0; i < 100000; i++) /* the old ways take effect with delay */
        if (a20_is_open())
            return BOOT_OK;
    log_say(LOG_ERROR, "A20 cannot be opened: neither INT 15h, port 92h nor the keyboard "
                       "controller does it, and memory above 1 MiB cannot be used\n");
    return BOOT_UNSUPPORTED;
}

void bios_call(uint8_t vector, struct bios_registers *registers)
{
    call(vector, registers);
    if (!a20_is_open() && bios_a20_open() != BOOT_OK)
        for (;;)
            __asm__ volatile("hlt");
}
