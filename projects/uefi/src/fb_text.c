/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Text in a frame buffer: see uefi/log.h. Only whole cells are used, so nothing is drawn beyond the
 * last line that framebuffer says is there. */
#include "bytes.h"
#include "check.h"
#include "uefi/log.h"
#include "uefi/text.h"

static uint8_t *pixel_at(const struct uefi_fb_text *text, uint32_t x, uint32_t y)
{
    uint8_t *base = text->at ? (uint8_t *)text->at : (uint8_t *)(uintptr_t)text->fb.base;
    return base + ((size_t)y * text->fb.stride + x) * text->fb.bytes_per_pixel;
}

static void set(const struct uefi_fb_text *text, uint8_t *at, uint32_t pixel)
{
    if (text->fb.bytes_per_pixel == 4)
        *(volatile uint32_t *)(void *)at = pixel;
    else
        *(volatile uint16_t *)(void *)at = (uint16_t)pixel;
}

static void draw(struct uefi_fb_text *text, uint32_t character)
{
    const struct uefi_font *font = &text->font;
    uint32_t index = character - font->first;
    const uint8_t *rows = font->glyphs + (size_t)(index < font->count ? index : 0) * font->height;
    uint32_t ink = uefi_framebuffer_pixel(&text->fb, text->color);
    uint32_t paper = uefi_framebuffer_pixel(&text->fb, text->background);
    for (uint32_t y = 0; y < font->height; y++) {
        uint8_t *at = pixel_at(text, text->column * font->width, text->row * font->height + y);
        for (uint32_t x = 0; x < font->width; x++, at += text->fb.bytes_per_pixel)
            set(text, at, rows[y] >> (7 - x) & 1 ? ink : paper);
    }
}

/* The next line; when there is none, all lines move up by one. */
static void new_line(struct uefi_fb_text *text, uint32_t rows)
{
    text->column = 0;
    if (++text->row < rows)
        return;
    text->row = rows - 1;
    size_t line = (size_t)text->fb.stride * text->fb.bytes_per_pixel;
    uint32_t moved = text->row * text->font.height;
    uint32_t paper = uefi_framebuffer_pixel(&text->fb, text->background);
    memmove(pixel_at(text, 0, 0), pixel_at(text, 0, text->font.height), moved * line);
    for (uint32_t y = moved; y < moved + text->font.height; y++)
        for (uint32_t x = 0; x < text->fb.width; x++)
            set(text, pixel_at(text, x, y), paper);
}

static uefi_status write(void *ctx, const char *bytes, size_t size)
{
    struct uefi_fb_text *text = (struct uefi_fb_text *)ctx;
    const struct uefi_framebuffer *fb = &text->fb;
    const struct uefi_font *font = &text->font;
    if ((!fb->base && !text->at) || (fb->bytes_per_pixel != 2 && fb->bytes_per_pixel != 4) ||
        !font->glyphs || !font->count || font->width - 1u > 7 || !font->height)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    uint32_t columns = fb->width / font->width, rows = fb->height / font->height;
    if (!columns || !rows || text->row >= rows)
        return uefi_status_of(EFI_INVALID_PARAMETER);

    for (size_t at = 0; at < size;) {
        uint32_t character = uefi_utf8_next(bytes, size, &at);
        if (character == '\n') {
            new_line(text, rows);
        } else if (character == '\r') {
            text->column = 0;
        } else {
            if (text->column >= columns)
                new_line(text, rows);
            draw(text, character);
            text->column++;
        }
    }
    return UEFI_OK;
}

struct uefi_sink uefi_sink_framebuffer(struct uefi_fb_text *text)
{
    return (struct uefi_sink){text, write};
}
