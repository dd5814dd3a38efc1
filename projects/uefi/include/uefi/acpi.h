/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * ACPI tables while firmware still holds them: adding and removing (UEFI 2.10, 20.2), listing
 * (PI 1.8, V-9.1). To an operating system they come as a configuration table: uefi/config.h.
 *
 * Wraps: EFI_ACPI_TABLE_PROTOCOL
 * Wraps: EFI_ACPI_SDT_PROTOCOL
 */
#pragma once

#include "uefi/protocol.h"
#include "uefi/raw/platform.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_acpi {
    EFI_ACPI_TABLE_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: no such service. */
UEFI_MUST_CHECK uefi_status uefi_acpi_open(struct uefi_acpi *ret_acpi);
void uefi_acpi_close(struct uefi_acpi *);

/*
 * Adds a copy of a table; firmware mends its checksum. *ret_key names it until it is removed.
 *
 *   EFI_INVALID_PARAMETER   the table's own length is not `size`
 *   EFI_ACCESS_DENIED       there may be only one of this kind, and there is
 */
UEFI_MUST_CHECK uefi_status uefi_acpi_install(struct uefi_acpi *, const void *table, size_t size,
                                              size_t *ret_key);
/* EFI_NOT_FOUND: no table has that key. */
UEFI_MUST_CHECK uefi_status uefi_acpi_uninstall(struct uefi_acpi *, size_t key);

struct uefi_acpi_sdt {
    EFI_ACPI_SDT_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: no such service. */
UEFI_MUST_CHECK uefi_status uefi_acpi_sdt_open(struct uefi_acpi_sdt *ret_sdt);
void uefi_acpi_sdt_close(struct uefi_acpi_sdt *);

struct uefi_acpi_table {
    const EFI_ACPI_SDT_HEADER *at; /* firmware's own: valid until the table is removed */
    size_t size;
    uint32_t versions; /* EFI_ACPI_TABLE_VERSION_...: in which lists it stands */
    size_t key;
};

/*
 * Table number `index`, from 0.
 *
 *   EFI_NOT_FOUND        there are not that many
 *   EFI_PROTOCOL_ERROR   NULL, or shorter than its head
 */
UEFI_MUST_CHECK uefi_status uefi_acpi_sdt_get(struct uefi_acpi_sdt *, size_t index,
                                              struct uefi_acpi_table *ret_table);

#ifdef __cplusplus
}
#endif
