/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Keyboards and text screens (UEFI 2.10, 12.2 to 12.4).
 *
 * Wraps: EFI_SIMPLE_TEXT_INPUT_PROTOCOL
 * Wraps: EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL
 * Wraps: EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL
 *
 *     UEFI_TRY(uefi_print("Press a key\n"));          // formatted, UTF-8: uefi/format.h
 *     struct uefi_text_in keys = {0};
 *     UEFI_TRY(uefi_text_in_open(&keys));
 *     EFI_INPUT_KEY key;
 *     UEFI_TRY(uefi_text_in_wait(&keys, 10 * UEFI_SECOND, &key));
 */
#pragma once
#include "uefi/event.h"
#include "uefi/raw/console.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- Keys ------------------------------------------------------------------------------------ */

struct uefi_text_in {
    EFI_SIMPLE_TEXT_INPUT_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* The console's own keyboard. EFI_UNSUPPORTED: there is none. */
UEFI_MUST_CHECK uefi_status uefi_text_in_open(struct uefi_text_in *ret_in);
UEFI_MUST_CHECK uefi_status uefi_text_in_open_on(struct uefi_handle, struct uefi_text_in *ret_in);
void uefi_text_in_close(struct uefi_text_in *);

/* Forgets keys that nobody has read. `thorough`: the device may be tested at length. */
UEFI_MUST_CHECK uefi_status uefi_text_in_reset(struct uefi_text_in *, bool thorough);

/* The next key. Does not wait: EFI_NOT_FOUND if there is none. */
UEFI_MUST_CHECK uefi_status uefi_text_in_read(struct uefi_text_in *, EFI_INPUT_KEY *ret_key);

/* Waits for a key, at most `time` (UEFI_SECOND, UEFI_FOREVER): EFI_TIMEOUT. */
UEFI_MUST_CHECK uefi_status uefi_text_in_wait(struct uefi_text_in *, uint64_t time,
                                              EFI_INPUT_KEY *ret_key);

/* Is signalled while a key is there; firmware's, not to be closed. */
static inline struct uefi_event uefi_text_in_event(const struct uefi_text_in *in)
{
    struct uefi_event event;
    event.raw = in->raw->WaitForKey;
    return event;
}

/* Keys with their modifiers. */
struct uefi_text_in_ex {
    EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *raw;
    struct uefi_opened opened;
};
UEFI_MUST_CHECK uefi_status uefi_text_in_ex_open(struct uefi_text_in_ex *ret_in);
UEFI_MUST_CHECK uefi_status uefi_text_in_ex_open_on(struct uefi_handle,
                                                    struct uefi_text_in_ex *ret_in);
void uefi_text_in_ex_close(struct uefi_text_in_ex *);
UEFI_MUST_CHECK uefi_status uefi_text_in_ex_reset(struct uefi_text_in_ex *, bool thorough);

/* EFI_NOT_FOUND: no key; ret_key is set all the same, since modifiers may be down without one: with
 * EFI_SHIFT_STATE_VALID its KeyState counts. */
UEFI_MUST_CHECK uefi_status uefi_text_in_ex_read(struct uefi_text_in_ex *, EFI_KEY_DATA *ret_key);
UEFI_MUST_CHECK uefi_status uefi_text_in_ex_wait(struct uefi_text_in_ex *, uint64_t time,
                                                 EFI_KEY_DATA *ret_key);
static inline struct uefi_event uefi_text_in_ex_event(const struct uefi_text_in_ex *in)
{
    struct uefi_event event;
    event.raw = in->raw->WaitForKeyEx;
    return event;
}

/* Lights and locks: EFI_TOGGLE_STATE_VALID with EFI_..._ACTIVE; EFI_KEY_STATE_EXPOSED asks for
 * modifiers alone too. */
UEFI_MUST_CHECK uefi_status uefi_text_in_ex_set(struct uefi_text_in_ex *, EFI_KEY_TOGGLE_STATE);

/* Calls a function, at TPL_CALLBACK, whenever this key is pressed; members of `key` that are 0 fit
 * all. */
struct uefi_key_notify {
    EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *in; /* NULL: not registered */
    void *raw;
};
UEFI_MUST_CHECK uefi_status uefi_key_notify_open(struct uefi_text_in_ex *, const EFI_KEY_DATA *key,
                                                 EFI_KEY_NOTIFY_FUNCTION,
                                                 struct uefi_key_notify *ret_notify);
/* Harmless twice, on an all-zero struct, and after boot services are gone. */
void uefi_key_notify_close(struct uefi_key_notify *);

/* --- Text screens ---------------------------------------------------------------------------- */

struct uefi_text_out {
    EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* The console; where errors go. EFI_UNSUPPORTED: there is none. */
UEFI_MUST_CHECK uefi_status uefi_text_out_open(struct uefi_text_out *ret_out);
UEFI_MUST_CHECK uefi_status uefi_text_out_open_stderr(struct uefi_text_out *ret_out);
UEFI_MUST_CHECK uefi_status uefi_text_out_open_on(struct uefi_handle,
                                                  struct uefi_text_out *ret_out);
void uefi_text_out_close(struct uefi_text_out *);

/* Writes UTF-16 up to its NUL; a new line is u"\r\n". The warning EFI_WARN_UNKNOWN_GLYPH: not all
 * could be shown. */
UEFI_MUST_CHECK uefi_status uefi_text_out_write(struct uefi_text_out *, const char16_t *text);

/* The same, to the console: the shortest way to say something. */
UEFI_MUST_CHECK uefi_status uefi_say(const char16_t *text);

/* Can it show all of this? EFI_UNSUPPORTED: no. */
UEFI_MUST_CHECK uefi_status uefi_text_out_test(struct uefi_text_out *, const char16_t *text);

/* Back to the default mode, cleared; `thorough`: the device is tested too. Or only cleared: the
 * background fills the screen, the cursor is at 0, 0 (12.4). */
UEFI_MUST_CHECK uefi_status uefi_text_out_reset(struct uefi_text_out *, bool thorough);
UEFI_MUST_CHECK uefi_status uefi_text_out_clear(struct uefi_text_out *);

/* Modes are numbered from 0 to uefi_text_out_modes() - 1; numbers between may be missing:
 * EFI_UNSUPPORTED. */
struct uefi_text_mode {
    size_t columns;
    size_t rows;
};
size_t uefi_text_out_modes(const struct uefi_text_out *);
UEFI_MUST_CHECK uefi_status uefi_text_out_mode(struct uefi_text_out *, size_t mode,
                                               struct uefi_text_mode *ret_mode);
/* Clears the screen. */
UEFI_MUST_CHECK uefi_status uefi_text_out_set_mode(struct uefi_text_out *, size_t mode);

/* What it is doing now. EFI_PROTOCOL_ERROR: nothing that could be. */
struct uefi_text_state {
    size_t mode;
    uint8_t color; /* see uefi_text_out_color() */
    size_t column;
    size_t row;
    bool cursor;
};
UEFI_MUST_CHECK uefi_status uefi_text_out_state(struct uefi_text_out *,
                                                struct uefi_text_state *ret_state);

/* EFI_WHITE | EFI_BACKGROUND_BLUE and the like. */
UEFI_MUST_CHECK uefi_status uefi_text_out_color(struct uefi_text_out *, uint8_t color);
UEFI_MUST_CHECK uefi_status uefi_text_out_move(struct uefi_text_out *, size_t column, size_t row);
UEFI_MUST_CHECK uefi_status uefi_text_out_cursor(struct uefi_text_out *, bool visible);

#ifdef __cplusplus
}
#endif
