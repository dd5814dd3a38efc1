/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A live space under the hands of its writer, while a thread plays the CPU: it walks the tables and
 * sets A and D in leaves, atomically, as a CPU does. What it has set, the writer must be told of
 * when it unmaps.
 *
 * What matters is a few nanoseconds long, so the thread aims: it watches a page until the writer
 * has changed its entry, then touches one that the writer is about to reach.
 */
#include <pthread.h>
#include <sched.h>

#include "tests/paging_fixture.h"

enum { PAGES = 512, ROUNDS = 2000 };

static pthread_t cpu_thread;
static unsigned asked, answered; /* see cpu_is_out() */
static bool stop;
static uint8_t touched[PAGES]; /* what the CPU has set: M_A | M_D */
static uint8_t told[PAGES];    /* what the writer was told */

/* ---- The CPU ----------------------------------------------------------------------------------*/

/* The entry that decides about `va`, and what is in it. */
static uint64_t *find(uint64_t va, uint64_t *ret_entry)
{
    uint64_t table = space.root.value;
    for (unsigned level = 4;; level--) {
        uint64_t *at = &ram_frame(&ram, table)[va >> mmu_shift(level) & 511];
        uint64_t e = __atomic_load_n(at, __ATOMIC_ACQUIRE);
        *ret_entry = e;
        if (!(e & M_P) || level == 1 || e & M_PS)
            return at;
        table = mmu_phys(&mmu, e);
    }
}

/* A write to the page, or a read where it cannot be written. Whoever changes the entry meanwhile
 * makes the CPU walk anew. */
static void touch(unsigned page)
{
    uint64_t e;
    for (;;) {
        uint64_t *at = find(LOW + page * 4096ull, &e);
        if (!(e & M_P))
            return;
        uint64_t set = e & M_W ? M_A | M_D : M_A;
        if ((e & set) == set || __atomic_compare_exchange_n(at, &e, e | set, false,
                                                            __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
            touched[page] |= (uint8_t)set;
            return;
        }
    }
}

static bool changed(const uint64_t *at, uint64_t before)
{
    return ((__atomic_load_n(at, __ATOMIC_ACQUIRE) ^ before) & ~(uint64_t)(M_A | M_D)) != 0;
}

static bool is_asked(unsigned last)
{
    return __atomic_load_n(&asked, __ATOMIC_ACQUIRE) != last;
}

static void *cpu_main(void *unused)
{
    uint64_t random = 88172645463325252ull;
    while (!__atomic_load_n(&stop, __ATOMIC_ACQUIRE)) {
        unsigned now = __atomic_load_n(&asked, __ATOMIC_ACQUIRE);
        __atomic_store_n(&answered, now, __ATOMIC_RELEASE);
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        unsigned page = random % PAGES, ahead = random >> 16 & 15, pause = random >> 24 & 255;
        uint64_t e, *at = find(LOW + page * 4096ull, &e);
        for (unsigned spins = 1; !changed(at, e) && !is_asked(now); spins++)
            if (spins % 16384 == 0)
                sched_yield();
        if (e & M_P) /* the writer is under way */
            pause = 0;
        while (pause--)
            (void)__atomic_load_n(&stop, __ATOMIC_RELAXED);
        touch((page + ahead) % PAGES);
    }
    return unused;
}

/* ---- The writer -------------------------------------------------------------------------------*/

/* Waits until the CPU is not in the middle of an access: it has forgotten all that it has read. */
static void cpu_is_out(void)
{
    unsigned now = __atomic_add_fetch(&asked, 1, __ATOMIC_ACQ_REL);
    while (__atomic_load_n(&answered, __ATOMIC_ACQUIRE) != now)
        sched_yield();
}

static void unmap_and_hear(uint64_t va, uint64_t size)
{
    static struct x86_run runs[PAGES];
    size_t n = 0;
    assert_int_equal(x86_unmap(&space, at(va), size, &batch, runs, PAGES, &n, NULL), X86_OK);
    for (size_t i = 0; i < n; i++)
        for (uint64_t offset = 0; offset < runs[i].size; offset += 4096)
            told[(runs[i].base.value + offset - LOW) / 4096] |= runs[i].entry & (M_A | M_D);
}

/* Ends a round: what was touched was told. */
static void settle(void)
{
    cpu_is_out();
    x86_tlb_finish(&batch);
    batch = x86_tlb_begin(&space);
    unsigned lost = 0;
    for (unsigned page = 0; page < PAGES; page++)
        lost += (touched[page] & ~told[page]) != 0;
    assert_int_equal(lost, 0);
    memset(touched, 0, sizeof touched);
    memset(told, 0, sizeof told);
    ram.until_failure = RAM_FRAMES;
}

static void small_pages(void **state)
{
    struct x86_phys frames[PAGES];
    (void)state;
    for (unsigned i = 0; i < PAGES; i++) /* backwards: each page is a run of its own */
        frames[i].value = P1G - i * 4096ull;
    for (unsigned round = 0; round < ROUNDS; round++) {
        assert_int_equal(x86_map_frames(&space, at(LOW), frames, PAGES, user_rw, &batch, NULL),
                         X86_OK);
        assert_int_equal(protect(LOW, P2M, kernel_rw), X86_OK);
        unmap_and_hear(LOW, P2M);
        settle();
    }
}

static void large_pages(void **state)
{
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        assert_int_equal(map(LOW, P2M, P2M, user_rw), X86_OK);
        assert_int_equal(protect(LOW, P2M, kernel_rw), X86_OK);
        unmap_and_hear(LOW, P2M);
        settle();
    }
}

static void large_pages_that_are_split(void **state)
{
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        assert_int_equal(map(LOW, P2M, P2M, user_rw), X86_OK);
        assert_int_equal(x86_split(&space, at(LOW), P2M, 1, &batch), X86_OK);
        for (unsigned page = 0; page < PAGES; page++)
            unmap_and_hear(LOW + page * 4096ull, 4096);
        assert_int_equal(x86_trim(&space, at(LOW), P2M, &batch, NULL), X86_OK);
        settle();
    }
}

static int begin_both(void **state)
{
    begin(state);
    stop = false;
    memset(touched, 0, sizeof touched);
    memset(told, 0, sizeof told);
    return pthread_create(&cpu_thread, NULL, cpu_main, NULL);
}

static int end_both(void **state)
{
    __atomic_store_n(&stop, true, __ATOMIC_RELEASE);
    __atomic_add_fetch(&asked, 1, __ATOMIC_ACQ_REL);
    return pthread_join(cpu_thread, NULL) || end(state);
}

#define race_test(f) cmocka_unit_test_setup_teardown(f, begin_both, end_both)
TESTS(race_test(small_pages), race_test(large_pages), race_test(large_pages_that_are_split))
