/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The namespace and its devices from outside; the start of a machine; _REG. */
#include "aml/device.h"
#include "projects/acpi/tests/asl.h"

#define ROOT ((struct acpi_node_ref){NULL, 0})

static void path_of(struct asl *a, struct acpi_node_ref node, char text[64])
{
    acpi_node_path(a->acpi, node, text, 64);
}

/* The paths of a walk, one after the other. */
static const char *walked(struct acpi_walk *walk)
{
    static char text[2048];
    struct acpi_node_ref node;
    size_t n = 0;
    text[0] = '\0';
    while (acpi_walk_next(walk, &node)) {
        char path[64];
        acpi_node_path(walk->acpi, node, path, sizeof path);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n == 0 ? "" : " ", path);
    }
    return text;
}

/* --- Names ------------------------------------------------------------------------------------ */

static const char names[] = //
    "Scope (\\_SB) {\n"
    "  Device (PCI0) { Name (_HID, EisaId (\"PNP0A08\")) Name (_CID, EisaId (\"PNP0A03\")) Name "
    "(_UID, 17)\n"
    "    Method (MTH3, 3) { Return (1) }\n"
    "    Device (DEV0) { Name (_HID, \"ACME0001\") Name (_UID, \"first\") Name (_STA, 0x0B) }\n"
    "    Device (DEV1) { Name (_HID, \"ACME0001\") Name (_UID, \"second\")\n"
    "      Name (_CID, Package () { \"ACME0002\", EisaId (\"PNP0C02\") }) Device (LEAF) { Name "
    "(_ADR, 0) } }\n"
    "    Device (GONE) { Name (_STA, 0) Name (_HID, \"ACME0001\") Device (BELO) {} }\n"
    "    Device (HALF) { Name (_STA, 8) Device (BELO) {} }\n"
    "    Device (FAIL) { Method (_STA) { Return (NONE) } External (NONE) Device (BELO) {} }\n"
    "    Device (NOID) { Method (_HID) { Return (NONE) } External (NONE) }\n"
    "    Device (BADT) { Method (_HID) { Return (Buffer () {1}) } Name (_UID, "
    "18446744073709551615)\n"
    "      Name (_STA, \"text\") }\n"
    "  }\n"
    "  Alias (PCI0, ALIA) Alias (PCI0.MTH3, ALIM)\n"
    "}\n"
    "Name (INT0, 5)\n";

static void finds_paths(void **state)
{
    (void)state;
    struct asl a = asl_new(names);
    struct acpi_node_ref pci = asl_node(&a, "\\_SB.PCI0"), node;
    static const struct {
        const char *path, *expected;
    } cases[] = {
        {"\\", "\\"},
        {"", "\\_SB_.PCI0"},
        {NULL, "\\_SB_.PCI0"},
        {"^", "\\_SB_"},
        {"^^", "\\"},
        {"DEV0", "\\_SB_.PCI0.DEV0"},
        {"dev0", "\\_SB_.PCI0.DEV0"},
        {"INT0", NULL}, /* no search upwards */
        {"^^INT0", "\\INT0"},
        {"DEV1.LEAF", "\\_SB_.PCI0.DEV1.LEAF"},
        {"^PCI0.DEV0._UID", "\\_SB_.PCI0.DEV0._UID"},
        {"\\_SB_.PCI0.MTH3", "\\_SB_.PCI0.MTH3"},
        {"^^^", NULL},
        {"DEV9", NULL},
        {"DEV0.", NULL},
        {".DEV0", NULL},
        {"DEV00", NULL},
        {"9DEV", NULL},
        {"DE-0", NULL},
        {"DEV0..LEAF", NULL},
        {"\\DEV0", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        bool found = acpi_find(a.acpi, pci, cases[i].path, &node);
        if (found != (cases[i].expected != NULL))
            fail_msg("\"%s\": %s", cases[i].path, found ? "found" : "not found");
        if (!found)
            continue;
        path_of(&a, node, text);
        assert_string_equal(text, cases[i].expected);
    }
    struct acpi_node_ref stale = {pci.node, pci.generation + 2};
    assert_false(acpi_find(a.acpi, stale, "\\", &node));
    asl_close(&a);
}

static void nodes_are_told(void **state)
{
    (void)state;
    struct asl a = asl_new(names);
    struct acpi_node_ref pci = asl_node(&a, "\\_SB.PCI0"), parent;
    struct acpi_node_ref method = asl_node(&a, "\\_SB.PCI0.MTH3");
    struct acpi_node_ref stale = {pci.node, pci.generation + 2};
    char text[8] = "x";
    assert_int_equal(acpi_node_type(a.acpi, pci), ACPI_DEVICE);
    assert_int_equal(acpi_node_type(a.acpi, ROOT), ACPI_SCOPE);
    assert_int_equal(acpi_node_type(a.acpi, method), ACPI_METHOD);
    assert_int_equal(acpi_node_type(a.acpi, stale), ACPI_UNINITIALIZED);
    assert_int_equal(acpi_node_arguments(a.acpi, method), 3);
    assert_int_equal(acpi_node_arguments(a.acpi, asl_node(&a, "\\_SB.ALIM")), 3);
    assert_int_equal(acpi_node_arguments(a.acpi, pci), 0);
    assert_int_equal(acpi_node_arguments(a.acpi, stale), 0);
    assert_true(acpi_node_parent(a.acpi, method, &parent));
    assert_ptr_equal(parent.node, pci.node);
    assert_false(acpi_node_parent(a.acpi, ROOT, &parent));
    assert_false(acpi_node_parent(a.acpi, stale, &parent));
    assert_int_equal(acpi_node_path(a.acpi, pci, text, sizeof text), 10);
    assert_string_equal(text, "\\_SB_.P");
    assert_int_equal(acpi_node_path(a.acpi, pci, NULL, 0), 10);
    assert_int_equal(acpi_node_path(a.acpi, stale, text, sizeof text), 0);
    assert_string_equal(text, "");
    asl_close(&a);
}

static void devices_have_identities(void **state)
{
    (void)state;
    struct asl a = asl_new(names);
    struct acpi_node_ref pci = asl_node(&a, "\\_SB.PCI0"), dev0 = asl_node(&a, "\\_SB.PCI0.DEV0");
    struct acpi_node_ref bad = asl_node(&a, "\\_SB.PCI0.BADT");
    struct acpi_node_ref stale = {pci.node, pci.generation + 2};
    char text[32];
    uint32_t sta;
    assert_int_equal(acpi_device_hid(a.acpi, pci, text, sizeof text), ACPI_OK);
    assert_string_equal(text, "PNP0A08");
    assert_int_equal(acpi_device_hid(a.acpi, pci, text, 8), ACPI_OK);
    assert_int_equal(acpi_device_hid(a.acpi, pci, text, 7), ACPI_TOO_SMALL);
    assert_int_equal(acpi_device_uid(a.acpi, pci, text, sizeof text), ACPI_OK);
    assert_string_equal(text, "17");
    assert_int_equal(acpi_device_hid(a.acpi, dev0, text, sizeof text), ACPI_OK);
    assert_string_equal(text, "ACME0001");
    assert_int_equal(acpi_device_uid(a.acpi, dev0, text, sizeof text), ACPI_OK);
    assert_string_equal(text, "first");
    assert_int_equal(acpi_device_uid(a.acpi, bad, text, sizeof text), ACPI_OK);
    assert_string_equal(text, "18446744073709551615");
    assert_int_equal(acpi_device_hid(a.acpi, bad, text, sizeof text), ACPI_WRONG_TYPE);
    assert_int_equal(acpi_device_hid(a.acpi, asl_node(&a, "\\_SB.PCI0.HALF"), text, sizeof text),
                     ACPI_NOT_FOUND);
    assert_int_equal(acpi_device_hid(a.acpi, stale, text, sizeof text), ACPI_STALE);
    assert_int_equal(acpi_device_status(a.acpi, pci, &sta), ACPI_OK);
    assert_int_equal(sta, 0xF);
    assert_int_equal(acpi_device_status(a.acpi, dev0, &sta), ACPI_OK);
    assert_int_equal(sta, 0xB);
    assert_int_equal(acpi_device_status(a.acpi, bad, &sta), ACPI_WRONG_TYPE);
    assert_int_equal(acpi_device_status(a.acpi, stale, &sta), ACPI_STALE);
    assert_int_equal(acpi_device_status(a.acpi, asl_node(&a, "\\_SB.PCI0.FAIL"), &sta),
                     ACPI_AML_NOT_FOUND);
    asl_close(&a);
}

/* --- Walks ------------------------------------------------------------------------------------ */

static void walks(void **state)
{
    (void)state;
    struct asl a = asl_new(names);
    struct acpi_node_ref dev1 = asl_node(&a, "\\_SB.PCI0.DEV1");
    struct acpi_walk walk = acpi_walk_begin(a.acpi, dev1);
    assert_string_equal(walked(&walk),
                        "\\_SB_.PCI0.DEV1._HID \\_SB_.PCI0.DEV1._UID \\_SB_.PCI0.DEV1._CID "
                        "\\_SB_.PCI0.DEV1.LEAF \\_SB_.PCI0.DEV1.LEAF._ADR");
    assert_int_equal(walk.status, ACPI_OK);
    assert_string_equal(walked(&walk), ""); /* at its end it stays there */
    walk = acpi_children(a.acpi, asl_node(&a, "\\_SB"));
    assert_string_equal(walked(&walk), "\\_SB_.PCI0 \\_SB_.ALIA \\_SB_.ALIM");
    walk = acpi_children(a.acpi, asl_node(&a, "\\INT0"));
    assert_string_equal(walked(&walk), "");
    assert_int_equal(walk.status, ACPI_OK);
    struct acpi_node_ref stale = {dev1.node, dev1.generation + 2};
    walk = acpi_walk_begin(a.acpi, stale);
    assert_string_equal(walked(&walk), "");
    assert_int_equal(walk.status, ACPI_STALE);
    asl_close(&a);
}

static const char *devices(struct asl *a, struct acpi_device_match match)
{
    struct acpi_walk walk = acpi_devices(a->acpi, match);
    const char *text = walked(&walk);
    assert_int_equal(walk.status, ACPI_OK);
    return text;
}

static void devices_that_match(void **state)
{
    (void)state;
    struct asl a = asl_new(names);
    assert_string_equal(devices(&a, (struct acpi_device_match){.id = NULL}),
                        "\\_SB_.PCI0 \\_SB_.PCI0.DEV0 \\_SB_.PCI0.DEV1 "
                        "\\_SB_.PCI0.DEV1.LEAF \\_SB_.PCI0.HALF \\_SB_.PCI0.HALF.BELO "
                        "\\_SB_.PCI0.FAIL.BELO \\_SB_.PCI0.NOID");
    assert_string_equal(devices(&a, (struct acpi_device_match){.id = "PNP0A08"}), "\\_SB_.PCI0");
    assert_string_equal(devices(&a, (struct acpi_device_match){.id = "PNP0A03"}), "\\_SB_.PCI0");
    assert_string_equal(devices(&a, (struct acpi_device_match){.id = "PNP0A0"}), "");
    assert_string_equal(devices(&a, (struct acpi_device_match){.id = "PNP0C02"}),
                        "\\_SB_.PCI0.DEV1");
    assert_string_equal(devices(&a, (struct acpi_device_match){.id = "ACME0001"}),
                        "\\_SB_.PCI0.DEV0 \\_SB_.PCI0.DEV1");
    assert_string_equal(devices(&a, (struct acpi_device_match){.id = "ACME0001", .uid = "second"}),
                        "\\_SB_.PCI0.DEV1");
    assert_string_equal(devices(&a, (struct acpi_device_match){.uid = "17"}), "\\_SB_.PCI0");
    assert_string_equal(
        devices(&a, (struct acpi_device_match){.id = "ACME0001", .absent_too = true}),
        "\\_SB_.PCI0.DEV0 \\_SB_.PCI0.DEV1 \\_SB_.PCI0.GONE");
    asl_close(&a);
}

/* The walk's place goes while it stands there. */
static void walks_over_what_changes(void **state)
{
    (void)state;
    struct asl a = asl_new("Name (LAST, 1)\n");
    struct aml_node *owned = NULL, *node;
    aml_enter(a.acpi);
    assert_int_equal(aml_node_add(a.acpi, a.acpi->root, name4("TEMP"), &owned, &node), ACPI_OK);
    aml_leave(a.acpi);
    struct acpi_walk walk = acpi_walk_begin(a.acpi, ROOT);
    struct acpi_node_ref at;
    do
        assert_true(acpi_walk_next(&walk, &at));
    while (at.node != node);
    aml_enter(a.acpi);
    aml_nodes_remove(a.acpi, &owned);
    aml_leave(a.acpi);
    assert_false(acpi_walk_next(&walk, &at));
    assert_int_equal(walk.status, ACPI_CHANGED);
    assert_false(acpi_walk_next(&walk, &at));
    asl_close(&a);
}

static void eisa_ids(void **state)
{
    (void)state;
    static const struct {
        uint32_t id;
        const char *text;
    } cases[] = {{0x080AD041, "PNP0A08"},
                 {0x030AD041, "PNP0A03"},
                 {0xEFBE4D24, "IBMBEEF"},
                 {0x34124D24, "IBM1234"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[AML_EISA_SIZE];
        aml_eisa_text(cases[i].id, text);
        assert_string_equal(text, cases[i].text);
    }
}

/* --- Start ------------------------------------------------------------------------------------ */

/* Each method adds a letter to LOG_. */
#define LOGGING           \
    "Name (LOGS, \"\")\n" \
    "Method (SAY, 1) { Concatenate (LOGS, Arg0, Local0) CopyObject (Local0, LOGS) }\n"

static void assert_said(struct asl *a, const char *expected)
{
    uint8_t storage[1024];
    struct acpi_arena arena = acpi_arena(storage, sizeof storage);
    struct acpi_value value;
    assert_int_equal(acpi_eval(a->acpi, ROOT, "LOGS", NULL, 0, &arena, &value, NULL), ACPI_OK);
    assert_int_equal(value.type, ACPI_STRING);
    assert_string_equal(value.string.bytes, expected);
    assert_int_equal(asl_run(a, "CLR"), ACPI_OK);
}

static void devices_start_from_the_top(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        LOGGING "Method (CLR) { CopyObject (\"\", LOGS) }\n"
                "Method (_INI) { SAY (\"root \") }\n"
                "Scope (\\_SB) { Method (_INI) { SAY (\"sb \") }\n"
                "  Device (DEV0) { Method (_STA) { SAY (\"0? \") Return (0xF) } Method (_INI) { "
                "SAY (\"0 \") }\n"
                "    Device (DEV1) { Method (_INI) { SAY (\"1 \") } } }\n"
                "  Device (DEV2) { Method (_STA) { SAY (\"2? \") Return (0) } Method (_INI) { SAY "
                "(\"2 \") }\n"
                "    Device (DEV3) { Method (_STA) { SAY (\"3? \") Return (0xF) } Method (_INI) { "
                "SAY (\"3 \") } } }\n"
                "  Device (DEV4) { Name (_STA, 8) Method (_INI) { SAY (\"4 \") }\n"
                "    Device (DEV5) { Method (_INI) { SAY (\"5 \") } } }\n"
                "  Device (DEV6) { External (NONE) Method (_STA) { Return (NONE) } Method (_INI) { "
                "SAY (\"6 \") }\n"
                "    Device (DEV7) { Method (_INI) { SAY (\"7 \") Local0 = NONE } } }\n"
                "  Processor (CPU0, 1, 0, 0) { Method (_INI) { SAY (\"cpu \") } }\n"
                "  ThermalZone (THM0) { Method (_INI) { SAY (\"thm \") } }\n"
                "}\n");
    struct acpi_start_report report;
    assert_int_equal(acpi_start(a.acpi, &report), ACPI_OK);
    assert_said(&a, "root sb 0? 0 1 2? 5 7 cpu thm ");
    assert_int_equal(report.devices, 9);
    assert_int_equal(report.present, 6);
    assert_int_equal(report.ini, 8);
    assert_int_equal(report.reg, 0);
    assert_int_equal(report.failed, 2); /* _STA of DEV6, _INI of DEV7 */
    assert_int_equal(report.first, ACPI_AML_NOT_FOUND);
    assert_int_equal(acpi_start(a.acpi, &report), ACPI_INVALID);
    asl_close(&a);
}

/* --- _REG ------------------------------------------------------------------------------------- */

static enum acpi_status nothing(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)ctx;
    (void)acpi;
    (void)access;
    return ACPI_OK;
}

static const char regs[] = //
    LOGGING
    "Method (CLR) { CopyObject (\"\", LOGS) }\n"
    "Method (TELL, 3) { SAY (Concatenate (Arg0, Concatenate (ToHexString (Arg1), Concatenate "
    "(\"=\",\n"
    "  Concatenate (ToHexString (Arg2), \" \"))))) }\n"
    "Method (TEMP) { OperationRegion (TMP0, EmbeddedControl, 0, 1) Field (TMP0, ByteAcc, NoLock, "
    "Preserve) { TMPF, 8 }\n"
    "  Return (TMPF) }\n"
    "Scope (\\_SB) { Device (PCI0) { Name (_HID, EisaId (\"PNP0A03\"))\n"
    "  OperationRegion (CFG0, PCI_Config, 0, 1) OperationRegion (MEM0, SystemMemory, 0, 1)\n"
    "  OperationRegion (SIO0, SystemIO, 0, 1)\n"
    "  Method (_REG, 2) { TELL (\"pci\", Arg0, Arg1) }\n"
    "  Device (EC0) { Name (_HID, EisaId (\"PNP0C09\"))\n"
    "    Method (_REG, 2) { TELL (\"ec\", Arg0, Arg1) }\n"
    "    OperationRegion (ECR0, EmbeddedControl, 0, 0x10) OperationRegion (ECR1, EmbeddedControl, "
    "0x10, 0x10)\n"
    "    OperationRegion (OEM0, 0x80, 0, 1)\n"
    "    Device (SUB0) { Method (_REG, 2) { TELL (\"sub\", Arg0, Arg1) }\n"
    "      OperationRegion (ECR2, EmbeddedControl, 0x20, 0x10) }\n"
    "    Device (SUB1) { Name (_REG, 5) OperationRegion (ECR3, EmbeddedControl, 0x20, 0x10) }\n"
    "    Device (SUB2) { External (NONE) Method (_REG, 2) { Local0 = NONE }\n"
    "      OperationRegion (ECR4, EmbeddedControl, 0x20, 0x10) }\n"
    "} } }\n";

static enum acpi_status handle(struct asl *a, const char *path, unsigned space, acpi_space_fn *fn)
{
    return acpi_space_handle(a->acpi, asl_node(a, path), (enum acpi_space)space, fn, NULL);
}

static void regions_are_told_at_the_start(void **state)
{
    (void)state;
    struct asl a = asl_new(regs);
    struct acpi_start_report report;
    assert_int_equal(handle(&a, "\\_SB.PCI0.EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing),
                     ACPI_OK);
    assert_said(&a, ""); /* not before */
    assert_int_equal(acpi_start(a.acpi, &report), ACPI_OK);
    assert_said(&a, "pci0x2=0x1 ec0x3=0x1 sub0x3=0x1 ");
    assert_int_equal(report.reg, 4);
    assert_int_equal(report.failed, 1); /* SUB2 */
    assert_int_equal(report.first, ACPI_AML_NOT_FOUND);
    asl_close(&a);
}

static void regions_are_told_of_changes(void **state)
{
    (void)state;
    struct acpi_host host = world_host(NULL);
    host.pci_read = NULL;
    struct asl a = asl_new_with(host, 2, regs);
    assert_int_equal(acpi_start(a.acpi, NULL), ACPI_OK);
    assert_said(&a, ""); /* nobody answers for any */
    assert_int_equal(handle(&a, "\\", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    assert_said(&a, "ec0x3=0x1 sub0x3=0x1 ");
    assert_int_equal(asl_run(&a, "TEMP"), ACPI_OK); /* a method's own region */
    assert_said(&a, "");
    /* A nearer one and another: nothing new for those that had one. */
    assert_int_equal(handle(&a, "\\_SB.PCI0.EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing),
                     ACPI_OK);
    assert_int_equal(handle(&a, "\\_SB.PCI0.EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing),
                     ACPI_OK);
    assert_int_equal(handle(&a, "\\", ACPI_SPACE_EMBEDDED_CONTROLLER, NULL), ACPI_OK);
    assert_said(&a, "");
    assert_int_equal(handle(&a, "\\_SB.PCI0.EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, NULL), ACPI_OK);
    assert_said(&a, "ec0x3=0x0 sub0x3=0x0 ");
    assert_int_equal(handle(&a, "\\_SB.PCI0.EC0.SUB0", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing),
                     ACPI_OK);
    assert_said(&a, "sub0x3=0x1 ");
    assert_int_equal(handle(&a, "\\", 0x80, nothing), ACPI_OK);
    assert_int_equal(handle(&a, "\\", ACPI_SPACE_PCI_CONFIG, nothing), ACPI_OK);
    assert_said(&a, "ec0x80=0x1 pci0x2=0x1 ");
    asl_close(&a);
}

/* An embedded controller without a region of its own, but with a _REG (5.2.15). */
static void controllers_without_a_region(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        LOGGING
        "Method (CLR) { CopyObject (\"\", LOGS) }\n"
        "Device (EC0) { Method (_REG, 2) { SAY (Concatenate (\"ec=\", ToHexString (Arg1))) }\n"
        "  Device (SUB0) { OperationRegion (ECR0, EmbeddedControl, 0, 1)\n"
        "    Method (_REG, 2) { SAY (Concatenate (\" sub=\", ToHexString (Arg1))) } } }\n");
    assert_int_equal(handle(&a, "\\EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    assert_int_equal(handle(&a, "\\EC0", 0x80, nothing), ACPI_OK);
    assert_int_equal(acpi_start(a.acpi, NULL), ACPI_OK);
    assert_said(&a, " sub=0x1ec=0x1");
    assert_int_equal(handle(&a, "\\EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    assert_said(&a, "");
    assert_int_equal(handle(&a, "\\EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, NULL), ACPI_OK);
    assert_said(&a, "ec=0x0 sub=0x0");
    assert_int_equal(handle(&a, "\\EC0", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    assert_said(&a, " sub=0x1ec=0x1");
    asl_close(&a);
}

/* A region that a method declares, with its _REG. */
static void regions_of_methods(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        LOGGING "Method (CLR) { CopyObject (\"\", LOGS) }\n"
                "Method (TEMP, 0, Serialized) {\n"
                "  Method (_REG, 2) { SAY (Concatenate (\"temp=\", ToHexString (Arg1))) }\n"
                "  OperationRegion (TMP0, EmbeddedControl, 0, 1)\n"
                "  Field (TMP0, ByteAcc, NoLock, Preserve) { TMPF, 8 } Return (TMPF) }\n");
    assert_int_equal(acpi_start(a.acpi, NULL), ACPI_OK);
    assert_int_equal(asl_run(&a, "TEMP"), ACPI_AML_NO_HANDLER);
    assert_said(&a, "");
    assert_int_equal(handle(&a, "\\", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    assert_int_equal(asl_run(&a, "TEMP"), ACPI_OK);
    assert_said(&a, "temp=0x1");
    asl_close(&a);
}

/* What a handler removes while the start or _REG is under way. */
static struct aml_node **removed;
static enum acpi_status removing(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)ctx;
    (void)access;
    aml_enter(acpi);
    aml_nodes_remove(acpi, removed);
    aml_leave(acpi);
    return ACPI_OK;
}

static const char vanishing[] = //
    "OperationRegion (OEM0, 0x80, 0, 1) Field (OEM0, ByteAcc, NoLock, Preserve) { OEMF, 8 }\n"
    "Device (DEV0) { Method (_INI) { OEMF = 1 } Method (_REG, 2) { If (Arg0 == 3) { OEMF = 1 } }\n"
    "  OperationRegion (ECR0, EmbeddedControl, 0, 1) }\n"
    "Device (DEV1) { Method (_INI) { } }\n";

static void tables_vanish_during_the_start(void **state)
{
    (void)state;
    struct asl a = asl_new(vanishing);
    struct acpi_start_report report;
    removed = &a.acpi->blocks->owned;
    assert_int_equal(handle(&a, "\\", 0x80, removing), ACPI_OK);
    assert_int_equal(acpi_start(a.acpi, &report), ACPI_OK);
    assert_int_equal(report.devices, 1);
    assert_int_equal(report.first, ACPI_CHANGED);
    struct acpi_node_ref node;
    assert_false(acpi_find(a.acpi, ROOT, "DEV1", &node));
    asl_close(&a);
}

static void tables_vanish_during_reg(void **state)
{
    (void)state;
    struct asl a = asl_new(vanishing);
    struct acpi_node_ref device = asl_node(&a, "\\DEV0");
    removed = &(struct aml_node *){NULL}; /* nothing, at the start */
    assert_int_equal(handle(&a, "\\", 0x80, removing), ACPI_OK);
    assert_int_equal(acpi_start(a.acpi, NULL), ACPI_OK);
    removed = &a.acpi->blocks->owned;
    /* The place that gets the handler goes too. */
    assert_int_equal(
        acpi_space_handle(a.acpi, device, ACPI_SPACE_EMBEDDED_CONTROLLER, nothing, NULL), ACPI_OK);
    assert_int_equal(acpi_node_type(a.acpi, device), ACPI_UNINITIALIZED);
    asl_close(&a);
    a = asl_new(vanishing);
    removed = &(struct aml_node *){NULL};
    assert_int_equal(handle(&a, "\\", 0x80, removing), ACPI_OK);
    assert_int_equal(acpi_start(a.acpi, NULL), ACPI_OK);
    removed = &a.acpi->blocks->owned;
    assert_int_equal(handle(&a, "\\", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    asl_close(&a);
}

/* A table that comes later. */
static void regions_of_later_tables_are_told(void **state)
{
    (void)state;
    struct asl a = asl_new(regs);
    size_t size;
    uint8_t *ssdt = asl_compile("SSDT", 2,
                                "External (\\TELL, MethodObj)\n"
                                "Device (LATE) { OperationRegion (ECR5, EmbeddedControl, 0, 1)\n"
                                "  Method (_REG, 2) { \\TELL (\"late\", Arg0, Arg1) } }\n",
                                &size);
    assert_int_equal(handle(&a, "\\", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    assert_int_equal(acpi_start(a.acpi, NULL), ACPI_OK);
    assert_said(&a, "pci0x2=0x1 ec0x3=0x1 sub0x3=0x1 ");
    assert_int_equal(acpi_load_table(a.acpi, ssdt, size), ACPI_OK);
    assert_said(&a, "late0x3=0x1 ");
    asl_close(&a);
    free(ssdt);
    /* The same table, loaded by AML itself. */
    a = asl_new("OperationRegion (MEM0, SystemMemory, 0x1000, 0x1000)\n"
                "Method (LDIT) { Load (MEM0, Local0) Return (Local0) }\n" LOGGING
                "Method (CLR) { CopyObject (\"\", LOGS) }\n");
    ssdt = asl_compile("SSDT", 2,
                       "External (\\SAY, MethodObj)\n"
                       "Device (LATE) { OperationRegion (ECR5, EmbeddedControl, 0, 1)\n"
                       "  Method (_REG, 2) { \\SAY (\"late\") } }\n",
                       &size);
    memcpy(a.w->memory + 0x1000, ssdt, size);
    assert_int_equal(handle(&a, "\\", ACPI_SPACE_EMBEDDED_CONTROLLER, nothing), ACPI_OK);
    assert_int_equal(acpi_start(a.acpi, NULL), ACPI_OK);
    assert_int_equal(asl_run(&a, "LDIT"), ACPI_OK);
    assert_said(&a, "late");
    asl_close(&a);
    free(ssdt);
}

TESTS(test(finds_paths), test(nodes_are_told), test(devices_have_identities), test(walks),
      test(devices_that_match), test(walks_over_what_changes), test(eisa_ids),
      test(devices_start_from_the_top), test(regions_are_told_at_the_start),
      test(regions_are_told_of_changes), test(controllers_without_a_region),
      test(regions_of_methods), test(tables_vanish_during_the_start),
      test(tables_vanish_during_reg), test(regions_of_later_tables_are_told))
