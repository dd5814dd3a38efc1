/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A machine in a process, for tests of the loader: RAM at its physical address, files, a screen, a
 * processor that notes what it would enter. What a test changes in `machine` before boot() is what
 * the loader meets.
 *
 *     machine_begin();
 *     machine_file("/boot/boot.conf", "kernel = /k\n", 12);
 *     machine_kernel(&k);                               the file /k
 *     assert_int_equal(boot(), BOOT_OK);
 *     ... boot_info() ...
 */
#pragma once
#include <sys/mman.h>

#include "load/config.h"
#include "load/load.h"
#include "load/random.h"
#include "tests/kernel_file.h"
#include "tests/said.h"
#include "x86_64/registers/control.h"
#include "x86_64/walk.h"

enum { MACHINE_FILES = 16 };

#define RAM_BASE  0x10000000ull
#define RAM_SIZE  (128ull << 20)
#define RAM_END   (RAM_BASE + RAM_SIZE)
#define SCREEN_AT 0x1a000000ull

struct machine_file {
    const char *path;
    const uint8_t *bytes;
    uint64_t size;
};

static struct {
    struct boot_memory_region regions[256];
    struct memory_map memory; /* what the door has, and has given away */
    struct machine_file files[MACHINE_FILES];
    size_t file_count;
    struct boot_framebuffer screen; /* what set_mode() gives; size 0: no screen */
    struct screen_wish wish;        /* what it was asked for */
    struct door_facts facts;
    struct firmware_map firmware;
    const void *image; /* the loader's own */
    uint64_t image_size;
    bool no_execute, pages_1g, levels_5, has_random;
    unsigned levels_now;
    uint64_t words;                /* of the generator */
    unsigned fail_take_from;       /* all calls from this one on */
    unsigned fail_take, fail_read; /* the call that fails, counted from 1; 0: none */
    enum boot_status fail_finish, fail_open;
    size_t map_capacity; /* of finish(), if not 0 */
    /* What was seen. */
    unsigned takes, reads, quiets;
    uint64_t bytes_read;
    bool finished;
    struct hand_over *entered;
} machine;

static uint8_t machine_kernel_bytes[KERNEL_FILE_MAX];

/* ---- The door ---------------------------------------------------------------------------------*/

static enum boot_status machine_open(void *ctx, const char *path, struct door_file *ret_file)
{
    (void)ctx;
    assert_false(machine.finished);
    if (machine.fail_open)
        return machine.fail_open;
    for (size_t i = 0; i < machine.file_count; i++) {
        if (strcmp(machine.files[i].path, path) != 0)
            continue;
        *ret_file = (struct door_file){machine.files[i].size, {i}};
        return BOOT_OK;
    }
    return BOOT_NOT_FOUND;
}

static enum boot_status machine_read(void *ctx, struct door_file *file, uint64_t offset,
                                     uint64_t size, void *to)
{
    (void)ctx;
    assert_false(machine.finished);
    assert_true(size > 0 && offset <= file->size && size <= file->size - offset);
    assert_true((uint64_t)to >= RAM_BASE && (uint64_t)to + size <= RAM_END);
    if (++machine.reads == machine.fail_read) {
        log_say(LOG_ERROR, "the disk is broken\n");
        return BOOT_DEVICE;
    }
    memcpy(to, machine.files[file->door[0]].bytes + offset, size);
    machine.bytes_read += size;
    return BOOT_OK;
}

static enum boot_status machine_take(void *ctx, uint64_t size, uint64_t align, uint64_t below,
                                     enum boot_memory_kind kind, uint64_t *ret_phys)
{
    (void)ctx;
    assert_false(machine.finished);
    assert_int_equal(size % 4096, 0);
    assert_true(size > 0);
    if (++machine.takes == machine.fail_take ||
        (machine.fail_take_from && machine.takes >= machine.fail_take_from))
        return BOOT_NO_MEMORY;
    return memory_take(&machine.memory, size, align, MEMORY_LOW, below, kind, ret_phys);
}

static enum boot_status machine_set_mode(void *ctx, const struct screen_wish *wish,
                                         struct boot_framebuffer *ret_framebuffer)
{
    (void)ctx;
    assert_false(machine.finished);
    machine.wish = *wish;
    if (machine.screen.size == 0)
        return BOOT_UNSUPPORTED;
    *ret_framebuffer = machine.screen;
    return BOOT_OK;
}

static void machine_facts(void *ctx, struct door_facts *ret_facts)
{
    (void)ctx;
    *ret_facts = machine.facts;
}

static enum boot_status machine_finish(void *ctx, struct memory_map *map,
                                       struct firmware_map *ret_firmware_map)
{
    (void)ctx;
    assert_false(machine.finished);
    if (machine.fail_finish)
        return machine.fail_finish;
    enum boot_status status = BOOT_OK;
    if (machine.map_capacity)
        map->capacity = machine.map_capacity;
    for (size_t i = 0; i < machine.memory.count; i++) {
        const struct boot_memory_region *r = &machine.regions[i];
        enum boot_status added = memory_add(map, r->base, r->size, r->kind);
        status = added ? added : status;
    }
    *ret_firmware_map = machine.firmware;
    machine.finished = true;
    return status;
}

/* ---- The processor ----------------------------------------------------------------------------*/

static struct x86_cpuid machine_cpuid(void *ctx, uint32_t leaf, uint32_t subleaf)
{
    struct x86_cpuid r = {0};
    (void)ctx, (void)subleaf;
    if (leaf == 0)
        r.eax = 7;
    else if (leaf == 0x80000000u)
        r.eax = 0x80000008u;
    else if (leaf == 7)
        r.ecx = machine.levels_5 ? 1u << 16 : 0;
    else if (leaf == 0x80000001u)
        r.edx = (machine.no_execute ? 1u << 20 : 0) | (machine.pages_1g ? 1u << 26 : 0);
    else if (leaf == 0x80000008u)
        r.eax = 40;
    return r;
}

static bool machine_random(void *ctx, const struct cpu *cpu, uint64_t *ret_word)
{
    (void)ctx, (void)cpu;
    if (machine.has_random)
        *ret_word = random_next(&machine.words);
    return machine.has_random;
}

static uint64_t machine_ticks(void *ctx)
{
    (void)ctx;
    return 1234567;
}

static unsigned machine_levels(void *ctx)
{
    (void)ctx;
    return machine.levels_now;
}

static void machine_quiet(void *ctx, uint64_t rsdp_phys)
{
    (void)ctx;
    assert_true(machine.finished);
    assert_int_equal(rsdp_phys, machine.facts.rsdp_phys);
    machine.quiets++;
}

static void machine_enter(void *ctx, struct hand_over *page)
{
    (void)ctx;
    assert_true(machine.finished);
    assert_null(machine.entered);
    machine.entered = page;
}

/* ---- For tests --------------------------------------------------------------------------------*/

static inline void machine_memory(uint64_t base, uint64_t size, enum boot_memory_kind kind)
{
    assert_int_equal(memory_add(&machine.memory, base, size, kind), BOOT_OK);
}

static inline void machine_begin(void)
{
    static void *ram;
    if (!ram) {
        ram = mmap((void *)RAM_BASE, SCREEN_AT + (16 << 20) - RAM_BASE, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
        assert_ptr_equal(ram, (void *)RAM_BASE);
    }
    said_begin();
    memset(&machine, 0, sizeof machine);
    machine.memory = (struct memory_map){machine.regions, 0, 256};
    machine_memory(0, 0x9fc00, BOOT_MEMORY_USABLE);
    machine_memory(0x9fc00, 0x60400, BOOT_MEMORY_RESERVED);
    machine_memory(RAM_BASE, RAM_SIZE, BOOT_MEMORY_USABLE);
    machine_memory(RAM_END - 0x20000, 0x10000, BOOT_MEMORY_ACPI);
    machine_memory(0xfec00000, 0x1000, BOOT_MEMORY_MMIO);
    static const struct boot_mode modes[2] = {
        {640, 480, 2560, 32, 0, {16, 8}, {8, 8}, {0, 8}, 7},
        {800, 600, 3200, 32, 0, {16, 8}, {8, 8}, {0, 8}, 9},
    };
    static const uint8_t edid[128] = {0, 255, 255, 255, 255, 255, 255, 0, 0x10};
    machine.screen = (struct boot_framebuffer){NULL,  SCREEN_AT, 3200 * 600, modes[1],
                                               modes, 2,         edid,       sizeof edid};
    machine.facts = (struct door_facts){.rsdp_phys = 0xf1234,
                                        .smbios_phys = 0xf5678,
                                        .time = 1900000000,
                                        .random = {1, 2, 3},
                                        .boot_disk = 0x80,
                                        .memory_end = RAM_END};
    machine.no_execute = machine.pages_1g = machine.has_random = true;
    machine.levels_now = 4;
    machine.words = 99;
}

static inline void machine_file(const char *path, const void *bytes, uint64_t size)
{
    assert_true(machine.file_count < MACHINE_FILES);
    machine.files[machine.file_count++] = (struct machine_file){path, bytes, size};
}

static inline void machine_text(const char *path, const char *text)
{
    machine_file(path, text, strlen(text));
}

static inline void machine_kernel(const struct kernel_file *k)
{
    machine_file("/k", machine_kernel_bytes, kernel_file_write(k, machine_kernel_bytes));
}

static inline enum boot_status boot(void)
{
    const struct door door = {
        .kind = BOOT_DOOR_BIOS,
        .image = machine.image,
        .image_size = machine.image_size,
        .open = machine_open,
        .read = machine_read,
        .take = machine_take,
        .set_mode = machine_set_mode,
        .facts = machine_facts,
        .finish = machine_finish,
    };
    const struct machine hardware = {
        .cpuid = machine_cpuid,
        .random = machine_random,
        .ticks = machine_ticks,
        .levels = machine_levels,
        .quiet = machine_quiet,
        .enter = machine_enter,
    };
    enum boot_status status = load_on(&door, &hardware);
    if (status == BOOT_OK)
        assert_non_null(machine.entered);
    else
        assert_null(machine.entered);
    return status;
}

/* The tables that the kernel would have. */
static inline struct x86_space kernel_space(uint64_t cr3, unsigned levels)
{
    const struct x86_paging_env env = {.direct_map = 0};
    const struct x86_format format = {
        .levels = (uint8_t)levels, .largest = 3, .phys_bits = 40, .no_execute = true};
    struct x86_space space;
    assert_int_equal(x86_space_adopt(&space, &env, &format, cr3), X86_OK);
    return space;
}

static inline unsigned kernel_levels(void)
{
    return machine.entered->cr4 & X86_CR4_LA57 ? 5 : 4;
}

/* What the kernel would see at `address`; it must be mapped, and be RAM. */
static inline void *seen(const void *address)
{
    struct x86_space space = kernel_space(machine.entered->cr3, kernel_levels());
    struct x86_mapping mapping;
    if (!x86_translate(&space, x86_virt_of_pointer(address), &mapping))
        fail_msg("%p is not mapped", address);
    assert_true(mapping.phys.value >= RAM_BASE && mapping.phys.value < RAM_END);
    return (void *)(uintptr_t)mapping.phys.value;
}

static inline const struct boot_info *boot_info(void)
{
    return seen((void *)(uintptr_t)machine.entered->info);
}
