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

/* INT `vector` in real mode with what is in bios_frame; for bios_call() and what runs before it. */
extern struct bios_registers bios_frame;
void bios_real(uint8_t vector);

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
extern uint8_t bios_low[0x100000];
static inline volatile uint8_t *bios_at(uint32_t address)
{
    return bios_low + address;
}

/* ---- What it is asked for ---------------------------------------------------------------------*/

/* Text on the screen of the BIOS, in the text mode that it is set to on first use. */
void bios_print(void *ctx, const char *text, size_t size);

/* A disk with functions for large disks (EDD), by its number. BOOT_UNSUPPORTED: there is none. */
BOOT_MUST_CHECK enum boot_status bios_disk_open(uint8_t drive, struct disk *ret_disk);

/* Adds what the BIOS says of memory. BOOT_UNSUPPORTED: it says nothing. */
BOOT_MUST_CHECK enum boot_status bios_memory_add(struct memory_map *map);

/* Sets a mode (video/mode.h) and describes it; the lists are filled, and pointed to. Errors as of
 * door.set_mode. */
struct bios_lists {
    struct boot_mode *modes; /* room for BIOS_MODES_MAX */
    uint8_t *edid;           /* room for BIOS_EDID_MAX */
};
#define BIOS_MODES_MAX 256u
#define BIOS_EDID_MAX  1024u
BOOT_MUST_CHECK enum boot_status bios_screen_set(const struct screen_wish *wish,
                                                 struct bios_lists lists,
                                                 struct boot_framebuffer *ret_framebuffer);

/* Seconds since 1970 by the machine's clock, taken for UTC; 0: it does not say. */
int64_t bios_time(void);

/* Where ACPI's and SMBIOS's roots lie, 0: nowhere. */
uint64_t bios_rsdp_find(void);
uint64_t bios_smbios_find(void);
