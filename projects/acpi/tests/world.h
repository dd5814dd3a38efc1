/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A machine for tests of the interpreter's inside: memory, ports and PCI functions as bytes, and
 * every access to them written down in the order it happened:
 *
 *     m r4 1000=12345678    memory, read of 4 bytes at 0x1000; w: write
 *     i w1 70=8f            I/O port
 *     p r2 0:3:1c.0 19=5    PCI configuration space: segment:bus:device.function, offset
 *     h r1 80+4=ff          a handler, space 0x80, offset 4 in the region
 *
 * The instance has an empty namespace, into which tests put nodes by hand.
 */
#pragma once
#include "acpi/interpreter.h"
#include "acpi/region.h"
#include "aml/field.h"
#include "aml/instance.h"
#include "aml/machine.h"
#include "aml/region.h"
#include "aml/sync.h"
#include "ci/test.h"

#define MEMORY 0x20000u

struct world {
    struct acpi_host host;
    struct acpi_tables tables;
    struct acpi *acpi;
    struct aml_machine *machine;
    char trace[4096];
    uint8_t memory[MEMORY]; /* from physical address 0 */
    uint8_t ports[0x10000];
    struct {
        struct acpi_pci at;
        uint8_t bytes[256];
    } functions[16];
    size_t function_count;
    bool fail;          /* every access fails */
    int allocations;    /* alive */
    int mapped;         /* alive */
    size_t map_largest; /* bytes of one map(); more is refused. 0: any */
    int locked;
};

__attribute__((format(printf, 2, 3))) static inline void note(struct world *w, const char *format,
                                                              ...)
{
    size_t used = strlen(w->trace);
    va_list list;
    va_start(list, format);
    vsnprintf(w->trace + used, sizeof w->trace - used, format, list);
    va_end(list);
}

/* The accesses so far are these, one after the other with ", " between; forgets them. */
#define assert_trace(w, expected)                  \
    do {                                           \
        size_t n_ = strlen((w)->trace);            \
        if (n_ >= 2)                               \
            (w)->trace[n_ - 2] = '\0';             \
        assert_string_equal((w)->trace, expected); \
        (w)->trace[0] = '\0';                      \
    } while (0)

static inline uint64_t bytes_get(const uint8_t *at, unsigned width)
{
    uint64_t value = 0;
    memcpy(&value, at, width);
    return value;
}

static inline bool world_bytes(struct world *w, uint8_t *store, size_t size, uint64_t at,
                               unsigned width, bool write, uint64_t *value)
{
    assert_int_equal(w->locked, 0);
    if (w->fail || at > size - width)
        return false;
    if (write)
        memcpy(store + at, value, width);
    else
        *value = bytes_get(store + at, width);
    return true;
}

static inline bool world_memory_read(void *ctx, uint64_t phys, unsigned width, uint64_t *ret_value)
{
    struct world *w = ctx;
    bool ok = world_bytes(w, w->memory, MEMORY, phys, width, false, ret_value);
    if (ok)
        note(w, "m r%u %llx=%llx, ", width, (unsigned long long)phys,
             (unsigned long long)*ret_value);
    return ok;
}

static inline bool world_memory_write(void *ctx, uint64_t phys, unsigned width, uint64_t value)
{
    struct world *w = ctx;
    note(w, "m w%u %llx=%llx, ", width, (unsigned long long)phys, (unsigned long long)value);
    return world_bytes(w, w->memory, MEMORY, phys, width, true, &value);
}

static inline bool world_io_read(void *ctx, uint64_t port, unsigned width, uint64_t *ret_value)
{
    struct world *w = ctx;
    bool ok = world_bytes(w, w->ports, sizeof w->ports, port, width, false, ret_value);
    if (ok)
        note(w, "i r%u %llx=%llx, ", width, (unsigned long long)port,
             (unsigned long long)*ret_value);
    return ok;
}

static inline bool world_io_write(void *ctx, uint64_t port, unsigned width, uint64_t value)
{
    struct world *w = ctx;
    note(w, "i w%u %llx=%llx, ", width, (unsigned long long)port, (unsigned long long)value);
    return world_bytes(w, w->ports, sizeof w->ports, port, width, true, &value);
}

static inline uint8_t *world_function(struct world *w, struct acpi_pci at)
{
    for (size_t i = 0; i < w->function_count; i++)
        if (w->functions[i].at.segment == at.segment && w->functions[i].at.bus == at.bus &&
            w->functions[i].at.device == at.device && w->functions[i].at.function == at.function)
            return w->functions[i].bytes;
    return NULL;
}

/* Adds a PCI function, its configuration space zero but for the header type. */
static inline uint8_t *world_add(struct world *w, struct acpi_pci at, uint8_t header)
{
    uint8_t *bytes = w->functions[w->function_count].bytes;
    w->functions[w->function_count++].at = at;
    bytes[0x0E] = header;
    return bytes;
}

static inline bool world_pci(struct world *w, struct acpi_pci at, bool write, uint32_t offset,
                             unsigned width, uint64_t *value)
{
    uint8_t *bytes = world_function(w, at);
    bool ok = !w->fail;
    if (ok && bytes != NULL)
        ok = world_bytes(w, bytes, 256, offset, width, write, value);
    else if (ok && !write)
        *value = UINT64_MAX >> (64 - 8 * width);
    note(w, "p %c%u %x:%x:%x.%x %x=%llx, ", write ? 'w' : 'r', width, at.segment, at.bus, at.device,
         at.function, offset, (unsigned long long)*value);
    return ok;
}

static inline bool world_pci_read(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                                  uint64_t *ret_value)
{
    return world_pci(ctx, at, false, offset, width, ret_value);
}

static inline bool world_pci_write(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width,
                                   uint64_t value)
{
    return world_pci(ctx, at, true, offset, width, &value);
}

/* Hands out w->memory itself, so what stands there can be looked at. */
static inline void *world_map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    struct world *w = ctx;
    assert_int_equal(w->locked, 0);
    if (w->fail || phys > MEMORY || size > MEMORY - phys ||
        (w->map_largest != 0 && size > w->map_largest))
        return NULL;
    if (kind == ACPI_MAP_REGION)
        note(w, "map %llx+%zx, ", (unsigned long long)phys, size);
    w->mapped++;
    return w->memory + phys;
}

static inline void world_unmap(void *ctx, void *at, size_t size)
{
    struct world *w = ctx;
    note(w, "unmap %zx+%zx, ", (size_t)((uint8_t *)at - w->memory), size);
    w->mapped--;
}

static inline void *world_alloc(void *ctx, size_t size)
{
    ((struct world *)ctx)->allocations++;
    return malloc(size);
}

static inline void world_free(void *ctx, void *at, size_t size)
{
    (void)size;
    ((struct world *)ctx)->allocations--;
    free(at);
}

static inline void world_lock(void *ctx)
{
    assert_int_equal(((struct world *)ctx)->locked++, 0);
}

static inline void world_unlock(void *ctx)
{
    assert_int_equal(--((struct world *)ctx)->locked, 0);
}

static inline bool world_wait(void *ctx, uint32_t milliseconds)
{
    note(ctx, "wait %u, ", milliseconds);
    return false;
}

static inline void world_wake(void *ctx)
{
    (void)ctx;
}

static inline uint64_t world_thread(void *ctx)
{
    (void)ctx;
    return 1;
}

/* All callbacks but those of time; memory through memory_read and memory_write. */
static inline struct acpi_host world_host(struct world *w)
{
    return (struct acpi_host){.ctx = w,
                              .map = world_map,
                              .unmap = world_unmap,
                              .alloc = world_alloc,
                              .free = world_free,
                              .memory_read = world_memory_read,
                              .memory_write = world_memory_write,
                              .io_read = world_io_read,
                              .io_write = world_io_write,
                              .pci_read = world_pci_read,
                              .pci_write = world_pci_write,
                              .lock = world_lock,
                              .unlock = world_unlock,
                              .wait = world_wait,
                              .wake = world_wake,
                              .thread = world_thread};
}

/* An instance over a host, its lock held, as inside an evaluation. */
static inline struct world *world_open(struct world *w, struct acpi_host host)
{
    w->host = host;
    w->host.ctx = w;
    acpi_tables_init_empty(&w->tables, &w->host);
    assert_int_equal(acpi_new(&w->tables, NULL, &w->acpi), ACPI_OK);
    aml_enter(w->acpi);
    w->machine = aml_machine_new(w->acpi);
    assert_non_null(w->machine);
    w->trace[0] = '\0';
    return w;
}

static inline struct world *world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    return world_open(w, world_host(w));
}

/* Everything has been given back. */
static inline void world_close(struct world *w)
{
    aml_machine_done(w->acpi, w->machine);
    aml_leave(w->acpi);
    acpi_free(w->acpi);
    assert_int_equal(w->allocations, 0);
    assert_int_equal(w->mapped, 0);
    acpi_tables_release(&w->tables);
    free(w);
}

/* --- Nodes and fields by hand ----------------------------------------------------------------- */

static inline uint32_t name4(const char *text)
{
    return AML_NAME(text[0], text[1], text[2], text[3]);
}

/* Takes the value over. */
static inline struct aml_node *put(struct world *w, struct aml_node *parent, const char *name,
                                   struct aml_value value)
{
    struct aml_node *node;
    assert_int_equal(aml_node_add(w->acpi, parent, name4(name), NULL, &node), ACPI_OK);
    node->value = value;
    return node;
}

static inline struct aml_node *put_device(struct world *w, struct aml_node *parent,
                                          const char *name)
{
    return put(w, parent, name, (struct aml_value){.tag = T_DEVICE});
}

/* Of \, or of `parent`. Counted by its node and alive until the instance ends. */
static inline struct aml_region *put_region_at(struct world *w, struct aml_node *parent,
                                               const char *name, uint8_t space, uint64_t base,
                                               uint64_t length)
{
    struct aml_node *node = put(w, parent, name, (struct aml_value){0});
    struct aml_region *region;
    assert_int_equal(aml_region_new(w->acpi, node, space, base, length, &region), ACPI_OK);
    node->value = (struct aml_value){.tag = T_REGION, .region = region};
    return region;
}

static inline struct aml_region *put_region(struct world *w, const char *name, uint8_t space,
                                            uint64_t base, uint64_t length)
{
    return put_region_at(w, w->acpi->root, name, space, base, length);
}

enum { ANY, BYTE, WORD, DWORD, QWORD, BUFFER };
enum { PRESERVE = 0, ONES = 0x20, ZEROS = 0x40, LOCK = 0x10 };

/* A field of a group, with one holder: the caller. */
static inline struct aml_field *new_field(struct world *w, struct aml_field_group *group,
                                          unsigned flags, uint32_t bit, uint32_t count)
{
    struct aml_field *field = aml_new_object(w->acpi, T_FIELD, sizeof *field);
    assert_non_null(field);
    field->group = group;
    field->flags = (uint8_t)flags;
    field->bit_offset = bit;
    field->bit_count = count;
    return field;
}

static inline struct aml_field_group *new_group(struct world *w, enum aml_group_kind kind,
                                                struct aml_region *region, struct aml_field *index,
                                                struct aml_field *data, uint64_t bank)
{
    struct aml_field_group *group = aml_new_object(w->acpi, T_FIELD_GROUP, sizeof *group);
    assert_non_null(group);
    group->kind = (uint8_t)kind;
    group->region = region;
    group->index = index;
    group->data = data;
    group->bank = bank;
    if (region != NULL)
        region->object.refs++;
    return group;
}

/* A field straight of a region. */
static inline struct aml_field *region_field(struct world *w, struct aml_region *region,
                                             unsigned flags, uint32_t bit, uint32_t count)
{
    return new_field(w, new_group(w, GROUP_REGION, region, NULL, NULL, 0), flags, bit, count);
}

/* The index and data registers are taken over. */
static inline struct aml_field *index_field(struct world *w, struct aml_field *index,
                                            struct aml_field *data, unsigned flags, uint32_t bit,
                                            uint32_t count)
{
    return new_field(w, new_group(w, GROUP_INDEX, NULL, index, data, 0), flags, bit, count);
}

/* The bank register is taken over. */
static inline struct aml_field *bank_field(struct world *w, struct aml_region *region,
                                           struct aml_field *bank, uint64_t value, unsigned flags,
                                           uint32_t bit, uint32_t count)
{
    return new_field(w, new_group(w, GROUP_BANK, region, bank, NULL, value), flags, bit, count);
}

static inline void drop_field(struct world *w, struct aml_field *field)
{
    aml_object_drop(w->acpi, &field->object);
}

static inline uint64_t read_integer(struct world *w, struct aml_field *field)
{
    struct aml_value value;
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_OK);
    assert_int_equal(value.tag, T_INTEGER);
    return value.integer;
}

static inline void write_integer(struct world *w, struct aml_field *field, uint64_t integer)
{
    struct aml_value value = aml_integer(integer);
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_OK);
}
