/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The RSDP: where it may lie, and whether it is one.
 *
 * An RSDP is believed by its first checksum. The second one, of ACPI 2.0, only decides whether the
 * XSDT's address counts: firmware that fills it wrongly still has a good RSDT.
 */
#include "acpi/tables.h"
#include "bytes.h"

enum { RSDP1_SIZE = 20, EBDA_POINTER = 0x40E, EBDA_SEARCHED = 1024, EBDA_LOWEST = 0x500 };
enum { EBDA_END = 0xA0000, BIOS_AREA = 0xE0000, BIOS_AREA_SIZE = 0x20000 };

enum acpi_status acpi_rsdp_check(const void *at, size_t size, struct acpi_rsdp *ret_rsdp)
{
    if (size < RSDP1_SIZE)
        return ACPI_BAD_LENGTH;
    if (memcmp(at, "RSD PTR ", 8) != 0)
        return ACPI_BAD_SIGNATURE;
    if (acpi_sum(at, RSDP1_SIZE) != 0)
        return ACPI_BAD_CHECKSUM;

    struct acpi_rsdp rsdp;
    acpi_copy_zero_extended(at, RSDP1_SIZE, &rsdp, sizeof rsdp);
    if (rsdp.revision >= 2) {
        if (size < sizeof rsdp)
            return ACPI_BAD_LENGTH;
        memcpy(&rsdp, at, sizeof rsdp);
        if (rsdp.length < sizeof rsdp || rsdp.length > size || acpi_sum(at, rsdp.length) != 0)
            rsdp.xsdt_address = 0;
    }
    *ret_rsdp = rsdp;
    return ACPI_OK;
}

static bool search(const struct acpi_host *host, uint64_t phys, size_t size, uint64_t *ret_phys)
{
    uint8_t *area = host->map(host->ctx, phys, size, ACPI_MAP_TABLE);
    if (!area)
        return false;
    struct acpi_rsdp rsdp;
    size_t i = (size_t)(-phys & 15);
    while (i < size && /* one byte tells of nearly all that they are none */
           (area[i] != 'R' || acpi_rsdp_check(area + i, size - i, &rsdp) != ACPI_OK))
        i += 16;
    if (host->unmap)
        host->unmap(host->ctx, area, size);
    if (i >= size)
        return false;
    *ret_phys = phys + i;
    return true;
}

bool acpi_rsdp_find(const struct acpi_host *host, uint64_t *ret_phys)
{
    uint8_t *pointer = host->map(host->ctx, EBDA_POINTER, 2, ACPI_MAP_TABLE);
    if (pointer) {
        uint64_t ebda = acpi_le(pointer, 2) << 4;
        if (host->unmap)
            host->unmap(host->ctx, pointer, 2);
        if (ebda >= EBDA_LOWEST && ebda < EBDA_END) {
            size_t size = EBDA_END - (size_t)ebda;
            if (search(host, ebda, size < EBDA_SEARCHED ? size : EBDA_SEARCHED, ret_phys))
                return true;
        }
    }
    return search(host, BIOS_AREA, BIOS_AREA_SIZE, ret_phys);
}
