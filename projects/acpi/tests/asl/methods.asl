// SPDX-License-Identifier: MIT OR Apache-2.0
// Methods (19.6.85): arguments, results, names made by them, calls in calls.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "METHODS", 1)
{
    Method (SUM7, 7) { Return (Arg0 + Arg1 * 2 + Arg2 * 4 + Arg3 * 8 + Arg4 * 16 + Arg5 * 32 + Arg6 * 64) }
    // \SUM7(1, 1, 1, 1, 1, 1, 1) -> integer 0x7F
    // \SUM7(1, 2) -> error: wrong number of arguments
    Method (CAL7) { Return (SUM7 (1, SUM7 (0, 0, 0, 0, 0, 0, 0), 1, 0, 0, 0, SUM7 (1, 0, 0, 0, 0, 0, 0))) }
    // \CAL7() -> integer 0x45
    // Arguments may be used as locals.
    Method (ARGU, 1)
    {
        Arg0 = Arg0 + 1
        Arg1 = Arg0 * 2
        Arg6 = Arg1 + 1
        Return (Arg6)
    }
    // \ARGU(4) -> integer 0xB
    Method (UARG, 1) { Return (Arg3) }
    // spec: \UARG(1) -> error: argument without a value
    // Each call has its own.
    Method (DEEP, 1)
    {
        Local0 = Arg0
        If (Arg0)
        {
            DEEP (Arg0 - 1)
        }
        Return (Local0)
    }
    // \DEEP(50) -> integer 0x32
    Method (FACT, 1)
    {
        If (Arg0 <= 1)
        {
            Return (1)
        }
        Return (Arg0 * FACT (Arg0 - 1))
    }
    // \FACT(20) -> integer 0x21C3677C82B40000
    // Two that call each other.
    Name (PRTY, "")
    Method (EVEN, 1) { If (Arg0) { ODDN (Arg0 - 1) } Else { CopyObject ("even", PRTY) } }
    Method (ODDN, 1) { If (Arg0) { EVEN (Arg0 - 1) } Else { CopyObject ("odd", PRTY) } }
    Method (PARI, 1) { EVEN (Arg0) Return (PRTY) }
    // \PARI(21) -> string "odd"
    // \PARI(20) -> string "even"

    // The order in which operands are evaluated: as they stand.
    Name (TRAC, 0)
    Method (STEP, 1) { TRAC = TRAC * 10 + Arg0 Return (Arg0) }
    Method (ORDE)
    {
        TRAC = 0
        Local0 = SUM7 (STEP (1), STEP (2), STEP (3) + STEP (4), STEP (5), 0, 0, 0)
        Return (TRAC)
    }
    // \ORDE() -> integer 0x3039

    // Results of every type; Return without a value; no Return at all.
    Method (RETV, 1)
    {
        If (Arg0 == 0) { Return }
        If (Arg0 == 1) { Return (Package () { 1, "b" }) }
        If (Arg0 == 2) { Return (Buffer (2) { 7 }) }
        If (Arg0 == 3) { Return ("text") }
    }
    // \RETV(1) -> package {integer 0x1, string "b"}
    // \RETV(2) -> buffer 07 00
    // \RETV(3) -> string "text"
    // \RETV(4) -> uninitialized
    // What is returned is a copy.
    Name (KEPT, Buffer () { 1, 2 })
    Method (GETK) { Return (KEPT) }
    Method (RCOP)
    {
        Local0 = GETK ()
        Local0[0] = 9
        Return (KEPT)
    }
    // \RCOP() -> buffer 01 02
    // Nothing runs after a Return, however deep it stands.
    Name (AFTR, 0)
    Method (EARL)
    {
        AFTR = 1
        While (One)
        {
            If (One)
            {
                Return (AFTR)
            }
        }
        AFTR = 2
        Return (AFTR)
    }
    // \EARL() -> integer 0x1

    // Names made by a method are below it, and gone when it ends.
    Method (MAKE, 1, Serialized)
    {
        Name (TEMP, 5)
        TEMP += Arg0
        Return (SEES ())
    }
    Method (SEES) { Return (CondRefOf (\MAKE.TEMP)) }
    Method (GONE)
    {
        Local0 = Package (4) {}
        Local0[0] = MAKE (1)
        Local0[1] = SEES ()
        Local0[2] = MAKE (2)
        Local0[3] = CondRefOf (\MAKE.TEMP)
        Return (Local0)
    }
    // \GONE() -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0x0}
    // A method in a method; a package, a field, a mutex of its own.
    Method (NEST, 1, Serialized)
    {
        Method (INNR, 1) { Return (Arg0 * 2) }
        Name (DATA, Package () { 1, 2, 3 })
        Mutex (MUTX, 0)
        OperationRegion (REGN, SystemMemory, 0x4000, 4)
        Field (REGN, ByteAcc, NoLock, Preserve) { FELD, 8 }
        Acquire (MUTX, 0xFFFF)
        FELD = INNR (Arg0)
        Release (MUTX)
        Return (FELD + DerefOf (DATA[2]))
    }
    // \NEST(4) -> integer 0xB
    // The same name twice in one run.
    Method (TWIC, 0, Serialized)
    {
        Name (SAME, 1)
        Name (SAME, 2)
        Return (SAME)
    }
    // \TWIC() -> error: name exists already
    // A method that makes names and calls itself finds its name taken.
    Method (RECN, 1, NotSerialized)
    {
        Name (MINE, 1)
        If (Arg0) { RECN (Arg0 - 1) }
        Return (MINE)
    }
    // \RECN(0) -> integer 0x1
    // \RECN(1) -> error: name exists already
    // What a failed call had made is gone too.
    Method (AGAI)
    {
        Return (RECN (0) + MAKE (0))
    }
    // \AGAI() -> integer 0x0

    // An error inside ends all calls.
    Name (DONE, 0)
    Method (BAD0) { Return (1 / Zero) }
    Method (BAD1) { DONE = 1 BAD0 () DONE = 2 Return (0) }
    // \BAD1() -> error: division by zero
    // What is told names the place, and the way there.
    // \BAD1() tells error: \\BAD0\+0x[0-9A-F]+: division by zero
    // \BAD1() tells error: +\\BAD1\+0x[0-9A-F]+: called from here

    // How many arguments a name takes shows only when it is reached: a string that becomes a method.
    Name (TURN, "not yet")
    Method (DOUB, 1) { Return (Arg0 * 2) }
    Method (GIVE) { Return (RefOf (DOUB)) }
    Method (KIND) { Return (ObjectType (DerefOf (GIVE ()))) }
    // \KIND() -> integer 0x8

    // Switch: what iasl makes of it works.
    Method (SWIT, 1, Serialized)
    {
        Switch (ToInteger (Arg0))
        {
            Case (1) { Return ("one") }
            Case (Package () { 2, 3, 5 }) { Return ("prime") }
            Default { Return ("other") }
        }
        Return ("none")
    }
    // \SWIT(1) -> string "one"
    // \SWIT(5) -> string "prime"
    // \SWIT(4) -> string "other"
    Method (SWIS, 1, Serialized)
    {
        Switch (Arg0)
        {
            Case ("a") { Local0 = 1 }
            Case ("b") { Local0 = 2 }
            Default { Local0 = 9 }
        }
        Return (Local0)
    }
    // spec: \SWIS("b") -> integer 0x2
    // spec: \SWIS("c") -> integer 0x9
}
