/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Block transfers: see uefi/gop.h. Firmware is trusted with rectangles that have been checked only:
 * some of it does not. */
#include "check.h"
#include "uefi/gop.h"

/* [at, at + size) within [0, end), not empty. */
static bool within(size_t at, size_t size, size_t end)
{
    return size != 0 && size <= end && at <= end - size;
}

static uefi_status on_screen(struct uefi_gop *gop, const struct uefi_rect *rect)
{
    struct uefi_gop_mode mode;
    UEFI_TRY(uefi_gop_current(gop, &mode));
    if (!within(rect->x, rect->width, mode.width) || !within(rect->y, rect->height, mode.height))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return UEFI_OK;
}

static bool in_picture(const struct uefi_rect *rect, const struct uefi_picture *picture, size_t x,
                       size_t y)
{
    return picture->at && picture->width <= picture->stride &&
           picture->stride <= SIZE_MAX / sizeof *picture->at &&
           within(x, rect->width, picture->width) && within(y, rect->height, picture->height);
}

uefi_status uefi_gop_fill(struct uefi_gop *gop, struct uefi_rect rect, uint32_t rgb)
{
    UEFI_TRY(on_screen(gop, &rect));
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixel = uefi_rgb(rgb);
    return uefi_status_of(gop->raw->Blt(gop->raw, &pixel, EfiBltVideoFill, 0, 0, rect.x, rect.y,
                                        rect.width, rect.height, 0));
}

uefi_status uefi_gop_draw(struct uefi_gop *gop, struct uefi_rect rect,
                          const struct uefi_picture *picture, size_t x, size_t y)
{
    UEFI_TRY(on_screen(gop, &rect));
    if (!in_picture(&rect, picture, x, y))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(gop->raw->Blt(gop->raw, picture->at, EfiBltBufferToVideo, x, y, rect.x,
                                        rect.y, rect.width, rect.height,
                                        picture->stride * sizeof *picture->at));
}

uefi_status uefi_gop_grab(struct uefi_gop *gop, struct uefi_rect rect, struct uefi_picture *picture,
                          size_t x, size_t y)
{
    UEFI_TRY(on_screen(gop, &rect));
    if (!in_picture(&rect, picture, x, y))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(gop->raw->Blt(gop->raw, picture->at, EfiBltVideoToBltBuffer, rect.x,
                                        rect.y, x, y, rect.width, rect.height,
                                        picture->stride * sizeof *picture->at));
}

uefi_status uefi_gop_copy(struct uefi_gop *gop, struct uefi_rect from, size_t x, size_t y)
{
    UEFI_TRY(on_screen(gop, &from));
    const struct uefi_rect to = {x, y, from.width, from.height};
    UEFI_TRY(on_screen(gop, &to));
    return uefi_status_of(gop->raw->Blt(gop->raw, NULL, EfiBltVideoToVideo, from.x, from.y, x, y,
                                        from.width, from.height, 0));
}
