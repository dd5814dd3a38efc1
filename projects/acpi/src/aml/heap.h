/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory of one instance: small blocks from slabs of the host's memory, big ones from the host.
 *
 * Blocks of up to HEAP_SMALL bytes come from free lists, one for each multiple of 8; a list that
 * is empty takes a slab. Slabs are given back all at once, at the end: so memory of a node that is
 * gone can still be looked at (its generation says that it is gone), and a loop that makes and
 * drops strings calls the host not at all.
 */
#pragma once
#include "acpi/host.h"

#define HEAP_SMALL 512

struct aml_heap {
    const struct acpi_host *host;
    void *free[HEAP_SMALL / 8 + 1]; /* chained through their first word */
    void *slabs;                    /* likewise */
    struct aml_big *big;            /* blocks straight from the host, newest first */
    uint8_t *fresh, *fresh_end;     /* what is left of the newest slab */
    size_t taken, peak;             /* bytes from the host */
    size_t limit;                   /* taken never exceeds it; 0: no limit */
    uint64_t calls;                 /* of host->alloc */
};

/* Zeroed, aligned to 8; NULL: none left. */
void *aml_alloc(struct aml_heap *, size_t size);
/* size as at aml_alloc(); at may be NULL. */
void aml_free(struct aml_heap *, void *at, size_t size);
/* Gives everything back, freed or not: objects that only hold each other too. */
void aml_heap_release(struct aml_heap *);
