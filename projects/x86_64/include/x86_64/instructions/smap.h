/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * SMAP guards: the kernel may touch user pages between open and restore, and nowhere else.
 *
 *     bool was_open = x86_smap_open(smap);
 *     ... copy ...
 *     x86_smap_restore(smap, was_open);
 *
 * struct x86_smap says whether the CPU has SMAP: without it STAC and CLAC raise #UD, and the guards
 * do nothing. Fill it once from x86_features_has(&features, X86_FEATURE_SMAP).
 *
 * The guards order the program's memory accesses, so none leaves the region. CPL 0. An interrupt
 * handler inherits RFLAGS.AC; entry code clears it (x86_64/structures/trap.h does).
 * SDM Vol. 3A section 4.6.1.
 */
#pragma once
#include <stdbool.h>

#include "x86_64/compiler.h"
#include "x86_64/registers/rflags.h"

/* The knowledge whether the guards are needed. */
struct x86_smap {
    bool present;
};

/* STAC: RFLAGS.AC = 1. #UD without SMAP. */
static inline void x86_stac(void)
{
    __asm__ volatile("stac" : : : "memory", "cc");
}

/* CLAC: RFLAGS.AC = 0. #UD without SMAP. */
static inline void x86_clac(void)
{
    __asm__ volatile("clac" : : : "memory", "cc");
}

/* Allows user pages; returns whether they were allowed before. */
X86_MUST_CHECK static inline bool x86_smap_open(struct x86_smap smap)
{
    if (!smap.present)
        return true;
    bool was_open = (x86_rflags_read().value & X86_RFLAGS_AC) != 0;
    x86_stac();
    return was_open;
}

/* Forbids them again, unless they were allowed before. */
static inline void x86_smap_restore(struct x86_smap smap, bool was_open)
{
    if (smap.present && !was_open)
        x86_clac();
}
