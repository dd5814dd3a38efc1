/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Three ways to reach page tables, ready made: at an offset, in a few windows, through themselves.
 *
 * Threads: as the space that uses them.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/paging.h"

X86_BEGIN

/* All physical memory is mapped at `offset`. Set ctx, alloc and free; nothing here is called. */
static inline struct x86_paging_env x86_env_offset(uintptr_t offset)
{
    struct x86_paging_env env = {0};
    env.direct_map = offset;
    return env;
}

X86_END
