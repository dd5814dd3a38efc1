/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Frame buffers as plain values: see uefi/gop.h. All pixel formats become masks. */
#include "check.h"
#include "uefi/gop.h"

struct uefi_framebuffer uefi_gop_framebuffer(const struct uefi_gop *gop)
{
    const struct uefi_framebuffer none = {0};
    struct uefi_gop_mode mode;
    if (!uefi_is_ok(uefi_gop_current(gop, &mode)) || mode.format == PixelBltOnly)
        return none;
    if (mode.format != PixelBitMask)
        mode.mask = (EFI_PIXEL_BITMASK){0xff, 0xff00, 0xff0000, 0xff000000};
    if (mode.format == PixelBlueGreenRedReserved8BitPerColor) {
        mode.mask.RedMask = 0xff0000;
        mode.mask.BlueMask = 0xff;
    }
    uint32_t all =
        mode.mask.RedMask | mode.mask.GreenMask | mode.mask.BlueMask | mode.mask.ReservedMask;
    if (all == 0)
        return none;
    struct uefi_framebuffer fb = {gop->raw->Mode->FrameBufferBase,
                                  gop->raw->Mode->FrameBufferSize,
                                  mode.width,
                                  mode.height,
                                  mode.stride,
                                  4 - (uint32_t)__builtin_clz(all) / 8,
                                  mode.mask};
    if (fb.base + fb.size <= fb.base || fb.size / fb.bytes_per_pixel / fb.stride < fb.height)
        return none;
    return fb.base ? fb : none;
}
