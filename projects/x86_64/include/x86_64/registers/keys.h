/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Protection keys: PKRU for user pages (any CPL, CR4.PKE), PKRS for supervisor pages (CPL 0,
 * CR4.PKS), in the form of x86_64/register.h. Two bits for each of the 16 keys. A key does not
 * restrict fetching. SDM Vol. 3A section 4.6.2.
 */
#pragma once
#include "x86_64/registers/msr.h"

/* In both: pages with key `key`, 0 to 15, cannot be accessed; cannot be written. */
#define X86_PK_AD(key) X86_BIT(2 * (key))
#define X86_PK_WD(key) X86_BIT(2 * (key) + 1)

X86_REGISTER_TYPE_(pkru)

/* RDPKRU. */
static inline struct x86_pkru x86_pkru_read(void)
{
    uint32_t low, high;
    __asm__ volatile("rdpkru" : "=a"(low), "=d"(high) : "c"(0) : "memory");
    struct x86_pkru pkru = {low};
    return pkru;
}

/* WRPKRU: takes effect for the accesses after it. */
static inline void x86_pkru_write(struct x86_pkru pkru)
{
    __asm__ volatile("wrpkru" : : "a"((uint32_t)pkru.value), "c"(0), "d"(0) : "memory");
}

X86_REGISTER_UPDATE_(pkru)

#define X86_MSR_PKRS 0x6e1u
X86_MSR_REGISTER(pkrs, X86_MSR_PKRS)
