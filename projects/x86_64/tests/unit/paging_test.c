/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Paging, promise by promise; among them the eleven defects that were found in another library
 * (d1 to d11). Random histories are in paging_model_test.c. */
#include "tests/paging_fixture.h"

/* ---- The eleven -------------------------------------------------------------------------------*/

/* A refused 4K map under a large page widened the large page's rights. */
static void d1_refusal_changes_nothing(void **state)
{
    (void)state;
    assert_int_equal(map(LOW, P2M, P2M, (struct x86_attr){0}), X86_OK);
    uint64_t before = *entry(LOW, 2);
    assert_int_equal(map(LOW + 0x5000, 0x9000, 4096, user_rw), X86_MAPPED);
    assert_int_equal(*entry(LOW, 2), before);
    assert_int_equal(conflict.entry, before);
    assert_int_equal(conflict.level, 2);
    assert_int_equal(conflict.va.value, LOW);
}

/* Protecting 2M over a table of 4K pages turned the table into a page. */
static void d2_protect_looks_at_the_level(void **state)
{
    (void)state;
    struct x86_attr small = {.write = true, .largest = 1};
    assert_int_equal(map(LOW, P2M, P2M, small), X86_OK);
    assert_int_equal(protect(LOW, P2M, (struct x86_attr){0}), X86_OK);
    assert_false(*entry(LOW, 2) & M_PS);
    for (uint64_t i = 0; i < 512; i++)
        assert_int_equal(*entry(LOW + i * 4096, 1), (P2M + i * 4096) | M_P | M_XD);
}

/* Translating gave the page table itself as the page. */
static void d3_translate_looks_at_the_level(void **state)
{
    (void)state;
    assert_int_equal(map(LOW, 0x7000, 4096, kernel_rw), X86_OK);
    assert_true(x86_translate(&space, at(LOW + 0x123), &mapping));
    assert_int_equal(mapping.level, 1);
    assert_int_equal(mapping.phys.value, 0x7123);
    assert_false(x86_translate(&space, at(LOW + 0x1000), &mapping));
}

/* Tables without P, and parents that are not present but not empty, made it panic. */
static void d4_parents_are_present(void **state)
{
    (void)state;
    assert_int_equal(map(LOW, 0x7000, 4096, user_rw), X86_OK);
    for (unsigned level = 2; level <= 4; level++)
        assert_true(*entry(LOW, level) & M_P);
    *entry(LOW + P1G, 3) = 0x1230; /* not present, not empty, not at level 1 */
    assert_int_equal(map(LOW + P1G, 0x7000, 4096, user_rw), X86_MAPPED);
    assert_int_equal(conflict.entry, 0x1230);
    assert_int_equal(conflict.level, 3);
}

/* "Already mapped" named the frame that was asked for, not the one that is there. */
static void d5_conflict_is_what_is_there(void **state)
{
    (void)state;
    assert_int_equal(map(LOW, 0x7000, 4096, kernel_rw), X86_OK);
    assert_int_equal(map(LOW, 0x9000, 4096, kernel_rw), X86_MAPPED);
    assert_int_equal(conflict.entry, 0x7000 | M_P | M_W | M_XD);
    assert_int_equal(conflict.level, 1);
}

/* An entry without P was mapped to one call and not mapped to another. */
static void d6_payloads_are_one_thing(void **state)
{
    (void)state;
    uint64_t payload = 0;
    assert_int_equal(x86_map_payload(&space, at(LOW), 0x2000, 0x1234567, &batch, NULL), X86_OK);
    assert_false(x86_translate(&space, at(LOW), &mapping));
    assert_int_equal(map(LOW, 0x9000, 4096, kernel_rw), X86_MAPPED);
    assert_int_equal(protect(LOW, 4096, kernel_rw), X86_NOT_MAPPED);
    assert_true(x86_payload(&space, at(LOW + 0x1000), &payload));
    assert_int_equal(payload, 0x1234567);
    assert_int_equal(unmap(LOW, 4096), X86_OK);
    assert_false(x86_payload(&space, at(LOW), &payload));
    assert_false(x86_payload(&space, at(1ull << 60), &payload));
    assert_int_equal(map(LOW, 0x9000, 4096, kernel_rw), X86_OK);
    assert_int_equal(x86_map_payload(&space, at(LOW), 4096, 0, &batch, NULL), X86_INVALID);
    assert_int_equal(x86_map_payload(&space, at(LOW), 4096, 1ull << 63, &batch, NULL), X86_INVALID);
    assert_int_equal(x86_map_payload(&space, at(LOW + 1), 4096, 1, &batch, NULL), X86_NOT_ALIGNED);
}

/* PAT is bit 7 in one leaf, bit 12 in others. */
static void d7_pat_goes_by_level(void **state)
{
    (void)state;
    struct x86_attr attr = {.pat = 6};
    assert_int_equal(map(LOW, 0x7000, 4096, attr), X86_OK);
    assert_int_equal(*entry(LOW, 1), 0x7000 | M_P | 0x90 | M_XD);
    assert_int_equal(map(LOW + P2M, P2M, P2M, attr), X86_OK);
    assert_int_equal(*entry(LOW + P2M, 2), P2M | M_P | M_PS | 0x1010 | M_XD);
    assert_int_equal(map(LOW + P1G, P1G, P1G, attr), X86_OK);
    for (uint64_t va = LOW; va < LOW + 2 * P1G; va += va == LOW ? P2M : P1G - P2M) {
        assert_true(x86_translate(&space, at(va), &mapping));
        assert_int_equal(x86_entry_attr(&space.format, mapping.entry, mapping.level).pat, 6);
        assert_int_equal(mapping.phys.value, va == LOW ? 0x7000 : va - LOW);
        if (va == LOW + P1G)
            break;
    }
    assert_int_equal(unmap(LOW + P2M, P2M), X86_OK);
    assert_int_equal(unmap(LOW + P1G, P1G), X86_OK);
}

/* Out of frames half-way, empty tables stayed linked. */
static void d8_no_frame_leaves_nothing(void **state)
{
    (void)state;
    for (unsigned frames = 0; frames < 3; frames++) {
        unsigned before = ram.in_use;
        ram.until_failure = frames;
        assert_int_equal(map(LOW, 0, 4096, kernel_rw), X86_NO_FRAME);
        assert_int_equal(*entry(LOW, 4), 0);
        assert_int_equal(ram.in_use, before);
    }
    assert_int_equal(
        x86_tables_needed(&space, X86_OP_MAP, at(LOW), 4096, x86_phys_unchecked(0), kernel_rw), 3);
    ram.until_failure = 3;
    assert_int_equal(x86_reserve(&space, 4), X86_NO_FRAME);
    ram.until_failure = 3;
    assert_int_equal(x86_reserve(&space, 3), X86_OK);
    assert_int_equal(map(LOW, 0, 4096, kernel_rw), X86_OK);
}

/* A table was linked before it was zeroed. The links are watched: what becomes reachable is ready.
 */
static uint64_t *watched_table(void *ctx, struct x86_table_at where)
{
    (void)ctx;
    uint64_t *words = ram_frame(&ram, where.frame.value);
    for (unsigned i = 0; i < 512; i++)
        assert_int_not_equal(words[i] & 0xa5a5a5a5a5000, 0xa5a5a5a5a5000);
    return words;
}

static uint64_t *watched_fresh(void *ctx, struct x86_phys frame)
{
    (void)ctx;
    return ram_frame(&ram, frame.value);
}

static void d9_tables_are_ready_when_linked(void **state)
{
    (void)state;
    space.env.table = watched_table, space.plain = false;
    space.env.fresh = watched_fresh;
    assert_int_equal(map(LOW + 0x5000, 0x5000, 0x3000, kernel_rw), X86_OK);
    assert_int_equal(map(HIGH - 0x1000, P1G - 0x1000, P1G + 0x2000, kernel_rw), X86_OK);
    assert_int_equal(unmap(HIGH + 0x1000, 0x1000), X86_OK);
}

/* A table that holds what is no page and no table is not unlinked with the pages around it. */
static void malformed_entries_keep_their_table(void **state)
{
    (void)state;
    assert_int_equal(map(LOW, 0x7000, 4096, kernel_rw), X86_OK);
    *entry(LOW + P1G, 3) = 0x1230;
    assert_int_equal(unmap(LOW, 512 * P1G), X86_OK);
    assert_int_equal(*entry(LOW + P1G, 3), 0x1230);
    assert_int_equal(*entry(LOW, 3), 0);
    assert_true(*entry(LOW, 4) & M_P);
    *entry(LOW + P1G, 3) = 0;
    assert_int_equal(unmap(LOW, 512 * P1G), X86_NOT_MAPPED); /* but the table goes */
    assert_int_equal(*entry(LOW, 4), 0);
}

/* Bit 7 at level 4 or 5 made translate panic. */
static void d10_malformed_entries_are_no_pages(void **state)
{
    (void)state;
    *entry(LOW, 4) = 0x7000 | M_P | M_W | M_PS;
    assert_false(x86_translate(&space, at(LOW), &mapping));
    assert_int_equal(map(LOW, 0, 4096, kernel_rw), X86_MAPPED);
    assert_int_equal(conflict.level, 4);
    assert_int_equal(unmap(LOW, 512 * P1G), X86_NOT_MAPPED);
    assert_int_equal(protect(LOW, 4096, kernel_rw), X86_NOT_MAPPED);
    assert_int_equal(*entry(LOW, 4), 0x7000 | M_P | M_W | M_PS);
    assert_int_equal(x86_entry_reserved(&space.format, *entry(LOW, 4), 4), M_PS);
}

/* Parents only ever widened, and protect did not touch them: what results is what counts. */
static void d11_rights_are_those_that_result(void **state)
{
    (void)state;
    assert_int_equal(map(LOW, 0x7000, 4096, user_rw), X86_OK);
    assert_int_equal(unmap(LOW, 4096), X86_OK);
    assert_int_equal(map(LOW, 0x7000, 4096, (struct x86_attr){0}), X86_OK);
    assert_int_equal(cpu(LOW, false, false, false), F_NONE);
    assert_int_equal(cpu(LOW, true, false, false), F_P | F_W);
    assert_int_equal(cpu(LOW, false, true, false), F_P | F_U);
    assert_int_equal(cpu(LOW, false, false, true), F_P | F_FETCH);
    assert_int_equal(protect(LOW, 4096, user_rw), X86_OK);
    assert_int_equal(cpu(LOW, true, true, false), F_NONE);
    /* A tree of others: the table above withholds writing. */
    *entry(LOW, 3) &= ~(uint64_t)M_W;
    assert_true(x86_translate(&space, at(LOW), &mapping));
    assert_false(mapping.entry & M_W);
    assert_true(mapping.entry & M_U);
}

/* ---- Trees of others --------------------------------------------------------------------------*/

static void withheld_rights_are_not_widened(void **state)
{
    (void)state;
    struct x86_attr code = {.execute = true};
    assert_int_equal(map(LOW, 0x7000, 4096, (struct x86_attr){0}), X86_OK);
    space.last_base = 1; /* as if adopted now */
    *entry(LOW, 2) = (*entry(LOW, 2) & ~(uint64_t)M_U) | M_XD;
    assert_int_equal(map(LOW + 0x1000, 0x8000, 4096, user_rw), X86_WITHHELD);
    assert_int_equal(conflict.level, 2);
    assert_int_equal(conflict.entry, *entry(LOW, 2));
    assert_int_equal(map(LOW + 0x1000, 0x8000, 4096, code), X86_WITHHELD);
    assert_int_equal(protect(LOW, 4096, code), X86_WITHHELD);
    assert_int_equal(map(LOW + 0x1000, 0x8000, 4096, kernel_rw), X86_OK);
    assert_int_equal(protect(LOW, 0x2000, (struct x86_attr){0}), X86_OK);
}

static void merging_keeps_what_a_table_withholds(void **state)
{
    (void)state;
    struct x86_attr small = {.write = true, .largest = 1};
    size_t merged = 9;
    assert_int_equal(map(LOW, P2M, P2M, small), X86_OK);
    *entry(LOW, 2) &= ~(uint64_t)M_W;
    assert_int_equal(x86_merge(&space, at(LOW), P2M, 2, &batch, &merged), X86_OK);
    assert_int_equal(merged, 0);
    *entry(LOW, 2) |= M_W;
    *entry(LOW + 0x5000, 1) ^= 0x8000;
    assert_int_equal(x86_merge(&space, at(LOW), P2M, 2, &batch, &merged), X86_OK);
    assert_int_equal(merged, 0);
    *entry(LOW + 0x5000, 1) ^= 0x8000 ^ M_G;
    assert_int_equal(x86_merge(&space, at(LOW), P2M, 2, &batch, &merged), X86_OK);
    assert_int_equal(merged, 0);
    *entry(LOW + 0x5000, 1) ^= M_G;
    assert_int_equal(x86_merge(&space, at(LOW), P2M, 2, &batch, NULL), X86_OK);
    assert_int_equal(*entry(LOW, 2), P2M | M_P | M_W | M_PS | M_A | M_D | M_XD);
    assert_true(batch.flags & X86_TLB_FULL); /* 512 small pages may be cached */
    assert_int_equal(x86_merge(&space, at(LOW), P2M, 1, &batch, NULL), X86_INVALID);
}

static void adopted_space_is_live(void **state)
{
    (void)state;
    struct x86_space adopted;
    struct x86_paging_env env = direct();
    struct x86_format f = format();
    assert_int_equal(map(LOW, 0x7000, 4096, kernel_rw), X86_OK);
    assert_int_equal(x86_space_adopt(&adopted, &env, &f, space.root.value | 0x18), X86_OK);
    assert_true(adopted.live);
    assert_true(x86_translate(&adopted, at(LOW), &mapping));
    f.levels = 3;
    assert_int_equal(x86_space_adopt(&adopted, &env, &f, 0), X86_INVALID);
    f = format(), f.largest = 4;
    assert_int_equal(x86_space_init(&adopted, &env, &f), X86_INVALID);
    f = format(), f.private_bit = f.shared_bit = 1ull << 47;
    assert_int_equal(x86_space_init(&adopted, &env, &f), X86_INVALID);
    f = format(), env.alloc = NULL;
    assert_int_equal(x86_space_init(&adopted, &env, &f), X86_INVALID);
    env = direct(), ram.until_failure = 0;
    assert_int_equal(x86_space_init(&adopted, &env, &f), X86_NO_FRAME);
}

/* ---- Ranges and attributes --------------------------------------------------------------------*/

static void arguments_are_checked(void **state)
{
    (void)state;
    struct x86_space other;
    struct x86_phys frames[2] = {{0x1000}, {0x2001}};
    make(&other, format());
    struct x86_tlb_batch others = x86_tlb_begin(&other);
    assert_int_equal(map(LOW, 0, 0, kernel_rw), X86_INVALID);
    assert_int_equal(map(LOW + 1, 0, 4096, kernel_rw), X86_NOT_ALIGNED);
    assert_int_equal(map(LOW, 1, 4096, kernel_rw), X86_NOT_ALIGNED);
    assert_int_equal(map(LOW, 0, 4095, kernel_rw), X86_NOT_ALIGNED);
    assert_int_equal(map(1ull << 47, 0, 4096, kernel_rw), X86_NOT_CANONICAL);
    assert_int_equal(map((1ull << 47) - 4096, 0, 8192, kernel_rw), X86_NOT_CANONICAL);
    assert_int_equal(map(0 - 4096ull, 0, 8192, kernel_rw), X86_NOT_CANONICAL);
    assert_int_equal(map(0 - 4096ull, 0, 4096, kernel_rw), X86_OK);
    assert_int_equal(map(LOW, 1ull << 46, 4096, kernel_rw), X86_TOO_WIDE);
    assert_int_equal(map(LOW, (1ull << 46) - 4096, 8192, kernel_rw), X86_TOO_WIDE);
    assert_int_equal(map(LOW, 0, 4096, (struct x86_attr){.pat = 8}), X86_INVALID);
    assert_int_equal(map(LOW, 0, 4096, (struct x86_attr){.shared = true}), X86_UNSUPPORTED);
    assert_int_equal(protect(LOW, 4096, (struct x86_attr){.key = 16}), X86_INVALID);
    assert_int_equal(protect(LOW, 4096, (struct x86_attr){.shared = true}), X86_UNSUPPORTED);
    assert_int_equal(x86_map(&space, at(LOW), frames[0], P2M, kernel_rw, &others, NULL),
                     X86_INVALID);
    assert_int_equal(map(LOW, 0, 4096, kernel_rw), X86_OK);
    assert_int_equal(x86_unmap(&space, at(LOW), 4096, &others, NULL, 0, NULL, NULL), X86_INVALID);
    assert_int_equal(x86_unmap(&space, at(LOW), P2M, &others, NULL, 0, NULL, NULL), X86_INVALID);
    struct x86_run run;
    size_t n;
    assert_int_equal(x86_unmap(&space, at(LOW), 4096, &batch, &run, 0, &n, NULL), X86_INVALID);
    assert_int_equal(x86_trim(&space, at(LOW), 4096, &others, NULL), X86_INVALID);
    assert_int_equal(x86_split(&space, at(LOW), 4096, 3, &batch), X86_INVALID);
    assert_int_equal(x86_harvest(&space, at(LOW), 4096, M_W, &batch, NULL, 0, NULL, NULL),
                     X86_INVALID);
    assert_int_equal(x86_map_frames(&space, at(LOW + P1G), frames, 2, kernel_rw, &batch, NULL),
                     X86_NOT_ALIGNED);
    frames[1].value = 1ull << 50;
    assert_int_equal(x86_map_frames(&space, at(LOW + P1G), frames, 2, kernel_rw, &batch, NULL),
                     X86_TOO_WIDE);
    assert_int_equal(
        x86_map_frames(&space, at(LOW + P1G), frames, SIZE_MAX, kernel_rw, &batch, NULL),
        X86_NOT_CANONICAL);
    assert_int_equal(x86_map_frames(&space, at(LOW), frames, 0, kernel_rw, &batch, NULL),
                     X86_INVALID);
    assert_int_equal(x86_tables_needed(&space, X86_OP_MAP, at(1), 4096, frames[0], kernel_rw), 0);
    assert_int_equal(x86_space_fill_upper(&space, &others), X86_INVALID);
}

static void formats_refuse_what_they_lack(void **state)
{
    (void)state;
    struct x86_space old;
    struct x86_format f = {.levels = 4, .largest = 2, .phys_bits = 36};
    make(&old, f);
    struct x86_tlb_batch b = x86_tlb_begin(&old);
    struct x86_attr attr = {.execute = true};
    struct x86_phys to = {P1G};
    assert_int_equal(x86_map(&old, at(LOW), to, P1G, kernel_rw, &b, NULL), X86_UNSUPPORTED);
    assert_int_equal(x86_map(&old, at(LOW), to, P1G, attr, &b, NULL), X86_OK);
    assert_true(x86_translate(&old, at(LOW + 5), &mapping));
    assert_int_equal(mapping.level, 2);
    attr.key = 1;
    assert_int_equal(x86_map(&old, at(LOW + P1G), to, 4096, attr, &b, NULL), X86_UNSUPPORTED);
    assert_int_equal(x86_entry_reserved(&f, M_P | M_PS | P1G, 3), M_PS);
    assert_int_equal(x86_entry_reserved(&f, M_P | M_XD, 1), M_XD);
    assert_int_equal(x86_entry_reserved(&f, M_P | 1ull << 40 | 0x3000 | M_PS, 2),
                     1ull << 40 | 0x2000);
    assert_int_equal(x86_entry_reserved(&f, M_XD, 1), 0);
}

static void encryption_bit_is_no_address(void **state)
{
    (void)state;
    struct x86_space sev, tdx;
    struct x86_format f = format();
    struct x86_phys to = {0x7000};
    struct x86_attr shared = {.shared = true};
    f.private_bit = 1ull << 47;
    make(&sev, f);
    assert_int_equal(x86_space_cr3(&sev, true), sev.root.value | 1ull << 47 | 1ull << 63);
    struct x86_tlb_batch b = x86_tlb_begin(&sev);
    assert_int_equal(x86_map(&sev, at(LOW), to, 4096, kernel_rw, &b, NULL), X86_OK);
    assert_int_equal(x86_map(&sev, at(LOW + 4096), to, 4096, shared, &b, NULL), X86_OK);
    assert_true(x86_translate(&sev, at(LOW), &mapping));
    assert_int_equal(mapping.phys.value, 0x7000);
    assert_true(mapping.entry >> 47 & 1);
    assert_true(x86_translate(&sev, at(LOW + 4096), &mapping));
    assert_false(mapping.entry >> 47 & 1);
    assert_true(x86_entry_attr(&f, mapping.entry, 1).shared);
    f.private_bit = 0, f.shared_bit = 1ull << 47;
    make(&tdx, f);
    struct x86_tlb_batch c = x86_tlb_begin(&tdx);
    assert_int_equal(x86_map(&tdx, at(LOW), to, 4096, shared, &c, NULL), X86_OK);
    assert_true(x86_translate(&tdx, at(LOW), &mapping));
    assert_true(mapping.entry >> 47 & 1);
    assert_int_equal(x86_protect(&tdx, at(LOW), 4096, kernel_rw, &c, NULL), X86_OK);
    assert_true(x86_translate(&tdx, at(LOW), &mapping));
    assert_false(mapping.entry >> 47 & 1);
}

static void large_pages_pass_by_tables(void **state)
{
    (void)state;
    size_t trimmed = 0;
    assert_int_equal(map(LOW + 3 * P2M, 0, 4096, kernel_rw), X86_OK);
    assert_int_equal(unmap(LOW + 3 * P2M, 4096), X86_OK);
    unsigned tables = ram.in_use;
    /* An empty table lies in the way of the fourth page: that one is made of small ones. */
    assert_int_equal(map(LOW, P1G, 8 * P2M, kernel_rw), X86_OK);
    assert_int_equal(ram.in_use, tables);
    assert_true(*entry(LOW + 2 * P2M, 2) & M_PS);
    assert_false(*entry(LOW + 3 * P2M, 2) & M_PS);
    assert_true(x86_translate(&space, at(LOW + 3 * P2M + 0x5000), &mapping));
    assert_int_equal(mapping.phys.value, P1G + 3 * P2M + 0x5000);
    assert_int_equal(unmap(LOW + 3 * P2M, P2M - 4096), X86_OK);
    assert_int_equal(unmap(LOW + 4 * P2M - 4096, 4096), X86_OK);
    assert_int_equal(x86_trim(&space, at(LOW), P1G, &batch, &trimmed), X86_OK);
    assert_int_equal(trimmed, 1);
    assert_int_equal(map(LOW + 3 * P2M, 0, P2M, kernel_rw), X86_OK);
    assert_true(*entry(LOW + 3 * P2M, 2) & M_PS);
}

static void unmap_says_what_it_removed(void **state)
{
    (void)state;
    struct x86_run runs[2];
    size_t n = 0;
    uint64_t done = 0;
    assert_int_equal(map(LOW, 0x7000, 0x3000, user_rw), X86_OK);
    assert_int_equal(map(LOW + 0x3000, 0x20000, 0x1000, user_rw), X86_OK);
    assert_int_equal(map(LOW + 0x4000, 0x30000, 0x1000, user_rw), X86_OK);
    assert_int_equal(cpu(LOW + 0x1000, true, true, false), F_NONE);
    assert_int_equal(x86_unmap(&space, at(LOW), 0x8000, &batch, runs, 2, &n, &done), X86_OK);
    assert_int_equal(n, 2);
    assert_int_equal(done, 0x4000);
    assert_int_equal(runs[0].phys.value, 0x7000);
    assert_int_equal(runs[0].size, 0x3000);
    assert_int_equal(runs[0].entry & (M_A | M_D), M_A | M_D);
    assert_int_equal(runs[1].phys.value, 0x20000);
    assert_int_equal(runs[1].entry & (M_A | M_D), 0);
    assert_int_equal(x86_unmap(&space, at(LOW + 0x4000), 0x1000, &batch, runs, 2, &n, &done),
                     X86_OK);
    assert_int_equal(n, 1);
    assert_int_equal(done, 0x1000);
    assert_int_equal(runs[0].phys.value, 0x30000);
    assert_int_equal(unmap(LOW, 0x8000), X86_NOT_MAPPED);
    assert_int_equal(unmap(LOW, 0x1000), X86_NOT_MAPPED);
}

/* Pages, then a table, then pages again: each in its own place. */
static void protect_passes_by_tables(void **state)
{
    (void)state;
    assert_int_equal(map(LOW, P1G, 5 * P2M, user_rw), X86_OK);
    assert_int_equal(x86_split(&space, at(LOW + 2 * P2M), P2M, 1, &batch), X86_OK);
    assert_int_equal(protect(LOW, 5 * P2M, kernel_rw), X86_OK);
    for (uint64_t i = 0; i < 5; i++) {
        assert_true(x86_translate(&space, at(LOW + i * P2M + 0x1234), &mapping));
        assert_int_equal(mapping.phys.value, P1G + i * P2M + 0x1234);
        assert_int_equal(mapping.level, i == 2 ? 1 : 2);
        assert_false(mapping.entry & M_U);
    }
}

/* When the runs are full, what was not told was not cleared. */
static void harvest_stops_when_full(void **state)
{
    (void)state;
    struct x86_run run;
    size_t n = 0;
    uint64_t done = 0;
    assert_int_equal(map(LOW, 0x7000, 0x3000, user_rw), X86_OK);
    for (uint64_t i = 0; i < 3; i += 2)
        assert_int_equal(cpu(LOW + i * 4096, true, true, false), F_NONE);
    assert_int_equal(x86_harvest(&space, at(LOW), 0x3000, M_A | M_D, &batch, &run, 1, &n, &done),
                     X86_OK);
    assert_int_equal(n, 1);
    assert_int_equal(done, 0x2000);
    assert_int_equal(*entry(LOW, 1) & (M_A | M_D), 0);
    assert_int_equal(*entry(LOW + 0x2000, 1) & (M_A | M_D), M_A | M_D);
    assert_int_equal(
        x86_harvest(&space, at(LOW + done), 0x1000, M_A | M_D, &batch, &run, 1, &n, &done), X86_OK);
    assert_int_equal(run.base.value, LOW + 0x2000);
    assert_int_equal(done, 0x1000);
}

static void harvest_clears_and_tells(void **state)
{
    (void)state;
    struct x86_run runs[4];
    size_t n = 0;
    uint64_t done = 0;
    assert_int_equal(map(LOW, P2M, 2 * P2M, user_rw), X86_OK);
    assert_int_equal(cpu(LOW + 5, true, true, false), F_NONE);
    assert_int_equal(x86_harvest(&space, at(LOW), P1G, M_D, &batch, runs, 4, &n, &done), X86_OK);
    assert_int_equal(n, 1);
    assert_int_equal(done, P1G);
    assert_int_equal(runs[0].size, P2M);
    assert_int_equal(*entry(LOW, 2) & (M_A | M_D), M_A);
    /* A part of a large page: it is split, and the rest stays as it was. */
    assert_int_equal(x86_harvest(&space, at(LOW + 0x3000), 4096, M_A, &batch, NULL, 0, NULL, NULL),
                     X86_OK);
    assert_int_equal(*entry(LOW + 0x3000, 1) & M_A, 0);
    assert_int_equal(*entry(LOW + 0x4000, 1) & M_A, M_A);
    assert_true(batch.count > 0);
}

static void split_ahead_needs_nothing_later(void **state)
{
    (void)state;
    struct x86_attr level = {.largest = 1};
    assert_int_equal(map(LOW, P1G, P1G, user_rw), X86_OK);
    assert_int_equal(
        x86_tables_needed(&space, X86_OP_UNMAP, at(LOW + 4096), 4096, x86_phys_unchecked(0), level),
        2);
    assert_int_equal(
        x86_tables_needed(&space, X86_OP_SPLIT, at(LOW), P1G, x86_phys_unchecked(0), level), 513);
    assert_int_equal(x86_split(&space, at(LOW), P1G, 1, &batch), X86_NO_FRAME);
    assert_true(*entry(LOW, 3) & M_PS);
    ram.until_failure = RAM_FRAMES;
    assert_int_equal(x86_split(&space, at(LOW), P1G, 2, &batch), X86_OK);
    assert_int_equal(batch.items[0].shift, 30);
    assert_int_equal(x86_split(&space, at(LOW + P2M), P2M, 1, &batch), X86_OK);
    ram.until_failure = 0;
    assert_int_equal(unmap(LOW + P2M + 0x3000, 0x2000), X86_OK);
    assert_int_equal(protect(LOW + P2M, 0x2000, kernel_rw), X86_OK);
}

TESTS(paging_test(d1_refusal_changes_nothing), paging_test(d2_protect_looks_at_the_level),
      paging_test(d3_translate_looks_at_the_level), paging_test(d4_parents_are_present),
      paging_test(d5_conflict_is_what_is_there), paging_test(d6_payloads_are_one_thing),
      paging_test(d7_pat_goes_by_level), paging_test(d8_no_frame_leaves_nothing),
      paging_test(d9_tables_are_ready_when_linked), paging_test(d10_malformed_entries_are_no_pages),
      paging_test(d11_rights_are_those_that_result), paging_test(withheld_rights_are_not_widened),
      paging_test(merging_keeps_what_a_table_withholds), paging_test(adopted_space_is_live),
      paging_test(arguments_are_checked), paging_test(formats_refuse_what_they_lack),
      paging_test(encryption_bit_is_no_address), paging_test(large_pages_pass_by_tables),
      paging_test(unmap_says_what_it_removed), paging_test(harvest_clears_and_tells),
      paging_test(malformed_entries_keep_their_table), paging_test(protect_passes_by_tables),
      paging_test(harvest_stops_when_full), paging_test(split_ahead_needs_nothing_later))
