/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Mutexes, events, the global lock: sync.h has the rules.
 *
 * A mutex that AML acquired stands in the chain of its machine and is counted there; one that was
 * taken around a field, by the kernel, or by a thread that has it already, is only counted up. A
 * thread that owns a mutex of another machine's chain (its caller's, through a handler) can take
 * and give it back, but never free it.
 */
#include "aml/sync.h"

#include "aml/region.h"
#include "tables/bytes.h"

#define CHAINED 1 /* in aml_object.flags: stands in some machine's chain */

#define PENDING 1u /* bits of the word in the FACS (5.2.10.1) */
#define OWNED   2u
#define GBL_RLS 4u /* in PM1 control (4.8.3.2.1) */

/* How long firmware's release is waited for before the word is looked at again: in the early life
 * of a kernel nobody hears the event. */
#define GLOBAL_SLICE 100u

/* --- Waiting ---------------------------------------------------------------------------------- */

struct deadline {
    uint64_t end; /* milliseconds of aml_now() */
    uint32_t left;
};

static struct deadline deadline_in(const struct acpi *acpi, uint32_t milliseconds)
{
    if (milliseconds >= AML_FOREVER)
        return (struct deadline){UINT64_MAX, UINT32_MAX};
    return (struct deadline){aml_now(acpi) + milliseconds, milliseconds};
}

/* Waits once, at most `slice`. false: the time is over. */
static bool wait_on(struct acpi *acpi, struct deadline *deadline, uint32_t slice)
{
    if (acpi->host.wait == NULL || deadline->left == 0)
        return false;
    uint32_t part = deadline->left < slice ? deadline->left : slice;
    bool over = !acpi->host.wait(acpi->host.ctx, part);
    if (over && part == deadline->left) {
        deadline->left = 0;
    } else if (deadline->left == UINT32_MAX) {
        return true;
    } else if (acpi->host.now != NULL) {
        uint64_t now = aml_now(acpi);
        deadline->left = now < deadline->end ? (uint32_t)(deadline->end - now) : 0;
    } else {
        deadline->left -= over ? part : 1; /* early ends count too, so that this ends */
    }
    return true;
}

static void wake(struct acpi *acpi)
{
    if (acpi->host.wake != NULL)
        acpi->host.wake(acpi->host.ctx);
}

/* --- The firmware's lock ---------------------------------------------------------------------- */

/* One try; leaves word that somebody waits if it is taken. */
static bool facs_try(volatile uint32_t *lock)
{
    uint32_t old = __atomic_load_n(lock, __ATOMIC_RELAXED), new;
    do {
        new = (old & ~PENDING) | OWNED | ((old & OWNED) != 0 ? PENDING : 0);
    } while (
        !__atomic_compare_exchange_n(lock, &old, new, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
    return (old & OWNED) == 0;
}

static bool facs_acquire(struct acpi *acpi, struct deadline *deadline)
{
    while (!facs_try(acpi->facs_lock))
        if (!wait_on(acpi, deadline, GLOBAL_SLICE))
            return false;
    return true;
}

/* Both PM1 control registers. Not inlined: the FADT should not lie on the stack below the host. */
__attribute__((noinline)) static void find_pm1(const struct acpi *acpi, struct acpi_gas found[2])
{
    struct acpi_fadt fadt;
    if (acpi_fadt_read(acpi->tables, &fadt)) {
        found[0] = fadt.x_pm1a_cnt_blk;
        found[1] = fadt.x_pm1b_cnt_blk;
    }
}

/* Tells firmware that waits: GBL_RLS. */
static void tell_firmware(struct acpi *acpi)
{
    struct acpi_gas registers[2] = {{0}};
    find_pm1(acpi, registers);
    for (unsigned i = 0; i < 2; i++) {
        enum acpi_space space = (enum acpi_space)registers[i].space_id;
        uint64_t value, at = registers[i].address;
        if (at == 0 || aml_register_access(acpi, space, false, at, 2, &value) != ACPI_OK)
            continue;
        value |= GBL_RLS;
        if (aml_register_access(acpi, space, true, at, 2, &value) != ACPI_OK)
            aml_log(acpi, ACPI_LOG_WARNING, "global lock: PM1 control register cannot be written");
    }
}

static void facs_release(struct acpi *acpi)
{
    volatile uint32_t *lock = acpi->facs_lock;
    uint32_t old = __atomic_load_n(lock, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(lock, &old, old & ~(PENDING | OWNED), false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
        ;
    if ((old & PENDING) != 0)
        tell_firmware(acpi);
}

/* --- Mutexes ---------------------------------------------------------------------------------- */

/* Makes the mutex `thread`'s, or counts up. false: not in time. */
static bool take(struct acpi *acpi, struct aml_mutex *mutex, uint64_t thread, uint32_t milliseconds)
{
    if (mutex->owner == thread) {
        mutex->depth++;
        return true;
    }
    struct deadline deadline = deadline_in(acpi, milliseconds);
    bool got = true;
    mutex->object.refs++; /* while the lock is not held */
    while (got && mutex->owner != 0)
        got = wait_on(acpi, &deadline, UINT32_MAX);
    if (got) {
        mutex->owner = thread;
        mutex->depth = 1;
        if (mutex->global && acpi->facs_lock != NULL && !facs_acquire(acpi, &deadline)) {
            mutex->owner = 0;
            mutex->depth = 0;
            wake(acpi);
            got = false;
        }
    }
    aml_object_drop(acpi, &mutex->object);
    return got;
}

/* Undoes all of it. */
static void set_free(struct acpi *acpi, struct aml_mutex *mutex)
{
    mutex->depth = 0;
    if (mutex->global && acpi->facs_lock != NULL)
        facs_release(acpi);
    mutex->owner = 0;
    wake(acpi);
}

static void give(struct acpi *acpi, struct aml_mutex *mutex)
{
    if (--mutex->depth == 0)
        set_free(acpi, mutex);
}

enum acpi_status aml_mutex_acquire(struct aml_machine *machine, struct aml_mutex *mutex,
                                   uint32_t milliseconds, bool *ret_timed_out)
{
    if (machine->sync_level > mutex->sync_level) {
        if (!aml_nt(machine))
            return ACPI_AML_MUTEX_ORDER;
        aml_log(machine->acpi, ACPI_LOG_WARNING, "Acquire: %s",
                acpi_status_text(ACPI_AML_MUTEX_ORDER));
        *ret_timed_out = true;
        return ACPI_OK;
    }
    bool mine = mutex->owner == machine->thread;
    bool got = take(machine->acpi, mutex, machine->thread, milliseconds);
    if (got && !mine) {
        mutex->object.refs++;
        mutex->object.flags |= CHAINED;
        mutex->level_before = machine->sync_level;
        mutex->below = machine->mutexes;
        machine->mutexes = mutex;
        machine->sync_level = mutex->sync_level;
    }
    *ret_timed_out = !got;
    return ACPI_OK;
}

/* Takes a mutex out of the machine's chain, wherever it stands, and sets it free. */
static void unchain(struct aml_machine *machine, struct aml_mutex **link)
{
    struct aml_mutex *mutex = *link;
    *link = mutex->below;
    mutex->below = NULL;
    mutex->object.flags &= (uint8_t)~CHAINED;
    set_free(machine->acpi, mutex);
    aml_object_drop(machine->acpi, &mutex->object);
}

static enum acpi_status release(struct aml_machine *machine, struct aml_mutex *mutex)
{
    if (mutex->owner == 0)
        return ACPI_AML_NOT_ACQUIRED;
    if (mutex->owner != machine->thread)
        return ACPI_AML_NOT_OWNER;
    struct aml_mutex **link = &machine->mutexes, *newer = NULL;
    for (; *link != NULL && *link != mutex; link = &newer->below)
        newer = *link;
    if (*link == NULL) { /* another machine's, or nobody's chain */
        if (mutex->depth == 1 && (mutex->object.flags & CHAINED) != 0)
            return ACPI_AML_NOT_OWNER;
        give(machine->acpi, mutex);
        return ACPI_OK;
    }
    if ((mutex->sync_level < machine->sync_level ||
         mutex->sync_level != machine->mutexes->sync_level) &&
        !aml_nt(machine))
        return ACPI_AML_MUTEX_ORDER;
    if (mutex->depth > 1) {
        mutex->depth--;
        return ACPI_OK;
    }
    /* Of one level any order will do: the level before goes to whoever is left. */
    if (newer != NULL)
        newer->level_before = mutex->level_before;
    else
        machine->sync_level = mutex->level_before;
    unchain(machine, link);
    if (aml_nt(machine))
        machine->sync_level = machine->mutexes != NULL ? machine->mutexes->sync_level : 0;
    return ACPI_OK;
}

enum acpi_status aml_mutex_release(struct aml_machine *machine, struct aml_mutex *mutex)
{
    enum acpi_status status = release(machine, mutex);
    if (status == ACPI_OK || !aml_nt(machine))
        return status;
    aml_log(machine->acpi, ACPI_LOG_WARNING, "Release: %s", acpi_status_text(status));
    return ACPI_OK; /* as Windows: firmware that releases what it has not is not punished */
}

void aml_mutexes_release(struct aml_machine *machine)
{
    while (machine->mutexes != NULL)
        unchain(machine, &machine->mutexes);
    machine->sync_level = 0;
}

enum acpi_status aml_method_enter(struct aml_machine *machine, struct aml_method *method)
{
    if (machine->sync_level > method->sync_level)
        return ACPI_AML_MUTEX_ORDER;
    if (method->mutex == NULL) {
        method->mutex = aml_new_object(machine->acpi, T_MUTEX, sizeof *method->mutex);
        if (method->mutex == NULL)
            return ACPI_NO_MEMORY;
    }
    if (!take(machine->acpi, method->mutex, machine->thread, AML_FOREVER))
        return ACPI_TIMEOUT;
    machine->sync_level = method->sync_level;
    return ACPI_OK;
}

void aml_method_leave(struct aml_machine *machine, struct aml_method *method)
{
    give(machine->acpi, method->mutex);
}

/* --- The global lock -------------------------------------------------------------------------- */

enum acpi_status aml_global_acquire(struct aml_machine *machine)
{
    struct acpi *acpi = machine->acpi;
    uint32_t patience = acpi->options.loop_milliseconds; /* more than a loop may run is for ever */
    if (acpi->global_lock == NULL || take(acpi, acpi->global_lock, machine->thread, patience))
        return ACPI_OK;
    return ACPI_TIMEOUT;
}

void aml_global_release(struct aml_machine *machine)
{
    if (machine->acpi->global_lock != NULL)
        give(machine->acpi, machine->acpi->global_lock);
}

void aml_global_init(struct acpi *acpi)
{
    struct acpi_table facs, fadt;
    uint32_t flags = 0;
    if (acpi_table_find(acpi->tables, "FACP", 0, &fadt) &&
        fadt.size >= offsetof(struct acpi_fadt, flags) + sizeof flags)
        memcpy(&flags, (const uint8_t *)fadt.at + offsetof(struct acpi_fadt, flags), sizeof flags);
    if ((flags & ACPI_FADT_HW_REDUCED_ACPI) != 0 ||
        !acpi_table_find(acpi->tables, "FACS", 0, &facs) ||
        facs.size < offsetof(struct acpi_facs, global_lock) + 4)
        return;
    uintptr_t at = (uintptr_t)facs.at + offsetof(struct acpi_facs, global_lock);
    if (facs.origin == ACPI_FROM_FADT && at % 4 == 0)
        acpi->facs_lock = (volatile uint32_t *)at; /* mapped for writing: ACPI_MAP_FACS */
}

enum acpi_status acpi_global_lock(struct acpi *acpi, uint32_t milliseconds)
{
    aml_enter(acpi);
    bool got = take(acpi, acpi->global_lock, aml_thread(acpi), milliseconds);
    aml_leave(acpi);
    return got ? ACPI_OK : ACPI_TIMEOUT;
}

enum acpi_status acpi_global_unlock(struct acpi *acpi)
{
    enum acpi_status status = ACPI_OK;
    aml_enter(acpi);
    struct aml_mutex *mutex = acpi->global_lock;
    if (mutex->owner == 0)
        status = ACPI_AML_NOT_ACQUIRED;
    else if (mutex->owner != aml_thread(acpi) ||
             (mutex->depth == 1 && (mutex->object.flags & CHAINED) != 0))
        status = ACPI_AML_NOT_OWNER;
    else
        give(acpi, mutex);
    aml_leave(acpi);
    return status;
}

void acpi_global_lock_released(struct acpi *acpi)
{
    aml_enter(acpi);
    wake(acpi);
    aml_leave(acpi);
}

/* --- Events ----------------------------------------------------------------------------------- */

enum acpi_status aml_event_wait(struct aml_machine *machine, struct aml_event *event,
                                uint32_t milliseconds, bool *ret_timed_out)
{
    struct acpi *acpi = machine->acpi;
    struct deadline deadline = deadline_in(acpi, milliseconds);
    bool got = true;
    event->object.refs++; /* while the lock is not held */
    while (got && event->signals == 0)
        got = wait_on(acpi, &deadline, UINT32_MAX);
    if (got)
        event->signals--;
    aml_object_drop(acpi, &event->object);
    *ret_timed_out = !got;
    return ACPI_OK;
}

void aml_event_signal(struct acpi *acpi, struct aml_event *event)
{
    if (event->signals != UINT32_MAX)
        event->signals++;
    wake(acpi);
}

void aml_event_reset(struct aml_event *event)
{
    event->signals = 0;
}
