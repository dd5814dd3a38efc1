/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Model-specific registers whose values must be worked out: see registers/msr.h. */
#include "x86_64/registers/msr.h"

#include <stddef.h>

static enum x86_status star_refused(enum x86_star_fault fault, enum x86_star_fault *ret_fault)
{
    if (ret_fault)
        *ret_fault = fault;
    return X86_CONFLICT;
}

enum x86_status x86_star_of(struct x86_selector sysret_cs, struct x86_selector sysret_ss,
                            struct x86_selector syscall_cs, struct x86_selector syscall_ss,
                            struct x86_star *ret_star, enum x86_star_fault *ret_fault)
{
    if (sysret_ss.value < 8 || sysret_cs.value != sysret_ss.value + 8)
        return star_refused(X86_STAR_SYSRET_ORDER, ret_fault);
    if (syscall_ss.value != syscall_cs.value + 8)
        return star_refused(X86_STAR_SYSCALL_ORDER, ret_fault);
    if (x86_selector_rpl(sysret_ss) != 3)
        return star_refused(X86_STAR_SYSRET_RPL, ret_fault);
    if (x86_selector_rpl(syscall_cs) != 0)
        return star_refused(X86_STAR_SYSCALL_RPL, ret_fault);
    ret_star->value = (uint64_t)(sysret_ss.value - 8) << X86_STAR_SYSRET_SHIFT |
                      (uint64_t)syscall_cs.value << X86_STAR_SYSCALL_SHIFT;
    return X86_OK;
}

/* UC, WC, WT, WP, WB; UC- exists in PAT only. */
static bool is_mtrr_type(uint64_t type)
{
    return type < 8 && (0x73u >> type & 1) != 0;
}

enum x86_status x86_pat_check(struct x86_pat value)
{
    for (unsigned i = 0; i < 8; i++) {
        uint64_t type = value.value >> 8 * i & 255;
        if (!is_mtrr_type(type) && type != X86_MEMORY_UC_MINUS)
            return X86_RESERVED;
    }
    return X86_OK;
}

enum x86_status x86_mtrr_range(uint64_t base, uint64_t mask, unsigned phys_bits,
                               struct x86_mtrr_range *ret_range)
{
    uint64_t address = (~0ULL >> (64 - phys_bits)) & ~0xfffULL;
    if (!(mask & X86_MTRR_MASK_V))
        return X86_UNSUPPORTED;
    if (!is_mtrr_type(base & 255))
        return X86_RESERVED;
    /* A mask of ones from some bit up to the top: what it leaves out, plus one, is a power of two.
     */
    uint64_t size = (~mask & address) + 0x1000;
    if (!x86_is_power_of_two(size))
        return X86_CONFLICT;
    ret_range->base = x86_phys_unchecked(base & mask & address);
    ret_range->size = size;
    ret_range->type = (enum x86_memory_type)(base & 255);
    return X86_OK;
}
