/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Fields whose value goes through a handler as a whole: SMBus, IPMI, GenericSerialBus, ... */
#pragma once
#include "aml/field.h"

/* Reads (value NULL) or writes such a field, under the global lock if `lock`. A write answers the
 * buffer that came back; ret_value may be NULL. */
ACPI_MUST_CHECK enum acpi_status aml_field_transfer(struct aml_machine *, struct aml_field *,
                                                    bool lock, const struct aml_value *value,
                                                    struct aml_value *ret_value);
