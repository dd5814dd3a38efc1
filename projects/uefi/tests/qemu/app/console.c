/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Keys that the host presses, text that stands where it should.
 *
 * Tests: EFI_SIMPLE_TEXT_INPUT_PROTOCOL
 * Tests: EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL
 * Tests: EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL
 */
#include "uefi/console.h"
#include "test.h"
#include "uefi/format.h"

static void keys_arrive(void)
{
    struct uefi_text_in in = {0};
    EFI_INPUT_KEY key = {0};
    check_ok(uefi_text_in_open(&in));
    check_ok(uefi_text_in_reset(&in, false));
    check_status(uefi_text_in_read(&in, &key), EFI_NOT_FOUND);
    check_status(uefi_text_in_wait(&in, 50 * UEFI_MILLISECOND, &key), EFI_TIMEOUT);
    say("@sendkey q");
    if (check_ok(uefi_text_in_wait(&in, 60 * UEFI_SECOND, &key)))
        check_equal(key.UnicodeChar, u'q');
    say("@sendkey f5");
    if (check_ok(uefi_text_in_wait(&in, 60 * UEFI_SECOND, &key)))
        check_equal(key.ScanCode, SCAN_F5);
    uefi_text_in_close(&in);
}

static volatile unsigned noticed;

static EFI_STATUS EFIAPI notice(EFI_KEY_DATA *key)
{
    noticed += key->Key.UnicodeChar == u'n';
    return EFI_SUCCESS;
}

static void keys_with_modifiers(void)
{
    struct uefi_text_in_ex in = {0};
    struct uefi_key_notify notify = {0};
    EFI_KEY_DATA key = {0};
    const EFI_KEY_DATA wanted = {{0, u'n'}, {0, 0}};
    check_ok(uefi_text_in_ex_open(&in));
    check_ok(uefi_text_in_ex_reset(&in, false));
    check_ok(uefi_key_notify_open(&in, &wanted, notice, &notify));
    say("@sendkey shift-up");
    if (check_ok(uefi_text_in_ex_wait(&in, 60 * UEFI_SECOND, &key))) {
        check_equal(key.Key.ScanCode, SCAN_UP);
        check(key.KeyState.KeyShiftState & EFI_SHIFT_STATE_VALID);
        check(key.KeyState.KeyShiftState & (EFI_LEFT_SHIFT_PRESSED | EFI_RIGHT_SHIFT_PRESSED));
    }
    say("@sendkey n");
    check_ok(uefi_text_in_ex_wait(&in, 60 * UEFI_SECOND, &key));
    check_equal(noticed, 1);
    uefi_key_notify_close(&notify);
    check_ok(uefi_text_in_ex_set(&in, EFI_TOGGLE_STATE_VALID | EFI_NUM_LOCK_ACTIVE));
    uefi_text_in_ex_close(&in);
}

static void text_stands_where_it_should(void)
{
    struct uefi_text_out out = {0}, err = {0};
    struct uefi_text_state now = {0};
    struct uefi_text_mode mode = {0};
    check_ok(uefi_text_out_open(&out));
    check_ok(uefi_text_out_open_stderr(&err));
    check_ok(uefi_text_out_reset(&out, false));
    check(uefi_text_out_modes(&out) >= 1);
    check_ok(uefi_text_out_mode(&out, 0, &mode));
    check(mode.columns == 80 && mode.rows == 25);
    check_status(uefi_text_out_mode(&out, 1000, &mode), EFI_UNSUPPORTED);
    check_ok(uefi_text_out_set_mode(&out, 0));
    check_ok(uefi_text_out_color(&out, EFI_YELLOW | EFI_BACKGROUND_BLUE));
    check_ok(uefi_text_out_clear(&out));
    check_ok(uefi_text_out_move(&out, 3, 2));
    check_ok(uefi_text_out_write(&out, u"abc"));
    check_ok(uefi_text_out_test(&out, u"abc"));
    uefi_status cursor = uefi_text_out_cursor(&out, false); /* its choice */
    check(uefi_is_ok(cursor) || uefi_is(cursor, EFI_UNSUPPORTED));
    if (check_ok(uefi_text_out_state(&out, &now))) {
        check_equal(now.column, 6);
        check_equal(now.row, 2);
        check_equal(now.color, EFI_YELLOW | EFI_BACKGROUND_BLUE);
    }
    check_ok(uefi_print("\n%s %d %ls\n", "formatted", -7, u"text"));
    if (check_ok(uefi_text_out_state(&out, &now)))
        check(now.column == 0 && now.row == 4);
    check_ok(uefi_text_out_color(&out, EFI_LIGHTGRAY));
}

TESTS(console, test(keys_arrive), test(keys_with_modifiers), test(text_stands_where_it_should))
