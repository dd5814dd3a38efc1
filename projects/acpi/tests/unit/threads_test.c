/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Four threads evaluate methods of one instance that share mutexes, serialized methods, fields
 * behind handlers, regions that are mapped and names that come and go. `make check` runs this with
 * sanitizers for memory; build it with -fsanitize=thread to see races.
 */
#include "projects/acpi/tests/asl.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { THREADS = 4, ROUNDS = 60 };

static const char body[] = //
    "Mutex (MTX0, 0) Name (CNT0, 0) Name (CNT1, 0) Name (CNT2, 0) Event (EVT0)\n"
    "OperationRegion (OEM0, 0x80, 0, 0x10)\n"
    "Field (OEM0, ByteAcc, NoLock, Preserve) { INDX, 8, DATA, 8, OTHR, 8 }\n"
    "IndexField (INDX, DATA, ByteAcc, Lock, Preserve) { REG0, 8, REG1, 8 }\n"
    "OperationRegion (MEM0, SystemMemory, 0x1000, 0x10)\n"
    "Field (MEM0, DWordAcc, NoLock, Preserve) { MEMF, 32 }\n"
    "OperationRegion (BIG0, SystemMemory, 0, 0xFFFFFFFF)\n"
    "Field (BIG0, ByteAcc, NoLock, Preserve) { Offset (0x1100), BIGA, 8, Offset (0x11100), BIGB, 8 "
    "}\n"
    /* Counts under a mutex, with an access in the middle, where the lock is not held. */
    "Method (LCK0) { If (Acquire (MTX0, 0xFFFF)) { Return (0) } Local0 = CNT0 OTHR = 1\n"
    "  CNT0 = Local0 + 1 Release (MTX0) Return (1) }\n"
    "Method (SERI, 0, Serialized) { Local0 = CNT1 OTHR = 2 CNT1 = Local0 + 1 Return (1) }\n"
    /* Names of its own: one thread at a time. */
    "Method (TEMP, 1, Serialized) { Name (TMP0, Buffer (64) {}) OperationRegion (TMR0, 0x80, 8, "
    "4)\n"
    "  Field (TMR0, ByteAcc, NoLock, Preserve) { TMF0, 8 } TMP0 [3] = Arg0 TMF0 = Arg0\n"
    "  Return (DerefOf (TMP0 [3]) == Arg0) }\n"
    /* The pair of index and data is whole under the global lock. */
    "Method (PAIR, 1) { If (Acquire (\\_GL, 0xFFFF)) { Return (0) } REG1 = Arg0 Local0 = REG1\n"
    "  Release (\\_GL) Return (Local0 == Arg0) }\n"
    "Method (MEMO) { MEMF = 0x12345678 BIGA = 1 BIGB = 2 Return (MEMF == 0x12345678) }\n"
    "Method (EVNT) { Signal (EVT0) Return (Wait (EVT0, 0xFFFF) == 0) }\n"
    "Method (MAIN, 1) { Return (LCK0 () + SERI () + TEMP (Arg0) + PAIR (Arg0) + MEMO () + EVNT ()) "
    "}\n";

static struct {
    struct asl a;
    pthread_mutex_t lock, memory;
    pthread_cond_t woken;
    uint8_t index, registers[256];
    int mapped, allocations;
    atomic_uint bad;
} t;

static void lock(void *ctx)
{
    (void)ctx;
    pthread_mutex_lock(&t.lock);
}
static void unlock(void *ctx)
{
    (void)ctx;
    pthread_mutex_unlock(&t.lock);
}
static bool wait_for(void *ctx, uint32_t milliseconds)
{
    (void)ctx;
    (void)milliseconds; /* AML here waits for ever */
    return pthread_cond_wait(&t.woken, &t.lock) == 0;
}
static void wake(void *ctx)
{
    (void)ctx;
    pthread_cond_broadcast(&t.woken);
}
static uint64_t thread(void *ctx)
{
    (void)ctx;
    return (uint64_t)pthread_self();
}
static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    struct world *w = ctx;
    (void)kind;
    if (phys > MEMORY || size > MEMORY - phys)
        return NULL;
    pthread_mutex_lock(&t.memory);
    t.mapped++;
    pthread_mutex_unlock(&t.memory);
    sched_yield();
    return w->memory + phys;
}
static void unmap(void *ctx, void *at, size_t size)
{
    (void)ctx;
    (void)at;
    (void)size;
    pthread_mutex_lock(&t.memory);
    t.mapped--;
    pthread_mutex_unlock(&t.memory);
}

/* Registers behind index and data; evaluates too, as handlers may. */
static enum acpi_status handler(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    uint64_t value, at = access->base + access->offset;
    (void)ctx;
    pthread_mutex_lock(&t.memory);
    if (at == 0 && access->write)
        t.index = (uint8_t)access->value;
    else if (at == 1 && access->write)
        t.registers[t.index] = (uint8_t)access->value;
    else if (at == 1)
        access->value = t.registers[t.index];
    pthread_mutex_unlock(&t.memory);
    sched_yield();
    return acpi_eval_integer(acpi, (struct acpi_node_ref){NULL, 0}, "CNT2", &value);
}

static void *worker(void *arg)
{
    struct acpi_value in = {.type = ACPI_INTEGER, .integer = (uintptr_t)arg}, out;
    for (int i = 0; i < ROUNDS; i++) {
        enum acpi_status status =
            acpi_eval(t.a.acpi, (struct acpi_node_ref){NULL, 0}, "MAIN", &in, 1, NULL, &out, NULL);
        if (status != ACPI_OK || out.type != ACPI_INTEGER || out.integer != UINT64_MAX - 1)
            atomic_fetch_add(&t.bad, 1);
    }
    return NULL;
}

static void four_threads(void **state)
{
    struct acpi_host host = {.map = map,
                             .unmap = unmap,
                             .alloc = world_alloc,
                             .free = world_free,
                             .lock = lock,
                             .unlock = unlock,
                             .wait = wait_for,
                             .wake = wake,
                             .thread = thread};
    pthread_t threads[THREADS];
    (void)state;
    pthread_mutex_init(&t.lock, NULL);
    pthread_mutex_init(&t.memory, NULL);
    pthread_cond_init(&t.woken, NULL);
    t.a = asl_new_with(host, 2, body);
    assert_int_equal(acpi_space_handle(t.a.acpi, (struct acpi_node_ref){NULL, 0},
                                       (enum acpi_space)0x80, handler, NULL),
                     ACPI_OK);
    for (uintptr_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, worker, (void *)(i + 1)), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(t.bad, 0);
    assert_int_equal(asl_integer(&t.a, "CNT0"), THREADS * ROUNDS);
    assert_int_equal(asl_integer(&t.a, "CNT1"), THREADS * ROUNDS);
    asl_close(&t.a);
    assert_int_equal(t.mapped, 0);
}

TESTS(test(four_threads))
