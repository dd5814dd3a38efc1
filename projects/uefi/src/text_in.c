/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Keyboards: see uefi/console.h. */
#include "check.h"
#include "uefi/console.h"

static const EFI_GUID in_guid = EFI_SIMPLE_TEXT_INPUT_PROTOCOL_GUID;
static const EFI_GUID ex_guid = EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL_GUID;

uefi_status uefi_text_in_open(struct uefi_text_in *ret_in)
{
    if (!uefi_boot())
        return GONE;
    EFI_SIMPLE_TEXT_INPUT_PROTOCOL *raw = uefi_image()->system->ConIn;
    if (!raw)
        return uefi_status_of(EFI_UNSUPPORTED);
    *ret_in = (struct uefi_text_in){.raw = raw};
    return UEFI_OK;
}

uefi_status uefi_text_in_open_on(struct uefi_handle handle, struct uefi_text_in *ret_in)
{
    return UEFI_OPEN(ret_in, handle, &in_guid, UEFI_GET);
}

void uefi_text_in_close(struct uefi_text_in *in)
{
    uefi_opened_close(&in->opened);
    in->raw = NULL;
}

uefi_status uefi_text_in_reset(struct uefi_text_in *in, bool thorough)
{
    NEEDS(in);
    return uefi_status_of(in->raw->Reset(in->raw, thorough));
}

/* "No key" is EFI_NOT_FOUND: EFI_NOT_READY says that boot services are gone. */
static uefi_status key_status(EFI_STATUS code)
{
    return uefi_status_of(code == EFI_NOT_READY ? EFI_NOT_FOUND : code);
}

uefi_status uefi_text_in_read(struct uefi_text_in *in, EFI_INPUT_KEY *ret_key)
{
    NEEDS(in);
    EFI_INPUT_KEY key = {0};
    UEFI_TRY(key_status(in->raw->ReadKeyStroke(in->raw, &key)));
    *ret_key = key;
    return UEFI_OK;
}

/*
 * Reads until there is a key. The event may be signalled without one (a modifier alone), so the
 * time is one timer for all rounds, and looked at in each.
 */
static uefi_status wait(struct uefi_event key, uint64_t time, uefi_status (*read)(void *, void *),
                        void *in, void *ret_key)
{
    struct uefi_event events[2] = {key, {0}};
    bool timed = time != UEFI_FOREVER, over = false;
    if (timed)
        UEFI_TRY(uefi_event_create(EVT_TIMER, TPL_CALLBACK, NULL, NULL, &events[1]));
    uefi_status status = timed ? uefi_timer_set(events[1], TimerRelative, time) : UEFI_OK;
    while (uefi_is_ok(status)) {
        status = read(in, ret_key);
        if (!uefi_is(status, EFI_NOT_FOUND))
            break;
        size_t which = 0;
        status = over ? uefi_status_of(EFI_TIMEOUT)
                      : uefi_event_wait(events, 1 + (size_t)timed, UEFI_FOREVER, &which);
        if (uefi_is_ok(status) && which == 1)
            over = true;
        else if (uefi_is_ok(status) && timed)
            status = uefi_event_check(events[1], &over);
    }
    uefi_event_close(&events[1]);
    return status;
}

static uefi_status read_in(void *in, void *ret_key)
{
    return uefi_text_in_read((struct uefi_text_in *)in, (EFI_INPUT_KEY *)ret_key);
}

uefi_status uefi_text_in_wait(struct uefi_text_in *in, uint64_t time, EFI_INPUT_KEY *ret_key)
{
    NEEDS(in);
    return wait(uefi_text_in_event(in), time, read_in, in, ret_key);
}

uefi_status uefi_text_in_ex_open(struct uefi_text_in_ex *ret_in)
{
    if (!uefi_boot())
        return GONE;
    EFI_HANDLE console = uefi_image()->system->ConsoleInHandle;
    if (console && uefi_is_ok(uefi_text_in_ex_open_on(uefi_handle_of(console), ret_in)))
        return UEFI_OK;
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&ex_guid, &raw));
    *ret_in = (struct uefi_text_in_ex){.raw = (EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_text_in_ex_open_on(struct uefi_handle handle, struct uefi_text_in_ex *ret_in)
{
    return UEFI_OPEN(ret_in, handle, &ex_guid, UEFI_GET);
}

void uefi_text_in_ex_close(struct uefi_text_in_ex *in)
{
    uefi_opened_close(&in->opened);
    in->raw = NULL;
}

uefi_status uefi_text_in_ex_reset(struct uefi_text_in_ex *in, bool thorough)
{
    NEEDS(in);
    return uefi_status_of(in->raw->Reset(in->raw, thorough));
}

uefi_status uefi_text_in_ex_read(struct uefi_text_in_ex *in, EFI_KEY_DATA *ret_key)
{
    NEEDS(in);
    EFI_KEY_DATA key = {0};
    uefi_status status = key_status(in->raw->ReadKeyStrokeEx(in->raw, &key));
    if (uefi_is(status, EFI_NOT_FOUND))
        key.Key = (EFI_INPUT_KEY){0};
    if (uefi_is_ok(status) || uefi_is(status, EFI_NOT_FOUND))
        *ret_key = key;
    return status;
}

static uefi_status read_ex(void *in, void *ret_key)
{
    EFI_KEY_DATA key;
    UEFI_TRY(uefi_text_in_ex_read((struct uefi_text_in_ex *)in, &key));
    *(EFI_KEY_DATA *)ret_key = key;
    return UEFI_OK;
}

uefi_status uefi_text_in_ex_wait(struct uefi_text_in_ex *in, uint64_t time, EFI_KEY_DATA *ret_key)
{
    NEEDS(in);
    return wait(uefi_text_in_ex_event(in), time, read_ex, in, ret_key);
}

uefi_status uefi_text_in_ex_set(struct uefi_text_in_ex *in, EFI_KEY_TOGGLE_STATE state)
{
    NEEDS(in);
    return uefi_status_of(in->raw->SetState(in->raw, &state));
}

uefi_status uefi_key_notify_open(struct uefi_text_in_ex *in, const EFI_KEY_DATA *key,
                                 EFI_KEY_NOTIFY_FUNCTION function,
                                 struct uefi_key_notify *ret_notify)
{
    NEEDS(in);
    void *raw = NULL;
    UEFI_TRY(
        uefi_status_of(in->raw->RegisterKeyNotify(in->raw, (EFI_KEY_DATA *)key, function, &raw)));
    if (!raw)
        return LIE;
    *ret_notify = (struct uefi_key_notify){in->raw, raw};
    return UEFI_OK;
}

void uefi_key_notify_close(struct uefi_key_notify *notify)
{
    if (uefi_boot() && notify->in)
        (void)notify->in->UnregisterKeyNotify(notify->in, notify->raw);
    *notify = (struct uefi_key_notify){0};
}
