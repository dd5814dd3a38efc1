/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Operation regions: which bytes of which address space, and who answers for them.
 *
 * The machine knows nothing of hardware and this knows nothing of operators: between them stand
 * aml_region_ready(), which finds out all that must be known before an access (which PCI function
 * it is, which handler), and aml_region_access(), which does one access of 1, 2, 4 or 8 bytes.
 */
#pragma once
#include "acpi/region.h"
#include "aml/value.h"

struct aml_machine;

struct aml_region {
    struct aml_object object;
    struct aml_node *node; /* where it was declared, for its PCI function, handler and _REG */
    uint32_t generation;
    uint8_t space;       /* enum acpi_space */
    bool pci_known;      /* pci is filled in */
    bool reg;            /* _REG was told that it is connected */
    struct acpi_pci pci; /* PCI_Config, PciBarTarget */
    uint64_t base, length;
    uint64_t at;     /* address of its first byte: SystemMemory base; PciBarTarget what the BAR
                        says, 0: nothing */
    bool at_io;      /* PciBarTarget: an I/O BAR */
    uint8_t *mapped; /* memory: a window of it; PCC: its buffer; TableData: all; NULL: not yet */
    uint64_t window; /* offset of mapped[0] in the region */
    size_t mapped_size;
};

/* Declares: checks space, base and length; the region belongs to where `node` stands in the tree.
 * ACPI_SPACE_TABLE_DATA: base is the address of the table's bytes, which stay there. */
ACPI_MUST_CHECK enum acpi_status aml_region_new(struct acpi *, struct aml_node *, uint8_t space,
                                                uint64_t base, uint64_t length,
                                                struct aml_region **ret_region);
void aml_region_release(struct acpi *,
                        struct aml_region *); /* unmaps; the memory is the caller's */

/*
 * Makes ready for accesses. May need a method's value (_ADR, _BBN, _SEG) and then answers
 * AML_AGAIN: the machine evaluates it and runs the operator again from its beginning. So nothing
 * must have been accessed before. machine NULL: from outside any AML; values that are methods are
 * then refused.
 */
ACPI_MUST_CHECK enum acpi_status aml_region_ready(struct acpi *, struct aml_machine *,
                                                  struct aml_region *);

/* One access at a byte offset. ACPI_AML_REGION_LIMIT: outside. */
ACPI_MUST_CHECK enum acpi_status aml_region_access(struct acpi *, struct aml_region *, bool write,
                                                   uint64_t offset, unsigned width,
                                                   uint64_t *value);

/* One transfer of a field's bytes: SMBus, IPMI, GenericSerialBus, GPIO, PCC, PRM, FFH. */
ACPI_MUST_CHECK enum acpi_status aml_region_transfer(struct acpi *, struct aml_region *,
                                                     struct acpi_access *);

/* Does this space move bytes in transfers rather than in accesses? */
bool aml_space_transfers(uint8_t space);

/* All handlers, at the end of the instance. */
void aml_handlers_free(struct acpi *);

/* One access to memory or an I/O port that is no region: fixed registers. Not to be mapped for
 * long.
 */
ACPI_MUST_CHECK enum acpi_status aml_register_access(struct acpi *, enum acpi_space, bool write,
                                                     uint64_t address, unsigned width,
                                                     uint64_t *value);

/* Lets the mapping go: the region's bytes are elsewhere now. */
void aml_region_unmap(struct acpi *, struct aml_region *);

/* --- Handlers: handler.c ---------------------------------------------------------------------- */

struct aml_handler {
    struct aml_handler *next;
    struct aml_node *node; /* where it was installed */
    uint32_t generation;
    uint8_t space;
    bool reg; /* _REG of the node itself was told, for want of a region there */
    acpi_space_fn *fn;
    void *ctx;
};

/* The nearest handler up the tree; NULL: none. */
struct aml_handler *aml_handler_find(const struct acpi *, const struct aml_region *, uint8_t space);

/* Calls it, without the lock, for a region that stays alive meanwhile. Fills in what `access` says
 * of the region, but not `pci`. */
ACPI_MUST_CHECK enum acpi_status aml_handler_call(struct acpi *, const struct aml_handler *,
                                                  struct aml_region *, struct acpi_access *);

/* Evaluates _REG, top-down, for the regions at and below `top` that have gained or lost who answers
 * for them (6.5.4); counts into the report, which may be NULL. Regions that come later are told by
 * calling this again. */
void aml_regions_connect(struct acpi *, struct aml_node *top, struct acpi_start_report *);

/* The _REG beside a region that a method declared, which is to be called at once: it is gone when
 * the method ends. NULL: there is none, or nothing to tell. */
struct aml_node *aml_region_reg(struct acpi *, struct aml_region *);

/* --- PCI: pci.c ------------------------------------------------------------------------------- */

/* Finds out which function a region belongs to; AML_AGAIN as aml_region_ready(). If the function is
 * behind a bridge that is absent or has no bus, pci_known stays false. */
ACPI_MUST_CHECK enum acpi_status aml_pci_find(struct acpi *, struct aml_machine *,
                                              struct aml_region *);
/* What the region's BAR says: fills in at and at_io. */
ACPI_MUST_CHECK enum acpi_status aml_pci_bar(struct acpi *, struct aml_region *);
/* One access to configuration space, of 1 to 8 bytes, through the handler that counts for the
 * region, or the host. */
ACPI_MUST_CHECK enum acpi_status aml_pci_access(struct acpi *, struct aml_region *,
                                                const struct acpi_pci *, bool write,
                                                uint64_t offset, unsigned width, uint64_t *value);
