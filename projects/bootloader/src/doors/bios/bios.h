/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The BIOS, as the 64-bit loader sees it: one way to call it, and a module for each thing it is
 * asked for.
 *
 *     struct bios_registers r = {.eax = 0x4800, .edx = bios_drive, ...};
 *     bios_call(0x13, &r);
 *     if (r.flags & BIOS_CARRY) ...
 *
 * What the BIOS reads or writes must lie below 1 MiB: bios_scratch for small things, bios_buffer
 * for sectors (addresses: bios.ld). No call keeps anything there for the next one, but that the
 * disk remembers what bios_buffer holds.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/door.h"
#include "load/memory.h"
#include "media/disk.h"

/* ---- Calls ------------------------------------------------------------------------------------*/

/* The order of POPAD and what stage.S does behind it. */
struct bios_registers {
    uint32_t edi, esi, ebp, unused, ebx, edx, ecx, eax;
    uint16_t es, ds;
    uint32_t flags;
};
#define BIOS_CARRY 1u /* in flags: most functions report an error by it */

extern uint8_t bios_drive; /* that the BIOS booted from: 0x80... */

/* INT `vector` in real mode with these registers, and what it leaves in them. A20 stays open. */
void bios_call(uint8_t vector, struct bios_registers *registers);

/* Opens A20 if it is closed, by whatever means the machine has. BOOT_UNSUPPORTED: by none. */
BOOT_MUST_CHECK enum boot_status bios_a20_open(void);

/* ---- Memory that the BIOS reaches -------------------------------------------------------------*/

#define BIOS_SCRATCH_SIZE 8192u
#define BIOS_BUFFER_SIZE  65536u
extern uint8_t bios_scratch[BIOS_SCRATCH_SIZE];
extern uint8_t bios_buffer[BIOS_BUFFER_SIZE];

/* The segment of a paragraph below 1 MiB; the offset is 0. */
static inline uint16_t bios_segment(const void *paragraph)
{
    return (uint16_t)((uintptr_t)paragraph >> 4);
}

/* Memory of the BIOS by its address: its variables, its ROM. */
static inline volatile uint8_t *bios_at(uint32_t address)
{
    __asm__("" : "+r"(address)); /* compilers take low addresses for mistakes */
    return (volatile uint8_t *)(uintptr_t)address;
}

/* ---- What it is asked for ---------------------------------------------------------------------*/

/* Text on the screen of the BIOS, in the text mode that it is set to on first use. */
void bios_print(void *ctx, const char *text, size_t size);
