/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What firmware knows and a kernel cannot easily ask for any more: tables, time, random numbers. */
#include "doors/uefi/uefi.h"
#include "load/date.h"

static uint64_t find_table(const EFI_GUID *first, const EFI_GUID *second)
{
    void *table;
    if (uefi_is_ok(uefi_config_find(first, &table)) || uefi_is_ok(uefi_config_find(second, &table)))
        return (uintptr_t)table;
    return 0;
}

/* A clock that does not say its time zone is taken for UTC. */
static int64_t seconds_of(const EFI_TIME *time)
{
    int64_t seconds = date_days(time->Year, time->Month, time->Day) * 86400 + time->Hour * 3600 +
                      time->Minute * 60 + time->Second;
    return time->TimeZone == EFI_UNSPECIFIED_TIMEZONE ? seconds : seconds + time->TimeZone * 60;
}

/* The end of RAM by firmware's map; 0: not known. Regions are fewer than descriptors and gaps. */
static uint64_t end_of_memory(void)
{
    UEFI_SCOPED(uefi_memmap) firmware = {0};
    UEFI_SCOPED(uefi_buf) memory = {0};
    if (!uefi_is_ok(uefi_memmap_get(&firmware)) ||
        !uefi_is_ok(
            uefi_buf_alloc((2 * firmware.count + 1) * sizeof(struct boot_memory_region), &memory)))
        return 0;
    struct memory_map map = {.regions = (void *)memory.data, .capacity = 2 * firmware.count + 1};
    return memory_translate(&firmware, &map) ? 0 : memory_end_of_ram(&map);
}

void facts_find(void *ctx, struct door_facts *ret_facts)
{
    (void)ctx;
    static const EFI_GUID acpi_2 = EFI_ACPI_20_TABLE_GUID, acpi_1 = ACPI_TABLE_GUID;
    static const EFI_GUID smbios_3 = SMBIOS3_TABLE_GUID, smbios_2 = SMBIOS_TABLE_GUID;
    *ret_facts = (struct door_facts){
        .rsdp_phys = find_table(&acpi_2, &acpi_1),
        .smbios_phys = find_table(&smbios_3, &smbios_2),
        .efi_system_table_phys = (uintptr_t)uefi_image()->system,
        .memory_end = end_of_memory(),
    };
    EFI_TIME time;
    if (uefi_is_ok(uefi_time_get(&time, NULL)))
        ret_facts->time = seconds_of(&time);
    UEFI_SCOPED(uefi_rng) rng = {0};
    if (uefi_is_ok(uefi_rng_open(&rng)) &&
        uefi_is_ok(uefi_rng_get(&rng, NULL, ret_facts->random, sizeof ret_facts->random)))
        ret_facts->random_bits = 8 * sizeof ret_facts->random;
}
