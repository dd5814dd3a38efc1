// SPDX-License-Identifier: MIT OR Apache-2.0
// Sizes and depths that no firmware needs: an error, never more.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "LIMITS", 1)
{
    // A buffer, a package, of almost any size.
    Method (HUGB, 1) { Local0 = Buffer (Arg0) {} Return (SizeOf (Local0)) }
    // \HUGB(0x10000) -> integer 0x10000
    // \HUGB(0xFFFFFFFF) -> error: .*
    // \HUGB(0xFFFFFFFFFFFFFFFF) -> error: .*
    // \HUGB(0x8000000000000000) -> error: .*
    Method (HUGP, 1) { Local0 = Package (Arg0) {} Return (SizeOf (Local0)) }
    // \HUGP(1000) -> integer 0x3E8
    // \HUGP(0xFFFFFFFF) -> error: .*
    // \HUGP(0x2000000000000001) -> error: .*
    // A string that doubles until nothing is left.
    Method (GROW) { Local0 = "0123456789ABCDEF" While (One) { Local0 = Concatenate (Local0, Local0) } }
    // \GROW() -> error: .*
    Method (GROB) { Local0 = Buffer (16) {} While (One) { Concatenate (Local0, Local0, Local0) } }
    // \GROB() -> error: .*
    // Packages in packages in packages.
    Method (DEEP, 1)
    {
        Local0 = Package (1) { 7 }
        While (Arg0)
        {
            Local1 = Package (1) {}
            Local1[0] = Local0
            Local0 = Local1
            Arg0--
        }
        Return (SizeOf (Local0))
    }
    // \DEEP(20) -> integer 0x1
    // A package that grows by copies of itself.
    Method (TREE, 1)
    {
        Local0 = Package (4) { 1, 2, 3, 4 }
        While (Arg0)
        {
            Local1 = Package (4) {}
            Local1[0] = Local0
            Local1[1] = Local0
            Local1[2] = Local0
            Local1[3] = Local0
            Local0 = Local1
            Arg0--
        }
        Return (SizeOf (Local0))
    }
    // \TREE(5) -> integer 0x4
    // References that lead to each other: whoever follows them comes back.
    Method (RING)
    {
        Local0 = RefOf (Local1)
        Local1 = RefOf (Local0)
        Return (ObjectType (Local0))
    }
    // \RING() -> error: .*
    // Conversions of numbers that are too long.
    Method (LONG) { Return (ToInteger ("0x1FFFFFFFFFFFFFFFFFFFF")) }
    // nt: \LONG() -> integer 0xFFFFFFFFFFFFFFFF
    // Many names, many frames: 200 calls deep with names of their own.
    Method (NAMS, 2, NotSerialized)
    {
        If (Arg0 == 0) { Return (Arg1) }
        Local0 = Package (2) { 1, 2 }
        Local0[0] = Arg1
        Return (NAMS (Arg0 - 1, Arg1 + DerefOf (Local0[1])))
    }
    // \NAMS(200, 1) -> integer 0x191
    // What a failed evaluation leaves is nothing: the next one runs.
    Name (LAST, 5)
    // \LAST -> integer 0x5
}
