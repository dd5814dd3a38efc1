/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* PCIDs by generations: see pcid.h. */
#include "x86_64/pcid.h"

struct x86_pcid_pool x86_pcid_pool_init(uint16_t first, uint16_t last)
{
    struct x86_pcid_pool pool = {1, first, last, first};
    return pool;
}

bool x86_pcid_use(struct x86_pcid_pool *pool, struct x86_pcid *pcid)
{
    if (pcid->generation == pool->generation)
        return false;
    if (pool->next > pool->last) {
        pool->generation++;
        pool->next = pool->first;
    }
    pcid->generation = pool->generation;
    pcid->value = pool->next++;
    return true;
}

bool x86_pcid_catch_up(const struct x86_pcid_pool *pool, uint64_t *cpu_generation)
{
    bool stale = *cpu_generation != pool->generation;
    *cpu_generation = pool->generation;
    return stale;
}
