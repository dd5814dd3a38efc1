/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Segment selectors, and the error codes that name one.
 *
 *      15                      3  2  1 0
 *     +-------------------------+--+----+      TI 0: GDT, 1: LDT
 *     |          index          |TI| RPL|
 *     +-------------------------+--+----+
 *
 * SDM Vol. 3A sections 3.4.2 and 6.13.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/compiler.h"

/* What a segment register holds. */
struct x86_selector {
    uint16_t value;
};

/* Bit 2: the descriptor is in the LDT. */
#define X86_SELECTOR_TI 4u

/* Entry `index` (0 to 8191) of the GDT, for privilege level `rpl` (0 to 3). */
static inline struct x86_selector x86_selector_of(unsigned index, unsigned rpl)
{
    struct x86_selector selector = {(uint16_t)((index & 0x1fff) << 3 | (rpl & 3))};
    return selector;
}

/* The null selector with RPL 0. */
static inline struct x86_selector x86_selector_null(void)
{
    return x86_selector_of(0, 0);
}

/* The entry of the GDT or LDT, 0 to 8191. */
static inline unsigned x86_selector_index(struct x86_selector selector)
{
    return selector.value >> 3;
}

/* Requested privilege level, 0 to 3; of CS: the current one (CPL). */
static inline unsigned x86_selector_rpl(struct x86_selector selector)
{
    return selector.value & 3;
}

/* `selector` with another RPL (0 to 3). */
static inline struct x86_selector x86_selector_with_rpl(struct x86_selector selector, unsigned rpl)
{
    struct x86_selector other = {(uint16_t)((selector.value & ~3u) | (rpl & 3))};
    return other;
}

/* The error code of #TS, #NP, #SS, #GP: 0, or the selector that was at fault. */
struct x86_selector_error {
    uint64_t value;
};
#define X86_SELECTOR_ERROR_EXT   X86_BIT(0) /* while delivering an external event */
#define X86_SELECTOR_ERROR_IDT   X86_BIT(1) /* the index is a vector of the IDT */
#define X86_SELECTOR_ERROR_TI    X86_BIT(2) /* the index is one of the LDT; else the GDT */
#define X86_SELECTOR_ERROR_INDEX X86_BITS(15, 3)

/* Entry of the table that the error is about. */
static inline unsigned x86_selector_error_index(struct x86_selector_error error)
{
    return (unsigned)((error.value & X86_SELECTOR_ERROR_INDEX) >> 3);
}

X86_BEGIN

/* "GDT entry 5", "IDT vector 13, external event"; "no selector" for 0. Like snprintf(): returns the
 * length wanted. */
size_t x86_selector_error_format(char *buf, size_t cap, struct x86_selector_error error);

X86_END
