/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "crt/crt.h"

void *memcpy(void *__restrict to, const void *__restrict from, size_t size)
{
    void *at = to;
    __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(size) : : "memory");
    return to;
}
