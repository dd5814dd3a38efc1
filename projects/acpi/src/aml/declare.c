/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Declarations (20.2.5.2). */
#include "aml/declare.h"

#include "aml/field.h"
#include "aml/load.h"
#include "tables/bytes.h"

struct aml_name aml_operand_name(const struct aml_value *v)
{
    /* Checked when the operand was collected; its bytes stay. */
    struct aml_name name;
    const uint8_t *at = (const uint8_t *)(uintptr_t)v->integer;
    if (!aml_name_read(at, at + 4 * 255 + 260, &name))
        name = (struct aml_name){.at = at};
    return name;
}

enum acpi_status aml_declare(struct aml_machine *m, const uint8_t *at, struct aml_node **ret_node)
{
    struct aml_frame *frame = aml_frame(m);
    struct aml_value v = aml_integer((uintptr_t)at);
    struct aml_name name = aml_operand_name(&v);
    uint32_t segment;
    struct aml_node *parent = aml_lookup_parent(m->acpi, frame->scope, &name, &segment);
    if (parent == NULL)
        return ACPI_AML_NOT_FOUND;
    struct aml_node *node;
    enum acpi_status status =
        aml_node_add(m->acpi, parent, segment,
                     frame->block != NULL ? &frame->block->owned : &frame->owned, &node);
    if (status == ACPI_OK)
        *ret_node = node;
    return status;
}

/* A name with a value, which is taken over. */
static enum acpi_status declare_value(struct aml_machine *m, const struct aml_value *name,
                                      struct aml_value v)
{
    struct aml_node *node;
    enum acpi_status status = aml_declare(m, (const uint8_t *)(uintptr_t)name->integer, &node);
    if (status != ACPI_OK)
        aml_drop(m->acpi, &v);
    else
        node->value = v;
    return status;
}

static struct aml_node *look_up(struct aml_machine *m, const struct aml_value *v)
{
    struct aml_name name = aml_operand_name(v);
    return aml_lookup(m->acpi, aml_frame(m)->scope, &name);
}

/* The object of a name, if it has this type. */
static enum acpi_status named(struct aml_machine *m, const struct aml_value *name, enum aml_tag tag,
                              struct aml_object **ret_object)
{
    struct aml_node *node = look_up(m, name);
    if (node == NULL)
        return ACPI_AML_NOT_FOUND;
    struct aml_value *v = aml_unbox(&node->value);
    if (v->tag != tag)
        return ACPI_AML_TYPE;
    *ret_object = v->object;
    return ACPI_OK;
}

static enum acpi_status declare_name(struct aml_machine *m, struct aml_value *v)
{
    struct aml_value value;
    if (aml_counted(v[1].tag) && v[1].object->refs != 1) {
        enum acpi_status status = aml_copy(m->acpi, &v[1], &value);
        if (status != ACPI_OK)
            return status;
    } else {
        value = v[1]; /* nobody else has it: no copy */
        v[1] = (struct aml_value){0};
    }
    return declare_value(m, &v[0], value);
}

static enum acpi_status declare_alias(struct aml_machine *m, const struct aml_value *v)
{
    struct aml_node *of = look_up(m, &v[0]);
    if (of == NULL)
        return ACPI_AML_NOT_FOUND;
    return declare_value(m, &v[1], aml_node_value(T_ALIAS, of));
}

static enum acpi_status declare_method(struct aml_machine *m, const struct aml_value *v)
{
    struct aml_method *method = aml_new_object(m->acpi, T_METHOD, sizeof *method);
    if (method == NULL)
        return ACPI_NO_MEMORY;
    uint8_t flags = (uint8_t)v[1].integer;
    method->args = flags & 7;
    method->serialized = (flags & 8) != 0;
    method->sync_level = flags >> 4;
    method->code = m->pc;
    method->size = (uint32_t)(m->end - m->pc);
    m->pc = m->end;
    return declare_value(m, &v[0], (struct aml_value){.tag = T_METHOD, .method = method});
}

static enum acpi_status declare_mutex(struct aml_machine *m, const struct aml_value *v)
{
    struct aml_mutex *mutex = aml_new_object(m->acpi, T_MUTEX, sizeof *mutex);
    if (mutex == NULL)
        return ACPI_NO_MEMORY;
    mutex->sync_level = (uint8_t)v[1].integer & 15;
    return declare_value(m, &v[0], (struct aml_value){.tag = T_MUTEX, .mutex = mutex});
}

static enum acpi_status declare_event(struct aml_machine *m, const struct aml_value *v)
{
    struct aml_event *event = aml_new_object(m->acpi, T_EVENT, sizeof *event);
    if (event == NULL)
        return ACPI_NO_MEMORY;
    return declare_value(m, &v[0], (struct aml_value){.tag = T_EVENT, .event = event});
}

/* --- Regions and fields
 * --------------------------------------------------------------------------------- */

static enum acpi_status declare_region(struct aml_machine *m, const struct aml_value *name,
                                       uint8_t space, uint64_t base, uint64_t length,
                                       struct aml_value *ret_value)
{
    struct aml_node *node;
    struct aml_region *region;
    enum acpi_status status = aml_declare(m, (const uint8_t *)(uintptr_t)name->integer, &node);
    if (status != ACPI_OK)
        return status;
    status = aml_region_new(m->acpi, node, space, base, length, &region);
    if (status == ACPI_OK)
        *ret_value = node->value = (struct aml_value){.tag = T_REGION, .region = region};
    return status;
}

static enum acpi_status declare_operation_region(struct aml_machine *m, const struct aml_value *v,
                                                 struct aml_value *ret_value)
{
    uint64_t base, length;
    if (v[1].integer == ACPI_SPACE_TABLE_DATA)
        return ACPI_AML_SPACE; /* ours: its base is a pointer */
    enum acpi_status status = aml_to_integer(m, &v[2], &base);
    if (status == ACPI_OK)
        status = aml_to_integer(m, &v[3], &length);
    if (status == ACPI_OK)
        status = declare_region(m, &v[0], (uint8_t)v[1].integer, base, length, ret_value);
    return status;
}

static enum acpi_status declare_data_region(struct aml_machine *m, const struct aml_value *v,
                                            struct aml_value *ret_value)
{
    struct acpi_table table;
    enum acpi_status status = aml_find_table(m, &v[1], &table);
    if (status == ACPI_OK)
        status = declare_region(m, &v[0], ACPI_SPACE_TABLE_DATA, (uintptr_t)table.at, table.size,
                                ret_value);
    return status;
}

/* Where a field list is. */
struct list {
    struct aml_field_group *group; /* counted */
    uint64_t bit;
    uint8_t flags, attribute, attribute_length;
};

static enum acpi_status list_access(struct aml_machine *m, struct list *list, bool extended)
{
    unsigned size = extended ? 3 : 2;
    if (m->end - m->pc < (ptrdiff_t)size)
        return ACPI_AML_BAD_CODE;
    static const uint8_t attributes[4] = {0, 0x0B, 0x0E,
                                          0x0F}; /* Bytes, RawBytes, RawProcessBytes */
    uint8_t type = m->pc[0];
    list->flags = (uint8_t)((list->flags & 0xF0) | (type & 0x0F));
    list->attribute = extended || type >> 6 == 0 ? m->pc[1] : attributes[type >> 6];
    list->attribute_length = extended ? m->pc[2] : type >> 6 == 0 ? 0 : m->pc[1];
    m->pc += size;
    return ACPI_OK;
}

/* The descriptor of a Connection(): the buffer of a name, or one that stands here. */
static enum acpi_status connection_bytes(struct aml_machine *m, struct aml_value *ret_value)
{
    struct aml_name name;
    if (m->pc < m->end && *m->pc == 0x11) {
        const uint8_t *outer = m->end, *end;
        m->pc++;
        enum acpi_status status = aml_package_end(m, &end);
        if (status != ACPI_OK)
            return status;
        /* Its size is a constant; the bytes are what counts. */
        static const uint8_t sizes[] = {[0x0A] = 2, [0x0B] = 3, [0x0C] = 5, [0x0E] = 9};
        size_t skip =
            m->pc < end && *m->pc < sizeof sizes && sizes[*m->pc] != 0 ? sizes[*m->pc] : 1;
        if ((size_t)(end - m->pc) < skip)
            return ACPI_AML_BAD_CODE;
        status =
            aml_new_bytes(m->acpi, T_BUFFER, m->pc + skip, (size_t)(end - m->pc) - skip, ret_value);
        m->pc = end;
        m->end = outer;
        return status;
    }
    if (!aml_name_read(m->pc, m->end, &name))
        return ACPI_AML_BAD_CODE;
    struct aml_node *node = aml_lookup(m->acpi, aml_frame(m)->scope, &name);
    m->pc += name.size;
    if (node == NULL)
        return ACPI_AML_NOT_FOUND;
    struct aml_value *v = aml_unbox(&node->value);
    if (v->tag != T_BUFFER)
        return ACPI_AML_TYPE;
    *ret_value = aml_keep(*v);
    return ACPI_OK;
}

/* From here on the fields belong to a group of their own. */
static enum acpi_status list_connection(struct aml_machine *m, struct list *list)
{
    struct aml_value connection;
    enum acpi_status status = connection_bytes(m, &connection);
    if (status != ACPI_OK)
        return status;
    struct aml_field_group *group = aml_new_object(m->acpi, T_FIELD_GROUP, sizeof *group);
    if (group == NULL) {
        aml_drop(m->acpi, &connection);
        return ACPI_NO_MEMORY;
    }
    const struct aml_field_group *old = list->group;
    group->kind = old->kind;
    group->bank = old->bank;
    group->region = old->region;
    group->index = old->index;
    group->data = old->data;
    if (group->region != NULL)
        group->region->object.refs++;
    if (group->index != NULL)
        group->index->object.refs++;
    if (group->data != NULL)
        group->data->object.refs++;
    group->connection = connection.bytes;
    group->connection_bit = (uint32_t)list->bit;
    aml_object_drop(m->acpi, &list->group->object);
    list->group = group;
    return ACPI_OK;
}

static enum acpi_status list_field(struct aml_machine *m, struct list *list)
{
    const uint8_t *at = m->pc;
    struct aml_name name;
    uint32_t count;
    if (!aml_name_read(at, m->end, &name) || name.size != 4)
        return ACPI_AML_BAD_CODE;
    m->pc += 4;
    enum acpi_status status = aml_package_length(m, &count);
    if (status != ACPI_OK)
        return status;
    if (list->bit + count > UINT32_MAX)
        return ACPI_AML_LIMIT;
    struct aml_field *field = aml_new_object(m->acpi, T_FIELD, sizeof *field);
    if (field == NULL)
        return ACPI_NO_MEMORY;
    field->group = list->group;
    field->group->object.refs++;
    field->bit_offset = (uint32_t)list->bit;
    field->bit_count = count;
    field->flags = list->flags;
    field->attribute = list->attribute;
    field->attribute_length = list->attribute_length;
    list->bit += count;
    struct aml_value v = aml_integer((uintptr_t)at);
    status = declare_value(m, &v, (struct aml_value){.tag = T_FIELD, .field = field});
    /* A field that exists already costs itself, not those behind it. */
    return status == ACPI_AML_EXISTS && aml_frame(m)->block != NULL ? ACPI_OK : status;
}

/* The fields of a list (20.2.5.2), up to the end of the package. Takes the group over. */
static enum acpi_status field_list(struct aml_machine *m, struct aml_field_group *group,
                                   uint8_t flags)
{
    struct list list = {.group = group, .flags = flags};
    enum acpi_status status = ACPI_OK;
    while (status == ACPI_OK && m->pc < m->end) {
        uint32_t count = 0;
        switch (*m->pc) {
        case 0x00:
            m->pc++;
            status = aml_package_length(m, &count);
            list.bit += count;
            break;
        case 0x01:
        case 0x03:
            m->pc++;
            status = list_access(m, &list, m->pc[-1] == 0x03);
            break;
        case 0x02:
            m->pc++;
            status = list_connection(m, &list);
            break;
        default:
            status = list_field(m, &list);
            break;
        }
    }
    aml_object_drop(m->acpi, &list.group->object);
    return status;
}

static enum acpi_status declare_fields(struct aml_machine *m, enum aml_operator info,
                                       const struct aml_value *v)
{
    struct aml_object *first = NULL, *second = NULL;
    uint64_t bank = 0;
    enum acpi_status status = named(m, &v[0], info == AML_INDEX_FIELD ? T_FIELD : T_REGION, &first);
    if (status == ACPI_OK && info != AML_FIELD)
        status = named(m, &v[1], T_FIELD, &second);
    if (status == ACPI_OK && info == AML_BANK_FIELD)
        status = aml_to_integer(m, &v[2], &bank);
    if (status != ACPI_OK)
        return status;
    struct aml_field_group *group = aml_new_object(m->acpi, T_FIELD_GROUP, sizeof *group);
    if (group == NULL)
        return ACPI_NO_MEMORY;
    first->refs++;
    if (second != NULL)
        second->refs++;
    uint8_t flags;
    switch (info) {
    case AML_FIELD:
        group->kind = GROUP_REGION;
        group->region = (struct aml_region *)first;
        flags = (uint8_t)v[1].integer;
        break;
    case AML_BANK_FIELD:
        group->kind = GROUP_BANK;
        group->region = (struct aml_region *)first;
        group->index = (struct aml_field *)second;
        group->bank = bank;
        flags = (uint8_t)v[3].integer;
        break;
    default: /* AML_INDEX_FIELD */
        group->kind = GROUP_INDEX;
        group->index = (struct aml_field *)first;
        group->data = (struct aml_field *)second;
        flags = (uint8_t)v[2].integer;
        break;
    }
    return field_list(m, group, flags);
}

/* CreateField, CreateBitField, ...: bits of a buffer that both then share. */
static enum acpi_status create_field(struct aml_machine *m, enum aml_operator info,
                                     const struct aml_value *v)
{
    uint64_t at, count = 1;
    struct aml_value source = v[0];
    enum acpi_status status = aml_to_integer(m, &v[1], &at);
    if (status == ACPI_OK && info == AML_CREATE_FIELD)
        status = aml_to_integer(m, &v[2], &count);
    if (status == ACPI_OK && aml_is_reference(&source))
        status = aml_look_at(m, &v[0], &source);
    if (status != ACPI_OK)
        return status;
    if (source.tag != T_BUFFER)
        return ACPI_AML_TYPE;
    unsigned bytes = info == AML_CREATE_QWORD   ? 8
                     : info == AML_CREATE_DWORD ? 4
                     : info == AML_CREATE_WORD  ? 2
                     : info == AML_CREATE_BYTE  ? 1
                                                : 0;
    if (bytes != 0) {
        at = at > UINT32_MAX ? UINT64_MAX : at * 8;
        count = 8 * bytes;
    }
    uint64_t size = 8 * (uint64_t)source.bytes->size;
    if (count == 0)
        return ACPI_AML_VALUE;
    if (at > size || count > size - at)
        return ACPI_AML_BUFFER_LIMIT;
    struct aml_buffer_field *field = aml_new_object(m->acpi, T_BUFFER_FIELD, sizeof *field);
    if (field == NULL)
        return ACPI_NO_MEMORY;
    field->bytes = source.bytes;
    field->bytes->object.refs++;
    field->bit_offset = (uint32_t)at;
    field->bit_count = (uint32_t)count;
    field->buffer = info == AML_CREATE_FIELD;
    return declare_value(m, &v[info == AML_CREATE_FIELD ? 3 : 2],
                         (struct aml_value){.tag = T_BUFFER_FIELD, .buffer_field = field});
}

enum acpi_status aml_declaration(struct aml_machine *m, enum aml_operator info, struct aml_value *v,
                                 struct aml_value *ret_value)
{
    switch (info) {
    case AML_NAME:
        return declare_name(m, v);
    case AML_ALIAS:
        return declare_alias(m, v);
    case AML_METHOD:
        return declare_method(m, v);
    case AML_MUTEX:
        return declare_mutex(m, v);
    case AML_EVENT:
        return declare_event(m, v);
    case AML_REGION:
        return declare_operation_region(m, v, ret_value);
    case AML_DATA_REGION:
        return declare_data_region(m, v, ret_value);
    case AML_FIELD:
    case AML_INDEX_FIELD:
    case AML_BANK_FIELD:
        return declare_fields(m, info, v);
    default:
        return create_field(m, info, v);
    }
}

enum acpi_status aml_declare_scope(struct aml_machine *m, enum aml_operator info,
                                   const struct aml_value *v, struct aml_node **ret_scope)
{
    if (info == AML_SCOPE) {
        *ret_scope = look_up(m, &v[0]);
        return *ret_scope == NULL ? ACPI_AML_NOT_FOUND : ACPI_OK;
    }
    struct aml_value object = {.tag = T_DEVICE};
    if (info == AML_PROCESSOR)
        object = (struct aml_value){
            .tag = T_PROCESSOR, .integer = v[1].integer | v[2].integer << 8 | v[3].integer << 40};
    else if (info == AML_POWER_RESOURCE)
        object = (struct aml_value){.tag = T_POWER, .integer = v[1].integer | v[2].integer << 8};
    else if (info == AML_THERMAL_ZONE)
        object.tag = T_THERMAL;
    enum acpi_status status = aml_declare(m, (const uint8_t *)(uintptr_t)v[0].integer, ret_scope);
    if (status == ACPI_OK)
        (*ret_scope)->value = object;
    return status;
}
