/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Events, timers, task priorities (UEFI 7.1), in virtual time: it passes in Stall and in
 * WaitForEvent only, so that tests of a year of waiting take no time.
 */
#include "internal.h"

struct event *event_of(EFI_EVENT raw)
{
    struct uefi_mock *m = mock();
    for (size_t i = 0; i < m->events.count; i++)
        if (m->events.at[i] == raw)
            return raw;
    return NULL;
}

/* Runs what is queued and above the current priority, the highest first. */
static void dispatch(struct uefi_mock *m)
{
    for (;;) {
        struct event *next = NULL;
        for (size_t i = 0; i < m->events.count; i++) {
            struct event *event = m->events.at[i];
            if (event->queued && event->tpl > m->tpl && (!next || event->tpl > next->tpl))
                next = event;
        }
        if (!next)
            return;
        EFI_TPL old = m->tpl;
        next->queued = false;
        if (next->type & EVT_NOTIFY_SIGNAL)
            next->signalled = false;
        m->tpl = next->tpl;
        next->function(next, (VOID *)(uintptr_t)next->context);
        m->tpl = old;
    }
}

static void mark(struct event *event)
{
    event->signalled = true;
    if (event->type & EVT_NOTIFY_SIGNAL)
        event->queued = true;
}

void event_signal_group(struct uefi_mock *m, const EFI_GUID *group)
{
    for (size_t i = 0; i < m->events.count; i++) {
        struct event *event = m->events.at[i];
        if (uefi_guid_equal(&event->group, group))
            mark(event);
    }
    dispatch(m);
}

void event_signal(struct uefi_mock *m, struct event *event)
{
    if (uefi_guid_is_zero(&event->group)) {
        mark(event);
        dispatch(m);
    } else {
        event_signal_group(m, &event->group);
    }
}

/* Is it signalled? Its notification function may make it so (EVT_NOTIFY_WAIT). */
static bool is_signalled(struct uefi_mock *m, struct event *event)
{
    if (event->ready)
        return event->ready(event->argument);
    if (!event->signalled && event->type & EVT_NOTIFY_WAIT) {
        event->queued = true;
        dispatch(m);
    }
    return event->signalled;
}

/* Fires what is due up to `until`, in order. */
static void pass_until(struct uefi_mock *m, uint64_t until)
{
    for (;;) {
        struct event *next = NULL;
        for (size_t i = 0; i < m->events.count; i++) {
            struct event *event = m->events.at[i];
            if (event->due && event->due <= until && (!next || event->due < next->due))
                next = event;
        }
        if (!next)
            break;
        if (next->due > m->time)
            m->time = next->due;
        next->due = next->period ? next->due + next->period : 0;
        event_signal(m, next);
    }
    m->time = until;
}

uint64_t uefi_mock_time(const struct uefi_mock *m)
{
    return m->time;
}

void uefi_mock_pass(struct uefi_mock *m, uint64_t units)
{
    pass_until(m, m->time + units);
}

void uefi_mock_when_idle(struct uefi_mock *m, void (*function)(struct uefi_mock *, void *),
                         void *argument)
{
    m->idle = function;
    m->idle_argument = argument;
}

static EFI_TPL EFIAPI raise_tpl(EFI_TPL tpl)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    struct uefi_mock *m = mock();
    if (!boot_called("RaiseTPL", &lie, &status))
        return m->tpl;
    EFI_TPL old = m->tpl;
    if (tpl < old || tpl > TPL_HIGH_LEVEL)
        uefi_mock_complain("RaiseTPL from %zu to %zu", (size_t)old, (size_t)tpl);
    else
        m->tpl = tpl;
    return old;
}

static VOID EFIAPI restore_tpl(EFI_TPL tpl)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    struct uefi_mock *m = mock();
    if (!boot_called("RestoreTPL", &lie, &status))
        return;
    if (tpl > m->tpl) {
        uefi_mock_complain("RestoreTPL from %zu to %zu", (size_t)m->tpl, (size_t)tpl);
        return;
    }
    m->tpl = tpl;
    dispatch(m);
}

/* The group that a type stands for (7.1.2 CreateEventEx). */
static EFI_GUID group_of(uint32_t type)
{
    static const EFI_GUID at_exit = EFI_EVENT_GROUP_EXIT_BOOT_SERVICES;
    static const EFI_GUID at_virtual = EFI_EVENT_GROUP_VIRTUAL_ADDRESS_CHANGE;
    return type == EVT_SIGNAL_EXIT_BOOT_SERVICES       ? at_exit
           : type == EVT_SIGNAL_VIRTUAL_ADDRESS_CHANGE ? at_virtual
                                                       : (EFI_GUID){0};
}

static EFI_STATUS create(const char *service, UINT32 type, EFI_TPL tpl, EFI_EVENT_NOTIFY function,
                         const VOID *context, const EFI_GUID *group, EFI_EVENT *ret_event)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called(service, &lie, &status))
        return status;
    bool notifies = type & (EVT_NOTIFY_SIGNAL | EVT_NOTIFY_WAIT);
    bool both = (type & EVT_NOTIFY_SIGNAL) && (type & EVT_NOTIFY_WAIT);
    if (!ret_event || both ||
        (notifies && (!function || tpl <= TPL_APPLICATION || tpl > TPL_HIGH_LEVEL))) {
        uefi_mock_complain("%s: type %#x, priority %zu, function %d", service, type, (size_t)tpl,
                           function != NULL);
        return EFI_INVALID_PARAMETER;
    }
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    if (lie.how == UEFI_MOCK_NULL) {
        *ret_event = NULL;
        return EFI_SUCCESS;
    }
    struct event *event = must(calloc(1, sizeof *event));
    event->type = type;
    event->tpl = tpl;
    event->function = function;
    event->context = context;
    event->group = group ? *group : group_of(type);
    list_add(&mock()->events, event);
    *ret_event = event;
    return status;
}

static EFI_STATUS EFIAPI create_event(UINT32 type, EFI_TPL tpl, EFI_EVENT_NOTIFY function,
                                      VOID *context, EFI_EVENT *ret_event)
{
    return create("CreateEvent", type, tpl, function, context, NULL, ret_event);
}

static EFI_STATUS EFIAPI create_event_ex(UINT32 type, EFI_TPL tpl, EFI_EVENT_NOTIFY function,
                                         const VOID *context, const EFI_GUID *group,
                                         EFI_EVENT *ret_event)
{
    return create("CreateEventEx", type, tpl, function, context, group, ret_event);
}

/* Begins a service about an event; a NULL: return *ret_status. */
static struct event *event_called(const char *service, EFI_EVENT raw, EFI_STATUS *ret_status)
{
    struct uefi_mock_lie lie;
    if (!boot_called(service, &lie, ret_status))
        return NULL;
    struct event *event = event_of(raw);
    if (!event) {
        uefi_mock_complain("%s of %p, which is no event", service, raw);
        *ret_status = EFI_INVALID_PARAMETER;
    }
    return event;
}

static EFI_STATUS EFIAPI set_timer(EFI_EVENT raw, EFI_TIMER_DELAY kind, UINT64 trigger)
{
    EFI_STATUS status;
    struct event *event = event_called("SetTimer", raw, &status);
    if (!event)
        return status;
    if (!(event->type & EVT_TIMER) || (unsigned)kind > TimerRelative) {
        uefi_mock_complain("SetTimer of an event that is no timer");
        return EFI_INVALID_PARAMETER;
    }
    struct uefi_mock *m = mock();
    const uint64_t tick = 100000; /* 10 ms: 0 means the next tick */
    event->due = kind == TimerCancel ? 0 : m->time + (trigger ? trigger : tick);
    event->period = kind == TimerPeriodic ? (trigger ? trigger : tick) : 0;
    return status;
}

static EFI_STATUS EFIAPI wait_for_event(UINTN count, EFI_EVENT *events, UINTN *index)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("WaitForEvent", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    if (!count || !events || !index || m->tpl != TPL_APPLICATION) {
        uefi_mock_complain("WaitForEvent: %zu events at priority %zu", (size_t)count,
                           (size_t)m->tpl);
        return m->tpl != TPL_APPLICATION ? EFI_UNSUPPORTED : EFI_INVALID_PARAMETER;
    }
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    for (bool asked = false;;) {
        for (UINTN i = 0; i < count; i++) {
            struct event *event = event_of(events[i]);
            if (!event || event->type & EVT_NOTIFY_SIGNAL) {
                uefi_mock_complain("WaitForEvent: event %zu cannot be waited for", (size_t)i);
                *index = i;
                return EFI_INVALID_PARAMETER;
            }
            if (!is_signalled(m, event))
                continue;
            event->signalled = false;
            *index = (UINTN)uefi_mock_number(&lie, i);
            return status;
        }
        if (m->idle && !asked) {
            m->idle(m, m->idle_argument);
            asked = true;
            continue;
        }
        asked = false;
        uint64_t due = 0;
        for (size_t i = 0; i < m->events.count; i++) {
            struct event *event = m->events.at[i];
            if (event->due && (!due || event->due < due))
                due = event->due;
        }
        if (!due) {
            fprintf(stderr, "uefi-mock: WaitForEvent would wait for ever\n");
            abort();
        }
        pass_until(m, due);
    }
}

static EFI_STATUS EFIAPI signal_event(EFI_EVENT raw)
{
    EFI_STATUS status;
    struct event *event = event_called("SignalEvent", raw, &status);
    if (event)
        event_signal(mock(), event);
    return status;
}

static EFI_STATUS EFIAPI close_event(EFI_EVENT raw)
{
    EFI_STATUS status;
    struct event *event = event_called("CloseEvent", raw, &status);
    if (!event)
        return status;
    list_remove(&mock()->events, event);
    free(event);
    return status;
}

static EFI_STATUS EFIAPI check_event(EFI_EVENT raw)
{
    EFI_STATUS status;
    struct event *event = event_called("CheckEvent", raw, &status);
    if (!event)
        return status;
    if (event->type & EVT_NOTIFY_SIGNAL) {
        uefi_mock_complain("CheckEvent of an event that notifies when signalled");
        return EFI_INVALID_PARAMETER;
    }
    if (!is_signalled(mock(), event))
        return EFI_NOT_READY;
    event->signalled = false;
    return status;
}

static EFI_STATUS EFIAPI stall(UINTN microseconds)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("Stall", &lie, &status))
        return status;
    uefi_mock_pass(mock(), (uint64_t)microseconds * 10);
    return status;
}

static EFI_STATUS EFIAPI set_watchdog_timer(UINTN seconds, UINT64 code, UINTN size, CHAR16 *data)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("SetWatchdogTimer", &lie, &status))
        return status;
    if (code <= 0xFFFF && code != 0 && seconds)
        uefi_mock_complain("SetWatchdogTimer: code %#llx belongs to firmware",
                           (unsigned long long)code);
    (void)size, (void)data;
    mock()->watchdog = seconds;
    return status;
}

EFI_EVENT uefi_mock_wait_event(struct uefi_mock *m, bool (*ready)(void *), void *argument)
{
    struct event *event = uefi_mock_keep(m, sizeof *event);
    event->mine = true;
    event->ready = ready;
    event->argument = argument;
    event->type = EVT_NOTIFY_WAIT;
    event->tpl = TPL_CALLBACK;
    list_add(&m->events, event);
    return event;
}

EFI_TPL uefi_mock_tpl(const struct uefi_mock *m)
{
    return m->tpl;
}

size_t uefi_mock_events(const struct uefi_mock *m)
{
    size_t events = 0;
    for (size_t i = 0; i < m->events.count; i++)
        events += !((struct event *)m->events.at[i])->mine;
    return events;
}

UINTN uefi_mock_watchdog(const struct uefi_mock *m)
{
    return m->watchdog;
}

void event_init(struct uefi_mock *m)
{
    m->tpl = TPL_APPLICATION;
    m->watchdog = 300;
    m->boot.RaiseTPL = raise_tpl;
    m->boot.RestoreTPL = restore_tpl;
    m->boot.CreateEvent = create_event;
    m->boot.CreateEventEx = create_event_ex;
    m->boot.SetTimer = set_timer;
    m->boot.WaitForEvent = wait_for_event;
    m->boot.SignalEvent = signal_event;
    m->boot.CloseEvent = close_event;
    m->boot.CheckEvent = check_event;
    m->boot.Stall = stall;
    m->boot.SetWatchdogTimer = set_watchdog_timer;
}

unsigned event_leaks(struct uefi_mock *m)
{
    size_t events = uefi_mock_events(m);
    if (events)
        fprintf(stderr, "uefi-mock: %zu events are not closed\n", events);
    return (unsigned)events;
}

void event_release(struct uefi_mock *m)
{
    for (size_t i = 0; i < m->events.count; i++) {
        struct event *event = m->events.at[i];
        if (!event->mine)
            free(event);
    }
    list_free(&m->events, false);
}
