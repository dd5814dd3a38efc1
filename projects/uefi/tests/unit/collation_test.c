/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Collation, of an instance of the test's own that knows ASCII.
 *
 * Tests: EFI_UNICODE_COLLATION_PROTOCOL2
 * Tests: EFI_UNICODE_COLLATION_PROTOCOL
 */
#include <ctype.h>

#include "check.h"
#include "uefi/collation.h"
#include "uefi/text.h"

static char16_t extra; /* put behind what is changed, as many as... */
static unsigned extras;

static INTN EFIAPI compare(EFI_UNICODE_COLLATION_PROTOCOL *this, CHAR16 *a, CHAR16 *b)
{
    (void)this;
    for (; *a && tolower(*a) == tolower(*b); a++, b++)
        ;
    return (INTN)(tolower(*a) - tolower(*b)) * 1000000;
}

static BOOLEAN EFIAPI matches(EFI_UNICODE_COLLATION_PROTOCOL *this, CHAR16 *text, CHAR16 *pattern)
{
    (void)this;
    return *pattern == '*' || *text == *pattern ? 0x80 : 0; /* any value but 0 is TRUE */
}

static VOID EFIAPI lower(EFI_UNICODE_COLLATION_PROTOCOL *this, CHAR16 *text)
{
    (void)this;
    for (; *text; text++)
        *text = (CHAR16)tolower(*text);
    for (unsigned i = 0; i < extras; i++)
        *text++ = extra;
}

static VOID EFIAPI upper(EFI_UNICODE_COLLATION_PROTOCOL *this, CHAR16 *text)
{
    (void)this;
    for (; *text; text++)
        *text = (CHAR16)toupper(*text);
}

static VOID EFIAPI from_fat(EFI_UNICODE_COLLATION_PROTOCOL *this, UINTN size, CHAR8 *fat,
                            CHAR16 *text)
{
    (void)this;
    for (; size && *fat; size--)
        *text++ = (CHAR16)(unsigned char)*fat++;
    if (!extras)
        *text = 0;
}

static BOOLEAN EFIAPI to_fat(EFI_UNICODE_COLLATION_PROTOCOL *this, CHAR16 *text, UINTN size,
                             CHAR8 *fat)
{
    BOOLEAN changed = FALSE;
    (void)this;
    for (; *text && size; text++, size--) {
        changed = changed || *text > 127;
        *fat++ = *text > 127 ? '_' : (CHAR8)toupper(*text);
    }
    return changed;
}

static EFI_UNICODE_COLLATION_PROTOCOL protocol = {
    compare, matches, lower, upper, from_fat, to_fat, (CHAR8 *)(uintptr_t) "en"};

static void collates(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_UNICODE_COLLATION_PROTOCOL2_GUID;
    struct uefi_collation object = {0};
    int order = 9;
    bool yes = false;
    char16_t text[8] = u"AbC", out[8];
    char fat[8];
    extras = 0;
    assert_status(uefi_collation_open(&object), EFI_UNSUPPORTED);
    uefi_mock_install(m, NULL, &guid, &protocol);
    assert_ok(uefi_collation_open(&object));
    assert_false(object.first_edition);
    assert_ok(uefi_collation_compare(&object, u"abc", u"ABC", &order));
    assert_int_equal(order, 0);
    assert_ok(uefi_collation_compare(&object, u"b", u"A", &order));
    assert_int_equal(order, 1);
    assert_ok(uefi_collation_compare(&object, u"a", u"B", &order));
    assert_int_equal(order, -1);
    assert_ok(uefi_collation_match(&object, u"x", u"*", &yes));
    assert_true(yes);
    assert_ok(uefi_collation_match(&object, u"x", u"y", &yes));
    assert_false(yes);
    assert_ok(uefi_collation_lower(&object, text, 8));
    assert_true(uefi_utf16_equal(text, u"abc"));
    assert_ok(uefi_collation_upper(&object, text, 8));
    assert_true(uefi_utf16_equal(text, u"ABC"));
    assert_status(uefi_collation_upper(&object, text, 3), EFI_INVALID_PARAMETER);

    extras = 1, extra = 'x'; /* the end is written over: eight units are there, four were its */
    assert_status(uefi_collation_lower(&object, text, 8), EFI_PROTOCOL_ERROR);
    memcpy(text, u"AbC", sizeof u"AbC");
    assert_status(uefi_collation_lower(&object, text, 4), EFI_PROTOCOL_ERROR);
    assert_int_equal(text[3], 0);
    assert_status(uefi_collation_from_fat(&object, "AB", 2, out, 8), EFI_PROTOCOL_ERROR);
    assert_int_equal(out[2], 0);
    extras = 0;
    assert_ok(uefi_collation_from_fat(&object, "AB", 2, out, 3));
    assert_true(uefi_utf16_equal(out, u"AB"));
    assert_status(uefi_collation_from_fat(&object, "AB", 2, out, 2), EFI_BUFFER_TOO_SMALL);
    memset(fat, 'z', sizeof fat);
    assert_ok(uefi_collation_to_fat(&object, u"a\u00E4", fat, 4, &yes));
    assert_true(yes);
    assert_memory_equal(fat, "A_\0\0zzzz", 8);
    assert_ok(uefi_collation_to_fat(&object, u"ab", fat, 2, &yes));
    assert_false(yes);
    uefi_collation_close(&object);
    assert_status(uefi_collation_lower(&object, text, 4), EFI_NOT_STARTED);
}
MOCKED(collates)

static void takes_the_first_edition(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_UNICODE_COLLATION_PROTOCOL_GUID;
    struct uefi_collation object = {0};
    int order = 9;
    uefi_mock_install(m, NULL, &guid, &protocol);
    assert_ok(uefi_collation_open(&object));
    assert_true(object.first_edition);
    assert_ok(uefi_collation_compare(&object, u"a", u"a", &order));
    end_boot_services();
    assert_status(uefi_collation_compare(&object, u"a", u"a", &order), EFI_NOT_READY);
    uefi_collation_close(&object);
}
MOCKED(takes_the_first_edition)

TESTS(mocked(collates), mocked(takes_the_first_edition))
