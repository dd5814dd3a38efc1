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

void interrupt(uint8_t vector, struct bios_registers *r)
{
    (void)vector, (void)r;
}

enum { SIZE = 40000 };

static uint8_t plain[SIZE];
static uint8_t packed[SIZE + 1000];

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
    snprintf(command, sizeof command, "lz4 -q -12 -BX -B5 --no-frame-crc -c <%s 2>/dev/null", path);
    FILE *output = popen(command, "r");
    assert_non_null(output);
    memset(packed, 0, sizeof packed);
    size_t size = fread(packed, 1, SIZE + 1000, output);
    pclose(output);
    unlink(path);
    return size;
}

static void what_lz4_packs(void **state)
{
    (void)state;
    for (unsigned noise = 0; noise < 100; noise += 10) {
        seed = noise;
        make_plain(noise);
        size_t size = pack(), block = block_size(packed);
        if (!size)
            skip();
        assert_int_equal(size, HEADER + 4 + block + 4 + 4); /* and the mark of the end */
        uint8_t *in = malloc(block), *out = malloc(SIZE);
        memcpy(in, packed + HEADER + 4, block);
        assert_ptr_equal(unpack(in, in + block, out), out + SIZE);
        assert_memory_equal(out, plain, SIZE);
        free(in);
        free(out);
    }
}

/* Every byte of the frame counts, but those of the header that say nothing here. */
static void damaged_frames(void **state)
{
    (void)state;
    seed = 1;
    make_plain(3);
    size_t size = pack();
    if (!size)
        skip();
    assert_true(block_size(packed) > 0);
    for (size_t i = 0; i + 4 < size; i++) {
        if (i >= 4 && i < HEADER)
            continue;
        packed[i] ^= (uint8_t)(1u << i % 8);
        assert_int_equal(block_size(packed), 0);
        packed[i] ^= (uint8_t)(1u << i % 8);
    }
}

TESTS(test(what_lz4_packs), test(damaged_frames))
