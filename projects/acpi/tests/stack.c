/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How much C stack the interpreter takes: the stack below a public call is painted, and looked at
 * afterwards. The host's callbacks here take next to nothing, so what is gone is the interpreter's.
 *
 *     stack FILE.aml...    loads, starts, walks, evaluates every method (three ways), prints
 *                          "BYTES CALL" of the deepest call
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "acpi/node.h"
#include "acpi/region.h"

#define PAINT 0x5AA5C33C0FF0u
#define BELOW 4096 /* words that are painted: 32 KiB */

static size_t deepest;
static char deepest_call[128];

/* --- A host that needs no stack ------------------------------------------------------------------
 */

static uint8_t heap[64 << 20] __attribute__((aligned(16)));
static size_t heap_used;
static struct block {
    struct block *next;
    size_t size;
} * freed;

static void *take(void *ctx, size_t size)
{
    (void)ctx;
    size = (size + 15) & ~(size_t)15;
    for (struct block **at = &freed; *at != NULL; at = &(*at)->next)
        if ((*at)->size == size) {
            struct block *found = *at;
            *at = found->next;
            return found;
        }
    if (size > sizeof heap - heap_used)
        return NULL;
    heap_used += size;
    return heap + heap_used - size;
}

static void give(void *ctx, void *at, size_t size)
{
    (void)ctx;
    struct block *block = at;
    block->size = (size + 15) & ~(size_t)15;
    block->next = freed;
    freed = block;
}

static bool read_any(void *ctx, uint64_t at, unsigned width, uint64_t *ret_value)
{
    (void)ctx, (void)at, (void)width;
    *ret_value = 0;
    return true;
}

static bool write_any(void *ctx, uint64_t at, unsigned width, uint64_t value)
{
    (void)ctx, (void)at, (void)width, (void)value;
    return true;
}

static bool read_pci(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                     uint64_t *ret_value)
{
    (void)ctx, (void)at, (void)offset, (void)width;
    *ret_value = offset == 0x0E ? 1 : 0x10001; /* every function is a bridge */
    return true;
}

static bool write_pci(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                      uint64_t value)
{
    (void)ctx, (void)at, (void)offset, (void)width, (void)value;
    return true;
}

static void *map_none(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    (void)ctx, (void)phys, (void)size, (void)kind;
    return NULL;
}

static uint64_t now(void *ctx)
{
    (void)ctx;
    static uint64_t time;
    return time += 500000000; /* loops are short here */
}

static void take_line(void *ctx, const char *line)
{
    (void)ctx, (void)line;
}

static void take_log(void *ctx, enum acpi_log level, const char *line)
{
    (void)ctx, (void)level, (void)line;
}

static enum acpi_status handle(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)ctx, (void)acpi;
    access->value = 0;
    return ACPI_OK;
}

static const struct acpi_host host = {.map = map_none,
                                      .alloc = take,
                                      .free = give,
                                      .memory_read = read_any,
                                      .memory_write = write_any,
                                      .io_read = read_any,
                                      .io_write = write_any,
                                      .pci_read = read_pci,
                                      .pci_write = write_pci,
                                      .now = now,
                                      .log = take_log,
                                      .debug = take_line};

/* --- Measuring
 * -------------------------------------------------------------------------------------- */

/* Where the next call's frame will begin, about. */
__attribute__((noinline)) static volatile uint64_t *paint(void)
{
    volatile uint64_t *top = __builtin_frame_address(0);
    for (unsigned i = 8; i < BELOW; i++)
        top[-(int)i] = PAINT;
    return top;
}

__attribute__((noinline)) static void look(const volatile uint64_t *top, const char *what,
                                           const char *path)
{
    size_t untouched = 0;
    while (untouched < BELOW - 8 && top[-(int)(BELOW - 1 - untouched)] == PAINT)
        untouched++;
    size_t used = (BELOW - untouched) * sizeof(uint64_t);
    if (used > deepest) {
        deepest = used;
        snprintf(deepest_call, sizeof deepest_call, "%s %s", what, path);
    }
}

#define MEASURED(what, path, call)         \
    do {                                   \
        volatile uint64_t *top_ = paint(); \
        call;                              \
        look(top_, what, path);            \
    } while (0)

static void evaluate_all(struct acpi *acpi)
{
    static uint8_t storage[1 << 16] __attribute__((aligned(8)));
    static struct acpi_value inner[2] = {{.type = ACPI_INTEGER, .integer = 1},
                                         {.type = ACPI_INTEGER, .integer = 2}};
    struct acpi_value kinds[3] = {
        {.type = ACPI_INTEGER}, {.type = ACPI_STRING}, {.type = ACPI_PACKAGE}};
    kinds[1].string.bytes = "text";
    kinds[1].string.size = 4;
    kinds[2].package.elements = inner;
    kinds[2].package.count = 2;
    struct acpi_walk walk = acpi_walk_begin(acpi, (struct acpi_node_ref){0});
    struct acpi_node_ref node;
    while (acpi_walk_next(&walk, &node)) {
        static char path[256];
        struct acpi_value args[7], value;
        acpi_node_path(acpi, node, path, sizeof path);
        unsigned n = acpi_node_arguments(acpi, node);
        for (unsigned kind = 0; kind < (n == 0 ? 1 : 3); kind++) {
            for (unsigned i = 0; i < n; i++)
                args[i] = kinds[kind];
            struct acpi_arena arena = acpi_arena(storage, sizeof storage);
            enum acpi_status status;
            MEASURED("eval", path,
                     status = acpi_eval(acpi, node, "", args, n, &arena, &value, NULL));
            (void)status;
        }
    }
}

static bool load_file(struct acpi_tables *tables, const char *name)
{
    static uint8_t bytes[8 << 20];
    static size_t used;
    int file = open(name, O_RDONLY);
    ssize_t size = file < 0 ? -1 : read(file, bytes + used, sizeof bytes - used);
    if (file >= 0)
        close(file);
    if (size < 36)
        return false;
    enum acpi_status status = acpi_table_install(tables, bytes + used, (size_t)size, NULL);
    used += ((size_t)size + 15) & ~(size_t)15;
    return status == ACPI_OK;
}

int main(int argc, char **argv)
{
    static struct acpi_tables tables;
    static const struct acpi_options options = {.trace = true, .call_depth = 60};
    struct acpi *acpi = NULL;
    struct acpi_start_report report;
    enum acpi_status status;
    acpi_tables_init_empty(&tables, &host);
    for (int i = 1; i < argc; i++)
        if (!load_file(&tables, argv[i])) {
            fprintf(stderr, "stack: %s is no table\n", argv[i]);
            return 2;
        }
    MEASURED("acpi_new", "", status = acpi_new(&tables, &options, &acpi));
    if (status != ACPI_OK)
        return 1;
    for (int space = 0; space <= 11; space++)
        if (space != 0 && space != 1 && space != 2 && space != 6)
            MEASURED("acpi_space_handle", "",
                     status = acpi_space_handle(acpi, (struct acpi_node_ref){0},
                                                (enum acpi_space)space, handle, NULL));
    MEASURED("acpi_load", "", status = acpi_load(acpi));
    MEASURED("acpi_start", "", status = acpi_start(acpi, &report));
    struct acpi_walk walk = acpi_devices(acpi, (struct acpi_device_match){.id = "PNP0A03"});
    struct acpi_node_ref node;
    for (bool more = true; more;)
        MEASURED("acpi_walk_next", "", more = acpi_walk_next(&walk, &node));
    evaluate_all(acpi);
    MEASURED("acpi_free", "", acpi_free(acpi));
    printf("%zu %s\n", deepest, deepest_call);
    return 0;
}
