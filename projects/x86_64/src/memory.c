/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * memcpy, memmove, memset, memcmp: all that compilers call of their own accord. A member of the
 * archive of its own, so a kernel that has them already never sees these. Empty where there is a C
 * library. By eight bytes at a time: string instructions cost per item, whatever its size, on
 * machines without fast strings and on emulated ones.
 */
#include <stddef.h>
#include <stdint.h>

#if !__STDC_HOSTED__
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    void *next = to;
    size_t words = size / 8;
    __asm__ volatile("rep movsq" : "+D"(next), "+S"(from), "+c"(words) : : "memory");
    words = size % 8;
    __asm__ volatile("rep movsb" : "+D"(next), "+S"(from), "+c"(words) : : "memory");
    return to;
}

void *memmove(void *to, const void *from, size_t size)
{
    if ((size_t)to - (size_t)from >= size)
        return memcpy(to, from, size);
    char *last = (char *)to + size - 1;
    const char *from_last = (const char *)from + size - 1;
    __asm__ volatile("std; rep movsb; cld" : "+D"(last), "+S"(from_last), "+c"(size) : : "memory");
    return to;
}

void *memset(void *to, int byte, size_t size)
{
    void *next = to;
    size_t words = size / 8;
    uint64_t word = (uint8_t)byte * 0x0101010101010101;
    __asm__ volatile("rep stosq" : "+D"(next), "+c"(words) : "a"(word) : "memory");
    words = size % 8;
    __asm__ volatile("rep stosb" : "+D"(next), "+c"(words) : "a"(word) : "memory");
    return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
    const unsigned char *x = a, *y = b;
    for (; size; size--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}
#endif
