// SPDX-License-Identifier: MIT OR Apache-2.0
// ObjectType (19.6.97), CopyObject (19.6.17), what has no value yet.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "OBJECTS", 1)
{
    Name (INTE, 1)
    Name (STRI, "a")
    Name (BUFF, Buffer () { 1, 2, 3, 4, 5, 6, 7, 8 })
    Name (PACK, Package () { 1 })
    OperationRegion (REGN, SystemMemory, 0x1000, 16)
    Field (REGN, ByteAcc, NoLock, Preserve) { FELD, 8 }
    Device (DEVI) {}
    Event (EVNT)
    Method (METH) { Return (5) }
    Mutex (MUTX, 0)
    PowerResource (POWR, 0, 0) {}
    Processor (PROC, 1, 0, 0) {}
    ThermalZone (THRM) {}
    CreateByteField (BUFF, 0, BFLD)
    Alias (METH, ALIA)

    Method (TYPE)
    {
        Local0 = Package (14) {}
        Local0[0] = ObjectType (INTE)
        Local0[1] = ObjectType (STRI)
        Local0[2] = ObjectType (BUFF)
        Local0[3] = ObjectType (PACK)
        Local0[4] = ObjectType (FELD)
        Local0[5] = ObjectType (DEVI)
        Local0[6] = ObjectType (EVNT)
        Local0[7] = ObjectType (METH)
        Local0[8] = ObjectType (MUTX)
        Local0[9] = ObjectType (REGN)
        Local0[10] = ObjectType (POWR)
        Local0[11] = ObjectType (PROC)
        Local0[12] = ObjectType (THRM)
        Local0[13] = ObjectType (BFLD)
        Return (Local0)
    }
    // \TYPE() -> package {integer 0x1, integer 0x2, integer 0x3, integer 0x4, integer 0x5, integer 0x6, integer 0x7, integer 0x8, integer 0x9, integer 0xA, integer 0xB, integer 0xC, integer 0xD, integer 0xE}
    Method (TYPL, 1)
    {
        Local0 = 5
        Local1 = RefOf (Local0)
        Local2 = RefOf (STRI)
        Local3 = Package (2) { 1, "x" }
        Local7 = Package (8) {}
        Local7[0] = ObjectType (Local0)
        Local7[1] = ObjectType (Local1)
        Local7[2] = ObjectType (Local2)
        Local7[3] = ObjectType (Local6)
        Local7[4] = ObjectType (Local3[1])
        Local7[5] = ObjectType (Index (BUFF, 0))
        Local7[6] = ObjectType (Debug)
        Local7[7] = ObjectType (Arg0)
        Return (Local7)
    }
    // \TYPL("s") -> package {integer 0x1, integer 0x1, integer 0x2, integer 0x0, integer 0x2, integer 0xE, integer 0x10, integer 0x2}
    // Of a value that is no object: an alias is what it names; a method is not called.
    Method (TYPA) { Return (ObjectType (ALIA)) }
    // \TYPA() -> integer 0x8
    Method (TYPS) { Return (ObjectType (\_SB) | (ObjectType (\_GL) << 8)) }
    // spec: \TYPS() -> integer 0x906

    // --- CopyObject: the target becomes what the source is ---
    Name (CINT, 1)
    Method (CPY0)
    {
        CopyObject ("text", CINT)
        Local0 = Package (2) {}
        Local0[0] = CINT
        CopyObject (Buffer () { 1, 2 }, CINT)
        Local0[1] = CINT
        Return (Local0)
    }
    // \CPY0() -> package {string "text", buffer 01 02}
    // Onto a string longer than it was.
    Name (CSTR, "ab")
    Method (CPY1) { CopyObject ("longer", CSTR) Return (CSTR) }
    // \CPY1() -> string "longer"
    Method (CPY2)
    {
        Local0 = Package () { 1, 2 }
        CopyObject (Local0, Local1)
        Local1[0] = 9
        Local2 = Package (2) {}
        Local2[0] = DerefOf (Local0[0])
        Local2[1] = DerefOf (Local1[0])
        Return (Local2)
    }
    // \CPY2() -> package {integer 0x1, integer 0x9}
    Method (CPY3, 1) { CopyObject ("other", Arg0) Return (Arg0) }
    // \CPY3(5) -> string "other"
    // A package becomes a number, and a number a package.
    Name (CPAK, Package () { 1 })
    Method (CPY4) { CopyObject (7, CPAK) Return (CPAK) }
    // \CPY4() -> integer 0x7
    Name (CNUM, 1)
    Method (CPY5) { CopyObject (Package () { 1, "x" }, CNUM) Return (CNUM) }
    // \CPY5() -> package {integer 0x1, string "x"}
    // Into a field: written, the field stays.
    Method (CPY6)
    {
        CopyObject (0x1AB, FELD)
        Local0 = Package (2) {}
        Local0[0] = ObjectType (FELD)
        Local0[1] = FELD
        Return (Local0)
    }
    // spec: \CPY6() -> package {integer 0x5, integer 0xAB}
    // A method as source is called.
    Method (CPY7) { CopyObject (METH, Local0) Return (Local0) }
    // \CPY7() -> integer 0x5

    // --- What has no value ---
    Method (UNI0) { Return (Local3 + 1) }
    // spec: \UNI0() -> error: local without a value
    // nt: \UNI0() -> error: .*
    Method (UNI1, 1) { Local0 = Local3 Return (ObjectType (Local0)) }
    // spec: \UNI1(1) -> error: local without a value
    // nt: \UNI1(1) -> integer 0x0
    Method (UNI2) { Local0 = Package (2) { 1 } Return (DerefOf (Local0[1])) }
    // spec: \UNI2() -> error: package element without a value
    // An element not given is there, and empty.
    Method (UNI3) { Return (Package (3) { 1 }) }
    // \UNI3() -> package {integer 0x1, uninitialized, uninitialized}
    Method (VOID) {}
    Method (UNI4) { Local0 = VOID () Return (ObjectType (Local0)) }
    // spec: \UNI4() -> error: method returned no value
    // nt: \UNI4() -> integer 0x0
    Method (UNI5) { VOID () Return (3) }
    // \UNI5() -> integer 0x3
    // \VOID() -> uninitialized
    // Stored to itself, a local may be empty.
    Method (UNI6) { Local0 = Local0 Return (1) }
    // \UNI6() -> integer 0x1

    // What is no method is evaluated by reading it.
    // \INTE -> integer 0x1
    // \STRI -> string "a"
    // \FELD -> integer 0x0
    // \BFLD -> integer 0x1
    // \PACK -> package {integer 0x1}
}
