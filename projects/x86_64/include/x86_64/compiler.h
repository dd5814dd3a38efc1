/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The few words that all headers of this library share; nothing here is about the CPU.
 *
 * Targets: ELF and `x86_64-unknown-windows` (firmware), gcc and clang, C17 and C++17. `long` has a
 * different size on the two targets, so no public type is made of it.
 */
#pragma once

/* The caller must look at the returned value. */
#define X86_MUST_CHECK __attribute__((warn_unused_result))

/* Does not return. */
#define X86_NORETURN __attribute__((noreturn))

/* The System V calling convention, wherever assembly calls C or C calls assembly: arguments in RDI,
 * RSI, RDX on the windows target too. */
#define X86_SYSV __attribute__((sysv_abi))

/* Bit `n` of a 64-bit register. */
#define X86_BIT(n) (1ULL << (n))

/* Bits `low` to `high`, both included. */
#define X86_BITS(high, low) ((~0ULL >> (63 - (high))) & ~((1ULL << (low)) - 1))

#ifdef __cplusplus
#define X86_STATIC_ASSERT(condition, text) static_assert(condition, text)
#define X86_BEGIN                          extern "C" {
#define X86_END                            }
#else
#define X86_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
#define X86_BEGIN
#define X86_END
#endif
