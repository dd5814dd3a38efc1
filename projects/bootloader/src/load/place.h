/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which virtual addresses belong to what. Two things never get the same one: what is fixed is put
 * first and conflicts are errors that name both; what is dynamic goes where there is room, with at
 * least a page that is not mapped on both sides.
 *
 * The addresses that a CPU does not have (the hole between the halves) are a thing like others.
 *
 * Pure but for the log; the same seed makes the same places.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/status.h"

#define PLACES_MAX 48

struct place {
    const char *name;    /* "the stack" */
    uint64_t base, last; /* the last byte */
};

struct places {
    struct place list[PLACES_MAX];
    size_t count;
    bool random;
    uint64_t state; /* of the generator */
};

/* Nothing yet, in an address space of `levels` (4 or 5). `random`: dynamic things go anywhere, as
 * `seed` decides; else each goes as low as it can. */
void place_begin(struct places *places, unsigned levels, bool random, uint64_t seed);

/* `size` bytes, whole pages, not 0, at `base`. BOOT_CONFLICT: something is there, or it would run
 * over the end of the address space. */
BOOT_MUST_CHECK enum boot_status place_fixed(struct places *places, const char *name, uint64_t base,
                                             uint64_t size);

/* Somewhere in [from, last], a multiple of `align` (a power of two, 4096 or more). BOOT_CONFLICT:
 * there is no room. */
BOOT_MUST_CHECK enum boot_status place_dynamic(struct places *places, const char *name,
                                               uint64_t size, uint64_t align, uint64_t from,
                                               uint64_t last, uint64_t *ret_base);

/* What lies in [base, base + size); NULL: nothing. */
const struct place *place_find(const struct places *places, uint64_t base, uint64_t size);
