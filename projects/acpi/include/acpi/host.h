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
 * Tables need map() alone. AML needs alloc() and free() too; everything else is optional, and each
 * says what is lost without it.
 *
 * Thread safety: a callback runs on the thread that called the library, never from interrupt code.
 * AML runs under the instance's lock; it is not held in map(), the hardware accesses, sleep(),
 * stall() and the handlers, so these may call the library again.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How mapped memory will be used. */
enum acpi_map_kind {
    ACPI_MAP_TABLE,  /* read, cacheable: tables; also the BIOS areas that are searched for the RSDP
                      */
    ACPI_MAP_FACS,   /* read and written, cacheable: the FACS */
    ACPI_MAP_REGION, /* read and written, uncached unless it is RAM (not used by the tables library)
                      */
};

/* A function of a PCI device: what configuration space is addressed by. */
struct acpi_pci {
    uint16_t segment;
    uint8_t bus, device, function;
};

enum acpi_log {
    ACPI_LOG_ERROR,   /* an evaluation ended early */
    ACPI_LOG_WARNING, /* firmware did what it should not, and was understood all the same */
    ACPI_LOG_INFO,    /* tables loaded, handlers missing */
    ACPI_LOG_TRACE,   /* every method call and hardware access, if asked for in the options */
};

struct acpi_host {
    void *ctx; /* handed to every callback */

    /* Mandatory. Makes size bytes (not 0) at physical address phys readable, and writable if the
     * kind says so; any alignment; bytes beside them need not be there. NULL: cannot; the table is
     * then reported as ACPI_NOT_MAPPED and left out. Mappings may overlap. */
    void *(*map)(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind);

    /* Optional: undoes one map(), with its result and size. NULL: mappings are permanent. */
    void (*unmap)(void *ctx, void *at, size_t size);

    /* --- AML, mandatory ---------------------------------------------------------------------- */

    /* Memory, aligned to 16 bytes; NULL: none is left, the call then fails with ACPI_NO_MEMORY. */
    void *(*alloc)(void *ctx, size_t size);
    void (*free)(void *ctx, void *at, size_t size);

    /* --- AML, hardware; width is 1, 2, 4 or 8 bytes, false: the access failed -------------------
     */

    /* SystemMemory. NULL: the library maps (ACPI_MAP_REGION) and accesses it itself. */
    bool (*memory_read)(void *ctx, uint64_t phys, unsigned width, uint64_t *ret_value);
    bool (*memory_write)(void *ctx, uint64_t phys, unsigned width, uint64_t value);

    /* I/O ports; width is at most 4. NULL: accesses to SystemIO fail as those without handler do.
     */
    bool (*io_read)(void *ctx, uint64_t port, unsigned width, uint64_t *ret_value);
    bool (*io_write)(void *ctx, uint64_t port, unsigned width, uint64_t value);

    /* Configuration space of PCI; width is at most 4. NULL: PCI_Config reads as all ones. */
    bool (*pci_read)(void *ctx, struct acpi_pci, uint32_t offset, unsigned width,
                     uint64_t *ret_value);
    bool (*pci_write)(void *ctx, struct acpi_pci, uint32_t offset, unsigned width, uint64_t value);

    /* --- AML, time ------------------------------------------------------------------------------
     */

    /* Nanoseconds since any moment, never going back. NULL: Timer counts its own calls, and loops
     * are limited by their rounds alone. */
    uint64_t (*now)(void *ctx);
    /* Sleep and Stall. NULL: they return at once. */
    void (*sleep)(void *ctx, uint64_t milliseconds);
    void (*stall)(void *ctx, uint32_t microseconds);

    /* --- AML, threads: all five or none; none: one thread at a time uses the instance
     * ------------- */

    /* One sleeping lock for each instance; lock() is never called by the thread that holds it. */
    void (*lock)(void *ctx);
    void (*unlock)(void *ctx);
    /* Called with the lock held: releases it, sleeps until wake() or the time is over (UINT32_MAX:
     * for ever), takes the lock again. May return early. false: the time is over. Without it, what
     * would wait times out at once. */
    bool (*wait)(void *ctx, uint32_t milliseconds);
    /* Called with the lock held: ends every wait(). */
    void (*wake)(void *ctx);
    /* Names the calling thread, not 0: AML mutexes belong to threads. */
    uint64_t (*thread)(void *ctx);

    /* --- AML, words
     * ------------------------------------------------------------------------------- */

    /* One line without a newline, NUL-terminated; valid during the call. NULL: nothing is told. */
    void (*log)(void *ctx, enum acpi_log, const char *line);
    /* What AML stores to Debug, as acpi_value_format() writes it. NULL: lost. */
    void (*debug)(void *ctx, const char *line);
    /* The Fatal operator (19.6.51). NULL: the evaluation ends with ACPI_AML_FATAL, as it does
     * afterwards unless this returns true: go on. */
    bool (*fatal)(void *ctx, uint8_t type, uint32_t code, uint64_t argument);
};

#ifdef __cplusplus
}
#endif
