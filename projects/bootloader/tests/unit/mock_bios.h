/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A BIOS for tests of doors/bios on the host: its memory, and calls that go to the test. A test
 * includes the source it tests behind this, since that is part of no archive here.
 */
#pragma once
#include "doors/bios/bios.h"
#include "tests/said.h"
#include "tests/unit/memory_disk.h" /* put() */

uint8_t bios_low[0x100000];
uint8_t bios_scratch[BIOS_SCRATCH_SIZE];
uint8_t bios_buffer[BIOS_BUFFER_SIZE];
uint8_t bios_drive = 0x80;

/* What the test's BIOS does. */
void interrupt(uint8_t vector, struct bios_registers *r);

static unsigned mock_calls;

void bios_call(uint8_t vector, struct bios_registers *registers)
{
    mock_calls++;
    registers->flags &= ~BIOS_CARRY;
    interrupt(vector, registers);
}

static inline void set_carry(struct bios_registers *r, uint8_t ah)
{
    r->flags |= BIOS_CARRY;
    r->eax = (r->eax & 0xffff00ff) | (uint32_t)ah << 8;
}
