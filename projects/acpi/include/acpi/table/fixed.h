/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Where everything begins: RSDP, RSDT, XSDT, and the fixed hardware: FADT, FACS, ECDT, BGRT, SBST;
 * definition blocks (DSDT, SSDT, PSDT, OSDT) are a header with AML behind it. How to read these:
 * acpi/table/base.h.
 */
#pragma once
#include "acpi/table/base.h"

/* "RSD PTR ": Root System Description Pointer (5.2.5.3) */
struct acpi_rsdp {
    char signature[8];         /* 0: "RSD PTR ", with a blank at the end */
    uint8_t checksum;          /* 8: bytes 0 to 19 add up to zero */
    char oem_id[6];            /* 9 */
    uint8_t revision;          /* 15: 0 is ACPI 1.0, which ends at byte 20; 2 is this one */
    uint32_t rsdt_address;     /* 16 */
    uint32_t length;           /* 20: of this structure */
    uint64_t xsdt_address;     /* 24 */
    uint8_t extended_checksum; /* 32: all bytes add up to zero */
    uint8_t reserved[3];       /* 33 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rsdp, 36);

/* "RSDT": Root System Description Table (5.2.7) */
struct acpi_rsdt {
    struct acpi_header header; /* 0: physical addresses of 4 bytes follow */
} ACPI_PACKED;
ACPI_SIZE(acpi_rsdt, 36);

/* "XSDT": Extended System Description Table (5.2.8) */
struct acpi_xsdt {
    struct acpi_header header; /* 0: physical addresses of 8 bytes follow, not aligned */
} ACPI_PACKED;
ACPI_SIZE(acpi_xsdt, 36);

/* "RSDT" *: Entry, physical address of another table (5.2.7) */
struct acpi_rsdt_entry {
    uint32_t address; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_rsdt_entry, 4);

/* "XSDT" *: Entry, physical address of another table (5.2.8) */
struct acpi_xsdt_entry {
    uint64_t address; /* 0 */
} ACPI_PACKED;
ACPI_SIZE(acpi_xsdt_entry, 8);

/* "DSDT": Differentiated System Description Table (5.2.11.1) */
struct acpi_dsdt {
    struct acpi_header header; /* 0: revision below 2: AML integers have 32 bits; AML follows */
} ACPI_PACKED;
ACPI_SIZE(acpi_dsdt, 36);

/* "SSDT": Secondary System Description Table (5.2.11.2) */
struct acpi_ssdt {
    struct acpi_header header; /* 0: AML follows */
} ACPI_PACKED;
ACPI_SIZE(acpi_ssdt, 36);

/* "PSDT": Persistent System Description Table, of ACPI 1.0 (5.2.11.3) */
struct acpi_psdt {
    struct acpi_header header; /* 0: AML follows, to be treated as an SSDT */
} ACPI_PACKED;
ACPI_SIZE(acpi_psdt, 36);

/* "OSDT": Override System Description Table (no specification; AML as in an SSDT) */
struct acpi_osdt {
    struct acpi_header header; /* 0: AML follows */
} ACPI_PACKED;
ACPI_SIZE(acpi_osdt, 36);

/* Fixed Feature Flags (5.2.9.1) */
enum acpi_fadt_flags {
    ACPI_FADT_WBINVD = 1u << 0,
    ACPI_FADT_WBINVD_FLUSH = 1u << 1,
    ACPI_FADT_PROC_C1 = 1u << 2,
    ACPI_FADT_P_LVL2_UP = 1u << 3,
    ACPI_FADT_PWR_BUTTON = 1u << 4, /* set: a control method device, not fixed hardware */
    ACPI_FADT_SLP_BUTTON = 1u << 5, /* ditto */
    ACPI_FADT_FIX_RTC = 1u << 6,    /* set: no RTC wake status in fixed registers */
    ACPI_FADT_RTC_S4 = 1u << 7,
    ACPI_FADT_TMR_VAL_EXT = 1u << 8, /* the timer has 32 bits, else 24 */
    ACPI_FADT_DCK_CAP = 1u << 9,
    ACPI_FADT_RESET_REG_SUP = 1u << 10,
    ACPI_FADT_SEALED_CASE = 1u << 11,
    ACPI_FADT_HEADLESS = 1u << 12,
    ACPI_FADT_CPU_SW_SLP = 1u << 13,
    ACPI_FADT_PCI_EXP_WAK = 1u << 14,
    ACPI_FADT_USE_PLATFORM_CLOCK = 1u << 15,
    ACPI_FADT_S4_RTC_STS_VALID = 1u << 16,
    ACPI_FADT_REMOTE_POWER_ON_CAPABLE = 1u << 17,
    ACPI_FADT_FORCE_APIC_CLUSTER_MODEL = 1u << 18,
    ACPI_FADT_FORCE_APIC_PHYSICAL_DESTINATION = 1u << 19,
    ACPI_FADT_HW_REDUCED_ACPI = 1u << 20,
    ACPI_FADT_LOW_POWER_S0_IDLE_CAPABLE = 1u << 21,
};

/* IA-PC Boot Architecture Flags (5.2.9.3); valid from revision 3 */
enum acpi_iapc_boot_arch {
    ACPI_BOOT_LEGACY_DEVICES = 1u << 0,
    ACPI_BOOT_8042 = 1u << 1,
    ACPI_BOOT_VGA_NOT_PRESENT = 1u << 2,
    ACPI_BOOT_MSI_NOT_SUPPORTED = 1u << 3,
    ACPI_BOOT_PCIE_ASPM_CONTROLS = 1u << 4, /* set: leave ASPM alone */
    ACPI_BOOT_CMOS_RTC_NOT_PRESENT = 1u << 5,
};

/* "FACP": Fixed ACPI Description Table, FADT (5.2.9) */
struct acpi_fadt {
    struct acpi_header header; /* 0: revision 1 ends at 116, 2 at 132, 3 and 4 at 244, 5 at 268 */
    uint32_t firmware_ctrl;    /* 36: physical address of the FACS */
    uint32_t dsdt;             /* 40 */
    uint8_t int_model;         /* 44: of ACPI 1.0, reserved since */
    uint8_t preferred_pm_profile;   /* 45: 1 desktop, 2 mobile, 3 workstation, 4 server, 8 tablet */
    uint16_t sci_int;               /* 46: 8259 vector, or GSI when there is no 8259 */
    uint32_t smi_cmd;               /* 48: port; 0: no legacy mode to leave */
    uint8_t acpi_enable;            /* 52: written to smi_cmd to enter ACPI mode */
    uint8_t acpi_disable;           /* 53 */
    uint8_t s4bios_req;             /* 54 */
    uint8_t pstate_cnt;             /* 55 */
    uint32_t pm1a_evt_blk;          /* 56: port */
    uint32_t pm1b_evt_blk;          /* 60 */
    uint32_t pm1a_cnt_blk;          /* 64 */
    uint32_t pm1b_cnt_blk;          /* 68 */
    uint32_t pm2_cnt_blk;           /* 72 */
    uint32_t pm_tmr_blk;            /* 76 */
    uint32_t gpe0_blk;              /* 80 */
    uint32_t gpe1_blk;              /* 84 */
    uint8_t pm1_evt_len;            /* 88: bytes */
    uint8_t pm1_cnt_len;            /* 89 */
    uint8_t pm2_cnt_len;            /* 90 */
    uint8_t pm_tmr_len;             /* 91 */
    uint8_t gpe0_blk_len;           /* 92 */
    uint8_t gpe1_blk_len;           /* 93 */
    uint8_t gpe1_base;              /* 94: number of the first event in gpe1_blk */
    uint8_t cst_cnt;                /* 95 */
    uint16_t p_lvl2_lat;            /* 96: microseconds; above 100: no C2 */
    uint16_t p_lvl3_lat;            /* 98: microseconds; above 1000: no C3 */
    uint16_t flush_size;            /* 100 */
    uint16_t flush_stride;          /* 102 */
    uint8_t duty_offset;            /* 104 */
    uint8_t duty_width;             /* 105 */
    uint8_t day_alrm;               /* 106: index into CMOS, 0: none */
    uint8_t mon_alrm;               /* 107 */
    uint8_t century;                /* 108 */
    uint16_t iapc_boot_arch;        /* 109: enum acpi_iapc_boot_arch */
    uint8_t reserved;               /* 111 */
    uint32_t flags;                 /* 112: enum acpi_fadt_flags */
    struct acpi_gas reset_reg;      /* 116 */
    uint8_t reset_value;            /* 128: written to reset_reg resets the system */
    uint16_t arm_boot_arch;         /* 129: bit 0 PSCI_COMPLIANT, bit 1 PSCI_USE_HVC */
    uint8_t fadt_minor_version;     /* 131: low four bits: minor version, high four: errata */
    uint64_t x_firmware_ctrl;       /* 132 */
    uint64_t x_dsdt;                /* 140 */
    struct acpi_gas x_pm1a_evt_blk; /* 148 */
    struct acpi_gas x_pm1b_evt_blk; /* 160 */
    struct acpi_gas x_pm1a_cnt_blk; /* 172 */
    struct acpi_gas x_pm1b_cnt_blk; /* 184 */
    struct acpi_gas x_pm2_cnt_blk;  /* 196 */
    struct acpi_gas x_pm_tmr_blk;   /* 208 */
    struct acpi_gas x_gpe0_blk;     /* 220 */
    struct acpi_gas x_gpe1_blk;     /* 232 */
    struct acpi_gas sleep_control_reg;   /* 244 */
    struct acpi_gas sleep_status_reg;    /* 256 */
    uint64_t hypervisor_vendor_identity; /* 268 */
} ACPI_PACKED;
ACPI_SIZE(acpi_fadt, 276);

/* "FACS": Firmware ACPI Control Structure; no header, no checksum (5.2.10) */
struct acpi_facs {
    char signature[4];                 /* 0 */
    uint32_t length;                   /* 4: 64 or more */
    uint32_t hardware_signature;       /* 8: changed after S4: do not resume */
    uint32_t firmware_waking_vector;   /* 12: physical, real mode */
    uint32_t global_lock;              /* 16: bit 0 pending, bit 1 owned (5.2.10.1) */
    uint32_t flags;                    /* 20: bit 0 S4BIOS_F, bit 1 64BIT_WAKE_SUPPORTED_F */
    uint64_t x_firmware_waking_vector; /* 24 */
    uint8_t version;                   /* 32 */
    uint8_t reserved[3];               /* 33 */
    uint32_t ospm_flags;               /* 36: bit 0 64BIT_WAKE_F */
    uint8_t reserved2[24];             /* 40 */
} ACPI_PACKED;
ACPI_SIZE(acpi_facs, 64);

/* "ECDT": Embedded Controller Boot Resources Table (5.2.15) */
struct acpi_ecdt {
    struct acpi_header header;  /* 0 */
    struct acpi_gas ec_control; /* 36: command and status */
    struct acpi_gas ec_data;    /* 48 */
    uint32_t uid;               /* 60: _UID of the device */
    uint8_t gpe_bit;            /* 64: the event that is its SCI; its path follows as a string */
} ACPI_PACKED;
ACPI_SIZE(acpi_ecdt, 65);

/* "BGRT": Boot Graphics Resource Table (5.2.23) */
struct acpi_bgrt {
    struct acpi_header header; /* 0 */
    uint16_t version;          /* 36 */
    uint8_t status;            /* 38: bit 0 displayed, bits 1-2 orientation in quarters */
    uint8_t image_type;        /* 39: 0 bitmap */
    uint64_t image_address;    /* 40 */
    uint32_t image_offset_x;   /* 48: pixels */
    uint32_t image_offset_y;   /* 52 */
} ACPI_PACKED;
ACPI_SIZE(acpi_bgrt, 56);

/* "SBST": Smart Battery Specification Table (5.2.14) */
struct acpi_sbst {
    struct acpi_header header;      /* 0 */
    uint32_t warning_energy_level;  /* 36: milliwatthours */
    uint32_t low_energy_level;      /* 40 */
    uint32_t critical_energy_level; /* 44 */
} ACPI_PACKED;
ACPI_SIZE(acpi_sbst, 48);
