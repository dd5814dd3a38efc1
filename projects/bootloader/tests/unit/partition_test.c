/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Partition tables made up here: MBR, logical partitions, GPT whole and damaged, and none. */
#include "media/partition.h"
#include "tests/said.h"
#include "tests/unit/memory_disk.h"

#define SECTORS 4096u

static struct memory_disk disk;
static uint32_t sector_size = 512;

static uint8_t *at(uint64_t sector)
{
    return disk.bytes + sector * sector_size;
}

static int setup(void **state)
{
    (void)state;
    said_begin();
    memory_disk_make(&disk, SECTORS * sector_size, sector_size);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    memory_disk_free(&disk);
    return 0;
}

/* The list as text: "MBR1 @2048+100 ESP". */
static const char *list(enum boot_status *ret_status)
{
    static char text[4096];
    static const char *const names[] = {"DISK", "MBR", "GPT"};
    size_t length = 0;
    text[0] = 0;
    struct partition_iter it = partition_begin(&disk.disk);
    struct partition p;
    while (partition_next(&it, &p)) {
        assert_true(p.base <= disk.disk.size && p.size <= disk.disk.size - p.base);
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s%u @%llu+%llu%s",
                                   length ? ", " : "", names[p.scheme], p.number,
                                   (unsigned long long)p.base / sector_size,
                                   (unsigned long long)p.size / sector_size, p.esp ? " ESP" : "");
        assert_true(length < sizeof text);
    }
    if (ret_status)
        *ret_status = it.status;
    else
        assert_int_equal(it.status, BOOT_OK);
    return text;
}

static void entry(uint64_t sector, unsigned number, uint8_t type, uint32_t first, uint32_t count)
{
    uint8_t *e = at(sector) + 446 + 16 * (number - 1);
    e[4] = type;
    put(e + 8, first, 4);
    put(e + 12, count, 4);
    put(at(sector) + 510, 0xaa55, 2);
}

/* ---- MBR --------------------------------------------------------------------------------------*/

static void no_table(void **state)
{
    (void)state;
    assert_string_equal(list(NULL), "DISK0 @0+4096");
    put(at(0) + 510, 0xaa55, 2); /* a boot sector without partitions */
    assert_string_equal(list(NULL), "DISK0 @0+4096");
    entry(0, 1, 0x0c, 1, 10); /* ... with what cannot be an entry */
    at(0)[446 + 16] = 0x33;
    assert_string_equal(list(NULL), "DISK0 @0+4096");
    assert_string_equal(said(), "");
}

static void primary(void **state)
{
    (void)state;
    entry(0, 1, 0x83, 100, 50);
    entry(0, 3, 0x0c, 2048, 1000);
    entry(0, 4, 0xef, 200, 10);
    at(0)[446] = 0x80;
    assert_string_equal(list(NULL), "MBR4 @200+10 ESP, MBR1 @100+50, MBR3 @2048+1000");
    assert_int_equal(disk.reads, 1);
}

static void logical(void **state)
{
    (void)state;
    entry(0, 1, 0x0c, 64, 64);
    entry(0, 2, 0x0f, 1000, 3000);
    entry(1000, 1, 0x06, 63, 100);
    entry(1000, 2, 0x05, 500, 600); /* the next record, from the first */
    entry(1500, 1, 0xef, 63, 200);
    entry(1500, 2, 0x05, 1000, 600);
    entry(2000, 1, 0, 0, 0); /* empty, but counted */
    entry(2000, 2, 0x05, 1500, 600);
    entry(2500, 1, 0x0b, 1, 7);
    assert_string_equal(list(NULL),
                        "MBR6 @1563+200 ESP, MBR1 @64+64, MBR5 @1063+100, MBR8 @2501+7");
}

static void logical_damaged(void **state)
{
    (void)state;
    enum boot_status status;
    entry(0, 1, 0x0c, 64, 64);
    entry(0, 2, 0x05, 1000, 3000);
    assert_string_equal(list(&status), "MBR1 @64+64"); /* no record at all */
    assert_int_equal(status, BOOT_DAMAGED);
    assert_contains(said(), "logical partitions is damaged: number 5 should be described in "
                            "sector 1000");

    said_begin();
    entry(1000, 1, 0x06, 1, 9);
    entry(1000, 2, 0x05, 0x7fffffff, 1); /* beyond the disk */
    assert_string_equal(list(&status), "MBR1 @64+64, MBR5 @1001+9");
    assert_int_equal(status, BOOT_DAMAGED);
    assert_contains(said(), "number 6");
    assert_null(strstr(strstr(said(), "number 6") + 1, "number 6")); /* once */

    said_begin();
    entry(1000, 2, 0x05, 0, 1); /* in a circle */
    list(&status);
    assert_int_equal(status, BOOT_DAMAGED);
    assert_contains(said(), "number 133");
}

static void beyond_the_disk(void **state)
{
    (void)state;
    entry(0, 1, 0x0c, SECTORS, 1);
    entry(0, 2, 0x0c, SECTORS - 5, 6);
    entry(0, 3, 0x0c, 0xffffffff, 0xffffffff);
    assert_string_equal(list(NULL), "MBR2 @4091+5");
    assert_contains(said(), "MBR partition 1 begins at sector 4096 of a disk of 4096: passed over");
    assert_contains(said(), "MBR partition 2 ends beyond the disk: cut");
    assert_contains(said(), "MBR partition 3 begins at sector 4294967295");
}

/* ---- GPT --------------------------------------------------------------------------------------*/

#define ENTRIES 128u
static const uint8_t esp[16] = {0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11,
                                0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b};

static uint32_t crc32(const uint8_t *data, size_t size) /* bit by bit, unlike the code's */
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < size * 8; i++) {
        bool bit = (crc ^ (uint32_t)data[i / 8] >> i % 8) & 1;
        crc = crc >> 1 ^ (bit ? 0xedb88320u : 0);
    }
    return ~crc;
}

static void gpt_entry(uint64_t entries, unsigned number, const uint8_t type[16], uint64_t first,
                      uint64_t last)
{
    uint8_t *e = at(entries) + 128 * (number - 1);
    memcpy(e, type, 16);
    put(e + 16, number, 8);
    put(e + 32, first, 8);
    put(e + 40, last, 8);
}

static void gpt_seal(uint64_t header, uint64_t entries, uint32_t count, uint32_t size)
{
    uint8_t *h = at(header);
    memcpy(h, "EFI PART", 8);
    put(h + 8, 0x10000, 4);
    put(h + 12, 92, 4);
    put(h + 16, 0, 4);
    put(h + 24, header, 8);
    put(h + 32, header == 1 ? SECTORS - 1 : 1, 8);
    put(h + 72, entries, 8);
    put(h + 80, count, 4);
    put(h + 84, size, 4);
    put(h + 88, crc32(at(entries), (size_t)count * size), 4);
    put(h + 16, crc32(h, 92), 4);
}

static uint64_t copy_at(void)
{
    return SECTORS - 1 - ENTRIES * 128 / sector_size;
}

/* Both tables, with differing numbers of sectors so that it shows which was read. */
static void gpt(void)
{
    static const uint8_t other[16] = {0xa2, 0xa0, 0xd0, 0xeb};
    entry(0, 1, 0xee, 1, SECTORS - 1);
    for (int copy = 0; copy < 2; copy++) {
        uint64_t entries = copy ? copy_at() : 2;
        gpt_entry(entries, 1, other, 100, 199);
        gpt_entry(entries, 3, esp, 200, copy ? 398 : 399);
        gpt_entry(entries, 128, other, 1000, 1000);
        gpt_seal(copy ? SECTORS - 1 : 1, entries, ENTRIES, 128);
    }
}
#define PRIMARY "GPT3 @200+200 ESP, GPT1 @100+100, GPT128 @1000+1"
#define COPY    "GPT3 @200+199 ESP, GPT1 @100+100, GPT128 @1000+1"

static void gpt_whole(void **state)
{
    (void)state;
    gpt();
    assert_string_equal(list(NULL), PRIMARY);
    assert_string_equal(said(), "");
}

/* Any byte of the header or of the entries that changes is noticed, and the copy is used. */
static void gpt_copy(void **state)
{
    (void)state;
    gpt();
    for (unsigned i = 0; i < 92 + ENTRIES * 128; i += i < 100 ? 1 : 97) {
        uint8_t *byte = i < 92 ? at(1) + i : at(2) + i - 92;
        said_begin();
        *byte ^= 0x10;
        assert_string_equal(list(NULL), COPY);
        assert_contains(said(), "its copy at the end of the disk is good");
        *byte ^= 0x10;
    }
    assert_string_equal(list(NULL), PRIMARY);
}

/* A header may be wrong although its checksum is right. */
static void gpt_header_lies(void **state)
{
    (void)state;
    static const struct {
        unsigned offset, size;
        uint64_t value;
    } lies[] = {{12, 4, 91},    {12, 4, 513},      {24, 8, 2},        {72, 8, SECTORS},
                {72, 8, ~0ull}, {72, 8, 4095},     {80, 4, 1u << 30}, {84, 4, 0},
                {84, 4, 129},   {84, 4, 1u << 31}, {80, 4, 4096}};
    gpt();
    uint8_t good[512];
    memcpy(good, at(1), sizeof good);
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        put(at(1) + lies[i].offset, lies[i].value, lies[i].size);
        put(at(1) + 16, 0, 4);
        uint32_t size = bytes_u32(at(1) + 12);
        put(at(1) + 16, crc32(at(1), size > 512 ? 512 : size), 4);
        assert_string_equal(list(NULL), COPY);
        memcpy(at(1), good, sizeof good);
    }
}

static void gpt_both_damaged(void **state)
{
    (void)state;
    enum boot_status status;
    gpt();
    at(1)[0] ^= 1;
    at(SECTORS - 1)[91] ^= 1;
    assert_string_equal(list(&status), "");
    assert_int_equal(status, BOOT_DAMAGED);
    assert_contains(said(), "GPT is damaged, and so is its copy");
}

static void gpt_entries(void **state)
{
    (void)state;
    gpt();
    gpt_entry(2, 2, esp, 500, 499); /* ends before it begins */
    gpt_entry(2, 4, esp, 0, ~0ull);
    gpt_entry(2, 5, esp, ~0ull, ~0ull);
    gpt_entry(2, 6, esp, 4000, ~0ull);
    gpt_seal(1, 2, ENTRIES, 128);
    assert_string_equal(list(NULL), "GPT3 @200+200 ESP, GPT4 @0+0 ESP, GPT6 @4000+96 ESP, "
                                    "GPT1 @100+100, GPT128 @1000+1");
    assert_contains(said(), "GPT partition 5 begins at sector 18446744073709551615");
    assert_contains(said(), "GPT partition 6 ends beyond the disk: cut");
    /* entries of other sizes, and none */
    memset(at(2), 0, ENTRIES * 128);
    gpt_entry(2, 5, esp, 7, 8); /* = the third of 256 bytes */
    gpt_seal(1, 2, 10, 256);
    assert_string_equal(list(NULL), "GPT3 @7+2 ESP");
    gpt_seal(1, 2, 0, 128);
    assert_string_equal(list(NULL), "");
}

static void large_sectors(void **state)
{
    (void)state;
    gpt();
    assert_string_equal(list(NULL), PRIMARY);
    at(1)[8] ^= 1;
    assert_string_equal(list(NULL), COPY);
    memset(at(0), 0, 512);
    entry(0, 1, 0x0f, 100, 1000);
    entry(100, 1, 0x0c, 1, 5);
    assert_string_equal(list(NULL), "MBR5 @101+5");
}

static int setup_4096(void **state)
{
    sector_size = 4096;
    return setup(state);
}

static int teardown_4096(void **state)
{
    sector_size = 512;
    return teardown(state);
}

/* ---- Errors -----------------------------------------------------------------------------------*/

/* Whichever read fails: it is either said or made good by the copy, and no partition is invented.
 */
static void every_read_fails_once(void **state)
{
    (void)state;
    enum boot_status status;
    gpt();
    list(NULL);
    unsigned reads = disk.reads;
    for (unsigned n = 1; n <= reads; n++) {
        disk.reads = 0;
        disk.fail_at = n;
        const char *found = list(&status);
        if (status == BOOT_OK)
            assert_string_equal(found, COPY);
        else
            assert_int_equal(status, BOOT_DEVICE);
    }
    disk.fail_at = 0;
    memset(at(0), 0, 512);
    entry(0, 1, 0x05, 1000, 100);
    entry(0, 2, 0x0c, 200, 100);
    entry(1000, 1, 0x0c, 1, 1);
    for (unsigned n = 1; n <= 3; n++) { /* sector 0, the record in both rounds */
        disk.reads = 0;
        disk.fail_at = n;
        list(&status);
        assert_int_equal(status, BOOT_DEVICE);
    }
}

static void small_disks(void **state)
{
    (void)state;
    enum boot_status status;
    gpt();
    for (uint64_t size = 0; size <= 40 * 512; size += 256) {
        said_begin();
        disk.disk.size = size;
        list(&status);
        assert_int_equal(status, size < 34 * 512 ? BOOT_DAMAGED : BOOT_OK);
        assert_contains(said(), size < 512        ? "smaller than a sector"
                                : size < 34 * 512 ? "GPT is damaged"
                                                  : "passed over");
    }
    disk.disk.size = SECTORS * 512;
}

#define on_disk(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
TESTS(on_disk(no_table), on_disk(primary), on_disk(logical), on_disk(logical_damaged),
      on_disk(beyond_the_disk), on_disk(gpt_whole), on_disk(gpt_copy), on_disk(gpt_header_lies),
      on_disk(gpt_both_damaged), on_disk(gpt_entries), on_disk(every_read_fails_once),
      on_disk(small_disks),
      cmocka_unit_test_setup_teardown(large_sectors, setup_4096, teardown_4096))
