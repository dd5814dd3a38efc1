/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Unpacks the loader from where the boot sector put it to where it runs. It is the only C that runs
 * before that, so it calls nothing that is packed.
 *
 * LZ4 because its literals and matches are whole bytes, which string instructions copy: packing by
 * bits saves a few KiB more and takes ten times as long to undo. The checksum is looked at first:
 * what fits it is what lz4 wrote, and can be believed.
 *
 *     frame   header (7), size of the block (4), block, its checksum (4)       LZ4 frame format 1.6
 *     block   { token, [more length], literals, offset (2), [more length] } ..., the last one ends
 *             behind its literals
 */
#include "doors/bios/bios.h"

#define STAGE     __attribute__((section(".stage.text")))
#define HEADER    7u
#define MAGIC     0x184d2204u
#define BLOCK_MAX 0xc000u

extern const uint8_t bios_packed[];
extern uint8_t bios_loader[], bios_loader_end[];

void bios_unpack(void);

/* ---- Checksum: XXH32 (xxHash specification 0.1.1), seed 0 -------------------------------------*/

#define PRIME_1 0x9e3779b1u
#define PRIME_2 0x85ebca77u
#define PRIME_3 0xc2b2ae3du
#define PRIME_4 0x27d4eb2fu
#define PRIME_5 0x165667b1u

STAGE static inline uint32_t rotated(uint32_t value, unsigned by)
{
    return value << by | value >> (32 - by);
}

STAGE static inline uint32_t u32_at(const uint8_t *at)
{
    uint32_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return value;
}

STAGE static uint32_t checksum(const uint8_t *at, size_t size)
{
    const uint8_t *end = at + size;
    uint32_t a = PRIME_1 + PRIME_2, b = PRIME_2, c = 0, d = 0u - PRIME_1, sum = PRIME_5;
    for (; end - at >= 16; at += 16) {
        a = rotated(a + u32_at(at) * PRIME_2, 13) * PRIME_1;
        b = rotated(b + u32_at(at + 4) * PRIME_2, 13) * PRIME_1;
        c = rotated(c + u32_at(at + 8) * PRIME_2, 13) * PRIME_1;
        d = rotated(d + u32_at(at + 12) * PRIME_2, 13) * PRIME_1;
    }
    if (size >= 16)
        sum = rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18);
    sum += (uint32_t)size;
    for (; end - at >= 4; at += 4)
        sum = rotated(sum + u32_at(at) * PRIME_3, 17) * PRIME_4;
    for (; at < end; at++)
        sum = rotated(sum + *at * PRIME_5, 11) * PRIME_1;
    sum = (sum ^ sum >> 15) * PRIME_2;
    sum = (sum ^ sum >> 13) * PRIME_3;
    return sum ^ sum >> 16;
}

/* ---- LZ4 --------------------------------------------------------------------------------------*/

/* A length of 15 goes on in the bytes that follow, until one is less than 255. */
STAGE static size_t long_length(const uint8_t **in)
{
    size_t length = 15;
    uint8_t more;
    do
        length += more = *(*in)++;
    while (more == 255);
    return length;
}

STAGE static inline uint8_t *copy(uint8_t *to, const uint8_t *from, size_t size)
{
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
    return to;
}

/* The block from `in` to `in_end`, to `out`; returns the end of what came out. */
STAGE static uint8_t *unpack(const uint8_t *in, const uint8_t *in_end, uint8_t *out)
{
    for (;;) {
        unsigned token = *in++;
        size_t length = token >> 4;
        if (length == 15)
            length = long_length(&in);
        out = copy(out, in, length);
        in += length;
        if (in >= in_end)
            return out;
        size_t offset = (size_t)(in[0] | in[1] << 8);
        in += 2;
        length = token & 15;
        if (length == 15)
            length = long_length(&in);
        out = copy(out, out - offset, length + 4);
    }
}

/* ---- The stage --------------------------------------------------------------------------------*/

/* The size of the block in this frame; 0: it is damaged. */
STAGE static size_t block_size(const uint8_t *frame)
{
    uint32_t size = u32_at(frame + HEADER);
    const uint8_t *block = frame + HEADER + 4;
    if (u32_at(frame) != MAGIC || size > BLOCK_MAX)
        return 0;
    return checksum(block, size) == u32_at(block + size) ? size : 0;
}

/* By the BIOS, on the screen and on the first serial port; then it stops. */
STAGE static void say_and_stop(const char *text)
{
    for (; *text; text++) {
        bios_frame = (struct bios_registers){.eax = 0x0e00u | (uint8_t)*text, .ebx = 7};
        bios_real(0x10);
        bios_frame = (struct bios_registers){.eax = 0x0100u | (uint8_t)*text};
        bios_real(0x14);
    }
    for (;;)
        __asm__ volatile("hlt");
}

STAGE void bios_unpack(void)
{
    __attribute__((section(".stage.rodata"))) static const char damaged[] =
        "Boot: the loader on the disk is damaged.\r\n";
    const uint8_t *block = bios_packed + HEADER + 4;
    size_t size = block_size(bios_packed);
    if (!size || unpack(block, block + size, bios_loader) != bios_loader_end)
        say_and_stop(damaged);
}
