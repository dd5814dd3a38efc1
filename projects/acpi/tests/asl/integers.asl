// SPDX-License-Identifier: MIT OR Apache-2.0
// Arithmetic on integers of 64 bits (revision 2), section 19.6.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "INTEGERS", 1)
{
    Method (ADDM, 2) { Return (Arg0 + Arg1) }
    // \ADDM(2, 3) -> integer 0x5
    // \ADDM(0xFFFFFFFF, 1) -> integer 0x100000000
    // \ADDM(0xFFFFFFFFFFFFFFFF, 2) -> integer 0x1
    Method (SUBM, 2) { Return (Arg0 - Arg1) }
    // \SUBM(5, 3) -> integer 0x2
    // \SUBM(0, 1) -> integer 0xFFFFFFFFFFFFFFFF
    Method (MULM, 2) { Return (Arg0 * Arg1) }
    // \MULM(0x100000001, 0x100000001) -> integer 0x200000001
    // \MULM(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF) -> integer 0x1
    Method (DIVM, 2)
    {
        Divide (Arg0, Arg1, Local0, Local1)
        Local2 = Package (3) {}
        Local2[0] = Local0
        Local2[1] = Local1
        Local2[2] = Arg0 / Arg1
        Return (Local2)
    }
    // \DIVM(17, 5) -> package {integer 0x2, integer 0x3, integer 0x3}
    // \DIVM(0xFFFFFFFFFFFFFFFF, 0x10) -> package {integer 0xF, integer 0xFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFF}
    // \DIVM(3, 0xFFFFFFFFFFFFFFFF) -> package {integer 0x3, integer 0x0, integer 0x0}
    // \DIVM(1, 0) -> error: division by zero
    Method (MODM, 2) { Return (Arg0 % Arg1) }
    // \MODM(17, 5) -> integer 0x2
    // \MODM(5, 17) -> integer 0x5
    // \MODM(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF) -> integer 0x0
    // \MODM(5, 0) -> error: division by zero
    Method (SHLM, 2) { Return (Arg0 << Arg1) }
    // \SHLM(1, 0) -> integer 0x1
    // \SHLM(1, 63) -> integer 0x8000000000000000
    // \SHLM(3, 63) -> integer 0x8000000000000000
    // \SHLM(1, 64) -> integer 0x0
    // \SHLM(1, 0x100000000) -> integer 0x0
    Method (SHRM, 2) { Return (Arg0 >> Arg1) }
    // \SHRM(0x8000000000000000, 63) -> integer 0x1
    // \SHRM(0xFFFFFFFFFFFFFFFF, 64) -> integer 0x0
    // \SHRM(0x80, 4) -> integer 0x8
    Method (BITS, 2)
    {
        Local0 = Package (7) {}
        Local0[0] = Arg0 & Arg1
        Local0[1] = Arg0 | Arg1
        Local0[2] = Arg0 ^ Arg1
        Local0[3] = ~Arg0
        NAnd (Arg0, Arg1, Local1)
        Local0[4] = Local1
        NOr (Arg0, Arg1, Local1)
        Local0[5] = Local1
        Local0[6] = NAnd (Ones, Ones)
        Return (Local0)
    }
    // \BITS(0xC, 0xA) -> package {integer 0x8, integer 0xE, integer 0x6, integer 0xFFFFFFFFFFFFFFF3, integer 0xFFFFFFFFFFFFFFF7, integer 0xFFFFFFFFFFFFFFF1, integer 0x0}
    Method (FSLR, 1)
    {
        Local0 = Package (2) {}
        FindSetLeftBit (Arg0, Local1)
        FindSetRightBit (Arg0, Local2)
        Local0[0] = Local1
        Local0[1] = Local2
        Return (Local0)
    }
    // \FSLR(0) -> package {integer 0x0, integer 0x0}
    // \FSLR(1) -> package {integer 0x1, integer 0x1}
    // \FSLR(0x18) -> package {integer 0x5, integer 0x4}
    // \FSLR(0x8000000000000000) -> package {integer 0x40, integer 0x40}
    // \FSLR(0xFFFFFFFFFFFFFFFF) -> package {integer 0x40, integer 0x1}
    Method (FBCD, 1) { Return (FromBCD (Arg0)) }
    // \FBCD(0x1234) -> integer 0x4D2
    // \FBCD(0) -> integer 0x0
    // \FBCD(0x9999999999999999) -> integer 0x2386F26FC0FFFF
    // spec: \FBCD(0x1A) -> error: number does not fit
    // nt: \FBCD(0x1A) -> integer 0x14
    Method (TBCD, 1) { Return (ToBCD (Arg0)) }
    // \TBCD(1234) -> integer 0x1234
    // \TBCD(0) -> integer 0x0
    // \TBCD(9999999999999999) -> integer 0x9999999999999999
    // spec: \TBCD(10000000000000000) -> error: number does not fit
    Method (INCD, 1)
    {
        Local0 = Arg0
        Local1 = Local0++
        Local2 = Local0
        Local3 = Local0--
        Local4 = Package (5) {}
        Local4[0] = Local1
        Local4[1] = Local2
        Local4[2] = Local3
        Local4[3] = Local0
        Local4[4] = Arg0
        Return (Local4)
    }
    // \INCD(7) -> package {integer 0x8, integer 0x8, integer 0x7, integer 0x7, integer 0x7}
    // \INCD(0xFFFFFFFFFFFFFFFF) -> package {integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF}
    Method (CNST)
    {
        Local0 = Package (9) { Zero, One, Ones, 0x12, 0x1234, 0x12345678, 0x123456789ABCDEF0, 0377, 4294967296 }
        Return (Local0)
    }
    // \CNST() -> package {integer 0x0, integer 0x1, integer 0xFFFFFFFFFFFFFFFF, integer 0x12, integer 0x1234, integer 0x12345678, integer 0x123456789ABCDEF0, integer 0xFF, integer 0x100000000}

    // Every operator with a target stores what it returns, to a local, a name and an element alike.
    Name (NAMD, 0)
    Method (TARG)
    {
        Local0 = Package (2) { 0, 0 }
        Local1 = Add (1, 2, Local2)
        Local3 = Multiply (Local2, 5, NAMD)
        Local4 = ShiftLeft (NAMD, 4, Local0[0])
        Local0[1] = Local1 + Local2 + Local3 + NAMD + Local4
        Return (Local0)
    }
    // \TARG() -> package {integer 0xF0, integer 0x114}

    // The remainder is stored before the quotient.
    Method (ORDR)
    {
        Divide (17, 5, Local0, Local0)
        Return (Local0)
    }
    // spec: \ORDR() -> integer 0x3

    // A timer counts up, in units of 100 ns: a sleep of 2 ms is at least 20000 of them.
    Method (TIME)
    {
        Local0 = Timer
        Sleep (2)
        Stall (50)
        Local1 = Timer - Local0
        Return (Local1 >= 20000)
    }
    // \TIME() -> integer 0xFFFFFFFFFFFFFFFF

    Method (SPRD) { Return (1 + 2 * 3 - (4 << 1) + ((0xF0 & 0x3C) >> 4) + (7 % 4)) }
    // \SPRD() -> integer 0x5
}
