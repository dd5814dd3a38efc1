/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The UEFI application: struct door (load/door.h) on projects/uefi.
 *
 *     main.c     app_main(): the door, the log, boot_load()       files.c    volumes and files
 *     memory.c   pages, the map, the end of boot services         screen.c   GOP and EDID
 *     facts.c    tables, time, random numbers
 *
 * Firmware maps all memory at its physical address, so nothing is copied: files are read to where
 * the loader wants them. Nothing that was opened is closed: it ends with boot services.
 */
#pragma once
#include <uefi/uefi.h>

#include "load/door.h"
#include "load/log.h"

struct uefi_door {
    struct uefi_fs volume;   /* of the configuration; root NULL: not chosen yet */
    struct memory_map taken; /* what take() gave, under its kinds */
};

/* The functions of struct door; `ctx` is the struct uefi_door. */
enum boot_status files_open(void *ctx, const char *path, struct door_file *ret_file);
enum boot_status files_read(void *ctx, struct door_file *file, uint64_t offset, uint64_t size,
                            void *to);
enum boot_status memory_take_pages(void *ctx, uint64_t size, uint64_t align, uint64_t below,
                                   enum boot_memory_kind kind, uint64_t *ret_phys);
enum boot_status memory_finish(void *ctx, struct memory_map *map,
                               struct firmware_map *ret_firmware_map);
enum boot_status screen_set_mode(void *ctx, const struct screen_wish *wish,
                                 struct boot_framebuffer *ret_framebuffer);
void screen_print(void *ctx, const char *text, size_t size);
void facts_find(void *ctx, struct door_facts *ret_facts);

/* Adds what firmware's map says to `map`, in the kinds of boot_info.h. */
BOOT_MUST_CHECK enum boot_status memory_translate(const struct uefi_memmap *firmware,
                                                  struct memory_map *map);
