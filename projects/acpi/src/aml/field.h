/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Fields: bits of regions, through banks and index/data pairs (19.6.48, .7, .64).
 *
 * What one Field(), BankField() or IndexField() declares stands once in a group; its fields point
 * to it.
 */
#pragma once
#include "aml/region.h"

#define T_FIELD_GROUP ((enum aml_tag)30) /* kind of an object only */

enum aml_group_kind { GROUP_REGION, GROUP_BANK, GROUP_INDEX };

struct aml_field_group {
    struct aml_object object;
    uint8_t kind;                 /* enum aml_group_kind */
    struct aml_region *region;    /* REGION, BANK */
    struct aml_field *index;      /* INDEX: the index register; BANK: the bank register */
    struct aml_field *data;       /* INDEX */
    uint64_t bank;                /* BANK: written to the bank register first */
    struct aml_bytes *connection; /* resource descriptor of Connection(); NULL: none */
    uint32_t
        connection_bit; /* bit offset at which the connection began: GPIO pins count from there */
};

struct aml_field {
    struct aml_object object;
    struct aml_field_group *group;
    uint32_t bit_offset, bit_count;
    uint8_t flags;                       /* FieldFlags: access type 0-3, lock 4, update rule 5-6 */
    uint8_t attribute, attribute_length; /* AccessField, ExtendedAccessField */
};

/*
 * Reads a field: an integer if it fits in one, a buffer otherwise. Writes one: the value is an
 * integer, buffer or string, taken as bits from the lowest; what is missing is zero. Both may
 * answer AML_AGAIN (see aml_region_ready()) before the first access. `ret_value` of a write is
 * NULL, or gets the buffer that a transferring space answers.
 */
ACPI_MUST_CHECK enum acpi_status aml_field_read(struct aml_machine *, struct aml_field *,
                                                struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_field_write(struct aml_machine *, struct aml_field *,
                                                 const struct aml_value *,
                                                 struct aml_value *ret_value);

/* The same for bits of a buffer or string. Integers if they fit and were not made by CreateField.
 */
ACPI_MUST_CHECK enum acpi_status aml_buffer_field_read(struct acpi *, struct aml_buffer_field *,
                                                       struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_buffer_field_write(struct acpi *, struct aml_buffer_field *,
                                                        const struct aml_value *);

/* Copies `count` bits, source and target starting at any bit. The only place that shifts bits. */
void aml_bits_copy(uint8_t *to, uint64_t to_bit, const uint8_t *from, uint64_t from_bit,
                   uint64_t count);
