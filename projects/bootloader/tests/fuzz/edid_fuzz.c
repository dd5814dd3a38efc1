/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Hostile EDIDs: the choice of a mode is one of the list, and keeps the kernel's minimum. */
#include <stdlib.h>
#include <string.h>

#include "load/log.h"
#include "video/edid.h"
#include "video/mode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct boot_mode modes[] = {
        {.width = 640, .height = 480, .bits_per_pixel = 32},
        {.width = 1024, .height = 768, .bits_per_pixel = 24},
        {.width = 1280, .height = 800, .bits_per_pixel = 32},
        {.width = 1920, .height = 1080, .bits_per_pixel = 32},
        {.width = 3840, .height = 2160, .bits_per_pixel = 32},
    };
    uint8_t *exact = malloc(size ? size : 1); /* so that a byte too far is noticed */
    memcpy(exact, data, size);
    struct screen_wish wish = {.min_width = size ? data[0] * 15u : 0};
    log_begin(NULL, 0, &(struct log_options){0});
    const struct boot_mode *mode = mode_choose(modes, 5, exact, size, &wish);
    if (!mode || mode < modes || mode > modes + 4)
        abort();
    if (mode->width < wish.min_width)
        abort();
    struct edid_timing timing;
    if (edid_preferred(exact, size, &timing) && (!timing.width || !timing.height))
        abort();
    free(exact);
    return 0;
}
