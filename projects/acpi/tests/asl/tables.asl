// SPDX-License-Identifier: MIT OR Apache-2.0
// Load (19.6.76), LoadTable (19.6.77), DataTableRegion (19.6.28), Unload.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "TABLES", 1)
{
    // SSDT "LOADED": Name (\LDED, 5), Method (\LMET, 1) { Return (Arg0 + 1) }
    Name (SSDT, Buffer ()
    {
        0x53, 0x53, 0x44, 0x54, 0x38, 0x00, 0x00, 0x00, 0x02, 0x1F, 0x4F, 0x53, 0x44, 0x45, 0x56, 0x00,
        0x4C, 0x4F, 0x41, 0x44, 0x45, 0x44, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x4F, 0x53, 0x44, 0x56,
        0x01, 0x00, 0x00, 0x00, 0x08, 0x4C, 0x44, 0x45, 0x44, 0x0A, 0x05, 0x14, 0x0B, 0x4C, 0x4D, 0x45,
        0x54, 0x01, 0xA4, 0x72, 0x68, 0x01, 0x00, 0x00
    })
    External (\LDED, IntObj)
    External (\LMET, MethodObj)
    Name (HNDL, 0)
    // The names of a table that was just loaded can be used at once, in the same method.
    Method (LODT)
    {
        Load (SSDT, HNDL)
        Local0 = Package (3) {}
        Local0[0] = \LDED
        Local0[1] = \LMET (41)
        Local0[2] = HNDL != 0
        Return (Local0)
    }
    // \LODT() -> package {integer 0x5, integer 0x2A, integer 0xFFFFFFFFFFFFFFFF}
    Method (BEFO) { Return (CondRefOf (\LDED)) }
    // \BEFO() -> integer 0x0
    // From memory, and from a field.
    OperationRegion (MEMO, SystemMemory, 0x30000, 0x38)
    Field (MEMO, ByteAcc, NoLock, Preserve) { MEMB, 448 }
    Method (LREG) { MEMB = SSDT Load (MEMO, HNDL) Return (\LDED) }
    // \LREG() -> integer 0x5
    Method (LFLD) { MEMB = SSDT Load (MEMB, HNDL) Return (\LMET (1)) }
    // \LFLD() -> integer 0x2
    // The buffer is free to change afterwards.
    Method (LCHG) { Load (SSDT, HNDL) SSDT[41] = 9 Return (\LDED) }
    // \LCHG() -> integer 0x5
    // Unload leaves everything where it is, and takes anything.
    Method (UNLD) { Load (SSDT, HNDL) Unload (HNDL) Return (\LDED) }
    // \UNLD() -> integer 0x5
    // \UNLD() tells warning: Unload does nothing
    Method (UNLN) { Unload (HNDL) Unload (HNDL) Return (3) }
    // \UNLN() -> integer 0x3
    // What is no table.
    Name (COPY, Buffer (56) {})
    Name (TINY, Buffer (8) {})
    Method (LBAD, 1)
    {
        COPY = SSDT
        If (Arg0 == 0) { COPY[4] = 0xFF }
        If (Arg0 == 1) { COPY[4] = 8 }
        If (Arg0 == 2) { Load (TINY, HNDL) }
        Load (COPY, HNDL)
        Return (\LDED)
    }
    // \LBAD(0) -> error: .*
    // \LBAD(1) -> error: .*
    // \LBAD(2) -> error: .*

    // LoadTable: by signature and names; the value is stored where the path says.
    Name (PARA, 0)
    Method (NONE) { Return (LoadTable ("OEM9", "OSDEV", "NOTHING", "\\", "\\PARA", 7)) }
    // \NONE() -> integer 0x0
    Method (NLON) { Return (LoadTable ("OEM9", "MUCHTOOLONG", "X", "", "", 0)) }
    // \NLON() -> error: .*
    Method (NSIG, 1) { Return (LoadTable (Arg0, "OSDEV", "X", "", "", 0)) }
    // nt: \NSIG({4F,45,4D,39}) -> error: wrong type of operand
    // spec: \NSIG({4F,45,4D,39}) -> error: wrong signature
    Method (NOEM, 1) { Return (LoadTable ("OEM9", Arg0, "X", "", "", 0)) }
    // nt: \NOEM(5) -> error: wrong type of operand
    // spec: \NOEM(5) -> integer 0x0

    // A table that is there, as a region.
    DataTableRegion (DREG, "DSDT", "OSDEV", "TABLES")
    Field (DREG, DWordAcc, NoLock, Preserve) { SIGN, 32, LENG, 32 }
    Method (DATA) { Return (SIGN) }
    // \DATA() -> integer 0x54445344
    Method (DLEN) { Return (LENG > 36) }
    // \DLEN() -> integer 0xFFFFFFFFFFFFFFFF
}
