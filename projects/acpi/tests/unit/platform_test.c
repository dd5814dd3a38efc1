/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "acpi/platform.h"

#include "acpi/table/interrupt.h"
#include "acpi/table/iommu.h"
#include "acpi/table/topology.h"
#include "ci/test.h"
#include "tests/memory.h"

static struct acpi_tables tables;

static void install(void *table, size_t size, const char *signature, uint8_t revision)
{
    seal(table, size, signature, revision);
    assert_int_equal(acpi_table_install(&tables, table, size, NULL), ACPI_OK);
}

struct ACPI_PACKED madt {
    struct acpi_madt madt;
    struct acpi_madt_local_x2apic x2[3];
    struct acpi_madt_local_apic cpu[3];
    struct acpi_madt_io_apic io[2];
    struct acpi_madt_interrupt_source_override isa;
    struct acpi_madt_local_apic_nmi nmi;
    struct acpi_madt_local_apic_address_override address;
};

static const struct madt pc = {
    .madt = {.local_interrupt_controller_address = 0xFEE00000, .flags = 1},
    .x2 = {{9, 16, 0, 2, 1, 7}, {9, 16, 0, 300, 1, 8}, {9, 16, 0, UINT32_MAX, 0, 9}},
    .cpu = {{0, 8, 1, 0, 1}, {0, 8, 7, 2, 2}, {0, 8, 3, 0xFF, 0}},
    .io = {{1, 12, 4, 0, 0xFEC00000, 0}, {1, 12, 5, 0, 0xFEC01000, 24}},
    .isa = {2, 10, 0, 9, 20, 0xF},
    .nmi = {4, 6, 0xFF, 5, 1},
    .address = {5, 12, 0, 0x1FEE00000},
};

static void nothing_is_an_answer(void **state)
{
    (void)state;
    struct acpi_platform p;
    uint8_t distance;
    acpi_tables_init_empty(&tables, NULL);
    acpi_platform_read(&tables, &p);
    assert_int_equal(p.interrupt_model, ACPI_INTERRUPTS_PIC);
    assert_true(p.has_8259);
    assert_false(p.has_fadt || p.has_hpet || p.has_reset || p.has_pm_timer);
    assert_int_equal(acpi_cpus(&tables, NULL, 0), 0);
    assert_int_equal(acpi_pcie_segments(&tables, NULL, 0), 0);
    assert_false(acpi_distance(&tables, 0, 0, &distance));
}

static void interrupts_and_cpus(void **state)
{
    (void)state;
    struct madt madt = pc;
    struct acpi_platform p;
    struct acpi_cpu cpu[4] = {[3] = {.uid = 77}};
    struct acpi_io_apic io[2];
    struct acpi_override o[2];
    acpi_tables_init_empty(&tables, NULL);
    install(&madt, sizeof madt, "APIC", 5);
    acpi_platform_read(&tables, &p);
    assert_int_equal(p.interrupt_model, ACPI_INTERRUPTS_APIC);
    assert_true(p.has_8259);
    assert_int_equal(p.local_apic, 0x1FEE00000);
    assert_int_equal(p.cpus, 3);
    assert_int_equal(p.io_apics, 2);

    assert_int_equal(acpi_cpus(&tables, cpu, 4), 3); /* the repeated one and the padding are none */
    assert_int_equal(cpu[0].id, 300);
    assert_int_equal(cpu[0].kind, ACPI_CPU_X2APIC);
    assert_int_equal(cpu[1].id, 0);
    assert_true(cpu[1].enabled);
    assert_int_equal(cpu[2].uid, 7);
    assert_false(cpu[2].enabled);
    assert_true(cpu[2].online_capable);
    assert_int_equal(cpu[2].proximity, ACPI_NO_PROXIMITY);
    assert_int_equal(cpu[3].uid, 77);
    assert_int_equal(acpi_cpus(&tables, cpu, 1), 3); /* how many there are, not how many fitted */

    assert_int_equal(acpi_io_apics(&tables, io, 2), 2);
    assert_int_equal(io[1].address, 0xFEC01000);
    assert_int_equal(io[1].gsi_base, 24);
    assert_int_equal(io[1].id, 5);
    assert_int_equal(acpi_overrides(&tables, o, 2), 2);
    assert_int_equal(o[0].kind, ACPI_OVERRIDE_ISA);
    assert_int_equal(o[0].source, 9);
    assert_int_equal(o[0].gsi, 20);
    assert_int_equal(o[0].polarity, ACPI_LINE_LOW_LEVEL);
    assert_int_equal(o[0].trigger, ACPI_LINE_LOW_LEVEL);
    assert_int_equal(o[1].kind, ACPI_OVERRIDE_LOCAL_NMI);
    assert_int_equal(o[1].uid, ACPI_ALL_CPUS);
    assert_int_equal(o[1].lint, 1);
    assert_int_equal(o[1].trigger, ACPI_LINE_HIGH_EDGE);
}

static void nodes_and_distances(void **state)
{
    (void)state;
    struct madt madt = pc;
    struct ACPI_PACKED {
        struct acpi_srat srat;
        struct acpi_srat_processor cpu[2];
        struct acpi_srat_x2apic x2;
        struct acpi_srat_memory memory[3];
    } srat = {
        .cpu = {{0, 16, 1, 0, 1, 0, {0, 0, 1}, 0}, {0, 16, 5, 2, 0, 0, {0}, 0}},
        .x2 = {2, 24, 0, 3, 300, 1, 0, 0},
        .memory = {{1, 40, 1, 0, 0x1000, 0x2000, 0, 1, 0},
                   {1, 40, 2, 0, 0, 0x1000, 0, 0, 0},
                   {1, 40, 0x102, 0, UINT64_MAX, 1, 0, 7, 0}},
    };
    struct ACPI_PACKED {
        struct acpi_slit slit;
        uint8_t matrix[4];
    } slit = {.slit.number_of_system_localities = 2, .matrix = {10, 21, 22, 10}};
    struct acpi_cpu cpu[3];
    struct acpi_memory range[2];
    uint8_t distance = 0;
    acpi_tables_init_empty(&tables, NULL);
    install(&madt, sizeof madt, "APIC", 5);
    install(&srat, sizeof srat, "SRAT", 3);
    install(&slit, sizeof slit, "SLIT", 1);
    assert_int_equal(acpi_cpus(&tables, cpu, 3), 3);
    assert_int_equal(cpu[0].proximity, 3);
    assert_int_equal(cpu[1].proximity, 0x01000001);
    assert_int_equal(cpu[2].proximity, ACPI_NO_PROXIMITY); /* its affinity is not enabled */
    assert_int_equal(acpi_numa_ranges(&tables, range, 2), 2);
    assert_int_equal(range[0].base, 0x1000);
    assert_int_equal(range[0].size, 0x2000);
    assert_int_equal(range[1].proximity, 0x102);
    assert_true(range[1].hot_pluggable && range[1].non_volatile);
    assert_true(acpi_distance(&tables, 0, 1, &distance));
    assert_int_equal(distance, 21);
    assert_false(acpi_distance(&tables, 0, 2, &distance));
    srat.srat.header.revision = 1; /* proximity domains had 8 bits */
    assert_int_equal(acpi_cpus(&tables, cpu, 3), 3);
    assert_int_equal(cpu[1].proximity, 1);
    slit.slit.number_of_system_localities = 0x100000001; /* its square is 1 in 64 bits */
    assert_false(acpi_distance(&tables, 0, 0, &distance));
    slit.slit.number_of_system_localities = 3; /* more than there is */
    assert_false(acpi_distance(&tables, 0, 0, &distance));
}

static void the_rest_of_the_platform(void **state)
{
    (void)state;
    struct ACPI_PACKED {
        struct acpi_mcfg mcfg;
        struct acpi_mcfg_allocation a[2];
    } mcfg = {.a = {{0xE0000000, 1, 0, 255, 0}, {0xF0000000, 2, 5, 4, 0}}};
    struct acpi_hpet hpet = {.event_timer_block_id = 0x8086A701, .minimum_clock_tick = 128};
    struct acpi_fadt fadt = {.flags = ACPI_FADT_RESET_REG_SUP | ACPI_FADT_TMR_VAL_EXT};
    struct acpi_pcie_segment segment[1];
    struct acpi_platform p;
    hpet.base_address.address = 0xFED00000;
    fadt.reset_reg = (struct acpi_gas){.space_id = 1, .bit_width = 8, .address = 0xCF9};
    fadt.reset_value = 6;
    fadt.pm_tmr_blk = 0x608;
    fadt.pm_tmr_len = 4;
    fadt.sci_int = 9;
    fadt.iapc_boot_arch = ACPI_BOOT_VGA_NOT_PRESENT;
    acpi_tables_init_empty(&tables, NULL);
    install(&mcfg, sizeof mcfg, "MCFG", 1);
    install(&hpet, sizeof hpet, "HPET", 1);
    install(&fadt, sizeof fadt, "FACP", 6);
    acpi_platform_read(&tables, &p);
    assert_int_equal(p.pcie_segments, 1); /* the second one goes backwards */
    assert_int_equal(acpi_pcie_segments(&tables, segment, 1), 1);
    assert_int_equal(segment[0].base, 0xE0000000);
    assert_int_equal(segment[0].end_bus, 255);
    assert_int_equal(p.hpet_address, 0xFED00000);
    assert_int_equal(p.hpet_comparators, 8);
    assert_int_equal(p.hpet_minimum_tick, 128);
    assert_true(p.has_reset);
    assert_int_equal(p.reset_register.address, 0xCF9);
    assert_int_equal(p.reset_value, 6);
    assert_int_equal(p.pm_timer.address, 0x608);
    assert_int_equal(p.pm_timer_bits, 32);
    assert_int_equal(p.sci_interrupt, 9);
    assert_false(p.has_8042 || p.has_vga || p.hardware_reduced);
    assert_true(p.has_cmos_rtc && p.msi_supported && p.pcie_aspm_allowed);
    fadt.header.revision = 1; /* too old to say */
    acpi_platform_read(&tables, &p);
    assert_true(p.has_8042 && p.has_vga);
}

TESTS(test(nothing_is_an_answer), test(interrupts_and_cpus), test(nodes_and_distances),
      test(the_rest_of_the_platform))
