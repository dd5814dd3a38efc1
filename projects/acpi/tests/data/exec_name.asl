// SPDX-License-Identifier: MIT OR Apache-2.0
// For acpi-exec.t: code outside methods that asks for a name which is not there.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "EXECNAME", 1)
{
    External (\MISS, IntObj)
    If (MISS) { Name (NEVR, 1) }
    Name (LAST, 1)
}
