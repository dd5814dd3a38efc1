/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The operators of AML (20.2) as data: which operands follow each, in order. What they do is in
 * execute.c; numbers, names and the machine's own operators are all there is here.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Kinds of operands. */
enum aml_kind {
    K_END,
    K_TERM,   /* an expression: its value */
    K_TARGET, /* where a result goes: SuperName, or nothing (0x00) */
    K_SUPER,  /* an object itself: name, local, argument, Debug, or an expression that gives one */
    K_MAYBE,  /* likewise, but the name need not exist: T_NONE then */
    K_NAME,   /* a name to be declared or looked up by the operator: where it stands in AML */
    K_BYTE,   /* constants of 1, 2, 4 bytes */
    K_WORD,
    K_DWORD,
    K_LENGTH,    /* PkgLength: sets the end of the operator; no operand is kept */
    K_STATEMENT, /* terms whose values nobody takes, up to the end */
    K_ELEMENT,   /* elements of a package, up to the end */
};

/* X(name, opcode, kinds...): opcodes 0x5Bxx are the extended ones, from 0x100 on the machine's own.
 */
#define AML_OPERATORS(X)                                                                         \
    X(ZERO, 0x00)                                                                                \
    X(ONE, 0x01)                                                                                 \
    X(ALIAS, 0x06, K_NAME, K_NAME)                                                               \
    X(NAME, 0x08, K_NAME, K_TERM)                                                                \
    X(BYTE, 0x0A, K_BYTE)                                                                        \
    X(WORD, 0x0B, K_WORD)                                                                        \
    X(DWORD, 0x0C, K_DWORD)                                                                      \
    X(STRING, 0x0D)                                                                              \
    X(QWORD, 0x0E)                                                                               \
    X(SCOPE, 0x10, K_LENGTH, K_NAME)                                                             \
    X(BUFFER, 0x11, K_LENGTH, K_TERM)                                                            \
    X(PACKAGE, 0x12, K_LENGTH, K_BYTE)                                                           \
    X(VAR_PACKAGE, 0x13, K_LENGTH, K_TERM)                                                       \
    X(METHOD, 0x14, K_LENGTH, K_NAME, K_BYTE)                                                    \
    X(EXTERNAL, 0x15, K_NAME, K_BYTE, K_BYTE)                                                    \
    X(STORE, 0x70, K_TERM, K_SUPER)                                                              \
    X(REF_OF, 0x71, K_SUPER)                                                                     \
    X(ADD, 0x72, K_TERM, K_TERM, K_TARGET)                                                       \
    X(CONCAT, 0x73, K_TERM, K_TERM, K_TARGET)                                                    \
    X(SUBTRACT, 0x74, K_TERM, K_TERM, K_TARGET)                                                  \
    X(INCREMENT, 0x75, K_SUPER)                                                                  \
    X(DECREMENT, 0x76, K_SUPER)                                                                  \
    X(MULTIPLY, 0x77, K_TERM, K_TERM, K_TARGET)                                                  \
    X(DIVIDE, 0x78, K_TERM, K_TERM, K_TARGET, K_TARGET)                                          \
    X(SHIFT_LEFT, 0x79, K_TERM, K_TERM, K_TARGET)                                                \
    X(SHIFT_RIGHT, 0x7A, K_TERM, K_TERM, K_TARGET)                                               \
    X(AND, 0x7B, K_TERM, K_TERM, K_TARGET)                                                       \
    X(NAND, 0x7C, K_TERM, K_TERM, K_TARGET)                                                      \
    X(OR, 0x7D, K_TERM, K_TERM, K_TARGET)                                                        \
    X(NOR, 0x7E, K_TERM, K_TERM, K_TARGET)                                                       \
    X(XOR, 0x7F, K_TERM, K_TERM, K_TARGET)                                                       \
    X(NOT, 0x80, K_TERM, K_TARGET)                                                               \
    X(FIND_LEFT, 0x81, K_TERM, K_TARGET)                                                         \
    X(FIND_RIGHT, 0x82, K_TERM, K_TARGET)                                                        \
    X(DEREF_OF, 0x83, K_TERM)                                                                    \
    X(CONCAT_RES, 0x84, K_TERM, K_TERM, K_TARGET)                                                \
    X(MOD, 0x85, K_TERM, K_TERM, K_TARGET)                                                       \
    X(NOTIFY, 0x86, K_SUPER, K_TERM)                                                             \
    X(SIZE_OF, 0x87, K_SUPER)                                                                    \
    X(INDEX, 0x88, K_TERM, K_TERM, K_TARGET)                                                     \
    X(MATCH, 0x89, K_TERM, K_BYTE, K_TERM, K_BYTE, K_TERM, K_TERM)                               \
    X(CREATE_DWORD, 0x8A, K_TERM, K_TERM, K_NAME)                                                \
    X(CREATE_WORD, 0x8B, K_TERM, K_TERM, K_NAME)                                                 \
    X(CREATE_BYTE, 0x8C, K_TERM, K_TERM, K_NAME)                                                 \
    X(CREATE_BIT, 0x8D, K_TERM, K_TERM, K_NAME)                                                  \
    X(OBJECT_TYPE, 0x8E, K_SUPER)                                                                \
    X(CREATE_QWORD, 0x8F, K_TERM, K_TERM, K_NAME)                                                \
    X(LAND, 0x90, K_TERM, K_TERM)                                                                \
    X(LOR, 0x91, K_TERM, K_TERM)                                                                 \
    X(LNOT, 0x92, K_TERM)                                                                        \
    X(EQUAL, 0x93, K_TERM, K_TERM)                                                               \
    X(GREATER, 0x94, K_TERM, K_TERM)                                                             \
    X(LESS, 0x95, K_TERM, K_TERM)                                                                \
    X(TO_BUFFER, 0x96, K_TERM, K_TARGET)                                                         \
    X(TO_DECIMAL, 0x97, K_TERM, K_TARGET)                                                        \
    X(TO_HEX, 0x98, K_TERM, K_TARGET)                                                            \
    X(TO_INTEGER, 0x99, K_TERM, K_TARGET)                                                        \
    X(TO_STRING, 0x9C, K_TERM, K_TERM, K_TARGET)                                                 \
    X(COPY_OBJECT, 0x9D, K_TERM, K_SUPER)                                                        \
    X(MID, 0x9E, K_TERM, K_TERM, K_TERM, K_TARGET)                                               \
    X(CONTINUE, 0x9F)                                                                            \
    X(IF, 0xA0, K_LENGTH, K_TERM)                                                                \
    X(ELSE, 0xA1, K_LENGTH)                                                                      \
    X(WHILE, 0xA2, K_LENGTH, K_TERM)                                                             \
    X(NOOP, 0xA3)                                                                                \
    X(RETURN, 0xA4, K_TERM)                                                                      \
    X(BREAK, 0xA5)                                                                               \
    X(BREAK_POINT, 0xCC)                                                                         \
    X(ONES, 0xFF)                                                                                \
    X(MUTEX, 0x5B01, K_NAME, K_BYTE)                                                             \
    X(EVENT, 0x5B02, K_NAME)                                                                     \
    X(COND_REF_OF, 0x5B12, K_MAYBE, K_TARGET)                                                    \
    X(CREATE_FIELD, 0x5B13, K_TERM, K_TERM, K_TERM, K_NAME)                                      \
    X(LOAD_TABLE, 0x5B1F, K_TERM, K_TERM, K_TERM, K_TERM, K_TERM, K_TERM)                        \
    X(LOAD, 0x5B20, K_SUPER, K_TARGET)                                                           \
    X(STALL, 0x5B21, K_TERM)                                                                     \
    X(SLEEP, 0x5B22, K_TERM)                                                                     \
    X(ACQUIRE, 0x5B23, K_SUPER, K_WORD)                                                          \
    X(SIGNAL, 0x5B24, K_SUPER)                                                                   \
    X(WAIT, 0x5B25, K_SUPER, K_TERM)                                                             \
    X(RESET, 0x5B26, K_SUPER)                                                                    \
    X(RELEASE, 0x5B27, K_SUPER)                                                                  \
    X(FROM_BCD, 0x5B28, K_TERM, K_TARGET)                                                        \
    X(TO_BCD, 0x5B29, K_TERM, K_TARGET)                                                          \
    X(UNLOAD, 0x5B2A, K_SUPER)                                                                   \
    X(REVISION, 0x5B30)                                                                          \
    X(DEBUG, 0x5B31)                                                                             \
    X(FATAL, 0x5B32, K_BYTE, K_DWORD, K_TERM)                                                    \
    X(TIMER, 0x5B33)                                                                             \
    X(REGION, 0x5B80, K_NAME, K_BYTE, K_TERM, K_TERM)                                            \
    X(FIELD, 0x5B81, K_LENGTH, K_NAME, K_BYTE)                                                   \
    X(DEVICE, 0x5B82, K_LENGTH, K_NAME)                                                          \
    X(PROCESSOR, 0x5B83, K_LENGTH, K_NAME, K_BYTE, K_DWORD, K_BYTE)                              \
    X(POWER_RESOURCE, 0x5B84, K_LENGTH, K_NAME, K_BYTE, K_WORD)                                  \
    X(THERMAL_ZONE, 0x5B85, K_LENGTH, K_NAME)                                                    \
    X(INDEX_FIELD, 0x5B86, K_LENGTH, K_NAME, K_NAME, K_BYTE)                                     \
    X(BANK_FIELD, 0x5B87, K_LENGTH, K_NAME, K_NAME, K_TERM, K_BYTE)                              \
    X(DATA_REGION, 0x5B88, K_NAME, K_TERM, K_TERM, K_TERM)                                       \
    /* The machine's own. */                                                                     \
    X(TOP, 0x100, K_TERM) /* wants the result of the evaluation */                               \
    X(READ, 0x101)        /* reads op.node */                                                    \
    X(CALL, 0x102, K_TERM, K_TERM, K_TERM, K_TERM, K_TERM, K_TERM, K_TERM) /* of op.node */      \
    X(BODY, 0x103, K_STATEMENT)   /* of a method or table */                                     \
    X(BLOCK, 0x104, K_STATEMENT)  /* of Scope, Device, If, Else */                               \
    X(LOOP, 0x105, K_STATEMENT)   /* of While */                                                 \
    X(ELEMENTS, 0x106, K_ELEMENT) /* of a package */                                             \
    X(LOADED, 0x109, K_TERM) /* what Load and LoadTable become: wants the table's code to end */ \
    X(ANSWER, 0x107, K_TERM) /* keeps what the operator below wants */                           \
    X(ERR, 0x108, K_TERM)    /* takes what \_ERR says */

enum aml_operator {
    AML_NONE, /* no such opcode */
#define X(name, ...) AML_##name,
    AML_OPERATORS(X)
#undef X
        AML_OPERATOR_COUNT
};

#define AML_KINDS 7

struct aml_info {
    uint16_t opcode;
    uint8_t kinds[AML_KINDS + 1]; /* enum aml_kind, then K_END */
};

extern const struct aml_info aml_infos[AML_OPERATOR_COUNT];

/* The operator at `at`, and how many bytes its opcode has; AML_NONE: there is none. Locals and
 * arguments are not operators. */
enum aml_operator aml_operator_at(const uint8_t *at, const uint8_t *end, unsigned *ret_size);
