/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Frames for page tables, taken from the door by the dozen. */
#pragma once
#include "load/door.h"
#include "x86_64/paging.h"

struct frames {
    const struct door *door;
    uint64_t next, end; /* what is left */
};

/* One frame below 4 GiB; a callback of struct x86_paging_env with a struct frames as ctx. */
bool frames_alloc(void *frames, struct x86_phys *ret_frame);

/* Tables at their physical address, with frames from here. */
static inline struct x86_paging_env frames_env(struct frames *frames)
{
    struct x86_paging_env env = {.ctx = frames, .alloc = frames_alloc};
    return env;
}
