/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* 64-bit division on IA32 under libgcc's names, which gcc calls. */
#include "crt/divide.h"

#if defined(__i386__)
int64_t __divdi3(int64_t, int64_t);
int64_t __moddi3(int64_t, int64_t);
int64_t __divmoddi4(int64_t, int64_t, int64_t *);
uint64_t __udivdi3(uint64_t, uint64_t);
uint64_t __umoddi3(uint64_t, uint64_t);
uint64_t __udivmoddi4(uint64_t, uint64_t, uint64_t *);

int64_t __divdi3(int64_t dividend, int64_t divisor)
{
    int64_t remainder;
    return divide_signed(dividend, divisor, &remainder);
}

int64_t __moddi3(int64_t dividend, int64_t divisor)
{
    int64_t remainder;
    divide_signed(dividend, divisor, &remainder);
    return remainder;
}

int64_t __divmoddi4(int64_t dividend, int64_t divisor, int64_t *ret_remainder)
{
    return divide_signed(dividend, divisor, ret_remainder);
}

uint64_t __udivdi3(uint64_t dividend, uint64_t divisor)
{
    uint64_t remainder;
    return divide_unsigned(dividend, divisor, &remainder);
}

uint64_t __umoddi3(uint64_t dividend, uint64_t divisor)
{
    uint64_t remainder;
    divide_unsigned(dividend, divisor, &remainder);
    return remainder;
}

uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *ret_remainder)
{
    return divide_unsigned(dividend, divisor, ret_remainder);
}
#endif
