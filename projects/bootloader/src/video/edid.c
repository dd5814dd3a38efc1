/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* EDID: see edid.h. Offsets are those of E-EDID 1.4, tables 3.1 and 3.21. */
#include "video/edid.h"

#define DESCRIPTORS     54u
#define DESCRIPTOR_SIZE 18u
#define DESCRIPTORS_END 126u

bool edid_is_block(const uint8_t *edid, size_t size)
{
    static const uint8_t header[8] = {0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0};
    return edid && size >= EDID_BLOCK && !__builtin_memcmp(edid, header, sizeof header);
}

bool edid_is_sound(const uint8_t block[EDID_BLOCK])
{
    uint8_t sum = 0;
    for (size_t i = 0; i < EDID_BLOCK; i++)
        sum = (uint8_t)(sum + block[i]);
    return sum == 0;
}

bool edid_preferred(const uint8_t *edid, size_t size, struct edid_timing *ret_timing)
{
    if (!edid_is_block(edid, size))
        return false;
    for (size_t i = DESCRIPTORS; i < DESCRIPTORS_END; i += DESCRIPTOR_SIZE) {
        const uint8_t *timing = edid + i;
        if (!timing[0] && !timing[1]) /* no pixel clock: a text or something else */
            continue;
        struct edid_timing found = {
            .width = timing[2] | (timing[4] & 0xf0u) << 4,
            .height = timing[5] | (timing[7] & 0xf0u) << 4,
            .interlaced = timing[17] & 0x80,
        };
        if (found.interlaced)
            found.height *= 2; /* said of one half */
        if (!found.width || !found.height)
            continue;
        *ret_timing = found;
        return true;
    }
    return false;
}
