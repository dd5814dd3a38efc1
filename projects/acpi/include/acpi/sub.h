/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What stands inside tables: the MADT's interrupt controllers, the MCFG's segments, the DMAR's
 * device scopes, ...
 *
 *     struct acpi_sub sub;
 *     struct acpi_sub_iter it = acpi_sub_begin(&madt);
 *     while (acpi_sub_next(&it, &sub)) {
 *         struct acpi_madt_io_apic io;
 *         if (sub.type == 1 && acpi_sub_read(&sub, &io, sizeof io))
 *             ...
 *     }
 *     if (it.status != ACPI_OK)
 *         ... the table is cut off or has a length that leads outside ...
 *
 * One iterator serves every table: how its sub-structures follow each other is known by its
 * signature. Entries of a fixed size (MCFG, WDAT, ...) come with type 0. acpi_sub_within() walks
 * what stands inside a sub-structure: the device scopes of a DRHD, the timers of a GT block, the
 * bank structures of a HEST source.
 *
 * A sub-structure is handed out only when all of it lies inside the table; every step moves ahead,
 * so a walk ends whatever the bytes are. Structures: acpi/table/.
 *
 * Thread safety: reads only; an iterator belongs to one thread.
 */
#pragma once
#include <stdbool.h>

#include "acpi/status.h"
#include "acpi/tables.h"

#ifdef __cplusplus
extern "C" {
#endif

struct acpi_sub {
    const uint8_t *at; /* `size` bytes, any alignment */
    uint32_t size;
    uint32_t type;
    uint32_t offset;              /* from the start of the table */
    const struct acpi_form *form; /* private: how it was found */
};

struct acpi_sub_iter {
    const uint8_t *at;            /* private: the container, */
    uint32_t size;                /* its size, */
    uint32_t next;                /* where the next one begins, */
    uint32_t left;                /* how many there may be, */
    uint32_t offset;              /* and the container's place in the table */
    const struct acpi_form *form; /* NULL: nothing to walk */
    enum acpi_status status;      /* ACPI_OK, or ACPI_BAD_LENGTH where a walk stopped early */
};

/* Begins at the first sub-structure. A table that has none, or is unknown, is an empty walk. */
struct acpi_sub_iter acpi_sub_begin(const struct acpi_table *);

/* Begins inside `sub`, which acpi_sub_next() gave. What has no inner structures is an empty walk.
 */
struct acpi_sub_iter acpi_sub_within(const struct acpi_sub *);

/* The next one. false: the end, or an error: it->status says which. */
bool acpi_sub_next(struct acpi_sub_iter *, struct acpi_sub *ret_sub);

/* Copies the first `want` bytes into ret_bytes, zero where it is shorter. Returns how many were
 * really there. */
size_t acpi_sub_read(const struct acpi_sub *, void *ret_bytes, size_t want);

#ifdef __cplusplus
}
#endif
