// SPDX-License-Identifier: MIT OR Apache-2.0
// What AML tells the operating system: Debug, Notify, Fatal, Breakpoint.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "TALK", 1)
{
    Device (DEVI) { Name (_ADR, 1) }
    ThermalZone (THRM) {}
    Name (NOTD, 5)
    Method (DBUG, 1) { Debug = Arg0 Return (1) }
    // \DBUG(5) prints debug: integer 0x5
    // \DBUG("text") prints debug: string "text"
    // \DBUG({01,02}) prints debug: buffer 01 02
    Method (DPKG) { Debug = Package () { 1, "x" } Return (1) }
    // \DPKG() prints debug: package \{integer 0x1, string "x"\}
    Method (DREF) { Debug = RefOf (NOTD) Debug = DEVI Return (1) }
    // \DREF() -> integer 0x1
    Method (PRTF) { Printf ("%o and %o", 0xAB, "text") Return (1) }
    // spec: \PRTF() prints debug: string "00000000000000AB and text"
    // nt: \PRTF() prints debug: string "ab and text"
    Method (NTFY) { Notify (DEVI, 0x81) Notify (THRM, 2) Return (1) }
    // \NTFY() prints notify: \\DEVI 0x81
    // \NTFY() prints notify: \\THRM 0x2
    Method (NTFB) { Notify (NOTD, 1) Return (1) }
    // spec: \NTFB() -> error: wrong type of operand
    // nt: \NTFB() -> error: .*
    Method (FATL) { Fatal (1, 0x12345678, 0x9ABC) Return (7) }
    // \FATL() -> integer 0x7
    Method (BRKP) { BreakPoint Return (2) }
    // \BRKP() -> integer 0x2
}
