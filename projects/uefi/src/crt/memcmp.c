/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "crt/crt.h"

int memcmp(const void *a, const void *b, size_t size)
{
    const uint8_t *left = (const uint8_t *)a, *right = (const uint8_t *)b;
    for (; size; size--, left++, right++)
        if (*left != *right)
            return *left < *right ? -1 : 1;
    return 0;
}
