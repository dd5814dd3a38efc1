/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The seam between the loader and the way the machine came in: BIOS, UEFI, a test on the host. The
 * loader proper (src/load) never asks which door it stands in.
 *
 * A door runs in long mode with the memory that it hands out mapped at its physical address, on one
 * processor. Functions return what the loader acts on and log what a person needs (load/log.h).
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bootloader/boot_info.h"
#include "load/memory.h"
#include "load/status.h"

/* An open file; `door` is the door's own. */
struct door_file {
    uint64_t size; /* bytes */
    uint64_t door[4];
};

/* What the kernel and the configuration want of the screen; zeros: no wish. */
struct screen_wish {
    uint32_t width, height;         /* the configuration's: exactly this mode if there is one */
    uint32_t min_width, min_height; /* the kernel's: else BOOT_UNSUPPORTED */
};

/* What the door found out by itself. */
struct door_facts {
    uint64_t rsdp_phys, smbios_phys, efi_system_table_phys;
    int64_t time;         /* seconds since 1970 UTC, 0: unknown */
    uint8_t random[32];   /* from firmware */
    uint32_t random_bits; /* how many of them firmware vouches for */
    uint32_t boot_disk;   /* BIOS */
    uint64_t memory_end;  /* the end of the last region of RAM (load/memory.h), as known by now */
};

/* What leaving firmware yields besides the map. Zero but for UEFI. */
struct firmware_map {
    const uint8_t *map; /* in memory that the door took as BOOT_MEMORY_LOADER */
    uint64_t size, descriptor_size;
    uint32_t descriptor_version;
};

struct door {
    void *ctx;
    uint32_t kind; /* BOOT_DOOR_BIOS, BOOT_DOOR_UEFI */

    /* The loader itself in memory: code, data, bss. `.catch_faults` keeps a copy, since the kernel
     * may use this memory. Size 0: it stays where it is. */
    const void *image;
    uint64_t image_size; /* bytes */

    /* A file by its absolute path with slashes ("/boot/kernel.elf"; case as the file system has
     * it). BOOT_NOT_FOUND, BOOT_DEVICE, BOOT_DAMAGED. */
    enum boot_status (*open)(void *ctx, const char *path, struct door_file *ret_file);

    /* `size` bytes from `offset` on, all inside the file, to memory at `to`: any memory from
     * take(). Large requests are fast; a loader asks for as much as it can at once. */
    enum boot_status (*read)(void *ctx, struct door_file *file, uint64_t offset, uint64_t size,
                             void *to);

    /* `size` bytes of free memory, whole pages, contiguous, at or above 1 MiB and below `below` (or
     * a lower limit of the door's), aligned to `align`, contents undefined. `kind`: what the
     * kernel's map will call it (LOADER, KERNEL or MODULE). It is never given back. BOOT_NO_MEMORY,
     * without a word in the log. */
    enum boot_status (*take)(void *ctx, uint64_t size, uint64_t align, uint64_t below,
                             enum boot_memory_kind kind, uint64_t *ret_phys);

    /* Sets the mode that fits best (video/mode.h) and describes it; `address` stays NULL. The lists
     * it points to live in memory taken as LOADER. BOOT_UNSUPPORTED: no screen, or none as wished.
     */
    enum boot_status (*set_mode)(void *ctx, const struct screen_wish *wish,
                                 struct boot_framebuffer *ret_framebuffer);

    /* Text for the screen, until set_mode() has succeeded. NULL: no such screen. */
    void (*print)(void *ctx, const char *text, size_t size);

    void (*facts)(void *ctx, struct door_facts *ret_facts);

    /* Leaves firmware for good and fills `map` (regions and capacity are the caller's, in memory
     * from take()) with all memory; what was taken is there under its kind. No other call is
     * allowed afterwards. */
    enum boot_status (*finish)(void *ctx, struct memory_map *map,
                               struct firmware_map *ret_firmware_map);
};

/* The loader's version, in boot_info. */
#define LOADER_VERSION "0.1"

/* Loads what the configuration names and enters it; returns only if that cannot be, with everything
 * said in the log, which the door has begun (log_begin()). */
enum boot_status boot_load(const struct door *door);
