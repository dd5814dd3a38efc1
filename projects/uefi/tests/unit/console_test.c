/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Keys and text screens.
 *
 * Tests: EFI_SIMPLE_TEXT_INPUT_PROTOCOL
 * Tests: EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL
 * Tests: EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL
 */
#include "core.h"
#include "uefi/console.h"

static void reads_keys(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_text_in in = {0};
    EFI_INPUT_KEY key = {0};
    assert_status(uefi_text_in_read(&in, &key), EFI_NOT_STARTED);
    assert_ok(uefi_text_in_open(&in));
    assert_status(uefi_text_in_read(&in, &key), EFI_NOT_FOUND);
    uefi_mock_type(m, "a\n");
    assert_ok(uefi_text_in_read(&in, &key));
    assert_int_equal(key.UnicodeChar, 'a');
    assert_ok(uefi_text_in_wait(&in, UEFI_FOREVER, &key));
    assert_int_equal(key.UnicodeChar, CHAR_CARRIAGE_RETURN);
    uint64_t start = uefi_mock_time(m);
    assert_status(uefi_text_in_wait(&in, 2 * UEFI_SECOND, &key), EFI_TIMEOUT);
    assert_int_equal(uefi_mock_time(m) - start, 2 * UEFI_SECOND);
    uefi_mock_type(m, "zz");
    assert_ok(uefi_text_in_reset(&in, false));
    assert_status(uefi_text_in_read(&in, &key), EFI_NOT_FOUND);
    lie(state, "SimpleTextInput.ReadKeyStroke", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_text_in_wait(&in, UEFI_SECOND, &key), EFI_DEVICE_ERROR);
    lie(state, "CreateEvent", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_status(uefi_text_in_wait(&in, UEFI_SECOND, &key), EFI_OUT_OF_RESOURCES);
    assert_int_equal(uefi_mock_events(m), 0);
    uefi_text_in_close(&in);
    uefi_text_in_close(&in);
    assert_null(in.raw);
}

static void type_later(struct uefi_mock *m, void *text)
{
    uefi_mock_type(m, (const char *)text);
    uefi_mock_when_idle(m, NULL, NULL);
}

static void waits_for_a_key(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_text_in in = {0};
    EFI_INPUT_KEY key = {0};
    assert_ok(uefi_text_in_open(&in));
    static char text[] = "q";
    uefi_mock_when_idle(m, type_later, text);
    assert_ok(uefi_text_in_wait(&in, UEFI_SECOND, &key));
    assert_int_equal(key.UnicodeChar, 'q');
}

/* An event that is always signalled, and never a key: the time counts all the same. */
static void a_keyboard_that_cries_wolf(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_text_in in = {0};
    EFI_INPUT_KEY key = {0};
    assert_ok(uefi_text_in_open(&in));
    uefi_mock_type(m, "x"); /* its event is signalled, */
    uefi_mock_lie(m, "SimpleTextInput.ReadKeyStroke", UEFI_MOCK_FAIL, EFI_NOT_READY, 0, 0);
    uefi_mock_lie(m, "CheckEvent", UEFI_MOCK_FAIL, EFI_NOT_READY, 0, 50);
    uefi_mock_lie(m, "CheckEvent", UEFI_MOCK_FAIL, EFI_SUCCESS, 0, 1); /* and time passes */
    assert_status(uefi_text_in_wait(&in, UEFI_SECOND, &key), EFI_TIMEOUT);
    assert_int_equal(uefi_mock_calls(m, "CheckEvent"), 51);
}

static void reads_keys_with_modifiers(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_text_in_ex in = {0};
    EFI_KEY_DATA key = {0};
    assert_ok(uefi_text_in_ex_open(&in));
    assert_status(uefi_text_in_ex_read(&in, &key), EFI_NOT_FOUND);
    const EFI_KEY_DATA shifted = {
        {SCAN_UP, 0}, {EFI_SHIFT_STATE_VALID | EFI_LEFT_SHIFT_PRESSED, EFI_TOGGLE_STATE_VALID}};
    uefi_mock_key(m, shifted);
    assert_ok(uefi_text_in_ex_wait(&in, UEFI_SECOND, &key));
    assert_int_equal(key.Key.ScanCode, SCAN_UP);
    assert_int_equal(key.KeyState.KeyShiftState, EFI_SHIFT_STATE_VALID | EFI_LEFT_SHIFT_PRESSED);
    assert_status(uefi_text_in_ex_wait(&in, UEFI_SECOND, &key), EFI_TIMEOUT);
    assert_int_equal(key.Key.ScanCode, SCAN_UP);
    assert_ok(uefi_text_in_ex_set(&in, EFI_TOGGLE_STATE_VALID | EFI_CAPS_LOCK_ACTIVE));
    assert_ok(uefi_text_in_ex_reset(&in, true));
    lie(state, "SimpleTextInputEx.ReadKeyStrokeEx", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_text_in_ex_read(&in, &key), EFI_DEVICE_ERROR);
    uefi_text_in_ex_close(&in);
    assert_status(uefi_text_in_ex_read(&in, &key), EFI_NOT_STARTED);
}

static EFI_STATUS EFIAPI pressed(EFI_KEY_DATA *key)
{
    (void)key;
    return EFI_SUCCESS;
}

static void registers_keys(void **state)
{
    struct uefi_text_in_ex in = {0};
    struct uefi_key_notify notify = {0};
    const EFI_KEY_DATA key = {{0, u'a'}, {0, 0}};
    assert_ok(uefi_text_in_ex_open(&in));
    assert_ok(uefi_key_notify_open(&in, &key, pressed, &notify));
    assert_non_null(notify.raw);
    uefi_key_notify_close(&notify);
    uefi_key_notify_close(&notify);
    assert_int_equal(
        uefi_mock_calls((struct uefi_mock *)*state, "SimpleTextInputEx.UnregisterKeyNotify"), 1);
    lie(state, "SimpleTextInputEx.RegisterKeyNotify", UEFI_MOCK_FAIL, EFI_SUCCESS);
    assert_status(uefi_key_notify_open(&in, &key, pressed, &notify), EFI_PROTOCOL_ERROR);
    assert_null(notify.raw);
}

static void writes(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_text_out out = {0}, err = {0};
    assert_ok(uefi_text_out_open(&out));
    assert_ok(uefi_text_out_open_stderr(&err));
    assert_ok(uefi_text_out_write(&out, u"a\r\n"));
    assert_ok(uefi_text_out_write(&err, u"b"));
    assert_ok(uefi_say(u"c"));
    assert_string_equal(uefi_mock_output(m), "a\r\nc");
    assert_string_equal(uefi_mock_errors(m), "b");
    assert_ok(uefi_text_out_test(&out, u"abc"));
    lie(state, "SimpleTextOutput.TestString", UEFI_MOCK_FAIL, EFI_UNSUPPORTED);
    assert_status(uefi_text_out_test(&out, u"abc"), EFI_UNSUPPORTED);
    lie(state, "SimpleTextOutput.OutputString", UEFI_MOCK_WARN, EFI_WARN_UNKNOWN_GLYPH);
    assert_status(uefi_say(u"\x2603"), EFI_WARN_UNKNOWN_GLYPH);
    uefi_text_out_close(&out);
    assert_status(uefi_text_out_write(&out, u"a"), EFI_NOT_STARTED);
}

static void modes_and_state(void **state)
{
    struct uefi_text_out out = {0};
    struct uefi_text_mode mode = {0};
    struct uefi_text_state now = {0};
    assert_int_equal(uefi_text_out_modes(&out), 0);
    assert_ok(uefi_text_out_open(&out));
    assert_true(uefi_text_out_modes(&out) >= 1);
    assert_ok(uefi_text_out_mode(&out, 0, &mode));
    assert_int_equal(mode.columns, 80);
    assert_int_equal(mode.rows, 25);
    assert_status(uefi_text_out_mode(&out, 1000, &mode), EFI_UNSUPPORTED);
    assert_ok(uefi_text_out_set_mode(&out, 0));
    assert_ok(uefi_text_out_reset(&out, false));
    assert_ok(uefi_text_out_clear(&out));
    assert_ok(uefi_text_out_color(&out, EFI_WHITE | EFI_BACKGROUND_BLUE));
    assert_ok(uefi_text_out_move(&out, 3, 2));
    assert_ok(uefi_text_out_cursor(&out, true));
    assert_ok(uefi_text_out_state(&out, &now));
    assert_int_equal(now.column, 3);
    assert_int_equal(now.row, 2);
    assert_int_equal(now.color, EFI_WHITE | EFI_BACKGROUND_BLUE);
    assert_true(now.cursor);

    SIMPLE_TEXT_OUTPUT_MODE *honest = out.raw->Mode, wrong = *honest;
    out.raw->Mode = NULL;
    assert_status(uefi_text_out_state(&out, &now), EFI_PROTOCOL_ERROR);
    assert_int_equal(uefi_text_out_modes(&out), 0);
    out.raw->Mode = &wrong;
    wrong.MaxMode = -3;
    assert_status(uefi_text_out_state(&out, &now), EFI_PROTOCOL_ERROR);
    assert_int_equal(uefi_text_out_modes(&out), 0);
    wrong = *honest;
    wrong.Mode = wrong.MaxMode;
    assert_status(uefi_text_out_state(&out, &now), EFI_PROTOCOL_ERROR);
    wrong = *honest;
    wrong.CursorRow = -1;
    assert_status(uefi_text_out_state(&out, &now), EFI_PROTOCOL_ERROR);
    out.raw->Mode = honest;
    lie(state, "SimpleTextOutput.QueryMode", UEFI_MOCK_FAIL, EFI_SUCCESS); /* and says nothing */
    assert_status(uefi_text_out_mode(&out, 0, &mode), EFI_PROTOCOL_ERROR);
}

static void machines_without_a_console(void **state)
{
    (void)state;
    EFI_SYSTEM_TABLE *system = uefi_image()->system, headless = *system;
    headless.ConIn = NULL;
    headless.ConOut = headless.StdErr = NULL;
    headless.ConsoleInHandle = NULL;
    uefi_image()->system = &headless;
    struct uefi_text_in in = {0};
    struct uefi_text_in_ex ex = {0};
    struct uefi_text_out out = {0};
    assert_status(uefi_text_in_open(&in), EFI_UNSUPPORTED);
    assert_ok(uefi_text_in_ex_open(&ex)); /* there is one, elsewhere */
    assert_status(uefi_text_out_open(&out), EFI_UNSUPPORTED);
    assert_status(uefi_text_out_open_stderr(&out), EFI_UNSUPPORTED);
    assert_status(uefi_say(u"?"), EFI_UNSUPPORTED);
    assert_null(in.raw);
    uefi_image()->system = system;
    struct uefi_handle handle = uefi_handle_of(system->ConsoleOutHandle);
    assert_ok(uefi_text_out_open_on(handle, &out));
    assert_ok(uefi_text_in_open_on(uefi_handle_of(system->ConsoleInHandle), &in));
    assert_status(uefi_text_out_open_on(uefi_handle_of(uefi_image()->handle), &out),
                  EFI_UNSUPPORTED);
}

static void nothing_works_without_boot_services(void **state)
{
    (void)state;
    struct uefi_text_in in = {0};
    struct uefi_text_in_ex ex = {0};
    struct uefi_text_out out = {0};
    struct uefi_key_notify notify = {0};
    struct uefi_text_mode mode;
    struct uefi_text_state now;
    EFI_INPUT_KEY key;
    EFI_KEY_DATA data = {0};
    assert_ok(uefi_text_in_open(&in));
    assert_ok(uefi_text_in_ex_open(&ex));
    assert_ok(uefi_text_out_open(&out));
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_text_in_open(&in));
    assert_gone(uefi_text_in_read(&in, &key));
    assert_gone(uefi_text_in_wait(&in, 1, &key));
    assert_gone(uefi_text_in_reset(&in, false));
    assert_gone(uefi_text_in_ex_open(&ex));
    assert_gone(uefi_text_in_ex_read(&ex, &data));
    assert_gone(uefi_text_in_ex_wait(&ex, 1, &data));
    assert_gone(uefi_text_in_ex_set(&ex, 0));
    assert_gone(uefi_text_in_ex_reset(&ex, false));
    assert_gone(uefi_key_notify_open(&ex, &data, pressed, &notify));
    uefi_key_notify_close(&notify);
    assert_gone(uefi_text_out_open(&out));
    assert_gone(uefi_text_out_open_stderr(&out));
    assert_gone(uefi_text_out_write(&out, u""));
    assert_gone(uefi_say(u""));
    assert_gone(uefi_text_out_test(&out, u""));
    assert_gone(uefi_text_out_reset(&out, false));
    assert_gone(uefi_text_out_clear(&out));
    assert_gone(uefi_text_out_mode(&out, 0, &mode));
    assert_gone(uefi_text_out_set_mode(&out, 0));
    assert_gone(uefi_text_out_state(&out, &now));
    assert_gone(uefi_text_out_color(&out, 0));
    assert_gone(uefi_text_out_move(&out, 0, 0));
    assert_gone(uefi_text_out_cursor(&out, false));
    assert_int_equal(uefi_text_out_modes(&out), 0);
    uefi_image()->boot = boot;
}

TESTS(booted(reads_keys), booted(waits_for_a_key), booted(a_keyboard_that_cries_wolf),
      booted(reads_keys_with_modifiers), booted(registers_keys), booted(writes),
      booted(modes_and_state), booted(machines_without_a_console),
      booted(nothing_works_without_boot_services))
