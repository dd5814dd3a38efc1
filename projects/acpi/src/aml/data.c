/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Operators on strings, buffers and packages. */
#include "aml/operate.h"
#include "tables/bytes.h"

/* --- Concatenate (19.6.12)
 * ---------------------------------------------------------------------------- */

/* What stands for an operand of no computational type, under SPEC. */
static const char *type_words(const struct aml_value *v)
{
    switch (v->tag) {
    case T_NONE:
        return "[Uninitialized Object]";
    case T_PACKAGE:
        return "[Package Object]";
    case T_FIELD:
        return "[Field Object]";
    case T_DEVICE:
        return "[Device Object]";
    case T_EVENT:
        return "[Event Object]";
    case T_METHOD:
        return "[Control Method Object]";
    case T_MUTEX:
        return "[Mutex Object]";
    case T_REGION:
        return "[Region Object]";
    case T_POWER:
        return "[Power Object]";
    case T_PROCESSOR:
        return "[Processor Object]";
    case T_THERMAL:
        return "[Thermal Object]";
    case T_BUFFER_FIELD:
        return "[BufferField Object]";
    case T_TABLE:
        return "[DdbHandle Object]";
    case T_DEBUG:
        return "[DebugObject Object]";
    default:
        return "[Reference Object]";
    }
}

/* An operand as bytes to be joined: data as it is, everything else as words, if the policy has
 * them. */
static enum acpi_status joinable(struct aml_machine *m, const struct aml_value *v,
                                 struct aml_value *ret_value)
{
    if (v->tag == T_INTEGER || v->tag == T_STRING || v->tag == T_BUFFER) {
        *ret_value = aml_keep(*v);
        return ACPI_OK;
    }
    if (aml_nt(m))
        return ACPI_AML_TYPE;
    struct aml_value bottom = *v;
    if (v->tag == T_NODE && aml_look_at(m, v, &bottom) != ACPI_OK)
        return ACPI_AML_TYPE;
    const char *words = type_words(&bottom);
    size_t length = 0;
    while (words[length] != '\0')
        length++;
    return aml_new_bytes(m->acpi, T_STRING, words, length, ret_value);
}

/* The second operand as a string: digits as the policy writes them. */
static enum acpi_status second_string(struct aml_machine *m, const struct aml_value *v,
                                      struct aml_value *ret_value)
{
    if (!aml_nt(m) || v->tag == T_STRING)
        return aml_to_string(m, v, ret_value);
    if (v->tag == T_BUFFER)
        return aml_bytes_text(m->acpi, v->bytes->data, v->bytes->size, 16, ',', ret_value);
    char digits[24];
    size_t n = aml_digits(digits, v->integer & aml_width_mask(m), 16, 1);
    for (size_t i = 0; i < n; i++)
        if (digits[i] >= 'A')
            digits[i] = (char)(digits[i] + 'a' - 'A');
    return aml_new_bytes(m->acpi, T_STRING, digits, n, ret_value);
}

static enum acpi_status second_integer(struct aml_machine *m, const struct aml_value *v,
                                       struct aml_value *ret_value)
{
    uint64_t n;
    if (aml_nt(m) && v->tag == T_STRING)
        return aml_explicit_integer(m, v, ret_value);
    enum acpi_status status = aml_to_integer(m, v, &n);
    if (status == ACPI_OK)
        *ret_value = aml_integer(n);
    return status;
}

/* Both operands have one of the three types; of integers the bytes are joined. */
static enum acpi_status join(struct aml_machine *m, const struct aml_value *a,
                             const struct aml_value *b, struct aml_value *ret_value)
{
    const uint8_t *at[2];
    size_t size[2];
    if (!aml_bytes_of(m->acpi, a, &at[0], &size[0]) || !aml_bytes_of(m->acpi, b, &at[1], &size[1]))
        return ACPI_AML_TYPE;
    enum aml_tag tag = a->tag == T_STRING ? T_STRING : T_BUFFER;
    if (tag == T_BUFFER && b->tag == T_STRING)
        size[1]++; /* with its NUL */
    enum acpi_status status = aml_new_bytes(m->acpi, tag, NULL, size[0] + size[1], ret_value);
    if (status != ACPI_OK)
        return status;
    if (size[0] != 0)
        memcpy(ret_value->bytes->data, at[0], size[0]);
    if (size[1] != 0)
        memcpy(ret_value->bytes->data + size[0], at[1], size[1]);
    return ACPI_OK;
}

enum acpi_status aml_concatenate(struct aml_machine *m, const struct aml_value *v,
                                 struct aml_value *ret_value)
{
    struct aml_value a = {0}, b = {0}, as = {0}, result = {0};
    enum acpi_status status = joinable(m, &v[0], &a);
    if (status == ACPI_OK)
        status = joinable(m, &v[1], &b);
    if (status == ACPI_OK) {
        if (a.tag == T_STRING)
            status = second_string(m, &b, &as);
        else if (a.tag == T_INTEGER)
            status = second_integer(m, &b, &as);
        else
            as = aml_keep(b);
    }
    if (status == ACPI_OK)
        status = join(m, &a, &as, &result);
    aml_drop(m->acpi, &a);
    aml_drop(m->acpi, &b);
    aml_drop(m->acpi, &as);
    if (status == ACPI_OK)
        status = aml_store(m, &v[2], &result, NULL);
    if (status != ACPI_OK)
        aml_drop(m->acpi, &result);
    else
        *ret_value = result;
    return status;
}

/* How many bytes of resource descriptors stand before the end tag (6.4). */
static enum acpi_status resources_end(struct acpi *acpi, const struct aml_bytes *bytes,
                                      size_t *ret_end)
{
    aml_pay(acpi, bytes->size);
    size_t at = 0;
    while (at < bytes->size) {
        const uint8_t *p = &bytes->data[at];
        size_t left = bytes->size - at;
        if ((*p & 0xF8) == 0x78) { /* the end tag, with its checksum (6.4.2.9) */
            *ret_end = at;
            return *p == 0x79 && left >= 2 ? ACPI_OK : ACPI_AML_RESOURCE;
        }
        size_t size = *p < 0x80 ? 1u + (*p & 7) : left < 3 ? left : 3 + acpi_le(p + 1, 2);
        if (size >= left)
            return ACPI_AML_RESOURCE;
        at += size;
    }
    *ret_end = 0;
    return bytes->size == 0 ? ACPI_OK : ACPI_AML_RESOURCE;
}

enum acpi_status aml_concatenate_resources(struct aml_machine *m, const struct aml_value *v,
                                           struct aml_value *ret_value)
{
    struct aml_value a = {0}, b = {0}, result = {0};
    size_t end[2];
    enum acpi_status status = aml_to_buffer(m, &v[0], &a);
    if (status == ACPI_OK)
        status = aml_to_buffer(m, &v[1], &b);
    if (status == ACPI_OK)
        status = resources_end(m->acpi, a.bytes, &end[0]);
    if (status == ACPI_OK)
        status = resources_end(m->acpi, b.bytes, &end[1]);
    if (status == ACPI_OK)
        status = aml_new_bytes(m->acpi, T_BUFFER, NULL, end[0] + end[1] + 2, &result);
    if (status == ACPI_OK) {
        uint8_t *to = result.bytes->data;
        if (end[0] != 0)
            memcpy(to, a.bytes->data, end[0]);
        if (end[1] != 0)
            memcpy(to + end[0], b.bytes->data, end[1]);
        to[end[0] + end[1]] = 0x79; /* end tag; checksum 0: not checked (6.4.2.9) */
        status = aml_store(m, &v[2], &result, NULL);
    }
    aml_drop(m->acpi, &a);
    aml_drop(m->acpi, &b);
    if (status != ACPI_OK)
        aml_drop(m->acpi, &result);
    else
        *ret_value = result;
    return status;
}

/* --- Parts
 * ---------------------------------------------------------------------------------------------- */

enum acpi_status aml_mid(struct aml_machine *m, const struct aml_value *v,
                         struct aml_value *ret_value)
{
    uint64_t from, length;
    struct aml_value source = {0}, result = {0};
    enum acpi_status status = aml_to_integer(m, &v[1], &from);
    if (status == ACPI_OK)
        status = aml_to_integer(m, &v[2], &length);
    if (status == ACPI_OK && v[0].tag == T_STRING)
        source = aml_keep(v[0]);
    else if (status == ACPI_OK)
        status = aml_to_buffer(m, &v[0], &source);
    if (status == ACPI_OK) {
        uint64_t size = source.bytes->size;
        if (from > size)
            from = size;
        if (length > size - from)
            length = size - from;
        status = aml_new_bytes(m->acpi, (enum aml_tag)source.tag, source.bytes->data + from,
                               (size_t)length, &result);
    }
    if (status == ACPI_OK)
        status = aml_store(m, &v[3], &result, NULL);
    aml_drop(m->acpi, &source);
    if (status != ACPI_OK)
        aml_drop(m->acpi, &result);
    else
        *ret_value = result;
    return status;
}

enum acpi_status aml_to_string_operator(struct aml_machine *m, const struct aml_value *v,
                                        struct aml_value *ret_value)
{
    uint64_t length;
    struct aml_value source = {0}, result = {0};
    enum acpi_status status = aml_to_integer(m, &v[1], &length);
    if (status == ACPI_OK)
        status = aml_to_buffer(m, &v[0], &source);
    if (status == ACPI_OK) {
        size_t n = 0;
        while (n < source.bytes->size && n < length && source.bytes->data[n] != 0)
            n++;
        status = aml_new_bytes(m->acpi, T_STRING, source.bytes->data, n, &result);
    }
    if (status == ACPI_OK)
        status = aml_store_fixed(m, &v[2], &result);
    aml_drop(m->acpi, &source);
    if (status != ACPI_OK)
        aml_drop(m->acpi, &result);
    else
        *ret_value = result;
    return status;
}

enum acpi_status aml_index(struct aml_machine *m, const struct aml_value *v,
                           struct aml_value *ret_value)
{
    uint64_t index;
    struct aml_value source = v[0];
    enum acpi_status status = aml_to_integer(m, &v[1], &index);
    if (status == ACPI_OK && aml_is_reference(&source) && aml_nt(m))
        status = aml_look_at(m, &v[0], &source);
    if (status != ACPI_OK)
        return status;
    size_t count;
    switch (source.tag) {
    case T_PACKAGE:
        count = source.package->count;
        status = ACPI_AML_PACKAGE_LIMIT;
        break;
    case T_BUFFER:
        count = source.bytes->size;
        status = ACPI_AML_BUFFER_LIMIT;
        break;
    case T_STRING:
        count = source.bytes->size;
        status = ACPI_AML_STRING_LIMIT;
        break;
    default:
        return ACPI_AML_TYPE;
    }
    if (index >= count)
        return status;
    struct aml_value result = {.tag = T_INDEX, .extra = (uint32_t)index, .object = source.object};
    status = aml_store(m, &v[2], &result, NULL);
    if (status == ACPI_OK)
        *ret_value = aml_keep(result);
    return status;
}

/* --- Match (19.6.83)
 * -------------------------------------------------------------------------------------- */

enum match {
    MATCH_TRUE,
    MATCH_EQUAL,
    MATCH_LESS_EQUAL,
    MATCH_LESS,
    MATCH_GREATER_EQUAL,
    MATCH_GREATER
};

static bool fits(enum match operator, int order)
{
    switch (operator) {
    case MATCH_TRUE:
        return true;
    case MATCH_EQUAL:
        return order == 0;
    case MATCH_LESS_EQUAL:
        return order <= 0;
    case MATCH_LESS:
        return order < 0;
    case MATCH_GREATER_EQUAL:
        return order >= 0;
    default:
        return order > 0;
    }
}

/* How an element stands to an operand: the element is made into the operand's type. false: it
 * cannot. */
static bool element_order(struct aml_machine *m, const struct aml_value *element,
                          const struct aml_value *operand, int *ret_order)
{
    struct aml_value as;
    enum acpi_status status;
    if (operand->tag == T_INTEGER) {
        uint64_t n;
        if (aml_to_integer(m, element, &n) != ACPI_OK)
            return false;
        *ret_order = n < operand->integer ? -1 : n > operand->integer;
        return true;
    }
    status =
        operand->tag == T_STRING ? aml_to_string(m, element, &as) : aml_to_buffer(m, element, &as);
    if (status != ACPI_OK)
        return false;
    *ret_order = aml_order_bytes(m->acpi, as.bytes, operand->bytes);
    aml_drop(m->acpi, &as);
    return true;
}

static bool comparable(const struct aml_value *v)
{
    return v->tag == T_INTEGER || v->tag == T_STRING || v->tag == T_BUFFER;
}

enum acpi_status aml_match(struct aml_machine *m, const struct aml_value *v,
                           struct aml_value *ret_value)
{
    uint64_t start;
    if (v[0].tag != T_PACKAGE || !comparable(&v[2]) || !comparable(&v[4]))
        return ACPI_AML_TYPE;
    enum acpi_status status = aml_to_integer(m, &v[5], &start);
    if (status != ACPI_OK)
        return status;
    if (v[1].integer > MATCH_GREATER || v[3].integer > MATCH_GREATER)
        return ACPI_AML_VALUE;
    const struct aml_package *package = v[0].package;
    if (start >= package->count)
        return ACPI_AML_PACKAGE_LIMIT;
    aml_pay(m->acpi, package->count * sizeof *package->elements);
    for (uint64_t i = start; i < package->count; i++) {
        const struct aml_value *element = aml_unbox(&v[0].package->elements[i]);
        int first = 0, second = 0;
        if (comparable(element) &&
            (v[1].integer == MATCH_TRUE || element_order(m, element, &v[2], &first)) &&
            (v[3].integer == MATCH_TRUE || element_order(m, element, &v[4], &second)) &&
            fits((enum match)v[1].integer, first) && fits((enum match)v[3].integer, second)) {
            *ret_value = aml_integer(i);
            return ACPI_OK;
        }
    }
    *ret_value = aml_integer(aml_width_mask(m));
    return ACPI_OK;
}

/* --- Questions
 * -------------------------------------------------------------------------------------------- */

enum acpi_status aml_size_of(struct aml_machine *m, const struct aml_value *v,
                             struct aml_value *ret_value)
{
    struct aml_value object;
    enum acpi_status status = aml_look_at(m, &v[0], &object);
    if (status != ACPI_OK)
        return status;
    switch (object.tag) {
    case T_STRING:
    case T_BUFFER:
        *ret_value = aml_integer(object.bytes->size);
        return ACPI_OK;
    case T_PACKAGE:
        *ret_value = aml_integer(object.package->count);
        return ACPI_OK;
    case T_NONE:
        return v[0].tag == T_LOCAL ? aml_empty(v[0].extra) : ACPI_AML_TYPE;
    case T_INTEGER:
        if (!aml_nt(m)) {
            *ret_value = aml_integer(m->acpi->integer_size);
            return ACPI_OK;
        }
        return ACPI_AML_TYPE;
    default:
        return ACPI_AML_TYPE;
    }
}

enum acpi_status aml_object_type(struct aml_machine *m, const struct aml_value *v,
                                 struct aml_value *ret_value)
{
    struct aml_value object;
    enum acpi_status status = aml_look_at(m, &v[0], &object);
    if (status != ACPI_OK)
        return status;
    uint64_t type = object.tag;
    if (object.tag == T_INDEX)
        type = T_BUFFER_FIELD; /* a byte of a buffer or string */
    else if (object.tag == T_SCOPE || object.tag > T_DEBUG)
        type = T_NONE;
    *ret_value = aml_integer(type);
    return ACPI_OK;
}
