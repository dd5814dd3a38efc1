/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What every test kernel includes: TAP on the debug console, the end of the machine, and the few
 * instructions that C has no word for. Kernels are compiled as a user compiles his own, so this is
 * all in one header.
 *
 *     static void kernel_main(const struct boot_info *boot)
 *     {
 *         check(boot->levels == 4);
 *         check_equal(boot->kernel.stack_size, 4000);
 *         finish();
 *     }
 */
#pragma once
#include <bootloader/boot_info.h>
#include <stdbool.h>
#include <stddef.h>

static unsigned tap_count, tap_failed;

/* ---- Instructions -----------------------------------------------------------------------------*/

static inline void out8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t in8(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static inline uint64_t read_msr(uint32_t number)
{
    uint32_t low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(number));
    return (uint64_t)high << 32 | low;
}

static inline uint64_t read_cr3(void)
{
    uint64_t value;
    __asm__ volatile("mov %%cr3, %0" : "=r"(value));
    return value;
}

/* ---- Text -------------------------------------------------------------------------------------*/

static inline void put_text(const char *text)
{
    while (*text)
        out8(0xe9, (uint8_t)*text++);
}

static inline void put_number(uint64_t number, unsigned base)
{
    char digits[24], *at = digits + sizeof digits - 1;
    *at = 0;
    do
        *--at = "0123456789abcdef"[number % base];
    while (number /= base);
    if (base == 16)
        put_text("0x");
    put_text(at);
}

static inline bool same_text(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

/* ---- TAP --------------------------------------------------------------------------------------*/

static inline bool tap_result(bool passed, const char *what)
{
    tap_failed += !passed;
    put_text(passed ? "ok " : "not ok ");
    put_number(++tap_count, 10);
    put_text(" - ");
    put_text(what);
    put_text("\n");
    return passed;
}

static inline void note(const char *text, uint64_t number)
{
    put_text("# ");
    put_text(text);
    put_text(" ");
    put_number(number, 16);
    put_text("\n");
}

static inline bool tap_equal(uint64_t got, uint64_t wanted, const char *what)
{
    if (tap_result(got == wanted, what))
        return true;
    note("got   ", got);
    note("wanted", wanted);
    return false;
}

#define check(condition) tap_result((condition), #condition)
/* `what`: said in the place of the condition. */
#define check_that(condition, what) tap_result((condition), what)
#define check_equal(got, wanted)    tap_equal((uint64_t)(got), (uint64_t)(wanted), #got " == " #wanted)

/* Ends the machine: 0x10 on port 0xf4 if all went well. */
__attribute__((noreturn)) static inline void finish(void)
{
    put_text("1..");
    put_number(tap_count, 10);
    put_text("\n");
    for (;;)
        __asm__ volatile("outl %0, %1; hlt"
                         :
                         : "a"(tap_failed || !tap_count ? 0x11 : 0x10), "Nd"((uint16_t)0xf4));
}

/* ---- The memory map ---------------------------------------------------------------------------*/

/* The kind of the region that an address is in, 0: none. */
static inline uint32_t kind_at(const struct boot_info *boot, uint64_t phys)
{
    for (uint64_t i = 0; i < boot->memory.count; i++)
        if (phys - boot->memory.regions[i].base < boot->memory.regions[i].size)
            return boot->memory.regions[i].kind;
    return 0;
}

/* ---- Page tables ------------------------------------------------------------------------------*/

enum { PAGE_PRESENT = 1, PAGE_WRITE = 2, PAGE_PWT = 8, PAGE_PCD = 16, PAGE_LARGE = 128 };
#define PAGE_NO_EXECUTE (1ULL << 63)
#define PAGE_ADDRESS    0x000ffffffffff000ULL

struct mapping {
    uint64_t phys, size;
    bool write, execute;
    unsigned pat; /* index into the PAT */
};

/* What an address is mapped to, as the CPU would see it; needs the physical map. */
static inline bool find_mapping(const struct boot_info *boot, uint64_t address,
                                struct mapping *ret_mapping)
{
    uint64_t table = read_cr3() & PAGE_ADDRESS;
    struct mapping m = {.write = true, .execute = true};
    for (unsigned level = boot->levels; level; level--) {
        unsigned shift = 12 + 9 * (level - 1);
        uint64_t entry =
            ((volatile uint64_t *)(boot->physical_map + table))[address >> shift & 511];
        if (!(entry & PAGE_PRESENT))
            return false;
        m.write = m.write && entry & PAGE_WRITE;
        m.execute = m.execute && !(entry & PAGE_NO_EXECUTE);
        table = entry & PAGE_ADDRESS;
        if (level > 1 && !(entry & PAGE_LARGE))
            continue;
        m.size = 1ULL << shift;
        unsigned pat = level == 1 ? (entry & 128) != 0 : (entry & 4096) != 0;
        m.phys = (table & ~(m.size - 1)) | (address & (m.size - 1));
        m.pat = pat * 4 + ((entry & PAGE_PCD) != 0) * 2 + ((entry & PAGE_PWT) != 0);
        *ret_mapping = m;
        return true;
    }
    return false;
}

/* Calls for each page that is mapped, in the order of addresses; needs the physical map. */
static inline void walk_table(const struct boot_info *boot, uint64_t table, unsigned level,
                              uint64_t address, bool write, bool execute,
                              void (*call)(void *ctx, uint64_t address, const struct mapping *m),
                              void *ctx)
{
    const volatile uint64_t *entries = (const volatile uint64_t *)(boot->physical_map + table);
    unsigned shift = 12 + 9 * (level - 1);
    for (unsigned i = 0; i < 512; i++) {
        uint64_t entry = entries[i], at = address | (uint64_t)i << shift;
        if (!(entry & PAGE_PRESENT))
            continue;
        if (level == boot->levels && i >= 256)
            at |= ~0ULL << (shift + 9);
        if (boot->recursive_table && level == boot->levels && i == boot->recursive_index)
            continue;
        bool w = write && entry & PAGE_WRITE, x = execute && !(entry & PAGE_NO_EXECUTE);
        if (level > 1 && !(entry & PAGE_LARGE)) {
            walk_table(boot, entry & PAGE_ADDRESS, level - 1, at, w, x, call, ctx);
            continue;
        }
        struct mapping m = {.size = 1ULL << shift, .write = w, .execute = x};
        m.phys = entry & PAGE_ADDRESS & ~(m.size - 1);
        call(ctx, at, &m);
    }
}
