/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A live space of four levels in the model's RAM, a CPU that walks it, an open batch: what the
 * tests of paging begin with. */
#pragma once
#include "ci/test.h"
#include "tests/mmu.h"
#include "x86_64/env.h"
#include "x86_64/pcid.h"
#include "x86_64/walk.h"

#define paging_test(f) cmocka_unit_test_setup_teardown(f, begin, end)
#define LOW            0x400000000000ull
#define HIGH           0xffff900000000000ull
#define P2M            0x200000ull
#define P1G            0x40000000ull

__attribute__((unused)) static struct ram ram;
__attribute__((unused)) static struct mmu mmu;
__attribute__((unused)) static struct x86_space space;
__attribute__((unused)) static struct x86_tlb_batch batch;
__attribute__((unused)) static struct x86_conflict conflict;
__attribute__((unused)) static struct x86_mapping mapping;
__attribute__((unused)) static const struct x86_attr kernel_rw = {.write = true};
__attribute__((unused)) static const struct x86_attr user_rw = {.write = true, .user = true};

static inline bool alloc(void *ctx, struct x86_phys *ret_frame)
{
    (void)ctx;
    return ram_alloc(&ram, &ret_frame->value);
}

static inline void give_back(void *ctx, struct x86_phys frame)
{
    (void)ctx;
    ram_free(&ram, frame.value);
}

static inline struct x86_format format(void)
{
    struct x86_format f = {
        .levels = 4, .largest = 3, .phys_bits = 46, .no_execute = true, .keys = true};
    return f;
}

static inline struct x86_paging_env direct(void)
{
    struct x86_paging_env env = x86_env_offset((uintptr_t)ram.words - RAM_BASE);
    env.alloc = alloc, env.free = give_back;
    return env;
}

static inline void make(struct x86_space *s, struct x86_format f)
{
    struct x86_paging_env env = direct();
    assert_int_equal(x86_space_init(s, &env, &f), X86_OK);
}

static inline int begin(void **state)
{
    (void)state;
    ram_init(&ram);
    make(&space, format());
    space.live = true;
    mmu_init(&mmu, &ram, 4, space.root.value);
    batch = x86_tlb_begin(&space);
    memset(&conflict, 0, sizeof conflict);
    return 0;
}

static inline int end(void **state)
{
    (void)state;
    ram_release(&ram);
    mmu_release(&mmu);
    return 0;
}

static inline struct x86_virt at(uint64_t va)
{
    return x86_virt_unchecked(va);
}

static inline enum x86_status map(uint64_t va, uint64_t to, uint64_t size, struct x86_attr attr)
{
    return x86_map(&space, at(va), x86_phys_unchecked(to), size, attr, &batch, &conflict);
}

static inline enum x86_status unmap(uint64_t va, uint64_t size)
{
    return x86_unmap(&space, at(va), size, &batch, NULL, 0, NULL, NULL);
}

static inline enum x86_status protect(uint64_t va, uint64_t size, struct x86_attr attr)
{
    return x86_protect(&space, at(va), size, attr, &batch, &conflict);
}

/* The entry at `level` for `va`, from RAM. */
static inline uint64_t *entry(uint64_t va, unsigned level)
{
    uint64_t table = space.root.value;
    for (unsigned l = 4; l > level; l--)
        table = mmu_phys(&mmu, ram_frame(&ram, table)[va >> mmu_shift(l) & 511]);
    return &ram_frame(&ram, table)[va >> mmu_shift(level) & 511];
}

static inline int cpu(uint64_t va, bool write, bool user, bool fetch)
{
    struct mmu_access a = {write, user, fetch};
    uint64_t phys;
    return mmu_access(&mmu, va, a, &phys);
}
