/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Names of drivers, of instances of the test's own.
 *
 * Tests: EFI_COMPONENT_NAME2_PROTOCOL
 * Tests: EFI_COMPONENT_NAME_PROTOCOL
 */
#include "check.h"
#include "uefi/component_name.h"
#include "uefi/text.h"

static char16_t english[] = u"A driver", device_text[] = u"A device";
static CHAR16 *answer; /* in the place of the names, if not NULL */
static bool silent;

static EFI_STATUS named(const CHAR8 *language, CHAR16 *text, CHAR16 **ret_name)
{
    if (strcmp(language, "en") != 0 && strcmp(language, "eng") != 0)
        return EFI_UNSUPPORTED;
    if (!silent)
        *ret_name = answer ? answer : text;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI driver2(EFI_COMPONENT_NAME2_PROTOCOL *this, CHAR8 *language, CHAR16 **name)
{
    (void)this;
    return named(language, english, name);
}

static EFI_STATUS EFIAPI driver1(EFI_COMPONENT_NAME_PROTOCOL *this, CHAR8 *language, CHAR16 **name)
{
    (void)this;
    return named(language, english, name);
}

static EFI_STATUS EFIAPI device2(EFI_COMPONENT_NAME2_PROTOCOL *this, EFI_HANDLE device,
                                 EFI_HANDLE child, CHAR8 *language, CHAR16 **name)
{
    (void)this;
    return device != english || child ? EFI_UNSUPPORTED : named(language, device_text, name);
}

static void names_in_languages(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_COMPONENT_NAME2_PROTOCOL_GUID;
    char languages[UEFI_LANGUAGES_MAX + 1] = "en;fr";
    EFI_COMPONENT_NAME2_PROTOCOL protocol = {driver2, device2, languages};
    struct uefi_component_name object = {0};
    const char16_t *text = NULL;
    const struct uefi_handle none = {0}, device = uefi_handle_of(english);
    silent = false;
    answer = NULL;
    struct uefi_handle driver = uefi_handle_of(uefi_mock_volume(m));
    assert_status(uefi_component_name_open_on(driver, &object), EFI_UNSUPPORTED);
    uefi_mock_install(m, driver.raw, &guid, &protocol);
    assert_ok(uefi_component_name_open_on(driver, &object));
    assert_false(object.first_edition);
    assert_string_equal(object.languages, "en;fr");
    assert_ok(uefi_component_name_driver(&object, NULL, &text));
    assert_true(uefi_utf16_equal(text, u"A driver"));
    assert_status(uefi_component_name_driver(&object, "fr", &text), EFI_UNSUPPORTED);
    assert_ok(uefi_component_name_device(&object, device, none, "en", &text));
    assert_true(uefi_utf16_equal(text, u"A device"));
    assert_status(uefi_component_name_device(&object, device, device, NULL, &text),
                  EFI_UNSUPPORTED);

    text = NULL;
    silent = true;
    assert_status(uefi_component_name_driver(&object, "en", &text), EFI_PROTOCOL_ERROR);
    assert_status(uefi_component_name_device(&object, device, none, "en", &text),
                  EFI_PROTOCOL_ERROR);
    silent = false;
    answer = (CHAR16 *)(void *)((char *)english + 1);
    assert_status(uefi_component_name_driver(&object, "en", &text), EFI_PROTOCOL_ERROR);
    answer = (CHAR16 *)uefi_mock_keep(m, UEFI_DEVICE_NAME_MAX * sizeof *answer);
    memset(answer, 'x', UEFI_DEVICE_NAME_MAX * sizeof *answer);
    assert_status(uefi_component_name_driver(&object, "en", &text), EFI_PROTOCOL_ERROR);
    assert_null(text);
    answer[UEFI_DEVICE_NAME_MAX - 1] = 0;
    assert_ok(uefi_component_name_driver(&object, "en", &text));
    uefi_component_name_close(&object);
    assert_status(uefi_component_name_driver(&object, "en", &text), EFI_NOT_STARTED);

    protocol.SupportedLanguages = NULL;
    assert_status(uefi_component_name_open_on(driver, &object), EFI_PROTOCOL_ERROR);
    protocol.SupportedLanguages = languages;
    memset(languages, 'e', UEFI_LANGUAGES_MAX);
    assert_status(uefi_component_name_open_on(driver, &object), EFI_PROTOCOL_ERROR);
    languages[UEFI_LANGUAGES_MAX - 1] = 0;
    assert_ok(uefi_component_name_open_on(driver, &object));
    assert_status(uefi_component_name_driver(&object, NULL, &text), EFI_UNSUPPORTED);
    languages[2] = '\x80';
    assert_status(uefi_component_name_open_on(driver, &object), EFI_PROTOCOL_ERROR);
    languages[0] = 0;
    assert_status(uefi_component_name_open_on(driver, &object), EFI_PROTOCOL_ERROR);
    uefi_component_name_close(&object);
    uefi_component_name_close(&object);
}
MOCKED(names_in_languages)

static void falls_back_to_the_first_edition(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_COMPONENT_NAME_PROTOCOL_GUID;
    char languages[] = "engfra";
    EFI_COMPONENT_NAME_PROTOCOL protocol = {driver1, NULL, languages};
    struct uefi_component_name object = {0};
    const char16_t *text = NULL;
    silent = false;
    answer = NULL;
    struct uefi_handle driver = uefi_handle_of(uefi_mock_install(m, NULL, &guid, &protocol));
    assert_ok(uefi_component_name_open_on(driver, &object));
    assert_true(object.first_edition);
    assert_ok(uefi_component_name_driver(&object, NULL, &text));
    assert_true(uefi_utf16_equal(text, u"A driver"));
    end_boot_services();
    assert_status(uefi_component_name_driver(&object, NULL, &text), EFI_NOT_READY);
    uefi_component_name_close(&object);
}
MOCKED(falls_back_to_the_first_edition)

TESTS(mocked(names_in_languages), mocked(falls_back_to_the_first_edition))
