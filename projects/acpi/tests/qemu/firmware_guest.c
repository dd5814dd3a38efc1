/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A kernel that reads the tables of the firmware it runs on, and runs their AML against the real
 * (QEMU's) ports, memory and PCI configuration space.
 *
 * Prints what it finds as comment lines of TAP, "# fact: WHAT ...", which the scripts compare with
 * what they asked of QEMU. Knows of its loader only PVH's start info (start.S, or efi_start.c on
 * UEFI).
 */
#include "acpi/node.h"
#include "acpi/platform.h"
#include "ci/qemu/guest/guest.h"

/* What compilers call of their own accord. */
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    return memmove(to, from, size);
}

void *memmove(void *to, const void *from, size_t size)
{
    volatile uint8_t *t = to;
    const volatile uint8_t *f = from;
    bool down = (uintptr_t)to > (uintptr_t)from;
    for (size_t i = 0; i < size; i++) {
        size_t k = down ? size - 1 - i : i;
        t[k] = f[k];
    }
    return to;
}

void *memset(void *to, int byte, size_t size)
{
    volatile uint8_t *t = to;
    while (size--)
        t[size] = (uint8_t)byte;
    return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
    const uint8_t *x = a, *y = b;
    for (; size; size--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}

/* --- Words ------------------------------------------------------------------------------------ */

static void put(const char *text)
{
    for (; *text; text++)
        __asm__ volatile("outb %0, %1" : : "a"(*text), "Nd"((uint16_t)0xE9));
}

static void put_number(uint64_t number)
{
    char digits[20];
    char *at = digits + sizeof digits;
    *--at = 0;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    put(at);
}

/* " text number" after "# fact: what". */
static void fact(const char *what)
{
    put("# fact: ");
    put(what);
}

static void also(const char *text, uint64_t number)
{
    put(" ");
    put(text);
    put(" ");
    put_number(number);
}

/* --- The host --------------------------------------------------------------------------------- */

static uint8_t heap[32 << 20] __attribute__((aligned(16)));
static size_t heap_used;
static int64_t heap_live;

static void *take(void *ctx, size_t size)
{
    (void)ctx;
    size = (size + 15) & ~(size_t)15;
    if (size > sizeof heap - heap_used)
        return NULL;
    heap_used += size;
    heap_live += (int64_t)size;
    return heap + heap_used - size;
}

static void give(void *ctx, void *at, size_t size)
{
    (void)ctx, (void)at;
    heap_live -= (int64_t)((size + 15) & ~(size_t)15);
}

/* The first 4 GiB are mapped at 0, here and by UEFI. */
static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    (void)ctx, (void)kind;
    return phys < 1ull << 32 && size <= (1ull << 32) - phys ? (void *)(uintptr_t)phys : NULL;
}

static uint32_t in(uint16_t port, unsigned width)
{
    uint8_t byte = 0;
    uint16_t word = 0;
    uint32_t dword = 0;
    if (width == 1)
        __asm__ volatile("inb %1, %0" : "=a"(byte) : "Nd"(port));
    else if (width == 2)
        __asm__ volatile("inw %1, %0" : "=a"(word) : "Nd"(port));
    else
        __asm__ volatile("inl %1, %0" : "=a"(dword) : "Nd"(port));
    return byte | word | dword;
}

static void out(uint16_t port, unsigned width, uint32_t value)
{
    if (width == 1)
        __asm__ volatile("outb %0, %1" : : "a"((uint8_t)value), "Nd"(port));
    else if (width == 2)
        __asm__ volatile("outw %0, %1" : : "a"((uint16_t)value), "Nd"(port));
    else
        __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

static unsigned accesses; /* of ports and configuration space */

static bool io_read(void *ctx, uint64_t port, unsigned width, uint64_t *ret_value)
{
    (void)ctx;
    accesses++;
    *ret_value = in((uint16_t)port, width);
    return port < 0x10000;
}

static bool io_write(void *ctx, uint64_t port, unsigned width, uint64_t value)
{
    (void)ctx;
    accesses++;
    out((uint16_t)port, width, (uint32_t)value);
    return port < 0x10000;
}

/* Mechanism 1; its data port takes the low bits of the offset. */
static uint16_t pci_select(struct acpi_pci at, uint32_t offset)
{
    out(0xCF8, 4,
        1u << 31 | (uint32_t)at.bus << 16 | (uint32_t)at.device << 11 | (uint32_t)at.function << 8 |
            (offset & 0xFC));
    return (uint16_t)(0xCFC + (offset & 3));
}

static bool pci_read(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                     uint64_t *ret_value)
{
    (void)ctx;
    accesses++;
    if (at.segment || offset > 0xFF)
        return false;
    *ret_value = in(pci_select(at, offset), width);
    return true;
}

static bool pci_write(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                      uint64_t value)
{
    (void)ctx;
    accesses++;
    if (at.segment || offset > 0xFF)
        return false;
    out(pci_select(at, offset), width, (uint32_t)value);
    return true;
}

/* One tick of the TSC taken for a nanosecond: near enough for limits. */
static uint64_t now(void *ctx)
{
    (void)ctx;
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}

static void wait_until(uint64_t end)
{
    while (now(NULL) < end)
        __asm__ volatile("pause");
}

static void sleep_for(void *ctx, uint64_t milliseconds)
{
    (void)ctx;
    wait_until(now(NULL) + milliseconds * 1000000);
}

static void stall(void *ctx, uint32_t microseconds)
{
    (void)ctx;
    wait_until(now(NULL) + (uint64_t)microseconds * 1000);
}

static void log_line(void *ctx, enum acpi_log level, const char *line)
{
    (void)ctx;
    put(level == ACPI_LOG_ERROR ? "# error: " : level == ACPI_LOG_WARNING ? "# warning: " : "# ");
    put(line);
    put("\n");
}

static const struct acpi_host host = {
    .map = map,
    .alloc = take,
    .free = give,
    .io_read = io_read,
    .io_write = io_write,
    .pci_read = pci_read,
    .pci_write = pci_write,
    .now = now,
    .sleep = sleep_for,
    .stall = stall,
    .log = log_line,
};

/* --- The tests -------------------------------------------------------------------------------- */

static struct acpi_tables tables;
static struct acpi *acpi;
static char text[4096];

/* What PVH hands over. */
struct start_info {
    uint32_t magic, version, flags, modules;
    uint64_t module_list, command_line, rsdp;
};

static void finds_the_tables(void)
{
    const struct start_info *info = (const void *)(uintptr_t)guest_start_info;
    check_equal(info->magic, 0x336EC578);
    check(info->rsdp != 0);
    check_equal(acpi_tables_init(&tables, &host, info->rsdp), ACPI_OK);
    check_equal(tables.root_problem, ACPI_OK);
    struct acpi_table table;
    struct acpi_tables_iter it = acpi_tables_begin(&tables, NULL);
    while (acpi_tables_next(&it, &table))
        check_equal(table.problem, ACPI_OK);
    uint64_t found;
    bool is_found = acpi_rsdp_find(&host, &found);
    fact("rsdp");
    also("revision", tables.revision);
    also("entry", tables.entry_size);
    also("in_bios_area", is_found);
    also("the_same", is_found && found == info->rsdp);
    put("\n");
}

static void reads_the_platform(void)
{
    static const char *const models[] = {"PIC", "APIC", "SAPIC", "GIC", "LPIC", "RINTC", "other"};
    struct acpi_platform p;
    acpi_platform_read(&tables, &p);
    fact("interrupts ");
    put(models[p.interrupt_model]);
    also("cpus", p.cpus);
    also("io_apics", p.io_apics);
    also("segments", p.pcie_segments);
    also("hpet", p.has_hpet);
    also("sci", p.sci_interrupt);
    also("nodes_of_memory", p.numa_ranges);
    put("\n");
}

static void loads_and_starts(void)
{
    struct acpi_start_report report = {0};
    if (!check_equal(acpi_new(&tables, NULL, &acpi), ACPI_OK))
        guest_fail("no interpreter", 0);
    check_equal(acpi_load(acpi), ACPI_OK);
    check_equal(acpi_start(acpi, &report), ACPI_OK);
    check_equal(report.failed, 0);
    struct acpi_usage usage = acpi_usage(acpi);
    fact("loaded");
    also("blocks", usage.tables);
    also("objects", usage.nodes);
    also("devices", report.devices);
    also("present", report.present);
    put("\n");
}

static void lists_devices(void)
{
    struct acpi_node_ref node;
    struct acpi_walk walk = acpi_devices(acpi, (struct acpi_device_match){.absent_too = true});
    while (acpi_walk_next(&walk, &node)) {
        uint32_t status = 0;
        check_equal(acpi_device_status(acpi, node, &status), ACPI_OK);
        fact("device ");
        acpi_node_path(acpi, node, text, sizeof text);
        put(text);
        put(acpi_device_hid(acpi, node, text, sizeof text) == ACPI_OK ? " " : "");
        put(acpi_device_hid(acpi, node, text, sizeof text) == ACPI_OK ? text : " -");
        also("status", status);
        put("\n");
    }
    check_equal(walk.status, ACPI_OK);
    walk = acpi_walk_begin(acpi, (struct acpi_node_ref){0});
    while (acpi_walk_next(&walk, &node)) {
        uint32_t status = 0;
        if (acpi_node_type(acpi, node) != ACPI_PROCESSOR)
            continue;
        check_equal(acpi_device_status(acpi, node, &status), ACPI_OK);
        fact("processor");
        also("status", status);
        put("\n");
    }
}

/* An integer that the bridge itself has, or zero: see 6.5.5 and 6.5.6. */
static uint64_t own_integer(struct acpi_node_ref device, const char *name)
{
    struct acpi_node_ref object, parent;
    uint64_t value = 0;
    if (acpi_find(acpi, device, name, &object) && acpi_node_parent(acpi, object, &parent) &&
        parent.node == device.node)
        check_equal(acpi_eval_integer(acpi, object, NULL, &value), ACPI_OK);
    return value;
}

static void finds_pci_roots(void)
{
    struct acpi_node_ref node;
    struct acpi_walk walk = acpi_devices(acpi, (struct acpi_device_match){.id = "PNP0A03"});
    unsigned roots = 0;
    for (; acpi_walk_next(&walk, &node); roots++) {
        fact("root ");
        acpi_node_path(acpi, node, text, sizeof text);
        put(text);
        put(" ");
        check_equal(acpi_device_hid(acpi, node, text, sizeof text), ACPI_OK);
        put(text);
        also("segment", own_integer(node, "_SEG"));
        also("bus", own_integer(node, "_BBN"));
        put("\n");
    }
    check_equal(walk.status, ACPI_OK);
    fact("roots");
    also("of_pci", roots);
    put("\n");
}

static void evaluates(struct acpi_node_ref scope, const char *path)
{
    static uint8_t storage[4096];
    struct acpi_arena arena = acpi_arena(storage, sizeof storage);
    struct acpi_value value;
    enum acpi_status status = acpi_eval(acpi, scope, path, NULL, 0, &arena, &value, NULL);
    fact("value ");
    put(path);
    put(" ");
    if (status == ACPI_OK)
        check(acpi_value_format(text, sizeof text, &value) < sizeof text);
    put(status == ACPI_OK ? text : acpi_status_text(status));
    put("\n");
}

static void evaluates_objects(void)
{
    const struct acpi_node_ref root = {0};
    evaluates(root, "\\_S5");
    evaluates(root, "\\_S3");
    evaluates(root, "\\_SB.HPET._STA"); /* reads its registers in memory */
    struct acpi_node_ref serial;
    struct acpi_walk walk = acpi_devices(acpi, (struct acpi_device_match){.id = "PNP0501"});
    if (check(acpi_walk_next(&walk, &serial)))
        evaluates(serial, "_CRS");
}

/* A link's interrupt, as AML finds it in the bridge's configuration space, is what stands there. */
static void reads_configuration_space(void)
{
    uint8_t storage[256];
    struct acpi_arena arena = acpi_arena(storage, sizeof storage);
    struct acpi_value crs;
    struct acpi_node_ref link;
    if (!acpi_find(acpi, (struct acpi_node_ref){0}, "\\_SB.LNKA", &link)) {
        guest_skip("this machine has no PCI");
        return;
    }
    if (!check_equal(acpi_eval(acpi, (struct acpi_node_ref){0}, "\\_SB.LNKA._CRS", NULL, 0, &arena,
                               &crs, NULL),
                     ACPI_OK) ||
        !check_equal(crs.type, ACPI_BUFFER) || !check(crs.buffer.size >= 9))
        return;
    uint64_t q35_bridge, pirq;
    pci_read(NULL, (struct acpi_pci){.device = 31}, 0, 2, &q35_bridge);
    pci_read(NULL, (struct acpi_pci){.device = q35_bridge == 0xFFFF ? 1 : 31}, 0x60, 1, &pirq);
    check_equal(crs.buffer.bytes[0], 0x89); /* extended interrupt descriptor (6.4.3.6) */
    check_equal(crs.buffer.bytes[4], 1);
    check(pirq != 0 && pirq < 16);
    check_equal(crs.buffer.bytes[5], pirq);
    check(accesses > 0);
}

static void gives_everything_back(void)
{
    acpi_free(acpi);
    acpi_tables_release(&tables);
    check_equal(heap_live, 0);
    guest_note("bytes of heap, never given out twice:", heap_used);
}

GUEST_TESTS(test(finds_the_tables), test(reads_the_platform), test(loads_and_starts),
            test(lists_devices), test(finds_pci_roots), test(evaluates_objects),
            test(reads_configuration_space), test(gives_everything_back))
