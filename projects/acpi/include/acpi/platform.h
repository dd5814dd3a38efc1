/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a kernel wants to know from the tables, as plain structs: how interrupts work, which CPUs
 * there are, memory and CPUs of each NUMA node, PCI Express segments, HPET, how to reset.
 *
 *     struct acpi_platform platform;
 *     acpi_platform_read(&tables, &platform);
 *     static struct acpi_cpu cpu[256];
 *     size_t cpus = acpi_cpus(&tables, cpu, 256);   // how many there are; at most 256 were written
 *
 * Functions that fill an array work like snprintf: they write at most `cap` elements and return how
 * many there are. NULL with cap 0 only counts. A missing table is an empty answer. Time: linear in
 * the size of the tables, for acpi_cpus() times cap.
 *
 * Nothing here keeps a pointer into a table. Thread safety: reads only.
 */
#pragma once
#include <stdbool.h>

#include "acpi/tables.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ACPI_NO_PROXIMITY UINT32_MAX /* the SRAT says nothing about it */

enum acpi_interrupt_model {
    ACPI_INTERRUPTS_PIC,   /* no MADT: the two 8259 */
    ACPI_INTERRUPTS_APIC,  /* local APICs (or x2APICs) and I/O APICs */
    ACPI_INTERRUPTS_SAPIC, /* Itanium */
    ACPI_INTERRUPTS_GIC,   /* Arm */
    ACPI_INTERRUPTS_LPIC,  /* LoongArch core PICs */
    ACPI_INTERRUPTS_RINTC, /* RISC-V */
    ACPI_INTERRUPTS_OTHER, /* a MADT without any known controller */
};

struct acpi_platform {
    enum acpi_interrupt_model interrupt_model;
    bool has_8259;       /* PCAT_COMPAT: mask both before using APICs; true without a MADT */
    uint64_t local_apic; /* physical address, overrides applied; 0: none */
    uint32_t cpus;       /* as acpi_cpus() counts */
    uint32_t io_apics;
    uint32_t pcie_segments;
    uint32_t numa_ranges;
    uint32_t localities; /* N of the SLIT, 0: none */

    bool has_fadt;          /* false: all below is zero */
    bool hardware_reduced;  /* no fixed hardware: no SCI, no PM timer */
    bool has_8042;          /* true also when the FADT is too old to say */
    bool has_vga;           /* ditto */
    bool has_cmos_rtc;      /* ditto */
    bool msi_supported;     /* ditto */
    bool pcie_aspm_allowed; /* ditto */
    uint8_t pm_profile;     /* 0 unspecified, 1 desktop, 2 mobile, 3 workstation, 4 server, ... */
    uint8_t century;        /* CMOS index of the century, 0: none */
    uint16_t sci_interrupt; /* 8259 vector, or GSI when there is no 8259 */

    bool has_reset; /* write reset_value to reset_register */
    uint8_t reset_value;
    struct acpi_gas reset_register;

    bool has_pm_timer;     /* 3.579545 MHz */
    uint8_t pm_timer_bits; /* 24 or 32 */
    struct acpi_gas pm_timer;

    bool has_hpet; /* the first one */
    uint8_t hpet_number;
    uint16_t hpet_minimum_tick; /* periodic mode */
    uint8_t hpet_comparators;
    uint64_t hpet_address;
};

/* Fills all of *ret_platform; never fails. */
void acpi_platform_read(const struct acpi_tables *, struct acpi_platform *ret_platform);

enum acpi_cpu_kind {
    ACPI_CPU_APIC,
    ACPI_CPU_X2APIC,
    ACPI_CPU_SAPIC,
    ACPI_CPU_GICC,
    ACPI_CPU_CORE_PIC,
    ACPI_CPU_RINTC,
};

struct acpi_cpu {
    uint64_t id;        /* APIC ID, x2APIC ID, (ID << 8 | EID), MPIDR, core ID or hart ID */
    uint32_t uid;       /* ACPI processor UID: _UID of its device */
    uint32_t proximity; /* NUMA domain, or ACPI_NO_PROXIMITY */
    enum acpi_cpu_kind kind;
    bool enabled;        /* may be started now */
    bool online_capable; /* not enabled, but may be later (hot plug); firmware says so since
                            ACPI 6.3 */
};

/*
 * CPUs in the order of the MADT. Entries that are unusable on purpose (not enabled, not online
 * capable) come too: old firmware means "may be plugged in". An x2APIC entry whose ID a local APIC
 * entry has is not a second CPU; padding (APIC ID 0xFF, not enabled) is left out.
 */
size_t acpi_cpus(const struct acpi_tables *, struct acpi_cpu *cpus, size_t cap);

struct acpi_io_apic {
    uint64_t address;  /* physical */
    uint32_t gsi_base; /* GSI of its pin 0 */
    uint8_t id;
};
size_t acpi_io_apics(const struct acpi_tables *, struct acpi_io_apic *io_apics, size_t cap);

/* Interrupts that are not what they seem: ISA IRQs that go elsewhere, and NMIs. */
enum acpi_override_kind {
    ACPI_OVERRIDE_ISA,       /* IRQ `source` of the ISA bus arrives at `gsi` */
    ACPI_OVERRIDE_NMI,       /* `gsi` is an NMI */
    ACPI_OVERRIDE_LOCAL_NMI, /* LINT pin `lint` of CPU `uid` is an NMI */
};
enum acpi_line { ACPI_LINE_BUS = 0, ACPI_LINE_HIGH_EDGE = 1, ACPI_LINE_LOW_LEVEL = 3 };
struct acpi_override {
    enum acpi_override_kind kind;
    uint32_t gsi;
    uint32_t uid; /* ACPI_ALL_CPUS: every one */
    uint8_t source;
    uint8_t lint;
    uint8_t polarity; /* enum acpi_line: as the bus has it, active high, active low */
    uint8_t trigger;  /* enum acpi_line: as the bus has it, edge, level */
};
#define ACPI_ALL_CPUS UINT32_MAX
size_t acpi_overrides(const struct acpi_tables *, struct acpi_override *overrides, size_t cap);

struct acpi_memory {
    uint64_t base;
    uint64_t size; /* bytes */
    uint32_t proximity;
    bool hot_pluggable;
    bool non_volatile;
};
/* Enabled memory ranges of the SRAT that are not empty and do not wrap around. */
size_t acpi_numa_ranges(const struct acpi_tables *, struct acpi_memory *ranges, size_t cap);

/* Relative distance of two proximity domains in the SLIT; 10 is local, 255 unreachable. false: not
 * known. */
bool acpi_distance(const struct acpi_tables *, uint32_t from, uint32_t to, uint8_t *ret_distance);

struct acpi_pcie_segment {
    uint64_t base; /* configuration space of bus 0: bus b has it at base + (b << 20) */
    uint16_t segment;
    uint8_t start_bus;
    uint8_t end_bus; /* included */
};
/* Entries of the MCFG whose buses are in order. */
size_t acpi_pcie_segments(const struct acpi_tables *, struct acpi_pcie_segment *segments,
                          size_t cap);

#ifdef __cplusplus
}
#endif
