/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Chance: what the processor and firmware give, for the kernel; and the generator that places
 * follow from, which repeats itself for the same seed.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "load/door.h"
#include "load/machine.h"

struct randomness {
    uint8_t bytes[32]; /* for the kernel */
    uint32_t bits;     /* how many of these 256 bits somebody vouches for */
    uint64_t seed;     /* of places; tells nothing about `bytes` */
};

/* Draws from the processor, mixes in what firmware gave and the counter of cycles. */
void random_gather(const struct machine *machine, const struct cpu *cpu,
                   const struct door_facts *facts, struct randomness *ret_randomness);

/* The next number of a generator whose whole state is one word. */
uint64_t random_next(uint64_t *state);
