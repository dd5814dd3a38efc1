/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The one form that every register of bits has here. For a register NAME there are
 *
 *     struct x86_name { uint64_t value; }       its value, a type of its own: CR0 is no CR4
 *     X86_NAME_FLAG                             the mask of a bit or a field, by the manual's name
 *     X86_NAME_FLAG_SHIFT                       where a field of several bits begins
 *     X86_NAME_NAMES                            all names in one string, for x86_bits_format()
 *     struct x86_name x86_name_read(void)
 *     void x86_name_write(struct x86_name)      every bit as given
 *     struct x86_name x86_name_update(set, clear)
 *                       read, clear, set, write: bits in neither mask, reserved ones above all,
 *                       keep what they were. Writes nothing when nothing changes; returns what
 *                       was there before, so that it can be put back. Not atomic: an interrupt
 *                       handler that changes the same register must be kept out.
 *
 * What the CPU refuses (#GP) is checked beforehand by the _check() functions, where one is named
 * beside the register. All of these but MXCSR, RFLAGS and the user-readable ones need CPL 0.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "x86_64/compiler.h"

/* The type and update() of a register whose read() and write() stand around it. */
#define X86_REGISTER_TYPE_(name) \
    struct x86_##name {          \
        uint64_t value;          \
    };

#define X86_REGISTER_UPDATE_(name)                                                     \
    static inline struct x86_##name x86_##name##_update(uint64_t set, uint64_t clear)  \
    {                                                                                  \
        struct x86_##name x86_before = x86_##name##_read();                            \
        struct x86_##name x86_after = {(x86_before.value & ~(uint64_t)(clear)) | set}; \
        if (x86_after.value != x86_before.value)                                       \
            x86_##name##_write(x86_after);                                             \
        return x86_before;                                                             \
    }

/* A register that MOV reaches: control and debug registers. A write orders memory accesses of the
 * program around it, since it may change what addresses mean. */
#define X86_MOV_REGISTER(name, operand)                                               \
    X86_REGISTER_TYPE_(name)                                                          \
    static inline struct x86_##name x86_##name##_read(void)                           \
    {                                                                                 \
        struct x86_##name x86_now;                                                    \
        __asm__ volatile("mov %%" operand ", %0" : "=r"(x86_now.value) : : "memory"); \
        return x86_now;                                                               \
    }                                                                                 \
    static inline void x86_##name##_write(struct x86_##name name)                     \
    {                                                                                 \
        __asm__ volatile("mov %0, %%" operand : : "r"(name.value) : "memory");        \
    }                                                                                 \
    X86_REGISTER_UPDATE_(name)

X86_BEGIN

/*
 * The set bits of `value` by name, separated by spaces, as snprintf() would write them: at most
 * `cap` bytes with the final zero (`buf` may be NULL when `cap` is 0); returns the length wanted.
 * `names` lists names from bit 0 upwards, separated by spaces; "-" skips a bit without a name and
 * "-10" ten of them. Bits without a name come last, as one number: "PE WP PG 0x100".
 * No bit set: "0".
 */
size_t x86_bits_format(char *buf, size_t cap, const char *names, uint64_t value);

X86_END
