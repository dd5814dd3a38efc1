/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Configuration tables (UEFI 2.10, 4.6): what firmware hands to operating systems, each under a
 * GUID of its own (uefi/raw/tables.h has them): ACPI, SMBIOS, device trees. Adding one is
 * uefi_config_install(), uefi/boot.h.
 *
 * The list is there after boot services too, as long as the system table is.
 */
#pragma once

#include "uefi/image.h"

#ifdef __cplusplus
extern "C" {
#endif

/* No machine has more tables; a larger number is a lie. */
#define UEFI_CONFIG_MAX 4096

/* The list. `at` is NULL if it is empty. Valid until a table is installed or removed. */
struct uefi_configs {
    const EFI_CONFIGURATION_TABLE *at;
    size_t count;
};

/*
 *   EFI_PROTOCOL_ERROR   the list is NULL, misaligned, or longer than UEFI_CONFIG_MAX
 */
UEFI_MUST_CHECK uefi_status uefi_configs_get(struct uefi_configs *ret_configs);

/*
 * The table with this GUID: whose it is, and how long it lives, its specification says.
 *
 *   EFI_NOT_FOUND        there is none
 *   EFI_PROTOCOL_ERROR   it is NULL, or the list is impossible
 */
UEFI_MUST_CHECK uefi_status uefi_config_find(const EFI_GUID *guid, void **ret_table);

#ifdef __cplusplus
}
#endif
