/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Life and death of objects. Nothing here recurses: what dies waits in a chain, copies keep their
 * place in a small array.
 */
#include "aml/value.h"

#include "aml/field.h"
#include "aml/instance.h"
#include "tables/bytes.h"

#define COPY_DEPTH 24 /* packages in packages */

void *aml_new_object(struct acpi *acpi, enum aml_tag kind, size_t size)
{
    struct aml_object *object = aml_alloc(&acpi->heap, size);
    if (object != NULL) {
        object->refs = 1;
        object->kind = (uint8_t)kind;
        acpi->objects++;
    }
    return object;
}

enum acpi_status aml_new_bytes(struct acpi *acpi, enum aml_tag tag, const void *from, size_t size,
                               struct aml_value *ret_value)
{
    if (size > AML_SIZE_MAX)
        return ACPI_AML_LIMIT;
    size_t room = size + (tag == T_STRING ? 1 : 0);
    struct aml_bytes *bytes = aml_new_object(acpi, tag, sizeof *bytes + room);
    if (bytes == NULL)
        return ACPI_NO_MEMORY;
    bytes->size = (uint32_t)size;
    bytes->room = (uint32_t)room;
    if (from != NULL && size != 0)
        memcpy(bytes->data, from, size);
    *ret_value = (struct aml_value){.tag = (uint8_t)tag, .bytes = bytes};
    return ACPI_OK;
}

enum acpi_status aml_new_package(struct acpi *acpi, size_t count, struct aml_value *ret_value)
{
    if (count > AML_COUNT_MAX)
        return ACPI_AML_LIMIT;
    struct aml_package *package =
        aml_new_object(acpi, T_PACKAGE, sizeof *package + count * sizeof(struct aml_value));
    if (package == NULL)
        return ACPI_NO_MEMORY;
    package->count = (uint32_t)count;
    *ret_value = (struct aml_value){.tag = T_PACKAGE, .package = package};
    return ACPI_OK;
}

enum acpi_status aml_refer(struct acpi *acpi, struct aml_value *slot,
                           struct aml_value *ret_reference)
{
    if (slot->tag != T_BOX) {
        struct aml_cell *cell = aml_new_object(acpi, T_BOX, sizeof *cell);
        if (cell == NULL)
            return ACPI_NO_MEMORY;
        cell->value = *slot;
        *slot = (struct aml_value){.tag = T_BOX, .cell = cell};
    }
    slot->object->refs++;
    *ret_reference = (struct aml_value){.tag = T_REF, .cell = slot->cell};
    return ACPI_OK;
}

/* Lets go of one child of a dying object; if that dies too it joins the chain. */
static void let_go(struct aml_object **chain, struct aml_object *child)
{
    if (child != NULL && --child->refs == 0) {
        child->next = *chain;
        *chain = child;
    }
}

static void let_go_value(struct aml_object **chain, const struct aml_value *v)
{
    if (aml_counted(v->tag))
        let_go(chain, v->object);
}

/* Puts the children of a dying object into the chain if they die too. Returns its size. */
static size_t dismantle(struct acpi *acpi, struct aml_object *object, struct aml_object **chain)
{
    switch (object->kind) {
    case T_STRING:
    case T_BUFFER:
        return sizeof(struct aml_bytes) + ((struct aml_bytes *)object)->room;
    case T_PACKAGE: {
        struct aml_package *package = (struct aml_package *)object;
        for (uint32_t i = 0; i < package->count; i++)
            let_go_value(chain, &package->elements[i]);
        return sizeof *package + package->count * sizeof(struct aml_value);
    }
    case T_BOX:
        let_go_value(chain, &((struct aml_cell *)object)->value);
        return sizeof(struct aml_cell);
    case T_PATH:
        return sizeof(struct aml_path) + ((struct aml_path *)object)->size;
    case T_METHOD:
        let_go(chain, (struct aml_object *)((struct aml_method *)object)->mutex);
        return sizeof(struct aml_method);
    case T_MUTEX:
        return sizeof(struct aml_mutex);
    case T_EVENT:
        return sizeof(struct aml_event);
    case T_BUFFER_FIELD:
        let_go(chain, (struct aml_object *)((struct aml_buffer_field *)object)->bytes);
        return sizeof(struct aml_buffer_field);
    case T_REGION:
        aml_region_release(acpi, (struct aml_region *)object);
        return sizeof(struct aml_region);
    case T_FIELD:
        let_go(chain, (struct aml_object *)((struct aml_field *)object)->group);
        return sizeof(struct aml_field);
    default: { /* T_FIELD_GROUP */
        struct aml_field_group *group = (struct aml_field_group *)object;
        let_go(chain, (struct aml_object *)group->region);
        let_go(chain, (struct aml_object *)group->index);
        let_go(chain, (struct aml_object *)group->data);
        let_go(chain, (struct aml_object *)group->connection);
        return sizeof *group;
    }
    }
}

void aml_object_free(struct acpi *acpi, struct aml_object *object)
{
    object->next = NULL;
    for (struct aml_object *chain = object; chain != NULL;) {
        struct aml_object *dead = chain;
        chain = dead->next;
        size_t size = dismantle(acpi, dead, &chain);
        acpi->objects--;
        aml_free(&acpi->heap, dead, size);
    }
}

/* One level of a package that is being copied. */
struct level {
    const struct aml_package *from;
    struct aml_package *to;
    uint32_t next;
};

static enum acpi_status copy_one(struct acpi *acpi, const struct aml_value *from,
                                 struct aml_value *ret_value)
{
    if (from->tag == T_STRING || from->tag == T_BUFFER)
        return aml_new_bytes(acpi, from->tag, from->bytes->data, from->bytes->size, ret_value);
    if (from->tag == T_PACKAGE)
        return aml_new_package(acpi, from->package->count, ret_value);
    *ret_value = aml_keep(*from);
    return ACPI_OK;
}

enum acpi_status aml_copy(struct acpi *acpi, const struct aml_value *from,
                          struct aml_value *ret_value)
{
    struct level levels[COPY_DEPTH];
    struct aml_value copy;
    enum acpi_status status = copy_one(acpi, from, &copy);
    if (status != ACPI_OK || copy.tag != T_PACKAGE) {
        if (status == ACPI_OK)
            *ret_value = copy;
        return status;
    }
    levels[0] = (struct level){from->package, copy.package, 0};
    for (unsigned depth = 1; depth != 0 && status == ACPI_OK;) {
        struct level *top = &levels[depth - 1];
        if (top->next == top->from->count) {
            depth--;
            continue;
        }
        const struct aml_value *source = &top->from->elements[top->next];
        struct aml_value *target = &top->to->elements[top->next++];
        status = copy_one(acpi, source, target);
        if (status == ACPI_OK && target->tag == T_PACKAGE) {
            if (depth == COPY_DEPTH)
                status = ACPI_AML_LIMIT;
            else
                levels[depth++] = (struct level){source->package, target->package, 0};
        }
    }
    if (status != ACPI_OK)
        aml_drop(acpi, &copy);
    else
        *ret_value = copy;
    return status;
}
