/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Hostile AML: whatever the bytes say, loading, starting, walking and evaluating end, give all
 * memory back, and touch nothing that is not theirs.
 *
 * Input: three bytes, then the code of a DSDT.
 *     0   bit 0: the policy of the specification; bit 1: revision 1, integers of 32 bits; bit 2:
 * errors are answered with "go on"; bit 3: the code is loaded a second time, as an SSDT; bit 4:
 * threads' callbacks are there 1   not 0: the allocation with this number fails, and all after it
 *     2   the first argument of every method
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "acpi/node.h"
#include "acpi/region.h"

enum {
    HEAP_MAX = 16 << 20,
    LOOK_NANOSECONDS = 100000, /* so a loop of 30 ms is cut after 300 looks at the clock */
    DEPTH = 10,
    WORK = 50000,
    NODES_MAX = 400, /* evaluated; more take time, and show nothing new */
};

static struct world {
    size_t heap;
    unsigned allocations, fail_at;
    uint64_t clock;
    bool go_on, locked;
    uint8_t store[4096]; /* all of memory, all ports, all of every other space */
} world;

static void check(bool good)
{
    if (!good)
        abort();
}

struct block {
    _Alignas(16) size_t size;
};

static void *take(void *ctx, size_t size)
{
    (void)ctx;
    world.allocations++;
    if ((world.fail_at != 0 && world.allocations >= world.fail_at) || size > HEAP_MAX - world.heap)
        return NULL;
    struct block *block = malloc(sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->size = size;
    world.heap += size;
    memset(block + 1, 0xA5, size);
    return block + 1;
}

static void give(void *ctx, void *at, size_t size)
{
    (void)ctx;
    if (at == NULL)
        return;
    struct block *block = (struct block *)at - 1;
    check(block->size == size);
    world.heap -= size;
    free(block);
}

static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    (void)ctx, (void)phys, (void)kind;
    return size > HEAP_MAX ? NULL : calloc(1, size);
}

static void unmap(void *ctx, void *at, size_t size)
{
    (void)ctx, (void)size;
    free(at);
}

static bool get(void *ctx, uint64_t at, unsigned width, uint64_t *ret_value)
{
    (void)ctx;
    check(width == 1 || width == 2 || width == 4 || width == 8);
    *ret_value = 0;
    for (unsigned i = 0; i < width; i++)
        *ret_value |= (uint64_t)world.store[(at + i) % sizeof world.store] << 8 * i;
    return at % 251 != 250; /* some do not answer */
}

static bool put(void *ctx, uint64_t at, unsigned width, uint64_t value)
{
    (void)ctx;
    check(width == 1 || width == 2 || width == 4 || width == 8);
    for (unsigned i = 0; i < width; i++)
        world.store[(at + i) % sizeof world.store] = (uint8_t)(value >> 8 * i);
    return at % 251 != 249;
}

static bool pci_get(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width, uint64_t *ret)
{
    return get(ctx, at.device * 256u + offset, width, ret);
}

static bool pci_put(void *ctx, struct acpi_pci at, uint32_t offset, unsigned width, uint64_t value)
{
    return put(ctx, at.device * 256u + offset, width, value);
}

static enum acpi_status handle(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    bool good = true;
    (void)ctx, (void)acpi;
    if (access->width == 0)
        for (size_t i = 0; i < access->size; i++)
            access->bytes[i] ^= (uint8_t)i;
    else if (access->write)
        good = put(ctx, access->base + access->offset, access->width, access->value);
    else
        good = get(ctx, access->base + access->offset, access->width, &access->value);
    return good ? ACPI_OK : ACPI_AML_ACCESS;
}

static uint64_t now(void *ctx)
{
    (void)ctx;
    return world.clock += LOOK_NANOSECONDS;
}

static void sleep_for(void *ctx, uint64_t milliseconds)
{
    (void)ctx;
    world.clock += milliseconds * 1000000;
}

static void line(void *ctx, const char *text)
{
    (void)ctx;
    check(strlen(text) < 1 << 20);
}

static void log_line(void *ctx, enum acpi_log level, const char *text)
{
    (void)level;
    line(ctx, text);
}

static bool fatal(void *ctx, uint8_t type, uint32_t code, uint64_t argument)
{
    (void)ctx, (void)type, (void)code;
    return argument & 1;
}

static bool exception(void *ctx, struct acpi *acpi, const struct acpi_exception *e)
{
    (void)ctx, (void)acpi;
    check(e->status != ACPI_OK && strlen(e->name) > 3);
    return world.go_on;
}

static void lock(void *ctx)
{
    (void)ctx;
    check(!world.locked);
    world.locked = true;
}

static void unlock(void *ctx)
{
    (void)ctx;
    check(world.locked);
    world.locked = false;
}

static bool wait_for(void *ctx, uint32_t milliseconds)
{
    sleep_for(ctx, milliseconds);
    return false;
}

static void wake(void *ctx)
{
    (void)ctx;
    check(world.locked);
}

static uint64_t thread(void *ctx)
{
    (void)ctx;
    return 7;
}

static uint8_t *table(const char *signature, uint8_t revision, const uint8_t *code, size_t size)
{
    struct acpi_header header = {.length = (uint32_t)(sizeof header + size), .revision = revision};
    uint8_t *bytes = malloc(sizeof header + size);
    if (bytes == NULL)
        abort();
    memcpy(header.signature, signature, 4);
    memcpy(bytes, &header, sizeof header);
    memcpy(bytes + sizeof header, code, size);
    return bytes;
}

/* Everything that has a name is looked at, and evaluated. */
static void visit(struct acpi *acpi, uint64_t argument)
{
    static char text[256];
    struct acpi_walk walk = acpi_walk_begin(acpi, (struct acpi_node_ref){0});
    struct acpi_node_ref node, parent;
    struct acpi_value args[7] = {{.type = ACPI_INTEGER, .integer = argument},
                                 {.type = ACPI_STRING, .string = {"12", 2}},
                                 {.type = ACPI_BUFFER, .buffer = {world.store, 5}}};
    for (int n = 0; n < NODES_MAX && acpi_walk_next(&walk, &node); n++) {
        _Alignas(16) uint8_t storage[512];
        struct acpi_arena arena = acpi_arena(storage, argument & 1 ? 16 : sizeof storage);
        struct acpi_value value;
        size_t needed = 0;
        for (size_t i = 3; i < 7; i++)
            args[i] = args[0];
        check(acpi_node_path(acpi, node, text, sizeof text) >= 2);
        (void)acpi_node_parent(acpi, node, &parent);
        size_t count = acpi_node_arguments(acpi, node);
        check(count <= 7);
        enum acpi_status status = acpi_eval(acpi, node, "", args, count, &arena, &value, &needed);
        if (status == ACPI_TOO_SMALL && needed < 1 << 16) {
            void *more = aligned_alloc(16, (needed + 15) / 16 * 16);
            if (more == NULL)
                abort();
            arena = acpi_arena(more, needed);
            status = acpi_result_take(acpi, &arena, &value, &needed);
            check(status != ACPI_TOO_SMALL);
            if (status == ACPI_OK)
                (void)acpi_value_format(text, sizeof text, &value);
            free(more);
        } else if (status == ACPI_OK) {
            (void)acpi_value_format(text, sizeof text, &value);
        }
        if (acpi_node_type(acpi, node) == ACPI_DEVICE) {
            uint32_t present;
            (void)!acpi_device_status(acpi, node, &present);
            (void)!acpi_device_hid(acpi, node, text, sizeof text);
            (void)!acpi_device_uid(acpi, node, text, 4);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3 || size > 1 << 16)
        return 0;
    world = (struct world){.fail_at = data[1], .go_on = data[0] & 4};
    struct acpi_host host = {.map = map,
                             .unmap = unmap,
                             .alloc = take,
                             .free = give,
                             .memory_read = get,
                             .memory_write = put,
                             .io_read = get,
                             .io_write = put,
                             .pci_read = pci_get,
                             .pci_write = pci_put,
                             .now = now,
                             .sleep = sleep_for,
                             .log = log_line,
                             .debug = line,
                             .fatal = fatal};
    if (data[0] & 16) {
        host.lock = lock;
        host.unlock = unlock;
        host.wait = wait_for;
        host.wake = wake;
        host.thread = thread;
    }
    struct acpi_options options = {.policy = data[0] & 1 ? ACPI_POLICY_SPEC : ACPI_POLICY_NT,
                                   .loop_milliseconds = 30,
                                   .loop_rounds = 300,
                                   .work = WORK,
                                   .call_depth = DEPTH,
                                   .exception = exception,
                                   .err_method = data[0] & 4};
    static struct acpi_tables tables;
    struct acpi_table added;
    struct acpi *acpi = NULL;
    uint8_t *dsdt = table("DSDT", data[0] & 2 ? 1 : 2, data + 3, size - 3);
    uint8_t *ssdt = table("SSDT", 2, data + 3, size - 3);
    acpi_tables_init_empty(&tables, &host);
    size_t length = sizeof(struct acpi_header) + size - 3;
    if (acpi_table_install(&tables, dsdt, length, &added) == ACPI_OK &&
        (!(data[0] & 8) || acpi_table_install(&tables, ssdt, length, &added) == ACPI_OK) &&
        acpi_new(&tables, &options, &acpi) == ACPI_OK) {
        static const enum acpi_space spaces[] = {ACPI_SPACE_EMBEDDED_CONTROLLER,
                                                 ACPI_SPACE_SMBUS,
                                                 ACPI_SPACE_CMOS,
                                                 ACPI_SPACE_IPMI,
                                                 ACPI_SPACE_GPIO,
                                                 ACPI_SPACE_GENERIC_SERIAL_BUS,
                                                 ACPI_SPACE_PCC,
                                                 ACPI_SPACE_PRM,
                                                 ACPI_SPACE_FIXED_HARDWARE};
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
            (void)!acpi_space_handle(acpi, (struct acpi_node_ref){0}, spaces[i], handle, NULL);
        (void)!acpi_load(acpi);
        (void)!acpi_start(acpi, NULL);
        visit(acpi, data[2]);
        check(acpi_usage(acpi).heap == world.heap);
        acpi_free(acpi);
    }
    acpi_tables_release(&tables);
    check(world.heap == 0 && !world.locked);
    free(dsdt);
    free(ssdt);
    return 0;
}
