/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which PCI function a region belongs to, and where its BAR points.
 *
 *     Device (PCI0) { _HID PNP0A08, _SEG, _BBN     the root bridge: segment and first bus
 *       Device (RP01) { _ADR 0x001C0000            a bridge: its secondary bus stands at 0x19
 *         Device (WLAN) { _ADR 0                   device 0, function 0 of that bus
 *           OperationRegion (X, PCI_Config, ...)
 *
 * Bus numbers are read from the bridges themselves, from the root down, since firmware does not say
 * them and an operating system may have changed them. What is below a function that is no bridge
 * belongs to that function.
 */
#include "aml/device.h"
#include "aml/instance.h"
#include "aml/machine.h"
#include "aml/region.h"

#define HEADER_TYPE    0x0E
#define SECONDARY_BUS  0x19
#define BAR_FIRST      0x10
#define BAR_LAST       0x24
#define CONFIG_SIZE    0x1000
#define NOTHING_THERE  0xFF /* as a header type */
#define PCI_BRIDGE     1
#define CARDBUS_BRIDGE 2

/* The value of an object below a node; T_NONE: there is none. Not to be dropped. */
static enum acpi_status value_of(struct acpi *acpi, struct aml_machine *machine,
                                 struct aml_node *node, uint32_t name, struct aml_value *ret_value)
{
    struct aml_node *child = aml_child(acpi, node, name);
    if (child != NULL)
        child = aml_follow(child);
    if (child == NULL) {
        *ret_value = (struct aml_value){0};
        return ACPI_OK;
    }
    if (machine != NULL)
        return aml_want(machine, child, ret_value);
    const struct aml_value *v = aml_unbox(&child->value);
    if (v->tag == T_METHOD || v->tag == T_FIELD || v->tag == T_BUFFER_FIELD)
        return ACPI_UNSUPPORTED;
    *ret_value = *v;
    return ACPI_OK;
}

/* As above, for what should be an integer. */
static enum acpi_status integer_of(struct acpi *acpi, struct aml_machine *machine,
                                   struct aml_node *node, uint32_t name, bool *ret_there,
                                   uint64_t *ret_integer)
{
    struct aml_value value;
    enum acpi_status status = value_of(acpi, machine, node, name, &value);
    if (status != ACPI_OK)
        return status;
    *ret_there = value.tag == T_INTEGER;
    *ret_integer = *ret_there ? value.integer : 0;
    return ACPI_OK;
}

static enum acpi_status is_root_bridge(struct acpi *acpi, struct aml_machine *machine,
                                       struct aml_node *node, bool *ret_is)
{
    static const uint32_t names[2] = {AML_NAME('_', 'H', 'I', 'D'), AML_NAME('_', 'C', 'I', 'D')};
    *ret_is = false;
    for (unsigned i = 0; i < 2 && !*ret_is; i++) {
        struct aml_value id;
        enum acpi_status status = value_of(acpi, machine, node, names[i], &id);
        if (status != ACPI_OK)
            return status;
        *ret_is = aml_id_matches(&id, "PNP0A03") || aml_id_matches(&id, "PNP0A08");
    }
    return ACPI_OK;
}

/* Goes up from the region to the root bridge (or to \, if there is none), so that every method has
 * run that is needed on the way down. */
static enum acpi_status find_root(struct acpi *acpi, struct aml_machine *machine,
                                  struct aml_node *from, struct aml_node **ret_root)
{
    for (struct aml_node *at = from;; at = at->parent) {
        bool is = at->parent == NULL;
        enum acpi_status status = ACPI_OK;
        uint64_t address;
        if (!is && at->value.tag == T_DEVICE)
            status = is_root_bridge(acpi, machine, at, &is);
        if (status == ACPI_OK && at->value.tag == T_DEVICE)
            status =
                integer_of(acpi, machine, at, AML_NAME('_', 'A', 'D', 'R'), &(bool){0}, &address);
        if (status != ACPI_OK)
            return status;
        if (is) {
            *ret_root = at;
            return ACPI_OK;
        }
    }
}

/* The next function on the way from `above` down to the region; NULL: it is the last one. */
static enum acpi_status next_below(struct acpi *acpi, struct aml_machine *machine,
                                   struct aml_node *above, struct aml_node *region,
                                   struct aml_node **ret_node, uint64_t *ret_address)
{
    *ret_node = NULL;
    for (struct aml_node *at = region->parent; at != above && at != NULL; at = at->parent) {
        bool there = false;
        uint64_t address = 0;
        enum acpi_status status = ACPI_OK;
        if (at->value.tag == T_DEVICE)
            status = integer_of(acpi, machine, at, AML_NAME('_', 'A', 'D', 'R'), &there, &address);
        if (status != ACPI_OK)
            return status;
        if (there) {
            *ret_node = at;
            *ret_address = address;
        }
    }
    return ACPI_OK;
}

static void set_address(struct acpi_pci *pci, uint64_t address)
{
    pci->device = address >> 16 & 31;
    pci->function = (address & 0xFFFF) == 0xFFFF ? 0 : address & 7;
}

/* Is `pci` a bridge? Then its secondary bus; 0: it is none. ret_there false: absent, or without a
 * bus. */
static enum acpi_status cross(struct acpi *acpi, struct aml_region *region,
                              const struct acpi_pci *pci, bool *ret_there, uint8_t *ret_bus)
{
    uint64_t type = 0, bus = 0;
    enum acpi_status status = aml_pci_access(acpi, region, pci, false, HEADER_TYPE, 1, &type);
    *ret_there = type != NOTHING_THERE;
    *ret_bus = 0;
    if (status != ACPI_OK || !*ret_there)
        return status;
    type &= 0x7F;
    if (type == PCI_BRIDGE || type == CARDBUS_BRIDGE) {
        status = aml_pci_access(acpi, region, pci, false, SECONDARY_BUS, 1, &bus);
        *ret_bus = (uint8_t)bus;
        *ret_there = bus != 0;
    }
    return status;
}

enum acpi_status aml_pci_find(struct acpi *acpi, struct aml_machine *machine,
                              struct aml_region *region)
{
    struct aml_node *at, *next;
    struct acpi_pci pci = {0};
    uint64_t number;
    bool there;
    if (region->node->generation != region->generation)
        return ACPI_STALE;
    enum acpi_status status = find_root(acpi, machine, region->node->parent, &at);
    if (status == ACPI_OK)
        status = integer_of(acpi, machine, at, AML_NAME('_', 'S', 'E', 'G'), &there, &number);
    if (status != ACPI_OK)
        return status;
    pci.segment = (uint16_t)number;
    status = integer_of(acpi, machine, at, AML_NAME('_', 'B', 'B', 'N'), &there, &number);
    if (status != ACPI_OK)
        return status;
    pci.bus = (uint8_t)number;
    if (at->value.tag == T_DEVICE) {
        status = integer_of(acpi, machine, at, AML_NAME('_', 'A', 'D', 'R'), &there, &number);
        if (status != ACPI_OK)
            return status;
        set_address(&pci, number);
    }
    for (bool bridge = false;; bridge = true) {
        uint8_t bus = pci.bus;
        status = next_below(acpi, machine, at, region->node, &next, &number);
        if (status == ACPI_OK && next != NULL && bridge)
            status = cross(acpi, region, &pci, &there, &bus);
        else
            there = true;
        /* The lock was not held all the time. */
        if (status == ACPI_OK && region->node->generation != region->generation)
            status = ACPI_STALE;
        if (status != ACPI_OK || !there)
            return status;
        if (next == NULL || (bridge && bus == 0))
            break;
        pci.bus = bus;
        set_address(&pci, number);
        at = next;
    }
    region->pci = pci;
    region->pci_known = true;
    return ACPI_OK;
}

enum acpi_status aml_pci_bar(struct acpi *acpi, struct aml_region *region)
{
    uint64_t low = 0, high = 0;
    if (region->base < BAR_FIRST || region->base > BAR_LAST || region->base % 4 != 0)
        return ACPI_AML_VALUE;
    enum acpi_status status =
        aml_pci_access(acpi, region, &region->pci, false, region->base, 4, &low);
    bool io = (low & 1) != 0, wide = (low & 7) == 4;
    if (status == ACPI_OK && wide)
        status = aml_pci_access(acpi, region, &region->pci, false, region->base + 4, 4, &high);
    if (status != ACPI_OK)
        return status;
    uint64_t at = io ? low & ~UINT64_C(3) : (low & ~UINT64_C(15)) | high << 32;
    if (low == 0xFFFFFFFF)
        at = 0; /* nobody is there */
    if (at != region->at || io != region->at_io)
        aml_region_unmap(acpi, region);
    region->at = at;
    region->at_io = io;
    return ACPI_OK;
}

/* One naturally aligned access of at most 4 bytes. */
static enum acpi_status access_piece(struct acpi *acpi, struct aml_region *region,
                                     const struct acpi_pci *pci, bool write, uint32_t offset,
                                     unsigned width, uint64_t *value)
{
    const struct aml_handler *handler = aml_handler_find(acpi, region, ACPI_SPACE_PCI_CONFIG);
    if (handler != NULL) {
        struct acpi_access access = {.pci = *pci,
                                     .write = write,
                                     .offset = offset - region->base,
                                     .width = (uint8_t)width,
                                     .value = *value};
        enum acpi_status status = aml_handler_call(acpi, handler, region, &access);
        *value = access.value;
        return status;
    }
    if (write ? acpi->host.pci_write == NULL : acpi->host.pci_read == NULL) {
        *value = UINT64_MAX;
        return ACPI_OK;
    }
    struct acpi_pci function = *pci; /* the region's may change while the lock is not held */
    aml_leave(acpi);
    bool ok = write ? acpi->host.pci_write(acpi->host.ctx, function, offset, width, *value)
                    : acpi->host.pci_read(acpi->host.ctx, function, offset, width, value);
    aml_enter(acpi);
    return ok ? ACPI_OK : ACPI_AML_ACCESS;
}

enum acpi_status aml_pci_access(struct acpi *acpi, struct aml_region *region,
                                const struct acpi_pci *pci, bool write, uint64_t offset,
                                unsigned width, uint64_t *value)
{
    uint64_t whole = 0;
    if (offset > CONFIG_SIZE - width)
        return ACPI_AML_REGION_LIMIT;
    for (unsigned done = 0, piece; done < width; done += piece) {
        for (piece = 4; (offset + done) % piece != 0 || piece > width - done;)
            piece /= 2;
        uint64_t mask = (UINT64_C(1) << 8 * piece) - 1;
        uint64_t part = write ? *value >> 8 * done & mask : 0;
        enum acpi_status status =
            access_piece(acpi, region, pci, write, (uint32_t)offset + done, piece, &part);
        if (status != ACPI_OK)
            return status;
        whole |= (part & mask) << 8 * done;
    }
    if (!write)
        *value = whole;
    return ACPI_OK;
}
