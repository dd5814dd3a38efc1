/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* libFuzzer target: a kernel's file, read by its headers and its notes. What the plan says lies in
 * the file, or in memory, must do so. */
#include <stdlib.h>

#include "load/elf.h"
#include "load/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check(const struct elf *elf, size_t size)
{
    must(elf->load_count >= 1 && elf->load_count <= ELF_LOADS_MAX);
    for (size_t i = 0; i < elf->load_count; i++) {
        const struct elf_load *l = &elf->loads[i];
        must(l->size > 0 && l->file_size <= l->size && l->address + l->size > l->address);
        must(l->offset <= size && size - l->offset >= l->file_size);
        must(i == 0 || elf->loads[i - 1].address + elf->loads[i - 1].size <= l->address);
    }
    must(elf_find(elf, elf->entry, 1) != NULL);
    must(elf->align >= 4096 && (elf->align & (elf->align - 1)) == 0);
    must(elf->dynamic.size == 0 || elf_find(elf, elf->dynamic.address, elf->dynamic.size));
    must(elf->tls.size == 0 || elf_find(elf, elf->tls.address, elf->tls.size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elf_extent headers;
    struct elf elf;
    if (elf_header("fuzz", data, size, size, &headers) != BOOT_OK)
        return 0;
    must(headers.offset <= size && size - headers.offset >= headers.size);
    if (elf_plan("fuzz", data, data + headers.offset, size, &elf) != BOOT_OK)
        return 0;
    check(&elf, size);
    for (size_t i = 0; i < elf.note_count; i++) {
        struct boot_request request;
        must(elf.notes[i].offset <= size && size - elf.notes[i].offset >= elf.notes[i].size);
        if (note_find("fuzz", data + elf.notes[i].offset, elf.notes[i].size, &request) == BOOT_OK)
            (void)!note_check("fuzz", elf.pie, &request);
    }
    return 0;
}
