/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Mutexes, events, the global lock. Waiting is one thing: host.wait() under the instance's lock,
 * until what was waited for is there or the time is over. Mutexes belong to threads, so that a
 * handler that evaluates may acquire what its caller holds.
 */
#pragma once
#include "aml/machine.h"

#define AML_FOREVER 0xFFFFu /* timeouts in milliseconds (19.6.2) */

/*
 * Acquires: counts up if this thread has it. *ret_timed_out: not acquired in time.
 * ACPI_AML_MUTEX_ORDER: its sync level is below the machine's current one.
 */
ACPI_MUST_CHECK enum acpi_status aml_mutex_acquire(struct aml_machine *, struct aml_mutex *,
                                                   uint32_t milliseconds, bool *ret_timed_out);
/* ACPI_AML_NOT_ACQUIRED, ACPI_AML_NOT_OWNER, ACPI_AML_MUTEX_ORDER: not the newest of its level. */
ACPI_MUST_CHECK enum acpi_status aml_mutex_release(struct aml_machine *, struct aml_mutex *);
/* Everything that an evaluation that ends still holds. */
void aml_mutexes_release(struct aml_machine *);

/* Serialized methods: their mutex, made at the first call; checks and sets the sync level, which
 * the machine restores itself. */
ACPI_MUST_CHECK enum acpi_status aml_method_enter(struct aml_machine *, struct aml_method *);
void aml_method_leave(struct aml_machine *, struct aml_method *);

ACPI_MUST_CHECK enum acpi_status aml_event_wait(struct aml_machine *, struct aml_event *,
                                                uint32_t milliseconds, bool *ret_timed_out);
void aml_event_signal(struct acpi *, struct aml_event *);
void aml_event_reset(struct aml_event *);

/* Around accesses to fields with the Lock rule. Nests. */
ACPI_MUST_CHECK enum acpi_status aml_global_acquire(struct aml_machine *);
void aml_global_release(struct aml_machine *);

/* Finds the word in the FACS, if there is one. */
void aml_global_init(struct acpi *);
