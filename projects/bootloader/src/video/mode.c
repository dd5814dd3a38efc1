/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The choice of a mode: see mode.h. Each rule is a box that a mode must lie in, and a direction. */
#include "video/mode.h"

#include "load/log.h"
#include "video/edid.h"

struct box {
    uint32_t min_width, min_height, max_width, max_height;
};

static uint64_t area(const struct boot_mode *mode)
{
    return (uint64_t)mode->width * mode->height;
}

/* The largest (`sign` 1) or smallest (-1) mode in the box. */
static const struct boot_mode *best(const struct boot_mode *modes, size_t count, struct box box,
                                    int sign)
{
    const struct boot_mode *found = NULL;
    for (const struct boot_mode *mode = modes; mode < modes + count; mode++) {
        if (mode->width < box.min_width || mode->width > box.max_width ||
            mode->height < box.min_height || mode->height > box.max_height)
            continue;
        if (!found || (area(mode) == area(found) ? mode->bits_per_pixel > found->bits_per_pixel
                                                 : (area(mode) > area(found)) == (sign > 0)))
            found = mode;
    }
    return found;
}

/* The mode of exactly this size, if it is allowed. */
static const struct boot_mode *exactly(const struct boot_mode *modes, size_t count,
                                       const struct screen_wish *wish, uint32_t width,
                                       uint32_t height)
{
    if (width < wish->min_width || height < wish->min_height)
        return NULL;
    return best(modes, count, (struct box){width, height, width, height}, 1);
}

const struct boot_mode *mode_choose(const struct boot_mode *modes, size_t count,
                                    const uint8_t *edid, size_t edid_size,
                                    const struct screen_wish *wish)
{
    const struct boot_mode *mode = NULL;
    struct edid_timing monitor = {MODE_WIDTH, MODE_HEIGHT, false};
    bool known = edid_preferred(edid, edid_size, &monitor);
    if (wish->width && wish->height) {
        mode = exactly(modes, count, wish, wish->width, wish->height);
        if (!mode)
            log_say(LOG_WARNING, "no mode of %u x %u that the kernel accepts; the best other one\n",
                    wish->width, wish->height);
    }
    if (!mode && known)
        mode = exactly(modes, count, wish, monitor.width, monitor.height);
    struct box box = {wish->min_width, wish->min_height, monitor.width, monitor.height};
    if (!mode)
        mode = best(modes, count, box, 1);
    box.max_width = box.max_height = UINT32_MAX;
    if (!mode)
        mode = best(modes, count, box, -1);
    if (!mode && count)
        log_say(LOG_ERROR,
                "the kernel wants a screen of %u x %u at least; none of the %zu modes has "
                "that\n",
                wish->min_width, wish->min_height, count);
    else if (!mode)
        log_say(LOG_WARNING, "firmware offers no mode with a frame buffer\n");
    return mode;
}
