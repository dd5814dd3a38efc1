/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One interpreter: what all rooms share. Everything in it is guarded by the instance's lock
 * (host.lock), which every public function takes and which machines hold while they run; it is
 * released around what may take long or call back: aml_leave() and aml_enter().
 */
#pragma once
#include "acpi/interpreter.h"
#include "aml/node.h"

struct aml_handler; /* region.c */

struct aml_interface { /* osi.c */
    struct aml_interface *next;
    const char *name;
    bool removed;
};

/* A definition block that was loaded. */
struct aml_block {
    struct aml_block *next;
    const uint8_t *at; /* header included */
    uint32_t size;
    uint32_t handle;         /* what Load and LoadTable answer; from 1 */
    struct aml_node *owned;  /* nodes its code made */
    enum acpi_status status; /* why its code ended before its end */
    bool copied;             /* the bytes are of this heap */
};

/* What a name at a place in AML means, seen from a scope, as long as the namespace keeps its shape.
 */
#define AML_NAMES 64
struct aml_known_name {
    const uint8_t *at;
    struct aml_node *scope, *node;
    uint32_t shape;
    uint16_t size;
};

/* A result that did not fit into the caller's arena. */
struct aml_waiting {
    struct aml_waiting *next;
    uint64_t thread;
    struct aml_value value;
};

struct acpi {
    struct acpi_host host;
    struct acpi_options options; /* defaults filled in */
    struct acpi_tables *tables;
    struct aml_heap heap;
    uint32_t objects, node_count;
    uint64_t operators;
    int64_t *budget; /* steps left to the machine that runs; without one: nobody's */
    int64_t nobodys;
    uint8_t integer_size; /* 4 or 8 bytes: by the DSDT's revision */
    bool started;         /* acpi_start() has run: _REG is told at once */

    /* node.c */
    struct aml_node *root;
    struct aml_node **buckets;   /* 1 << bucket_bits */
    struct aml_node *free_nodes; /* chained through `next`; they keep their generation */
    uint8_t bucket_bits;
    uint32_t shape; /* counts nodes made and removed */
    struct aml_known_name names[AML_NAMES];

    struct aml_block *blocks; /* newest first */
    uint32_t block_count;

    struct aml_machine *machines; /* idle ones, to be used again */
    struct aml_waiting *waiting;
    struct aml_handler *handlers;  /* region.c */
    struct aml_mutex *global_lock; /* \_GL_ */
    volatile uint32_t *facs_lock;  /* the word in the FACS; NULL: there is none */
    struct aml_interface *interfaces;
    acpi_notify_fn *notify;
    void *notify_ctx;
    uint64_t ticks; /* Timer of hosts without a clock */
};

/* Who calls, for mutexes: never 0. */
static inline uint64_t aml_thread(const struct acpi *acpi)
{
    return acpi->host.thread != NULL ? acpi->host.thread(acpi->host.ctx) : 1;
}

static inline void aml_enter(struct acpi *acpi)
{
    if (acpi->host.lock != NULL)
        acpi->host.lock(acpi->host.ctx);
}

static inline void aml_leave(struct acpi *acpi)
{
    if (acpi->host.unlock != NULL)
        acpi->host.unlock(acpi->host.ctx);
}

/* What an operator does beyond its own step is paid for: `bytes` looked at or written. Whoever pays
 * too much is stopped before the next step. */
static inline void aml_pay(struct acpi *acpi, size_t bytes)
{
    *acpi->budget -= (int64_t)(bytes / 64);
}

/* Time in milliseconds, for limits; without a clock it stands still. */
static inline uint64_t aml_now(const struct acpi *acpi)
{
    return acpi->host.now != NULL ? acpi->host.now(acpi->host.ctx) / 1000000 : 0;
}

/* Lines for the host. Format: %s text, %u uint32_t, %x uint64_t in hex, %n node path, %N four
 * bytes (a name segment), %a struct aml_name. No more. */
void aml_log(struct acpi *, enum acpi_log, const char *format, ...);

/* Values for the outside and from it (marshal.c). */
ACPI_MUST_CHECK enum acpi_status aml_from_public(struct acpi *, const struct acpi_value *,
                                                 struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_to_public(struct acpi *, const struct aml_value *,
                                               struct acpi_arena *, struct acpi_value *ret_value,
                                               size_t *ret_needed);

/* Evaluates with the lock held, from outside any machine (eval.c); a value that must be dropped. */
ACPI_MUST_CHECK enum acpi_status aml_evaluate(struct acpi *, struct aml_node *,
                                              struct aml_value *args, size_t n,
                                              struct aml_value *ret_value);
