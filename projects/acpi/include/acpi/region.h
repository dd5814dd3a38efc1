/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Handlers of address spaces: who answers when AML accesses an operation region.
 *
 * SystemMemory, SystemIO, PCI_Config, PciBarTarget and the TableDataRegion are built in and go
 * through struct acpi_host; a handler for the same space takes their place. All others
 * (EmbeddedControl, SMBus, CMOS, IPMI, GeneralPurposeIO, GenericSerialBus, PCC,
 * PlatformRtMechanism, FFH and the OEM ones from 0x80) work where a handler is installed; elsewhere
 * an access fails with ACPI_AML_NO_HANDLER.
 *
 * Thread safety: as interpreter.h; handlers run without the lock and may evaluate.
 */
#pragma once
#include "acpi/interpreter.h"
#include "acpi/table/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* DataTableRegion: not an address space that AML can name; the number is this library's own. The
 * others are enum acpi_space of acpi/table/base.h. */
#define ACPI_SPACE_TABLE_DATA ((enum acpi_space)0x7E)

/* One access. */
struct acpi_access {
    struct acpi_node_ref region;
    uint64_t base, length; /* of the region */
    struct acpi_pci pci;   /* PCI_Config, PCI_BAR: the function it belongs to */
    enum acpi_space space;
    bool write;
    uint64_t offset; /* inside the region */
    uint8_t width;   /* bytes: 1, 2, 4 or 8 (EmbeddedControl, CMOS: 1); 0: a transfer of bytes[] */
    uint64_t value;  /* written, or to be filled by a read */
    /* SMBus, IPMI, GenericSerialBus, GPIO, PRM, FFH: the bytes of the field, both ways. PCC: all
     * bytes of the region, once AML has written its command (bytes 12 to 15); the answer goes there
     * too. */
    uint8_t *bytes;
    size_t size;
    uint8_t attribute, attribute_length; /* AccessAs: AttribQuick, AttribBytes (n), ... */
    uint32_t bit_offset, bit_count;      /* GPIO: pins, counted from the connection */
    const uint8_t *connection;           /* resource descriptor of Connection; NULL: none */
    size_t connection_size;
};

/* ACPI_OK, or ACPI_AML_ACCESS if the hardware did not answer. */
typedef enum acpi_status acpi_space_fn(void *ctx, struct acpi *, struct acpi_access *);

/*
 * Installs a handler for a space at a node and all below it (all zero: everywhere); the nearest one
 * up the tree counts. NULL takes it away. Once acpi_start() has run, _REG of the regions
 * that gain or lose their handler is evaluated (6.5.4).
 *
 *   ACPI_NO_MEMORY, ACPI_STALE; ACPI_INVALID: the table space cannot be replaced
 */
ACPI_MUST_CHECK enum acpi_status acpi_space_handle(struct acpi *, struct acpi_node_ref,
                                                   enum acpi_space, acpi_space_fn *, void *ctx);

/* The global lock (5.2.10.1) for the kernel's own use of what firmware shares: waits as the Acquire
 * operator does. */
ACPI_MUST_CHECK enum acpi_status acpi_global_lock(struct acpi *, uint32_t milliseconds);
ACPI_MUST_CHECK enum acpi_status acpi_global_unlock(struct acpi *);

/* To be called when firmware signals that it released the global lock (GBL_STS, 4.8.3.1): waiters
 * try again. */
void acpi_global_lock_released(struct acpi *);

#ifdef __cplusplus
}
#endif
