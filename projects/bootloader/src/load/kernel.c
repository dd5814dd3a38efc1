/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The kernel's file: see kernel.h. */
#include "load/kernel.h"

#include "load/file.h"
#include "load/log.h"
#include "load/note.h"

enum {
    PAGE = 4096,
    HEAD = 4096,         /* what is read at first: both headers, and mostly the note */
    GAP_MAX = 64 * 1024, /* memory that may be wasted, and file read in vain, to keep LOADs together
                          */
    NOTES_MAX = 64 * 1024,
};

#define LARGE_PAGE 0x200000ull
#define ANYWHERE   UINT64_MAX

/* Bytes of the file that were read already, in memory that is only needed for a while. */
struct scratch {
    uint8_t *at;
    uint64_t size;
};

static uint64_t page_down(uint64_t address)
{
    return address & ~(uint64_t)(PAGE - 1);
}

static uint64_t page_up(uint64_t address)
{
    return page_down(address + PAGE - 1);
}

static enum boot_status no_memory(const char *path, uint64_t size, const char *what)
{
    log_say(LOG_ERROR, "%s: no %llu KiB of free memory in one piece for %s\n", path,
            (unsigned long long)(size / 1024), what);
    return BOOT_NO_MEMORY;
}

/* The bytes of `extent`, from what is there already or from the file; *ret_bytes may be moved. */
static enum boot_status read_extent(const struct door *door, struct kernel *kernel,
                                    const struct scratch *head, struct elf_extent extent,
                                    uint8_t **ret_bytes)
{
    uint64_t phys;
    if (extent.offset <= head->size && head->size - extent.offset >= extent.size) {
        *ret_bytes = head->at + extent.offset;
        return BOOT_OK;
    }
    uint64_t size = page_up(extent.size);
    enum boot_status status =
        door->take(door->ctx, size, PAGE, 1ull << 32, BOOT_MEMORY_LOADER, &phys);
    if (status != BOOT_OK)
        return no_memory(kernel->path, size, "its headers");
    uint8_t *bytes = (uint8_t *)(uintptr_t)phys;
    status = file_read(door, kernel->path, &kernel->file, extent.offset, extent.size, bytes);
    if (status == BOOT_OK)
        *ret_bytes = bytes;
    return status;
}

static enum boot_status read_request(const struct door *door, struct kernel *kernel,
                                     const struct scratch *head)
{
    for (size_t i = 0; i < kernel->elf.note_count; i++) {
        struct elf_extent extent = kernel->elf.notes[i];
        uint8_t *bytes;
        if (extent.size > NOTES_MAX)
            continue; /* nothing that could be ours */
        enum boot_status status = read_extent(door, kernel, head, extent, &bytes);
        if (status == BOOT_OK)
            status = note_find(kernel->path, bytes, extent.size, &kernel->request);
        if (status == BOOT_OK)
            return note_check(kernel->path, kernel->elf.pie, &kernel->request);
        if (status != BOOT_NOT_FOUND)
            return status;
    }
    log_say(LOG_ERROR,
            "%s: it has no note of this loader: write BOOT_ENTRY(your_function) of "
            "<bootloader/boot_info.h>, and let the linker script keep .note.*\n",
            kernel->path);
    return BOOT_BAD_KERNEL;
}

/* Which LOADs share a block. */
static void make_blocks(struct kernel *kernel)
{
    const struct elf *elf = &kernel->elf;
    struct kernel_block *block = NULL;
    for (size_t i = 0; i < elf->load_count; i++) {
        uint64_t first = page_down(elf->loads[i].address);
        uint64_t end = page_up(elf->loads[i].address + elf->loads[i].size);
        if (!block || first > block->address + block->size + GAP_MAX) {
            block = &kernel->blocks[kernel->block_count++];
            block->address = first;
        }
        block->size = end - block->address;
    }
}

enum boot_status kernel_open(const struct door *door, const char *path, struct kernel *ret_kernel)
{
    struct kernel *kernel = ret_kernel;
    struct elf_extent extent;
    struct scratch head = {NULL, 0};
    uint64_t phys;
    uint8_t *headers;
    __builtin_memset(kernel, 0, sizeof *kernel);
    kernel->path = path;
    enum boot_status status = file_open(door, "the kernel", path, &kernel->file);
    if (status != BOOT_OK)
        return status;
    status = door->take(door->ctx, HEAD, PAGE, 1ull << 32, BOOT_MEMORY_LOADER, &phys);
    if (status != BOOT_OK)
        return no_memory(path, HEAD, "its headers");
    head.at = (uint8_t *)(uintptr_t)phys;
    head.size = kernel->file.size < HEAD ? kernel->file.size : HEAD;
    status = file_read(door, path, &kernel->file, 0, head.size, head.at);
    if (status == BOOT_OK)
        status = elf_header(path, head.at, head.size, kernel->file.size, &extent);
    if (status == BOOT_OK)
        status = read_extent(door, kernel, &head, extent, &headers);
    if (status == BOOT_OK)
        status = elf_plan(path, head.at, headers, kernel->file.size, &kernel->elf);
    if (status == BOOT_OK)
        status = read_request(door, kernel, &head);
    if (status == BOOT_OK)
        make_blocks(kernel);
    return status;
}

static uint8_t *place_of(const struct kernel_block *block, uint64_t address)
{
    return (uint8_t *)(uintptr_t)(block->phys + (address - block->address));
}

static bool holds(const struct kernel_block *block, uint64_t address)
{
    return address >= block->address && address - block->address < block->size;
}

/* Reads what the file has for the LOADs of a block: in one go what lies the same way in both. */
static enum boot_status read_block(const struct door *door, struct kernel *kernel,
                                   const struct kernel_block *block)
{
    const struct elf *elf = &kernel->elf;
    for (size_t i = 0; i < elf->load_count; i++) {
        const struct elf_load *first = &elf->loads[i];
        if (!holds(block, first->address) || first->file_size == 0)
            continue;
        uint64_t delta = first->address - first->offset, end = first->offset + first->file_size;
        while (i + 1 < elf->load_count) {
            const struct elf_load *next = &elf->loads[i + 1];
            if (!holds(block, next->address) || next->address - next->offset != delta ||
                next->file_size == 0 || next->offset < end || next->offset - end > GAP_MAX)
                break;
            end = next->offset + next->file_size;
            i++;
        }
        enum boot_status status = file_read(door, kernel->path, &kernel->file, first->offset,
                                            end - first->offset, place_of(block, first->address));
        if (status != BOOT_OK)
            return status;
    }
    return BOOT_OK;
}

/* Zeroes what no byte of the file belongs to. */
static void clear_block(const struct kernel *kernel, const struct kernel_block *block)
{
    const struct elf *elf = &kernel->elf;
    uint64_t done = block->address;
    for (size_t i = 0; i < elf->load_count; i++) {
        const struct elf_load *load = &elf->loads[i];
        if (!holds(block, load->address) || load->file_size == 0)
            continue;
        __builtin_memset(place_of(block, done), 0, load->address - done);
        done = load->address + load->file_size;
    }
    __builtin_memset(place_of(block, done), 0, block->address + block->size - done);
}

enum boot_status kernel_load(const struct door *door, struct kernel *kernel)
{
    for (size_t i = 0; i < kernel->block_count; i++) {
        struct kernel_block *block = &kernel->blocks[i];
        bool large = block->size >= LARGE_PAGE && block->address % LARGE_PAGE == 0;
        enum boot_status status = door->take(door->ctx, block->size, large ? LARGE_PAGE : PAGE,
                                             ANYWHERE, BOOT_MEMORY_KERNEL, &block->phys);
        if (status != BOOT_OK && large)
            status = door->take(door->ctx, block->size, PAGE, ANYWHERE, BOOT_MEMORY_KERNEL,
                                &block->phys);
        if (status != BOOT_OK)
            return no_memory(kernel->path, block->size, "its segments");
        status = read_block(door, kernel, block);
        if (status != BOOT_OK)
            return status;
        clear_block(kernel, block);
    }
    return BOOT_OK;
}

uint8_t *kernel_at(const struct kernel *kernel, uint64_t address, uint64_t size)
{
    if (!elf_find(&kernel->elf, address, size))
        return NULL;
    for (size_t i = 0; i < kernel->block_count; i++)
        if (holds(&kernel->blocks[i], address))
            return place_of(&kernel->blocks[i], address);
    return NULL;
}
