/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What the BIOS knows and a kernel cannot easily ask for any more: the time, and where tables lie.
 */
#include <string.h>

#include "acpi/tables.h"
#include "doors/bios/bios.h"
#include "load/date.h"

/* ---- Time -------------------------------------------------------------------------------------*/

/* Two decimal digits in a byte; more than 99 if they are none. */
static unsigned decimal(uint32_t byte)
{
    byte &= 0xff;
    return (byte & 15) > 9 || byte >> 4 > 9 ? 255 : (byte >> 4) * 10 + (byte & 15);
}

static bool ask_clock(uint8_t function, struct bios_registers *ret_registers)
{
    *ret_registers = (struct bios_registers){.eax = (uint32_t)function << 8};
    bios_call(0x1a, ret_registers);
    return !(ret_registers->flags & BIOS_CARRY);
}

int64_t bios_time(void)
{
    struct bios_registers date, time, after;
    for (int attempt = 0; attempt < 2; attempt++) {
        if (!ask_clock(4, &date) || !ask_clock(2, &time) || !ask_clock(4, &after))
            return 0;
        if ((uint16_t)date.edx == (uint16_t)after.edx)
            break; /* else it was midnight in between */
    }
    unsigned century = decimal(date.ecx >> 8), years = decimal(date.ecx);
    unsigned month = decimal(date.edx >> 8), day = decimal(date.edx);
    unsigned hour = decimal(time.ecx >> 8), minute = decimal(time.ecx);
    unsigned second = decimal(time.edx >> 8);
    if (century > 99 || years > 99 || century * 100 + years < 1970 || month < 1 || month > 12 ||
        day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59)
        return 0;
    return date_days(century * 100 + years, month, day) * 86400 + hour * 3600 + minute * 60 +
           second;
}

/* ---- Tables -----------------------------------------------------------------------------------*/

static void *map(void *ctx, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    (void)ctx, (void)kind;
    return phys < sizeof bios_low && size <= sizeof bios_low - phys ? bios_low + phys : NULL;
}

uint64_t bios_rsdp_find(void)
{
    static const struct acpi_host host = {.map = map};
    uint64_t phys;
    return acpi_rsdp_find(&host, &phys) ? phys : 0;
}

/* SMBIOS 3.7 section 5.2: an entry point begins on 16 bytes in the last 64 KiB, and says at
 * `length` how many bytes its checksum is over. */
static bool is_entry_point(const uint8_t *at, const char *anchor, size_t length)
{
    size_t size = at[length];
    uint8_t sum = 0;
    if (memcmp(at, anchor, length - 1) || size <= length || at + size > bios_low + 0x100000)
        return false;
    for (size_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + at[i]);
    return sum == 0;
}

uint64_t bios_smbios_find(void)
{
    uint64_t found = 0;
    for (uint32_t at = 0xf0000; at < 0x100000; at += 16) {
        const uint8_t *entry = bios_low + at;
        if (entry[0] != '_' || entry[1] != 'S')
            continue;
        if (is_entry_point(entry, "_SM3_", 6))
            return at;
        if (!found && is_entry_point(entry, "_SM_", 5))
            found = at;
    }
    return found;
}
