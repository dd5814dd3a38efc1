/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Looking up one address where a callback finds the tables; with a direct map see paging.h. */
#include "engine.h"

bool x86_translate_env_(const struct x86_space *space, struct x86_virt va,
                        struct x86_mapping *ret_mapping)
{
    if (!x86_virt_is_canonical(va, space->va_bits))
        return false;
    struct place p = x86_seek(space, va.value, 1);
    if (!x86_entry_is_leaf(p.entry, p.level))
        return false;
    uint64_t inside = x86_level_size(p.level) - 1;
    ret_mapping->phys.value =
        x86_entry_phys(&space->format, p.entry, p.level).value | (va.value & inside);
    ret_mapping->entry = effective(p.entry, p.granted);
    ret_mapping->level = (uint8_t)p.level;
    return true;
}

bool x86_payload(const struct x86_space *space, struct x86_virt virt, uint64_t *ret_payload)
{
    if (!x86_virt_is_canonical(virt, space->va_bits))
        return false;
    struct place p = x86_seek(space, virt.value, 1);
    if (!x86_entry_is_payload(p.entry))
        return false;
    *ret_payload = x86_entry_payload_of(p.entry);
    return true;
}
