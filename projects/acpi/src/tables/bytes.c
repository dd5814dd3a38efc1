/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What of bytes.h stands out of line: the library is small because these are not everywhere. */
#include "bytes.h"

uint64_t acpi_number(const void *at, size_t size, struct acpi_number n)
{
    return (size_t)n.at + n.size <= size ? acpi_le((const uint8_t *)at + n.at, n.size) : 0;
}

bool acpi_same_signature(const void *a, const void *b)
{
    return memcmp(a, b, 4) == 0;
}

uint8_t acpi_sum(const void *at, size_t size)
{
    uint8_t total = 0;
    while (size--)
        total = (uint8_t)(total + ((const uint8_t *)at)[size]);
    return total;
}

size_t acpi_copy_zero_extended(const void *at, size_t size, void *ret_bytes, size_t want)
{
    size_t there = size < want ? size : want;
    memset(ret_bytes, 0, want);
    if (there)
        memcpy(ret_bytes, at, there);
    return there;
}
