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
    uint16_t info;         /* enum aml_operator */
    uint8_t have;          /* operands collected, of the kinds that info lists */
    uint8_t flags;         /* OP_... */
    uint32_t base;         /* its first operand in values[] */
    uint32_t rounds;       /* LOOP: how many; ELEMENTS: the next element */
    uint16_t status;       /* ERR: what went wrong */
    const uint8_t *at;     /* its first byte */
    const uint8_t *end;    /* where the innermost package ends that it stands in, or its own */
    uint64_t started;      /* WHILE, LOOP: the time at the first round */
    struct aml_node *node; /* READ, CALL, ANSWER: which; BLOCK: the scope to go back to, or NULL */
};

#define OP_TARGET  1  /* its result is wanted as the object itself, not as its value */
#define OP_MISSING 2  /* an operand has no value, since what makes it failed */
#define OP_VOID    32 /* an operand is of a method that returned nothing */
#define OP_FAILED  16 /* it failed while its operands were collected, which was told */
#define OP_IF      4  /* BLOCK of an If: an Else may follow */
#define OP_LAST    8  /* BLOCK of a Device or Scope: the table's code ends with it */

/* A method that runs, or the code of a table. */
struct aml_frame {
    struct aml_method *method; /* counted; NULL: the code of a table */
    struct aml_node *node;     /* what was called, for traces */
    struct aml_node *scope;    /* where names are looked up from */
    struct aml_node *owned;    /* names it made, gone when it ends */
    struct aml_block *block;   /* the table whose code this is; NULL: a method */
    uint32_t slots;            /* Arg0 in values[] */
    uint32_t op;               /* its BODY in ops[] */
    const uint8_t *code;       /* begin, for offsets in traces */
    const uint8_t *back;       /* where the caller goes on */
    uint8_t sync_level;        /* of the machine when it began */
};

struct aml_answer {
    struct aml_node *node;
    struct aml_value value;
    uint32_t op; /* the operator that wants it, in ops[] */
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
    struct aml_node *wanted; /* with AML_AGAIN */
    uint8_t answer_count;
    uint8_t sync_level;        /* the current one (19.6.87) */
    struct aml_mutex *mutexes; /* acquired, newest first */
    uint64_t thread;
    int64_t budget; /* steps left, negative: none */
};

/* The value of an object that an operator needs on its way: read at once, or AML_AGAIN (see above).
 * A value that the answers keep; not to be dropped. */
ACPI_MUST_CHECK enum acpi_status aml_want(struct aml_machine *, struct aml_node *,
                                          struct aml_value *ret_value);

/* For those who execute operators: the top operator is done and this is its result, which is taken
 * over. */
ACPI_MUST_CHECK enum acpi_status aml_finish(struct aml_machine *, struct aml_value result);

/* An operator of info on top of the stack; its first byte is at `at`. */
ACPI_MUST_CHECK enum acpi_status aml_push(struct aml_machine *, enum aml_operator,
                                          const uint8_t *at);

/* Takes the operators above `count` off, with what they hold; scopes are restored. */
void aml_pop_to(struct aml_machine *, uint32_t count);

/* Begins the method or table that the top operator CALL or BODY stands for. */
ACPI_MUST_CHECK enum acpi_status aml_begin_method(struct aml_machine *);
ACPI_MUST_CHECK enum acpi_status aml_begin_block(struct aml_machine *, struct aml_block *,
                                                 struct aml_node *scope);
/* Ends the newest method or table with this result. */
ACPI_MUST_CHECK enum acpi_status aml_return(struct aml_machine *, struct aml_value result);

/* Executes the top operator, whose operands are complete (execute.c). */
ACPI_MUST_CHECK enum acpi_status aml_execute(struct aml_machine *);

/* PkgLength (20.2.4) at the machine's place, as a number (in lists of fields it counts bits); and
 * where the package ends that it begins. */
ACPI_MUST_CHECK enum acpi_status aml_package_length(struct aml_machine *, uint32_t *ret_length);
ACPI_MUST_CHECK enum acpi_status aml_package_end(struct aml_machine *, const uint8_t **ret_end);

/* The value of an object: read from hardware if it is a field. What is no data comes as T_NODE. */
ACPI_MUST_CHECK enum acpi_status aml_read_node(struct aml_machine *, struct aml_node *,
                                               struct aml_value *ret_value);

/* The value of a T_FIELD or T_BUFFER_FIELD. */
ACPI_MUST_CHECK enum acpi_status aml_read_field(struct aml_machine *, const struct aml_value *,
                                                struct aml_value *ret_value);

static inline struct aml_frame *aml_frame(struct aml_machine *m)
{
    return &m->frames[m->frame_count - 1];
}

/* Local or argument of the newest method. */
static inline struct aml_value *aml_slot(struct aml_machine *m, uint32_t slot)
{
    return &m->values[aml_frame(m)->slots + slot];
}

/* What is wrong with a local or argument that has no value. */
static inline enum acpi_status aml_empty(uint32_t slot)
{
    return slot < SLOT_LOCALS ? ACPI_AML_UNINIT_ARG : ACPI_AML_UNINIT_LOCAL;
}

static inline bool aml_nt(const struct aml_machine *m)
{
    return m->acpi->options.policy == ACPI_POLICY_NT;
}

/* What an integer can hold. */
static inline uint64_t aml_width_mask(const struct aml_machine *m)
{
    return m->acpi->integer_size == 4 ? UINT32_MAX : UINT64_MAX;
}

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
