/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Tables for the operating system, the TPM, names and strings.
 *
 * Tests: EFI_SMBIOS_PROTOCOL
 * Tests: EFI_ACPI_TABLE_PROTOCOL
 * Tests: EFI_ACPI_SDT_PROTOCOL
 * Tests: EFI_TCG2_PROTOCOL
 * Tests: EFI_COMPONENT_NAME_PROTOCOL
 * Tests: EFI_COMPONENT_NAME2_PROTOCOL
 * Tests: EFI_HII_DATABASE_PROTOCOL
 * Tests: EFI_HII_STRING_PROTOCOL
 * Tests: EFI_UNICODE_COLLATION_PROTOCOL2
 * Tests: EFI_DECOMPRESS_PROTOCOL
 */
#include "test.h"
#include "uefi/acpi.h"
#include "uefi/collation.h"
#include "uefi/component_name.h"
#include "uefi/config.h"
#include "uefi/decompress.h"
#include "uefi/hii.h"
#include "uefi/shell.h"
#include "uefi/smbios.h"
#include "uefi/tcg2.h"
#include "uefi/text.h"

static bool same(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static void finds_configuration_tables(void)
{
    static const EFI_GUID acpi = EFI_ACPI_20_TABLE_GUID, none = UEFI_GUID(9, 9, 9, 9, 9);
    void *table = NULL;
    if (check_ok(uefi_config_find(&acpi, &table)))
        check(same((const char *)table, "RSD PTR ", 8));
    check_status(uefi_config_find(&none, &table), EFI_NOT_FOUND);
}

static void walks_smbios(void)
{
    struct uefi_smbios table = {0};
    if (!check_ok(uefi_smbios_find(&table)))
        return;
    check(table.major >= 2);
    struct uefi_smbios_iter it = uefi_smbios_begin(&table);
    struct uefi_smbios_structure s = {0};
    unsigned systems = 0, count = 0;
    while (uefi_smbios_next(&it, &s)) {
        count++;
        if (s.type != 1)
            continue;
        systems++;
        const char *maker = uefi_smbios_string(&s, uefi_smbios_number(&s, 4, 1));
        check(maker && same(maker, "QEMU", 5));
    }
    check_ok(it.status);
    check_equal(s.type, 127);
    check_equal(systems, 1);
    check(count > 5);
}

static void adds_to_smbios(void)
{
    static const uint8_t record[] = {200, 5, 0, 0, 1, 'o', 's', 'd', 'e', 'v', 0, 0};
    const uint8_t type = 200;
    struct uefi_smbios_protocol smbios = {0};
    struct uefi_smbios_structure s;
    uint16_t handle = SMBIOS_HANDLE_PI_RESERVED, given = 0;
    if (!check_ok(uefi_smbios_protocol_open(&smbios)))
        return;
    check_ok(uefi_smbios_protocol_next(&smbios, &handle, NULL, &s));
    handle = SMBIOS_HANDLE_PI_RESERVED;
    check_status(uefi_smbios_protocol_next(&smbios, &handle, &type, &s), EFI_NOT_FOUND);
    if (!check_ok(uefi_smbios_protocol_add(&smbios, record, sizeof record,
                                           SMBIOS_HANDLE_PI_RESERVED, &given)))
        return;
    if (check_ok(uefi_smbios_protocol_next(&smbios, &handle, &type, &s))) {
        const char *text = uefi_smbios_string(&s, 1);
        check_equal(handle, given);
        check(text && same(text, "osdev", 6));
    }
    check_ok(uefi_smbios_protocol_remove(&smbios, given));
    check_status(uefi_smbios_protocol_remove(&smbios, given), EFI_INVALID_PARAMETER);
    uefi_smbios_protocol_close(&smbios);
}

/* The table with this signature, if it is listed. */
static bool listed(struct uefi_acpi_sdt *sdt, uint32_t signature, struct uefi_acpi_table *ret_table)
{
    for (size_t i = 0; uefi_is_ok(uefi_acpi_sdt_get(sdt, i, ret_table)); i++)
        if (ret_table->at->Signature == signature)
            return true;
    return false;
}

static void installs_acpi_tables(void)
{
    const uint32_t signature = 0x54534554, fadt = 0x50434146; /* "TEST", "FACP" */
    EFI_ACPI_SDT_HEADER table = {.Signature = signature, .Length = sizeof table, .Revision = 1};
    struct uefi_acpi acpi = {0};
    struct uefi_acpi_sdt sdt = {0};
    struct uefi_acpi_table found;
    size_t key = 0;
    if (!check_ok(uefi_acpi_open(&acpi)) || !check_ok(uefi_acpi_sdt_open(&sdt)))
        return;
    check(listed(&sdt, fadt, &found));
    check(!listed(&sdt, signature, &found));
    if (!check_ok(uefi_acpi_install(&acpi, &table, sizeof table, &key)))
        return;
    if (check(listed(&sdt, signature, &found))) {
        check_equal(found.size, sizeof table);
        check_equal(found.key, key);
        check(found.at != &table);
        uint8_t sum = 0;
        for (size_t i = 0; i < found.size; i++)
            sum = (uint8_t)(sum + ((const uint8_t *)found.at)[i]);
        check_equal(sum, 0);
    }
    check_ok(uefi_acpi_uninstall(&acpi, key));
    check_status(uefi_acpi_uninstall(&acpi, key), EFI_NOT_FOUND);
    check(!listed(&sdt, signature, &found));
}

static unsigned entries(const struct uefi_tcg_log *log, struct uefi_tcg_entry *ret_last)
{
    struct uefi_tcg_iter it = uefi_tcg_log_begin(log);
    unsigned count = 0;
    while (uefi_tcg_next(&it, ret_last))
        count++;
    check_ok(it.status);
    return count;
}

static void measures(void)
{
    struct uefi_tcg2 tcg2 = {0};
    struct uefi_tcg_log log = {0}, after = {0}, final = {0};
    struct uefi_tcg_entry entry = {0};
    if (!check_ok(uefi_tcg2_open(&tcg2)))
        return;
    if (!check_ok(uefi_tcg2_log(&tcg2, EFI_TCG2_EVENT_LOG_FORMAT_TCG_2, &log)))
        return;
    unsigned count = entries(&log, &entry);
    check(count > 10);
    check_ok(uefi_tcg2_measure(&tcg2, 16, EV_IPL, 0, "data", 4, "an event", 8));
    check_ok(uefi_tcg2_log(&tcg2, EFI_TCG2_EVENT_LOG_FORMAT_TCG_2, &after));
    check_equal(entries(&after, &entry), count + 1);
    check_equal(entry.pcr, 16);
    check_equal(entry.type, EV_IPL);
    check(entry.event_size == 8 && same((const char *)entry.event, "an event", 8));
    check(entry.digest_count >= 1);
    for (size_t i = 0; i < entry.digest_count; i++) /* SHA-256 of "data" begins so */
        if (entry.digests[i].algorithm == TPM_ALG_SHA256)
            check(same((const char *)entry.digests[i].at, "\x3a\x6e\xb0\x79", 4));
    if (check_ok(uefi_tcg2_final_log(&log, &final))) { /* the log was asked for before */
        struct uefi_tcg_iter it = uefi_tcg_log_begin_final(&log, &final);
        check(uefi_tcg_next(&it, &entry));
        check_equal(entry.pcr, 16);
    }
    check_status(uefi_tcg2_measure(&tcg2, 24, EV_IPL, 0, "", 0, "", 0), EFI_INVALID_PARAMETER);
    check_status(uefi_tcg2_log(&tcg2, 0x80, &log), EFI_INVALID_PARAMETER);
    uefi_tcg2_close(&tcg2);
}

static void talks_to_the_tpm(void)
{
    static const uint8_t get_random[12] = {0x80, 0x01, 0, 0, 0, 12, 0, 0, 0x01, 0x7B, 0, 8};
    uint8_t response[64];
    size_t size = 0;
    struct uefi_tcg2 tcg2 = {0};
    EFI_TCG2_BOOT_SERVICE_CAPABILITY capability = {0};
    uint32_t banks = 0, answer = 0;
    bool present = true;
    if (!check_ok(uefi_tcg2_open(&tcg2)))
        return;
    check_ok(uefi_tcg2_capability(&tcg2, &capability));
    check_equal(capability.TPMPresentFlag, 1);
    check(capability.ManufacturerID != 0 && capability.NumberOfPCRBanks >= 1);
    check_ok(uefi_tcg2_banks(&tcg2, &banks));
    check_equal(banks, capability.ActivePcrBanks);
    check_ok(uefi_tcg2_set_banks_result(&tcg2, &present, &answer));
    check(!present);
    if (check_ok(uefi_tcg2_submit(&tcg2, get_random, sizeof get_random, response, sizeof response,
                                  &size))) {
        check_equal(size, 20); /* head, length, eight bytes */
        check_equal(response[9], 0);
        check_equal(response[11], 8);
    }
    uefi_tcg2_close(&tcg2);
}

static void names_drivers(void)
{
    static const EFI_GUID guids[] = {EFI_COMPONENT_NAME2_PROTOCOL_GUID,
                                     EFI_COMPONENT_NAME_PROTOCOL_GUID};
    unsigned named = 0, devices = 0;
    for (int edition = 0; edition < 2; edition++) {
        struct uefi_handles handles = {0};
        if (!check_ok(uefi_handles_find(&guids[edition], &handles)))
            return;
        for (size_t i = 0; i < handles.count; i++) {
            struct uefi_component_name name = {0};
            const char16_t *text = NULL;
            if (!check_ok(uefi_component_name_open_on(handles.at[i], &name)))
                continue;
            check_ok(uefi_component_name_driver(&name, NULL, &text));
            check(text && *text);
            check_status(uefi_component_name_driver(&name, "xx", &text), EFI_UNSUPPORTED);
            const struct uefi_handle none = {0};
            const struct uefi_handle console =
                uefi_handle_of(uefi_image()->system->ConsoleInHandle);
            devices += uefi_is_ok(uefi_component_name_device(&name, console, none, NULL, &text));
            named++;
            uefi_component_name_close(&name);
        }
        uefi_handles_close(&handles);
    }
    note("names of drivers", named);
    note("that know the console", devices);
    check(named > 50);
}

static void reads_the_hii_database(void)
{
    struct uefi_hii hii = {0};
    struct uefi_hii_list lists[64];
    size_t count = 0, needed = 0;
    unsigned texts = 0;
    if (!check_ok(uefi_hii_open(&hii)))
        return;
    check_status(uefi_hii_lists(&hii, EFI_HII_PACKAGE_TYPE_ALL, NULL, 0, &count, &needed),
                 EFI_BUFFER_TOO_SMALL);
    check(needed > 3);
    if (!check_ok(uefi_hii_lists(&hii, EFI_HII_PACKAGE_STRINGS, lists, 64, &count, NULL)))
        return;
    for (size_t i = 0; i < count; i++) {
        struct uefi_buf buf = {0};
        char languages[64];
        check_ok(uefi_hii_export_alloc(&hii, lists[i], &buf));
        uefi_buf_close(&buf);
        if (!check_ok(uefi_hii_languages(&hii, lists[i], languages, sizeof languages, NULL)))
            continue;
        char16_t *text = NULL;
        texts += uefi_is_ok(uefi_hii_get_string_alloc(&hii, lists[i], 2, "en-US", &text)) && *text;
        uefi_pool_free(text);
    }
    check(texts > 3);
    uefi_hii_close(&hii);
}

static void adds_to_the_hii_database(void)
{
    /* GUID, length; the end alone: strings come later */
    static const uint8_t bytes[24] = {0x0D, 0xF0, 0xAD, 0x8B, 1, 2,  3,  4,
                                      5,    6,    7,    8,    9, 10, 11, 12,
                                      24,   0,    0,    0,    4, 0,  0,  EFI_HII_PACKAGE_END};
    struct uefi_hii hii = {0};
    struct uefi_hii_list list = {0};
    char16_t text[8];
    size_t length = 0, needed = 0;
    uint16_t id = 0;
    if (!check_ok(uefi_hii_open(&hii)) ||
        !check_ok(
            uefi_hii_add(&hii, bytes, sizeof bytes, uefi_handle_of(uefi_image()->handle), &list)))
        return;
    if (check_ok(uefi_hii_new_string(&hii, list, "en-US", u"English", u"Hello", &id))) {
        check_ok(uefi_hii_get_string(&hii, list, id, "en-US", text, 8, &length, NULL));
        check_equal(length, 5);
        check(uefi_utf16_equal(text, u"Hello"));
        check_status(uefi_hii_get_string(&hii, list, id, "en-US", text, 3, NULL, &needed),
                     EFI_BUFFER_TOO_SMALL);
        check_equal(needed, 6);
        check_ok(uefi_hii_set_string(&hii, list, id, "en-US", u"Bye"));
        check_ok(uefi_hii_get_string(&hii, list, id, "en-US", text, 8, &length, NULL));
        check_equal(length, 3);
        check_ok(uefi_hii_new_string(&hii, list, "en-US", NULL, u"Again", &id));
        check_status(
            uefi_hii_get_string(&hii, list, (uint16_t)(id + 9), "en-US", text, 8, NULL, NULL),
            EFI_NOT_FOUND);
    }
    check_ok(uefi_hii_remove(&hii, list));
    check_status(uefi_hii_remove(&hii, list), EFI_NOT_FOUND);
    uefi_hii_close(&hii);
}

static void collates(void)
{
    struct uefi_collation collation = {0};
    int order = 9;
    bool yes = false;
    char16_t text[8] = u"AbC1", out[16];
    char fat[11];
    if (!check_ok(uefi_collation_open(&collation)))
        return;
    check(!collation.first_edition);
    check_ok(uefi_collation_compare(&collation, u"boot", u"BOOT", &order));
    check_equal(order, 0);
    check_ok(uefi_collation_compare(&collation, u"a", u"b", &order));
    check_equal(order, -1);
    check_ok(uefi_collation_match(&collation, u"KERNEL.BIN", u"ker*.[a-c]in", &yes));
    check(yes);
    check_ok(uefi_collation_match(&collation, u"KERNEL.BIN", u"?.bin", &yes));
    check(!yes);
    check_ok(uefi_collation_lower(&collation, text, 8));
    check(uefi_utf16_equal(text, u"abc1"));
    check_ok(uefi_collation_upper(&collation, text, 8));
    check(uefi_utf16_equal(text, u"ABC1"));
    check_ok(uefi_collation_to_fat(&collation, u"readme", fat, 8, &yes));
    check(same(fat, "README", 6) && !yes);
    check_ok(uefi_collation_from_fat(&collation, fat, 6, out, 16));
    check(uefi_utf16_equal(out, u"README"));
    uefi_collation_close(&collation);
}

static void unpacks(void)
{
    /* sizes; then a block of five symbols, of which each set has but one: the letter A */
    static const uint8_t packed[] = {8, 0, 0, 0, 5, 0, 0, 0, 0, 5, 0, 0, 0x04, 0x10, 0, 0};
    struct uefi_decompress decompress = {0};
    struct uefi_buf buf = {0};
    size_t needed = 0;
    if (!check_ok(uefi_decompress_open(&decompress)))
        return;
    if (check_ok(uefi_decompress_alloc(&decompress, packed, sizeof packed, 5, &buf, NULL)))
        check(buf.size == 5 && same((const char *)buf.data, "AAAAA", 5));
    uefi_buf_close(&buf);
    check_status(uefi_decompress_alloc(&decompress, packed, sizeof packed, 4, &buf, &needed),
                 EFI_BUFFER_TOO_SMALL);
    check_equal(needed, 5);
    check_status(uefi_decompress_alloc(&decompress, packed, 7, 5, &buf, NULL),
                 EFI_INVALID_PARAMETER);
    uefi_decompress_close(&decompress);
}

/* This program was not started from a shell (that is shell.t). */
static void has_no_shell(void)
{
    struct uefi_args args = {0};
    struct uefi_shell shell = {0};
    check_status(uefi_args_open(&args), EFI_UNSUPPORTED);
    check_status(uefi_shell_open(&shell), EFI_UNSUPPORTED);
    uefi_args_close(&args);
    uefi_shell_close(&shell);
}

TESTS(services, test(finds_configuration_tables), test(walks_smbios), test(adds_to_smbios),
      test(installs_acpi_tables), test(measures), test(talks_to_the_tpm), test(names_drivers),
      test(reads_the_hii_database), test(adds_to_the_hii_database), test(collates), test(unpacks),
      test(has_no_shell))
