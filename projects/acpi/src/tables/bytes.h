/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Bytes as firmware wrote them: little-endian numbers at any address, sums, copies of what may be
 * too short. And the functions that compilers call anyway, which the kernel has: a freestanding
 * compiler brings no <string.h>.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int memcmp(const void *, const void *, size_t);
void *memcpy(void *__restrict, const void *__restrict, size_t);
void *memset(void *, int, size_t);

/* The number in n (0 to 8) bytes. */
static inline uint64_t acpi_le(const void *at, size_t n)
{
    uint64_t value = 0;
    while (n--)
        value = value << 8 | ((const uint8_t *)at)[n];
    return value;
}

/* A number in a structure: at this offset, that many bytes; 0 bytes: there is none. */
struct acpi_number {
    uint8_t at, size;
};
#define ACPI_NUMBER(type, field)                                        \
    {                                                                   \
        offsetof(struct type, field), sizeof(((struct type *)0)->field) \
    }

/* The number, or 0 where the structure is too short for it. */
uint64_t acpi_number(const void *at, size_t size, struct acpi_number);

/* Do both begin with the same 4 bytes? */
bool acpi_same_signature(const void *a, const void *b);

/* The sum of all bytes, which is 0 where a checksum holds. */
uint8_t acpi_sum(const void *at, size_t size);

/* Copies the first `want` of `size` bytes; what is not there is zero. Returns how many were. */
size_t acpi_copy_zero_extended(const void *at, size_t size, void *ret_bytes, size_t want);
