// SPDX-License-Identifier: MIT OR Apache-2.0
// For acpi-exec.t: one method for each thing that the tool shows.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "EXEC", 1)
{
    External (\MISS, IntObj)
    External (\_SB.ADDD.VALU, IntObj)

    Name (READ, 0)
    Name (PACK, Package () { 1, "two", Buffer () { 3 }, Package () { 4, \_SB.DEVA } })
    Mutex (MUTX, 0)
    Event (EVNT)
    PowerResource (POWR, 0, 0) { Method (_STA) { Return (1) } Method (_ON) { } Method (_OFF) { } }
    ThermalZone (THRM) { }
    Processor (CPU0, 1, 0, 0) { }

    Method (INTG) { Return (0x2A) }
    Method (STRG) { Return ("abc") }
    Method (BUFF) { Return (Buffer () { 1, 2 }) }
    Method (EMPT) { Return (Package () { }) }
    Method (BIGG) { Return (Buffer (5000) { 0xAA }) }
    Method (QUOT) { Return ("say \"hi\"\x01\\") }
    Method (NONE) { }
    Name (NAMD, Package () { READ, \_SB.DEVA.DATA, \_SB.DEVA, INTG })
    Method (LOCP) { Name (MINE, "mine") Name (INNR, Package () { 1 }) Return (Package () { MINE, INNR, READ }) }
    // 16 to the power of 6 elements; and a package that never ends.
    Name (PA, Package () { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })
    Name (PB, Package () { PA, PA, PA, PA, PA, PA, PA, PA, PA, PA, PA, PA, PA, PA, PA, PA })
    Name (PC, Package () { PB, PB, PB, PB, PB, PB, PB, PB, PB, PB, PB, PB, PB, PB, PB, PB })
    Name (PD, Package () { PC, PC, PC, PC, PC, PC, PC, PC, PC, PC, PC, PC, PC, PC, PC, PC })
    Name (PE, Package () { PD, PD, PD, PD, PD, PD, PD, PD, PD, PD, PD, PD, PD, PD, PD, PD })
    Name (PF, Package () { PE, PE, PE, PE, PE, PE, PE, PE, PE, PE, PE, PE, PE, PE, PE, PE })
    Name (SELF, Package () { SELF })
    Method (ECHO, 1) { Return (Arg0) }
    Method (ALL7, 7) { Return (Arg0 + Arg1 + Arg2 + Arg3 + Arg4 + Arg5 + Arg6) }
    Method (LENG, 1) { Return (SizeOf (Arg0)) }
    Method (DEBU) { Debug = "hello"; Debug = 0x10; Return (1) }
    Method (NOTI) { Notify (\_SB.DEVA, 0x81) }
    Method (GONE) { Return (MISS) }
    Method (FATL) { Fatal (1, 2, 3); Return (5) }
    Method (ADDD) { Return (\_SB.ADDD.VALU) }
    Method (ZERV) { Return (1 / READ) }
    Method (CONV) { Name (TEXT, "wxyz"); TEXT = 0x64636261; Return (TEXT) }

    OperationRegion (MEMR, SystemMemory, 0xFED00000, 0x100000000)
    Field (MEMR, DWordAcc, NoLock, Preserve) { MEM0, 32, Offset (0x1000000), MEM1, 32 }
    OperationRegion (IORG, SystemIO, 0x80, 4)
    Field (IORG, ByteAcc, NoLock, Preserve) { PORT, 8, BUSY, 1 }
    OperationRegion (ECRG, EmbeddedControl, 0, 0x100)
    Field (ECRG, ByteAcc, NoLock, Preserve) { EC00, 8 }
    OperationRegion (CMOS, SystemCMOS, 0, 0x40)
    Field (CMOS, ByteAcc, NoLock, Preserve) { CM00, 8 }
    Device (\_SB.DEVA)
    {
        Name (_HID, EisaId ("PNP0A03"))
        Name (_UID, 7)
        Name (_ADR, 0x00020003)
        OperationRegion (PCIR, PCI_Config, 0, 0x100)
        Field (PCIR, DWordAcc, NoLock, Preserve) { PCI0, 32 }
        OperationRegion (BARR, PciBarTarget, 1, 0x100)
        Field (BARR, DWordAcc, NoLock, Preserve) { BAR0, 32 }
        Method (_STA) { Return (0x0B) }
        Method (_INI) { READ = 0; INID = 1 }
        Name (INID, 0)
        Name (DATA, "data")
        Name (REGD, 0)
        Method (_REG, 2) { If (Arg0 == 3) { REGD = Arg1 } }
        OperationRegion (ECR2, EmbeddedControl, 0, 0x100)
        Name (_CRS, ResourceTemplate () { IO (Decode16, 0x60, 0x60, 1, 1) })
        Name (_PRT, Package () { Package () { 0xFFFF, 0, 0, 16 }, Package () { 0xFFFF, 1, 0, 17 } })
    }
    Method (STOR)
    {
        // What was never written is zero, what was is remembered; PCI has no functions.
        Local0 = Package (8) { }
        Local0 [0] = MEM1
        MEM1 = 0x12345678
        Local0 [1] = MEM1
        Local0 [2] = PORT
        PORT = 0x5A
        Local0 [3] = PORT
        EC00 = 0xEC
        CM00 = 0xC0
        Local0 [4] = EC00 + CM00
        \_SB.DEVA.PCI0 = 0
        Local0 [5] = \_SB.DEVA.PCI0
        \_SB.DEVA.BAR0 = 0xBA
        Local0 [6] = \_SB.DEVA.BAR0
        Local0 [7] = MEM0
        Return (Local0)
    }
    // Milliseconds that a second of sleep, and waiting in vain, take by the Timer.
    Method (TIME)
    {
        Local0 = Timer
        Sleep (1000)
        Stall (100)
        Wait (EVNT, 500)
        Return ((Timer - Local0) / 10000)
    }
    Method (POLL) { While (BUSY == 0) { } Return (1) }
    Method (SLOW) { While (BUSY == 0) { Sleep (10) } Return (1) }
}
