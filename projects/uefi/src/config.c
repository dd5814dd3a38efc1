/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Configuration tables: see uefi/config.h. */
#include "uefi/config.h"

#include "bytes.h"
#include "check.h"

uefi_status uefi_configs_get(struct uefi_configs *ret_configs)
{
    const EFI_SYSTEM_TABLE *system = uefi_image()->system;
    const EFI_CONFIGURATION_TABLE *at = system->ConfigurationTable;
    size_t count = system->NumberOfTableEntries;
    if (count == 0)
        at = NULL;
    else if (!at || (uintptr_t)at % sizeof(void *) || count > UEFI_CONFIG_MAX)
        return LIE;
    *ret_configs = (struct uefi_configs){at, count};
    return UEFI_OK;
}

uefi_status uefi_config_find(const EFI_GUID *guid, void **ret_table)
{
    struct uefi_configs configs;
    UEFI_TRY(uefi_configs_get(&configs));
    for (size_t i = 0; i < configs.count; i++) {
        if (memcmp(&configs.at[i].VendorGuid, guid, sizeof *guid) != 0)
            continue;
        if (!configs.at[i].VendorTable)
            return LIE;
        *ret_table = configs.at[i].VendorTable;
        return UEFI_OK;
    }
    return uefi_status_of(EFI_NOT_FOUND);
}
