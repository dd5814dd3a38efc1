/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory of one run: see arena.h. A chain of blocks, each a header and its bytes; allocation bumps
 * an offset in the last one. Requests beyond a quarter of a block get a block of their own, put
 * *before* the last, so that the room left in that one is not lost.
 */
#include "common/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct arena_block {
    struct arena_block *before;
    size_t size; /* of bytes */
    alignas(max_align_t) char bytes[];
};
enum { BLOCK = 64 * 1024 - (int)sizeof(struct arena_block) };

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "out of memory (%zu bytes wanted)\n", size);
    exit(STATUS_WORLD);
}

static struct arena_block *block_new(size_t size)
{
    struct arena_block *block = calloc(1, sizeof *block + size);
    if (!block)
        out_of_memory(size);
    block->size = size;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory(size);
    size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (arena->last && size <= arena->last->size - arena->used) {
        void *at = arena->last->bytes + arena->used;
        arena->used += size;
        return at;
    }
    if (arena->last && size > BLOCK / 4) {
        struct arena_block *own = block_new(size);
        own->before = arena->last->before;
        arena->last->before = own;
        return own->bytes;
    }
    struct arena_block *block = block_new(size > BLOCK ? size : BLOCK);
    block->before = arena->last;
    arena->last = block;
    arena->used = size;
    return block->bytes;
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        out_of_memory(SIZE_MAX);
    return arena_alloc(arena, bytes);
}

char *arena_strndup(struct arena *arena, const char *s, size_t bytes)
{
    char *copy = arena_alloc(arena, bytes + 1);
    if (bytes)
        memcpy(copy, s, bytes);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *s)
{
    return s ? arena_strndup(arena, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0)
        BUG("bad format \"%s\"", format);
    char *at = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(at, (size_t)n + 1, format, again);
    va_end(again);
    return at;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *at = arena_vprintf(arena, format, args);
    va_end(args);
    return at;
}

void *arena_grow(struct arena *arena, const void *at, size_t *cap, size_t size)
{
    size_t wider = *cap ? *cap * 2 : 8;
    char *moved = arena_array(arena, wider, size);
    if (*cap)
        memcpy(moved, at, *cap * size);
    *cap = wider;
    return moved;
}

void arena_release(struct arena *arena)
{
    for (struct arena_block *block = arena->last, *before; block; block = before) {
        before = block->before;
        free(block);
    }
    *arena = (struct arena){0};
}
