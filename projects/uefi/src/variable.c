/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Variables as whole values: see uefi/variable.h. Everything goes through uefi/runtime.h, which
 * checks what the services say. */
#include "uefi/variable.h"

#include "bytes.h"
#include "check.h"

#define ATTEMPTS  4      /* until a size that grows between two calls is a lie */
#define NAMES_MAX 65536u /* until a list is a circle */

const EFI_GUID uefi_global_variable = EFI_GLOBAL_VARIABLE_GUID;

uefi_status uefi_variable_get(const char16_t *name, const EFI_GUID *vendor,
                              struct uefi_buf *ret_buf, uint32_t *ret_attributes)
{
    struct uefi_buf buf = {0};
    for (int i = 0; i < ATTEMPTS; i++) {
        size_t needed = 0;
        uefi_status status = uefi_runtime_get_variable(name, vendor, buf.data, buf.size, &buf.size,
                                                       ret_attributes, &needed);
        if (uefi_is_ok(status)) {
            *ret_buf = buf;
            return status;
        }
        uefi_buf_close(&buf);
        if (!uefi_is(status, EFI_BUFFER_TOO_SMALL))
            return status;
        UEFI_TRY(uefi_buf_alloc(needed, &buf));
    }
    uefi_buf_close(&buf);
    return LIE;
}

uefi_status uefi_variable_get_number(const char16_t *name, const EFI_GUID *vendor, size_t size,
                                     uint64_t *ret_number)
{
    uint8_t bytes[8];
    size_t got = 0;
    if (!size || size > sizeof bytes)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    uefi_status status =
        uefi_runtime_get_variable(name, vendor, bytes, sizeof bytes, &got, NULL, NULL);
    if (uefi_is(status, EFI_BUFFER_TOO_SMALL) || (uefi_is_ok(status) && got != size))
        return uefi_status_of(EFI_BAD_BUFFER_SIZE);
    UEFI_TRY(status);
    *ret_number = uefi_load(bytes, size);
    return UEFI_OK;
}

uefi_status uefi_variable_delete(const char16_t *name, const EFI_GUID *vendor)
{
    return uefi_runtime_set_variable(name, vendor, 0, NULL, 0);
}

/* --- All variables --------------------------------------------------------------------------- */

struct uefi_variables uefi_variables_begin(char16_t *name, size_t capacity)
{
    if (capacity)
        name[0] = 0;
    return (struct uefi_variables){.name = name, .capacity = capacity, .left = NAMES_MAX};
}

bool uefi_variables_next(struct uefi_variables *it)
{
    if (!it->left || !uefi_is_ok(it->status))
        return false;
    uefi_status status = uefi_runtime_next_variable(it->name, it->capacity, &it->vendor, NULL);
    if (uefi_is(status, EFI_NOT_FOUND)) {
        it->left = 0;
        return false;
    }
    it->status = status;
    if (uefi_is_ok(status) && --it->left == 0)
        it->status = LIE;
    return uefi_is_ok(it->status);
}

/* --- Boot managers --------------------------------------------------------------------------- */

uefi_status uefi_load_option_get(const char *kind, uint16_t number, struct uefi_buf *ret_buf,
                                 struct uefi_load_option *ret_option)
{
    char16_t name[UEFI_LOAD_OPTION_NAME_SIZE];
    struct uefi_buf buf;
    uefi_load_option_name(name, UEFI_LOAD_OPTION_NAME_SIZE, kind, number);
    UEFI_TRY(uefi_variable_get(name, &uefi_global_variable, &buf, NULL));
    uefi_status status = uefi_load_option_read(buf.data, buf.size, ret_option);
    if (uefi_is_ok(status))
        *ret_buf = buf;
    else
        uefi_buf_close(&buf);
    return status;
}

uefi_status uefi_load_option_set(const char *kind, uint16_t number,
                                 const struct uefi_load_option *option)
{
    char16_t name[UEFI_LOAD_OPTION_NAME_SIZE];
    struct uefi_buf buf;
    size_t size = 0;
    uefi_load_option_name(name, UEFI_LOAD_OPTION_NAME_SIZE, kind, number);
    uefi_status status = uefi_load_option_write(NULL, 0, option, &size);
    if (!uefi_is(status, EFI_BUFFER_TOO_SMALL))
        return status;
    UEFI_TRY(uefi_buf_alloc(size, &buf));
    status = uefi_load_option_write(buf.data, buf.size, option, NULL);
    if (uefi_is_ok(status))
        status = uefi_runtime_set_variable(name, &uefi_global_variable, UEFI_VARIABLE_DEFAULT,
                                           buf.data, buf.size);
    uefi_buf_close(&buf);
    return status;
}

/* "BootOrder", ... */
static void order_name(char16_t name[UEFI_LOAD_OPTION_NAME_SIZE], const char *kind)
{
    static const char order[] = "Order";
    size_t length = 0;
    for (; kind[length] && length + sizeof order < UEFI_LOAD_OPTION_NAME_SIZE; length++)
        name[length] = (unsigned char)kind[length];
    for (size_t i = 0; i < sizeof order; i++)
        name[length + i] = (unsigned char)order[i];
}

uefi_status uefi_load_order_get(const char *kind, uint16_t *order, size_t cap, size_t *ret_count)
{
    char16_t name[UEFI_LOAD_OPTION_NAME_SIZE];
    size_t size = 0, needed = 0;
    order_name(name, kind);
    uefi_status status = uefi_runtime_get_variable(name, &uefi_global_variable, order,
                                                   cap * sizeof *order, &size, NULL, &needed);
    if (uefi_is(status, EFI_BUFFER_TOO_SMALL)) {
        *ret_count = needed / sizeof *order;
        return needed % sizeof *order ? uefi_status_of(EFI_COMPROMISED_DATA) : status;
    }
    if (!uefi_is(status, EFI_NOT_FOUND))
        UEFI_TRY(status);
    return uefi_load_order_read(order, size, order, cap, ret_count);
}

uefi_status uefi_load_order_set(const char *kind, const uint16_t *order, size_t count)
{
    char16_t name[UEFI_LOAD_OPTION_NAME_SIZE];
    order_name(name, kind);
    return uefi_runtime_set_variable(name, &uefi_global_variable, UEFI_VARIABLE_DEFAULT, order,
                                     count * sizeof *order);
}

uefi_status uefi_load_option_free_number(const char *kind, uint16_t *ret_number)
{
    char16_t name[UEFI_LOAD_OPTION_NAME_SIZE];
    for (uint32_t number = 0; number <= UINT16_MAX; number++) {
        size_t size;
        uint8_t none;
        uefi_load_option_name(name, UEFI_LOAD_OPTION_NAME_SIZE, kind, (uint16_t)number);
        uefi_status status =
            uefi_runtime_get_variable(name, &uefi_global_variable, &none, 1, &size, NULL, NULL);
        if (uefi_is(status, EFI_NOT_FOUND)) {
            *ret_number = (uint16_t)number;
            return UEFI_OK;
        }
        if (!uefi_is_ok(status) && !uefi_is(status, EFI_BUFFER_TOO_SMALL))
            return status;
    }
    return uefi_status_of(EFI_OUT_OF_RESOURCES);
}

/* --- Secure boot ----------------------------------------------------------------------------- */

uefi_status uefi_secure_boot(enum uefi_secure_boot *ret_state)
{
    uint64_t on = 0, setup = 0;
    uefi_status status = uefi_variable_get_number(u"SecureBoot", &uefi_global_variable, 1, &on);
    if (uefi_is(status, EFI_NOT_FOUND)) {
        *ret_state = UEFI_SECURE_BOOT_NONE;
        return UEFI_OK;
    }
    UEFI_TRY(status);
    UEFI_TRY(uefi_variable_get_number(u"SetupMode", &uefi_global_variable, 1, &setup));
    *ret_state = setup     ? UEFI_SECURE_BOOT_SETUP
                 : on == 1 ? UEFI_SECURE_BOOT_ENABLED
                           : UEFI_SECURE_BOOT_DISABLED;
    return UEFI_OK;
}
