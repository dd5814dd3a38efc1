/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The unpacker, against the program that packs; and with blocks that are damaged. */
#include <unistd.h>

#include "tests/unit/mock_bios.h"

#include "doors/bios/unpack.c"

struct bios_registers bios_frame;
const uint8_t bios_packed[16];
uint8_t bios_loader[1], bios_loader_end[1];

void bios_real(uint8_t vector)
{
    (void)vector;
}

static void interrupt(uint8_t vector, struct bios_registers *r)
{
    (void)vector, (void)r;
}

enum { SIZE = 60000, BEFORE = 65536, SLACK = 4 * SIZE };

static uint8_t plain[SIZE];
static uint8_t packed[SIZE + SLACK];
static uint8_t room[BEFORE + SIZE + UNPACK_BEYOND + 1];
static uint64_t seed;

static uint32_t draw(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

/* Runs, repetitions near and far, and noise, `noise` of 100 pieces. */
static void make_plain(unsigned noise)
{
    for (size_t at = 0; at < SIZE;) {
        size_t length = 1 + draw(draw(8) ? 40 : 2000), back = at ? 1 + draw((uint32_t)at) : 0;
        bool fresh = !at || draw(100) < noise;
        for (; length && at < SIZE; length--, at++)
            plain[at] = fresh ? (uint8_t)draw(256) : plain[at - back];
    }
}

/* By lz4; the size of the frame, 0: it is not installed. */
static size_t pack(void)
{
    char path[] = "/tmp/unpack_test.XXXXXX", command[256];
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, plain, SIZE) == SIZE);
    close(fd);
    snprintf(command, sizeof command, "lz4 -q -l -12 -c <%s 2>/dev/null", path);
    FILE *output = popen(command, "r");
    assert_non_null(output);
    memset(packed, 0, sizeof packed);
    size_t size = fread(packed, 1, SIZE + 1000, output);
    pclose(output);
    unlink(path);
    return size;
}

static bool unpacks(size_t size)
{
    memset(room, 0xcd, sizeof room);
    bool done = unpack(packed + 8, size, room + BEFORE, room + BEFORE + SIZE);
    assert_int_equal(room[BEFORE - 1], 0xcd);
    assert_int_equal(room[BEFORE + SIZE + UNPACK_BEYOND], 0xcd);
    return done;
}

static void what_lz4_packs(void **state)
{
    (void)state;
    for (unsigned noise = 0; noise <= 100; noise += 10) {
        seed = noise;
        make_plain(noise);
        size_t size = pack();
        if (!size)
            skip();
        assert_int_equal(bytes_u32(packed), FRAME);
        assert_int_equal(bytes_u32(packed + 4), size - 8);
        assert_true(unpacks(size - 8));
        assert_memory_equal(room + BEFORE, plain, SIZE);
        assert_false(unpacks(size - 9));
        assert_false(unpacks(size - 7));
    }
}

static void damaged_blocks(void **state)
{
    (void)state;
    seed = 1;
    make_plain(3);
    size_t size = pack();
    if (!size)
        skip();
    static uint8_t good[sizeof packed];
    memcpy(good, packed, size);
    unsigned refused = 0;
    for (int i = 0; i < 1000; i++) {
        for (unsigned n = 1 + draw(3); n; n--)
            packed[8 + draw((uint32_t)size - 8)] = draw(2) ? 0xff : (uint8_t)draw(256);
        refused += !unpacks(size - 8);
        memcpy(packed, good, size);
    }
    assert_true(refused > 100); /* literals may be wrong without a sign of it */
    memset(packed, 0, sizeof packed);
    assert_false(unpacks(1000));
    memset(packed + 8, 0xff, sizeof packed - 9); /* a length without an end */
    assert_false(unpacks(1000));
}

TESTS(test(what_lz4_packs), test(damaged_blocks))
