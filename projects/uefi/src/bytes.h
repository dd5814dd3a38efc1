/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Bytes that someone else laid out: little-endian numbers at any address. And the functions that
 * compilers call anyway: a freestanding compiler brings no <string.h>.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

int memcmp(const void *, const void *, size_t);
void *memcpy(void *__restrict, const void *__restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);

/*
 * May a struct of firmware's be looked at: is it there, and aligned as its type wants? To no more
 * than a pointer: on IA32 numbers of 64 bits want 8, but stacks there are aligned to 4 only.
 */
#define ALIGNED(at)                                                                                \
    ((at) != NULL &&                                                                               \
     (uintptr_t)(at) % (_Alignof(__typeof__(*(at))) < sizeof(void *) ? _Alignof(__typeof__(*(at))) \
                                                                     : sizeof(void *)) ==          \
         0)

/* The number in the first n (1 to 8) bytes. */
static inline uint64_t uefi_load(const void *at, size_t n)
{
    uint64_t value = 0;
    memcpy(&value, at, n);
    return value;
}

static inline void uefi_store(void *at, uint64_t value, size_t n)
{
    memcpy(at, &value, n);
}
