/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Words for the statuses. One string with offsets would save a few bytes and no one would read it.
 */
#include "acpi/status.h"

const char *acpi_status_text(enum acpi_status status)
{
    switch (status) {
    case ACPI_OK:
        return "ok";
    case ACPI_NOT_FOUND:
        return "not found";
    case ACPI_NOT_MAPPED:
        return "cannot be mapped";
    case ACPI_BAD_SIGNATURE:
        return "wrong signature";
    case ACPI_BAD_LENGTH:
        return "wrong length";
    case ACPI_BAD_CHECKSUM:
        return "wrong checksum";
    case ACPI_TOO_MANY:
        return "too many";
    case ACPI_DENIED:
        return "denied";
    case ACPI_CHANGED:
        return "changed while it was walked";
    case ACPI_INVALID:
        return "invalid argument";
    }
    return "unknown status";
}
