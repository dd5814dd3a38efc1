/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Names of drivers and devices: see uefi/component_name.h. */
#include "uefi/component_name.h"

#include "bytes.h"
#include "check.h"
#include "uefi/text.h"

static const EFI_GUID guid2 = EFI_COMPONENT_NAME2_PROTOCOL_GUID;
static const EFI_GUID guid1 = EFI_COMPONENT_NAME_PROTOCOL_GUID;

UEFI_STATIC_ASSERT(sizeof(EFI_COMPONENT_NAME_PROTOCOL) == sizeof(EFI_COMPONENT_NAME2_PROTOCOL) &&
                       offsetof(EFI_COMPONENT_NAME_PROTOCOL, SupportedLanguages) ==
                           offsetof(EFI_COMPONENT_NAME2_PROTOCOL, SupportedLanguages),
                   "the editions are laid out alike");

static bool are_languages(const char *list)
{
    if (!list || !*list)
        return false;
    for (size_t i = 0; i < UEFI_LANGUAGES_MAX; i++) {
        if (!list[i])
            return true;
        if (list[i] <= ' ' || list[i] > '~')
            return false;
    }
    return false;
}

uefi_status uefi_component_name_open_on(struct uefi_handle driver,
                                        struct uefi_component_name *ret_name)
{
    struct uefi_component_name name = {0};
    uefi_status status = UEFI_OPEN(&name, driver, &guid2, UEFI_GET);
    if (uefi_is(status, EFI_UNSUPPORTED)) {
        status = UEFI_OPEN(&name, driver, &guid1, UEFI_GET);
        name.first_edition = true;
    }
    UEFI_TRY(status);
    name.languages = name.raw->SupportedLanguages;
    if (!are_languages(name.languages))
        return LIE;
    *ret_name = name;
    return UEFI_OK;
}

void uefi_component_name_close(struct uefi_component_name *name)
{
    uefi_opened_close(&name->opened);
    name->raw = NULL;
    name->languages = NULL;
}

/* The language asked for, or the first of the list. */
static const char *choose(const struct uefi_component_name *name, const char *language,
                          char buf[UEFI_LANGUAGE_MAX])
{
    if (language)
        return language;
    size_t n = 0, max = name->first_edition ? 3 : UEFI_LANGUAGE_MAX - 1;
    for (; n < max && name->languages[n] && name->languages[n] != ';'; n++)
        buf[n] = name->languages[n];
    buf[n] = 0;
    return buf;
}

static uefi_status believe(const char16_t *text, const char16_t **ret_text)
{
    size_t length;
    if (!text || (uintptr_t)text % sizeof *text ||
        !uefi_utf16_ends(text, UEFI_DEVICE_NAME_MAX, &length))
        return LIE;
    *ret_text = text;
    return UEFI_OK;
}

uefi_status uefi_component_name_driver(struct uefi_component_name *name, const char *language,
                                       const char16_t **ret_text)
{
    NEEDS(name);
    char buf[UEFI_LANGUAGE_MAX];
    CHAR16 *text = NULL;
    UEFI_TRY(uefi_status_of(name->raw->GetDriverName(
        name->raw, (CHAR8 *)(uintptr_t)choose(name, language, buf), &text)));
    return believe(text, ret_text);
}

uefi_status uefi_component_name_device(struct uefi_component_name *name, struct uefi_handle device,
                                       struct uefi_handle child, const char *language,
                                       const char16_t **ret_text)
{
    NEEDS(name);
    char buf[UEFI_LANGUAGE_MAX];
    CHAR16 *text = NULL;
    UEFI_TRY(uefi_status_of(name->raw->GetControllerName(
        name->raw, device.raw, child.raw, (CHAR8 *)(uintptr_t)choose(name, language, buf), &text)));
    return believe(text, ret_text);
}
