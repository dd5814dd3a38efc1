/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Partition tables: see partition.h.
 *
 * Two rounds over one function, any_next(), which yields every entry in the order of the table; the
 * first round keeps the EFI system partitions, the second the others. Entries count in sectors;
 * they become bytes in one place, place(), which keeps them inside the disk.
 */
#include "media/partition.h"

#include "load/log.h"
#include "media/bytes.h"

#define MBR_TABLE       446u
#define MBR_ENTRY       16u
#define LOGICAL_FIRST   5u
#define LOGICAL_MOST    128u
#define GPT_ENTRIES_MAX 4096u

enum { ROUNDS = 2 };
enum { TYPE_EMPTY = 0x00, TYPE_PROTECTIVE = 0xee, TYPE_ESP = 0xef };

/* C12A7328-F81F-11D2-BA4B-00A0C93EC93B */
static const uint8_t esp_guid[16] = {0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11,
                                     0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b};

/* Some bytes that must be on the disk: a table, not a guess of what may follow it. */
static enum boot_status read_table(const struct disk *disk, uint64_t offset, uint64_t size,
                                   void *to)
{
    if (offset > disk->size || size > disk->size - offset)
        return BOOT_DAMAGED;
    return disk->read(disk->ctx, offset, size, to);
}

/* From sectors, as an entry says, to bytes; false: it is not on the disk. */
static bool place(const struct disk *disk, struct partition *partition)
{
    uint64_t sectors = disk->size / disk->sector_size;
    const char *scheme = partition->scheme == PARTITION_GPT ? "GPT" : "MBR";
    if (partition->base >= sectors) {
        log_say(LOG_WARNING,
                "%s partition %u begins at sector %llu of a disk of %llu: passed over\n", scheme,
                partition->number, (unsigned long long)partition->base,
                (unsigned long long)sectors);
        return false;
    }
    if (partition->size > sectors - partition->base) {
        log_say(LOG_WARNING, "%s partition %u ends beyond the disk: cut\n", scheme,
                partition->number);
        partition->size = sectors - partition->base;
    }
    partition->base *= disk->sector_size;
    partition->size *= disk->sector_size;
    return true;
}

/* ---- MBR --------------------------------------------------------------------------------------*/

static bool is_extended(uint8_t type)
{
    return type == 0x05 || type == 0x0f || type == 0x85;
}

/* A table, not the middle of some other boot sector: all four entries make sense. */
static bool is_mbr(const uint8_t sector[512])
{
    bool any = false;
    if (bytes_u16(sector + 510) != 0xaa55)
        return false;
    for (const uint8_t *entry = sector + MBR_TABLE; entry < sector + 510; entry += MBR_ENTRY) {
        if (entry[0] & 0x7f)
            return false;
        any |= entry[4] != TYPE_EMPTY && bytes_u32(entry + 12) != 0;
    }
    return any;
}

/* What the entry says, counted from sector `from`; false: nothing. */
static bool mbr_entry(const uint8_t *entry, uint64_t from, uint32_t number,
                      struct partition *ret_partition)
{
    uint8_t type = entry[4];
    uint32_t count = bytes_u32(entry + 12);
    if (type == TYPE_EMPTY || type == TYPE_PROTECTIVE || is_extended(type) || !count)
        return false;
    *ret_partition = (struct partition){.base = from + bytes_u32(entry + 8),
                                        .size = count,
                                        .scheme = PARTITION_MBR,
                                        .number = number,
                                        .esp = type == TYPE_ESP};
    return true;
}

/* The next of the chain of records that logical partitions are, each in a sector of its own: one
 * entry for the partition, counted from the record, one for the next record, from the first. */
static bool logical_next(struct partition_iter *it, bool *ret_any, struct partition *ret_partition)
{
    const struct disk *disk = it->disk;
    uint8_t sector[512];
    if (!it->record)
        return false;
    uint64_t record = it->record;
    it->record = 0;
    enum boot_status status = BOOT_DAMAGED;
    if (record < disk->size / disk->sector_size && it->index < LOGICAL_FIRST + LOGICAL_MOST)
        status = read_table(disk, record * disk->sector_size, sizeof sector, sector);
    if (status == BOOT_OK && bytes_u16(sector + 510) != 0xaa55)
        status = BOOT_DAMAGED;
    if (status == BOOT_DAMAGED && it->status == BOOT_OK)
        log_say(LOG_ERROR,
                "the disk's list of logical partitions is damaged: number %u should be described "
                "in sector %llu\n",
                it->index, (unsigned long long)record);
    if (status != BOOT_OK) {
        it->status = status;
        return false;
    }
    const uint8_t *entry = sector + MBR_TABLE, *link = entry + MBR_ENTRY;
    if (is_extended(link[4]) && bytes_u32(link + 12))
        it->record = it->extended + bytes_u32(link + 8);
    *ret_any = mbr_entry(entry, record, it->index++, ret_partition);
    return true;
}

/* The next entry of any kind; `ret_any`: there is a partition in it. */
static bool mbr_next(struct partition_iter *it, bool *ret_any, struct partition *ret_partition)
{
    if (it->index >= LOGICAL_FIRST)
        return logical_next(it, ret_any, ret_partition);
    if (it->index == 0) {
        it->extended = it->record = 0;
        it->index = 1;
    }
    const uint8_t *entry = it->primary + (it->index - 1) * MBR_ENTRY;
    if (is_extended(entry[4]) && bytes_u32(entry + 12) && !it->extended)
        it->extended = it->record = bytes_u32(entry + 8);
    *ret_any = mbr_entry(entry, 0, it->index++, ret_partition);
    return true;
}

/* ---- GPT --------------------------------------------------------------------------------------*/

/* What a byte does to the checksum (CRC-32, UEFI section 5.3.2) with 0 to 3 bytes behind it. */
struct crc {
    uint32_t of[4][256];
};

static void crc_init(struct crc *crc)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++)
            value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
        crc->of[0][i] = value;
    }
    for (uint32_t n = 256; n < 4 * 256; n++) {
        uint32_t before = crc->of[n / 256 - 1][n % 256];
        crc->of[n / 256][n % 256] = before >> 8 ^ crc->of[0][before & 0xff];
    }
}

/* Goes on from `value`, which begins as all ones and is complemented at the end. */
static uint32_t crc_add(const struct crc *crc, uint32_t value, const uint8_t *data, size_t size)
{
    const uint8_t *end = data + size;
    for (; end - data >= 4; data += 4) {
        value ^= bytes_u32(data);
        value = crc->of[3][value & 0xff] ^ crc->of[2][value >> 8 & 0xff] ^
                crc->of[1][value >> 16 & 0xff] ^ crc->of[0][value >> 24];
    }
    for (; data < end; data++)
        value = value >> 8 ^ crc->of[0][(uint8_t)(value ^ *data)];
    return value;
}

static bool header_is_right(const struct crc *crc, uint8_t header[512], uint64_t at)
{
    uint32_t size = bytes_u32(header + 12), said = bytes_u32(header + 16);
    if (__builtin_memcmp(header, "EFI PART", 8) || size < 92 || size > 512)
        return false;
    __builtin_memset(header + 16, 0, 4);
    uint32_t entry_size = bytes_u32(header + 84), entry_count = bytes_u32(header + 80);
    return ~crc_add(crc, ~0u, header, size) == said && bytes_u64(header + 24) == at &&
           entry_size >= 128 && entry_size <= 4096 && entry_size % 8 == 0 &&
           entry_count <= GPT_ENTRIES_MAX;
}

/* Reads all entries once: do they fit their checksum, and which is the last that is used? */
static enum boot_status entries_check(struct partition_iter *it, const struct crc *crc,
                                      uint32_t said)
{
    uint8_t some[2048];
    static const uint8_t unused[16];
    uint32_t value = ~0u, used = 0;
    uint64_t size = (uint64_t)it->entry_size * it->entry_count;
    for (uint64_t at = 0; at < size;) {
        size_t n = size - at < sizeof some ? (size_t)(size - at) : sizeof some;
        enum boot_status status = read_table(it->disk, it->entries + at, n, some);
        if (status != BOOT_OK)
            return status;
        value = crc_add(crc, value, some, n);
        for (size_t i = (size_t)(-at % it->entry_size); i + 16 <= n; i += it->entry_size)
            if (__builtin_memcmp(some + i, unused, 16))
                used = (uint32_t)((at + i) / it->entry_size) + 1;
        at += n;
    }
    it->entry_count = used;
    return ~value == said ? BOOT_OK : BOOT_DAMAGED;
}

/* The table whose header is in sector `at`. */
static enum boot_status gpt_open(struct partition_iter *it, const struct crc *crc, uint64_t at)
{
    const struct disk *disk = it->disk;
    uint8_t header[512];
    enum boot_status status = read_table(disk, at * disk->sector_size, sizeof header, header);
    if (status != BOOT_OK)
        return status;
    uint64_t first = bytes_u64(header + 72);
    if (!header_is_right(crc, header, at) || first >= disk->size / disk->sector_size)
        return BOOT_DAMAGED;
    it->entries = first * disk->sector_size;
    it->entry_size = bytes_u32(header + 84);
    it->entry_count = bytes_u32(header + 80);
    return entries_check(it, crc, bytes_u32(header + 88));
}

static void gpt_begin(struct partition_iter *it)
{
    struct crc crc;
    crc_init(&crc);
    it->scheme = PARTITION_GPT;
    it->status = gpt_open(it, &crc, 1);
    if (it->status == BOOT_OK)
        return;
    enum boot_status copy = gpt_open(it, &crc, it->disk->size / it->disk->sector_size - 1);
    if (copy == BOOT_OK) {
        log_say(LOG_WARNING, "the disk's GPT is damaged; its copy at the end of the disk is good "
                             "and used. A partitioning program can repair it\n");
        it->status = BOOT_OK;
        return;
    }
    log_say(LOG_ERROR, "the disk's GPT is damaged, and so is its copy at the end of the disk\n");
}

static bool gpt_next(struct partition_iter *it, bool *ret_any, struct partition *ret_partition)
{
    static const uint8_t unused[16];
    uint8_t entry[48];
    if (it->index >= it->entry_count)
        return false;
    enum boot_status status = read_table(
        it->disk, it->entries + (uint64_t)it->index * it->entry_size, sizeof entry, entry);
    if (status != BOOT_OK) {
        it->status = status;
        return false;
    }
    it->index++;
    uint64_t first = bytes_u64(entry + 32), last = bytes_u64(entry + 40);
    *ret_any = false;
    if (!__builtin_memcmp(entry, unused, sizeof unused) || last < first)
        return true;
    *ret_any = true;
    *ret_partition = (struct partition){.base = first,
                                        .size = last - first + 1,
                                        .scheme = PARTITION_GPT,
                                        .number = it->index,
                                        .esp = !__builtin_memcmp(entry, esp_guid, sizeof esp_guid)};
    return true;
}

/* ---- Both -------------------------------------------------------------------------------------*/

struct partition_iter partition_begin(const struct disk *disk)
{
    struct partition_iter it = {.disk = disk};
    uint8_t sector[512];
    it.status = read_table(disk, 0, sizeof sector, sector);
    if (it.status == BOOT_DAMAGED)
        log_say(LOG_ERROR, "the disk is smaller than a sector\n");
    if (it.status != BOOT_OK)
        it.round = ROUNDS;
    if (it.status != BOOT_OK || !is_mbr(sector))
        return it;
    it.scheme = PARTITION_MBR;
    __builtin_memcpy(it.primary, sector + MBR_TABLE, sizeof it.primary);
    for (const uint8_t *entry = it.primary; entry < it.primary + sizeof it.primary;
         entry += MBR_ENTRY)
        if (entry[4] == TYPE_PROTECTIVE) {
            gpt_begin(&it);
            if (it.status != BOOT_OK)
                it.round = ROUNDS;
            break;
        }
    return it;
}

static bool any_next(struct partition_iter *it, bool *ret_any, struct partition *ret_partition)
{
    switch (it->scheme) {
    case PARTITION_MBR:
        return mbr_next(it, ret_any, ret_partition);
    case PARTITION_GPT:
        return gpt_next(it, ret_any, ret_partition);
    case PARTITION_WHOLE_DISK:
        break;
    }
    *ret_partition = (struct partition){.size = it->disk->size / it->disk->sector_size};
    *ret_any = true;
    return it->index++ == 0;
}

bool partition_next(struct partition_iter *it, struct partition *ret_partition)
{
    struct partition partition;
    bool any = false;
    for (; it->round < ROUNDS; it->round++, it->index = 0)
        while (any_next(it, &any, &partition))
            if (any && partition.esp == (it->round == 0) && place(it->disk, &partition)) {
                *ret_partition = partition;
                return true;
            }
    return false;
}
