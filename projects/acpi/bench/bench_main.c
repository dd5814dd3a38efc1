/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What bench.sh runs; a peer that follows the same contract runs beside it:
 *
 *     PROGRAM FILE.aml '\METHOD' N    loads the table, evaluates the method once with N rounds,
 * prints "result 0x2A allocs 12 live 3 heap 4096 peak 8192" PROGRAM --load FILE.aml...      only
 * loads (DSDT, then SSDTs), inside a function bench_load, and prints "load heap 4096 allocs 12 live
 * 3 peak 8192"
 *
 * allocs counts calls of the allocator, heap and peak the bytes asked for, live what was not given
 * back. The hardware is a window of zeroed memory; nothing else is there.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "acpi/interpreter.h"

#define WINDOW (UINT64_C(1) << 30) /* what valgrind still maps */

static struct heap {
    uint8_t *window;
    unsigned long allocs, live, bytes, peak;
} heap;

struct block {
    _Alignas(16) size_t size;
};

static void *take(void *ctx, size_t size)
{
    struct heap *h = ctx;
    struct block *block = malloc(sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->size = size;
    h->allocs++;
    h->live++;
    h->bytes += size;
    if (h->bytes > h->peak)
        h->peak = h->bytes;
    return block + 1;
}

static void give(void *ctx, void *at, size_t size)
{
    struct heap *h = ctx;
    (void)size;
    if (at == NULL)
        return;
    struct block *block = (struct block *)at - 1;
    h->live--;
    h->bytes -= block->size;
    free(block);
}

static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    const struct heap *h = ctx;
    (void)kind;
    return size > WINDOW - phys % WINDOW ? NULL : h->window + phys % WINDOW;
}

static uint64_t now(void *ctx)
{
    static uint64_t time;
    (void)ctx;
    return time += 100;
}

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(1);
}

static void add(struct acpi_tables *tables, const char *path, bool first)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        fail(path, "cannot be read");
    size_t size = (size_t)ftell(file);
    uint8_t *bytes = malloc(size);
    rewind(file);
    if (size < sizeof(struct acpi_header) || bytes == NULL || fread(bytes, 1, size, file) != size)
        fail(path, "cannot be read");
    fclose(file);
    memcpy(bytes, first ? "DSDT" : "SSDT", 4);
    struct acpi_table table;
    enum acpi_status status = acpi_table_install(tables, bytes, size, &table);
    if (status != ACPI_OK)
        fail(path, acpi_status_text(status));
}

/* Its name is the contract's: what callgrind is told to count. */
__attribute__((noinline)) void bench_load(struct acpi *acpi);
void bench_load(struct acpi *acpi)
{
    /* Tables of real machines refer to what other firmware tables would bring. */
    enum acpi_status status = acpi_load(acpi);
    if (status != ACPI_OK)
        fprintf(stderr, "bench: load: %s\n", acpi_status_text(status));
}

int main(int argc, char **argv)
{
    bool load = argc >= 3 && strcmp(argv[1], "--load") == 0;
    if (!load && argc != 4) {
        fprintf(stderr, "usage: %s FILE.aml '\\METHOD' N\n       %s --load FILE.aml...\n", argv[0],
                argv[0]);
        return 2;
    }
    static struct acpi_tables tables;
    struct acpi_host host = {.ctx = &heap, .map = map, .alloc = take, .free = give, .now = now};
    struct acpi_options options = {.loop_milliseconds = UINT32_MAX, .work = UINT64_MAX};
    struct acpi *acpi;
    heap.window = mmap(NULL, WINDOW, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (heap.window == MAP_FAILED)
        fail("memory", "there is no room for the window");
    acpi_tables_init_empty(&tables, &host);
    if (load)
        for (int i = 2; i < argc; i++)
            add(&tables, argv[i], i == 2);
    else
        add(&tables, argv[1], true);
    enum acpi_status status = acpi_new(&tables, &options, &acpi);
    if (status != ACPI_OK)
        fail("the interpreter", acpi_status_text(status));
    bench_load(acpi);
    if (load) {
        printf("load heap %lu allocs %lu live %lu peak %lu\n", heap.bytes, heap.allocs, heap.live,
               heap.peak);
    } else {
        struct acpi_value rounds = {.type = ACPI_INTEGER, .integer = strtoull(argv[3], NULL, 0)};
        struct acpi_value value = {0};
        status =
            acpi_eval(acpi, (struct acpi_node_ref){0}, argv[2], &rounds, 1, NULL, &value, NULL);
        if (status != ACPI_OK)
            fail(argv[2], acpi_status_text(status));
        printf("result 0x%" PRIx64 " allocs %lu live %lu heap %lu peak %lu\n", value.integer,
               heap.allocs, heap.live, heap.bytes, heap.peak);
    }
    acpi_free(acpi);
    return 0;
}
