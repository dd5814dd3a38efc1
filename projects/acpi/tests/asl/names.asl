// SPDX-License-Identifier: MIT OR Apache-2.0
// Names: how they are found (5.3), Scope, Alias, External, what stands later in the table.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "NAMES", 1)
{
    Name (VALU, 1)
    Device (DEV0)
    {
        Name (VALU, 2)
        Name (ONLY, 22)
        Device (DEV1)
        {
            Name (_HID, "OSD0001")
            Method (GETV) { Return (VALU) }
            Method (GETO) { Return (ONLY) }
            Method (GETR) { Return (\VALU) }
            Method (GETP) { Return (^VALU) }
            Method (GETQ) { Return (^^VALU) }
            Device (DEV2)
            {
                Name (VALU, 4)
                Method (GETV) { Return (VALU) }
                Method (GETU) { Return (^^^VALU) }
            }
        }
    }
    // A single name is looked for upwards, from the method's own scope on; prefixes and paths are taken as they are.
    // \DEV0.DEV1.GETV() -> integer 0x2
    // \DEV0.DEV1.GETO() -> integer 0x16
    // \DEV0.DEV1.GETR() -> integer 0x1
    // \DEV0.DEV1.GETP() -> error: name not found
    // \DEV0.DEV1.GETQ() -> integer 0x2
    // \DEV0.DEV1.DEV2.GETV() -> integer 0x4
    // \DEV0.DEV1.DEV2.GETU() -> integer 0x2
    Method (PATH)
    {
        Local0 = Package (3) {}
        Local0[0] = \DEV0.VALU
        Local0[1] = ^DEV0.DEV1.DEV2.VALU
        Local0[2] = \DEV0.DEV1.DEV2.VALU
        Return (Local0)
    }
    // \PATH() -> package {integer 0x2, integer 0x4, integer 0x4}
    // Several segments are not looked for upwards, not even from a method into the scope around it.
    Scope (\DEV0.DEV1)
    {
        Method (FAIL) { Return (CondRefOf (DEV2.VALU)) }
        Method (WORK) { Return (CondRefOf (^DEV2.VALU)) }
    }
    // nt: \DEV0.DEV1.FAIL() -> integer 0x0
    // \DEV0.DEV1.WORK() -> integer 0xFFFFFFFFFFFFFFFF
    // Above the root there is nothing.
    Method (ABOV) { Return (CondRefOf (^^^^VALU)) }
    // spec: \ABOV() -> integer 0x0

    // Scope opens what is there, from anywhere; what it adds stands there.
    Scope (\_SB) { Name (ADDD, 5) Device (PCI0) { Name (_ADR, 0) } }
    Scope (\_SB.PCI0) { Name (MORE, 6) Method (GETM) { Return (MORE + ADDD) } }
    // \_SB.PCI0.GETM() -> integer 0xB
    // \_SB.PCI0.MORE -> integer 0x6
    // Short segments are filled up.
    Name (AB, 7)
    Name (C, Package () { 1 })
    // \AB__ -> integer 0x7
    // \AB -> integer 0x7
    // \C -> package {integer 0x1}

    // What stands later in the table can be used by methods, whatever its kind.
    Method (LATE) { Return (LATR (NEXT) + \_SB.FUTU) }
    Name (NEXT, 20)
    Method (LATR, 1) { Return (Arg0 + 1) }
    Scope (\_SB) { Name (FUTU, 300) }
    // \LATE() -> integer 0x141

    // An alias is another name of the same object.
    Name (ORIG, 10)
    Alias (ORIG, OTHR)
    Alias (\_SB.PCI0.GETM, CALL)
    Method (ALIS)
    {
        OTHR = 11
        Local0 = Package (3) {}
        Local0[0] = ORIG
        Local0[1] = CALL ()
        Local0[2] = ObjectType (OTHR)
        Return (Local0)
    }
    // \ALIS() -> package {integer 0xB, integer 0xB, integer 0x1}
    // \OTHR -> integer 0xA

    // What is missing is found missing when it is reached, not before.
    External (NEVR, IntObj)
    External (\_SB.NOWH, MethodObj)
    Method (MISS, 1)
    {
        If (Arg0) { Return (NEVR) }
        Return (1)
    }
    // \MISS(0) -> integer 0x1
    // \MISS(1) -> error: name not found
    Method (MISM) { Return (\_SB.NOWH (1, 2)) }
    // \MISM() -> error: name not found
    Method (ASKM) { If (CondRefOf (\_SB.NOWH)) { Return (\_SB.NOWH (1)) } Return (3) }
    // \ASKM() -> integer 0x3

    // The names every namespace has.
    Method (PRED)
    {
        Local0 = Package (7) {}
        Local0[0] = CondRefOf (\_SB)
        Local0[1] = CondRefOf (\_GPE)
        Local0[2] = CondRefOf (\_PR)
        Local0[3] = CondRefOf (\_TZ)
        Local0[4] = CondRefOf (\_SI)
        Local0[5] = ObjectType (\_GL)
        Local0[6] = \_REV
        Return (Local0)
    }
    // \PRED() -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF, integer 0x9, integer 0x2}
    Method (OSIQ, 1) { Return (\_OSI (Arg0)) }
    // \OSIQ("Windows 2015") -> integer 0xFFFFFFFFFFFFFFFF
    // \OSIQ("Windows 2022") -> integer 0xFFFFFFFFFFFFFFFF
    // \OSIQ("Extended Address Space Descriptor") -> integer 0xFFFFFFFFFFFFFFFF
    // \OSIQ("Linux") -> integer 0x0
    // \OSIQ("Windows") -> integer 0x0
    // \OSIQ("windows 2015") -> integer 0x0

    // A path of many segments.
    Device (LVL1) { Device (LVL2) { Device (LVL3) { Device (LVL4) { Device (LVL5) { Device (LVL6) { Name (DEEP, 66) } } } } } }
    Method (GETD) { Return (\LVL1.LVL2.LVL3.LVL4.LVL5.LVL6.DEEP) }
    // \GETD() -> integer 0x42
}
