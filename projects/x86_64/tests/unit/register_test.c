/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Registers in words. */
#include "ci/test.h"
#include "x86_64/register.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/msr.h"
#include "x86_64/status.h"

static void assert_text(const char *names, uint64_t value, const char *wanted)
{
    char text[400];
    assert_int_equal(x86_bits_format(text, sizeof text, names, value), strlen(wanted));
    assert_string_equal(text, wanted);
}

static void names_bits_in_order(void **state)
{
    (void)state;
    assert_text(X86_CR0_NAMES, X86_CR0_PE | X86_CR0_WP | X86_CR0_PG, "PE WP PG");
    assert_text(X86_CR4_NAMES, X86_CR4_FRED | X86_CR4_VME | X86_CR4_LASS, "VME LASS FRED");
    assert_text(X86_EFER_NAMES, 0xd01, "SCE LME LMA NXE");
    assert_text(X86_CR3_NAMES, X86_CR3_NO_FLUSH | 0x5000, "NO_FLUSH 0x5000");
}

static void bits_without_a_name_are_a_number(void **state)
{
    (void)state;
    assert_text(X86_CR0_NAMES, 0x100 | X86_CR0_PE, "PE 0x100");
    assert_text("A", ~0ULL, "A 0xfffffffffffffffe");
    assert_text("", 1, "0x1");
    assert_text("A", 0, "0");
}

static void text_is_cut_and_counted_like_snprintf(void **state)
{
    (void)state;
    char text[6] = "xxxxx";
    assert_int_equal(x86_bits_format(text, 5, X86_CR0_NAMES, X86_CR0_PE | X86_CR0_MP), 5);
    assert_string_equal(text, "PE M");
    assert_int_equal(text[5], 0);
    assert_int_equal(x86_bits_format(NULL, 0, X86_CR0_NAMES, X86_CR0_PE | X86_CR0_MP), 5);
    assert_int_equal(x86_bits_format(text, 1, X86_CR0_NAMES, X86_CR0_PE), 2);
    assert_string_equal(text, "");
}

static void every_status_has_its_own_words(void **state)
{
    (void)state;
    for (int i = X86_OK; i <= X86_BUSY; i++) {
        assert_string_not_equal(x86_status_text((enum x86_status)i), "unknown status");
        for (int j = X86_OK; j < i; j++)
            assert_string_not_equal(x86_status_text((enum x86_status)i),
                                    x86_status_text((enum x86_status)j));
    }
    assert_string_equal(x86_status_text((enum x86_status)1000), "unknown status");
}

TESTS(test(names_bits_in_order), test(bits_without_a_name_are_a_number),
      test(text_is_cut_and_counted_like_snprintf), test(every_status_has_its_own_words))
