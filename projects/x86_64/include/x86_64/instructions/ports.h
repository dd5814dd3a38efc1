/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * I/O ports: single accesses by width, typed ports, and the string forms.
 *
 *     b, w, l    1, 2, 4 bytes: IN AL, IN AX, IN EAX (the suffixes are the assembler's)
 *
 * A driver that keeps a port's number should keep it in a type: struct x86_port8 is read and
 * written, struct x86_port8_in only read, struct x86_port8_out only written; 16 and 32 likewise.
 *
 * Accesses stay in program order among themselves and with memory accesses. CPL <= IOPL, or the
 * I/O permission map allows it (x86_64/structures/tss.h). SDM Vol. 1 chapter 19.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* $1 width in bits, $2 suffix, $3 register operand */
#define X86_PORT_(bits, suffix, reg)                                                              \
    /* Reads one item from port `number`. */                                                      \
    static inline uint##bits##_t x86_in##suffix(uint16_t number)                                  \
    {                                                                                             \
        uint##bits##_t x86_item;                                                                  \
        __asm__ volatile("in %1, " reg : "=a"(x86_item) : "Nd"(number) : "memory");               \
        return x86_item;                                                                          \
    }                                                                                             \
    /* Writes one item to port `number`. */                                                       \
    static inline void x86_out##suffix(uint16_t number, uint##bits##_t item)                      \
    {                                                                                             \
        __asm__ volatile("out " reg ", %0" : : "Nd"(number), "a"(item) : "memory");               \
    }                                                                                             \
    struct x86_port##bits {                                                                       \
        uint16_t number;                                                                          \
    };                                                                                            \
    struct x86_port##bits##_in {                                                                  \
        uint16_t number;                                                                          \
    };                                                                                            \
    struct x86_port##bits##_out {                                                                 \
        uint16_t number;                                                                          \
    };                                                                                            \
    static inline uint##bits##_t x86_port##bits##_read(struct x86_port##bits port)                \
    {                                                                                             \
        return x86_in##suffix(port.number);                                                       \
    }                                                                                             \
    static inline void x86_port##bits##_write(struct x86_port##bits port, uint##bits##_t item)    \
    {                                                                                             \
        x86_out##suffix(port.number, item);                                                       \
    }                                                                                             \
    static inline uint##bits##_t x86_port##bits##_in_read(struct x86_port##bits##_in port)        \
    {                                                                                             \
        return x86_in##suffix(port.number);                                                       \
    }                                                                                             \
    static inline void x86_port##bits##_out_write(struct x86_port##bits##_out port,               \
                                                  uint##bits##_t item)                            \
    {                                                                                             \
        x86_out##suffix(port.number, item);                                                       \
    }                                                                                             \
    /* REP INS: reads `count` items from one port into `items`. */                                \
    static inline void x86_ins##suffix(uint16_t number, uint##bits##_t *items, size_t count)      \
    {                                                                                             \
        __asm__ volatile("rep ins" #suffix : "+D"(items), "+c"(count) : "d"(number) : "memory");  \
    }                                                                                             \
    /* REP OUTS: writes `count` items out of `items` to one port. */                              \
    static inline void x86_outs##suffix(uint16_t number, const uint##bits##_t *items,             \
                                        size_t count)                                             \
    {                                                                                             \
        __asm__ volatile("rep outs" #suffix : "+S"(items), "+c"(count) : "d"(number) : "memory"); \
    }

/* x86_inb, x86_outb, x86_insb, x86_outsb, struct x86_port8, x86_port8_in, x86_port8_out */
X86_PORT_(8, b, "%%al")
/* x86_inw ... struct x86_port16_out */
X86_PORT_(16, w, "%%ax")
/* x86_inl ... struct x86_port32_out; the assembler's suffix of 4 bytes is l */
X86_PORT_(32, l, "%%eax")

/* About a microsecond on an ISA bus: a write to port 0x80, which only shows POST codes. Nothing
 * measurable in most virtual machines. */
static inline void x86_io_delay(void)
{
    x86_outb(0x80, 0);
}
