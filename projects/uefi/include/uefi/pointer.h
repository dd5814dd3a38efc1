/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Mice (UEFI 12.5) and tablets or touch screens (12.6).
 *
 * Wraps: EFI_SIMPLE_POINTER_PROTOCOL
 * Wraps: EFI_ABSOLUTE_POINTER_PROTOCOL
 *
 * Reading does not wait: EFI_NOT_FOUND says that nothing has changed. To wait, hand the event of
 * the pointer to uefi_event_wait(); it is firmware's and must not be closed.
 */
#pragma once
#include "uefi/event.h"
#include "uefi/protocol.h"
#include "uefi/raw/console.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_mouse {
    EFI_SIMPLE_POINTER_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* The first mouse there is: the console's, which stands for all. */
UEFI_MUST_CHECK uefi_status uefi_mouse_open(struct uefi_mouse *ret_mouse);
UEFI_MUST_CHECK uefi_status uefi_mouse_open_on(struct uefi_handle, struct uefi_mouse *ret_mouse);
void uefi_mouse_close(struct uefi_mouse *);
UEFI_MUST_CHECK uefi_status uefi_mouse_reset(struct uefi_mouse *, bool thorough);

/* Counts per millimetre of each axis, 0 if there is none; which buttons there are.
 * EFI_PROTOCOL_ERROR: firmware has no mode struct. */
UEFI_MUST_CHECK uefi_status uefi_mouse_mode(const struct uefi_mouse *,
                                            EFI_SIMPLE_POINTER_MODE *ret_mode);

/* Counts moved since the last call, and the buttons as they are now (FALSE or TRUE). */
UEFI_MUST_CHECK uefi_status uefi_mouse_read(struct uefi_mouse *,
                                            EFI_SIMPLE_POINTER_STATE *ret_state);
UEFI_MUST_CHECK uefi_status uefi_mouse_event(const struct uefi_mouse *,
                                             struct uefi_event *ret_event);

struct uefi_tablet {
    EFI_ABSOLUTE_POINTER_PROTOCOL *raw;
    struct uefi_opened opened;
};

UEFI_MUST_CHECK uefi_status uefi_tablet_open(struct uefi_tablet *ret_tablet);
UEFI_MUST_CHECK uefi_status uefi_tablet_open_on(struct uefi_handle, struct uefi_tablet *ret_tablet);
void uefi_tablet_close(struct uefi_tablet *);
UEFI_MUST_CHECK uefi_status uefi_tablet_reset(struct uefi_tablet *, bool thorough);

/* The ends of each axis, both 0 if there is none. EFI_PROTOCOL_ERROR: no mode struct, or an axis
 * whose end is before its beginning. */
UEFI_MUST_CHECK uefi_status uefi_tablet_mode(const struct uefi_tablet *,
                                             EFI_ABSOLUTE_POINTER_MODE *ret_mode);

/* Where it is, moved to the nearest end of an axis if firmware says that it is beyond. */
UEFI_MUST_CHECK uefi_status uefi_tablet_read(struct uefi_tablet *,
                                             EFI_ABSOLUTE_POINTER_STATE *ret_state);
UEFI_MUST_CHECK uefi_status uefi_tablet_event(const struct uefi_tablet *,
                                              struct uefi_event *ret_event);

/* From a place on an axis to one of `size` pixels, 0 to size - 1; an axis that is not there: 0. */
uint32_t uefi_tablet_pixel(uint64_t at, uint64_t min, uint64_t max, uint32_t size);

#ifdef __cplusplus
}
#endif
