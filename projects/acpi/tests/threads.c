/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One interpreter, four threads that evaluate, a fifth that walks its namespace and changes its
 * handlers; for the thread sanitizer (threads.t). What AML is run: data/threads.asl. Prints a line
 * "WHAT GOT WANTED" for each thing that can be counted.
 *
 * With the argument `unlocked` the host's lock does nothing: the sanitizer must say so.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "acpi/node.h"
#include "acpi/region.h"

enum { THREADS = 4, ROUNDS = 50 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool unlocked;
    _Atomic uint8_t memory[0x2000];
    _Atomic uint32_t oem[8];
    _Atomic unsigned wrong, late, gave_up, logged, handled;
    _Atomic bool done;
} host = {.lock = PTHREAD_MUTEX_INITIALIZER, .woken = PTHREAD_COND_INITIALIZER};

static struct acpi *acpi;

/* --- The host --------------------------------------------------------------------------------- */

static void *take(void *ctx, size_t size)
{
    (void)ctx;
    return aligned_alloc(16, (size + 15) / 16 * 16);
}

static void give(void *ctx, void *at, size_t size)
{
    (void)ctx, (void)size;
    free(at);
}

static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    (void)ctx, (void)phys, (void)size, (void)kind;
    return NULL;
}

static bool memory_read(void *ctx, uint64_t phys, unsigned width, uint64_t *ret_value)
{
    (void)ctx;
    uint64_t value = 0;
    sched_yield();
    for (unsigned i = width; i--;)
        value = value << 8 | host.memory[(phys + i) % sizeof host.memory];
    *ret_value = value;
    return true;
}

static bool memory_write(void *ctx, uint64_t phys, unsigned width, uint64_t value)
{
    (void)ctx;
    sched_yield();
    for (unsigned i = 0; i < width; i++, value >>= 8)
        host.memory[(phys + i) % sizeof host.memory] = (uint8_t)value;
    return true;
}

static uint64_t now(void *ctx)
{
    (void)ctx;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static void sleep_for(void *ctx, uint64_t milliseconds)
{
    (void)ctx;
    usleep((useconds_t)(milliseconds * 1000));
}

static void lock(void *ctx)
{
    (void)ctx;
    if (!host.unlocked)
        pthread_mutex_lock(&host.lock);
}

static void unlock(void *ctx)
{
    (void)ctx;
    if (!host.unlocked)
        pthread_mutex_unlock(&host.lock);
}

static bool wait_for(void *ctx, uint32_t milliseconds)
{
    (void)ctx;
    if (host.unlocked)
        return usleep(100), true;
    if (milliseconds == UINT32_MAX)
        return pthread_cond_wait(&host.woken, &host.lock) == 0;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += milliseconds / 1000;
    t.tv_nsec += milliseconds % 1000 * 1000000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return pthread_cond_timedwait(&host.woken, &host.lock, &t) != ETIMEDOUT;
}

static void wake(void *ctx)
{
    (void)ctx;
    pthread_cond_broadcast(&host.woken);
}

static _Thread_local uint64_t thread_name;

static uint64_t thread(void *ctx)
{
    (void)ctx;
    return thread_name;
}

static void log_line(void *ctx, enum acpi_log level, const char *line)
{
    (void)ctx;
    if (level == ACPI_LOG_ERROR && host.logged++ < 20)
        fprintf(stderr, "%s\n", line);
}

/* The handler evaluates itself before it answers. */
static enum acpi_status oem(void *ctx, struct acpi *instance, struct acpi_access *access)
{
    (void)ctx;
    host.handled++;
    struct acpi_value seven = {.type = ACPI_INTEGER, .integer = 7};
    struct acpi_value value;
    enum acpi_status status =
        acpi_eval(instance, (struct acpi_node_ref){0}, "\\ECHO", &seven, 1, NULL, &value, NULL);
    if (status != ACPI_OK || value.integer != 7)
        host.wrong++;
    if (access->write)
        host.oem[access->offset / 4 % 8] = (uint32_t)access->value;
    else
        access->value = host.oem[access->offset / 4 % 8];
    return ACPI_OK;
}

/* --- The threads ------------------------------------------------------------------------------ */

static uint64_t eval(const char *path, unsigned n, uint64_t a, uint64_t b)
{
    struct acpi_value args[2] = {{.type = ACPI_INTEGER, .integer = a},
                                 {.type = ACPI_INTEGER, .integer = b}};
    struct acpi_value value = {0};
    enum acpi_status status =
        acpi_eval(acpi, (struct acpi_node_ref){0}, path, args, n, NULL, &value, NULL);
    if (status == ACPI_OK)
        return value.type == ACPI_INTEGER ? value.integer : UINT64_MAX;
    if (host.wrong++ < 20)
        fprintf(stderr, "%s: %s\n", path, acpi_status_text(status));
    return UINT64_MAX;
}

static void expect(const char *path, uint64_t got, uint64_t wanted)
{
    if (got == wanted)
        return;
    if (host.wrong++ < 20)
        fprintf(stderr, "%s: got 0x%llX, wanted 0x%llX\n", path, (unsigned long long)got,
                (unsigned long long)wanted);
}

static void *evaluate(void *ctx)
{
    unsigned me = *(unsigned *)ctx;
    thread_name = me + 1;
    for (unsigned i = 0; i < ROUNDS; i++) {
        uint64_t own = (uint64_t)me << 16 | i;
        expect("CALC", eval("\\CALC", 1, own, 0), 3 * own + 7);
        expect("HEAP", eval("\\HEAP", 1, 3 + me, 0), 12 + 2 * (3 + me));
        expect("TEMP", eval("\\TEMP", 1, own, 0), own + 1);
        expect("CHUR", eval("\\CHUR", 1, own, 0), own + 20);
        expect("SERI", eval("\\SERI", 1, 1, 0), 0);
        eval("\\GRAB", 0, 0, 0);
        host.gave_up += eval("\\TRYM", 1, i % 3, 0) == 1;
        host.late += eval(me % 2 ? "\\RETN" : "\\SERV", 0, 0, 0) != 0;
        if (i % 10 == 0)
            expect("VAIN", eval("\\VAIN", 0, 0, 0), UINT64_MAX);
        expect("FILD", eval("\\FILD", 2, me, own), own);
        eval("\\BYTE", 1, me, 0);
    }
    return NULL;
}

/* Looks at everything while names come and go. */
static void *walk(void *ctx)
{
    unsigned *steps = ctx;
    thread_name = THREADS + 1;
    while (!host.done) {
        struct acpi_node_ref node, parent;
        struct acpi_walk w = acpi_walk_begin(acpi, (struct acpi_node_ref){0});
        while (acpi_walk_next(&w, &node))
            continue; /* nothing but the walk: other calls would order what it does */
        w = acpi_walk_begin(acpi, (struct acpi_node_ref){0});
        while (acpi_walk_next(&w, &node)) {
            char path[64];
            acpi_node_path(acpi, node, path, sizeof path);
            acpi_node_type(acpi, node);
            acpi_node_arguments(acpi, node);
            acpi_node_parent(acpi, node, &parent);
            ++*steps;
        }
        if (w.status != ACPI_OK && w.status != ACPI_CHANGED)
            host.wrong++;
        struct acpi_usage usage = acpi_usage(acpi);
        if (!usage.nodes || usage.heap > usage.heap_peak)
            host.wrong++;
        if (acpi_space_handle(acpi, (struct acpi_node_ref){0}, (enum acpi_space)0x81,
                              *steps % 2 ? oem : NULL, NULL) != ACPI_OK)
            host.wrong++;
    }
    return NULL;
}

/* --- The test --------------------------------------------------------------------------------- */

static void *read_file(const char *path, size_t *ret_size)
{
    static uint8_t bytes[65536];
    FILE *file = fopen(path, "rb");
    *ret_size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

static void say(const char *what, uint64_t got, uint64_t wanted)
{
    printf("%s %llu %llu\n", what, (unsigned long long)got, (unsigned long long)wanted);
}

static bool begin(const char *path)
{
    static struct acpi_tables tables;
    const struct acpi_host callbacks = {.map = map,
                                        .alloc = take,
                                        .free = give,
                                        .memory_read = memory_read,
                                        .memory_write = memory_write,
                                        .now = now,
                                        .sleep = sleep_for,
                                        .lock = lock,
                                        .unlock = unlock,
                                        .wait = wait_for,
                                        .wake = wake,
                                        .thread = thread,
                                        .log = log_line};
    size_t size;
    void *bytes = read_file(path, &size);
    struct acpi_start_report report;
    thread_name = THREADS + 2;
    acpi_tables_init_empty(&tables, &callbacks);
    return acpi_table_install(&tables, bytes, size, NULL) == ACPI_OK &&
           acpi_new(&tables, NULL, &acpi) == ACPI_OK &&
           acpi_space_handle(acpi, (struct acpi_node_ref){0}, (enum acpi_space)0x80, oem, NULL) ==
               ACPI_OK &&
           acpi_load(acpi) == ACPI_OK && acpi_start(acpi, &report) == ACPI_OK;
}

int main(int argc, char **argv)
{
    if (argc < 2 || !begin(argv[1])) {
        fprintf(stderr, "%s cannot be loaded\n", argc < 2 ? "nothing" : argv[1]);
        return 2;
    }
    host.unlocked = argc > 2 && strcmp(argv[2], "unlocked") == 0;
    struct acpi_usage before = acpi_usage(acpi);
    pthread_t threads[THREADS], walker;
    unsigned names[THREADS], steps = 0;
    pthread_create(&walker, NULL, walk, &steps);
    for (unsigned i = 0; i < THREADS; i++) {
        names[i] = i;
        pthread_create(&threads[i], NULL, evaluate, &names[i]);
    }
    for (unsigned i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    host.done = true;
    pthread_join(walker, NULL);

    say("wrong", host.wrong, 0);
    say("late", host.late, 0);
    say("guarded", eval("\\COUN", 0, 0, 0), THREADS * ROUNDS);
    say("serialized", eval("\\SCOU", 0, 0, 0), THREADS * ROUNDS);
    say("gave_up", eval("\\TOUT", 0, 0, 0), host.gave_up);
    for (unsigned i = 0; i < THREADS; i++)
        say("byte", host.memory[0x1000 + i], ROUNDS);
    say("walked", steps > 0, true);
    say("handled", host.handled >= THREADS * ROUNDS, true);
    say("nodes", acpi_usage(acpi).nodes, before.nodes);
    acpi_free(acpi);
    return 0;
}
