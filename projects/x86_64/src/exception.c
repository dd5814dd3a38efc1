/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Exceptions and their error codes in words: see structures/exception.h, structures/selector.h. */
#include "x86_64/structures/exception.h"

#include "text.h"

const char *x86_vector_name(unsigned vector)
{
    switch (vector) {
    case X86_VECTOR_DE:
        return "#DE";
    case X86_VECTOR_DB:
        return "#DB";
    case X86_VECTOR_NMI:
        return "NMI";
    case X86_VECTOR_BP:
        return "#BP";
    case X86_VECTOR_OF:
        return "#OF";
    case X86_VECTOR_BR:
        return "#BR";
    case X86_VECTOR_UD:
        return "#UD";
    case X86_VECTOR_NM:
        return "#NM";
    case X86_VECTOR_DF:
        return "#DF";
    case X86_VECTOR_TS:
        return "#TS";
    case X86_VECTOR_NP:
        return "#NP";
    case X86_VECTOR_SS:
        return "#SS";
    case X86_VECTOR_GP:
        return "#GP";
    case X86_VECTOR_PF:
        return "#PF";
    case X86_VECTOR_MF:
        return "#MF";
    case X86_VECTOR_AC:
        return "#AC";
    case X86_VECTOR_MC:
        return "#MC";
    case X86_VECTOR_XM:
        return "#XM";
    case X86_VECTOR_VE:
        return "#VE";
    case X86_VECTOR_CP:
        return "#CP";
    case X86_VECTOR_HV:
        return "#HV";
    case X86_VECTOR_VC:
        return "#VC";
    case X86_VECTOR_SX:
        return "#SX";
    default:
        return vector < 32 ? "reserved" : vector < 256 ? "interrupt" : "none";
    }
}

size_t x86_page_fault_error_format(char *buf, size_t cap, struct x86_page_fault_error error)
{
    struct text text = text_begin(buf, cap);
    uint64_t e = error.value;
    text_string(&text, e & X86_PAGE_FAULT_U ? "user " : "supervisor ");
    if (e & X86_PAGE_FAULT_SS)
        text_string(&text, "shadow-stack ");
    text_string(&text, e & X86_PAGE_FAULT_I ? "fetch" : e & X86_PAGE_FAULT_W ? "write" : "read");
    text_string(&text, e & X86_PAGE_FAULT_P ? ", not permitted" : ", page not present");
    if (e & X86_PAGE_FAULT_RSVD)
        text_string(&text, ", reserved bit set");
    if (e & X86_PAGE_FAULT_PK)
        text_string(&text, ", protection key");
    if (e & X86_PAGE_FAULT_HLAT)
        text_string(&text, ", HLAT");
    if (e & X86_PAGE_FAULT_SGX)
        text_string(&text, ", SGX");
    if (e & X86_PAGE_FAULT_RMP)
        text_string(&text, ", RMP");
    return text_end(&text);
}

size_t x86_selector_error_format(char *buf, size_t cap, struct x86_selector_error error)
{
    struct text text = text_begin(buf, cap);
    uint64_t table = error.value & (X86_SELECTOR_ERROR_IDT | X86_SELECTOR_ERROR_TI);
    if (!(error.value & ~X86_SELECTOR_ERROR_EXT)) {
        text_string(&text, "no selector");
    } else {
        if (table & X86_SELECTOR_ERROR_IDT)
            text_string(&text, "IDT vector ");
        else
            text_string(&text, table ? "LDT entry " : "GDT entry ");
        text_decimal(&text, x86_selector_error_index(error));
    }
    if (error.value & X86_SELECTOR_ERROR_EXT)
        text_string(&text, ", external event");
    return text_end(&text);
}
