/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Text on a frame buffer: light on dark, only where text is. Nothing is read back and nothing is
 * cleared but the line that is written to; after the last line comes the first.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bootloader/boot_info.h"

struct console {
    uint8_t *address;      /* NULL: no console */
    struct boot_mode mode; /* of the frame buffer */
    uint32_t scale;        /* pixels of the screen for one of the font */
    uint32_t columns, rows;
    uint32_t column, row; /* of the next character */
};

/* A console on a frame buffer that is mapped at `address`. A mode that has no room for a character
 * or a pixel of other than 2, 3 or 4 bytes makes it none. */
void console_begin(struct console *console, const struct boot_mode *mode, void *address);

/* Writes text: printable ASCII and newlines; other bytes show as a filled box. */
void console_write(struct console *console, const char *text, size_t size);
