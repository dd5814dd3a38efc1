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
    uint8_t *mapped; /* SystemMemory, TableData: all of it, NULL: not yet */
};

/* Declares: checks space, base and length. TableData: `bytes` is the table. */
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
