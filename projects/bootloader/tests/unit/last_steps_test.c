/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What is near the hardware: CPUID, the MADT and I/O APICs, reports of faults. */
#include "load/cpu.h"
#include "load/fault.h"
#include "load/quiet.h"
#include "tests/said.h"

/* ---- CPUID ------------------------------------------------------------------------------------*/

struct leaves {
    uint32_t max, max_extended;
    uint32_t phys_bits;
};

static struct x86_cpuid all_ones(void *ctx, uint32_t leaf, uint32_t subleaf)
{
    const struct leaves *l = ctx;
    (void)subleaf;
    if (leaf == 0)
        return (struct x86_cpuid){.eax = l->max};
    if (leaf == 0x80000000u)
        return (struct x86_cpuid){.eax = l->max_extended};
    if (leaf == 0x80000008u)
        return (struct x86_cpuid){.eax = l->phys_bits | 0x3000};
    return (struct x86_cpuid){~0u, ~0u, ~0u, ~0u};
}

static void what_the_processor_has(void **state)
{
    (void)state;
    struct leaves l = {7, 0x80000008u, 46};
    struct cpu cpu = cpu_look(all_ones, &l);
    assert_true(cpu.rdrand && cpu.rdseed && cpu.levels_5 && cpu.no_execute && cpu.pages_1g);
    assert_int_equal(cpu.phys_bits, 46);
    l = (struct leaves){1, 0x80000001u, 46}; /* leaves that are not there count as zero */
    cpu = cpu_look(all_ones, &l);
    assert_true(cpu.rdrand && !cpu.rdseed && !cpu.levels_5 && cpu.no_execute && cpu.pages_1g);
    assert_int_equal(cpu.phys_bits, 36);
    l = (struct leaves){7, 0x80000008u, 63};
    assert_int_equal(cpu_look(all_ones, &l).phys_bits, 36);
    l.phys_bits = 52;
    assert_int_equal(cpu_look(all_ones, &l).phys_bits, 52);
    assert_true(cpu_look(NULL, NULL).phys_bits >= 36); /* this one */
}

/* ---- I/O APICs --------------------------------------------------------------------------------*/

static uint8_t rom[4096]; /* physical memory from 0x1000 on */
static uint64_t masked[8];
static unsigned masked_count;

static const void *rom_map(void *ctx, uint64_t phys, uint64_t size)
{
    (void)ctx;
    if (phys < 0x1000 || phys - 0x1000 > sizeof rom || sizeof rom - (phys - 0x1000) < size)
        return NULL;
    return rom + (phys - 0x1000);
}

static void note_io_apic(void *ctx, uint64_t phys)
{
    (void)ctx;
    masked[masked_count++ % 8] = phys;
}

static void put(uint64_t phys, uint64_t value, unsigned bytes)
{
    memcpy(rom + (phys - 0x1000), &value, bytes);
}

/* A table's header and, for a root, its entries. */
static void put_table(uint64_t phys, const char *signature, uint32_t size)
{
    memcpy(rom + (phys - 0x1000), signature, 4);
    put(phys + 4, size, 4);
}

static void put_io_apic(uint64_t phys, uint32_t registers)
{
    put(phys, 1, 1), put(phys + 1, 12, 1), put(phys + 4, registers, 4);
}

/* RSDP 1000, RSDT 1100, XSDT 1200, MADT 1300, FADT 1500. */
static void begin(unsigned revision)
{
    memset(rom, 0, sizeof rom);
    masked_count = 0;
    memcpy(rom, "RSD PTR ", 8);
    put(0x100f, revision, 1);
    put(0x1010, 0x1100, 4);
    put(0x1018, 0x1200, 8);
    put_table(0x1100, "RSDT", 36 + 4);
    put(0x1124, 0x1300, 4);
    put_table(0x1200, "XSDT", 36 + 16);
    put(0x1224, 0x1500, 8);
    put(0x122c, 0x1300, 8);
    put_table(0x1500, "FACP", 244);
    put_table(0x1300, "APIC", 44 + 8 + 12 + 12);
    put(0x132c, 0, 1), put(0x132d, 8, 1); /* a local APIC */
    put_io_apic(0x1334, 0xfec00000);
    put_io_apic(0x1340, 0xfec10000);
}

static unsigned count(void)
{
    masked_count = 0;
    quiet_for_each_io_apic(0x1000, rom_map, note_io_apic, NULL);
    return masked_count;
}

static void io_apics_of_the_madt(void **state)
{
    (void)state;
    for (unsigned revision = 0; revision <= 2; revision += 2) {
        begin(revision);
        assert_int_equal(count(), 2);
        assert_int_equal(masked[0], 0xfec00000);
        assert_int_equal(masked[1], 0xfec10000);
    }
    begin(2);
    put(0x1200, 0, 1); /* a broken XSDT: the RSDT serves */
    assert_int_equal(count(), 2);
    quiet_for_each_io_apic(0, rom_map, note_io_apic, NULL);
    assert_int_equal(masked_count, 2);
}

static void tables_that_are_wrong(void **state)
{
    (void)state;
    begin(2);
    put(0x1304, 44 + 8 + 12 + 11, 4); /* the second one is cut off */
    assert_int_equal(count(), 1);
    begin(2);
    put(0x132d, 0, 1); /* a structure of no length */
    assert_int_equal(count(), 0);
    begin(2);
    put(0x1335, 8, 1); /* too short for an I/O APIC, and what follows is nonsense */
    assert_int_equal(count(), 0);
    static const struct {
        uint64_t at, value;
        unsigned bytes;
    } broken[] = {{0x1304, 35, 4},
                  {0x1304, UINT32_MAX, 4},
                  {0x1304, 2000000, 4},
                  {0x1300, 0, 1},
                  {0x1304, 4000, 4}};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        begin(2);
        put(broken[i].at, broken[i].value, broken[i].bytes);
        assert_int_equal(count(), 0);
    }
    begin(2);
    put(0x1200, 0, 1), put(0x1100, 0, 1); /* no root */
    assert_int_equal(count(), 0);
    begin(2);
    put(0x1224, 0, 8), put(0x122c, 0x99000, 8); /* entries that lead nowhere */
    assert_int_equal(count(), 0);
    masked_count = 0;
    quiet_for_each_io_apic(0x99000, rom_map, note_io_apic, NULL);
    assert_int_equal(masked_count, 0);
}

/* An I/O APIC that behaves as memory: what the index was is not kept, but what is written is. */
static void a_controller(void **state)
{
    (void)state;
    volatile uint32_t registers[8] = {0};
    registers[4] = 23u << 16 | 0x20;
    quiet_io_apic(registers);
    assert_int_equal(registers[0], 0x10 + 2 * 23);
    assert_true(registers[4] & 1u << 16);
}

/* ---- Faults -----------------------------------------------------------------------------------*/

static struct x86_trap_frame frame;

static void fault(uint64_t vector, uint64_t error, uint64_t rip, uint64_t cr2)
{
    static const struct fault_context context = {.path = "/k",
                                                 .first = 0xffffffff80000000,
                                                 .end = 0xffffffff80010000,
                                                 .slide = 0xffffffff80000000,
                                                 .stack = 0x9000,
                                                 .stack_end = 0xa000,
                                                 .guard = 0x8000};
    said_begin();
    fault_prepare(&context);
    frame = (struct x86_trap_frame){.vector = vector, .error = error, .r15 = 0x1515, .rax = 0xaaa};
    frame.interrupt.rip = x86_virt_unchecked(rip);
    frame.interrupt.rsp = x86_virt_unchecked(0x9abc);
    fault_say(&frame, cr2);
    assert_contains(said(), "error: /k: exception ");
    assert_contains(said(), "RAX 0000000000000aaa");
    assert_contains(said(), "R15 0000000000001515");
    assert_contains(said(), "RSP 0x9abc");
    assert_contains(said(), "halted");
}

static void faults_in_words(void **state)
{
    (void)state;
    fault(14, 2, 0xffffffff80001234, 0x8ff8);
    assert_contains(said(), "exception 14 (#PF)");
    assert_contains(said(), "page fault: it wanted to write to 0x8ff8, which is not mapped");
    assert_contains(said(), "at RIP 0xffffffff80001234,");
    assert_contains(said(), "which is 0x1234 in its file");
    assert_contains(said(), "the stack overflowed: 0x8ff8 is in the guard page");
    fault(14, 0x10, 0x123, 0x123);
    assert_contains(said(), "it wanted to execute 0x123, which is not mapped");
    assert_contains(said(), "(not the kernel's)");
    assert_contains(said(), "0x123 is what a null pointer leads to");
    fault(14, 1, 0xffffffff80001234, 0x55555000);
    assert_contains(said(), "it wanted to read 0x55555000, which may not be so used");
    fault(14, 9, 0xffffffff80001234, 0x55555000);
    assert_contains(said(), "has a reserved bit set");
    fault(6, 0, 0xffffffff80001234, 0x8ff8);
    assert_contains(said(), "exception 6 (#UD)");
    assert_null(strstr(said(), "page fault"));
    assert_null(strstr(said(), "overflowed"));
}

TESTS(test(what_the_processor_has), test(io_apics_of_the_madt), test(tables_that_are_wrong),
      test(a_controller), test(faults_in_words))
