/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Which PCI function a region belongs to, and where BARs point. */
#include "projects/acpi/tests/asl.h"

/*
 *     PCI0 (segment 2, bus 0x40)
 *       RP01 1c.0, bridge to bus 0x45
 *         SWUP 0.0, bridge to bus 0x46
 *           SWDN 4.1, bridge to bus 0x50
 *             NIC0 0.3
 *       LPCB 1f.0, no bridge; below it a device without _ADR and one with
 *       OFFB 1d.0, a bridge that is absent; OFF0 below it
 *       NOBU 1b.0, a bridge without a bus; NOB0 below it
 */
static const char tree[] = //
    "Scope (\\_SB) { Device (PCI0) {\n"
    "  Name (_HID, EisaId (\"PNP0A08\")) Name (_CID, EisaId (\"PNP0A03\"))\n"
    "  Name (_SEG, 2) Name (_BBN, 0x40) Name (_ADR, 0)\n"
    "  OperationRegion (CFG, PCI_Config, 0, 0x100) Field (CFG, DWordAcc, NoLock, Preserve) { ROOT, "
    "32 }\n"
    "  Device (RP01) { Name (_ADR, 0x001C0000)\n"
    "    OperationRegion (CFG, PCI_Config, 0x18, 4) Field (CFG, ByteAcc, NoLock, Preserve) { PORT, "
    "32 }\n"
    "    Device (SWUP) { Name (_ADR, 0) Device (SWDN) { Name (_ADR, 0x00040001)\n"
    "      Device (NIC0) { Name (_ADR, 3)\n"
    "        OperationRegion (CFG, PCI_Config, 0x10, 0xF0)\n"
    "        Field (CFG, DWordAcc, NoLock, Preserve) { NICV, 32, NICW, 8 }\n"
    "  } } } }\n"
    "  Device (LPCB) { Name (_ADR, 0x001F0000)\n"
    "    Device (EC0) { Name (_HID, \"PNP0C09\")\n"
    "      OperationRegion (CFG, PCI_Config, 0x40, 4) Field (CFG, ByteAcc, NoLock, Preserve) { "
    "ECCF, 8 } }\n"
    "    Device (CHN0) { Name (_ADR, 1)\n"
    "      OperationRegion (CFG, PCI_Config, 0x41, 4) Field (CFG, ByteAcc, NoLock, Preserve) { "
    "CHCF, 8 } }\n"
    "  }\n"
    "  Device (OFFB) { Name (_ADR, 0x001D0000) Device (OFF0) { Name (_ADR, 0)\n"
    "      OperationRegion (CFG, PCI_Config, 0, 8) Field (CFG, WordAcc, NoLock, Preserve) { OFFV, "
    "16 } } }\n"
    "  Device (NOBU) { Name (_ADR, 0x001B0000) Device (NOB0) { Name (_ADR, 0)\n"
    "      OperationRegion (CFG, PCI_Config, 0, 8) Field (CFG, WordAcc, NoLock, Preserve) { NOBV, "
    "16 } } }\n"
    "} }\n"
    "Method (RROO) { Return (\\_SB.PCI0.ROOT) }\n"
    "Method (RPOR) { Return (\\_SB.PCI0.RP01.PORT) }\n"
    "Method (RNIC) { Return (\\_SB.PCI0.RP01.SWUP.SWDN.NIC0.NICV) }\n"
    "Method (WNIC) { \\_SB.PCI0.RP01.SWUP.SWDN.NIC0.NICW = 0x7F }\n"
    "Method (RECC) { Return (\\_SB.PCI0.LPCB.EC0.ECCF) }\n"
    "Method (RCHN) { Return (\\_SB.PCI0.LPCB.CHN0.CHCF) }\n"
    "Method (ROFF) { Return (\\_SB.PCI0.OFFB.OFF0.OFFV) }\n"
    "Method (WOFF) { \\_SB.PCI0.OFFB.OFF0.OFFV = 1 }\n"
    "Method (RNOB) { Return (\\_SB.PCI0.NOBU.NOB0.NOBV) }\n";

static void add_bridge(struct world *w, uint8_t bus, uint8_t device, uint8_t function,
                       uint8_t secondary)
{
    world_add(w, (struct acpi_pci){2, bus, device, function}, 0x81)[0x19] = secondary;
}

static struct asl tree_new(void)
{
    struct asl a = asl_new(tree);
    struct world *w = a.w;
    memcpy(world_add(w, (struct acpi_pci){2, 0x40, 0, 0}, 0), "\x86\x80\x34\x12", 4);
    add_bridge(w, 0x40, 0x1C, 0, 0x45);
    add_bridge(w, 0x45, 0, 0, 0x46);
    add_bridge(w, 0x46, 4, 1, 0x50);
    memcpy(world_add(w, (struct acpi_pci){2, 0x50, 0, 3}, 0) + 0x10, "\x44\x33\x22\x11\x55", 5);
    memcpy(world_add(w, (struct acpi_pci){2, 0x40, 0x1F, 0}, 0x80) + 0x40, "\xab\xcd", 2);
    add_bridge(w, 0x40, 0x1B, 0, 0);
    w->trace[0] = '\0';
    return a;
}

static void functions_are_found(void **state)
{
    (void)state;
    struct asl a = tree_new();
    assert_int_equal(asl_integer(&a, "RROO"), 0x12348086);
    assert_trace(a.w, "p r4 2:40:0.0 0=12348086");
    /* On the root bus: no bridge is asked. */
    assert_int_equal(asl_integer(&a, "RPOR"), 0x4500);
    assert_trace(a.w, "p r1 2:40:1c.0 18=0, p r1 2:40:1c.0 19=45, p r1 2:40:1c.0 1a=0, "
                      "p r1 2:40:1c.0 1b=0");
    assert_int_equal(asl_integer(&a, "RNIC"), 0x11223344);
    assert_trace(a.w, "p r1 2:40:1c.0 e=81, p r1 2:40:1c.0 19=45, p r1 2:45:0.0 e=81, "
                      "p r1 2:45:0.0 19=46, p r1 2:46:4.1 e=81, p r1 2:46:4.1 19=50, "
                      "p r4 2:50:0.3 10=11223344");
    /* Found once. */
    assert_int_equal(asl_run(&a, "WNIC"), ACPI_OK);
    assert_trace(a.w, "p r4 2:50:0.3 14=55, p w4 2:50:0.3 14=7f");
    asl_close(&a);
}

static void below_what_is_no_bridge(void **state)
{
    (void)state;
    struct asl a = tree_new();
    assert_int_equal(asl_integer(&a, "RECC"), 0xab);
    assert_trace(a.w, "p r1 2:40:1f.0 40=ab");
    assert_int_equal(asl_integer(&a, "RCHN"), 0xcd);
    assert_trace(a.w, "p r1 2:40:1f.0 e=80, p r1 2:40:1f.0 41=cd");
    asl_close(&a);
}

static void absent_functions_read_all_ones(void **state)
{
    (void)state;
    struct asl a = tree_new();
    assert_int_equal(asl_integer(&a, "ROFF"), 0xFFFF);
    assert_trace(a.w, "p r1 2:40:1d.0 e=ff");
    assert_int_equal(asl_run(&a, "WOFF"), ACPI_OK);
    assert_trace(a.w, "p r1 2:40:1d.0 e=ff");
    assert_int_equal(asl_integer(&a, "RNOB"), 0xFFFF);
    assert_trace(a.w, "p r1 2:40:1b.0 e=81, p r1 2:40:1b.0 19=0");
    /* Plugged in. */
    add_bridge(a.w, 0x40, 0x1D, 0, 0x60);
    memcpy(world_add(a.w, (struct acpi_pci){2, 0x60, 0, 0}, 0), "\x21\x43", 2);
    assert_int_equal(asl_integer(&a, "ROFF"), 0x4321);
    assert_trace(a.w, "p r1 2:40:1d.0 e=81, p r1 2:40:1d.0 19=60, p r2 2:60:0.0 0=4321");
    asl_close(&a);
}

/* Everything that can be a method is one; each runs once for the access. */
static void identities_may_be_methods(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        "Name (CNT, 0)\n"
        "Device (PCI0) {\n"
        "  Method (_HID) { CNT += 0x1 Return (\"ABCD0001\") }\n"
        "  Method (_CID) { CNT += 0x10 Return (Package () { \"FOO0001\", EisaId (\"PNP0A03\") }) "
        "}\n"
        "  Method (_SEG) { CNT += 0x100 Return (1) }\n"
        "  Method (_BBN) { CNT += 0x1000 Return (0x20) }\n"
        "  Device (BRG0) { Method (_ADR) { CNT += 0x10000 Return (0x00020000) }\n"
        "    Device (FUN0) { Method (_ADR) { CNT += 0x100000 Return (0x00030002) }\n"
        "      OperationRegion (CFG, PCI_Config, 0, 8)\n"
        "      Field (CFG, ByteAcc, NoLock, Preserve) { VAL0, 8 }\n"
        "      Method (READ) { CNT = 0 Local0 = VAL0 Return (Local0) }\n"
        "} } }\n");
    world_add(a.w, (struct acpi_pci){1, 0x20, 2, 0}, 2)[0x19] = 0x21; /* CardBus */
    world_add(a.w, (struct acpi_pci){1, 0x21, 3, 2}, 0)[0] = 0x99;
    assert_int_equal(asl_integer(&a, "\\PCI0.BRG0.FUN0.READ"), 0x99);
    assert_trace(a.w, "p r1 1:20:2.0 e=2, p r1 1:20:2.0 19=21, p r1 1:21:3.2 0=99");
    assert_int_equal(asl_integer(&a, "CNT"), 0x111111);
    assert_int_equal(asl_integer(&a, "\\PCI0.BRG0.FUN0.READ"), 0x99);
    assert_trace(a.w, "p r1 1:21:3.2 0=99");
    assert_int_equal(asl_integer(&a, "CNT"), 0);
    asl_close(&a);
}

/* No root bridge, no host with PCI, segments and functions beyond their range. */
static void odd_trees(void **state)
{
    (void)state;
    const char *body = //
        "Device (DEV0) { Name (_ADR, 0x0015FFFF)\n"
        "  OperationRegion (CFG, PCI_Config, 0xFFC, 8)\n"
        "  Field (CFG, DWordAcc, NoLock, Preserve) { LAST, 32, MORE, 32 } }\n"
        "OperationRegion (CFG, PCI_Config, 1, 8)\n"
        "Field (CFG, DWordAcc, NoLock, Preserve) { ODD0, 32 }\n"
        "Field (CFG, QWordAcc, NoLock, Preserve) { ODD1, 64 }\n"
        "Method (RLAS) { Return (\\DEV0.LAST) } Method (RMOR) { Return (\\DEV0.MORE) }\n"
        "Method (RODD) { Return (ODD0) } Method (WODD) { ODD1 = 0x1122334455667788 }\n";
    struct asl a = asl_new(body);
    assert_int_equal(asl_integer(&a, "RLAS"), 0xFFFFFFFF);
    assert_trace(a.w, "p r4 0:0:15.0 ffc=ffffffff");
    assert_int_equal(asl_run(&a, "RMOR"), ACPI_AML_REGION_LIMIT);
    world_add(a.w, (struct acpi_pci){0, 0, 0, 0}, 0);
    assert_int_equal(asl_run(&a, "WODD"), ACPI_OK);
    assert_trace(a.w, "p w1 0:0:0.0 1=88, p w2 0:0:0.0 2=6677, p w4 0:0:0.0 4=22334455, "
                      "p w1 0:0:0.0 8=11");
    assert_int_equal(asl_integer(&a, "RODD"), 0x55667788);
    a.w->fail = true;
    assert_int_equal(asl_run(&a, "RODD"), ACPI_AML_ACCESS);
    asl_close(&a);
    struct acpi_host host = world_host(NULL);
    host.pci_read = NULL;
    host.pci_write = NULL;
    a = asl_new_with(host, 2, body);
    assert_int_equal(asl_integer(&a, "RODD"), 0xFFFFFFFF);
    assert_int_equal(asl_run(&a, "WODD"), ACPI_OK);
    asl_close(&a);
}

/* From outside any AML there is no machine that could run methods: names serve. */
static void without_a_machine(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_node *bridge = put_device(w, w->acpi->root, "PCI0");
    struct aml_node *device = put_device(w, bridge, "DEV0");
    struct aml_region *region = put_region_at(w, device, "CFG0", ACPI_SPACE_PCI_CONFIG, 0, 8);
    put(w, bridge, "_HID", aml_integer(0x030AD041));
    put(w, bridge, "_BBN", aml_integer(0x30));
    put(w, device, "_ADR", aml_integer(0x00050001));
    assert_int_equal(aml_region_ready(w->acpi, NULL, region), ACPI_OK);
    assert_true(region->pci_known);
    assert_int_equal(region->pci.bus, 0x30);
    assert_int_equal(region->pci.device, 5);
    assert_int_equal(region->pci.function, 1);
    struct aml_method *method = aml_new_object(w->acpi, T_METHOD, sizeof *method);
    struct aml_node *other = put_device(w, bridge, "DEV1");
    region = put_region_at(w, other, "CFG0", ACPI_SPACE_PCI_CONFIG, 0, 8);
    put(w, other, "_ADR", (struct aml_value){.tag = T_METHOD, .method = method});
    assert_int_equal(aml_region_ready(w->acpi, NULL, region), ACPI_UNSUPPORTED);
    assert_false(region->pci_known);
    /* The region's name is gone. */
    region->generation++;
    assert_int_equal(aml_pci_find(w->acpi, w->machine, region), ACPI_STALE);
    region->generation--;
    world_close(w);
}

/* Methods that fail end the access, wherever they stand. */
static void identities_that_fail(void **state)
{
    (void)state;
    static const char *const names[] = {"_HID", "_CID", "_SEG", "_BBN", "_ADR"};
    for (unsigned i = 0; i < 5; i++) {
        char body[512];
        snprintf(body, sizeof body,
                 "External (NONE)\n"
                 "Device (PCI0) { %s Method (%s) { Return (NONE) }\n"
                 "  Device (DEV0) { Name (_ADR, 0x10000) OperationRegion (CFG, PCI_Config, 0, 8)\n"
                 "    Field (CFG, ByteAcc, NoLock, Preserve) { VAL0, 8 }\n"
                 "    Method (READ) { Return (VAL0) } } }\n",
                 i == 0   ? ""
                 : i == 1 ? "Name (_HID, \"ACME0000\")"
                          : "Name (_HID, \"PNP0A03\")",
                 names[i]);
        struct asl a = asl_new(body);
        assert_int_equal(asl_run(&a, "\\PCI0.DEV0.READ"), ACPI_AML_NOT_FOUND);
        assert_trace(a.w, "");
        asl_close(&a);
    }
}

/* A handler of PCI_Config answers for the bridges too, so a kernel can do without host.pci_read. */
static enum acpi_status config(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)acpi;
    uint32_t offset = (uint32_t)(access->base + access->offset);
    return world_pci(ctx, access->pci, access->write, offset, access->width, &access->value)
               ? ACPI_OK
               : ACPI_AML_ACCESS;
}

static void handlers_have_the_function(void **state)
{
    (void)state;
    struct asl a = tree_new();
    a.acpi->host.pci_read = NULL;
    a.acpi->host.pci_write = NULL;
    assert_int_equal(
        acpi_space_handle(a.acpi, asl_node(&a, "\\_SB.PCI0"), ACPI_SPACE_PCI_CONFIG, config, a.w),
        ACPI_OK);
    a.w->trace[0] = '\0';
    assert_int_equal(asl_integer(&a, "RNIC"), 0x11223344);
    assert_trace(a.w, "p r1 2:40:1c.0 e=81, p r1 2:40:1c.0 19=45, p r1 2:45:0.0 e=81, "
                      "p r1 2:45:0.0 19=46, p r1 2:46:4.1 e=81, p r1 2:46:4.1 19=50, "
                      "p r4 2:50:0.3 10=11223344");
    asl_close(&a);
}

/* --- BARs ------------------------------------------------------------------------------------- */

static const char bars[] = //
    "Device (PCI0) { Name (_HID, EisaId (\"PNP0A03\"))\n"
    "  Device (DEV0) { Name (_ADR, 0x00020000)\n"
    "    OperationRegion (BAR0, PciBarTarget, 0x10, 0x20)\n"
    "    Field (BAR0, DWordAcc, NoLock, Preserve) { , 32, MEM0, 32 }\n"
    "    OperationRegion (BAR1, PciBarTarget, 0x14, 0x20)\n"
    "    Field (BAR1, ByteAcc, NoLock, Preserve) { , 16, IO1, 8 }\n"
    "    OperationRegion (BAR2, PciBarTarget, 0x18, 0x20)\n"
    "    Field (BAR2, WordAcc, NoLock, Preserve) { MEM2, 16 }\n"
    "    OperationRegion (BARX, PciBarTarget, 0x40, 0x20)\n"
    "    Field (BARX, WordAcc, NoLock, Preserve) { MEMX, 16 }\n"
    "} }\n"
    "Method (RME0) { Return (\\PCI0.DEV0.MEM0) } Method (WME0) { \\PCI0.DEV0.MEM0 = 0x12345678 }\n"
    "Method (RIO1) { Return (\\PCI0.DEV0.IO1) } Method (RME2) { Return (\\PCI0.DEV0.MEM2) }\n"
    "Method (RMEX) { Return (\\PCI0.DEV0.MEMX) }\n";

static void bars_are_followed(void **state)
{
    (void)state;
    struct asl a = asl_new(bars);
    uint8_t *function = world_add(a.w, (struct acpi_pci){0, 0, 2, 0}, 0);
    memcpy(function + 0x10,
           "\x08\x10\x01\x00" /* 0x11000, prefetchable */
           "\x81\x20\x00\x00" /* port 0x2080 */
           "\x04\x30\x00\x00\x01\x00\x00\x00" /* 0x100003000 */,
           16);
    a.w->ports[0x2082] = 0x42;
    assert_int_equal(asl_run(&a, "WME0"), ACPI_OK);
    assert_trace(a.w, "p r4 0:0:2.0 10=11008, m w4 11004=12345678");
    assert_int_equal(asl_integer(&a, "RIO1"), 0x42);
    assert_trace(a.w, "p r4 0:0:2.0 14=2081, i r1 2082=42");
    assert_int_equal(asl_run(&a, "RME2"), ACPI_AML_ACCESS); /* beyond what is there */
    assert_trace(a.w, "p r4 0:0:2.0 18=3004, p r4 0:0:2.0 1c=1");
    function[0x1C] = 0;
    a.w->memory[0x3001] = 0x88;
    assert_int_equal(asl_integer(&a, "RME2"), 0x8800);
    assert_trace(a.w, "p r4 0:0:2.0 18=3004, p r4 0:0:2.0 1c=0, m r2 3000=8800");
    /* No BAR there, none set, no function. */
    assert_int_equal(asl_run(&a, "RMEX"), ACPI_AML_VALUE);
    memset(function + 0x10, 0, 4);
    assert_int_equal(asl_integer(&a, "RME0"), 0xFFFFFFFF);
    a.w->function_count = 0;
    assert_int_equal(asl_integer(&a, "RME0"), 0xFFFFFFFF);
    a.w->fail = true;
    assert_int_equal(asl_run(&a, "RME0"), ACPI_AML_ACCESS);
    asl_close(&a);
}

/* The kernel moves a BAR: the next access maps its new place. */
static void bars_move(void **state)
{
    (void)state;
    struct acpi_host host = world_host(NULL);
    host.memory_read = NULL;
    host.memory_write = NULL;
    struct asl a = asl_new_with(host, 2, bars);
    uint8_t *function = world_add(a.w, (struct acpi_pci){0, 0, 2, 0}, 0);
    memcpy(function + 0x10, "\x00\x10\x01\x00", 4);
    assert_int_equal(asl_run(&a, "WME0"), ACPI_OK);
    assert_int_equal(bytes_get(a.w->memory + 0x11004, 4), 0x12345678);
    assert_trace(a.w, "p r4 0:0:2.0 10=11000, map 11000+20");
    assert_int_equal(asl_integer(&a, "RME0"), 0x12345678);
    assert_trace(a.w, "p r4 0:0:2.0 10=11000");
    function[0x11] = 0x30;
    a.w->memory[0x13004] = 7;
    assert_int_equal(asl_integer(&a, "RME0"), 7);
    assert_trace(a.w, "p r4 0:0:2.0 10=13000, unmap 11000+20, map 13000+20");
    asl_close(&a);
}

TESTS(test(functions_are_found), test(below_what_is_no_bridge),
      test(absent_functions_read_all_ones), test(identities_may_be_methods), test(odd_trees),
      test(without_a_machine), test(identities_that_fail), test(handlers_have_the_function),
      test(bars_are_followed), test(bars_move))
