/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Task state segment: the stacks that the CPU switches to, and which I/O ports CPL 3 may use.
 *
 *     0    struct x86_tss, 104 bytes
 *     ...  io_map_base: bit n of the map is 1 when port n is forbidden
 *     ...  one more byte of all ones, since the CPU reads two at a time
 *
 * One per CPU, in the caller's storage, in place while its selector is loaded (TR). The library
 * keeps no copy. SDM Vol. 3A section 7.7, Vol. 1 section 19.5.2.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/status.h"

/* The segment without a map. */
struct __attribute__((packed)) x86_tss {
    uint32_t reserved0;
    struct x86_virt rsp[3]; /* stack pointer loaded on the way to CPL 0, 1, 2 */
    uint64_t reserved1;
    struct x86_virt ist[7]; /* ist[0] is what a gate calls IST 1 */
    uint64_t reserved2;
    uint16_t reserved3;
    uint16_t io_map_base; /* offset of the map from here; at or above the limit: no map */
};
X86_STATIC_ASSERT(sizeof(struct x86_tss) == 104, "as the CPU reads it");
X86_STATIC_ASSERT(offsetof(struct x86_tss, rsp) == 4, "as the CPU reads it");
X86_STATIC_ASSERT(offsetof(struct x86_tss, ist) == 36, "as the CPU reads it");
X86_STATIC_ASSERT(offsetof(struct x86_tss, io_map_base) == 102, "as the CPU reads it");

/* Bytes of a map of all 65536 ports with its last byte of all ones. */
#define X86_IO_MAP_SIZE 8193u

/* A segment with the whole map. */
struct __attribute__((packed)) x86_tss_io {
    struct x86_tss tss;
    uint8_t map[X86_IO_MAP_SIZE];
};
X86_STATIC_ASSERT(sizeof(struct x86_tss_io) == 104 + X86_IO_MAP_SIZE, "ends with the map");

X86_BEGIN

/* All zero, no map: every port is forbidden to CPL 3. */
void x86_tss_init(struct x86_tss *tss);

/* The same with a map, in which every port is forbidden. */
void x86_tss_io_init(struct x86_tss_io *io);

/* What is wrong with a map. */
enum x86_tss_fault {
    X86_TSS_MAP_INSIDE,       /* it begins before byte 104 */
    X86_TSS_MAP_TOO_FAR,      /* it begins above 0xdfff, which the CPU does not allow */
    X86_TSS_MAP_TOO_LONG,     /* it is longer than X86_IO_MAP_SIZE */
    X86_TSS_MAP_UNTERMINATED, /* its last byte is not all ones */
};

/* Whether the segment at `tss`, `size` bytes with its map (at least 104, below 2^32), is one that
 * the CPU can use. X86_INVALID: the size; or the map, then *ret_fault (NULL allowed) says why. */
X86_MUST_CHECK enum x86_status x86_tss_check(const struct x86_tss *tss, size_t size,
                                             enum x86_tss_fault *ret_fault);

/* Allows or forbids ports [first, first + count) to CPL 3. X86_INVALID when the range ends above
 * 65536. Takes effect at once, on the CPU whose segment it is. */
X86_MUST_CHECK enum x86_status x86_tss_io_set(struct x86_tss_io *io, uint32_t first, uint32_t count,
                                              bool allowed);

X86_END
