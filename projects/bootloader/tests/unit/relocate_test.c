/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Relocations: what a linker leaves, done and looked at; and what cannot be done, by its name. */
#include "load/relocate.h"
#include "tests/said.h"

/* One block of four pages, one LOAD of all of it and one of eight bytes in the last page. */
enum { SIZE = 4 * 4096, TABLE = 0x1000, DYNAMIC = 0x2000 };
#define BASE  0x10000ull
#define SLIDE 0xffffffff80000000ull

static _Alignas(4096) uint8_t image[SIZE];
static struct kernel kernel;
static uint64_t *dynamic;

static void begin(void)
{
    said_begin();
    memset(image, 0, sizeof image);
    memset(&kernel, 0, sizeof kernel);
    kernel.path = "/k";
    kernel.slide = SLIDE;
    kernel.elf.load_count = 2;
    kernel.elf.loads[0] = (struct elf_load){.address = BASE, .size = 0x3000};
    kernel.elf.loads[1] = (struct elf_load){.address = BASE + 0x3100, .size = 8};
    kernel.block_count = 1;
    kernel.blocks[0] = (struct kernel_block){BASE, SIZE, (uint64_t)image};
    kernel.elf.dynamic = (struct elf_range){BASE + DYNAMIC, 16 * 16};
    dynamic = (uint64_t *)(image + DYNAMIC);
}

static void tag(uint64_t number, uint64_t value)
{
    *dynamic++ = number;
    *dynamic++ = value;
}

static void rela(unsigned index, uint64_t place, uint64_t info, uint64_t addend)
{
    uint64_t entry[3] = {place, info, addend};
    memcpy(image + TABLE + 24 * index, entry, sizeof entry);
}

static uint64_t word(uint64_t place)
{
    uint64_t value;
    memcpy(&value, image + (place - BASE), 8);
    return value;
}

static void nothing_to_do(void **state)
{
    (void)state;
    begin();
    kernel.elf.dynamic.size = 0;
    assert_int_equal(relocate(&kernel), BOOT_OK);
    begin();
    tag(24, 0), tag(0x6ffffffb, 0x8000001);
    assert_int_equal(relocate(&kernel), BOOT_OK);
    begin(); /* a table without DT_NULL ends with its segment */
    for (unsigned i = 0; i < 16; i++)
        tag(24, 0);
    assert_int_equal(relocate(&kernel), BOOT_OK);
    assert_string_equal(said(), "");
}

static void relative(void **state)
{
    (void)state;
    begin();
    tag(7, BASE + TABLE), tag(8, 5 * 24), tag(9, 24);
    rela(0, BASE + 8, 8, 0x10123);
    rela(1, BASE + 0x2ff8, 8, 0x10456);
    rela(2, BASE + 0x3100, 8, UINT64_MAX); /* -1 */
    rela(3, 0, 0, 0);                      /* R_X86_64_NONE */
    rela(4, BASE + 0x11, 8, 0x10789);
    assert_int_equal(relocate(&kernel), BOOT_OK);
    assert_int_equal(word(BASE + 8), SLIDE + 0x10123);
    assert_int_equal(word(BASE + 0x2ff8), SLIDE + 0x10456);
    assert_int_equal(word(BASE + 0x3100), SLIDE - 1);
    assert_int_equal(word(BASE + 0x11), SLIDE + 0x10789);
    assert_int_equal(word(BASE), 0);
    begin(); /* in the table for calls, too */
    tag(23, BASE + TABLE), tag(2, 24), tag(20, 7);
    rela(0, BASE, 8, 1);
    assert_int_equal(relocate(&kernel), BOOT_OK);
    assert_int_equal(word(BASE), SLIDE + 1);
}

static void packed(void **state)
{
    (void)state;
    begin();
    tag(36, BASE + TABLE), tag(35, 4 * 8), tag(37, 8);
    uint64_t table[4] = {BASE + 0x100, 0x8000000000000005 | 2, 3, BASE + 0x3100};
    memcpy(image + TABLE, table, sizeof table);
    for (uint64_t i = 0; i < 0x1000; i += 8)
        memcpy(image + i, &i, 8);
    assert_int_equal(relocate(&kernel), BOOT_OK);
    for (uint64_t i = 0; i < 0x1000; i += 8) {
        /* 0x100; of the first bitmap bits 0, 1 and 62; of the second the first word behind. */
        bool moved =
            i == 0x100 || i == 0x108 || i == 0x110 || i == 0x108 + 62 * 8 || i == 0x108 + 63 * 8;
        assert_int_equal(word(BASE + i), i + (moved ? SLIDE : 0));
    }
    assert_int_equal(word(BASE + 0x3100), SLIDE);
}

static void many(void **state)
{
    (void)state;
    begin();
    tag(7, BASE + TABLE), tag(8, 170 * 24);
    for (unsigned i = 0; i < 170; i++)
        rela(i, i % 2 ? BASE + 0x3100 : BASE + 8 * i, 8, i);
    assert_int_equal(relocate(&kernel), BOOT_OK);
    for (unsigned i = 0; i < 170; i += 2)
        assert_int_equal(word(BASE + 8 * i), SLIDE + i);
}

static void assert_bad(const char *sentence)
{
    assert_int_equal(relocate(&kernel), BOOT_BAD_KERNEL);
    assert_contains(said(), "error: /k: ");
    assert_contains(said(), sentence);
}

static void types_that_cannot_be_done(void **state)
{
    (void)state;
    static const struct {
        uint32_t type;
        const char *name;
    } types[] = {{1, "R_X86_64_64"},        {5, "R_X86_64_COPY"},      {6, "R_X86_64_GLOB_DAT"},
                 {7, "R_X86_64_JUMP_SLOT"}, {16, "R_X86_64_DTPMOD64"}, {17, "R_X86_64_DTPOFF64"},
                 {18, "R_X86_64_TPOFF64"},  {36, "R_X86_64_TLSDESC"},  {37, "R_X86_64_IRELATIVE"},
                 {99, "not known"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        begin();
        tag(7, BASE + TABLE), tag(8, 48);
        rela(0, BASE, 8, 0);
        rela(1, BASE, 3ull << 32 | types[i].type, 0);
        assert_bad("relocation 1 (type ");
        assert_contains(said(), types[i].name);
        assert_contains(said(), "symbol 3)");
    }
    begin();
    tag(7, BASE + TABLE), tag(8, 24);
    rela(0, BASE, 1ull << 32 | 8, 0); /* RELATIVE has no symbol */
    assert_bad("relocation 0 (type 8");
}

static void places_outside(void **state)
{
    (void)state;
    static const uint64_t places[] = {
        0, BASE - 1, BASE + 0x2ff9, BASE + 0x3000, BASE + 0x3101, UINT64_MAX};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        begin();
        tag(7, BASE + TABLE), tag(8, 48);
        rela(0, BASE + 0x20, 8, 0);
        rela(1, places[i], 8, 0);
        assert_bad("relocation 1 is for 0x");
        assert_contains(said(), "which lies in no LOAD segment");
        begin();
        tag(36, BASE + TABLE), tag(35, 8);
        uint64_t even = places[i] & ~1ull;
        memcpy(image + TABLE, &even, 8);
        if (places[i] & 1 && elf_find(&kernel.elf, even, 8))
            continue; /* an odd place becomes one that is right */
        assert_bad("packed relocation 0 is for 0x");
    }
    begin(); /* a bitmap that leads out of the segment */
    tag(36, BASE + TABLE), tag(35, 16);
    uint64_t table[2] = {BASE + 0x2ff0, 7};
    memcpy(image + TABLE, table, sizeof table);
    assert_bad("packed relocation 1 is for 0x13000");
}

static void tables_that_are_wrong(void **state)
{
    (void)state;
    begin();
    tag(1, 0);
    assert_bad("it needs a shared library");
    static const uint64_t forms[][2] = {{17, 1}, {20, 17}, {9, 16}, {37, 4}};
    for (size_t i = 0; i < 4; i++) {
        begin();
        tag(forms[i][0], forms[i][1]);
        assert_bad("of a form that x86_64 does not have");
    }
    begin();
    tag(7, BASE + 0x3000), tag(8, 24);
    assert_bad("its relocations at 0x13000 (24 bytes) lie in no LOAD segment");
    begin();
    tag(7, BASE + 0x1000), tag(8, UINT64_MAX);
    assert_bad("its relocations at");
    begin();
    tag(36, 0x10), tag(35, 8);
    assert_bad("its packed relocations at 0x10 (8 bytes)");
    begin();
    tag(23, 0x10), tag(2, 24);
    assert_bad("its relocations at 0x10");
}

TESTS(test(nothing_to_do), test(relative), test(packed), test(many),
      test(types_that_cannot_be_done), test(places_outside), test(tables_that_are_wrong))
