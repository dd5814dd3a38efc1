/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The text of device path nodes (UEFI 10.6), as one table that is read in both directions: a row is
 * a kind of node with its word; its fields are the arguments, in the text's order.
 */
#pragma once
#include "uefi/path.h"

#define ROW_FIELDS 8

/* What an argument is, and where in the node its bytes lie. */
enum field_kind {
    NO_FIELD,
    X8, /* numbers, written as 0x1f */
    X16,
    X32,
    X64,
    D8, /* numbers, written as 31 */
    D16,
    D32,
    DEFAULT8, /* the same, 0 is written DEFAULT */
    DEFAULT64,
    LE_HEX64,    /* 16 digits */
    EISA,        /* PNP0A03 */
    GUID,        /* text of a GUID */
    BYTES6,      /* digits in the order of the bytes */
    BYTES8,      /* the same behind 0x */
    EUI64,       /* 8 bytes from the last to the first, hyphens between */
    MAC,         /* 32 bytes, of which 6 count if the byte behind is 0 or 1 */
    IP4,         /* 10.0.0.1 */
    IP6,         /* [2001:...] without the brackets: 8 groups of 4 digits */
    IP_PROTOCOL, /* TCP, UDP or a number of 16 bits */
    CHANNEL,     /* words of one byte, see word_lists */
    DRIVE,
    ORIGIN4,
    ORIGIN6,
    PARITY,
    STOP_BITS,
    FLOW,     /* words of 4 bytes */
    BBS_TYPE, /* words of 2 bytes */
    ISCSI_PROTOCOL,
    SIGNATURE, /* kind and signature of a partition: two arguments */
    TOPOLOGY,  /* of serial attached SCSI: four arguments */
    LOGIN,     /* of iSCSI: three arguments */
    STRINGS,   /* of an expanded ACPI node, three arguments; they end the node */
    /* What takes the rest of the node: */
    REST_HEX,    /* digits, or nothing and no comma */
    REST_X32,    /* numbers */
    REST_DNS,    /* addresses, of the version that the byte before says */
    REST_QUOTED, /* UTF-16 in quotation marks */
    REST_ASCII,  /* the rest of the text */
    ASCIIZ,      /* text up to a comma, with a NUL in the node */
    ASCII32,     /* at most 32 bytes, of which all are there */
};
#define DETAIL 0x80u /* or'ed: left out for display only, and optional in text */

struct field {
    uint8_t kind, at;
};

struct row {
    char word[26];
    uint8_t type, subtype;
    uint8_t least, whole; /* bytes of a node: at least, and with every field (without rests) */
    uint8_t fixed_at, fixed_size;
    uint8_t fixed[16]; /* the word stands for these bytes too; of messaging nodes: a shortcut */
    struct field field[ROW_FIELDS];
};

/* Words that stand for bytes come before those that do not. */
extern const struct row path_rows[];
extern const size_t path_row_count;

/* Words for the values 0, 1, ... of a kind, "Primary|Secondary"; NULL: the kind is none of words.
 */
const char *path_words(enum field_kind kind);

/* Bytes that a field takes in the node; 0: what is there. */
size_t path_field_size(enum field_kind kind);

/* Does the kind take the rest of the node? */
static inline bool takes_rest(uint8_t kind)
{
    return (kind & ~DETAIL) >= STRINGS;
}

/* Words for nodes of no kind that is known: of any type, then of types 1 to 5. */
#define GENERIC_WORDS "Path|HardwarePath|AcpiPath|Msg|MediaPath|BbsPath"
