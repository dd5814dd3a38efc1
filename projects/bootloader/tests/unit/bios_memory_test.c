/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What BIOSes say of memory: in order, out of order, by old functions, and nonsense. */
#include "tests/unit/mock_bios.h"

#include "doors/bios/memory.c"

static struct row {
    uint64_t base, size;
    uint32_t type, attributes;
} rows[2000];

static struct {
    unsigned count;
    uint32_t entry_size; /* what it says that it has written: 20, 24 */
    bool ends_by_carry;  /* the list, instead of by EBX 0 */
    bool endless;        /* EBX never is 0 */
    bool no_signature;
    uint16_t kib_low, e801[4], kib_88;
    bool no_e801, no_88;
} bios;

static void e820(struct bios_registers *r)
{
    assert_int_equal(r->edx, 0x534d4150);
    assert_int_equal(r->ecx, 24);
    assert_int_equal(r->es, bios_segment(bios_scratch));
    uint32_t n = r->ebx;
    if (n >= bios.count && bios.endless)
        n = 0;
    if (n >= bios.count) {
        set_carry(r, 0x86);
        return;
    }
    put(bios_scratch, rows[n].base, 8);
    put(bios_scratch + 8, rows[n].size, 8);
    put(bios_scratch + 16, rows[n].type, 4);
    if (bios.entry_size > 20)
        put(bios_scratch + 20, rows[n].attributes, 4);
    r->eax = bios.no_signature ? 0 : 0x534d4150;
    r->ecx = bios.entry_size;
    r->ebx = n + 1 < bios.count || bios.ends_by_carry || bios.endless ? n + 1 : 0;
}

void interrupt(uint8_t vector, struct bios_registers *r)
{
    if (vector == 0x12) {
        r->eax = (r->eax & 0xffff0000) | bios.kib_low;
        return;
    }
    assert_int_equal(vector, 0x15);
    switch (r->eax & 0xffff) {
    case 0xe820:
        e820(r);
        return;
    case 0xe801:
        if (bios.no_e801) {
            set_carry(r, 0x86);
            return;
        }
        r->eax = bios.e801[0];
        r->ebx = bios.e801[1];
        r->ecx = bios.e801[2];
        r->edx = bios.e801[3];
        return;
    case 0x8800:
        if (bios.no_88)
            set_carry(r, 0x86);
        else
            r->eax = bios.kib_88;
        return;
    default:
        fail_msg("INT 15h, AX %04x", r->eax);
    }
}

static struct boot_memory_region regions[256];

/* The map as text: "1000+9e000 1, ...", in hex, kinds in decimal. */
static const char *map_of_capacity(size_t capacity, enum boot_status expected)
{
    static char text[8192];
    struct memory_map map = {.regions = regions, .capacity = capacity};
    said_begin();
    assert_int_equal(bios_memory_add(&map), expected);
    size_t length = 0;
    text[0] = 0;
    for (size_t i = 0; i < map.count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%llx+%llx %u",
                                   i ? ", " : "", (unsigned long long)regions[i].base,
                                   (unsigned long long)regions[i].size, regions[i].kind);
    return text;
}

static const char *map(void)
{
    return map_of_capacity(256, BOOT_OK);
}

static int setup(void **state)
{
    (void)state;
    static const struct row usual[] = {
        {0, 0x9fc00, 1, 1},          {0x9fc00, 0x400, 2, 1},     {0xf0000, 0x10000, 2, 1},
        {0x100000, 0x7ee0000, 1, 1}, {0x7fe0000, 0x20000, 2, 1},
    };
    memset(&bios, 0, sizeof bios);
    memset(rows, 0, sizeof rows);
    memcpy(rows, usual, sizeof usual);
    bios.count = 5;
    bios.entry_size = 24;
    bios.kib_low = 639;
    return 0;
}

#define USUAL "0+1000 15, 1000+9e000 1, 9f000+61000 15, 100000+7ee0000 1, 7fe0000+20000 15"

static void the_usual(void **state)
{
    (void)state;
    assert_string_equal(map(), USUAL);
    bios.entry_size = 20; /* the attributes are not there, so they are not looked at */
    assert_string_equal(map(), USUAL);
    bios.ends_by_carry = true;
    assert_string_equal(map(), USUAL);
    bios.ends_by_carry = false;
    bios.endless = true;
    assert_string_equal(map(), USUAL);
    assert_string_equal(said(), "");
}

static void kinds(void **state)
{
    (void)state;
    bios.count = 15;
    for (unsigned type = 0; type < 15; type++)
        rows[type] = (struct row){(type + 1) * 0x100000u, 0x1000, type, 1};
    rows[13] = (struct row){0xe00000, 0x1000, 1, 3}; /* not volatile */
    rows[14] = (struct row){0xf00000, 0x1000, 1, 0}; /* not enabled */
    assert_string_equal(map(), "0+1000 15, 9f000+62000 15, 200000+1000 1, 300000+1000 15, "
                               "400000+1000 3, 500000+1000 8, 600000+1000 14, 700000+1000 15, "
                               "800000+1000 12, 900000+1000 15, a00000+1000 15, b00000+1000 15, "
                               "c00000+1000 15, d00000+1000 15, e00000+1000 12");
    rows[0] = (struct row){0x10000000, 0x1000, 0xffffffff, 1};
    assert_contains(map(), "10000000+1000 15");
}

static void nonsense(void **state)
{
    (void)state;
    rows[5] = (struct row){0x200000, 0, 2, 1};               /* nothing */
    rows[6] = (struct row){0x300800, 0x1000, 2, 1};          /* crooked, inside of usable */
    rows[7] = (struct row){0x100000, 0x1000, 1, 1};          /* again */
    rows[8] = (struct row){0xfffffffffffff000, ~0ull, 2, 1}; /* beyond the end */
    rows[9] = (struct row){0xa0000, 0x60000, 1, 1};          /* ROM is no memory */
    bios.count = 10;
    assert_string_equal(map(), "0+1000 15, 1000+9e000 1, 9f000+61000 15, 100000+200000 1, "
                               "300000+2000 15, 302000+7cde000 1, 7fe0000+20000 15");
    bios.kib_low = 0; /* then 640 KiB are believed, and E820h wins */
    assert_contains(map(), "1000+9e000 1, 9f000+61000 15");
    bios.kib_low = 600;
    assert_contains(map(), "1000+95000 1, 96000+6a000 15");
}

static void older_functions(void **state)
{
    (void)state;
    bios.no_signature = true;
    bios.e801[0] = 15 * 1024;
    bios.e801[1] = 0x700;
    assert_string_equal(map(), "0+1000 15, 1000+9e000 1, 9f000+61000 15, 100000+7f00000 1");
    memcpy(bios.e801, (uint16_t[]){0, 0, 15 * 1024, 0x10}, 8);
    assert_string_equal(map(), "0+1000 15, 1000+9e000 1, 9f000+61000 15, 100000+1000000 1");
    memcpy(bios.e801, (uint16_t[]){14 * 1024, 0x10, 0, 0}, 8); /* a hole at 15 MiB */
    assert_string_equal(map(), "0+1000 15, 1000+9e000 1, 9f000+61000 15, 100000+e00000 1");
    bios.no_e801 = true;
    bios.kib_88 = 0xfc00;
    assert_string_equal(map(), "0+1000 15, 1000+9e000 1, 9f000+61000 15, 100000+3f00000 1");
    memset(bios.e801, 0, 8);
    bios.no_e801 = false;
    assert_contains(map(), "100000+3f00000 1"); /* zeros are no answer */
    bios.kib_88 = 0;
    map_of_capacity(256, BOOT_UNSUPPORTED);
    assert_contains(said(), "does not say where memory is");
    bios.no_88 = true;
    map_of_capacity(256, BOOT_UNSUPPORTED);
    bios.no_signature = false;
    bios.entry_size = 19;
    map_of_capacity(256, BOOT_UNSUPPORTED);
    bios.entry_size = 24;
    bios.count = 1; /* nothing above 1 MiB: not believed */
    map_of_capacity(256, BOOT_UNSUPPORTED);
}

static void too_many(void **state)
{
    (void)state;
    bios.count = 2000;
    for (unsigned i = 0; i < 2000; i++)
        rows[i] = (struct row){0x100000 + i * 0x2000u, 0x1000, 1, 1};
    mock_calls = 0;
    map();
    assert_int_equal(mock_calls, 1 + 1024); /* INT 12h, and no more than that many entries */
    assert_contains(said(), "more regions of memory than the loader");
    map_of_capacity(4, BOOT_OK);
    assert_contains(said(), "may be left unused");
}

/* Random lists against a model that knows each page: it is usable only if an entry says so of all
 * of it, and none says otherwise of any of it. */
static void random_lists(void **state)
{
    (void)state;
    enum { PAGES = 64 };
    uint64_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        bool usable[PAGES] = {false}, other[PAGES] = {false};
        bios.count = 12;
        for (unsigned i = 0; i < bios.count; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            struct row *row = &rows[i];
            *row = (struct row){.base = 0x100000 + (seed >> 40) % (PAGES * 0x1000) / 0x800 * 0x800,
                                .size = (seed >> 24) % 0x8000 / 0x400 * 0x400,
                                .type = (seed >> 60) < 10 ? 1 : (uint32_t)(seed >> 57) % 14,
                                .attributes = (seed >> 20 & 15) != 0};
            for (uint64_t p = 0; p < PAGES && row->attributes && row->size; p++) {
                uint64_t from = 0x100000 + p * 0x1000, to = from + 0x1000;
                if (row->type == 1)
                    usable[p] |= row->base <= from && row->base + row->size >= to;
                else
                    other[p] |= row->base < to && row->base + row->size > from;
            }
        }
        rows[bios.count++] = (struct row){0x10000000, 0x100000, 1, 1};
        struct memory_map got = {.regions = regions, .capacity = 256};
        assert_int_equal(bios_memory_add(&got), BOOT_OK);
        for (uint64_t p = 0; p < PAGES; p++) {
            uint64_t page = 0x100000 + p * 0x1000;
            bool found = false;
            for (size_t i = 0; i < got.count; i++)
                if (page >= regions[i].base && page - regions[i].base < regions[i].size)
                    found = regions[i].kind == BOOT_MEMORY_USABLE;
            bool apart = usable[p] && !other[p]; /* two entries may share a page without covering */
            if (found && (other[p] || page < 0x100000))
                fail_msg("round %d: page %llu is taken for usable", round, (unsigned long long)p);
            if (apart && !found)
                fail_msg("round %d: page %llu is lost", round, (unsigned long long)p);
        }
    }
}

#define with_bios(function) cmocka_unit_test_setup(function, setup)
TESTS(with_bios(the_usual), with_bios(kinds), with_bios(nonsense), with_bios(older_functions),
      with_bios(too_many), with_bios(random_lists))
