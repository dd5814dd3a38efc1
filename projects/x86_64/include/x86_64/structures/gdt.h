/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Global descriptor table, in the caller's storage.
 *
 *     static uint64_t entries[8];
 *     static struct x86_gdt gdt;
 *     x86_gdt_init(&gdt, entries, 8);                 entry 0 is the null descriptor
 *     x86_gdt_append(&gdt, X86_SEGMENT_KERNEL_CODE, &code);
 *     x86_gdt_append_tss(&gdt, &tss, sizeof tss, &task);
 *     x86_gdt_load(&gdt);
 *
 * A descriptor of code or data takes one entry; of a system segment (TSS, LDT), two.
 *
 *      63     56 55  52 51  48 47           40 39     32 31       16 15        0
 *     +---------+------+------+---------------+---------+-----------+-----------+
 *     | base    |G DB L| limit|P DPL S  type  |  base   |   base    |   limit   |
 *     | 31:24   |  AVL | 19:16|               |  23:16  |   15:0    |   15:0    |
 *     +---------+------+------+---------------+---------+-----------+-----------+
 *
 * The table must stay in place and writable while it is loaded: the CPU marks a TSS busy in it.
 * Threads: one writer. SDM Vol. 3A sections 3.4.5, 3.5 and 7.2.3.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/instructions/tables.h"
#include "x86_64/status.h"
#include "x86_64/structures/selector.h"
#include "x86_64/structures/tss.h"

/* Bits of a descriptor. */
#define X86_SEGMENT_LIMIT_LOW  X86_BITS(15, 0)
#define X86_SEGMENT_BASE_LOW   X86_BITS(39, 16)
#define X86_SEGMENT_ACCESSED   X86_BIT(40)      /* the CPU sets it on loading */
#define X86_SEGMENT_WRITABLE   X86_BIT(41)      /* data: writable; code: readable */
#define X86_SEGMENT_CONFORMING X86_BIT(42)      /* code: runs at the caller's CPL */
#define X86_SEGMENT_EXECUTABLE X86_BIT(43)      /* code */
#define X86_SEGMENT_S          X86_BIT(44)      /* code or data; 0: system */
#define X86_SEGMENT_DPL        X86_BITS(46, 45) /* privilege level needed */
#define X86_SEGMENT_DPL_SHIFT  45
#define X86_SEGMENT_P          X86_BIT(47) /* present */
#define X86_SEGMENT_LIMIT_HIGH X86_BITS(51, 48)
#define X86_SEGMENT_AVL        X86_BIT(52) /* the kernel's own */
#define X86_SEGMENT_L          X86_BIT(53) /* 64-bit code */
#define X86_SEGMENT_DB         X86_BIT(54) /* 32-bit; 0 with L */
#define X86_SEGMENT_G          X86_BIT(55) /* the limit counts pages of 4 KiB */
#define X86_SEGMENT_BASE_HIGH  X86_BITS(63, 56)

/* The whole address space, present, accessed (so that the CPU need not write). */
#define X86_SEGMENT_FLAT                                                     \
    (X86_SEGMENT_LIMIT_LOW | X86_SEGMENT_LIMIT_HIGH | X86_SEGMENT_ACCESSED | \
     X86_SEGMENT_WRITABLE | X86_SEGMENT_S | X86_SEGMENT_P | X86_SEGMENT_G)

/* The segments that kernels need; user ones have DPL 3. For SYSRET the order in the GDT must be
 * USER_CODE32 (or anything), USER_DATA, USER_CODE: see x86_star_of(). */
#define X86_SEGMENT_KERNEL_CODE   (X86_SEGMENT_FLAT | X86_SEGMENT_EXECUTABLE | X86_SEGMENT_L)
#define X86_SEGMENT_KERNEL_CODE32 (X86_SEGMENT_FLAT | X86_SEGMENT_EXECUTABLE | X86_SEGMENT_DB)
#define X86_SEGMENT_KERNEL_DATA   (X86_SEGMENT_FLAT | X86_SEGMENT_DB)
#define X86_SEGMENT_USER_CODE     (X86_SEGMENT_KERNEL_CODE | X86_SEGMENT_DPL)
#define X86_SEGMENT_USER_CODE32   (X86_SEGMENT_KERNEL_CODE32 | X86_SEGMENT_DPL)
#define X86_SEGMENT_USER_DATA     (X86_SEGMENT_KERNEL_DATA | X86_SEGMENT_DPL)

/* Types of system segments, in bits 43:40. */
enum x86_system_type {
    X86_SYSTEM_LDT = 2,
    X86_SYSTEM_TSS_AVAILABLE = 9,
    X86_SYSTEM_TSS_BUSY = 11,
};

/* The two entries of a system segment. */
struct x86_system_descriptor {
    uint64_t low, high; /* high: base 63:32 in bits 31:0 */
};

/* A table that grows in the caller's storage. */
struct x86_gdt {
    uint64_t *entries; /* the caller's */
    size_t capacity;   /* entries there */
    size_t used;       /* entries filled, the null descriptor included */
};

X86_BEGIN

/* An empty table of `capacity` entries (1 to 8192) at `entries`. X86_INVALID for another capacity.
 */
X86_MUST_CHECK enum x86_status x86_gdt_init(struct x86_gdt *gdt, uint64_t *entries,
                                            size_t capacity);

/* Adds code or data; the selector has the descriptor's DPL as RPL. X86_FULL: no entry left.
 * X86_INVALID: a system descriptor, which needs two. X86_CONFLICT: L and DB are both set in code.
 */
X86_MUST_CHECK enum x86_status x86_gdt_append(struct x86_gdt *gdt, uint64_t descriptor,
                                              struct x86_selector *ret_selector);

/* Adds a system segment: X86_FULL unless two entries are left, X86_INVALID for code or data. */
X86_MUST_CHECK enum x86_status x86_gdt_append_system(struct x86_gdt *gdt,
                                                     struct x86_system_descriptor descriptor,
                                                     struct x86_selector *ret_selector);

/* A system segment of `type` at `base`, whose last byte is at base + limit; `limit` below 2^20, DPL
 * 0, present. X86_INVALID for a larger limit. */
X86_MUST_CHECK enum x86_status x86_system_descriptor(enum x86_system_type type,
                                                     struct x86_virt base, uint64_t limit,
                                                     struct x86_system_descriptor *ret_descriptor);

/* Adds the TSS at `tss`, `size` bytes with its I/O map. X86_FULL, or the refusals of
 * x86_tss_check(). */
X86_MUST_CHECK enum x86_status x86_gdt_append_tss(struct x86_gdt *gdt, const struct x86_tss *tss,
                                                  size_t size, struct x86_selector *ret_selector);

/* Marks the TSS that `selector` names available again, so that LTR takes it: a CPU that was
 * restarted finds its own busy. X86_INVALID when it names no TSS of this table. */
X86_MUST_CHECK enum x86_status x86_gdt_release_tss(struct x86_gdt *gdt,
                                                   struct x86_selector selector);

/* Where the segment of a descriptor begins; of a system segment, bits 31:0. */
uint32_t x86_segment_base(uint64_t descriptor);

/* The last offset inside the segment of a descriptor, with G applied. */
uint32_t x86_segment_limit(uint64_t descriptor);

/* LGDT. Load the segment registers anew afterwards (x86_64/instructions/segments.h). CPL 0. */
static inline void x86_gdt_load(const struct x86_gdt *gdt)
{
    struct x86_table_pointer pointer = {(uint16_t)(gdt->used * sizeof *gdt->entries - 1),
                                        x86_virt_of_pointer(gdt->entries)};
    x86_lgdt(pointer);
}

X86_END
