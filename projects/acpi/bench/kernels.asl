// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The kernels of the bench. Each takes the number of rounds; one round is what its comment says, so that the
// slope of a cost between two numbers of rounds is the cost of one round, free of start and end.
// A round leaves nothing behind that makes the next one dearer. Each returns a checksum, which must be the same
// in every interpreter.
DefinitionBlock ("kernels.aml", "DSDT", 2, "OSDEV", "KERNELS", 1)
{
    Scope (\_SB)
    {
        Device (BNCH)
        {
            Name (CNTR, 0)
            Name (STEP, 3)
            Device (DEEP)
            {
                Name (LEAF, 5)
                Method (SUMM, 1) { Return (Arg0 + LEAF) }
            }
        }
    }

    // One round: an addition of a sum, a decrement of the argument, a test.
    Method (ADDM, 1)
    {
        Local0 = 0
        While (Arg0)
        {
            Local0 += Arg0 + Arg0
            Arg0--
        }
        Return (Local0)
    }
    Method (RADD, 1) { Return (ADDM (Arg0)) }

    // One round: shifts, masks, a product, a remainder, and one of three branches.
    Method (RART, 1)
    {
        Local0 = Arg0
        Local1 = 0x1234
        While (Local0)
        {
            Local2 = ((Local1 << 3) ^ (Local1 >> 5)) & 0xFFFFFF
            Local3 = (Local2 * 7 + Local0) % 1009
            If (Local3 < 300)
            {
                Local1 = Local2 | 1
            }
            ElseIf (Local3 < 700)
            {
                Local1 = Local2 - Local3
            }
            Else
            {
                Local1 = ~Local2 & 0x7FFFFF
            }
            Local0--
        }
        Return (Local1)
    }

    // One round: a call with seven arguments.
    Method (SEVN, 7) { Return (Arg0 + Arg6 - Arg3) }
    Method (RCAL, 1)
    {
        Local0 = Arg0
        Local1 = 0
        While (Local0)
        {
            Local1 = SEVN (Local1, Local0, 2, 3, 4, 5, 6)
            Local0--
        }
        Return (Local1)
    }

    // One round: the seventh Fibonacci number the slow way, 41 calls.
    Method (FIBO, 1)
    {
        If (Arg0 < 2)
        {
            Return (Arg0)
        }
        Return (FIBO (Arg0 - 1) + FIBO (Arg0 - 2))
    }
    Method (RFIB, 1)
    {
        Local0 = Arg0
        Local1 = 0
        While (Local0)
        {
            Local1 += FIBO (7)
            Local0--
        }
        Return (Local1)
    }

    // One round: two texts are joined, a number is written out, a piece is cut out, lengths are taken.
    Method (RSTR, 1)
    {
        Local0 = Arg0
        Local1 = 0
        Local5 = "LPCB"
        Local6 = 0xBEEF
        While (Local0)
        {
            Local2 = Concatenate ("\\_SB.PCI0.", Local5)
            Local3 = Concatenate (Local2, ToHexString (Local6))
            Local4 = Mid (Local3, 5, 8)
            If (Local4 == "PCI0.LPC")
            {
                Local1 += SizeOf (Local3) + SizeOf (Local4)
            }
            Local0--
        }
        Return (Local1)
    }

    // One round: two bytes of a buffer are written, two read, and a double word through a buffer field.
    Method (RBUF, 1, Serialized)
    {
        Name (BYTS, Buffer (32) {})
        CreateDWordField (BYTS, 8, WORD)
        Local0 = Arg0
        Local1 = 0
        While (Local0)
        {
            BYTS[3] = Local0
            BYTS[4] = 0x5A
            Local1 += DerefOf (BYTS[3])
            Local1 ^= DerefOf (BYTS[4])
            WORD = Local1
            Local1 = WORD & 0xFFFFFF
            Local0--
        }
        Return (Local1)
    }

    // One round: a package of four with another one inside is made, two elements are read, one is replaced.
    Method (RPKG, 1)
    {
        Local0 = Arg0
        Local1 = 0
        While (Local0)
        {
            Local2 = Package (4) { 0x10, "text", Package (2) { 1, 2 }, 0x20 }
            Local2[0] = Local0
            Local1 += DerefOf (Local2[0])
            Local1 += DerefOf (DerefOf (Local2[2])[1])
            Local0--
        }
        Return (Local1)
    }

    // One round: a double word of memory is written once and read twice.
    OperationRegion (MEMR, SystemMemory, 0x00100000, 0x100)
    Field (MEMR, DWordAcc, NoLock, Preserve)
    {
        DWD0, 32,
        DWD1, 32
    }
    Method (RFDD, 1)
    {
        Local0 = Arg0
        Local1 = 0
        While (Local0)
        {
            DWD0 = Local0
            Local1 += DWD0 + DWD1
            Local0--
        }
        Return (Local1)
    }

    // One round: two bit fields of one byte are written (read, changed, written back), one is read.
    Field (MEMR, ByteAcc, NoLock, Preserve)
    {
        Offset (0x40),
        BIT0, 1,
        BITS, 3,
        , 2,
        BIT6, 2
    }
    Method (RFDB, 1)
    {
        Local0 = Arg0
        Local1 = 0
        While (Local0)
        {
            BITS = Local0
            BIT6 = Local1
            Local1 += BITS
            Local0--
        }
        Return (Local1)
    }

    // One round: three names by their absolute paths are read, one written, one called.
    Method (RNAM, 1)
    {
        \_SB.BNCH.CNTR = 0
        Local0 = Arg0
        While (Local0)
        {
            \_SB.BNCH.CNTR = \_SB.BNCH.CNTR + \_SB.BNCH.STEP
            Local1 = \_SB.BNCH.DEEP.SUMM (\_SB.BNCH.CNTR)
            Local0--
        }
        Return (Local1)
    }

    // One round: a reference is made, passed, and written through.
    Method (PUTR, 2) { Arg0 = Arg1 }
    Method (RREF, 1)
    {
        Local0 = Arg0
        Local1 = 0
        While (Local0)
        {
            PUTR (RefOf (Local1), Local0)
            Local0--
        }
        Return (Local1)
    }
}
