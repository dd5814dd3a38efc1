/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The FAT volume: this file chooses its shape, mtools write it.
 *
 * What decides the shape is how little the loader must read. Unless told otherwise a volume is
 * FAT16 with clusters of 4 KiB or more, whose table for a whole disk of 256 MiB has 128 KiB, and
 * FAT32 only where FAT16 ends. The number of clusters alone says which of the three a volume is, so
 * it keeps away from the borders, where implementations differ by a few.
 */
#include <stdio.h>
#include <string.h>

#include "bootimage.h"

enum {
    MARGIN = 32, /* clusters away from a border */
    FAT12_MOST = 4084 - MARGIN,
    FAT16_LEAST = 4085 + MARGIN,
    FAT16_MOST = 65524 - MARGIN,
    FAT32_LEAST = 65525 + MARGIN,
    FAT32_MOST = 0x0ffffff4 - MARGIN,
    ROOT_ENTRIES = 512, /* of FAT12 and FAT16 */
    LARGEST_CLUSTER = 64,
    SECTORS_PER_MIB = MIB / SECTOR,
};
#define MOST_SECTORS UINT32_MAX
#define LARGEST_FILE UINT32_MAX

static uint64_t divide_up(uint64_t value, uint64_t by)
{
    return (value + by - 1) / by;
}

static uint64_t fewest(unsigned bits)
{
    return bits == 12 ? 1 : bits == 16 ? FAT16_LEAST : FAT32_LEAST;
}

static uint64_t most(unsigned bits)
{
    return bits == 12 ? FAT12_MOST : bits == 16 ? FAT16_MOST : FAT32_MOST;
}

static uint64_t table_bytes(unsigned bits, uint64_t clusters)
{
    return divide_up((clusters + 2) * bits, 8 * SECTOR) * SECTOR;
}

/* Sectors that are no clusters. */
static uint64_t overhead(unsigned bits, uint64_t clusters)
{
    uint64_t before = bits == 32 ? 32 : 1 + ROOT_ENTRIES * 32 / SECTOR;
    return before + 2 * table_bytes(bits, clusters) / SECTOR;
}

static uint64_t sectors_for(unsigned bits, uint64_t clusters, unsigned cluster)
{
    return overhead(bits, clusters) + clusters * cluster;
}

/* As many clusters as the volume has room for. */
static uint64_t clusters_in(unsigned bits, uint64_t sectors, unsigned cluster)
{
    uint64_t clusters = sectors / cluster;
    while (clusters && sectors_for(bits, clusters, cluster) > sectors)
        clusters -= divide_up(sectors_for(bits, clusters, cluster) - sectors, cluster);
    return clusters;
}

/* ---- What the files need ----------------------------------------------------------------------*/

/* Whether the first `length` bytes of the path of `number` are those of an earlier one. */
static bool seen(const struct sources *sources, size_t number, size_t length)
{
    const char *path = sources->list[number].path;
    for (size_t i = 0; i < number; i++)
        if (!strncasecmp(sources->list[i].path, path, length + 1))
            return true;
    return false;
}

/* Calls for each folder that the files lie in, parents first, once. */
static void for_each_folder(const struct sources *sources,
                            void (*call)(void *ctx, const char *path, size_t length), void *ctx)
{
    for (size_t i = 0; i < sources->count; i++) {
        const char *path = sources->list[i].path;
        for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/'))
            if (!seen(sources, i, (size_t)(slash - path)))
                call(ctx, path, (size_t)(slash - path));
    }
}

static void count_folder(void *ctx, const char *path, size_t length)
{
    (void)path, (void)length;
    ++*(uint64_t *)ctx;
}

/* A long name takes an entry of 32 bytes for each 13 letters, and one more. */
static uint64_t clusters_needed(const struct sources *sources, unsigned cluster)
{
    uint64_t bytes = (uint64_t)cluster * SECTOR, folders = 1, entries = 0, needed = 0;
    for (size_t i = 0; i < sources->count; i++) {
        needed += divide_up(sources->list[i].size, bytes);
        entries += 2 + strlen(sources->list[i].path) / 13;
    }
    for_each_folder(sources, count_folder, &folders);
    return needed + folders + divide_up(entries * 32, bytes);
}

/* ---- The shape --------------------------------------------------------------------------------*/

/* The volume of `sectors` (0: as needed) with this type and cluster; false: that cannot be. */
static bool shape(const struct sources *sources, unsigned bits, unsigned cluster, uint64_t sectors,
                  struct fat *ret_fat)
{
    uint64_t needed = clusters_needed(sources, cluster);
    if (!sectors) {
        uint64_t wanted = needed > fewest(bits) ? needed : fewest(bits);
        sectors = divide_up(sectors_for(bits, wanted, cluster), SECTORS_PER_MIB) * SECTORS_PER_MIB;
    }
    uint64_t clusters = clusters_in(bits, sectors, cluster);
    if (clusters < needed || clusters < fewest(bits) || clusters > most(bits) ||
        sectors > MOST_SECTORS)
        return false;
    *ret_fat = (struct fat){
        .bits = bits,
        .cluster_size = cluster * SECTOR,
        .sectors = sectors,
        .table_size = table_bytes(bits, clusters),
        .clusters = clusters,
        .needed = needed,
    };
    return true;
}

struct fat fat_plan(const struct sources *sources, unsigned bits, uint64_t sectors)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->list[i].size > LARGEST_FILE)
            die("%s is too large for FAT: %llu bytes, at most %u are possible",
                sources->list[i].from, (unsigned long long)sources->list[i].size, LARGEST_FILE);
    /* 4 KiB are a page and a block of today's disks; smaller ones only where there are too few of
     * them otherwise. FAT32 begins at 65,525 clusters: the largest of which there are as many. */
    static const unsigned types[] = {16, 12, 32};
    static const unsigned usual[] = {8, 16, 32, 64, 4, 2, 1}, largest[] = {64, 32, 16, 8, 4, 2, 1};
    struct fat fat;
    for (size_t t = 0; t < 3; t++)
        for (size_t c = 0; c < 7; c++) {
            unsigned cluster = types[t] == 32 ? largest[c] : usual[c];
            bool padded = types[t] == 32 && !sectors && cluster > 1 &&
                          clusters_needed(sources, cluster) < FAT32_LEAST;
            if ((!bits || bits == types[t]) && !padded &&
                shape(sources, types[t], cluster, sectors, &fat))
                return fat;
        }
    const char *type = bits ? format_text("FAT%u", bits) : "FAT";
    if (!sectors)
        die("the files are too many or too large for %s", type);
    uint64_t least = bits ? sectors_for(bits, fewest(bits), 1) : 0;
    uint64_t wanted = clusters_needed(sources, 1) + overhead(bits ? bits : 12, 0);
    die("%s cannot be a volume of %llu KiB; it needs about %llu KiB (%llu KiB are the files), at "
        "most "
        "%llu MiB; choose another --size or --fat",
        type, (unsigned long long)sectors / 2,
        (unsigned long long)(least > wanted ? least : wanted) / 2, (unsigned long long)wanted / 2,
        (unsigned long long)(bits % 32 ? most(bits) * LARGEST_CLUSTER : MOST_SECTORS) /
            SECTORS_PER_MIB);
}

/* ---- mtools -----------------------------------------------------------------------------------*/

static void make_folder(void *ctx, const char *path, size_t length)
{
    const char *const mmd[] = {"mmd", "-i", ctx, format_text("::%.*s", (int)length, path), NULL};
    run_program("mtools", mmd, (struct bytes){0});
}

void fat_write(const char *path, uint64_t at, const struct fat *fat, const struct sources *sources,
               uint64_t id)
{
    char *volume = format_text("%s@@%llu", path, (unsigned long long)at * SECTOR);
    const char *const mformat[] = {
        "mformat",
        "-i",
        volume,
        "-T",
        format_text("%llu", (unsigned long long)fat->sectors),
        "-H",
        format_text("%llu", (unsigned long long)at),
        "-c",
        format_text("%u", fat->cluster_size / SECTOR),
        "-N",
        format_text("%08x", (unsigned)id),
        "-h",
        "255",
        "-s",
        "63",
        "-v",
        "BOOT",
        "::",
        fat->bits == 32 ? "-F" : NULL,
        NULL,
    };
    run_program("mtools", mformat, (struct bytes){0});
    for_each_folder(sources, make_folder, volume);
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->list[i];
        const char *const mcopy[] = {"mcopy",
                                     "-i",
                                     volume,
                                     source->from ? source->from : "-",
                                     format_text("::%s", source->path),
                                     NULL};
        run_program("mtools", mcopy, source->data);
    }
}
