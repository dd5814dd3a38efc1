/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * An allocator in the manner of malloc, on the pool, for code that wants one. Nothing else in this
 * library uses it. After boot services are gone it has no memory, and freeing does nothing.
 */
#pragma once
#include "uefi/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * size bytes at a multiple of `align` (a power of two); NULL: no memory, an align that is none, or
 * sizes that cannot be. size 0 is a block without bytes, which is freed as well.
 */
void *uefi_alloc(size_t size, size_t align);

/* The same, zeroed, for count things; NULL also if that many bytes cannot be. */
void *uefi_alloc_zeroed(size_t count, size_t size, size_t align);

/* A block of another size with what fits of the old bytes, at the same alignment; NULL: the old one
 * is as it was. A NULL block is a new one, aligned to 16. */
void *uefi_realloc(void *block, size_t size);

/* Frees what one of the above returned; NULL is fine. */
void uefi_free(void *block);

#ifdef __cplusplus
}
#endif
