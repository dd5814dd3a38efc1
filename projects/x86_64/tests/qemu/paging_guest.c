/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Page tables made by the library, judged by an MMU. The guest builds a space of its own, loads it,
 * and stands on it from then on; every page that a test maps is also touched, and what faults must
 * be what the entry forbids.
 */
#include "ci/qemu/guest/guest.h"
#include "x86_64/dump.h"
#include "x86_64/env.h"
#include "x86_64/features.h"
#include "x86_64/instructions/segments.h"
#include "x86_64/instructions/smap.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/keys.h"
#include "x86_64/structures/trap.h"
#include "x86_64/walk.h"

X86_TRAP_STUBS(guest_stubs, guest_trap, 1)

#define FRAMES 2048u
#define LOW    0x0000100000000000ull
#define UPPER  0xffff900000000000ull

static struct x86_features features;
static struct x86_idt idt;
static struct x86_space space;
static struct x86_tlb_batch batch;
static uint64_t pool, pool_used, freed[FRAMES], freed_count;
static uint64_t data; /* 4 MiB, aligned to 2 MiB: word 0 of each page is its number */
static bool five, invpcid;

static volatile unsigned traps;
static volatile uint64_t seen_vector, seen_error;
extern volatile uint64_t guest_recover;
volatile uint64_t guest_recover;

void X86_SYSV guest_trap(struct x86_trap_frame *frame)
{
    traps++;
    seen_vector = frame->vector;
    seen_error = frame->error;
    if (!guest_recover) {
        guest_note("vector", frame->vector);
        guest_note("cr2", x86_cr2_read().value);
        guest_fail("unexpected fault at", frame->interrupt.rip.value);
    }
    frame->interrupt.rip.value = guest_recover;
    guest_recover = 0;
}

enum { NO_FAULT = 0xffff };

/* The page-fault error code, or NO_FAULT; 0xfff0 for any other exception. */
#define FAULT_OF(instruction, ...)                                                             \
    ({                                                                                         \
        unsigned traps_before = traps;                                                         \
        __asm__ volatile("movq $9f, guest_recover(%%rip)\n\t" instruction "\n9:" __VA_ARGS__); \
        guest_recover = 0;                                                                     \
        traps == traps_before          ? (unsigned)NO_FAULT                                    \
        : seen_vector == X86_VECTOR_PF ? (unsigned)seen_error                                  \
                                       : 0xfff0u;                                              \
    })

static unsigned read_fault(uint64_t va)
{
    return FAULT_OF("movq (%0), %%rax", : : "r"(va) : "rax", "memory");
}

static unsigned write_fault(uint64_t va)
{
    return FAULT_OF("movb $1, 16(%0)", : : "r"(va) : "memory");
}

/* Jumps to the RET in byte 8 of a data page, with an address to return to on the stack. */
static unsigned fetch_fault(uint64_t va)
{
    return FAULT_OF("movq %%rsp, %%rbx\n\tleaq 9f(%%rip), %%rax\n\tpushq %%rax\n\tjmpq *%0\n9:\n\t"
                    "movq %%rbx, %%rsp",
                    :
                    : "r"(va + 8)
                    : "rax", "rbx", "memory");
}

static bool alloc(void *ctx, struct x86_phys *ret_frame)
{
    (void)ctx;
    if (freed_count)
        ret_frame->value = freed[--freed_count];
    else if (pool_used < FRAMES)
        ret_frame->value = pool + 4096 * pool_used++;
    else
        return false;
    uint64_t *words = (uint64_t *)(uintptr_t)ret_frame->value;
    for (unsigned i = 0; i < 512; i++)
        words[i] = 0x5a5a5a5a5a5a5007; /* an unready table would be walked */
    return true;
}

static void give_back(void *ctx, struct x86_phys frame)
{
    (void)ctx;
    freed[freed_count++] = frame.value;
}

static struct x86_virt at(uint64_t va)
{
    return x86_virt_unchecked(va);
}

static void map(uint64_t va, uint64_t to, uint64_t size, struct x86_attr attr)
{
    check_equal(x86_map(&space, at(va), x86_phys_unchecked(to), size, attr, &batch, NULL), X86_OK);
}

static void flush(void)
{
    x86_tlb_flush(&batch, invpcid);
    x86_tlb_finish(&batch);
    batch = x86_tlb_begin(&space);
}

static void unmap(uint64_t va, uint64_t size)
{
    check_equal(x86_unmap(&space, at(va), size, &batch, NULL, 0, NULL, NULL), X86_OK);
    flush();
}

static uint64_t load(uint64_t va)
{
    return *(volatile uint64_t *)(uintptr_t)va;
}

/* ---- Tests ------------------------------------------------------------------------------------*/

static void space_is_built_and_loaded(void)
{
    x86_features_init(&features, NULL, NULL);
    x86_idt_init(&idt);
    check_equal(x86_idt_set_stubs(&idt, guest_stubs, x86_cs_read()), X86_OK);
    x86_idt_load(&idt);
    five = (x86_cr4_read().value & X86_CR4_LA57) != 0;
    invpcid = x86_features_has(&features, X86_FEATURE_INVPCID);
    x86_cr0_write((struct x86_cr0){x86_cr0_read().value | X86_CR0_WP});
    x86_cr4_write((struct x86_cr4){x86_cr4_read().value | X86_CR4_PGE});
    data = (guest_phys(guest_end) + 0x1fffff) & ~0x1fffffull;
    pool = data + 0x400000;
    for (uint64_t i = 0; i < 1024; i++) {
        *(volatile uint64_t *)(uintptr_t)(data + i * 4096) = i;
        *(volatile uint64_t *)(uintptr_t)(data + i * 4096 + 8) = 0xc3;
    }
    struct x86_paging_env env = x86_env_offset(0);
    env.alloc = alloc, env.free = give_back;
    struct x86_format format = {
        .levels = five ? 5 : 4,
        .largest = x86_features_has(&features, X86_FEATURE_PAGE1GB) ? 3 : 2,
        .phys_bits = (uint8_t)features.phys_bits,
        .no_execute = true,
        .keys = x86_features_has(&features, X86_FEATURE_PKU),
    };
    guest_note("levels", format.levels);
    guest_note("largest page, level", format.largest);
    check_equal(x86_space_init(&space, &env, &format), X86_OK);
    batch = x86_tlb_begin(&space);
    struct x86_attr all = {.write = true, .execute = true};
    map(0, 0, 4ull << 30, all);
    map(0xffffffff80000000, 0, 2ull << 30, all);
    x86_space_load(&space, false);
    check_equal(x86_cr3_read().value, space.root.value);
    check(space.live);
}

static void rights_are_the_mmus(void)
{
    static const uint64_t sizes[] = {4096, 0x200000};
    for (unsigned s = 0; s < 2; s++)
        for (unsigned rights = 0; rights < 4; rights++) {
            struct x86_attr attr = {.write = rights & 1, .execute = rights & 2};
            uint64_t va = UPPER + s * 0x40000000ull;
            map(va, data, sizes[s], attr);
            check_equal(read_fault(va), NO_FAULT);
            check_equal(write_fault(va), attr.write ? NO_FAULT : 3);
            check_equal(load(va + sizes[s] - 4096), sizes[s] / 4096 - 1);
            /* The other way, in place. */
            attr.write = !attr.write;
            check_equal(x86_protect(&space, at(va), sizes[s], attr, &batch, NULL), X86_OK);
            flush();
            check_equal(write_fault(va), attr.write ? NO_FAULT : 3);
            unmap(va, sizes[s]);
            check_equal(read_fault(va), 0);
            check_equal(write_fault(va), 2);
        }
}

static void instructions_are_fetched_where_allowed(void)
{
    map(LOW, data, 4096, (struct x86_attr){.execute = true});
    ((void (*)(void))(uintptr_t)(LOW + 8))();
    check_equal(x86_protect(&space, at(LOW), 4096, (struct x86_attr){0}, &batch, NULL), X86_OK);
    flush();
    check_equal(fetch_fault(LOW), 0x11);
    unmap(LOW, 4096);
}

static void user_pages_and_the_kernel(void)
{
    uint64_t cr4 = x86_cr4_read().value;
    if (!x86_features_has(&features, X86_FEATURE_SMAP) ||
        !x86_features_has(&features, X86_FEATURE_SMEP)) {
        guest_skip("no SMAP or SMEP");
        return;
    }
    map(LOW, data, 4096, (struct x86_attr){.write = true, .user = true, .execute = true});
    check_equal(write_fault(LOW), NO_FAULT);
    x86_cr4_write((struct x86_cr4){cr4 | X86_CR4_SMAP | X86_CR4_SMEP});
    check_equal(read_fault(LOW), 1);
    check_equal(write_fault(LOW), 3);
    check_equal(fetch_fault(LOW), 0x11);
    x86_stac();
    check_equal(read_fault(LOW), NO_FAULT);
    x86_clac();
    x86_cr4_write((struct x86_cr4){cr4});
    unmap(LOW, 4096);
}

static void keys_close_pages(void)
{
    uint64_t cr4 = x86_cr4_read().value;
    if (!x86_features_has(&features, X86_FEATURE_PKU)) {
        guest_skip("no protection keys");
        return;
    }
    map(LOW, data, 0x200000, (struct x86_attr){.write = true, .user = true, .key = 5});
    x86_cr4_write((struct x86_cr4){cr4 | X86_CR4_PKE});
    x86_pkru_write((struct x86_pkru){1u << 10});
    check_equal(read_fault(LOW), 0x21);
    x86_pkru_write((struct x86_pkru){2u << 10});
    check_equal(read_fault(LOW), NO_FAULT);
    check_equal(write_fault(LOW), 0x23);
    x86_pkru_write((struct x86_pkru){0});
    /* One page of it gets another key: the large page is split. */
    struct x86_attr open = {.write = true, .user = true, .key = 6};
    check_equal(x86_protect(&space, at(LOW + 0x3000), 4096, open, &batch, NULL), X86_OK);
    flush();
    x86_pkru_write((struct x86_pkru){1u << 10});
    check_equal(read_fault(LOW + 0x2000), 0x21);
    check_equal(read_fault(LOW + 0x3000), NO_FAULT);
    check_equal(load(LOW + 0x3000), 3);
    x86_cr4_write((struct x86_cr4){cr4});
    unmap(LOW, 0x200000);
}

static void accessed_and_dirty_are_harvested(void)
{
    struct x86_run runs[4];
    size_t n = 0;
    map(LOW, data, 0x4000, (struct x86_attr){.write = true});
    (void)load(LOW + 0x1000);
    check_equal(write_fault(LOW + 0x2000), NO_FAULT);
    check_equal(x86_harvest(&space, at(LOW), 0x4000, X86_ENTRY_D, &batch, runs, 4, &n, NULL),
                X86_OK);
    flush();
    check_equal(n, 1);
    check_equal(runs[0].base.value, LOW + 0x2000);
    check_equal(x86_harvest(&space, at(LOW), 0x4000, X86_ENTRY_A, &batch, runs, 4, &n, NULL),
                X86_OK);
    flush();
    check_equal(n, 1);
    check_equal(runs[0].size, 0x2000);
    /* The flush was due: without it the CPU would not set D again. */
    check_equal(write_fault(LOW + 0x2000), NO_FAULT);
    check_equal(x86_unmap(&space, at(LOW), 0x4000, &batch, runs, 4, &n, NULL), X86_OK);
    check((runs[0].entry & X86_ENTRY_D) != 0);
    flush();
}

/* TCG keeps stale entries: what a batch notes is what must be flushed. */
static void stale_until_the_batch_is_flushed(void)
{
    map(LOW, data, 4096, (struct x86_attr){0});
    check_equal(load(LOW), 0);
    check_equal(x86_unmap(&space, at(LOW), 4096, &batch, NULL, 0, NULL, NULL), X86_OK);
    map(LOW, data + 0x7000, 4096, (struct x86_attr){0});
    guest_note("before the flush it reads page", load(LOW));
    flush();
    check_equal(load(LOW), 7);
    unmap(LOW, 4096);
    check_equal(read_fault(LOW), 0);
    /* A whole range, by one full flush, global pages too. */
    map(UPPER, data, 0x100000, (struct x86_attr){.global = true});
    for (unsigned i = 0; i < 256; i++)
        check_equal(load(UPPER + i * 4096), i);
    unmap(UPPER, 0x100000);
    for (unsigned i = 0; i < 256; i += 15)
        check_equal(read_fault(UPPER + i * 4096), 0);
}

static void pages_are_split_and_merged_under_use(void)
{
    struct x86_attr rw = {.write = true};
    size_t merged = 0;
    map(LOW, data, 0x400000, rw);
    check_equal(load(LOW + 0x3ff000), 1023);
    check_equal(x86_split(&space, at(LOW), 0x200000, 1, &batch), X86_OK);
    flush();
    for (unsigned i = 0; i < 1024; i += 31)
        check_equal(load(LOW + i * 4096), i);
    check_equal(x86_protect(&space, at(LOW + 0x5000), 4096, (struct x86_attr){0}, &batch, NULL),
                X86_OK);
    flush();
    check_equal(write_fault(LOW + 0x5000), 3);
    check_equal(write_fault(LOW + 0x6000), NO_FAULT);
    check_equal(x86_protect(&space, at(LOW + 0x5000), 4096, rw, &batch, NULL), X86_OK);
    check_equal(x86_merge(&space, at(LOW), 0x400000, 2, &batch, &merged), X86_OK);
    flush();
    check_equal(merged, 1);
    for (unsigned i = 0; i < 1024; i += 31)
        check_equal(load(LOW + i * 4096), i);
    check_equal(write_fault(LOW + 0x5000), NO_FAULT);
    unmap(LOW, 0x400000);
    check_equal(read_fault(LOW + 0x5000), 0);
}

/* Random pages: what x86_translate() says is what a load finds. */
static void translate_agrees_with_loads(void)
{
    uint64_t state = 88172645463325252ull;
    struct x86_mapping m = {{0}, 0, 0};
    for (unsigned i = 0; i < 600; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        uint64_t va = (state & 1 ? LOW : UPPER) + (state >> 8 & 0xff) * 0x3000;
        uint64_t size = 4096 * (1 + (state >> 20 & 15)), to = data + (state >> 30 & 0xff) * 4096;
        if (state & 2)
            (void)(x86_map(&space, at(va), x86_phys_unchecked(to), size, (struct x86_attr){0},
                           &batch, NULL) == X86_OK);
        else if (x86_unmap(&space, at(va), size, &batch, NULL, 0, NULL, NULL) == X86_OK)
            flush();
        for (uint64_t page = va; page < va + size; page += 4096) {
            bool mapped = x86_translate(&space, at(page), &m);
            check_equal(read_fault(page), mapped ? NO_FAULT : 0);
            if (mapped)
                check_equal(load(page), (m.phys.value - data) / 4096);
        }
    }
    (void)(x86_unmap(&space, at(LOW), 1ull << 30, &batch, NULL, 0, NULL, NULL) == X86_OK);
    (void)(x86_unmap(&space, at(UPPER), 1ull << 30, &batch, NULL, 0, NULL, NULL) == X86_OK);
    flush();
}

static void five_levels_reach_further(void)
{
    uint64_t va = 0x00a5000000000000;
    if (!five) {
        check_equal(x86_map(&space, at(va), x86_phys_unchecked(data), 4096, (struct x86_attr){0},
                            &batch, NULL),
                    X86_NOT_CANONICAL);
        check_equal(read_fault(va), 0xfff0);
        return;
    }
    map(va, data + 0x9000, 4096, (struct x86_attr){.write = true});
    check_equal(load(va), 9);
    map(0xff00000000000000, data + 0xa000, 4096, (struct x86_attr){0});
    check_equal(load(0xff00000000000000), 10);
    unmap(va, 1ull << 48);
    unmap(0xff00000000000000, 4096);
    check_equal(read_fault(va), 0);
}

static void large_pages_of_a_gigabyte(void)
{
    struct x86_mapping m = {{0}, 0, 0};
    map(UPPER, 0, 1ull << 30, (struct x86_attr){0});
    check(x86_translate(&space, at(UPPER), &m));
    check_equal(m.level, space.format.largest);
    check_equal(load(UPPER + data + 0x11000), 17);
    unmap(UPPER + data, 4096);
    check_equal(read_fault(UPPER + data), 0);
    check_equal(load(UPPER + data + 0x11000), 17);
    unmap(UPPER, 1ull << 30);
}

static void tables_through_themselves(void)
{
    static struct x86_recursive r;
    struct x86_paging_env env;
    struct x86_space self;
    uint64_t *root = (uint64_t *)(uintptr_t)space.root.value;
    root[300] = space.root.value | X86_ENTRY_P | X86_ENTRY_RW;
    map(LOW, data, 4096, (struct x86_attr){0}); /* a table for the scratch page to be in */
    r = (struct x86_recursive){
        .slot = 300, .scratch = at(LOW + 0x1000), .alloc = alloc, .free = give_back};
    check_equal(x86_env_recursive(&r, &space.format, x86_cr3_read().value, &env), X86_OK);
    check_equal(x86_space_adopt(&self, &env, &space.format, x86_cr3_read().value), X86_OK);
    struct x86_tlb_batch b = x86_tlb_begin(&self);
    for (unsigned i = 0; i < 4; i++) {
        struct x86_phys to = {data + i * 0x1000ull};
        check_equal(x86_map(&self, at(UPPER), to, 0x3000, (struct x86_attr){0}, &b, NULL), X86_OK);
        x86_tlb_flush(&b, invpcid);
        check_equal(load(UPPER + 0x2000), i + 2);
        check_equal(x86_unmap(&self, at(UPPER), 1ull << 39, &b, NULL, 0, NULL, NULL), X86_OK);
        x86_tlb_flush(&b, invpcid);
        check_equal(read_fault(UPPER), 0);
    }
    x86_tlb_finish(&b);
    root[300] = 0;
    x86_cr3_write(x86_cr3_read());
    unmap(LOW, 4096);
}

static void nothing_is_lost(void)
{
    unsigned tables = 0;
    struct x86_tables all = x86_tables_begin(&space);
    struct x86_table table;
    size_t trimmed;
    check_equal(x86_trim(&space, at(0), 1ull << (space.va_bits - 1), &batch, &trimmed), X86_OK);
    flush();
    while (x86_tables_next(&all, &table))
        tables++;
    check_equal(tables + space.reserved, pool_used - freed_count);
}

GUEST_TESTS(test(space_is_built_and_loaded), test(rights_are_the_mmus),
            test(instructions_are_fetched_where_allowed), test(user_pages_and_the_kernel),
            test(keys_close_pages), test(accessed_and_dirty_are_harvested),
            test(stale_until_the_batch_is_flushed), test(pages_are_split_and_merged_under_use),
            test(translate_agrees_with_loads), test(five_levels_reach_further),
            test(large_pages_of_a_gigabyte), test(tables_through_themselves), test(nothing_is_lost))
