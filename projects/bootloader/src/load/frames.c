/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Frames for page tables: see frames.h. */
#include "load/frames.h"

enum { FRAME = 4096, CHUNK = 16 };

static enum boot_status refill(struct frames *frames, uint64_t size)
{
    uint64_t phys;
    enum boot_status status = frames->door
                                  ? frames->door->take(frames->door->ctx, size, FRAME, 1ull << 32,
                                                       BOOT_MEMORY_LOADER, &phys)
                                  : BOOT_NO_MEMORY;
    if (status != BOOT_OK)
        return status;
    frames->next = phys;
    frames->end = phys + size;
    return BOOT_OK;
}

bool frames_alloc(void *ctx, struct x86_phys *ret_frame)
{
    struct frames *frames = ctx;
    if (frames->next == frames->end && refill(frames, CHUNK * FRAME) != BOOT_OK &&
        refill(frames, FRAME) != BOOT_OK)
        return false;
    ret_frame->value = frames->next;
    frames->next += FRAME;
    return true;
}
