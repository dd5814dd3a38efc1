/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Arithmetic and logic (19.6): integers of 32 or 64 bits, and comparisons of what has bytes. */
#include "aml/operate.h"

#include "tables/bytes.h"

static enum acpi_status two_integers(const struct aml_machine *m, const struct aml_value *v,
                                     uint64_t n[2])
{
    enum acpi_status status = aml_to_integer(m, &v[0], &n[0]);
    return status == ACPI_OK ? aml_to_integer(m, &v[1], &n[1]) : status;
}

/* The position of the highest or lowest set bit, counted from 1; 0: none. */
static uint64_t find_bit(uint64_t n, bool highest)
{
    if (n == 0)
        return 0;
    return (uint64_t)(highest ? 63 - __builtin_clzll(n) : __builtin_ctzll(n)) + 1;
}

static enum acpi_status from_bcd(const struct aml_machine *m, uint64_t n, uint64_t *ret_n)
{
    uint64_t result = 0, worth = 1;
    for (unsigned i = 0; i < 16; i++, worth *= 10) {
        uint64_t nibble = n >> (4 * i) & 15;
        if (nibble > 9 && !aml_nt(m))
            return ACPI_AML_OVERFLOW;
        result += nibble * worth;
    }
    *ret_n = result;
    return ACPI_OK;
}

static enum acpi_status to_bcd(const struct aml_machine *m, uint64_t n, uint64_t *ret_n)
{
    uint64_t result = 0;
    unsigned nibbles = 2u * m->acpi->integer_size;
    for (unsigned i = 0; i < nibbles; i++, n /= 10)
        result |= n % 10 << (4 * i);
    if (n != 0 && !aml_nt(m))
        return ACPI_AML_OVERFLOW;
    *ret_n = result;
    return ACPI_OK;
}

static enum acpi_status divide(struct aml_machine *m, const struct aml_value *v,
                               const uint64_t n[2], struct aml_value *ret_value)
{
    if (n[1] == 0)
        return ACPI_AML_DIVIDE;
    struct aml_value remainder = aml_integer(n[0] % n[1]);
    *ret_value = aml_integer(n[0] / n[1]);
    enum acpi_status status = aml_store(m, &v[2], &remainder, NULL);
    return status == ACPI_OK ? aml_store(m, &v[3], ret_value, NULL) : status;
}

/* Operators of one operand and a target. */
static enum acpi_status unary(struct aml_machine *m, enum aml_operator info,
                              const struct aml_value *v, struct aml_value *ret_value)
{
    uint64_t n;
    enum acpi_status status = aml_to_integer(m, &v[0], &n);
    if (status != ACPI_OK)
        return status;
    switch (info) {
    case AML_NOT:
        n = ~n & aml_width_mask(m);
        break;
    case AML_FIND_LEFT:
        n = find_bit(n, true);
        break;
    case AML_FIND_RIGHT:
        n = find_bit(n, false);
        break;
    case AML_FROM_BCD:
        status = from_bcd(m, n, &n);
        break;
    default: /* AML_TO_BCD */
        status = to_bcd(m, n, &n);
        break;
    }
    if (status != ACPI_OK)
        return status;
    *ret_value = aml_integer(n & aml_width_mask(m));
    return info == AML_FROM_BCD || info == AML_TO_BCD ? aml_store_fixed(m, &v[1], ret_value)
                                                      : aml_store(m, &v[1], ret_value, NULL);
}

enum acpi_status aml_arithmetic(struct aml_machine *m, enum aml_operator info,
                                const struct aml_value *v, struct aml_value *ret_value)
{
    uint64_t n[2], result;
    if (info == AML_NOT || info == AML_FIND_LEFT || info == AML_FIND_RIGHT ||
        info == AML_FROM_BCD || info == AML_TO_BCD)
        return unary(m, info, v, ret_value);
    enum acpi_status status = two_integers(m, v, n);
    if (status != ACPI_OK)
        return status;
    unsigned bits = 8u * m->acpi->integer_size;
    switch (info) {
    case AML_ADD:
        result = n[0] + n[1];
        break;
    case AML_SUBTRACT:
        result = n[0] - n[1];
        break;
    case AML_MULTIPLY:
        result = n[0] * n[1];
        break;
    case AML_DIVIDE:
        return divide(m, v, n, ret_value);
    case AML_MOD:
        if (n[1] == 0)
            return ACPI_AML_DIVIDE;
        result = n[0] % n[1];
        break;
    case AML_SHIFT_LEFT:
        result = n[1] >= bits ? 0 : n[0] << n[1];
        break;
    case AML_SHIFT_RIGHT:
        result = n[1] >= bits ? 0 : n[0] >> n[1];
        break;
    case AML_AND:
        result = n[0] & n[1];
        break;
    case AML_NAND:
        result = ~(n[0] & n[1]);
        break;
    case AML_OR:
        result = n[0] | n[1];
        break;
    case AML_NOR:
        result = ~(n[0] | n[1]);
        break;
    default: /* AML_XOR */
        result = n[0] ^ n[1];
        break;
    }
    *ret_value = aml_integer(result & aml_width_mask(m));
    return aml_store(m, &v[2], ret_value, NULL);
}

/* --- Comparisons
 * -------------------------------------------------------------------------------------- */

static int order(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

int aml_order_bytes(struct acpi *acpi, const struct aml_bytes *a, const struct aml_bytes *b)
{
    aml_pay(acpi, a->size);
    size_t both = a->size < b->size ? a->size : b->size;
    int first = both == 0 ? 0 : memcmp(a->data, b->data, both);
    return first != 0 ? first : order(a->size, b->size);
}

/* < 0, 0, > 0, the second operand made into the type of the first (19.6.76). */
static enum acpi_status compare(struct aml_machine *m, const struct aml_value *v, int *ret_order)
{
    enum acpi_status status;
    if (v[0].tag == T_INTEGER) {
        uint64_t n[2];
        status = two_integers(m, v, n);
        if (status == ACPI_OK)
            *ret_order = order(n[0], n[1]);
        return status;
    }
    struct aml_value second;
    if (v[0].tag == T_STRING)
        status = aml_to_string(m, &v[1], &second);
    else if (v[0].tag == T_BUFFER)
        status = aml_to_buffer(m, &v[1], &second);
    else
        return ACPI_AML_TYPE;
    if (status != ACPI_OK)
        return status;
    *ret_order = aml_order_bytes(m->acpi, v[0].bytes, second.bytes);
    aml_drop(m->acpi, &second);
    return ACPI_OK;
}

/* Operands of LAnd and LOr: NT reads strings as ToInteger does, and of buffers 4 bytes. */
static enum acpi_status two_truths(struct aml_machine *m, const struct aml_value *v, uint64_t n[2])
{
    enum acpi_status status = ACPI_OK;
    for (unsigned i = 0; i < 2 && status == ACPI_OK; i++) {
        struct aml_value integer = {0};
        if (!aml_nt(m) || (v[i].tag != T_STRING && v[i].tag != T_BUFFER))
            status = aml_to_integer(m, &v[i], &n[i]);
        else if (v[i].tag == T_BUFFER)
            n[i] = acpi_le(v[i].bytes->data, v[i].bytes->size < 4 ? v[i].bytes->size : 4);
        else if ((status = aml_explicit_integer(m, &v[i], &integer)) == ACPI_OK)
            n[i] = integer.integer;
    }
    return status;
}

enum acpi_status aml_logic(struct aml_machine *m, enum aml_operator info, const struct aml_value *v,
                           struct aml_value *ret_value)
{
    bool truth;
    uint64_t n[2] = {0, 0};
    int ordered = 0;
    enum acpi_status status;
    if (info == AML_LNOT)
        status = aml_to_integer(m, &v[0], &n[0]);
    else if (info == AML_LAND || info == AML_LOR)
        status = two_truths(m, v, n);
    else
        status = compare(m, v, &ordered);
    if (status != ACPI_OK)
        return status;
    switch (info) {
    case AML_LNOT:
        truth = n[0] == 0;
        break;
    case AML_LAND:
        truth = n[0] != 0 && n[1] != 0;
        break;
    case AML_LOR:
        truth = n[0] != 0 || n[1] != 0;
        break;
    case AML_EQUAL:
        truth = ordered == 0;
        break;
    case AML_GREATER:
        truth = ordered > 0;
        break;
    default: /* AML_LESS */
        truth = ordered < 0;
        break;
    }
    *ret_value = aml_integer(truth ? aml_width_mask(m) : 0);
    return ACPI_OK;
}
