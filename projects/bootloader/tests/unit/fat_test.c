/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * FAT volumes as mkfs.fat and mtools write them, read back; then the same volumes with fragments,
 * damage, and a disk that fails. What the tables hold is changed by code of the test's own.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "media/fat.h"
#include "tests/said.h"
#include "tests/unit/memory_disk.h"

/* ---- Volumes ----------------------------------------------------------------------------------*/

#define BASE (3u * 4096) /* where the volume lies on the disk */

static const struct geometry {
    unsigned bits, kib, sectors_per_cluster, sector_size;
} geometries[] = {
    {12, 1440, 1, 512},  {12, 12288, 8, 512}, {16, 20480, 4, 512},
    {32, 34816, 1, 512}, {12, 8192, 1, 4096}, {16, 20480, 1, 4096},
};
#define GEOMETRIES (sizeof geometries / sizeof *geometries)

static const struct sample {
    const char *path;
    uint32_t size;
} samples[] = {
    {"/boot/boot.conf", 77},
    {"/boot/kernel.elf", 310000},
    {"/boot/Ein l\xc3\xa4ngerer Name \xe2\x82\xac.text", 5000},
    {"/a/b/c/deep.bin", 4096},
    {"/EMPTY", 0},
    {"/fragments.bin", 307200},
    {"/many/a file with a number 139", 139},
};
#define KERNEL    1
#define FRAGMENTS 5
#define SAMPLES   (sizeof samples / sizeof *samples)

static char folder[] = "/tmp/fat_test.XXXXXX";
static struct memory_disk volumes[GEOMETRIES]; /* as written; tests change copies */
static struct memory_disk disk;
static uint8_t window[65024];
static struct fat fat;
static const struct geometry *geometry;

static uint8_t sample_byte(size_t sample, uint32_t i)
{
    uint32_t mixed = (uint32_t)(i + sample * 0x01000193) * 0x9e3779b9u;
    return (uint8_t)(mixed >> 24);
}

static void run(const char *format, ...)
{
    char command[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    if (system(command))
        fail_msg("failed: %s", command);
}

static void write_file(const char *path, size_t sample, uint32_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (uint32_t i = 0; i < size; i++)
        fputc(sample_byte(sample, i), file);
    assert_int_equal(fclose(file), 0);
}

static int write_volumes(void **state)
{
    (void)state;
    char path[256];
    if (system("command -v mkfs.fat mcopy >/dev/null"))
        return 0; /* each test says so */
    assert_non_null(mkdtemp(folder));
    run("mkdir -p %s/tree/boot %s/tree/a/b/c %s/tree/many", folder, folder, folder);
    for (size_t i = 0; i < SAMPLES; i++) {
        snprintf(path, sizeof path, "%s/tree%s", folder, samples[i].path);
        write_file(path, i, samples[i].size);
    }
    for (unsigned i = 0; i < 139; i++) {
        snprintf(path, sizeof path, "%s/tree/many/a file with a number %u", folder, i);
        write_file(path, 0, 1);
    }
    for (size_t i = 0; i < GEOMETRIES; i++) {
        const struct geometry *g = &geometries[i];
        run("mkfs.fat -F %u -s %u -S %u -C %s/volume %u >/dev/null 2>&1 && "
            "mcopy -s -i %s/volume %s/tree/* :: && rm -rf %s/kept && mv %s/volume %s/kept",
            g->bits, g->sectors_per_cluster, g->sector_size, folder, g->kib, folder, folder, folder,
            folder, folder);
        memory_disk_make(&volumes[i], BASE + g->kib * 1024, g->sector_size);
        snprintf(path, sizeof path, "%s/kept", folder);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        assert_int_equal(fread(volumes[i].bytes + BASE, 1, g->kib * 1024, file), g->kib * 1024);
        fclose(file);
    }
    run("rm -rf %s", folder);
    return 0;
}

static int free_volumes(void **state)
{
    (void)state;
    for (size_t i = 0; i < GEOMETRIES; i++)
        memory_disk_free(&volumes[i]);
    memory_disk_free(&disk);
    return 0;
}

/* A fresh copy of a volume, not opened yet. */
static void take(size_t i)
{
    if (!volumes[i].bytes)
        skip();
    memory_disk_free(&disk);
    geometry = &geometries[i];
    memory_disk_make(&disk, volumes[i].disk.size, geometry->sector_size);
    memcpy(disk.bytes, volumes[i].bytes, volumes[i].disk.size);
    said_begin();
}

static enum boot_status open_volume(void)
{
    return fat_open(&fat, &disk.disk, BASE, disk.disk.size - BASE, window, sizeof window);
}

static void take_open(size_t i)
{
    take(i);
    assert_int_equal(open_volume(), BOOT_OK);
    assert_int_equal(fat.bits, geometry->bits);
}

static struct fat_file find(const char *path)
{
    struct fat_file file;
    enum boot_status status = fat_find(&fat, path, &file);
    if (status != BOOT_OK)
        fail_msg("%s: status %d, %s", path, status, said());
    return file;
}

/* Reads it through the interface and compares. */
static void check_range(struct fat_file *file, size_t sample, uint32_t offset, uint32_t size)
{
    uint8_t *got = malloc(size + 1u);
    got[size] = 0x5a;
    assert_int_equal(fat_read(&fat, file, offset, size, got), BOOT_OK);
    for (uint32_t i = 0; i < size; i++)
        if (got[i] != sample_byte(sample, offset + i))
            fail_msg("%s: byte %u is wrong", samples[sample].path, offset + i);
    assert_int_equal(got[size], 0x5a);
    free(got);
}

/* ---- The tables, by the test's own reading ----------------------------------------------------*/

static uint8_t *boot_sector(void)
{
    return disk.bytes + BASE;
}

static uint8_t *table_entry(unsigned copy, uint32_t cluster)
{
    uint8_t *boot = boot_sector();
    uint32_t table = bytes_u16(boot + 22) ? bytes_u16(boot + 22) : bytes_u32(boot + 36);
    uint64_t at = (bytes_u16(boot + 14) + (uint64_t)copy * table) * bytes_u16(boot + 11);
    return boot + at + (uint64_t)cluster * geometry->bits / 8;
}

static void set_next(uint32_t cluster, uint32_t next)
{
    for (unsigned copy = 0; copy < boot_sector()[16]; copy++) {
        uint8_t *entry = table_entry(copy, cluster);
        if (geometry->bits == 12 && cluster & 1)
            put(entry, (bytes_u16(entry) & 0x00f) | next << 4, 2);
        else if (geometry->bits == 12)
            put(entry, (bytes_u16(entry) & 0xf000) | (next & 0xfff), 2);
        else
            put(entry, next & (geometry->bits == 32 ? 0x0fffffff : 0xffff), geometry->bits / 8);
    }
}

static uint8_t *cluster_bytes(uint32_t cluster)
{
    return disk.bytes + fat.data + (uint64_t)(cluster - 2) * fat.cluster_size;
}

/* The directory entry of a file that is not in the root, by its first cluster. */
static uint8_t *entry_of(uint32_t first)
{
    for (uint8_t *e = disk.bytes + BASE; e < disk.bytes + disk.disk.size; e += 32)
        if (bytes_u16(e + 26) == (first & 0xffff) && bytes_u16(e + 20) == first >> 16 &&
            e[11] == 0x20 && e[0] > ' ')
            return e;
    fail_msg("no entry of cluster %u", first);
    return NULL;
}

static const uint32_t ends[] = {[12] = 0xfff, [16] = 0xffff, [32] = 0x0fffffff};
static const uint32_t bads[] = {[12] = 0xff7, [16] = 0xfff7, [32] = 0x0ffffff7};

/* ---- Reading ----------------------------------------------------------------------------------*/

static void reads_what_others_wrote(void **state)
{
    (void)state;
    for (size_t g = 0; g < GEOMETRIES; g++) {
        take_open(g);
        for (size_t i = 0; i < SAMPLES; i++) {
            struct fat_file file = find(samples[i].path);
            assert_int_equal(file.size, samples[i].size);
            check_range(&file, i, 0, samples[i].size);
            uint32_t seed = (uint32_t)(g * 100 + i);
            for (unsigned n = 0; n < 50; n++) {
                seed = seed * 1664525 + 1013904223;
                uint32_t offset = seed % (samples[i].size + 1);
                uint32_t size = (seed >> 7) % (samples[i].size - offset + 1);
                check_range(&file, i, offset, size);
            }
        }
        assert_string_equal(said(), "");
    }
}

static void names(void **state)
{
    (void)state;
    struct fat_file file;
    for (size_t g = 0; g < GEOMETRIES; g++) {
        take_open(g);
        uint32_t kernel = find("/boot/kernel.elf").first;
        assert_int_equal(find("//BOOT///Kernel.ELF").first, kernel);
        assert_int_equal(find("boot/./kernel.elf").first, kernel);
        assert_int_equal(find("/a/b/../../boot/kernel.elf").first, kernel);
        assert_int_equal(find("/MANY/AFILEW~1").size, 1);
        assert_int_equal(find("/MANY/A FILE WITH A NUMBER 139").size, 139);
        static const char *const missing[] = {
            "",
            "/",
            "/boot",
            "/boot/",
            "/boot/kernel",
            "/boot/kernel.elf2",
            "/boot/kernel.elf/x",
            "/nowhere/kernel.elf",
            "/boot/ein l\xc3\x84ngerer name.text",
        };
        for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
            assert_int_equal(fat_find(&fat, missing[i], &file), BOOT_NOT_FOUND);
        assert_string_equal(said(), "");
    }
}

static void one_piece_is_one_request(void **state)
{
    (void)state;
    for (size_t g = 0; g < GEOMETRIES; g++) {
        take_open(g);
        struct fat_file file = find("/boot/kernel.elf");
        disk.reads = 0;
        check_range(&file, KERNEL, 0, 310000);
        assert_int_equal(disk.reads, 1);
        check_range(&file, KERNEL, 5, 309000);
        assert_int_equal(disk.reads, 2);
    }
}

/* Puts the clusters of fragments.bin into an order without neighbours; how many there are. */
static uint32_t fragment(void)
{
    struct fat_file file = find(samples[FRAGMENTS].path);
    uint32_t count = (samples[FRAGMENTS].size + fat.cluster_size - 1) / fat.cluster_size;
    assert_int_equal(file.run, count);
    uint8_t *copy = malloc((size_t)count * fat.cluster_size);
    memcpy(copy, cluster_bytes(file.first), (size_t)count * fat.cluster_size);
    uint32_t cluster = file.first;
    for (uint32_t i = 0; i < count; i++) { /* 0, the odd ones downwards, the even ones downwards */
        uint32_t odds = count / 2, next = i + 1;
        uint32_t place = next <= odds ? 2 * (odds - next) + 1 : 2 * (count - next);
        memcpy(cluster_bytes(cluster), copy + (size_t)i * fat.cluster_size, fat.cluster_size);
        set_next(cluster, next == count ? ends[geometry->bits] : file.first + place);
        cluster = file.first + place;
    }
    free(copy);
    return count;
}

static void fragments(void **state)
{
    (void)state;
    for (size_t g = 0; g < GEOMETRIES; g++) {
        take_open(g);
        uint32_t count = fragment();
        fat.window_held = 0; /* it is older than that */
        struct fat_file file = find(samples[FRAGMENTS].path);
        assert_int_equal(file.run, 1);
        disk.reads = 0;
        check_range(&file, FRAGMENTS, 0, samples[FRAGMENTS].size);
        assert_in_range(disk.reads, count, count + 2); /* and at most two windows */
        check_range(&file, FRAGMENTS, samples[FRAGMENTS].size / 2, 100);
        check_range(&file, FRAGMENTS, fat.cluster_size - 1, 2);
        check_range(&file, FRAGMENTS, 0, fat.cluster_size);
        check_range(&file, FRAGMENTS, samples[FRAGMENTS].size - 1, 1);
        check_range(&file, FRAGMENTS, samples[FRAGMENTS].size, 0);
        if (geometry->sectors_per_cluster == 1 && geometry->sector_size == 512)
            assert_int_equal(count, 600);
    }
}

/* Chains across the edges of a small window. */
static void small_window(void **state)
{
    (void)state;
    take_open(3);
    struct fat_file file = find("/boot/kernel.elf");
    uint32_t far = 8192 / 4 * 3 + 5; /* in the third window */
    memcpy(cluster_bytes(far), cluster_bytes(file.first + 1), 512);
    memset(cluster_bytes(file.first + 1), 0, 512);
    set_next(file.first, far);
    set_next(far, file.first + 2);
    assert_int_equal(fat_open(&fat, &disk.disk, BASE, disk.disk.size - BASE, window, 8192),
                     BOOT_OK);
    file = find("/boot/kernel.elf");
    check_range(&file, KERNEL, 0, 310000);
    check_range(&file, KERNEL, 512, 512);
}

/* FAT32: the flags say which table counts. */
static void table_in_use(void **state)
{
    (void)state;
    take_open(3);
    struct fat_file file = find("/boot/kernel.elf");
    put(table_entry(0, file.first), 0, 4);
    assert_int_equal(fat_open(&fat, &disk.disk, BASE, disk.disk.size - BASE, window, 8192),
                     BOOT_OK);
    assert_int_equal(fat_find(&fat, "/boot/kernel.elf", &file), BOOT_DAMAGED);
    boot_sector()[40] = 0x81;
    assert_int_equal(open_volume(), BOOT_OK);
    file = find("/boot/kernel.elf");
    check_range(&file, KERNEL, 0, 310000);
    boot_sector()[40] = 0x82;
    assert_int_equal(open_volume(), BOOT_DAMAGED);
    assert_contains(said(), "the table in use is none of the volume's");
}

/* ---- Names made by hand -----------------------------------------------------------------------*/

static uint8_t checksum(const uint8_t *name)
{
    uint32_t sum = 0;
    for (int i = 0; i < 11; i++)
        sum = ((sum & 1 ? 0x80 : 0) + (sum >> 1) + name[i]) & 0xff;
    return (uint8_t)sum;
}

/* Entries of a long name in front of an entry for `short_name` with one byte of size; the end. */
static uint8_t *put_entry(uint8_t *at, const uint16_t *units, unsigned count,
                          const char *short_name, uint32_t first)
{
    static const uint8_t places[] = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    unsigned parts = (count + 12) / 13;
    for (unsigned part = parts; part; part--, at += 32) {
        memset(at, 0xff, 32);
        at[0] = (uint8_t)(part | (part == parts ? 0x40 : 0));
        at[11] = 0x0f;
        at[12] = 0;
        at[13] = checksum((const uint8_t *)short_name);
        put(at + 26, 0, 2);
        for (unsigned i = 0; i < 13 && (part - 1) * 13 + i <= count; i++)
            put(at + places[i], (part - 1) * 13 + i < count ? units[(part - 1) * 13 + i] : 0, 2);
    }
    memset(at, 0, 32);
    memcpy(at, short_name, 11);
    at[11] = 0x20;
    put(at + 26, first & 0xffff, 2);
    put(at + 20, first >> 16, 2);
    put(at + 28, 1, 4);
    return at + 32;
}

static uint32_t first_of(const char *path)
{
    struct fat_file file;
    return fat_find(&fat, path, &file) == BOOT_OK ? file.first : 0;
}

static void long_names(void **state)
{
    (void)state;
    take_open(5); /* clusters of 4096 bytes: room for all entries */
    uint64_t entry = (uint64_t)(entry_of(find("/a/b/c/deep.bin").first) - disk.bytes);
    uint8_t *start = disk.bytes + entry / 4096 * 4096; /* clusters lie like that here */
    assert_memory_equal(start, ".          ", 11);
    uint8_t *at = start + 64, *one;
    for (uint32_t c = 100; c < 120; c++)
        set_next(c, ends[16]);
    memset(at, 0, fat.cluster_size - 64); /* behind "." and ".." */

    uint16_t longest[255];
    char longest_text[300] = "/a/b/c/";
    for (unsigned i = 0; i < 255; i++) {
        longest[i] = (uint16_t)('a' + i % 26);
        longest_text[7 + i] = (char)('A' + i % 26);
    }
    at = put_entry(at, longest, 255, "ABCDEF~1   ", 100);
    at = put_entry(at, (uint16_t[]){0xd834, 0xdd1e, 'x'}, 3, "ABCDEF~2   ", 101);
    at = put_entry(at, (uint16_t[]){0xd834, 'x'}, 2, "ABCDEF~3   ", 102); /* half a character */
    at = put_entry(at, (uint16_t[]){'x', 0xdd1e}, 2, "ABCDEF~4   ", 103);
    at = put_entry(at, longest, 13, "ABCDEF~5   ", 104); /* no terminator */
    one = at;
    at = put_entry(at, (uint16_t[]){'w', 'r', 'o', 'n', 'g'}, 5, "ABCDEF~6   ", 105);
    one[13] ^= 1; /* not of this short name */
    at = put_entry(at, NULL, 0,
                   "\x05"
                   "EXT    A  ",
                   106);
    at = put_entry(at, NULL, 0, "NOEXT      ", 107);
    one = at;
    at = put_entry(at, longest, 14, "ABCDEF~7   ", 108);
    one[0] = 0x41; /* its second part stands where the first should */
    one = at;
    at = put_entry(at, longest, 15, "ABCDEF~8   ", 109);
    one[0] = 0xe5; /* its last part was deleted */
    one = at;
    at = put_entry(at, longest, 16, "DELETED    ", 110);
    at[-32] = 0xe5;
    at = put_entry(at, NULL, 0, "AFTER      ", 111);
    one = at;
    at = put_entry(at, longest, 17, "ABCDEF~9   ", 112);
    one[0] = 0x40 | 21; /* longer than any */
    at = put_entry(at, NULL, 0, "LABEL      ", 113);
    at[-32 + 11] = 0x08;
    at = put_entry(at, (uint16_t[]){0x20ac, 0xe9, 0x7ff}, 3, "ABCDE~10   ", 114);

    assert_int_equal(first_of(longest_text), 100);
    assert_int_equal(first_of("/a/b/c/abcdef~1"), 100);
    assert_int_equal(first_of("/a/b/c/\xf0\x9d\x84\x9ex"), 101);
    assert_int_equal(first_of("/a/b/c/\xef\xbf\xbdx"), 102);
    assert_int_equal(first_of("/a/b/c/x\xef\xbf\xbd"), 103);
    assert_int_equal(first_of("/a/b/c/abcdefghijklm"), 104);
    assert_int_equal(first_of("/a/b/c/wrong"), 0);
    assert_int_equal(first_of("/a/b/c/ABCDEF~6"), 105);
    assert_int_equal(first_of("/a/b/c/\xe5"
                              "ext.a"),
                     106);
    assert_int_equal(first_of("/a/b/c/noext"), 107);
    assert_int_equal(first_of("/a/b/c/noext."), 0);
    assert_int_equal(first_of("/a/b/c/abcdefghijklmn"), 0);
    assert_int_equal(first_of("/a/b/c/abcdefghijklmno"), 0);
    assert_int_equal(first_of("/a/b/c/abcdef~8"), 109);
    assert_int_equal(first_of("/a/b/c/abcdefghijklmnop"), 0);
    assert_int_equal(first_of("/a/b/c/deleted"), 0);
    assert_int_equal(first_of("/a/b/c/after"), 111);
    assert_int_equal(first_of("/a/b/c/abcdefghijklmnopq"), 0);
    assert_int_equal(first_of("/a/b/c/label"), 0);
    assert_int_equal(first_of("/a/b/c/\xe2\x82\xac\xc3\xa9\xdf\xbf"), 114);
    assert_string_equal(said(), "");
}

/* ---- Damage -----------------------------------------------------------------------------------*/

static void expect_damaged(const char *path, const char *what)
{
    struct fat_file file;
    said_begin();
    assert_int_equal(open_volume(), BOOT_OK);
    assert_int_equal(fat_find(&fat, path, &file), BOOT_DAMAGED);
    assert_contains(said(), path);
    assert_contains(said(), what);
}

static void damaged_chains(void **state)
{
    (void)state;
    for (size_t g = 0; g < GEOMETRIES; g++) {
        take_open(g);
        struct fat_file file = find("/boot/kernel.elf");
        uint32_t middle = file.first + file.run / 2, last = file.first + file.run - 1;
        const char *path = "/boot/kernel.elf";

        set_next(middle, file.first);
        expect_damaged(path, "in a circle");
        set_next(middle, middle);
        expect_damaged(path, "in a circle");
        set_next(middle, 0);
        expect_damaged(path, "is marked as free");
        set_next(middle, 1);
        expect_damaged(path, "lead out of the volume");
        set_next(middle, fat.clusters + 2);
        expect_damaged(path, "lead out of the volume");
        set_next(middle, bads[geometry->bits]);
        expect_damaged(path, "is marked as bad");
        set_next(middle, ends[geometry->bits]);
        expect_damaged(path, "end before the file does");
        set_next(middle, middle + 1);
        set_next(last, file.first); /* behind what the size asks for */
        expect_damaged(path, "in a circle");
        set_next(last, fat.clusters + 1); /* longer than needed: that is allowed */
        set_next(fat.clusters + 1, ends[geometry->bits]);
        assert_int_equal(open_volume(), BOOT_OK);
        file = find(path);
        check_range(&file, KERNEL, 0, 310000);

        uint8_t *entry = entry_of(file.first);
        put(entry + 28, 0xffffffff, 4);
        expect_damaged(path, "end before the file does");
        put(entry + 26, 1, 2);
        put(entry + 20, 0, 2);
        expect_damaged(path, "first cluster is not on the volume");
        put(entry + 26, fat.clusters + 2, 2);
        put(entry + 20, (fat.clusters + 2) >> 16, 2);
        expect_damaged(path, "first cluster is not on the volume");
    }
}

static void damaged_directories(void **state)
{
    (void)state;
    struct fat_file file;
    for (size_t g = 0; g < GEOMETRIES; g++) {
        take_open(g);
        uint32_t first = find("/boot/kernel.elf").first - 1;
        while (memcmp(cluster_bytes(first), ".          ", 11) != 0)
            first--; /* the cluster of /boot: it begins with "." */
        set_next(first, first);
        said_begin();
        assert_int_equal(fat_find(&fat, "/boot/kernel.elf", &file), BOOT_OK); /* window is older */
        fat.window_held = 0;
        assert_int_equal(fat_find(&fat, "/boot/kernel.elf", &file), BOOT_DAMAGED);
        assert_contains(said(), "in a circle");
        if (geometry->bits == 32) {
            put(boot_sector() + 44, fat.clusters + 2, 4);
            assert_int_equal(open_volume(), BOOT_OK);
            assert_int_equal(fat_find(&fat, "/boot/kernel.elf", &file), BOOT_DAMAGED);
            assert_contains(said(), "/: its first cluster is not on the volume");
        }
    }
}

/* A disk whose table changes between finding and reading. */
static void changed_while_read(void **state)
{
    (void)state;
    take_open(3);
    fragment();
    fat.window_held = 0;
    uint8_t byte;
    struct fat_file file = find(samples[FRAGMENTS].path), again = file;
    fat.window_held = 0;
    set_next(file.first + 593, ends[32]);
    assert_int_equal(fat_read(&fat, &again, 512 * 20, 1, &byte), BOOT_DAMAGED);
    assert_contains(said(), "changed while it was read");
    again = file;
    set_next(file.first + 593, 0);
    fat.window_held = 0;
    assert_int_equal(fat_read(&fat, &again, 512 * 20, 1, &byte), BOOT_DAMAGED);
    assert_int_equal(fat_read(&fat, &again, 512, 3000, (uint8_t[3000]){0}), BOOT_DAMAGED);
    assert_int_equal(fat_read(&fat, &file, file.size, 1, &byte), BOOT_DAMAGED);
    assert_int_equal(fat_read(&fat, &file, ~0ull, 1, &byte), BOOT_DAMAGED);
    assert_int_equal(fat_read(&fat, &file, 1, ~0ull, &byte), BOOT_DAMAGED);
    assert_contains(said(), "shorter than what is to be read");
}

static void boot_sectors(void **state)
{
    (void)state;
    static const struct {
        unsigned offset, size;
        uint32_t value;
        enum boot_status status;
    } rows[] = {
        {510, 2, 0, BOOT_NOT_FOUND},   {0, 1, 0, BOOT_NOT_FOUND},     {11, 2, 0, BOOT_NOT_FOUND},
        {11, 2, 256, BOOT_NOT_FOUND},  {11, 2, 513, BOOT_NOT_FOUND},  {11, 2, 8192, BOOT_NOT_FOUND},
        {13, 1, 0, BOOT_NOT_FOUND},    {13, 1, 3, BOOT_NOT_FOUND},    {14, 2, 0, BOOT_NOT_FOUND},
        {16, 1, 0, BOOT_NOT_FOUND},    {21, 1, 0, BOOT_NOT_FOUND},    {17, 2, 0xffff, BOOT_DAMAGED},
        {14, 2, 0xffff, BOOT_DAMAGED}, {22, 2, 0xffff, BOOT_DAMAGED}, {14, 2, 2860, BOOT_DAMAGED},
        {19, 2, 1, BOOT_DAMAGED},      {19, 2, 33, BOOT_DAMAGED},     {11, 2, 4096, BOOT_DAMAGED},
        {22, 2, 0, BOOT_DAMAGED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        take(0);
        put(boot_sector() + rows[i].offset, rows[i].value, rows[i].size);
        assert_int_equal(open_volume(), rows[i].status);
        if (rows[i].status == BOOT_NOT_FOUND)
            assert_string_equal(said(), "");
        else
            assert_contains(said(), "boot sector: ");
    }
    take(3); /* FAT32 */
    put(boot_sector() + 36, 0xffffffff, 4);
    assert_int_equal(open_volume(), BOOT_DAMAGED);
    put(boot_sector() + 36, 0, 4);
    assert_int_equal(open_volume(), BOOT_DAMAGED);
    put(boot_sector() + 36, 1, 4); /* a table for 128 entries: so few clusters there are */
    assert_int_equal(open_volume(), BOOT_OK);
    assert_int_equal(fat.clusters, 126);
    put(boot_sector() + 32, 0xffffffff, 4);
    assert_int_equal(open_volume(), BOOT_DAMAGED);
    assert_contains(said(), "larger than its partition");
    assert_int_equal(fat_open(&fat, &disk.disk, BASE, 511, window, sizeof window), BOOT_NOT_FOUND);
}

/* ---- Errors -----------------------------------------------------------------------------------*/

static void every_read_fails_once(void **state)
{
    (void)state;
    static uint8_t buffer[310000];
    for (size_t g = 0; g < GEOMETRIES; g++) {
        take_open(g);
        fragment();
        for (unsigned n = 1;; n++) {
            disk.reads = 0;
            disk.fail_at = n;
            struct fat_file file;
            enum boot_status status = open_volume();
            if (status == BOOT_OK)
                status = fat_find(&fat, samples[FRAGMENTS].path, &file);
            if (status == BOOT_OK)
                status = fat_read(&fat, &file, 0, file.size, buffer);
            if (status == BOOT_OK) {
                assert_true(disk.reads < n);
                break;
            }
            assert_int_equal(status, BOOT_DEVICE);
            assert_int_equal(disk.reads, n); /* and nothing more was asked */
        }
        disk.fail_at = 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(reads_what_others_wrote),
        test(names),
        test(one_piece_is_one_request),
        test(fragments),
        test(small_window),
        test(table_in_use),
        test(long_names),
        test(damaged_chains),
        test(damaged_directories),
        test(changed_while_read),
        test(boot_sectors),
        test(every_read_fails_once),
    };
    return cmocka_run_group_tests(tests, write_volumes, free_volumes);
}
