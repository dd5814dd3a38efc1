/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Will the loader take this kernel? What a person gets wrong (another architecture, an object file,
 * no BOOT_ENTRY, a header of another version) is told here, before there is an image to wonder
 * about. The loader checks all again, and more.
 */
#include <elf.h>
#include <string.h>

#include "bootimage.h"
#include "bootloader/boot_info.h"

static void check_header(const char *path, struct bytes file)
{
    const Elf64_Ehdr *header = (const void *)file.data;
    if (file.size < sizeof *header || memcmp(header->e_ident, ELFMAG, SELFMAG))
        die("%s is not an ELF file", path);
    if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
        header->e_machine != EM_X86_64)
        die("%s is not for x86-64 (ELF class %u, machine %u; 2 and 62 are wanted)", path,
            header->e_ident[EI_CLASS], header->e_machine);
    if (header->e_type == ET_REL)
        die("%s is an object file; link it first", path);
    if (header->e_type != ET_EXEC && header->e_type != ET_DYN)
        die("%s is no executable (ELF type %u)", path, header->e_type);
    if (header->e_phentsize != sizeof(Elf64_Phdr) || header->e_phoff > file.size ||
        header->e_phnum > (file.size - header->e_phoff) / sizeof(Elf64_Phdr))
        die("%s is damaged: its program headers end behind the file", path);
}

/* The description of the note BOOT_ENTRY makes, or NULL. */
static const uint8_t *find_note(const uint8_t *at, size_t size, uint32_t *ret_size)
{
    Elf64_Nhdr note;
    while (size >= sizeof note) {
        memcpy(&note, at, sizeof note);
        uint64_t owner = ((uint64_t)note.n_namesz + 3) & ~3ull,
                 value = ((uint64_t)note.n_descsz + 3) & ~3ull;
        if (owner + value > size - sizeof note)
            return NULL;
        at += sizeof note;
        size -= sizeof note + owner + value;
        if (note.n_type == BOOT_NOTE_TYPE && note.n_namesz == sizeof BOOT_NOTE_OWNER &&
            !memcmp(at, BOOT_NOTE_OWNER, sizeof BOOT_NOTE_OWNER)) {
            *ret_size = note.n_descsz;
            return at + owner;
        }
        at += owner + value;
    }
    return NULL;
}

void kernel_check(const char *path, struct bytes file)
{
    check_header(path, file);
    const Elf64_Ehdr *header = (const void *)file.data;
    const uint8_t *note = NULL;
    uint32_t note_size = 0;
    bool loads = false;
    for (unsigned i = 0; i < header->e_phnum; i++) {
        Elf64_Phdr segment;
        memcpy(&segment, file.data + header->e_phoff + i * sizeof segment, sizeof segment);
        if (segment.p_type != PT_LOAD && segment.p_type != PT_NOTE)
            continue;
        if (segment.p_offset > file.size || segment.p_filesz > file.size - segment.p_offset)
            die("%s is damaged: segment %u ends behind the file", path, i);
        loads |= segment.p_type == PT_LOAD;
        if (segment.p_type == PT_NOTE && !note)
            note = find_note(file.data + segment.p_offset, segment.p_filesz, &note_size);
    }
    if (!loads)
        die("%s has nothing to load: no segment of type PT_LOAD", path);
    if (!note)
        die("%s has no note of BOOT_ENTRY(): is the macro in a file that is linked, and does a "
            "linker "
            "script keep .note.OSDev.boot in a PT_NOTE segment?",
            path);
    uint16_t version[2];
    if (note_size < sizeof version)
        die("%s has a note of BOOT_ENTRY() that is only %u bytes long", path, note_size);
    memcpy(version, note, sizeof version);
    if (version[0] != BOOT_VERSION_MAJOR || version[1] > BOOT_VERSION_MINOR)
        die("%s was compiled with version %u.%u of boot_info.h, this is bootimage for %u.%u; use "
            "the "
            "header that came with it",
            path, version[0], version[1], BOOT_VERSION_MAJOR, BOOT_VERSION_MINOR);
}
