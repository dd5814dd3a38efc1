/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Virtual and physical addresses as types of their own, so that the compiler refuses a mix-up.
 *
 *     va_bits = 48 (4 levels)                              va_bits = 57 (5 levels)
 *
 *     ffff_ffff_ffff_ffff +--------+                       ffff_ffff_ffff_ffff +--------+
 *                         | upper  | position 2^47 ..                          | upper  |
 *     ffff_8000_0000_0000 +--------+                       ff00_0000_0000_0000 +--------+
 *                           hole                                                 hole
 *     0000_7fff_ffff_ffff +--------+                       00ff_ffff_ffff_ffff +--------+
 *                         | lower  | position 0 ..                             | lower  |
 *     0000_0000_0000_0000 +--------+                       0000_0000_0000_0000 +--------+
 *
 * A canonical address is its low `va_bits` bits, sign-extended. Those bits alone are its position:
 * positions run from 0 to 2^va_bits - 1 without a hole, and stepping is arithmetic on them.
 *
 * Each type has four constructors: X86_VIRT(constant) is checked by the compiler, _from() by the
 * CPU, _truncate() makes the value fit, and _unchecked() believes the caller. Only the last can
 * make an address that breaks the rules.
 *
 * `va_bits` is 48 or 57 (8 to 63 work); `phys_bits` is 12 to 52, what CPUID says
 * (x86_64/features.h). `align` is a power of two. Out-parameters are untouched on failure.
 *
 * Threads: pure functions. SDM Vol. 1 section 3.3.7.1, Vol. 3A section 4.5.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/compiler.h"
#include "x86_64/status.h"

/* A virtual address; canonical unless x86_virt_unchecked() made it. */
struct x86_virt {
    uint64_t value;
};

/* A physical address. */
struct x86_phys {
    uint64_t value;
};

/* Width of virtual addresses with 4 and 5 levels of page tables. */
#define X86_VA_BITS_4_LEVELS 48u
#define X86_VA_BITS_5_LEVELS 57u

/* Width of physical addresses that the architecture allows at most. */
#define X86_PHYS_BITS_MAX 52u

/* Sizes of pages, in bytes. */
#define X86_PAGE_4K 0x1000ULL
#define X86_PAGE_2M 0x200000ULL
#define X86_PAGE_1G 0x40000000ULL

/* ---- Numbers ----------------------------------------------------------------------------------*/

/* Exactly one bit is set. */
static inline bool x86_is_power_of_two(uint64_t value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

/* `value` is a multiple of `align`. */
static inline bool x86_is_aligned(uint64_t value, uint64_t align)
{
    return (value & (align - 1)) == 0;
}

/* The largest multiple of `align` that is not above `value`. */
static inline uint64_t x86_align_down(uint64_t value, uint64_t align)
{
    return value & ~(align - 1);
}

/* The smallest multiple of `align` that is not below `value`; false when there is none in 64 bits.
 */
X86_MUST_CHECK static inline bool x86_align_up(uint64_t value, uint64_t align, uint64_t *ret_value)
{
    uint64_t up;
    if (__builtin_add_overflow(value, align - 1, &up))
        return false;
    *ret_value = up & ~(align - 1);
    return true;
}

/* ---- Virtual addresses ------------------------------------------------------------------------*/

/* The address `value`, a constant, canonical with 4 levels (and so with 5); else it does not
 * compile. */
#define X86_VIRT(value) X86_CONSTANT_(x86_virt, value, (((value) + 0x800000000000ULL) >> 48) == 0)

/* The address `value` as it is. */
static inline struct x86_virt x86_virt_unchecked(uint64_t value)
{
    struct x86_virt virt = {value};
    return virt;
}

/* The address whose low `va_bits` bits are those of `value`. */
static inline struct x86_virt x86_virt_truncate(uint64_t value, unsigned va_bits)
{
    unsigned unused = 64 - va_bits;
    return x86_virt_unchecked((uint64_t)((int64_t)(value << unused) >> unused));
}

/* The bits from va_bits - 1 upwards are all equal. */
static inline bool x86_virt_is_canonical(struct x86_virt virt, unsigned va_bits)
{
    return x86_virt_truncate(virt.value, va_bits).value == virt.value;
}

/* The address `value`, or X86_NOT_CANONICAL. */
X86_MUST_CHECK static inline enum x86_status x86_virt_from(uint64_t value, unsigned va_bits,
                                                           struct x86_virt *ret_virt)
{
    struct x86_virt virt = x86_virt_unchecked(value);
    if (!x86_virt_is_canonical(virt, va_bits))
        return X86_NOT_CANONICAL;
    *ret_virt = virt;
    return X86_OK;
}

/* The address of what `pointer` points at. */
static inline struct x86_virt x86_virt_of_pointer(const volatile void *pointer)
{
    return x86_virt_unchecked((uint64_t)(uintptr_t)pointer);
}

/* The address as a pointer; whether something is mapped there is the caller's knowledge. */
static inline void *x86_virt_pointer(struct x86_virt virt)
{
    return (void *)(uintptr_t)virt.value;
}

/* Where a canonical address stands in the address space without its hole: 0 to 2^va_bits - 1. */
static inline uint64_t x86_virt_position(struct x86_virt virt, unsigned va_bits)
{
    return virt.value & (~0ULL >> (64 - va_bits));
}

/* `virt` plus `bytes` without touching the hole: X86_NOT_CANONICAL when the result lies in it or
 * beyond it, X86_OVERFLOW past 2^64. */
X86_MUST_CHECK static inline enum x86_status x86_virt_add(struct x86_virt virt, uint64_t bytes,
                                                          unsigned va_bits,
                                                          struct x86_virt *ret_virt)
{
    uint64_t sum;
    if (__builtin_add_overflow(virt.value, bytes, &sum))
        return X86_OVERFLOW;
    if (((virt.value ^ sum) >> (va_bits - 1)) != 0)
        return X86_NOT_CANONICAL;
    *ret_virt = x86_virt_unchecked(sum);
    return X86_OK;
}

/* `virt` minus `bytes`, with the errors of x86_virt_add(). */
X86_MUST_CHECK static inline enum x86_status x86_virt_sub(struct x86_virt virt, uint64_t bytes,
                                                          unsigned va_bits,
                                                          struct x86_virt *ret_virt)
{
    uint64_t difference;
    if (__builtin_sub_overflow(virt.value, bytes, &difference))
        return X86_OVERFLOW;
    if (((virt.value ^ difference) >> (va_bits - 1)) != 0)
        return X86_NOT_CANONICAL;
    *ret_virt = x86_virt_unchecked(difference);
    return X86_OK;
}

/* The address `bytes` positions further up: from the last byte below the hole the next one is the
 * first above it. X86_OVERFLOW past the last address. `virt` must be canonical. */
X86_MUST_CHECK static inline enum x86_status x86_virt_forward(struct x86_virt virt, uint64_t bytes,
                                                              unsigned va_bits,
                                                              struct x86_virt *ret_virt)
{
    uint64_t last = ~0ULL >> (64 - va_bits);
    uint64_t position = x86_virt_position(virt, va_bits);
    if (bytes > last - position)
        return X86_OVERFLOW;
    *ret_virt = x86_virt_truncate(position + bytes, va_bits);
    return X86_OK;
}

/* The address `bytes` positions further down; X86_OVERFLOW below 0. `virt` must be canonical. */
X86_MUST_CHECK static inline enum x86_status x86_virt_backward(struct x86_virt virt, uint64_t bytes,
                                                               unsigned va_bits,
                                                               struct x86_virt *ret_virt)
{
    uint64_t position = x86_virt_position(virt, va_bits);
    if (bytes > position)
        return X86_OVERFLOW;
    *ret_virt = x86_virt_truncate(position - bytes, va_bits);
    return X86_OK;
}

/* How many bytes x86_virt_forward() takes from `from` to `to`; X86_OVERFLOW when `to` is below.
 * Both must be canonical. */
X86_MUST_CHECK static inline enum x86_status x86_virt_distance(struct x86_virt from,
                                                               struct x86_virt to, unsigned va_bits,
                                                               uint64_t *ret_bytes)
{
    uint64_t first = x86_virt_position(from, va_bits), second = x86_virt_position(to, va_bits);
    if (second < first)
        return X86_OVERFLOW;
    *ret_bytes = second - first;
    return X86_OK;
}

/* `virt` is a multiple of `align`. */
static inline bool x86_virt_is_aligned(struct x86_virt virt, uint64_t align)
{
    return x86_is_aligned(virt.value, align);
}

/* Never leaves its half: 0 and the first address above the hole are multiples of every page size.
 * `align` is at most 2^(va_bits - 1). */
static inline struct x86_virt x86_virt_align_down(struct x86_virt virt, uint64_t align)
{
    return x86_virt_unchecked(x86_align_down(virt.value, align));
}

/* The next multiple of `align`, across the hole like x86_virt_forward(); X86_OVERFLOW when it would
 * be past the last address. `align` is at most 2^(va_bits - 1). */
X86_MUST_CHECK static inline enum x86_status x86_virt_align_up(struct x86_virt virt, uint64_t align,
                                                               unsigned va_bits,
                                                               struct x86_virt *ret_virt)
{
    uint64_t missing = (0 - virt.value) & (align - 1);
    return x86_virt_forward(virt, missing, va_bits, ret_virt);
}

/* How many address bits lie below an index of page-table level 1 to 5: 12, 21, 30, 39, 48. */
static inline unsigned x86_level_shift(unsigned level)
{
    return 9 * level + 3;
}

/* Which of the 512 entries of the table at `level`, 1 to 5, translates `virt`. */
static inline unsigned x86_virt_index(struct x86_virt virt, unsigned level)
{
    return (unsigned)(virt.value >> x86_level_shift(level)) & 511;
}

/* How far `virt` lies into its page of `page_size` bytes. */
static inline uint64_t x86_virt_page_offset(struct x86_virt virt, uint64_t page_size)
{
    return virt.value & (page_size - 1);
}

/* The address that tables of `levels` (4 or 5) reach through `indices`, the top level's first, plus
 * `offset` bytes: the inverse of x86_virt_index(). Indices above 511 are cut to 9 bits. */
static inline struct x86_virt x86_virt_of_indices(const unsigned *indices, unsigned levels,
                                                  uint64_t offset)
{
    uint64_t value = offset;
    for (unsigned i = 0; i < levels; i++)
        value |= (uint64_t)(indices[i] & 511) << x86_level_shift(levels - i);
    return x86_virt_truncate(value, x86_level_shift(levels + 1));
}

/* ---- Physical addresses -----------------------------------------------------------------------*/

/* The address `value`, a constant below 2^52; else it does not compile. */
#define X86_PHYS(value) X86_CONSTANT_(x86_phys, value, ((value) >> 52) == 0)

/* The address `value` as it is. */
static inline struct x86_phys x86_phys_unchecked(uint64_t value)
{
    struct x86_phys phys = {value};
    return phys;
}

/* The low `phys_bits` bits of `value`. */
static inline struct x86_phys x86_phys_truncate(uint64_t value, unsigned phys_bits)
{
    return x86_phys_unchecked(value & (~0ULL >> (64 - phys_bits)));
}

/* The address `value`, or X86_TOO_WIDE. With memory encryption, hand in the reduced width and keep
 * the C-bit or shared bit out of addresses: it belongs to page-table entries. */
X86_MUST_CHECK static inline enum x86_status x86_phys_from(uint64_t value, unsigned phys_bits,
                                                           struct x86_phys *ret_phys)
{
    if (x86_phys_truncate(value, phys_bits).value != value)
        return X86_TOO_WIDE;
    *ret_phys = x86_phys_unchecked(value);
    return X86_OK;
}

/* `phys` plus `bytes`; X86_OVERFLOW when it needs more than `phys_bits`. */
X86_MUST_CHECK static inline enum x86_status x86_phys_add(struct x86_phys phys, uint64_t bytes,
                                                          unsigned phys_bits,
                                                          struct x86_phys *ret_phys)
{
    uint64_t sum;
    if (__builtin_add_overflow(phys.value, bytes, &sum) ||
        x86_phys_truncate(sum, phys_bits).value != sum)
        return X86_OVERFLOW;
    *ret_phys = x86_phys_unchecked(sum);
    return X86_OK;
}

/* `phys` minus `bytes`; X86_OVERFLOW below 0. */
X86_MUST_CHECK static inline enum x86_status x86_phys_sub(struct x86_phys phys, uint64_t bytes,
                                                          struct x86_phys *ret_phys)
{
    if (bytes > phys.value)
        return X86_OVERFLOW;
    *ret_phys = x86_phys_unchecked(phys.value - bytes);
    return X86_OK;
}

/* `phys` is a multiple of `align`. */
static inline bool x86_phys_is_aligned(struct x86_phys phys, uint64_t align)
{
    return x86_is_aligned(phys.value, align);
}

/* The largest multiple of `align` that is not above `phys`. */
static inline struct x86_phys x86_phys_align_down(struct x86_phys phys, uint64_t align)
{
    return x86_phys_unchecked(x86_align_down(phys.value, align));
}

/* The next multiple of `align`; X86_OVERFLOW when it needs more than `phys_bits`. */
X86_MUST_CHECK static inline enum x86_status x86_phys_align_up(struct x86_phys phys, uint64_t align,
                                                               unsigned phys_bits,
                                                               struct x86_phys *ret_phys)
{
    return x86_phys_add(phys, (0 - phys.value) & (align - 1), phys_bits, ret_phys);
}

/* A constant of `struct type`; a false condition makes an array of negative size. For initialisers
 * and expressions alike. */
#define X86_CONSTANT_(type, value, condition) \
    ((struct type){(value) + 0 * sizeof(char[(condition) ? 1 : -1])})
