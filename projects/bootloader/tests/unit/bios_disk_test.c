/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The disk by INT 13h: what is asked of the BIOS, how often, and what becomes of its errors. */
#include "tests/unit/mock_bios.h"

#include "doors/bios/disk.c"

static struct {
    uint32_t sector_size;
    uint64_t sectors;
    bool no_edd, no_parameters;
    uint64_t bad_from, bad_to; /* sectors that cannot be read */
    unsigned fail_reads;       /* so many reads fail, whatever is read */
    unsigned reads, resets;
    uint32_t largest;
} bios;

static uint8_t sector_byte(uint64_t offset)
{
    return (uint8_t)(offset * 0x9e3779b97f4a7c15u >> 56);
}

static void extended_read(struct bios_registers *r)
{
    struct packet packet;
    memcpy(&packet, bios_scratch, sizeof packet);
    assert_int_equal(r->ds, bios_segment(bios_scratch));
    assert_int_equal((uint16_t)r->esi, 0);
    assert_int_equal(packet.size, 16);
    assert_int_equal(packet.segment, bios_segment(bios_buffer));
    assert_int_equal(packet.offset, 0);
    assert_in_range(packet.count, 1, 127);
    assert_true(packet.count * bios.sector_size <= BIOS_BUFFER_SIZE);
    assert_true(packet.lba + packet.count <= bios.sectors);
    bios.reads++;
    if (packet.count > bios.largest)
        bios.largest = packet.count;
    for (uint32_t i = 0; i < packet.count * bios.sector_size; i++) /* also of an error */
        bios_buffer[i] = sector_byte(packet.lba * bios.sector_size + i);
    if (bios.fail_reads) {
        bios.fail_reads--;
        set_carry(r, 0x80);
    } else if (packet.lba < bios.bad_to && packet.lba + packet.count > bios.bad_from) {
        set_carry(r, 0x10);
    }
}

void interrupt(uint8_t vector, struct bios_registers *r)
{
    assert_int_equal(vector, 0x13);
    assert_int_equal((uint8_t)r->edx, 0x80);
    switch ((uint8_t)(r->eax >> 8)) {
    case 0x00:
        bios.resets++;
        return;
    case 0x41:
        assert_int_equal((uint16_t)r->ebx, 0x55aa);
        if (bios.no_edd)
            set_carry(r, 1);
        r->ebx = 0xaa55;
        r->ecx = 7;
        return;
    case 0x42:
        extended_read(r);
        return;
    case 0x48:
        if (bios.no_parameters) {
            set_carry(r, 1);
            return;
        }
        assert_int_equal(bytes_u16(bios_scratch), 26);
        put(bios_scratch + 16, bios.sectors, 8);
        put(bios_scratch + 24, bios.sector_size, 2);
        return;
    default:
        fail_msg("INT 13h, AX %04x", r->eax);
    }
}

static struct disk disk;

static void open_disk(uint32_t sector_size, uint64_t sectors)
{
    memset(&bios, 0, sizeof bios);
    bios.sector_size = sector_size;
    bios.sectors = sectors;
    said_begin();
    assert_int_equal(bios_disk_open(0x80, &disk), BOOT_OK);
    assert_int_equal(disk.sector_size, sector_size);
    assert_true(disk.size == sectors * sector_size);
}

static void check(uint64_t offset, uint64_t size)
{
    uint8_t *got = malloc(size + 1);
    got[size] = 0xa5;
    assert_int_equal(disk.read(disk.ctx, offset, size, got), BOOT_OK);
    for (uint64_t i = 0; i < size; i++)
        if (got[i] != sector_byte(offset + i))
            fail_msg("byte %llu is wrong", (unsigned long long)(offset + i));
    assert_int_equal(got[size], 0xa5);
    free(got);
}

static void reads_any_range(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {512, 1024, 4096};
    for (size_t s = 0; s < 3; s++) {
        open_disk(sizes[s], 3000);
        uint64_t seed = s;
        for (int i = 0; i < 300; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            uint64_t offset = (seed >> 33) % (disk.size - 1);
            uint64_t size = (seed >> 20) % (i % 3 ? 5000 : 300000);
            check(offset, size < disk.size - offset ? size : disk.size - offset);
        }
        check(disk.size - 1, 1);
        check(disk.size, 0);
        check(0, disk.size);
        assert_int_equal(bios.resets, 0);
        assert_string_equal(said(), "");
    }
}

static void few_calls(void **state)
{
    (void)state;
    open_disk(512, 100000);
    check(0, 512);
    check(512, 512); /* MBR, GPT's header and entries: one call */
    check(1024, 16384);
    assert_int_equal(bios.reads, 1);
    check(1000 * 512, 10 * 65024);
    assert_int_equal(bios.reads, 11);
    assert_int_equal(bios.largest, 127);
    check(1000 * 512 + 10 * 65024 - 512, 512); /* still there */
    assert_int_equal(bios.reads, 11);
    check(99999 * 512 + 1, 511); /* reads ahead no further than the disk goes */
    assert_int_equal(bios.reads, 12);
    open_disk(4096, 1000);
    check(0, 4096 * 160);
    assert_int_equal(bios.largest, 16);
    assert_int_equal(bios.reads, 10);
}

static void tries_again(void **state)
{
    (void)state;
    open_disk(512, 1000);
    bios.fail_reads = 2;
    check(5000, 1000);
    assert_int_equal(bios.reads, 3);
    assert_int_equal(bios.resets, 2);
    assert_string_equal(said(), "");
}

/* An error behind what is wanted does not count; one inside is said, once, with everything. */
static void bad_sectors(void **state)
{
    (void)state;
    uint8_t byte[2048];
    open_disk(512, 1000);
    bios.bad_from = 20;
    bios.bad_to = 21;
    check(0, 20 * 512);
    assert_string_equal(said(), "");
    check(21 * 512, 65024);
    assert_int_equal(disk.read(disk.ctx, 19 * 512, 1024, byte), BOOT_DEVICE);
    assert_contains(said(), "disk 0x80 cannot be read: 2 sectors of 512 bytes from 19 on, BIOS "
                            "status 0x10 (bad sector)");
    check(19 * 512, 512); /* what a failed call left in the buffer is not believed */
    assert_int_equal(disk.read(disk.ctx, 20 * 512, 1, byte), BOOT_DEVICE);
    assert_int_equal(disk.read(disk.ctx, 20 * 512 + 100, 1, byte), BOOT_DEVICE);
    bios.fail_reads = 100;
    assert_int_equal(disk.read(disk.ctx, 999 * 512, 1, byte), BOOT_DEVICE);
    assert_contains(said(), "1 sectors of 512 bytes from 999 on, BIOS status 0x80 (no answer)");
}

static void odd_bioses(void **state)
{
    (void)state;
    open_disk(512, 1000);
    bios.no_edd = true;
    assert_int_equal(bios_disk_open(0x80, &disk), BOOT_UNSUPPORTED);
    assert_contains(said(), "disk 0x80: the BIOS cannot read it by LBA");
    bios.no_edd = false;
    bios.no_parameters = true;
    assert_int_equal(bios_disk_open(0x80, &disk), BOOT_OK);
    assert_int_equal(disk.sector_size, 512);
    assert_true(disk.size > 1ull << 60);
    check(900 * 512, 36 * 512); /* reading ahead fails there: only what was asked for */
    bios.no_parameters = false;
    static const uint32_t nonsense[] = {0, 1, 256, 513, 8192, 65535};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        bios.sector_size = nonsense[i];
        assert_int_equal(bios_disk_open(0x80, &disk), BOOT_OK);
        assert_int_equal(disk.sector_size, 512);
    }
    bios.sector_size = 512;
    bios.sectors = 0;
    assert_int_equal(bios_disk_open(0x80, &disk), BOOT_OK);
    assert_true(disk.size > 1ull << 60);
}

TESTS(test(reads_any_range), test(few_calls), test(tries_again), test(bad_sectors),
      test(odd_bioses))
