// SPDX-License-Identifier: MIT OR Apache-2.0
// Fields of buffers: CreateField and its kind (19.6.19 ff.).
DefinitionBlock ("", "DSDT", 2, "OSDEV", "BUFFIELD", 1)
{
    Name (BUFF, Buffer () { 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA })
    CreateBitField (BUFF, 4, BIT4)
    CreateByteField (BUFF, 1, BYT1)
    CreateWordField (BUFF, 2, WRD2)
    CreateDWordField (BUFF, 3, DWD3)
    CreateQWordField (BUFF, 2, QWD2)
    CreateField (BUFF, 12, 8, FLD8)
    CreateField (BUFF, 3, 1, FLD1)
    CreateField (BUFF, 4, 70, FL70)
    Method (READ)
    {
        Local0 = Package (8) {}
        Local0[0] = BIT4
        Local0[1] = BYT1
        Local0[2] = WRD2
        Local0[3] = DWD3
        Local0[4] = QWD2
        Local0[5] = FLD8
        Local0[6] = FLD1
        Local0[7] = FL70
        Return (Local0)
    }
    // What CreateField makes reads as a buffer, however narrow it is.
    // \READ() -> package {integer 0x1, integer 0x22, integer 0x4433, integer 0x77665544, integer 0xAA99887766554433, buffer 32, buffer 00, buffer 21 32 43 54 65 76 87 98 29}
    Method (WRIT)
    {
        BIT4 = 0
        BYT1 = 0x1FF
        WRD2 = 0xABCD
        FLD8 = 0
        Return (BUFF)
    }
    // \WRIT() -> buffer 01 0F C0 AB 55 66 77 88 99 AA
    Method (WR70)
    {
        FL70 = Buffer () { 0xFF }
        Return (BUFF)
    }
    // \WR70() -> buffer F1 0F 00 00 00 00 00 00 00 A8
    // The buffer may be a local, and keeps its fields while they are there.
    Method (LOCA, 0, Serialized)
    {
        Local0 = Buffer (4) {}
        CreateWordField (Local0, 1, WRDL)
        WRDL = 0x1234
        Return (Local0)
    }
    // \LOCA() -> buffer 00 34 12 00
    // An argument's bytes are the caller's.
    Method (PUTW, 1, Serialized) { CreateWordField (Arg0, 0, WRDA) WRDA = 0xBEEF }
    Method (ARGM) { Local0 = Buffer (4) {} PUTW (Local0) Return (Local0) }
    // \ARGM() -> buffer EF BE 00 00
    // A store over the name that holds the buffer keeps its bytes in place: the field sees them.
    Name (KEEP, Buffer (2) { 1, 2 })
    CreateByteField (KEEP, 0, KPB0)
    Method (OVRW) { KEEP = Buffer () { 7, 8 } Return (KPB0) }
    // \OVRW() -> integer 0x7
    // Outside of the buffer, or empty.
    Method (OUTB, 1, Serialized) { Local0 = Buffer (4) {} CreateDWordField (Local0, Arg0, OUTF) Return (OUTF) }
    // \OUTB(0) -> integer 0x0
    // \OUTB(1) -> error: outside the buffer
    // \OUTB(0xFFFFFFFFFFFFFFFF) -> error: outside the buffer
    Method (OUTF, 2, Serialized) { Local0 = Buffer (4) {} CreateField (Local0, Arg0, Arg1, OUTX) Return (OUTX) }
    // \OUTF(31, 1) -> buffer 00
    // \OUTF(31, 2) -> error: outside the buffer
    // \OUTF(0, 0) -> error: wrong value of operand
    // \OUTF(8, 0xFFFFFFFFFFFFFFFF) -> error: .*
    // Of what is no buffer.
    Method (NOTB, 1, Serialized) { CreateByteField (Arg0, 0, NOTF) Return (NOTF) }
    // \NOTB({07}) -> integer 0x7
    // Counting in a field.
    Method (INCR) { BYT1 = 0xFF Local0 = BYT1++ Local1 = Package (2) {} Local1[0] = Local0 Local1[1] = BYT1 Return (Local1) }
    // \INCR() -> package {integer 0x100, integer 0x0}
    // Resource descriptors are patched so.
    Name (RTMP, ResourceTemplate () { Memory32Fixed (ReadWrite, 0, 0, REG0) })
    Method (_CRS)
    {
        CreateDWordField (RTMP, \REG0._BAS, BASE)
        CreateDWordField (RTMP, \REG0._LEN, LENG)
        BASE = 0xFED00000
        LENG = 0x400
        Return (RTMP)
    }
    // \_CRS() -> buffer 86 09 00 01 00 00 D0 FE 00 04 00 00 79 00
}
