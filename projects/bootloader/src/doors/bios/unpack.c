/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Unpacks the loader from where the boot sector put it to where it runs: one LZ4 block, in the
 * frame that `lz4 -l` makes. It is the only C that runs before that, so it calls nothing that is
 * packed; what the disk holds is not trusted.
 *
 * LZ4 because its literals and matches are whole bytes, which string instructions copy: packing by
 * bits saves a few KiB more and takes ten times as long to undo.
 *
 *     frame   02 21 4c 18, size of the block (4)
 *     block   { token, [more length], literals, offset (2), [more length] } ..., the last one ends
 *             behind its literals
 */
#include "doors/bios/bios.h"

#define STAGE __attribute__((section(".stage.text")))
#define FRAME 0x184c2102u

extern const uint8_t bios_packed[];
extern uint8_t bios_loader[], bios_loader_end[];

void bios_unpack(void);

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

/* Does the block, `size` bytes at `in`, fill the memory from `out` to `end` exactly? If it is
 * damaged, what is written goes beyond the end by a short match (UNPACK_BEYOND) at most, and what
 * is read may come from 64 KiB before `out` and from behind the block; neither does harm. */
#define UNPACK_BEYOND 18
STAGE static bool unpack(const uint8_t *in, size_t size, uint8_t *out, const uint8_t *end)
{
    const uint8_t *in_end = in + size;
    while (out < end) {
        unsigned token = *in++;
        size_t length = token >> 4;
        if (length == 15 && (length = long_length(&in)) > (size_t)(end - out))
            return false;
        out = copy(out, in, length);
        in += length;
        if (out >= end)
            break;
        size_t offset = (size_t)(in[0] | in[1] << 8);
        in += 2;
        length = token & 15;
        if (length == 15 && (length = long_length(&in)) > (size_t)(end - out))
            return false;
        out = copy(out, out - offset, length + 4);
    }
    return out == end && in == in_end;
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
    const uint32_t *frame = (const uint32_t *)(const void *)bios_packed;
    if (frame[0] != FRAME || !unpack(bios_packed + 8, frame[1], bios_loader, bios_loader_end))
        say_and_stop(damaged);
}
