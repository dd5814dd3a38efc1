/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Configuration tables and SMBIOS: as they should be, and as they should not.
 *
 * Tests: EFI_SMBIOS_PROTOCOL
 */
#include "check.h"
#include "uefi/smbios.h"

static const uint8_t structures[] = {
    1,   8, 0x01, 0x00, 1, 2, 0x34, 0x12, 'A', 'c', 'm', 'e', 0, 'B', 'o', 'x', 0, 0, /* 18 */
    4,   5, 0x02, 0x00, 0, 0, 0, /* no strings */
    127, 4, 0x03, 0x00, 0, 0, 0xEE, 0xEE,
};

/* Exactly as long as asked, so that the sanitizers see each byte beyond. */
static uint8_t *copy(struct uefi_mock *m, const void *bytes, size_t size)
{
    uint8_t *at = (uint8_t *)uefi_mock_keep(m, size);
    memcpy(at, bytes, size);
    return at;
}

static void seal(uint8_t *at, size_t size, size_t place)
{
    uint8_t sum = 0;
    at[place] = 0;
    for (size_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + at[i]);
    at[place] = (uint8_t)-sum;
}

static SMBIOS_TABLE_3_0_ENTRY_POINT entry3(const uint8_t *table, uint32_t size)
{
    SMBIOS_TABLE_3_0_ENTRY_POINT entry = {{'_', 'S', 'M', '3', '_'}, 0, 24, 3, 5, 0, 1, 0, size,
                                          (uintptr_t)table};
    seal((uint8_t *)&entry, sizeof entry, 5);
    return entry;
}

static void finds_tables(struct uefi_mock *m)
{
    const EFI_GUID guid = SMBIOS3_TABLE_GUID;
    struct uefi_configs configs;
    void *table = NULL;
    assert_status(uefi_config_find(&guid, &table), EFI_NOT_FOUND);
    uefi_mock_table(m, &guid, m);
    assert_ok(uefi_config_find(&guid, &table));
    assert_ptr_equal(table, m);
    assert_ok(uefi_configs_get(&configs));
    assert_true(configs.count >= 1);

    EFI_SYSTEM_TABLE *system = uefi_mock_system(m);
    EFI_SYSTEM_TABLE kept = *system;
    table = NULL;
    system->NumberOfTableEntries = 0;
    assert_status(uefi_config_find(&guid, &table), EFI_NOT_FOUND);
    assert_ok(uefi_configs_get(&configs));
    assert_null(configs.at);
    system->NumberOfTableEntries = (UINTN)-1;
    assert_status(uefi_config_find(&guid, &table), EFI_PROTOCOL_ERROR);
    system->NumberOfTableEntries = 1;
    system->ConfigurationTable = NULL;
    assert_status(uefi_config_find(&guid, &table), EFI_PROTOCOL_ERROR);
    system->ConfigurationTable =
        (EFI_CONFIGURATION_TABLE *)((uintptr_t)kept.ConfigurationTable + 1);
    assert_status(uefi_configs_get(&configs), EFI_PROTOCOL_ERROR);
    EFI_CONFIGURATION_TABLE one = {guid, NULL};
    system->ConfigurationTable = &one;
    assert_status(uefi_config_find(&guid, &table), EFI_PROTOCOL_ERROR);
    assert_null(table);
    *system = kept;
    end_boot_services();
    assert_ok(uefi_config_find(&guid, &table));
}
MOCKED(finds_tables)

static void finds_smbios(struct uefi_mock *m)
{
    const EFI_GUID three = SMBIOS3_TABLE_GUID, two = SMBIOS_TABLE_GUID;
    struct uefi_smbios table = {0};
    assert_status(uefi_smbios_find(&table), EFI_NOT_FOUND);
    uint8_t *at = copy(m, structures, sizeof structures);
    SMBIOS_TABLE_3_0_ENTRY_POINT good = entry3(at, sizeof structures);
    uint8_t *entry = copy(m, &good, sizeof good);
    uefi_mock_table(m, &three, entry);
    assert_ok(uefi_smbios_find(&table));
    assert_ptr_equal(table.at, at);
    assert_int_equal(table.size, sizeof structures);
    assert_int_equal(table.major * 10 + table.minor, 35);

    entry[7]++; /* the checksum is wrong now, and there is no older table */
    assert_status(uefi_smbios_find(&table), EFI_COMPROMISED_DATA);
    SMBIOS_TABLE_ENTRY_POINT old = {.AnchorString = {'_', 'S', 'M', '_'},
                                    .EntryPointLength = 31,
                                    .MajorVersion = 2,
                                    .MinorVersion = 8,
                                    .IntermediateAnchorString = {'_', 'D', 'M', 'I', '_'},
                                    .TableLength = 7,
                                    .TableAddress = 0x1000};
    seal((uint8_t *)&old, sizeof old, 4);
    uefi_mock_table(m, &two, copy(m, &old, sizeof old));
    assert_ok(uefi_smbios_find(&table));
    assert_int_equal((uintptr_t)table.at, 0x1000);
    assert_int_equal(table.size, 7);
}
MOCKED(finds_smbios)

static void refuses_entry_points(void **state)
{
    (void)state;
    struct uefi_smbios table = {0};
    SMBIOS_TABLE_3_0_ENTRY_POINT entry = entry3(structures, sizeof structures), bad;
    assert_ok(uefi_smbios_of(&entry, sizeof entry, &table));
    table = (struct uefi_smbios){0};
    for (size_t size = 0; size < sizeof entry; size++)
        assert_status(uefi_smbios_of(&entry, size, &table), EFI_COMPROMISED_DATA);
    for (size_t i = 0; i < sizeof entry; i++) { /* each byte is under the checksum */
        bad = entry;
        ((uint8_t *)&bad)[i] ^= 0x10;
        assert_status(uefi_smbios_of(&bad, sizeof bad, &table), EFI_COMPROMISED_DATA);
    }
    bad = entry;
    bad.EntryPointLength = 25; /* beyond what can be read */
    seal((uint8_t *)&bad, sizeof bad, 5);
    assert_status(uefi_smbios_of(&bad, sizeof bad, &table), EFI_COMPROMISED_DATA);
    bad = entry3(NULL, 64);
    assert_status(uefi_smbios_of(&bad, sizeof bad, &table), EFI_COMPROMISED_DATA);
    bad = entry3(structures, 3);
    assert_status(uefi_smbios_of(&bad, sizeof bad, &table), EFI_COMPROMISED_DATA);
    bad = entry3((const uint8_t *)UINTPTR_MAX, 64); /* wraps round */
    assert_status(uefi_smbios_of(&bad, sizeof bad, &table), EFI_COMPROMISED_DATA);

    SMBIOS_TABLE_ENTRY_POINT old = {.AnchorString = {'_', 'S', 'M', '_'},
                                    .EntryPointLength = 30,
                                    .IntermediateAnchorString = {'_', 'D', 'M', 'I', '_'},
                                    .TableLength = 7,
                                    .TableAddress = 0x1000};
    seal((uint8_t *)&old, sizeof old, 4);
    assert_null(table.at);
    assert_ok(uefi_smbios_of(&old, sizeof old, &table));
    old.IntermediateAnchorString[1] = 'X';
    seal((uint8_t *)&old, sizeof old, 4);
    assert_status(uefi_smbios_of(&old, sizeof old, &table), EFI_COMPROMISED_DATA);
    old.EntryPointLength = 29;
    seal((uint8_t *)&old, sizeof old, 4);
    assert_status(uefi_smbios_of(&old, sizeof old, &table), EFI_COMPROMISED_DATA);
}

static void walks_structures(struct uefi_mock *m)
{
    struct uefi_smbios table = {copy(m, structures, sizeof structures), sizeof structures, 3, 5};
    struct uefi_smbios_iter it = uefi_smbios_begin(&table);
    struct uefi_smbios_structure s;
    assert_true(uefi_smbios_next(&it, &s));
    assert_int_equal(s.type, 1);
    assert_int_equal(s.handle, 1);
    assert_string_equal(uefi_smbios_string(&s, 1), "Acme");
    assert_string_equal(uefi_smbios_string(&s, uefi_smbios_number(&s, 5, 1)), "Box");
    assert_null(uefi_smbios_string(&s, 0));
    assert_null(uefi_smbios_string(&s, 3));
    assert_int_equal(uefi_smbios_number(&s, 6, 2), 0x1234);
    assert_int_equal(uefi_smbios_number(&s, 7, 2), 0);
    assert_int_equal(uefi_smbios_number(&s, (size_t)-1, 2), 0);
    assert_int_equal(uefi_smbios_number(&s, 0, 9), 0);
    assert_int_equal(uefi_smbios_number(&s, 0, 0), 0);
    assert_true(uefi_smbios_next(&it, &s));
    assert_null(s.strings);
    assert_null(uefi_smbios_string(&s, 1));
    assert_true(uefi_smbios_next(&it, &s));
    assert_int_equal(s.type, 127);
    assert_false(uefi_smbios_next(&it, &s));
    assert_ok(it.status);
    assert_false(uefi_smbios_next(&it, &s));
}
MOCKED(walks_structures)

/* Cut at every length, and with every length byte a structure can have: nothing beyond is read. */
static void survives_broken_structures(struct uefi_mock *m)
{
    struct uefi_smbios_structure s;
    for (size_t size = 0; size <= 31; size++) {
        uint8_t *at = (uint8_t *)test_malloc(size ? size : 1);
        memcpy(at, structures, size);
        struct uefi_smbios table = {at, size, 3, 0};
        struct uefi_smbios_iter it = uefi_smbios_begin(&table);
        while (uefi_smbios_next(&it, &s))
            uefi_smbios_string(&s, 7);
        if (size == 0 || size == 18 || size == 25 || size == 31)
            assert_ok(it.status);
        else
            assert_status(it.status, EFI_COMPROMISED_DATA);
        test_free(at);
    }
    uint8_t *at = copy(m, structures, 18);
    for (unsigned length = 0; length < 256; length++) {
        at[1] = (uint8_t)length;
        struct uefi_smbios table = {at, 18, 3, 0};
        struct uefi_smbios_iter it = uefi_smbios_begin(&table);
        bool any = uefi_smbios_next(&it, &s);
        assert_true(any == (length >= 4 && length <= 16));
        if (any)
            uefi_smbios_string(&s, 200);
    }
}
MOCKED(survives_broken_structures)

/* --- The protocol --- */

static struct {
    EFI_SMBIOS_PROTOCOL protocol;
    uint8_t *at;
    unsigned removed;
} firmware;

static EFI_STATUS EFIAPI get_next(const EFI_SMBIOS_PROTOCOL *this, EFI_SMBIOS_HANDLE *handle,
                                  EFI_SMBIOS_TYPE *type, EFI_SMBIOS_TABLE_HEADER **record,
                                  EFI_HANDLE *producer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Smbios.GetNext", &lie);
    (void)this;
    assert_null(producer);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    size_t at = *handle == SMBIOS_HANDLE_PI_RESERVED ? 0 : *handle == 1 ? 18 : sizeof structures;
    if (type && *type == 4)
        at = at > 18 ? at : 18;
    else if (type && at)
        return EFI_NOT_FOUND;
    if (at >= 25)
        return EFI_NOT_FOUND;
    if (lie.how != UEFI_MOCK_NULL)
        *record = (EFI_SMBIOS_TABLE_HEADER *)(firmware.at + at);
    if (lie.how != UEFI_MOCK_SILENT)
        *handle = at ? 2 : 1;
    return status;
}

static EFI_STATUS EFIAPI add(const EFI_SMBIOS_PROTOCOL *this, EFI_HANDLE producer,
                             EFI_SMBIOS_HANDLE *handle, EFI_SMBIOS_TABLE_HEADER *record)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Smbios.Add", &lie);
    (void)this, (void)record;
    assert_ptr_equal(producer, uefi_image()->handle);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (*handle == SMBIOS_HANDLE_PI_RESERVED)
        *handle = (EFI_SMBIOS_HANDLE)uefi_mock_number(&lie, 77);
    else
        *handle = (EFI_SMBIOS_HANDLE)uefi_mock_number(&lie, *handle);
    return status;
}

static EFI_STATUS EFIAPI take_away(const EFI_SMBIOS_PROTOCOL *this, EFI_SMBIOS_HANDLE handle)
{
    (void)this;
    firmware.removed = handle;
    return EFI_SUCCESS;
}

static void asks_the_protocol(struct uefi_mock *m)
{
    const EFI_GUID guid = EFI_SMBIOS_PROTOCOL_GUID;
    struct uefi_smbios_protocol object = {0};
    struct uefi_smbios_structure s;
    uint16_t handle = SMBIOS_HANDLE_PI_RESERVED, given = 0;
    const uint8_t four = 4, nine = 9;
    assert_status(uefi_smbios_protocol_open(&object), EFI_UNSUPPORTED);
    firmware.at = copy(m, structures, sizeof structures);
    firmware.protocol = (EFI_SMBIOS_PROTOCOL){add, NULL, take_away, get_next, 3, 5};
    struct uefi_handle on = uefi_handle_of(uefi_mock_install(m, NULL, &guid, &firmware.protocol));
    assert_ok(uefi_smbios_protocol_open_on(on, &object));
    uefi_smbios_protocol_close(&object);
    assert_status(uefi_smbios_protocol_next(&object, &handle, NULL, &s), EFI_NOT_STARTED);
    assert_ok(uefi_smbios_protocol_open(&object));

    assert_ok(uefi_smbios_protocol_next(&object, &handle, NULL, &s));
    assert_string_equal(uefi_smbios_string(&s, 2), "Box");
    assert_ok(uefi_smbios_protocol_next(&object, &handle, NULL, &s));
    assert_int_equal(s.type, 4);
    assert_status(uefi_smbios_protocol_next(&object, &handle, NULL, &s), EFI_NOT_FOUND);
    handle = SMBIOS_HANDLE_PI_RESERVED;
    assert_ok(uefi_smbios_protocol_next(&object, &handle, &four, &s));

    handle = SMBIOS_HANDLE_PI_RESERVED;
    assert_status(uefi_smbios_protocol_next(&object, &handle, &nine, &s), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "Smbios.GetNext", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_smbios_protocol_next(&object, &handle, NULL, &s), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "Smbios.GetNext", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_status(uefi_smbios_protocol_next(&object, &handle, NULL, &s), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "Smbios.GetNext", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_smbios_protocol_next(&object, &handle, NULL, &s), EFI_DEVICE_ERROR);
    firmware.at[1] = 3;
    assert_status(uefi_smbios_protocol_next(&object, &handle, NULL, &s), EFI_PROTOCOL_ERROR);
    firmware.at = (uint8_t *)uefi_mock_keep(m, UEFI_SMBIOS_STRINGS_MAX + 16);
    memset(firmware.at, 'x', UEFI_SMBIOS_STRINGS_MAX + 16);
    firmware.at[1] = 4;
    assert_status(uefi_smbios_protocol_next(&object, &handle, NULL, &s), EFI_PROTOCOL_ERROR);
    assert_int_equal(handle, SMBIOS_HANDLE_PI_RESERVED);

    assert_ok(uefi_smbios_protocol_add(&object, structures, 18, 9, &given));
    assert_int_equal(given, 9);
    assert_ok(uefi_smbios_protocol_add(&object, structures, 18, SMBIOS_HANDLE_PI_RESERVED, &given));
    assert_int_equal(given, 77);
    assert_status(uefi_smbios_protocol_add(&object, structures, 17, 9, &given),
                  EFI_INVALID_PARAMETER);
    assert_status(uefi_smbios_protocol_add(&object, structures, 25, 9, &given),
                  EFI_INVALID_PARAMETER);
    uefi_mock_lie(m, "Smbios.Add", UEFI_MOCK_FAIL, EFI_ALREADY_STARTED, 0, 1);
    assert_status(uefi_smbios_protocol_add(&object, structures, 18, 9, &given),
                  EFI_ALREADY_STARTED);
    uefi_mock_lie(m, "Smbios.Add", UEFI_MOCK_NUMBER, 10, 0, 1);
    assert_status(uefi_smbios_protocol_add(&object, structures, 18, 9, &given), EFI_PROTOCOL_ERROR);
    assert_int_equal(given, 77);
    assert_ok(uefi_smbios_protocol_remove(&object, 77));
    assert_int_equal(firmware.removed, 77);
    end_boot_services();
    assert_status(uefi_smbios_protocol_remove(&object, 77), EFI_NOT_READY);
    uefi_smbios_protocol_close(&object);
    uefi_smbios_protocol_close(&object);
}
MOCKED(asks_the_protocol)

TESTS(mocked(finds_tables), mocked(finds_smbios), test(refuses_entry_points),
      mocked(walks_structures), mocked(survives_broken_structures), mocked(asks_the_protocol))
