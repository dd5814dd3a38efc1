/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Operators that take values and give one: arithmetic, comparisons, conversions, strings, buffers,
 * packages. `v` are the operands, in the order of opcode.h; the result goes to the target among
 * them too. Shared by execute.c (which dispatches) and operate.c, data.c (which do).
 */
#pragma once
#include "aml/store.h"

ACPI_MUST_CHECK enum acpi_status aml_arithmetic(struct aml_machine *, enum aml_operator,
                                                const struct aml_value *v,
                                                struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_logic(struct aml_machine *, enum aml_operator,
                                           const struct aml_value *v, struct aml_value *ret_value);
/* < 0, 0, > 0: by the first byte that differs, then by length. */
int aml_order_bytes(struct acpi *, const struct aml_bytes *, const struct aml_bytes *);
ACPI_MUST_CHECK enum acpi_status aml_concatenate(struct aml_machine *, const struct aml_value *v,
                                                 struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_concatenate_resources(struct aml_machine *,
                                                           const struct aml_value *v,
                                                           struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_mid(struct aml_machine *, const struct aml_value *v,
                                         struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_to_string_operator(struct aml_machine *,
                                                        const struct aml_value *v,
                                                        struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_index(struct aml_machine *, const struct aml_value *v,
                                           struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_match(struct aml_machine *, const struct aml_value *v,
                                           struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_size_of(struct aml_machine *, const struct aml_value *v,
                                             struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_object_type(struct aml_machine *, const struct aml_value *v,
                                                 struct aml_value *ret_value);
