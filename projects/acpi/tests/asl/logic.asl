// SPDX-License-Identifier: MIT OR Apache-2.0
// Comparison and logic (19.6.67 to 19.6.79), Match (19.6.84).
DefinitionBlock ("", "DSDT", 2, "OSDEV", "LOGIC", 1)
{
    Method (CMPR, 2)
    {
        Local0 = Package (6) {}
        Local0[0] = Arg0 == Arg1
        Local0[1] = Arg0 != Arg1
        Local0[2] = Arg0 < Arg1
        Local0[3] = Arg0 <= Arg1
        Local0[4] = Arg0 > Arg1
        Local0[5] = Arg0 >= Arg1
        Return (Local0)
    }
    // \CMPR(1, 1) -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // \CMPR(1, 2) -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0}
    // Unsigned.
    // \CMPR(0xFFFFFFFFFFFFFFFF, 1) -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF}
    // Strings: by their characters, then by length.
    // \CMPR("abc", "abc") -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // \CMPR("abc", "abd") -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0}
    // \CMPR("abc", "ab") -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF}
    // \CMPR("b", "abc") -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF}
    // \CMPR("", "a") -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0}
    // Buffers likewise; bytes are unsigned.
    // \CMPR({01,02}, {01,02}) -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // \CMPR({01,FF}, {01,02}) -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF}
    // \CMPR({01}, {01,00}) -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0}
    // The first operand's type decides.
    // spec: \CMPR(0x1A, "1a") -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // spec: \CMPR(0x0201, {01,02}) -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // spec: \CMPR("000000000000001A", 0x1A) -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // spec: \CMPR({41,42,00}, "AB") -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // spec: \CMPR({01,00,00,00,00,00,00,00}, 1) -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}

    Method (LOGC, 2)
    {
        Local0 = Package (3) {}
        Local0[0] = Arg0 && Arg1
        Local0[1] = Arg0 || Arg1
        Local0[2] = !Arg0
        Return (Local0)
    }
    // \LOGC(0, 0) -> package {integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}
    // \LOGC(0, 5) -> package {integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF}
    // \LOGC(3, 0x8000000000000000) -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0x0}
    Method (ANDM, 2) { Return (Arg0 && Arg1) }
    // \ANDM("1", {01}) -> integer 0xFFFFFFFFFFFFFFFF
    // \ANDM("0", 1) -> integer 0x0
    // \ANDM({00,00}, 1) -> integer 0x0
    // Windows looks at four bytes.
    // nt: \ANDM({00,00,00,00,01}, 1) -> integer 0x0
    // spec: \ANDM({00,00,00,00,01}, 1) -> integer 0xFFFFFFFFFFFFFFFF

    // Both operands are evaluated, whatever the first one is.
    Name (SEEN, 0)
    Method (SIDE, 1) { SEEN++ Return (Arg0) }
    Method (BOTH)
    {
        SEEN = 0
        If (SIDE (0) && SIDE (1)) {}
        If (SIDE (1) || SIDE (0)) {}
        Return (SEEN)
    }
    // \BOTH() -> integer 0x4

    // What cannot be compared.
    Method (CPKG) { Local0 = Package (1) { 1 } Return (Local0 == 1) }
    // \CPKG() -> error: wrong type of operand

    Name (LIST, Package () { 1981, 1983, 1985, 1987, 1989, 1990, 1991, 1993, 1995, 1997, 1999, 2001 })
    Method (MTCH, 3)
    {
        Local0 = Package (6) {}
        Local0[0] = Match (LIST, MTR, 0, MTR, 0, Arg2)
        Local0[1] = Match (LIST, MEQ, Arg0, MTR, 0, Arg2)
        Local0[2] = Match (LIST, MGE, Arg0, MTR, 0, Arg2)
        Local0[3] = Match (LIST, MGT, Arg0, MLT, Arg1, Arg2)
        Local0[4] = Match (LIST, MLE, Arg0, MTR, 0, Arg2)
        Local0[5] = Match (LIST, MLT, Arg0, MTR, 0, Arg2)
        Return (Local0)
    }
    // \MTCH(1990, 1996, 0) -> package {integer 0x0, integer 0x5, integer 0x5, integer 0x6, integer 0x0, integer 0x0}
    // \MTCH(1990, 1991, 5) -> package {integer 0x5, integer 0x5, integer 0x5, integer 0xFFFFFFFFFFFFFFFF, integer 0x5, integer 0xFFFFFFFFFFFFFFFF}
    // \MTCH(2001, 0, 11) -> package {integer 0xB, integer 0xB, integer 0xB, integer 0xFFFFFFFFFFFFFFFF, integer 0xB, integer 0xFFFFFFFFFFFFFFFF}

    // Elements that are no numbers are passed over.
    Method (MMIX)
    {
        Local0 = Package () { "x", Buffer () { 9 }, Package () { 7 }, 7 }
        Return (Match (Local0, MEQ, 7, MTR, 0, 0))
    }
    // \MMIX() -> integer 0x3
    Method (MSTR)
    {
        Local0 = Package () { 1, "one", "two" }
        Return (Match (Local0, MEQ, "two", MTR, 0, 0))
    }
    // spec: \MSTR() -> integer 0x2
    // spec: \MEND() -> error: outside the package
    Method (MEND) { Return (Match (LIST, MTR, 0, MTR, 0, 12)) }
}
