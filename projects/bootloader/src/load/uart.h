/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The serial line: a 16550 at COM1, 115200 baud, 8 data bits, no parity, 1 stop bit.
 *
 * It is set up by the first write, so a loader that has nothing to say never touches it.
 */
#pragma once
#include <stddef.h>

/* Sends text, each newline as carriage return and newline; waits while the line is busy. Where
 * there is no such device, or it does not answer any more, the text goes nowhere. */
void uart_write(const char *text, size_t size);
