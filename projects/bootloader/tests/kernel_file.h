/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * ELF files made by hand, for tests: right as they come, and wrong in what a test changes.
 *
 *     struct kernel_file k = kernel_file_begin(KERNEL_EXEC);
 *     kernel_file_load(&k, 0x400000, text, sizeof text, BOOT_EXECUTE, 4096);
 *     k.header.machine = 3;
 *     size_t size = kernel_file_write(&k, bytes);
 */
#pragma once
#include <string.h>

#include "bootloader/boot_info.h"
#include "ci/test.h"

enum { KERNEL_EXEC = 2, KERNEL_DYN = 3, KERNEL_FILE_MAX = 256 * 1024 };

struct kernel_header {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version;
    uint64_t entry, program_headers, section_headers;
    uint32_t flags;
    uint16_t size, program_header_size, program_header_count;
    uint16_t section_header_size, section_header_count, section_names;
};

struct kernel_segment {
    uint32_t type, flags;
    uint64_t offset, address, physical_address, file_size, memory_size, align;
};

struct kernel_file {
    struct kernel_header header;
    struct kernel_segment segments[300];
    uint8_t body[KERNEL_FILE_MAX]; /* the file, without its headers */
    uint64_t end;                  /* of the file */
};

static inline void kernel_file_begin(struct kernel_file *k, uint16_t type)
{
    memset(k, 0, sizeof *k);
    memcpy(k->header.ident, "\177ELF\2\1\1", 7);
    k->header.type = type;
    k->header.machine = 62;
    k->header.version = 1;
    k->header.size = 64;
    k->header.program_headers = 64;
    k->header.program_header_size = 56;
    k->end = 4096;
}

/* Any segment; returns its number. The bytes are at body + offset. */
static inline struct kernel_segment *kernel_file_add(struct kernel_file *k, uint32_t type,
                                                     uint32_t flags, uint64_t address,
                                                     uint64_t file_size, uint64_t memory_size)
{
    struct kernel_segment *s = &k->segments[k->header.program_header_count++];
    k->end = (k->end + 4095) / 4096 * 4096 + address % 4096;
    *s = (struct kernel_segment){type,    flags,     k->end,      address,
                                 address, file_size, memory_size, 4096};
    k->end += file_size;
    assert_true(k->end <= KERNEL_FILE_MAX);
    return s;
}

static inline struct kernel_segment *kernel_file_load(struct kernel_file *k, uint32_t flags,
                                                      uint64_t address, uint64_t file_size,
                                                      uint64_t memory_size)
{
    struct kernel_segment *s = kernel_file_add(k, 1, flags, address, file_size, memory_size);
    for (uint64_t i = 0; i < file_size; i++)
        k->body[s->offset + i] = (uint8_t)(i * 7 + address / 4096 * 13 + 1);
    return s;
}

/* The note of a kernel with this request, in a NOTE segment that is part of no LOAD. */
static inline struct kernel_segment *kernel_file_note(struct kernel_file *k,
                                                      const struct boot_request *request)
{
    struct boot_note note = {
        sizeof BOOT_NOTE_OWNER, sizeof note - 24,   BOOT_NOTE_TYPE,  BOOT_NOTE_OWNER,
        BOOT_VERSION_MAJOR,     BOOT_VERSION_MINOR, sizeof *request, *request};
    struct kernel_segment *s = kernel_file_add(k, 4, 4, 0, sizeof note, sizeof note);
    s->align = 4;
    memcpy(k->body + s->offset, &note, sizeof note);
    return s;
}

/* The file's bytes at `to`, which has room for KERNEL_FILE_MAX; returns how many. */
static inline size_t kernel_file_write(const struct kernel_file *k, uint8_t *to)
{
    memcpy(to, k->body, KERNEL_FILE_MAX);
    memcpy(to, &k->header, sizeof k->header);
    if (k->header.program_headers <= 4096)
        memcpy(to + k->header.program_headers, k->segments,
               sizeof k->segments[0] *
                   (k->header.program_header_count <= 70 ? k->header.program_header_count : 0));
    return k->end;
}
