/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The world outside: what the host gives to this library. One struct of callbacks, copied when it
 * is handed in.
 *
 *     static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
 *     {
 *         return (void *)(DIRECT_MAP + phys); // a kernel that has all memory mapped is done here
 *     }
 *     static const struct acpi_host host = {.map = map};
 *
 * Thread safety: a callback runs on the thread that called the library, never from interrupt code.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* How mapped memory will be used. */
enum acpi_map_kind {
    ACPI_MAP_TABLE,  /* read, cacheable: tables; also the BIOS areas that are searched for the RSDP
                      */
    ACPI_MAP_FACS,   /* read and written, cacheable: the FACS */
    ACPI_MAP_REGION, /* read and written, uncached unless it is RAM (not used by the tables library)
                      */
};

struct acpi_host {
    void *ctx; /* handed to every callback */

    /* Mandatory. Makes size bytes (not 0) at physical address phys readable, and writable if the
     * kind says so; any alignment; bytes beside them need not be there. NULL: cannot; the table is
     * then reported as ACPI_NOT_MAPPED and left out. Mappings may overlap. */
    void *(*map)(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind);

    /* Optional: undoes one map(), with its result and size. NULL: mappings are permanent. */
    void (*unmap)(void *ctx, void *at, size_t size);
};
