/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Consoles, watchdogs, security, management and the rest: SPCR, DBG2, DBGP, WDAT, WDRT, WDDT, TPM2,
 * TCPA, DRTM, CCEL, TDEL, ASPT, SVKL, MCHI, SPMI, ASF!, LPIT, CSRT, SDEV, PRMT, NHLT, SWFT, BOOT,
 * UEFI, WAET, WSMT, WPBT, RGRT, MSDM, SLIC, STAO, XENV. How to read these: acpi/table/base.h.
 */
#pragma once
#include "acpi/table/base.h"

/* "SPCR": Serial Port Console Redirection Table (Microsoft, revision 4) */
struct acpi_spcr {
    struct acpi_header header; /* 0 */
    uint8_t interface_type;    /* 36: revision 1: 0 16550, 1 16450; later as DBG2 serial subtypes */
    uint8_t reserved[3];       /* 37 */
    struct acpi_gas base_address; /* 40 */
    uint8_t interrupt_type;       /* 52: bit 0 8259, 1 I/O APIC, 2 I/O SAPIC, 3 GIC, 4 PLIC/APLIC */
    uint8_t irq;                  /* 53 */
    uint32_t global_system_interrupt; /* 54 */
    uint8_t configured_baud_rate;     /* 58: 0 as is, 3 9600, 4 19200, 6 57600, 7 115200 */
    uint8_t parity;                   /* 59 */
    uint8_t stop_bits;                /* 60 */
    uint8_t flow_control;             /* 61 */
    uint8_t terminal_type;            /* 62: 0 VT100, 1 VT100+, 2 VT-UTF8, 3 ANSI */
    uint8_t language;                 /* 63 */
    uint16_t pci_device_id;           /* 64: 0xFFFF: no PCI device */
    uint16_t pci_vendor_id;           /* 66 */
    uint8_t pci_bus_number;           /* 68 */
    uint8_t pci_device_number;        /* 69 */
    uint8_t pci_function_number;      /* 70 */
    uint32_t pci_flags;               /* 71 */
    uint8_t pci_segment;              /* 75 */
    uint32_t uart_clock_frequency;    /* 76: Hz; 0 unknown */
    uint32_t precise_baud_rate;       /* 80: revision 4 */
    uint16_t namespace_string_length; /* 84 */
    uint16_t namespace_string_offset; /* 86 */
} ACPI_PACKED;
ACPI_SIZE(acpi_spcr, 88);

/* "DBGP": Debug Port Table (Microsoft) */
struct acpi_dbgp {
    struct acpi_header header;    /* 0 */
    uint8_t interface_type;       /* 36: 0 16550, 1 16450 */
    uint8_t reserved[3];          /* 37 */
    struct acpi_gas base_address; /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dbgp, 52);

/* "DBG2": Debug Port Table 2 (Microsoft) */
struct acpi_dbg2 {
    struct acpi_header header;       /* 0 */
    uint32_t offset_dbg_device_info; /* 36 */
    uint32_t number_dbg_device_info; /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dbg2, 44);

/* "DBG2" *: Debug Device Information; what its offsets name follows */
struct acpi_dbg2_device {
    uint8_t revision;                            /* 0 */
    uint16_t length;                             /* 1 */
    uint8_t number_of_generic_address_registers; /* 3 */
    uint16_t namespace_string_length;            /* 4 */
    uint16_t namespace_string_offset;            /* 6: in this structure, as all below */
    uint16_t oem_data_length;                    /* 8 */
    uint16_t oem_data_offset;                    /* 10 */
    uint16_t port_type;    /* 12: 0x8000 serial, 0x8001 1394, 0x8002 USB, 0x8003 net */
    uint16_t port_subtype; /* 14: serial: 0 16550, 3 PL011, 0x12 16550 by GAS */
    uint16_t reserved;     /* 16 */
    uint16_t base_address_register_offset; /* 18: of GASes */
    uint16_t address_size_offset;          /* 20: of sizes of 4 bytes */
} ACPI_PACKED;
ACPI_SIZE(acpi_dbg2_device, 22);

/* "DBG2" *.*: Base address register */
struct acpi_dbg2_register {
    struct acpi_gas base_address; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dbg2_register, 12);

/* "WDAT": Watchdog Action Table (Microsoft) */
struct acpi_wdat {
    struct acpi_header header;                    /* 0 */
    uint32_t watchdog_header_length;              /* 36 */
    uint16_t pci_segment;                         /* 40 */
    uint8_t pci_bus_number;                       /* 42 */
    uint8_t pci_device_number;                    /* 43 */
    uint8_t pci_function_number;                  /* 44 */
    uint8_t reserved[3];                          /* 45 */
    uint32_t timer_period;                        /* 48: milliseconds */
    uint32_t maximum_count;                       /* 52 */
    uint32_t minimum_count;                       /* 56 */
    uint8_t watchdog_flags;                       /* 60 */
    uint8_t reserved2[3];                         /* 61 */
    uint32_t number_watchdog_instruction_entries; /* 64 */
} ACPI_PACKED;
ACPI_SIZE(acpi_wdat, 68);

/* "WDAT" *: Watchdog Instruction Entry */
struct acpi_wdat_entry {
    uint8_t watchdog_action;         /* 0 */
    uint8_t instruction_flags;       /* 1 */
    uint16_t reserved;               /* 2 */
    struct acpi_gas register_region; /* 4 */
    uint32_t value;                  /* 16 */
    uint32_t mask;                   /* 20 */
} ACPI_PACKED;
ACPI_SIZE(acpi_wdat_entry, 24);

/* "WDRT": Watchdog Resource Table (Microsoft) */
struct acpi_wdrt {
    struct acpi_header header;        /* 0 */
    struct acpi_gas control_register; /* 36 */
    struct acpi_gas count_register;   /* 48 */
    uint16_t pci_device_id;           /* 60 */
    uint16_t pci_vendor_id;           /* 62 */
    uint8_t pci_bus_number;           /* 64 */
    uint8_t pci_device_number;        /* 65 */
    uint8_t pci_function_number;      /* 66 */
    uint8_t pci_segment;              /* 67 */
    uint16_t max_count;               /* 68 */
    uint8_t units;                    /* 70: 0 seconds, 1 minutes, 2 100 ms */
} ACPI_PACKED;
ACPI_SIZE(acpi_wdrt, 71);

/* "WDDT": Watchdog Descriptor Table (Intel) */
struct acpi_wddt {
    struct acpi_header header;      /* 0 */
    uint16_t specification_version; /* 36 */
    uint16_t table_version;         /* 38 */
    uint16_t pci_vendor_id;         /* 40 */
    struct acpi_gas timer_register; /* 42 */
    uint16_t max_count;             /* 54 */
    uint16_t min_count;             /* 56 */
    uint16_t period;                /* 58 */
    uint16_t status;                /* 60 */
    uint16_t capability;            /* 62 */
} ACPI_PACKED;
ACPI_SIZE(acpi_wddt, 64);

/* "TPM2": Trusted Platform Module 2 Table (TCG ACPI Specification 1.4, 8) */
struct acpi_tpm2 {
    struct acpi_header header;            /* 0 */
    uint16_t platform_class;              /* 36: 0 client, 1 server */
    uint16_t reserved;                    /* 38 */
    uint64_t address_of_crb_control_area; /* 40 */
    uint32_t start_method; /* 48: 2 ACPI, 6 TIS, 7 CRB, 8 CRB with ACPI, 11 CRB with SMC */
    uint8_t start_method_parameters[12]; /* 52 */
    uint32_t log_area_minimum_length;    /* 64: from revision 4 */
    uint64_t log_area_start_address;     /* 68 */
} ACPI_PACKED;
ACPI_SIZE(acpi_tpm2, 76);

/* "TCPA": Trusted Computing Platform Alliance Table, TPM 1.2 (TCG ACPI Specification 1.4, 7) */
struct acpi_tcpa {
    struct acpi_header header;        /* 0 */
    uint16_t platform_class;          /* 36: 0 client, 1 server: another structure */
    uint32_t log_area_minimum_length; /* 38 */
    uint64_t log_area_start_address;  /* 42 */
} ACPI_PACKED;
ACPI_SIZE(acpi_tcpa, 50);

/* TCPA whose platform_class is 1: server (ditto) */
struct acpi_tcpa_server {
    struct acpi_header header;             /* 0 */
    uint16_t platform_class;               /* 36 */
    uint16_t reserved;                     /* 38 */
    uint64_t log_area_minimum_length;      /* 40 */
    uint64_t log_area_start_address;       /* 48 */
    uint16_t specification_revision;       /* 56 */
    uint8_t device_flags;                  /* 58 */
    uint8_t interrupt_flags;               /* 59 */
    uint8_t gpe;                           /* 60 */
    uint8_t reserved2[3];                  /* 61 */
    uint32_t global_system_interrupt;      /* 64 */
    struct acpi_gas base_address;          /* 68 */
    uint32_t reserved3;                    /* 80 */
    struct acpi_gas configuration_address; /* 84 */
    uint8_t pci_segment;                   /* 96 */
    uint8_t pci_bus;                       /* 97 */
    uint8_t pci_device;                    /* 98 */
    uint8_t pci_function;                  /* 99 */
} ACPI_PACKED;
ACPI_SIZE(acpi_tcpa_server, 100);

/* "DRTM": Dynamic Root of Trust for Measurement Table; three lists follow (TCG D-RTM 1.0) */
struct acpi_drtm {
    struct acpi_header header;       /* 0 */
    uint64_t dl_entry_base;          /* 36 */
    uint64_t dl_entry_length;        /* 44 */
    uint32_t dl_entry32;             /* 52 */
    uint64_t dl_entry64;             /* 56 */
    uint64_t dlme_exit;              /* 64 */
    uint64_t log_area_start;         /* 72 */
    uint32_t log_area_length;        /* 80 */
    uint64_t architecture_dependent; /* 84 */
    uint32_t flags;                  /* 92 */
} ACPI_PACKED;
ACPI_SIZE(acpi_drtm, 96);

/* "CCEL": Confidential Computing Event Log (5.2.36) */
struct acpi_ccel {
    struct acpi_header header;        /* 0 */
    uint8_t cc_type;                  /* 36: 1 SEV, 2 TDX */
    uint8_t cc_subtype;               /* 37 */
    uint16_t reserved;                /* 38 */
    uint64_t log_area_minimum_length; /* 40 */
    uint64_t log_area_start_address;  /* 48 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ccel, 56);

/* "TDEL": TD-Event Log (Intel TDX Guest-Host Communication Interface) */
struct acpi_tdel {
    struct acpi_header header;        /* 0 */
    uint32_t reserved;                /* 36 */
    uint64_t log_area_minimum_length; /* 40 */
    uint64_t log_area_start_address;  /* 48 */
} ACPI_PACKED;
ACPI_SIZE(acpi_tdel, 56);

/* "ASPT": AMD Secure Processor Table (AMD 58028), revision 2 */
struct acpi_aspt {
    struct acpi_header header; /* 0 */
    uint32_t number_of_asps;   /* 36: revision 1: of registers' addresses another way */
} ACPI_PACKED;
ACPI_SIZE(acpi_aspt, 40);

/* "ASPT" *: Secure processor register structure: 0 global, 1 SEV mailbox, 2 ACPI mailbox */
struct acpi_aspt_registers {
    uint16_t type;      /* 0 */
    uint16_t length;    /* 2 */
    uint32_t reserved;  /* 4: SEV mailbox: interrupt ID */
    uint64_t register1; /* 8: feature; command and response */
    uint64_t register2; /* 16: interrupt enable; buffer address low */
    uint64_t register3; /* 24: interrupt status; buffer address high */
} ACPI_PACKED;
ACPI_SIZE(acpi_aspt_registers, 32);

/* "SVKL": Storage Volume Key Location Table (6.5, 5.2.36) */
struct acpi_svkl {
    struct acpi_header header; /* 0 */
    uint32_t key_count;        /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_svkl, 40);

/* "SVKL" *: Key structure */
struct acpi_svkl_key {
    uint16_t key_type;    /* 0 */
    uint16_t key_format;  /* 2 */
    uint32_t key_size;    /* 4 */
    uint64_t key_address; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_svkl_key, 16);

/* "MCHI": Management Controller Host Interface Table (DMTF DSP0256) */
struct acpi_mchi {
    struct acpi_header header;        /* 0 */
    uint8_t interface_type;           /* 36 */
    uint8_t protocol;                 /* 37 */
    uint64_t protocol_data;           /* 38 */
    uint8_t interrupt_type;           /* 46 */
    uint8_t gpe;                      /* 47 */
    uint8_t pci_device_flag;          /* 48 */
    uint32_t global_system_interrupt; /* 49 */
    struct acpi_gas base_address;     /* 53 */
    uint8_t pci_segment;              /* 65: or _UID */
    uint8_t pci_bus;                  /* 66 */
    uint8_t pci_device;               /* 67 */
    uint8_t pci_function;             /* 68 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mchi, 69);

/* "SPMI": Service Processor Management Interface Table (IPMI 2.0, C3) */
struct acpi_spmi {
    struct acpi_header header;        /* 0 */
    uint8_t interface_type;           /* 36: 1 KCS, 2 SMIC, 3 BT, 4 SSIF */
    uint8_t reserved;                 /* 37: 1 */
    uint16_t specification_revision;  /* 38: BCD */
    uint8_t interrupt_type;           /* 40: bit 0 GPE, bit 1 I/O APIC */
    uint8_t gpe;                      /* 41 */
    uint8_t reserved2;                /* 42 */
    uint8_t pci_device_flag;          /* 43 */
    uint32_t global_system_interrupt; /* 44 */
    struct acpi_gas base_address;     /* 48 */
    uint8_t pci_segment;              /* 60: or _UID */
    uint8_t pci_bus;                  /* 61 */
    uint8_t pci_device;               /* 62 */
    uint8_t pci_function;             /* 63 */
    uint8_t reserved3;                /* 64 */
} ACPI_PACKED;
ACPI_SIZE(acpi_spmi, 65);

/* "ASF!": Alert Standard Format Table (DMTF DSP0136 2.0, 4.1); bit 7 of a type marks the last */
struct acpi_asf {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf, 36);

/* "ASF!" 0: ASF Information, ASF_INFO */
struct acpi_asf_info {
    uint8_t type;                              /* 0 */
    uint8_t reserved;                          /* 1 */
    uint16_t length;                           /* 2 */
    uint8_t minimum_watchdog_reset_value;      /* 4 */
    uint8_t minimum_asf_sensor_poll_wait_time; /* 5 */
    uint16_t system_id;                        /* 6 */
    uint32_t iana_manufacturer_id;             /* 8 */
    uint8_t feature_flags;                     /* 12 */
    uint8_t reserved2[3];                      /* 13 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf_info, 16);

/* "ASF!" 1: ASF Alerts, ASF_ALRT */
struct acpi_asf_alerts {
    uint8_t type;                       /* 0 */
    uint8_t reserved;                   /* 1 */
    uint16_t length;                    /* 2 */
    uint8_t assertion_event_bit_mask;   /* 4 */
    uint8_t deassertion_event_bit_mask; /* 5 */
    uint8_t number_of_alerts;           /* 6 */
    uint8_t array_element_length;       /* 7 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf_alerts, 8);

/* "ASF!" 1.*: ASF_ALERTDATA */
struct acpi_asf_alert {
    uint8_t device_address;    /* 0 */
    uint8_t command;           /* 1 */
    uint8_t data_mask;         /* 2 */
    uint8_t compare_value;     /* 3 */
    uint8_t event_sensor_type; /* 4 */
    uint8_t event_type;        /* 5 */
    uint8_t event_offset;      /* 6 */
    uint8_t event_source_type; /* 7 */
    uint8_t event_severity;    /* 8 */
    uint8_t sensor_number;     /* 9 */
    uint8_t entity;            /* 10 */
    uint8_t entity_instance;   /* 11 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf_alert, 12);

/* "ASF!" 2: ASF Remote Control, ASF_RCTL */
struct acpi_asf_remote_control {
    uint8_t type;                 /* 0 */
    uint8_t reserved;             /* 1 */
    uint16_t length;              /* 2 */
    uint8_t number_of_controls;   /* 4 */
    uint8_t array_element_length; /* 5 */
    uint16_t reserved2;           /* 6 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf_remote_control, 8);

/* "ASF!" 2.*: ASF_CONTROLDATA */
struct acpi_asf_control {
    uint8_t function;       /* 0 */
    uint8_t device_address; /* 1 */
    uint8_t command;        /* 2 */
    uint8_t data_value;     /* 3 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf_control, 4);

/* "ASF!" 3: ASF Remote Control Capabilities, ASF_RMCP */
struct acpi_asf_rmcp {
    uint8_t type;                           /* 0 */
    uint8_t reserved;                       /* 1 */
    uint16_t length;                        /* 2 */
    uint8_t remote_control_capabilities[7]; /* 4 */
    uint8_t boot_options_completion_code;   /* 11 */
    uint32_t iana_enterprise_id;            /* 12 */
    uint8_t special_command;                /* 16 */
    uint16_t special_command_parameter;     /* 17 */
    uint16_t boot_options;                  /* 19 */
    uint16_t oem_parameters;                /* 21 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf_rmcp, 23);

/* "ASF!" 4: ASF Fixed SMBus Addresses, ASF_ADDR; addresses of 1 byte follow */
struct acpi_asf_addresses {
    uint8_t type;              /* 0 */
    uint8_t reserved;          /* 1 */
    uint16_t length;           /* 2 */
    uint8_t seeprom_address;   /* 4 */
    uint8_t number_of_devices; /* 5 */
} ACPI_PACKED;
ACPI_SIZE(acpi_asf_addresses, 6);

/* "LPIT": Low Power Idle Table (ACPI Low Power Idle Table Specification 1.1) */
struct acpi_lpit {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_lpit, 36);

/* "LPIT" 0: Native C-state based LPI State */
struct acpi_lpit_native {
    uint32_t type;                        /* 0 */
    uint32_t length;                      /* 4 */
    uint16_t unique_id;                   /* 8 */
    uint16_t reserved;                    /* 10 */
    uint32_t flags;                       /* 12: bit 0 disabled, bit 1 no counter */
    struct acpi_gas entry_trigger;        /* 16 */
    uint32_t residency;                   /* 28: microseconds */
    uint32_t latency;                     /* 32: microseconds */
    struct acpi_gas residency_counter;    /* 36 */
    uint64_t residency_counter_frequency; /* 48: Hz; 0: the TSC's */
} ACPI_PACKED;
ACPI_SIZE(acpi_lpit_native, 56);

/* "CSRT": Core System Resources Table (Microsoft) */
struct acpi_csrt {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_csrt, 36);

/* "CSRT" *: Resource Group; shared information, then descriptors follow */
struct acpi_csrt_group {
    uint32_t length;             /* 0 */
    uint32_t vendor_id;          /* 4 */
    uint32_t subvendor_id;       /* 8 */
    uint16_t device_id;          /* 12 */
    uint16_t subdevice_id;       /* 14 */
    uint16_t revision;           /* 16 */
    uint16_t reserved;           /* 18 */
    uint32_t shared_info_length; /* 20 */
} ACPI_PACKED;
ACPI_SIZE(acpi_csrt_group, 24);

/* "CSRT" *.*: Resource Descriptor */
struct acpi_csrt_descriptor {
    uint32_t length;  /* 0 */
    uint16_t type;    /* 4: 1 interrupt, 2 timer, 3 DMA, 4 cache */
    uint16_t subtype; /* 6 */
    uint32_t uid;     /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_csrt_descriptor, 12);

/* "SDEV": Secure Devices Table (5.2.27) */
struct acpi_sdev {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_sdev, 36);

/* "SDEV" 0: ACPI Namespace Device based Secure Device (5.2.27.1) */
struct acpi_sdev_namespace {
    uint8_t type;    /* 0 */
    uint8_t flags;   /* 1: bit 0 hand-over allowed, bit 1 secure access components */
    uint16_t length; /* 2 */
    uint16_t device_identifier_offset;    /* 4 */
    uint16_t device_identifier_length;    /* 6 */
    uint16_t vendor_specific_data_offset; /* 8 */
    uint16_t vendor_specific_data_length; /* 10 */
} ACPI_PACKED;
ACPI_SIZE(acpi_sdev_namespace, 12);

/* "SDEV" 1: PCIe Endpoint Device based Secure Device (5.2.27.2) */
struct acpi_sdev_pcie {
    uint8_t type;                         /* 0 */
    uint8_t flags;                        /* 1 */
    uint16_t length;                      /* 2 */
    uint16_t pci_segment_number;          /* 4 */
    uint16_t start_bus_number;            /* 6 */
    uint16_t pci_path_offset;             /* 8 */
    uint16_t pci_path_length;             /* 10 */
    uint16_t vendor_specific_data_offset; /* 12 */
    uint16_t vendor_specific_data_length; /* 14 */
} ACPI_PACKED;
ACPI_SIZE(acpi_sdev_pcie, 16);

/* "PRMT": Platform Runtime Mechanism Table (Platform Runtime Mechanism Specification) */
struct acpi_prmt {
    struct acpi_header header;          /* 0 */
    struct acpi_guid prm_platform_guid; /* 36 */
    uint32_t prm_module_info_offset;    /* 52 */
    uint32_t prm_module_info_count;     /* 56 */
} ACPI_PACKED;
ACPI_SIZE(acpi_prmt, 60);

/* "PRMT" *: PRM Module Information */
struct acpi_prmt_module {
    uint16_t structure_revision;      /* 0 */
    uint16_t structure_length;        /* 2 */
    struct acpi_guid identifier;      /* 4 */
    uint16_t major_revision;          /* 20 */
    uint16_t minor_revision;          /* 22 */
    uint16_t handler_count;           /* 24 */
    uint32_t handler_info_offset;     /* 26: in this structure */
    uint64_t mmio_range_list_pointer; /* 30 */
} ACPI_PACKED;
ACPI_SIZE(acpi_prmt_module, 38);

/* "PRMT" *.*: PRM Handler Information */
struct acpi_prmt_handler {
    uint16_t structure_revision;            /* 0 */
    uint16_t structure_length;              /* 2 */
    struct acpi_guid identifier;            /* 4 */
    uint64_t prm_handler_address;           /* 20: physical */
    uint64_t static_data_buffer_address;    /* 28 */
    uint64_t acpi_parameter_buffer_address; /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_prmt_handler, 44);

/* "NHLT": Non-HD Audio Link Table (Intel) */
struct acpi_nhlt {
    struct acpi_header header; /* 0 */
    uint8_t endpoint_count;    /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nhlt, 37);

/* "NHLT" *: Endpoint; capabilities and formats follow */
struct acpi_nhlt_endpoint {
    uint32_t length;        /* 0 */
    uint8_t link_type;      /* 4: 2 PDM, 3 SSP */
    uint8_t instance_id;    /* 5 */
    uint16_t vendor_id;     /* 6 */
    uint16_t device_id;     /* 8 */
    uint16_t revision_id;   /* 10 */
    uint32_t subsystem_id;  /* 12 */
    uint8_t device_type;    /* 16 */
    uint8_t direction;      /* 17: 0 render, 1 capture */
    uint8_t virtual_bus_id; /* 18 */
} ACPI_PACKED;
ACPI_SIZE(acpi_nhlt_endpoint, 19);

/* "SWFT": SoundWire File Table (MIPI DisCo for SoundWire); files follow */
struct acpi_swft {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_swft, 36);

/* "BOOT": Simple Boot Flag Table (Microsoft) */
struct acpi_boot {
    struct acpi_header header; /* 0 */
    uint8_t cmos_index;        /* 36 */
    uint8_t reserved[3];       /* 37 */
} ACPI_PACKED;
ACPI_SIZE(acpi_boot, 40);

/* "UEFI": UEFI ACPI Data Table (UEFI 2.10, appendix O) */
struct acpi_uefi {
    struct acpi_header header;   /* 0 */
    struct acpi_guid identifier; /* 36 */
    uint16_t data_offset;        /* 52: the data */
} ACPI_PACKED;
ACPI_SIZE(acpi_uefi, 54);

/* "WAET": Windows ACPI Emulated Devices Table (Microsoft) */
struct acpi_waet {
    struct acpi_header header;      /* 0 */
    uint32_t emulated_device_flags; /* 36: bit 0 RTC good, bit 1 PM timer good */
} ACPI_PACKED;
ACPI_SIZE(acpi_waet, 40);

/* "WSMT": Windows SMM Security Mitigations Table (Microsoft) */
struct acpi_wsmt {
    struct acpi_header header; /* 0 */
    uint32_t protection_flags; /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_wsmt, 40);

/* "WPBT": Windows Platform Binary Table (Microsoft) */
struct acpi_wpbt {
    struct acpi_header header;              /* 0 */
    uint32_t handoff_memory_size;           /* 36 */
    uint64_t handoff_memory_location;       /* 40 */
    uint8_t content_layout;                 /* 48 */
    uint8_t content_type;                   /* 49 */
    uint16_t command_line_arguments_length; /* 50: the command line follows in UTF-16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_wpbt, 52);

/* "RGRT": Regulatory Graphics Resource Table; the image follows */
struct acpi_rgrt {
    struct acpi_header header; /* 0 */
    uint16_t version;          /* 36 */
    uint8_t image_type;        /* 38: 1 PNG */
    uint8_t reserved;          /* 39 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rgrt, 40);

/* "MSDM": Microsoft Data Management Table; data follows */
struct acpi_msdm {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_msdm, 36);

/* "SLIC": Software Licensing Table (Microsoft); data follows */
struct acpi_slic {
    struct acpi_header header; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_slic, 36);

/* "STAO": _STA Override Table; paths follow as strings (Xen Project) */
struct acpi_stao {
    struct acpi_header header; /* 0 */
    uint8_t uart;              /* 36: 1: do not use the UART of SPCR */
} ACPI_PACKED;
ACPI_SIZE(acpi_stao, 37);

/* "XENV": Xen Environment Table (Xen Project) */
struct acpi_xenv {
    struct acpi_header header;    /* 0 */
    uint64_t grant_table_address; /* 36 */
    uint64_t grant_table_size;    /* 44 */
    uint32_t event_interrupt;     /* 52 */
    uint8_t event_flags;          /* 56 */
} ACPI_PACKED;
ACPI_SIZE(acpi_xenv, 57);
