/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which of the modes that firmware offers is set: the same rule for every door, and a pure one.
 *
 *     1. nothing below the kernel's minimum, ever
 *     2. exactly what the configuration wishes (else a warning)
 *     3. exactly what the monitor prefers
 *     4. the largest that fits into what the monitor prefers, or into MODE_WIDTH x MODE_HEIGHT if
 *        that is not known
 *     5. the smallest there is
 *
 * Among modes of one size the one with more bits per pixel, then the first of the list.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "bootloader/boot_info.h"
#include "load/door.h"

/* What any monitor of the last twenty years shows and text stays readable in. */
#define MODE_WIDTH  1280u
#define MODE_HEIGHT 800u

/* A mode of the list, or NULL, logged: none satisfies the kernel. `edid` may be NULL. */
const struct boot_mode *mode_choose(const struct boot_mode *modes, size_t count,
                                    const uint8_t *edid, size_t edid_size,
                                    const struct screen_wish *wish);
