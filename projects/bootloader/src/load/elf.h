/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The headers of a 64-bit ELF file: everything in them is checked here, once, and becomes a plan
 * that later stages can believe.
 *
 *     file   [ELF header][program headers] ... [bytes of a LOAD] ... [notes] ...
 *     plan   kind, entry, loads (sorted by address), dynamic, tls, relro, notes
 *
 * Pure functions over the file's first bytes; nothing is read or allocated. What the plan holds:
 * ranges in the file lie inside it, ranges in memory do not overflow or overlap, what lies in a
 * LOAD (entry, TLS, RELRO, DYNAMIC) really does. Section headers are never looked at.
 *
 * System V gABI chapters 4 and 5; x86-64 psABI.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bootloader/boot_info.h"
#include "load/status.h"

#define ELF_HEADER_SIZE         64
#define ELF_PROGRAM_HEADER_SIZE 56
#define ELF_LOADS_MAX           32
#define ELF_NOTES_MAX           8
#define ELF_PROGRAM_HEADERS_MAX 256

/* Bytes of the file, from `offset` on. */
struct elf_extent {
    uint64_t offset, size;
};

/* A LOAD segment: `file_size` bytes of the file at `offset`, then zeros. */
struct elf_load {
    uint64_t address; /* of the file, without a slide */
    uint64_t size;    /* in memory; not 0 */
    uint64_t offset, file_size;
    uint32_t rights; /* enum boot_rights */
    uint32_t header; /* number of its program header */
};

/* A range of memory inside the LOADs; size 0: there is none. */
struct elf_range {
    uint64_t address, size;
};

struct elf {
    bool pie;       /* ET_DYN: it may be moved */
    uint64_t entry; /* without a slide */
    uint64_t align; /* by which it may be moved: the largest of its LOADs, at least 4096 */
    struct elf_load loads[ELF_LOADS_MAX];
    size_t load_count; /* 1 or more */
    struct elf_extent notes[ELF_NOTES_MAX];
    size_t note_count;
    struct elf_range dynamic;
    struct elf_range relro;
    struct elf_range tls; /* the part that the file has */
    bool has_tls;
    uint64_t tls_memory_size, tls_align;
};

/* Where the program headers are, by the first `size` bytes of a file of `file_size`. Errors are
 * said in the log with `path`: BOOT_BAD_KERNEL. */
BOOT_MUST_CHECK enum boot_status elf_header(const char *path, const void *head, size_t size,
                                            uint64_t file_size, struct elf_extent *ret_headers);

/* The plan, by the ELF header and the program headers, all of them. */
BOOT_MUST_CHECK enum boot_status elf_plan(const char *path, const void *head, const void *headers,
                                          uint64_t file_size, struct elf *ret_elf);

/* The LOAD that holds all of [address, address + size); NULL: none does. */
const struct elf_load *elf_find(const struct elf *elf, uint64_t address, uint64_t size);

/* The address behind the last LOAD; the first one's is loads[0].address. */
static inline uint64_t elf_end(const struct elf *elf)
{
    const struct elf_load *last = &elf->loads[elf->load_count - 1];
    return last->address + last->size;
}
