// SPDX-License-Identifier: MIT OR Apache-2.0
// Code outside methods runs once, while the table is loaded; what is wrong with it ends a statement or the table, never the rest.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "MODULE", 1)
{
    Name (COUN, 0)
    Name (TEXT, "")
    COUN++
    If (COUN == 1)
    {
        Name (MADE, 10)
        Method (METH, 1) { Return (Arg0 + MADE) }
        Device (COND) { Name (_ADR, 5) }
    }
    Else
    {
        Name (NOTM, 1)
    }
    // \MADE -> integer 0xA
    // \METH(5) -> integer 0xF
    // \COND._ADR -> integer 0x5
    // \NOTM -> error: not found
    Local0 = 3
    While (Local0)
    {
        COUN += Local0
        Local0--
    }
    // \COUN -> integer 0x7
    Method (CALC, 2) { Return (Arg0 * Arg1) }
    Name (RESU, 0)
    RESU = CALC (6, 7)
    // \RESU -> integer 0x2A
    Name (SIZE, 4)
    Name (BUFF, Buffer (SIZE * 2) { 1 })
    // \BUFF -> buffer 01 00 00 00 00 00 00 00
    Name (PACK, Package (SIZE) { 1, 2 })
    // \PACK -> package {integer 0x1, integer 0x2, uninitialized, uninitialized}
    OperationRegion (REGN, SystemMemory, 0x5000 + SIZE, SIZE * 4)
    Field (REGN, ByteAcc, NoLock, Preserve) { FLDA, 8 }
    FLDA = 0x77
    // \FLDA -> integer 0x77

    // A region whose operands are declared only later does not exist, nor do its fields; all else does.
    OperationRegion (EARL, SystemMemory, LATE, 0x10)
    Field (EARL, ByteAcc, NoLock, Preserve) { FLDB, 8 }
    Name (LATE, 0x6000)
    // \EARL -> error: not found
    // \FLDB -> error: not found
    // \LATE -> integer 0x6000
    Method (THEN)
    {
        OperationRegion (TIME, SystemMemory, LATE, 0x10)
        Field (TIME, ByteAcc, NoLock, Preserve) { FLDC, 8 }
        FLDC = 0x5A
        Return (FLDC)
    }
    // \THEN() -> integer 0x5A

    // A scope that is not there is passed over, with all that is in it.
    Name (AFT1, 0)
    External (\_SB.NONE, DeviceObj)
    Scope (\_SB.NONE)
    {
        AFT1 = 1
        Name (LOST, 1)
    }
    AFT1 += 2
    // \AFT1 -> integer 0x2

    // An If whose condition cannot be looked up is passed over, and its Else.
    Name (AFT2, 0)
    External (NOTH, IntObj)
    If (NOTH == 1) { AFT2 = 1 } Else { AFT2 = 2 }
    AFT2 += 4
    // \AFT2 -> integer 0x4

    // An error in a method that is called ends the call; the table goes on.
    Name (AFT3, 0)
    Method (BADM) { AFT3 = 1 Local0 = 1 / Zero AFT3 = 2 }
    BADM ()
    AFT3 += 4
    // \AFT3 -> integer 0x5
    // A loop in it that does not end, likewise.
    Name (AFT4, 0)
    Method (HANG) { While (One) { AFT4 = 1 } }
    HANG ()
    AFT4 += 4
    // \AFT4 -> integer 0x5

    // Names made by a method that this code calls are gone when it ends.
    Method (MAKE, 0, Serialized) { Name (TEMP, 1) Return (TEMP) }
    MAKE ()
    Method (TMPM) { Return (CondRefOf (\MAKE.TEMP)) }
    // \TMPM() -> integer 0x0
    // The last thing that this table says.
    Name (LAST, 99)
    // \LAST -> integer 0x63

    // A region in a device whose operands come only later: the device is declared, the table ends behind it.
    Device (ENDS) { OperationRegion (EARL, SystemMemory, GONE, 0x10) Name (KEPT, 5) }
    Name (GONE, 0x6000)
    // \ENDS.EARL -> error: not found
    // \ENDS.KEPT -> integer 0x5
    // \GONE -> error: not found
}
