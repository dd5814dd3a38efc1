/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The allocator: see uefi/alloc.h. The pool aligns to 8 only, so a block lies where its alignment
 * wants it inside a larger piece of pool, with its record just before:
 *
 *     pool: ... unused ... [record][block ...        ]
 *                                  ^ a multiple of align
 */
#include "uefi/alloc.h"

#include "bytes.h"

struct record {
    void *pool;
    size_t size;
    size_t align;
};

static struct record *record_of(void *block)
{
    return (struct record *)block - 1;
}

void *uefi_alloc(size_t size, size_t align)
{
    if (align == 0 || (align & (align - 1)))
        return NULL;
    if (align < _Alignof(struct record))
        align = _Alignof(struct record);
    size_t extra = sizeof(struct record) + align;
    void *pool;
    if (extra < align || size > SIZE_MAX - extra ||
        !uefi_is_ok(uefi_pool_alloc(size + extra, &pool)))
        return NULL;
    uintptr_t at = ((uintptr_t)pool + extra) & ~(uintptr_t)(align - 1);
    *record_of((void *)at) = (struct record){pool, size, align};
    return (void *)at;
}

void *uefi_alloc_zeroed(size_t count, size_t size, size_t align)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    void *block = uefi_alloc(bytes, align);
    if (block)
        memset(block, 0, bytes);
    return block;
}

void *uefi_realloc(void *block, size_t size)
{
    if (!block)
        return uefi_alloc(size, 16);
    const struct record old = *record_of(block);
    void *moved = uefi_alloc(size, old.align);
    if (!moved)
        return NULL;
    memcpy(moved, block, size < old.size ? size : old.size);
    uefi_pool_free(old.pool);
    return moved;
}

void uefi_free(void *block)
{
    if (block)
        uefi_pool_free(record_of(block)->pool);
}
