/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Page tables made by the library, judged by an MMU. The guest builds a space of its own, loads it,
 * and stands on it from then on; every page that a test maps is also touched, from CPL 0 and where
 * it matters from CPL 3, and what faults must be what the entry forbids.
 */
#include "ci/qemu/guest/guest.h"
#include "x86_64/dump.h"
#include "x86_64/env.h"
#include "x86_64/features.h"
#include "x86_64/instructions/segments.h"
#include "x86_64/instructions/smap.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/keys.h"
#include "x86_64/registers/rflags.h"
#include "x86_64/structures/gdt.h"
#include "x86_64/structures/trap.h"
#include "x86_64/walk.h"

X86_TRAP_STUBS(guest_stubs, guest_trap, 0)

#define FRAMES 2048u
#define LOW    0x0000100000000000ull
#define UPPER  0xffff900000000000ull
#define FAR    0x00a5000000000000ull /* five levels */
#define USER   0x0000200000000000ull /* where CPL 3 finds its code */

static struct x86_features features;
static struct x86_idt idt;
static uint64_t gdt_entries[8];
static struct x86_gdt gdt;
static struct x86_tss task;
static struct x86_selector kernel_code, user_code, user_data;
static uint8_t trap_stack[4096] __attribute__((aligned(16)));
static struct x86_space space;
static struct x86_tlb_batch batch;
static uint64_t pool, pool_used, freed[FRAMES], freed_count;
static uint64_t data; /* 4 MiB, aligned to 2 MiB: word 0 of each page is its number */
static bool five, invpcid;

static volatile unsigned traps;
static volatile uint64_t seen_vector, seen_error;
extern volatile uint64_t guest_recover;
volatile uint64_t guest_recover;
static void *before_user[5]; /* where a trap from CPL 3 leads */

void X86_SYSV guest_trap(struct x86_trap_frame *frame)
{
    traps++;
    seen_vector = frame->vector;
    seen_error = frame->error;
    if (x86_interrupt_frame_is_user(&frame->interrupt))
        __builtin_longjmp(before_user, 1);
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

/* What CPL 3 runs, with the address in RDI. In byte 24 of a data page there is an INT too. */
extern const unsigned char user_read[], user_write[], user_fetch[], user_end[];
__asm__(".text\n"
        ".balign 64\n"
        "user_read: movq (%rdi), %rax\n int $0x80\n"
        "user_write: movb $1, 16(%rdi)\n int $0x80\n"
        "user_fetch: addq $24, %rdi\n jmpq *%rdi\n"
        "user_end:\n");

/* The same codes for an access at CPL 3. */
static __attribute__((noinline)) unsigned user_fault(const unsigned char *code, uint64_t va)
{
    struct x86_trap_frame frame = {.rdi = va};
    frame.interrupt.rip.value = USER + (guest_phys(code) & 4095);
    frame.interrupt.cs = user_code.value;
    frame.interrupt.ss = user_data.value;
    frame.interrupt.rflags = X86_RFLAGS_ALWAYS;
    if (!__builtin_setjmp(before_user))
        x86_trap_resume(&frame);
    return seen_vector == 0x80            ? (unsigned)NO_FAULT
           : seen_vector == X86_VECTOR_PF ? (unsigned)seen_error
                                          : 0xfff0u;
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

static void descriptors_are_loaded(void)
{
    check_equal(x86_gdt_init(&gdt, gdt_entries, 8), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_KERNEL_CODE, &kernel_code), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_DATA, &user_data), X86_OK);
    check_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_CODE, &user_code), X86_OK);
    x86_tss_init(&task);
    task.rsp[0] = x86_virt_of_pointer(trap_stack + sizeof trap_stack);
    struct x86_selector selector;
    check_equal(x86_gdt_append_tss(&gdt, &task, sizeof task, &selector), X86_OK);
    x86_gdt_load(&gdt);
    x86_cs_write(kernel_code);
    x86_ss_write(x86_selector_null());
    x86_ds_write(x86_selector_null());
    x86_es_write(x86_selector_null());
    x86_ltr(selector);
    x86_idt_init(&idt);
    check_equal(x86_idt_set_stubs(&idt, guest_stubs, kernel_code), X86_OK);
    struct x86_gate_options user = {.dpl = 3};
    check_equal(x86_idt_set_stub(&idt, guest_stubs, 0x80, kernel_code, user), X86_OK);
    x86_idt_load(&idt);
}

static void space_is_built_and_loaded(void)
{
    x86_features_init(&features, NULL, NULL);
    five = (x86_cr4_read().value & X86_CR4_LA57) != 0;
    invpcid = x86_features_has(&features, X86_FEATURE_INVPCID);
    x86_cr0_write((struct x86_cr0){x86_cr0_read().value | X86_CR0_WP});
    x86_cr4_write((struct x86_cr4){x86_cr4_read().value | X86_CR4_PGE});
    data = (guest_phys(guest_end) + 0x1fffff) & ~0x1fffffull;
    pool = data + 0x400000;
    for (uint64_t i = 0; i < 1024; i++) {
        *(volatile uint64_t *)(uintptr_t)(data + i * 4096) = i;
        *(volatile uint64_t *)(uintptr_t)(data + i * 4096 + 8) = 0xc3;
        *(volatile uint64_t *)(uintptr_t)(data + i * 4096 + 24) = 0x80cd;
    }
    struct x86_paging_env env = x86_env_offset(0);
    env.alloc = alloc, env.free = give_back;
    struct x86_format format = {
        .levels = five ? 5 : 4,
        .largest = x86_features_has(&features, X86_FEATURE_PAGE1GB) ? 3 : 2,
        .phys_bits = (uint8_t)features.phys_bits,
        .no_execute = true,
        .keys = x86_features_has(&features, X86_FEATURE_PKU) ||
                x86_features_has(&features, X86_FEATURE_PKS),
    };
    guest_note("levels", format.levels);
    guest_note("largest page, level", format.largest);
    check_equal(x86_space_init(&space, &env, &format), X86_OK);
    batch = x86_tlb_begin(&space);
    struct x86_attr all = {.write = true, .execute = true};
    map(0, 0, 4ull << 30, all);
    map(0xffffffff80000000, 0, 2ull << 30, all);
    map(USER, guest_phys(user_read) & ~4095ull, 4096,
        (struct x86_attr){.user = true, .execute = true});
    x86_space_load(&space, false);
    check_equal(x86_cr3_read().value, space.root.value);
    check(space.live);
    check_equal(guest_phys(user_read) >> 12, (guest_phys(user_end) - 1) >> 12);
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

static void cpl_3_has_what_is_the_users(void)
{
    static const uint64_t sizes[] = {4096, 0x200000}, bases[] = {LOW, UPPER};
    for (unsigned i = 0; i < 2; i++)
        for (unsigned rights = 0; rights < 8; rights++) {
            struct x86_attr attr = {.write = rights & 1, .execute = rights & 2, .user = rights & 4};
            uint64_t va = bases[i];
            map(va, data, sizes[i], attr);
            check_equal(user_fault(user_read, va), attr.user ? NO_FAULT : 5);
            check_equal(user_fault(user_write, va), attr.user && attr.write ? NO_FAULT : 7);
            check_equal(user_fault(user_fetch, va), attr.user && attr.execute ? NO_FAULT : 0x15);
            attr.user = !attr.user;
            check_equal(x86_protect(&space, at(va), sizes[i], attr, &batch, NULL), X86_OK);
            flush();
            check_equal(user_fault(user_read, va), attr.user ? NO_FAULT : 5);
            unmap(va, sizes[i]);
            check_equal(user_fault(user_read, va), 4);
            check_equal(user_fault(user_write, va), 6);
            check_equal(user_fault(user_fetch, va), 0x14);
        }
    check_equal(user_fault(user_read, guest_phys(gdt_entries)), 5);
    check_equal(user_fault(user_read, (uintptr_t)gdt_entries), 5);
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
    check_equal(user_fault(user_write, LOW), NO_FAULT);
    check_equal(user_fault(user_fetch, LOW), NO_FAULT);
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
    check_equal(user_fault(user_read, LOW), 0x25);
    x86_pkru_write((struct x86_pkru){2u << 10});
    check_equal(read_fault(LOW), NO_FAULT);
    check_equal(write_fault(LOW), 0x23);
    check_equal(user_fault(user_read, LOW), NO_FAULT);
    check_equal(user_fault(user_write, LOW), 0x27);
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

static void keys_close_the_kernels_pages(void)
{
    uint64_t cr4 = x86_cr4_read().value;
    if (!x86_features_has(&features, X86_FEATURE_PKS)) {
        guest_skip("no PKS");
        return;
    }
    map(UPPER, data, 0x200000, (struct x86_attr){.write = true, .execute = true, .key = 5});
    map(LOW, data, 4096, (struct x86_attr){.write = true, .user = true, .key = 5});
    x86_cr4_write((struct x86_cr4){cr4 | X86_CR4_PKS});
    x86_pkrs_write((struct x86_pkrs){X86_PK_AD(5)});
    check_equal(x86_pkrs_read().value, X86_PK_AD(5));
    check_equal(read_fault(UPPER), 0x21);
    check_equal(write_fault(UPPER), 0x23);
    check_equal(fetch_fault(UPPER), NO_FAULT);
    check_equal(write_fault(LOW), NO_FAULT); /* a user page is PKRU's */
    x86_pkrs_write((struct x86_pkrs){X86_PK_WD(5)});
    check_equal(read_fault(UPPER), NO_FAULT);
    check_equal(write_fault(UPPER), 0x23);
    x86_pkrs_write((struct x86_pkrs){X86_PK_AD(4) | X86_PK_WD(6)});
    check_equal(write_fault(UPPER), NO_FAULT);
    x86_pkrs_write((struct x86_pkrs){0});
    x86_cr4_write((struct x86_cr4){cr4});
    unmap(UPPER, 0x200000);
    unmap(LOW, 4096);
}

static uint64_t *entry_of(uint64_t va, unsigned level)
{
    uint64_t *table = (uint64_t *)(uintptr_t)space.root.value;
    for (unsigned l = space.format.levels; l > level; l--)
        table = (uint64_t *)(uintptr_t)(table[x86_virt_index(at(va), l)] & space.frame_mask);
    return &table[x86_virt_index(at(va), level)];
}

/* Every bit of every entry on the way, turned over. A table elsewhere may hold anything, so there
 * only what must fault is looked at. TCG leaves P out of the error code; CPUs do not. */
static void reserved_bits_are_the_mmus(void)
{
    static const uint64_t sizes[] = {4096, 0x200000};
    uint64_t va = five ? FAR : LOW; /* nothing else is below its top-level entry */
    for (unsigned leaf = 1; leaf <= 2; leaf++) {
        map(va, data, sizes[leaf - 1], (struct x86_attr){.write = true});
        for (unsigned level = leaf; level <= space.format.levels; level++)
            for (unsigned bit = 0; bit < 64; bit++) {
                uint64_t *entry = entry_of(va, level), old = *entry;
                uint64_t reserved = x86_entry_reserved(&space.format, old ^ 1ull << bit, level);
                if (level > leaf && !reserved)
                    continue;
                *(volatile uint64_t *)entry = old ^ 1ull << bit;
                x86_cr3_write(x86_cr3_read());
                unsigned fault = read_fault(va);
                *(volatile uint64_t *)entry = old;
                x86_cr3_write(x86_cr3_read());
                if (!check_equal(fault != NO_FAULT && fault & X86_PAGE_FAULT_RSVD, reserved != 0))
                    guest_note("level, bit", level << 8 | bit);
            }
        check_equal(read_fault(va), NO_FAULT);
        unmap(va, sizes[leaf - 1]);
    }
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
    uint64_t va = FAR;
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

GUEST_TESTS(test(descriptors_are_loaded), test(space_is_built_and_loaded),
            test(rights_are_the_mmus), test(instructions_are_fetched_where_allowed),
            test(cpl_3_has_what_is_the_users), test(user_pages_and_the_kernel),
            test(keys_close_pages), test(keys_close_the_kernels_pages),
            test(reserved_bits_are_the_mmus), test(accessed_and_dirty_are_harvested),
            test(stale_until_the_batch_is_flushed), test(pages_are_split_and_merged_under_use),
            test(translate_agrees_with_loads), test(five_levels_reach_further),
            test(large_pages_of_a_gigabyte), test(tables_through_themselves), test(nothing_is_lost))
