/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The disk by INT 13h, with the extensions of EDD 3.0 (functions 41h, 42h, 48h).
 *
 * bios_buffer always holds the sectors [held, held + held_count) of the disk, or none: whatever is
 * asked for is served from there, and when it is not there it is read. Small reads fetch some more,
 * so that tables, directories and headers, which lie together, cost one call. Large ones are cut
 * into calls of 127 sectors at most, which every BIOS allows, and moved by the processor, since
 * the BIOS cannot reach beyond 1 MiB.
 */
#include <string.h>

#include "doors/bios/bios.h"
#include "load/log.h"

#define CALL_SECTORS 127u
#define AHEAD        32768u /* bytes that are read at least */
#define ATTEMPTS     3

struct packet {
    uint8_t size, reserved;
    uint16_t count, offset, segment;
    uint64_t lba;
};
_Static_assert(sizeof(struct packet) == 16, "EDD table 1");

struct parameters { /* those of EDD 1.1 */
    uint16_t size, flags;
    uint32_t cylinders, heads, sectors_per_track;
    uint64_t sectors;
    uint16_t sector_size;
} __attribute__((packed));
_Static_assert(sizeof(struct parameters) == 26, "EDD table 4");

static struct bios_disk {
    uint8_t drive;
    uint32_t sector_size, call_sectors, ahead;
    uint64_t sectors;
    uint64_t held;
    uint32_t held_count;
} the_disk;

static void reset(const struct bios_disk *disk)
{
    struct bios_registers r = {.edx = disk->drive};
    bios_call(0x13, &r);
}

/* One call, tried again after an error; the status of the last attempt. */
static uint8_t transfer(struct bios_disk *disk, uint64_t lba, uint32_t count)
{
    uint8_t status = 0;
    disk->held_count = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (attempt)
            reset(disk);
        struct packet packet = {.size = sizeof packet,
                                .count = (uint16_t)count,
                                .segment = bios_segment(bios_buffer),
                                .lba = lba};
        memcpy(bios_scratch, &packet, sizeof packet);
        struct bios_registers r = {
            .eax = 0x4200, .edx = disk->drive, .ds = bios_segment(bios_scratch)};
        bios_call(0x13, &r);
        if (!(r.flags & BIOS_CARRY)) {
            disk->held = lba;
            disk->held_count = count;
            return 0;
        }
        status = (uint8_t)(r.eax >> 8);
    }
    return status ? status : 0xff;
}

/* Has the buffer hold `lba` and up to `wanted` sectors from there on. */
static enum boot_status hold(struct bios_disk *disk, uint64_t lba, uint64_t wanted)
{
    uint64_t left = disk->sectors - lba;
    uint32_t needed = wanted < disk->call_sectors ? (uint32_t)wanted : disk->call_sectors;
    uint32_t count = needed < disk->ahead ? disk->ahead : needed;
    if (count > left)
        count = (uint32_t)left;
    uint8_t status = transfer(disk, lba, count);
    if (status && count > needed) /* the error may lie where nobody wants to read */
        status = transfer(disk, lba, count = needed);
    if (!status)
        return BOOT_OK;
    log_say(LOG_ERROR,
            "disk 0x%x cannot be read: %u sectors of %u bytes from %llu on, BIOS status 0x%02x%s\n",
            disk->drive, count, disk->sector_size, (unsigned long long)lba, status,
            status == 0x80   ? " (no answer)"
            : status == 0x10 ? " (bad sector)"
            : status == 0x04 ? " (no such sector)"
                             : "");
    return BOOT_DEVICE;
}

static enum boot_status disk_read(void *ctx, uint64_t offset, uint64_t size, void *to)
{
    struct bios_disk *disk = ctx;
    uint8_t *out = to;
    while (size) {
        uint64_t lba = offset / disk->sector_size;
        if (lba - disk->held >= disk->held_count) {
            uint64_t last = (offset + size - 1) / disk->sector_size;
            enum boot_status status = hold(disk, lba, last - lba + 1);
            if (status != BOOT_OK)
                return status;
        }
        uint64_t inside = offset - disk->held * disk->sector_size;
        uint64_t there = (uint64_t)disk->held_count * disk->sector_size - inside;
        uint64_t part = size < there ? size : there;
        memcpy(out, bios_buffer + inside, part);
        offset += part;
        size -= part;
        out += part;
    }
    return BOOT_OK;
}

/* Sector size and number of sectors; a BIOS that says nonsense is taken for one with 512 bytes and
 * a disk without an end, which the tables on it will tell. */
static void measure(struct bios_disk *disk)
{
    struct parameters parameters = {.size = sizeof parameters};
    memcpy(bios_scratch, &parameters, sizeof parameters);
    struct bios_registers r = {.eax = 0x4800, .edx = disk->drive, .ds = bios_segment(bios_scratch)};
    bios_call(0x13, &r);
    memcpy(&parameters, bios_scratch, sizeof parameters);
    uint32_t size = parameters.sector_size;
    bool valid = !(r.flags & BIOS_CARRY) && size >= 512 && size <= 4096 && !(size & (size - 1));
    disk->sector_size = valid ? size : 512;
    disk->sectors = UINT64_MAX / disk->sector_size;
    if (valid && parameters.sectors && parameters.sectors < disk->sectors)
        disk->sectors = parameters.sectors;
    uint32_t room = BIOS_BUFFER_SIZE / disk->sector_size;
    disk->call_sectors = room < CALL_SECTORS ? room : CALL_SECTORS;
    disk->ahead = AHEAD / disk->sector_size;
}

enum boot_status bios_disk_open(uint8_t drive, struct disk *ret_disk)
{
    struct bios_registers r = {.eax = 0x4100, .ebx = 0x55aa, .edx = drive};
    bios_call(0x13, &r);
    if (r.flags & BIOS_CARRY || (uint16_t)r.ebx != 0xaa55 || !(r.ecx & 1)) {
        log_say(LOG_ERROR, "disk 0x%x: the BIOS cannot read it by LBA\n", drive);
        return BOOT_UNSUPPORTED;
    }
    the_disk = (struct bios_disk){.drive = drive};
    measure(&the_disk);
    *ret_disk = (struct disk){.ctx = &the_disk,
                              .read = disk_read,
                              .size = the_disk.sectors * the_disk.sector_size,
                              .sector_size = the_disk.sector_size};
    return BOOT_OK;
}
