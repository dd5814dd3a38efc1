/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Shared halves, TLB batches and plans, PCIDs, walks, and rights as a CPU sees them. */
#include "tests/paging_fixture.h"

/* ---- Sharing ----------------------------------------------------------------------------------*/

static void upper_half_is_shared(void **state)
{
    (void)state;
    struct x86_space user, third;
    make(&user, format());
    make(&third, format());
    assert_int_equal(x86_space_fill_upper(&space, &batch), X86_OK);
    assert_int_equal(x86_space_share_upper(&user, &space), X86_OK);
    assert_int_equal(x86_space_share_upper(&user, &space), X86_MAPPED);
    assert_int_equal(x86_space_share_upper(&user, &user), X86_INVALID);
    assert_int_equal(map(HIGH, 0x7000, 4096, kernel_rw), X86_OK);
    assert_true(x86_translate(&user, at(HIGH), &mapping));
    /* Through the borrower too; and nobody's top-level entry goes away. */
    struct x86_tlb_batch b = x86_tlb_begin(&user);
    uint64_t top = *entry(HIGH, 4);
    assert_int_equal(x86_unmap(&user, at(0xffff800000000000), 1ull << 47, &b, NULL, 0, NULL, NULL),
                     X86_OK);
    assert_int_equal(*entry(HIGH, 4), top);
    assert_false(x86_translate(&space, at(HIGH), &mapping));
    assert_int_equal(x86_trim(&user, at(0xffff800000000000), 1ull << 47, &b, NULL), X86_OK);
    assert_int_equal(*entry(HIGH, 4), top);
    assert_int_equal(x86_space_fill_upper(&user, &b), X86_OK);
    x86_tlb_finish(&b);
    x86_tlb_finish(&b);
    assert_int_equal(user.open_batches, 0);
    /* A hole at the top can be filled by nobody any more. */
    struct x86_space holes;
    make(&holes, format());
    struct x86_space borrower;
    make(&borrower, format());
    assert_int_equal(x86_space_share_upper(&borrower, &holes), X86_OK);
    struct x86_tlb_batch h = x86_tlb_begin(&borrower);
    assert_int_equal(
        x86_map(&borrower, at(HIGH), x86_phys_unchecked(0), 4096, kernel_rw, &h, &conflict),
        X86_BORROWED);
    assert_int_equal(x86_space_fill_upper(&borrower, &h), X86_BORROWED);
    x86_tlb_finish(&h);
    assert_int_equal(x86_space_release(&borrower), X86_OK);
    assert_int_equal(x86_space_release(&holes), X86_OK);
    unsigned before = ram.in_use;
    assert_int_equal(x86_space_release(&user), X86_OK);
    assert_int_equal(ram.in_use, before - 1);
    x86_tlb_finish(&batch);
    assert_int_equal(x86_space_release(&third), X86_OK);
    assert_int_equal(x86_space_release(&space), X86_OK);
    assert_int_equal(ram.in_use, 0);
}

static void filling_the_upper_half_may_fail(void **state)
{
    (void)state;
    ram.until_failure = 255;
    assert_int_equal(x86_space_fill_upper(&space, &batch), X86_NO_FRAME);
    assert_int_equal(*entry(HIGH, 4), 0);
    *entry(HIGH, 4) = 2;
    assert_int_equal(x86_space_fill_upper(&space, &batch), X86_MAPPED);
}

/* ---- The batch --------------------------------------------------------------------------------*/

static unsigned steps(uint64_t cr3, uint64_t cr4, bool invpcid, enum x86_tlb_kind *ret_kind)
{
    struct x86_tlb_cpu now = {cr3, cr4, invpcid};
    struct x86_tlb_plan plan = x86_tlb_plan_for(&batch, now);
    struct x86_tlb_step step;
    unsigned n = 0;
    while (x86_tlb_plan_next(&plan, &step))
        n++, *ret_kind = step.kind;
    return n;
}

static void batch_notes(void **state)
{
    (void)state;
    assert_true(x86_tlb_is_empty(&batch));
    x86_tlb_note(&batch, at(LOW), 1, 12, 0);
    x86_tlb_note(&batch, at(LOW + 4096), 1, 12, 0);
    assert_int_equal(batch.count, 1);
    x86_tlb_note(&batch, at(LOW + 8192), 1, 21, 0);
    assert_int_equal(batch.count, 2);
    for (unsigned i = 0; i < 6; i++)
        x86_tlb_note(&batch, at(LOW + P1G * (i + 1)), 1, 12, 0);
    assert_int_equal(batch.count, 8);
    assert_false(batch.flags & X86_TLB_FULL);
    x86_tlb_note(&batch, at(HIGH), 1, 12, 0);
    assert_true(batch.flags & X86_TLB_FULL);
    struct x86_tlb_batch second = x86_tlb_begin(&space);
    assert_int_equal(second.generation, batch.generation + 1);
    x86_tlb_note(&second, at(LOW), X86_TLB_PAGES, 12, X86_TLB_GLOBAL);
    assert_int_equal(second.flags, X86_TLB_GLOBAL);
    x86_tlb_note(&second, at(HIGH), 1, 12, 0);
    assert_true(second.flags & X86_TLB_FULL);
    struct x86_tlb_batch third = x86_tlb_begin(&space);
    x86_tlb_note(&third, at(LOW), 1, 12, 0);
    x86_tlb_note(&third, at(LOW + P2M), 1, 21, 0); /* no neighbour: of another size */
    assert_int_equal(third.count, 2);
    x86_tlb_finish(&third);
    assert_int_equal(space.open_batches, 2);
    x86_tlb_finish(&second);
}

static void plans_choose(void **state)
{
    (void)state;
    enum x86_tlb_kind kind = X86_TLB_INVLPG;
    const uint64_t pge = 1 << 7, pcide = 1 << 17, here = space.root.value, away = 0x5000;
    batch.pcid = 9;
    assert_int_equal(steps(here, pge, true, &kind), 0);
    x86_tlb_note(&batch, at(LOW), 3, 12, 0);
    assert_int_equal(steps(here, pge, true, &kind), 3);
    assert_int_equal(kind, X86_TLB_INVLPG);
    assert_int_equal(steps(away | 5, pge | pcide, true, &kind), 3);
    assert_int_equal(kind, X86_TLB_INVPCID_ADDRESS);
    assert_int_equal(steps(away | 5, pge | pcide, false, &kind), 1);
    assert_int_equal(kind, X86_TLB_TOGGLE_PGE);
    assert_int_equal(steps(here | 7, pge | pcide, true, &kind), 3); /* an older PCID of ours */
    assert_int_equal(kind, X86_TLB_INVLPG);
    x86_tlb_note(&batch, at(LOW), 100, 12, 0);
    assert_int_equal(steps(here, 0, false, &kind), 1);
    assert_int_equal(kind, X86_TLB_RELOAD_CR3);
    assert_int_equal(steps(away | 5, pcide, true, &kind), 1);
    assert_int_equal(kind, X86_TLB_INVPCID_CONTEXT);
    x86_tlb_note(&batch, at(LOW), 1, 12, X86_TLB_GLOBAL);
    assert_int_equal(steps(here, pge, true, &kind), 1);
    assert_int_equal(kind, X86_TLB_INVPCID_ALL);
    assert_int_equal(steps(here, pge, false, &kind), 1);
    assert_int_equal(kind, X86_TLB_TOGGLE_PGE);
    x86_tlb_finish(&batch);
    batch = x86_tlb_begin(&space);
    x86_tlb_note(&batch, at(HIGH), 1, 12, X86_TLB_SHARED);
    assert_int_equal(steps(here, pge, true, &kind), 1);
    assert_int_equal(kind, X86_TLB_INVLPG);
    assert_int_equal(steps(here | 9, pge | pcide, true, &kind), 1);
    assert_int_equal(kind, X86_TLB_INVPCID_ALL);
}

/* The INVLPGBs for the batch, as text. */
static const char *waves(uint32_t max, bool one_pcid)
{
    static char text[400];
    struct x86_tlb_waves all = x86_tlb_waves_for(&batch, max, one_pcid);
    struct x86_tlb_wave w;
    size_t n = 0;
    text[0] = 0;
    while (x86_tlb_waves_next(&all, &w))
        n += (size_t)snprintf(text + n, sizeof text - n, "%#llx+%u%s flags %#llx pcid %u;",
                              (unsigned long long)w.address.value, w.pages, w.step_2m ? "*2M" : "",
                              (unsigned long long)w.flags, w.pcid);
    return text;
}

/* RAX: 1 address, 2 PCID, 4 ASID, 8 global too, 16 leaves only. */
static void broadcasts_choose(void **state)
{
    (void)state;
    batch.pcid = 9;
    assert_string_equal(waves(8, true), "");
    assert_false(x86_tlb_broadcast(&batch, 0, true)); /* without INVLPGB it does nothing */
    x86_tlb_note(&batch, at(LOW), 5, 12, 0);
    assert_string_equal(waves(8, true), "0x400000000000+5 flags 0x17 pcid 9;");
    assert_string_equal(waves(8, false), "0x400000000000+5 flags 0x15 pcid 0;");
    assert_string_equal(waves(2, true), "0x400000000000+2 flags 0x17 pcid 9;"
                                        "0x400000002000+2 flags 0x17 pcid 9;"
                                        "0x400000004000+1 flags 0x17 pcid 9;");
    x86_tlb_note(&batch, at(LOW + P1G), 3, 21, X86_TLB_GLOBAL);
    x86_tlb_note(&batch, at(LOW + 2 * P1G), 2, 30, 0);
    assert_string_equal(waves(8, true), "0x400000000000+5 flags 0x1f pcid 9;"
                                        "0x400040000000+3*2M flags 0x1f pcid 9;"
                                        "0x400080000000+1*2M flags 0x1f pcid 9;"
                                        "0x4000c0000000+1*2M flags 0x1f pcid 9;");
    x86_tlb_finish(&batch);
    batch = x86_tlb_begin(&space);
    batch.pcid = 9;
    x86_tlb_note(&batch, at(LOW), 1, 12, X86_TLB_TABLES);
    assert_string_equal(waves(8, true), "0x400000000000+1 flags 0x7 pcid 9;");
    x86_tlb_note(&batch, at(HIGH), 1, 12, X86_TLB_SHARED);
    assert_string_equal(waves(8, true), "0x400000000000+1 flags 0x5 pcid 0;"
                                        "0xffff900000000000+1 flags 0x5 pcid 0;");
    x86_tlb_note(&batch, at(LOW), 1000, 12, 0);
    assert_string_equal(waves(8, true), "0+1 flags 0x4 pcid 0;");
}

/* What a borrower has cached under its PCID of the half it shares. */
static void shared_half_is_flushed_everywhere(void **state)
{
    (void)state;
    char why[160];
    struct x86_space user;
    assert_int_equal(x86_space_fill_upper(&space, &batch), X86_OK);
    make(&user, format());
    assert_int_equal(x86_space_share_upper(&user, &space), X86_OK);
    assert_int_equal(map(HIGH, 0x7000, 4096, kernel_rw), X86_OK);
    user.pcid = 3, space.pcid = 0;
    mmu.pcide = true, mmu.pcid = 3, mmu.root = user.root.value;
    assert_int_equal(cpu(HIGH, false, false, false), F_NONE);
    assert_int_equal(unmap(HIGH, 4096), X86_OK);
    assert_true(mmu_find_stale(&mmu, user.root.value, 3, why));
    assert_true(batch.flags & X86_TLB_SHARED);
    struct x86_tlb_cpu now = {space.root.value, 1 << 17 | 1 << 7, true};
    struct x86_tlb_plan plan = x86_tlb_plan_for(&batch, now);
    struct x86_tlb_step step;
    assert_true(x86_tlb_plan_next(&plan, &step));
    assert_int_equal(step.kind, X86_TLB_INVPCID_ALL);
    /* By broadcast the address is enough. */
    struct x86_tlb_waves all = x86_tlb_waves_for(&batch, 8, true);
    struct x86_tlb_wave wave;
    while (x86_tlb_waves_next(&all, &wave))
        mmu_invlpgb(&mmu, wave.address.value | wave.flags, wave.pages, 4096, wave.pcid);
    assert_false(mmu_find_stale(&mmu, user.root.value, 3, why));
}

static void tables_without_free_come_back(void **state)
{
    (void)state;
    space.env.free = NULL;
    assert_int_equal(map(LOW, 0, 4096, kernel_rw), X86_OK);
    assert_int_equal(unmap(LOW, 512 * P1G), X86_OK);
    assert_true(batch.flags & X86_TLB_TABLES);
    assert_int_equal(space.reserved, 0);
    x86_tlb_finish(&batch);
    assert_int_equal(space.reserved, 3);
    batch = x86_tlb_begin(&space);
    ram.until_failure = 0;
    assert_int_equal(map(LOW, 0, 4096, kernel_rw), X86_OK);
}

/* Calls for one page remember their table: not beyond its life, and not where others retire. */
static void last_table_is_forgotten(void **state)
{
    (void)state;
    struct x86_space user;
    assert_int_equal(map(LOW, 0x1000, 4096, kernel_rw), X86_OK);
    assert_int_equal(map(LOW + 4096, 0x2000, 4096, kernel_rw), X86_OK);
    assert_int_equal(unmap(LOW, P2M), X86_OK);
    assert_int_equal(map(LOW + 8192, 0x3000, 4096, kernel_rw), X86_OK);
    assert_true(x86_translate(&space, at(LOW + 8192), &mapping));
    assert_int_equal(x86_space_fill_upper(&space, &batch), X86_OK);
    make(&user, format());
    assert_int_equal(x86_space_share_upper(&user, &space), X86_OK);
    assert_int_equal(map(HIGH, 0x1000, 4096, kernel_rw), X86_OK);
    assert_int_equal(map(HIGH + 4096, 0x1000, 4096, kernel_rw), X86_OK);
    struct x86_tlb_batch b = x86_tlb_begin(&user);
    assert_int_equal(x86_unmap(&user, at(HIGH), P2M, &b, NULL, 0, NULL, NULL), X86_OK);
    assert_int_equal(map(HIGH + 8192, 0x3000, 4096, kernel_rw), X86_OK);
    assert_true(x86_translate(&space, at(HIGH + 8192), &mapping));
    assert_true(x86_translate(&user, at(HIGH + 8192), &mapping));
}

/* A retired table goes on translating until the flush: merging in a live space must not fault. */
static void retired_tables_still_translate(void **state)
{
    (void)state;
    struct x86_attr small = {.write = true, .largest = 1};
    assert_int_equal(map(LOW, P1G, P2M, small), X86_OK);
    assert_int_equal(cpu(LOW + 0x100000, false, false, false), F_NONE); /* the table is cached */
    assert_int_equal(map(LOW + P2M, P1G + P2M, P2M, small), X86_OK);
    assert_int_equal(x86_merge(&space, at(LOW), 2 * P2M, 2, &batch, NULL), X86_OK);
    for (uint64_t i = 0; i < 512; i++)
        assert_int_equal(cpu(LOW + i * 4096, false, false, false), F_NONE);
    assert_int_equal(cpu(LOW, true, false, false), F_NONE);
}

/* ---- Odds and ends ----------------------------------------------------------------------------*/

static void pcids_go_by_generations(void **state)
{
    (void)state;
    struct x86_pcid_pool pool = x86_pcid_pool_init(1, 3);
    struct x86_pcid ids[5] = {{0, 0}};
    uint64_t one = 0, two = 0;
    assert_true(x86_pcid_catch_up(&pool, &one));
    for (unsigned i = 0; i < 3; i++) {
        assert_true(x86_pcid_use(&pool, &ids[i]));
        assert_int_equal(ids[i].value, i + 1);
        assert_false(x86_pcid_use(&pool, &ids[i]));
    }
    assert_false(x86_pcid_catch_up(&pool, &one));
    assert_true(x86_pcid_use(&pool, &ids[3]));
    assert_int_equal(ids[3].value, 1);
    assert_true(x86_pcid_catch_up(&pool, &one));
    assert_false(x86_pcid_catch_up(&pool, &one));
    assert_true(x86_pcid_catch_up(&pool, &two));
    assert_true(x86_pcid_use(&pool, &ids[0]));
    assert_int_equal(ids[0].value, 2);
}

static void walks_give_runs_and_tables(void **state)
{
    (void)state;
    struct x86_run run;
    struct x86_table table;
    unsigned n = 0;
    assert_int_equal(map(LOW, 0x7000, 0x3000, user_rw), X86_OK);
    assert_int_equal(map(LOW + 0x3000, 0xa000, 0x1000, kernel_rw), X86_OK);
    assert_int_equal(map(HIGH, P1G, P1G + P2M, kernel_rw), X86_OK);
    struct x86_walk walk = x86_walk_begin(&space, at(LOW), 0x4000);
    assert_true(x86_walk_next(&walk, &run));
    assert_int_equal(run.size, 0x3000);
    assert_true(x86_walk_next(&walk, &run));
    assert_int_equal(run.phys.value, 0xa000);
    assert_false(x86_walk_next(&walk, &run));
    walk = x86_walk_begin(&space, at(LOW + 1), 0x4000);
    assert_false(x86_walk_next(&walk, &run));
    assert_int_equal(walk.status, X86_NOT_ALIGNED);
    struct x86_tables tables = x86_tables_begin(&space);
    unsigned levels[5] = {0};
    while (x86_tables_next(&tables, &table)) {
        levels[table.level]++;
        if (table.level < 4)
            assert_int_equal(mmu_phys(&mmu, *entry(table.base.value, table.level + 1u)),
                             table.frame.value);
        n++;
    }
    assert_int_equal(n, ram.in_use);
    assert_int_equal(levels[4], 1);
    assert_int_equal(levels[3], 2);
    assert_int_equal(levels[2], 2);
    assert_int_equal(levels[1], 1);
    assert_false(x86_tables_next(&tables, &table));
}

static void attributes_survive(void **state)
{
    (void)state;
    struct x86_attr a = {.write = true,
                         .global = true,
                         .accessed = true,
                         .dirty = true,
                         .pat = 3,
                         .key = 11,
                         .software = 0x2a5,
                         .execute = true};
    for (unsigned level = 1; level <= 3; level++) {
        uint64_t size = 1ull << mmu_shift(level);
        a.largest = (uint8_t)level;
        assert_int_equal(map(LOW + level * 4 * P1G, 4 * P1G, size, a), X86_OK);
        assert_true(x86_translate(&space, at(LOW + level * 4 * P1G), &mapping));
        assert_int_equal(mapping.level, level);
        struct x86_attr b = x86_entry_attr(&space.format, mapping.entry, level);
        assert_memory_equal(&a, &b, sizeof a);
    }
}

/* Keys, SMAP and SMEP as the model has them, over what the library wrote. */
static void rights_as_a_cpu_sees_them(void **state)
{
    (void)state;
    struct x86_attr keyed = {.write = true, .user = true, .key = 5, .execute = true};
    assert_int_equal(map(LOW, 0x7000, 4096, keyed), X86_OK);
    mmu.smap = mmu.smep = true;
    assert_int_equal(cpu(LOW, false, false, false), F_P);
    assert_int_equal(cpu(LOW, false, false, true), F_P | F_FETCH);
    mmu.ac = true;
    assert_int_equal(cpu(LOW, true, false, false), F_NONE);
    mmu.pke = true, mmu.pkru = 2u << 10;
    assert_int_equal(cpu(LOW, false, true, false), F_NONE);
    assert_int_equal(cpu(LOW, true, true, false), F_P | F_W | F_U | F_KEY);
    mmu.pkru = 1u << 10;
    assert_int_equal(cpu(LOW, false, true, false), F_P | F_U | F_KEY);
    assert_int_equal(cpu(LOW, false, true, true), F_NONE);
}

TESTS(paging_test(upper_half_is_shared), paging_test(filling_the_upper_half_may_fail),
      paging_test(batch_notes), paging_test(plans_choose), paging_test(broadcasts_choose),
      paging_test(shared_half_is_flushed_everywhere), paging_test(tables_without_free_come_back),
      paging_test(last_table_is_forgotten), paging_test(retired_tables_still_translate),
      paging_test(pcids_go_by_generations), paging_test(walks_give_runs_and_tables),
      paging_test(attributes_survive), paging_test(rights_as_a_cpu_sees_them))
