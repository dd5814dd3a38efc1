/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Values across the border: the caller's into ours, ours into the caller's arena, and both as text.
 * Packages are walked with a place in each level, so nothing recurses.
 */
#include "aml/convert.h"
#include "aml/field.h"
#include "tables/bytes.h"

#define DEPTH 24 /* packages in packages */

struct acpi_arena acpi_arena(void *at, size_t size)
{
    return (struct acpi_arena){.at = at, .size = size};
}

/* --- In
 * -----------------------------------------------------------------------------------------------------
 */

static enum acpi_status one_in(struct acpi *acpi, const struct acpi_value *v,
                               struct aml_value *ret_value)
{
    switch (v->type) {
    case ACPI_UNINITIALIZED:
        *ret_value = (struct aml_value){0};
        return ACPI_OK;
    case ACPI_INTEGER:
        *ret_value = aml_integer(acpi->integer_size == 4 ? (uint32_t)v->integer : v->integer);
        return ACPI_OK;
    case ACPI_STRING:
        return aml_new_bytes(acpi, T_STRING, v->string.bytes, v->string.size, ret_value);
    case ACPI_BUFFER:
        return aml_new_bytes(acpi, T_BUFFER, v->buffer.bytes, v->buffer.size, ret_value);
    case ACPI_PACKAGE:
        return aml_new_package(acpi, v->package.count, ret_value);
    case ACPI_REFERENCE: {
        struct aml_node *node = aml_ref_node(acpi, v->node);
        if (node == NULL)
            return ACPI_STALE;
        enum aml_tag tag = (enum aml_tag)aml_unbox(&node->value)->tag;
        if (tag <= T_PACKAGE || tag == T_FIELD || tag == T_BUFFER_FIELD)
            return aml_refer(acpi, &node->value, ret_value);
        *ret_value = aml_node_value(T_NODE, node);
        return ACPI_OK;
    }
    default:
        return ACPI_INVALID;
    }
}

enum acpi_status aml_from_public(struct acpi *acpi, const struct acpi_value *v,
                                 struct aml_value *ret_value)
{
    struct {
        const struct acpi_value *from;
        struct aml_package *to;
        uint32_t next;
    } levels[DEPTH];
    struct aml_value value;
    enum acpi_status status = one_in(acpi, v, &value);
    if (status != ACPI_OK)
        return status;
    unsigned depth = 0;
    if (value.tag == T_PACKAGE) {
        levels[0].from = v;
        levels[0].to = value.package;
        levels[0].next = 0;
        depth = 1;
    }
    while (depth != 0 && status == ACPI_OK) {
        uint32_t i = levels[depth - 1].next;
        struct aml_package *to = levels[depth - 1].to;
        if (i == to->count) {
            depth--;
            continue;
        }
        levels[depth - 1].next = i + 1;
        const struct acpi_value *source = &levels[depth - 1].from->package.elements[i];
        status = one_in(acpi, source, &to->elements[i]);
        if (status != ACPI_OK || to->elements[i].tag != T_PACKAGE)
            continue;
        if (depth == DEPTH) {
            status = ACPI_AML_LIMIT;
            continue;
        }
        levels[depth].from = source;
        levels[depth].to = to->elements[i].package;
        levels[depth++].next = 0;
    }
    if (status != ACPI_OK)
        aml_drop(acpi, &value);
    else
        *ret_value = value;
    return status;
}

/* --- Out
 * ------------------------------------------------------------------------------------------------------
 */

/* Room in the arena, counted even if there is none. */
struct room {
    struct acpi_arena *arena;
    size_t needed; /* bytes used, and those that would be */
};

static void *take(struct room *room, size_t size, size_t align)
{
    uintptr_t base = room->arena == NULL ? 0 : (uintptr_t)room->arena->at;
    size_t at = room->needed + (size_t)((0 - (base + room->needed)) & (align - 1));
    room->needed = at + size;
    if (room->arena == NULL || room->arena->at == NULL || room->needed > room->arena->size)
        return NULL;
    return room->arena->at + at;
}

static bool is_data(const struct aml_value *v)
{
    return v->tag == T_INTEGER || v->tag == T_STRING || v->tag == T_BUFFER || v->tag == T_PACKAGE;
}

/* What a value looks like from outside: references are followed to elements of packages and to
 * names; names in packages to the data they have (19.6.102), if they have any. */
static struct aml_value seen(struct acpi *acpi, const struct aml_value *v)
{
    struct aml_value at = *v;
    for (unsigned i = 0; i < 64; i++) {
        struct aml_name name;
        struct aml_node *node;
        switch (at.tag) {
        case T_BOX:
        case T_REF:
            at = at.cell->value;
            break;
        case T_INDEX:
            if (at.object->kind != T_PACKAGE)
                return at.extra < at.bytes->size ? aml_integer(at.bytes->data[at.extra])
                                                 : (struct aml_value){0};
            if (at.extra >= at.package->count)
                return (struct aml_value){0};
            at = at.package->elements[at.extra];
            break;
        case T_PATH:
            node = NULL;
            if (at.path->scope->generation == at.path->generation &&
                aml_name_read(at.path->name, at.path->name + at.path->size, &name))
                node = aml_lookup(acpi, at.path->scope, &name);
            if (node == NULL)
                return (struct aml_value){0};
            if (!is_data(aml_unbox(&node->value)))
                return aml_node_value(T_NODE, node);
            at = node->value;
            break;
        default:
            return at;
        }
    }
    return (struct aml_value){0};
}

/* Everything but the elements of a package. */
static void one_out(struct acpi *acpi, const struct aml_value *from, struct room *room,
                    struct acpi_value *ret_value)
{
    struct aml_value v = seen(acpi, from);
    struct acpi_value out = {.type = (enum acpi_type)v.tag};
    switch (v.tag) {
    case T_NONE:
        break;
    case T_INTEGER:
        out.integer = v.integer;
        break;
    case T_STRING: {
        char *to = take(room, (size_t)v.bytes->size + 1, 1);
        if (to != NULL)
            memcpy(to, v.bytes->data, (size_t)v.bytes->size + 1);
        out.string.bytes = to;
        out.string.size = v.bytes->size;
        break;
    }
    case T_BUFFER: {
        uint8_t *to = take(room, v.bytes->size, 1);
        if (to != NULL && v.bytes->size != 0)
            memcpy(to, v.bytes->data, v.bytes->size);
        out.buffer.bytes = to;
        out.buffer.size = v.bytes->size;
        break;
    }
    case T_PACKAGE:
        out.package.elements =
            take(room, v.package->count * sizeof(struct acpi_value), _Alignof(struct acpi_value));
        out.package.count = v.package->count;
        break;
    case T_NODE:
    case T_NAME:
        out.type = ACPI_REFERENCE;
        out.node = (struct acpi_node_ref){v.node, v.extra};
        break;
    default:
        if (v.tag > T_DEBUG)
            out.type = ACPI_UNINITIALIZED;
        break;
    }
    *ret_value = out;
}

enum acpi_status aml_to_public(struct acpi *acpi, const struct aml_value *v,
                               struct acpi_arena *arena, struct acpi_value *ret_value,
                               size_t *ret_needed)
{
    struct {
        const struct aml_package *from;
        struct acpi_value *to; /* NULL: only counted */
        uint32_t next;
    } levels[DEPTH];
    struct room room = {arena, arena == NULL ? 0 : arena->used};
    struct aml_value top = seen(acpi, v);
    struct acpi_value out, dropped;
    one_out(acpi, &top, &room, &out);
    uint32_t elements = 0; /* packages that share others can be far longer than they look */
    unsigned depth = 0;
    if (top.tag == T_PACKAGE) {
        levels[0].from = top.package;
        levels[0].to = out.package.elements;
        levels[0].next = 0;
        depth = 1;
    }
    while (depth != 0) {
        uint32_t i = levels[depth - 1].next;
        const struct aml_package *from = levels[depth - 1].from;
        if (i == from->count) {
            depth--;
            continue;
        }
        levels[depth - 1].next = i + 1;
        elements++;
        struct aml_value element = seen(acpi, &from->elements[i]);
        struct acpi_value *to = levels[depth - 1].to;
        struct acpi_value *slot = to == NULL ? &dropped : &to[i];
        one_out(acpi, &element, &room, slot);
        if (element.tag != T_PACKAGE)
            continue;
        if (depth == DEPTH || elements > AML_COUNT_MAX)
            return ACPI_AML_LIMIT; /* a package that holds itself, most likely */
        levels[depth].from = element.package;
        levels[depth].to = slot->package.elements;
        levels[depth++].next = 0;
    }
    size_t used = arena == NULL ? 0 : arena->used;
    if (room.needed > (arena == NULL ? 0 : arena->size)) {
        if (ret_needed != NULL)
            *ret_needed = room.needed - used;
        return ACPI_TOO_SMALL;
    }
    if (arena != NULL)
        arena->used = room.needed;
    *ret_value = out;
    return ACPI_OK;
}

/* --- Text
 * -------------------------------------------------------------------------------------------------------
 */

const char *acpi_type_text(enum acpi_type type)
{
    static const char words[] =
        "Uninitialized\0Integer\0String\0Buffer\0Package\0Field\0Device\0Event\0"
        "Method\0Mutex\0Region\0PowerResource\0Processor\0ThermalZone\0"
        "BufferField\0TableHandle\0Debug\0Scope\0Reference\0";
    const char *word = words;
    for (unsigned i = 0; i != (unsigned)type && *word != '\0'; i++) {
        while (*word != '\0')
            word++;
        word++;
    }
    return *word == '\0' ? "Unknown" : word;
}

struct text {
    char *to;
    size_t cap, length;
};

static void put(struct text *t, char c)
{
    if (t->length + 1 < t->cap)
        t->to[t->length] = c;
    t->length++;
}

static void put_text(struct text *t, const char *s)
{
    while (*s != '\0')
        put(t, *s++);
}

static void put_hex(struct text *t, uint64_t n, unsigned least)
{
    char digits[24];
    size_t count = aml_digits(digits, n, 16, least);
    for (size_t i = 0; i < count; i++)
        put(t, digits[i]);
}

static void put_string(struct text *t, const char *bytes, size_t size)
{
    put_text(t, "string \"");
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '"' || c == '\\')
            put(t, '\\');
        if (c >= 0x20 && c < 0x7F) {
            put(t, (char)c);
        } else {
            put_text(t, "\\x");
            put_hex(t, c, 2);
        }
    }
    put(t, '"');
}

/* Everything but what is between the braces of a package. */
static void put_one(struct text *t, const struct acpi_value *v)
{
    char path[AML_TEXT_SEGMENTS * 5 + 1];
    switch (v->type) {
    case ACPI_UNINITIALIZED:
        put_text(t, "uninitialized");
        break;
    case ACPI_INTEGER:
        put_text(t, "integer 0x");
        put_hex(t, v->integer, 1);
        break;
    case ACPI_STRING:
        put_string(t, v->string.bytes, v->string.size);
        break;
    case ACPI_BUFFER:
        put_text(t, "buffer");
        for (size_t i = 0; i < v->buffer.size; i++) {
            put(t, ' ');
            put_hex(t, v->buffer.bytes[i], 2);
        }
        break;
    case ACPI_PACKAGE:
        put_text(t, "package {");
        break;
    default: {
        const struct aml_node *node = v->node.node;
        put_text(t, "reference ");
        if (v->type == ACPI_REFERENCE && node != NULL && node->generation == v->node.generation) {
            aml_node_path(node, path, sizeof path);
            put_text(t, path);
        } else {
            put_text(t, acpi_type_text(v->type));
        }
        break;
    }
    }
}

size_t acpi_value_format(char *buf, size_t cap, const struct acpi_value *v)
{
    struct {
        const struct acpi_value *package;
        size_t next;
    } levels[DEPTH];
    struct text t = {buf, cap, 0};
    unsigned depth = 0;
    put_one(&t, v);
    if (v->type == ACPI_PACKAGE) {
        levels[0].package = v;
        levels[0].next = 0;
        depth = 1;
    }
    while (depth != 0) {
        const struct acpi_value *package = levels[depth - 1].package;
        size_t i = levels[depth - 1].next++;
        if (i == package->package.count || depth == DEPTH) {
            put_text(&t, i == package->package.count ? "}" : "...}");
            depth--;
            continue;
        }
        if (i != 0)
            put_text(&t, ", ");
        const struct acpi_value *element = &package->package.elements[i];
        put_one(&t, element);
        if (element->type == ACPI_PACKAGE) {
            levels[depth].package = element;
            levels[depth++].next = 0;
        }
    }
    if (cap != 0)
        buf[t.length < cap ? t.length : cap - 1] = '\0';
    return t.length;
}

/* A store to Debug: the value's text, in memory of the heap. */
enum acpi_status aml_debug(struct acpi *acpi, const struct aml_value *v)
{
    struct acpi_value value;
    struct acpi_arena none = {0}, arena;
    size_t needed = 0;
    if (acpi->host.debug == NULL)
        return ACPI_OK;
    enum acpi_status status = aml_to_public(acpi, v, &none, &value, &needed);
    void *bytes = NULL;
    if (status == ACPI_TOO_SMALL) {
        bytes = aml_alloc(&acpi->heap, needed);
        if (bytes == NULL)
            return ACPI_NO_MEMORY;
        arena = acpi_arena(bytes, needed);
        status = aml_to_public(acpi, v, &arena, &value, NULL);
    }
    if (status == ACPI_OK) {
        size_t length = acpi_value_format(NULL, 0, &value);
        aml_pay(acpi, needed + 2 * length);
        char *text = aml_alloc(&acpi->heap, length + 1);
        if (text == NULL) {
            status = ACPI_NO_MEMORY;
        } else {
            acpi_value_format(text, length + 1, &value);
            aml_leave(acpi);
            acpi->host.debug(acpi->host.ctx, text);
            aml_enter(acpi);
            aml_free(&acpi->heap, text, length + 1);
        }
    }
    aml_free(&acpi->heap, bytes, needed);
    return status;
}
