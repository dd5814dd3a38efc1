/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How devices reach memory: MCFG, DMAR, IVRS, IORT, VIOT, RIMT, IOVT, DTPR, KEYP.
 * How to read these: acpi/table/base.h.
 */
#pragma once
#include "acpi/table/base.h"

/* "MCFG": Memory Mapped Configuration Space Table (PCI Firmware Specification 3.3, 4.1.2) */
struct acpi_mcfg {
    struct acpi_header header; /* 0 */
    uint64_t reserved;         /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mcfg, 44);

/* "MCFG" *: Configuration Space Base Address Allocation */
struct acpi_mcfg_allocation {
    uint64_t base_address;      /* 0: of bus 0, even if the first bus is another */
    uint16_t pci_segment_group; /* 8 */
    uint8_t start_bus_number;   /* 10 */
    uint8_t end_bus_number;     /* 11: included */
    uint32_t reserved;          /* 12 */
} ACPI_PACKED;
ACPI_SIZE(acpi_mcfg_allocation, 16);

/* "DMAR": DMA Remapping Reporting Structure (Intel VT-d 5.1, 8.1) */
struct acpi_dmar {
    struct acpi_header header;  /* 0 */
    uint8_t host_address_width; /* 36: bits, minus one */
    uint8_t flags; /* 37: bit 0 INTR_REMAP, 1 X2APIC_OPT_OUT, 2 DMA_CTRL_PLATFORM_OPT_IN_FLAG */
    uint8_t reserved[10]; /* 38 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dmar, 48);

/* "DMAR" 0: DMA Remapping Hardware Unit Definition, DRHD (VT-d 8.3) */
struct acpi_dmar_drhd {
    uint16_t type;                  /* 0 */
    uint16_t length;                /* 2 */
    uint8_t flags;                  /* 4: bit 0 INCLUDE_PCI_ALL */
    uint8_t size;                   /* 5: bits 0-3: register set of 2^n 4 KiB pages */
    uint16_t segment_number;        /* 6 */
    uint64_t register_base_address; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dmar_drhd, 16);

/* "DMAR" 1: Reserved Memory Region Reporting, RMRR (VT-d 8.4) */
struct acpi_dmar_rmrr {
    uint16_t type;           /* 0 */
    uint16_t length;         /* 2 */
    uint16_t reserved;       /* 4 */
    uint16_t segment_number; /* 6 */
    uint64_t base_address;   /* 8 */
    uint64_t limit_address;  /* 16: last byte */
} ACPI_PACKED;
ACPI_SIZE(acpi_dmar_rmrr, 24);

/* "DMAR" 2,5,6: Root Port ATS (2), SoC Integrated ATC (5), Device Property (6) (VT-d 8.5) */
struct acpi_dmar_atsr {
    uint16_t type;           /* 0 */
    uint16_t length;         /* 2 */
    uint8_t flags;           /* 4: ATSR bit 0 ALL_PORTS, SATC bit 0 ATC_REQUIRED */
    uint8_t reserved;        /* 5 */
    uint16_t segment_number; /* 6 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dmar_atsr, 8);

/* "DMAR" 3: Remapping Hardware Static Affinity, RHSA (VT-d 8.6) */
struct acpi_dmar_rhsa {
    uint16_t type;                  /* 0 */
    uint16_t length;                /* 2 */
    uint32_t reserved;              /* 4 */
    uint64_t register_base_address; /* 8 */
    uint32_t proximity_domain;      /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dmar_rhsa, 20);

/* "DMAR" 4: ACPI Name-space Device Declaration, ANDD (VT-d 8.7) */
struct acpi_dmar_andd {
    uint16_t type;              /* 0 */
    uint16_t length;            /* 2 */
    uint8_t reserved[3];        /* 4 */
    uint8_t acpi_device_number; /* 7: the device's path follows as a string */
} ACPI_PACKED;
ACPI_SIZE(acpi_dmar_andd, 8);

/* "DMAR" *.*: Device Scope; pairs of device and function follow (VT-d 8.3.1) */
struct acpi_dmar_device_scope {
    uint8_t type;             /* 0: 1 endpoint, 2 bridge, 3 I/O APIC, 4 HPET, 5 ACPI device */
    uint8_t length;           /* 1 */
    uint8_t flags;            /* 2 */
    uint8_t reserved;         /* 3 */
    uint8_t enumeration_id;   /* 4 */
    uint8_t start_bus_number; /* 5 */
} ACPI_PACKED;
ACPI_SIZE(acpi_dmar_device_scope, 6);

/* "IVRS": I/O Virtualization Reporting Structure (AMD IOMMU 3.07, 5.2.1) */
struct acpi_ivrs {
    struct acpi_header header; /* 0 */
    uint32_t ivinfo;           /* 36 */
    uint64_t reserved;         /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ivrs, 48);

/* "IVRS" 0x10: I/O Virtualization Hardware Definition, IVHD (AMD IOMMU 5.2.2.1) */
struct acpi_ivrs_ivhd {
    uint8_t type;                /* 0 */
    uint8_t flags;               /* 1 */
    uint16_t length;             /* 2 */
    uint16_t device_id;          /* 4: bus, device, function of the IOMMU */
    uint16_t capability_offset;  /* 6 */
    uint64_t iommu_base_address; /* 8 */
    uint16_t pci_segment_group;  /* 16 */
    uint16_t iommu_info;         /* 18 */
    uint32_t iommu_feature_info; /* 20 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ivrs_ivhd, 24);

/* "IVRS" 0x11,0x40: IVHD with the extended feature registers (AMD IOMMU 5.2.2.2) */
struct acpi_ivrs_ivhd_extended {
    uint8_t type;                 /* 0 */
    uint8_t flags;                /* 1 */
    uint16_t length;              /* 2 */
    uint16_t device_id;           /* 4 */
    uint16_t capability_offset;   /* 6 */
    uint64_t iommu_base_address;  /* 8 */
    uint16_t pci_segment_group;   /* 16 */
    uint16_t iommu_info;          /* 18 */
    uint32_t iommu_attributes;    /* 20 */
    uint64_t efr_register_image;  /* 24 */
    uint64_t efr_register_image2; /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ivrs_ivhd_extended, 40);

/* "IVRS" *.0-63: IVHD device entry of 4 bytes (AMD IOMMU 5.2.2.3) */
struct acpi_ivrs_device {
    uint8_t type;         /* 0: 0 padding, 1 all, 2 select, 3 start of range, 4 end of range */
    uint16_t device_id;   /* 1 */
    uint8_t data_setting; /* 3 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ivrs_device, 4);

/* "IVRS" *.64-127: IVHD device entry of 8 bytes: alias, extended, special (AMD IOMMU 5.2.2.4) */
struct acpi_ivrs_device8 {
    uint8_t type;              /* 0: 66, 67 alias; 70, 71 extended; 72 special */
    uint16_t device_id;        /* 1 */
    uint8_t data_setting;      /* 3 */
    uint8_t handle;            /* 4: special: I/O APIC ID or HPET number */
    uint16_t source_device_id; /* 5: alias, special */
    uint8_t variety;           /* 7: special: 1 I/O APIC, 2 HPET */
} ACPI_PACKED;
ACPI_SIZE(acpi_ivrs_device8, 8);

/* "IVRS" *.240: IVHD device entry of variable length: ACPI HID (AMD IOMMU 5.2.2.5) */
struct acpi_ivrs_device_hid {
    uint8_t type;             /* 0 */
    uint16_t device_id;       /* 1 */
    uint8_t data_setting;     /* 3 */
    char hardware_id[8];      /* 4 */
    char compatible_id[8];    /* 12 */
    uint8_t unique_id_format; /* 20: 0 none, 1 number of 8 bytes, 2 string */
    uint8_t unique_id_length; /* 21: the ID follows */
} ACPI_PACKED;
ACPI_SIZE(acpi_ivrs_device_hid, 22);

/* "IVRS" 0x20-0x22: I/O Virtualization Memory Definition, IVMD (AMD IOMMU 5.2.2.6) */
struct acpi_ivrs_ivmd {
    uint8_t type;                 /* 0: 0x20 all devices, 0x21 one, 0x22 a range */
    uint8_t flags;                /* 1 */
    uint16_t length;              /* 2 */
    uint16_t device_id;           /* 4 */
    uint16_t auxiliary_data;      /* 6 */
    uint64_t reserved;            /* 8 */
    uint64_t start_address;       /* 16 */
    uint64_t memory_block_length; /* 24 */
} ACPI_PACKED;
ACPI_SIZE(acpi_ivrs_ivmd, 32);

/* "IORT": I/O Remapping Table (Arm DEN0049) */
struct acpi_iort {
    struct acpi_header header;     /* 0 */
    uint32_t number_of_nodes;      /* 36 */
    uint32_t offset_to_node_array; /* 40 */
    uint32_t reserved;             /* 44 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort, 48);

/* "IORT" *: Node; what its type adds stands at offset 16 */
struct acpi_iort_node {
    uint8_t type;                   /* 0 */
    uint16_t length;                /* 1 */
    uint8_t revision;               /* 3 */
    uint32_t identifier;            /* 4 */
    uint32_t number_of_id_mappings; /* 8 */
    uint32_t reference_to_id_array; /* 12: offset in the node */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_node, 16);

/* "IORT" *.*: ID mapping */
struct acpi_iort_id_mapping {
    uint32_t input_base;       /* 0 */
    uint32_t number_of_ids;    /* 4: minus one */
    uint32_t output_base;      /* 8 */
    uint32_t output_reference; /* 12: offset of a node in the table */
    uint32_t flags;            /* 16: bit 0 single mapping */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_id_mapping, 20);

/* "IORT" 0: ITS Group; GIC ITS identifiers of 4 bytes follow */
struct acpi_iort_its_group {
    struct acpi_iort_node node; /* 0 */
    uint32_t number_of_itss;    /* 16 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_its_group, 20);

/* "IORT" 1: Named component; its path follows as a string */
struct acpi_iort_named_component {
    struct acpi_iort_node node;               /* 0 */
    uint32_t node_flags;                      /* 16 */
    uint32_t cache_coherent_attribute;        /* 20 */
    uint8_t allocation_hints;                 /* 24 */
    uint16_t reserved;                        /* 25 */
    uint8_t memory_access_flags;              /* 27 */
    uint8_t device_memory_address_size_limit; /* 28 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_named_component, 29);

/* "IORT" 2: Root complex */
struct acpi_iort_root_complex {
    struct acpi_iort_node node;        /* 0 */
    uint32_t cache_coherent_attribute; /* 16 */
    uint8_t allocation_hints;          /* 20 */
    uint16_t reserved;                 /* 21 */
    uint8_t memory_access_flags;       /* 23 */
    uint32_t ats_attribute;            /* 24 */
    uint32_t pci_segment_number;       /* 28 */
    uint8_t memory_address_size_limit; /* 32 */
    uint16_t pasid_capabilities;       /* 33 */
    uint8_t reserved2;                 /* 35 */
    uint32_t flags;                    /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_root_complex, 40);

/* "IORT" 3: SMMUv1 or SMMUv2; interrupt arrays follow */
struct acpi_iort_smmu {
    struct acpi_iort_node node;        /* 0 */
    uint64_t base_address;             /* 16 */
    uint64_t span;                     /* 24 */
    uint32_t model;                    /* 32 */
    uint32_t flags;                    /* 36 */
    uint32_t global_interrupt_offset;  /* 40 */
    uint32_t context_interrupts;       /* 44: number */
    uint32_t context_interrupt_offset; /* 48 */
    uint32_t pmu_interrupts;           /* 52 */
    uint32_t pmu_interrupt_offset;     /* 56 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_smmu, 60);

/* "IORT" 4: SMMUv3 */
struct acpi_iort_smmuv3 {
    struct acpi_iort_node node;       /* 0 */
    uint64_t base_address;            /* 16 */
    uint32_t flags;                   /* 24 */
    uint32_t reserved;                /* 28 */
    uint64_t vatos_address;           /* 32 */
    uint32_t model;                   /* 40 */
    uint32_t event_gsiv;              /* 44 */
    uint32_t pri_gsiv;                /* 48 */
    uint32_t gerr_gsiv;               /* 52 */
    uint32_t sync_gsiv;               /* 56 */
    uint32_t proximity_domain;        /* 60 */
    uint32_t device_id_mapping_index; /* 64 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_smmuv3, 68);

/* "IORT" 5: Performance monitoring counter group, PMCG */
struct acpi_iort_pmcg {
    struct acpi_iort_node node;       /* 0 */
    uint64_t page0_base_address;      /* 16 */
    uint32_t overflow_interrupt_gsiv; /* 24 */
    uint32_t node_reference;          /* 28 */
    uint64_t page1_base_address;      /* 32 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_pmcg, 40);

/* "IORT" 6: Reserved memory range, RMR */
struct acpi_iort_rmr {
    struct acpi_iort_node node;        /* 0 */
    uint32_t flags;                    /* 16 */
    uint32_t number_of_descriptors;    /* 20 */
    uint32_t reference_to_descriptors; /* 24: offset; each: base, length (8 bytes), 4 reserved */
} ACPI_PACKED;
ACPI_SIZE(acpi_iort_rmr, 28);

/* "VIOT": Virtual I/O Translation Table (5.2.34) */
struct acpi_viot {
    struct acpi_header header; /* 0 */
    uint16_t node_count;       /* 36 */
    uint16_t node_offset;      /* 38 */
    uint64_t reserved;         /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_viot, 48);

/* "VIOT" 1: PCI Range */
struct acpi_viot_pci_range {
    uint8_t type;               /* 0 */
    uint8_t reserved;           /* 1 */
    uint16_t length;            /* 2 */
    uint32_t endpoint_start;    /* 4 */
    uint16_t pci_segment_start; /* 8 */
    uint16_t pci_segment_end;   /* 10 */
    uint16_t pci_bdf_start;     /* 12 */
    uint16_t pci_bdf_end;       /* 14 */
    uint16_t output_node;       /* 16: offset in the table */
    uint8_t reserved2[6];       /* 18 */
} ACPI_PACKED;
ACPI_SIZE(acpi_viot_pci_range, 24);

/* "VIOT" 2: Single MMIO endpoint */
struct acpi_viot_mmio {
    uint8_t type;          /* 0 */
    uint8_t reserved;      /* 1 */
    uint16_t length;       /* 2 */
    uint32_t endpoint_id;  /* 4 */
    uint64_t base_address; /* 8 */
    uint16_t output_node;  /* 16 */
    uint8_t reserved2[6];  /* 18 */
} ACPI_PACKED;
ACPI_SIZE(acpi_viot_mmio, 24);

/* "VIOT" 3: virtio-iommu based on virtio-pci */
struct acpi_viot_virtio_pci {
    uint8_t type;         /* 0 */
    uint8_t reserved;     /* 1 */
    uint16_t length;      /* 2 */
    uint16_t pci_segment; /* 4 */
    uint16_t pci_bdf;     /* 6 */
    uint64_t reserved2;   /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_viot_virtio_pci, 16);

/* "VIOT" 4: virtio-iommu based on virtio-mmio */
struct acpi_viot_virtio_mmio {
    uint8_t type;          /* 0 */
    uint8_t reserved;      /* 1 */
    uint16_t length;       /* 2 */
    uint32_t reserved2;    /* 4 */
    uint64_t base_address; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_viot_virtio_mmio, 16);

/* "RIMT": RISC-V I/O Mapping Table (RISC-V ACPI RIMT 1.0) */
struct acpi_rimt {
    struct acpi_header header;     /* 0 */
    uint32_t number_of_nodes;      /* 36 */
    uint32_t offset_to_node_array; /* 40 */
    uint32_t reserved;             /* 44 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rimt, 48);

/* "RIMT" *: Node: 0 IOMMU, 1 PCIe root complex, 2 platform device; what its type adds follows */
struct acpi_rimt_node {
    uint8_t type;      /* 0 */
    uint8_t revision;  /* 1 */
    uint16_t length;   /* 2 */
    uint16_t reserved; /* 4 */
    uint16_t id;       /* 6 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rimt_node, 8);

/* "IOVT": I/O Virtualization Table (LoongArch) */
struct acpi_iovt {
    struct acpi_header header; /* 0 */
    uint16_t iommu_count;      /* 36 */
    uint16_t iommu_offset;     /* 38 */
    uint64_t reserved;         /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iovt, 48);

/* "IOVT" *: IOMMU structure; what its type adds follows */
struct acpi_iovt_iommu {
    uint16_t type;   /* 0 */
    uint16_t length; /* 2 */
} ACPI_PACKED;
ACPI_SIZE(acpi_iovt_iommu, 4);

/* "DTPR": DMA TXT Protected Ranges (Intel TXT) */
struct acpi_dtpr {
    struct acpi_header header; /* 0 */
    uint32_t flags;            /* 36 */
    uint32_t instance_count;   /* 40: each has flags, count, TPR base addresses */
} ACPI_PACKED;
ACPI_SIZE(acpi_dtpr, 44);

/* "KEYP": Key Programming Table (Intel Root Complex IDE Programming Guide 1.0) */
struct acpi_keyp {
    struct acpi_header header; /* 0 */
    uint32_t reserved;         /* 36 */
} ACPI_PACKED;
ACPI_SIZE(acpi_keyp, 40);

/* "KEYP" *: Key Configuration Unit */
struct acpi_keyp_unit {
    uint8_t type;                   /* 0 */
    uint8_t reserved;               /* 1 */
    uint16_t length;                /* 2 */
    uint8_t protocol_type;          /* 4: 1 PCIe and CXL.io, 2 CXL.mem and CXL.cache */
    uint8_t version;                /* 5 */
    uint8_t root_port_count;        /* 6: their segment, bus, device and function follow */
    uint8_t flags;                  /* 7 */
    uint64_t register_base_address; /* 8 */
} ACPI_PACKED;
ACPI_SIZE(acpi_keyp_unit, 16);
