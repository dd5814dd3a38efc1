/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The console (UEFI chapter 12): keys from the test, text for the test.
 *
 * There are two outputs, ConOut and StdErr, and one keyboard with the simple and the extended
 * protocol on one handle, which share the queue.
 */
#include "internal.h"

struct output {
    EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL protocol;
    SIMPLE_TEXT_OUTPUT_MODE mode;
    char16_t *text;
    size_t length, cap;
    char *utf8;
};

struct key_notify {
    EFI_KEY_DATA key;
    EFI_KEY_NOTIFY_FUNCTION function;
};

struct console {
    EFI_SIMPLE_TEXT_INPUT_PROTOCOL input;
    EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL input_ex;
    struct output out, error;
    EFI_KEY_DATA *keys;
    size_t first, count, cap;
    EFI_KEY_TOGGLE_STATE toggles;
    struct list notifies; /* struct key_notify */
};

static struct console *console(void)
{
    return mock()->console;
}

/* --- Output ------------------------------------------------------------------------------------
 */

#define MODES 3
static const struct {
    UINTN columns, rows;
} modes[MODES] = {{80, 25}, {0, 0}, {100, 31}}; /* 80 x 50 is not supported here */

static struct output *output_of(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this)
{
    return (struct output *)this;
}

static EFI_STATUS EFIAPI out_reset(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, BOOLEAN extended)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.Reset", &lie, &status))
        return status;
    (void)extended;
    this->Mode->CursorColumn = this->Mode->CursorRow = 0;
    return status;
}

static void put(struct output *output, char16_t unit)
{
    if (output->length + 2 > output->cap) {
        output->cap = output->cap ? 2 * output->cap : 256;
        output->text = must(realloc(output->text, output->cap * sizeof unit));
    }
    output->text[output->length++] = unit;
    output->text[output->length] = 0;
}

/* Where the cursor is after that unit (12.4.4). */
static void advance(SIMPLE_TEXT_OUTPUT_MODE *mode, char16_t unit)
{
    INT32 columns = (INT32)modes[mode->Mode].columns, rows = (INT32)modes[mode->Mode].rows;
    if (unit == CHAR_CARRIAGE_RETURN)
        mode->CursorColumn = 0;
    else if (unit == CHAR_LINEFEED)
        mode->CursorRow++;
    else if (unit == CHAR_BACKSPACE)
        mode->CursorColumn -= mode->CursorColumn > 0;
    else if (++mode->CursorColumn == columns) {
        mode->CursorColumn = 0;
        mode->CursorRow++;
    }
    if (mode->CursorRow >= rows)
        mode->CursorRow = rows - 1;
}

static EFI_STATUS EFIAPI out_string(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, CHAR16 *string)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.OutputString", &lie, &status))
        return status;
    if (!string) {
        uefi_mock_complain("OutputString of NULL");
        return EFI_INVALID_PARAMETER;
    }
    for (; *string; string++) {
        put(output_of(this), *string);
        advance(this->Mode, *string);
    }
    return status;
}

/* Everything of plane 0 but surrogates and private characters can be shown here. */
static EFI_STATUS EFIAPI out_test(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, CHAR16 *string)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.TestString", &lie, &status))
        return status;
    (void)this;
    for (; *string; string++)
        if (*string >= 0xD800 && *string <= 0xF8FF)
            return EFI_UNSUPPORTED;
    return status;
}

static EFI_STATUS EFIAPI out_query(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, UINTN mode,
                                   UINTN *columns, UINTN *rows)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.QueryMode", &lie, &status))
        return status;
    (void)this;
    if (mode >= MODES || !modes[mode].columns)
        return EFI_UNSUPPORTED;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    *columns = (UINTN)uefi_mock_number(&lie, modes[mode].columns);
    *rows = (UINTN)uefi_mock_number(&lie, modes[mode].rows);
    return status;
}

static EFI_STATUS EFIAPI out_set_mode(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, UINTN mode)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.SetMode", &lie, &status))
        return status;
    if (mode >= MODES || !modes[mode].columns)
        return EFI_UNSUPPORTED;
    this->Mode->Mode = (INT32)mode;
    this->Mode->CursorColumn = this->Mode->CursorRow = 0;
    return status;
}

static EFI_STATUS EFIAPI out_attribute(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, UINTN attribute)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.SetAttribute", &lie, &status))
        return status;
    if (attribute > 0x7F) {
        uefi_mock_complain("SetAttribute of %#zx", (size_t)attribute);
        return EFI_UNSUPPORTED;
    }
    this->Mode->Attribute = (INT32)attribute;
    return status;
}

static EFI_STATUS EFIAPI out_clear(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.ClearScreen", &lie, &status))
        return status;
    this->Mode->CursorColumn = this->Mode->CursorRow = 0;
    return status;
}

static EFI_STATUS EFIAPI out_cursor(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, UINTN column, UINTN row)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.SetCursorPosition", &lie, &status))
        return status;
    if (column >= modes[this->Mode->Mode].columns || row >= modes[this->Mode->Mode].rows)
        return EFI_UNSUPPORTED;
    this->Mode->CursorColumn = (INT32)column;
    this->Mode->CursorRow = (INT32)row;
    return status;
}

static EFI_STATUS EFIAPI out_visible(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *this, BOOLEAN visible)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextOutput.EnableCursor", &lie, &status))
        return status;
    this->Mode->CursorVisible = visible != 0;
    return status;
}

static const char *text_of(struct output *output)
{
    size_t length = uefi_utf16_to_utf8(NULL, 0, output->text ? output->text : u"", output->length);
    free(output->utf8);
    output->utf8 = must(malloc(length + 1));
    uefi_utf16_to_utf8(output->utf8, length + 1, output->text ? output->text : u"", output->length);
    return output->utf8;
}

const char *uefi_mock_output(struct uefi_mock *m)
{
    return text_of(&((struct console *)m->console)->out);
}

const char *uefi_mock_errors(struct uefi_mock *m)
{
    return text_of(&((struct console *)m->console)->error);
}

void uefi_mock_clear(struct uefi_mock *m)
{
    struct console *console = m->console;
    console->out.length = console->error.length = 0;
}

/* --- Input -------------------------------------------------------------------------------------
 */

void uefi_mock_key(struct uefi_mock *m, EFI_KEY_DATA key)
{
    struct console *console = m->console;
    if (console->first + console->count == console->cap) {
        if (console->count)
            memmove(console->keys, console->keys + console->first, console->count * sizeof key);
        console->first = 0;
        console->cap = 2 * console->count + 16;
        console->keys = must(realloc(console->keys, console->cap * sizeof key));
    }
    console->keys[console->first + console->count++] = key;
    for (size_t i = 0; i < console->notifies.count; i++) {
        struct key_notify *notify = console->notifies.at[i];
        if (notify->key.Key.ScanCode == key.Key.ScanCode &&
            notify->key.Key.UnicodeChar == key.Key.UnicodeChar)
            notify->function(&key);
    }
}

void uefi_mock_type(struct uefi_mock *m, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        char16_t units[2];
        size_t count = uefi_utf16_put(units, uefi_utf8_next(text, length, &at));
        for (size_t i = 0; i < count; i++)
            uefi_mock_key(m,
                          (EFI_KEY_DATA){.Key.UnicodeChar =
                                             units[i] == '\n' ? CHAR_CARRIAGE_RETURN : units[i]});
    }
}

static bool key_waits(void *argument)
{
    return ((struct console *)argument)->count != 0;
}

static EFI_STATUS take(EFI_KEY_DATA *ret_key)
{
    struct console *c = console();
    if (!c->count)
        return EFI_NOT_READY;
    *ret_key = c->keys[c->first++];
    c->count--;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI in_reset(EFI_SIMPLE_TEXT_INPUT_PROTOCOL *this, BOOLEAN extended)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextInput.Reset", &lie, &status))
        return status;
    (void)this, (void)extended;
    console()->count = 0;
    return status;
}

static EFI_STATUS EFIAPI in_read(EFI_SIMPLE_TEXT_INPUT_PROTOCOL *this, EFI_INPUT_KEY *ret_key)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextInput.ReadKeyStroke", &lie, &status))
        return status;
    (void)this;
    EFI_KEY_DATA key = {0};
    EFI_STATUS taken = take(&key);
    if (!taken && lie.how != UEFI_MOCK_SILENT)
        *ret_key = key.Key;
    return taken ? taken : status;
}

static EFI_STATUS EFIAPI ex_reset(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *this, BOOLEAN extended)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextInputEx.Reset", &lie, &status))
        return status;
    (void)this, (void)extended;
    console()->count = 0;
    console()->toggles = 0;
    return status;
}

static EFI_STATUS EFIAPI ex_read(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *this, EFI_KEY_DATA *ret_key)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextInputEx.ReadKeyStrokeEx", &lie, &status))
        return status;
    (void)this;
    EFI_KEY_DATA key = {0};
    EFI_STATUS taken = take(&key);
    if (lie.how == UEFI_MOCK_SILENT)
        return taken;
    *ret_key = key; /* the toggles, even when there is no key (12.2.3) */
    ret_key->KeyState.KeyToggleState =
        key.KeyState.KeyToggleState | console()->toggles | EFI_TOGGLE_STATE_VALID;
    return taken ? taken : status;
}

static EFI_STATUS EFIAPI ex_set_state(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *this,
                                      EFI_KEY_TOGGLE_STATE *state)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextInputEx.SetState", &lie, &status))
        return status;
    (void)this;
    if (!state)
        return EFI_INVALID_PARAMETER;
    if (!(*state & EFI_TOGGLE_STATE_VALID))
        return EFI_UNSUPPORTED;
    console()->toggles = *state;
    return status;
}

static EFI_STATUS EFIAPI ex_register(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *this, EFI_KEY_DATA *key,
                                     EFI_KEY_NOTIFY_FUNCTION function, VOID **ret_handle)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextInputEx.RegisterKeyNotify", &lie, &status))
        return status;
    (void)this;
    if (!key || !function || !ret_handle)
        return EFI_INVALID_PARAMETER;
    struct key_notify *notify = uefi_mock_keep(mock(), sizeof *notify);
    notify->key = *key;
    notify->function = function;
    list_add(&console()->notifies, notify);
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_handle = lie.how == UEFI_MOCK_NULL ? NULL : notify;
    return status;
}

static EFI_STATUS EFIAPI ex_unregister(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *this, VOID *notify)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SimpleTextInputEx.UnregisterKeyNotify", &lie, &status))
        return status;
    (void)this;
    if (!list_remove(&console()->notifies, notify)) {
        uefi_mock_complain("UnregisterKeyNotify of what is not registered");
        return EFI_INVALID_PARAMETER;
    }
    return status;
}

/* --- Beginning and end ---------------------------------------------------------------------------
 */

static EFI_HANDLE output_init(struct uefi_mock *m, struct output *output)
{
    static const EFI_GUID guid = EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL_GUID;
    output->mode = (SIMPLE_TEXT_OUTPUT_MODE){
        .MaxMode = MODES, .Attribute = EFI_LIGHTGRAY, .CursorVisible = TRUE};
    output->protocol = (EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL){
        .Reset = out_reset,
        .OutputString = out_string,
        .TestString = out_test,
        .QueryMode = out_query,
        .SetMode = out_set_mode,
        .SetAttribute = out_attribute,
        .ClearScreen = out_clear,
        .SetCursorPosition = out_cursor,
        .EnableCursor = out_visible,
        .Mode = &output->mode,
    };
    return uefi_mock_install(m, NULL, &guid, &output->protocol);
}

void console_init(struct uefi_mock *m)
{
    static const EFI_GUID in_guid = EFI_SIMPLE_TEXT_INPUT_PROTOCOL_GUID;
    static const EFI_GUID ex_guid = EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL_GUID;
    struct console *c = uefi_mock_keep(m, sizeof *c);
    m->console = c;
    c->input =
        (EFI_SIMPLE_TEXT_INPUT_PROTOCOL){.Reset = in_reset,
                                         .ReadKeyStroke = in_read,
                                         .WaitForKey = uefi_mock_wait_event(m, key_waits, c)};
    c->input_ex = (EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL){
        .Reset = ex_reset,
        .ReadKeyStrokeEx = ex_read,
        .WaitForKeyEx = uefi_mock_wait_event(m, key_waits, c),
        .SetState = ex_set_state,
        .RegisterKeyNotify = ex_register,
        .UnregisterKeyNotify = ex_unregister,
    };
    m->system.ConsoleInHandle = uefi_mock_install(m, NULL, &in_guid, &c->input);
    uefi_mock_install(m, m->system.ConsoleInHandle, &ex_guid, &c->input_ex);
    m->system.ConIn = &c->input;
    m->system.ConsoleOutHandle = output_init(m, &c->out);
    m->system.ConOut = &c->out.protocol;
    m->system.StandardErrorHandle = output_init(m, &c->error);
    m->system.StdErr = &c->error.protocol;
}

void console_release(struct uefi_mock *m)
{
    struct console *c = m->console;
    free(c->out.text);
    free(c->out.utf8);
    free(c->error.text);
    free(c->error.utf8);
    free(c->keys);
    list_free(&c->notifies, false);
}
