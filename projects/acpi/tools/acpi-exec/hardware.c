/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Stores are pages of 4 KiB, made at the first write that is not zero: a region of gigabytes costs
 * what is written in it. Together they are bounded; beyond that an access fails, it is not
 * forgotten.
 */
#include "hardware.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_SIZE = 4096, PAGES_MAX = 16384, BUCKETS = 4096 };

/* What one look at the clock takes: enough for a loop that polls without waiting to come to its
 * limit of 30 s after some thousand looks. */
enum { LOOK_NANOSECONDS = 10000000 };

struct page {
    struct page *next;
    uint64_t number; /* address / PAGE_SIZE */
    unsigned space;
    uint8_t byte[PAGE_SIZE];
};

static struct page **bucket(struct hardware *hw, unsigned space, uint64_t number)
{
    uint64_t hash = (number + space * 0x9E3779B9u) * 0x9E3779B97F4A7C15u;
    return &hw->bucket[hash >> 52 & (BUCKETS - 1)];
}

static struct page *find(struct hardware *hw, unsigned space, uint64_t address)
{
    uint64_t number = address / PAGE_SIZE;
    for (struct page *p = *bucket(hw, space, number); p; p = p->next)
        if (p->number == number && p->space == space)
            return p;
    return NULL;
}

static uint8_t read_byte(struct hardware *hw, unsigned space, uint64_t address)
{
    const struct page *p = find(hw, space, address);
    return p ? p->byte[address % PAGE_SIZE] : 0;
}

static bool write_byte(struct hardware *hw, unsigned space, uint64_t address, uint8_t value)
{
    struct page *p = find(hw, space, address);
    if (!p) {
        if (!value)
            return true;
        if (hw->pages == PAGES_MAX || !(p = calloc(1, sizeof *p)))
            return false;
        struct page **at = bucket(hw, space, address / PAGE_SIZE);
        *p = (struct page){.next = *at, .number = address / PAGE_SIZE, .space = space};
        *at = p;
        hw->pages++;
    }
    p->byte[address % PAGE_SIZE] = value;
    return true;
}

static uint64_t load(struct hardware *hw, unsigned space, uint64_t address, unsigned width)
{
    uint64_t value = 0;
    for (unsigned i = width; i--;)
        value = value << 8 | read_byte(hw, space, address + i);
    return value;
}

static bool store(struct hardware *hw, unsigned space, uint64_t address, unsigned width,
                  uint64_t value)
{
    bool good = true;
    for (unsigned i = 0; i < width; i++, value >>= 8)
        good &= write_byte(hw, space, address + i, (uint8_t)value);
    return good;
}

/* --- Callbacks ------------------------------------------------------------------------------- */

static bool memory_read(void *ctx, uint64_t phys, unsigned width, uint64_t *ret_value)
{
    *ret_value = load(ctx, ACPI_SPACE_SYSTEM_MEMORY, phys, width);
    return true;
}

static bool memory_write(void *ctx, uint64_t phys, unsigned width, uint64_t value)
{
    return store(ctx, ACPI_SPACE_SYSTEM_MEMORY, phys, width, value);
}

static bool io_read(void *ctx, uint64_t port, unsigned width, uint64_t *ret_value)
{
    *ret_value = load(ctx, ACPI_SPACE_SYSTEM_IO, port, width);
    return true;
}

static bool io_write(void *ctx, uint64_t port, unsigned width, uint64_t value)
{
    return store(ctx, ACPI_SPACE_SYSTEM_IO, port, width, value);
}

static bool pci_read(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                     uint64_t *ret_value)
{
    (void)ctx, (void)at, (void)offset;
    *ret_value = UINT64_MAX >> (64 - 8 * width);
    return true;
}

static bool pci_write(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                      uint64_t value)
{
    (void)ctx, (void)at, (void)offset, (void)width, (void)value;
    return true;
}

/* A copy, written back by unmap(): who maps and who accesses the same bytes do not meet here. */
struct mapping {
    uint64_t phys;
    enum acpi_map_kind kind;
    uint8_t byte[];
};

static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    if (size > ACPI_TABLE_SIZE_MAX)
        return NULL;
    struct mapping *m = malloc(sizeof *m + size);
    if (!m)
        return NULL;
    m->phys = phys;
    m->kind = kind;
    for (size_t i = 0; i < size; i++)
        m->byte[i] = read_byte(ctx, ACPI_SPACE_SYSTEM_MEMORY, phys + i);
    return m->byte;
}

static void unmap(void *ctx, void *at, size_t size)
{
    struct mapping *m = (struct mapping *)((char *)at - offsetof(struct mapping, byte));
    for (size_t i = 0; m->kind != ACPI_MAP_TABLE && i < size; i++)
        write_byte(ctx, ACPI_SPACE_SYSTEM_MEMORY, m->phys + i, m->byte[i]);
    free(m);
}

static uint64_t now(void *ctx)
{
    struct hardware *hw = ctx;
    return hw->clock += LOOK_NANOSECONDS;
}

static void pass(struct hardware *hw, uint64_t nanoseconds)
{
    hw->clock = hw->clock > UINT64_MAX / 2 ? hw->clock : hw->clock + nanoseconds;
}

static void sleep_for(void *ctx, uint64_t milliseconds)
{
    pass(ctx, milliseconds < UINT32_MAX ? milliseconds * 1000000 : UINT32_MAX * 1000000ull);
}

static void stall(void *ctx, uint32_t microseconds)
{
    pass(ctx, microseconds * 1000ull);
}

static void lock(void *ctx)
{
    struct hardware *hw = ctx;
    hw->misused += hw->locked;
    hw->locked = true;
}

static void unlock(void *ctx)
{
    struct hardware *hw = ctx;
    hw->misused += !hw->locked;
    hw->locked = false;
}

/* Nobody else is there who could end it. */
static bool wait_for(void *ctx, uint32_t milliseconds)
{
    struct hardware *hw = ctx;
    hw->misused += !hw->locked;
    pass(hw, milliseconds * 1000000ull);
    return false;
}

static void wake(void *ctx)
{
    struct hardware *hw = ctx;
    hw->misused += !hw->locked;
}

static uint64_t thread(void *ctx)
{
    (void)ctx;
    return 1;
}

void hardware_host(struct acpi_host *host)
{
    host->map = map;
    host->unmap = unmap;
    host->memory_read = memory_read;
    host->memory_write = memory_write;
    host->io_read = io_read;
    host->io_write = io_write;
    host->pci_read = pci_read;
    host->pci_write = pci_write;
    host->now = now;
    host->sleep = sleep_for;
    host->stall = stall;
    host->lock = lock;
    host->unlock = unlock;
    host->wait = wait_for;
    host->wake = wake;
    host->thread = thread;
}

/* --- Handlers -------------------------------------------------------------------------------- */

/* Where a transfer's bytes are kept: one place for each connection and command, 64 KiB apart. */
static uint64_t transfer_place(const struct acpi_access *access)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < access->connection_size; i++)
        hash = (hash ^ access->connection[i]) * 0x100000001B3;
    return hash << 40 ^ (access->base + access->offset + access->bit_offset) << 16;
}

/* Functions of PCI do not share their BARs. */
static uint64_t place(const struct acpi_access *access)
{
    struct acpi_pci pci = access->pci;
    uint64_t at = access->base + access->offset;
    if (access->space == ACPI_SPACE_PCI_BAR_TARGET)
        at ^= (uint64_t)(pci.segment << 16 | pci.bus << 8 | pci.device << 3 | pci.function) << 32;
    return at;
}

static enum acpi_status inert(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)acpi;
    struct hardware *hw = ctx;
    bool good = true;
    if (access->width && access->write)
        good = store(hw, access->space, place(access), access->width, access->value);
    else if (access->width)
        access->value = load(hw, access->space, place(access), access->width);
    else
        for (size_t i = 0; i < access->size; i++) {
            uint64_t at = transfer_place(access) + i;
            if (access->write)
                good &= write_byte(hw, access->space, at, access->bytes[i]);
            else
                access->bytes[i] = read_byte(hw, access->space, at);
        }
    return good ? ACPI_OK : ACPI_AML_ACCESS;
}

enum acpi_status hardware_install(struct hardware *hw, struct acpi *acpi)
{
    static const enum acpi_space spaces[] = {
        ACPI_SPACE_EMBEDDED_CONTROLLER, ACPI_SPACE_SMBUS, ACPI_SPACE_CMOS,
        ACPI_SPACE_PCI_BAR_TARGET,      ACPI_SPACE_IPMI,  ACPI_SPACE_GPIO,
        ACPI_SPACE_GENERIC_SERIAL_BUS,  ACPI_SPACE_PCC,   ACPI_SPACE_PRM,
        ACPI_SPACE_FIXED_HARDWARE,
    };
    enum acpi_status status = ACPI_OK;
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces && status == ACPI_OK; i++)
        status = acpi_space_handle(acpi, (struct acpi_node_ref){0}, spaces[i], inert, hw);
    return status;
}

void hardware_release(struct hardware *hw)
{
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct page *p = hw->bucket[i], *next; p; p = next) {
            next = p->next;
            free(p);
        }
}
