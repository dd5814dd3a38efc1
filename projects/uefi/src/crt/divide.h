/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * 64-bit division for a CPU that divides 64 bits by 32. Nothing here may divide 64 bits by the
 * compiler's means: that would call what is being defined. By zero: the CPU's own exception.
 */
#pragma once
#include <stdint.h>

/* (high:low) / divisor, where high < divisor. */
static inline uint32_t divide_long(uint32_t high, uint32_t low, uint32_t divisor,
                                   uint32_t *ret_remainder)
{
    uint32_t quotient;
    __asm__("divl %4" : "=a"(quotient), "=d"(*ret_remainder) : "0"(low), "1"(high), "rm"(divisor));
    return quotient;
}

static inline uint64_t divide_unsigned(uint64_t dividend, uint64_t divisor, uint64_t *ret_remainder)
{
    uint32_t high = (uint32_t)(dividend >> 32), low = (uint32_t)dividend;
    if (divisor >> 32 == 0) { /* as on paper, with two digits of 32 bits */
        uint32_t upper = high / (uint32_t)divisor, rest = high % (uint32_t)divisor;
        uint32_t lower = divide_long(rest, low, (uint32_t)divisor, &rest);
        *ret_remainder = rest;
        return (uint64_t)upper << 32 | lower;
    }
    /* The quotient has less than 32 bits: one after the other. */
    uint64_t remainder = high;
    uint32_t quotient = 0;
    for (int bit = 31; bit >= 0; bit--) {
        uint32_t out = (uint32_t)(remainder >> 63); /* shifted out, yet part of the number */
        remainder = remainder << 1 | (low >> bit & 1);
        quotient <<= 1;
        if (out || remainder >= divisor) {
            remainder -= divisor;
            quotient |= 1;
        }
    }
    *ret_remainder = remainder;
    return quotient;
}

/* Towards zero; the remainder has the sign of the dividend. */
static inline int64_t divide_signed(int64_t dividend, int64_t divisor, int64_t *ret_remainder)
{
    uint64_t n = dividend < 0 ? -(uint64_t)dividend : (uint64_t)dividend;
    uint64_t d = divisor < 0 ? -(uint64_t)divisor : (uint64_t)divisor, remainder;
    uint64_t quotient = divide_unsigned(n, d, &remainder);
    *ret_remainder = (int64_t)(dividend < 0 ? -remainder : remainder);
    return (int64_t)((dividend < 0) != (divisor < 0) ? -quotient : quotient);
}
