/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Definition blocks: which table an operator means, and loading one. */
#pragma once
#include "aml/store.h"

/* The table that three strings name: signature, OEM id, OEM table id; "" fits any. Only from
 * firmware's tables. ACPI_AML_STRING_LIMIT, ACPI_AML_TYPE, ACPI_BAD_SIGNATURE: not such strings;
 * ACPI_AML_NO_HANDLER: no such table. */
ACPI_MUST_CHECK enum acpi_status aml_find_table(struct aml_machine *, const struct aml_value *v,
                                                struct acpi_table *ret_table);

/* Asks the install hook, then makes a block; *ret_block NULL: the hook denied it. copy: the bytes
 * do not stay. */
ACPI_MUST_CHECK enum acpi_status aml_block_new(struct acpi *, struct acpi_table *, bool copy,
                                               struct aml_block **ret_block);

/* Load and LoadTable: begins the table's code, or gives 0. */
ACPI_MUST_CHECK enum acpi_status aml_load_operator(struct aml_machine *, const struct aml_value *v);
ACPI_MUST_CHECK enum acpi_status aml_load_table_operator(struct aml_machine *,
                                                         const struct aml_value *v);
/* LOADED: the table's code is at its end. */
ACPI_MUST_CHECK enum acpi_status aml_loaded(struct aml_machine *);

void aml_blocks_free(struct acpi *);
