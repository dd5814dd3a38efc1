/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* gcc calls these for CPUs without the instruction. */
#include <stdint.h>

int __popcountsi2(uint32_t);
int __popcountdi2(uint64_t);

int __popcountsi2(uint32_t bits)
{
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

int __popcountdi2(uint64_t bits)
{
    return __popcountsi2((uint32_t)bits) + __popcountsi2((uint32_t)(bits >> 32));
}
