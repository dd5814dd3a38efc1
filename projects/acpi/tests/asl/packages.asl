// SPDX-License-Identifier: MIT OR Apache-2.0
// Packages (19.6.102): elements, sizes, names as elements, copies.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "PACKAGES", 1)
{
    Name (INTE, 0x11)
    Name (STRI, "str")
    Device (DEVI) {}
    Method (METH) { Return (5) }

    // More elements than given are there without a value; the count may be left out.
    // \PSIZ() -> package {package {integer 0x1, integer 0x2, uninitialized, uninitialized}, package {integer 0x1, integer 0x2, integer 0x3}, package {}}
    Method (PSIZ)
    {
        Local0 = Package (3) {}
        Local0[0] = Package (4) { 1, 2 }
        Local0[1] = Package () { 1, 2, 3 }
        Local0[2] = Package (0) {}
        Return (Local0)
    }
    // The count may be computed.
    Method (PVAR, 1)
    {
        Local0 = Package (Arg0) { "x" }
        Return (Local0)
    }
    // \PVAR(1) -> package {string "x"}
    // \PVAR(3) -> package {string "x", uninitialized, uninitialized}
    Method (PEMP) { Local0 = 0 Local1 = Package (Local0) {} Return (SizeOf (Local1)) }
    // \PEMP() -> integer 0x0
    Name (BIGP, Package (255) {})
    Method (PBIG)
    {
        Local0 = 300
        Local1 = Package (Local0) { 1 }
        Local1[299] = 7
        Return (SizeOf (BIGP) + SizeOf (Local1) + DerefOf (Local1[299]))
    }
    // \PBIG() -> integer 0x232
    // All kinds of data, nested.
    Name (KIND, Package () { 1, "two", Buffer () { 3 }, Package () { 4, Package () { 5, "six" } }, Zero, Ones })
    // \KIND -> package {integer 0x1, string "two", buffer 03, package {integer 0x4, package {integer 0x5, string "six"}}, integer 0x0, integer 0xFFFFFFFFFFFFFFFF}

    // Elements can be set, read and counted through; a missing one is an error.
    Method (PSET)
    {
        Local0 = Package (2) { 1, 2 }
        Local0[0] = "text"
        Local0[1] = Package () { 9 }
        Return (Local0)
    }
    // \PSET() -> package {string "text", package {integer 0x9}}
    Method (POUT, 1) { Local0 = Package (2) { 1, 2 } Return (DerefOf (Local0[Arg0])) }
    // \POUT(1) -> integer 0x2
    // \POUT(2) -> error: outside the package
    // \POUT(0xFFFFFFFFFFFFFFFF) -> error: outside the package
    Method (PINC)
    {
        Local0 = Package (2) { 5, 6 }
        Local0[0]++
        Local1 = Local0[1]
        Add (DerefOf (Local1), 10, Local0[1])
        Return (Local0)
    }
    // nt: \PINC() -> package {integer 0x6, integer 0x10}

    // A package in a name is one object; a store over it keeps its name.
    Name (PNAM, Package () { 1, 2, 3 })
    Method (PSTO)
    {
        PNAM[1] = 22
        Local0 = PNAM
        PNAM[2] = 33
        Local1 = Package (2) {}
        Local1[0] = Local0
        Local1[1] = PNAM
        Return (Local1)
    }
    // \PSTO() -> package {package {integer 0x1, integer 0x16, integer 0x3}, package {integer 0x1, integer 0x16, integer 0x21}}
    // It goes into a method, and out of it.
    Method (LAST, 1) { Return (DerefOf (Arg0[SizeOf (Arg0) - 1])) }

    // Names as elements. Data: Windows keeps the path, the specification puts the value there.
    Name (NAMS, Package () { DEVI, METH, INTE, STRI, LATE })
    Name (LATE, 0x22)
    Method (NINT) { Return (DerefOf (NAMS[2])) }
    // spec: \NINT() -> integer 0x11
    Method (NSTR) { Return (DerefOf (NAMS[3])) }
    // spec: \NSTR() -> string "str"
    // Declared after the package.
    Method (NLAT) { Return (DerefOf (NAMS[4])) }
    // spec: \NLAT() -> integer 0x22
    // \NCNT() -> integer 0x5
    Method (NCNT) { Return (SizeOf (NAMS)) }
    // What is nowhere does no harm as long as nobody asks.
    Name (NOWH, Package () { 1, \NOT.HERE, 3 })
    Method (NTHR) { Return (DerefOf (NOWH[2])) }
    // \NTHR() -> integer 0x3
    // In a method, the package is made when it runs.
    Method (NRUN)
    {
        Local0 = Package () { \NOT.HERE, 1 }
        Return (DerefOf (Local0[1]))
    }
    // nt: \NRUN() -> integer 0x1

    // Two evaluations do not share a package that the method makes.
    Method (MAKE) { Return (Package () { 1, 2 }) }
    Method (TWIC)
    {
        Local0 = MAKE ()
        Local0[0] = 9
        Return (DerefOf (Index (MAKE (), 0)))
    }
    // \TWIC() -> integer 0x1
    // A package that holds itself, by reference, can be dropped.
    Method (SELF)
    {
        Local0 = Package () { 1, 2 }
        Local0[0] = RefOf (Local0)
        Local0 = 5
        Return (Local0)
    }
    // spec: \SELF() -> integer 0x5

    // Nor does one that keeps what Index made of itself, however big it is.
    Method (CYCL)
    {
        Local0 = 300
        Local1 = Package (Local0) { 1 }
        Local1[299] = Index (Local1, 0)
        Return (SizeOf (Local1))
    }
    // \CYCL() -> integer 0x12C

    // _PRT as firmware writes it.
    Name (_PRT, Package ()
    {
        Package () { 0xFFFF, 0, DEVI, 0 },
        Package () { 0x1FFFF, 1, Zero, 16 }
    })
    Method (PRTE) { Return (DerefOf (Index (DerefOf (_PRT[1]), 3))) }
    // \PRTE() -> integer 0x10
}
