/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Caches, fences, waiting: the instructions about memory that C has no word for.
 *
 * SDM Vol. 3A sections 9.2 (ordering), 12.5.5 (cache control).
 */
#pragma once
#include <stdint.h>

/* Loads and stores before it are done before those after it. */
static inline void x86_mfence(void)
{
    __asm__ volatile("mfence" : : : "memory");
}

/* Loads before it are done, and nothing after it has begun: also holds speculation back. */
static inline void x86_lfence(void)
{
    __asm__ volatile("lfence" : : : "memory");
}

/* Stores before it are visible before those after it; matters for write-combining memory. */
static inline void x86_sfence(void)
{
    __asm__ volatile("sfence" : : : "memory");
}

/* The compiler moves no memory access across; the CPU may. */
static inline void x86_compiler_barrier(void)
{
    __asm__ volatile("" : : : "memory");
}

/* SERIALIZE: all before is done, all after is fetched anew. Needs CPUID's SERIALIZE. */
static inline void x86_serialize(void)
{
    __asm__ volatile(".byte 0x0f, 0x01, 0xe8" : : : "memory");
}

/* Inside a loop that waits for another CPU: saves power, spares the exit from the loop. */
static inline void x86_pause(void)
{
    __asm__ volatile("pause" : : : "memory");
}

/* NOP: nothing, in one instruction. */
static inline void x86_nop(void)
{
    __asm__ volatile("nop");
}

/* Writes the cache line at `address` back and drops it, on all CPUs. Needs CPUID's CLFSH. */
static inline void x86_clflush(const volatile void *address)
{
    __asm__ volatile("clflush (%0)" : : "r"(address) : "memory");
}

/* The same, unordered among themselves: follow with x86_sfence(). Needs CPUID's CLFLUSHOPT. */
static inline void x86_clflushopt(const volatile void *address)
{
    __asm__ volatile("clflushopt (%0)" : : "r"(address) : "memory");
}

/* Writes the cache line at `address` back and may keep it. Needs CPUID's CLWB. */
static inline void x86_clwb(const volatile void *address)
{
    __asm__ volatile("clwb (%0)" : : "r"(address) : "memory");
}

/* Hints that the cache line at `address` may move away from this CPU. Without CPUID's CLDEMOTE it
 * does nothing. */
static inline void x86_cldemote(const volatile void *address)
{
    __asm__ volatile("cldemote (%0)" : : "r"(address) : "memory");
}

/* Zeroes the cache line at `address`, unordered with other stores: follow with x86_sfence(). AMD,
 * needs CPUID's CLZERO. */
static inline void x86_clzero(void *address)
{
    __asm__ volatile("clzero" : : "a"(address) : "memory");
}

/* MOVDIRI: stores 8 bytes past the caches; unordered. Needs CPUID's MOVDIRI. */
static inline void x86_movdiri(volatile uint64_t *to, uint64_t value)
{
    __asm__ volatile("movdiri %1, %0" : "=m"(*to) : "r"(value) : "memory");
}

/* MOVDIR64B: stores 64 bytes in one piece to `to`, a multiple of 64, past the caches: how devices
 * take descriptors. Unordered. Needs CPUID's MOVDIR64B. */
static inline void x86_movdir64b(volatile void *to, const void *from)
{
    __asm__ volatile("movdir64b (%1), %0" : : "r"(to), "r"(from) : "memory");
}

/* Writes all caches back and empties them. Slow (milliseconds). CPL 0. */
static inline void x86_wbinvd(void)
{
    __asm__ volatile("wbinvd" : : : "memory");
}

/* Writes all caches back, keeping what they hold. CPL 0; without CPUID's WBNOINVD it is WBINVD. */
static inline void x86_wbnoinvd(void)
{
    __asm__ volatile(".byte 0xf3, 0x0f, 0x09" : : : "memory");
}

/* Empties all caches WITHOUT writing them back: what was modified is lost. CPL 0. */
static inline void x86_invd(void)
{
    __asm__ volatile("invd" : : : "memory");
}

/* MONITOR: x86_mwait() will end when the line at `address` is written. `hints` 0. CPL 0, needs
 * CPUID's MONITOR. */
static inline void x86_monitor(const volatile void *address, uint32_t hints)
{
    __asm__ volatile("monitor" : : "a"(address), "c"(0), "d"(hints) : "memory");
}

/* MWAIT: sleeps until the monitored line is written or an interrupt comes. `hints` choose the
 * C-state (bits 7:4 plus one), `extensions` bit 0: wake for interrupts although they are off. */
static inline void x86_mwait(uint32_t hints, uint32_t extensions)
{
    __asm__ volatile("mwait" : : "a"(hints), "c"(extensions) : "memory");
}

/* MONITORX and MWAITX: the same on AMD at any CPL. With `extensions` bit 1 it ends after `ticks` of
 * the time stamp counter at the latest. Need CPUID's MONITORX. */
static inline void x86_monitorx(const volatile void *address, uint32_t hints)
{
    __asm__ volatile("monitorx" : : "a"(address), "c"(0), "d"(hints) : "memory");
}

/* MWAITX: sleeps until the line of x86_monitorx() is written. */
static inline void x86_mwaitx(uint32_t hints, uint32_t extensions, uint32_t ticks)
{
    __asm__ volatile("mwaitx" : : "a"(hints), "c"(extensions), "b"(ticks) : "memory");
}

/* UMONITOR, UMWAIT, TPAUSE: the same at any CPL, until the time stamp counter reaches `deadline` at
 * the latest. `state` 0: C0.2, deeper; 1: C0.1. Need CPUID's WAITPKG. */
static inline void x86_umonitor(const volatile void *address)
{
    __asm__ volatile(".byte 0xf3, 0x0f, 0xae, 0xf0" : : "a"(address) : "memory");
}

/* UMWAIT: sleeps until the line of x86_umonitor() is written. */
static inline void x86_umwait(uint32_t state, uint64_t deadline)
{
    __asm__ volatile(".byte 0xf2, 0x0f, 0xae, 0xf1"
                     :
                     : "c"(state), "a"((uint32_t)deadline), "d"((uint32_t)(deadline >> 32))
                     : "memory", "cc");
}

/* TPAUSE: sleeps for the deadline alone. */
static inline void x86_tpause(uint32_t state, uint64_t deadline)
{
    __asm__ volatile(".byte 0x66, 0x0f, 0xae, 0xf1"
                     :
                     : "c"(state), "a"((uint32_t)deadline), "d"((uint32_t)(deadline >> 32))
                     : "memory", "cc");
}

/* XCHG BX, BX: the Bochs debugger stops here; elsewhere nothing happens. */
static inline void x86_bochs_breakpoint(void)
{
    __asm__ volatile("xchgw %%bx, %%bx" : : : "memory");
}

/* The address of the instruction after this one. */
static inline __attribute__((always_inline)) uint64_t x86_rip_read(void)
{
    uint64_t rip;
    __asm__ volatile("leaq 0(%%rip), %0" : "=r"(rip));
    return rip;
}
