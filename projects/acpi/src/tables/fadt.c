/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The FADT, made even: see acpi_fadt_read(). */
#include "acpi/tables.h"
#include "bytes.h"

/* For each register block: its X_ field, its 32-bit field, and the field with its length. */
static const struct {
    uint8_t x, port, length;
} blocks[] = {
#define BLOCK(name, bytes)                                                      \
    {                                                                           \
        offsetof(struct acpi_fadt, x_##name), offsetof(struct acpi_fadt, name), \
            offsetof(struct acpi_fadt, bytes)                                   \
    }
    BLOCK(pm1a_evt_blk, pm1_evt_len), BLOCK(pm1b_evt_blk, pm1_evt_len),
    BLOCK(pm1a_cnt_blk, pm1_cnt_len), BLOCK(pm1b_cnt_blk, pm1_cnt_len),
    BLOCK(pm2_cnt_blk, pm2_cnt_len),  BLOCK(pm_tmr_blk, pm_tmr_len),
    BLOCK(gpe0_blk, gpe0_blk_len),    BLOCK(gpe1_blk, gpe1_blk_len),
#undef BLOCK
};

bool acpi_fadt_read(const struct acpi_tables *tables, struct acpi_fadt *ret_fadt)
{
    struct acpi_table table;
    if (!acpi_table_find(tables, "FACP", 0, &table))
        return false;
    acpi_table_read(&table, ret_fadt, sizeof *ret_fadt);
    if (!ret_fadt->x_dsdt)
        ret_fadt->x_dsdt = ret_fadt->dsdt;
    if (!ret_fadt->x_firmware_ctrl)
        ret_fadt->x_firmware_ctrl = ret_fadt->firmware_ctrl;

    uint8_t *fadt = (uint8_t *)ret_fadt;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        struct acpi_gas *x = (struct acpi_gas *)(fadt + blocks[i].x);
        uint64_t port = acpi_le(fadt + blocks[i].port, 4);
        if (x->address || !port)
            continue;
        unsigned bits = fadt[blocks[i].length] * 8u;
        x->space_id = ACPI_SPACE_SYSTEM_IO;
        x->bit_width = (uint8_t)(bits > UINT8_MAX ? UINT8_MAX : bits);
        x->bit_offset = 0;
        x->access_size = 0;
        x->address = port;
    }
    return true;
}
