/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Refusals in words: see status.h. A switch, not a table of pointers, which would need relocation.
 */
#include "x86_64/status.h"

const char *x86_status_text(enum x86_status status)
{
    switch (status) {
    case X86_OK:
        return "done";
    case X86_INVALID:
        return "an argument is outside its range";
    case X86_NOT_CANONICAL:
        return "the virtual address is not canonical";
    case X86_TOO_WIDE:
        return "the physical address is wider than the CPU's";
    case X86_NOT_ALIGNED:
        return "the address or size is not aligned";
    case X86_OVERFLOW:
        return "the result lies beyond the address space";
    case X86_UNSUPPORTED:
        return "this CPU does not have it";
    case X86_RESERVED:
        return "a reserved bit would be set";
    case X86_CONFLICT:
        return "the manual forbids this combination";
    case X86_FULL:
        return "the storage is full";
    case X86_EXHAUSTED:
        return "the hardware had nothing to give";
    case X86_MAPPED:
        return "something is mapped there already";
    case X86_NOT_MAPPED:
        return "nothing is mapped there";
    case X86_WITHHELD:
        return "a table above withholds a right";
    case X86_NO_FRAME:
        return "no frame for a page table";
    case X86_BORROWED:
        return "other spaces share this part";
    case X86_BUSY:
        return "a TLB batch is still open";
    }
    return "unknown status";
}
