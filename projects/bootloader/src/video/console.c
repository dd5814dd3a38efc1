/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Text on a frame buffer: see console.h. A character is a cell of 6 x 10 pixels of the font. */
#include "video/console.h"

#include "video/font.h"

enum {
    CELL_WIDTH = FONT_WIDTH + 1,
    CELL_HEIGHT = FONT_HEIGHT + 2,
    MARGIN = 1,   /* cells on each side: some screens hide their edge */
    WIDE = 1280,  /* from so many pixels on, the font's pixels are doubled */
    LIGHT = 0xdd, /* of 255, each colour */
    FIRST = ' ',
    LAST = '~',
};

void console_begin(struct console *console, const struct boot_mode *mode, void *address)
{
    uint32_t scale = mode->width >= WIDE ? 2 : 1;
    uint32_t columns = mode->width / (CELL_WIDTH * scale);
    uint32_t rows = mode->height / (CELL_HEIGHT * scale);
    unsigned bytes = mode->bits_per_pixel / 8u;
    *console = (struct console){.address = address,
                                .mode = *mode,
                                .scale = scale,
                                .columns = columns,
                                .rows = rows,
                                .column = MARGIN,
                                .row = MARGIN};
    if (columns <= 2 * MARGIN || rows <= 2 * MARGIN || bytes < 2 || bytes > 4 ||
        mode->stride / bytes < mode->width)
        console->address = NULL;
}

static uint32_t component(struct boot_colour colour)
{
    uint32_t bits = colour.bits < 8 ? colour.bits : 8;
    return (uint32_t)LIGHT >> (8 - bits) << (colour.bits - bits) << (colour.shift & 31);
}

static void pixel(const struct console *console, uint32_t x, uint32_t y, uint32_t value)
{
    unsigned bytes = console->mode.bits_per_pixel / 8u;
    volatile uint8_t *at = console->address + (uint64_t)y * console->mode.stride + x * bytes;
    if (bytes == 4) {
        *(volatile uint32_t *)(volatile void *)at = value;
        return;
    }
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

/* The cell at column and row shows the font's columns at `glyph`; NULL: nothing. */
static void cell(const struct console *console, uint32_t column, uint32_t row, const uint8_t *glyph)
{
    const struct boot_mode *mode = &console->mode;
    uint32_t scale = console->scale;
    uint32_t light = component(mode->red) | component(mode->green) | component(mode->blue);
    for (uint32_t y = 0; y < CELL_HEIGHT * scale; y++) {
        for (uint32_t x = 0; x < CELL_WIDTH * scale; x++) {
            uint32_t from = x / scale, line = y / scale;
            bool set = glyph && from < FONT_WIDTH && line < 8 && (glyph[from] >> line & 1);
            pixel(console, column * CELL_WIDTH * scale + x, row * CELL_HEIGHT * scale + y,
                  set ? light : 0);
        }
    }
}

static void next_line(struct console *console)
{
    console->column = MARGIN;
    console->row++;
    if (console->row >= console->rows - MARGIN)
        console->row = MARGIN;
}

void console_write(struct console *console, const char *text, size_t size)
{
    static const uint8_t box[FONT_WIDTH] = {0x7f, 0x7f, 0x7f, 0x7f, 0x7f};
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n') {
            for (; console->column < console->columns - MARGIN; console->column++)
                cell(console, console->column, console->row, NULL);
            next_line(console);
            continue;
        }
        if (console->column >= console->columns - MARGIN)
            next_line(console);
        bool known = text[i] >= FIRST && text[i] <= LAST;
        cell(console, console->column++, console->row, known ? font[text[i] - FIRST] : box);
    }
}
