/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Address spaces in words. */
#include "ci/test.h"
#include "tests/mmu.h"
#include "x86_64/dump.h"
#include "x86_64/env.h"

static struct ram ram;
static char text[4096];

static bool alloc(void *ctx, struct x86_phys *ret_frame)
{
    (void)ctx;
    return ram_alloc(&ram, &ret_frame->value);
}

static struct x86_space make(void)
{
    struct x86_space space;
    struct x86_paging_env env = x86_env_offset((uintptr_t)ram.words - RAM_BASE);
    struct x86_format format = {.levels = 4,
                                .largest = 3,
                                .phys_bits = 46,
                                .no_execute = true,
                                .keys = true,
                                .shared_bit = 1ull << 45};
    env.alloc = alloc;
    assert_int_equal(x86_space_init(&space, &env, &format), X86_OK);
    return space;
}

static void map(struct x86_space *space, uint64_t va, uint64_t to, uint64_t size,
                struct x86_attr attr)
{
    struct x86_tlb_batch batch = x86_tlb_begin(space);
    assert_int_equal(
        x86_map(space, x86_virt_unchecked(va), x86_phys_unchecked(to), size, attr, &batch, NULL),
        X86_OK);
    x86_tlb_finish(&batch);
}

static void payload(struct x86_space *space, uint64_t va, uint64_t size, uint64_t value)
{
    struct x86_tlb_batch batch = x86_tlb_begin(space);
    assert_int_equal(x86_map_payload(space, x86_virt_unchecked(va), size, value, &batch, NULL),
                     X86_OK);
    x86_tlb_finish(&batch);
}

static int begin(void **state)
{
    (void)state;
    ram_init(&ram);
    return 0;
}

static int end(void **state)
{
    (void)state;
    ram_release(&ram);
    return 0;
}

static void dump_says_what_is_mapped(void **state)
{
    (void)state;
    struct x86_space space = make();
    struct x86_tlb_batch batch = x86_tlb_begin(&space);
    assert_int_equal(x86_dump(text, sizeof text, &space), 0);
    assert_string_equal(text, "");
    map(&space, 0x400000000000, 0x7000, 0x3000, (struct x86_attr){.user = true, .execute = true});
    map(&space, 0x400000200000, 0x200000, 0x400000,
        (struct x86_attr){.write = true, .dirty = true, .key = 2, .pat = 5});
    map(&space, 0xffff800000000000, 0, 0x80000000,
        (struct x86_attr){.write = true, .global = true, .accessed = true});
    map(&space, 0xfffffffffffff000, 0x1000, 0x1000,
        (struct x86_attr){.software = 3, .shared = true});
    assert_int_equal(
        x86_map_payload(&space, x86_virt_unchecked(0x1000), 0x2000, 0x55, &batch, NULL), X86_OK);
    const char *expected =
        "0x0000000000001000-0x0000000000002fff payload 0x55\n"
        "0x0000400000000000-0x0000400000002fff 4K r-xu- -- -> 0x7000\n"
        "0x0000400000200000-0x00004000005fffff 2M rw-k- -d pat 5 key 2 -> 0x200000\n"
        "0xffff800000000000-0xffff80007fffffff 1G rw-kg a- -> 0x0\n"
        "0xfffffffffffff000-0xffffffffffffffff 4K r--k- -- soft 0x3 shared -> 0x1000\n";
    size_t length = x86_dump(text, sizeof text, &space);
    assert_string_equal(text, expected);
    assert_int_equal(length, strlen(expected));
    memset(text, 'x', sizeof text);
    assert_int_equal(x86_dump(text, 10, &space), length);
    assert_string_equal(text, "0x0000000");
    assert_int_equal(text[10], 'x');
    assert_int_equal(x86_dump(NULL, 0, &space), length);
    struct x86_run run = {{0x1000}, 0x1000, {0}, x86_entry_payload(7), 1};
    x86_run_format(text, sizeof text, &space, &run);
    assert_string_equal(text, "0x0000000000001000-0x0000000000001fff payload 0x7");
}

static void diff_says_what_changed(void **state)
{
    (void)state;
    struct x86_space a = make(), b = make();
    struct x86_attr rw = {.write = true, .pat = 4}, small = rw;
    small.largest = 1;
    map(&a, 0x400000000000, 0x200000, 0x200000, rw);
    map(&b, 0x400000000000, 0x200000, 0x200000, small); /* in other pages: the same */
    map(&a, 0x500000000000, 0x1000, 0x3000, rw);
    map(&b, 0x500000001000, 0x2000, 0x4000, rw);
    map(&a, 0xffff800000000000, 0, 0x40000000, rw);
    map(&b, 0xffff800000000000, 0, 0x40000000, (struct x86_attr){0});
    x86_diff(text, sizeof text, &a, &b);
    assert_string_equal(text,
                        "- 0x0000500000000000-0x0000500000000fff 4K rw-k- -- pat 4 -> 0x1000\n"
                        "+ 0x0000500000003000-0x0000500000004fff 4K rw-k- -- pat 4 -> 0x4000\n"
                        "- 0xffff800000000000-0xffff80003fffffff 1G rw-k- -- pat 4 -> 0x0\n"
                        "+ 0xffff800000000000-0xffff80003fffffff 1G r--k- -- -> 0x0\n");
    assert_int_equal(x86_diff(text, sizeof text, &a, &a), 0);
    payload(&a, 0x600000000000, 0x2000, 5);
    payload(&b, 0x600000000000, 0x1000, 5);
    payload(&b, 0x600000001000, 0x1000, 6);
    x86_diff(text, sizeof text, &a, &b);
    assert_contains(text, "- 0x0000600000001000-0x0000600000001fff payload 0x5\n"
                          "+ 0x0000600000001000-0x0000600000001fff payload 0x6\n");
    assert_null(strstr(text, "0x0000600000000000"));
    struct x86_space empty = make();
    assert_contains((x86_diff(text, sizeof text, &empty, &a), text), "+ 0x00004000");
    assert_contains((x86_diff(text, sizeof text, &a, &empty), text), "- 0xffff8000");
}

static void lint_says_what_looks_wrong(void **state)
{
    (void)state;
    struct x86_space space = make();
    map(&space, 0x400000000000, 0x200000, 0x1000, (struct x86_attr){0});
    assert_int_equal(x86_lint(text, sizeof text, &space, X86_LINT_ALL), 0);
    map(&space, 0x400000001000, 0x5000, 0x1000, (struct x86_attr){.write = true, .execute = true});
    map(&space, 0xffff900000000000, 0x6000, 0x1000, (struct x86_attr){.user = true});
    map(&space, 0x400000003000, 0x8000, 0x1000, (struct x86_attr){.user = true, .global = true});
    map(&space, 0, 0xa000, 0x1000, (struct x86_attr){0});
    map(&space, 0x400000010000, space.root.value, 0x1000, (struct x86_attr){.write = true});
    map(&space, 0xffff900000010000, 0x200000, 0x2000, (struct x86_attr){.pat = 3});
    payload(&space, 0xffff900000020000, 0x1000, 3); /* no page, whatever its bits look like */
    ram_frame(&ram, space.root.value)[300] = 0x7000 | M_P | M_PS;
    x86_lint(text, sizeof text, &space, X86_LINT_ALL);
    assert_string_equal(
        text, "null: 0x0000000000000000-0x0000000000000fff 4K r--k- -- -> 0xa000\n"
              "alias: 0x0000400000000000-0x0000400000000fff 4K r--k- -- -> 0x200000\n"
              "     = 0xffff900000010000-0xffff900000011fff 4K r--k- -- pat 3 -> 0x200000\n"
              "wx: 0x0000400000001000-0x0000400000001fff 4K rwxk- -- -> 0x5000\n"
              "global: 0x0000400000003000-0x0000400000003fff 4K r--ug -- -> 0x8000\n"
              "tables: 1 in 0x0000400000010000-0x0000400000010fff 4K rw-k- -- -> 0x7000000\n"
              "user: 0xffff900000000000-0xffff900000000fff 4K r--u- -- -> 0x6000\n"
              "reserved: 0xffff960000000000 level 4 entry 0x7081\n");
    x86_lint(text, sizeof text, &space, X86_LINT_NULL);
    assert_contains(text, "null: ");
    assert_null(strstr(text, "wx: "));
    /* Rights as they result: a table that withholds writing makes the page harmless. */
    struct x86_mapping m;
    uint64_t top = 0x400000000000ull >> 39;
    ram_frame(&ram, space.root.value)[top] &= ~(uint64_t)M_W;
    x86_lint(text, sizeof text, &space, X86_LINT_WX | X86_LINT_TABLES);
    assert_string_equal(text, "");
    assert_true(x86_translate(&space, x86_virt_unchecked(0x400000001000), &m));
}

#define dump_test(f) cmocka_unit_test_setup_teardown(f, begin, end)

TESTS(dump_test(dump_says_what_is_mapped), dump_test(diff_says_what_changed),
      dump_test(lint_says_what_looks_wrong))
