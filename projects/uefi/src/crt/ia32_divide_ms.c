/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* 64-bit division and multiplication on IA32 under Microsoft's names, which clang calls: arguments
 * on the stack, which the callee pops, and no decoration of the name. */
#include "crt/divide.h"

#if defined(__i386__)
#define STDCALL __attribute__((stdcall))

int64_t STDCALL alldiv(int64_t, int64_t) __asm__("__alldiv");
int64_t STDCALL allrem(int64_t, int64_t) __asm__("__allrem");
int64_t STDCALL allmul(int64_t, int64_t) __asm__("__allmul");
uint64_t STDCALL aulldiv(uint64_t, uint64_t) __asm__("__aulldiv");
uint64_t STDCALL aullrem(uint64_t, uint64_t) __asm__("__aullrem");

int64_t STDCALL alldiv(int64_t dividend, int64_t divisor)
{
    int64_t remainder;
    return divide_signed(dividend, divisor, &remainder);
}

int64_t STDCALL allrem(int64_t dividend, int64_t divisor)
{
    int64_t remainder;
    divide_signed(dividend, divisor, &remainder);
    return remainder;
}

int64_t STDCALL allmul(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a * (uint64_t)b);
}

uint64_t STDCALL aulldiv(uint64_t dividend, uint64_t divisor)
{
    uint64_t remainder;
    return divide_unsigned(dividend, divisor, &remainder);
}

uint64_t STDCALL aullrem(uint64_t dividend, uint64_t divisor)
{
    uint64_t remainder;
    divide_unsigned(dividend, divisor, &remainder);
    return remainder;
}
#endif
