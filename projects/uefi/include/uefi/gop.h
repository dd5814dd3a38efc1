/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Graphics (UEFI 2.10, 12.9) and what the display says of itself (12.10).
 *
 * Wraps: EFI_GRAPHICS_OUTPUT_PROTOCOL
 * Wraps: EFI_EDID_DISCOVERED_PROTOCOL
 * Wraps: EFI_EDID_ACTIVE_PROTOCOL
 * Wraps: EFI_EDID_OVERRIDE_PROTOCOL
 *
 *     UEFI_SCOPED(uefi_gop) gop = {0};
 *     UEFI_TRY(uefi_gop_open(&gop));                     // the console goes on
 *     UEFI_TRY(uefi_gop_set_mode(&gop, 1024, 768));
 *     struct uefi_framebuffer fb = uefi_gop_framebuffer(&gop); // a plain value, outlives it
 *
 * Pixels of block transfers are 32 bits, blue in the lowest byte: uefi_rgb(). The frame buffer's
 * may differ: uefi_framebuffer_pixel().
 */
#pragma once
#include "uefi/protocol.h"
#include "uefi/raw/graphics.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_gop {
    EFI_GRAPHICS_OUTPUT_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* The console's screen, or the first one there is. EFI_UNSUPPORTED: none. */
UEFI_MUST_CHECK uefi_status uefi_gop_open(struct uefi_gop *ret_gop);
UEFI_MUST_CHECK uefi_status uefi_gop_open_on(struct uefi_handle, struct uefi_gop *ret_gop);
void uefi_gop_close(struct uefi_gop *);

struct uefi_gop_mode {
    uint32_t number;
    uint32_t width; /* pixels */
    uint32_t height;
    uint32_t stride; /* pixels from one line to the next, at least width */
    EFI_GRAPHICS_PIXEL_FORMAT format;
    EFI_PIXEL_BITMASK mask; /* with PixelBitMask */
};

/* Modes are numbered from 0 to uefi_gop_modes() - 1. 0 as well when firmware does not say. */
uint32_t uefi_gop_modes(const struct uefi_gop *);

/*
 *   EFI_INVALID_PARAMETER   no such mode
 *   EFI_PROTOCOL_ERROR      no sizes, a stride less than the width, or a format that is none
 */
UEFI_MUST_CHECK uefi_status uefi_gop_mode(struct uefi_gop *, uint32_t number,
                                          struct uefi_gop_mode *ret_mode);

/* The mode that is set. EFI_PROTOCOL_ERROR as above. */
UEFI_MUST_CHECK uefi_status uefi_gop_current(const struct uefi_gop *,
                                             struct uefi_gop_mode *ret_mode);

/* Sets the first mode of this size that has a frame buffer; nothing happens if the one that is set
 * will do. EFI_NOT_FOUND: none. */
UEFI_MUST_CHECK uefi_status uefi_gop_set_mode(struct uefi_gop *, uint32_t width, uint32_t height);
UEFI_MUST_CHECK uefi_status uefi_gop_set_mode_number(struct uefi_gop *, uint32_t number);

/* --- Pixels ---------------------------------------------------------------------------------- */

/* Where the picture lies: a plain value. base 0: there is no frame buffer in this mode. */
struct uefi_framebuffer {
    uint64_t base; /* physical address */
    uint64_t size; /* bytes that are there: at least stride * height * bytes_per_pixel */
    uint32_t width;
    uint32_t height;
    uint32_t stride;          /* pixels */
    uint32_t bytes_per_pixel; /* 1 to 4 */
    EFI_PIXEL_BITMASK mask;   /* where the colours are in a pixel, whatever the format */
};

/* Of the current mode; all zero when there is none, or firmware's numbers do not fit together. */
struct uefi_framebuffer uefi_gop_framebuffer(const struct uefi_gop *);

/* 0xRRGGBB as this frame buffer has it. */
uint32_t uefi_framebuffer_pixel(const struct uefi_framebuffer *, uint32_t rgb);

/* 0xRRGGBB as block transfers have it. */
static inline EFI_GRAPHICS_OUTPUT_BLT_PIXEL uefi_rgb(uint32_t rgb)
{
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixel;
    pixel.Blue = (UINT8)rgb;
    pixel.Green = (UINT8)(rgb >> 8);
    pixel.Red = (UINT8)(rgb >> 16);
    pixel.Reserved = 0;
    return pixel;
}

/* Part of the screen, in pixels. */
struct uefi_rect {
    size_t x, y, width, height;
};

/* Pixels in memory: lines `stride` pixels apart, `height` of them. */
struct uefi_picture {
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL *at;
    size_t width, height, stride;
};

/*
 * Block transfers. Whatever leads outside the screen or the picture is refused before firmware sees
 * it: EFI_INVALID_PARAMETER.
 */
UEFI_MUST_CHECK uefi_status uefi_gop_fill(struct uefi_gop *, struct uefi_rect, uint32_t rgb);
/* Picture to screen: the rectangle of the screen is taken from (x, y) of the picture on. */
UEFI_MUST_CHECK uefi_status uefi_gop_draw(struct uefi_gop *, struct uefi_rect,
                                          const struct uefi_picture *, size_t x, size_t y);
/* Screen to picture. */
UEFI_MUST_CHECK uefi_status uefi_gop_grab(struct uefi_gop *, struct uefi_rect,
                                          struct uefi_picture *, size_t x, size_t y);
/* Screen to screen; the two may overlap. */
UEFI_MUST_CHECK uefi_status uefi_gop_copy(struct uefi_gop *, struct uefi_rect from, size_t x,
                                          size_t y);

/* --- EDID ------------------------------------------------------------------------------------ */

/* Firmware's memory: whole blocks of 128 bytes, the first with its header and a sum of 0. */
struct uefi_edid {
    const uint8_t *at;
    size_t size;
};

/*
 * What is used of the display at a GOP's handle, and what was read from it.
 *
 *   EFI_UNSUPPORTED        the handle has no such protocol
 *   EFI_NOT_FOUND          no EDID is known
 *   EFI_COMPROMISED_DATA   those bytes are no EDID
 */
UEFI_MUST_CHECK uefi_status uefi_edid_active(struct uefi_handle, struct uefi_edid *ret_edid);
UEFI_MUST_CHECK uefi_status uefi_edid_discovered(struct uefi_handle, struct uefi_edid *ret_edid);

/* What the platform wants to have in its place, of the output `child`; ret_attributes
 * (EFI_EDID_OVERRIDE_...) may be NULL. Errors as above. */
UEFI_MUST_CHECK uefi_status uefi_edid_override(struct uefi_handle child, struct uefi_edid *ret_edid,
                                               uint32_t *ret_attributes);

#ifdef __cplusplus
}
#endif
