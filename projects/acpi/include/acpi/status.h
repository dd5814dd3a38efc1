/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a function of this library can answer: 0 is success, and a status must be looked at.
 *
 * Thread safety: plain data.
 */
#pragma once
#include <stdint.h>

#define ACPI_MUST_CHECK __attribute__((warn_unused_result))

#ifdef __cplusplus
extern "C" {
#endif

enum acpi_status {
    ACPI_OK = 0,
    ACPI_NOT_FOUND,     /* no such thing */
    ACPI_NOT_MAPPED,    /* the host's map() returned NULL, or the address range wraps around */
    ACPI_BAD_SIGNATURE, /* these bytes are not the table they should be */
    ACPI_BAD_LENGTH,    /* a length is too small for its structure, or leads outside */
    ACPI_BAD_CHECKSUM,  /* bytes do not add up to zero */
    ACPI_TOO_MANY,      /* the caller's storage is full */
    ACPI_DENIED,        /* acpi_table_deny() hid it */
    ACPI_CHANGED,       /* what an iterator walks has changed under it: begin again */
    ACPI_INVALID,       /* an argument makes no sense (programmer's error) */

    /* Of the interpreter's functions. */
    ACPI_NO_MEMORY,   /* the host's alloc() returned NULL */
    ACPI_TOO_SMALL,   /* the caller's storage is too small: ret_needed says how much it takes */
    ACPI_UNSUPPORTED, /* a feature of the specification that this library lacks */
    ACPI_STALE,       /* the node is gone that a reference named */
    ACPI_WRONG_TYPE,  /* the object is not of the type that was asked for */
    ACPI_TIMEOUT,     /* waited as long as allowed */

    /* What can be wrong with AML, or with the firmware that wrote it. */
    ACPI_AML_BAD_OPCODE,     /* no such operator, or not here */
    ACPI_AML_BAD_CODE,       /* a length leads outside, a name has wrong characters */
    ACPI_AML_NOT_FOUND,      /* a name is not in the namespace */
    ACPI_AML_EXISTS,         /* a name is declared that exists */
    ACPI_AML_TYPE,           /* an operand has a type that the operator does not take */
    ACPI_AML_VALUE,          /* an operand has a value that the operator does not take */
    ACPI_AML_TARGET,         /* a store to what cannot be stored to */
    ACPI_AML_UNINIT_LOCAL,   /* a local without a value is read; NT: what has no value is used */
    ACPI_AML_UNINIT_ARG,     /* an argument without a value is read */
    ACPI_AML_UNINIT_ELEMENT, /* a package element without a value is read */
    ACPI_AML_UNINIT_NAME,    /* a named object without a value is read */
    ACPI_AML_NO_RETURN,      /* a method that returned nothing stands where a value is needed */
    ACPI_AML_NO_OPERAND,     /* an operand has no value, since what should make it failed */
    ACPI_AML_OVERFLOW,       /* a number does not fit (BCD) */
    ACPI_AML_DIVIDE,         /* division by zero */
    ACPI_AML_BUFFER_LIMIT,   /* outside a buffer */
    ACPI_AML_PACKAGE_LIMIT,  /* outside a package */
    ACPI_AML_STRING_LIMIT,   /* outside a string, or longer than allowed */
    ACPI_AML_REGION_LIMIT,   /* outside an operation region */
    ACPI_AML_NO_HANDLER,     /* no handler for the address space */
    ACPI_AML_ACCESS,         /* the hardware access failed */
    ACPI_AML_SPACE,          /* not an address space */
    ACPI_AML_NOT_OWNER,      /* a mutex is released by a thread that does not own it */
    ACPI_AML_MUTEX_ORDER,    /* the sync level is lower than the current one */
    ACPI_AML_NOT_ACQUIRED,   /* a mutex is released that nobody owns */
    ACPI_AML_CALL_DEPTH,     /* methods call each other deeper than the limit */
    ACPI_AML_LOOP,           /* a While ran longer than the limit */
    ACPI_AML_WORK,           /* the evaluation took more steps than options.work allows */
    ACPI_AML_CIRCULAR,       /* references that lead to themselves */
    ACPI_AML_NO_LOOP,        /* Break or Continue outside a While */
    ACPI_AML_RESOURCE,       /* a buffer that should hold resource descriptors does not */
    ACPI_AML_ARGUMENTS,      /* fewer or more arguments than the method takes */
    ACPI_AML_TABLE,          /* a table that cannot be loaded */
    ACPI_AML_FATAL,          /* the Fatal operator */
    ACPI_AML_LIMIT,          /* nesting, sizes: a limit of this library */
};

/* A few words in English, for logs; never NULL. */
const char *acpi_status_text(enum acpi_status);

#ifdef __cplusplus
}
#endif
