/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Operators that make names: what they declare belongs to the method or table that runs, and goes
 * with it. `v` are the operands; the machine stands behind them, at the rest of the operator's
 * package.
 */
#pragma once
#include "aml/store.h"

/* The NameString that an operand of kind K_NAME stands for. */
struct aml_name aml_operand_name(const struct aml_value *);

/* Makes a name at the place that a NameString of AML says. */
ACPI_MUST_CHECK enum acpi_status aml_declare(struct aml_machine *, const uint8_t *name,
                                             struct aml_node **ret_node);

/* Name, Alias, Method, Mutex, Event, OperationRegion, DataTableRegion, Field, IndexField,
 * BankField, CreateField and its kin. *ret_value: the region of an OperationRegion, not counted;
 * else untouched. */
ACPI_MUST_CHECK enum acpi_status aml_declaration(struct aml_machine *, enum aml_operator,
                                                 struct aml_value *v, struct aml_value *ret_value);

/* Scope, Device, Processor, PowerResource, ThermalZone: the scope that their block runs in. */
ACPI_MUST_CHECK enum acpi_status aml_declare_scope(struct aml_machine *, enum aml_operator,
                                                   const struct aml_value *v,
                                                   struct aml_node **ret_scope);
