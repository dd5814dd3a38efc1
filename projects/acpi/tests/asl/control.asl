// SPDX-License-Identifier: MIT OR Apache-2.0
// If, Else, While, Break, Continue (19.6.60 ff.), and the limits of loops and calls.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "CONTROL", 1)
{
    Method (IFEL, 1)
    {
        If (Arg0 == 1) { Local0 = "one" }
        ElseIf (Arg0 == 2) { Local0 = "two" }
        ElseIf (Arg0 == 3) { Local0 = "three" }
        Else { Local0 = "more" }
        Return (Local0)
    }
    // \IFEL(1) -> string "one"
    // \IFEL(2) -> string "two"
    // \IFEL(3) -> string "three"
    // \IFEL(4) -> string "more"
    Method (IFNE, 2)
    {
        If (Arg0)
        {
            If (Arg1) { Return (3) }
            Else { Return (2) }
        }
        Else
        {
            If (Arg1) {} Else { Return (0) }
        }
        Return (1)
    }
    // \IFNE(0, 0) -> integer 0x0
    // \IFNE(0, 1) -> integer 0x1
    // \IFNE(1, 0) -> integer 0x2
    // \IFNE(1, 1) -> integer 0x3
    // Anything but zero is true.
    Method (TRUE, 1) { If (Arg0) { Return (1) } Return (0) }
    // \TRUE(0x8000000000000000) -> integer 0x1
    // spec: \TRUE("1") -> integer 0x1
    // spec: \TRUE({00}) -> integer 0x0
    Method (EMPT) { If (One) {} Else {} While (Zero) {} Noop Return (1) }
    // \EMPT() -> integer 0x1

    Method (WHIL, 1) { Local0 = 0 While (Local0 < Arg0) { Local0++ } Return (Local0) }
    // \WHIL(0) -> integer 0x0
    // \WHIL(1000) -> integer 0x3E8
    Method (BRKM)
    {
        Local0 = 0
        Local1 = 0
        While (One)
        {
            Local0++
            If (Local0 == 3) { Continue }
            If (Local0 > 6) { Break }
            Local1 += Local0
        }
        Return (Local1)
    }
    // \BRKM() -> integer 0x12
    // They act on the innermost loop.
    Method (TWOL)
    {
        Local0 = 0
        Local1 = 0
        While (Local0 < 4)
        {
            Local0++
            Local2 = 0
            While (One)
            {
                Local2++
                If (Local2 == 2) { Continue }
                If (Local2 > Local0) { Break }
                Local1 += Local2
            }
            If (Local0 == 2) { Continue }
            Local1 += 100
        }
        Return (Local1)
    }
    // \TWOL() -> integer 0x13A
    // For is a While with what ends each round.
    Method (FORL) { Local1 = 0 For (Local0 = 0, Local0 < 5, Local0++) { Local1 += Local0 } Return (Local1) }
    // \FORL() -> integer 0xA
    Method (NSTL, 1)
    {
        Local0 = 0
        While (One) { If (One) { While (One) { If (One) { Break } } Local0++ If (Local0 == Arg0) { Break } } }
        Return (Local0)
    }
    // \NSTL(5) -> integer 0x5

    // A loop without an end ends in an error; what it did stays done.
    Name (RNDS, 0)
    Method (EVER) { RNDS = 0 While (One) { RNDS++ } Return (RNDS) }
    // \EVER() -> error: loop ran too long
    // A loop that sleeps is measured by the clock it sleeps on.
    Method (SLEE) { While (One) { Sleep (100) } }
    // \SLEE() -> error: loop ran too long
    // A loop that polls and gives up by its own count is left in peace.
    Method (POLL) { Local0 = 0 While (Local0 < 200) { Sleep (5) Local0++ } Return (Local0) }
    // \POLL() -> integer 0xC8
    // Calls that never return.
    Name (DPTH, 0)
    Method (FALL) { DPTH++ FALL () }
    // \FALL() -> error: methods nest too deep
    Method (PING) { PONG () }
    Method (PONG) { PING () }
    // \PING() -> error: methods nest too deep
    // 60 calls deep is nothing unusual.
    Method (DOWN, 1) { If (Arg0) { Return (DOWN (Arg0 - 1) + 1) } Return (0) }
    // \DOWN(60) -> integer 0x3C

    // Expressions may nest.
    Method (PARE) { Return (((((((((((((((((((1 + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) }
    // \PARE() -> integer 0x14
}
