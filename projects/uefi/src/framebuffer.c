/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Frame buffers as plain values: see uefi/gop.h. All four pixel formats become shifts and widths.
 */
#include "check.h"
#include "uefi/gop.h"

/* The lowest bit of a mask and how many follow without a gap; a mask with a gap is none. */
static bool field(uint32_t mask, uint8_t *ret_shift, uint8_t *ret_bits)
{
    if (mask == 0)
        return false;
    uint8_t shift = 0, bits = 0;
    for (; !(mask & 1); mask >>= 1)
        shift++;
    for (; mask & 1; mask >>= 1)
        bits++;
    *ret_shift = shift;
    *ret_bits = bits;
    return mask == 0;
}

/* Bytes of a pixel: enough for the highest bit of the masks. */
static uint8_t pixel_bytes(const EFI_PIXEL_BITMASK *mask)
{
    uint32_t all = mask->RedMask | mask->GreenMask | mask->BlueMask | mask->ReservedMask;
    uint8_t bytes = 0;
    for (; all; all >>= 8)
        bytes++;
    return bytes;
}

struct uefi_framebuffer uefi_gop_framebuffer(const struct uefi_gop *gop)
{
    const struct uefi_framebuffer none = {0};
    struct uefi_gop open = *gop;
    struct uefi_gop_mode mode;
    if (!uefi_is_ok(uefi_gop_current(&open, &mode)) || mode.format == PixelBltOnly)
        return none;
    if (mode.format != PixelBitMask) {
        bool red_first = mode.format == PixelRedGreenBlueReserved8BitPerColor;
        mode.mask.RedMask = red_first ? 0xff : 0xff0000;
        mode.mask.GreenMask = 0xff00;
        mode.mask.BlueMask = red_first ? 0xff0000 : 0xff;
        mode.mask.ReservedMask = 0xff000000;
    }
    struct uefi_framebuffer fb = {gop->raw->Mode->FrameBufferBase,
                                  gop->raw->Mode->FrameBufferSize,
                                  mode.width,
                                  mode.height,
                                  mode.stride,
                                  pixel_bytes(&mode.mask),
                                  0,
                                  0,
                                  0,
                                  0,
                                  0,
                                  0};
    if (!field(mode.mask.RedMask, &fb.red_shift, &fb.red_bits) ||
        !field(mode.mask.GreenMask, &fb.green_shift, &fb.green_bits) ||
        !field(mode.mask.BlueMask, &fb.blue_shift, &fb.blue_bits))
        return none;
    uint64_t lines = fb.size / fb.bytes_per_pixel / fb.stride;
    if (fb.base == 0 || fb.base + fb.size < fb.base || lines < fb.height)
        return none;
    return fb;
}

/* The highest bits of eight, repeated into what is wider. */
static uint32_t scale(uint32_t eight, uint8_t shift, uint8_t bits)
{
    if (bits <= 8)
        return (eight & 0xff) >> (8 - bits) << shift;
    return (uint32_t)(((uint64_t)(eight & 0xff) * ((1ull << bits) - 1) / 255) << shift);
}

uint32_t uefi_framebuffer_pixel(const struct uefi_framebuffer *fb, uint32_t rgb)
{
    return scale(rgb >> 16, fb->red_shift, fb->red_bits) |
           scale(rgb >> 8, fb->green_shift, fb->green_bits) |
           scale(rgb, fb->blue_shift, fb->blue_bits);
}
