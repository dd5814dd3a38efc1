// SPDX-License-Identifier: MIT OR Apache-2.0
// The method \_ERR, asked about each error: what it is told, and how the evaluation goes on when it answers 0. The operator
// that failed has no value; whoever wanted it fails in turn, and the statements after it run.
// acpi-exec: --err-method
DefinitionBlock ("", "DSDT", 2, "OSDEV", "HOOK", 1)
{
    Name (CNT, 0)
    Name (LOGS, "")
    Name (CODE, 0)
    Name (BUFF, Buffer () { 1, 2 })
    Device (DEVI) {}
    Method (_ERR, 3)
    {
        CNT++
        CODE = Arg0
        CopyObject (Concatenate (Concatenate (LOGS, Arg1), " "), LOGS)
        Return (0)
    }
    Method (RESU, 1)
    {
        Local7 = Package (2) {}
        Local7[0] = LOGS
        Local7[1] = Arg0
        Return (Local7)
    }
    Method (TDIV) { Local5 = 7 Local5 = 1 / Zero Return (RESU (Local5)) }
    // spec: \TDIV() -> package {string "AE_AML_DIVIDE_BY_ZERO ", integer 0x7}
    Method (TCOD) { Local5 = 1 / Zero Return (CODE) }
    // \TCOD() -> integer 0x300C
    Method (TOUT) { Local5 = 7 Local5 = BUFF[9] Return (RESU (Local5)) }
    // spec: \TOUT() -> package {string "AE_AML_BUFFER_LIMIT ", integer 0x7}
    Method (TNES) { Local5 = 7 Local5 = DerefOf (BUFF[9]) + 1 Return (RESU (Local5)) }
    // spec: \TNES() -> package {string "AE_AML_BUFFER_LIMIT AE_AML_NO_RETURN_VALUE AE_AML_NO_RETURN_VALUE ", integer 0x7}
    Method (TTWO) { Local5 = 7 Local5 = (1 / Zero) + (2 / Zero) Return (RESU (Local5)) }
    // spec: \TTWO() -> package {string "AE_AML_DIVIDE_BY_ZERO AE_AML_DIVIDE_BY_ZERO AE_AML_NO_RETURN_VALUE ", integer 0x7}
    Method (TTYP) { Local5 = 7 Local5 = DEVI + 1 Return (RESU (Local5)) }
    // spec: \TTYP() -> package {string "AE_AML_OPERAND_TYPE ", integer 0x7}
    // An empty local is the operator's own error: one, not two.
    Method (TUNI) { Local5 = 7 Local5 = Local1 Return (RESU (Local5)) }
    // spec: \TUNI() -> package {string "AE_AML_UNINITIALIZED_LOCAL ", integer 0x7}
    Method (TUNA) { Local5 = 7 Add (Local0, 1, Local5) Return (RESU (Local5)) }
    // spec: \TUNA() -> package {string "AE_AML_UNINITIALIZED_LOCAL ", integer 0x7}
    Method (ECHO, 1) { Return (Arg0) }
    Method (TUNC) { Local5 = 7 Local5 = ECHO (Local0) Return (RESU (Local5)) }
    // spec: \TUNC() -> package {string "AE_AML_UNINITIALIZED_LOCAL AE_AML_NO_RETURN_VALUE ", integer 0x7}
    Method (TARG) { Local5 = 7 Local5 = ECHO (1 / Zero) Return (RESU (Local5)) }
    // spec: \TARG() -> package {string "AE_AML_DIVIDE_BY_ZERO AE_AML_NO_RETURN_VALUE AE_AML_NO_RETURN_VALUE ", integer 0x7}
    Method (VOID) {}
    Method (TVOI) { Local5 = 7 Local5 = VOID () Return (RESU (Local5)) }
    // spec: \TVOI() -> package {string "AE_AML_NO_RETURN_VALUE ", integer 0x7}
    // A condition that failed counts as true.
    Method (TIFF) { Local5 = 7 If (1 / Zero) { Local5 = 8 } Else { Local5 = 9 } Return (RESU (Local5)) }
    // spec: \TIFF() -> package {string "AE_AML_DIVIDE_BY_ZERO ", integer 0x8}
    Method (TNAM) { Local5 = 7 Local5 = \NONE Return (LOGS) }
    // spec: \TNAM() -> string "AE_NOT_FOUND AE_AML_NO_RETURN_VALUE "
    // Of an empty local nothing has a size: its own error.
    Method (TSIZ) { Local5 = 7 Local5 = SizeOf (Local1) Return (RESU (Local5)) }
    // spec: \TSIZ() -> package {string "AE_AML_UNINITIALIZED_LOCAL AE_AML_NO_RETURN_VALUE ", integer 0x7}
    // Calls that are too deep leave \_ERR some of its own.
    Method (DOWN) { DOWN () }
    Method (TDEE) { DOWN () Return (CODE) }
    // \TDEE() -> integer 0x3013
    // Each statement that fails is asked about.
    Method (TMOR) { Local0 = 1 / Zero Local0 = 1 % Zero Local0 = 3 Return (CNT * 16 + Local0) }
    // \TMOR() -> integer 0x23
}
