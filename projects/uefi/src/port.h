/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* I/O ports of x86. A process on a host has none, unless a test gives it some (PORTS_BY_TEST). */
#pragma once
#include <stdint.h>

#if defined(PORTS_BY_TEST)
#define HAS_PORTS 1
uint8_t port_in(uint16_t port);
void port_out(uint16_t port, uint8_t value);
#elif (defined(__x86_64__) || defined(__i386__)) && !__STDC_HOSTED__
#define HAS_PORTS 1
static inline uint8_t port_in(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static inline void port_out(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}
#else
#define HAS_PORTS 0
static inline uint8_t port_in(uint16_t port)
{
    (void)port;
    return 0;
}

static inline void port_out(uint16_t port, uint8_t value)
{
    (void)port, (void)value;
}
#endif
