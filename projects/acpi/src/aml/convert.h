/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Conversions between integers, strings and buffers (19.3.5), as the policy has them.
 *
 * NT sees a value as its bytes (aml_bytes_of) wherever something is stored; the specification
 * converts by type. Operands are converted alike under both, since firmware cannot rely on the
 * difference.
 */
#pragma once
#include "aml/machine.h"

/* A value as bytes: those of an integer stand in the value itself, of a string without its NUL.
 * false: it has none. */
static inline bool aml_bytes_of(const struct acpi *acpi, const struct aml_value *v,
                                const uint8_t **ret_at, size_t *ret_size)
{
    if (v->tag == T_INTEGER) {
        *ret_at = (const uint8_t *)&v->integer;
        *ret_size = acpi->integer_size;
        return true;
    }
    if (v->tag != T_STRING && v->tag != T_BUFFER)
        return false;
    *ret_at = v->bytes->data;
    *ret_size = v->bytes->size;
    return true;
}

/* An operand as an integer. Strings are hexadecimal, of buffers the first 4 or 8 bytes count. */
ACPI_MUST_CHECK enum acpi_status aml_to_integer(const struct aml_machine *,
                                                const struct aml_value *, uint64_t *ret_integer);

/* An operand as a buffer or string; a new value, or the same once more. */
ACPI_MUST_CHECK enum acpi_status aml_to_buffer(struct aml_machine *, const struct aml_value *,
                                               struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_to_string(struct aml_machine *, const struct aml_value *,
                                               struct aml_value *ret_value);

/* ToInteger, ToHexString, ToDecimalString: `base` 16 or 10. */
ACPI_MUST_CHECK enum acpi_status aml_explicit_integer(struct aml_machine *,
                                                      const struct aml_value *,
                                                      struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_explicit_string(struct aml_machine *, const struct aml_value *,
                                                     unsigned base, struct aml_value *ret_value);

/* Digits of a number, upper case, no prefix; at least `least` of them. Returns how many. */
size_t aml_digits(char *to, uint64_t number, unsigned base, unsigned least);

/* The bytes of a buffer as text, two digits or a decimal number each, `between` in between; a new
 * string. */
ACPI_MUST_CHECK enum acpi_status aml_bytes_text(struct acpi *, const uint8_t *at, size_t size,
                                                unsigned base, char between,
                                                struct aml_value *ret_value);
