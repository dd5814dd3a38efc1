/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Every changing call out of memory at every point. Each call is made in each state of the space
 * with 0, 1, 2, ... frames to be had, until there are enough; while there are too few it must say
 * X86_NO_FRAME, and then all of memory, the space, its batch and the caller's outputs are compared,
 * bit for bit, with what they were before. In the end it must succeed, and come to what the same
 * call comes to with all its tables reserved ahead and the allocator forbidden.
 */
#include "tests/paging_fixture.h"

#define P512G (512 * P1G)

/* ---- The world: two spaces in RAM, and a copy of all of it ------------------------------------*/

/* Ways to reach tables, kinds of allocators, what the reserve holds before. */
struct variant {
    const char *name;
    enum { DIRECT, CALLBACK, WINDOW } env;
    bool live, keeps; /* keeps: no env.free, frames stay in the reserve */
    size_t held;
};

static const struct variant variants[] = {
    {"direct map, live", DIRECT, true, false, 0},
    {"callbacks, no CPU", CALLBACK, false, false, 1},
    {"windows, frames out of reach", WINDOW, true, false, 2},
    {"no free", DIRECT, true, true, 0},
};

/* What the caller hands in to be filled. */
struct outputs {
    struct x86_conflict conflict;
    struct x86_run runs[3];
    size_t count;
    uint64_t done;
};

static struct x86_paging_env env;
static struct x86_space kernel; /* whose upper half may be shared */
static struct outputs out;
static struct {
    uint64_t (*words)[512];
    bool used[RAM_FRAMES];
    unsigned in_use;
    struct x86_space space, kernel;
    struct x86_tlb_batch batch;
    struct outputs out;
} before;

static struct x86_window window;
static struct x86_mapped windows;
static unsigned stray; /* frames out of reach that were handed out and not given back */
static unsigned asked; /* calls of the allocator */

static bool count_alloc(void *ctx, struct x86_phys *ret_frame)
{
    asked++;
    return alloc(ctx, ret_frame);
}

/* In place of "no frame", every other time: one that no window shows. */
static bool stray_alloc(void *ctx, struct x86_phys *ret_frame)
{
    if (count_alloc(ctx, ret_frame))
        return true;
    ret_frame->value = 0x1000;
    stray += asked & 1;
    return asked & 1;
}

static void stray_free(void *ctx, struct x86_phys frame)
{
    if (frame.value == 0x1000)
        stray--;
    else
        give_back(ctx, frame);
}

/* Nothing is read from or written to a frame that is not the space's. */
static uint64_t *used_frame(void *ctx, struct x86_phys frame)
{
    (void)ctx;
    assert_non_null(ram_frame(&ram, frame.value));
    assert_true(ram.used[(frame.value - RAM_BASE) / 4096]);
    return ram_frame(&ram, frame.value);
}

static uint64_t *used_table(void *ctx, struct x86_table_at where)
{
    return used_frame(ctx, where.frame);
}

static struct x86_paging_env env_of(const struct variant *v)
{
    struct x86_paging_env e = direct();
    e.alloc = count_alloc;
    if (v->env == CALLBACK) {
        e.direct_map = 0;
        e.table = used_table, e.fresh = used_frame;
    } else if (v->env == WINDOW) {
        window = (struct x86_window){{RAM_BASE}, RAM_FRAMES * 4096ull, ram.words};
        windows = (struct x86_mapped){&window, 1, NULL, stray_alloc, stray_free};
        e = x86_env_mapped(&windows);
    }
    return e;
}

static struct x86_format format_of(unsigned levels)
{
    struct x86_format f = format();
    f.levels = (uint8_t)levels;
    return f;
}

/* All frames can be had, until a call is to fail. RAM is full of garbage again when a world has
 * given all of it back, so one serves them all. */
static void world_begin(const struct variant *v, unsigned levels)
{
    struct x86_format f = format_of(levels);
    ram.until_failure = RAM_FRAMES;
    env = env_of(v);
    assert_int_equal(x86_space_init(&space, &env, &f), X86_OK);
    assert_int_equal(x86_space_init(&kernel, &env, &f), X86_OK);
    mmu.levels = levels;
    batch = x86_tlb_begin(&space);
}

static void world_remember(void)
{
    for (unsigned i = 0; i < RAM_FRAMES; i++)
        if (ram.used[i])
            memcpy(before.words[i], ram.words[i], 4096);
    memcpy(before.used, ram.used, sizeof before.used);
    before.in_use = ram.in_use;
    memset(&out, 0x5a, sizeof out);
    memcpy(&before.space, &space, sizeof space);
    memcpy(&before.kernel, &kernel, sizeof kernel);
    memcpy(&before.batch, &batch, sizeof batch);
    memcpy(&before.out, &out, sizeof out);
}

/* What is tried at the moment, for the message. */
static const char *doing, *doing_in;
static const struct variant *doing_with;
#define PROMISE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("%s, \"%s\" when \"%s\": %s", doing_with->name, doing, doing_in, #condition); \
    } while (0)

/* Nothing has changed, but that there are `kept` more frames in the reserve. */
static void promise_unchanged(size_t kept)
{
    struct x86_space now = space;
    struct x86_phys frame = space.reserve;
    unsigned more = 0;
    for (unsigned i = 0; i < RAM_FRAMES; i++) {
        PROMISE(ram.used[i] || !before.used[i]);
        if (before.used[i])
            PROMISE(memcmp(before.words[i], ram.words[i], 4096) == 0);
        else if (ram.used[i])
            more++;
    }
    PROMISE(more == kept && ram.in_use == before.in_use + kept);
    PROMISE(!ram.double_free && stray == 0);
    PROMISE(space.reserved == before.space.reserved + kept);
    for (size_t i = 0; i < kept; i++) {
        PROMISE(!before.used[(frame.value - RAM_BASE) / 4096]);
        frame.value = ram_frame(&ram, frame.value)[0];
    }
    PROMISE(frame.value == before.space.reserve.value);
    now.reserve = before.space.reserve, now.reserved = before.space.reserved;
    /* Which table was used last is no part of the state. */
    now.last_base = before.space.last_base, now.last_table = before.space.last_table;
    now.last_granted = before.space.last_granted;
    PROMISE(memcmp(&now, &before.space, sizeof now) == 0);
    PROMISE(memcmp(&kernel, &before.kernel, sizeof kernel) == 0);
    PROMISE(memcmp(&batch, &before.batch, sizeof batch) == 0); /* so nothing more to flush */
    PROMISE(memcmp(&out, &before.out, sizeof out) == 0);
}

/* What the tables say, in one number: leaves, their levels and places, how many tables. */
static void add_leaf(void *ctx, uint64_t va, uint64_t leaf, unsigned level)
{
    uint64_t *sum = ctx;
    *sum = (*sum ^ va) * 0x100000001b3ull;
    *sum = (*sum ^ leaf ^ level) * 0x100000001b3ull;
}

static uint64_t outcome(void)
{
    uint64_t sum = 14695981039346656037ull;
    struct mmu_tree tree = {.mmu = &mmu, .leaf = add_leaf, .ctx = &sum};
    unsigned tables = mmu_enumerate(&tree, space.root.value);
    PROMISE(tables != 0);
    return (sum ^ tables) * 0x100000001b3ull;
}

/* Closes everything, which takes no memory either: not a frame may be missing. */
static void world_end(void)
{
    ram.until_failure = 0;
    asked = 0;
    space.env.free = kernel.env.free = env.free;
    x86_tlb_finish(&batch);
    assert_int_equal(x86_space_release(&space), X86_OK);
    assert_int_equal(x86_space_release(&kernel), X86_OK);
    PROMISE(asked == 0);
    PROMISE(ram.in_use == 0 && !ram.double_free);
    for (unsigned i = 1; i < RAM_FRAMES; i++) /* nobody wrote to a frame that was free */
        PROMISE(memcmp(ram.words[0], ram.words[i], 4096) == 0);
}

/* ---- States that calls may find ---------------------------------------------------------------*/

/* Where no call below begins: beyond 48 bits where there are five levels. */
static uint64_t far_away(void)
{
    return space.va_bits == 57 ? 0x00a5000000000000ull : 0x0000210000000000ull;
}

static void mapped(uint64_t va, uint64_t to, uint64_t size, unsigned largest)
{
    struct x86_attr attr = {.write = true, .global = true, .pat = 5, .largest = (uint8_t)largest};
    assert_int_equal(map(va, to, size, attr), X86_OK);
}

static void empty(void)
{
}

/* Tables of every level beside the place, in both halves. */
static void neighbours(void)
{
    mapped(LOW + 0x9000, 0x1000, 4096, 1);
    mapped(LOW + 5 * P2M, 0x1000, 4096, 1);
    mapped(LOW + 7 * P1G, P2M, P2M, 2);
    mapped(LOW + 2 * P512G, 0x1000, 4096, 1);
    mapped(HIGH + P1G, P1G, P1G, 3);
}

/* [LOW, LOW + 3G) without a gap: 512 pages of 2M, then two of 1G. */
static void large(void)
{
    mapped(LOW, 4 * P1G, P1G, 2);
    mapped(LOW + P1G, 8 * P1G, 2 * P1G, 3);
}

/* The same, and every page was read and written. */
static void large_dirty(void)
{
    large();
    for (uint64_t va = LOW; va < LOW + 3 * P1G; va += va < LOW + P1G ? P2M : P1G) {
        unsigned level = va < LOW + P1G ? 2 : 3;
        uint64_t table = space.root.value;
        for (unsigned l = space.format.levels; l > level; l--)
            table = mmu_phys(&mmu, ram_frame(&ram, table)[va >> mmu_shift(l) & 511]);
        ram_frame(&ram, table)[va >> mmu_shift(level) & 511] |= M_A | M_D;
    }
}

/* Six tables of 4K pages, under two of the level above; some are whole. */
static void small(void)
{
    mapped(LOW + P1G - 2 * P2M - 0x4000, 6 * P1G - 2 * P2M - 0x4000, 4 * P2M + 0x8000, 1);
}

/* Tables that have lost their last page. */
static void left_over(void)
{
    struct x86_run run;
    small();
    for (uint64_t i = 0; i < 4 * P2M + 0x8000; i += 4096)
        assert_int_equal(x86_unmap(&space, at(LOW + P1G - 2 * P2M - 0x4000 + i), 4096, &batch, &run,
                                   1, &out.count, NULL),
                         X86_OK);
}

static void payloads(void)
{
    assert_int_equal(x86_map_payload(&space, at(LOW + P2M - 0x2000), 0x6000, 77, &batch, NULL),
                     X86_OK);
}

/* The upper half is the kernel's, and there for every address. */
static void borrowed(void)
{
    struct x86_tlb_batch fill = x86_tlb_begin(&kernel);
    assert_int_equal(x86_space_fill_upper(&kernel, &fill), X86_OK);
    x86_tlb_finish(&fill);
    assert_int_equal(x86_space_share_upper(&space, &kernel), X86_OK);
}

/* An entry at the top that is neither page nor table. */
static void malformed(void)
{
    unsigned top = mmu_shift(space.format.levels);
    mapped(HIGH + P1G, P1G, P1G, 3);
    ram_frame(&ram, space.root.value)[LOW >> top & 511] = 0x7000 | M_P | M_W | M_PS;
}

static const struct {
    const char *name;
    void (*prepare)(void);
} states[] = {
    {"empty", empty},         {"neighbours", neighbours},
    {"large", large},         {"large, dirty", large_dirty},
    {"small", small},         {"left over", left_over},
    {"payloads", payloads},   {"borrowed", borrowed},
    {"malformed", malformed},
};

/* ---- Every changing call ----------------------------------------------------------------------*/

enum op {
    MAP,
    FRAMES,
    PAYLOAD,
    UNMAP,
    RUNS,
    PROTECT,
    HARVEST,
    SPLIT,
    MERGE,
    TRIM,
    FILL,
    SHARE,
    RESERVE
};

struct call {
    const char *name;
    enum op op;
    uint64_t base, size; /* base 1: far_away() */
    unsigned level;      /* largest page, or what split and merge are asked for */
};

static const struct call calls[] = {
    {"map one page", MAP, LOW + 0x5000, 4096, 0},
    {"map one page far away", MAP, 1, 4096, 0},
    {"map one page in the upper half", MAP, HIGH, 4096, 0},
    {"map 4K pages across 1G", MAP, LOW + P1G - 0x3000, 2 * P2M + 0x6000, 1},
    {"map pages of all sizes", MAP, LOW + P1G - P2M - 0x3000, P1G + 2 * P2M + 0x7000, 0},
    {"map across 512G", MAP, LOW + P512G - P2M - 0x1000, 2 * P2M + 0x2000, 0},
    {"map to the end", MAP, 0 - (P2M + 0x1000), P2M + 0x1000, 0},
    {"map frames", FRAMES, LOW + P2M - 0x10000, 700 * 4096, 0},
    {"map frames far away", FRAMES, 1, 700 * 4096, 0},
    {"map payload", PAYLOAD, LOW + P2M - 0x3000, P2M + 0x6000, 0},
    {"unmap one page", UNMAP, LOW + 0x5000, 4096, 0},
    {"unmap in the middle of 1G", UNMAP, LOW + P1G + P2M + 0x3000, 3 * P2M, 0},
    {"unmap over all sizes", UNMAP, LOW + 0x3000, 2 * P1G + 0x5000, 0},
    {"unmap the half", UNMAP, 0, 1ull << 47, 0},
    {"unmap into runs", RUNS, LOW + 0x3000, 2 * P1G + P2M + 0x5000, 0},
    {"unmap one page into runs", RUNS, LOW + P1G + 0x5000, 4096, 0},
    {"protect one page", PROTECT, LOW + 0x5000, 4096, 0},
    {"protect in the middle of 1G", PROTECT, LOW + P1G + P2M + 0x3000, 3 * P2M, 0},
    {"protect over all sizes", PROTECT, LOW + 0x3000, 2 * P1G + 0x5000, 0},
    {"harvest one page", HARVEST, LOW + 0x5000, 4096, 0},
    {"harvest over all sizes", HARVEST, LOW + 0x3000, 2 * P1G + 0x5000, 0},
    {"split to 2M", SPLIT, LOW + P2M, 3 * P1G - 4 * P2M, 2},
    {"split to 4K", SPLIT, LOW + P1G - P2M, 4 * P2M, 1},
    {"merge to 2M", MERGE, LOW, 3 * P1G, 2},
    {"merge to 1G", MERGE, LOW, 3 * P1G, 3},
    {"trim", TRIM, LOW, P512G, 0},
    {"trim the upper half", TRIM, 0xffff800000000000, 1ull << 47, 0},
    {"fill upper", FILL, 0, 0, 0},
    {"share upper", SHARE, 0, 0, 0},
    {"reserve", RESERVE, 0, 0, 7},
};

static struct x86_virt base_of(const struct call *c)
{
    return at(c->base == 1 ? far_away() + P2M - 0x2000 : c->base);
}

static const struct x86_attr reader = {.user = true, .execute = true, .key = 3};

static enum x86_status make_call(const struct call *c)
{
    static struct x86_phys frames[700];
    struct x86_virt base = base_of(c);
    struct x86_phys to = {32 * P1G + (base.value & (P1G - 1))};
    struct x86_attr attr = {.write = true, .largest = (uint8_t)c->level};
    switch (c->op) {
    case MAP:
        return x86_map(&space, base, to, c->size, attr, &batch, &out.conflict);
    case FRAMES:
        for (unsigned i = 0; i < 700; i++)
            frames[i].value = (1 + (i * 37ull) % 700) << 12;
        return x86_map_frames(&space, base, frames, 700, attr, &batch, &out.conflict);
    case PAYLOAD:
        return x86_map_payload(&space, base, c->size, 5, &batch, &out.conflict);
    case UNMAP:
        return x86_unmap(&space, base, c->size, &batch, NULL, 0, NULL, &out.done);
    case RUNS:
        return x86_unmap(&space, base, c->size, &batch, out.runs, 3, &out.count, &out.done);
    case PROTECT:
        return x86_protect(&space, base, c->size, reader, &batch, &out.conflict);
    case HARVEST:
        return x86_harvest(&space, base, c->size, M_A | M_D, &batch, out.runs, 3, &out.count,
                           &out.done);
    case SPLIT:
        return x86_split(&space, base, c->size, c->level, &batch);
    case MERGE:
        return x86_merge(&space, base, c->size, c->level, &batch, &out.count);
    case TRIM:
        return x86_trim(&space, base, c->size, &batch, &out.count);
    case FILL:
        return x86_space_fill_upper(&space, &batch);
    case SHARE:
        return x86_space_share_upper(&space, &kernel);
    case RESERVE:
        return x86_reserve(&space, c->level);
    }
    return X86_INVALID;
}

/* What the library says that the call takes; of those that x86_tables_needed() does not know, what
 * this test says. */
static size_t needed(const struct call *c)
{
    struct x86_attr attr = {.largest =
                                (uint8_t)(c->op == FRAMES || c->op == PAYLOAD ? 1 : c->level)};
    struct x86_phys to = {32 * P1G + (base_of(c).value & (P1G - 1))};
    size_t tables = 0;
    switch (c->op) {
    case MAP:
    case FRAMES:
    case PAYLOAD:
        return x86_tables_needed(&space, X86_OP_MAP, base_of(c), c->size, to, attr);
    case UNMAP:
    case RUNS:
    case PROTECT:
    case HARVEST:
        return x86_tables_needed(&space, X86_OP_UNMAP, base_of(c), c->size, to, attr);
    case SPLIT:
        return x86_tables_needed(&space, X86_OP_SPLIT, base_of(c), c->size, to, attr);
    case FILL:
        for (unsigned i = 256; i < 512; i++)
            tables += ram_frame(&ram, space.root.value)[i] == 0;
        return tables;
    case RESERVE:
        return c->level;
    default:
        return 0;
    }
}

/* ---- The two runs -----------------------------------------------------------------------------*/

/* Refusals for another reason change nothing either, but say what is in the way. That nothing was
 * there to unmap is no refusal: empty tables in the range are gone. */
static void promise_ended(const struct call *c, enum x86_status status)
{
    bool told = status == X86_MAPPED || status == X86_NOT_MAPPED || status == X86_BORROWED;
    PROMISE(status != X86_NO_FRAME);
    if (told)
        out.conflict = before.out.conflict;
    if (status == X86_NOT_MAPPED && (c->op == UNMAP || c->op == RUNS))
        PROMISE(memcmp(&out, &before.out, sizeof out) == 0);
    else if (status != X86_OK)
        promise_unchanged(0);
}

static void world_in_state(const struct variant *v, unsigned levels, void (*prepare)(void))
{
    world_begin(v, levels);
    prepare();
    x86_tlb_finish(&batch);
    space.live = v->live;
    assert_int_equal(x86_reserve(&space, v->held), X86_OK);
    if (v->keeps)
        space.env.free = kernel.env.free = NULL;
    batch = x86_tlb_begin(&space);
}

/* All reserved ahead, and then the allocator is not even asked. */
static enum x86_status run_reserved(const struct call *c, uint64_t *ret_outcome)
{
    ram.until_failure = RAM_FRAMES;
    size_t tables = needed(c);
    assert_int_equal(x86_reserve(&space, tables), X86_OK);
    assert_true(space.reserved >= tables);
    world_remember();
    ram.until_failure = 0;
    asked = 0;
    enum x86_status status = make_call(c);
    PROMISE(asked == 0);
    promise_ended(c, status);
    *ret_outcome = outcome();
    world_end();
    return status;
}

/* One more frame each time, until it is enough; returns how often it was not. */
static unsigned run_starved(const struct variant *v, const struct call *c,
                            enum x86_status *ret_status, uint64_t *ret_outcome)
{
    unsigned refusals = 0;
    world_remember();
    for (;; refusals++) {
        ram.until_failure = v->keeps ? refusals > 0 : refusals;
        *ret_status = make_call(c);
        if (*ret_status != X86_NO_FRAME)
            break;
        promise_unchanged(v->keeps ? refusals : 0);
        PROMISE(refusals < RAM_FRAMES);
    }
    if (refusals == 0)
        promise_ended(c, *ret_status);
    *ret_outcome = outcome();
    world_end();
    return refusals;
}

static void every_call(const struct variant *v, unsigned levels)
{
    unsigned refused = 0;
    for (unsigned s = 0; s < sizeof states / sizeof *states; s++)
        for (unsigned i = 0; i < sizeof calls / sizeof *calls; i++) {
            const struct call *c = &calls[i];
            doing = c->name, doing_in = states[s].name, doing_with = v;
            enum x86_status reserved, starved;
            uint64_t one, two;
            /* 256 tables at a time: where the lower half differs, that tells nothing new. */
            if (c->op == FILL && states[s].prepare != neighbours && states[s].prepare != borrowed)
                continue;
            world_in_state(v, levels, states[s].prepare);
            size_t tables = needed(c);
            unsigned refusals = run_starved(v, c, &starved, &two);
            world_in_state(v, levels, states[s].prepare);
            reserved = run_reserved(c, &one);
            size_t expected = starved == X86_OK && tables > v->held ? tables - v->held : 0;
            if (reserved != starved || one != two || refusals != expected)
                fail_msg("%s, %u levels: %s in \"%s\": %s, then %s; %zu tables, %u refusals",
                         v->name, levels, c->name, states[s].name, x86_status_text(reserved),
                         x86_status_text(starved), tables, refusals);
            refused += refusals;
        }
    fprintf(stderr, "# %s, %u levels: %u refusals\n", v->name, levels, refused);
    assert_true(refused > 100);
}

#define EVERY_CALL(name, variant, levels)       \
    static void name(void **state)              \
    {                                           \
        (void)state;                            \
        every_call(&variants[variant], levels); \
    }
EVERY_CALL(four_levels, 0, 4)
EVERY_CALL(five_levels, 0, 5)
EVERY_CALL(four_levels_by_callback, 1, 4)
EVERY_CALL(five_levels_by_callback, 1, 5)
EVERY_CALL(four_levels_in_windows, 2, 4)
EVERY_CALL(five_levels_in_windows, 2, 5)
EVERY_CALL(four_levels_without_free, 3, 4)
EVERY_CALL(five_levels_without_free, 3, 5)

/* A space that was not made is not touched; adopting takes no memory. */
static void spaces_are_made_or_not(void **state)
{
    struct x86_space made;
    (void)state;
    for (unsigned i = 0; i < 2 * sizeof variants / sizeof *variants; i++) {
        struct x86_format f = format_of(4 + i % 2);
        doing = "init, adopt", doing_in = "small", doing_with = &variants[i / 2];
        world_in_state(doing_with, f.levels, small);
        memset(&made, 0x5a, sizeof made);
        struct x86_space untouched = made;
        world_remember();
        ram.until_failure = 0;
        assert_int_equal(x86_space_init(&made, &env, &f), X86_NO_FRAME);
        assert_memory_equal(&made, &untouched, sizeof made);
        promise_unchanged(0);
        asked = 0;
        assert_int_equal(x86_space_adopt(&made, &env, &f, space.root.value), X86_OK);
        assert_int_equal(asked, 0);
        promise_unchanged(0);
        world_end();
    }
}

static int get_ram(void **state)
{
    (void)state;
    ram_init(&ram);
    mmu_init(&mmu, &ram, 4, 0);
    before.words = malloc(RAM_FRAMES * 4096ul);
    return before.words ? 0 : -1;
}

static int drop_ram(void **state)
{
    (void)state;
    ram_release(&ram);
    mmu_release(&mmu);
    free(before.words);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(four_levels),
        test(five_levels),
        test(four_levels_by_callback),
        test(five_levels_by_callback),
        test(four_levels_in_windows),
        test(five_levels_in_windows),
        test(four_levels_without_free),
        test(five_levels_without_free),
        test(spaces_are_made_or_not),
    };
    return cmocka_run_group_tests(tests, get_ram, drop_ram);
}
