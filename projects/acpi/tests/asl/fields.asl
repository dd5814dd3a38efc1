// SPDX-License-Identifier: MIT OR Apache-2.0
// Fields of operation regions (19.6.48): which accesses they make, and which bits they change; bank fields (19.6.7) and
// index fields (19.6.64).
DefinitionBlock ("", "DSDT", 2, "OSDEV", "FIELDS", 1)
{
    OperationRegion (MEMO, SystemMemory, 0x10000, 0x40)
    // The same bytes, seen plainly.
    Field (MEMO, ByteAcc, NoLock, Preserve) { ALLB, 512 }
    Field (MEMO, QWordAcc, NoLock, Preserve) { QWD0, 64, QWD1, 64 }
    Method (FILL) { QWD0 = 0x1122334455667788 QWD1 = 0x99AABBCCDDEEFF00 }
    Method (SHOW) { Local0 = Package (2) {} Local0[0] = QWD0 Local0[1] = QWD1 Return (Local0) }

    // --- Widths: a field of the width of its accesses, and what is wider, narrower, across ---
    Field (MEMO, ByteAcc, NoLock, Preserve) { BYT0, 8, BYT1, 8, BYT2, 16, BYT4, 32 }
    Field (MEMO, WordAcc, NoLock, Preserve) { WRD0, 16, WRD1, 16, WRD2, 32 }
    Field (MEMO, DWordAcc, NoLock, Preserve) { DWD0, 32, DWD1, 64 }
    Method (RWID)
    {
        FILL ()
        Local0 = Package (9) {}
        Local0[0] = BYT0
        Local0[1] = BYT1
        Local0[2] = BYT2
        Local0[3] = BYT4
        Local0[4] = WRD0
        Local0[5] = WRD1
        Local0[6] = WRD2
        Local0[7] = DWD0
        Local0[8] = DWD1
        Return (Local0)
    }
    // \RWID() -> package {integer 0x88, integer 0x77, integer 0x5566, integer 0x11223344, integer 0x7788, integer 0x5566, integer 0x11223344, integer 0x55667788, integer 0xDDEEFF0011223344}
    Method (WBYT) { BYT2 = 0xABCD Return (1) }
    // \WBYT() traces \MEMO: write 1 bytes at 0x2: 0xCD;\MEMO: write 1 bytes at 0x3: 0xAB
    Method (WWRD) { WRD2 = 0x12345678 Return (1) }
    // \WWRD() traces \MEMO: write 2 bytes at 0x4: 0x5678;\MEMO: write 2 bytes at 0x6: 0x1234
    Method (WDWD) { DWD1 = 0x1122334455667788 Return (1) }
    // \WDWD() traces \MEMO: write 4 bytes at 0x4: 0x55667788;\MEMO: write 4 bytes at 0x8: 0x11223344
    Method (RDWD) { Return (DWD1) }
    // \RDWD() traces \MEMO: read 4 bytes at 0x4: 0x0;\MEMO: read 4 bytes at 0x8: 0x0
    Method (WQWD) { QWD1 = 5 Return (1) }
    // \WQWD() traces \MEMO: write 8 bytes at 0x8: 0x5

    // --- Bits: what is around a field is kept, or written as ones or zeros ---
    Field (MEMO, ByteAcc, NoLock, Preserve) { , 2, BITP, 3 }
    Field (MEMO, ByteAcc, NoLock, WriteAsOnes) { , 2, BITO, 3 }
    Field (MEMO, ByteAcc, NoLock, WriteAsZeros) { , 2, BITZ, 3 }
    Method (WBIT, 2)
    {
        BYT0 = Arg0
        If (Arg1 == 0) { BITP = 5 }
        ElseIf (Arg1 == 1) { BITO = 5 }
        Else { BITZ = 5 }
        Return (BYT0)
    }
    // \WBIT(0x00, 0) -> integer 0x14
    // \WBIT(0xFF, 0) -> integer 0xF7
    // \WBIT(0x00, 1) -> integer 0xF7
    // \WBIT(0xFF, 2) -> integer 0x14
    Method (TBIP) { BITP = 5 Return (1) }
    // \TBIP() traces \MEMO: read 1 bytes at 0x0: 0x0;\MEMO: write 1 bytes at 0x0: 0x14
    Method (TBIO) { BITO = 5 Return (1) }
    // \TBIO() traces \MEMO: write 1 bytes at 0x0: 0xF7
    Method (TBIZ) { BITZ = 5 Return (1) }
    // \TBIZ() traces \MEMO: write 1 bytes at 0x0: 0x14
    // What does not fit is cut off.
    Method (OVER) { BYT0 = 0 BITP = 0xFF Return (BYT0) }
    // \OVER() -> integer 0x1C

    // --- Across accesses: 5 bits before, 20 bits in the field ---
    Field (MEMO, ByteAcc, NoLock, Preserve) { Offset (0x10), , 5, CRSB, 20 }
    Field (MEMO, WordAcc, NoLock, Preserve) { Offset (0x10), , 5, CRSW, 20 }
    Field (MEMO, DWordAcc, NoLock, Preserve) { Offset (0x10), , 5, CRSD, 20 }
    Field (MEMO, DWordAcc, NoLock, Preserve) { Offset (0x10), RAWD, 32 }
    Method (CROS)
    {
        Local0 = Package (6) {}
        RAWD = 0
        CRSB = 0xABCDE
        Local0[0] = RAWD
        Local0[1] = CRSW
        RAWD = Ones
        CRSW = 0x12345
        Local0[2] = RAWD
        Local0[3] = CRSD
        RAWD = 0xFFFFFFFF
        CRSD = 0
        Local0[4] = RAWD
        Local0[5] = CRSB
        Return (Local0)
    }
    // \CROS() -> package {integer 0x1579BC0, integer 0xABCDE, integer 0xFE2468BF, integer 0x12345, integer 0xFE00001F, integer 0x0}
    Method (TCRB) { CRSB = 0xFFFFF Return (1) }
    // \TCRB() traces \MEMO: read 1 bytes at 0x10: 0x0;\MEMO: write 1 bytes at 0x10: 0xE0;\MEMO: write 1 bytes at 0x11: 0xFF;\MEMO: write 1 bytes at 0x12: 0xFF;\MEMO: read 1 bytes at 0x13: 0x0;\MEMO: write 1 bytes at 0x13: 0x1
    Method (TCRR) { Return (CRSW) }
    // \TCRR() traces \MEMO: read 2 bytes at 0x10: 0x0;\MEMO: read 2 bytes at 0x12: 0x0

    // --- Wide fields are buffers ---
    Field (MEMO, DWordAcc, NoLock, Preserve) { Offset (0x20), BUF9, 72 }
    Method (WIDE)
    {
        BUF9 = Buffer () { 1, 2, 3, 4, 5, 6, 7, 8, 9 }
        Return (BUF9)
    }
    // \WIDE() -> buffer 01 02 03 04 05 06 07 08 09
    Method (WIDP)
    {
        BUF9 = 0x55
        Return (BUF9)
    }
    // \WIDP() -> buffer 55 00 00 00 00 00 00 00 00

    // --- A field outside of its region ---
    Field (MEMO, ByteAcc, NoLock, Preserve) { Offset (0x40), OUTB, 8 }
    Method (ROUT) { Return (OUTB) }
    // \ROUT() -> error: outside the operation region
    Method (WOUT) { OUTB = 1 Return (1) }
    // \WOUT() -> error: outside the operation region

    // --- A bank field: the bank is selected before each access ---
    Field (MEMO, ByteAcc, NoLock, Preserve) { Offset (0x30), BANK, 8 }
    BankField (MEMO, BANK, 2, ByteAcc, NoLock, Preserve) { Offset (0x31), BK2A, 8 }
    BankField (MEMO, BANK, 3, ByteAcc, NoLock, Preserve) { Offset (0x31), BK3A, 8 }
    Method (TBNK) { BK2A = 7 Local0 = BK3A Return (BANK) }
    // \TBNK() -> integer 0x3
    // \TBNK() traces \MEMO: write 1 bytes at 0x30: 0x2;\MEMO: write 1 bytes at 0x31: 0x7;\MEMO: write 1 bytes at 0x30: 0x3;\MEMO: read 1 bytes at 0x31: 0x7;\MEMO: read 1 bytes at 0x30: 0x3

    // --- An index field: the index is written, then the data accessed ---
    Field (MEMO, ByteAcc, NoLock, Preserve) { Offset (0x34), INDX, 8, DATA, 8 }
    IndexField (INDX, DATA, ByteAcc, NoLock, Preserve)
    {
        Offset (0x10),
        IXA0, 8,
        IXA1, 16,
        IXA2, 4
    }
    Method (TIXW) { IXA0 = 0x11 Return (INDX) }
    // \TIXW() -> integer 0x10
    // \TIXW() traces \MEMO: write 1 bytes at 0x34: 0x10;\MEMO: write 1 bytes at 0x35: 0x11;\MEMO: read 1 bytes at 0x34: 0x10
    Method (TIX2) { IXA1 = 0x2233 Return (1) }
    // \TIX2() traces \MEMO: write 1 bytes at 0x34: 0x11;\MEMO: write 1 bytes at 0x35: 0x33;\MEMO: write 1 bytes at 0x34: 0x12;\MEMO: write 1 bytes at 0x35: 0x22
    Method (TIXR) { Return (IXA1) }
    // \TIXR() traces \MEMO: write 1 bytes at 0x34: 0x11;\MEMO: read 1 bytes at 0x35: 0x0;\MEMO: write 1 bytes at 0x34: 0x12;\MEMO: read 1 bytes at 0x35: 0x0
    Method (TIXP) { DATA = 0xF0 IXA2 = 5 Return (DATA) }
    // \TIXP() -> integer 0xF5

    // --- Other spaces ---
    // A region that would go on beyond the last address ends there.
    OperationRegion (LAST, SystemMemory, 0xFFFFFFFFFFFFFFF0, 0x11)
    Field (LAST, ByteAcc, NoLock, Preserve) { Offset (15), INSI, 8, OUTS, 8 }
    Method (TOPI) { INSI = 5 Return (INSI) }
    // \TOPI() -> integer 0x5
    Method (TOPO) { Return (OUTS) }
    // \TOPO() -> error: outside the operation region

    OperationRegion (PORT, SystemIO, 0x80, 4)
    Field (PORT, ByteAcc, NoLock, Preserve) { PRT0, 8, PRT1, 8 }
    Field (PORT, DWordAcc, NoLock, Preserve) { PRTD, 32 }
    Method (TPRT) { PRT1 = 0xAB Return (PRTD) }
    // \TPRT() -> integer 0xAB00
    // \TPRT() traces \PORT: write 1 bytes at 0x1: 0xAB;\PORT: read 4 bytes at 0x0: 0xAB00
    Scope (\_SB)
    {
        Device (PCI0)
        {
            Name (_HID, EisaId ("PNP0A08"))
            Device (FUNC)
            {
                Name (_ADR, 0x00010002)
                OperationRegion (CONF, PCI_Config, 0x40, 0x10)
                Field (CONF, DWordAcc, NoLock, Preserve) { CNFD, 32, CNFW, 16 }
                Method (READ) { CNFD = 5 Return (CNFD) }
            }
        }
        Device (EC0)
        {
            Name (_HID, EisaId ("PNP0C09"))
            OperationRegion (ECOR, EmbeddedControl, 0, 0xFF)
            Field (ECOR, ByteAcc, NoLock, Preserve) { ECA0, 8, ECA1, 16 }
            Name (SEEN, 0)
            Method (_REG, 2) { If (Arg0 == 3) { SEEN = Arg1 + 1 } }
            Method (TEST) { ECA1 = 0x1234 Return (ECA1 + ECA0) }
        }
    }
    // Nobody is there: all ones.
    // \_SB.PCI0.FUNC.READ() -> integer 0xFFFFFFFF
    // \_SB.EC0.TEST() -> integer 0x1234
    // The handler was announced.
    // \_SB.EC0.SEEN -> integer 0x2
    OperationRegion (CMOR, SystemCMOS, 0, 0x40)
    Field (CMOR, ByteAcc, NoLock, Preserve) { Offset (0x10), CM10, 8 }
    Method (TCMO) { CM10 = 9 Return (CM10) }
    // \TCMO() -> integer 0x9
    // A region without length, as long as nobody uses it.
    OperationRegion (NULR, SystemMemory, 0, 0)
    Field (NULR, ByteAcc, NoLock, Preserve) { NULF, 8 }
    Method (TNUL) { Return (NULF) }
    // \TNUL() -> error: outside the operation region
    // An address space that nobody handles.
    OperationRegion (OEMR, 0x99, 0, 16)
    Field (OEMR, ByteAcc, NoLock, Preserve) { OEMF, 8 }
    Method (TOEM) { Return (OEMF) }
    // \TOEM() -> error: no handler for the address space
    // The place of a region is evaluated where the region is declared.
    Name (BASE, 0x20000)
    Method (TDYN, 1, Serialized)
    {
        OperationRegion (DYNR, SystemMemory, BASE + Arg0, 4)
        Field (DYNR, ByteAcc, NoLock, Preserve) { DYNF, 8 }
        DYNF = 0x5A
        BASE = 0
        Return (DYNF)
    }
    // \TDYN(4) -> integer 0x5A
}
