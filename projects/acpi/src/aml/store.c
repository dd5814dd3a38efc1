/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Stores. Under NT an object never changes type or size by one, only its bytes; store.h has the
 * words. */
#include "aml/store.h"

#include "aml/field.h"
#include "tables/bytes.h"

#define CHAIN_MAX 1024 /* references that lead to references */

/* --- Places
 * --------------------------------------------------------------------------------------- */

bool aml_is_reference(const struct aml_value *v)
{
    if (v->tag == T_INDEX)
        return v->object->kind == T_PACKAGE || (v->flags & V_REF_OF) != 0;
    return v->tag == T_REF || v->tag == T_PATH || (v->tag == T_NODE && (v->flags & V_REF_OF) != 0);
}

static struct aml_place slot_place(struct aml_value *slot, struct aml_node *node)
{
    return (struct aml_place){.slot = aml_unbox(slot), .node = node};
}

static struct aml_node *path_node(struct aml_machine *m, const struct aml_path *path)
{
    struct aml_name name;
    if (path->scope->generation != path->generation ||
        !aml_name_read(path->name, path->name + path->size, &name))
        return NULL;
    return aml_lookup(m->acpi, path->scope, &name);
}

bool aml_place_of(struct aml_machine *m, const struct aml_value *v, struct aml_place *ret_place)
{
    struct aml_node *node;
    switch (v->tag) {
    case T_LOCAL:
        *ret_place = slot_place(aml_slot(m, v->extra), NULL);
        return true;
    case T_NAME:
    case T_NODE:
    case T_PATH:
        node = v->tag == T_PATH ? path_node(m, v->path) : aml_value_node(v);
        if (node == NULL)
            return false;
        *ret_place = slot_place(&node->value, node);
        return true;
    case T_REF:
        *ret_place = slot_place(&v->cell->value, NULL);
        return true;
    case T_INDEX:
        if (v->object->kind != T_PACKAGE) {
            *ret_place = (struct aml_place){.bytes = v->bytes, .index = v->extra};
            return v->extra < v->bytes->size;
        }
        if (v->extra >= v->package->count)
            return false;
        *ret_place = slot_place(&v->package->elements[v->extra], NULL);
        return true;
    default:
        return false;
    }
}

enum acpi_status aml_bottom(struct aml_machine *m, struct aml_place *place)
{
    for (unsigned i = 0; place->slot != NULL && aml_is_reference(place->slot); i++) {
        if (i == CHAIN_MAX)
            return ACPI_AML_CIRCULAR;
        aml_pay(m->acpi, 64);
        if (!aml_place_of(m, place->slot, place))
            return ACPI_AML_NOT_FOUND;
    }
    return ACPI_OK;
}

enum acpi_status aml_place_read(struct aml_machine *m, const struct aml_place *place,
                                struct aml_value *ret_value)
{
    if (place->slot == NULL) {
        *ret_value = aml_integer(place->bytes->data[place->index]);
        return ACPI_OK;
    }
    if (place->node != NULL)
        return aml_read_node(m, place->node, ret_value);
    if (place->slot->tag == T_FIELD || place->slot->tag == T_BUFFER_FIELD)
        return aml_read_field(m, place->slot, ret_value);
    *ret_value = aml_keep(*place->slot);
    return ACPI_OK;
}

/* --- Writing
 * ---------------------------------------------------------------------------------------- */

/* A copy takes the place's old value. */
static enum acpi_status replace(struct aml_machine *m, struct aml_value *slot,
                                const struct aml_value *v)
{
    struct aml_value copy;
    enum acpi_status status = aml_copy(m->acpi, v, &copy);
    if (status != ACPI_OK)
        return status;
    aml_drop(m->acpi, slot);
    *slot = copy;
    return ACPI_OK;
}

static enum acpi_status write_byte(struct aml_machine *m, const struct aml_place *place,
                                   const struct aml_value *v)
{
    const uint8_t *at;
    size_t size;
    if (!aml_bytes_of(m->acpi, v, &at, &size))
        return ACPI_AML_TYPE;
    place->bytes->data[place->index] = size == 0 ? 0 : at[0];
    return ACPI_OK;
}

/* The value's bytes into an object that keeps its type and size; missing ones are zero. */
static enum acpi_status write_bytes(struct aml_machine *m, struct aml_value *slot,
                                    const struct aml_value *v)
{
    const uint8_t *at;
    size_t size;
    if (!aml_bytes_of(m->acpi, v, &at, &size))
        return ACPI_AML_TYPE;
    if (slot->tag == T_INTEGER) {
        slot->integer = acpi_le(at, size < 8 ? size : 8) & aml_width_mask(m);
        return ACPI_OK;
    }
    struct aml_bytes *bytes = slot->bytes;
    aml_pay(m->acpi, bytes->size);
    if (size > bytes->size)
        size = bytes->size;
    if (at != bytes->data) {
        memcpy(bytes->data, at, size);
        memset(bytes->data + size, 0, bytes->size - size);
    }
    return ACPI_OK;
}

/* The specification's conversion to the type of what is there. Buffers keep their length, if they
 * have one. */
static enum acpi_status convert_into(struct aml_machine *m, struct aml_value *slot,
                                     const struct aml_value *v)
{
    enum acpi_status status;
    if (slot->tag == T_INTEGER) {
        uint64_t n;
        status = aml_to_integer(m, v, &n);
        if (status == ACPI_OK)
            slot->integer = n;
        return status;
    }
    struct aml_value converted;
    if (slot->tag == T_STRING) {
        status = aml_to_string(m, v, &converted);
        if (status == ACPI_OK) {
            status = replace(m, slot, &converted);
            aml_drop(m->acpi, &converted);
        }
        return status;
    }
    if (slot->bytes->size != 0)
        return v->tag == T_STRING || v->tag == T_INTEGER || v->tag == T_BUFFER
                   ? write_bytes(m, slot, v)
                   : ACPI_AML_TYPE;
    status = aml_to_buffer(m, v, &converted);
    if (status == ACPI_OK) {
        status = replace(m, slot, &converted);
        aml_drop(m->acpi, &converted);
    }
    return status;
}

/* Stores into an object that has a type: a name, or what a reference leads to. */
static enum acpi_status store_into(struct aml_machine *m, const struct aml_place *place,
                                   const struct aml_value *v, struct aml_value *ret_answer)
{
    struct aml_value *slot = place->slot;
    if (slot == NULL)
        return write_byte(m, place, v);
    switch (slot->tag) {
    case T_NONE:
        return replace(m, slot, v);
    case T_INTEGER:
    case T_STRING:
    case T_BUFFER:
        return aml_nt(m) ? write_bytes(m, slot, v) : convert_into(m, slot, v);
    case T_FIELD: {
        struct aml_field *field = slot->field;
        field->object.refs++; /* as in aml_read_field() */
        enum acpi_status status = aml_field_write(m, field, v, ret_answer);
        aml_object_drop(m->acpi, &field->object);
        return status;
    }
    case T_BUFFER_FIELD:
        return aml_buffer_field_write(m->acpi, slot->buffer_field, v);
    case T_PACKAGE:
        return v->tag == T_PACKAGE ? replace(m, slot, v) : ACPI_AML_TARGET;
    case T_TABLE:
        return replace(m, slot, v);
    default:
        return ACPI_AML_TARGET;
    }
}

/* What Index() made, and not RefOf(): stores to an argument that holds it replace it. */
static bool is_index(const struct aml_value *v)
{
    return v->tag == T_INDEX && (v->flags & V_REF_OF) == 0;
}

enum acpi_status aml_store(struct aml_machine *m, const struct aml_value *target,
                           const struct aml_value *v, struct aml_value *ret_answer)
{
    struct aml_place place;
    if (target->tag == T_NOWHERE || target->tag == T_INTEGER)
        return ACPI_OK; /* constants swallow what is stored to them (19.3.5.8) */
    if (target->tag == T_LOCAL && v->tag == T_INTEGER) {
        struct aml_value *slot = aml_slot(m, target->extra);
        if (slot->tag == T_INTEGER || slot->tag == T_NONE) {
            *slot = *v;
            return ACPI_OK;
        }
    }
    if (target->tag == T_DEBUG)
        return aml_debug(m->acpi, v);
    if (!aml_place_of(m, target, &place))
        return target->tag == T_INDEX ? ACPI_AML_BUFFER_LIMIT : ACPI_AML_TARGET;
    if (place.slot == NULL)
        return write_byte(m, &place, v);
    bool slot = target->tag == T_LOCAL || target->tag == T_INDEX;
    bool argument = target->tag == T_LOCAL && target->extra < SLOT_LOCALS;
    bool reference = aml_is_reference(place.slot) && !aml_is_named(place.slot);
    /* What is stored to a reference goes where it leads; under SPEC to one in an argument only. */
    if (reference ? argument ? is_index(place.slot) : !aml_nt(m) : slot)
        return replace(m, place.slot, v);
    if (reference) {
        enum acpi_status status = aml_bottom(m, &place);
        if (status != ACPI_OK)
            return status;
        if (argument && place.slot != NULL && place.slot->tag != T_FIELD &&
            place.slot->tag != T_BUFFER_FIELD)
            return replace(m, place.slot, v);
    }
    return store_into(m, &place, v, ret_answer);
}

enum acpi_status aml_store_fixed(struct aml_machine *m, const struct aml_value *target,
                                 const struct aml_value *v)
{
    struct aml_place place;
    if (!aml_nt(m) && target->tag == T_NAME && aml_place_of(m, target, &place) &&
        (place.slot->tag == T_INTEGER || place.slot->tag == T_STRING ||
         place.slot->tag == T_BUFFER))
        return replace(m, place.slot, v);
    return aml_store(m, target, v, NULL);
}

enum acpi_status aml_copy_object(struct aml_machine *m, const struct aml_value *target,
                                 const struct aml_value *v)
{
    struct aml_place place, source;
    struct aml_value held = *v;
    if (v->tag == T_NODE && aml_place_of(m, v, &source) && source.slot->tag != T_DEVICE &&
        source.slot->tag != T_SCOPE)
        held = *source.slot; /* a region, mutex, ...: the object itself */
    if (!aml_place_of(m, target, &place))
        return ACPI_AML_TARGET;
    if (place.slot == NULL)
        return write_byte(m, &place, &held);
    bool argument = target->tag == T_LOCAL && target->extra < SLOT_LOCALS;
    if (argument && aml_is_reference(place.slot) && !is_index(place.slot)) {
        enum acpi_status status = aml_bottom(m, &place);
        if (status != ACPI_OK)
            return status;
    }
    if (place.slot == NULL ||
        (place.node != NULL && (place.slot->tag == T_FIELD || place.slot->tag == T_BUFFER_FIELD)))
        return store_into(m, &place, &held, NULL);
    return replace(m, place.slot, &held);
}

/* --- References
 * --------------------------------------------------------------------------------------- */

enum acpi_status aml_ref_of(struct aml_machine *m, const struct aml_value *target,
                            struct aml_value *ret_value)
{
    switch (target->tag) {
    case T_LOCAL:
        return aml_refer(m->acpi, aml_slot(m, target->extra), ret_value);
    case T_NAME: {
        struct aml_node *node = aml_value_node(target);
        if (node == NULL)
            return ACPI_AML_NOT_FOUND;
        uint8_t tag = aml_unbox(&node->value)->tag;
        if (tag != T_DEVICE && tag != T_SCOPE && tag != T_POWER && tag != T_PROCESSOR &&
            tag != T_THERMAL)
            return aml_refer(m->acpi, &node->value, ret_value);
        *ret_value = aml_node_value(T_NODE, node);
        ret_value->flags = V_REF_OF;
        return ACPI_OK;
    }
    case T_INDEX:
        if (!aml_nt(m))
            return ACPI_AML_TYPE;
        *ret_value = aml_keep(*target);
        ret_value->flags |= V_REF_OF;
        return ACPI_OK;
    case T_REF:
    case T_NODE:
        *ret_value = aml_keep(*target);
        return ACPI_OK;
    default:
        return ACPI_AML_TYPE;
    }
}

/* A string as a path, seen from where the method is. */
static struct aml_node *text_node(struct aml_machine *m, const struct aml_bytes *text)
{
    return aml_lookup_text(m->acpi, aml_frame(m)->scope, (const char *)text->data, text->size,
                           true);
}

enum acpi_status aml_deref_of(struct aml_machine *m, const struct aml_value *v, bool itself,
                              struct aml_value *ret_value)
{
    struct aml_place place;
    enum acpi_status status = ACPI_OK;
    if (v->tag == T_STRING) {
        struct aml_node *node = text_node(m, v->bytes);
        if (node == NULL)
            return ACPI_AML_NOT_FOUND;
        place = slot_place(&node->value, node);
    } else {
        if (v->tag != T_REF && v->tag != T_INDEX && v->tag != T_PATH && v->tag != T_NODE)
            return ACPI_AML_TYPE;
        if (!aml_place_of(m, v, &place))
            return v->tag == T_INDEX ? ACPI_AML_BUFFER_LIMIT : ACPI_AML_NOT_FOUND;
    }
    if (aml_nt(m) || (place.slot != NULL && aml_is_named(place.slot)))
        status = aml_bottom(m, &place);
    if (status != ACPI_OK)
        return status;
    if (itself && place.slot != NULL) {
        if (place.node != NULL)
            *ret_value = aml_node_value(T_NAME, place.node);
        else if (aml_is_reference(place.slot) || place.slot->tag == T_INDEX)
            *ret_value = aml_keep(*place.slot); /* what the referred one refers to */
        else if (v->tag == T_REF || v->tag == T_INDEX)
            *ret_value = aml_keep(*v);
        return ACPI_OK;
    }
    if (itself) {
        *ret_value = aml_keep(*v);
        return ACPI_OK;
    }
    if (place.slot != NULL && place.slot->tag == T_NONE && v->tag == T_INDEX && !aml_nt(m))
        return ACPI_AML_UNINIT_ELEMENT;
    return aml_place_read(m, &place, ret_value);
}

enum acpi_status aml_look_at(struct aml_machine *m, const struct aml_value *target,
                             struct aml_value *ret_value)
{
    struct aml_place place;
    if (!aml_place_of(m, target, &place)) {
        *ret_value = *target;
        return target->tag == T_NAME || target->tag == T_INDEX || target->tag == T_NODE
                   ? ACPI_AML_NOT_FOUND
                   : ACPI_OK;
    }
    enum acpi_status status = aml_bottom(m, &place);
    if (status != ACPI_OK)
        return status;
    if (place.slot == NULL) {
        *ret_value = *target;
        return ACPI_OK;
    }
    if (place.slot->tag == T_NODE) {
        struct aml_node *node = aml_value_node(place.slot);
        if (node == NULL)
            return ACPI_AML_NOT_FOUND;
        place = slot_place(&node->value, node);
    }
    *ret_value = *place.slot;
    return ACPI_OK;
}

enum acpi_status aml_step(struct aml_machine *m, const struct aml_value *target, uint64_t by,
                          struct aml_value *ret_value)
{
    struct aml_place place;
    if (target->tag == T_LOCAL && aml_slot(m, target->extra)->tag == T_INTEGER) {
        struct aml_value *slot = aml_slot(m, target->extra);
        slot->integer = (slot->integer + by) & aml_width_mask(m);
        *ret_value = *slot;
        return ACPI_OK;
    }
    if (!aml_place_of(m, target, &place))
        return ACPI_AML_TYPE;
    if (place.slot != NULL && aml_is_reference(place.slot)) {
        if (!aml_nt(m))
            return ACPI_AML_TYPE;
        enum acpi_status status = aml_bottom(m, &place);
        if (status != ACPI_OK)
            return status;
    }
    if (place.slot != NULL && place.slot->tag == T_INTEGER) {
        place.slot->integer = (place.slot->integer + by) & aml_width_mask(m);
        *ret_value = *place.slot;
        return ACPI_OK;
    }
    if (place.slot != NULL && place.slot->tag == T_NONE && target->tag == T_LOCAL)
        return aml_empty(target->extra);
    struct aml_value old, new;
    uint64_t n;
    enum acpi_status status = aml_place_read(m, &place, &old);
    if (status != ACPI_OK)
        return status;
    status = aml_to_integer(m, &old, &n);
    aml_drop(m->acpi, &old);
    if (status != ACPI_OK)
        return status;
    new = aml_integer((n + by) & aml_width_mask(m));
    bool slot = target->tag == T_LOCAL || target->tag == T_INDEX;
    if (place.slot != NULL && slot && place.slot->tag != T_FIELD &&
        place.slot->tag != T_BUFFER_FIELD)
        status = replace(m, place.slot, &new);
    else
        status = store_into(m, &place, &new, NULL);
    if (status == ACPI_OK)
        *ret_value = new;
    return status;
}
