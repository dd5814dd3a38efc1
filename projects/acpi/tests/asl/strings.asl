// SPDX-License-Identifier: MIT OR Apache-2.0
// Concatenate (19.6.13), Mid (19.6.86), Index and SizeOf on strings and buffers, ConcatenateResTemplate (19.6.14).
DefinitionBlock ("", "DSDT", 2, "OSDEV", "STRINGS", 1)
{
    Method (CONC, 2) { Return (Concatenate (Arg0, Arg1)) }
    // \CONC("ab", "cd") -> string "abcd"
    // nt: \CONC("ab", {01,02}) -> string "ab0x01,0x02"
    // spec: \CONC("ab", {01,02}) -> string "ab0x01 0x02"
    // spec: \CONC("n", 0xBEEF) -> string "n000000000000BEEF"
    // nt: \CONC("n", 0xBEEF) -> string "nbeef"
    // nt: \CONC("n", 0) -> string "n0"
    // \CONC({01,02}, {03}) -> buffer 01 02 03
    // \CONC({01}, "AB") -> buffer 01 41 42 00
    // \CONC({01}, 0x0203) -> buffer 01 03 02 00 00 00 00 00 00
    // \CONC(1, 2) -> buffer 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00
    // \CONC(1, {05,06}) -> buffer 01 00 00 00 00 00 00 00 05 06 00 00 00 00 00 00
    // spec: \CONC(1, "1A") -> buffer 01 00 00 00 00 00 00 00 1A 00 00 00 00 00 00 00
    // nt: \CONC(1, "0x1A") -> buffer 01 00 00 00 00 00 00 00 1A 00 00 00 00 00 00 00
    // nt: \CONC(1, "26") -> buffer 01 00 00 00 00 00 00 00 1A 00 00 00 00 00 00 00
    Method (CEMP) { Return (Concatenate ("", Concatenate ("", "x"))) }
    // \CEMP() -> string "x"
    Method (CTGT)
    {
        Concatenate ("ab", "cd", Local0)
        Local1 = Package (2) {}
        Local1[0] = Local0
        Local1[1] = Concatenate (Local0, Local0)
        Return (Local1)
    }
    // \CTGT() -> package {string "abcd", string "abcdabcd"}
    // Onto itself.
    Method (CSLF) { Local0 = "ab" Concatenate (Local0, Local0, Local0) Return (Local0) }
    // \CSLF() -> string "abab"
    // What is neither number, string nor buffer: its type in words.
    Device (DEVI) {}
    Method (CDEV) { Return (Concatenate ("x", DEVI)) }
    // spec: \CDEV() -> string "x[Device Object]"
    // nt: \CDEV() -> error: wrong type of operand
    Method (CPKG) { Local0 = Package () { 1 } Return (Concatenate ("x", Local0)) }
    // spec: \CPKG() -> string "x[Package Object]"
    // nt: \CPKG() -> error: wrong type of operand

    Method (MIDM, 3) { Return (Mid (Arg0, Arg1, Arg2)) }
    // \MIDM("abcdef", 1, 3) -> string "bcd"
    // \MIDM("abcdef", 4, 9) -> string "ef"
    // \MIDM("abcdef", 6, 1) -> string ""
    // \MIDM("abcdef", 2, 0) -> string ""
    // \MIDM("abcdef", 2, 0xFFFFFFFFFFFFFFFF) -> string "cdef"
    // \MIDM("abcdef", 0xFFFFFFFFFFFFFFFF, 2) -> string ""
    // \MIDM({01,02,03,04}, 1, 2) -> buffer 02 03
    // \MIDM({01,02,03,04}, 3, 5) -> buffer 04
    // \MIDM({01,02,03,04}, 4, 1) -> buffer
    // spec: \MIDM(0x0403020100, 1, 2) -> buffer 01 02

    Method (LENG, 1) { Return (SizeOf (Arg0)) }
    // \LENG("abc") -> integer 0x3
    // \LENG({01,02,03,04}) -> integer 0x4
    Method (LPKG) { Local0 = Package (7) { 1 } Return (SizeOf (Local0)) }
    // \LPKG() -> integer 0x7
    Method (LREF) { Local0 = "text" Local1 = RefOf (Local0) Return (SizeOf (Local1)) }
    // \LREF() -> integer 0x4
    Method (LDEV) { Return (SizeOf (DEVI)) }
    // \LDEV() -> error: wrong type of operand

    Method (INDX, 2) { Return (DerefOf (Index (Arg0, Arg1))) }
    // \INDX("abc", 0) -> integer 0x61
    // \INDX("abc", 2) -> integer 0x63
    // \INDX("abc", 3) -> error: outside the string
    // \INDX({0A,0B}, 1) -> integer 0xB
    // \INDX({0A,0B}, 2) -> error: outside the buffer
    // \INDX({0A,0B}, 0xFFFFFFFFFFFFFFFF) -> error: outside the buffer
    // \INDX({0A,0B}, 0x100000000) -> error: outside the buffer
    // \INDX(5, 0) -> error: wrong type of operand
    Method (SETI)
    {
        Local0 = "Hello"
        Local0[0] = 0x4A
        Local1 = Buffer (3) { 1, 2, 3 }
        Local2 = Index (Local1, 1)
        Local2 = 7
        Index (Local1, 2, Local3)
        Local4 = Package (3) {}
        Local4[0] = Local0
        Local4[1] = Local1
        Local4[2] = DerefOf (Local3)
        Return (Local4)
    }
    // \SETI() -> package {string "Jello", buffer 01 02 03, integer 0x3}

    // Buffers: the size may be more than the bytes given, or computed.
    Method (BUFS, 1)
    {
        Local0 = Package (3) {}
        Local0[0] = Buffer (4) { 1, 2 }
        Local0[1] = Buffer () { 1, 2, 3 }
        Local0[2] = Buffer (Arg0) { 9 }
        Return (Local0)
    }
    // \BUFS(3) -> package {buffer 01 02 00 00, buffer 01 02 03, buffer 09 00 00}
    Method (UNIC) { Return (Unicode ("Hi")) }
    // \UNIC() -> buffer 48 00 69 00 00 00
    Method (UUID) { Return (ToUUID ("33221100-5544-7766-8899-AABBCCDDEEFF")) }
    // \UUID() -> buffer 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF
    Method (EISA) { Return (EisaId ("PNP0A08")) }
    // \EISA() -> integer 0x80AD041
    Method (ESCA) { Return ("quote \" backslash \\ tab \x09 bell \x07") }
    // \ESCA() -> string "quote \" backslash \\ tab \x09 bell \x07"

    // Resource templates: one end tag at the end.
    Name (RES0, ResourceTemplate () { IO (Decode16, 0x60, 0x60, 1, 1) })
    Name (RES1, ResourceTemplate () { IRQNoFlags () { 1 } })
    Method (CRES) { Return (ConcatenateResTemplate (RES0, RES1)) }
    // \CRES() -> buffer 47 01 60 00 60 00 01 01 22 02 00 79 00
    Method (CRE0) { Return (ConcatenateResTemplate (RES0, ResourceTemplate () {})) }
    // \CRE0() -> buffer 47 01 60 00 60 00 01 01 79 00
    Method (CREL)
    {
        Name (MEMO, ResourceTemplate () { Memory32Fixed (ReadWrite, 0x1000, 0x10) })
        Return (ConcatenateResTemplate (MEMO, RES1))
    }
    // \CREL() -> buffer 86 09 00 01 00 10 00 00 10 00 00 00 22 02 00 79 00
    Method (CREB, 1) { Return (ConcatenateResTemplate (RES0, Arg0)) }
    // \CREB({22,02,00}) -> error: bad resource descriptors
    // \CREB({22}) -> error: bad resource descriptors
    // \CREB({86,FF,FF}) -> error: bad resource descriptors
    // The end tag has its checksum byte, and nothing but that; what stands behind it does not matter.
    // \CREB({79,55}) -> buffer 47 01 60 00 60 00 01 01 79 00
    // \CREB({79,00,22}) -> buffer 47 01 60 00 60 00 01 01 79 00
    // \CREB({79}) -> error: bad resource descriptors
    // \CREB({2A,10,05,79}) -> error: bad resource descriptors
    // \CREB({78,00}) -> error: bad resource descriptors
    // \CREB({7A,00,00}) -> error: bad resource descriptors
}
