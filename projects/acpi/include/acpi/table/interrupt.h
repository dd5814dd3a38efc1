/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Interrupts and timers: MADT (signature "APIC") with its structures, HPET, GTDT; the Intel MID
 * timers MTMR, VRTC. How to read these: acpi/table/base.h.
 */
#pragma once
#include "acpi/table/base.h"

/* "APIC": Multiple APIC Description Table, MADT (5.2.12) */
struct acpi_madt {
    struct acpi_header header;                   /* 0 */
    uint32_t local_interrupt_controller_address; /* 36: physical; type 5 overrides it */
    uint32_t flags; /* 40: bit 0 PCAT_COMPAT: two 8259 are there too, mask them */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt, 44);

/* Local APIC Flags (5.2.12.2.1); GICC Flags share bits 0 and 3, RINTC and core PIC bits 0 and 1. */
#define ACPI_MADT_ENABLED        (1u << 0)
#define ACPI_MADT_ONLINE_CAPABLE (1u << 1) /* from ACPI 6.3: not enabled now, may be later */

/* "APIC" 0: Processor Local APIC (5.2.12.2) */
struct acpi_madt_local_apic {
    uint8_t type;               /* 0 */
    uint8_t length;             /* 1 */
    uint8_t acpi_processor_uid; /* 2 */
    uint8_t apic_id;            /* 3 */
    uint32_t flags;             /* 4: ACPI_MADT_ENABLED, ACPI_MADT_ONLINE_CAPABLE */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_local_apic, 8);

/* "APIC" 1: I/O APIC (5.2.12.3) */
struct acpi_madt_io_apic {
    uint8_t type;                          /* 0 */
    uint8_t length;                        /* 1 */
    uint8_t io_apic_id;                    /* 2 */
    uint8_t reserved;                      /* 3 */
    uint32_t io_apic_address;              /* 4: physical */
    uint32_t global_system_interrupt_base; /* 8: GSI of its pin 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_io_apic, 12);

/* "APIC" 2: Interrupt Source Override (5.2.12.5) */
struct acpi_madt_interrupt_source_override {
    uint8_t type;                     /* 0 */
    uint8_t length;                   /* 1 */
    uint8_t bus;                      /* 2: 0, ISA */
    uint8_t source;                   /* 3: IRQ */
    uint32_t global_system_interrupt; /* 4 */
    uint16_t flags; /* 8: bits 0-1 polarity (1 high, 3 low), 2-3 trigger (1 edge, 3 level) */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_interrupt_source_override, 10);

/* "APIC" 3: Non-Maskable Interrupt Source (5.2.12.6) */
struct acpi_madt_nmi_source {
    uint8_t type;                     /* 0 */
    uint8_t length;                   /* 1 */
    uint16_t flags;                   /* 2: as in type 2 */
    uint32_t global_system_interrupt; /* 4 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_nmi_source, 8);

/* "APIC" 4: Local APIC NMI (5.2.12.7) */
struct acpi_madt_local_apic_nmi {
    uint8_t type;               /* 0 */
    uint8_t length;             /* 1 */
    uint8_t acpi_processor_uid; /* 2: 0xFF: all */
    uint16_t flags;             /* 3: as in type 2 */
    uint8_t local_apic_lint;    /* 5: input LINTn */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_local_apic_nmi, 6);

/* "APIC" 5: Local APIC Address Override (5.2.12.8) */
struct acpi_madt_local_apic_address_override {
    uint8_t type;                /* 0 */
    uint8_t length;              /* 1 */
    uint16_t reserved;           /* 2 */
    uint64_t local_apic_address; /* 4: physical */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_local_apic_address_override, 12);

/* "APIC" 6: I/O SAPIC (5.2.12.9) */
struct acpi_madt_io_sapic {
    uint8_t type;                          /* 0 */
    uint8_t length;                        /* 1 */
    uint8_t io_apic_id;                    /* 2 */
    uint8_t reserved;                      /* 3 */
    uint32_t global_system_interrupt_base; /* 4 */
    uint64_t io_sapic_address;             /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_io_sapic, 16);

/* "APIC" 7: Processor Local SAPIC (5.2.12.10) */
struct acpi_madt_local_sapic {
    uint8_t type;                      /* 0 */
    uint8_t length;                    /* 1 */
    uint8_t acpi_processor_id;         /* 2 */
    uint8_t local_sapic_id;            /* 3 */
    uint8_t local_sapic_eid;           /* 4 */
    uint8_t reserved[3];               /* 5 */
    uint32_t flags;                    /* 8 */
    uint32_t acpi_processor_uid_value; /* 12: the UID as a string follows */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_local_sapic, 16);

/* "APIC" 8: Platform Interrupt Source (5.2.12.11) */
struct acpi_madt_platform_interrupt_source {
    uint8_t type;                             /* 0 */
    uint8_t length;                           /* 1 */
    uint16_t flags;                           /* 2: as in type 2 */
    uint8_t interrupt_type;                   /* 4: 1 PMI, 2 INIT, 3 corrected platform error */
    uint8_t processor_id;                     /* 5 */
    uint8_t processor_eid;                    /* 6 */
    uint8_t io_sapic_vector;                  /* 7 */
    uint32_t global_system_interrupt;         /* 8 */
    uint32_t platform_interrupt_source_flags; /* 12: bit 0 CPEI processor override */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_platform_interrupt_source, 16);

/* "APIC" 9: Processor Local x2APIC (5.2.12.12) */
struct acpi_madt_local_x2apic {
    uint8_t type;                /* 0 */
    uint8_t length;              /* 1 */
    uint16_t reserved;           /* 2 */
    uint32_t x2apic_id;          /* 4 */
    uint32_t flags;              /* 8: as in type 0 */
    uint32_t acpi_processor_uid; /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_local_x2apic, 16);

/* "APIC" 10: Local x2APIC NMI (5.2.12.13) */
struct acpi_madt_local_x2apic_nmi {
    uint8_t type;                /* 0 */
    uint8_t length;              /* 1 */
    uint16_t flags;              /* 2: as in type 2 */
    uint32_t acpi_processor_uid; /* 4: 0xFFFFFFFF: all */
    uint8_t local_x2apic_lint;   /* 8 */
    uint8_t reserved[3];         /* 9 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_local_x2apic_nmi, 12);

/* "APIC" 11: GIC CPU Interface, GICC (5.2.12.14) */
struct acpi_madt_gicc {
    uint8_t type;                  /* 0 */
    uint8_t length;                /* 1: 76 in ACPI 5.1, 80 in 6.0, 82 in 6.5 */
    uint16_t reserved;             /* 2 */
    uint32_t cpu_interface_number; /* 4 */
    uint32_t acpi_processor_uid;   /* 8 */
    uint32_t flags; /* 12: bit 0 enabled, 1 and 2 edge-triggered interrupts, 3 online capable */
    uint32_t parking_protocol_version;        /* 16 */
    uint32_t performance_interrupt_gsiv;      /* 20 */
    uint64_t parked_address;                  /* 24 */
    uint64_t physical_base_address;           /* 32 */
    uint64_t gicv;                            /* 40 */
    uint64_t gich;                            /* 48 */
    uint32_t vgic_maintenance_interrupt;      /* 56 */
    uint64_t gicr_base_address;               /* 60 */
    uint64_t mpidr;                           /* 68 */
    uint8_t processor_power_efficiency_class; /* 76 */
    uint8_t reserved2;                        /* 77 */
    uint16_t spe_overflow_interrupt;          /* 78 */
    uint16_t trbe_interrupt;                  /* 80 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_gicc, 82);

/* "APIC" 12: GIC Distributor, GICD (5.2.12.15) */
struct acpi_madt_gicd {
    uint8_t type;                   /* 0 */
    uint8_t length;                 /* 1 */
    uint16_t reserved;              /* 2 */
    uint32_t gic_id;                /* 4 */
    uint64_t physical_base_address; /* 8 */
    uint32_t system_vector_base;    /* 16 */
    uint8_t gic_version;            /* 20 */
    uint8_t reserved2[3];           /* 21 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_gicd, 24);

/* "APIC" 13: GIC MSI Frame (5.2.12.16) */
struct acpi_madt_gic_msi_frame {
    uint8_t type;                   /* 0 */
    uint8_t length;                 /* 1 */
    uint16_t reserved;              /* 2 */
    uint32_t gic_msi_frame_id;      /* 4 */
    uint64_t physical_base_address; /* 8 */
    uint32_t flags;                 /* 16 */
    uint16_t spi_count;             /* 20 */
    uint16_t spi_base;              /* 22 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_gic_msi_frame, 24);

/* "APIC" 14: GIC Redistributor, GICR (5.2.12.17) */
struct acpi_madt_gicr {
    uint8_t type;                    /* 0 */
    uint8_t length;                  /* 1 */
    uint16_t reserved;               /* 2 */
    uint64_t discovery_range_base;   /* 4 */
    uint32_t discovery_range_length; /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_gicr, 16);

/* "APIC" 15: GIC Interrupt Translation Service, ITS (5.2.12.18) */
struct acpi_madt_gic_its {
    uint8_t type;                   /* 0 */
    uint8_t length;                 /* 1 */
    uint16_t reserved;              /* 2 */
    uint32_t gic_its_id;            /* 4 */
    uint64_t physical_base_address; /* 8 */
    uint32_t reserved2;             /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_gic_its, 20);

/* "APIC" 16: Multiprocessor Wakeup (5.2.12.19) */
struct acpi_madt_multiprocessor_wakeup {
    uint8_t type;             /* 0 */
    uint8_t length;           /* 1 */
    uint16_t mailbox_version; /* 2 */
    uint32_t reserved;        /* 4 */
    uint64_t mailbox_address; /* 8 */
    uint64_t reset_vector;    /* 16: from mailbox version 1 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_multiprocessor_wakeup, 24);

/* "APIC" 17: Core Programmable Interrupt Controller, CORE PIC (5.2.12.20) */
struct acpi_madt_core_pic {
    uint8_t type;                   /* 0 */
    uint8_t length;                 /* 1 */
    uint8_t version;                /* 2 */
    uint32_t acpi_processor_uid;    /* 3 */
    uint32_t physical_processor_id; /* 7 */
    uint32_t flags;                 /* 11: bit 0 enabled */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_core_pic, 15);

/* "APIC" 18: Legacy I/O Programmable Interrupt Controller, LIO PIC (5.2.12.21) */
struct acpi_madt_lio_pic {
    uint8_t type;                       /* 0 */
    uint8_t length;                     /* 1 */
    uint8_t version;                    /* 2 */
    uint64_t base_address;              /* 3 */
    uint16_t size;                      /* 11 */
    uint8_t cascade_vector[2];          /* 13 */
    uint32_t cascade_vector_mapping[2]; /* 15 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_lio_pic, 23);

/* "APIC" 19: HyperTransport Programmable Interrupt Controller, HT PIC (5.2.12.22) */
struct acpi_madt_ht_pic {
    uint8_t type;              /* 0 */
    uint8_t length;            /* 1 */
    uint8_t version;           /* 2 */
    uint64_t base_address;     /* 3 */
    uint16_t size;             /* 11 */
    uint8_t cascade_vector[8]; /* 13 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_ht_pic, 21);

/* "APIC" 20: Extend I/O Programmable Interrupt Controller, EIO PIC (5.2.12.23) */
struct acpi_madt_eio_pic {
    uint8_t type;           /* 0 */
    uint8_t length;         /* 1 */
    uint8_t version;        /* 2 */
    uint8_t cascade_vector; /* 3 */
    uint8_t node;           /* 4 */
    uint64_t node_map;      /* 5 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_eio_pic, 13);

/* "APIC" 21: MSI Programmable Interrupt Controller, MSI PIC (5.2.12.24) */
struct acpi_madt_msi_pic {
    uint8_t type;             /* 0 */
    uint8_t length;           /* 1 */
    uint8_t version;          /* 2 */
    uint64_t message_address; /* 3 */
    uint32_t start;           /* 11 */
    uint32_t count;           /* 15 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_msi_pic, 19);

/* "APIC" 22: Bridge I/O Programmable Interrupt Controller, BIO PIC (5.2.12.25) */
struct acpi_madt_bio_pic {
    uint8_t type;          /* 0 */
    uint8_t length;        /* 1 */
    uint8_t version;       /* 2 */
    uint64_t base_address; /* 3 */
    uint16_t size;         /* 11 */
    uint16_t hardware_id;  /* 13 */
    uint16_t gsi_base;     /* 15 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_bio_pic, 17);

/* "APIC" 23: LPC Programmable Interrupt Controller, LPC PIC (5.2.12.26) */
struct acpi_madt_lpc_pic {
    uint8_t type;            /* 0 */
    uint8_t length;          /* 1 */
    uint8_t version;         /* 2 */
    uint64_t base_address;   /* 3 */
    uint16_t size;           /* 11 */
    uint16_t cascade_vector; /* 13: some firmware writes one byte only */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_lpc_pic, 15);

/* "APIC" 24: RISC-V Interrupt Controller, RINTC (6.6, 5.2.12.27) */
struct acpi_madt_rintc {
    uint8_t type;                              /* 0 */
    uint8_t length;                            /* 1 */
    uint8_t version;                           /* 2 */
    uint8_t reserved;                          /* 3 */
    uint32_t flags;                            /* 4: as in type 0 */
    uint64_t hart_id;                          /* 8 */
    uint32_t acpi_processor_uid;               /* 16 */
    uint32_t external_interrupt_controller_id; /* 20 */
    uint64_t imsic_base_address;               /* 24 */
    uint32_t imsic_size;                       /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_rintc, 36);

/* "APIC" 25: RISC-V Incoming MSI Controller, IMSIC (6.6, 5.2.12.28) */
struct acpi_madt_imsic {
    uint8_t type;                                  /* 0 */
    uint8_t length;                                /* 1 */
    uint8_t version;                               /* 2 */
    uint8_t reserved;                              /* 3 */
    uint32_t flags;                                /* 4 */
    uint16_t supervisor_mode_interrupt_identities; /* 8 */
    uint16_t guest_mode_interrupt_identities;      /* 10 */
    uint8_t guest_index_bits;                      /* 12 */
    uint8_t hart_index_bits;                       /* 13 */
    uint8_t group_index_bits;                      /* 14 */
    uint8_t group_index_shift;                     /* 15 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_imsic, 16);

/* "APIC" 26: RISC-V Advanced Platform-Level Interrupt Controller, APLIC (6.6, 5.2.12.29) */
struct acpi_madt_aplic {
    uint8_t type;                          /* 0 */
    uint8_t length;                        /* 1 */
    uint8_t version;                       /* 2 */
    uint8_t aplic_id;                      /* 3 */
    uint32_t flags;                        /* 4 */
    char hardware_id[8];                   /* 8 */
    uint16_t idcs;                         /* 16: number of interrupt delivery control structures */
    uint16_t external_interrupt_sources;   /* 18 */
    uint32_t global_system_interrupt_base; /* 20 */
    uint64_t aplic_address;                /* 24 */
    uint32_t aplic_size;                   /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_aplic, 36);

/* "APIC" 27: RISC-V Platform-Level Interrupt Controller, PLIC (6.6, 5.2.12.30) */
struct acpi_madt_plic {
    uint8_t type;                          /* 0 */
    uint8_t length;                        /* 1 */
    uint8_t version;                       /* 2 */
    uint8_t plic_id;                       /* 3 */
    char hardware_id[8];                   /* 4 */
    uint16_t external_interrupt_sources;   /* 12 */
    uint16_t max_priority;                 /* 14 */
    uint32_t flags;                        /* 16 */
    uint32_t plic_size;                    /* 20 */
    uint64_t plic_address;                 /* 24 */
    uint32_t global_system_interrupt_base; /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_madt_plic, 36);

/* "HPET": High Precision Event Timer Table (IA-PC HPET Specification 1.0a, 3.2.4) */
struct acpi_hpet {
    struct acpi_header header;     /* 0 */
    uint32_t event_timer_block_id; /* 36: low word of the capabilities register, high half */
    struct acpi_gas base_address;  /* 40 */
    uint8_t hpet_number;           /* 52: as in _UID */
    uint16_t minimum_clock_tick;   /* 53: in periodic mode, without losing interrupts */
    uint8_t page_protection; /* 55: bits 0-3: 1 the 4 KiB page has nothing else, 2 the 64 KiB */
} ACPI_PACKED;
ACPI_SIZE(acpi_hpet, 56);

/* "GTDT": Generic Timer Description Table (5.2.25) */
struct acpi_gtdt {
    struct acpi_header header;           /* 0 */
    uint64_t cntcontrolbase_address;     /* 36: all ones: none */
    uint32_t reserved;                   /* 44 */
    uint32_t secure_el1_timer_gsiv;      /* 48 */
    uint32_t secure_el1_timer_flags;     /* 52: bit 0 edge, bit 1 active low, bit 2 always on */
    uint32_t non_secure_el1_timer_gsiv;  /* 56 */
    uint32_t non_secure_el1_timer_flags; /* 60 */
    uint32_t virtual_el1_timer_gsiv;     /* 64 */
    uint32_t virtual_el1_timer_flags;    /* 68 */
    uint32_t el2_timer_gsiv;             /* 72 */
    uint32_t el2_timer_flags;            /* 76 */
    uint64_t cntreadbase_address;        /* 80 */
    uint32_t platform_timer_count;       /* 88 */
    uint32_t platform_timer_offset;      /* 92 */
    uint32_t virtual_el2_timer_gsiv;     /* 96: from revision 3 */
    uint32_t virtual_el2_timer_flags;    /* 100 */
} ACPI_PACKED;
ACPI_SIZE(acpi_gtdt, 104);

/* "GTDT" 0: GT Block (5.2.25.1) */
struct acpi_gtdt_block {
    uint8_t type;                   /* 0 */
    uint16_t length;                /* 1 */
    uint8_t reserved;               /* 3 */
    uint64_t gt_block_address;      /* 4 */
    uint32_t gt_block_timer_count;  /* 12 */
    uint32_t gt_block_timer_offset; /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_gtdt_block, 20);

/* "GTDT" 0.*: GT Block Timer (5.2.25.1) */
struct acpi_gtdt_block_timer {
    uint8_t gt_frame_number;       /* 0 */
    uint8_t reserved[3];           /* 1 */
    uint64_t cntbase_address;      /* 4 */
    uint64_t cntel0base_address;   /* 12 */
    uint32_t physical_timer_gsiv;  /* 20 */
    uint32_t physical_timer_flags; /* 24 */
    uint32_t virtual_timer_gsiv;   /* 28 */
    uint32_t virtual_timer_flags;  /* 32 */
    uint32_t common_flags;         /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_gtdt_block_timer, 40);

/* "GTDT" 1: Arm Generic Watchdog (5.2.25.2) */
struct acpi_gtdt_watchdog {
    uint8_t type;                   /* 0 */
    uint16_t length;                /* 1 */
    uint8_t reserved;               /* 3 */
    uint64_t refresh_frame_address; /* 4 */
    uint64_t control_frame_address; /* 12 */
    uint32_t timer_gsiv;            /* 20 */
    uint32_t timer_flags;           /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_gtdt_watchdog, 28);

/* "MTMR": MID Timer Table (Simple Firmware Interface) */
struct acpi_mtmr {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mtmr, 36);

/* "MTMR" *: MID Timer */
struct acpi_mtmr_timer {
    struct acpi_gas physical_address; /* 0 */
    uint32_t frequency;               /* 12: Hz */
    uint32_t irq;                     /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mtmr_timer, 20);

/* "VRTC": Virtual Real-Time Clock Table (Simple Firmware Interface) */
struct acpi_vrtc {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_vrtc, 36);

/* "VRTC" *: Virtual Real-Time Clock */
struct acpi_vrtc_clock {
    struct acpi_gas physical_address; /* 0 */
    uint32_t irq;                     /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_vrtc_clock, 16);
