/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Colours in a frame buffer: see uefi/gop.h. */
#include "uefi/gop.h"

/* Eight bits of a colour in the bits of the mask: the highest ones where there are fewer, spread
 * over all where there are more. A mask counts from its lowest bit to the first gap. */
static uint32_t place(uint32_t eight, uint32_t mask)
{
    if (mask == 0)
        return 0;
    unsigned shift = (unsigned)__builtin_ctz(mask), bits = 0;
    for (uint32_t rest = mask >> shift; rest & 1; rest >>= 1)
        bits++;
    if (bits <= 8)
        return eight >> (8 - bits) << shift;
    return (uint32_t)((uint64_t)eight * ((1ull << bits) - 1) / 255) << shift;
}

uint32_t uefi_framebuffer_pixel(const struct uefi_framebuffer *fb, uint32_t rgb)
{
    return place(rgb >> 16 & 0xff, fb->mask.RedMask) | place(rgb >> 8 & 0xff, fb->mask.GreenMask) |
           place(rgb & 0xff, fb->mask.BlueMask);
}
