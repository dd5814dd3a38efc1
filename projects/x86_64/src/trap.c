/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Trap frames in words: see structures/trap.h. */
#include "x86_64/structures/trap.h"

#include "text.h"
#include "x86_64/registers/rflags.h"

/* "name=0x1" for every name, with the separators as they are: spaces and newlines. */
static void registers(struct text *text, const char *names, const uint64_t *const *values)
{
    for (; *names; values++) {
        while (*names > ' ')
            text_char(text, *names++);
        text_char(text, '=');
        text_hex(text, **values);
        if (*names)
            text_char(text, *names++);
    }
}

size_t x86_trap_frame_format(char *buf, size_t cap, const struct x86_trap_frame *frame)
{
    struct text text = text_begin(buf, cap);
    const struct x86_interrupt_frame *i = &frame->interrupt;
    text_string(&text, x86_vector_name((unsigned)frame->vector));
    text_string(&text, " (");
    text_decimal(&text, frame->vector);
    text_string(&text, ")");
    if (x86_vector_has_error((unsigned)frame->vector)) {
        char words[160];
        const struct x86_page_fault_error page = {frame->error};
        const struct x86_selector_error selector = {frame->error};
        text_string(&text, ", error ");
        text_hex(&text, frame->error);
        words[0] = 0;
        if (frame->vector == X86_VECTOR_PF)
            x86_page_fault_error_format(words, sizeof words, page);
        else if (frame->vector >= X86_VECTOR_TS && frame->vector <= X86_VECTOR_GP)
            x86_selector_error_format(words, sizeof words, selector);
        if (words[0]) {
            text_string(&text, ": ");
            text_string(&text, words);
        }
    }
    text_string(&text, x86_interrupt_frame_is_user(i) ? ", at CPL 3\n" : ", at CPL 0\n");

    const uint64_t *const values[] = {
        &i->rip.value, &i->cs,      &i->rsp.value, &i->ss,      &frame->rax,
        &frame->rbx,   &frame->rcx, &frame->rdx,   &frame->rsi, &frame->rdi,
        &frame->rbp,   &frame->r8,  &frame->r9,    &frame->r10, &frame->r11,
        &frame->r12,   &frame->r13, &frame->r14,   &frame->r15,
    };
    registers(&text,
              "rip cs rsp ss\nrax rbx rcx rdx\nrsi rdi rbp r8\nr9 r10 r11 r12\nr13 r14 r15\n",
              values);
    char flags[160];
    x86_bits_format(flags, sizeof flags, X86_RFLAGS_NAMES, i->rflags & ~X86_RFLAGS_ALWAYS);
    text_string(&text, "rflags=");
    text_hex(&text, i->rflags);
    text_string(&text, ": ");
    text_string(&text, flags);
    return text_end(&text);
}
