// SPDX-License-Identifier: MIT OR Apache-2.0
// Every type stored over every type: what Windows does (the bytes are copied into the room that is there) and what the
// specification says (19.3.5: the value is converted). And the explicit conversions.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "CONVERT", 1)
{
    // --- Over an integer ---
    Name (INTE, 0x1122334455667788)
    Method (TOIN, 1) { INTE = Arg0 Return (INTE) }
    // \TOIN(5) -> integer 0x5
    // spec: \TOIN("1A") -> integer 0x1A
    // spec: \TOIN("0x1A") -> integer 0x1A
    // spec: \TOIN("1Axyz") -> integer 0x1A
    // spec: \TOIN(" 1A") -> integer 0x1A
    // spec: \TOIN("xyz") -> integer 0x0
    // spec: \TOIN("123456789ABCDEF01") -> integer 0x123456789ABCDEF0
    // nt: \TOIN("1A") -> integer 0x4131
    // nt: \TOIN("verylongtext") -> integer 0x676E6F6C79726576
    // \TOIN({34,12}) -> integer 0x1234
    // \TOIN({01,02,03,04,05,06,07,08,09}) -> integer 0x807060504030201
    // \TOIN({FF}) -> integer 0xFF

    // --- Over a string ---
    Name (STRI, "ABCDEF")
    Method (TOST, 1) { STRI = Arg0 Return (STRI) }
    // \TOST("uvwxyz") -> string "uvwxyz"
    // spec: \TOST("longer than that") -> string "longer than that"
    // nt: \TOST("longer than that") -> string "longer"
    // spec: \TOST("ab") -> string "ab"
    // nt: \TOST("ab") -> string "ab\x00\x00\x00\x00"
    // spec: \TOST(0x41424344) -> string "0000000041424344"
    // nt: \TOST(0x464544434241) -> string "ABCDEF"
    // nt: \TOST(0x4847464544434241) -> string "ABCDEF"
    // nt: \TOST(0x41) -> string "A\x00\x00\x00\x00\x00"
    // spec: \TOST({01,AB}) -> string "0x01 0xAB"
    // nt: \TOST({41,42}) -> string "AB\x00\x00\x00\x00"
    // nt: \TOST({41,42,43,44,45,46,47}) -> string "ABCDEF"
    Name (EMPT, "")
    Method (TOES, 1) { EMPT = Arg0 Return (EMPT) }
    // spec: \TOES("FOO") -> string "FOO"
    // nt: \TOES("FOO") -> string ""

    // --- Over a buffer ---
    Name (BUFF, Buffer () { 9, 9, 9, 9 })
    Method (TOBF, 1) { BUFF = Arg0 Return (BUFF) }
    // \TOBF({01,02,03,04}) -> buffer 01 02 03 04
    // \TOBF({01,02}) -> buffer 01 02 00 00
    // \TOBF({01,02,03,04,05}) -> buffer 01 02 03 04
    // \TOBF(0x0807060504030201) -> buffer 01 02 03 04
    // \TOBF(0x11) -> buffer 11 00 00 00
    // \TOBF("AB") -> buffer 41 42 00 00
    // \TOBF("ABCDE") -> buffer 41 42 43 44
    Name (WIDE, Buffer (12) {})
    Method (TOWB, 1) { WIDE = Arg0 Return (WIDE) }
    // \TOWB(0x0102030405060708) -> buffer 08 07 06 05 04 03 02 01 00 00 00 00

    // --- Over a package: nothing but a package ---
    Name (PACK, Package () { 1, 2 })
    Method (TOPK, 1) { PACK = Arg0 Return (1) }
    // \TOPK(1) -> error: cannot be stored to
    // \TOPK("x") -> error: cannot be stored to
    // \TOPK({01}) -> error: cannot be stored to
    // Nor is a package a number.
    Method (PKIN) { INTE = PACK Return (INTE) }
    // \PKIN() -> error: wrong type of operand

    // --- Into an object that holds no data ---
    Device (DEVI) {}
    Mutex (MUTX, 0)
    Event (EVNT)
    OperationRegion (REGN, SystemMemory, 0x2000, 64)
    Method (TODV) { Store (1, DEVI) Return (1) }
    // \TODV() -> error: cannot be stored to
    Method (TOMX) { Store (1, MUTX) Return (1) }
    // \TOMX() -> error: cannot be stored to
    Method (TOEV) { Store (1, EVNT) Return (1) }
    // \TOEV() -> error: cannot be stored to
    Method (TORG) { Store (1, REGN) Return (1) }
    // \TORG() -> error: cannot be stored to

    // --- Into fields: the bytes, cut or filled with zeros; the field stays what it is ---
    Field (REGN, ByteAcc, NoLock, Preserve)
    {
        FL16, 16,
        FL64, 64,
        FL80, 80,
        FLD4, 4,
        FLD3, 3
    }
    Method (TO16, 1) { FL16 = 0xFFFF FL16 = Arg0 Return (FL16) }
    // \TO16(0x12345678) -> integer 0x5678
    // \TO16("A") -> integer 0x41
    // \TO16("ABC") -> integer 0x4241
    // \TO16({01}) -> integer 0x1
    // \TO16({01,02,03}) -> integer 0x201
    Method (TO64, 1) { FL64 = Ones FL64 = Arg0 Return (FL64) }
    // \TO64(1) -> integer 0x1
    // \TO64("ABCDEFGHI") -> integer 0x4847464544434241
    // \TO64({01,02,03}) -> integer 0x30201
    Method (TO80, 1) { FL80 = Buffer () { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9 } FL80 = Arg0 Return (FL80) }
    // \TO80(0x0102) -> buffer 02 01 00 00 00 00 00 00 00 00
    // \TO80("ABC") -> buffer 41 42 43 00 00 00 00 00 00 00
    // \TO80({01,02,03,04,05,06,07,08,09,0A,0B}) -> buffer 01 02 03 04 05 06 07 08 09 0A
    Method (TOF4, 1) { FLD3 = 7 FLD4 = Arg0 Return (FLD4 | (FLD3 << 4)) }
    // \TOF4(0x15) -> integer 0x75
    // \TOF4("1") -> integer 0x71
    // \TOF4({FF}) -> integer 0x7F

    // --- Into buffer fields ---
    Name (BASE, Buffer (20) {})
    CreateDWordField (BASE, 0, BF32)
    CreateField (BASE, 68, 12, BF12)
    CreateField (BASE, 80, 72, BF72)
    Method (TB32, 1) { BF32 = Ones BF32 = Arg0 Return (BF32) }
    // \TB32(0x1122334455) -> integer 0x22334455
    // \TB32("AB") -> integer 0x4241
    // \TB32({01,02,03,04,05}) -> integer 0x4030201
    Method (TB12, 1) { BF12 = Arg0 Return (BF12) }
    // \TB12(0xABCDE) -> buffer DE 0C
    // \TB12("A") -> buffer 41 00
    // \TB12({FF}) -> buffer FF 00
    Method (TB72, 1) { BF72 = Arg0 Return (BF72) }
    // \TB72(0x0102) -> buffer 02 01 00 00 00 00 00 00 00
    // \TB72("ABCDEFGHIJ") -> buffer 41 42 43 44 45 46 47 48 49

    // --- Into a byte of a buffer or a string, into an element of a package ---
    Method (TOBI, 1)
    {
        Local0 = Buffer () { 1, 2, 3 }
        Local0[1] = Arg0
        Return (Local0)
    }
    // \TOBI(0x1234) -> buffer 01 34 03
    // \TOBI("XY") -> buffer 01 58 03
    // \TOBI({AA,BB}) -> buffer 01 AA 03
    Method (TOSI, 1)
    {
        Local0 = "abc"
        Local0[1] = Arg0
        Return (Local0)
    }
    // \TOSI(0x58) -> string "aXc"
    // \TOSI("YZ") -> string "aYc"
    Method (TOPI, 1)
    {
        Local0 = Package () { 1, "text", Buffer () { 3 } }
        Local0[0] = Arg0
        Local0[1] = Arg0
        Local0[2] = Arg0
        Return (Local0)
    }
    // \TOPI(5) -> package {integer 0x5, integer 0x5, integer 0x5}
    // \TOPI("x") -> package {string "x", string "x", string "x"}
    // \TOPI({07,08}) -> package {buffer 07 08, buffer 07 08, buffer 07 08}

    // --- Over locals and arguments: they take whatever comes ---
    Method (TOLO, 1)
    {
        Local0 = Package () { 1 }
        Local0 = Arg0
        Local1 = "text"
        Local1 = Arg0
        Local2 = Package (2) {}
        Local2[0] = Local0
        Local2[1] = Local1
        Return (Local2)
    }
    // \TOLO(5) -> package {integer 0x5, integer 0x5}
    // \TOLO("ab") -> package {string "ab", string "ab"}
    // \TOLO({01}) -> package {buffer 01, buffer 01}
    Method (OVER, 1) { Arg0 = "text" Return (Arg0) }
    // \OVER(5) -> string "text"
    // \OVER({01}) -> string "text"
    // A store copies: the source does not change with it.
    Method (COPY)
    {
        Local0 = Buffer () { 1, 2 }
        Local1 = Local0
        Local1[0] = 9
        Local2 = Package () { 1, 2 }
        Local3 = Local2
        Local3[0] = 9
        Local4 = Package (4) {}
        Local4[0] = Local0
        Local4[1] = Local1
        Local4[2] = Local2
        Local4[3] = Local3
        Return (Local4)
    }
    // \COPY() -> package {buffer 01 02, buffer 09 02, package {integer 0x1, integer 0x2}, package {integer 0x9, integer 0x2}}

    // --- Operators' results into names of another type: implicit conversion, or (explicit conversions) replacement ---
    Method (RADD) { Add (0x41, 0x4200, STRI) Return (STRI) }
    // spec: \RADD() -> string "0000000000004241"
    // nt: \RADD() -> string "AB\x00\x00\x00\x00"
    Method (RTOI) { ToInteger ("66", STRI) Return (STRI) }
    // spec: \RTOI() -> integer 0x42
    // nt: \RTOI() -> string "B\x00\x00\x00\x00\x00"
    Method (RTHX) { ToHexString (0xAB, INTE) Return (INTE) }
    // spec: \RTHX() -> string "0xAB"
    // nt: \RTHX() -> integer 0x42417830
    Method (RTBF) { ToBuffer ("AB", INTE) Return (INTE) }
    // spec: \RTBF() -> buffer 41 42 00
    // nt: \RTBF() -> integer 0x4241
    Method (RCON) { Concatenate ("A", "B", INTE) Return (INTE) }
    // spec: \RCON() -> integer 0xAB
    // nt: \RCON() -> integer 0x4241

    // --- Explicit conversions ---
    Method (XINT, 1) { Return (ToInteger (Arg0)) }
    // \XINT(5) -> integer 0x5
    // \XINT("123") -> integer 0x7B
    // \XINT("0x1f") -> integer 0x1F
    // \XINT("0X1F") -> integer 0x1F
    // \XINT("12ab") -> integer 0xC
    // \XINT("  12") -> integer 0xC
    // \XINT("0x") -> integer 0x0
    // \XINT("zz") -> integer 0x0
    // \XINT("18446744073709551615") -> integer 0xFFFFFFFFFFFFFFFF
    // nt: \XINT("0123") -> integer 0x53
    // spec: \XINT("0123") -> integer 0x7B
    // nt: \XINT("-5") -> integer 0xFFFFFFFFFFFFFFFB
    // nt: \XINT("+5") -> integer 0x5
    // nt: \XINT("99999999999999999999") -> integer 0xFFFFFFFFFFFFFFFF
    // \XINT({01}) -> integer 0x1
    // \XINT({01,02,03,04,05,06,07,08,09}) -> integer 0x807060504030201
    Method (XBUF, 1) { Return (ToBuffer (Arg0)) }
    // \XBUF(0x1122) -> buffer 22 11 00 00 00 00 00 00
    // \XBUF("AB") -> buffer 41 42 00
    // \XBUF({05,06}) -> buffer 05 06
    Method (XHEX, 1) { Return (ToHexString (Arg0)) }
    // \XHEX(0) -> string "0x0"
    // \XHEX(0xabc) -> string "0xABC"
    // \XHEX(0xFFFFFFFFFFFFFFFF) -> string "0xFFFFFFFFFFFFFFFF"
    // \XHEX({01,AB,FF}) -> string "0x01,0xAB,0xFF"
    // \XHEX("text") -> string "text"
    Method (XDEC, 1) { Return (ToDecimalString (Arg0)) }
    // \XDEC(0) -> string "0"
    // \XDEC(1234567890) -> string "1234567890"
    // \XDEC(0xFFFFFFFFFFFFFFFF) -> string "18446744073709551615"
    // \XDEC({01,0A,FF}) -> string "1,10,255"
    // \XDEC("text") -> string "text"
    Method (XSTR, 2) { Return (ToString (Arg0, Arg1)) }
    // \XSTR({41,42,43}, 0xFFFFFFFFFFFFFFFF) -> string "ABC"
    // \XSTR({41,42,43}, 2) -> string "AB"
    // \XSTR({41,00,43}, 3) -> string "A"
    // \XSTR({41}, 0) -> string ""
    // \XSTR({00}, 5) -> string ""
    Method (XPKG) { Local0 = Package () { 1 } Return (ToInteger (Local0)) }
    // \XPKG() -> error: wrong type of operand
    Method (XEMP)
    {
        Local0 = 0
        Local1 = Package (3) {}
        Local1[0] = ToHexString (Buffer (Local0) {})
        Local1[1] = ToDecimalString (Buffer (Local0) {})
        Local1[2] = ToBuffer ("")
        Return (Local1)
    }
    // \XEMP() -> package {string "", string "", buffer 00}

    // --- Operands that are not integers where integers are needed (19.3.5.4) ---
    Method (OADD, 2) { Return (Arg0 + Arg1) }
    // spec: \OADD("10", 1) -> integer 0x11
    // spec: \OADD({01,02}, 1) -> integer 0x202
    // spec: \OADD("0x10", "F") -> integer 0x1F
    Method (OIDX, 1) { Local0 = Buffer () { 5, 6, 7 } Return (DerefOf (Local0[Arg0])) }
    // \OIDX(2) -> integer 0x7
    // spec: \OIDX("1") -> integer 0x6
    Method (OPKG, 1) { Local0 = Package () { 1 } Return (Local0 + Arg0) }
    // \OPKG(1) -> error: wrong type of operand
    Method (ODEV) { Return (DEVI + 1) }
    // \ODEV() -> error: wrong type of operand
}
