/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Hostile partition tables: the list ends, and every partition lies on the disk.
 *
 * Input: 0: bit 0: sectors of 4096 bytes; bits 1 and 2: checksums of the GPT, of its copy are made
 * right; 1: the disk's size in 16 KiB; then the first half of the rest is the beginning of the
 * disk, the second half its end.
 */
#include "load/log.h"
#include "media/bytes.h"
#include "media/partition.h"
#include "tests/fuzz/fuzz_disk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

static void put32(uint8_t *to, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        to[i] = (uint8_t)(value >> 8 * i);
}

/* Makes the checksums of a header right, in a disk of `size` bytes at `bytes`. */
static void seal(uint8_t *bytes, size_t size, uint64_t header_at, uint32_t sector_size)
{
    if (header_at + 512 > size)
        return;
    uint8_t *header = bytes + header_at;
    uint64_t first = bytes_u64(header + 72);
    uint64_t entries_size = (uint64_t)bytes_u32(header + 80) * bytes_u32(header + 84);
    if (first < size / sector_size && entries_size <= size - first * sector_size)
        put32(header + 88, crc32(bytes + first * sector_size, entries_size));
    uint32_t header_size = bytes_u32(header + 12);
    put32(header + 16, 0);
    put32(header + 16, crc32(header, header_size < 512 ? header_size : 512));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t bytes[256 * 16384];
    if (size < 2)
        return 0;
    uint32_t sector_size = data[0] & 1 ? 4096 : 512;
    size_t disk_size = (data[1] + (size_t)1) * 16384, half = (size - 2) / 2;
    if (half > disk_size / 2)
        half = disk_size / 2;
    memset(bytes, 0, disk_size);
    memcpy(bytes, data + 2, half);
    memcpy(bytes + disk_size - half, data + 2 + half, half);
    if (data[0] & 2)
        seal(bytes, disk_size, sector_size, sector_size);
    if (data[0] & 4)
        seal(bytes, disk_size, disk_size - sector_size, sector_size);

    struct fuzz_disk disk = {.head = bytes, .head_size = disk_size};
    fuzz_disk_make(&disk, disk_size, sector_size);
    log_begin(NULL, 0, &(struct log_options){0});
    struct partition_iter it = partition_begin(&disk.disk);
    struct partition partition;
    unsigned count = 0;
    while (partition_next(&it, &partition))
        if (partition.base > disk_size || partition.size > disk_size - partition.base ||
            ++count > 8192)
            abort();
    if (it.status != BOOT_OK && it.status != BOOT_DAMAGED)
        abort();
    return 0;
}
