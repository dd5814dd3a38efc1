/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Regions: bounds, memory and its windows, ports, tables, handlers. */
#include "projects/acpi/tests/world.h"

static enum acpi_status get(struct world *w, struct aml_region *region, uint64_t offset,
                            unsigned width, uint64_t *ret_value)
{
    return aml_region_access(w->acpi, region, false, offset, width, ret_value);
}

static enum acpi_status set(struct world *w, struct aml_region *region, uint64_t offset,
                            unsigned width, uint64_t value)
{
    return aml_region_access(w->acpi, region, true, offset, width, &value);
}

static void declarations_are_checked(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_region *region = NULL;
    struct aml_node *node = put_device(w, w->acpi->root, "DEV0");
    static const struct {
        uint8_t space;
        uint64_t base, length;
        enum acpi_status expected;
    } cases[] = {
        {0, 0, 1, ACPI_OK},
        {0, UINT64_MAX, 1, ACPI_OK},
        {0, 0, UINT64_MAX, ACPI_OK},
        {0, UINT64_MAX, 2, ACPI_OK}, /* see below */
        {1, 2, UINT64_MAX, ACPI_OK},
        {0, UINT64_MAX, 0, ACPI_OK}, /* nothing can be accessed */
        {ACPI_SPACE_PRM, 0, 1, ACPI_OK},
        {ACPI_SPACE_PRM + 1, 0, 1, ACPI_AML_SPACE},
        {0x7D, 0, 1, ACPI_AML_SPACE},
        {ACPI_SPACE_FIXED_HARDWARE, 0, 1, ACPI_OK},
        {0x80, 0, 1, ACPI_OK},
        {0xFF, 0, 1, ACPI_OK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(
            aml_region_new(w->acpi, node, cases[i].space, cases[i].base, cases[i].length, &region),
            cases[i].expected);
        if (cases[i].expected == ACPI_OK)
            aml_object_drop(w->acpi, &region->object);
    }
    /* A region ends where addresses do. */
    region = put_region(w, "TOP_", ACPI_SPACE_SYSTEM_IO, UINT64_MAX - 15, 17);
    assert_int_equal(region->length, 16);
    uint64_t value;
    assert_int_equal(get(w, region, 16, 1, &value), ACPI_AML_REGION_LIMIT);
    assert_int_equal(get(w, region, 15, 2, &value), ACPI_AML_REGION_LIMIT);
    world_close(w);
}

static void bounds(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_region *region = put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, 0x1000, 9);
    uint64_t value;
    for (unsigned width = 1; width <= 8; width *= 2)
        for (uint64_t offset = 0; offset < 12; offset++)
            assert_int_equal(get(w, region, offset, width, &value),
                             offset + width <= 9 ? ACPI_OK : ACPI_AML_REGION_LIMIT);
    assert_int_equal(get(w, region, UINT64_MAX, 1, &value), ACPI_AML_REGION_LIMIT);
    assert_int_equal(set(w, region, UINT64_MAX - 3, 8, 0), ACPI_AML_REGION_LIMIT);
    region = put_region(w, "NONE", ACPI_SPACE_SYSTEM_MEMORY, 0x1000, 0);
    assert_int_equal(get(w, region, 0, 1, &value), ACPI_AML_REGION_LIMIT);
    world_close(w);
}

/* --- Memory ----------------------------------------------------------------------------------- */

static struct world *mapping_world(void)
{
    struct world *w = calloc(1, sizeof *w);
    struct acpi_host host = world_host(w);
    host.memory_read = NULL;
    host.memory_write = NULL;
    return world_open(w, host);
}

static void small_regions_are_mapped_once(void **state)
{
    (void)state;
    struct world *w = mapping_world();
    struct aml_region *region = put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, 0x1003, 0x21);
    uint64_t value;
    assert_trace(w, ""); /* not before it is used */
    for (unsigned width = 1; width <= 8; width *= 2) {
        assert_int_equal(set(w, region, width, width, 0x1122334455667788), ACPI_OK);
        assert_int_equal(get(w, region, width, width, &value), ACPI_OK);
        assert_int_equal(value, 0x1122334455667788 & UINT64_MAX >> (64 - 8 * width));
        assert_memory_equal(w->memory + 0x1003 + width, &value, width);
    }
    assert_trace(w, "map 1003+21");
    aml_drop(w->acpi, &region->node->value);
    assert_trace(w, "unmap 1003+21");
    world_close(w);
}

/* A region of 4 GiB, of which only the beginning is there: windows of 64 KiB that go on where the
 * last ended, and pages where the host has no more. */
static void huge_regions_have_windows(void **state)
{
    (void)state;
    struct world *w = mapping_world();
    struct aml_region *region = put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, 0x100, 0xFFFFFFFF);
    uint64_t value;
    assert_int_equal(set(w, region, 0x10, 4, 0x12345678), ACPI_OK);
    assert_int_equal(get(w, region, 0xFFFE, 4, &value), ACPI_OK); /* over the edge */
    assert_trace(w, "map 100+10007");
    assert_int_equal(bytes_get(w->memory + 0x110, 4), 0x12345678);
    /* The second window would lead beyond what is there, a page does not. */
    assert_int_equal(set(w, region, 0x11000, 2, 0xabcd), ACPI_OK);
    assert_int_equal(bytes_get(w->memory + 0x11100, 2), 0xabcd);
    assert_trace(w, "map 11100+1007, unmap 100+10007");
    assert_int_equal(get(w, region, MEMORY, 1, &value), ACPI_AML_ACCESS);
    assert_int_equal(get(w, region, 0xFFFFFFF0, 8, &value), ACPI_AML_ACCESS);
    assert_int_equal(get(w, region, 0x11000, 2, &value), ACPI_OK); /* still there */
    assert_int_equal(value, 0xabcd);
    world_close(w);
}

static void what_cannot_be_mapped_fails(void **state)
{
    (void)state;
    struct world *w = mapping_world();
    struct aml_region *region = put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, 0x1000, 0x100);
    uint64_t value = 5;
    w->fail = true;
    assert_int_equal(get(w, region, 0, 1, &value), ACPI_AML_ACCESS);
    w->fail = false;
    w->map_largest = 0x40;
    assert_int_equal(get(w, region, 0, 1, &value), ACPI_AML_ACCESS);
    assert_int_equal(region->object.refs, 1);
    world_close(w);
}

/* While map() runs without the lock, another thread maps the same region. */
static struct aml_region *raced;
static void *racing_map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    struct world *w = ctx;
    void *at = world_map(ctx, phys, size, kind);
    if (raced != NULL) {
        struct aml_region *region = raced;
        uint64_t value;
        raced = NULL;
        aml_enter(w->acpi);
        assert_int_equal(get(w, region, 0, 1, &value), ACPI_OK);
        aml_leave(w->acpi);
    }
    return at;
}

static void two_threads_map_at_once(void **state)
{
    (void)state;
    struct world *w = calloc(1, sizeof *w);
    struct acpi_host host = world_host(w);
    host.memory_read = NULL;
    host.map = racing_map;
    w = world_open(w, host);
    raced = put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, 0x1000, 0x10);
    uint64_t value;
    assert_int_equal(get(w, raced, 0, 1, &value), ACPI_OK);
    assert_trace(w, "map 1000+10, map 1000+10, unmap 1000+10");
    assert_int_equal(w->mapped, 1);
    world_close(w);
}

/* --- Ports, tables, registers ----------------------------------------------------------------- */

static void ports(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_region *region = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x60, 0x10);
    uint64_t value;
    assert_int_equal(set(w, region, 1, 1, 0x11), ACPI_OK);
    assert_int_equal(set(w, region, 2, 2, 0x3322), ACPI_OK);
    assert_int_equal(get(w, region, 0, 4, &value), ACPI_OK);
    assert_int_equal(value, 0x33221100);
    assert_int_equal(get(w, region, 0, 8, &value), ACPI_OK);
    assert_trace(w, "i w1 61=11, i w2 62=3322, i r4 60=33221100, i r4 60=33221100, i r4 64=0");
    w->fail = true;
    assert_int_equal(get(w, region, 0, 8, &value), ACPI_AML_ACCESS);
    w->fail = false;
    w->acpi->host.io_read = NULL;
    w->acpi->host.io_write = NULL;
    assert_int_equal(get(w, region, 0, 1, &value), ACPI_AML_NO_HANDLER);
    assert_int_equal(set(w, region, 0, 1, 0), ACPI_AML_NO_HANDLER);
    world_close(w);
}

static void table_regions_are_read_only(void **state)
{
    (void)state;
    struct world *w = world_new();
    static const uint8_t table[] = {'T', 'E', 'S', 'T', 1, 2, 3, 4, 5};
    struct aml_region *region =
        put_region(w, "TABL", ACPI_SPACE_TABLE_DATA, (uintptr_t)table, sizeof table);
    uint64_t value;
    assert_int_equal(get(w, region, 0, 4, &value), ACPI_OK);
    assert_int_equal(value, 0x54534554);
    assert_int_equal(get(w, region, 1, 8, &value), ACPI_OK);
    assert_int_equal(value, 0x0504030201545345);
    assert_int_equal(get(w, region, 2, 8, &value), ACPI_AML_REGION_LIMIT);
    assert_int_equal(set(w, region, 0, 1, 0), ACPI_AML_ACCESS);
    assert_trace(w, "");
    world_close(w);
}

static void registers(void **state)
{
    (void)state;
    struct world *w = mapping_world();
    uint64_t value = 0x1234;
    assert_int_equal(
        aml_register_access(w->acpi, ACPI_SPACE_SYSTEM_MEMORY, true, 0x2002, 2, &value), ACPI_OK);
    assert_trace(w, "map 2002+2, unmap 2002+2");
    assert_int_equal(bytes_get(w->memory + 0x2002, 2), 0x1234);
    assert_int_equal(aml_register_access(w->acpi, ACPI_SPACE_SYSTEM_IO, true, 0x70, 1, &value),
                     ACPI_OK);
    assert_trace(w, "i w1 70=34");
    assert_int_equal(aml_register_access(w->acpi, ACPI_SPACE_PCI_CONFIG, true, 0x70, 1, &value),
                     ACPI_AML_SPACE);
    world_close(w);
}

static void log_line(void *ctx, enum acpi_log level, const char *line)
{
    assert_int_equal(level, ACPI_LOG_TRACE);
    note(ctx, "%s, ", line);
}

static void accesses_are_traced(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_region *region = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x60, 0x10);
    uint64_t value;
    w->acpi->host.log = log_line;
    w->acpi->options.trace = true;
    assert_int_equal(set(w, region, 2, 2, 0x12345), ACPI_OK);
    assert_int_equal(get(w, region, 2, 1, &value), ACPI_OK);
    assert_trace(w, "i w2 62=2345, \\PORT: write 2 bytes at 0x2: 0x2345, "
                    "i r1 62=45, \\PORT: read 1 bytes at 0x2: 0x45");
    world_close(w);
}

/* --- Handlers --------------------------------------------------------------------------------- */

static struct aml_region *handled; /* dropped inside the handler, if not NULL */

/* Answers with the text of its context's first byte and the offset. */
static enum acpi_status handler(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    struct world *w = NULL;
    memcpy(&w, (char *)ctx + 8, sizeof w);
    assert_int_equal(w->locked, 0);
    if (handled != NULL) {
        aml_enter(acpi);
        aml_drop(acpi, &handled->node->value);
        aml_leave(acpi);
        handled = NULL;
    }
    if (!access->write)
        access->value = UINT64_C(0xFFFFFFFFFFFFFF00) | (access->offset + *(uint8_t *)ctx);
    note(w, "%c %c%u %x:%llx+%llx/%llx=%llx, ", *(char *)ctx, access->write ? 'w' : 'r',
         access->width, access->space, (unsigned long long)access->base,
         (unsigned long long)access->offset, (unsigned long long)access->length,
         (unsigned long long)access->value);
    return w->fail ? ACPI_AML_ACCESS : ACPI_OK;
}

struct named {
    char name[8];
    struct world *w;
};

static void the_nearest_handler_counts(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct named a = {"A", w}, b = {"B", w}, c = {"C", w};
    struct aml_node *outer = put_device(w, w->acpi->root, "DEV0");
    struct aml_node *inner = put_device(w, outer, "DEV1");
    struct aml_node *other = put_device(w, w->acpi->root, "DEV2");
    struct aml_region *in = put_region_at(w, inner, "REG1", 0x80, 0x40, 0x10);
    struct aml_region *out = put_region_at(w, other, "REG2", 0x80, 0x50, 0x10);
    struct acpi_node_ref root = {NULL, 0}, outer_ref = aml_node_ref(outer);
    uint64_t value;
    assert_int_equal(get(w, in, 0, 1, &value), ACPI_AML_NO_HANDLER);
    aml_leave(w->acpi);
    assert_int_equal(acpi_space_handle(w->acpi, root, 0x81, handler, &c), ACPI_OK);
    assert_int_equal(acpi_space_handle(w->acpi, outer_ref, 0x80, handler, &b), ACPI_OK);
    assert_int_equal(acpi_space_handle(w->acpi, root, 0x80, handler, &a), ACPI_OK);
    aml_enter(w->acpi);
    assert_int_equal(get(w, in, 4, 4, &value), ACPI_OK);
    assert_int_equal(value, 0xFFFFFF00 | (4 + 'B')); /* no more than was asked for */
    assert_int_equal(set(w, out, 8, 8, 0x1234), ACPI_OK);
    assert_trace(w, "B r4 80:40+4/10=ffffffffffffff46, A w8 80:50+8/10=1234");
    w->fail = true;
    assert_int_equal(get(w, in, 4, 4, &value), ACPI_AML_ACCESS);
    w->fail = false;
    assert_trace(w, "B r4 80:40+4/10=ffffffffffffff46");
    /* Another in its place; none. */
    aml_leave(w->acpi);
    assert_int_equal(acpi_space_handle(w->acpi, outer_ref, 0x80, handler, &c), ACPI_OK);
    aml_enter(w->acpi);
    assert_int_equal(get(w, in, 0, 1, &value), ACPI_OK);
    aml_leave(w->acpi);
    assert_int_equal(acpi_space_handle(w->acpi, outer_ref, 0x80, NULL, NULL), ACPI_OK);
    aml_enter(w->acpi);
    assert_int_equal(get(w, in, 0, 1, &value), ACPI_OK);
    assert_trace(w, "C r1 80:40+0/10=ffffffffffffff43, A r1 80:40+0/10=ffffffffffffff41");
    aml_leave(w->acpi);
    assert_int_equal(acpi_space_handle(w->acpi, root, 0x80, NULL, NULL), ACPI_OK);
    assert_int_equal(acpi_space_handle(w->acpi, root, 0x80, NULL, NULL), ACPI_OK);
    aml_enter(w->acpi);
    assert_int_equal(get(w, in, 0, 1, &value), ACPI_AML_NO_HANDLER);
    world_close(w);
}

static void handlers_of_built_in_spaces(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct named a = {"A", w};
    struct acpi_node_ref root = {NULL, 0};
    struct aml_region *region = put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, 0x1000, 8);
    uint64_t value;
    aml_leave(w->acpi);
    assert_int_equal(acpi_space_handle(w->acpi, root, ACPI_SPACE_SYSTEM_MEMORY, handler, &a),
                     ACPI_OK);
    assert_int_equal(acpi_space_handle(w->acpi, root, ACPI_SPACE_TABLE_DATA, handler, &a),
                     ACPI_INVALID);
    assert_int_equal(acpi_space_handle(w->acpi, root, (enum acpi_space)0x100, handler, &a),
                     ACPI_INVALID);
    struct acpi_node_ref stale = {region->node, region->generation + 1};
    assert_int_equal(acpi_space_handle(w->acpi, stale, 0x80, handler, &a), ACPI_STALE);
    aml_enter(w->acpi);
    assert_int_equal(get(w, region, 0, 2, &value), ACPI_OK);
    assert_trace(w, "A r2 0:1000+0/8=ffffffffffffff41");
    w->acpi->heap.limit = w->acpi->heap.taken;
    memset(w->acpi->heap.free, 0, sizeof w->acpi->heap.free);
    w->acpi->heap.fresh = w->acpi->heap.fresh_end;
    aml_leave(w->acpi);
    assert_int_equal(acpi_space_handle(w->acpi, root, 0x80, handler, &a), ACPI_NO_MEMORY);
    aml_enter(w->acpi);
    w->acpi->heap.limit = 0;
    world_close(w);
}

/* The region's name goes away while its handler runs: the object stays until it returns. */
static void a_region_lives_as_long_as_its_access(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct named a = {"A", w};
    struct aml_region *region = put_region(w, "REG0", 0x80, 0, 8);
    uint64_t value;
    aml_leave(w->acpi);
    assert_int_equal(acpi_space_handle(w->acpi, (struct acpi_node_ref){NULL, 0}, 0x80, handler, &a),
                     ACPI_OK);
    aml_enter(w->acpi);
    handled = region;
    region->object.refs++; /* as an operand of the machine does */
    assert_int_equal(get(w, region, 3, 1, &value), ACPI_OK);
    assert_int_equal(region->object.refs, 1);
    aml_object_drop(w->acpi, &region->object);
    world_close(w);
}

/* --- PCC -------------------------------------------------------------------------------------- */

/* Answers by adding one to each byte. */
static enum acpi_status pcc_handler(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)acpi;
    note(ctx, "%c pcc %llx+%llx: %zu bytes, %02x %02x %02x, ", access->write ? 'w' : 'r',
         (unsigned long long)access->base, (unsigned long long)access->offset, access->size,
         access->bytes[0], access->bytes[12], access->bytes[16]);
    assert_int_equal(access->width, 0);
    for (size_t i = 0; i < access->size; i++)
        access->bytes[i]++;
    return ACPI_OK;
}

static void pcc_transmits_when_the_command_is_written(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_region *region = put_region(w, "PCC_", ACPI_SPACE_PCC, 3, 0x20);
    uint64_t value;
    assert_int_equal(set(w, region, 0, 4, 0x50434300), ACPI_OK); /* only composed */
    assert_int_equal(set(w, region, 16, 1, 0x77), ACPI_OK);
    assert_int_equal(set(w, region, 12, 4, 0x11), ACPI_AML_NO_HANDLER);
    aml_leave(w->acpi);
    assert_int_equal(
        acpi_space_handle(w->acpi, (struct acpi_node_ref){NULL, 0}, ACPI_SPACE_PCC, pcc_handler, w),
        ACPI_OK);
    aml_enter(w->acpi);
    assert_int_equal(get(w, region, 12, 4, &value), ACPI_OK);
    assert_trace(w, "");
    assert_int_equal(set(w, region, 12, 4, 0x11), ACPI_OK);
    assert_trace(w, "w pcc 3+c: 32 bytes, 00 11 77");
    assert_int_equal(get(w, region, 16, 1, &value), ACPI_OK);
    assert_int_equal(value, 0x78);
    assert_int_equal(set(w, region, 8, 8, 0), ACPI_OK);  /* spans the command */
    assert_int_equal(set(w, region, 16, 8, 0), ACPI_OK); /* behind it */
    assert_trace(w, "w pcc 3+8: 32 bytes, 01 00 78");
    region = put_region(w, "PCC2", ACPI_SPACE_PCC, 3, AML_SIZE_MAX + UINT64_C(1));
    assert_int_equal(get(w, region, 0, 1, &value), ACPI_AML_LIMIT);
    w->acpi->heap.limit = w->acpi->heap.taken;
    region = put_region(w, "PCC3", ACPI_SPACE_PCC, 3, 0x10000);
    assert_int_equal(get(w, region, 0, 1, &value), ACPI_NO_MEMORY);
    w->acpi->heap.limit = 0;
    world_close(w);
}

TESTS(test(declarations_are_checked), test(bounds), test(small_regions_are_mapped_once),
      test(huge_regions_have_windows), test(what_cannot_be_mapped_fails),
      test(two_threads_map_at_once), test(ports), test(table_regions_are_read_only),
      test(registers), test(accesses_are_traced), test(the_nearest_handler_counts),
      test(handlers_of_built_in_spaces), test(a_region_lives_as_long_as_its_access),
      test(pcc_transmits_when_the_command_is_written))
