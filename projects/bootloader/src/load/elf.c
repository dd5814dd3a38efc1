/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The headers of an ELF file: see elf.h. All fields are read through these structs, by memcpy. */
#include "load/elf.h"

#include "load/log.h"

struct file_header {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version;
    uint64_t entry, program_headers, section_headers;
    uint32_t flags;
    uint16_t size, program_header_size, program_header_count;
    uint16_t section_header_size, section_header_count, section_names;
};
_Static_assert(sizeof(struct file_header) == ELF_HEADER_SIZE, "gABI figure 4-3");

struct program_header {
    uint32_t type, flags;
    uint64_t offset, address, physical_address, file_size, memory_size, align;
};
_Static_assert(sizeof(struct program_header) == ELF_PROGRAM_HEADER_SIZE, "gABI figure 5-1");

enum {
    CLASS_64 = 2,
    LITTLE_ENDIAN_DATA = 1,
    CURRENT = 1,
    TYPE_EXEC = 2,
    TYPE_DYN = 3,
    MACHINE_X86_64 = 62,
    PAGE = 4096,
};

enum { PT_LOAD = 1, PT_DYNAMIC = 2, PT_NOTE = 4, PT_TLS = 7, PT_GNU_RELRO = 0x6474e552 };

/* What every message is about. */
struct reader {
    const char *path;
    uint64_t file_size;
    struct elf *elf;
};

#define BAD(...) (log_say(LOG_ERROR, __VA_ARGS__), BOOT_BAD_KERNEL)

enum boot_status elf_header(const char *path, const void *head, size_t size, uint64_t file_size,
                            struct elf_extent *ret_headers)
{
    struct file_header h;
    if (size < sizeof h || file_size < sizeof h)
        return BAD("%s: %llu bytes are too few for an ELF file\n", path,
                   (unsigned long long)file_size);
    __builtin_memcpy(&h, head, sizeof h);
    if (h.ident[0] != 0x7f || h.ident[1] != 'E' || h.ident[2] != 'L' || h.ident[3] != 'F')
        return BAD("%s: not an ELF file: it does not begin with 7f 45 4c 46\n", path);
    if (h.ident[4] != CLASS_64)
        return BAD("%s: not a 64-bit ELF file (class %u): build it for x86_64\n", path, h.ident[4]);
    if (h.ident[5] != LITTLE_ENDIAN_DATA || h.machine != MACHINE_X86_64)
        return BAD("%s: made for another machine (%u, not 62): build it for x86_64\n", path,
                   h.machine);
    if (h.ident[6] != CURRENT || h.version != CURRENT)
        return BAD("%s: ELF version %u, not 1\n", path, h.version);
    if (h.type != TYPE_EXEC && h.type != TYPE_DYN)
        return BAD("%s: ELF type %u is not an executable (2, 3): link it\n", path, h.type);
    if (h.program_header_size != ELF_PROGRAM_HEADER_SIZE)
        return BAD("%s: program headers of %u bytes, not 56\n", path, h.program_header_size);
    if (h.program_header_count == 0 || h.program_header_count > ELF_PROGRAM_HEADERS_MAX)
        return BAD("%s: %u program headers; from 1 to %u can be loaded\n", path,
                   h.program_header_count, ELF_PROGRAM_HEADERS_MAX);
    uint64_t bytes = (uint64_t)h.program_header_count * ELF_PROGRAM_HEADER_SIZE;
    if (h.program_headers > file_size || file_size - h.program_headers < bytes)
        return BAD("%s: its program headers lie beyond its end: the file is cut off\n", path);
    *ret_headers = (struct elf_extent){h.program_headers, bytes};
    return BOOT_OK;
}

static bool is_power_of_two(uint64_t value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

/* What holds for every header with bytes in the file and in memory. */
static enum boot_status check(const struct reader *r, const struct program_header *p, uint32_t i)
{
    if (p->offset > r->file_size || r->file_size - p->offset < p->file_size)
        return BAD("%s: segment %u ends beyond the file: the file is cut off\n", r->path, i);
    if (p->memory_size < p->file_size)
        return BAD("%s: segment %u is larger in the file than in memory\n", r->path, i);
    if (p->memory_size > UINT64_MAX - PAGE || p->address > UINT64_MAX - PAGE - p->memory_size)
        return BAD("%s: segment %u ends beyond the last address\n", r->path, i);
    if (p->align > 1 && !is_power_of_two(p->align))
        return BAD("%s: segment %u is aligned to 0x%llx, no power of two\n", r->path, i,
                   (unsigned long long)p->align);
    return BOOT_OK;
}

/* Keeps the LOADs sorted; the gABI wants them so, and not all linkers obey. */
static enum boot_status add_load(const struct reader *r, const struct program_header *p, uint32_t i)
{
    struct elf *elf = r->elf;
    if (p->memory_size == 0)
        return BOOT_OK;
    if (elf->load_count == ELF_LOADS_MAX)
        return BAD("%s: more than %u LOAD segments\n", r->path, ELF_LOADS_MAX);
    if (p->align > 1 && ((p->address - p->offset) & (p->align - 1)) != 0)
        return BAD("%s: segment %u lies otherwise in memory than in the file (0x%llx)\n", r->path,
                   i, (unsigned long long)p->align);
    size_t at = elf->load_count++;
    for (; at > 0 && elf->loads[at - 1].address > p->address; at--)
        elf->loads[at] = elf->loads[at - 1];
    elf->loads[at] = (struct elf_load){
        .address = p->address,
        .size = p->memory_size,
        .offset = p->offset,
        .file_size = p->file_size,
        .rights = (p->flags & 7) | BOOT_READ,
        .header = i,
    };
    if (p->align > elf->align)
        elf->align = p->align;
    return BOOT_OK;
}

static enum boot_status add(const struct reader *r, const struct program_header *p, uint32_t i)
{
    struct elf *elf = r->elf;
    struct elf_range *only = p->type == PT_DYNAMIC     ? &elf->dynamic
                             : p->type == PT_GNU_RELRO ? &elf->relro
                                                       : NULL;
    bool wanted = only || p->type == PT_LOAD || p->type == PT_NOTE || p->type == PT_TLS;
    enum boot_status status = wanted ? check(r, p, i) : BOOT_OK;
    if (status != BOOT_OK || !wanted)
        return status;
    if (p->type == PT_LOAD)
        return add_load(r, p, i);
    if (p->type == PT_NOTE) {
        if (elf->note_count == ELF_NOTES_MAX)
            return BAD("%s: more than %u NOTE segments\n", r->path, ELF_NOTES_MAX);
        elf->notes[elf->note_count++] = (struct elf_extent){p->offset, p->file_size};
        return BOOT_OK;
    }
    if (only ? only->size != 0 : elf->has_tls)
        return BAD("%s: segment %u is the second of type 0x%x\n", r->path, i, p->type);
    if (only) {
        *only = (struct elf_range){p->address, p->memory_size};
        return BOOT_OK;
    }
    elf->has_tls = true;
    elf->tls = (struct elf_range){p->address, p->file_size};
    elf->tls_memory_size = p->memory_size;
    elf->tls_align = p->align ? p->align : 1;
    return BOOT_OK;
}

/* What can be said only when all segments are known. */
static enum boot_status check_whole(const struct reader *r)
{
    const struct elf *elf = r->elf;
    if (elf->load_count == 0)
        return BAD("%s: nothing to load: it has no LOAD segment\n", r->path);
    for (size_t i = 1; i < elf->load_count; i++) {
        const struct elf_load *before = &elf->loads[i - 1], *load = &elf->loads[i];
        if (before->address + before->size > load->address)
            return BAD("%s: segments %u and %u overlap at 0x%llx\n", r->path, before->header,
                       load->header, (unsigned long long)load->address);
    }
    const struct elf_load *code = elf_find(elf, elf->entry, 1);
    if (!code || !(code->rights & BOOT_EXECUTE))
        return BAD("%s: the entry 0x%llx lies in no executable segment\n", r->path,
                   (unsigned long long)elf->entry);
    static const char *const names[] = {"DYNAMIC", "GNU_RELRO", "TLS"};
    const struct elf_range ranges[] = {elf->dynamic, elf->relro, elf->tls};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (ranges[i].size && !elf_find(elf, ranges[i].address, ranges[i].size) &&
            /* RELRO is rounded up to a page by some linkers. */
            !(i == 1 && elf_find(elf, ranges[i].address, 1)))
            return BAD("%s: %s at 0x%llx lies in no LOAD segment\n", r->path, names[i],
                       (unsigned long long)ranges[i].address);
    return BOOT_OK;
}

enum boot_status elf_plan(const char *path, const void *head, const void *headers,
                          uint64_t file_size, struct elf *ret_elf)
{
    struct file_header h;
    struct elf_extent extent;
    enum boot_status status = elf_header(path, head, ELF_HEADER_SIZE, file_size, &extent);
    if (status != BOOT_OK)
        return status;
    __builtin_memcpy(&h, head, sizeof h);
    struct elf elf = {.pie = h.type == TYPE_DYN, .entry = h.entry, .align = PAGE};
    struct reader reader = {path, file_size, &elf};
    for (uint32_t i = 0; i < h.program_header_count && status == BOOT_OK; i++) {
        struct program_header p;
        __builtin_memcpy(&p, (const uint8_t *)headers + (size_t)i * sizeof p, sizeof p);
        status = add(&reader, &p, i);
    }
    if (status == BOOT_OK)
        status = check_whole(&reader);
    if (status == BOOT_OK)
        *ret_elf = elf;
    return status;
}

const struct elf_load *elf_find(const struct elf *elf, uint64_t address, uint64_t size)
{
    for (size_t i = 0; i < elf->load_count; i++) {
        const struct elf_load *load = &elf->loads[i];
        if (address >= load->address && address - load->address <= load->size &&
            load->size - (address - load->address) >= size)
            return load;
    }
    return NULL;
}
