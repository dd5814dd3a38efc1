/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Leaving firmware, other images, and what else boot services offer (UEFI 2.10, 7.4 and 7.5).
 * Protocols are in uefi/protocol.h, events and priorities in uefi/event.h, memory in uefi/memory.h.
 */
#pragma once
#include "uefi/memory.h"
#include "uefi/protocol.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Ends boot services; ret_map is the map as it is from then on, in memory that nothing frees. All
 * that boot services gave is dead: every object of this library knows, closing one does nothing,
 * and using one answers EFI_NOT_READY. Runtime services go on (uefi/runtime.h).
 *
 * Until the first attempt a failure is answered, and nothing has happened. After it firmware may be
 * half shut down and there is no way back: the attempt is repeated with the newest map, 8 times,
 * without allocating; then the machine is reset.
 *
 *   EFI_OUT_OF_RESOURCES   no memory for the map
 *   EFI_PROTOCOL_ERROR     the map is impossible (see uefi_memmap_get())
 */
UEFI_MUST_CHECK uefi_status uefi_exit_boot_services(struct uefi_memmap *ret_map);

/* --- Images ---------------------------------------------------------------------------------- */

/*
 * Loads an image from memory, or from where the path leads when data is NULL. A path beside data
 * says where it came from; it may be NULL. boot_policy: the path is the boot manager's choice, and
 * may be completed (7.4.1).
 *
 *   EFI_NOT_FOUND            the path leads nowhere
 *   EFI_UNSUPPORTED          not an image for this machine
 *   EFI_LOAD_ERROR           a corrupt one
 *   EFI_ACCESS_DENIED, EFI_SECURITY_VIOLATION   policy forbids it. After the latter the image is
 *                            loaded and may not be started: *ret_image is set, unload it
 */
UEFI_MUST_CHECK uefi_status uefi_image_load(const EFI_DEVICE_PATH_PROTOCOL *path, const void *data,
                                            size_t size, bool boot_policy,
                                            struct uefi_handle *ret_image);

/* What an image left when it ended: text up to a NUL, then bytes of its own, in pool memory. */
struct uefi_exit_data {
    const char16_t *text; /* NULL: nothing */
    size_t size;          /* bytes in all */
};
void uefi_exit_data_close(struct uefi_exit_data *);

/*
 * Runs an image until it ends, and answers what it answered: EFI_INVALID_PARAMETER and
 * EFI_SECURITY_VIOLATION may also mean that it was not started. ret_data may be NULL; unlike other
 * outputs it is set whatever the answer, all zero when there is nothing or it is not a text with an
 * end.
 */
UEFI_MUST_CHECK uefi_status uefi_image_start(struct uefi_handle image,
                                             struct uefi_exit_data *ret_data);

/* Removes an image that has not been started, or a driver that can be. EFI_UNSUPPORTED: it cannot.
 */
UEFI_MUST_CHECK uefi_status uefi_image_unload(struct uefi_handle image);

/* Ends the running image from anywhere. Comes back only if that fails. Objects that are open stay
 * open: close them first. */
UEFI_MUST_CHECK uefi_status uefi_exit(uefi_status answer);

/* --- The rest -------------------------------------------------------------------------------- */

/* Waits, without letting anything else run. */
UEFI_MUST_CHECK uefi_status uefi_stall(size_t microseconds);

/* The machine is reset if this is not called again in so many seconds; 0 stops the watch. Firmware
 * sets five minutes before it starts a boot option. `code` is logged; below 0x10000 is firmware's.
 */
UEFI_MUST_CHECK uefi_status uefi_watchdog_set(size_t seconds, uint64_t code);

/* A number that no other call, in this boot or another, has answered. */
UEFI_MUST_CHECK uefi_status uefi_monotonic_count(uint64_t *ret_count);

/* The CRC-32 of the bytes, as table headers have it. EFI_INVALID_PARAMETER: size 0. */
UEFI_MUST_CHECK uefi_status uefi_crc32(const void *data, size_t size, uint32_t *ret_crc);

/* Adds or replaces an entry of the configuration table, removes it when table is NULL. What the
 * table points to must outlive boot services. EFI_NOT_FOUND: nothing to remove. */
UEFI_MUST_CHECK uefi_status uefi_config_install(const EFI_GUID *guid, void *table);

/* Firmware's own CopyMem (ranges may overlap) and SetMem. */
UEFI_MUST_CHECK uefi_status uefi_copy(void *to, const void *from, size_t size);
UEFI_MUST_CHECK uefi_status uefi_fill(void *at, uint8_t value, size_t size);

#ifdef __cplusplus
}
#endif
