// SPDX-License-Identifier: MIT OR Apache-2.0
// For acpi-exec.t: what a second table adds, some of it wrong.
DefinitionBlock ("", "SSDT", 2, "OSDEV", "EXEC2", 1)
{
    External (\MISS, IntObj)
    External (\READ, IntObj)
    Device (\_SB.ADDD)
    {
        Name (VALU, 0x77)
        Name (_HID, "OSDV0001")
        Name (_UID, "text")
        Method (_STA) { Return (READ) } // neither present nor functional
        Method (_INI) { Fatal (9, 9, 9) } // so this is never run
        Method (_CRS, 0, Serialized) { Return (MISS) }
        Name (_PRS, Buffer () { 0x47, 1 }) // cut off
        OperationRegion (IORG, SystemIO, 0x90, 1)
        Field (IORG, ByteAcc, NoLock, Preserve) { BUSY, 1 }
        Method (_ADR) { While (BUSY == 0) { } Return (1) }
    }
}
