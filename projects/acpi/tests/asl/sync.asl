// SPDX-License-Identifier: MIT OR Apache-2.0
// Mutexes, sync levels, events, the global lock, serialized methods (19.6.2, 19.6.87, 19.6.40).
DefinitionBlock ("", "DSDT", 2, "OSDEV", "SYNC", 1)
{
    Mutex (MUT0, 0)
    Mutex (MUT1, 1)
    Mutex (MUT5, 5)
    Mutex (OTH5, 5)
    Event (EVNT)

    // Acquire answers 0 when it has it; the owner may take it again.
    Method (TAKE)
    {
        Local0 = Package (3) {}
        Local0[0] = Acquire (MUT0, 0xFFFF)
        Local0[1] = Acquire (MUT0, 0)
        Local0[2] = Acquire (MUT1, 100)
        Release (MUT1)
        Release (MUT0)
        Release (MUT0)
        Return (Local0)
    }
    // \TAKE() -> package {integer 0x0, integer 0x0, integer 0x0}
    // What is still held at the end is let go: the next evaluation, and the next method, can have it.
    Method (HOLD) { Acquire (MUT1, 0xFFFF) Return (1) }
    // \HOLD() -> integer 0x1
    // Upwards in level only.
    Method (DOWN)
    {
        Acquire (MUT5, 0xFFFF)
        Local0 = Acquire (MUT1, 0)
        Return (Local0)
    }
    // spec: \DOWN() -> error: mutex out of order
    // nt: \DOWN() -> integer 0xFFFFFFFFFFFFFFFF
    Method (SAME)
    {
        Acquire (MUT5, 0xFFFF)
        Local0 = Acquire (OTH5, 0)
        Release (MUT5)
        Release (OTH5)
        Return (Local0)
    }
    // \SAME() -> integer 0x0
    // Released in another order than acquired.
    Method (CROS)
    {
        Acquire (MUT1, 0xFFFF)
        Acquire (MUT5, 0xFFFF)
        Release (MUT1)
        Release (MUT5)
        Return (1)
    }
    // spec: \CROS() -> error: mutex out of order
    // nt: \CROS() -> integer 0x1
    // After the release of the higher one the lower levels are free again.
    Method (AGAI)
    {
        Acquire (MUT1, 0xFFFF)
        Acquire (MUT5, 0xFFFF)
        Release (MUT5)
        Local0 = Acquire (MUT1, 0)
        Release (MUT1)
        Release (MUT1)
        Return (Local0)
    }
    // \AGAI() -> integer 0x0
    Method (NOTH) { Release (MUT0) Return (1) }
    // spec: \NOTH() -> error: mutex is not acquired
    // nt: \NOTH() -> integer 0x1
    Method (MORE) { Acquire (MUT0, 0) Release (MUT0) Release (MUT0) Return (1) }
    // spec: \MORE() -> error: mutex is not acquired
    // What is no mutex.
    Name (INTE, 1)
    Method (NOMU) { Acquire (INTE, 0) Return (1) }
    // \NOMU() -> error: wrong type of operand
    // After an error everything is free: the evaluation that failed held it.
    Method (FAIL) { Acquire (MUT0, 0xFFFF) Local0 = 1 / Zero Return (Local0) }
    // \FAIL() -> error: division by zero
    // A mutex in a method.
    Method (LOCA, 0, Serialized)
    {
        Mutex (MINE, 3)
        Local0 = Acquire (MINE, 0xFFFF)
        Return (Local0)
    }
    Method (LOCT) { LOCA () Return (LOCA ()) }
    // \LOCT() -> integer 0x0

    // Events count what is signalled.
    Method (EVEN)
    {
        Signal (EVNT)
        Signal (EVNT)
        Local0 = Package (4) {}
        Local0[0] = Wait (EVNT, 0xFFFF)
        Local0[1] = Wait (EVNT, 0)
        Local0[2] = Wait (EVNT, 10)
        Signal (EVNT)
        Reset (EVNT)
        Local0[3] = Wait (EVNT, 0)
        Return (Local0)
    }
    // \EVEN() -> package {integer 0x0, integer 0x0, integer 0xFFFFFFFFFFFFFFFF, integer 0xFFFFFFFFFFFFFFFF}

    // Serialized: a method may call itself, and others of its level or higher.
    Method (SERI, 1, Serialized, 3)
    {
        If (Arg0) { Return (SERI (Arg0 - 1) + 1) }
        Return (0)
    }
    // \SERI(5) -> integer 0x5
    Method (HIGH, 0, Serialized, 7) { Return (8) }
    Method (LOWW, 0, Serialized, 2) { Return (9) }
    Method (UPWA, 0, Serialized, 4) { Return (HIGH ()) }
    // \UPWA() -> integer 0x8
    Method (DNWA, 0, Serialized, 4) { Return (LOWW ()) }
    // \DNWA() -> error: mutex out of order
    // The level is the caller's again when a method ends.
    Method (BACK, 0, Serialized, 2) { Local0 = HIGH () Return (LOWW () + Local0) }
    // \BACK() -> integer 0x11
    Method (MUTS, 0, Serialized, 4) { Local0 = Acquire (MUT5, 0) Return (Local0) }
    // \MUTS() -> integer 0x0
    Method (MUTL, 0, Serialized, 6) { Local0 = Acquire (MUT5, 0) Return (Local0) }
    // spec: \MUTL() -> error: mutex out of order

    // The global lock is a mutex like others here; fields under it can be used while it is held.
    OperationRegion (REGN, SystemMemory, 0x6000, 8)
    Field (REGN, ByteAcc, Lock, Preserve) { LFLD, 8 }
    Method (GLOB)
    {
        Local0 = Acquire (\_GL, 0xFFFF)
        LFLD = 5
        Local0 += Acquire (\_GL, 0)
        Release (\_GL)
        LFLD += 1
        Release (\_GL)
        LFLD += 1
        Return (LFLD + Local0)
    }
    // \GLOB() -> integer 0x7
}
