/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Text on the screen before a graphics mode is set: written straight to the adapter's memory, from
 * where the BIOS's own cursor stands. The BIOS is called once, if the screen is in another mode.
 */
#include "doors/bios/bios.h"

#define COLUMNS 80u
#define ROWS    25u
#define GREY    0x0700u

/* Variables of the BIOS. */
#define VIDEO_MODE   0x449u
#define VIDEO_CURSOR 0x450u /* column, row */

static void scroll(volatile uint16_t *cells)
{
    for (size_t i = 0; i < COLUMNS * (ROWS - 1); i++)
        cells[i] = cells[i + COLUMNS];
    for (size_t i = COLUMNS * (ROWS - 1); i < COLUMNS * ROWS; i++)
        cells[i] = GREY | ' ';
}

void bios_print(void *ctx, const char *text, size_t size)
{
    (void)ctx;
    uint8_t mode = *bios_at(VIDEO_MODE) & 0x7f;
    if (mode != 3 && mode != 2 && mode != 7) {
        struct bios_registers r = {.eax = 3};
        bios_call(0x10, &r);
    }
    volatile uint16_t *cells = (volatile uint16_t *)bios_at(mode == 7 ? 0xb0000 : 0xb8000);
    volatile uint8_t *cursor = bios_at(VIDEO_CURSOR);
    unsigned column = cursor[0], row = cursor[1];
    for (size_t i = 0; i < size; i++) {
        if (text[i] != '\n' && column < COLUMNS && row < ROWS)
            cells[row * COLUMNS + column++] = (uint16_t)(GREY | (uint8_t)text[i]);
        if (text[i] == '\n' || column >= COLUMNS) {
            column = 0;
            row++;
        }
        if (row >= ROWS) {
            scroll(cells);
            row = ROWS - 1;
        }
    }
    cursor[0] = (uint8_t)column;
    cursor[1] = (uint8_t)row;
}
