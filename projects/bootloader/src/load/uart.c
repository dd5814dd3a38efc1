/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* COM1: see uart.h. Runs on bare metal only. */
#include "load/uart.h"

#include <stdbool.h>
#include <stdint.h>

#include "x86_64/instructions/ports.h"

enum {
    COM1 = 0x3f8,
    DATA = COM1,                /* divisor, low byte, while DLAB is set */
    INTERRUPTS = COM1 + 1,      /* divisor, high byte, while DLAB is set */
    FIFO = COM1 + 2,            /* written */
    LINE = COM1 + 3,            /* bit 7: DLAB */
    MODEM = COM1 + 4,           /* bit 0: DTR, 1: RTS, 3: OUT2 */
    STATUS = COM1 + 5,          /* bit 5: the transmitter takes a byte */
    SCRATCH = COM1 + 7,         /* keeps what is written */
    TRANSMITTER_READY = 1 << 5, /* in STATUS */
    PATIENCE = 1 << 20,         /* looks at STATUS for one byte */
};

static enum { UNKNOWN, ABSENT, PRESENT } state;

static void begin(void)
{
    x86_outb(SCRATCH, 0x5a);
    if (x86_inb(SCRATCH) != 0x5a) {
        state = ABSENT;
        return;
    }
    x86_outb(INTERRUPTS, 0);
    x86_outb(LINE, 0x80);
    x86_outb(DATA, 1); /* 115200 / 1 */
    x86_outb(INTERRUPTS, 0);
    x86_outb(LINE, 3); /* 8n1 */
    x86_outb(FIFO, 7); /* on, both emptied */
    x86_outb(MODEM, 3);
    state = PRESENT;
}

static void send(char byte)
{
    for (unsigned looks = 0; looks < PATIENCE; looks++) {
        if (x86_inb(STATUS) & TRANSMITTER_READY) {
            x86_outb(DATA, (uint8_t)byte);
            return;
        }
    }
    state = ABSENT;
}

void uart_write(const char *text, size_t size)
{
    if (state == UNKNOWN)
        begin();
    for (size_t i = 0; i < size && state == PRESENT; i++) {
        if (text[i] == '\n')
            send('\r');
        send(text[i]);
    }
}
