/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "crt/crt.h"

void *memset(void *to, int value, size_t size)
{
    void *at = to;
    __asm__ volatile("rep stosb" : "+D"(at), "+c"(size) : "a"(value) : "memory");
    return to;
}
