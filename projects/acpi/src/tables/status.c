/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Words for the statuses, in the order of enum acpi_status: one string, since a table of pointers
 * would need relocations and twice the room.
 */
#include "acpi/status.h"

static const char words[] = {
    // clang-format off
    "ok\0"                                  /* ACPI_OK */
    "not found\0"                           /* ACPI_NOT_FOUND */
    "cannot be mapped\0"                    /* ACPI_NOT_MAPPED */
    "wrong signature\0"                     /* ACPI_BAD_SIGNATURE */
    "wrong length\0"                        /* ACPI_BAD_LENGTH */
    "wrong checksum\0"                      /* ACPI_BAD_CHECKSUM */
    "too many\0"                            /* ACPI_TOO_MANY */
    "denied\0"                              /* ACPI_DENIED */
    "changed while it was walked\0"         /* ACPI_CHANGED */
    "invalid argument\0"                    /* ACPI_INVALID */
    "out of memory\0"                       /* ACPI_NO_MEMORY */
    "storage too small\0"                   /* ACPI_TOO_SMALL */
    "not supported\0"                       /* ACPI_UNSUPPORTED */
    "the object is gone\0"                  /* ACPI_STALE */
    "wrong type of object\0"                /* ACPI_WRONG_TYPE */
    "timed out\0"                           /* ACPI_TIMEOUT */
    "bad opcode\0"                          /* ACPI_AML_BAD_OPCODE */
    "bad AML\0"                             /* ACPI_AML_BAD_CODE */
    "name not found\0"                      /* ACPI_AML_NOT_FOUND */
    "name exists already\0"                 /* ACPI_AML_EXISTS */
    "wrong type of operand\0"               /* ACPI_AML_TYPE */
    "wrong value of operand\0"              /* ACPI_AML_VALUE */
    "cannot be stored to\0"                 /* ACPI_AML_TARGET */
    "local without a value\0"               /* ACPI_AML_UNINIT_LOCAL */
    "argument without a value\0"            /* ACPI_AML_UNINIT_ARG */
    "package element without a value\0"     /* ACPI_AML_UNINIT_ELEMENT */
    "named object without a value\0"        /* ACPI_AML_UNINIT_NAME */
    "method returned no value\0"            /* ACPI_AML_NO_RETURN */
    "operand without a value\0"             /* ACPI_AML_NO_OPERAND */
    "number does not fit\0"                 /* ACPI_AML_OVERFLOW */
    "division by zero\0"                    /* ACPI_AML_DIVIDE */
    "outside the buffer\0"                  /* ACPI_AML_BUFFER_LIMIT */
    "outside the package\0"                 /* ACPI_AML_PACKAGE_LIMIT */
    "outside the string\0"                  /* ACPI_AML_STRING_LIMIT */
    "outside the operation region\0"        /* ACPI_AML_REGION_LIMIT */
    "no handler for the address space\0"    /* ACPI_AML_NO_HANDLER */
    "hardware access failed\0"              /* ACPI_AML_ACCESS */
    "no such address space\0"               /* ACPI_AML_SPACE */
    "mutex owned by another thread\0"       /* ACPI_AML_NOT_OWNER */
    "mutex out of order\0"                  /* ACPI_AML_MUTEX_ORDER */
    "mutex is not acquired\0"               /* ACPI_AML_NOT_ACQUIRED */
    "methods nest too deep\0"               /* ACPI_AML_CALL_DEPTH */
    "loop ran too long\0"                   /* ACPI_AML_LOOP */
    "evaluation took too many steps\0"      /* ACPI_AML_WORK */
    "circular reference\0"                  /* ACPI_AML_CIRCULAR */
    "Break or Continue outside a loop\0"    /* ACPI_AML_NO_LOOP */
    "bad resource descriptors\0"            /* ACPI_AML_RESOURCE */
    "wrong number of arguments\0"           /* ACPI_AML_ARGUMENTS */
    "table cannot be loaded\0"              /* ACPI_AML_TABLE */
    "Fatal operator\0"                      /* ACPI_AML_FATAL */
    "limit of the interpreter\0"            /* ACPI_AML_LIMIT */
    // clang-format on
};

const char *acpi_status_text(enum acpi_status status)
{
    const char *word = words;
    for (unsigned i = 0; i != (unsigned)status; i++, word++) {
        while (*word != '\0')
            word++;
        if (word + 1 >= words + sizeof words - 1)
            return "unknown status";
    }
    return word;
}
