/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Methods that the interpreter itself answers. */
#pragma once
#include "aml/machine.h"

enum aml_native { NATIVE_NONE, NATIVE_OSI };

/* Runs one; ret_value is taken over. */
ACPI_MUST_CHECK enum acpi_status aml_native(struct aml_machine *, uint8_t native,
                                            const struct aml_value *args,
                                            struct aml_value *ret_value);
void aml_interfaces_free(struct acpi *);
