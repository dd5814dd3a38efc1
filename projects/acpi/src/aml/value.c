/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Life and death of objects. Nothing here recurses: what dies waits in a chain, copies keep their
 * place in the packages that are being made.
 */
#include "aml/value.h"

#include "aml/field.h"
#include "aml/instance.h"
#include "tables/bytes.h"

void *aml_new_object(struct acpi *acpi, enum aml_tag kind, size_t size)
{
    if (size > HEAP_SMALL)
        aml_pay(acpi, size);
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

static enum acpi_status copy_one(struct acpi *acpi, const struct aml_value *from,
                                 struct aml_value *ret_value)
{
    if (from->tag == T_STRING || from->tag == T_BUFFER)
        return aml_new_bytes(acpi, from->tag, from->bytes->data, from->bytes->size, ret_value);
    if (from->tag == T_PACKAGE) {
        aml_pay(acpi, 64 * ((size_t)from->package->count + 1)); /* its elements are copied next */
        return aml_new_package(acpi, from->package->count, ret_value);
    }
    *ret_value = aml_keep(*from);
    return ACPI_OK;
}

/*
 * Goes up from a package whose elements are copied, or cannot be, to the one it is an element of.
 * While a package is being copied its unused fields keep the place in the one above: `next` points
 * to that, `refs` is the element there, and that element points to what the one above is a copy of.
 */
static struct aml_package *go_up(struct aml_package *to, const struct aml_package **from,
                                 uint32_t *next)
{
    struct aml_package *above = (struct aml_package *)to->object.next;
    if (above == NULL)
        return NULL;
    struct aml_value *slot = &above->elements[to->object.refs];
    *from = slot->package;
    *next = to->object.refs + 1;
    to->object.refs = 1;
    to->object.next = NULL;
    *slot = (struct aml_value){.tag = T_PACKAGE, .package = to};
    return above;
}

enum acpi_status aml_copy(struct acpi *acpi, const struct aml_value *from,
                          struct aml_value *ret_value)
{
    struct aml_value copy;
    enum acpi_status status = copy_one(acpi, from, &copy);
    if (status != ACPI_OK || copy.tag != T_PACKAGE) {
        if (status == ACPI_OK)
            *ret_value = copy;
        return status;
    }
    const struct aml_package *source = from->package;
    uint32_t next = 0;
    for (struct aml_package *to = copy.package; to != NULL;) {
        if (next >= source->count || status != ACPI_OK) {
            to = go_up(to, &source, &next);
            continue;
        }
        const struct aml_value *element = &source->elements[next];
        if (element->tag != T_PACKAGE) {
            status = copy_one(acpi, element, &to->elements[next++]);
            continue;
        }
        struct aml_value child;
        status = copy_one(acpi, element, &child);
        if (status != ACPI_OK)
            continue;
        to->elements[next].package = (struct aml_package *)(uintptr_t)source; /* T_NONE still */
        child.package->object.next = &to->object;
        child.package->object.refs = next;
        to = child.package;
        source = element->package;
        next = 0;
    }
    if (status != ACPI_OK)
        aml_drop(acpi, &copy);
    else
        *ret_value = copy;
    return status;
}
