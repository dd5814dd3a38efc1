/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * When AML goes wrong: what is told, and whether and where the machine goes on.
 *
 * In a method an error ends the evaluation, unless the host's exception hook or \_ERR says to go
 * on. In the code of a table the statement is skipped and the next one runs, as other systems do:
 * one missing name must not cost a machine all its devices.
 */
#pragma once
#include "aml/machine.h"

/* The top operator failed, executing or collecting an operand. ACPI_OK: go on; else: the evaluation
 * ends. */
ACPI_MUST_CHECK enum acpi_status aml_trouble(struct aml_machine *, enum acpi_status);

/* The top operator ERR has what \_ERR answered. */
ACPI_MUST_CHECK enum acpi_status aml_err_answered(struct aml_machine *);

/* Does \_ERR run, or what it called? */
bool aml_in_err(const struct aml_machine *);

/* Leaves the newest frame without a result. */
void aml_frame_abandon(struct aml_machine *);

/* The names and numbers that ACPICA and its suites use. */
const char *aml_exception_name(enum acpi_status, uint32_t *ret_code);

/* The top operator was told of already: it has no value, and what wants it goes on. */
ACPI_MUST_CHECK enum acpi_status aml_pass(struct aml_machine *);
