/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The database of the human interface, on an instance of the test's own.
 *
 * Tests: EFI_HII_DATABASE_PROTOCOL
 * Tests: EFI_HII_STRING_PROTOCOL
 */
#include "check.h"
#include "uefi/hii.h"
#include "uefi/text.h"

/* A GUID, 36 bytes in all, a package of 12 with four of its own, and the end. */
static const uint8_t list_bytes[36] = {
    1,   2,   3,   4,   5,   6,   7,   8,   9,  10, 11, 12,
    13,  14,  15,  16,  36,  0,   0,   0,   12, 0,  0,  EFI_HII_PACKAGE_STRINGS,
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 4,  0,  0,  EFI_HII_PACKAGE_END,
};

static struct {
    EFI_HII_DATABASE_PROTOCOL database;
    EFI_HII_STRING_PROTOCOL strings;
    uint8_t bytes[sizeof list_bytes];
    int one, two; /* two lists: their addresses are their handles */
    char16_t text[32];
    const char *languages;
    EFI_HII_HANDLE fresh;
    EFI_STRING_ID id;
} hii;

static EFI_STATUS EFIAPI new_list(const EFI_HII_DATABASE_PROTOCOL *this,
                                  const EFI_HII_PACKAGE_LIST_HEADER *list, EFI_HANDLE driver,
                                  EFI_HII_HANDLE *handle)
{
    (void)this, (void)list, (void)driver;
    *handle = hii.fresh;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI remove_list(const EFI_HII_DATABASE_PROTOCOL *this, EFI_HII_HANDLE handle)
{
    (void)this;
    return handle == &hii.one ? EFI_SUCCESS : EFI_NOT_FOUND;
}

static EFI_STATUS EFIAPI lists(const EFI_HII_DATABASE_PROTOCOL *this, UINT8 type,
                               const EFI_GUID *guid, UINTN *size, EFI_HII_HANDLE *handles)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("HiiDatabase.ListPackageLists", &lie);
    EFI_HII_HANDLE both[] = {&hii.one, &hii.two};
    (void)this;
    assert_null(guid);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    return uefi_mock_fill(&lie, size, handles, both,
                          type == EFI_HII_PACKAGE_TYPE_ALL ? sizeof both
                          : type == EFI_HII_PACKAGE_FONTS  ? 0
                                                           : sizeof *both);
}

static EFI_STATUS EFIAPI export(const EFI_HII_DATABASE_PROTOCOL *this, EFI_HII_HANDLE handle,
                                UINTN *size, EFI_HII_PACKAGE_LIST_HEADER *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("HiiDatabase.ExportPackageLists", &lie);
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    return handle != &hii.one ? EFI_NOT_FOUND
                              : uefi_mock_fill(&lie, size, buffer, hii.bytes, sizeof hii.bytes);
}

static EFI_STATUS EFIAPI new_string(const EFI_HII_STRING_PROTOCOL *this, EFI_HII_HANDLE list,
                                    EFI_STRING_ID *id, const CHAR8 *language,
                                    const CHAR16 *language_name, const EFI_STRING text,
                                    const EFI_FONT_INFO *font)
{
    (void)this, (void)text;
    assert_null(font);
    if (strcmp(language, "de") == 0 && !language_name)
        return EFI_INVALID_PARAMETER;
    *id = hii.id;
    return list == &hii.one ? EFI_SUCCESS : EFI_NOT_FOUND;
}

static EFI_STATUS EFIAPI get_string(const EFI_HII_STRING_PROTOCOL *this, const CHAR8 *language,
                                    EFI_HII_HANDLE list, EFI_STRING_ID id, EFI_STRING text,
                                    UINTN *size, EFI_FONT_INFO **font)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("HiiString.GetString", &lie);
    (void)this, (void)list;
    assert_null(font);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (id != 1)
        return EFI_NOT_FOUND;
    if (strcmp(language, "en") != 0)
        return EFI_INVALID_LANGUAGE;
    return uefi_mock_fill(&lie, size, text, hii.text,
                          (uefi_utf16_length(hii.text, 31) + 1) * sizeof *hii.text);
}

static EFI_STATUS EFIAPI set_string(const EFI_HII_STRING_PROTOCOL *this, EFI_HII_HANDLE list,
                                    EFI_STRING_ID id, const CHAR8 *language, EFI_STRING text,
                                    const EFI_FONT_INFO *font)
{
    (void)this, (void)list, (void)language;
    assert_null(font);
    if (id != 1)
        return EFI_NOT_FOUND;
    memcpy(hii.text, text, (uefi_utf16_length(text, 31) + 1) * sizeof *text);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI languages(const EFI_HII_STRING_PROTOCOL *this, EFI_HII_HANDLE list,
                                   CHAR8 *buffer, UINTN *size)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("HiiString.GetLanguages", &lie);
    (void)this, (void)list;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    return uefi_mock_fill(&lie, size, buffer, hii.languages, strlen(hii.languages) + 1);
}

static void opened(struct uefi_mock *m, struct uefi_hii *ret_hii)
{
    static const EFI_GUID database = EFI_HII_DATABASE_PROTOCOL_GUID;
    static const EFI_GUID strings = EFI_HII_STRING_PROTOCOL_GUID;
    memset(&hii, 0, sizeof hii);
    memcpy(hii.bytes, list_bytes, sizeof list_bytes);
    memcpy(hii.text, u"Hello", sizeof u"Hello");
    hii.languages = "en;fr-FR";
    hii.database.NewPackageList = new_list;
    hii.database.RemovePackageList = remove_list;
    hii.database.ListPackageLists = lists;
    hii.database.ExportPackageLists = export;
    hii.strings = (EFI_HII_STRING_PROTOCOL){new_string, get_string, set_string, languages, NULL};
    assert_status(uefi_hii_open(ret_hii), EFI_UNSUPPORTED);
    EFI_HANDLE on = uefi_mock_install(m, NULL, &database, &hii.database);
    assert_status(uefi_hii_open(ret_hii), EFI_UNSUPPORTED);
    uefi_mock_install(m, on, &strings, &hii.strings);
    assert_ok(uefi_hii_open(ret_hii));
}

static void lists_lists(struct uefi_mock *m)
{
    struct uefi_hii object = {0};
    struct uefi_hii_list found[3] = {{0}};
    size_t count = 0, needed = 0;
    opened(m, &object);
    assert_ok(uefi_hii_lists(&object, EFI_HII_PACKAGE_TYPE_ALL, found, 3, &count, NULL));
    assert_int_equal(count, 2);
    assert_ptr_equal(found[1].raw, &hii.two);
    count = 0;
    assert_status(uefi_hii_lists(&object, EFI_HII_PACKAGE_TYPE_ALL, NULL, 0, &count, &needed),
                  EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 2);
    assert_status(uefi_hii_lists(&object, EFI_HII_PACKAGE_FONTS, found, 3, &count, NULL),
                  EFI_NOT_FOUND);
    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
        EFI_STATUS wanted;
    } lies[] = {
        {UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, EFI_DEVICE_ERROR},
        {UEFI_MOCK_SILENT, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_PARTIAL, 8, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_NUMBER, 15, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_NUMBER, 24, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_NUMBER, (uint64_t)-8, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, 24, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_STUCK, 33, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_GARBAGE, 0, EFI_PROTOCOL_ERROR},
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        uefi_mock_lie(m, "HiiDatabase.ListPackageLists", lies[i].how, lies[i].value, 0, 1);
        assert_status(uefi_hii_lists(&object, EFI_HII_PACKAGE_TYPE_ALL, found, 3, &count, &needed),
                      lies[i].wanted);
    }
    assert_int_equal(count, 0);
    assert_int_equal(needed, 2);
    assert_status(uefi_hii_lists(&object, 0, found, SIZE_MAX, &count, NULL), EFI_INVALID_PARAMETER);
    uefi_hii_close(&object);
    assert_status(uefi_hii_lists(&object, 0, found, 3, &count, NULL), EFI_NOT_STARTED);
}
MOCKED(lists_lists)

static void exports_and_adds(struct uefi_mock *m)
{
    struct uefi_hii object = {0};
    struct uefi_buf buf = {0};
    struct uefi_hii_list added = {0};
    const struct uefi_handle driver = {0};
    opened(m, &object);
    const struct uefi_hii_list list = {&hii.one}, other = {&hii.two};
    assert_ok(uefi_hii_export_alloc(&object, list, &buf));
    assert_int_equal(buf.size, sizeof list_bytes);
    assert_memory_equal(buf.data, list_bytes, sizeof list_bytes);
    uefi_buf_close(&buf);
    assert_status(uefi_hii_export_alloc(&object, other, &buf), EFI_NOT_FOUND);
    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
        EFI_STATUS wanted;
    } lies[] = {
        {UEFI_MOCK_SILENT, 0, EFI_COMPROMISED_DATA},     {UEFI_MOCK_CUT, 35, EFI_COMPROMISED_DATA},
        {UEFI_MOCK_PARTIAL, 35, EFI_COMPROMISED_DATA},   {UEFI_MOCK_NUMBER, 0, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_GROWS, 8, EFI_PROTOCOL_ERROR},        {UEFI_MOCK_STUCK, 8, EFI_PROTOCOL_ERROR},
        {UEFI_MOCK_GARBAGE, 0xFF, EFI_COMPROMISED_DATA},
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        uefi_mock_lie(m, "HiiDatabase.ExportPackageLists", lies[i].how, lies[i].value, 0, 0);
        assert_status(uefi_hii_export_alloc(&object, list, &buf), lies[i].wanted);
        assert_null(buf.data);
        uefi_mock_be_honest(m);
    }
    uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, 0, 1);
    assert_status(uefi_hii_export_alloc(&object, list, &buf), EFI_OUT_OF_RESOURCES);

    hii.fresh = &hii.one;
    assert_ok(uefi_hii_add(&object, list_bytes, sizeof list_bytes, driver, &added));
    assert_ptr_equal(added.raw, &hii.one);
    assert_status(uefi_hii_add(&object, list_bytes, 35, driver, &added), EFI_INVALID_PARAMETER);
    hii.fresh = NULL;
    assert_status(uefi_hii_add(&object, list_bytes, sizeof list_bytes, driver, &added),
                  EFI_PROTOCOL_ERROR);
    assert_ok(uefi_hii_remove(&object, added));
    assert_status(uefi_hii_remove(&object, other), EFI_NOT_FOUND);
}
MOCKED(exports_and_adds)

static void gives_strings(struct uefi_mock *m)
{
    struct uefi_hii object = {0};
    char16_t buf[8], *text = NULL;
    char names[16];
    size_t length = 0, needed = 0;
    uint16_t id = 0;
    opened(m, &object);
    const struct uefi_hii_list list = {&hii.one}, other = {&hii.two};
    assert_ok(uefi_hii_get_string(&object, list, 1, "en", buf, 8, &length, NULL));
    assert_int_equal(length, 5);
    assert_true(uefi_utf16_equal(buf, u"Hello"));
    assert_status(uefi_hii_get_string(&object, list, 1, "en", buf, 5, NULL, &needed),
                  EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 6);
    assert_status(uefi_hii_get_string(&object, list, 2, "en", buf, 8, NULL, NULL), EFI_NOT_FOUND);
    assert_status(uefi_hii_get_string(&object, list, 1, "fr", buf, 8, NULL, NULL),
                  EFI_INVALID_LANGUAGE);
    assert_status(uefi_hii_get_string(&object, list, 1, "en", buf, SIZE_MAX, NULL, NULL),
                  EFI_INVALID_PARAMETER);
    assert_ok(uefi_hii_get_string_alloc(&object, list, 1, "en", &text));
    assert_true(uefi_utf16_equal(text, u"Hello"));
    uefi_pool_free(text);
    text = NULL;

    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
    } lies[] = {
        {UEFI_MOCK_SILENT, 0},       {UEFI_MOCK_CUT, 10},    {UEFI_MOCK_CUT, 5},
        {UEFI_MOCK_PARTIAL, 4},      {UEFI_MOCK_NUMBER, 18}, {UEFI_MOCK_NUMBER, 0},
        {UEFI_MOCK_UNTERMINATED, 0}, {UEFI_MOCK_STUCK, 4},   {UEFI_MOCK_STUCK, 33},
        {UEFI_MOCK_GARBAGE, 0xFF},
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        uefi_mock_lie(m, "HiiString.GetString", lies[i].how, lies[i].value, 0, 1);
        assert_status(uefi_hii_get_string(&object, list, 1, "en", buf, 8, &length, NULL),
                      EFI_PROTOCOL_ERROR);
        uefi_mock_be_honest(m);
    }
    assert_int_equal(length, 5);
    uefi_mock_lie(m, "HiiString.GetString", UEFI_MOCK_GROWS, 2, 0, 0);
    assert_status(uefi_hii_get_string_alloc(&object, list, 1, "en", &text), EFI_PROTOCOL_ERROR);
    uefi_mock_be_honest(m);
    uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, 0, 1);
    assert_status(uefi_hii_get_string_alloc(&object, list, 1, "en", &text), EFI_OUT_OF_RESOURCES);
    assert_status(uefi_hii_get_string_alloc(&object, list, 2, "en", &text), EFI_NOT_FOUND);
    assert_null(text);

    assert_ok(uefi_hii_set_string(&object, list, 1, "en", u"Bye"));
    assert_true(uefi_utf16_equal(hii.text, u"Bye"));
    assert_status(uefi_hii_set_string(&object, list, 9, "en", u"Bye"), EFI_NOT_FOUND);
    hii.id = 7;
    assert_ok(uefi_hii_new_string(&object, list, "en", NULL, u"New", &id));
    assert_int_equal(id, 7);
    assert_status(uefi_hii_new_string(&object, other, "en", NULL, u"New", &id), EFI_NOT_FOUND);
    assert_ok(uefi_hii_new_string(&object, list, "de", u"Deutsch", u"Neu", &id));
    assert_status(uefi_hii_new_string(&object, list, "de", NULL, u"Neu", &id),
                  EFI_INVALID_PARAMETER);
    hii.id = 0;
    assert_status(uefi_hii_new_string(&object, list, "en", NULL, u"New", &id), EFI_PROTOCOL_ERROR);
    assert_int_equal(id, 7);

    assert_ok(uefi_hii_languages(&object, list, names, sizeof names, NULL));
    assert_string_equal(names, "en;fr-FR");
    assert_status(uefi_hii_languages(&object, list, names, 8, &needed), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 9);
    uefi_mock_lie(m, "HiiString.GetLanguages", UEFI_MOCK_UNTERMINATED, 0, 0, 1);
    assert_status(uefi_hii_languages(&object, list, names, 9, NULL), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "HiiString.GetLanguages", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_status(uefi_hii_languages(&object, list, names, 9, NULL), EFI_PROTOCOL_ERROR);
    hii.languages = "e n";
    assert_status(uefi_hii_languages(&object, list, names, 9, NULL), EFI_PROTOCOL_ERROR);
    end_boot_services();
    assert_status(uefi_hii_languages(&object, list, names, 9, NULL), EFI_NOT_READY);
    uefi_hii_close(&object);
}
MOCKED(gives_strings)

static bool walk(const uint8_t *bytes, size_t size)
{
    uint8_t *at = (uint8_t *)test_malloc(size ? size : 1); /* nothing beyond may be read */
    memcpy(at, bytes, size);
    struct uefi_hii_packages it = uefi_hii_packages_begin(at, size);
    struct uefi_hii_package package;
    size_t sum = 0;
    while (uefi_hii_packages_next(&it, &package))
        for (size_t i = 0; i < package.size; i++)
            sum += package.at[i];
    (void)sum;
    assert_false(uefi_hii_packages_next(&it, &package));
    test_free(at);
    return uefi_is_ok(it.status);
}

static void walks_packages(void **state)
{
    (void)state;
    struct uefi_hii_packages it = uefi_hii_packages_begin(list_bytes, sizeof list_bytes);
    struct uefi_hii_package package;
    assert_true(uefi_hii_packages_next(&it, &package));
    assert_int_equal(package.type, EFI_HII_PACKAGE_STRINGS);
    assert_int_equal(package.size, 12);
    assert_true(uefi_hii_packages_next(&it, &package));
    assert_int_equal(package.type, EFI_HII_PACKAGE_END);
    assert_false(uefi_hii_packages_next(&it, &package));
    assert_ok(it.status);
    assert_status(uefi_hii_packages_begin(NULL, 64).status, EFI_COMPROMISED_DATA);
    for (size_t size = 0; size < sizeof list_bytes; size++)
        assert_false(walk(list_bytes, size));
    uint8_t bytes[sizeof list_bytes];
    for (size_t i = 16; i < sizeof bytes; i++)
        for (unsigned value = 0; value < 256; value += 5) {
            memcpy(bytes, list_bytes, sizeof bytes);
            bytes[i] = (uint8_t)value;
            bool same = bytes[i] == list_bytes[i], payload = i >= 23 && i < 32;
            assert_true(walk(bytes, sizeof bytes) ==
                        (same || (payload && (i != 23 || value != EFI_HII_PACKAGE_END))));
        }
}

TESTS(mocked(lists_lists), mocked(exports_and_adds), mocked(gives_strings), test(walks_packages))
