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
};

/* A few words in English, for logs; never NULL. */
const char *acpi_status_text(enum acpi_status);

#ifdef __cplusplus
}
#endif
