/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Places and references: where targets lead, what stores do there (19.3.5.8, and Windows).
 *
 * A place is where a value is kept: a slot (of a method, a node, a package, a cell), or one byte of
 * a string or buffer. References are values that lead to places; the bottom is the place at the end
 * of a chain of them.
 */
#pragma once
#include "aml/convert.h"

struct aml_place {
    struct aml_value *slot;  /* boxes opened; NULL: a byte */
    struct aml_bytes *bytes; /* its byte `index` */
    uint32_t index;
    struct aml_node *node; /* whose slot it is, if it is a node's */
};

/* Flag of T_INDEX and T_NODE: RefOf() made it a reference; else an index into bytes is a mere
 * value, and a node an object that was passed. */
#define V_REF_OF 1

bool aml_is_reference(const struct aml_value *);

/* Where a target or reference leads, one step. false: nowhere (T_NOWHERE, T_DEBUG, gone, no
 * reference). */
bool aml_place_of(struct aml_machine *, const struct aml_value *, struct aml_place *ret_place);

/* Goes on from a place that holds a reference, to the bottom. ACPI_AML_CIRCULAR;
 * ACPI_AML_NOT_FOUND: a name in a package that does not exist. */
ACPI_MUST_CHECK enum acpi_status aml_bottom(struct aml_machine *, struct aml_place *);

/* The value of a place: fields are read. */
ACPI_MUST_CHECK enum acpi_status aml_place_read(struct aml_machine *, const struct aml_place *,
                                                struct aml_value *ret_value);

/* Store(value, target). ret_answer: NULL, or what a field of a transferring space answers. */
ACPI_MUST_CHECK enum acpi_status aml_store(struct aml_machine *, const struct aml_value *target,
                                           const struct aml_value *, struct aml_value *ret_answer);
/* Results of ToInteger and its kin, which names take as they are under SPEC. */
ACPI_MUST_CHECK enum acpi_status aml_store_fixed(struct aml_machine *,
                                                 const struct aml_value *target,
                                                 const struct aml_value *);
ACPI_MUST_CHECK enum acpi_status aml_copy_object(struct aml_machine *,
                                                 const struct aml_value *target,
                                                 const struct aml_value *);

/* RefOf. */
ACPI_MUST_CHECK enum acpi_status aml_ref_of(struct aml_machine *, const struct aml_value *target,
                                            struct aml_value *ret_value);
/* DerefOf; `itself`: the place is wanted, as a target. */
ACPI_MUST_CHECK enum acpi_status aml_deref_of(struct aml_machine *, const struct aml_value *,
                                              bool itself, struct aml_value *ret_value);
/* What an operator that asks about an object sees: the bottom, nothing read. The value is not kept.
 */
ACPI_MUST_CHECK enum acpi_status aml_look_at(struct aml_machine *, const struct aml_value *target,
                                             struct aml_value *ret_value);
/* Increment, Decrement. */
ACPI_MUST_CHECK enum acpi_status aml_step(struct aml_machine *, const struct aml_value *target,
                                          uint64_t by, struct aml_value *ret_value);
