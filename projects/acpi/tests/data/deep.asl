// Whatever makes the interpreter's C stack deep: registers of registers, bridges of bridges, addresses that are methods,
// conversions inside stores inside calls, packages in packages, tables that load tables, errors with a handler that
// fails too.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "DEEP", 1)
{
    External (NONE)
    Device (\_SB.PCI0)
    {
        Method (_HID) { Return (EisaId ("PNP0A03")) }
        Method (_CID) { Return (Package () { "PNP0A08" }) }
        Method (_SEG) { Return (0) }
        Method (_BBN) { Return (0) }
        Device (BRG0)
        {
            Method (_ADR) { Return (0x00010000) }
            Device (BRG1)
            {
                Method (_ADR) { Return (0x00020000) }
                Device (FUN0)
                {
                    Method (_ADR) { Return (0x00030000) }
                    OperationRegion (CFG0, PCI_Config, 0, 0x100)
                    Field (CFG0, ByteAcc, Lock, Preserve) { IDX0, 8, DAT0, 8, , 3, BITS, 70 }
                    IndexField (IDX0, DAT0, ByteAcc, Lock, Preserve) { IDX1, 8, DAT1, 8 }
                    IndexField (IDX1, DAT1, ByteAcc, Lock, Preserve) { IDX2, 8, DAT2, 8 }
                    IndexField (IDX2, DAT2, ByteAcc, Lock, Preserve) { IDX3, 8, DAT3, 8 }
                    IndexField (IDX3, DAT3, ByteAcc, Lock, Preserve) { FLD4, 13 }
                    BankField (CFG0, FLD4, 5, ByteAcc, Lock, Preserve) { , 5, BNK0, 99 }
                    OperationRegion (BAR0, PciBarTarget, 0, 0x100)
                    Field (BAR0, DWordAcc, NoLock, Preserve) { MEM0, 32 }
                }
            }
        }
    }
    Method (DEEP, 1)
    {
        If (Arg0)
        {
            Local0 = Package () { Package () { Package () { Package () { "x", Buffer (3) {} } } } }
            \_SB.PCI0.BRG0.BRG1.FUN0.FLD4 = Concatenate (ToHexString (\_SB.PCI0.BRG0.BRG1.FUN0.BNK0), "z")
            \_SB.PCI0.BRG0.BRG1.FUN0.BITS = Buffer (9) { 1, 2, 3 }
            Local1 = RefOf (Local0)
            Local2 = RefOf (Local1)
            Debug = DerefOf (Local2)
            Return (DEEP (Arg0 - 1) + \_SB.PCI0.BRG0.BRG1.FUN0.MEM0)
        }
        Return (NONE)
    }
    Method (MAIN) { Return (DEEP (50)) }
}
