/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Fields that are commands: what handlers get, and what comes back. */
#include "projects/acpi/tests/asl.h"

/* Writes down what it gets; answers status 0, a length, and bytes that count up from 0xC0. */
static enum acpi_status handler(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    struct world *w = ctx;
    (void)acpi;
    note(w, "%c %x:%llx+%llx %zu bytes", access->write ? 'w' : 'r', access->space,
         (unsigned long long)access->base, (unsigned long long)access->offset, access->size);
    assert_int_equal(access->width, 0);
    assert_int_equal(w->locked, 0);
    for (size_t i = 0; i < access->size && i < 5; i++)
        note(w, " %02x", access->bytes[i]);
    note(w, ", attribute %x/%x, bits %u+%u, connection %zu", access->attribute,
         access->attribute_length, access->bit_offset, access->bit_count, access->connection_size);
    if (access->connection_size != 0)
        note(w, " (%02x)", access->connection[0]);
    note(w, "; ");
    for (size_t i = 0; i < access->size; i++)
        access->bytes[i] = (uint8_t)(i == 0 ? 0 : i == 1 ? access->size - 2 : 0xC0 + i);
    return w->fail ? ACPI_AML_ACCESS : ACPI_OK;
}

static void install(struct asl *a, enum acpi_space space)
{
    assert_int_equal(
        acpi_space_handle(a->acpi, (struct acpi_node_ref){NULL, 0}, space, handler, a->w), ACPI_OK);
}

static const char serial[] = //
    "Device (I2C0) {}\n"
    "Device (DEV0) {\n"
    "  OperationRegion (GSB0, GenericSerialBus, 0x100, 0x100)\n"
    "  Name (RES0, ResourceTemplate () { I2CSerialBusV2 (0x50, ControllerInitiated, 100000,\n"
    "    AddressingMode7Bit, \"\\\\I2C0\") })\n"
    "  Field (GSB0, BufferAcc, NoLock, Preserve) {\n"
    "    Connection (RES0), AccessAs (BufferAcc, AttribByte),\n"
    "    Offset (7), BYT0, 8, AccessAs (BufferAcc, AttribWord), WRD0, 8,\n"
    "    AccessAs (BufferAcc, AttribQuick), QCK0, 8, AccessAs (BufferAcc, AttribBytes (16)), BTS0, "
    "8,\n"
    "    AccessAs (BufferAcc, AttribBlock), BLK0, 8 }\n"
    "  Method (RBYT) { Return (BYT0) }\n"
    "  Method (RBTS) { Return (BTS0) }\n"
    "  Method (RQCK) { Return (QCK0) }\n"
    "  Method (WWRD) { Local0 = Buffer () { 9, 2, 0x34, 0x12 } Local1 = (WRD0 = Local0) Return "
    "(Local1) }\n"
    "  Method (WBLK) { Local0 = Buffer (300) { 9, 4, 1, 2, 3, 4 } BLK0 = Local0 }\n"
    "}\n";

/* Evaluates what gives a buffer: its size, first bytes. */
static void check_buffer(struct asl *a, const char *path, size_t size, const char *first, size_t n)
{
    uint8_t storage[512];
    struct acpi_arena arena = acpi_arena(storage, sizeof storage);
    struct acpi_value value;
    assert_int_equal(
        acpi_eval(a->acpi, (struct acpi_node_ref){NULL, 0}, path, NULL, 0, &arena, &value, NULL),
        ACPI_OK);
    assert_int_equal(value.type, ACPI_BUFFER);
    assert_int_equal(value.buffer.size, size);
    assert_memory_equal(value.buffer.bytes, first, n);
}

static void serial_bus(void **state)
{
    (void)state;
    struct asl a = asl_new(serial);
    assert_int_equal(asl_run(&a, "\\DEV0.RBYT"), ACPI_AML_NO_HANDLER);
    install(&a, ACPI_SPACE_GENERIC_SERIAL_BUS);
    check_buffer(&a, "\\DEV0.RBYT", 3, "\x00\x01\xC2", 3);
    check_buffer(&a, "\\DEV0.RQCK", 2, "\x00\x00", 2);
    check_buffer(&a, "\\DEV0.RBTS", 18, "\x00\x10\xC2\xC3", 4);
    assert_trace(
        a.w, "r 9:100+7 3 bytes 00 00 00, attribute 6/0, bits 56+8, connection 26 (8e); "
             "r 9:100+9 2 bytes 00 00, attribute 2/0, bits 72+8, connection 26 (8e); "
             "r 9:100+a 18 bytes 00 00 00 00 00, attribute b/10, bits 80+8, connection 26 (8e)");
    /* A write has an answer; what is longer than the protocol is cut. */
    check_buffer(&a, "\\DEV0.WWRD", 4, "\x00\x02\xC2\xC3", 4);
    assert_int_equal(asl_run(&a, "\\DEV0.WBLK"), ACPI_OK);
    assert_trace(
        a.w, "w 9:100+8 4 bytes 09 02 34 12, attribute 8/0, bits 64+8, connection 26 (8e); "
             "w 9:100+b 257 bytes 09 04 01 02 03, attribute a/0, bits 88+8, connection 26 (8e)");
    a.w->fail = true;
    assert_int_equal(asl_run(&a, "\\DEV0.RBYT"), ACPI_AML_ACCESS);
    assert_int_equal(asl_run(&a, "\\DEV0.WWRD"), ACPI_AML_ACCESS);
    asl_close(&a);
}

static void other_spaces(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        "OperationRegion (SMB0, SMBus, 0x4200, 0x100)\n"
        "Field (SMB0, BufferAcc, NoLock, Preserve) { AccessAs (BufferAcc, AttribByte), Offset (5), "
        "SMB1, 8 }\n"
        "OperationRegion (IPM0, IPMI, 0x3000, 0x100)\n"
        "Field (IPM0, BufferAcc, Lock, Preserve) { Offset (2), IPM1, 8 }\n"
        "OperationRegion (PRM0, PlatformRtMechanism, 0, 1)\n"
        "Field (PRM0, BufferAcc, NoLock, Preserve) { PRM1, 8 }\n"
        "OperationRegion (FFH0, FFixedHW, 0x12, 8)\n"
        "Field (FFH0, BufferAcc, NoLock, Preserve) { FFH1, 64 }\n"
        "Method (RSMB) { Return (SMB1) } Method (RIPM) { Return (IPM1) } Method (RFFH) { Return "
        "(FFH1) }\n"
        "Method (WPRM) { Local0 = (PRM1 = \"AB\") Return (Local0) }\n"
        "Method (WSMB) { SMB1 = 0x0201 }\n");
    install(&a, ACPI_SPACE_SMBUS);
    install(&a, ACPI_SPACE_IPMI);
    install(&a, ACPI_SPACE_PRM);
    install(&a, ACPI_SPACE_FIXED_HARDWARE);
    check_buffer(&a, "RSMB", 34, "\x00\x20\xC2", 3);
    check_buffer(&a, "RIPM", 66, "\x00\x40\xC2", 3);
    check_buffer(&a, "RFFH", 256, "\x00\xFE\xC2", 3);
    check_buffer(&a, "WPRM", 26, "\x00\x18\xC2", 3);
    assert_trace(a.w, "r 4:4200+5 34 bytes 00 00 00 00 00, attribute 6/0, bits 40+8, connection 0; "
                      "r 7:3000+2 66 bytes 00 00 00 00 00, attribute 0/0, bits 16+8, connection 0; "
                      "r 7f:12+0 256 bytes 00 00 00 00 00, attribute 0/0, bits 0+64, connection 0; "
                      "w b:0+0 26 bytes 41 42 00 00 00, attribute 0/0, bits 0+8, connection 0");
    /* An integer is its bytes. */
    assert_int_equal(asl_run(&a, "WSMB"), ACPI_OK);
    assert_trace(a.w, "w 4:4200+5 34 bytes 01 02 00 00 00, attribute 6/0, bits 40+8, connection 0");
    asl_close(&a);
}

static void pins(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        "Device (GPI0) {}\n"
        "OperationRegion (GPO1, GeneralPurposeIO, 0, 1)\n"
        "Field (GPO1, ByteAcc, NoLock, Preserve) {\n"
        "  Connection (GpioIo (Exclusive, PullUp, , , IoRestrictionOutputOnly, \"\\\\GPI0\") { 1, "
        "2, 3, 4, 5, 6 }),\n"
        "  , 1, PIN1, 2,\n"
        "  Connection (GpioIo (Exclusive, PullUp, , , IoRestrictionOutputOnly, \"\\\\GPI0\") { 9 "
        "}),\n"
        "  PIN9, 1, LONG, 80 }\n"
        "Method (RPIN) { Return (PIN1) } Method (WPIN) { PIN9 = 1 } Method (WBIG) { PIN1 = 7 }\n"
        "Method (RLON) { Return (LONG) }\n");
    install(&a, ACPI_SPACE_GPIO);
    assert_int_equal(asl_integer(&a, "RPIN"), 0); /* two bits of the answer */
    assert_int_equal(asl_run(&a, "WPIN"), ACPI_OK);
    assert_int_equal(asl_run(&a, "WBIG"), ACPI_OK);
    check_buffer(&a, "RLON", 10, "\x00\x08\xC2", 3);
    assert_trace(a.w,
                 "r 8:0+0 1 bytes 00, attribute 0/0, bits 1+2, connection 41 (8c); "
                 "w 8:0+0 1 bytes 01, attribute 0/0, bits 0+1, connection 31 (8c); "
                 "w 8:0+0 1 bytes 07, attribute 0/0, bits 1+2, connection 41 (8c); "
                 "r 8:0+0 10 bytes 00 00 00 00 00, attribute 0/0, bits 1+80, connection 31 (8c)");
    asl_close(&a);
}

/* Such fields cannot be registers of others. */
static void no_registers(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_region *bus = put_region(w, "SMB0", ACPI_SPACE_SMBUS, 0, 0x100);
    struct aml_region *port = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x70, 0x10);
    struct aml_value value = aml_integer(1);
    struct aml_field *field = index_field(w, region_field(w, port, BYTE, 0, 8),
                                          region_field(w, bus, BUFFER, 0, 8), BYTE, 0, 8);
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_UNSUPPORTED);
    drop_field(w, field);
    field = bank_field(w, bus, region_field(w, port, BYTE, 0, 8), 1, BUFFER, 0, 8);
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_UNSUPPORTED);
    assert_trace(w, "");
    drop_field(w, field);
    /* No memory for the buffer; no global lock. */
    field = region_field(w, bus, BUFFER | LOCK, 0, 8);
    uint32_t word = 2;
    w->acpi->facs_lock = &word;
    w->acpi->options.loop_milliseconds = 50;
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_TIMEOUT);
    assert_trace(w, "wait 50");
    w->acpi->heap.limit = w->acpi->heap.taken;
    memset(w->acpi->heap.free, 0, sizeof w->acpi->heap.free);
    w->acpi->heap.fresh = w->acpi->heap.fresh_end;
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_NO_MEMORY);
    w->acpi->heap.limit = 0;
    drop_field(w, field);
    world_close(w);
}

TESTS(test(serial_bus), test(other_spaces), test(pins), test(no_registers))
