/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Chance: see random.h. */
#include "load/random.h"

enum { WORDS = 4 };

/* A counter in steps of 2^64 divided by the golden ratio, then a permutation that spreads each bit
 * over all (the finaliser of MurmurHash3 in the constants of SplitMix64). */
uint64_t random_next(uint64_t *state)
{
    uint64_t x = *state += 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
}

void random_gather(const struct machine *machine, const struct cpu *cpu,
                   const struct door_facts *facts, struct randomness *ret_randomness)
{
    struct randomness result = {.bits = 0};
    uint64_t given[WORDS], pool = machine->ticks(machine->ctx) ^ (uint64_t)facts->time, word;
    __builtin_memcpy(given, facts->random, sizeof given);
    for (unsigned i = 0; i < WORDS; i++) {
        word = random_next(&pool);
        if (machine->random(machine->ctx, cpu, &word))
            result.bits += 64;
        word ^= given[i];
        __builtin_memcpy(result.bytes + 8 * i, &word, sizeof word);
    }
    if (result.bits < facts->random_bits)
        result.bits = facts->random_bits;
    if (!machine->random(machine->ctx, cpu, &result.seed)) {
        for (unsigned i = 0; i < WORDS; i++) {
            pool ^= given[i];
            pool = random_next(&pool);
        }
        result.seed = pool;
    }
    *ret_randomness = result;
}
