/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What went wrong and who is told: BERT, HEST, ERST, EINJ, AEST, SDEI, AGDI, PHAT, FPDT and its
 * S3PT, FBPT. How to read these: acpi/table/base.h.
 */
#pragma once
#include "acpi/table/base.h"

/* "BERT": Boot Error Record Table (18.3.1) */
struct acpi_bert {
    struct acpi_header header;         /* 0 */
    uint32_t boot_error_region_length; /* 36 */
    uint64_t boot_error_region;        /* 40: physical */
} ACPI_PACKED;
ACPI_SIZE(acpi_bert, 48);

/* "HEST": Hardware Error Source Table (18.3.2) */
struct acpi_hest {
    struct acpi_header header;   /* 0 */
    uint32_t error_source_count; /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest, 40);

/* "*": Hardware Error Notification (18.3.2.9) */
struct acpi_hest_notification {
    uint8_t type;                                /* 0: 0 polled, 1 GSI, 3 SCI, 4 NMI, ... 11 SDEI */
    uint8_t length;                              /* 1: 28 */
    uint16_t configuration_write_enable;         /* 2 */
    uint32_t poll_interval;                      /* 4: milliseconds */
    uint32_t vector;                             /* 8 */
    uint32_t switch_to_polling_threshold_value;  /* 12 */
    uint32_t switch_to_polling_threshold_window; /* 16: milliseconds */
    uint32_t error_threshold_value;              /* 20 */
    uint32_t error_threshold_window;             /* 24: milliseconds */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_notification, 28);

/* "HEST" 0: IA-32 Architecture Machine Check Exception (18.3.2.1) */
struct acpi_hest_machine_check {
    uint16_t type;                        /* 0 */
    uint16_t source_id;                   /* 2 */
    uint16_t reserved;                    /* 4 */
    uint8_t flags;                        /* 6: bit 0 FIRMWARE_FIRST, bit 2 GHES_ASSIST */
    uint8_t enabled;                      /* 7 */
    uint32_t records_to_preallocate;      /* 8 */
    uint32_t max_sections_per_record;     /* 12 */
    uint64_t global_capability_init_data; /* 16 */
    uint64_t global_control_init_data;    /* 24 */
    uint8_t number_of_hardware_banks;     /* 32 */
    uint8_t reserved2[7];                 /* 33 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_machine_check, 40);

/* "HEST" 1,11: IA-32 Corrected (1), Deferred (11) Machine Check (18.3.2.2, 18.3.2.10) */
struct acpi_hest_corrected {
    uint16_t type;                              /* 0 */
    uint16_t source_id;                         /* 2 */
    uint16_t reserved;                          /* 4 */
    uint8_t flags;                              /* 6 */
    uint8_t enabled;                            /* 7 */
    uint32_t records_to_preallocate;            /* 8 */
    uint32_t max_sections_per_record;           /* 12 */
    struct acpi_hest_notification notification; /* 16 */
    uint8_t number_of_hardware_banks;           /* 44 */
    uint8_t reserved2[3];                       /* 45 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_corrected, 48);

/* "HEST" 0,1,11.*: IA-32 Machine Check Bank (18.3.2.1.1) */
struct acpi_hest_bank {
    uint8_t bank_number;                    /* 0 */
    uint8_t clear_status_on_initialization; /* 1: 0 clear */
    uint8_t status_data_format;             /* 2: 0 IA-32, 1 Intel 64, 2 AMD64 */
    uint8_t reserved;                       /* 3 */
    uint32_t control_register_msr_address;  /* 4 */
    uint64_t control_init_data;             /* 8 */
    uint32_t status_register_msr_address;   /* 16 */
    uint32_t address_register_msr_address;  /* 20 */
    uint32_t misc_register_msr_address;     /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_bank, 28);

/* "HEST" 2: IA-32 Non-Maskable Interrupt (18.3.2.3) */
struct acpi_hest_nmi {
    uint16_t type;                    /* 0 */
    uint16_t source_id;               /* 2 */
    uint32_t reserved;                /* 4 */
    uint32_t records_to_preallocate;  /* 8 */
    uint32_t max_sections_per_record; /* 12 */
    uint32_t max_raw_data_length;     /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_nmi, 20);

/* "HEST" 6: PCI Express Root Port AER (18.3.2.4) */
struct acpi_hest_aer_root {
    uint16_t type;                                    /* 0 */
    uint16_t source_id;                               /* 2 */
    uint16_t reserved;                                /* 4 */
    uint8_t flags;                                    /* 6: bit 0 FIRMWARE_FIRST, bit 1 GLOBAL */
    uint8_t enabled;                                  /* 7 */
    uint32_t records_to_preallocate;                  /* 8 */
    uint32_t max_sections_per_record;                 /* 12 */
    uint32_t bus;                                     /* 16: bits 8-15 bus, bits 16-31 segment */
    uint16_t device;                                  /* 20 */
    uint16_t function;                                /* 22 */
    uint16_t device_control;                          /* 24 */
    uint16_t reserved2;                               /* 26 */
    uint32_t uncorrectable_error_mask;                /* 28 */
    uint32_t uncorrectable_error_severity;            /* 32 */
    uint32_t correctable_error_mask;                  /* 36 */
    uint32_t advanced_error_capabilities_and_control; /* 40 */
    uint32_t root_error_command;                      /* 44 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_aer_root, 48);

/* "HEST" 7: PCI Express Device AER (18.3.2.5) */
struct acpi_hest_aer_device {
    uint16_t type;                                    /* 0 */
    uint16_t source_id;                               /* 2 */
    uint16_t reserved;                                /* 4 */
    uint8_t flags;                                    /* 6 */
    uint8_t enabled;                                  /* 7 */
    uint32_t records_to_preallocate;                  /* 8 */
    uint32_t max_sections_per_record;                 /* 12 */
    uint32_t bus;                                     /* 16 */
    uint16_t device;                                  /* 20 */
    uint16_t function;                                /* 22 */
    uint16_t device_control;                          /* 24 */
    uint16_t reserved2;                               /* 26 */
    uint32_t uncorrectable_error_mask;                /* 28 */
    uint32_t uncorrectable_error_severity;            /* 32 */
    uint32_t correctable_error_mask;                  /* 36 */
    uint32_t advanced_error_capabilities_and_control; /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_aer_device, 44);

/* "HEST" 8: PCI Express/PCI-X Bridge AER (18.3.2.6) */
struct acpi_hest_aer_bridge {
    struct acpi_hest_aer_device device;                         /* 0 */
    uint32_t secondary_uncorrectable_error_mask;                /* 44 */
    uint32_t secondary_uncorrectable_error_severity;            /* 48 */
    uint32_t secondary_advanced_error_capabilities_and_control; /* 52 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_aer_bridge, 56);

/* "HEST" 9: Generic Hardware Error Source (18.3.2.7) */
struct acpi_hest_generic {
    uint16_t type;                              /* 0 */
    uint16_t source_id;                         /* 2 */
    uint16_t related_source_id;                 /* 4 */
    uint8_t flags;                              /* 6 */
    uint8_t enabled;                            /* 7 */
    uint32_t records_to_preallocate;            /* 8 */
    uint32_t max_sections_per_record;           /* 12 */
    uint32_t max_raw_data_length;               /* 16 */
    struct acpi_gas error_status_address;       /* 20 */
    struct acpi_hest_notification notification; /* 32 */
    uint32_t error_status_block_length;         /* 60 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_generic, 64);

/* "HEST" 10: Generic Hardware Error Source version 2 (18.3.2.8) */
struct acpi_hest_generic2 {
    struct acpi_hest_generic generic;  /* 0 */
    struct acpi_gas read_ack_register; /* 64 */
    uint64_t read_ack_preserve;        /* 76 */
    uint64_t read_ack_write;           /* 84 */
} ACPI_PACKED;
ACPI_SIZE(acpi_hest_generic2, 92);

/* "ERST": Error Record Serialization Table (18.5.1) */
struct acpi_erst {
    struct acpi_header header;          /* 0 */
    uint32_t serialization_header_size; /* 36 */
    uint32_t reserved;                  /* 40 */
    uint32_t instruction_entry_count;   /* 44 */
} ACPI_PACKED;
ACPI_SIZE(acpi_erst, 48);

/* "ERST" *: Serialization Instruction Entry (18.5.1.2) */
struct acpi_erst_entry {
    uint8_t serialization_action;    /* 0 */
    uint8_t instruction;             /* 1 */
    uint8_t flags;                   /* 2: bit 0 preserve register */
    uint8_t reserved;                /* 3 */
    struct acpi_gas register_region; /* 4 */
    uint64_t value;                  /* 16 */
    uint64_t mask;                   /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_erst_entry, 32);

/* "EINJ": Error Injection Table (18.6.1) */
struct acpi_einj {
    struct acpi_header header;      /* 0 */
    uint32_t injection_header_size; /* 36 */
    uint8_t injection_flags;        /* 40 */
    uint8_t reserved[3];            /* 41 */
    uint32_t injection_entry_count; /* 44 */
} ACPI_PACKED;
ACPI_SIZE(acpi_einj, 48);

/* "EINJ" *: Injection Instruction Entry (18.6.2) */
struct acpi_einj_entry {
    uint8_t injection_action;        /* 0 */
    uint8_t instruction;             /* 1 */
    uint8_t flags;                   /* 2 */
    uint8_t reserved;                /* 3 */
    struct acpi_gas register_region; /* 4 */
    uint64_t value;                  /* 16 */
    uint64_t mask;                   /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_einj_entry, 32);

/* "AEST": Arm Error Source Table (Arm DEN0085) */
struct acpi_aest {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_aest, 36);

/* "AEST" *: Node: 0 processor, 1 memory, 2 SMMU, 3 vendor, 4 GIC; what its type adds follows */
struct acpi_aest_node {
    uint8_t type;                            /* 0 */
    uint16_t length;                         /* 1 */
    uint8_t reserved;                        /* 3 */
    uint32_t offset_to_node_data;            /* 4 */
    uint32_t offset_to_interface;            /* 8 */
    uint32_t offset_to_interrupts;           /* 12 */
    uint32_t interrupts;                     /* 16: number */
    uint64_t timestamp_rate;                 /* 20 */
    uint64_t reserved2;                      /* 28 */
    uint64_t error_injection_countdown_rate; /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_aest_node, 44);

/* "SDEI": Software Delegated Exceptions Interface (Arm DEN0054); being there is all it says */
struct acpi_sdei {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_sdei, 36);

/* "AGDI": Arm Generic Diagnostic Dump and Reset Device Interface (Arm DEN0093) */
struct acpi_agdi {
    struct acpi_header header; /* 0 */
    uint8_t flags;             /* 36: bit 0 signalled by interrupt, else by SDEI */
    uint8_t reserved[3];       /* 37 */
    uint32_t sdei_event;       /* 40 */
    uint32_t gsiv;             /* 44 */
} ACPI_PACKED;
ACPI_SIZE(acpi_agdi, 48);

/* "PHAT": Platform Health Assessment Table (5.2.31) */
struct acpi_phat {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_phat, 36);

/* "PHAT" 0: Firmware Version Data Record (5.2.31.4) */
struct acpi_phat_version {
    uint16_t type;         /* 0 */
    uint16_t length;       /* 2 */
    uint8_t revision;      /* 4 */
    uint8_t reserved[3];   /* 5 */
    uint32_t record_count; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_phat_version, 12);

/* "PHAT" 0.*: PHAT Version Element (5.2.31.4.1) */
struct acpi_phat_version_element {
    struct acpi_guid component_id; /* 0 */
    uint64_t version_value;        /* 16 */
    char producer_id[4];           /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_phat_version_element, 28);

/* "PHAT" 1: Firmware Health Data Record; device path and data follow (5.2.31.5) */
struct acpi_phat_health {
    uint16_t type;                        /* 0 */
    uint16_t length;                      /* 2 */
    uint8_t revision;                     /* 4 */
    uint16_t reserved;                    /* 5 */
    uint8_t am_healthy;                   /* 7: 0 errors, 1 none, 2 unknown, 3 advisory */
    struct acpi_guid device_signature;    /* 8 */
    uint32_t device_specific_data_offset; /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_phat_health, 28);

/* "FPDT": Firmware Performance Data Table (5.2.24) */
struct acpi_fpdt {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_fpdt, 36);

/* "FPDT" 0,1: Pointer to the Basic Boot (0), S3 (1) Performance Table (5.2.24.4, 5.2.24.5) */
struct acpi_fpdt_pointer {
    uint16_t type;     /* 0 */
    uint8_t length;    /* 2 */
    uint8_t revision;  /* 3 */
    uint32_t reserved; /* 4 */
    uint64_t pointer;  /* 8: physical address of an FBPT or S3PT */
} ACPI_PACKED;
ACPI_SIZE(acpi_fpdt_pointer, 16);

/* "FBPT": Firmware Basic Boot Performance Table; no header (5.2.24.7) */
struct acpi_fbpt {
    char signature[4]; /* 0 */
    uint32_t length;   /* 4 */
} ACPI_PACKED;
ACPI_SIZE(acpi_fbpt, 8);

/* "FBPT" 2: Basic Boot Performance Data Record (5.2.24.8) */
struct acpi_fbpt_boot {
    uint16_t type;                       /* 0 */
    uint8_t length;                      /* 2 */
    uint8_t revision;                    /* 3 */
    uint32_t reserved;                   /* 4 */
    uint64_t reset_end;                  /* 8: nanoseconds, as all below */
    uint64_t os_loader_loadimage_start;  /* 16 */
    uint64_t os_loader_startimage_start; /* 24 */
    uint64_t exitbootservices_entry;     /* 32 */
    uint64_t exitbootservices_exit;      /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_fbpt_boot, 48);

/* "S3PT": S3 Performance Table; no header (5.2.24.6) */
struct acpi_s3pt {
    char signature[4]; /* 0 */
    uint32_t length;   /* 4 */
} ACPI_PACKED;
ACPI_SIZE(acpi_s3pt, 8);

/* "S3PT" 0: Basic S3 Resume Performance Record (5.2.24.6.1) */
struct acpi_s3pt_resume {
    uint16_t type;           /* 0 */
    uint8_t length;          /* 2 */
    uint8_t revision;        /* 3 */
    uint32_t resume_count;   /* 4 */
    uint64_t full_resume;    /* 8: nanoseconds */
    uint64_t average_resume; /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_s3pt_resume, 24);

/* "S3PT" 1: Basic S3 Suspend Performance Record (5.2.24.6.2) */
struct acpi_s3pt_suspend {
    uint16_t type;          /* 0 */
    uint8_t length;         /* 2 */
    uint8_t revision;       /* 3 */
    uint64_t suspend_start; /* 4: nanoseconds */
    uint64_t suspend_end;   /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_s3pt_suspend, 20);
