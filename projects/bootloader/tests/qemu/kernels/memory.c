/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The memory map, and whether it tells the truth: all that is called usable is overwritten, and
 * nothing that the loader made may change. The command line: "ram=MIB", what QEMU was given.
 */
#include "kernel.h"

static uint64_t number_of(const char *text)
{
    uint64_t number = 0;
    while (*text && *text != '=')
        text++;
    for (text += *text == '='; *text >= '0' && *text <= '9'; text++)
        number = number * 10 + (uint64_t)(*text - '0');
    return number;
}

static void check_rules(const struct boot_memory *memory)
{
    bool sorted = true, aligned = true, joined = true, kinds = true;
    uint64_t end = 0;
    for (uint64_t i = 0; i < memory->count; i++) {
        const struct boot_memory_region *region = &memory->regions[i];
        sorted = sorted && region->base >= end && region->base + region->size > region->base;
        aligned = aligned && !(region->base % 4096) && !(region->size % 4096) && region->size;
        joined = joined && (!i || region->base > end || region->kind != region[-1].kind);
        kinds = kinds && region->kind >= BOOT_MEMORY_USABLE && region->kind <= BOOT_MEMORY_RESERVED;
        end = region->base + region->size;
    }
    check(memory->count > 4);
    check_that(sorted, "regions are sorted and do not overlap");
    check_that(aligned, "regions are whole pages");
    check_that(joined, "neighbours of one kind are one region");
    check_that(kinds, "kinds are known ones");
}

static uint64_t pages_of(const struct boot_info *boot, uint32_t kind, uint64_t below)
{
    uint64_t pages = 0;
    for (uint64_t i = 0; i < boot->memory.count; i++)
        if (boot->memory.regions[i].kind == kind && boot->memory.regions[i].base < below)
            pages += boot->memory.regions[i].size / 4096;
    return pages;
}

/* What stands where RAM is said to be is as much as the machine has. */
static void check_amount(const struct boot_info *boot)
{
    static const uint32_t ram[] = {BOOT_MEMORY_USABLE,   BOOT_MEMORY_LOADER, BOOT_MEMORY_ACPI,
                                   BOOT_MEMORY_AP_START, BOOT_MEMORY_KERNEL, BOOT_MEMORY_MODULE};
    uint64_t wanted = number_of(boot->command_line.text) * 256, pages = 0;
    for (unsigned i = 0; i < sizeof ram / sizeof *ram; i++)
        pages += pages_of(boot, ram[i], ~0ULL);
    note("pages of RAM", pages);
    check(wanted && pages <= wanted);
    check_that(pages + 2048 + wanted / 64 >= wanted,
               "nearly all of the machine's RAM is in the map");
    check_equal(pages_of(boot, BOOT_MEMORY_AP_START, 0x100000), 1);
    check(pages_of(boot, BOOT_MEMORY_USABLE, 0x100000) > 16);
    check_equal(pages_of(boot, BOOT_MEMORY_LOADER, 0x100000), 0);
    check_that(pages_of(boot, BOOT_MEMORY_LOADER, ~0ULL) < 1024 + wanted / 1024,
               "what the loader keeps is small");
}

/* Usable memory may be anywhere but in what is in use: this is how it is found out. */
static void write_usable(const struct boot_info *boot)
{
    for (uint64_t i = 0; i < boot->memory.count; i++) {
        const struct boot_memory_region *region = &boot->memory.regions[i];
        void *to = boot->physical_map + region->base;
        uint64_t words = region->size / 8;
        if (region->kind == BOOT_MEMORY_USABLE || region->kind == BOOT_MEMORY_AP_START)
            __asm__ volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(~0ULL) : "memory");
    }
}

static uint64_t hash_of(const uint8_t *bytes, uint64_t size)
{
    uint64_t hash = 1;
    for (uint64_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

/* What a kernel goes on using: its own memory, the struct and what it points to, modules, tables.
 */
static uint64_t hash_all(const struct boot_info *boot)
{
    uint64_t hash = hash_of((const uint8_t *)boot, sizeof *boot);
    hash += hash_of((const uint8_t *)boot->memory.regions,
                    boot->memory.count * sizeof *boot->memory.regions);
    for (uint64_t i = 0; i < boot->module_count; i++)
        hash += hash_of(boot->modules[i].address, boot->modules[i].size);
    for (uint64_t i = 0; i < boot->kernel.segment_count; i++)
        if (!(boot->kernel.segments[i].rights & BOOT_WRITE))
            hash += hash_of(boot->kernel.segments[i].address, boot->kernel.segments[i].size);
    hash += hash_of((const uint8_t *)boot->log.text, boot->log.size);
    if (boot->efi_memory_map)
        hash += hash_of(boot->efi_memory_map, boot->efi_memory_map_size);
    return hash;
}

static void count_page(void *ctx, uint64_t address, const struct mapping *m)
{
    uint64_t *hash = ctx;
    *hash = (*hash ^ address ^ m->phys ^ (uint64_t)m->write ^ (uint64_t)m->execute << 1) *
            0x100000001b3u;
}

static uint64_t hash_tables(const struct boot_info *boot)
{
    uint64_t hash = 1;
    walk_table(boot, read_cr3() & PAGE_ADDRESS, boot->levels, 0, true, true, count_page, &hash);
    return hash;
}

static void kernel_main(const struct boot_info *boot)
{
    check_rules(&boot->memory);
    check_amount(boot);
    check(boot->physical_map_size >= 4ULL << 30);
    for (uint64_t i = 0; i < boot->memory.count; i++)
        if (boot->memory.regions[i].kind <= BOOT_MEMORY_MODULE &&
            boot->memory.regions[i].base + boot->memory.regions[i].size > boot->physical_map_size)
            check_that(false, "the physical map reaches the end of RAM");
    if (number_of(boot->command_line.text) <= 512) {
        uint64_t all = hash_all(boot), tables = hash_tables(boot);
        write_usable(boot);
        check_equal(hash_all(boot), all);
        check_equal(hash_tables(boot), tables);
    }
    finish();
}
BOOT_ENTRY(kernel_main, .physical_map = BOOT_DYNAMIC)
