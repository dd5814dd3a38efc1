// SPDX-License-Identifier: MIT OR Apache-2.0
// RefOf, CondRefOf, DerefOf (19.6.115, 19.6.15, 19.6.31): how far a reference leads, and what a store through it does.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "REFERENC", 1)
{
    Name (INTE, 1)
    Name (STRI, "abcd")

    Method (DERF) { Local0 = 5 Local1 = RefOf (Local0) Return (DerefOf (Local1)) }
    // \DERF() -> integer 0x5
    Method (DERN) { Local1 = RefOf (STRI) Return (DerefOf (Local1)) }
    // \DERN() -> string "abcd"
    Method (DERA, 1) { Local1 = RefOf (Arg0) Return (DerefOf (Local1)) }
    // \DERA("x") -> string "x"

    // A store to a local that holds a reference: Windows writes through it, the specification replaces it.
    Method (REBL)
    {
        Local0 = 123
        Local1 = RefOf (Local0)
        Local1 = 321
        Local2 = Package (2) {}
        Local2[0] = Local0
        Local2[1] = ObjectType (Local1)
        Return (Local2)
    }
    // nt: \REBL() -> package {integer 0x141, integer 0x1}
    // spec: \REBL() -> package {integer 0x7B, integer 0x1}
    // Through it the object keeps its type and its room.
    Method (REBT)
    {
        Local0 = "abcd"
        Local1 = RefOf (Local0)
        Local1 = 0x4847464544434241
        Return (Local0)
    }
    // nt: \REBT() -> string "ABCD"
    // spec: \REBT() -> string "abcd"

    // An argument that is a reference: the object behind it is replaced, type and all.
    Method (SETA, 2) { Arg0 = Arg1 }
    Method (ARGL, 1) { Local0 = 1 SETA (RefOf (Local0), Arg0) Return (Local0) }
    // \ARGL("text") -> string "text"
    // \ARGL(7) -> integer 0x7
    // \ARGL({01,02}) -> buffer 01 02
    Method (ARGN, 1) { SETA (RefOf (STRI), Arg0) Return (STRI) }
    // \ARGN("longer than before") -> string "longer than before"
    // \ARGN(9) -> integer 0x9
    // An argument that is a value: the caller's stays.
    Method (ARGV) { Local0 = 1 SETA (Local0, 5) Return (Local0) }
    // \ARGV() -> integer 0x1
    Method (ARGW) { SETA (INTE, 5) Return (INTE) }
    // \ARGW() -> integer 0x1
    // But it shares the bytes of a buffer, the elements of a package: a store into them is seen.
    Method (INSD, 1) { Arg0[0] = 9 }
    Method (ARGB)
    {
        Local0 = Buffer () { 1, 2 }
        Local1 = Package () { 1, 2 }
        INSD (Local0)
        INSD (Local1)
        Local2 = Package (2) {}
        Local2[0] = Local0
        Local2[1] = Local1
        Return (Local2)
    }
    // \ARGB() -> package {buffer 09 02, package {integer 0x9, integer 0x2}}
    // A reference that Index made is a value like others: the argument is replaced, the element stays.
    Method (STOA, 1) { Arg0 = 0x77 }
    Method (CPYA, 1) { CopyObject (0x77, Arg0) }
    Method (ARGI)
    {
        Local0 = Package () { 1, 2, 3 }
        Local1 = Buffer () { 1, 2, 3 }
        STOA (Local0[0])
        CPYA (Local0[1])
        Local2 = Local0[2]
        CPYA (Local2)
        STOA (Local1[0])
        CPYA (Local1[1])
        Local3 = Package (2) {}
        Local3[0] = Local0
        Local3[1] = Local1
        Return (Local3)
    }
    // \ARGI() -> package {package {integer 0x1, integer 0x2, integer 0x3}, buffer 01 02 03}
    // CopyObject through RefOf reaches the object.
    Method (ARGC) { Local0 = 1 CPYA (RefOf (Local0)) Return (Local0) }
    // \ARGC() -> integer 0x77
    // To a local it never does.
    Method (LOCC) { Local0 = 1 Local1 = RefOf (Local0) CopyObject (5, Local1) Return (Local0) }
    // \LOCC() -> integer 0x1
    // A reference to the argument itself: a string's bytes are the caller's, a number is not.
    Method (THRU, 2) { Local0 = RefOf (Arg0) Local0 = Arg1 }
    Method (THRS) { Local0 = "abcd" THRU (Local0, 0x44434241) Return (Local0) }
    // nt: \THRS() -> string "ABCD"
    // spec: \THRS() -> string "abcd"
    Method (THRI) { Local0 = 1 THRU (Local0, 5) Return (Local0) }
    // \THRI() -> integer 0x1

    // Counting through references.
    Method (INCR)
    {
        Local0 = 5
        Local1 = RefOf (Local0)
        Local2 = RefOf (Local1)
        Local1++
        Local2++
        Return (Local0)
    }
    // nt: \INCR() -> integer 0x7
    // spec: \INCR() -> error: wrong type of operand
    Method (INCA, 1) { Arg0++ }
    Method (INCN) { INTE = 5 INCA (RefOf (INTE)) Return (INTE) }
    // nt: \INCN() -> integer 0x6

    // A reference to a reference: Windows goes to the end, the specification one step.
    Method (CHAN)
    {
        Local0 = 0x77
        Local1 = RefOf (Local0)
        Local2 = RefOf (Local1)
        Local3 = RefOf (Local2)
        Return (DerefOf (Local3))
    }
    // nt: \CHAN() -> integer 0x77
    Method (CHA1)
    {
        Local0 = 0x77
        Local1 = RefOf (Local0)
        Local2 = RefOf (Local1)
        Return (DerefOf (DerefOf (Local2)))
    }
    // spec: \CHA1() -> integer 0x77

    // References into packages and buffers.
    Method (IDXP)
    {
        Local0 = Package () { 1, "two", Package () { 3 } }
        Local1 = Index (Local0, 1)
        Local2 = Package (3) {}
        Local2[0] = DerefOf (Local1)
        Local2[1] = DerefOf (Index (DerefOf (Local0[2]), 0))
        Local0[1] = 22
        Local2[2] = DerefOf (Local0[1])
        Return (Local2)
    }
    // \IDXP() -> package {string "two", integer 0x3, integer 0x16}
    // The inner package is not copied on the way.
    Method (IDXS)
    {
        Local0 = Package () { Package () { 1, 2 } }
        Local1 = DerefOf (Local0[0])
        Index (DerefOf (Local0[0]), 1) = 7
        Return (Local0)
    }
    // \IDXS() -> package {package {integer 0x1, integer 0x7}}
    // An element that is a reference.
    Method (ELEM)
    {
        Local0 = 5
        Local1 = Package (1) {}
        Local1[0] = RefOf (Local0)
        Local1[0] = 6
        Return (Local0)
    }
    // nt: \ELEM() -> integer 0x6
    // spec: \ELEM() -> integer 0x5
    Method (ELED)
    {
        Local0 = 5
        Local1 = Package (1) {}
        Local1[0] = RefOf (Local0)
        Return (DerefOf (DerefOf (Local1[0])))
    }
    // spec: \ELED() -> integer 0x5

    // CondRefOf: whether it is there, and where.
    Method (COND)
    {
        Local0 = Package (5) {}
        Local0[0] = CondRefOf (INTE)
        Local0[1] = CondRefOf (\NONE.SUCH)
        Local0[2] = CondRefOf (^NONE, Local1)
        Local0[3] = CondRefOf (\STRI, Local2)
        Local0[4] = DerefOf (Local2)
        Return (Local0)
    }
    // \COND() -> package {integer 0xFFFFFFFFFFFFFFFF, integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, string "abcd"}

    // A field is read where the reference is followed, not where it is made.
    OperationRegion (REGN, SystemMemory, 0x3000, 16)
    Field (REGN, ByteAcc, NoLock, Preserve) { FELD, 8 }
    Method (FLDR)
    {
        FELD = 1
        Local0 = RefOf (FELD)
        FELD = 2
        Return (DerefOf (Local0))
    }
    // \FLDR() -> integer 0x2
    // A store through it is a store to the field.
    Method (FLDW) { FELD = 1 SETA (RefOf (FELD), 0x1FF) Return (FELD) }
    // spec: \FLDW() -> integer 0xFF

    // What outlives the method that made it.
    Method (GETL) { Local0 = 0x55 Return (RefOf (Local0)) }
    Method (OUTL) { Local0 = GETL () Return (DerefOf (Local0)) }
    // \OUTL() -> integer 0x55
    Method (GETN, 0, Serialized) { Name (TEMP, "temporary") Return (RefOf (TEMP)) }
    Method (OUTN)
    {
        Local0 = GETN ()
        Local1 = Package (2) {}
        Local1[0] = DerefOf (Local0)
        Local1[1] = CondRefOf (\GETN.TEMP)
        Return (Local1)
    }
    // \OUTN() -> package {string "temporary", integer 0x0}

    // DerefOf takes a path too.
    Method (PATH) { Local0 = "\\STRI" Return (DerefOf (Local0)) }
    // spec: \PATH() -> string "abcd"
    Method (PATM) { Local0 = "\\NONE" Return (DerefOf (Local0)) }
    // spec: \PATM() -> error: name not found

    // What is no reference cannot be followed.
    Method (NORF) { Local0 = 5 Return (DerefOf (Local0)) }
    // \NORF() -> error: wrong type of operand
    // References that lead to each other end.
    Method (LOOP)
    {
        Local0 = Package (1) {}
        Local0[0] = RefOf (Local0)
        Return (ObjectType (Local0))
    }
    // \LOOP() -> integer 0x4

    // What is stored to a name that holds a reference: NT goes where it leads, the specification replaces it.
    Name (HOLD, 0)
    Name (NUMB, 0x77)
    Method (INTO, 1)
    {
        CopyObject (RefOf (NUMB), HOLD)
        HOLD = Arg0
        Local0 = Package (2) {}
        Local0[0] = ObjectType (HOLD)
        Local0[1] = NUMB
        Return (Local0)
    }
    // nt: \INTO("ABC") -> package {integer 0x1, integer 0x434241}
    // spec: \INTO("ABC") -> package {integer 0x2, integer 0x77}
    // Likewise RefOf as the target, of a slot that holds a reference.
    Method (SETR, 1) { RefOf (Arg0) = 9 Return (Arg0) }
    Method (RREF) { Local0 = SETR (RefOf (NUMB)) Return (NUMB) }
    // nt: \RREF() -> integer 0x9
    // spec: \RREF() -> integer 0x77
    // DerefOf as the target: one step further, to a byte and to an element too.
    Method (SETD, 1) { DerefOf (RefOf (Arg0)) = 9 Return (0) }
    Method (DREF) { SETD (RefOf (NUMB)) Return (NUMB) }
    // \DREF() -> integer 0x9
    Method (DBYT) { Local0 = Buffer () { 1, 2, 3 } SETD (Local0[1]) Return (Local0) }
    // \DBYT() -> buffer 01 09 03
    Method (DELE) { Local0 = Package () { 1, 2, 3 } SETD (Local0[1]) Return (Local0) }
    // spec: \DELE() -> package {integer 0x1, integer 0x9, integer 0x3}

    // What is neither data nor a reference: the specification does not store it, CopyObject copies it under both.
    Method (METH) { Return (1) }
    Event (EVNT)
    OperationRegion (REGN, SystemMemory, 0x100, 0x10)
    Method (SMET) { Local0 = DerefOf (RefOf (METH)) Return (ObjectType (Local0)) }
    // nt: \SMET() -> integer 0x8
    // spec: \SMET() -> error: wrong type of operand
    Method (SEVT) { Local0 = DerefOf (RefOf (EVNT)) Return (ObjectType (Local0)) }
    // nt: \SEVT() -> integer 0x7
    // spec: \SEVT() -> error: wrong type of operand
    Method (SREG) { Local0 = DerefOf (RefOf (REGN)) Return (ObjectType (Local0)) }
    // nt: \SREG() -> integer 0xA
    // spec: \SREG() -> error: wrong type of operand
    Method (CREG) { CopyObject (DerefOf (RefOf (REGN)), Local0) Return (ObjectType (Local0)) }
    // \CREG() -> integer 0xA
    // A device too can be replaced through a reference, and read then.
    Device (REPL) {}
    Method (COPY, 1) { CopyObject (0x2B, Arg0) Return (0) }
    Method (CDEV) { CopyObject (RefOf (REPL), HOLD) COPY (HOLD) Return (DerefOf (HOLD)) }
    // \CDEV() -> integer 0x2B

    // An object without data can be referred to, and named in a result.
    Device (DEVI) {}
    Method (RDEV) { Return (RefOf (DEVI)) }
    // \RDEV() -> reference \DEVI
}
