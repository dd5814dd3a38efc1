/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Relocations: see relocate.h. Everything is checked before it is touched; one LOAD holds a whole
 * table, and one holds each place. */
#include "load/relocate.h"

#include "load/log.h"

#define BAD(...) (log_say(LOG_ERROR, __VA_ARGS__), BOOT_BAD_KERNEL)

struct rela {
    uint64_t place, info; /* info: symbol in bits 63:32, type in 31:0 */
    int64_t addend;
};

enum {
    DT_NULL,
    DT_NEEDED,
    DT_PLTRELSZ,
    DT_RELA = 7,
    DT_RELASZ,
    DT_RELAENT,
    DT_REL = 17,
    DT_PLTREL = 20,
    DT_JMPREL = 23,
    DT_RELRSZ = 35,
    DT_RELR,
    DT_RELRENT,
    DT_COUNT, /* what is kept of the table; larger tags say nothing about relocations */
};

enum { R_NONE = 0, R_RELATIVE = 8 };

/* psABI names of the types that linkers leave in executables; the others go by number. */
static const char *type_name(uint32_t type)
{
    switch (type) {
    case 1:
        return "R_X86_64_64";
    case 5:
        return "R_X86_64_COPY";
    case 6:
        return "R_X86_64_GLOB_DAT";
    case 7:
        return "R_X86_64_JUMP_SLOT";
    case 16:
        return "R_X86_64_DTPMOD64";
    case 17:
        return "R_X86_64_DTPOFF64";
    case 18:
        return "R_X86_64_TPOFF64";
    case 36:
        return "R_X86_64_TLSDESC";
    case 37:
        return "R_X86_64_IRELATIVE";
    default:
        return "of a type that is not known here";
    }
}

/* The LOAD that held the last place, as [base, last]; most places are near one another. */
struct window {
    uint64_t base, last;
    uint8_t *at;
};

/* Where the eight bytes at `place` are; NULL: not all in one LOAD. */
static uint8_t *find(const struct kernel *kernel, struct window *window, uint64_t place)
{
    if (!window->at || place < window->base || place > window->last) {
        const struct elf_load *load = elf_find(&kernel->elf, place, 8);
        if (!load)
            return NULL;
        window->base = load->address;
        window->last = load->address + load->size - 8;
        window->at = kernel_at(kernel, load->address, load->size);
    }
    return window->at + (place - window->base);
}

static enum boot_status relocate_rela(const struct kernel *kernel, uint64_t table, uint64_t size)
{
    const uint8_t *at = kernel_at(kernel, table, size);
    struct window window = {0};
    if (!at)
        return BAD("%s: its relocations at 0x%llx (%llu bytes) lie in no LOAD segment\n",
                   kernel->path, (unsigned long long)table, (unsigned long long)size);
    for (uint64_t i = 0; i + sizeof(struct rela) <= size; i += sizeof(struct rela)) {
        struct rela rela;
        __builtin_memcpy(&rela, at + i, sizeof rela);
        uint32_t type = (uint32_t)rela.info;
        if (type == R_NONE)
            continue;
        if (rela.info != R_RELATIVE)
            return BAD("%s: relocation %llu (type %u, %s, symbol %llu) cannot be done here: link "
                       "with -static-pie or without -pie, and without shared libraries\n",
                       kernel->path, (unsigned long long)(i / sizeof rela), type, type_name(type),
                       (unsigned long long)(rela.info >> 32));
        uint8_t *place = find(kernel, &window, rela.place);
        if (!place)
            return BAD("%s: relocation %llu is for 0x%llx, which lies in no LOAD segment\n",
                       kernel->path, (unsigned long long)(i / sizeof rela),
                       (unsigned long long)rela.place);
        uint64_t value = kernel->slide + (uint64_t)rela.addend;
        __builtin_memcpy(place, &value, sizeof value);
    }
    return BOOT_OK;
}

/* An even word is a place; an odd one is a bitmap of the 63 words behind the last place. */
static enum boot_status relocate_relr(const struct kernel *kernel, uint64_t table, uint64_t size)
{
    const uint8_t *at = kernel_at(kernel, table, size);
    struct window window = {0};
    uint64_t next = 0;
    if (!at)
        return BAD("%s: its packed relocations at 0x%llx (%llu bytes) lie in no LOAD segment\n",
                   kernel->path, (unsigned long long)table, (unsigned long long)size);
    for (uint64_t i = 0; i + 8 <= size; i += 8) {
        uint64_t word, bits, first;
        __builtin_memcpy(&word, at + i, sizeof word);
        bool bitmap = word & 1;
        bits = bitmap ? word >> 1 : 1;
        first = bitmap ? next : word;
        next = first + (bitmap ? 63 * 8 : 8);
        for (uint64_t place = first; bits; bits >>= 1, place += 8) {
            uint64_t value;
            if (!(bits & 1))
                continue;
            uint8_t *to = find(kernel, &window, place);
            if (!to)
                return BAD("%s: packed relocation %llu is for 0x%llx, which lies in no LOAD "
                           "segment\n",
                           kernel->path, (unsigned long long)(i / 8), (unsigned long long)place);
            __builtin_memcpy(&value, to, sizeof value);
            value += kernel->slide;
            __builtin_memcpy(to, &value, sizeof value);
        }
    }
    return BOOT_OK;
}

enum boot_status relocate(const struct kernel *kernel)
{
    uint64_t tags[DT_COUNT] = {[DT_RELAENT] = 24, [DT_RELRENT] = 8, [DT_PLTREL] = DT_RELA};
    struct elf_range dynamic = kernel->elf.dynamic;
    if (dynamic.size == 0)
        return BOOT_OK;
    const uint8_t *at = kernel_at(kernel, dynamic.address, dynamic.size);
    for (uint64_t i = 0; i + 16 <= dynamic.size; i += 16) {
        uint64_t entry[2];
        __builtin_memcpy(entry, at + i, sizeof entry);
        if (entry[0] == DT_NULL)
            break;
        if (entry[0] == DT_NEEDED)
            return BAD("%s: it needs a shared library: link it with -static-pie or -nostdlib\n",
                       kernel->path);
        if (entry[0] < DT_COUNT)
            tags[entry[0]] = entry[1];
    }
    if (tags[DT_REL] || tags[DT_PLTREL] != DT_RELA || tags[DT_RELAENT] != 24 ||
        tags[DT_RELRENT] != 8)
        return BAD("%s: its relocations are of a form that x86_64 does not have\n", kernel->path);
    enum boot_status status = BOOT_OK;
    if (tags[DT_RELA] && tags[DT_RELASZ])
        status = relocate_rela(kernel, tags[DT_RELA], tags[DT_RELASZ]);
    if (status == BOOT_OK && tags[DT_JMPREL] && tags[DT_PLTRELSZ])
        status = relocate_rela(kernel, tags[DT_JMPREL], tags[DT_PLTRELSZ]);
    if (status == BOOT_OK && tags[DT_RELR] && tags[DT_RELRSZ])
        status = relocate_relr(kernel, tags[DT_RELR], tags[DT_RELRSZ]);
    return status;
}
