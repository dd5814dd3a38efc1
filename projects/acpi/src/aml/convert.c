/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Digits and bytes; convert.h says what is converted when. */
#include "aml/convert.h"

#include "tables/bytes.h"

static bool is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What a digit is worth; 99: it is none. */
static unsigned digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10u : 99;
}

struct text {
    const uint8_t *at, *end;
};

static struct text text_of(const struct aml_machine *m, const struct aml_bytes *bytes)
{
    aml_pay(m->acpi, bytes->size);
    struct text t = {bytes->data, bytes->data + bytes->size};
    while (t.at < t.end && is_space(*t.at))
        t.at++;
    return t;
}

static bool skip_0x(struct text *t)
{
    if (t->end - t->at < 2 || t->at[0] != '0' || (t->at[1] | 0x20) != 'x')
        return false;
    t->at += 2;
    return true;
}

/* Digits up to the first other character. overflow: what the number becomes beyond `max`; 0: it
 * stops where it was. */
static uint64_t number(struct text t, unsigned base, uint64_t max, bool saturate)
{
    uint64_t n = 0;
    for (; t.at < t.end && digit(*t.at) < base; t.at++) {
        unsigned d = digit(*t.at);
        if (n > (max - d) / base)
            return saturate ? max : n;
        n = n * base + d;
    }
    return n;
}

enum acpi_status aml_to_integer(const struct aml_machine *m, const struct aml_value *v,
                                uint64_t *ret_integer)
{
    uint64_t mask = aml_width_mask(m);
    if (v->tag == T_INTEGER) {
        *ret_integer = v->integer & mask;
        return ACPI_OK;
    }
    if (v->tag == T_STRING) {
        struct text t = text_of(m, v->bytes);
        skip_0x(&t);
        *ret_integer = number(t, 16, mask, false);
        return ACPI_OK;
    }
    if (v->tag != T_BUFFER)
        return ACPI_AML_TYPE;
    if (v->bytes->size == 0)
        return ACPI_AML_BUFFER_LIMIT;
    size_t size = m->acpi->integer_size;
    *ret_integer = acpi_le(v->bytes->data, v->bytes->size < size ? v->bytes->size : size);
    return ACPI_OK;
}

enum acpi_status aml_explicit_integer(struct aml_machine *m, const struct aml_value *v,
                                      struct aml_value *ret_value)
{
    uint64_t mask = aml_width_mask(m), n = 0;
    if (v->tag == T_STRING) {
        struct text t = text_of(m, v->bytes);
        bool minus = false;
        if (aml_nt(m) && t.at < t.end && (*t.at == '-' || *t.at == '+'))
            minus = *t.at++ == '-';
        bool octal = aml_nt(m) && t.at < t.end && *t.at == '0';
        n = skip_0x(&t) ? number(t, 16, aml_nt(m) ? UINT64_MAX : mask, aml_nt(m))
                        : number(t, octal ? 8 : 10, aml_nt(m) ? UINT64_MAX : mask, aml_nt(m));
        if (minus)
            n = 0 - n;
    } else if (v->tag == T_BUFFER && v->bytes->size == 0 && aml_nt(m)) {
        n = 0;
    } else {
        enum acpi_status status = aml_to_integer(m, v, &n);
        if (status != ACPI_OK)
            return status;
    }
    *ret_value = aml_integer(n & mask);
    return ACPI_OK;
}

enum acpi_status aml_to_buffer(struct aml_machine *m, const struct aml_value *v,
                               struct aml_value *ret_value)
{
    if (v->tag == T_BUFFER) {
        *ret_value = aml_keep(*v);
        return ACPI_OK;
    }
    const uint8_t *at;
    size_t size;
    if (!aml_bytes_of(m->acpi, v, &at, &size))
        return ACPI_AML_TYPE;
    return aml_new_bytes(m->acpi, T_BUFFER, at, size + (v->tag == T_STRING ? 1 : 0), ret_value);
}

size_t aml_digits(char *to, uint64_t number, unsigned base, unsigned least)
{
    char digits[24];
    size_t n = 0;
    do {
        digits[n++] = "0123456789ABCDEF"[number % base];
        number /= base;
    } while (number != 0 || n < least);
    for (size_t i = 0; i < n; i++)
        to[i] = digits[n - 1 - i];
    return n;
}

enum acpi_status aml_bytes_text(struct acpi *acpi, const uint8_t *at, size_t size, unsigned base,
                                char between, struct aml_value *ret_value)
{
    /* At most "0xNN," or "255," for each byte. */
    struct aml_value text;
    if (size > AML_SIZE_MAX / 5)
        return ACPI_AML_LIMIT;
    enum acpi_status status = aml_new_bytes(acpi, T_STRING, NULL, size * 5, &text);
    if (status != ACPI_OK)
        return status;
    char *to = (char *)text.bytes->data;
    size_t length = 0;
    for (size_t i = 0; i < size; i++) {
        if (i != 0)
            to[length++] = between;
        if (base == 16) {
            to[length++] = '0';
            to[length++] = 'x';
        }
        length += aml_digits(to + length, at[i], base, base == 16 ? 2 : 1);
    }
    to[length] = '\0';
    text.bytes->size = (uint32_t)length;
    *ret_value = text;
    return ACPI_OK;
}

enum acpi_status aml_to_string(struct aml_machine *m, const struct aml_value *v,
                               struct aml_value *ret_value)
{
    char digits[24];
    switch (v->tag) {
    case T_STRING:
        *ret_value = aml_keep(*v);
        return ACPI_OK;
    case T_INTEGER: {
        size_t n =
            aml_digits(digits, v->integer & aml_width_mask(m), 16, 2u * m->acpi->integer_size);
        return aml_new_bytes(m->acpi, T_STRING, digits, n, ret_value);
    }
    case T_BUFFER:
        return aml_bytes_text(m->acpi, v->bytes->data, v->bytes->size, 16, ' ', ret_value);
    default:
        return ACPI_AML_TYPE;
    }
}

enum acpi_status aml_explicit_string(struct aml_machine *m, const struct aml_value *v,
                                     unsigned base, struct aml_value *ret_value)
{
    char digits[24] = "0x";
    switch (v->tag) {
    case T_INTEGER: {
        size_t prefix = base == 16 ? 2 : 0;
        size_t n = aml_digits(digits + prefix, v->integer & aml_width_mask(m), base, 1);
        return aml_new_bytes(m->acpi, T_STRING, digits, prefix + n, ret_value);
    }
    case T_BUFFER:
        return aml_bytes_text(m->acpi, v->bytes->data, v->bytes->size, base, ',', ret_value);
    case T_STRING:
        return aml_copy(m->acpi, v, ret_value);
    default:
        return ACPI_AML_TYPE;
    }
}
