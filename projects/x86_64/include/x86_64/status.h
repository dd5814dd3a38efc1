/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How this library reports. 0 is success; every other value is a refusal, and a refused call has
 * changed nothing and filled no output.
 */
#pragma once
#include "x86_64/compiler.h"

X86_BEGIN

/* 0 or a refusal. */
enum x86_status {
    X86_OK = 0,
    X86_INVALID,       /* an argument is outside its stated range */
    X86_NOT_CANONICAL, /* the virtual address is not sign-extended from its top bit */
    X86_TOO_WIDE,      /* the physical address needs more bits than the CPU has */
    X86_NOT_ALIGNED,   /* an address or a size is not a multiple of what it must be */
    X86_OVERFLOW,      /* the result lies beyond the end of the address space */
    X86_UNSUPPORTED,   /* this CPU does not have it */
    X86_RESERVED,      /* a reserved bit would be set */
    X86_CONFLICT,      /* the manual forbids the combination */
    X86_FULL,          /* the caller's storage has no room left */
    X86_EXHAUSTED,     /* the hardware had nothing to give within the allowed tries */
    X86_MAPPED,        /* something is in the way: a page, a payload, a malformed entry */
    X86_NOT_MAPPED,    /* no page is there */
    X86_WITHHELD,      /* a table above does not grant what the page is to be allowed */
    X86_NO_FRAME,      /* the allocator of page tables had none left */
    X86_BORROWED,      /* a top-level entry that other spaces share would have to change */
    X86_BUSY,          /* a TLB batch is still open */
};

/* One line of English about `status`, never NULL; valid forever. */
const char *x86_status_text(enum x86_status status);

X86_END
