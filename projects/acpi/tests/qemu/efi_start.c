/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * firmware_guest.c as an application of UEFI: finds the RSDP where UEFI has it (5.2.5.2, the
 * configuration table) and hands over as PVH does. Stays inside boot services: memory is mapped one
 * to one there.
 */
#include <stddef.h>
#include <stdint.h>

#include "ci/qemu/guest/guest.h"

void guest_run(void);

struct efi_table {
    uint8_t guid[16];
    const void *at;
};
/* The system table, as far as it is looked at (UEFI 4.3). */
struct efi_system {
    uint64_t signature;
    uint32_t revision, size, crc, reserved;
    const void *vendor;
    uint64_t vendor_revision;
    const void *console[6];
    const void *runtime, *boot;
    size_t tables;
    const struct efi_table *table;
};
_Static_assert(offsetof(struct efi_system, tables) == 104, "UEFI 4.3");

static struct {
    uint32_t magic, version, flags, modules;
    uint64_t module_list, command_line, rsdp;
} info = {.magic = 0x336EC578, .version = 1};

static _Bool is_acpi20(const uint8_t *guid)
{
    static const uint8_t acpi20[16] = {0x71, 0xE8, 0x68, 0x88, 0xF1, 0xE4, 0xD3, 0x11,
                                       0xBC, 0x22, 0x00, 0x80, 0xC7, 0x3C, 0x88, 0x81};
    for (int i = 0; i < 16; i++)
        if (guid[i] != acpi20[i])
            return 0;
    return 1;
}

uint64_t __attribute__((ms_abi)) efi_main(void *image, const struct efi_system *system);

uint64_t __attribute__((ms_abi)) efi_main(void *image, const struct efi_system *system)
{
    (void)image;
    for (size_t i = 0; i < system->tables; i++)
        if (is_acpi20(system->table[i].guid))
            info.rsdp = (uintptr_t)system->table[i].at;
    guest_start_info = (uint32_t)(uintptr_t)&info; /* below 4 GiB in a machine with less memory */
    guest_run();
    return 0;
}
