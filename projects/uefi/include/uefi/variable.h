/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Variables as whole values, lists of them, and those that boot managers live by (UEFI 3.3, 8.2).
 * The services themselves: uefi/runtime.h.
 *
 *     UEFI_SCOPED(uefi_buf) value = {0};
 *     UEFI_TRY(uefi_variable_get(u"PlatformLang", &uefi_global_variable, &value, NULL));
 *
 *     char16_t name[256];
 *     struct uefi_variables it = uefi_variables_begin(name, 256);
 *     while (uefi_variables_next(&it))
 *         ... it.name, it.vendor ...
 *
 * What allocates needs boot services; the rest works after them too.
 */
#pragma once
#include "uefi/load_option.h"
#include "uefi/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The vendor of all variables that the specification names. */
extern const EFI_GUID uefi_global_variable;

/* What variables of the specification's own usually have. */
#define UEFI_VARIABLE_DEFAULT \
    (EFI_VARIABLE_NON_VOLATILE | EFI_VARIABLE_BOOTSERVICE_ACCESS | EFI_VARIABLE_RUNTIME_ACCESS)

/*
 * The whole value in pool memory; uefi_buf_close() frees it. ret_attributes may be NULL.
 *
 *   EFI_NOT_FOUND         none of that name and vendor
 *   EFI_PROTOCOL_ERROR    a size that keeps growing, or cannot be
 */
UEFI_MUST_CHECK uefi_status uefi_variable_get(const char16_t *name, const EFI_GUID *vendor,
                                              struct uefi_buf *ret_buf, uint32_t *ret_attributes);

/* A number of exactly `size` bytes, 1 to 8. EFI_BAD_BUFFER_SIZE: it has another size. */
UEFI_MUST_CHECK uefi_status uefi_variable_get_number(const char16_t *name, const EFI_GUID *vendor,
                                                     size_t size, uint64_t *ret_number);

/* EFI_NOT_FOUND: there is none to delete. */
UEFI_MUST_CHECK uefi_status uefi_variable_delete(const char16_t *name, const EFI_GUID *vendor);

/* --- All variables --------------------------------------------------------------------------- */

/* Walks the names, in the order of firmware. Setting or deleting variables on the way may end it.
 */
struct uefi_variables {
    char16_t *name; /* the caller's */
    size_t capacity;
    EFI_GUID vendor;
    uefi_status status; /* after the end: UEFI_OK; EFI_BUFFER_TOO_SMALL for a name that is too long;
                           EFI_PROTOCOL_ERROR when firmware goes round in circles */
    unsigned left;      /* names until it is taken for a circle */
};
struct uefi_variables uefi_variables_begin(char16_t *name, size_t capacity);
bool uefi_variables_next(struct uefi_variables *);

/* --- Boot managers (3.1) --------------------------------------------------------------------- */

/*
 * Reads Boot####, Driver#### or SysPrep####: kind "Boot", "Driver", "SysPrep". The option points
 * into the buffer, which is the caller's to close.
 *
 *   EFI_NOT_FOUND, EFI_COMPROMISED_DATA (see uefi_load_option_read())
 */
UEFI_MUST_CHECK uefi_status uefi_load_option_get(const char *kind, uint16_t number,
                                                 struct uefi_buf *ret_buf,
                                                 struct uefi_load_option *ret_option);

/* Writes it, with UEFI_VARIABLE_DEFAULT. Allocates while it writes. */
UEFI_MUST_CHECK uefi_status uefi_load_option_set(const char *kind, uint16_t number,
                                                 const struct uefi_load_option *);

/* BootOrder, DriverOrder, SysPrepOrder; a variable that is not there is an order of none.
 * EFI_BUFFER_TOO_SMALL: there are *ret_count. */
UEFI_MUST_CHECK uefi_status uefi_load_order_get(const char *kind, uint16_t *order, size_t cap,
                                                size_t *ret_count);
UEFI_MUST_CHECK uefi_status uefi_load_order_set(const char *kind, const uint16_t *order,
                                                size_t count);

/* A number that no option of the kind has yet. EFI_OUT_OF_RESOURCES: all 65536 are taken. */
UEFI_MUST_CHECK uefi_status uefi_load_option_free_number(const char *kind, uint16_t *ret_number);

/* --- Secure boot (32.3) ---------------------------------------------------------------------- */

enum uefi_secure_boot {
    UEFI_SECURE_BOOT_NONE,     /* firmware does not know of it */
    UEFI_SECURE_BOOT_SETUP,    /* no platform key: anyone may enrol keys */
    UEFI_SECURE_BOOT_DISABLED, /* keys, but signatures are not asked for */
    UEFI_SECURE_BOOT_ENABLED,
};
UEFI_MUST_CHECK uefi_status uefi_secure_boot(enum uefi_secure_boot *ret_state);

#ifdef __cplusplus
}
#endif
