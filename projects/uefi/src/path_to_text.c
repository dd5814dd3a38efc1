/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths to text, by the table of path_text.h: see uefi/path.h.
 *
 * A row serves a node if all its fixed bytes are the node's, and the node is as long as the row
 * says: a node with more or fewer bytes would lose some on the way back, so it is written out as
 * bytes.
 */
#include "bytes.h"
#include "path_text.h"
#include "uefi/guid.h"

struct text {
    char *buf;
    size_t cap, length; /* wanted */
};

static void put(struct text *t, char c)
{
    if (t->length + 1 < t->cap)
        t->buf[t->length] = c;
    t->length++;
}

static void put_text(struct text *t, const char *s)
{
    while (*s)
        put(t, *s++);
}

static char digit(uint64_t value, bool upper)
{
    return (char)(value < 10 ? '0' + value : (upper ? 'A' : 'a') + value - 10);
}

/* At least `width` digits. */
static void put_digits(struct text *t, uint64_t value, unsigned width)
{
    unsigned digits = 1;
    while (digits < 16 && value >> (4 * digits))
        digits++;
    for (unsigned i = digits > width ? digits : width; i--;)
        put(t, digit(value >> (4 * i) & 15, false));
}

static void put_hex(struct text *t, uint64_t value)
{
    put_text(t, "0x");
    put_digits(t, value, 1);
}

static void put_decimal(struct text *t, uint64_t value)
{
    char reversed[20];
    unsigned count = 0;
    do {
        reversed[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    while (count)
        put(t, reversed[--count]);
}

static void put_bytes(struct text *t, const uint8_t *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        put_digits(t, at[i], 2);
}

static void put_character(struct text *t, uint32_t character)
{
    char units[4];
    size_t count = uefi_utf8_put(units, character);
    for (size_t i = 0; i < count; i++)
        put(t, units[i]);
}

/* Up to a NUL; what is no UTF-8 is replaced. */
static void put_ascii(struct text *t, const uint8_t *at, size_t size)
{
    for (size_t i = 0; i < size && at[i];)
        put_character(t, uefi_utf8_next((const char *)at, size, &i));
}

/* The nth word of "a|b|c", or false. An empty one is none. */
static bool put_word(struct text *t, const char *words, uint64_t nth)
{
    for (; nth; nth--) {
        while (*words && *words != '|')
            words++;
        if (!*words++)
            return false;
    }
    if (!*words || *words == '|')
        return false;
    while (*words && *words != '|')
        put(t, *words++);
    return true;
}

static void put_eisa(struct text *t, uint32_t id)
{
    uint32_t letters = id & 0xFFFF, number = id >> 16;
    bool good = letters < 0x8000;
    for (int shift = 10; shift >= 0; shift -= 5)
        good = good && (letters >> shift & 31) >= 1 && (letters >> shift & 31) <= 26;
    if (!good) {
        put_hex(t, id);
        return;
    }
    for (int shift = 10; shift >= 0; shift -= 5)
        put(t, (char)('@' + (letters >> shift & 31)));
    for (int shift = 12; shift >= 0; shift -= 4)
        put(t, digit(number >> shift & 15, true));
}

static void put_ip4(struct text *t, const uint8_t *at)
{
    for (int i = 0; i < 4; i++) {
        if (i)
            put(t, '.');
        put_decimal(t, at[i]);
    }
}

static void put_ip6(struct text *t, const uint8_t *at)
{
    for (int i = 0; i < 16; i += 2) {
        if (i)
            put(t, ':');
        put_bytes(t, at + i, 2);
    }
}

static void put_signature(struct text *t, const uint8_t *at)
{
    uint8_t kind = at[17];
    if (kind == SIGNATURE_TYPE_MBR) {
        put_text(t, "MBR,0x");
        put_digits(t, uefi_load(at, 4), 8);
    } else if (kind == SIGNATURE_TYPE_GUID) {
        char guid[UEFI_GUID_TEXT_SIZE];
        EFI_GUID value = uefi_guid_from_bytes(at);
        put_text(t, "GPT,");
        uefi_guid_format(guid, sizeof guid, &value);
        put_text(t, guid);
    } else {
        put_decimal(t, kind);
        put_text(t, ",0");
    }
}

/* Bits 0 to 3: how many more bytes count; 4: SATA; 5: external; 6: expanded; 8 to 15: the bay. */
static void put_topology(struct text *t, uint64_t bits)
{
    uint64_t more = bits & 15;
    if (more == 1 || more == 2) {
        put_text(t, bits & 0x10 ? "SATA," : "SAS,");
        put_text(t, bits & 0x20 ? "External," : "Internal,");
        put_text(t, bits & 0x40 ? "Expanded," : "Direct,");
        if (more == 1)
            put(t, '0');
        else
            put_hex(t, (bits >> 8) + 1);
    } else {
        if (more)
            put_hex(t, bits);
        else
            put_text(t, "NoTopology");
        put_text(t, ",0,0,0");
    }
}

static void put_login(struct text *t, uint64_t options)
{
    put_text(t, options & 0x0002 ? "CRC32C," : "None,");
    put_text(t, options & 0x0008 ? "CRC32C," : "None,");
    put_text(t, options & 0x0800 ? "None" : options & 0x1000 ? "CHAP_UNI" : "CHAP_BI");
}

/* HIDSTR, UIDSTR, CIDSTR in the node; HIDSTR, CIDSTR, UIDSTR in text. */
static void put_strings(struct text *t, const uint8_t *at, size_t size)
{
    const uint8_t *start[3] = {at, at, at};
    size_t length[3] = {0};
    for (int i = 0; i < 3; i++) {
        start[i] = at;
        while (length[i] < size && at[length[i]])
            length[i]++;
        size_t used = length[i] + (length[i] < size);
        at += used;
        size -= used;
    }
    put_ascii(t, start[0], length[0]);
    put(t, ',');
    put_ascii(t, start[2], length[2]);
    put(t, ',');
    put_ascii(t, start[1], length[1]);
}

static void put_utf16(struct text *t, const uint8_t *at, size_t size)
{
    const uefi_char16 *name = (const uefi_char16 *)(const void *)at;
    for (size_t i = 0; i < size / 2 && name[i];)
        put_character(t, uefi_utf16_next(name, size / 2, &i));
}

static void put_rest(struct text *t, uint8_t kind, struct uefi_path_node node, const uint8_t *at,
                     size_t size)
{
    switch (kind) {
    case STRINGS:
        put_strings(t, at, size);
        break;
    case REST_HEX:
        put_bytes(t, at, size);
        break;
    case REST_X32:
        for (size_t i = 0; i + 4 <= size; i += 4) {
            if (i)
                put(t, ',');
            put_hex(t, uefi_load(at + i, 4));
        }
        break;
    case REST_DNS:
        for (size_t i = 0; i + 16 <= size; i += 16) {
            if (i)
                put(t, ',');
            if (node.at[4])
                put_ip6(t, at + i);
            else
                put_ip4(t, at + i);
        }
        break;
    case REST_QUOTED:
        put(t, '"');
        put_utf16(t, at, size);
        put(t, '"');
        break;
    default:
        put_ascii(t, at, size);
    }
}

static void put_number(struct text *t, enum field_kind kind, uint64_t value)
{
    const char *words = path_words(kind);
    if (words && put_word(t, words, value))
        return;
    if (kind == IP_PROTOCOL && (value == 6 || value == 17))
        put_text(t, value == 6 ? "TCP" : "UDP");
    else if ((kind == DEFAULT8 || kind == DEFAULT64) && !value)
        put_text(t, "DEFAULT");
    else if (kind == D8 || kind == D16 || kind == D32 || kind == DEFAULT8 || kind == DEFAULT64)
        put_decimal(t, value);
    else
        put_hex(t, value);
}

static void put_field(struct text *t, uint8_t kind, struct uefi_path_node node, uint8_t offset)
{
    const uint8_t *at = node.at + offset;
    size_t size = path_field_size(kind);
    char guid[UEFI_GUID_TEXT_SIZE];
    EFI_GUID value;
    switch (kind) {
    case EISA:
        put_eisa(t, (uint32_t)uefi_load(at, 4));
        break;
    case GUID:
        value = uefi_guid_from_bytes(at);
        uefi_guid_format(guid, sizeof guid, &value);
        put_text(t, guid);
        break;
    case LE_HEX64:
        put_digits(t, uefi_load(at, 8), 16);
        break;
    case BYTES8:
        put_text(t, "0x");
        put_bytes(t, at, size);
        break;
    case BYTES6:
        put_bytes(t, at, size);
        break;
    case EUI64:
        for (int i = 7; i >= 0; i--) {
            put_digits(t, at[i], 2);
            if (i)
                put(t, '-');
        }
        break;
    case MAC:
        put_bytes(t, at, at[32] <= 1 ? 6 : 32);
        break;
    case IP4:
        put_ip4(t, at);
        break;
    case IP6:
        put_ip6(t, at);
        break;
    case SIGNATURE:
        put_signature(t, at);
        break;
    case TOPOLOGY:
        put_topology(t, uefi_load(at, 2));
        break;
    case LOGIN:
        put_login(t, uefi_load(at, 2));
        break;
    case ASCII32:
        put_ascii(t, at, size);
        break;
    default:
        if (takes_rest(kind))
            put_rest(t, kind, node, at, (size_t)(node.at + node.size - at));
        else
            put_number(t, kind, uefi_load(at, size));
    }
}

static bool has_rest(const struct row *row)
{
    for (size_t i = 0; i < ROW_FIELDS; i++)
        if (takes_rest(row->field[i].kind) && (row->field[i].kind & ~DETAIL) != ASCII32)
            return true;
    return false;
}

static const struct row *row_of(struct uefi_path_node node, struct uefi_path_style style)
{
    for (size_t i = 0; i < path_row_count; i++) {
        const struct row *row = &path_rows[i];
        if (row->type != node.type || row->subtype != node.subtype || node.size < row->least ||
            (!has_rest(row) && node.size > row->whole))
            continue;
        if (style.no_shortcuts && row->fixed_size && row->type == MESSAGING_DEVICE_PATH)
            continue;
        if (memcmp(node.at + row->fixed_at, row->fixed, row->fixed_size) == 0)
            return row;
    }
    return NULL;
}

static void put_row(struct text *t, const struct row *row, struct uefi_path_node node,
                    struct uefi_path_style style)
{
    bool any = false;
    put_text(t, row->word);
    put(t, '(');
    for (size_t i = 0; i < ROW_FIELDS && row->field[i].kind != NO_FIELD; i++) {
        uint8_t kind = row->field[i].kind & (uint8_t)~DETAIL, at = row->field[i].at;
        if (style.display_only && row->field[i].kind & DETAIL)
            continue;
        if (at + path_field_size(kind) > node.size) /* an older, shorter form of the node */
            break;
        if (row->field[i].kind & DETAIL && takes_rest(kind) && at == node.size)
            continue;
        if (any)
            put(t, ',');
        any = true;
        put_field(t, kind, node, at);
    }
    put(t, ')');
}

static void put_node(struct text *t, struct uefi_path_node node, struct uefi_path_style style)
{
    const uefi_char16 *name;
    size_t length;
    const struct row *row = row_of(node, style);
    if (uefi_path_file_name(node, &name, &length)) {
        put_utf16(t, node.at + UEFI_PATH_END_SIZE, node.size - UEFI_PATH_END_SIZE);
    } else if (row) {
        put_row(t, row, node, style);
    } else {
        bool known = node.type >= 1 && node.type <= 5;
        put_word(t, GENERIC_WORDS, known ? node.type : 0);
        put(t, '(');
        if (!known) {
            put_decimal(t, node.type);
            put(t, ',');
        }
        put_decimal(t, node.subtype);
        if (node.size > UEFI_PATH_END_SIZE)
            put(t, ',');
        put_bytes(t, node.at + UEFI_PATH_END_SIZE, node.size - UEFI_PATH_END_SIZE);
        put(t, ')');
    }
}

static size_t end(struct text *t)
{
    if (t->cap)
        t->buf[t->length < t->cap ? t->length : t->cap - 1] = 0;
    return t->length;
}

size_t uefi_path_node_to_text(char *buf, size_t cap, struct uefi_path_node node,
                              struct uefi_path_style style)
{
    struct text t = {buf, cap, 0};
    put_node(&t, node, style);
    return end(&t);
}

size_t uefi_path_to_text(char *buf, size_t cap, struct uefi_path path, struct uefi_path_style style)
{
    struct text t = {buf, cap, 0};
    struct uefi_path_iter it = uefi_path_begin(path);
    struct uefi_path_node node;
    bool first = true;
    while (uefi_path_next(&it, &node)) {
        if (node.type == END_DEVICE_PATH_TYPE) {
            put(&t, ',');
            first = true;
            continue;
        }
        if (!first)
            put(&t, '/');
        first = false;
        put_node(&t, node, style);
    }
    return end(&t);
}
