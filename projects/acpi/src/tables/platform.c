/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The digest. Each function walks one table once; nothing is kept between calls.
 */
#include "acpi/platform.h"

#include "acpi/sub.h"
#include "acpi/table/interrupt.h"
#include "acpi/table/iommu.h"
#include "acpi/table/topology.h"
#include "bytes.h"

enum madt {
    LOCAL_APIC = 0,
    IO_APIC = 1,
    INTERRUPT_SOURCE_OVERRIDE = 2,
    NMI_SOURCE = 3,
    LOCAL_APIC_NMI = 4,
    LOCAL_APIC_ADDRESS_OVERRIDE = 5,
    IO_SAPIC = 6,
    LOCAL_SAPIC = 7,
    LOCAL_X2APIC = 9,
    LOCAL_X2APIC_NMI = 10,
    GICC = 11,
    GICD = 12,
    CORE_PIC = 17,
    RINTC = 24,
};

/* How a structure of the MADT describes a CPU. */
static const struct cpu_form {
    uint8_t type, kind, capable; /* capable: bit number of "online capable", 31: has none */
    struct acpi_number id, uid, flags;
} cpu_forms[] = {
#define CPU(type, kind, capable, s, id, uid)                                                \
    {                                                                                       \
        type, kind, capable, ACPI_NUMBER(s, id), ACPI_NUMBER(s, uid), ACPI_NUMBER(s, flags) \
    }
    CPU(LOCAL_APIC, ACPI_CPU_APIC, 1, acpi_madt_local_apic, apic_id, acpi_processor_uid),
    CPU(LOCAL_SAPIC, ACPI_CPU_SAPIC, 31, acpi_madt_local_sapic, local_sapic_id,
        acpi_processor_uid_value),
    CPU(LOCAL_X2APIC, ACPI_CPU_X2APIC, 1, acpi_madt_local_x2apic, x2apic_id, acpi_processor_uid),
    CPU(GICC, ACPI_CPU_GICC, 3, acpi_madt_gicc, mpidr, acpi_processor_uid),
    CPU(CORE_PIC, ACPI_CPU_CORE_PIC, 31, acpi_madt_core_pic, physical_processor_id,
        acpi_processor_uid),
    CPU(RINTC, ACPI_CPU_RINTC, 1, acpi_madt_rintc, hart_id, acpi_processor_uid),
#undef CPU
};

/* How a structure of the SRAT says where CPUs of some kinds are: those with this id, or this uid.
 */
static const struct affinity_form {
    uint8_t type, kinds;
    bool by_uid;
    struct acpi_number key, domain, flags;
} affinity_forms[] = {
#define AFFINITY(type, kinds, by_uid, s, key, domain)                                           \
    {                                                                                           \
        type, kinds, by_uid, ACPI_NUMBER(s, key), ACPI_NUMBER(s, domain), ACPI_NUMBER(s, flags) \
    }
    AFFINITY(0, 1 << ACPI_CPU_APIC | 1 << ACPI_CPU_X2APIC | 1 << ACPI_CPU_CORE_PIC, false,
             acpi_srat_processor, apic_id, proximity_domain_low),
    AFFINITY(2, 1 << ACPI_CPU_APIC | 1 << ACPI_CPU_X2APIC | 1 << ACPI_CPU_CORE_PIC, false,
             acpi_srat_x2apic, x2apic_id, proximity_domain),
    AFFINITY(3, 1 << ACPI_CPU_GICC, true, acpi_srat_gicc, acpi_processor_uid, proximity_domain),
    AFFINITY(7, 1 << ACPI_CPU_RINTC, true, acpi_srat_rintc, acpi_processor_uid, proximity_domain),
#undef AFFINITY
};

static struct acpi_sub_iter walk(const struct acpi_tables *tables, const char *signature)
{
    struct acpi_table table;
    if (!acpi_table_find(tables, signature, 0, &table))
        return (struct acpi_sub_iter){.at = NULL};
    return acpi_sub_begin(&table);
}

static uint64_t number(const struct acpi_sub *sub, struct acpi_number n)
{
    return acpi_number(sub->at, sub->size, n);
}

/* Is this structure a CPU? seen: the APIC IDs of all local APIC entries, one bit each. */
static bool read_cpu(const struct acpi_sub *sub, const uint8_t seen[32], struct acpi_cpu *cpu)
{
    size_t i = 0;
    while (i < sizeof cpu_forms / sizeof *cpu_forms && cpu_forms[i].type != sub->type)
        i++;
    if (i == sizeof cpu_forms / sizeof *cpu_forms)
        return false;
    const struct cpu_form *form = &cpu_forms[i];
    uint32_t flags = (uint32_t)number(sub, form->flags);
    cpu->kind = form->kind;
    cpu->id = number(sub, form->id);
    cpu->uid = (uint32_t)number(sub, form->uid);
    cpu->proximity = ACPI_NO_PROXIMITY;
    cpu->enabled = flags & ACPI_MADT_ENABLED;
    cpu->online_capable = !cpu->enabled && flags >> form->capable & 1;
    if (sub->type == LOCAL_SAPIC && sub->size > 4)
        cpu->id = cpu->id << 8 | sub->at[4]; /* EID */
    if (sub->type == LOCAL_X2APIC && cpu->id < 256 && seen[cpu->id / 8] >> cpu->id % 8 & 1)
        return false;
    uint64_t nobody = sub->type == LOCAL_APIC ? UINT8_MAX : UINT32_MAX;
    return cpu->enabled || cpu->id != nobody || cpu->kind > ACPI_CPU_X2APIC;
}

/* What an affinity structure says, told to the CPUs it is about. */
static void tell_affinity(const struct acpi_sub *sub, bool wide, struct acpi_cpu *cpus, size_t n)
{
    for (size_t f = 0; f < sizeof affinity_forms / sizeof *affinity_forms; f++) {
        const struct affinity_form *form = &affinity_forms[f];
        if (form->type != sub->type || !(number(sub, form->flags) & 1))
            continue;
        uint64_t key = number(sub, form->key);
        uint64_t domain = number(sub, form->domain);
        if (sub->type == 0 && wide)
            domain |= number(sub, (struct acpi_number){9, 3}) << 8;
        for (size_t i = 0; i < n; i++)
            if (form->kinds >> cpus[i].kind & 1 && key == (form->by_uid ? cpus[i].uid : cpus[i].id))
                cpus[i].proximity = (uint32_t)domain;
    }
}

static bool srat_is_wide(const struct acpi_tables *tables)
{
    struct acpi_table srat;
    struct acpi_header header;
    return acpi_table_find(tables, "SRAT", 0, &srat) &&
           acpi_table_read(&srat, &header, sizeof header) && header.revision >= 2;
}

size_t acpi_cpus(const struct acpi_tables *tables, struct acpi_cpu *cpus, size_t cap)
{
    struct acpi_sub sub;
    struct acpi_cpu cpu;
    uint8_t seen[32] = {0};
    struct acpi_sub_iter it = walk(tables, "APIC");
    while (acpi_sub_next(&it, &sub)) /* may stand behind the x2APIC entries that repeat them */
        if (sub.type == LOCAL_APIC && read_cpu(&sub, seen, &cpu))
            seen[cpu.id / 8] |= (uint8_t)(1u << cpu.id % 8);

    size_t n = 0;
    it = walk(tables, "APIC");
    while (acpi_sub_next(&it, &sub))
        if (read_cpu(&sub, seen, &cpu) && n++ < cap)
            cpus[n - 1] = cpu;

    bool wide = srat_is_wide(tables);
    it = walk(tables, "SRAT");
    while (cap && acpi_sub_next(&it, &sub))
        tell_affinity(&sub, wide, cpus, n < cap ? n : cap);
    return n;
}

size_t acpi_io_apics(const struct acpi_tables *tables, struct acpi_io_apic *io_apics, size_t cap)
{
    struct acpi_sub_iter it = walk(tables, "APIC");
    struct acpi_sub sub;
    struct acpi_madt_io_apic e;
    size_t n = 0;
    while (acpi_sub_next(&it, &sub)) {
        if (sub.type != IO_APIC || n++ >= cap)
            continue;
        acpi_sub_read(&sub, &e, sizeof e);
        io_apics[n - 1].address = e.io_apic_address;
        io_apics[n - 1].gsi_base = e.global_system_interrupt_base;
        io_apics[n - 1].id = e.io_apic_id;
    }
    return n;
}

/* The four structures about lines: where each has its numbers. */
static const struct line_form {
    uint8_t type, kind;
    struct acpi_number gsi, uid, source, lint, flags;
} line_forms[] = {
    {INTERRUPT_SOURCE_OVERRIDE, ACPI_OVERRIDE_ISA, {4, 4}, {0}, {3, 1}, {0}, {8, 2}},
    {NMI_SOURCE, ACPI_OVERRIDE_NMI, {4, 4}, {0}, {0}, {0}, {2, 2}},
    {LOCAL_APIC_NMI, ACPI_OVERRIDE_LOCAL_NMI, {0}, {2, 1}, {0}, {5, 1}, {3, 2}},
    {LOCAL_X2APIC_NMI, ACPI_OVERRIDE_LOCAL_NMI, {0}, {4, 4}, {0}, {8, 1}, {2, 2}},
};

size_t acpi_overrides(const struct acpi_tables *tables, struct acpi_override *overrides, size_t cap)
{
    struct acpi_sub_iter it = walk(tables, "APIC");
    struct acpi_sub sub;
    size_t n = 0;
    while (acpi_sub_next(&it, &sub))
        for (size_t i = 0; i < sizeof line_forms / sizeof *line_forms; i++) {
            const struct line_form *form = &line_forms[i];
            if (form->type != sub.type || n++ >= cap)
                continue;
            struct acpi_override *o = &overrides[n - 1];
            unsigned flags = (unsigned)number(&sub, form->flags); /* MPS INTI flags (5.2.12.5) */
            uint32_t uid = (uint32_t)number(&sub, form->uid);
            o->kind = form->kind;
            o->gsi = (uint32_t)number(&sub, form->gsi);
            o->uid = !form->uid.size || (form->uid.size == 1 && uid == 0xFF) ? ACPI_ALL_CPUS : uid;
            o->source = (uint8_t)number(&sub, form->source);
            o->lint = (uint8_t)number(&sub, form->lint);
            o->polarity = flags & 3;
            o->trigger = flags >> 2 & 3;
        }
    return n;
}

size_t acpi_numa_ranges(const struct acpi_tables *tables, struct acpi_memory *ranges, size_t cap)
{
    struct acpi_sub_iter it = walk(tables, "SRAT");
    struct acpi_sub sub;
    struct acpi_srat_memory m;
    bool wide = srat_is_wide(tables);
    size_t n = 0;
    while (acpi_sub_next(&it, &sub)) {
        acpi_sub_read(&sub, &m, sizeof m);
        if (sub.type != 1 || !(m.flags & 1) || !m.range_length ||
            m.base_address > UINT64_MAX - (m.range_length - 1) || n++ >= cap)
            continue;
        ranges[n - 1].base = m.base_address;
        ranges[n - 1].size = m.range_length;
        ranges[n - 1].proximity = wide ? m.proximity_domain : m.proximity_domain & 0xFF;
        ranges[n - 1].hot_pluggable = m.flags >> 1 & 1;
        ranges[n - 1].non_volatile = m.flags >> 2 & 1;
    }
    return n;
}

/* N of the SLIT, if all N * N distances are there; else 0. */
static uint32_t localities(const struct acpi_tables *tables, struct acpi_table *ret_slit)
{
    struct acpi_slit slit;
    if (!acpi_table_find(tables, "SLIT", 0, ret_slit))
        return 0;
    acpi_table_read(ret_slit, &slit, sizeof slit);
    uint64_t n = slit.number_of_system_localities;
    bool fits = ret_slit->size >= sizeof slit && n <= ACPI_TABLE_SIZE_MAX &&
                n * n <= ret_slit->size - sizeof slit;
    return fits ? (uint32_t)n : 0;
}

bool acpi_distance(const struct acpi_tables *tables, uint32_t from, uint32_t to,
                   uint8_t *ret_distance)
{
    struct acpi_table slit;
    uint32_t n = localities(tables, &slit);
    if (from >= n || to >= n)
        return false;
    const uint8_t *matrix = (const uint8_t *)slit.at + sizeof(struct acpi_slit);
    *ret_distance = matrix[(size_t)from * n + to];
    return true;
}

size_t acpi_pcie_segments(const struct acpi_tables *tables, struct acpi_pcie_segment *segments,
                          size_t cap)
{
    struct acpi_sub_iter it = walk(tables, "MCFG");
    struct acpi_sub sub;
    size_t n = 0;
    while (acpi_sub_next(&it, &sub)) {
        struct acpi_mcfg_allocation m;
        acpi_sub_read(&sub, &m, sizeof m);
        if (m.start_bus_number <= m.end_bus_number && n++ < cap)
            segments[n - 1] = (struct acpi_pcie_segment){
                .base = m.base_address,
                .segment = m.pci_segment_group,
                .start_bus = m.start_bus_number,
                .end_bus = m.end_bus_number,
            };
    }
    return n;
}

static void read_interrupts(const struct acpi_tables *tables, struct acpi_platform *p)
{
    struct acpi_table table;
    p->interrupt_model = ACPI_INTERRUPTS_PIC;
    p->has_8259 = true;
    if (!acpi_table_find(tables, "APIC", 0, &table))
        return;
    struct acpi_madt madt;
    acpi_table_read(&table, &madt, sizeof madt);
    p->has_8259 = madt.flags & 1;
    p->interrupt_model = ACPI_INTERRUPTS_OTHER;
    struct acpi_sub_iter it = acpi_sub_begin(&table);
    struct acpi_sub sub;
    uint64_t override = 0;
    while (acpi_sub_next(&it, &sub)) {
        switch (sub.type) {
        case LOCAL_APIC:
        case LOCAL_X2APIC:
        case IO_APIC:
            p->interrupt_model = ACPI_INTERRUPTS_APIC;
            break;
        case LOCAL_SAPIC:
        case IO_SAPIC:
            p->interrupt_model = ACPI_INTERRUPTS_SAPIC;
            break;
        case GICC:
        case GICD:
            p->interrupt_model = ACPI_INTERRUPTS_GIC;
            break;
        case CORE_PIC:
            p->interrupt_model = ACPI_INTERRUPTS_LPIC;
            break;
        case RINTC:
            p->interrupt_model = ACPI_INTERRUPTS_RINTC;
            break;
        case LOCAL_APIC_ADDRESS_OVERRIDE:
            override = number(&sub, (struct acpi_number){4, 8});
            break;
        default:
            break;
        }
    }
    if (p->interrupt_model == ACPI_INTERRUPTS_APIC || p->interrupt_model == ACPI_INTERRUPTS_SAPIC)
        p->local_apic = override ? override : madt.local_interrupt_controller_address;
}

static void read_fixed(const struct acpi_tables *tables, struct acpi_platform *p)
{
    struct acpi_fadt fadt;
    p->has_fadt = acpi_fadt_read(tables, &fadt);
    if (!p->has_fadt)
        return;
    uint32_t boot = fadt.iapc_boot_arch;
    bool old = fadt.header.revision < 3;
    p->has_8042 = old || boot & ACPI_BOOT_8042;
    p->has_vga = old || !(boot & ACPI_BOOT_VGA_NOT_PRESENT);
    p->has_cmos_rtc = old || !(boot & ACPI_BOOT_CMOS_RTC_NOT_PRESENT);
    p->msi_supported = old || !(boot & ACPI_BOOT_MSI_NOT_SUPPORTED);
    p->pcie_aspm_allowed = old || !(boot & ACPI_BOOT_PCIE_ASPM_CONTROLS);
    p->hardware_reduced = fadt.header.revision >= 5 && fadt.flags & ACPI_FADT_HW_REDUCED_ACPI;
    p->pm_profile = fadt.preferred_pm_profile;
    p->century = fadt.century;
    p->sci_interrupt = fadt.sci_int;
    p->has_reset = fadt.flags & ACPI_FADT_RESET_REG_SUP && fadt.reset_reg.address;
    if (p->has_reset) {
        p->reset_register = fadt.reset_reg;
        p->reset_value = fadt.reset_value;
    }
    p->has_pm_timer = !p->hardware_reduced && fadt.x_pm_tmr_blk.address;
    if (p->has_pm_timer) {
        p->pm_timer = fadt.x_pm_tmr_blk;
        p->pm_timer_bits = fadt.flags & ACPI_FADT_TMR_VAL_EXT ? 32 : 24;
    }
}

void acpi_platform_read(const struct acpi_tables *tables, struct acpi_platform *p)
{
    struct acpi_table table;
    memset(p, 0, sizeof *p);
    read_interrupts(tables, p);
    read_fixed(tables, p);
    p->cpus = (uint32_t)acpi_cpus(tables, NULL, 0);
    p->io_apics = (uint32_t)acpi_io_apics(tables, NULL, 0);
    p->pcie_segments = (uint32_t)acpi_pcie_segments(tables, NULL, 0);
    p->numa_ranges = (uint32_t)acpi_numa_ranges(tables, NULL, 0);
    p->localities = localities(tables, &table);
    if (acpi_table_find(tables, "HPET", 0, &table)) {
        struct acpi_hpet hpet;
        acpi_table_read(&table, &hpet, sizeof hpet);
        p->has_hpet = hpet.base_address.address != 0;
        p->hpet_address = hpet.base_address.address;
        p->hpet_number = hpet.hpet_number;
        p->hpet_minimum_tick = hpet.minimum_clock_tick;
        p->hpet_comparators = (uint8_t)((hpet.event_timer_block_id >> 8 & 0x1F) + 1);
    }
}
