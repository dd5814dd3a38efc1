/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Events, timers and task priority (UEFI 2.10, 7.1).
 *
 *     UEFI_SCOPED(uefi_event) tick = {0};
 *     UEFI_TRY(uefi_event_create(EVT_TIMER, TPL_CALLBACK, NULL, NULL, &tick));
 *     UEFI_TRY(uefi_timer_set(tick, TimerPeriodic, 10 * UEFI_MILLISECOND));
 *     size_t which;
 *     UEFI_TRY(uefi_event_wait(&tick, 1, UEFI_SECOND, &which));
 *
 * A notification function is firmware's to call (EFIAPI), on the caller's context, which must live
 * as long as the event. Close what was created before the image ends: events outlive it.
 */
#pragma once
#include "uefi/protocol.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Units of time: 100 ns. */
#define UEFI_MICROSECOND 10u
#define UEFI_MILLISECOND 10000u
#define UEFI_SECOND      10000000u
#define UEFI_FOREVER     UINT64_MAX

struct uefi_event {
    EFI_EVENT raw; /* NULL: none */
};

/*
 * A new event. `type` is of EVT_...; 0: one that is signalled by hand. `tpl` and `notify` count for
 * EVT_NOTIFY_... only.
 *
 *   EFI_INVALID_PARAMETER   type and arguments do not fit (7.1.1)
 */
UEFI_MUST_CHECK uefi_status uefi_event_create(uint32_t type, EFI_TPL tpl, EFI_EVENT_NOTIFY notify,
                                              void *ctx, struct uefi_event *ret_event);

/* The same as a member of a group (EFI_EVENT_GROUP_...), all of which are signalled together. */
UEFI_MUST_CHECK uefi_status uefi_event_create_in(const EFI_GUID *group, uint32_t type, EFI_TPL tpl,
                                                 EFI_EVENT_NOTIFY notify, void *ctx,
                                                 struct uefi_event *ret_event);

/* Harmless twice, on an all-zero struct, and after boot services are gone. */
void uefi_event_close(struct uefi_event *);

/* Signals it; with EVT_NOTIFY_SIGNAL its function is queued (7.1.4). Again: nothing happens. */
UEFI_MUST_CHECK uefi_status uefi_event_signal(struct uefi_event);

/* Is it signalled? If so it is not any more. EFI_INVALID_PARAMETER: an EVT_NOTIFY_SIGNAL. */
UEFI_MUST_CHECK uefi_status uefi_event_check(struct uefi_event, bool *ret_signalled);

/* Starts or cancels a timer. The time is from now or the period; 0 with TimerPeriodic is every
 * tick. */
UEFI_MUST_CHECK uefi_status uefi_timer_set(struct uefi_event, EFI_TIMER_DELAY, uint64_t time);

/*
 * Waits until one of the events is signalled, at most `time`; UEFI_FOREVER waits on. Only at
 * TPL_APPLICATION.
 *
 *   EFI_TIMEOUT             none was in time
 *   EFI_INVALID_PARAMETER   no events, more than UEFI_WAIT_MAX, or an EVT_NOTIFY_SIGNAL
 *   EFI_UNSUPPORTED         not at TPL_APPLICATION
 *   EFI_PROTOCOL_ERROR      an index that is none
 */
#define UEFI_WAIT_MAX 16
UEFI_MUST_CHECK uefi_status uefi_event_wait(const struct uefi_event *events, size_t count,
                                            uint64_t time, size_t *ret_index);

/* Signals the event when an interface of the protocol is installed, from now on;
 * uefi_handle_next() says where. */
struct uefi_registration {
    void *raw;
};
UEFI_MUST_CHECK uefi_status uefi_protocol_notify(const EFI_GUID *guid, struct uefi_event,
                                                 struct uefi_registration *ret_registration);

/* The next handle that the protocol was installed on. EFI_NOT_FOUND: no more. */
UEFI_MUST_CHECK uefi_status uefi_handle_next(struct uefi_registration,
                                             struct uefi_handle *ret_handle);

/* The priority that was left. All zero: nothing to go back to. */
struct uefi_tpl {
    EFI_TPL old;
};

/*
 * Raises the task priority; uefi_tpl_close() restores it, in reverse order of raising.
 *
 *   EFI_INVALID_PARAMETER   it is higher already, or `to` is above TPL_HIGH_LEVEL
 */
UEFI_MUST_CHECK uefi_status uefi_tpl_raise(EFI_TPL to, struct uefi_tpl *ret_tpl);
void uefi_tpl_close(struct uefi_tpl *);

#ifdef __cplusplus
}
#endif
