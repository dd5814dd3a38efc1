/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* 64-bit multiplication and shifts on IA32 under libgcc's names. The compilers have instructions
 * for the bodies; code of other origin calls the names. */
#include <stdint.h>

#if defined(__i386__)
int64_t __muldi3(int64_t, int64_t);
int64_t __ashldi3(int64_t, int);
int64_t __ashrdi3(int64_t, int);
int64_t __lshrdi3(int64_t, int);

int64_t __muldi3(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a * (uint64_t)b);
}

int64_t __ashldi3(int64_t value, int count)
{
    return (int64_t)((uint64_t)value << count);
}

int64_t __ashrdi3(int64_t value, int count)
{
    return value >> count;
}

int64_t __lshrdi3(int64_t value, int count)
{
    return (int64_t)((uint64_t)value >> count);
}
#endif
