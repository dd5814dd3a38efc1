/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Processors, memory and how near they are: SRAT, SLIT, MSCT, HMAT, PPTT, CDAT, CPEP, RHCT, APMT,
 * MPAM. How to read these: acpi/table/base.h.
 */
#pragma once
#include "acpi/table/base.h"

/* "SRAT": System Resource Affinity Table (5.2.16) */
struct acpi_srat {
    struct acpi_header header; /* 0: revision 1: proximity domains have 8 bits */
    uint32_t table_revision;   /* 36: 1 */
    uint64_t reserved;         /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat, 48);

/* "SRAT" 0: Processor Local APIC/SAPIC Affinity (5.2.16.1) */
struct acpi_srat_processor {
    uint8_t type;                     /* 0 */
    uint8_t length;                   /* 1 */
    uint8_t proximity_domain_low;     /* 2: bits 0-7 */
    uint8_t apic_id;                  /* 3 */
    uint32_t flags;                   /* 4: bit 0 enabled */
    uint8_t local_sapic_eid;          /* 8 */
    uint8_t proximity_domain_high[3]; /* 9: bits 8-31, from revision 2 */
    uint32_t clock_domain;            /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat_processor, 16);

/* "SRAT" 1: Memory Affinity (5.2.16.2) */
struct acpi_srat_memory {
    uint8_t type;              /* 0 */
    uint8_t length;            /* 1 */
    uint32_t proximity_domain; /* 2 */
    uint16_t reserved;         /* 6 */
    uint64_t base_address;     /* 8 */
    uint64_t range_length;     /* 16 */
    uint32_t reserved2;        /* 24 */
    uint32_t flags;            /* 28: bit 0 enabled, bit 1 hot pluggable, bit 2 non-volatile */
    uint64_t reserved3;        /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat_memory, 40);

/* "SRAT" 2: Processor Local x2APIC Affinity (5.2.16.3) */
struct acpi_srat_x2apic {
    uint8_t type;              /* 0 */
    uint8_t length;            /* 1 */
    uint16_t reserved;         /* 2 */
    uint32_t proximity_domain; /* 4 */
    uint32_t x2apic_id;        /* 8 */
    uint32_t flags;            /* 12: bit 0 enabled */
    uint32_t clock_domain;     /* 16 */
    uint32_t reserved2;        /* 20 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat_x2apic, 24);

/* "SRAT" 3: GICC Affinity (5.2.16.4) */
struct acpi_srat_gicc {
    uint8_t type;                /* 0 */
    uint8_t length;              /* 1 */
    uint32_t proximity_domain;   /* 2 */
    uint32_t acpi_processor_uid; /* 6 */
    uint32_t flags;              /* 10: bit 0 enabled */
    uint32_t clock_domain;       /* 14 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat_gicc, 18);

/* "SRAT" 4: GIC Interrupt Translation Service Affinity (5.2.16.5) */
struct acpi_srat_gic_its {
    uint8_t type;              /* 0 */
    uint8_t length;            /* 1 */
    uint32_t proximity_domain; /* 2 */
    uint16_t reserved;         /* 6 */
    uint32_t its_id;           /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat_gic_its, 12);

/* "SRAT" 5,6: Generic Initiator (5), Generic Port (6) Affinity (5.2.16.6, 5.2.16.7) */
struct acpi_srat_generic {
    uint8_t type;               /* 0 */
    uint8_t length;             /* 1 */
    uint8_t reserved;           /* 2 */
    uint8_t device_handle_type; /* 3: 0 ACPI: _HID, _UID; 1 PCI: segment, BDF */
    uint32_t proximity_domain;  /* 4 */
    uint8_t device_handle[16];  /* 8 */
    uint32_t flags;             /* 24: bit 0 enabled, bit 1 architectural transactions */
    uint32_t reserved2;         /* 28 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat_generic, 32);

/* "SRAT" 7: RINTC Affinity (6.6, 5.2.16.8) */
struct acpi_srat_rintc {
    uint8_t type;                /* 0 */
    uint8_t length;              /* 1 */
    uint16_t reserved;           /* 2 */
    uint32_t proximity_domain;   /* 4 */
    uint32_t acpi_processor_uid; /* 8 */
    uint32_t flags;              /* 12: bit 0 enabled */
    uint32_t clock_domain;       /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_srat_rintc, 20);

/* "SLIT": System Locality Information Table (5.2.17) */
struct acpi_slit {
    struct acpi_header header;            /* 0 */
    uint64_t number_of_system_localities; /* 36: N; N * N distances follow, row by row */
} ACPI_PACKED;
ACPI_SIZE(acpi_slit, 44);

/* "SLIT" *: Relative distance (5.2.17) */
struct acpi_slit_entry {
    uint8_t distance; /* 0: 10 is local, 255 unreachable */
} ACPI_PACKED;
ACPI_SIZE(acpi_slit_entry, 1);

/* "MSCT": Maximum System Characteristics Table (5.2.19) */
struct acpi_msct {
    struct acpi_header header;                    /* 0 */
    uint32_t offset_to_proximity_domain;          /* 36: of the first information structure */
    uint32_t maximum_number_of_proximity_domains; /* 40: minus one */
    uint32_t maximum_number_of_clock_domains;     /* 44: minus one */
    uint64_t maximum_physical_address;            /* 48 */
} ACPI_PACKED;
ACPI_SIZE(acpi_msct, 56);

/* "MSCT" *: Maximum Proximity Domain Information (5.2.19.1) */
struct acpi_msct_proximity {
    uint8_t revision;                    /* 0 */
    uint8_t length;                      /* 1 */
    uint32_t proximity_domain_low;       /* 2: first */
    uint32_t proximity_domain_high;      /* 6: last */
    uint32_t maximum_processor_capacity; /* 10 */
    uint64_t maximum_memory_capacity;    /* 14: bytes */
} ACPI_PACKED;
ACPI_SIZE(acpi_msct_proximity, 22);

/* "HMAT": Heterogeneous Memory Attribute Table (5.2.28) */
struct acpi_hmat {
    struct acpi_header header; /* 0 */
    uint32_t reserved;         /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hmat, 40);

/* "HMAT" 0: Memory Proximity Domain Attributes (5.2.28.3) */
struct acpi_hmat_proximity {
    uint16_t type;                       /* 0 */
    uint16_t reserved;                   /* 2 */
    uint32_t length;                     /* 4 */
    uint16_t flags;                      /* 8: bit 0 the initiator is valid */
    uint16_t reserved2;                  /* 10 */
    uint32_t initiator_proximity_domain; /* 12 */
    uint32_t memory_proximity_domain;    /* 16 */
    uint32_t reserved3;                  /* 20 */
    uint64_t reserved4;                  /* 24 */
    uint64_t reserved5;                  /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hmat_proximity, 40);

/* "HMAT" 1: System Locality Latency and Bandwidth Information (5.2.28.4) */
struct acpi_hmat_locality {
    uint16_t type;                 /* 0 */
    uint16_t reserved;             /* 2 */
    uint32_t length;               /* 4 */
    uint8_t flags;                 /* 8 */
    uint8_t data_type;             /* 9: 0 access latency ... 5 write bandwidth */
    uint8_t minimum_transfer_size; /* 10 */
    uint8_t reserved2;             /* 11 */
    uint32_t initiators;           /* 12: number, s */
    uint32_t targets;              /* 16: number, t */
    uint32_t reserved3;            /* 20 */
    uint64_t entry_base_unit;      /* 24: s + t domains (4 bytes), s * t values (2) follow */
} ACPI_PACKED;
ACPI_SIZE(acpi_hmat_locality, 32);

/* "HMAT" 2: Memory Side Cache Information (5.2.28.5) */
struct acpi_hmat_cache {
    uint16_t type;                    /* 0 */
    uint16_t reserved;                /* 2 */
    uint32_t length;                  /* 4 */
    uint32_t memory_proximity_domain; /* 8 */
    uint32_t reserved2;               /* 12 */
    uint64_t memory_side_cache_size;  /* 16 */
    uint32_t cache_attributes;        /* 24 */
    uint16_t address_mode;            /* 28 */
    uint16_t smbios_handles;          /* 30: number of handles, of 2 bytes each, that follow */
} ACPI_PACKED;
ACPI_SIZE(acpi_hmat_cache, 32);

/* "HMAT" 2.*: SMBIOS handle (5.2.28.5) */
struct acpi_hmat_smbios_handle {
    uint16_t handle; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hmat_smbios_handle, 2);

/* "PPTT": Processor Properties Topology Table (5.2.30) */
struct acpi_pptt {
    struct acpi_header header; /* 0: references are offsets from here */
} ACPI_PACKED;
ACPI_SIZE(acpi_pptt, 36);

/* "PPTT" 0: Processor Hierarchy Node (5.2.30.1) */
struct acpi_pptt_processor {
    uint8_t type;      /* 0 */
    uint8_t length;    /* 1 */
    uint16_t reserved; /* 2 */
    uint32_t flags;    /* 4: bit 0 package, 1 ACPI ID valid, 2 thread, 3 leaf, 4 identical */
    uint32_t parent;   /* 8 */
    uint32_t acpi_processor_id;           /* 12 */
    uint32_t number_of_private_resources; /* 16: references of 4 bytes follow */
} ACPI_PACKED;
ACPI_SIZE(acpi_pptt_processor, 20);

/* "PPTT" 0.*: Private resource, a reference to another structure (5.2.30.1) */
struct acpi_pptt_resource {
    uint32_t reference; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pptt_resource, 4);

/* "PPTT" 1: Cache Type (5.2.30.2) */
struct acpi_pptt_cache {
    uint8_t type;                 /* 0 */
    uint8_t length;               /* 1 */
    uint16_t reserved;            /* 2 */
    uint32_t flags;               /* 4: which of the fields are valid */
    uint32_t next_level_of_cache; /* 8 */
    uint32_t size;                /* 12: bytes */
    uint32_t number_of_sets;      /* 16 */
    uint8_t associativity;        /* 20 */
    uint8_t attributes;           /* 21: bits 0-1 allocation, 2-3 type, 4 write through */
    uint16_t line_size;           /* 22 */
    uint32_t cache_id;            /* 24: from revision 3 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pptt_cache, 28);

/* "PPTT" 2: ID (ACPI 6.3, 5.2.29.3) */
struct acpi_pptt_id {
    uint8_t type;       /* 0 */
    uint8_t length;     /* 1 */
    uint16_t reserved;  /* 2 */
    uint32_t vendor_id; /* 4 */
    uint64_t level1_id; /* 8 */
    uint64_t level2_id; /* 16 */
    uint16_t major_rev; /* 24 */
    uint16_t minor_rev; /* 26 */
    uint16_t spin_rev;  /* 28 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pptt_id, 30);

/* "CPEP": Corrected Platform Error Polling Table (5.2.18) */
struct acpi_cpep {
    struct acpi_header header; /* 0 */
    uint64_t reserved;         /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cpep, 44);

/* "CPEP" 0: Corrected Platform Error Polling Processor (5.2.18.1) */
struct acpi_cpep_processor {
    uint8_t type;              /* 0 */
    uint8_t length;            /* 1 */
    uint8_t processor_id;      /* 2 */
    uint8_t processor_eid;     /* 3 */
    uint32_t polling_interval; /* 4: milliseconds */
} ACPI_PACKED;
ACPI_SIZE(acpi_cpep_processor, 8);

/* "CDAT": Coherent Device Attribute Table; has a header of its own (CDAT Specification 1.04) */
struct acpi_cdat {
    uint32_t length;     /* 0 */
    uint8_t revision;    /* 4 */
    uint8_t checksum;    /* 5 */
    uint8_t reserved[6]; /* 6 */
    uint32_t sequence;   /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat, 16);

/* "CDAT" 0: Device Scoped Memory Affinity, DSMAS */
struct acpi_cdat_dsmas {
    uint8_t type;         /* 0 */
    uint8_t reserved;     /* 1 */
    uint16_t length;      /* 2 */
    uint8_t dsmad_handle; /* 4 */
    uint8_t flags;        /* 5 */
    uint16_t reserved2;   /* 6 */
    uint64_t dpa_base;    /* 8 */
    uint64_t dpa_length;  /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat_dsmas, 24);

/* "CDAT" 1: Device Scoped Latency and Bandwidth Information, DSLBIS */
struct acpi_cdat_dslbis {
    uint8_t type;             /* 0 */
    uint8_t reserved;         /* 1 */
    uint16_t length;          /* 2 */
    uint8_t handle;           /* 4 */
    uint8_t flags;            /* 5 */
    uint8_t data_type;        /* 6 */
    uint8_t reserved2;        /* 7 */
    uint64_t entry_base_unit; /* 8 */
    uint16_t entry[3];        /* 16 */
    uint16_t reserved3;       /* 22 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat_dslbis, 24);

/* "CDAT" 2: Device Scoped Memory Side Cache Information, DSMSCIS */
struct acpi_cdat_dsmscis {
    uint8_t type;                    /* 0 */
    uint8_t reserved;                /* 1 */
    uint16_t length;                 /* 2 */
    uint8_t dsmas_handle;            /* 4 */
    uint8_t reserved2[3];            /* 5 */
    uint64_t memory_side_cache_size; /* 8 */
    uint32_t cache_attributes;       /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat_dsmscis, 20);

/* "CDAT" 3: Device Scoped Initiator, DSIS */
struct acpi_cdat_dsis {
    uint8_t type;       /* 0 */
    uint8_t reserved;   /* 1 */
    uint16_t length;    /* 2 */
    uint8_t flags;      /* 4 */
    uint8_t handle;     /* 5 */
    uint16_t reserved2; /* 6 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat_dsis, 8);

/* "CDAT" 4: Device Scoped EFI Memory Type, DSEMTS */
struct acpi_cdat_dsemts {
    uint8_t type;            /* 0 */
    uint8_t reserved;        /* 1 */
    uint16_t length;         /* 2 */
    uint8_t dsmas_handle;    /* 4 */
    uint8_t efi_memory_type; /* 5 */
    uint16_t reserved2;      /* 6 */
    uint64_t dpa_offset;     /* 8 */
    uint64_t dpa_length;     /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat_dsemts, 24);

/* "CDAT" 5: Switch Scoped Latency and Bandwidth Information, SSLBIS */
struct acpi_cdat_sslbis {
    uint8_t type;             /* 0 */
    uint8_t reserved;         /* 1 */
    uint16_t length;          /* 2 */
    uint8_t data_type;        /* 4 */
    uint8_t reserved2[3];     /* 5 */
    uint64_t entry_base_unit; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat_sslbis, 16);

/* "CDAT" 5.*: SSLBE entry */
struct acpi_cdat_sslbe {
    uint16_t port_x_id;            /* 0 */
    uint16_t port_y_id;            /* 2 */
    uint16_t latency_or_bandwidth; /* 4 */
    uint16_t reserved;             /* 6 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cdat_sslbe, 8);

/* "RHCT": RISC-V Hart Capabilities Table (6.6, 5.2.37) */
struct acpi_rhct {
    struct acpi_header header;     /* 0 */
    uint32_t flags;                /* 36 */
    uint64_t time_base_frequency;  /* 40: Hz */
    uint32_t number_of_nodes;      /* 48 */
    uint32_t offset_to_node_array; /* 52 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rhct, 56);

/* "RHCT" 0: ISA String */
struct acpi_rhct_isa_string {
    uint16_t type;       /* 0 */
    uint16_t length;     /* 2 */
    uint16_t revision;   /* 4 */
    uint16_t isa_length; /* 6: the string follows */
} ACPI_PACKED;
ACPI_SIZE(acpi_rhct_isa_string, 8);

/* "RHCT" 1: Cache Management Operations, CMO */
struct acpi_rhct_cmo {
    uint16_t type;     /* 0 */
    uint16_t length;   /* 2 */
    uint16_t revision; /* 4 */
    uint8_t reserved;  /* 6 */
    uint8_t cbom_size; /* 7: power of two */
    uint8_t cbop_size; /* 8 */
    uint8_t cboz_size; /* 9 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rhct_cmo, 10);

/* "RHCT" 2: MMU */
struct acpi_rhct_mmu {
    uint16_t type;     /* 0 */
    uint16_t length;   /* 2 */
    uint16_t revision; /* 4 */
    uint8_t reserved;  /* 6 */
    uint8_t mmu_type;  /* 7: 0 Sv39, 1 Sv48, 2 Sv57 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rhct_mmu, 8);

/* "RHCT" 65535: Hart Info */
struct acpi_rhct_hart_info {
    uint16_t type;               /* 0 */
    uint16_t length;             /* 2 */
    uint16_t revision;           /* 4 */
    uint16_t number_of_offsets;  /* 6 */
    uint32_t acpi_processor_uid; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rhct_hart_info, 12);

/* "RHCT" 65535.*: Offset of a node that describes the hart */
struct acpi_rhct_offset {
    uint32_t offset; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rhct_offset, 4);

/* "APMT": Arm Performance Monitoring Unit Table (Arm DEN0117) */
struct acpi_apmt {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_apmt, 36);

/* "APMT" *: PMU node */
struct acpi_apmt_node {
    uint16_t length;                   /* 0 */
    uint8_t flags;                     /* 2 */
    uint8_t type;                      /* 3 */
    uint32_t identifier;               /* 4 */
    uint64_t instance_primary;         /* 8 */
    uint32_t instance_secondary;       /* 16 */
    uint64_t base_address0;            /* 20 */
    uint64_t base_address1;            /* 28 */
    uint32_t overflow_interrupt;       /* 36 */
    uint32_t reserved;                 /* 40 */
    uint32_t overflow_interrupt_flags; /* 44 */
    uint32_t processor_affinity;       /* 48 */
    uint32_t implementation_id;        /* 52 */
} ACPI_PACKED;
ACPI_SIZE(acpi_apmt_node, 56);

/* "MPAM": Memory System Resource Partitioning and Monitoring Table (Arm DEN0065) */
struct acpi_mpam {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mpam, 36);

/* "MPAM" *: Memory System Component, MSC */
struct acpi_mpam_msc {
    uint16_t length;                       /* 0 */
    uint8_t interface_type;                /* 2 */
    uint8_t reserved;                      /* 3 */
    uint32_t identifier;                   /* 4 */
    uint64_t base_address;                 /* 8 */
    uint32_t mmio_size;                    /* 16 */
    uint32_t overflow_interrupt;           /* 20 */
    uint32_t overflow_interrupt_flags;     /* 24 */
    uint32_t reserved2;                    /* 28 */
    uint32_t overflow_interrupt_affinity;  /* 32 */
    uint32_t error_interrupt;              /* 36 */
    uint32_t error_interrupt_flags;        /* 40 */
    uint32_t reserved3;                    /* 44 */
    uint32_t error_interrupt_affinity;     /* 48 */
    uint32_t max_nrdy_usec;                /* 52 */
    char hardware_id_of_linked_device[8];  /* 56 */
    uint32_t instance_id_of_linked_device; /* 64 */
    uint32_t number_of_resource_nodes;     /* 68 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mpam_msc, 72);
