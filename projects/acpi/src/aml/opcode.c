/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The operators, as tables made from the list in opcode.h. */
#include "aml/opcode.h"

const struct aml_info aml_infos[AML_OPERATOR_COUNT] = {
#define X(name, code, ...) [AML_##name] = {code, {__VA_ARGS__}},
    AML_OPERATORS(X)
#undef X
};

/* Opcodes of one byte, and those after 0x5B. Entries of the other kinds fall to index 0 and are
 * never asked for. */
#define PLAIN(code)    ((code) < 0x100 ? (code) : 0)
#define EXTENDED(code) ((code) >> 8 == 0x5B ? ((code)&0xFF) : 0)
#define EXTENDED_MAX   0x88

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
static const uint8_t plain[256] = {
#define X(name, code, ...) [PLAIN(code)] = AML_##name,
    AML_OPERATORS(X)
#undef X
        [0] = AML_ZERO,
};
static const uint8_t extended[EXTENDED_MAX + 1] = {
#define X(name, code, ...) [EXTENDED(code)] = AML_##name,
    AML_OPERATORS(X)
#undef X
        [0] = AML_NONE,
};
#pragma GCC diagnostic pop

enum aml_operator aml_operator_at(const uint8_t *at, const uint8_t *end, unsigned *ret_size)
{
    *ret_size = 1;
    if (at >= end)
        return AML_NONE;
    if (at[0] != 0x5B)
        return (enum aml_operator)plain[at[0]];
    *ret_size = 2;
    if (end - at < 2 || at[1] > EXTENDED_MAX)
        return AML_NONE;
    return (enum aml_operator)extended[at[1]];
}
