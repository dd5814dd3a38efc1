/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Events, timers and priorities, in the mock's virtual time. */
#include "core.h"
#include "uefi/event.h"

static unsigned notified;

static void EFIAPI count(EFI_EVENT event, void *ctx)
{
    (void)event;
    notified++;
    ++*(unsigned *)ctx;
}

static void signals_and_checks(void **state)
{
    (void)state;
    struct uefi_event event = {0};
    bool signalled = true;
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    assert_ok(uefi_event_check(event, &signalled));
    assert_false(signalled);
    assert_ok(uefi_event_signal(event));
    assert_ok(uefi_event_check(event, &signalled));
    assert_true(signalled);
    assert_ok(uefi_event_check(event, &signalled));
    assert_false(signalled);
    uefi_event_close(&event);
    uefi_event_close(&event);
    assert_null(event.raw);
}

static void notifies_a_group(void **state)
{
    static const EFI_GUID group = UEFI_GUID(9, 8, 7, 6, 5);
    struct uefi_event first = {0}, second = {0};
    unsigned mine = 0;
    assert_ok(uefi_event_create_in(&group, EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, &mine, &first));
    assert_ok(uefi_event_create_in(&group, EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, &mine, &second));
    assert_ok(uefi_event_signal(first));
    assert_int_equal(mine, 2);
    bool signalled;
    assert_status(uefi_event_check(first, &signalled), EFI_INVALID_PARAMETER);
    assert_int_equal(uefi_mock_forgive((struct uefi_mock *)*state), 1);
    uefi_event_close(&first);
    uefi_event_close(&second);
}

static void waits(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_event events[2] = {{0}, {0}};
    size_t which = 7;
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &events[0]));
    assert_ok(uefi_event_create(EVT_TIMER, 0, NULL, NULL, &events[1]));
    assert_ok(uefi_timer_set(events[1], TimerRelative, 3 * UEFI_SECOND));
    uint64_t start = uefi_mock_time(m);
    assert_status(uefi_event_wait(events, 2, UEFI_SECOND, &which), EFI_TIMEOUT);
    assert_int_equal(uefi_mock_time(m) - start, UEFI_SECOND);
    assert_int_equal(which, 7);
    assert_ok(uefi_event_wait(events, 2, UEFI_FOREVER, &which));
    assert_int_equal(which, 1);
    assert_int_equal(uefi_mock_time(m) - start, 3 * UEFI_SECOND);
    assert_ok(uefi_event_signal(events[0]));
    assert_ok(uefi_event_wait(events, 2, UEFI_SECOND, &which));
    assert_int_equal(which, 0);
    assert_int_equal(uefi_mock_events(m), 2); /* the timer of the wait is gone */

    assert_status(uefi_event_wait(events, 0, 0, &which), EFI_INVALID_PARAMETER);
    assert_status(uefi_event_wait(events, UEFI_WAIT_MAX + 1, 0, &which), EFI_INVALID_PARAMETER);
    lie(state, "WaitForEvent", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_event_wait(events, 2, UEFI_SECOND, &which), EFI_PROTOCOL_ERROR);
    lie(state, "WaitForEvent", UEFI_MOCK_NUMBER, 5);
    assert_ok(uefi_event_signal(events[0]));
    assert_status(uefi_event_wait(events, 2, UEFI_FOREVER, &which), EFI_PROTOCOL_ERROR);
    lie(state, "SetTimer", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_event_wait(events, 2, UEFI_SECOND, &which), EFI_DEVICE_ERROR);
    lie(state, "CreateEvent", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_status(uefi_event_wait(events, 2, UEFI_SECOND, &which), EFI_OUT_OF_RESOURCES);
    assert_int_equal(uefi_mock_events(m), 2);
    uefi_event_close(&events[0]);
    uefi_event_close(&events[1]);
}

static void timers_are_periodic_and_cancelled(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_event event = {0};
    unsigned ticks = 0;
    assert_ok(
        uefi_event_create(EVT_TIMER | EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, &ticks, &event));
    assert_ok(uefi_timer_set(event, TimerPeriodic, 10 * UEFI_MILLISECOND));
    uefi_mock_pass(m, 35 * UEFI_MILLISECOND);
    assert_int_equal(ticks, 3);
    assert_ok(uefi_timer_set(event, TimerCancel, 0));
    uefi_mock_pass(m, UEFI_SECOND);
    assert_int_equal(ticks, 3);
    uefi_event_close(&event);
}

static void an_event_that_is_none(void **state)
{
    struct uefi_event event = {0};
    lie(state, "CreateEvent", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_event_create(0, 0, NULL, NULL, &event), EFI_PROTOCOL_ERROR);
    lie(state, "CreateEventEx", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_event_create_in(NULL, 0, 0, NULL, NULL, &event), EFI_PROTOCOL_ERROR);
    assert_null(event.raw);
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    bool signalled = true;
    lie(state, "CheckEvent", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_event_check(event, &signalled), EFI_DEVICE_ERROR);
    assert_true(signalled);
    uefi_event_close(&event);
}

static void priorities(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_tpl outer = {0}, inner = {0};
    assert_ok(uefi_tpl_raise(TPL_NOTIFY, &outer));
    assert_int_equal(uefi_mock_tpl(m), TPL_NOTIFY);
    assert_status(uefi_tpl_raise(TPL_CALLBACK, &inner), EFI_INVALID_PARAMETER);
    assert_status(uefi_tpl_raise(TPL_HIGH_LEVEL + 1, &inner), EFI_INVALID_PARAMETER);
    assert_ok(uefi_tpl_raise(TPL_NOTIFY, &inner));
    uefi_tpl_close(&inner);
    assert_int_equal(uefi_mock_tpl(m), TPL_NOTIFY);
    uefi_tpl_close(&outer);
    uefi_tpl_close(&outer);
    assert_int_equal(uefi_mock_tpl(m), TPL_APPLICATION);
}

static void nothing_works_without_boot_services(void **state)
{
    (void)state;
    struct uefi_event event = {0};
    struct uefi_tpl tpl = {0};
    struct uefi_registration registration = {0};
    struct uefi_handle handle;
    bool signalled;
    size_t which;
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    EFI_EVENT raw = event.raw;
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_event_create(0, 0, NULL, NULL, &event));
    assert_gone(uefi_event_create_in(NULL, 0, 0, NULL, NULL, &event));
    assert_gone(uefi_event_signal(event));
    assert_gone(uefi_event_check(event, &signalled));
    assert_gone(uefi_timer_set(event, TimerCancel, 0));
    assert_gone(uefi_event_wait(&event, 1, 0, &which));
    assert_gone(uefi_protocol_notify(NULL, event, &registration));
    assert_gone(uefi_handle_next(registration, &handle));
    assert_gone(uefi_tpl_raise(TPL_NOTIFY, &tpl));
    tpl.old = TPL_APPLICATION;
    uefi_tpl_close(&tpl);
    uefi_event_close(&event);
    uefi_image()->boot = boot;
    boot->CloseEvent(raw);
}

TESTS(booted(signals_and_checks), booted(notifies_a_group), booted(waits),
      booted(timers_are_periodic_and_cancelled), booted(an_event_that_is_none), booted(priorities),
      booted(nothing_works_without_boot_services))
