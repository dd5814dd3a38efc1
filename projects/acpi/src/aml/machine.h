/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The machine: one evaluation under way. It knows operators, not hardware.
 *
 * AML is already a compact prefix code: every operator says how many operands follow, of which
 * kinds. So the machine runs the bytes themselves, with two stacks of its own and no recursion:
 *
 *     ops     what is begun: operators that still collect operands, blocks, loops, calls
 *     values  operands in the order they came; the slots of methods (arguments, locals) too
 *
 * An operator whose operands are complete is executed (execute.c and the files it dispatches to),
 * takes its operands off and leaves its result. One that needs a method's value on the way (a
 * region that must ask _ADR) answers AML_AGAIN after aml_want(): the method runs, then the operator
 * is executed again, from its beginning, with the answer at hand. So such an operator changes
 * nothing before it has all answers.
 */
#pragma once
#include "aml/instance.h"
#include "aml/opcode.h"

/* Of functions inside the interpreter only: see above. */
#define AML_AGAIN ((enum acpi_status)0x100)

#define AML_ANSWERS 16 /* values one operator may want */

/* Something begun. */
struct aml_op {
    uint16_t info;      /* index into the operators (opcode.h) */
    uint8_t have, want; /* operands: values, numbers, lengths */
    uint8_t flags;      /* OP_... */
    uint32_t base;      /* its first operand in values[] */
    const uint8_t *at;  /* its first byte */
    const uint8_t *end; /* of its package, for operators that have a length */
    uint64_t started;   /* While: the time; its rounds are counted in `rounds` */
    uint32_t rounds;
    struct aml_node *node; /* call: what is called; Scope, Device...: the scope to go back to */
};

/* A method that runs (or the code of a table, or of the caller). */
struct aml_frame {
    struct aml_method *method; /* counted; NULL: code of a table */
    struct aml_node *node;     /* what was called, for traces */
    struct aml_node *scope;    /* where names are looked up from */
    struct aml_node *owned;    /* names it made, gone when it ends */
    struct aml_block *block;   /* the table whose code this is; NULL: a method */
    uint32_t slots;            /* Arg0 in values[] */
    uint32_t op;               /* its call in ops[] */
    const uint8_t *code;       /* begin, for offsets in traces */
    const uint8_t *back;       /* where the caller goes on */
    struct aml_mutex *mutexes; /* of the machine, when it began */
    uint8_t sync_level;        /* likewise */
};

struct aml_answer {
    struct aml_node *node;
    struct aml_value value;
};

struct aml_machine {
    struct acpi *acpi;
    struct aml_machine *next; /* while idle */
    const uint8_t *pc, *end;  /* next byte; end of the innermost package */
    struct aml_op *ops;
    struct aml_value *values;
    struct aml_frame *frames;
    uint32_t op_count, op_room;
    uint32_t value_count, value_room;
    uint32_t frame_count, frame_room;
    struct aml_answer answers[AML_ANSWERS];
    uint8_t answer_count;
    uint8_t sync_level;        /* of the newest mutex */
    struct aml_mutex *mutexes; /* acquired, newest first */
    uint64_t thread;
    struct aml_value result;
};

/* The value of an object that an operator needs on its way: read at once, or AML_AGAIN (see above).
 * A value that the answers keep; not to be dropped. */
ACPI_MUST_CHECK enum acpi_status aml_want(struct aml_machine *, struct aml_node *,
                                          struct aml_value *ret_value);

/* An idle machine, and back. NULL: no memory. */
struct aml_machine *aml_machine_new(struct acpi *);
void aml_machine_done(struct acpi *, struct aml_machine *);
void aml_machines_free(struct acpi *);

/* Runs a method or reads an object; args are taken over. */
ACPI_MUST_CHECK enum acpi_status aml_machine_call(struct aml_machine *, struct aml_node *,
                                                  struct aml_value *args, size_t n,
                                                  struct aml_value *ret_value);
/* Runs the code of a table at a scope. */
ACPI_MUST_CHECK enum acpi_status aml_machine_load(struct aml_machine *, struct aml_block *,
                                                  struct aml_node *scope);
