/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Variables of real firmware, and the boot options that it made for this machine. */
#include "test.h"
#include "uefi/text.h"
#include "uefi/variable.h"

int memcmp(const void *, const void *, size_t);

static const EFI_GUID vendor = UEFI_GUID(0x8f6c7a51, 0x3d1e, 0x4b0e, 0x9d59, 0x6f0a6f7d5e03);

static void all_names(void)
{
    char16_t name[256];
    struct uefi_variables it = uefi_variables_begin(name, 256);
    unsigned count = 0, boot = 0;
    while (uefi_variables_next(&it)) {
        struct uefi_buf buf = {0};
        uint16_t number;
        count++;
        boot += uefi_load_option_number(it.name, 256, "Boot", &number);
        check_ok(uefi_variable_get(it.name, &it.vendor, &buf, NULL));
        uefi_buf_close(&buf);
    }
    check_ok(it.status);
    note("variables", count);
    check(count > 20 && boot > 0);
}

static void whole_values(void)
{
    UEFI_SCOPED(uefi_buf) buf = {0};
    uint64_t number = 0;
    uint32_t attributes = 0;
    check_ok(uefi_runtime_set_variable(u"OSDevTest", &vendor, EFI_VARIABLE_BOOTSERVICE_ACCESS,
                                       "\x34\x12", 2));
    check_ok(uefi_variable_get(u"OSDevTest", &vendor, &buf, &attributes));
    check(buf.size == 2 && attributes == EFI_VARIABLE_BOOTSERVICE_ACCESS);
    check_ok(uefi_variable_get_number(u"OSDevTest", &vendor, 2, &number));
    check_equal(number, 0x1234);
    check_status(uefi_variable_get_number(u"OSDevTest", &vendor, 1, &number), EFI_BAD_BUFFER_SIZE);
    check_ok(uefi_variable_delete(u"OSDevTest", &vendor));
    check_status(uefi_variable_delete(u"OSDevTest", &vendor), EFI_NOT_FOUND);
}

static void boot_options(void)
{
    uint16_t order[64], number = 0;
    size_t count = 0;
    if (!check_ok(uefi_load_order_get("Boot", order, 64, &count)) || !check(count > 0))
        return;
    for (size_t i = 0; i < count; i++) {
        UEFI_SCOPED(uefi_buf) buf = {0};
        struct uefi_load_option option;
        char text[512];
        if (!check_ok(uefi_load_option_get("Boot", order[i], &buf, &option)))
            continue;
        check(option.description_length > 0);
        check(uefi_path_to_text(text, sizeof text, option.path, (struct uefi_path_style){0}) > 0);
        note(text, option.attributes);
    }
    uint8_t bytes[64];
    UEFI_SCOPED(uefi_buf) buf = {0};
    struct uefi_load_option mine = {.attributes = UEFI_LOAD_OPTION_ACTIVE,
                                    .description = u"OSDev test",
                                    .description_length = 10};
    struct uefi_load_option back;
    check_ok(uefi_path_from_text(bytes, sizeof bytes, "\\loader.efi", &mine.path, NULL, NULL));
    check_ok(uefi_load_option_free_number("Boot", &number));
    check_ok(uefi_load_option_set("Boot", number, &mine));
    if (check_ok(uefi_load_option_get("Boot", number, &buf, &back)))
        check(uefi_path_equal(back.path, mine.path) && back.description_length == 10);
    char16_t name[UEFI_LOAD_OPTION_NAME_SIZE];
    uefi_load_option_name(name, UEFI_LOAD_OPTION_NAME_SIZE, "Boot", number);
    check_ok(uefi_variable_delete(name, &uefi_global_variable));
}

static void secure_boot(void)
{
    enum uefi_secure_boot state;
    if (check_ok(uefi_secure_boot(&state)))
        check(state == UEFI_SECURE_BOOT_NONE || state == UEFI_SECURE_BOOT_SETUP);
}

TESTS(variables, test(all_names), test(whole_values), test(boot_options), test(secure_boot))
