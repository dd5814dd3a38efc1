// SPDX-License-Identifier: MIT OR Apache-2.0
// A DSDT of revision 1: integers have 32 bits (19.3.5.1, 5.2.11.1).
DefinitionBlock ("", "DSDT", 1, "OSDEV", "INT32", 1)
{
    Method (ADDM, 2) { Return (Arg0 + Arg1) }
    // \ADDM(0xFFFFFFFF, 2) -> integer 0x1
    // \ADDM(0x80000000, 0x80000000) -> integer 0x0
    Method (SUBM, 2) { Return (Arg0 - Arg1) }
    // \SUBM(0, 1) -> integer 0xFFFFFFFF
    Method (MULM, 2) { Return (Arg0 * Arg1) }
    // \MULM(0x10001, 0x10001) -> integer 0x20001
    Method (NOTM, 1) { Return (~Arg0) }
    // \NOTM(0) -> integer 0xFFFFFFFF
    Method (SHLM, 2) { Return (Arg0 << Arg1) }
    // \SHLM(1, 31) -> integer 0x80000000
    // \SHLM(1, 32) -> integer 0x0
    // \SHLM(3, 31) -> integer 0x80000000
    Method (SHRM, 2) { Return (Arg0 >> Arg1) }
    // \SHRM(0x80000000, 31) -> integer 0x1
    // \SHRM(0x80000000, 32) -> integer 0x0
    Method (DECR) { Local0 = 0 Local0-- Return (Local0) }
    // \DECR() -> integer 0xFFFFFFFF
    Method (INCR) { Local0 = 0xFFFFFFFF Local0++ Return (Local0) }
    // \INCR() -> integer 0x0
    Method (TRUE, 2) { Return (Arg0 == Arg1) }
    // \TRUE(1, 1) -> integer 0xFFFFFFFF
    Method (ALLS) { Return (Ones) }
    // \ALLS() -> integer 0xFFFFFFFF
    Method (FSLB, 1) { Return (FindSetLeftBit (Arg0)) }
    // \FSLB(0x80000000) -> integer 0x20
    Method (TBUF, 1) { Return (ToBuffer (Arg0)) }
    // \TBUF(0x11223344) -> buffer 44 33 22 11
    Method (CONC, 2) { Return (Concatenate (Arg0, Arg1)) }
    // \CONC(0x11223344, 1) -> buffer 44 33 22 11 01 00 00 00
    // spec: \CONC("x", 0xAB) -> string "x000000AB"
    // nt: \CONC("x", 0xAB) -> string "xab"
    // \CONC({01}, 2) -> buffer 01 02 00 00 00
    Method (TINT, 1) { Return (ToInteger (Arg0)) }
    // \TINT({01,02,03,04}) -> integer 0x4030201
    // spec: \TINT({01,02,03,04,05,06,07,08}) -> integer 0x4030201
    // \TINT("0xFFFFFFFF") -> integer 0xFFFFFFFF
    Name (STRI, "12345678")
    Method (STOS) { STRI = 0x41424344 Return (STRI) }
    // spec: \STOS() -> string "41424344"
    // nt: \STOS() -> string "DCBA\x00\x00\x00\x00"
    Name (INTE, 0)
    Method (STOI, 1) { INTE = Arg0 Return (INTE) }
    // nt: \STOI("ABCDEFGH") -> integer 0x44434241
    // \STOI({01,02,03,04,05}) -> integer 0x4030201
    // spec: \STOI("12345678") -> integer 0x12345678
    Method (BFLD, 1, Serialized)
    {
        Name (BUFF, Buffer (16) { 1, 2, 3, 4, 5, 6, 7, 8 })
        CreateQWordField (BUFF, 0, QWRD)
        CreateDWordField (BUFF, 0, DWRD)
        If (Arg0)
        {
            Return (QWRD)
        }
        Return (DWRD)
    }
    // What is wider than an integer is a buffer.
    // \BFLD(0) -> integer 0x4030201
    // \BFLD(1) -> buffer 01 02 03 04 05 06 07 08
    OperationRegion (MEMR, SystemMemory, 0x1000, 16)
    Field (MEMR, ByteAcc, NoLock, Preserve)
    {
        FLD4, 32,
        FLD5, 40
    }
    Method (RFLD)
    {
        FLD4 = 0x11223344
        FLD5 = Buffer () { 1, 2, 3, 4, 5 }
        Local0 = Package (2) {}
        Local0[0] = FLD4
        Local0[1] = FLD5
        Return (Local0)
    }
    // \RFLD() -> package {integer 0x11223344, buffer 01 02 03 04 05}
    // A constant of 64 bits keeps its lower half.
    Method (QWRD) { Return (0x1122334455667788) }
    // spec: \QWRD() -> integer 0x55667788
}
