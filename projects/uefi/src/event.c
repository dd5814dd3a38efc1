/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Events, timers, task priority: see uefi/event.h. */
#include "uefi/event.h"

#include "check.h"

_Static_assert(sizeof(struct uefi_event) == sizeof(EFI_EVENT), "a list of one is one of the other");

uefi_status uefi_event_create(uint32_t type, EFI_TPL tpl, EFI_EVENT_NOTIFY notify, void *ctx,
                              struct uefi_event *ret_event)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    struct uefi_event event = {0};
    UEFI_TRY(uefi_status_of(boot->CreateEvent(type, tpl, notify, ctx, &event.raw)));
    if (!event.raw)
        return LIE;
    *ret_event = event;
    return UEFI_OK;
}

uefi_status uefi_event_create_in(const EFI_GUID *group, uint32_t type, EFI_TPL tpl,
                                 EFI_EVENT_NOTIFY notify, void *ctx, struct uefi_event *ret_event)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    struct uefi_event event = {0};
    UEFI_TRY(uefi_status_of(boot->CreateEventEx(type, tpl, notify, ctx, group, &event.raw)));
    if (!event.raw)
        return LIE;
    *ret_event = event;
    return UEFI_OK;
}

void uefi_event_close(struct uefi_event *event)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (boot && event->raw)
        (void)boot->CloseEvent(event->raw);
    event->raw = NULL;
}

uefi_status uefi_event_signal(struct uefi_event event)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    return uefi_status_of(boot->SignalEvent(event.raw));
}

uefi_status uefi_event_check(struct uefi_event event, bool *ret_signalled)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    EFI_STATUS code = boot->CheckEvent(event.raw);
    if (code != EFI_NOT_READY)
        UEFI_TRY(uefi_status_of(code));
    *ret_signalled = code == EFI_SUCCESS;
    return UEFI_OK;
}

uefi_status uefi_timer_set(struct uefi_event event, EFI_TIMER_DELAY delay, uint64_t time)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    return uefi_status_of(boot->SetTimer(event.raw, delay, time));
}

/* The timer is one more event, behind the caller's. */
uefi_status uefi_event_wait(const struct uefi_event *events, size_t count, uint64_t time,
                            size_t *ret_index)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    if (count == 0 || count > UEFI_WAIT_MAX)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    EFI_EVENT list[UEFI_WAIT_MAX + 1];
    for (size_t i = 0; i < count; i++)
        list[i] = events[i].raw;

    struct uefi_event timer = {0};
    if (time != UEFI_FOREVER) {
        UEFI_TRY(uefi_event_create(EVT_TIMER, TPL_CALLBACK, NULL, NULL, &timer));
        list[count] = timer.raw;
    }
    UINTN index = UINTPTR_MAX;
    uefi_status status = timer.raw ? uefi_timer_set(timer, TimerRelative, time) : UEFI_OK;
    if (uefi_is_ok(status))
        status = uefi_status_of(boot->WaitForEvent(count + (timer.raw != NULL), list, &index));
    bool timed = timer.raw && index == count;
    uefi_event_close(&timer);
    UEFI_TRY(status);
    if (timed)
        return uefi_status_of(EFI_TIMEOUT);
    if (index >= count)
        return LIE;
    *ret_index = index;
    return UEFI_OK;
}

uefi_status uefi_protocol_notify(const EFI_GUID *guid, struct uefi_event event,
                                 struct uefi_registration *ret_registration)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    void *raw = NULL;
    UEFI_TRY(uefi_status_of(boot->RegisterProtocolNotify((EFI_GUID *)guid, event.raw, &raw)));
    if (!raw)
        return LIE;
    ret_registration->raw = raw;
    return UEFI_OK;
}

uefi_status uefi_handle_next(struct uefi_registration registration, struct uefi_handle *ret_handle)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    EFI_HANDLE raw = NULL;
    UINTN size = sizeof raw;
    UEFI_TRY(
        uefi_status_of(boot->LocateHandle(ByRegisterNotify, NULL, registration.raw, &size, &raw)));
    if (size != sizeof raw || !raw)
        return LIE;
    ret_handle->raw = raw;
    return UEFI_OK;
}

/* Only firmware knows the priority, and says it only when raising: so it is raised to the top to
 * ask, since raising downwards is undefined. */
uefi_status uefi_tpl_raise(EFI_TPL to, struct uefi_tpl *ret_tpl)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    EFI_TPL old = boot->RaiseTPL(TPL_HIGH_LEVEL);
    boot->RestoreTPL(old);
    if (to < old || to > TPL_HIGH_LEVEL)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    ret_tpl->old = boot->RaiseTPL(to);
    return UEFI_OK;
}

void uefi_tpl_close(struct uefi_tpl *tpl)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (boot && tpl->old)
        boot->RestoreTPL(tpl->old);
    tpl->old = 0;
}
