/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Watchpoints in DR7: see registers/debug.h. */
#include "x86_64/registers/debug.h"

/* LEN of 1, 2, 4, 8 bytes is 0, 1, 3, 2; R/W and LEN of slot n are bits 16 + 4n and 18 + 4n. */
static unsigned field_shift(unsigned n)
{
    return 16 + 4 * n;
}

enum x86_status x86_dr7_watch(struct x86_dr7 dr7, unsigned n, struct x86_watch watch,
                              struct x86_virt address, struct x86_dr7 *ret_dr7)
{
    static const uint8_t len_of_size[9] = {0, 0, 1, 0, 3, 0, 0, 0, 2};
    unsigned largest = watch.what == X86_WATCH_EXECUTE ? 1 : watch.what == X86_WATCH_IO ? 4 : 8;
    if (n > 3 || (unsigned)watch.what > 3 || watch.size > largest ||
        !x86_is_power_of_two(watch.size))
        return X86_INVALID;
    if (!x86_virt_is_aligned(address, watch.size))
        return X86_NOT_ALIGNED;

    uint64_t field = (uint64_t)watch.what | (uint64_t)len_of_size[watch.size] << 2;
    dr7.value &= ~(15ULL << field_shift(n) | X86_DR7_L(n) | X86_DR7_G(n));
    dr7.value |= field << field_shift(n);
    if (watch.local)
        dr7.value |= X86_DR7_L(n);
    if (watch.global)
        dr7.value |= X86_DR7_G(n);
    *ret_dr7 = dr7;
    return X86_OK;
}

struct x86_watch x86_dr7_watched(struct x86_dr7 dr7, unsigned n)
{
    static const uint8_t size_of_len[4] = {1, 2, 8, 4};
    unsigned field = (unsigned)(dr7.value >> field_shift(n)) & 15;
    struct x86_watch watch = {(enum x86_watch_for)(field & 3), size_of_len[field >> 2],
                              (dr7.value & X86_DR7_L(n)) != 0, (dr7.value & X86_DR7_G(n)) != 0};
    return watch;
}
