/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Serial ports (UEFI 12.7).
 *
 * Wraps: EFI_SERIAL_IO_PROTOCOL
 *
 *     UEFI_TRY(uefi_serial_open(&serial));
 *     UEFI_TRY(uefi_serial_write(&serial, "ready\r\n", 7, NULL));
 */
#pragma once
#include "uefi/protocol.h"
#include "uefi/raw/console.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_serial {
    EFI_SERIAL_IO_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* The first port there is; the one of a handle. */
UEFI_MUST_CHECK uefi_status uefi_serial_open(struct uefi_serial *ret_serial);
UEFI_MUST_CHECK uefi_status uefi_serial_open_on(struct uefi_handle, struct uefi_serial *ret_serial);
void uefi_serial_close(struct uefi_serial *);

/* Sets the device to its defaults (12.8). EFI_DEVICE_ERROR: it cannot be. */
UEFI_MUST_CHECK uefi_status uefi_serial_reset(struct uefi_serial *);

/* How it is set. EFI_PROTOCOL_ERROR: firmware has no mode struct. */
UEFI_MUST_CHECK uefi_status uefi_serial_mode(const struct uefi_serial *,
                                             EFI_SERIAL_IO_MODE *ret_mode);

/* Sets it; 0 in any member is the port's default. Members that are not attributes do not count. */
UEFI_MUST_CHECK uefi_status uefi_serial_set_mode(struct uefi_serial *, const EFI_SERIAL_IO_MODE *);

/* EFI_SERIAL_...; which may be set says ControlMask of the mode. */
UEFI_MUST_CHECK uefi_status uefi_serial_get_control(struct uefi_serial *, uint32_t *ret_control);
UEFI_MUST_CHECK uefi_status uefi_serial_set_control(struct uefi_serial *, uint32_t control);

/*
 * Writes or reads all bytes. ret_done, which may be NULL, is set whatever the answer: how many
 * were.
 *
 *   EFI_TIMEOUT          not all in the time that the mode says; what was done is done
 *   EFI_PROTOCOL_ERROR   firmware claims more than it was asked for, or fewer with success
 */
UEFI_MUST_CHECK uefi_status uefi_serial_write(struct uefi_serial *, const void *data, size_t size,
                                              size_t *ret_done);
UEFI_MUST_CHECK uefi_status uefi_serial_read(struct uefi_serial *, void *buf, size_t size,
                                             size_t *ret_done);

/* What kind of device is at the port (EFI_SERIAL_TERMINAL_DEVICE_TYPE_GUID). EFI_UNSUPPORTED:
 * firmware does not say. */
UEFI_MUST_CHECK uefi_status uefi_serial_device_type(const struct uefi_serial *, EFI_GUID *ret_type);

#ifdef __cplusplus
}
#endif
