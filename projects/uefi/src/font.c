/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Firmware's font, taken along: see uefi/log.h. Each glyph comes as a picture in the console's
 * colours, light on dark, in pool memory of its own, and is packed to a bit a pixel; a missing one
 * stays blank. */
#include "bytes.h"
#include "check.h"
#include "uefi/log.h"
#include "uefi/raw/hii.h"

#define FIRST      0x20u
#define COUNT      95u
#define HEIGHT_MAX 32u

/* Packs the picture of a glyph, which has the font's size; the first one says which. */
static uefi_status pack(struct uefi_font *font, size_t glyph, const EFI_IMAGE_OUTPUT *image,
                        uint8_t *glyphs)
{
    if (!image || !image->Image.Bitmap || image->Width - 1u > 7 || image->Height - 1u >= HEIGHT_MAX)
        return LIE;
    if (font->width == 0) {
        font->width = (uint8_t)image->Width;
        font->height = (uint8_t)image->Height;
    }
    if (image->Width != font->width || image->Height != font->height)
        return LIE;
    const EFI_GRAPHICS_OUTPUT_BLT_PIXEL *pixel = image->Image.Bitmap;
    uint8_t *rows = glyphs + glyph * font->height;
    for (size_t y = 0; y < font->height; y++)
        for (size_t x = 0; x < font->width; x++, pixel++)
            rows[y] = (uint8_t)(rows[y] | (pixel->Green >> 7) << (7 - x));
    return UEFI_OK;
}

uefi_status uefi_font_open(struct uefi_font *ret_font)
{
    static const EFI_GUID guid = EFI_HII_FONT_PROTOCOL_GUID;
    void *interface;
    UEFI_TRY(uefi_protocol_find(&guid, &interface));
    const EFI_HII_FONT_PROTOCOL *raw = (const EFI_HII_FONT_PROTOCOL *)interface;
    struct uefi_buf buf;
    UEFI_TRY(uefi_buf_alloc(COUNT * HEIGHT_MAX, &buf));
    memset(buf.data, 0, buf.size);

    struct uefi_font font = {buf.data, FIRST, COUNT, 0, 0};
    uefi_status status = UEFI_OK;
    for (size_t i = 0; i < COUNT && uefi_is_ok(status); i++) {
        EFI_IMAGE_OUTPUT *image = NULL;
        EFI_STATUS code = raw->GetGlyph(raw, (CHAR16)(FIRST + i), NULL, &image, NULL);
        status = uefi_accept_warning(uefi_status_of(code), EFI_WARN_UNKNOWN_GLYPH);
        if (code == EFI_SUCCESS)
            status = pack(&font, i, image, buf.data);
        if (image)
            uefi_pool_free(image->Image.Bitmap);
        uefi_pool_free(image);
    }
    if (uefi_is_ok(status) && font.width == 0)
        status = LIE;
    if (!uefi_is_ok(status)) {
        uefi_buf_close(&buf);
        return status;
    }
    *ret_font = font;
    return UEFI_OK;
}

void uefi_font_close(struct uefi_font *font)
{
    uefi_pool_free((void *)font->glyphs);
    *font = (struct uefi_font){0};
}
