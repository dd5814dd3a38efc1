/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Random numbers from the CPU. RDRAND is a generator seeded by the noise source, RDSEED the noise
 * source itself; both may have nothing to give for a while, which the plain forms report and the
 * others bridge by trying again.
 *
 * #UD without CPUID's RDRAND or RDSEED. Any CPL. SDM Vol. 1 section 7.3.17.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "x86_64/status.h"

/* One try each, 16, 32 or 64 bits; false: nothing to give, *ret_value untouched. */
#define X86_RANDOM_(name, bits)                                                   \
    X86_MUST_CHECK static inline bool x86_##name##bits(uint##bits##_t *ret_value) \
    {                                                                             \
        uint##bits##_t x86_value;                                                 \
        bool x86_given;                                                           \
        __asm__ volatile(#name " %0" : "=r"(x86_value), "=@ccc"(x86_given));      \
        if (x86_given)                                                            \
            *ret_value = x86_value;                                               \
        return x86_given;                                                         \
    }
X86_RANDOM_(rdrand, 16)
X86_RANDOM_(rdrand, 32)
X86_RANDOM_(rdrand, 64)
X86_RANDOM_(rdseed, 16)
X86_RANDOM_(rdseed, 32)
X86_RANDOM_(rdseed, 64)

/* Ten tries of RDRAND, as SDM Vol. 1 section 7.3.17.1 asks; X86_EXHAUSTED means broken hardware.
 * All ones count as nothing: some AMD CPUs claim to give them for ever after a resume. */
X86_MUST_CHECK static inline enum x86_status x86_rdrand(uint64_t *ret_value)
{
    uint64_t value;
    for (int i = 0; i < 10; i++) {
        if (x86_rdrand64(&value) && value != ~0ULL) {
            *ret_value = value;
            return X86_OK;
        }
    }
    return X86_EXHAUSTED;
}

/* Up to `tries` (1 or more) tries of RDSEED with a PAUSE between; X86_EXHAUSTED is ordinary when
 * many CPUs draw. All ones count as nothing, as above. */
X86_MUST_CHECK static inline enum x86_status x86_rdseed(unsigned tries, uint64_t *ret_value)
{
    uint64_t value;
    while (tries--) {
        if (x86_rdseed64(&value) && value != ~0ULL) {
            *ret_value = value;
            return X86_OK;
        }
        __asm__ volatile("pause");
    }
    return X86_EXHAUSTED;
}
