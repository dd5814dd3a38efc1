/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Slabs and free lists; heap.h has the why. */
#include "aml/heap.h"

#include "tables/bytes.h"

#define SLAB 8192 /* with the word that chains slabs */

struct link {
    struct link *next;
};

/* Before each block that comes straight from the host. */
struct aml_big {
    struct aml_big *next, *before;
    size_t size; /* with this */
    size_t unused;
};

static void *take(struct aml_heap *heap, size_t size)
{
    if (heap->limit != 0 && size > heap->limit - heap->taken)
        return NULL;
    void *at = heap->host->alloc(heap->host->ctx, size);
    if (at == NULL)
        return NULL;
    heap->calls++;
    heap->taken += size;
    if (heap->taken > heap->peak)
        heap->peak = heap->taken;
    return at;
}

static void give(struct aml_heap *heap, void *at, size_t size)
{
    heap->taken -= size;
    heap->host->free(heap->host->ctx, at, size);
}

static void *take_big(struct aml_heap *heap, size_t size)
{
    struct aml_big *big = size > SIZE_MAX - sizeof *big ? NULL : take(heap, size + sizeof *big);
    if (big == NULL)
        return NULL;
    *big = (struct aml_big){.next = heap->big, .size = size + sizeof *big};
    if (heap->big != NULL)
        heap->big->before = big;
    heap->big = big;
    return big + 1;
}

static void give_big(struct aml_heap *heap, struct aml_big *big)
{
    if (big->before != NULL)
        big->before->next = big->next;
    else
        heap->big = big->next;
    if (big->next != NULL)
        big->next->before = big->before;
    give(heap, big, big->size);
}

/* A block of the newest slab; a new slab if it has no room. What is left of the old one goes to the
 * list where it fits. */
static void *carve(struct aml_heap *heap, size_t size)
{
    size_t left = (size_t)(heap->fresh_end - heap->fresh);
    if (left < size) {
        uint8_t *slab = take(heap, SLAB);
        if (slab == NULL)
            return NULL;
        if (left >= 8) {
            struct link *rest = (struct link *)(void *)heap->fresh;
            rest->next = heap->free[left / 8];
            heap->free[left / 8] = rest;
        }
        ((struct link *)(void *)slab)->next = heap->slabs;
        heap->slabs = slab;
        heap->fresh = slab + 16;
        heap->fresh_end = slab + SLAB;
    }
    void *at = heap->fresh;
    heap->fresh += size;
    return at;
}

void *aml_alloc(struct aml_heap *heap, size_t size)
{
    void *at;
    size = (size + 7) & ~(size_t)7;
    if (size > HEAP_SMALL || size == 0) {
        at = size == 0 ? NULL : take_big(heap, size);
    } else if (heap->free[size / 8] != NULL) {
        struct link *first = heap->free[size / 8];
        heap->free[size / 8] = first->next;
        at = first;
    } else {
        at = carve(heap, size);
    }
    return at == NULL ? NULL : memset(at, 0, size);
}

void aml_free(struct aml_heap *heap, void *at, size_t size)
{
    if (at == NULL)
        return;
    size = (size + 7) & ~(size_t)7;
    if (size > HEAP_SMALL) {
        give_big(heap, (struct aml_big *)at - 1);
        return;
    }
    struct link *first = at;
    first->next = heap->free[size / 8];
    heap->free[size / 8] = first;
}

void aml_heap_release(struct aml_heap *heap)
{
    while (heap->big != NULL)
        give_big(heap, heap->big);
    struct link *next = NULL;
    for (struct link *slab = heap->slabs; slab != NULL; slab = next) {
        next = slab->next;
        give(heap, slab, SLAB);
    }
    *heap = (struct aml_heap){.host = heap->host};
}
