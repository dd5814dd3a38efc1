// SPDX-License-Identifier: MIT OR Apache-2.0
// What tests/threads.c evaluates from several threads at once. Every method says what its caller may rely on.
DefinitionBlock ("", "DSDT", 2, "OSDEV", "THREADS", 1)
{
    Mutex (MUTX, 0)
    Mutex (MUT1, 1)
    Event (PING)
    Event (PONG)
    Name (COUN, 0) // guarded by MUTX
    Name (SCOU, 0) // guarded by being touched in serialized SERI only
    Name (TOUT, 0) // guarded by MUT1

    // One byte for each thread, all in one DWord: a write must keep the neighbours.
    OperationRegion (MEMR, SystemMemory, 0x1000, 0x100)
    Field (MEMR, DWordAcc, Lock, Preserve) { BYT0, 8, BYT1, 8, BYT2, 8, BYT3, 8 }
    // A DWord for each thread, behind a handler that evaluates \ECHO before it answers.
    OperationRegion (OEMR, 0x80, 0, 0x20)
    Field (OEMR, DWordAcc, NoLock, Preserve) { DWD0, 32, DWD1, 32, DWD2, 32, DWD3, 32 }
    OperationRegion (OEM2, 0x81, 0, 0x20)
    Field (OEM2, ByteAcc, NoLock, Preserve) { COME, 8 }

    Method (ECHO, 1) { Return (Arg0) }

    // 3 * Arg0 + 7, through locals, calls and a loop.
    Method (CALC, 1)
    {
        Local0 = 0
        Local1 = 3
        While (Local1) { Local0 = Local0 + ECHO (Arg0); Local1-- }
        Return (Local0 + 7)
    }

    // The lengths of what it built: 12 + Arg0 + Arg0.
    Method (HEAP, 1)
    {
        Local0 = Concatenate ("abcd", ToHexString (0x12345678)) // "abcd0x12345678", or without 0x
        Local1 = Buffer (Arg0) { 1, 2, 3 }
        Local2 = Package (2) { 0, Package () { 1, "x" } }
        Local2 [0] = Local1
        Local3 = RefOf (Local1)
        Local0 = Mid (Local0, 0, 12)
        Local4 = DerefOf (Local2 [0])
        Local5 = DerefOf (Local3)
        Return (SizeOf (Local0) + SizeOf (Local4) + SizeOf (Local5))
    }

    // Names that live as long as the call; the sleep lets others in, who must wait. Arg0 + 1.
    Method (TEMP, 1, Serialized)
    {
        Name (LOCA, 0)
        Method (INNR, 1) { Return (Arg0 + 1) }
        LOCA = INNR (Arg0)
        Sleep (1)
        Return (LOCA)
    }

    // Names that come and go, 20 times. Arg0 + 20.
    Method (CHRN, 1, Serialized) { Name (ONCE, 1) Return (Arg0 + ONCE) }
    Method (CHUR, 1)
    {
        Local0 = 20
        While (Local0) { Arg0 = CHRN (Arg0) Local0-- }
        Return (Arg0)
    }

    // Counts SCOU up, with a pause between reading and writing; calls itself once.
    Method (SERI, 1, Serialized, 2)
    {
        If (Arg0) { Return (SERI (Arg0 - 1)) }
        Local0 = SCOU
        Sleep (1)
        SCOU = Local0 + 1
        Return (0)
    }

    // Counts COUN up, with a pause between reading and writing.
    Method (GRAB, 0)
    {
        Acquire (MUTX, 0xFFFF)
        Acquire (MUTX, 0xFFFF)
        Local0 = COUN
        Sleep (1)
        COUN = Local0 + 1
        Release (MUTX)
        Release (MUTX)
    }

    // Takes MUTX or gives up after Arg0 milliseconds, and counts that. 1: gave up.
    Method (TRYM, 1)
    {
        If (Acquire (MUTX, 0))
        {
            If (Acquire (MUTX, 1))
            {
                Acquire (MUT1, 0xFFFF)
                TOUT++
                Release (MUT1)
                Return (1)
            }
        }
        Sleep (Arg0)
        Release (MUTX)
        Return (0)
    }

    // Two of each sort hand each other a turn. 0: it came in time.
    Method (SERV, 0) { Signal (PING); Return (Wait (PONG, 20000) != 0) }
    Method (RETN, 0) { Local0 = Wait (PING, 20000); Signal (PONG); Return (Local0 != 0) }
    // Nobody signals: not 0 after 2 ms.
    Event (NEVR)
    Method (VAIN, 0) { Return (Wait (NEVR, 2) != 0) }

    // Writes Arg1 to the field of thread Arg0 and reads it back.
    Method (FILD, 2)
    {
        If (Arg0 == 0) { DWD0 = Arg1; Return (DWD0) }
        If (Arg0 == 1) { DWD1 = Arg1; Return (DWD1) }
        If (Arg0 == 2) { DWD2 = Arg1; Return (DWD2) }
        DWD3 = Arg1
        Return (DWD3)
    }
    // Counts the byte of thread Arg0 up.
    Method (BYTE, 1)
    {
        If (Arg0 == 0) { BYT0++ }
        ElseIf (Arg0 == 1) { BYT1++ }
        ElseIf (Arg0 == 2) { BYT2++ }
        Else { BYT3++ }
    }
}
