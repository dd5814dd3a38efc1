/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What paging costs, beside a floor: the same algorithm over the same tables, with the same access
 * (direct map), zeroing and compiler, but without a single check. One JSON line per figure; rounds
 * of floor and library alternate, medians count.
 *
 *   paging_bench                      all figures
 *   paging_bench FIGURE floor|ours N  one figure's work for N pages, once: for callgrind, where the
 *                                     difference between two N is the cost of a page
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "x86_64/env.h"
#include "x86_64/paging.h"

#define NOINLINE __attribute__((noinline))
#define PAGES    1000000u
#define ROUNDS   15
#define BASE     0xffffa00000000000ull
#define ARENA    (32ull << 20)

static uint8_t *arena;
static uint64_t used;
static uint64_t *order;    /* addresses at random */
static uint64_t *shuffled; /* every page once, in random order */
static uint64_t root;

static bool arena_alloc(void *ctx, struct x86_phys *ret_frame)
{
    (void)ctx;
    ret_frame->value = used += 4096;
    return used < ARENA;
}

/* ---- The floor --------------------------------------------------------------------------------*/

#define MASK        0x000ffffffffff000ull
#define TABLE       0x27ull
#define LEAF        (0x8000000000000000ull | 3)
#define AT(e)       ((uint64_t *)(arena + ((e)&MASK)))
#define IX(l)       (va >> (12 + 9 * ((l)-1)) & 511)
#define LOAD(p)     __atomic_load_n(p, __ATOMIC_ACQUIRE)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_RELEASE)

static uint64_t floor_new(void)
{
    struct x86_phys frame;
    (void)arena_alloc(NULL, &frame);
    memset(arena + frame.value, 0, 4096);
    return frame.value;
}

static inline uint64_t *floor_down(uint64_t va, unsigned to)
{
    uint64_t *table = AT(root);
    for (unsigned level = 4; level > to; level--) {
        uint64_t e = LOAD(&table[IX(level)]);
        if (!e)
            STORE(&table[IX(level)], e = floor_new() | TABLE);
        table = AT(e);
    }
    return table;
}

static NOINLINE void floor_map(uint64_t va, uint64_t to)
{
    STORE(&floor_down(va, 1)[IX(1)], to | LEAF);
}

static NOINLINE void floor_map_range(uint64_t va, uint64_t to, size_t pages)
{
    while (pages) {
        uint64_t *table = floor_down(va, 1);
        size_t i = IX(1), n = 512 - i < pages ? 512 - i : pages;
        for (size_t k = 0; k < n; k++, to += 4096)
            STORE(&table[i + k], to | LEAF);
        va += n << 12;
        pages -= n;
    }
}

static NOINLINE bool floor_translate(uint64_t va, uint64_t *ret_phys)
{
    uint64_t e = root;
    for (unsigned level = 4; level > 1; level--) {
        e = LOAD(&AT(e)[IX(level)]);
        if (!(e & 1))
            return false;
        if (e & 0x80) {
            *ret_phys = (e & MASK) + (va & ((1ull << (12 + 9 * (level - 1))) - 1));
            return true;
        }
    }
    e = LOAD(&AT(e)[IX(1)]);
    *ret_phys = (e & MASK) | (va & 4095);
    return e & 1;
}

static NOINLINE uint64_t floor_unmap(uint64_t va, bool live)
{
    uint64_t *at = &AT(LOAD(&AT(LOAD(&AT(LOAD(&AT(root)[IX(4)]))[IX(3)]))[IX(2)]))[IX(1)];
    if (live)
        return __atomic_exchange_n(at, 0, __ATOMIC_ACQ_REL);
    uint64_t e = LOAD(at);
    STORE(at, 0);
    return e;
}

static NOINLINE uint64_t floor_unmap_range(uint64_t va, size_t pages, bool live)
{
    uint64_t any = 0;
    while (pages) {
        uint64_t *table = AT(LOAD(&AT(LOAD(&AT(LOAD(&AT(root)[IX(4)]))[IX(3)]))[IX(2)]));
        size_t i = IX(1), n = 512 - i < pages ? 512 - i : pages;
        for (size_t k = i; k < i + n; k++) {
            if (live) {
                any |= __atomic_exchange_n(&table[k], 0, __ATOMIC_ACQ_REL);
            } else {
                any |= __atomic_load_n(&table[k], __ATOMIC_RELAXED);
                __atomic_store_n(&table[k], 0, __ATOMIC_RELAXED);
            }
        }
        va += n << 12;
        pages -= n;
    }
    return any;
}

static NOINLINE void floor_direct_map(uint64_t to)
{
    uint64_t *table = AT(floor_new());
    for (unsigned i = 0; i < 512; i++, to += 1ull << 30)
        STORE(&table[i], to | LEAF | 0x80);
    STORE(&AT(root)[256], (uint64_t)((uint8_t *)table - arena) | TABLE);
}

/* ---- Figures ----------------------------------------------------------------------------------*/

static struct x86_space space;
static struct x86_tlb_batch batch;
static const struct x86_attr attr = {.write = true, .largest = 1};

static void must(enum x86_status status)
{
    if (status != X86_OK) {
        fprintf(stderr, "paging_bench: %s\n", x86_status_text(status));
        exit(1);
    }
}

/* Work for n pages; `prepared` says that `pages` pages are mapped before. */
struct figure {
    const char *name;
    bool prepared, live;
    uint64_t (*floor)(size_t n);
    uint64_t (*ours)(size_t n);
    double gate; /* 0: told, not judged */
    size_t most; /* 0: PAGES; else the one n there is */
};

static uint64_t map_floor(size_t n)
{
    for (size_t i = 0; i < n; i++)
        floor_map(BASE + i * 4096, i * 4096);
    return n;
}

static uint64_t map_ours(size_t n)
{
    for (size_t i = 0; i < n; i++)
        must(x86_map(&space, x86_virt_unchecked(BASE + i * 4096), x86_phys_unchecked(i * 4096),
                     4096, attr, &batch, NULL));
    return n;
}

/* Here the floor looks whether the entry is empty: on memory that is not in the cache, that, not
 * the checks, is what the time goes to, and nobody who refuses can do without. */
static NOINLINE bool floor_map_empty(uint64_t va, uint64_t to)
{
    uint64_t *at = &floor_down(va, 1)[IX(1)];
    if (LOAD(at))
        return false;
    STORE(at, to | LEAF);
    return true;
}

static uint64_t map_random_floor(size_t n)
{
    uint64_t mapped = 0;
    for (size_t i = 0; i < n; i++)
        mapped += floor_map_empty(shuffled[i], i * 4096);
    return mapped;
}

static uint64_t map_random_ours(size_t n)
{
    for (size_t i = 0; i < n; i++)
        must(x86_map(&space, x86_virt_unchecked(shuffled[i]), x86_phys_unchecked(i * 4096), 4096,
                     attr, &batch, NULL));
    return n;
}

static uint64_t map_range_floor(size_t n)
{
    floor_map_range(BASE, 0, n);
    return n;
}

static uint64_t map_range_ours(size_t n)
{
    must(x86_map(&space, x86_virt_unchecked(BASE), x86_phys_unchecked(0), n << 12, attr, &batch,
                 NULL));
    return n;
}

static uint64_t translate_floor(size_t n)
{
    uint64_t sum = 0, phys;
    for (size_t i = 0; i < n; i++)
        if (floor_translate(order[i], &phys))
            sum += phys;
    return sum;
}

static uint64_t translate_ours(size_t n)
{
    uint64_t sum = 0;
    struct x86_mapping m;
    for (size_t i = 0; i < n; i++)
        if (x86_translate(&space, x86_virt_unchecked(order[i]), &m))
            sum += m.phys.value;
    return sum;
}

static uint64_t unmap_floor(size_t n)
{
    uint64_t any = 0;
    for (size_t i = 0; i < n; i++)
        any |= floor_unmap(BASE + i * 4096, false);
    return any;
}

static uint64_t unmap_live_floor(size_t n)
{
    uint64_t any = 0;
    for (size_t i = 0; i < n; i++)
        any |= floor_unmap(BASE + i * 4096, true);
    return any;
}

static uint64_t unmap_ours(size_t n)
{
    for (size_t i = 0; i < n; i++)
        must(x86_unmap(&space, x86_virt_unchecked(BASE + i * 4096), 4096, &batch, NULL, 0, NULL,
                       NULL));
    return n;
}

static uint64_t unmap_live_ours(size_t n)
{
    uint64_t any = 0;
    size_t count;
    for (size_t i = 0; i < n; i++) {
        struct x86_run run;
        must(x86_unmap(&space, x86_virt_unchecked(BASE + i * 4096), 4096, &batch, &run, 1, &count,
                       NULL));
        any |= run.entry;
    }
    return any;
}

static uint64_t unmap_range_floor(size_t n)
{
    return floor_unmap_range(BASE, n, false);
}

static uint64_t unmap_range_live_floor(size_t n)
{
    return floor_unmap_range(BASE, n, true);
}

static uint64_t unmap_range_ours(size_t n)
{
    must(x86_unmap(&space, x86_virt_unchecked(BASE), n << 12, &batch, NULL, 0, NULL, NULL));
    return n;
}

static uint64_t unmap_range_live_ours(size_t n)
{
    struct x86_run runs[8];
    size_t count;
    must(x86_unmap(&space, x86_virt_unchecked(BASE), n << 12, &batch, runs, 8, &count, NULL));
    return runs[0].entry;
}

static uint64_t direct_map_floor(size_t n)
{
    floor_direct_map(0);
    return n;
}

static uint64_t direct_map_ours(size_t n)
{
    static const struct x86_attr huge = {.write = true};
    must(x86_map(&space, x86_virt_unchecked(0xffff800000000000ull), x86_phys_unchecked(0),
                 512ull << 30, huge, &batch, NULL));
    return n;
}

static const struct figure figures[] = {
    {"map one 4K page, sequential", false, false, map_floor, map_ours, 1.3, 0},
    {"translate, random in 4 GiB", true, false, translate_floor, translate_ours, 1.3, 0},
    {"unmap one, no CPU can walk", true, false, unmap_floor, unmap_ours, 1.3, 0},
    {"unmap range, no CPU can walk", true, false, unmap_range_floor, unmap_range_ours, 1.3, 0},
    {"unmap one, live", true, true, unmap_live_floor, unmap_live_ours, 1.2, 0},
    {"unmap range, live", true, true, unmap_range_live_floor, unmap_range_live_ours, 1.2, 0},
    {"map range, 4K leaves", false, false, map_range_floor, map_range_ours, 1.25, 0},
    {"map one 4K page, random order", false, false, map_random_floor, map_random_ours, 0, 0},
    {"map 512 GiB, 1G leaves", false, false, direct_map_floor, direct_map_ours, 3.0, 1},
};
enum { FIGURES = sizeof figures / sizeof figures[0] };

/* CPU time, for others may want the CPU too; real time where a call is short beside reading it. */
static double now(bool brief)
{
    struct timespec t;
    clock_gettime(brief ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void prepare(const struct figure *f, size_t pages)
{
    struct x86_paging_env env = x86_env_offset((uintptr_t)arena);
    struct x86_format format = {.levels = 4, .largest = 3, .phys_bits = 46, .no_execute = true};
    used = 0;
    env.alloc = arena_alloc;
    must(x86_space_init(&space, &env, &format));
    space.live = f->live;
    root = space.root.value;
    batch = x86_tlb_begin(&space);
    if (f->prepared)
        floor_map_range(BASE, 0, pages);
    /* The tables that mapping meets are there before, but for those of the last level. */
    if (!f->prepared && !f->most)
        (void)floor_down(BASE + (1ull << 36), 1);
}

static volatile uint64_t result;

/* Nanoseconds per page (per call where the figure is one call). */
static double measure(const struct figure *f, bool ours, size_t n)
{
    unsigned repeat = f->most ? 200 : 1;
    double spent = 0;
    for (unsigned i = 0; i < repeat; i++) {
        prepare(f, n);
        double start = now(f->most != 0);
        result = ours ? f->ours(n) : f->floor(n);
        spent += now(f->most != 0) - start;
    }
    return spent / repeat / (double)n;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const struct figure *f)
{
    double floor[ROUNDS], ours[ROUNDS];
    size_t n = f->most ? f->most : PAGES;
    for (unsigned i = 0; i < ROUNDS; i++) {
        floor[i] = measure(f, false, n);
        ours[i] = measure(f, true, n);
    }
    qsort(floor, ROUNDS, sizeof floor[0], compare);
    qsort(ours, ROUNDS, sizeof ours[0], compare);
    double a = floor[ROUNDS / 2], b = ours[ROUNDS / 2];
    printf("{\"bench\": \"x86_64/paging\", \"figure\": \"%s\", \"compiler\": \"%s\", \"unit\": "
           "\"ns\", \"floor\": %.3f, \"ours\": %.3f, \"ratio\": %.2f, \"at_most\": %.2f}\n",
           f->name,
#ifdef __clang__
           "clang",
#else
           "gcc",
#endif
           a, b, b / a, f->gate);
}

int main(int argc, char **argv)
{
    arena =
        mmap(NULL, ARENA + (2 << 20), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    order = malloc(PAGES * sizeof *order);
    shuffled = malloc(PAGES * sizeof *shuffled);
    if (arena == MAP_FAILED || !order || !shuffled)
        return 1;
    arena += -(uintptr_t)arena & ((2 << 20) - 1);
    madvise(arena, ARENA, MADV_HUGEPAGE);
    memset(arena, 0x5a, ARENA);
    uint64_t state = 88172645463325252ull;
    for (size_t i = 0; i < PAGES; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        order[i] = BASE + state % PAGES * 4096 + (state >> 40 & 4095);
    }
    for (size_t i = 0; i < PAGES; i++) {
        size_t other = (size_t)((order[i] - BASE) >> 12) % (i + 1);
        shuffled[i] = shuffled[other];
        shuffled[other] = BASE + i * 4096;
    }
    if (argc == 4) {
        const struct figure *f = &figures[strtoul(argv[1], NULL, 10) % FIGURES];
        prepare(f, 40000);
        result = argv[2][0] == 'o' ? f->ours(strtoul(argv[3], NULL, 10))
                                   : f->floor(strtoul(argv[3], NULL, 10));
        return 0;
    }
    for (unsigned i = 0; i < FIGURES; i++)
        report(&figures[i]);
    return 0;
}
