/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The other processors, before a kernel starts them itself (PI 1.8, II-13.4).
 *
 * Wraps: EFI_MP_SERVICES_PROTOCOL
 *
 * A procedure on another processor has that processor alone: no boot service, no protocol, and so
 * nothing of this library that needs one. It shares memory with the caller, under the compiler's
 * rules for threads.
 */
#pragma once
#include "uefi/event.h"
#include "uefi/raw/platform.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_mp {
    EFI_MP_SERVICES_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: firmware has no such services. */
UEFI_MUST_CHECK uefi_status uefi_mp_open(struct uefi_mp *ret_mp);
UEFI_MUST_CHECK uefi_status uefi_mp_open_on(struct uefi_handle, struct uefi_mp *ret_mp);
void uefi_mp_close(struct uefi_mp *);

/* Processors there are, and those that are enabled; the running one counts. EFI_PROTOCOL_ERROR: 0,
 * or more enabled than there are. */
struct uefi_mp_count {
    size_t all;
    size_t enabled;
};
UEFI_MUST_CHECK uefi_status uefi_mp_count(struct uefi_mp *, struct uefi_mp_count *ret_count);

/* EFI_NOT_FOUND: no processor has that number (from 0 on). ExtendedInformation is zero where
 * firmware does not say. */
UEFI_MUST_CHECK uefi_status uefi_mp_info(struct uefi_mp *, size_t number,
                                         EFI_PROCESSOR_INFORMATION *ret_info);

/* The number of the processor that calls. */
UEFI_MUST_CHECK uefi_status uefi_mp_self(struct uefi_mp *, size_t *ret_number);

/*
 * Runs a procedure on one other processor, or on all enabled ones (at once, or one after the other)
 * and waits for the end; `microseconds` 0 waits for ever.
 *
 *   EFI_TIMEOUT             they were not done in time, and have been stopped
 *   EFI_NOT_STARTED         all: there is no other one that is enabled
 *   EFI_INVALID_PARAMETER   one: it is disabled, or the running one
 *   EFI_NOT_FOUND           one: no processor has that number
 *   EFI_DEVICE_ERROR        called by a processor other than the boot processor
 */
UEFI_MUST_CHECK uefi_status uefi_mp_run(struct uefi_mp *, size_t number, EFI_AP_PROCEDURE,
                                        void *ctx, size_t microseconds);
UEFI_MUST_CHECK uefi_status uefi_mp_run_all(struct uefi_mp *, bool in_turn, EFI_AP_PROCEDURE,
                                            void *ctx, size_t microseconds);

/* The same without waiting: the event is signalled at the end (7.1; the event's type is
 * EVT_NOTIFY_SIGNAL or 0). ctx must live until then. */
UEFI_MUST_CHECK uefi_status uefi_mp_start_all(struct uefi_mp *, bool in_turn, EFI_AP_PROCEDURE,
                                              void *ctx, struct uefi_event done);

/* Enables or disables another processor; sound says whether it is well. */
UEFI_MUST_CHECK uefi_status uefi_mp_enable(struct uefi_mp *, size_t number, bool enable,
                                           bool sound);

/* From now on this code runs on that processor. */
UEFI_MUST_CHECK uefi_status uefi_mp_switch(struct uefi_mp *, size_t number, bool keep_old_enabled);

#ifdef __cplusplus
}
#endif
