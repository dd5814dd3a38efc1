/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What is mapped, and how: every page of the kernel's tables is explained by boot_info, none is
 * writable and executable. Compiled once with all addresses left to the loader and, as FIXED, once
 * with all of them given.
 */
#include "kernel.h"

#ifdef FIXED
#define STACK       0xffffc00000000000
#define INFO        0xffffc10000000000
#define FRAMEBUFFER 0xffffc20000000000
#define PHYSICAL    0x0000400000000000
#define RECURSIVE   0xffffff0000000000
#define KERNEL      0xffffffff90000000
#else
#define STACK       BOOT_DYNAMIC
#define INFO        BOOT_DYNAMIC
#define FRAMEBUFFER BOOT_DYNAMIC
#define PHYSICAL    BOOT_DYNAMIC
#define RECURSIVE   BOOT_DYNAMIC
#define KERNEL      BOOT_DYNAMIC
#endif

static int relocated = 7;
int *volatile pointer = &relocated;

struct walk {
    const struct boot_info *boot;
    unsigned both, unexplained, low;
    uint64_t first_unexplained;
};

static bool within(uint64_t address, const void *from, uint64_t size)
{
    return from && address - (uint64_t)from < (size + 4095) / 4096 * 4096;
}

/* The page that starts at `address` belongs to what boot_info lists. Small structures share pages.
 */
static bool explained(const struct boot_info *boot, uint64_t address, const struct mapping *m)
{
    const struct boot_kernel *kernel = &boot->kernel;
    for (uint64_t i = 0; i < kernel->segment_count; i++)
        if (within(address, kernel->segments[i].address, kernel->segments[i].size))
            return m->phys ==
                       kernel->segments[i].phys + address - (uint64_t)kernel->segments[i].address &&
                   m->write == !!(kernel->segments[i].rights & BOOT_WRITE) &&
                   m->execute == !!(kernel->segments[i].rights & BOOT_EXECUTE);
    if (address == boot->hand_over_phys)
        return m->phys == address && m->execute && !m->write;
    if (m->execute || !m->write)
        return false;
    if (within(address, boot->physical_map, boot->physical_map_size))
        return m->phys == address - (uint64_t)boot->physical_map;
    if (within(address, boot->framebuffer.address, boot->framebuffer.size))
        return m->phys == boot->framebuffer.phys + address - (uint64_t)boot->framebuffer.address;
    return within(address, kernel->stack, kernel->stack_size) ||
           kind_at(boot, m->phys) == BOOT_MEMORY_LOADER;
}

static void look(void *ctx, uint64_t address, const struct mapping *m)
{
    struct walk *walk = ctx;
    walk->both += m->write && m->execute;
    walk->low += address < 1ULL << 63 && address != walk->boot->hand_over_phys;
    if (!explained(walk->boot, address, m) && !walk->unexplained++)
        walk->first_unexplained = address;
}

static void check_pages(const struct boot_info *boot)
{
    struct walk walk = {.boot = boot};
    walk_table(boot, read_cr3() & PAGE_ADDRESS, boot->levels, 0, true, true, look, &walk);
    check_equal(walk.both, 0);
    if (!check_equal(walk.unexplained, 0))
        note("first", walk.first_unexplained);
#ifndef FIXED
    check_that(!walk.low, "everything is in the upper half but the hand-over page");
#endif
    struct mapping m = {0};
    check(!find_mapping(boot, (uint64_t)boot->kernel.stack - 1, &m));
    check(find_mapping(boot, (uint64_t)boot->kernel.stack, &m) && m.write && !m.execute);
    if (boot->framebuffer.address) {
        check(find_mapping(boot, (uint64_t)boot->framebuffer.address, &m));
        check_equal(m.pat, BOOT_PAT_WC);
    }
    check(find_mapping(boot, (uint64_t)boot->physical_map, &m) && m.size >= 1 << 21);
    check_that(m.pat == 0, "the physical map is write-back");
}

static void check_places(const struct boot_info *boot)
{
    uint64_t here;
    __asm__("lea (%%rip), %0" : "=r"(here));
    check(here - (uint64_t)boot->kernel.address < boot->kernel.size);
    check(pointer == &relocated && *pointer == 7);
#ifdef FIXED
    check_equal(boot->kernel.address, KERNEL);
    check_equal((uint64_t)boot->kernel.stack, STACK + 4096);
    check_equal((uint64_t)boot & ~4095ULL, INFO);
    check_equal(boot->physical_map, PHYSICAL);
    check_equal(boot->recursive_table,
                ~0ULL << 48 | 0x1feULL << 39 | 0x1feULL << 30 | 0x1feULL << 21 | 0x1feULL << 12);
    check_equal(boot->recursive_index, 0x1fe);
    check(!boot->framebuffer.address || (uint64_t)boot->framebuffer.address == FRAMEBUFFER);
#else
    check(boot->kernel.address >= (uint8_t *)0xffffffff80000000);
#endif
    check_equal(boot->kernel.slide, (uint64_t)boot->kernel.address);
}

static void check_physical_map(const struct boot_info *boot)
{
    check(boot->physical_map_size >= 4ULL << 30);
    volatile uint8_t *low = boot->physical_map;
    (void)*low;
    check_that(true, "address 0 can be read"); /* or it faults */
    volatile uint32_t *hole = (volatile uint32_t *)(boot->physical_map + 0xf9c00000);
    (void)*hole;
    check_that(true, "the hole below 4 GiB can be read");
    uint64_t end = 0;
    for (uint64_t i = 0; i < boot->memory.count; i++)
        if (boot->memory.regions[i].kind == BOOT_MEMORY_USABLE)
            end = boot->memory.regions[i].base + boot->memory.regions[i].size;
    volatile uint64_t *last = (volatile uint64_t *)(boot->physical_map + end) - 1;
    *last = 0x0123456789abcdef;
    check_equal(*last, 0x0123456789abcdef);
    /* The kernel's own memory seen from there. */
    volatile int *seen = (volatile int *)(boot->physical_map + boot->kernel.segments[0].phys);
    check_equal(*seen, *(volatile int *)boot->kernel.segments[0].address);
}

static void check_recursive(const struct boot_info *boot)
{
    if (!check(boot->recursive_table != NULL))
        return;
    uint64_t index = boot->recursive_index;
    check_equal(boot->recursive_table[index] & PAGE_ADDRESS, read_cr3() & PAGE_ADDRESS);
    check(boot->recursive_table[index] & PAGE_NO_EXECUTE);
}

static void kernel_main(const struct boot_info *boot)
{
    check_places(boot);
    check_pages(boot);
    check_physical_map(boot);
    check_recursive(boot);
    finish();
}
BOOT_ENTRY(kernel_main, .stack_size = 1 << 20, .stack = STACK, .info = INFO, .kernel = KERNEL,
           .framebuffer = FRAMEBUFFER, .physical_map = PHYSICAL, .recursive = RECURSIVE,
           .levels = BOOT_LEVELS_BEST)
