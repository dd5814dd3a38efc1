/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Operation regions: declared, made ready, accessed.
 *
 * Memory is mapped when it is first touched, and no more of it than a window, since firmware
 * declares regions of gigabytes. It is read and written under the lock, which is fast and keeps the
 * window where it is; everything that calls the host or a handler runs without the lock, so the
 * region is held (refs) and its fields are looked at again afterwards.
 */
#include "aml/region.h"

#include "aml/instance.h"
#include "aml/machine.h"
#include "tables/bytes.h"

#define WHOLE  (1u << 20) /* regions up to this size are mapped as a whole */
#define WINDOW (1u << 16) /* else this much at a time, */
#define PAGE   (1u << 12) /* or this much, if the host refuses that */

#define PCC_COMMAND 12 /* offset of the command in a PCC region (14.3), 4 bytes */

enum acpi_status aml_region_new(struct acpi *acpi, struct aml_node *node, uint8_t space,
                                uint64_t base, uint64_t length, struct aml_region **ret_region)
{
    if (space > ACPI_SPACE_PRM && space < 0x80 && space != ACPI_SPACE_FIXED_HARDWARE &&
        space != ACPI_SPACE_TABLE_DATA)
        return ACPI_AML_SPACE;
    struct aml_region *region = aml_new_object(acpi, T_REGION, sizeof *region);
    if (region == NULL)
        return ACPI_NO_MEMORY;
    region->node = node;
    region->generation = node->generation;
    region->space = space;
    region->base = base;
    region->length = length <= 0 - base || base == 0 ? length : 0 - base; /* addresses end */
    region->at = base;
    if (space == ACPI_SPACE_TABLE_DATA) {
        region->mapped = (uint8_t *)(uintptr_t)base;
        region->mapped_size = length;
    }
    *ret_region = region;
    return ACPI_OK;
}

void aml_region_unmap(struct acpi *acpi, struct aml_region *region)
{
    if (region->mapped == NULL || region->space == ACPI_SPACE_TABLE_DATA)
        return;
    if (region->space == ACPI_SPACE_PCC)
        aml_free(&acpi->heap, region->mapped, region->mapped_size);
    else if (acpi->host.unmap != NULL)
        acpi->host.unmap(acpi->host.ctx, region->mapped, region->mapped_size);
    region->mapped = NULL;
    region->mapped_size = 0;
}

void aml_region_release(struct acpi *acpi, struct aml_region *region)
{
    aml_region_unmap(acpi, region);
}

enum acpi_status aml_region_ready(struct acpi *acpi, struct aml_machine *machine,
                                  struct aml_region *region)
{
    if (region->node->generation != region->generation)
        return ACPI_AML_NO_HANDLER; /* its name is gone, only a field is still held */
    if (region->space != ACPI_SPACE_PCI_CONFIG && region->space != ACPI_SPACE_PCI_BAR_TARGET)
        return ACPI_OK;
    if (!region->pci_known) {
        enum acpi_status status = aml_pci_find(acpi, machine, region);
        if (status != ACPI_OK)
            return status;
    }
    /* A BAR can be moved at any time, so it is read each time. */
    return region->space == ACPI_SPACE_PCI_BAR_TARGET && region->pci_known &&
                   aml_handler_find(acpi, region, region->space) == NULL
               ? aml_pci_bar(acpi, region)
               : ACPI_OK;
}

/* --- Memory ----------------------------------------------------------------------------------- */

struct misaligned16 {
    uint16_t value;
} __attribute__((packed, may_alias));
struct misaligned32 {
    uint32_t value;
} __attribute__((packed, may_alias));
struct misaligned64 {
    uint64_t value;
} __attribute__((packed, may_alias));

/* One access of exactly this width. */
static void touch(void *at, bool write, unsigned width, uint64_t *value)
{
    volatile uint8_t *byte = at;
    volatile struct misaligned16 *word = at;
    volatile struct misaligned32 *dword = at;
    volatile struct misaligned64 *qword = at;
    if (write) {
        if (width == 1)
            *byte = (uint8_t)*value;
        else if (width == 2)
            word->value = (uint16_t)*value;
        else if (width == 4)
            dword->value = (uint32_t)*value;
        else
            qword->value = *value;
    } else if (width == 1) {
        *value = *byte;
    } else if (width == 2) {
        *value = word->value;
    } else if (width == 4) {
        *value = dword->value;
    } else {
        *value = qword->value;
    }
}

static bool in_window(const struct aml_region *region, uint64_t offset, unsigned width)
{
    return region->mapped != NULL && offset >= region->window &&
           offset - region->window <= region->mapped_size &&
           width <= region->mapped_size - (offset - region->window);
}

/* Maps a window that has the access in it. Windows overlap by the widest access. */
static bool open_window(struct acpi *acpi, struct aml_region *region, uint64_t offset,
                        unsigned width)
{
    uint64_t size = region->length <= WHOLE ? WHOLE : WINDOW;
    void *mapped = NULL;
    region->object.refs++;
    for (;; size = PAGE) {
        uint64_t window = offset & ~(size - 1);
        size_t left = region->length - window < size + 7 ? (size_t)(region->length - window)
                                                         : (size_t)(size + 7);
        aml_leave(acpi);
        mapped = acpi->host.map(acpi->host.ctx, region->at + window, left, ACPI_MAP_REGION);
        aml_enter(acpi);
        if (mapped != NULL && in_window(region, offset, width)) {
            /* Another thread was faster. */
            if (acpi->host.unmap != NULL)
                acpi->host.unmap(acpi->host.ctx, mapped, left);
        } else if (mapped != NULL) {
            aml_region_unmap(acpi, region);
            region->mapped = mapped;
            region->window = window;
            region->mapped_size = left;
        }
        if (mapped != NULL || size == PAGE)
            break;
    }
    region->object.refs--; /* the caller holds it too */
    return mapped != NULL;
}

static enum acpi_status access_memory(struct acpi *acpi, struct aml_region *region, bool write,
                                      uint64_t offset, unsigned width, uint64_t *value)
{
    if (write ? acpi->host.memory_write != NULL : acpi->host.memory_read != NULL) {
        uint64_t at = region->at + offset;
        aml_leave(acpi);
        bool ok = write ? acpi->host.memory_write(acpi->host.ctx, at, width, *value)
                        : acpi->host.memory_read(acpi->host.ctx, at, width, value);
        aml_enter(acpi);
        return ok ? ACPI_OK : ACPI_AML_ACCESS;
    }
    if (!in_window(region, offset, width) && !open_window(acpi, region, offset, width))
        return ACPI_AML_ACCESS;
    touch(region->mapped + (offset - region->window), write, width, value);
    return ACPI_OK;
}

/* --- Other built-in spaces -------------------------------------------------------------------- */

/* Ports are at most 4 bytes wide: 8 are two accesses. */
static enum acpi_status access_port(struct acpi *acpi, bool write, uint64_t port, unsigned width,
                                    uint64_t *value)
{
    uint64_t whole = 0;
    if (write ? acpi->host.io_write == NULL : acpi->host.io_read == NULL)
        return ACPI_AML_NO_HANDLER;
    for (unsigned done = 0; done < width; done += 4) {
        unsigned piece = width > 4 ? 4 : width;
        uint64_t mask = UINT64_MAX >> (64 - 8 * piece),
                 part = write ? *value >> 8 * done & mask : 0;
        aml_leave(acpi);
        bool ok = write ? acpi->host.io_write(acpi->host.ctx, port + done, piece, part)
                        : acpi->host.io_read(acpi->host.ctx, port + done, piece, &part);
        aml_enter(acpi);
        if (!ok)
            return ACPI_AML_ACCESS;
        whole |= (part & mask) << 8 * done;
    }
    if (!write)
        *value = whole;
    return ACPI_OK;
}

/* Nobody answers: reads are all ones, writes are lost. */
static enum acpi_status access_nothing(bool write, uint64_t *value)
{
    if (!write)
        *value = UINT64_MAX;
    return ACPI_OK;
}

/* PCC: AML composes a message in a buffer; writing the command lets the handler transmit it, and
 * the answer is then in the buffer (14.3). */
static enum acpi_status access_pcc(struct acpi *acpi, struct aml_region *region, bool write,
                                   uint64_t offset, unsigned width, uint64_t *value)
{
    if (region->mapped == NULL) {
        if (region->length > AML_SIZE_MAX)
            return ACPI_AML_LIMIT;
        region->mapped = aml_alloc(&acpi->heap, region->length);
        if (region->mapped == NULL)
            return ACPI_NO_MEMORY;
        region->mapped_size = region->length;
    }
    touch(region->mapped + offset, write, width, value);
    if (!write || offset >= PCC_COMMAND + 4 || offset + width <= PCC_COMMAND)
        return ACPI_OK;
    struct acpi_access access = {
        .write = true, .offset = offset, .bytes = region->mapped, .size = region->mapped_size};
    return aml_region_transfer(acpi, region, &access);
}

static enum acpi_status access_builtin(struct acpi *acpi, struct aml_region *region, bool write,
                                       uint64_t offset, unsigned width, uint64_t *value)
{
    switch (region->space) {
    case ACPI_SPACE_SYSTEM_MEMORY:
        return access_memory(acpi, region, write, offset, width, value);
    case ACPI_SPACE_SYSTEM_IO:
        return access_port(acpi, write, region->at + offset, width, value);
    case ACPI_SPACE_PCI_CONFIG:
        if (!region->pci_known)
            return access_nothing(write, value);
        return aml_pci_access(acpi, region, &region->pci, write, region->base + offset, width,
                              value);
    case ACPI_SPACE_PCI_BAR_TARGET:
        if (!region->pci_known || region->at == 0)
            return access_nothing(write, value);
        return region->at_io ? access_port(acpi, write, region->at + offset, width, value)
                             : access_memory(acpi, region, write, offset, width, value);
    case ACPI_SPACE_TABLE_DATA:
        if (write)
            return ACPI_AML_ACCESS; /* tables are mapped for reading */
        touch(region->mapped + offset, false, width, value);
        return ACPI_OK;
    case ACPI_SPACE_PCC:
        return access_pcc(acpi, region, write, offset, width, value);
    default:
        return ACPI_AML_NO_HANDLER;
    }
}

static enum acpi_status access_handled(struct acpi *acpi, const struct aml_handler *handler,
                                       struct aml_region *region, bool write, uint64_t offset,
                                       unsigned width, uint64_t *value)
{
    struct acpi_access access = {.pci = region->pci,
                                 .write = write,
                                 .offset = offset,
                                 .width = (uint8_t)width,
                                 .value = write ? *value : 0};
    enum acpi_status status = aml_handler_call(acpi, handler, region, &access);
    if (status == ACPI_OK && !write)
        *value = access.value;
    return status;
}

static void trace(struct acpi *acpi, const struct aml_region *region, bool write, uint64_t offset,
                  unsigned width, uint64_t value)
{
    if (region->node->generation == region->generation)
        aml_log(acpi, ACPI_LOG_TRACE, "%n: %s %u bytes at %x: %x", region->node,
                write ? "write" : "read", (uint32_t)width, offset, value);
}

enum acpi_status aml_region_access(struct acpi *acpi, struct aml_region *region, bool write,
                                   uint64_t offset, unsigned width, uint64_t *value)
{
    if (width > region->length || offset > region->length - width)
        return ACPI_AML_REGION_LIMIT;
    uint64_t mask = UINT64_MAX >> (64 - 8 * width), moved = write ? *value & mask : 0;
    const struct aml_handler *handler = acpi->handlers != NULL && region->space != ACPI_SPACE_PCC
                                            ? aml_handler_find(acpi, region, region->space)
                                            : NULL;
    enum acpi_status status =
        handler != NULL ? access_handled(acpi, handler, region, write, offset, width, &moved)
                        : access_builtin(acpi, region, write, offset, width, &moved);
    if (status != ACPI_OK)
        return status;
    moved &= mask;
    if (!write)
        *value = moved;
    if (acpi->options.trace)
        trace(acpi, region, write, offset, width, moved);
    return ACPI_OK;
}

enum acpi_status aml_region_transfer(struct acpi *acpi, struct aml_region *region,
                                     struct acpi_access *access)
{
    const struct aml_handler *handler = aml_handler_find(acpi, region, region->space);
    return handler != NULL ? aml_handler_call(acpi, handler, region, access) : ACPI_AML_NO_HANDLER;
}

bool aml_space_transfers(uint8_t space)
{
    switch (space) {
    case ACPI_SPACE_SMBUS:
    case ACPI_SPACE_IPMI:
    case ACPI_SPACE_GPIO:
    case ACPI_SPACE_GENERIC_SERIAL_BUS:
    case ACPI_SPACE_PRM:
    case ACPI_SPACE_FIXED_HARDWARE:
        return true;
    default:
        return false;
    }
}

enum acpi_status aml_register_access(struct acpi *acpi, enum acpi_space space, bool write,
                                     uint64_t address, unsigned width, uint64_t *value)
{
    if (space == ACPI_SPACE_SYSTEM_IO)
        return access_port(acpi, write, address, width, value);
    if (space != ACPI_SPACE_SYSTEM_MEMORY)
        return ACPI_AML_SPACE;
    struct aml_region bytes = {
        .object.refs = 1, .space = ACPI_SPACE_SYSTEM_MEMORY, .at = address, .length = width};
    enum acpi_status status = access_memory(acpi, &bytes, write, 0, width, value);
    aml_region_unmap(acpi, &bytes);
    return status;
}
