/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "crt/crt.h"

void *memmove(void *to, const void *from, size_t size)
{
    if ((uintptr_t)to - (uintptr_t)from >= size)
        return memcpy(to, from, size);
    uint8_t *last = (uint8_t *)to + size - 1;
    const uint8_t *source = (const uint8_t *)from + size - 1;
    __asm__ volatile("std; rep movsb; cld" : "+D"(last), "+S"(source), "+c"(size) : : "memory");
    return to;
}
