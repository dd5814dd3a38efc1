/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * ACPI tables in firmware's hands, on instances of the test's own.
 *
 * Tests: EFI_ACPI_TABLE_PROTOCOL
 * Tests: EFI_ACPI_SDT_PROTOCOL
 */
#include "check.h"
#include "uefi/acpi.h"

static EFI_ACPI_SDT_HEADER table = {.Length = sizeof table};

static EFI_STATUS EFIAPI install(EFI_ACPI_TABLE_PROTOCOL *this, VOID *at, UINTN size, UINTN *key)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("AcpiTable.InstallAcpiTable", &lie);
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    assert_ptr_equal(at, &table);
    assert_int_equal(size, sizeof table);
    *key = 5;
    return status;
}

static EFI_STATUS EFIAPI uninstall(EFI_ACPI_TABLE_PROTOCOL *this, UINTN key)
{
    (void)this;
    return key == 5 ? EFI_SUCCESS : EFI_NOT_FOUND;
}

static EFI_STATUS EFIAPI get(UINTN index, EFI_ACPI_SDT_HEADER **at, EFI_ACPI_TABLE_VERSION *version,
                             UINTN *key)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("AcpiSdt.GetAcpiTable", &lie);
    if (index)
        return EFI_NOT_FOUND;
    if (lie.how != UEFI_MOCK_SILENT)
        *at = &table;
    *version = EFI_ACPI_TABLE_VERSION_5_0;
    *key = 6;
    return status;
}

static void installs_tables(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_ACPI_TABLE_PROTOCOL_GUID;
    EFI_ACPI_TABLE_PROTOCOL protocol = {install, uninstall};
    struct uefi_acpi object = {0};
    size_t key = 0;
    assert_status(uefi_acpi_open(&object), EFI_UNSUPPORTED);
    uefi_mock_install(m, NULL, &guid, &protocol);
    assert_ok(uefi_acpi_open(&object));
    assert_ok(uefi_acpi_install(&object, &table, sizeof table, &key));
    assert_int_equal(key, 5);
    assert_status(uefi_acpi_install(&object, &table, 35, &key), EFI_INVALID_PARAMETER);
    assert_status(uefi_acpi_install(&object, &table, 37, &key), EFI_INVALID_PARAMETER);
    uefi_mock_lie(m, "AcpiTable.InstallAcpiTable", UEFI_MOCK_FAIL, EFI_ACCESS_DENIED, 0, 1);
    assert_status(uefi_acpi_install(&object, &table, sizeof table, &key), EFI_ACCESS_DENIED);
    assert_ok(uefi_acpi_uninstall(&object, 5));
    assert_status(uefi_acpi_uninstall(&object, 6), EFI_NOT_FOUND);
    uefi_acpi_close(&object);
    assert_status(uefi_acpi_uninstall(&object, 5), EFI_NOT_STARTED);
    end_boot_services();
    assert_status(uefi_acpi_uninstall(&object, 5), EFI_NOT_READY);
}
MOCKED(installs_tables)

static void lists_tables(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_ACPI_SDT_PROTOCOL_GUID;
    EFI_ACPI_SDT_PROTOCOL protocol = {.GetAcpiTable = get};
    struct uefi_acpi_sdt object = {0};
    struct uefi_acpi_table found = {0};
    assert_status(uefi_acpi_sdt_open(&object), EFI_UNSUPPORTED);
    uefi_mock_install(m, NULL, &guid, &protocol);
    assert_ok(uefi_acpi_sdt_open(&object));
    table.Length = sizeof table;
    assert_ok(uefi_acpi_sdt_get(&object, 0, &found));
    assert_ptr_equal(found.at, &table);
    assert_int_equal(found.size, sizeof table);
    assert_int_equal(found.versions, EFI_ACPI_TABLE_VERSION_5_0);
    assert_int_equal(found.key, 6);
    found.key = 0;
    assert_status(uefi_acpi_sdt_get(&object, 1, &found), EFI_NOT_FOUND);
    uefi_mock_lie(m, "AcpiSdt.GetAcpiTable", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_status(uefi_acpi_sdt_get(&object, 0, &found), EFI_PROTOCOL_ERROR);
    table.Length = sizeof table - 1;
    assert_status(uefi_acpi_sdt_get(&object, 0, &found), EFI_PROTOCOL_ERROR);
    table.Length = sizeof table;
    assert_int_equal(found.key, 0);
    uefi_acpi_sdt_close(&object);
    assert_status(uefi_acpi_sdt_get(&object, 0, &found), EFI_NOT_STARTED);
}
MOCKED(lists_tables)

TESTS(mocked(installs_tables), mocked(lists_tables))
