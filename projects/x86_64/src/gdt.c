/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Global descriptor tables: see structures/gdt.h. Invariant: 1 <= used <= capacity <= 8192. */
#include "x86_64/structures/gdt.h"

#define TYPE       X86_BITS(43, 40)
#define TYPE_SHIFT 40

static struct x86_selector put(struct x86_gdt *gdt, const uint64_t *descriptors, size_t n)
{
    size_t index = gdt->used;
    for (size_t i = 0; i < n; i++)
        gdt->entries[gdt->used++] = descriptors[i];
    unsigned dpl = (unsigned)((descriptors[0] & X86_SEGMENT_DPL) >> X86_SEGMENT_DPL_SHIFT);
    return x86_selector_of((unsigned)index, dpl);
}

enum x86_status x86_gdt_init(struct x86_gdt *gdt, uint64_t *entries, size_t capacity)
{
    if (capacity < 1 || capacity > 8192)
        return X86_INVALID;
    entries[0] = 0;
    gdt->entries = entries;
    gdt->capacity = capacity;
    gdt->used = 1;
    return X86_OK;
}

enum x86_status x86_gdt_append(struct x86_gdt *gdt, uint64_t descriptor,
                               struct x86_selector *ret_selector)
{
    const uint64_t both = X86_SEGMENT_EXECUTABLE | X86_SEGMENT_L | X86_SEGMENT_DB;
    if (!(descriptor & X86_SEGMENT_S))
        return X86_INVALID;
    if ((descriptor & both) == both)
        return X86_CONFLICT;
    if (gdt->capacity - gdt->used < 1)
        return X86_FULL;
    *ret_selector = put(gdt, &descriptor, 1);
    return X86_OK;
}

enum x86_status x86_gdt_append_system(struct x86_gdt *gdt, struct x86_system_descriptor descriptor,
                                      struct x86_selector *ret_selector)
{
    const uint64_t halves[2] = {descriptor.low, descriptor.high};
    if (descriptor.low & X86_SEGMENT_S)
        return X86_INVALID;
    if (gdt->capacity - gdt->used < 2)
        return X86_FULL;
    *ret_selector = put(gdt, halves, 2);
    return X86_OK;
}

enum x86_status x86_system_descriptor(enum x86_system_type type, struct x86_virt base,
                                      uint64_t limit, struct x86_system_descriptor *ret_descriptor)
{
    if (limit >> 20)
        return X86_INVALID;
    ret_descriptor->low = (limit & 0xffff) | (limit >> 16) << 48 | (base.value & 0xffffff) << 16 |
                          (base.value >> 24 & 0xff) << 56 | (uint64_t)type << TYPE_SHIFT |
                          X86_SEGMENT_P;
    ret_descriptor->high = base.value >> 32;
    return X86_OK;
}

enum x86_status x86_gdt_append_tss(struct x86_gdt *gdt, const struct x86_tss *tss, size_t size,
                                   struct x86_selector *ret_selector)
{
    struct x86_system_descriptor descriptor;
    enum x86_status status = x86_tss_check(tss, size, NULL);
    if (status == X86_OK)
        status = x86_system_descriptor(X86_SYSTEM_TSS_AVAILABLE, x86_virt_of_pointer(tss), size - 1,
                                       &descriptor);
    if (status != X86_OK)
        return status;
    return x86_gdt_append_system(gdt, descriptor, ret_selector);
}

enum x86_status x86_gdt_release_tss(struct x86_gdt *gdt, struct x86_selector selector)
{
    size_t index = x86_selector_index(selector);
    if ((selector.value & X86_SELECTOR_TI) || index + 1 >= gdt->used)
        return X86_INVALID;
    uint64_t low = gdt->entries[index];
    uint64_t type = (low & TYPE) >> TYPE_SHIFT;
    if ((low & X86_SEGMENT_S) || (type != X86_SYSTEM_TSS_BUSY && type != X86_SYSTEM_TSS_AVAILABLE))
        return X86_INVALID;
    gdt->entries[index] = (low & ~TYPE) | (uint64_t)X86_SYSTEM_TSS_AVAILABLE << TYPE_SHIFT;
    return X86_OK;
}

uint32_t x86_segment_base(uint64_t descriptor)
{
    return (uint32_t)((descriptor & X86_SEGMENT_BASE_LOW) >> 16 |
                      (descriptor & X86_SEGMENT_BASE_HIGH) >> 32);
}

uint32_t x86_segment_limit(uint64_t descriptor)
{
    uint32_t limit = (uint32_t)((descriptor & X86_SEGMENT_LIMIT_LOW) |
                                (descriptor & X86_SEGMENT_LIMIT_HIGH) >> 32);
    return descriptor & X86_SEGMENT_G ? limit << 12 | 0xfff : limit;
}
