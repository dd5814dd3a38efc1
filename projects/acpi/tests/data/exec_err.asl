// SPDX-License-Identifier: MIT OR Apache-2.0
// For acpi-exec.t: \_ERR, and code outside methods that goes wrong.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "EXECERR", 1)
{
    Name (CODE, 0)
    Name (TEXT, "none")
    Name (ZERV, 0)
    Name (GOES, 0)
    Method (_ERR, 3) { CODE = Arg0; CopyObject (Arg1, TEXT); Return (0) }
    Method (DIVI) { Local0 = 1 / ZERV; GOES = 1; Return (TEXT) }
    Name (LATE, 0)
    If (1) { Divide (1, ZERV, LATE) }
    Name (LAST, 1)
}
