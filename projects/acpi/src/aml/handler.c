/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Who answers for address spaces: handlers, and the _REG methods that tell AML of them.
 *
 * A region remembers what its _REG was last told (`reg`), so whatever happens, installing and
 * taking away, tables that come and go, one walk over the namespace brings all up to date.
 */
#include "aml/instance.h"
#include "aml/region.h"

static bool alive(const struct aml_region *region)
{
    return region->node != NULL && region->node->generation == region->generation;
}

struct aml_handler *aml_handler_find(const struct acpi *acpi, const struct aml_region *region,
                                     uint8_t space)
{
    struct aml_handler *first = acpi->handlers;
    while (first != NULL && first->space != space)
        first = first->next;
    if (first == NULL)
        return NULL;
    for (struct aml_node *at = alive(region) ? region->node : acpi->root; at != NULL;
         at = at->parent)
        for (struct aml_handler *h = first; h != NULL; h = h->next)
            if (h->space == space && h->node == at && h->generation == at->generation)
                return h;
    return NULL;
}

enum acpi_status aml_handler_call(struct acpi *acpi, const struct aml_handler *handler,
                                  struct aml_region *region, struct acpi_access *access)
{
    acpi_space_fn *fn = handler->fn;
    void *ctx = handler->ctx;
    access->region = alive(region) ? aml_node_ref(region->node) : (struct acpi_node_ref){NULL, 0};
    access->base = region->base;
    access->length = region->length;
    access->space = handler->space;
    region->object.refs++;
    aml_leave(acpi);
    enum acpi_status status = fn(ctx, acpi, access);
    aml_enter(acpi);
    aml_object_drop(acpi, &region->object);
    return status > ACPI_AML_LIMIT ? ACPI_AML_ACCESS : status;
}

/* --- _REG ------------------------------------------------------------------------------------- */

/* Is AML told of this space at all? What is always there needs no word (6.5.4). */
static bool is_told(uint8_t space)
{
    return space != ACPI_SPACE_SYSTEM_MEMORY && space != ACPI_SPACE_SYSTEM_IO &&
           space != ACPI_SPACE_TABLE_DATA;
}

static bool connected(const struct acpi *acpi, const struct aml_region *region)
{
    if (aml_handler_find(acpi, region, region->space) != NULL)
        return true;
    return (region->space == ACPI_SPACE_PCI_CONFIG || region->space == ACPI_SPACE_PCI_BAR_TARGET) &&
           acpi->host.pci_read != NULL;
}

struct aml_node *aml_region_reg(struct acpi *acpi, struct aml_region *region)
{
    if (!alive(region) || !is_told(region->space) || region->reg || !connected(acpi, region))
        return NULL;
    struct aml_node *method = aml_child(acpi, region->node->parent, AML_NAME('_', 'R', 'E', 'G'));
    if (method == NULL || aml_unbox(&method->value)->tag != T_METHOD ||
        aml_unbox(&method->value)->method->args != 2)
        return NULL;
    region->reg = true;
    return method;
}

/* The region at a node whose _REG has something to be told; NULL: nothing. */
static struct aml_region *to_tell(const struct acpi *acpi, struct aml_node *node)
{
    const struct aml_value *v = aml_unbox(&node->value);
    if (v->tag != T_REGION || v->region->node != node || !is_told(v->region->space) ||
        v->region->reg == connected(acpi, v->region))
        return NULL;
    return v->region;
}

/* All regions of one space beside each other are told of together. */
static void mark(const struct acpi *acpi, struct aml_node *device, uint8_t space, bool reg)
{
    struct aml_node *at = device->child;
    do {
        at = at->next;
        struct aml_region *region = to_tell(acpi, at);
        if (region != NULL && region->space == space && region->reg != reg)
            region->reg = reg;
    } while (at != device->child);
}

static void tell(struct acpi *acpi, struct aml_node *device, uint8_t space, bool reg,
                 struct acpi_start_report *report)
{
    struct aml_node *method = aml_child(acpi, device, AML_NAME('_', 'R', 'E', 'G'));
    if (method != NULL)
        method = aml_follow(method);
    if (method == NULL || aml_unbox(&method->value)->tag != T_METHOD)
        return;
    struct aml_value args[2] = {aml_integer(space), aml_integer(reg)};
    struct aml_value result = {0};
    enum acpi_status status = aml_evaluate(acpi, method, args, 2, &result);
    if (status == ACPI_OK)
        aml_drop(acpi, &result);
    else
        aml_log(acpi, ACPI_LOG_WARNING, "%n._REG: %s", device, acpi_status_text(status));
    if (report == NULL)
        return;
    report->reg++;
    if (status != ACPI_OK && report->failed++ == 0)
        report->first = status;
}

/* Is this the handler of an embedded controller whose _REG waits for it, though no region stands
 * there (5.2.15: so AML can learn that the controller is there)? */
static bool to_tell_alone(const struct acpi *acpi, const struct aml_handler *handler)
{
    if (handler->reg || handler->space != ACPI_SPACE_EMBEDDED_CONTROLLER ||
        handler->node == acpi->root || handler->node->generation != handler->generation)
        return false;
    struct aml_node *last = handler->node->child, *at = last;
    if (last == NULL)
        return false;
    do {
        at = at->next;
        const struct aml_value *v = aml_unbox(&at->value);
        if (v->tag == T_REGION && v->region->space == handler->space)
            return false;
    } while (at != last);
    return true;
}

static void tell_alone(struct acpi *acpi, struct acpi_start_report *report)
{
    for (struct aml_handler *at = acpi->handlers; at != NULL;) {
        if (!to_tell_alone(acpi, at)) {
            at = at->next;
            continue;
        }
        at->reg = true;
        tell(acpi, at->node, at->space, true, report);
        at = acpi->handlers; /* the list may have changed meanwhile */
    }
}

void aml_regions_connect(struct acpi *acpi, struct aml_node *top, struct acpi_start_report *report)
{
    uint32_t top_generation = top->generation;
    for (struct aml_node *at = top; at != NULL;) {
        uint32_t generation = at->generation;
        struct aml_region *region = to_tell(acpi, at);
        if (region != NULL) {
            bool reg = !region->reg;
            mark(acpi, at->parent, region->space, reg);
            tell(acpi, at->parent, region->space, reg, report);
            if (top->generation != top_generation)
                return;
            if (at->generation != generation) { /* gone meanwhile: what is told stays told */
                at = top;
                continue;
            }
        }
        at = aml_node_after(top, at, true);
    }
    tell_alone(acpi, report);
}

enum acpi_status acpi_space_handle(struct acpi *acpi, struct acpi_node_ref ref,
                                   enum acpi_space space, acpi_space_fn *fn, void *ctx)
{
    if (space == ACPI_SPACE_TABLE_DATA || (unsigned)space > 0xFF)
        return ACPI_INVALID;
    enum acpi_status status = ACPI_OK;
    bool was_told = false;
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, ref);
    struct aml_handler **link = &acpi->handlers, *handler;
    if (node == NULL) {
        status = ACPI_STALE;
        goto out;
    }
    while ((handler = *link) != NULL) {
        bool gone = handler->node->generation != handler->generation;
        bool same = !gone && handler->node == node && handler->space == space;
        if (gone || (same && fn == NULL)) {
            was_told = was_told || (same && handler->reg);
            *link = handler->next;
            aml_free(&acpi->heap, handler, sizeof *handler);
        } else if (same) {
            break;
        } else {
            link = &handler->next;
        }
    }
    if (fn != NULL && handler == NULL) {
        handler = aml_alloc(&acpi->heap, sizeof *handler);
        if (handler == NULL) {
            status = ACPI_NO_MEMORY;
            goto out;
        }
        *handler = (struct aml_handler){
            .node = node, .generation = node->generation, .space = (uint8_t)space};
        *link = handler;
    }
    if (fn != NULL) {
        handler->fn = fn;
        handler->ctx = ctx;
    }
    if (was_told)
        tell(acpi, node, (uint8_t)space, false, NULL);
    if (acpi->started)
        aml_regions_connect(acpi, aml_ref_node(acpi, ref) == node ? node : acpi->root, NULL);
out:
    aml_leave(acpi);
    return status;
}

void aml_handlers_free(struct acpi *acpi)
{
    while (acpi->handlers != NULL) {
        struct aml_handler *next = acpi->handlers->next;
        aml_free(&acpi->heap, acpi->handlers, sizeof *next);
        acpi->handlers = next;
    }
}
