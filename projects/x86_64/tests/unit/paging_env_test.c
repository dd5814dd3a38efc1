/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The ready-made envs. The recursive one runs for real: "physical" memory is a file, the host's MMU
 * plays the part of the CPU's. A touch of a window that is not mapped faults; the handler walks the
 * tables as the model does and maps the file's page: that is the TLB being filled. INVLPG unmaps
 * it. What is not dropped goes on showing the old page, as on a CPU.
 */
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ci/test.h"
#include "tests/mmu.h"
#include "x86_64/env.h"

#define SLOT    100u
#define SCRATCH (102ull << 39)
#define PLACE   (101ull << 39)

static struct ram ram;
static struct mmu mmu;
static int file;
static uint64_t root;

static bool alloc(void *ctx, struct x86_phys *ret_frame)
{
    (void)ctx;
    return ram_alloc(&ram, &ret_frame->value);
}

static void give_back(void *ctx, struct x86_phys frame)
{
    (void)ctx;
    ram_free(&ram, frame.value);
}

static uint64_t new_table(void)
{
    uint64_t frame = 0;
    assert_true(ram_alloc(&ram, &frame));
    memset(ram_frame(&ram, frame), 0, 4096);
    return frame;
}

static void fill_tlb(int signal_number, siginfo_t *info, void *context)
{
    uint64_t page = (uint64_t)(uintptr_t)info->si_addr & ~4095ull;
    struct mmu_leaf leaf;
    (void)signal_number, (void)context;
    if (mmu_look(&mmu, root, page, &leaf) != F_NONE || leaf.phys < RAM_BASE) {
        fprintf(stderr, "# access to %#llx, which is not mapped\n", (unsigned long long)page);
        abort();
    }
    void *got = mmap((void *)(uintptr_t)page, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
                     file, (off_t)(leaf.phys - RAM_BASE));
    if (got == MAP_FAILED)
        _exit(2);
}

static void drop(void *ctx, struct x86_virt page)
{
    (void)ctx;
    assert_return_code(munmap((void *)(uintptr_t)page.value, 4096), 0);
}

static int begin(void **state)
{
    (void)state;
    memset(&ram, 0, sizeof ram);
    ram.until_failure = RAM_FRAMES;
    file = memfd_create("ram", 0);
    if (file < 0 || ftruncate(file, RAM_FRAMES * 4096) != 0)
        return -1;
    ram.words = mmap(NULL, RAM_FRAMES * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    root = new_table();
    mmu_init(&mmu, &ram, 4, root);
    return 0;
}

static int end(void **state)
{
    (void)state;
    mmu_release(&mmu);
    munmap((void *)((uintptr_t)SLOT << 39), 1ul << 39);
    munmap((void *)(uintptr_t)SCRATCH, 4096);
    munmap(ram.words, RAM_FRAMES * 4096);
    return close(file);
}

static const struct x86_format format = {
    .levels = 4, .largest = 3, .phys_bits = 46, .no_execute = true};

/* In each test anew: cmocka has a handler of its own around it. */
static void link_scratch(void)
{
    struct sigaction action = {.sa_sigaction = fill_tlb, .sa_flags = SA_SIGINFO | SA_NODEFER};
    assert_return_code(sigaction(SIGSEGV, &action, NULL), 0);
    uint64_t three = new_table(), two = new_table(), one = new_table();
    ram_frame(&ram, root)[SLOT] = root | M_P | M_W;
    ram_frame(&ram, root)[102] = three | M_P | M_W;
    ram_frame(&ram, three)[0] = two | M_P | M_W;
    ram_frame(&ram, two)[0] = one | M_P | M_W;
}

static void recursive_finds_its_windows(void **state)
{
    (void)state;
    struct x86_recursive r = {.slot = SLOT, .levels = 4};
    struct x86_virt va = x86_virt_unchecked(0x0000123456789abc);
    uint64_t s = SLOT;
    assert_int_equal(x86_recursive_window(&r, va, 4).value, s << 39 | s << 30 | s << 21 | s << 12);
    assert_int_equal(x86_recursive_window(&r, va, 3).value,
                     s << 39 | s << 30 | s << 21 | (va.value >> 39) << 12);
    assert_int_equal(x86_recursive_window(&r, va, 1).value, s << 39 | va.value >> 21 << 12);
    struct x86_recursive five = {.slot = 300, .levels = 5};
    assert_int_equal(x86_recursive_window(&five, va, 5).value, 0xfe00000000000000 | 300ull << 48 |
                                                                   300ull << 39 | 300ull << 30 |
                                                                   300ull << 21 | 300ull << 12);
}

static void recursive_refuses(void **state)
{
    (void)state;
    struct x86_paging_env env;
    struct x86_recursive r = {.slot = 511, .scratch = {SCRATCH}, .invalidate = drop};
    struct x86_space space;
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_INVALID);
    r.slot = 102;
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_INVALID);
    link_scratch();
    r.slot = SLOT;
    r.scratch.value = 1;
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_INVALID);
    r.scratch.value = SCRATCH + (1 << 21);
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_NOT_MAPPED);
    r.scratch.value = SCRATCH;
    assert_int_equal(x86_env_recursive(&r, &format, root + 4096, &env), X86_NOT_MAPPED);
    assert_int_equal(x86_env_recursive(&r, &format, root | 24, &env), X86_OK);
    env.alloc = alloc;
    assert_int_equal(x86_space_init(&space, &env, &format), X86_INVALID);
    assert_int_equal(x86_space_adopt(&space, &env, &format, root), X86_OK);
    assert_int_equal(x86_space_share_upper(&space, &space), X86_INVALID);
    assert_int_equal(x86_space_release(&space), X86_INVALID);
}

/* Maps and unmaps over and over in one batch, so that each new table appears where a retired one
 * was seen a moment ago. */
static void recursive_maps(void **state)
{
    (void)state;
    struct x86_recursive r = {
        .slot = SLOT, .scratch = {SCRATCH}, .alloc = alloc, .free = give_back, .invalidate = drop};
    struct x86_paging_env env;
    struct x86_space space;
    struct x86_attr attr = {.write = true, .pat = 5};
    struct x86_mapping m;
    struct mmu_leaf leaf;
    link_scratch();
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_OK);
    assert_int_equal(x86_space_adopt(&space, &env, &format, root), X86_OK);
    unsigned before = ram.in_use;
    for (unsigned round = 0; round < 3; round++) {
        struct x86_tlb_batch batch = x86_tlb_begin(&space);
        for (unsigned i = 0; i < 5; i++) {
            uint64_t to = 0x100000000ull + i * 0x3000ull, size = 0x405000;
            struct x86_virt base = {PLACE - 0x205000 + 0x40000000};
            assert_int_equal(
                x86_map(&space, base, x86_phys_unchecked(to), size, attr, &batch, NULL), X86_OK);
            for (uint64_t at = 0; at < size; at += 0x11000) {
                assert_int_equal(mmu_look(&mmu, root, base.value + at, &leaf), F_NONE);
                assert_int_equal(leaf.phys, to + at);
                assert_true(x86_translate(&space, x86_virt_unchecked(base.value + at), &m));
                assert_int_equal(m.phys.value, to + at);
            }
            assert_int_equal(x86_unmap(&space, x86_virt_unchecked(PLACE), 0x8000000000, &batch,
                                       NULL, 0, NULL, NULL),
                             X86_OK);
            assert_int_equal(mmu_look(&mmu, root, base.value, &leaf), 0);
            assert_int_equal(ram_frame(&ram, root)[101], 0);
        }
        assert_true(batch.flags & X86_TLB_TABLES);
        x86_tlb_finish(&batch);
        assert_int_equal(ram.in_use, before);
        assert_false(ram.double_free);
    }
}

/* A large page is replaced by a table, which is seen where there was nothing before. */
static void recursive_splits(void **state)
{
    (void)state;
    struct x86_recursive r = {
        .slot = SLOT, .scratch = {SCRATCH}, .alloc = alloc, .free = give_back, .invalidate = drop};
    struct x86_paging_env env;
    struct x86_space space;
    struct x86_virt base = {PLACE};
    struct mmu_leaf leaf;
    link_scratch();
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_OK);
    assert_int_equal(x86_space_adopt(&space, &env, &format, root), X86_OK);
    struct x86_tlb_batch batch = x86_tlb_begin(&space);
    assert_int_equal(x86_map(&space, base, x86_phys_unchecked(0x200000), 0x200000,
                             (struct x86_attr){.write = true}, &batch, NULL),
                     X86_OK);
    x86_tlb_finish(&batch);
    batch = x86_tlb_begin(&space);
    base.value += 0x3000;
    assert_int_equal(x86_unmap(&space, base, 0x2000, &batch, NULL, 0, NULL, NULL), X86_OK);
    for (uint64_t i = 0; i < 512; i++) {
        bool there = mmu_look(&mmu, root, PLACE + i * 4096, &leaf) == F_NONE;
        assert_int_equal(there, i != 3 && i != 4);
        assert_true(!there || leaf.phys == 0x200000 + i * 4096);
    }
    bool noted = false;
    for (unsigned i = 0; i < batch.count; i++)
        noted |= batch.items[i].base == x86_recursive_window(&r, base, 1).value;
    assert_true(noted);
    x86_tlb_finish(&batch);
}

/* Few enough pages to be named: the windows are among them, for the other CPUs. */
static void recursive_notes_its_windows(void **state)
{
    (void)state;
    struct x86_recursive r = {
        .slot = SLOT, .scratch = {SCRATCH}, .alloc = alloc, .free = give_back, .invalidate = drop};
    struct x86_paging_env env;
    struct x86_space space;
    link_scratch();
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_OK);
    assert_int_equal(x86_space_adopt(&space, &env, &format, root), X86_OK);
    struct x86_virt base = {PLACE};
    struct x86_tlb_batch batch = x86_tlb_begin(&space);
    assert_int_equal(
        x86_map(&space, base, x86_phys_unchecked(0), 4096, (struct x86_attr){0}, &batch, NULL),
        X86_OK);
    for (unsigned level = 1; level <= 3; level++) {
        bool found = false;
        for (unsigned i = 0; i < batch.count; i++)
            found |= x86_recursive_window(&r, base, level).value - batch.items[i].base <
                     (uint64_t)batch.items[i].pages << 12;
        assert_true(found);
    }
    x86_tlb_finish(&batch);
}

/* Out of frames at every point: nothing has changed but the scratch page's own entry. */
static void recursive_refusals_change_nothing(void **state)
{
    (void)state;
    static uint64_t before[8][512];
    struct x86_recursive r = {
        .slot = SLOT, .scratch = {SCRATCH}, .alloc = alloc, .free = give_back, .invalidate = drop};
    struct x86_paging_env env;
    struct x86_space space;
    struct x86_virt base = {PLACE + 0x40000000 - 0x3000};
    link_scratch(); /* frames 0 to 3, of which the last holds the entry */
    assert_int_equal(x86_env_recursive(&r, &format, root, &env), X86_OK);
    assert_int_equal(x86_space_adopt(&space, &env, &format, root), X86_OK);
    struct x86_tlb_batch batch = x86_tlb_begin(&space);
    enum x86_status status = X86_NO_FRAME;
    for (unsigned frames = 0; status == X86_NO_FRAME; frames++) {
        memcpy(before, ram.words, 4 * 4096);
        ram.until_failure = frames;
        status = x86_map(&space, base, x86_phys_unchecked(0x5000), 0x6000, (struct x86_attr){0},
                         &batch, NULL);
        if (status != X86_NO_FRAME) {
            assert_int_equal(frames, 5); /* one at level 3, two each at levels 2 and 1 */
            break;
        }
        before[3][0] = ram.words[3][0];
        assert_memory_equal(before, ram.words, 4 * 4096);
        assert_int_equal(ram.in_use, 4);
        assert_int_equal(space.reserved, 0);
        assert_true(x86_tlb_is_empty(&batch));
    }
    assert_int_equal(status, X86_OK);
    assert_false(ram.double_free);
    x86_tlb_finish(&batch);
}

static void mapped_uses_windows(void **state)
{
    (void)state;
    struct x86_window windows[] = {{{RAM_BASE + 0x40000}, 0x40000, ram.words + 64},
                                   {{RAM_BASE}, 0x3000, ram.words}};
    struct x86_mapped mapped = {.windows = windows, .count = 2, .alloc = alloc, .free = give_back};
    struct x86_paging_env env = x86_env_mapped(&mapped);
    struct x86_space space;
    struct x86_mapping m;
    /* Frame 0 is the root of begin(); 1 and 2 lie in a window, 3 to 63 in none. */
    assert_int_equal(x86_space_init(&space, &env, &format), X86_OK);
    struct x86_tlb_batch batch = x86_tlb_begin(&space);
    unsigned before = ram.in_use;
    enum x86_status status = x86_map(&space, x86_virt_unchecked(PLACE), x86_phys_unchecked(0), 4096,
                                     (struct x86_attr){0}, &batch, NULL);
    assert_int_equal(status, X86_NO_FRAME);
    assert_int_equal(ram.in_use, before);
    ram.next = 64;
    assert_int_equal(x86_map(&space, x86_virt_unchecked(PLACE), x86_phys_unchecked(0), 4096,
                             (struct x86_attr){0}, &batch, NULL),
                     X86_OK);
    assert_true(x86_translate(&space, x86_virt_unchecked(PLACE), &m));
    /* A table out of reach is nothing to go through: not translated, not mapped over. */
    struct x86_conflict conflict;
    ram_frame(&ram, space.root.value)[7] = (RAM_BASE + 0x10000) | M_P | M_W | M_U;
    assert_false(x86_translate(&space, x86_virt_unchecked(7ull << 39), &m));
    assert_int_equal(x86_map(&space, x86_virt_unchecked(7ull << 39), x86_phys_unchecked(0), 4096,
                             (struct x86_attr){0}, &batch, &conflict),
                     X86_MAPPED);
    assert_int_equal(conflict.level, 4);
    assert_int_equal(
        x86_unmap(&space, x86_virt_unchecked(7ull << 39), 1ull << 39, &batch, NULL, 0, NULL, NULL),
        X86_NOT_MAPPED);
    x86_tlb_finish(&batch);
    assert_int_equal(x86_space_release(&space), X86_OK);
    assert_int_equal(ram.in_use, 1);
}

static void offset_is_plain(void **state)
{
    (void)state;
    struct x86_paging_env env = x86_env_offset(0xffff800000000000);
    assert_int_equal(env.direct_map, 0xffff800000000000);
    assert_null(env.table);
}

#define env_test(f) cmocka_unit_test_setup_teardown(f, begin, end)

TESTS(test(recursive_finds_its_windows), env_test(recursive_refuses), env_test(recursive_maps),
      env_test(recursive_splits), env_test(recursive_notes_its_windows),
      env_test(recursive_refusals_change_nothing), env_test(mapped_uses_windows),
      test(offset_is_plain))
