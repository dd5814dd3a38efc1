/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The database of the human interface: see uefi/hii.h.
 *
 * Texts come into a buffer whose units are all ones first: what firmware claims to have written,
 * but has not, shows.
 */
#include "uefi/hii.h"

#include "bytes.h"
#include "check.h"

#define ATTEMPTS 4 /* until a size that grows between two calls is a lie */

static const EFI_GUID database_guid = EFI_HII_DATABASE_PROTOCOL_GUID;
static const EFI_GUID string_guid = EFI_HII_STRING_PROTOCOL_GUID;

uefi_status uefi_hii_open(struct uefi_hii *ret_hii)
{
    void *raw = NULL, *strings = NULL;
    UEFI_TRY(uefi_protocol_find(&database_guid, &raw));
    UEFI_TRY(uefi_protocol_find(&string_guid, &strings));
    *ret_hii = (struct uefi_hii){.raw = (EFI_HII_DATABASE_PROTOCOL *)raw,
                                 .strings = (EFI_HII_STRING_PROTOCOL *)strings};
    return UEFI_OK;
}

void uefi_hii_close(struct uefi_hii *hii)
{
    uefi_opened_close(&hii->opened);
    hii->raw = NULL;
    hii->strings = NULL;
}

/* What every call answers that fills a buffer of `cap` bytes and says how many. */
static uefi_status sized(EFI_STATUS code, size_t cap, size_t size, size_t unit, size_t *ret_needed)
{
    uefi_status status = uefi_status_of(code);
    if (size % unit)
        return uefi_is_ok(status) || uefi_is(status, EFI_BUFFER_TOO_SMALL) ? LIE : status;
    if (uefi_is(status, EFI_BUFFER_TOO_SMALL)) {
        if (size <= cap)
            return LIE;
        if (ret_needed)
            *ret_needed = size / unit;
    }
    if (uefi_is_ok(status) && size > cap)
        return LIE;
    return status;
}

uefi_status uefi_hii_lists(struct uefi_hii *hii, uint8_t type, struct uefi_hii_list *lists,
                           size_t capacity, size_t *ret_count, size_t *ret_needed)
{
    NEEDS(hii);
    if (capacity > SIZE_MAX / sizeof *lists)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UINTN size = capacity * sizeof *lists;
    if (size)
        memset(lists, 0, size);
    EFI_STATUS code =
        hii->raw->ListPackageLists(hii->raw, type, NULL, &size, capacity ? &lists->raw : NULL);
    UEFI_TRY(sized(code, capacity * sizeof *lists, size, sizeof *lists, ret_needed));
    size_t count = size / sizeof *lists;
    for (size_t i = 0; i < count; i++)
        if (!lists[i].raw)
            return LIE;
    if (count == 0)
        return uefi_status_of(EFI_NOT_FOUND);
    *ret_count = count;
    return UEFI_OK;
}

static bool is_list(const void *list, size_t size)
{
    struct uefi_hii_packages it = uefi_hii_packages_begin(list, size);
    struct uefi_hii_package package;
    while (uefi_hii_packages_next(&it, &package))
        ;
    return uefi_is_ok(it.status);
}

uefi_status uefi_hii_export_alloc(struct uefi_hii *hii, struct uefi_hii_list list,
                                  struct uefi_buf *ret_buf)
{
    NEEDS(hii);
    struct uefi_buf buf = {0};
    for (int i = 0; i < ATTEMPTS; i++) {
        UINTN size = buf.size;
        size_t needed = 0;
        EFI_STATUS code = hii->raw->ExportPackageLists(
            hii->raw, list.raw, &size, (EFI_HII_PACKAGE_LIST_HEADER *)(void *)buf.data);
        uefi_status status = sized(code, buf.size, size, 1, &needed);
        if (uefi_is_ok(status)) {
            buf.size = size;
            if (is_list(buf.data, size)) {
                *ret_buf = buf;
                return UEFI_OK;
            }
            status = uefi_status_of(EFI_COMPROMISED_DATA);
        }
        uefi_buf_close(&buf);
        if (!uefi_is(status, EFI_BUFFER_TOO_SMALL))
            return status;
        UEFI_TRY(uefi_buf_alloc(needed, &buf));
        memset(buf.data, 0, buf.size);
    }
    uefi_buf_close(&buf);
    return LIE;
}

uefi_status uefi_hii_add(struct uefi_hii *hii, const void *list, size_t size,
                         struct uefi_handle driver, struct uefi_hii_list *ret_list)
{
    NEEDS(hii);
    if (!is_list(list, size))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    EFI_HII_HANDLE handle = NULL;
    UEFI_TRY(uefi_status_of(hii->raw->NewPackageList(
        hii->raw, (const EFI_HII_PACKAGE_LIST_HEADER *)list, driver.raw, &handle)));
    if (!handle)
        return LIE;
    ret_list->raw = handle;
    return UEFI_OK;
}

uefi_status uefi_hii_remove(struct uefi_hii *hii, struct uefi_hii_list list)
{
    NEEDS(hii);
    return uefi_status_of(hii->raw->RemovePackageList(hii->raw, list.raw));
}

uefi_status uefi_hii_languages(struct uefi_hii *hii, struct uefi_hii_list list, char *buf,
                               size_t cap, size_t *ret_needed)
{
    NEEDS(hii);
    UINTN size = cap;
    if (cap)
        memset(buf, 0xFF, cap);
    EFI_STATUS code = hii->strings->GetLanguages(hii->strings, list.raw, cap ? buf : NULL, &size);
    UEFI_TRY(sized(code, cap, size, 1, ret_needed));
    for (size_t i = 0; i < size; i++) {
        if (!buf[i])
            return UEFI_OK;
        if (buf[i] <= ' ' || buf[i] > '~')
            break;
    }
    return LIE;
}

uefi_status uefi_hii_get_string(struct uefi_hii *hii, struct uefi_hii_list list, uint16_t id,
                                const char *language, char16_t *buf, size_t cap, size_t *ret_length,
                                size_t *ret_needed)
{
    NEEDS(hii);
    if (cap > SIZE_MAX / sizeof *buf)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UINTN size = cap * sizeof *buf;
    if (size)
        memset(buf, 0xFF, size);
    EFI_STATUS code = hii->strings->GetString(hii->strings, language, list.raw, id,
                                              cap ? buf : NULL, &size, NULL);
    UEFI_TRY(sized(code, cap * sizeof *buf, size, sizeof *buf, ret_needed));
    for (size_t i = 0; i < size / sizeof *buf; i++) {
        if (buf[i] == 0xFFFF)
            break;
        if (buf[i])
            continue;
        if (ret_length)
            *ret_length = i;
        return UEFI_OK;
    }
    return LIE;
}

uefi_status uefi_hii_get_string_alloc(struct uefi_hii *hii, struct uefi_hii_list list, uint16_t id,
                                      const char *language, char16_t **ret_text)
{
    NEEDS(hii);
    void *memory = NULL;
    size_t cap = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
        size_t needed = 0;
        uefi_status status =
            uefi_hii_get_string(hii, list, id, language, (char16_t *)memory, cap, NULL, &needed);
        if (uefi_is_ok(status)) {
            *ret_text = (char16_t *)memory;
            return UEFI_OK;
        }
        uefi_pool_free(memory);
        memory = NULL;
        if (!uefi_is(status, EFI_BUFFER_TOO_SMALL))
            return status;
        cap = needed;
        UEFI_TRY(uefi_pool_alloc(cap * sizeof(char16_t), &memory));
    }
    uefi_pool_free(memory);
    return LIE;
}

uefi_status uefi_hii_new_string(struct uefi_hii *hii, struct uefi_hii_list list,
                                const char *language, const char16_t *language_name,
                                const char16_t *text, uint16_t *ret_id)
{
    NEEDS(hii);
    EFI_STRING_ID id = 0;
    UEFI_TRY(uefi_status_of(hii->strings->NewString(
        hii->strings, list.raw, &id, language, language_name, (EFI_STRING)(uintptr_t)text, NULL)));
    if (id == 0)
        return LIE;
    *ret_id = id;
    return UEFI_OK;
}

uefi_status uefi_hii_set_string(struct uefi_hii *hii, struct uefi_hii_list list, uint16_t id,
                                const char *language, const char16_t *text)
{
    NEEDS(hii);
    return uefi_status_of(hii->strings->SetString(hii->strings, list.raw, id, language,
                                                  (EFI_STRING)(uintptr_t)text, NULL));
}
