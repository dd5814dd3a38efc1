/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Runtime services (UEFI 2.10, chapter 8): time, variables, reset, capsules, virtual addresses.
 * They work before and after uefi_exit_boot_services(), and after uefi_runtime_map() at the
 * addresses given there. Firmware may lack any of them then (EFI_RT_PROPERTIES_TABLE):
 * EFI_UNSUPPORTED.
 *
 * Variables as whole values, lists of them, and the specification's own are in uefi/variable.h;
 * here is what the services say.
 */
#pragma once
#include "uefi/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- Time (8.3) ------------------------------------------------------------------------------ */

/* Every field is within its range, and the day is one of the month. */
bool uefi_time_is_valid(const EFI_TIME *);

/* ret_capabilities may be NULL. EFI_PROTOCOL_ERROR: that is no time. */
UEFI_MUST_CHECK uefi_status uefi_time_get(EFI_TIME *ret_time,
                                          EFI_TIME_CAPABILITIES *ret_capabilities);

/* EFI_INVALID_PARAMETER: that is no time. */
UEFI_MUST_CHECK uefi_status uefi_time_set(const EFI_TIME *);

/* When the machine is to switch itself on. The time is valid if it is enabled; pending: it has
 * come, and firmware has not been told otherwise. */
UEFI_MUST_CHECK uefi_status uefi_wakeup_get(bool *ret_enabled, bool *ret_pending,
                                            EFI_TIME *ret_time);

/* NULL: never. */
UEFI_MUST_CHECK uefi_status uefi_wakeup_set(const EFI_TIME *);

/* --- Variables (8.2) ------------------------------------------------------------------------- */

/*
 * Reads a variable into `capacity` bytes. ret_attributes (EFI_VARIABLE_...) and ret_needed may be
 * NULL. A size of 0 is never answered: such variables do not exist.
 *
 *   EFI_NOT_FOUND          there is none of that name and vendor
 *   EFI_BUFFER_TOO_SMALL   it has *ret_needed bytes
 *   EFI_PROTOCOL_ERROR     a size that cannot be
 */
UEFI_MUST_CHECK uefi_status uefi_runtime_get_variable(const char16_t *name, const EFI_GUID *vendor,
                                                      void *data, size_t capacity, size_t *ret_size,
                                                      uint32_t *ret_attributes, size_t *ret_needed);

/* Sets, appends (EFI_VARIABLE_APPEND_WRITE) or, with size 0, deletes. The errors are the service's
 * (8.2.3): EFI_WRITE_PROTECTED, EFI_SECURITY_VIOLATION, EFI_OUT_OF_RESOURCES, ... */
UEFI_MUST_CHECK uefi_status uefi_runtime_set_variable(const char16_t *name, const EFI_GUID *vendor,
                                                      uint32_t attributes, const void *data,
                                                      size_t size);

/*
 * Replaces a name and its vendor by those of the next variable; begin with an empty name. The name
 * has room for `capacity` units.
 *
 *   EFI_NOT_FOUND          that was the last one
 *   EFI_BUFFER_TOO_SMALL   the next name has *ret_needed units with its NUL (ret_needed may be
 * NULL) EFI_PROTOCOL_ERROR     a name without an end, or empty; what name holds then has an end
 *   EFI_INVALID_PARAMETER  the name handed in has no end, or is not a variable's
 */
UEFI_MUST_CHECK uefi_status uefi_runtime_next_variable(char16_t *name, size_t capacity,
                                                       EFI_GUID *vendor, size_t *ret_needed);

/* Bytes for variables of these attributes, and the size of the largest one. */
struct uefi_variable_space {
    uint64_t total;
    uint64_t free;
    uint64_t largest;
};
UEFI_MUST_CHECK uefi_status uefi_runtime_variable_space(uint32_t attributes,
                                                        struct uefi_variable_space *ret_space);

/* --- Reset, counter, capsules (8.5) ---------------------------------------------------------- */

/* Ends this boot. `data` is a text, with what the kind of reset wants behind it, or NULL. Does not
 * return; if firmware does, it is asked again. */
__attribute__((noreturn)) void uefi_reset(EFI_RESET_TYPE, uefi_status why, const void *data,
                                          size_t size);

/* The upper half of a counter whose lower half starts at 0 in every boot; grows with each call. */
UEFI_MUST_CHECK uefi_status uefi_monotonic_high(uint32_t *ret_high);

/* Hands capsules to firmware: headers at virtual addresses, and the same capsules as a physical
 * list (8.5.3). With CAPSULE_FLAGS_PERSIST_ACROSS_RESET they are taken in after a reset of the kind
 * that uefi_capsule_ask() says. */
UEFI_MUST_CHECK uefi_status uefi_capsule_update(EFI_CAPSULE_HEADER *const *capsules, size_t count,
                                                EFI_PHYSICAL_ADDRESS list);

/* Would it take these? How large at most, and after which reset. EFI_PROTOCOL_ERROR: a kind of
 * reset that is none. */
UEFI_MUST_CHECK uefi_status uefi_capsule_ask(EFI_CAPSULE_HEADER *const *capsules, size_t count,
                                             uint64_t *ret_max, EFI_RESET_TYPE *ret_reset);

/* --- Virtual addresses (8.4) ----------------------------------------------------------------- */

/*
 * Tells runtime services where their memory is from now on: VirtualStart of every descriptor with
 * EFI_MEMORY_RUNTIME, which must be mapped there already. After boot services, once. The image's
 * pointer to the runtime services moves along.
 *
 *   EFI_NOT_READY           boot services are not over
 *   EFI_INVALID_PARAMETER   no descriptor has the runtime services' own table, or no runtime range
 *   EFI_UNSUPPORTED         it has been done before, or cannot be
 */
UEFI_MUST_CHECK uefi_status uefi_runtime_map(const struct uefi_memmap *);

/* In a notification of EVT_SIGNAL_VIRTUAL_ADDRESS_CHANGE: a pointer's new value. A NULL stays NULL.
 * EFI_NOT_FOUND: its range does not move. */
UEFI_MUST_CHECK uefi_status uefi_runtime_convert(void **pointer);

#ifdef __cplusplus
}
#endif
