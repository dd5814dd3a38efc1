/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Task state segments and their I/O maps: see structures/tss.h. */
#include "x86_64/structures/tss.h"

#define MAP_BASE_MAX 0xdfffu

X86_STATIC_ASSERT(offsetof(struct x86_tss_io, map) == sizeof(struct x86_tss), "the map follows");

void x86_tss_init(struct x86_tss *tss)
{
    __builtin_memset(tss, 0, sizeof *tss);
    tss->io_map_base = sizeof *tss;
}

void x86_tss_io_init(struct x86_tss_io *io)
{
    x86_tss_init(&io->tss);
    __builtin_memset(io->map, 0xff, sizeof io->map);
}

static enum x86_status refused(enum x86_tss_fault fault, enum x86_tss_fault *ret_fault)
{
    if (ret_fault)
        *ret_fault = fault;
    return X86_INVALID;
}

enum x86_status x86_tss_check(const struct x86_tss *tss, size_t size, enum x86_tss_fault *ret_fault)
{
    if (size < sizeof *tss || size > 0xffffffffu)
        return X86_INVALID;
    size_t base = tss->io_map_base;
    if (base < sizeof *tss)
        return refused(X86_TSS_MAP_INSIDE, ret_fault);
    if (base >= size)
        return X86_OK;
    if (base > MAP_BASE_MAX)
        return refused(X86_TSS_MAP_TOO_FAR, ret_fault);
    if (size - base > X86_IO_MAP_SIZE)
        return refused(X86_TSS_MAP_TOO_LONG, ret_fault);
    if (((const uint8_t *)tss)[size - 1] != 0xff)
        return refused(X86_TSS_MAP_UNTERMINATED, ret_fault);
    return X86_OK;
}

enum x86_status x86_tss_io_set(struct x86_tss_io *io, uint32_t first, uint32_t count, bool allowed)
{
    if (first > 65536 || count > 65536 - first)
        return X86_INVALID;
    for (uint32_t port = first; port < first + count; port++) {
        uint8_t bit = (uint8_t)(1u << (port & 7));
        if (allowed)
            io->map[port / 8] &= (uint8_t)~bit;
        else
            io->map[port / 8] |= bit;
    }
    return X86_OK;
}
