/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Lists the code of one method, a statement a line, with the offsets that the log speaks of:
 *
 *     \_SB_.PCI0._CRS: 0 arguments, 9 bytes
 *     0x0000  Store (0x1, Local0)
 *     0x0003  If (Equal (Local0, \MAIN))
 *     0x000B      Return (Local0)
 */
#pragma once
#include "session.h"

/* Prints it. EXIT_WRONG: there is no such method, which has been told. */
enum exit_status dump_method(struct session *, const char *path);
