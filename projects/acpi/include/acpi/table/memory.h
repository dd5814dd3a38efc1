/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory devices and what manages them: NFIT, CEDT, PMTT, MPST, MRRM, RASF, RAS2, PCCT, PDTT, ERDT,
 * BDAT. How to read these: acpi/table/base.h.
 */
#pragma once
#include "acpi/table/base.h"

/* "NFIT": NVDIMM Firmware Interface Table (5.2.26) */
struct acpi_nfit {
    struct acpi_header header; /* 0 */
    uint32_t reserved;         /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit, 40);

/* "NFIT" 0: System Physical Address Range (5.2.26.2) */
struct acpi_nfit_spa {
    uint16_t type;                       /* 0 */
    uint16_t length;                     /* 2 */
    uint16_t spa_range_structure_index;  /* 4 */
    uint16_t flags;                      /* 6 */
    uint32_t reserved;                   /* 8 */
    uint32_t proximity_domain;           /* 12 */
    struct acpi_guid address_range_type; /* 16 */
    uint64_t range_base;                 /* 32 */
    uint64_t range_length;               /* 40 */
    uint64_t memory_mapping_attribute;   /* 48 */
    uint64_t spa_location_cookie;        /* 56: from ACPI 6.4 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_spa, 64);

/* "NFIT" 1: NVDIMM Region Mapping (5.2.26.3) */
struct acpi_nfit_region {
    uint16_t type;                                /* 0 */
    uint16_t length;                              /* 2 */
    uint32_t nfit_device_handle;                  /* 4 */
    uint16_t nvdimm_physical_id;                  /* 8 */
    uint16_t nvdimm_region_id;                    /* 10 */
    uint16_t spa_range_structure_index;           /* 12 */
    uint16_t control_region_structure_index;      /* 14 */
    uint64_t nvdimm_region_size;                  /* 16 */
    uint64_t region_offset;                       /* 24 */
    uint64_t nvdimm_physical_address_region_base; /* 32 */
    uint16_t interleave_structure_index;          /* 40 */
    uint16_t interleave_ways;                     /* 42 */
    uint16_t nvdimm_state_flags;                  /* 44 */
    uint16_t reserved;                            /* 46 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_region, 48);

/* "NFIT" 2: Interleave (5.2.26.4) */
struct acpi_nfit_interleave {
    uint16_t type;                       /* 0 */
    uint16_t length;                     /* 2 */
    uint16_t interleave_structure_index; /* 4 */
    uint16_t reserved;                   /* 6 */
    uint32_t number_of_lines_described;  /* 8: offsets of 4 bytes follow */
    uint32_t line_size;                  /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_interleave, 16);

/* "NFIT" 2.*: Line offset (5.2.26.4) */
struct acpi_nfit_line_offset {
    uint32_t line_offset; /* 0: in line sizes */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_line_offset, 4);

/* "NFIT" 3: SMBIOS Management Information; SMBIOS tables follow (5.2.26.5) */
struct acpi_nfit_smbios {
    uint16_t type;     /* 0 */
    uint16_t length;   /* 2 */
    uint32_t reserved; /* 4 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_smbios, 8);

/* "NFIT" 4: NVDIMM Control Region; ends at 32 when it has no block windows (5.2.26.6) */
struct acpi_nfit_control {
    uint16_t type;                            /* 0 */
    uint16_t length;                          /* 2 */
    uint16_t control_region_structure_index;  /* 4 */
    uint16_t vendor_id;                       /* 6 */
    uint16_t device_id;                       /* 8 */
    uint16_t revision_id;                     /* 10 */
    uint16_t subsystem_vendor_id;             /* 12 */
    uint16_t subsystem_device_id;             /* 14 */
    uint16_t subsystem_revision_id;           /* 16 */
    uint8_t valid_fields;                     /* 18 */
    uint8_t manufacturing_location;           /* 19 */
    uint16_t manufacturing_date;              /* 20 */
    uint16_t reserved;                        /* 22 */
    uint32_t serial_number;                   /* 24 */
    uint16_t region_format_interface_code;    /* 28 */
    uint16_t number_of_block_control_windows; /* 30 */
    uint64_t size_of_block_control_window;    /* 32 */
    uint64_t command_register_offset;         /* 40 */
    uint64_t command_register_size;           /* 48 */
    uint64_t status_register_offset;          /* 56 */
    uint64_t status_register_size;            /* 64 */
    uint16_t nvdimm_control_region_flag;      /* 72 */
    uint8_t reserved2[6];                     /* 74 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_control, 80);

/* "NFIT" 5: NVDIMM Block Data Window Region (5.2.26.7) */
struct acpi_nfit_block_data {
    uint16_t type;                             /* 0 */
    uint16_t length;                           /* 2 */
    uint16_t control_region_structure_index;   /* 4 */
    uint16_t number_of_block_data_windows;     /* 6 */
    uint64_t block_data_window_start_offset;   /* 8 */
    uint64_t size_of_block_data_window;        /* 16 */
    uint64_t block_accessible_memory_capacity; /* 24 */
    uint64_t beginning_address;                /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_block_data, 40);

/* "NFIT" 6: Flush Hint Address (5.2.26.8) */
struct acpi_nfit_flush_hint {
    uint16_t type;                           /* 0 */
    uint16_t length;                         /* 2 */
    uint32_t nfit_device_handle;             /* 4 */
    uint16_t number_of_flush_hint_addresses; /* 8: of 8 bytes each, that follow */
    uint8_t reserved[6];                     /* 10 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_flush_hint, 16);

/* "NFIT" 6.*: Flush hint address (5.2.26.8) */
struct acpi_nfit_flush_address {
    uint64_t address; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_flush_address, 8);

/* "NFIT" 7: Platform Capabilities (5.2.26.9) */
struct acpi_nfit_capabilities {
    uint16_t type;                    /* 0 */
    uint16_t length;                  /* 2 */
    uint8_t highest_valid_capability; /* 4: bit number */
    uint8_t reserved[3];              /* 5 */
    uint32_t capabilities;            /* 8 */
    uint32_t reserved2;               /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nfit_capabilities, 16);

/* "CEDT": CXL Early Discovery Table (CXL 3.1, 9.18.1) */
struct acpi_cedt {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cedt, 36);

/* "CEDT" 0: CXL Host Bridge Structure, CHBS (CXL 9.18.1.2) */
struct acpi_cedt_chbs {
    uint8_t type;          /* 0 */
    uint8_t reserved;      /* 1 */
    uint16_t length;       /* 2 */
    uint32_t uid;          /* 4: of the host bridge */
    uint32_t cxl_version;  /* 8: 0 CXL 1.1, 1 CXL 2.0 */
    uint32_t reserved2;    /* 12 */
    uint64_t base;         /* 16 */
    uint64_t range_length; /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cedt_chbs, 32);

/* "CEDT" 1: CXL Fixed Memory Window Structure, CFMWS (CXL 9.18.1.3) */
struct acpi_cedt_cfmws {
    uint8_t type;                  /* 0 */
    uint8_t reserved;              /* 1 */
    uint16_t length;               /* 2 */
    uint32_t reserved2;            /* 4 */
    uint64_t base_hpa;             /* 8 */
    uint64_t window_size;          /* 16 */
    uint8_t eniw;                  /* 24: encoded number of interleave ways */
    uint8_t interleave_arithmetic; /* 25: 0 modulo, 1 XOR */
    uint16_t reserved3;            /* 26 */
    uint32_t hbig;                 /* 28: host bridge interleave granularity */
    uint16_t window_restrictions;  /* 32 */
    uint16_t qtg_id;               /* 34: targets of 4 bytes follow */
} ACPI_PACKED;
ACPI_SIZE(acpi_cedt_cfmws, 36);

/* "CEDT" 1.*: Interleave target */
struct acpi_cedt_target {
    uint32_t target; /* 0: UID of a host bridge */
} ACPI_PACKED;
ACPI_SIZE(acpi_cedt_target, 4);

/* "CEDT" 2: CXL XOR Interleave Math Structure, CXIMS (CXL 9.18.1.4) */
struct acpi_cedt_cxims {
    uint8_t type;       /* 0 */
    uint8_t reserved;   /* 1 */
    uint16_t length;    /* 2 */
    uint16_t reserved2; /* 4 */
    uint8_t hbig;       /* 6 */
    uint8_t nib;        /* 7: number of bitmaps of 8 bytes that follow */
} ACPI_PACKED;
ACPI_SIZE(acpi_cedt_cxims, 8);

/* "CEDT" 2.*: XOR map */
struct acpi_cedt_xormap {
    uint64_t xormap; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cedt_xormap, 8);

/* "CEDT" 3: RCEC Downstream Port Association Structure, RDPAS (CXL 9.18.1.5) */
struct acpi_cedt_rdpas {
    uint8_t type;          /* 0 */
    uint8_t reserved;      /* 1 */
    uint16_t length;       /* 2 */
    uint16_t rcec_segment; /* 4 */
    uint16_t rcec_bdf;     /* 6 */
    uint8_t protocol_type; /* 8 */
    uint64_t base_address; /* 9 */
} ACPI_PACKED;
ACPI_SIZE(acpi_cedt_rdpas, 17);

/* "PMTT": Platform Memory Topology Table (5.2.21.12) */
struct acpi_pmtt {
    struct acpi_header header;         /* 0 */
    uint32_t number_of_memory_devices; /* 36: reserved before ACPI 6.4 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pmtt, 40);

/* "PMTT" *: Memory device: 0 socket, 1 memory controller, 2 DIMM, 255 vendor; the devices inside it
 * follow */
struct acpi_pmtt_device {
    uint8_t type;     /* 0 */
    uint8_t reserved; /* 1 */
    uint16_t length;  /* 2 */
    uint16_t flags; /* 4: bit 0 top level, bit 1 physical, bits 2-3 volatile, both, non-volatile */
    uint16_t reserved2;                /* 6 */
    uint32_t number_of_memory_devices; /* 8: in revision 1 what the type adds begins here */
} ACPI_PACKED;
ACPI_SIZE(acpi_pmtt_device, 12);

/* "MPST": Memory Power State Table; characteristics follow the nodes (5.2.21) */
struct acpi_mpst {
    struct acpi_header header;        /* 0 */
    uint8_t pcc_id;                   /* 36 */
    uint8_t reserved[3];              /* 37 */
    uint16_t memory_power_node_count; /* 40 */
    uint16_t reserved2;               /* 42 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mpst, 44);

/* "MPST" *: Memory Power Node; power states (2 bytes each), then component IDs (2 bytes each)
 * follow (5.2.21.7) */
struct acpi_mpst_node {
    uint8_t flag;                           /* 0: bit 0 enabled, 1 power managed, 2 hot pluggable */
    uint8_t reserved;                       /* 1 */
    uint16_t memory_power_node_id;          /* 2 */
    uint32_t length;                        /* 4 */
    uint64_t base_address;                  /* 8 */
    uint64_t range_length;                  /* 16 */
    uint32_t number_of_power_states;        /* 24 */
    uint32_t number_of_physical_components; /* 28 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mpst_node, 32);

/* "MRRM": Memory Range and Region Mapping Table (Intel RDT Architecture Specification 1.2) */
struct acpi_mrrm {
    struct acpi_header header;  /* 0 */
    uint8_t max_memory_regions; /* 36 */
    uint8_t flags;              /* 37 */
    uint8_t reserved[26];       /* 38 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mrrm, 64);

/* "MRRM" 0: Memory Range Entry */
struct acpi_mrrm_range {
    uint16_t type;            /* 0 */
    uint16_t length;          /* 2 */
    uint32_t reserved;        /* 4 */
    uint64_t base;            /* 8 */
    uint64_t range_length;    /* 16 */
    uint16_t region_id_flags; /* 24: bit 0 local valid, bit 1 remote valid */
    uint8_t local_region_id;  /* 26 */
    uint8_t remote_region_id; /* 27 */
    uint32_t reserved2;       /* 28 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mrrm_range, 32);

/* "ERDT": Enhanced Resource Director Technology Table (Intel RDT Architecture Specification 1.2) */
struct acpi_erdt {
    struct acpi_header header; /* 0 */
    uint32_t max_clos;         /* 36 */
    uint8_t reserved[24];      /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_erdt, 64);

/* "ERDT" *: Resource Management Domain Description or another structure; what its type adds follows
 */
struct acpi_erdt_structure {
    uint16_t type;   /* 0 */
    uint16_t length; /* 2 */
} ACPI_PACKED;
ACPI_SIZE(acpi_erdt_structure, 4);

/* "RASF": ACPI RAS Feature Table (5.2.20) */
struct acpi_rasf {
    struct acpi_header header;  /* 0 */
    uint8_t pcc_identifier[12]; /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rasf, 48);

/* "RAS2": ACPI RAS2 Feature Table (5.2.21) */
struct acpi_ras2 {
    struct acpi_header header;          /* 0 */
    uint16_t reserved;                  /* 36 */
    uint16_t number_of_pcc_descriptors; /* 38 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ras2, 40);

/* "RAS2" *: PCC Descriptor (5.2.21.1) */
struct acpi_ras2_descriptor {
    uint8_t pcc_identifier; /* 0 */
    uint16_t reserved;      /* 1 */
    uint8_t feature_type;   /* 3 */
    uint32_t instance;      /* 4 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ras2_descriptor, 8);

/* "PCCT": Platform Communications Channel Table (14.1) */
struct acpi_pcct {
    struct acpi_header header; /* 0 */
    uint32_t flags;            /* 36: bit 0 platform interrupt */
    uint64_t reserved;         /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pcct, 48);

/* "PCCT" 0: Generic Communications Subspace (14.1.2) */
struct acpi_pcct_generic {
    uint8_t type;                             /* 0 */
    uint8_t length;                           /* 1 */
    uint8_t reserved[6];                      /* 2 */
    uint64_t base_address;                    /* 8 */
    uint64_t memory_length;                   /* 16 */
    struct acpi_gas doorbell_register;        /* 24 */
    uint64_t doorbell_preserve;               /* 36 */
    uint64_t doorbell_write;                  /* 44 */
    uint32_t nominal_latency;                 /* 52: microseconds */
    uint32_t maximum_periodic_access_rate;    /* 56: per minute */
    uint16_t minimum_request_turnaround_time; /* 60: microseconds */
} ACPI_PACKED;
ACPI_SIZE(acpi_pcct_generic, 62);

/* "PCCT" 1: HW-Reduced Communications Subspace (14.1.3) */
struct acpi_pcct_reduced {
    uint8_t type;                             /* 0 */
    uint8_t length;                           /* 1 */
    uint32_t platform_interrupt;              /* 2: GSIV */
    uint8_t platform_interrupt_flags;         /* 6: bit 0 active low, bit 1 edge */
    uint8_t reserved;                         /* 7 */
    uint64_t base_address;                    /* 8 */
    uint64_t memory_length;                   /* 16 */
    struct acpi_gas doorbell_register;        /* 24 */
    uint64_t doorbell_preserve;               /* 36 */
    uint64_t doorbell_write;                  /* 44 */
    uint32_t nominal_latency;                 /* 52 */
    uint32_t maximum_periodic_access_rate;    /* 56 */
    uint16_t minimum_request_turnaround_time; /* 60 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pcct_reduced, 62);

/* "PCCT" 2: HW-Reduced Communications Subspace Type 2 (14.1.4) */
struct acpi_pcct_reduced2 {
    struct acpi_pcct_reduced reduced;                /* 0 */
    struct acpi_gas platform_interrupt_ack_register; /* 62 */
    uint64_t platform_interrupt_ack_preserve;        /* 74 */
    uint64_t platform_interrupt_ack_write;           /* 82 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pcct_reduced2, 90);

/* "PCCT" 3,4: Extended PCC Subspace, initiator (3), responder (4) (14.1.5) */
struct acpi_pcct_extended {
    uint8_t type;                                     /* 0 */
    uint8_t length;                                   /* 1 */
    uint32_t platform_interrupt;                      /* 2 */
    uint8_t platform_interrupt_flags;                 /* 6 */
    uint8_t reserved;                                 /* 7 */
    uint64_t base_address;                            /* 8 */
    uint32_t memory_length;                           /* 16 */
    struct acpi_gas doorbell_register;                /* 20 */
    uint64_t doorbell_preserve;                       /* 32 */
    uint64_t doorbell_write;                          /* 40 */
    uint32_t nominal_latency;                         /* 48 */
    uint32_t maximum_periodic_access_rate;            /* 52 */
    uint32_t minimum_request_turnaround_time;         /* 56 */
    struct acpi_gas platform_interrupt_ack_register;  /* 60 */
    uint64_t platform_interrupt_ack_preserve;         /* 72 */
    uint64_t platform_interrupt_ack_set;              /* 80 */
    uint64_t reserved2;                               /* 88 */
    struct acpi_gas command_complete_check_register;  /* 96 */
    uint64_t command_complete_check_mask;             /* 108 */
    struct acpi_gas command_complete_update_register; /* 116 */
    uint64_t command_complete_update_preserve;        /* 128 */
    uint64_t command_complete_update_set;             /* 136 */
    struct acpi_gas error_status_register;            /* 144 */
    uint64_t error_status_mask;                       /* 156 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pcct_extended, 164);

/* "PCCT" 5: HW Registers based Communications Subspace (14.1.6) */
struct acpi_pcct_registers {
    uint8_t type;                                    /* 0 */
    uint8_t length;                                  /* 1 */
    uint16_t version;                                /* 2 */
    uint64_t base_address;                           /* 4 */
    uint64_t memory_length;                          /* 12 */
    struct acpi_gas doorbell_register;               /* 20 */
    uint64_t doorbell_preserve;                      /* 32 */
    uint64_t doorbell_write;                         /* 40 */
    struct acpi_gas command_complete_check_register; /* 48 */
    uint64_t command_complete_check_mask;            /* 60 */
    struct acpi_gas error_status_register;           /* 68 */
    uint64_t error_status_mask;                      /* 80 */
    uint32_t nominal_latency;                        /* 88 */
    uint32_t minimum_request_turnaround_time;        /* 92 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pcct_registers, 96);

/* "PDTT": Platform Debug Trigger Table (5.2.29) */
struct acpi_pdtt {
    struct acpi_header header;                /* 0 */
    uint8_t trigger_count;                    /* 36 */
    uint8_t reserved[3];                      /* 37 */
    uint32_t trigger_identifier_array_offset; /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_pdtt, 44);

/* "PDTT" *: PCC Subchannel Identifier (5.2.29.1) */
struct acpi_pdtt_trigger {
    uint8_t subchannel_identifier; /* 0 */
    uint8_t flags;                 /* 1: bit 0 runtime, 1 wait for completion, 2 trigger order */
} ACPI_PACKED;
ACPI_SIZE(acpi_pdtt_trigger, 2);

/* "BDAT": BIOS Data ACPI Table (Intel BDAT Interface Specification) */
struct acpi_bdat {
    struct acpi_header header; /* 0 */
    struct acpi_gas gas;       /* 36: of the BDAT structure */
} ACPI_PACKED;
ACPI_SIZE(acpi_bdat, 48);
