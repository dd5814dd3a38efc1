/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Physical memory for tests: regions of bytes, and a host that maps exactly what is asked for into
 * a heap block of exactly that size, so that a sanitizer sees every byte read beside it, and every
 * byte used after unmap(). Tables are built in place: header() fills a header, seal() makes the sum
 * right.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "acpi/tables.h"

struct memory {
    struct {
        uint64_t phys;
        const void *bytes;
        size_t size;
    } region[300];
    size_t n;
    int live; /* mappings */
    int calls;
    uint64_t refused; /* this address cannot be mapped */
};

static inline void *memory_map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    struct memory *m = ctx;
    (void)kind;
    m->calls++;
    if (m->refused && phys == m->refused)
        return NULL;
    for (size_t i = m->n; i--;) {
        uint64_t base = m->region[i].phys;
        if (phys < base || phys - base > m->region[i].size ||
            size > m->region[i].size - (phys - base))
            continue;
        void *at = malloc(size);
        if (at)
            memcpy(at, (const uint8_t *)m->region[i].bytes + (phys - base), size);
        m->live += at != NULL;
        return at;
    }
    return NULL;
}

static inline void memory_unmap(void *ctx, void *at, size_t size)
{
    struct memory *m = ctx;
    (void)size;
    m->live--;
    free(at);
}

static inline struct acpi_host memory_host(struct memory *m)
{
    return (struct acpi_host){.ctx = m, .map = memory_map, .unmap = memory_unmap};
}

/* The bytes stay the caller's; a later region hides an earlier one. */
static inline void memory_put(struct memory *m, uint64_t phys, const void *bytes, size_t size)
{
    m->region[m->n].phys = phys;
    m->region[m->n].bytes = bytes;
    m->region[m->n++].size = size;
}

static inline void seal_bytes(void *bytes, size_t size, size_t checksum_at)
{
    uint8_t *b = bytes;
    uint8_t sum = 0;
    b[checksum_at] = 0;
    for (size_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + b[i]);
    b[checksum_at] = (uint8_t)-sum;
}

/* Fills the header of a table of `size` bytes whose other bytes are there, and makes the sum right.
 */
static inline void seal(void *table, size_t size, const char *signature, uint8_t revision)
{
    struct acpi_header *h = table;
    memcpy(h->signature, signature, 4);
    h->length = (uint32_t)size;
    h->revision = revision;
    memcpy(h->oem_id, "OSDEV ", 6);
    memcpy(h->oem_table_id, "TESTTABL", 8);
    h->oem_revision = 1;
    memcpy(h->creator_id, "OSDV", 4);
    h->creator_revision = 1;
    seal_bytes(table, size, 9);
}

static inline void seal_rsdp(struct acpi_rsdp *r, uint8_t revision, uint32_t rsdt, uint64_t xsdt)
{
    memset(r, 0, sizeof *r);
    memcpy(r->signature, "RSD PTR ", 8);
    memcpy(r->oem_id, "OSDEV ", 6);
    r->revision = revision;
    r->rsdt_address = rsdt;
    if (revision >= 2) {
        r->length = sizeof *r;
        r->xsdt_address = xsdt;
    }
    seal_bytes(r, 20, 8);
    if (revision >= 2)
        seal_bytes(r, sizeof *r, 32);
}
