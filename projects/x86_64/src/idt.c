/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Interrupt descriptor tables: see structures/idt.h and structures/trap.h. */
#include "x86_64/structures/idt.h"

#include "x86_64/structures/trap.h"

void x86_idt_init(struct x86_idt *idt)
{
    __builtin_memset(idt, 0, sizeof *idt);
}

enum x86_status x86_idt_set(struct x86_idt *idt, unsigned vector, struct x86_virt entry,
                            struct x86_selector code, struct x86_gate_options options)
{
    if (vector > 255 || options.ist > 7 || options.dpl > 3 || !(code.value & ~3u))
        return X86_INVALID;
    if (!x86_virt_is_canonical(entry, X86_VA_BITS_5_LEVELS))
        return X86_NOT_CANONICAL;
    struct x86_gate gate = {
        .offset_low = (uint16_t)entry.value,
        .selector = code.value,
        .ist = options.ist,
        .attributes = (uint8_t)(0x80 | options.dpl << 5 | (options.trap ? 15 : 14)),
        .offset_middle = (uint16_t)(entry.value >> 16),
        .offset_high = (uint32_t)(entry.value >> 32),
        .reserved = 0,
    };
    idt->gates[vector] = gate;
    return X86_OK;
}

static struct x86_virt entry_of(uintptr_t function)
{
    return x86_virt_unchecked(function);
}

enum x86_status x86_idt_set_handler(struct x86_idt *idt, unsigned vector, x86_handler *handler,
                                    struct x86_selector code, struct x86_gate_options options)
{
    if (x86_vector_has_error(vector))
        return X86_CONFLICT;
    return x86_idt_set(idt, vector, entry_of((uintptr_t)handler), code, options);
}

enum x86_status x86_idt_set_handler_error(struct x86_idt *idt, unsigned vector,
                                          x86_handler_error *handler, struct x86_selector code,
                                          struct x86_gate_options options)
{
    if (vector < 256 && !x86_vector_has_error(vector))
        return X86_CONFLICT;
    return x86_idt_set(idt, vector, entry_of((uintptr_t)handler), code, options);
}

enum x86_status x86_idt_clear(struct x86_idt *idt, unsigned vector)
{
    if (vector > 255)
        return X86_INVALID;
    struct x86_gate none = {0, 0, 0, 0, 0, 0, 0};
    idt->gates[vector] = none;
    return X86_OK;
}

struct x86_virt x86_gate_entry(const struct x86_gate *gate)
{
    return x86_virt_unchecked((uint64_t)gate->offset_high << 32 |
                              (uint64_t)gate->offset_middle << 16 | gate->offset_low);
}

enum x86_status x86_idt_set_stub(struct x86_idt *idt, const unsigned char *stubs, unsigned vector,
                                 struct x86_selector code, struct x86_gate_options options)
{
    if (vector > 255)
        return X86_INVALID;
    return x86_idt_set(idt, vector, x86_virt_of_pointer(stubs + vector * X86_TRAP_STUB_SIZE), code,
                       options);
}

enum x86_status x86_idt_set_stubs(struct x86_idt *idt, const unsigned char *stubs,
                                  struct x86_selector code)
{
    const struct x86_gate_options none = {0, 0, false};
    for (unsigned vector = 0; vector < 256; vector++) {
        enum x86_status status = x86_idt_set_stub(idt, stubs, vector, code, none);
        if (status != X86_OK)
            return status;
    }
    return X86_OK;
}
