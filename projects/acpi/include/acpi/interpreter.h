/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The AML interpreter: loads the definition blocks, evaluates their objects.
 *
 *     struct acpi *acpi;
 *     if (acpi_new(&tables, NULL, &acpi) == ACPI_OK && acpi_load(acpi) == ACPI_OK &&
 *         acpi_start(acpi) == ACPI_OK)
 *         ... acpi_eval(acpi, ...) ...
 *
 * Any number of instances can live side by side; nothing is global. Everything AML asks of the
 * world goes through struct acpi_host and the handlers of acpi/region.h.
 *
 * What firmware wrote is not believed: wrong AML ends the evaluation with a status and a line that
 * names method and offset (host.log), never the kernel. Memory, nesting, loops and
 * the work of each evaluation are bounded; no string or buffer is longer than 1 MiB, no package has
 * more than 65,536 elements.
 *
 * Thread safety: everything here may be called from any thread if the host has the lock callbacks,
 * from handlers too; never from interrupt code.
 */
#pragma once
#include "acpi/host.h"
#include "acpi/status.h"
#include "acpi/tables.h"
#include "acpi/value.h"

#ifdef __cplusplus
extern "C" {
#endif

struct acpi;

/* How stores and conversions behave where Windows and the specification differ. */
enum acpi_policy {
    ACPI_POLICY_NT,   /* as Windows does: what firmware was tested with */
    ACPI_POLICY_SPEC, /* as the specification and ACPICA do */
};

/* What is told when AML goes wrong. */
struct acpi_exception {
    enum acpi_status status;
    const char *name; /* as ACPICA spells it, "AE_AML_DIVIDE_BY_ZERO": what suites know */
    uint32_t code;    /* ACPICA's number for it */
    struct acpi_node_ref method; /* all zero: code outside any method */
    uint32_t offset; /* of the operator, in bytes from the begin of the method's code or table */
    uint16_t opcode; /* 0x5Bxx for the extended ones */
};

/* All zero: the defaults. */
struct acpi_options {
    enum acpi_policy policy;
    uint32_t loop_milliseconds; /* a While that runs longer ends in ACPI_AML_LOOP; 0: 30,000 */
    uint32_t loop_rounds;       /* likewise by rounds: for hosts without a clock; 0: no limit with a
                                   clock, 1,000,000 without */
    uint16_t call_depth;        /* methods that call each other; 0: 1024 */
    uint8_t integer_bits;       /* 32 or 64; 0: as the DSDT says (revision 1: 32) */
    /* Bytes taken from host.alloc at most, for everything together: beyond them AML is out of
     * memory (ACPI_NO_MEMORY). 0: 64 MiB; none of 64 real machines takes more than 1.4 MiB. */
    size_t heap_limit;
    /* Steps that one evaluation may take, or the code of one table: beyond them it ends in
     * ACPI_AML_WORK, whatever the exception hook says. A step is an operand, an operator, an access
     * to hardware, or 64 bytes of a long string; waiting costs nothing. 0: 2^28, some seconds
     * of a processor. A handler that evaluates begins anew. */
    uint64_t work;
    bool trace; /* log method calls and hardware accesses */

    /* Asked before an evaluation ends because of wrong AML. true: go on with the next operator, the
     * failed one having no value. NULL: evaluations end. Runs without the lock. */
    bool (*exception)(void *ctx, struct acpi *, const struct acpi_exception *);
    /* Evaluate \_ERR(code, name, thread) as ACPICA does, if there is such a method: its value 0
     * means go on. Asked before exception(). */
    bool err_method;
    /* Asked for every table before it is loaded: DSDT, SSDTs, by Load and LoadTable too. May put
     * another in its place by *table (which stays there until acpi_free); false: do not load it. */
    bool (*install)(void *ctx, struct acpi_table *table);
    void *ctx; /* of these */
};

/*
 * Makes an instance over `tables` (which stay valid until acpi_free; their host is used). The
 * namespace holds the predefined names only: \_SB_, \_GPE, \_PR_, \_TZ_, \_SI_, \_GL_, \_OS_,
 * \_OSI, \_REV. options NULL: the defaults.
 *
 *   ACPI_INVALID     the host lacks alloc or free, or has some of the thread callbacks only
 *   ACPI_NO_MEMORY
 */
ACPI_MUST_CHECK enum acpi_status acpi_new(struct acpi_tables *, const struct acpi_options *,
                                          struct acpi **ret_acpi);

/* Gives all memory and mappings back. No call may be under way. NULL is fine. */
void acpi_free(struct acpi *);

/*
 * Loads the DSDT, then the SSDTs and PSDTs: runs their code outside methods. A table whose code
 * fails half-way keeps what it declared before (as Windows does) and is told of in the log.
 *
 *   ACPI_NOT_FOUND   there is no DSDT, and no other definition block
 *   ACPI_AML_...     the first table that failed; all others are loaded all the same
 */
ACPI_MUST_CHECK enum acpi_status acpi_load(struct acpi *);

/* Loads one more definition block, whole with its header; the bytes stay there until acpi_free.
 * Otherwise as acpi_load() and the Load operator. */
ACPI_MUST_CHECK enum acpi_status acpi_load_table(struct acpi *, const void *at, size_t size);

/*
 * What an operating system does after the load: \_INI and \_SB_._INI, _REG for every address space
 * that has a handler, then _STA and _INI of every device from the top down; what _STA says is
 * neither present nor functional is left alone with all below it (6.5.1). Methods that fail are
 * told of in the log, and counted. ret_report may be NULL.
 *
 *   ACPI_INVALID   it has run already
 */
struct acpi_start_report {
    uint32_t devices, present, ini, reg; /* devices seen, present ones, methods evaluated */
    uint32_t failed;                     /* methods that failed */
    enum acpi_status first;              /* the first failure */
};
ACPI_MUST_CHECK enum acpi_status acpi_start(struct acpi *, struct acpi_start_report *ret_report);

/*
 * Evaluates the object at `path` below `scope`, exactly there: a device without _CRS does not
 * answer with its parent's. Runs it if it is a method, otherwise reads it. path "" or NULL: the
 * scope itself. `args`: n (0 to 7) of INTEGER, STRING, BUFFER, PACKAGE or REFERENCE.
 *
 * The value's bytes are laid into the arena; NULL: only values without bytes are taken. If it is
 * too small, the method is not run again: the result waits, for the thread's next
 * acpi_result_take(). ret_value may be NULL: the value is dropped.
 *
 *   ACPI_NOT_FOUND   no such object
 *   ACPI_STALE       the scope is gone
 *   ACPI_AML_...     what went wrong inside; the log has the place
 *   ACPI_TOO_SMALL   *ret_needed bytes of arena (ret_needed may be NULL)
 *   ACPI_INVALID     a path that is none, too many arguments, a type that cannot be passed
 */
ACPI_MUST_CHECK enum acpi_status acpi_eval(struct acpi *, struct acpi_node_ref scope,
                                           const char *path, const struct acpi_value *args,
                                           size_t n, struct acpi_arena *,
                                           struct acpi_value *ret_value, size_t *ret_needed);

/* The result that ACPI_TOO_SMALL left, into a bigger arena. ACPI_NOT_FOUND: none is waiting. The
 * next evaluation of the same thread drops it. */
ACPI_MUST_CHECK enum acpi_status acpi_result_take(struct acpi *, struct acpi_arena *,
                                                  struct acpi_value *ret_value, size_t *ret_needed);

/* As acpi_eval(), for what should be an integer: converts a buffer or a string as NT does.
 * ACPI_WRONG_TYPE: it is something else. */
ACPI_MUST_CHECK enum acpi_status acpi_eval_integer(struct acpi *, struct acpi_node_ref scope,
                                                   const char *path, uint64_t *ret_value);

/* Numbers for logs and tests. */
struct acpi_usage {
    size_t heap, heap_peak;  /* bytes taken from host.alloc */
    uint64_t allocations;    /* calls of host.alloc */
    uint64_t operators;      /* AML operators executed */
    uint32_t nodes, objects; /* alive */
    uint32_t tables;         /* definition blocks loaded */
};
struct acpi_usage acpi_usage(struct acpi *);

/*
 * Answers of \_OSI: interfaces beyond the built-in list of Windows versions ("Windows 2000" to
 * "Windows 2022") can be added, and any removed. The text must stay valid until acpi_free.
 */
ACPI_MUST_CHECK enum acpi_status acpi_interface_add(struct acpi *, const char *name);
ACPI_MUST_CHECK enum acpi_status acpi_interface_remove(struct acpi *, const char *name);

/* Called, without the lock, for each Notify on a device, processor or thermal zone (19.6.94). One
 * per instance; NULL: none. */
typedef void acpi_notify_fn(void *ctx, struct acpi *, struct acpi_node_ref, uint64_t value);
void acpi_notify_set(struct acpi *, acpi_notify_fn *, void *ctx);

#ifdef __cplusplus
}
#endif
