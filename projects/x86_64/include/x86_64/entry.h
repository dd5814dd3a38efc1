/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One 64-bit entry of a page table, at every level, and what a mapping may be asked to be.
 *
 *      63 62..59 58..52 51 ......... 13   12   11..9  8  7   6 5  4   3   2 1 0
 *     +--+------+------+---------------+------+------+--+---+-+-+---+---+-+-+-+
 *     |XD| key  | soft |  4K frame .......... | soft |G |PAT|D|A|PCD|PWT|U|W|1|  level 1: a 4K page
 *     +--+------+------+---------------+------+------+--+---+-+-+---+---+-+-+-+
 *     |XD| key  | soft | frame, 0 ...0 | PAT  | soft |G | 1 |D|A|PCD|PWT|U|W|1|  level 2, 3: 2M, 1G
 *     +--+------+------+---------------+------+------+--+---+-+-+---+---+-+-+-+
 *     |XD|   ignored   |  4K frame of the table      |ign.| 0 |ig|A|PCD|PWT|U|W|1|  2 to 5: a table
 *     +--+-------------+-----------------------------+----+---+--+-+---+---+-+-+-+
 *     |                    payload, 63 bits of software's own               |0|  any level
 *     +---------------------------------------------------------------------+-+
 *
 * Bit 7 is PAT in a 4K leaf and "page size" above, where PAT moves to bit 12: no function here
 * forgets the level. At levels 4 and 5 bit 7 is reserved, so such an entry is neither leaf nor
 * table ("malformed"). With memory encryption one physical bit is not part of the address:
 * private_bit (SEV: set in what is encrypted) or shared_bit (TDX: set in what the host sees).
 *
 * Threads: pure functions. SDM Vol. 3A sections 4.5.4 (tables 4-15 to 4-20), 4.6.2, 11.12.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/address.h"
#include "x86_64/compiler.h"

#define X86_ENTRY_P         X86_BIT(0)  /* present */
#define X86_ENTRY_RW        X86_BIT(1)  /* writable */
#define X86_ENTRY_US        X86_BIT(2)  /* user mode may */
#define X86_ENTRY_PWT       X86_BIT(3)  /* PAT index, bit 0 */
#define X86_ENTRY_PCD       X86_BIT(4)  /* PAT index, bit 1 */
#define X86_ENTRY_A         X86_BIT(5)  /* accessed */
#define X86_ENTRY_D         X86_BIT(6)  /* dirty; leaves */
#define X86_ENTRY_PS        X86_BIT(7)  /* a page, not a table; levels 2 and 3 */
#define X86_ENTRY_PAT       X86_BIT(7)  /* PAT index, bit 2; level 1 */
#define X86_ENTRY_G         X86_BIT(8)  /* global; leaves */
#define X86_ENTRY_PAT_LARGE X86_BIT(12) /* PAT index, bit 2; levels 2 and 3 */
#define X86_ENTRY_SOFT      (X86_BITS(11, 9) | X86_BITS(58, 52))
#define X86_ENTRY_FRAME     X86_BITS(51, 12)
#define X86_ENTRY_KEY       X86_BITS(62, 59) /* protection key; leaves */
#define X86_ENTRY_XD        X86_BIT(63)      /* no instruction fetches */

/* Entries of a table, and its bytes. */
#define X86_TABLE_ENTRIES 512u

/* How this CPU reads entries. Fill it from CPUID and from what CR4 and EFER enable. */
struct x86_format {
    uint8_t levels;       /* 4, or 5 with CR4.LA57 */
    uint8_t largest;      /* level of the largest page: 3 with 1G pages, else 2 */
    uint8_t phys_bits;    /* MAXPHYADDR, 36 to 52; less what memory encryption takes */
    bool no_execute;      /* EFER.NXE; without it bit 63 is reserved */
    bool keys;            /* CR4.PKE or CR4.PKS; without it keys are ignored, so refused */
    uint64_t private_bit; /* SEV's C-bit as a mask, or 0; set in tables and private pages */
    uint64_t shared_bit;  /* TDX's S-bit as a mask, or 0; set in shared pages */
};

/* What a mapping is to be. All zero: kernel's, read only, not executable, PAT entry 0 (write-back
 * after reset), private, pages as large as they fit. */
struct x86_attr {
    bool write;
    bool user;
    bool execute;
    bool global;       /* survives a change of CR3, in every PCID (CR4.PGE) */
    bool shared;       /* outside the encryption: see x86_format */
    bool accessed;     /* set before the first access: spares the CPU writing it */
    bool dirty;        /* set before the first write */
    uint8_t pat;       /* entry 0 to 7 of IA32_PAT */
    uint8_t key;       /* protection key, 0 to 15: PKRU for user pages, PKRS for the others */
    uint8_t largest;   /* level of the largest page to use, 1 to 3; 0: what fits */
    uint16_t software; /* 10 bits for the kernel: bits 0-2 are 9-11, bits 3-9 are 52-58 */
};

/* An attribute in one word: the bits of a 4K leaf, and in the room of its frame what is no bit of
 * an entry. Only for x86_map_bits() and its like; constant attributes cost nothing at run time. */
#define X86_BITS_LARGEST  X86_BITS(13, 12)
#define X86_BITS_SHARED   X86_BIT(14)
#define X86_BITS_INVALID  X86_BIT(15) /* a field was out of range */
#define X86_BITS_HARDWARE (~X86_ENTRY_FRAME)

/* The bits of a leaf with these rights; X86_BITS_INVALID among them: a field is out of range. */
static inline uint64_t x86_attr_bits(struct x86_attr a)
{
    uint64_t bits = X86_ENTRY_P;
    bits |= (a.write ? X86_ENTRY_RW : 0) | (a.user ? X86_ENTRY_US : 0);
    bits |= (a.execute ? 0 : X86_ENTRY_XD) | (a.global ? X86_ENTRY_G : 0);
    bits |= (a.accessed ? X86_ENTRY_A : 0) | (a.dirty ? X86_ENTRY_D : 0);
    bits |= ((uint64_t)a.pat & 3) << 3 | ((uint64_t)a.pat & 4) << 5;
    bits |= ((uint64_t)a.key & 15) << 59;
    bits |= ((uint64_t)a.software & 7) << 9 | ((uint64_t)a.software >> 3 & 127) << 52;
    bits |= ((uint64_t)a.largest & 3) << 12 | (a.shared ? X86_BITS_SHARED : 0);
    if (a.pat > 7 || a.key > 15 || a.largest > 3 || a.software > 1023)
        bits |= X86_BITS_INVALID;
    return bits;
}

/* ---- Reading ----------------------------------------------------------------------------------*/

/* Does it lead to a table of the level below? `level` is that of the table it stands in. */
static inline bool x86_entry_is_table(uint64_t entry, unsigned level)
{
    return level > 1 && (entry & (X86_ENTRY_P | X86_ENTRY_PS)) == X86_ENTRY_P;
}

/* Does it map memory: a page of 4K, or a large one? */
static inline bool x86_entry_is_leaf(uint64_t entry, unsigned level)
{
    return (entry & X86_ENTRY_P) && (level == 1 || (level <= 3 && (entry & X86_ENTRY_PS)));
}

/* Not present, and not empty: x86_entry_payload_of() is software's own. */
static inline bool x86_entry_is_payload(uint64_t entry)
{
    return entry != 0 && !(entry & X86_ENTRY_P);
}

/* What x86_map_payload() put there. */
static inline uint64_t x86_entry_payload_of(uint64_t entry)
{
    return entry >> 1;
}

/* Bytes that one entry of a table at `level` covers: 4K, 2M, 1G, 512G, 256T. */
static inline uint64_t x86_level_size(unsigned level)
{
    return 1ULL << x86_level_shift(level);
}

/* The bits that hold the address in an entry of `format`. */
static inline uint64_t x86_format_frame_mask(const struct x86_format *format)
{
    return X86_BITS(format->phys_bits - 1u, 12) & ~format->private_bit & ~format->shared_bit;
}

/* Where a leaf's page, or with level 0 a table, begins. */
static inline struct x86_phys x86_entry_phys(const struct x86_format *format, uint64_t entry,
                                             unsigned level)
{
    uint64_t low = level > 1 ? x86_level_size(level) - 1 : 0;
    return x86_phys_unchecked(entry & x86_format_frame_mask(format) & ~low);
}

/* What a leaf at `level` is; `largest` is its level. */
static inline struct x86_attr x86_entry_attr(const struct x86_format *format, uint64_t entry,
                                             unsigned level)
{
    uint64_t pat = level == 1 ? X86_ENTRY_PAT : X86_ENTRY_PAT_LARGE;
    struct x86_attr a;
    a.write = (entry & X86_ENTRY_RW) != 0;
    a.user = (entry & X86_ENTRY_US) != 0;
    a.execute = (entry & X86_ENTRY_XD) == 0;
    a.global = (entry & X86_ENTRY_G) != 0;
    a.shared =
        format->private_bit ? !(entry & format->private_bit) : (entry & format->shared_bit) != 0;
    a.accessed = (entry & X86_ENTRY_A) != 0;
    a.dirty = (entry & X86_ENTRY_D) != 0;
    a.pat = (uint8_t)((entry >> 3 & 3) | (entry & pat ? 4 : 0));
    a.key = (uint8_t)(entry >> 59 & 15);
    a.largest = (uint8_t)level;
    a.software = (uint16_t)((entry >> 9 & 7) | (entry >> 52 & 127) << 3);
    return a;
}

/* The bits that the CPU would fault on (page-fault error code RSVD), 0 when there are none. */
static inline uint64_t x86_entry_reserved(const struct x86_format *format, uint64_t entry,
                                          unsigned level)
{
    uint64_t wrong = X86_ENTRY_FRAME & ~x86_format_frame_mask(format) & ~format->private_bit &
                     ~format->shared_bit;
    if (!(entry & X86_ENTRY_P))
        return 0;
    if (!format->no_execute)
        wrong |= X86_ENTRY_XD;
    if (level > 3 || (level == 3 && format->largest < 3))
        wrong |= X86_ENTRY_PS;
    else if (level > 1 && (entry & X86_ENTRY_PS))
        wrong |= (x86_level_size(level) - 1) & X86_ENTRY_FRAME & ~X86_ENTRY_PAT_LARGE;
    return entry & wrong;
}

/* ---- Writing ----------------------------------------------------------------------------------*/

/* The leaf at `level` (1 to 3) for the page at `to` with the attribute `bits`. */
static inline uint64_t x86_entry_leaf(const struct x86_format *format, uint64_t bits,
                                      struct x86_phys to, unsigned level)
{
    uint64_t entry = to.value | (bits & X86_BITS_HARDWARE) |
                     (bits & X86_BITS_SHARED ? format->shared_bit : format->private_bit);
    if (level > 1)
        entry = (entry & ~X86_ENTRY_PAT) | (bits & X86_ENTRY_PAT) << 5 | X86_ENTRY_PS;
    return entry;
}

/* The entry that leads to the table at `to`. It grants everything: rights are the leaves' business,
 * so changing one page never touches what its neighbours depend on. */
static inline uint64_t x86_entry_table(const struct x86_format *format, struct x86_phys to)
{
    return to.value | format->private_bit | X86_ENTRY_P | X86_ENTRY_RW | X86_ENTRY_US | X86_ENTRY_A;
}

/* An entry that is not present and carries 63 bits. The CPU ignores them, but on CPUs with L1TF it
 * may look at memory that they name: keep bits 11 and up either 0 or beyond any RAM there. */
static inline uint64_t x86_entry_payload(uint64_t payload)
{
    return payload << 1;
}
