/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* ACPI tables in firmware's hands: see uefi/acpi.h. */
#include "uefi/acpi.h"

#include "bytes.h"
#include "check.h"

static const EFI_GUID table_guid = EFI_ACPI_TABLE_PROTOCOL_GUID;
static const EFI_GUID sdt_guid = EFI_ACPI_SDT_PROTOCOL_GUID;

uefi_status uefi_acpi_open(struct uefi_acpi *ret_acpi)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&table_guid, &raw));
    *ret_acpi = (struct uefi_acpi){.raw = (EFI_ACPI_TABLE_PROTOCOL *)raw};
    return UEFI_OK;
}

void uefi_acpi_close(struct uefi_acpi *acpi)
{
    uefi_opened_close(&acpi->opened);
    acpi->raw = NULL;
}

uefi_status uefi_acpi_install(struct uefi_acpi *acpi, const void *table, size_t size,
                              size_t *ret_key)
{
    NEEDS(acpi);
    EFI_ACPI_SDT_HEADER head;
    if (size >= sizeof head)
        memcpy(&head, table, sizeof head);
    if (size < sizeof head || head.Length != size)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UINTN key = 0;
    UEFI_TRY(uefi_status_of(
        acpi->raw->InstallAcpiTable(acpi->raw, (VOID *)(uintptr_t)table, size, &key)));
    *ret_key = key;
    return UEFI_OK;
}

uefi_status uefi_acpi_uninstall(struct uefi_acpi *acpi, size_t key)
{
    NEEDS(acpi);
    return uefi_status_of(acpi->raw->UninstallAcpiTable(acpi->raw, key));
}

uefi_status uefi_acpi_sdt_open(struct uefi_acpi_sdt *ret_sdt)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&sdt_guid, &raw));
    *ret_sdt = (struct uefi_acpi_sdt){.raw = (EFI_ACPI_SDT_PROTOCOL *)raw};
    return UEFI_OK;
}

void uefi_acpi_sdt_close(struct uefi_acpi_sdt *sdt)
{
    uefi_opened_close(&sdt->opened);
    sdt->raw = NULL;
}

uefi_status uefi_acpi_sdt_get(struct uefi_acpi_sdt *sdt, size_t index,
                              struct uefi_acpi_table *ret_table)
{
    NEEDS(sdt);
    EFI_ACPI_SDT_HEADER *at = NULL, head;
    EFI_ACPI_TABLE_VERSION versions = 0;
    UINTN key = 0;
    UEFI_TRY(uefi_status_of(sdt->raw->GetAcpiTable(index, &at, &versions, &key)));
    if (!at)
        return LIE;
    memcpy(&head, at, sizeof head); /* tables lie where they lie */
    if (head.Length < sizeof head)
        return LIE;
    *ret_table = (struct uefi_acpi_table){at, head.Length, versions, key};
    return UEFI_OK;
}
