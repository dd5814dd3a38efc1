/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* From ASL to the accesses: what compilers write, what reaches the hardware. */
#include "projects/acpi/tests/asl.h"

static void run(struct asl *a, const char *path, const char *trace)
{
    assert_int_equal(asl_run(a, path), ACPI_OK);
    assert_trace(a->w, trace);
}

static void fields_of_ports(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        "OperationRegion (SIO0, SystemIO, 0x2E, 2)\n"
        "Field (SIO0, ByteAcc, NoLock, Preserve) { INDX, 8, DATA, 8 }\n"
        "IndexField (INDX, DATA, ByteAcc, NoLock, Preserve) {\n"
        "  Offset (0x07), LDN0, 8, Offset (0x30), ACTR, 1, , 6, TOP0, 1,\n"
        "  Offset (0x60), BASE, 16 }\n"
        "Method (SLDN) { LDN0 = 0x0B } Method (RACT) { Return (ACTR) } Method (WACT) { ACTR = 1 }\n"
        "Method (WTOP) { TOP0 = One } Method (RBAS) { Return (BASE) } Method (INCR) { BASE++ }\n"
        "Method (COPY) { TOP0 = ACTR }\n");
    run(&a, "SLDN", "i w1 2e=7, i w1 2f=b");
    run(&a, "RACT", "i w1 2e=30, i r1 2f=b");
    run(&a, "WACT", "i w1 2e=30, i r1 2f=b, i w1 2e=30, i w1 2f=b");
    run(&a, "WTOP", "i w1 2e=30, i r1 2f=b, i w1 2e=30, i w1 2f=8b");
    run(&a, "RBAS", "i w1 2e=60, i r1 2f=8b, i w1 2e=61, i r1 2f=8b");
    run(&a, "INCR",
        "i w1 2e=60, i r1 2f=8b, i w1 2e=61, i r1 2f=8b, "
        "i w1 2e=60, i w1 2f=8c, i w1 2e=61, i w1 2f=8b");
    run(&a, "COPY", "i w1 2e=30, i r1 2f=8b, i w1 2e=30, i r1 2f=8b, i w1 2e=30, i w1 2f=8b");
    asl_close(&a);
}

static void fields_of_memory(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        "OperationRegion (MEM0, SystemMemory, 0x1000, 0x100)\n"
        "Field (MEM0, DWordAcc, NoLock, Preserve) { DW00, 32, BITS, 3, , 5, BYT0, 8,\n"
        "  AccessAs (ByteAcc), BYT1, 8, AccessAs (WordAcc), WRD0, 16, Offset (0x10), QW00, 64, "
        "BUF0, 96 }\n"
        "Field (MEM0, AnyAcc, NoLock, WriteAsZeros) { Offset (0x20), ANY0, 4, ANY1, 12, ANY2, 16, "
        "ANY3, 64 }\n"
        "Field (MEM0, WordAcc, NoLock, WriteAsOnes) { Offset (0x40), ONE0, 5 }\n"
        "Method (WDW0) { DW00 = 0x12345678 } Method (RBIT) { Return (BITS) } Method (WBIT) { BITS "
        "= 5 }\n"
        "Method (WBY0) { BYT0 = 0xAA } Method (WBY1) { BYT1 = 0xBB } Method (WWR0) { WRD0 = 0xCCDD "
        "}\n"
        "Method (WQW0) { QW00 = 0x1122334455667788 } Method (RQW0) { Return (QW00) }\n"
        "Method (WBUF) { BUF0 = Buffer () { 1, 2, 3, 4, 5 } } Method (RBUF) { Local0 = BUF0 Return "
        "(SizeOf (Local0)) }\n"
        "Method (WANY) { ANY0 = 15 ANY1 = 1 ANY2 = 2 ANY3 = 3 } Method (WONE) { ONE0 = 0 }\n"
        "Method (WSTR) { BUF0 = \"abcdefgh\" }\n");
    run(&a, "WDW0", "m w4 1000=12345678");
    run(&a, "RBIT", "m r4 1004=0");
    run(&a, "WBIT", "m r4 1004=0, m w4 1004=5");
    run(&a, "WBY0", "m r4 1004=5, m w4 1004=aa05");
    run(&a, "WBY1", "m w1 1006=bb");
    run(&a, "WWR0", "m r2 1006=bb, m w2 1006=ddbb, m r2 1008=0, m w2 1008=cc");
    run(&a, "WQW0", "m w2 1010=7788, m w2 1012=5566, m w2 1014=3344, m w2 1016=1122");
    assert_int_equal(asl_integer(&a, "RQW0"), 0x1122334455667788);
    assert_trace(a.w, "m r2 1010=7788, m r2 1012=5566, m r2 1014=3344, m r2 1016=1122");
    run(&a, "WBUF",
        "m w2 1018=201, m w2 101a=403, m w2 101c=5, m w2 101e=0, m w2 1020=0, "
        "m w2 1022=0");
    run(&a, "WSTR",
        "m w2 1018=6261, m w2 101a=6463, m w2 101c=6665, m w2 101e=6867, "
        "m w2 1020=0, m w2 1022=0");
    assert_int_equal(asl_integer(&a, "RBUF"), 12);
    assert_trace(a.w, "m r2 1018=6261, m r2 101a=6463, m r2 101c=6665, m r2 101e=6867, "
                      "m r2 1020=0, m r2 1022=0");
    run(&a, "WANY", "m w1 1020=f, m w2 1020=10, m w2 1022=2, m w4 1024=3, m w4 1028=0");
    run(&a, "WONE", "m w2 1040=ffe0");
    asl_close(&a);
}

static void banks(void **state)
{
    (void)state;
    struct asl a = asl_new( //
        "OperationRegion (BNKR, SystemIO, 0x100, 8)\n"
        "Field (BNKR, ByteAcc, NoLock, Preserve) { , 6, BSEL, 2, Offset (4), PLAN, 8 }\n"
        "BankField (BNKR, BSEL, 1, ByteAcc, NoLock, Preserve) { Offset (4), ONE0, 8, ONE1, 4 }\n"
        "BankField (BNKR, BSEL, 2, WordAcc, NoLock, WriteAsOnes) { Offset (6), TWO0, 4 }\n"
        "Method (W10) { ONE0 = 0x11 } Method (R11) { Return (ONE1) } Method (W11) { ONE1 = 7 }\n"
        "Method (W20) { TWO0 = 0 }\n");
    a.w->ports[0x100] = 0x3f;
    run(&a, "W10", "i r1 100=3f, i w1 100=7f, i w1 104=11");
    run(&a, "R11", "i r1 100=7f, i w1 100=7f, i r1 105=0");
    run(&a, "W11", "i r1 100=7f, i w1 100=7f, i r1 105=0, i r1 100=7f, i w1 100=7f, i w1 105=7");
    run(&a, "W20", "i r1 100=7f, i w1 100=bf, i w2 106=fff0");
    asl_close(&a);
}

/* Tables of revision 1: what is longer than 32 bits is a buffer. */
static void old_tables(void **state)
{
    (void)state;
    struct asl a = asl_new_with(world_host(NULL), 1,
                                "OperationRegion (MEM0, SystemMemory, 0x1000, 0x10)\n"
                                "Field (MEM0, AnyAcc, NoLock, Preserve) { LONG, 64, SHRT, 32 }\n"
                                "Method (TYPL) { Local0 = LONG Return (ObjectType (Local0)) }\n"
                                "Method (TYPS) { Local0 = SHRT Return (ObjectType (Local0)) }\n"
                                "Method (WLON) { LONG = 0xFFFFFFFF }\n");
    assert_int_equal(asl_integer(&a, "TYPL"), ACPI_BUFFER);
    assert_int_equal(asl_integer(&a, "TYPS"), ACPI_INTEGER);
    assert_trace(a.w, "m r8 1000=0, m r4 1008=0");
    run(&a, "WLON", "m w8 1000=ffffffff");
    asl_close(&a);
}

/* What is outside its region ends the method, and nothing was touched. */
static void outside(void **state)
{
    (void)state;
    struct asl a =
        asl_new("OperationRegion (MEM0, SystemMemory, 0x1000, 6)\n"
                "Field (MEM0, DWordAcc, NoLock, Preserve) { DW00, 32, DW01, 32 }\n"
                "Field (MEM0, DWordAcc, NoLock, Preserve) { , 32, WRD0, 16 }\n"
                "Method (RDW1) { Return (DW01) } Method (RWRD) { Return (WRD0) }\n"
                "Method (ROEM) { OperationRegion (OEM0, 0x90, 0, 4)\n"
                "  Field (OEM0, ByteAcc, NoLock, Preserve) { OEMF, 8 } Return (OEMF) }\n"
                "Method (TMPF) { OperationRegion (TMP0, SystemMemory, 0x1000, 4)\n"
                "  Field (TMP0, ByteAcc, NoLock, Preserve) { FLD0, 8 } Return (RefOf (FLD0)) }\n"
                "Method (RREF) { Local0 = TMPF () Return (DerefOf (Local0)) }\n");
    assert_int_equal(asl_run(&a, "RDW1"), ACPI_AML_REGION_LIMIT);
    run(&a, "RWRD", "m r2 1004=0");
    assert_int_equal(asl_run(&a, "ROEM"), ACPI_AML_NO_HANDLER);
    assert_trace(a.w, "");
    /* A field that outlives the method that declared its region: nobody answers, as in Windows. */
    assert_int_equal(asl_run(&a, "RREF"), ACPI_AML_NO_HANDLER);
    assert_trace(a.w, "");
    asl_close(&a);
}

TESTS(test(fields_of_ports), test(fields_of_memory), test(banks), test(old_tables), test(outside))
