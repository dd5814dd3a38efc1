/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Looking up one address: a path of its own for envs with a direct map, seek() for the others. */
#include "engine.h"

static bool translate_env(const struct x86_space *space, uint64_t va,
                          struct x86_mapping *ret_mapping)
{
    struct place p = seek(space, va, 1);
    if (!x86_entry_is_leaf(p.entry, p.level))
        return false;
    ret_mapping->phys.value = x86_entry_phys(&space->format, p.entry, p.level).value |
                              (va & (x86_level_size(p.level) - 1));
    ret_mapping->entry = effective(p.entry, p.granted);
    ret_mapping->level = (uint8_t)p.level;
    return true;
}

bool x86_translate(const struct x86_space *space, struct x86_virt virt,
                   struct x86_mapping *ret_mapping)
{
    uint64_t va = virt.value, mask = space->frame_mask, entry = space->root.value;
    uint64_t granted = RIGHTS;
    uintptr_t map = space->env.direct_map;
    if (UNLIKELY(!x86_virt_is_canonical(virt, space->va_bits)))
        return false;
    if (UNLIKELY(space->env.table != NULL))
        return translate_env(space, va, ret_mapping);
    unsigned level = space->format.levels;
    if (level == 5) {
        entry = entry_get((uint64_t *)(map + (uintptr_t)entry) + index_of(va, 5));
        if (UNLIKELY((entry & (X86_ENTRY_P | X86_ENTRY_PS)) != X86_ENTRY_P))
            return false;
        granted &= entry ^ X86_ENTRY_XD;
    }
#pragma GCC unroll 3
    for (level = 4; level > 1; level--) {
        entry = entry_get((uint64_t *)(map + (uintptr_t)(entry & mask)) + index_of(va, level));
        if ((entry & (X86_ENTRY_P | X86_ENTRY_PS)) != X86_ENTRY_P) {
            if (!x86_entry_is_leaf(entry, level))
                return false;
            goto found;
        }
        granted &= entry ^ X86_ENTRY_XD;
    }
    entry = entry_get((uint64_t *)(map + (uintptr_t)(entry & mask)) + index_of(va, 1));
    if (UNLIKELY(!(entry & X86_ENTRY_P)))
        return false;
found:;
    uint64_t offset = x86_level_size(level) - 1;
    ret_mapping->phys.value = (entry & mask & ~offset) | (va & offset);
    ret_mapping->entry = effective(entry, granted);
    ret_mapping->level = (uint8_t)level;
    return true;
}

bool x86_payload(const struct x86_space *space, struct x86_virt virt, uint64_t *ret_payload)
{
    if (!x86_virt_is_canonical(virt, space->va_bits))
        return false;
    struct place p = seek(space, virt.value, 1);
    if (!x86_entry_is_payload(p.entry))
        return false;
    *ret_payload = x86_entry_payload_of(p.entry);
    return true;
}
