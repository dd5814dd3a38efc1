/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Instructions that any CPL may run, run here; what needs CPL 0 is run in QEMU (tests/qemu). */
#include "ci/test.h"
#include "x86_64/features.h"
#include "x86_64/instructions/interrupts.h"
#include "x86_64/instructions/memory.h"
#include "x86_64/instructions/random.h"
#include "x86_64/instructions/segments.h"
#include "x86_64/instructions/smap.h"
#include "x86_64/instructions/time.h"
#include "x86_64/instructions/xsave.h"
#include "x86_64/registers/extended.h"
#include "x86_64/registers/mxcsr.h"

static struct x86_features features;

#define NEEDS(feature)                                           \
    do {                                                         \
        x86_features_init(&features, NULL, NULL);                \
        if (!x86_features_has(&features, X86_FEATURE_##feature)) \
            skip();                                              \
    } while (0)

static void time_goes_on(void **state)
{
    (void)state;
    uint64_t a = x86_rdtsc_ordered(), b = x86_rdtsc_ordered();
    assert_true(b > a);
    assert_true(x86_rdtsc() > a);
}

static void cpu_number(void **state)
{
    (void)state;
    NEEDS(RDTSCP);
    uint32_t aux = ~0u;
    uint64_t a = x86_rdtsc_ordered();
    assert_true(x86_rdtscp(&aux) > a);
    assert_int_not_equal(aux, ~0u);
    NEEDS(RDPID);
    assert_true(x86_rdpid() <= UINT32_MAX);
}

static void random_numbers(void **state)
{
    (void)state;
    NEEDS(RDRAND);
    uint64_t a = 0, b = 0;
    uint32_t c;
    uint16_t d;
    assert_int_equal(x86_rdrand(&a), X86_OK);
    assert_int_equal(x86_rdrand(&b), X86_OK);
    assert_true(a != b);
    bool some = false;
    for (int i = 0; i < 10; i++)
        some |= x86_rdrand16(&d) && x86_rdrand32(&c) && x86_rdrand64(&a);
    assert_true(some);
    NEEDS(RDSEED);
    assert_int_equal(x86_rdseed(10000, &a), X86_OK);
    assert_int_equal(x86_rdseed(0, &b), X86_EXHAUSTED);
    for (int i = 0; i < 10000; i++)
        if (x86_rdseed16(&d) && x86_rdseed32(&c) && x86_rdseed64(&a))
            return;
    fail();
}

static void flags(void **state)
{
    (void)state;
    struct x86_rflags before = x86_rflags_update(X86_RFLAGS_AC | X86_RFLAGS_ID, 0);
    uint64_t during = x86_rflags_read().value;
    x86_rflags_write(before);
    assert_true((during & X86_RFLAGS_AC) && (during & X86_RFLAGS_ID));
    assert_true((x86_rflags_read().value & X86_RFLAGS_AC) == 0);
    assert_true((during & X86_RFLAGS_ALWAYS) != 0);
    assert_true(x86_interrupts_enabled());
}

static void smap_guards_do_nothing_without_smap(void **state)
{
    (void)state;
    struct x86_smap none = {false};
    bool was_open = x86_smap_open(none);
    x86_smap_restore(none, was_open);
    assert_true(was_open);
}

static void mxcsr(void **state)
{
    (void)state;
    struct x86_mxcsr before = x86_mxcsr_update(X86_MXCSR_FZ, X86_MXCSR_PM);
    struct x86_mxcsr during = x86_mxcsr_read();
    x86_mxcsr_write(before);
    assert_int_equal(during.value, (before.value | X86_MXCSR_FZ) & ~X86_MXCSR_PM);
    assert_int_equal(x86_mxcsr_read().value, before.value);
}

static void segments(void **state)
{
    (void)state;
    assert_int_equal(x86_selector_rpl(x86_cs_read()), 3);
    assert_int_equal(x86_selector_rpl(x86_ss_read()), 3);
    x86_cs_write(x86_cs_read());
    x86_ds_write(x86_ds_read());
    x86_es_write(x86_es_read());
    x86_ss_write(x86_ss_read());
}

/* Keeps the stack usable although a leaf function may have data below RSP. */
static uint64_t __attribute__((noinline)) leaf(uint64_t a)
{
    volatile uint64_t below[4] = {a, a + 1, a + 2, a + 3};
    x86_cs_write(x86_cs_read());
    return below[0] + below[1] + below[2] + below[3];
}

static void loading_cs_spares_the_red_zone(void **state)
{
    (void)state;
    assert_int_equal(leaf(10), 46);
}

static void states_are_saved_and_restored(void **state)
{
    (void)state;
    NEEDS(OSXSAVE);
    static uint8_t area[32768] __attribute__((aligned(64))), fx[512] __attribute__((aligned(16)));
    struct x86_xcr0 xcr0 = x86_xcr0_read();
    assert_int_equal(x86_xcr0_check(xcr0, &features), X86_OK);
    assert_true(x86_xsave_size(&features, xcr0.value, false) <= sizeof area);
    x86_xsave(area, X86_XCR0_SSE);
    assert_int_equal(area[512], X86_XCR0_SSE);
    struct x86_mxcsr before = x86_mxcsr_update(X86_MXCSR_FZ, 0);
    x86_xrstor(area, X86_XCR0_SSE);
    assert_int_equal(x86_mxcsr_read().value, before.value);
    x86_fxsave(fx);
    assert_memory_equal(fx + 24, &before.value, 4);
    x86_mxcsr_update(X86_MXCSR_FZ, 0);
    x86_fxrstor(fx);
    assert_int_equal(x86_mxcsr_read().value, before.value);
}

static void fences_and_caches(void **state)
{
    (void)state;
    static uint64_t line[8] __attribute__((aligned(64))) = {1, 2, 3};
    x86_mfence(), x86_lfence(), x86_sfence(), x86_pause(), x86_nop(), x86_compiler_barrier();
    x86_clflush(line);
    assert_int_equal(line[2], 3);
    uint64_t here = x86_rip_read();
    assert_true(here - (uintptr_t)fences_and_caches < 4096);
    x86_bochs_breakpoint();
    NEEDS(CLFLUSHOPT);
    x86_clflushopt(line);
    NEEDS(CLWB);
    x86_clwb(line);
    NEEDS(SERIALIZE);
    x86_serialize();
    assert_int_equal(line[1], 2);
}

TESTS(test(time_goes_on), test(cpu_number), test(random_numbers), test(flags),
      test(smap_guards_do_nothing_without_smap), test(mxcsr), test(segments),
      test(loading_cs_spares_the_red_zone), test(states_are_saved_and_restored),
      test(fences_and_caches))
