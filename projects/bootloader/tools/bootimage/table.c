/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What lies around the volume: boot sector, partition table, BIOS stage (doors/bios/sector.h).
 *
 *     sector   MBR                              GPT
 *     0        code, table                      code, protective MBR        UEFI section 5.2
 *     1        BIOS stage                       header                      UEFI section 5.3
 *     2                                         128 entries
 *     64                                        BIOS stage, in a partition of its own
 *     2048     the volume                       the volume, as EFI system partition
 *     end                                       entries again, header again
 *
 * The volume begins at 1 MiB and is whole MiB, which suits every block size of a disk.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "bootimage.h"
#include "doors/bios/sector.h"

enum {
    VOLUME = 2048,
    STAGE_MBR = 1,
    STAGE_GPT = 64,
    GPT_ENTRIES = 128,
    GPT_ENTRY_SIZE = 128,
    GPT_ENTRY_SECTORS = GPT_ENTRIES * GPT_ENTRY_SIZE / SECTOR,
};

uint64_t table_overhead(enum table table)
{
    return VOLUME + (table == TABLE_GPT ? MIB / SECTOR : 0);
}

struct layout layout_of(enum table table, uint64_t volume_size)
{
    return (struct layout){
        .stage = table == TABLE_GPT ? STAGE_GPT : STAGE_MBR,
        .volume = VOLUME,
        .volume_size = volume_size,
        .size = volume_size + table_overhead(table),
    };
}

/* ---- Bytes ------------------------------------------------------------------------------------*/

static uint8_t *put(uint8_t *to, uint64_t value, unsigned size)
{
    for (unsigned i = 0; i < size; i++)
        to[i] = (uint8_t)(value >> 8 * i);
    return to + size;
}

static void write_at(int fd, uint64_t sector, const void *data, size_t size)
{
    if (pwrite(fd, data, size, (off_t)(sector * SECTOR)) != (ssize_t)size)
        die("cannot write sector %llu: %s", (unsigned long long)sector, strerror(errno));
}

static uint32_t crc32(const uint8_t *data, size_t size)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

/* A GUID of the image's own: `id` with a number mixed in, marked as version 8 (RFC 9562), which is
 * for such. */
static void put_guid(uint8_t to[16], uint64_t id, uint64_t number)
{
    uint64_t halves[2];
    for (int i = 0; i < 2; i++) {
        id = (id ^ number ^ id >> 29) * 0xbf58476d1ce4e5b9u + 0x9e3779b97f4a7c15u;
        halves[i] = id ^ id >> 32;
    }
    put(put(to, halves[0], 8), halves[1], 8);
    to[7] = (uint8_t)((to[7] & 0x0f) | 0x80);
    to[8] = (uint8_t)((to[8] & 0x3f) | 0x80);
}

/* ---- MBR --------------------------------------------------------------------------------------*/

/* Cylinders, heads, sectors are for those who believe in 255 heads and 63 sectors; beyond their
 * reach the greatest value. */
static uint8_t *put_chs(uint8_t *to, uint64_t sector)
{
    uint64_t cylinder = sector / (255 * 63);
    if (cylinder > 1023)
        return put(to, 0xfffffe, 3);
    *to++ = (uint8_t)(sector / 63 % 255);
    *to++ = (uint8_t)(sector % 63 + 1) | (uint8_t)(cylinder >> 2 & 0xc0);
    *to++ = (uint8_t)cylinder;
    return to;
}

static void put_mbr_entry(uint8_t *to, uint8_t active, uint8_t type, uint64_t first, uint64_t count)
{
    *to++ = active;
    to = put_chs(to, first);
    *to++ = type;
    to = put_chs(to, first + count - 1);
    put(put(to, first, 4), count > UINT32_MAX ? UINT32_MAX : count, 4);
}

static void put_mbr(uint8_t sector[SECTOR], enum table table, const struct layout *layout,
                    unsigned fat, uint64_t id)
{
    enum { SIGNATURE = 440, ENTRIES = 446, MAGIC = 510 };
    put(sector + MAGIC, 0xaa55, 2);
    if (table == TABLE_GPT) {
        put_mbr_entry(sector + ENTRIES, 0, 0xee, 1, layout->size - 1);
        return;
    }
    put(sector + SIGNATURE, id, 4);
    /* FAT12; FAT16 and FAT32 by sector number. Marked active, or some BIOSes do not boot it. */
    uint8_t type = fat == 12 ? 0x01 : fat == 16 ? 0x0e : 0x0c;
    put_mbr_entry(sector + ENTRIES, 0x80, type, layout->volume, layout->volume_size);
}

/* ---- GPT --------------------------------------------------------------------------------------*/

static const uint8_t bios_boot_partition[16] = "Hah!IdontNeedEFI";
static const uint8_t efi_system_partition[16] = {0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11,
                                                 0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b};

static void put_gpt_entry(uint8_t *to, const uint8_t type[16], uint64_t id, uint64_t first,
                          uint64_t count, const char *name)
{
    memcpy(to, type, 16);
    put_guid(to + 16, id, first);
    put(put(to + 32, first, 8), first + count - 1, 8);
    for (uint8_t *letter = to + 56; *name; name++)
        letter = put(letter, (uint8_t)*name, 2);
}

static void write_gpt_half(int fd, const struct layout *layout, const uint8_t *entries, uint64_t id,
                           uint64_t header_at, uint64_t other_at, uint64_t entries_at)
{
    uint8_t header[SECTOR] = "EFI PART";
    uint8_t *next = put(header + 8, 0x10000, 4); /* revision 1.0 */
    next = put(next, 92, 4);                     /* its own size; its CRC comes last */
    next = put(next + 8, header_at, 8);
    next = put(next, other_at, 8);
    next = put(next, 2 + GPT_ENTRY_SECTORS, 8);
    next = put(next, layout->size - 2 - GPT_ENTRY_SECTORS, 8);
    put_guid(next, id, 0);
    next = put(next + 16, entries_at, 8);
    next = put(next, GPT_ENTRIES, 4);
    next = put(next, GPT_ENTRY_SIZE, 4);
    put(next, crc32(entries, GPT_ENTRIES * GPT_ENTRY_SIZE), 4);
    put(header + 16, crc32(header, 92), 4);
    write_at(fd, header_at, header, sizeof header);
    write_at(fd, entries_at, entries, GPT_ENTRIES * GPT_ENTRY_SIZE);
}

void table_write(int fd, enum table table, const struct layout *layout, struct bytes stages,
                 unsigned fat, uint64_t id)
{
    enum { MOST = 127 }; /* sectors that the boot sector reads (sector.h) */
    uint64_t sectors = (stages.size - SECTOR + SECTOR - 1) / SECTOR;
    if (stages.size <= SECTOR || sectors > MOST || sectors > layout->volume - layout->stage)
        die("a BIOS stage of %zu bytes cannot be", stages.size);
    uint8_t sector[SECTOR] = {0};
    memcpy(sector, stages.data, BIOS_SECTOR_CODE);
    put(sector + BIOS_SECTOR_COUNT, sectors, 2);
    put(sector + BIOS_SECTOR_LBA, layout->stage, 8);
    put_mbr(sector, table, layout, fat, id);
    write_at(fd, 0, sector, sizeof sector);
    write_at(fd, layout->stage, stages.data + SECTOR, stages.size - SECTOR);
    if (table != TABLE_GPT)
        return;
    uint8_t entries[GPT_ENTRIES * GPT_ENTRY_SIZE] = {0};
    put_gpt_entry(entries, bios_boot_partition, id, layout->stage, layout->volume - layout->stage,
                  "BIOS boot");
    put_gpt_entry(entries + GPT_ENTRY_SIZE, efi_system_partition, id, layout->volume,
                  layout->volume_size, "boot");
    uint64_t last = layout->size - 1;
    write_gpt_half(fd, layout, entries, id, 1, last, 2);
    write_gpt_half(fd, layout, entries, id, last, 1, last - GPT_ENTRY_SECTORS);
}
