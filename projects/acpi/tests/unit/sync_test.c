/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Mutexes, events, the global lock: alone, and with threads that contend. */
#include "acpi/table/fixed.h"
#include "projects/acpi/tests/memory.h"
#include "projects/acpi/tests/world.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

static struct aml_mutex *new_mutex(struct world *w, uint8_t level)
{
    struct aml_mutex *mutex = aml_new_object(w->acpi, T_MUTEX, sizeof *mutex);
    assert_non_null(mutex);
    mutex->sync_level = level;
    return mutex;
}

static bool acquired(struct world *w, struct aml_mutex *mutex, uint32_t milliseconds)
{
    bool late = true;
    assert_int_equal(aml_mutex_acquire(w->machine, mutex, milliseconds, &late), ACPI_OK);
    return !late;
}

/* An instance under a policy. */
static struct world *policy_world(enum acpi_policy policy)
{
    struct world *w = world_new();
    w->acpi->options.policy = policy;
    w->machine->thread = 1;
    return w;
}

static void mutexes_nest(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_mutex *mutex = new_mutex(w, 3);
    assert_int_equal(aml_mutex_release(w->machine, mutex), ACPI_AML_NOT_ACQUIRED);
    assert_true(acquired(w, mutex, 0));
    assert_true(acquired(w, mutex, 0));
    assert_int_equal(mutex->owner, 1);
    assert_int_equal(w->machine->sync_level, 3);
    assert_int_equal(aml_mutex_release(w->machine, mutex), ACPI_OK);
    assert_int_equal(mutex->owner, 1);
    assert_int_equal(aml_mutex_release(w->machine, mutex), ACPI_OK);
    assert_int_equal(mutex->owner, 0);
    assert_int_equal(w->machine->sync_level, 0);
    assert_int_equal(aml_mutex_release(w->machine, mutex), ACPI_AML_NOT_ACQUIRED);
    assert_int_equal(mutex->object.refs, 1);
    aml_object_drop(w->acpi, &mutex->object);
    world_close(w);
}

static void levels_go_up_and_down(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_mutex *low = new_mutex(w, 1), *a = new_mutex(w, 5), *b = new_mutex(w, 5);
    bool late;
    assert_true(acquired(w, low, 0));
    assert_true(acquired(w, a, 0));
    assert_int_equal(aml_mutex_acquire(w->machine, low, 0, &late), ACPI_AML_MUTEX_ORDER);
    assert_int_equal(aml_mutex_release(w->machine, low), ACPI_AML_MUTEX_ORDER);
    assert_true(acquired(w, b, 0));
    /* Of one level in any order. */
    assert_int_equal(aml_mutex_release(w->machine, a), ACPI_OK);
    assert_int_equal(w->machine->sync_level, 5);
    assert_int_equal(aml_mutex_release(w->machine, b), ACPI_OK);
    assert_int_equal(w->machine->sync_level, 1);
    assert_int_equal(aml_mutex_release(w->machine, low), ACPI_OK);
    assert_int_equal(w->machine->sync_level, 0);
    aml_object_drop(w->acpi, &low->object);
    aml_object_drop(w->acpi, &a->object);
    aml_object_drop(w->acpi, &b->object);
    world_close(w);
}

/* NT complains in the log alone. */
static void nt_is_not_strict(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_NT);
    struct aml_mutex *low = new_mutex(w, 1), *high = new_mutex(w, 5);
    assert_int_equal(aml_mutex_release(w->machine, low), ACPI_OK);
    assert_true(acquired(w, low, 0));
    assert_true(acquired(w, high, 0));
    assert_false(acquired(w, low, 0));
    assert_int_equal(low->depth, 1);
    assert_int_equal(aml_mutex_release(w->machine, low), ACPI_OK);
    assert_int_equal(low->owner, 0);
    assert_int_equal(w->machine->sync_level, 5);
    assert_int_equal(aml_mutex_release(w->machine, high), ACPI_OK);
    assert_int_equal(w->machine->sync_level, 0);
    aml_object_drop(w->acpi, &low->object);
    aml_object_drop(w->acpi, &high->object);
    world_close(w);
}

/* What an evaluation still holds at its end, however deep, is free then; also if its name is gone.
 */
static void the_end_releases_all(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_mutex *a = new_mutex(w, 0), *b = new_mutex(w, 7);
    assert_true(acquired(w, a, 0));
    assert_true(acquired(w, a, 0));
    assert_true(acquired(w, b, 0));
    aml_object_drop(w->acpi, &b->object);
    aml_mutexes_release(w->machine);
    assert_null(w->machine->mutexes);
    assert_int_equal(w->machine->sync_level, 0);
    assert_int_equal(a->owner, 0);
    assert_int_equal(a->depth, 0);
    assert_int_equal(a->object.refs, 1);
    aml_object_drop(w->acpi, &a->object);
    world_close(w);
}

static void others_wait(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_mutex *mutex = new_mutex(w, 0);
    struct aml_machine *other = aml_machine_new(w->acpi);
    bool late = false;
    other->thread = 2;
    assert_true(acquired(w, mutex, 0));
    assert_int_equal(aml_mutex_acquire(other, mutex, 0, &late), ACPI_OK);
    assert_true(late);
    assert_trace(w, "");
    assert_int_equal(aml_mutex_acquire(other, mutex, 70, &late), ACPI_OK);
    assert_true(late);
    assert_trace(w, "wait 70");
    assert_int_equal(aml_mutex_release(other, mutex), ACPI_AML_NOT_OWNER);
    /* A machine of the same thread (a handler that evaluates) may take it, not free it. */
    other->thread = 1;
    assert_int_equal(aml_mutex_acquire(other, mutex, 0, &late), ACPI_OK);
    assert_false(late);
    assert_int_equal(aml_mutex_release(other, mutex), ACPI_OK);
    assert_int_equal(aml_mutex_release(other, mutex), ACPI_AML_NOT_OWNER);
    assert_int_equal(mutex->owner, 1);
    assert_int_equal(aml_mutex_release(w->machine, mutex), ACPI_OK);
    /* A host that cannot wait. */
    w->acpi->host.wait = NULL;
    assert_true(acquired(w, mutex, 0));
    other->thread = 2;
    assert_int_equal(aml_mutex_acquire(other, mutex, AML_FOREVER, &late), ACPI_OK);
    assert_true(late);
    assert_int_equal(aml_mutex_release(w->machine, mutex), ACPI_OK);
    assert_int_equal(mutex->object.refs, 1);
    aml_object_drop(w->acpi, &mutex->object);
    aml_machine_done(w->acpi, other);
    world_close(w);
}

/* Waits that end early are begun again with what is left, by the clock if there is one. */
static uint64_t clock_ns;
static uint64_t early_now(void *ctx)
{
    (void)ctx;
    return clock_ns;
}
static bool early_wait(void *ctx, uint32_t milliseconds)
{
    note(ctx, "wait %u, ", milliseconds);
    clock_ns += 30000000;
    return milliseconds > 30;
}

static void early_ends_of_waits(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_event *event = aml_new_object(w->acpi, T_EVENT, sizeof *event);
    bool late = false;
    w->acpi->host.wait = early_wait;
    w->acpi->host.now = early_now;
    assert_int_equal(aml_event_wait(w->machine, event, 100, &late), ACPI_OK);
    assert_true(late);
    assert_trace(w, "wait 100, wait 70, wait 40, wait 10");
    w->acpi->host.now = NULL; /* each early end is a millisecond then */
    assert_int_equal(aml_event_wait(w->machine, event, 32, &late), ACPI_OK);
    assert_true(late);
    assert_trace(w, "wait 32, wait 31, wait 30");
    assert_int_equal(event->object.refs, 1);
    aml_object_drop(w->acpi, &event->object);
    world_close(w);
}

static void events_count(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_event *event = aml_new_object(w->acpi, T_EVENT, sizeof *event);
    bool late = true;
    aml_event_signal(w->acpi, event);
    aml_event_signal(w->acpi, event);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(aml_event_wait(w->machine, event, 0, &late), ACPI_OK);
        assert_int_equal(late, i == 2);
    }
    event->signals = UINT32_MAX;
    aml_event_signal(w->acpi, event);
    assert_int_equal(event->signals, UINT32_MAX);
    aml_event_reset(event);
    assert_int_equal(aml_event_wait(w->machine, event, 5, &late), ACPI_OK);
    assert_true(late);
    assert_trace(w, "wait 5");
    aml_object_drop(w->acpi, &event->object);
    world_close(w);
}

static void serialized_methods(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_method method = {.serialized = true, .sync_level = 4};
    struct aml_machine *other = aml_machine_new(w->acpi);
    other->thread = 2;
    w->machine->sync_level = 5;
    assert_int_equal(aml_method_enter(w->machine, &method), ACPI_AML_MUTEX_ORDER);
    w->machine->sync_level = 0;
    assert_int_equal(aml_method_enter(w->machine, &method), ACPI_OK);
    assert_int_equal(w->machine->sync_level, 4);
    assert_int_equal(aml_method_enter(w->machine, &method), ACPI_OK); /* recursion */
    assert_int_equal(aml_method_enter(other, &method), ACPI_TIMEOUT); /* this host's wait ends */
    aml_method_leave(w->machine, &method);
    aml_method_leave(w->machine, &method);
    assert_int_equal(aml_method_enter(other, &method), ACPI_OK);
    aml_method_leave(other, &method);
    w->machine->sync_level = 0;
    aml_object_drop(w->acpi, &method.mutex->object);
    aml_machine_done(w->acpi, other);
    world_close(w);
}

/* --- The global lock -------------------------------------------------------------------------- */

static void the_word_in_the_facs(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    uint32_t word = 0x10; /* other bits are kept */
    w->acpi->facs_lock = &word;
    aml_leave(w->acpi);
    assert_int_equal(acpi_global_unlock(w->acpi), ACPI_AML_NOT_ACQUIRED);
    assert_int_equal(acpi_global_lock(w->acpi, 0), ACPI_OK);
    assert_int_equal(word, 0x12);
    assert_int_equal(acpi_global_lock(w->acpi, 0), ACPI_OK);
    assert_int_equal(acpi_global_unlock(w->acpi), ACPI_OK);
    assert_int_equal(word, 0x12);
    assert_int_equal(acpi_global_unlock(w->acpi), ACPI_OK);
    assert_int_equal(word, 0x10);
    /* Firmware has it. */
    word = 2;
    assert_int_equal(acpi_global_lock(w->acpi, 0), ACPI_TIMEOUT);
    assert_int_equal(word, 3); /* it knows that we wait */
    assert_int_equal(acpi_global_lock(w->acpi, 250), ACPI_TIMEOUT);
    assert_trace(w, "wait 100, wait 100, wait 50");
    assert_int_equal(acpi_global_unlock(w->acpi), ACPI_AML_NOT_ACQUIRED);
    word = 0;
    assert_int_equal(acpi_global_lock(w->acpi, 0), ACPI_OK);
    /* Firmware waits: without a FADT there is nobody to tell. */
    word |= 1;
    assert_int_equal(acpi_global_unlock(w->acpi), ACPI_OK);
    assert_int_equal(word, 0);
    assert_trace(w, "");
    aml_enter(w->acpi);
    world_close(w);
}

/* Firmware releases while we wait. */
static uint32_t firmware_word;
static bool firmware_wait(void *ctx, uint32_t milliseconds)
{
    note(ctx, "wait %u, ", milliseconds);
    firmware_word &= ~2u;
    return true;
}

static void firmware_releases(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    w->acpi->facs_lock = &firmware_word;
    w->acpi->host.wait = firmware_wait;
    firmware_word = 2;
    assert_int_equal(aml_global_acquire(w->machine), ACPI_OK);
    assert_int_equal(firmware_word, 2); /* ours, nobody waits */
    assert_trace(w, "wait 100");
    assert_int_equal(aml_global_acquire(w->machine), ACPI_OK);
    aml_global_release(w->machine);
    assert_int_equal(firmware_word, 2);
    aml_global_release(w->machine);
    assert_int_equal(firmware_word, 0);
    aml_leave(w->acpi);
    acpi_global_lock_released(w->acpi);
    aml_enter(w->acpi);
    world_close(w);
}

/* As AML's mutex \_GL_: the kernel cannot unlock what a method acquired. */
static void aml_has_the_global_lock_too(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_mutex *lock = w->acpi->global_lock;
    uint32_t word = 0;
    w->acpi->facs_lock = &word;
    assert_true(acquired(w, lock, 0));
    assert_int_equal(word, 2);
    aml_leave(w->acpi);
    assert_int_equal(acpi_global_unlock(w->acpi), ACPI_AML_NOT_OWNER);
    aml_enter(w->acpi);
    /* A field with the Lock rule on the way. */
    assert_int_equal(aml_global_acquire(w->machine), ACPI_OK);
    aml_global_release(w->machine);
    assert_int_equal(word, 2);
    assert_int_equal(aml_mutex_release(w->machine, lock), ACPI_OK);
    assert_int_equal(word, 0);
    world_close(w);
}

static void fields_take_it(void **state)
{
    (void)state;
    struct world *w = policy_world(ACPI_POLICY_SPEC);
    struct aml_region *port = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x70, 0x10);
    struct aml_value value;
    uint32_t word = 2;
    w->acpi->facs_lock = &word;
    w->acpi->options.loop_milliseconds = 200; /* as long as a loop may run */
    struct aml_field *field = region_field(w, port, BYTE | LOCK, 0, 8);
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_TIMEOUT);
    assert_trace(w, "wait 100, wait 100");
    word = 0;
    assert_int_equal(read_integer(w, field), 0);
    assert_trace(w, "i r1 70=0");
    assert_int_equal(word, 0);
    drop_field(w, field);
    /* A register of the field wants it. */
    word = 2;
    field = index_field(w, region_field(w, port, BYTE, 0, 8),
                        region_field(w, port, BYTE | LOCK, 8, 8), BYTE, 0, 8);
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_TIMEOUT);
    value = aml_integer(1);
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_TIMEOUT);
    assert_trace(w, "wait 100, wait 100, wait 100, wait 100");
    drop_field(w, field);
    world_close(w);
}

/* Tables at 0x8000: RSDP, XSDT, FADT, FACS. */
static void put_tables(struct world *w, uint32_t fadt_flags)
{
    struct acpi_rsdp rsdp;
    struct {
        struct acpi_header header;
        uint64_t fadt;
    } __attribute__((packed)) xsdt = {.fadt = 0x8200};
    struct acpi_fadt fadt = {.flags = fadt_flags,
                             .x_firmware_ctrl = 0x8400,
                             .pm1_cnt_len = 2,
                             .x_pm1a_cnt_blk = {ACPI_SPACE_SYSTEM_IO, 16, 0, 2, 0x404},
                             .x_pm1b_cnt_blk = {ACPI_SPACE_SYSTEM_MEMORY, 16, 0, 2, 0x9004}};
    struct acpi_facs facs = {.signature = {'F', 'A', 'C', 'S'}, .length = 64, .version = 2};
    seal_rsdp(&rsdp, 2, 0, 0x8100);
    seal(&xsdt, sizeof xsdt, "XSDT", 1);
    seal(&fadt, sizeof fadt, "FACP", 6);
    memcpy(w->memory + 0x8000, &rsdp, sizeof rsdp);
    memcpy(w->memory + 0x8100, &xsdt, sizeof xsdt);
    memcpy(w->memory + 0x8200, &fadt, sizeof fadt);
    memcpy(w->memory + 0x8400, &facs, sizeof facs);
}

static void log_line(void *ctx, enum acpi_log level, const char *line)
{
    assert_int_equal(level, ACPI_LOG_WARNING);
    assert_contains(line, "PM1 control");
    note(ctx, "log, ");
}

static void firmware_is_told(void **state)
{
    (void)state;
    for (int reduced = 0; reduced < 2; reduced++) {
        struct world *w = calloc(1, sizeof *w);
        w->host = world_host(w);
        w->host.log = log_line;
        put_tables(w, reduced ? ACPI_FADT_HW_REDUCED_ACPI : 0);
        assert_int_equal(acpi_tables_init(&w->tables, &w->host, 0x8000), ACPI_OK);
        assert_int_equal(acpi_new(&w->tables, NULL, &w->acpi), ACPI_OK);
        volatile uint32_t *word = (uint32_t *)(void *)(w->memory + 0x8410);
        w->ports[0x404] = 1;
        w->memory[0x9005] = 0x1c;
        w->trace[0] = '\0';
        assert_int_equal(acpi_global_lock(w->acpi, 0), ACPI_OK);
        assert_int_equal(*word, reduced ? 0 : 2);
        *word |= 1;
        assert_int_equal(acpi_global_unlock(w->acpi), ACPI_OK);
        assert_int_equal(*word, reduced ? 1 : 0);
        assert_trace(w, reduced ? "" : "i r2 404=1, i w2 404=5, m r2 9004=1c00, m w2 9004=1c04");
        acpi_free(w->acpi);
        acpi_tables_release(&w->tables);
        assert_int_equal(w->mapped, 0);
        free(w);
    }
}

/* --- Threads ---------------------------------------------------------------------------------- */

struct threads {
    struct world *w;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    struct aml_mutex *mutex;
    struct aml_event *event;
    uint32_t word;   /* of the FACS */
    atomic_bool end; /* of the firmware */
    unsigned counter, inside;
};
static struct threads t;

static void threads_lock(void *ctx)
{
    (void)ctx;
    pthread_mutex_lock(&t.lock);
}
static void threads_unlock(void *ctx)
{
    (void)ctx;
    pthread_mutex_unlock(&t.lock);
}
static bool threads_wait(void *ctx, uint32_t milliseconds)
{
    struct timespec until;
    (void)ctx;
    if (milliseconds == UINT32_MAX)
        return pthread_cond_wait(&t.woken, &t.lock) == 0;
    clock_gettime(CLOCK_REALTIME, &until);
    uint64_t ns = (uint64_t)until.tv_nsec + (uint64_t)milliseconds * 1000000;
    until.tv_sec += (time_t)(ns / 1000000000);
    until.tv_nsec = (long)(ns % 1000000000);
    return pthread_cond_timedwait(&t.woken, &t.lock, &until) == 0;
}
static void threads_wake(void *ctx)
{
    (void)ctx;
    pthread_cond_broadcast(&t.woken);
}
static uint64_t threads_thread(void *ctx)
{
    (void)ctx;
    return (uint64_t)pthread_self();
}

enum { WORKERS = 4, ROUNDS = 300 };

/* Each round, holding the mutex but not the lock: nobody else is inside. */
static void *worker(void *arg)
{
    struct acpi *acpi = t.w->acpi;
    (void)arg;
    aml_enter(acpi);
    struct aml_machine *machine = aml_machine_new(acpi);
    machine->thread = aml_thread(acpi);
    for (int i = 0; i < ROUNDS; i++) {
        bool late = true;
        if (aml_mutex_acquire(machine, t.mutex, AML_FOREVER, &late) != ACPI_OK || late)
            abort();
        t.inside++;
        aml_leave(acpi);
        if (t.inside != 1)
            abort();
        t.counter++;
        aml_enter(acpi);
        t.inside--;
        if (aml_mutex_release(machine, t.mutex) != ACPI_OK)
            abort();
        aml_event_signal(acpi, t.event);
    }
    aml_machine_done(acpi, machine);
    aml_leave(acpi);
    return NULL;
}

/* The other side of the global lock, as the specification has it. */
static void *firmware(void *arg)
{
    (void)arg;
    while (!atomic_load(&t.end)) {
        uint32_t old = __atomic_load_n(&t.word, __ATOMIC_RELAXED), new;
        do {
            new = (old & ~1u) | 2 | ((old & 2) >> 1);
        } while (!__atomic_compare_exchange_n(&t.word, &old, new, false, __ATOMIC_ACQ_REL,
                                              __ATOMIC_RELAXED));
        if ((old & 2) != 0)
            continue;
        t.inside += 100;
        if (t.inside != 100)
            abort();
        t.inside -= 100;
        old = __atomic_fetch_and(&t.word, ~3u, __ATOMIC_ACQ_REL);
        if ((old & 1) != 0)
            acpi_global_lock_released(t.w->acpi);
    }
    return NULL;
}

static void threads_contend(bool global)
{
    struct world *w = calloc(1, sizeof *w);
    struct acpi_host host = world_host(w);
    pthread_t workers[WORKERS], other;
    host.lock = threads_lock;
    host.unlock = threads_unlock;
    host.wait = threads_wait;
    host.wake = threads_wake;
    host.thread = threads_thread;
    memset(&t, 0, sizeof t);
    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.woken, NULL);
    t.w = world_open(w, host);
    t.mutex = new_mutex(w, 0);
    t.event = aml_new_object(w->acpi, T_EVENT, sizeof *t.event);
    t.mutex->global = global;
    w->acpi->facs_lock = &t.word;
    if (global)
        pthread_create(&other, NULL, firmware, NULL);
    for (int i = 0; i < WORKERS; i++)
        pthread_create(&workers[i], NULL, worker, NULL);
    for (int i = 0; i < WORKERS * ROUNDS; i++) {
        bool late = true;
        assert_int_equal(aml_event_wait(w->machine, t.event, AML_FOREVER, &late), ACPI_OK);
        assert_false(late);
    }
    aml_leave(w->acpi);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(workers[i], NULL);
    atomic_store(&t.end, true);
    if (global)
        pthread_join(other, NULL);
    aml_enter(w->acpi);
    assert_int_equal(t.counter, WORKERS * ROUNDS);
    assert_int_equal(t.event->signals, 0);
    aml_object_drop(w->acpi, &t.mutex->object);
    aml_object_drop(w->acpi, &t.event->object);
    world_close(w);
}

static void threads_share_a_mutex(void **state)
{
    (void)state;
    threads_contend(false);
}

static void threads_and_firmware_share_the_global_lock(void **state)
{
    (void)state;
    threads_contend(true);
}

TESTS(test(mutexes_nest), test(levels_go_up_and_down), test(nt_is_not_strict),
      test(the_end_releases_all), test(others_wait), test(early_ends_of_waits), test(events_count),
      test(serialized_methods), test(the_word_in_the_facs), test(firmware_releases),
      test(aml_has_the_global_lock_too), test(fields_take_it), test(firmware_is_told),
      test(threads_share_a_mutex), test(threads_and_firmware_share_the_global_lock))
