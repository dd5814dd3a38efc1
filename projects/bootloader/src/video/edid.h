/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a monitor says of itself (VESA E-EDID 1.4), as far as a loader cares: which mode it likes
 * best. Pure functions on bytes that a monitor, a cable and firmware have all had in hand.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EDID_BLOCK 128u

struct edid_timing {
    uint32_t width, height; /* pixels of a whole picture, also where it is sent in two halves */
    bool interlaced;
};

/* Is this a first block, by its header? `sound`: does its checksum hold? */
bool edid_is_block(const uint8_t *edid, size_t size);
bool edid_is_sound(const uint8_t block[EDID_BLOCK]);

/* The first detailed timing of the first block (section 3.10.2), which is the preferred one. The
 * checksum is not asked: real monitors get it wrong, and whoever uses the answer only picks from a
 * list of modes. false: no EDID, or it has no detailed timing. */
bool edid_preferred(const uint8_t *edid, size_t size, struct edid_timing *ret_timing);
