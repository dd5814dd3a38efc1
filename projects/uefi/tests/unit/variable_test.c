/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Variables as whole values, and those of boot managers. */
#include "check.h"
#include "uefi/text.h"
#include "uefi/variable.h"

static const EFI_GUID vendor = UEFI_GUID(0x11111111, 2, 3, 4, 5);
#define BS EFI_VARIABLE_BOOTSERVICE_ACCESS

static void whole_values(struct uefi_mock *m)
{
    struct uefi_buf buf = {0};
    uint32_t attributes;
    uint64_t number = 7;
    assert_status(uefi_variable_get(u"V", &vendor, &buf, NULL), EFI_NOT_FOUND);
    uefi_mock_variable(m, u"V", &vendor, BS, "value", 5);
    assert_ok(uefi_variable_get(u"V", &vendor, &buf, &attributes));
    assert_int_equal(buf.size, 5);
    assert_memory_equal(buf.data, "value", 5);
    assert_int_equal(attributes, BS);
    uefi_buf_close(&buf);
    assert_status(uefi_variable_get_number(u"V", &vendor, 4, &number), EFI_BAD_BUFFER_SIZE);
    assert_status(uefi_variable_get_number(u"V", &vendor, 0, &number), EFI_INVALID_PARAMETER);
    assert_status(uefi_variable_get_number(u"V", &vendor, 9, &number), EFI_INVALID_PARAMETER);
    assert_status(uefi_variable_get_number(u"W", &vendor, 2, &number), EFI_NOT_FOUND);
    uefi_mock_variable(m, u"V", &vendor, BS, "123456789", 9);
    assert_status(uefi_variable_get_number(u"V", &vendor, 8, &number), EFI_BAD_BUFFER_SIZE);
    assert_int_equal(number, 7);
    uefi_mock_variable(m, u"V", &vendor, BS, "\x34\x12", 2);
    assert_ok(uefi_variable_get_number(u"V", &vendor, 2, &number));
    assert_int_equal(number, 0x1234);
    assert_ok(uefi_variable_delete(u"V", &vendor));
    assert_status(uefi_variable_delete(u"V", &vendor), EFI_NOT_FOUND);
}
MOCKED(whole_values)

static void lies_about_values(struct uefi_mock *m)
{
    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
        unsigned after, times;
        EFI_STATUS status;
    } lies[] = {
        {UEFI_MOCK_GROWS, 8, 0, 2, EFI_SUCCESS},
        {UEFI_MOCK_GROWS, 8, 0, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, 0, 0, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, 5, 0, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, UINT64_MAX, 0, 0, EFI_OUT_OF_RESOURCES},
        {UEFI_MOCK_NUMBER, 6, 1, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_NUMBER, 0, 1, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_CUT, 3, 1, 0, EFI_SUCCESS}, /* it has become shorter */
        {UEFI_MOCK_FAIL, EFI_SUCCESS, 0, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_FAIL, EFI_SECURITY_VIOLATION, 1, 0, EFI_SECURITY_VIOLATION},
    };
    uefi_mock_variable(m, u"V", &vendor, BS, "value", 5);
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct uefi_buf buf = {0};
        uefi_mock_be_honest(m);
        uefi_mock_lie(m, "GetVariable", lies[i].how, lies[i].value, lies[i].after, lies[i].times);
        assert_status(uefi_variable_get(u"V", &vendor, &buf, NULL), lies[i].status);
        if (lies[i].status)
            assert_null(buf.data);
        uefi_buf_close(&buf);
        assert_int_equal(uefi_mock_pool_blocks(m), 0);
    }
}
MOCKED(lies_about_values)

static void all_names(struct uefi_mock *m)
{
    static const char16_t *const names[] = {u"One", u"Two", u"A much longer name", u"4"};
    for (size_t i = 0; i < 4; i++)
        uefi_mock_variable(m, names[i], &vendor, BS, "x", 1);
    char16_t name[20];
    struct uefi_variables it = uefi_variables_begin(name, 20);
    for (size_t i = 0; i < 4; i++) {
        assert_true(uefi_variables_next(&it));
        assert_true(uefi_utf16_equal(it.name, names[i]));
        assert_memory_equal(&it.vendor, &vendor, sizeof vendor);
    }
    assert_false(uefi_variables_next(&it));
    assert_false(uefi_variables_next(&it));
    assert_ok(it.status);
    it = uefi_variables_begin(name, 10);
    assert_true(uefi_variables_next(&it) && uefi_variables_next(&it));
    assert_false(uefi_variables_next(&it));
    assert_status(it.status, EFI_BUFFER_TOO_SMALL);
    it = uefi_variables_begin(NULL, 0);
    assert_false(uefi_variables_next(&it));
    assert_status(it.status, EFI_INVALID_PARAMETER);

    /* A name without an end, an empty one, and a list that goes round in circles. */
    it = uefi_variables_begin(name, 19);
    uefi_mock_lie(m, "GetNextVariableName", UEFI_MOCK_GARBAGE, 'y', 2, 1);
    assert_true(uefi_variables_next(&it) && uefi_variables_next(&it));
    assert_false(uefi_variables_next(&it));
    assert_status(it.status, EFI_PROTOCOL_ERROR);
    uefi_mock_be_honest(m);
    uefi_mock_lie(m, "GetNextVariableName", UEFI_MOCK_FAIL, EFI_SUCCESS, 0, 1);
    it = uefi_variables_begin(name, 20);
    assert_false(uefi_variables_next(&it));
    assert_status(it.status, EFI_PROTOCOL_ERROR);
    uefi_mock_be_honest(m);
    uefi_mock_lie(m, "GetNextVariableName", UEFI_MOCK_OFF, 0, 0, 0);
    it = uefi_variables_begin(name, 20);
    unsigned count = 0;
    while (uefi_variables_next(&it))
        count++;
    assert_int_equal(count, 65535);
    assert_status(it.status, EFI_PROTOCOL_ERROR);
}
MOCKED(all_names)

static void boot_options(struct uefi_mock *m)
{
    uint8_t bytes[64];
    struct uefi_path path;
    struct uefi_path_builder b = uefi_path_build(bytes, sizeof bytes);
    uefi_path_add_file(&b, u"\\linux.efi", SIZE_MAX);
    assert_ok(uefi_path_finish(&b, &path, NULL));
    struct uefi_load_option option = {.attributes = UEFI_LOAD_OPTION_ACTIVE,
                                      .description = u"Linux",
                                      .description_length = 5,
                                      .path = path,
                                      .data = (const uint8_t *)"quiet",
                                      .data_size = 5};
    struct uefi_load_option read;
    struct uefi_buf buf = {0};
    uint16_t number = 0;
    assert_ok(uefi_load_option_set("Boot", 0, &option));
    assert_ok(uefi_load_option_set("Boot", 1, &option));
    assert_ok(uefi_load_option_free_number("Boot", &number));
    assert_int_equal(number, 2);
    assert_ok(uefi_load_option_get("Boot", 1, &buf, &read));
    assert_true(uefi_path_equal(read.path, path));
    assert_memory_equal(read.data, "quiet", 5);
    uefi_buf_close(&buf);
    assert_status(uefi_load_option_get("Boot", 0xFFFF, &buf, &read), EFI_NOT_FOUND);
    uefi_mock_variable(m, u"Boot0003", &uefi_global_variable, 7, "short", 5);
    assert_status(uefi_load_option_get("Boot", 3, &buf, &read), EFI_COMPROMISED_DATA);
    assert_null(buf.data);
    option.description = u"a\0b";
    option.description_length = 3;
    assert_status(uefi_load_option_set("Boot", 4, &option), EFI_INVALID_PARAMETER);

    uint16_t order[4];
    size_t count = 99;
    assert_ok(uefi_load_order_get("Boot", order, 4, &count));
    assert_int_equal(count, 0);
    assert_ok(uefi_load_order_set("Boot", (const uint16_t[]){1, 0, 2}, 3));
    assert_status(uefi_load_order_get("Boot", order, 2, &count), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(count, 3);
    assert_ok(uefi_load_order_get("Boot", order, 4, &count));
    assert_int_equal(count, 3);
    assert_int_equal(order[0], 1);
    uefi_mock_variable(m, u"BootOrder", &uefi_global_variable, 7, "odd", 3);
    assert_status(uefi_load_order_get("Boot", order, 4, &count), EFI_COMPROMISED_DATA);
    assert_status(uefi_load_order_get("Boot", order, 1, &count), EFI_COMPROMISED_DATA);
    uefi_mock_lie(m, "GetVariable", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 2);
    assert_status(uefi_load_order_get("Boot", order, 4, &count), EFI_DEVICE_ERROR);
    assert_status(uefi_load_option_free_number("Boot", &number), EFI_DEVICE_ERROR);
    uefi_mock_lie(m, "GetVariable", UEFI_MOCK_FAIL, EFI_SUCCESS, 0, 0); /* all are there */
    assert_status(uefi_load_option_free_number("Boot", &number), EFI_OUT_OF_RESOURCES);
}
MOCKED(boot_options)

static void secure_boot(struct uefi_mock *m)
{
    static const struct {
        char on, setup;
        enum uefi_secure_boot want;
    } cases[] = {{0, 1, UEFI_SECURE_BOOT_SETUP},
                 {0, 0, UEFI_SECURE_BOOT_DISABLED},
                 {1, 0, UEFI_SECURE_BOOT_ENABLED},
                 {2, 0, UEFI_SECURE_BOOT_DISABLED}};
    enum uefi_secure_boot state = UEFI_SECURE_BOOT_ENABLED;
    assert_ok(uefi_secure_boot(&state));
    assert_int_equal(state, UEFI_SECURE_BOOT_NONE);
    for (size_t i = 0; i < 4; i++) {
        uefi_mock_variable(m, u"SecureBoot", &uefi_global_variable, BS, &cases[i].on, 1);
        uefi_mock_variable(m, u"SetupMode", &uefi_global_variable, BS, &cases[i].setup, 1);
        assert_ok(uefi_secure_boot(&state));
        assert_int_equal(state, cases[i].want);
    }
    uefi_mock_variable(m, u"SecureBoot", &uefi_global_variable, BS, "\1\0", 2);
    assert_status(uefi_secure_boot(&state), EFI_BAD_BUFFER_SIZE);
}
MOCKED(secure_boot)

TESTS(mocked(whole_values), mocked(lies_about_values), mocked(all_names), mocked(boot_options),
      mocked(secure_boot))
