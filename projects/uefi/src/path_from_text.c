/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Text to device paths, by the table of path_text.h: see uefi/path.h.
 *
 * A node is a word, arguments in parentheses, and then a slash (the next node), a comma (the next
 * instance) or the end; parentheses and quotation marks shield what is within. Words that the table
 * does not know are file names.
 */
#include "bytes.h"
#include "path_text.h"
#include "uefi/guid.h"

#define NODE_MAX 65535u

struct reader {
    const char *text;     /* the whole, for places of errors */
    const char *at, *end; /* arguments that are left; at NULL: none */
    struct uefi_path_builder *out;
    uint8_t node[256]; /* the node without its rest */
    size_t size;
    bool bad;
};

/* The length of what is left up to a comma that nothing shields. */
static size_t argument_length(const char *at, const char *end, bool slash_ends)
{
    size_t depth = 0;
    bool quoted = false;
    const char *start = at;
    for (; at < end; at++) {
        quoted ^= *at == '"';
        if (quoted)
            continue;
        if (!depth && (*at == ',' || (slash_ends && *at == '/')))
            break;
        depth += *at == '(';
        depth -= *at == ')' && depth;
    }
    return (size_t)(at - start);
}

/* Takes the next argument; false: there is none. */
static bool take(struct reader *r, const char **ret_at, size_t *ret_length)
{
    if (!r->at)
        return false;
    *ret_at = r->at;
    *ret_length = argument_length(r->at, r->end, false);
    r->at += *ret_length;
    r->at = r->at < r->end ? r->at + 1 : NULL;
    return true;
}

static bool same(const char *word, const char *at, size_t length)
{
    size_t i = 0;
    while (i < length && word[i] && word[i] == at[i])
        i++;
    return i == length && (!word[i] || word[i] == '|');
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decimal, or hexadecimal behind 0x; no more than `max`. */
static bool number(const char *at, size_t length, uint64_t max, uint64_t *ret_number)
{
    bool hex = length > 2 && at[0] == '0' && (at[1] | 0x20) == 'x';
    uint64_t value = 0, base = hex ? 16 : 10;
    size_t i = hex ? 2 : 0;
    if (!length)
        return false;
    for (; i < length; i++) {
        int digit = hex_value(at[i]);
        if (digit < 0 || (uint64_t)digit >= base || value > (max - (uint64_t)digit) / base)
            return false;
        value = value * base + (uint64_t)digit;
    }
    *ret_number = value;
    return value <= max;
}

static bool bytes(const char *at, size_t length, uint8_t *ret_bytes, size_t size)
{
    if (length != 2 * size)
        return false;
    for (size_t i = 0; i < size; i++) {
        int high = hex_value(at[2 * i]), low = hex_value(at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        ret_bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static bool eisa(const char *at, size_t length, uint64_t *ret_id)
{
    uint8_t digits[2];
    uint64_t id = 0;
    if (length != 7 || hex_value(at[3]) < 0)
        return number(at, length, UINT32_MAX, ret_id);
    for (int i = 0; i < 3; i++) {
        char letter = at[i] & (char)~0x20;
        if (letter < 'A' || letter > 'Z')
            return false;
        id = id << 5 | (uint64_t)(letter - '@');
    }
    if (!bytes(at + 3, 4, digits, 2))
        return false;
    *ret_id = id | (uint64_t)digits[0] << 24 | (uint64_t)digits[1] << 16;
    return true;
}

static bool ip4(const char *at, size_t length, uint8_t *ret_bytes)
{
    for (int i = 0; i < 4; i++) {
        size_t digits = 0;
        uint64_t value;
        while (digits < length && at[digits] != '.')
            digits++;
        if (!number(at, digits, 255, &value) || (i < 3) != (digits < length))
            return false;
        ret_bytes[i] = (uint8_t)value;
        at += digits + (i < 3);
        length -= digits + (i < 3);
    }
    return true;
}

/* Groups of up to four digits; "::" stands for as many zero groups as are missing. */
static bool ip6(const char *at, size_t length, uint8_t *ret_bytes)
{
    uint8_t group[16] = {0};
    size_t count = 0, gap = SIZE_MAX;
    for (size_t i = 0; i < length;) {
        if (at[i] == ':' && i + 1 < length && at[i + 1] == ':' && gap == SIZE_MAX) {
            gap = count;
            i += 2;
            continue;
        }
        if (count && gap != count && at[i++] != ':')
            return false;
        unsigned value = 0, digits = 0;
        for (; i < length && hex_value(at[i]) >= 0 && digits < 4; digits++)
            value = value << 4 | (unsigned)hex_value(at[i++]);
        if (!digits || count == 16)
            return false;
        group[count++] = (uint8_t)(value >> 8);
        group[count++] = (uint8_t)value;
    }
    if (gap == SIZE_MAX ? count != 16 : count > 14)
        return false;
    size_t before = gap == SIZE_MAX ? 16 : gap;
    memset(ret_bytes, 0, 16);
    memcpy(ret_bytes, group, before);
    if (before < count)
        memcpy(ret_bytes + 16 - (count - before), group + before, count - before);
    return true;
}

/* Which of "a|b|c"? */
static bool word_of(const char *words, const char *at, size_t length, uint64_t *ret_nth)
{
    for (uint64_t nth = 0; length; nth++) {
        if (same(words, at, length)) {
            *ret_nth = nth;
            return true;
        }
        while (*words && *words != '|')
            words++;
        if (!*words++)
            return false;
    }
    return false;
}

/* The kind of a partition's signature, then the signature. */
static bool signature(struct reader *r, const char *at, size_t length, uint8_t *to)
{
    const char *value = NULL;
    size_t size = 0;
    uint64_t kind, id;
    EFI_GUID guid;
    if (!take(r, &value, &size))
        return false;
    if (same("GPT", at, length)) {
        if (!uefi_guid_parse(value, size, &guid))
            return false;
        uefi_guid_to_bytes(&guid, to);
        to[16] = MBR_TYPE_EFI_PARTITION_TABLE_HEADER;
        to[17] = SIGNATURE_TYPE_GUID;
        return true;
    }
    bool mbr = same("MBR", at, length);
    if ((!mbr && !number(at, length, UINT8_MAX, &kind)) || !number(value, size, UINT32_MAX, &id))
        return false;
    uefi_store(to, id, 4);
    to[16] = mbr ? MBR_TYPE_PCAT : 0;
    to[17] = mbr ? SIGNATURE_TYPE_MBR : (uint8_t)kind;
    return true;
}

static bool topology(struct reader *r, const char *at, size_t length, uint8_t *to)
{
    const char *more[3] = {"", "", ""};
    size_t size[3] = {0};
    uint64_t bits = 0, sata = 0, external, expanded, bay;
    for (int i = 0; i < 3; i++)
        if (!take(r, &more[i], &size[i]))
            return false;
    if (same("NoTopology", at, length) || number(at, length, UINT16_MAX, &bits)) {
        uefi_store(to, bits, 2);
        return true;
    }
    if (!word_of("SAS|SATA", at, length, &sata) ||
        !word_of("Internal|External", more[0], size[0], &external) ||
        !word_of("Direct|Expanded", more[1], size[1], &expanded) ||
        !number(more[2], size[2], 256, &bay))
        return false;
    bits = (bay ? 2 | (bay - 1) << 8 : 1) | sata << 4 | external << 5 | expanded << 6;
    uefi_store(to, bits, 2);
    return true;
}

static bool login(struct reader *r, const char *at, size_t length, uint8_t *to)
{
    const char *data = NULL, *method = NULL;
    size_t data_length = 0, method_length = 0;
    uint64_t header, body, how;
    if (!take(r, &data, &data_length) || !take(r, &method, &method_length) ||
        !word_of("None|CRC32C", at, length, &header) ||
        !word_of("None|CRC32C", data, data_length, &body) ||
        !word_of("CHAP_BI|CHAP_UNI|None", method, method_length, &how))
        return false;
    uefi_store(to, header << 1 | body << 3 | (how == 2 ? 0x0800 : how << 12), 2);
    return true;
}

/* A field of a fixed place. */
static bool read_field(struct reader *r, enum field_kind kind, const char *at, size_t length,
                       uint8_t *to)
{
    size_t size = path_field_size(kind);
    uint64_t value = 0, max = size >= 8 ? UINT64_MAX : ((uint64_t)1 << (8 * size)) - 1;
    const char *words = path_words(kind);
    EFI_GUID guid;
    switch (kind) {
    case EISA:
        if (!eisa(at, length, &value))
            return false;
        break;
    case GUID:
        if (!uefi_guid_parse(at, length, &guid))
            return false;
        uefi_guid_to_bytes(&guid, to);
        return true;
    case LE_HEX64:
        if (length != 16 || !bytes(at, length, to, 8))
            return false;
        for (size_t i = 0; i < 8; i++)
            value = value << 8 | to[i];
        break;
    case BYTES8:
        return length == 18 && at[0] == '0' && (at[1] | 0x20) == 'x' && bytes(at + 2, 16, to, 8);
    case BYTES6:
        return bytes(at, length, to, 6);
    case EUI64:
        for (size_t i = 0; i < 8; i++)
            if (length != 23 || !bytes(at + 3 * i, 2, to + 7 - i, 1) ||
                (i < 7 && at[3 * i + 2] != '-'))
                return false;
        return true;
    case MAC:
        return bytes(at, length, to, 6) || bytes(at, length, to, 32);
    case IP4:
        return ip4(at, length, to);
    case IP6:
        return ip6(at, length, to);
    case SIGNATURE:
        return signature(r, at, length, to);
    case TOPOLOGY:
        return topology(r, at, length, to);
    case LOGIN:
        return login(r, at, length, to);
    case ASCII32:
        if (length > 32)
            return false;
        memcpy(to, at, length);
        return true;
    default:
        if (words && word_of(words, at, length, &value))
            break;
        if (kind == IP_PROTOCOL && (same("TCP", at, length) || same("UDP", at, length)))
            value = at[0] == 'T' ? 6 : 17;
        else if ((kind == DEFAULT8 || kind == DEFAULT64) && same("DEFAULT", at, length))
            value = 0;
        else if (!number(at, length, max, &value))
            return false;
    }
    uefi_store(to, value, size);
    return true;
}

/* --- Rests ----------------------------------------------------------------------------------- */

/* What follows the fields is gathered at the end of the output, behind the node's head. */
static void add_rest(struct reader *r, const void *at, size_t size)
{
    struct uefi_path_builder *out = r->out;
    if (out->size <= out->cap && size <= out->cap - out->size && size)
        memcpy(out->at + out->size, at, size);
    out->size += size;
}

static bool rest_hex(struct reader *r, const char *at, size_t length)
{
    uint8_t byte;
    for (size_t i = 0; i < length; i += 2, add_rest(r, &byte, 1))
        if (i + 2 > length || !bytes(at + i, 2, &byte, 1))
            return false;
    return true;
}

static bool rest_quoted(struct reader *r, const char *at, size_t length)
{
    if (length < 2 || at[0] != '"' || at[length - 1] != '"')
        return false;
    for (size_t i = 1; i < length - 1;) {
        char16_t units[2];
        size_t count = uefi_utf16_put(units, uefi_utf8_next(at, length - 1, &i));
        add_rest(r, units, count * sizeof *units);
    }
    return true;
}

/* HIDSTR, CIDSTR, UIDSTR in text; HIDSTR, UIDSTR, CIDSTR in the node. */
static bool strings(struct reader *r, const char *at, size_t length)
{
    const char *cid = "", *uid = "";
    size_t cid_length = 0, uid_length = 0;
    if (!take(r, &cid, &cid_length) || !take(r, &uid, &uid_length))
        return false;
    add_rest(r, at, length);
    add_rest(r, "", 1);
    add_rest(r, uid, uid_length);
    add_rest(r, "", 1);
    add_rest(r, cid, cid_length);
    add_rest(r, "", 1);
    return true;
}

/* Adds what the argument, and for lists those behind it, say. */
static bool read_rest(struct reader *r, enum field_kind kind, const char *at, size_t length)
{
    uint8_t address[16] = {0};
    uint64_t value;
    switch (kind) {
    case REST_HEX:
        return rest_hex(r, at, length);
    case REST_QUOTED:
        return rest_quoted(r, at, length);
    case STRINGS:
        return strings(r, at, length);
    case REST_X32:
        do {
            if (!number(at, length, UINT32_MAX, &value))
                return false;
            uefi_store(address, value, 4);
            add_rest(r, address, 4);
        } while (take(r, &at, &length));
        return true;
    case REST_DNS:
        do {
            bool four = ip4(at, length, address);
            if (!four && !ip6(at, length, address))
                return false;
            r->node[4] = !four;
            add_rest(r, address, 16);
            memset(address, 0, sizeof address);
        } while (take(r, &at, &length));
        return true;
    case REST_ASCII:
        add_rest(r, at, (size_t)(r->end - at));
        r->at = NULL;
        return true;
    default: /* ASCIIZ */
        add_rest(r, at, length);
        add_rest(r, "", 1);
        return true;
    }
}

/* --- Nodes ----------------------------------------------------------------------------------- */

/* Ends the node whose rest has been added: its head is known only now. */
static bool close_node(struct reader *r, size_t start)
{
    struct uefi_path_builder *out = r->out;
    size_t size = out->size - start;
    if (size > NODE_MAX)
        return false;
    uefi_store(r->node + 2, size, 2);
    if (start <= out->cap && r->size <= out->cap - start)
        memcpy(out->at + start, r->node, r->size);
    return true;
}

static bool read_arguments(struct reader *r, const struct row *row)
{
    const char *at = NULL;
    size_t length = 0, start = r->out->size;
    r->size = row->whole;
    memset(r->node, 0, sizeof r->node);
    r->node[0] = row->type;
    r->node[1] = row->subtype;
    memcpy(r->node + row->fixed_at, row->fixed, row->fixed_size);
    add_rest(r, r->node, r->size); /* room for it */
    for (size_t i = 0; i < ROW_FIELDS && row->field[i].kind != NO_FIELD; i++) {
        uint8_t kind = row->field[i].kind & (uint8_t)~DETAIL;
        if (!take(r, &at, &length)) {
            /* What may be empty is left out as a whole when nothing is in the parentheses. */
            if (row->field[i].kind & DETAIL || kind == REST_ASCII || kind == REST_DNS ||
                kind == ASCII32)
                continue;
            return false;
        }
        bool fixed = path_field_size(kind) != 0;
        if (fixed ? !read_field(r, kind, at, length, r->node + row->field[i].at)
                  : !read_rest(r, kind, at, length))
            return false;
    }
    return !r->at && close_node(r, start);
}

/* Path(type,subtype,bytes), Msg(subtype,bytes), ...: `type` 0 for the first. */
static bool read_generic(struct reader *r, uint64_t type)
{
    const char *at = NULL;
    size_t length = 0, start = r->out->size;
    uint64_t subtype;
    r->size = UEFI_PATH_END_SIZE;
    add_rest(r, r->node, r->size);
    if (!type && (!take(r, &at, &length) || !number(at, length, UINT8_MAX, &type)))
        return false;
    if (!take(r, &at, &length) || !number(at, length, UINT8_MAX, &subtype))
        return false;
    r->node[0] = (uint8_t)type;
    r->node[1] = (uint8_t)subtype;
    if (type == END_DEVICE_PATH_TYPE || (take(r, &at, &length) && !rest_hex(r, at, length)))
        return false;
    return !r->at && close_node(r, start);
}

static bool read_file_name(struct reader *r, const char *at, size_t length)
{
    size_t start = r->out->size;
    const char16_t nul = 0;
    r->size = UEFI_PATH_END_SIZE;
    r->node[0] = MEDIA_DEVICE_PATH;
    r->node[1] = MEDIA_FILEPATH_DP;
    add_rest(r, r->node, r->size);
    for (size_t i = 0; i < length;) {
        char16_t units[2];
        size_t count = uefi_utf16_put(units, uefi_utf8_next(at, length, &i));
        add_rest(r, units, count * sizeof *units);
    }
    add_rest(r, &nul, sizeof nul);
    return close_node(r, start);
}

static bool read_node(struct reader *r, const char *at, size_t length)
{
    size_t word = 0;
    uint64_t type;
    while (word < length && at[word] != '(')
        word++;
    if (word == length || at[length - 1] != ')')
        return read_file_name(r, at, length);
    r->at = word + 1 < length - 1 ? at + word + 1 : NULL;
    r->end = at + length - 1;
    for (size_t i = 0; i < path_row_count; i++)
        if (same(path_rows[i].word, at, word))
            return read_arguments(r, &path_rows[i]);
    if (word_of(GENERIC_WORDS, at, word, &type))
        return read_generic(r, type);
    return read_file_name(r, at, length);
}

uefi_status uefi_path_from_text(void *buf, size_t cap, const char *text, struct uefi_path *ret_path,
                                size_t *ret_needed, size_t *ret_error)
{
    struct uefi_path_builder b = uefi_path_build(buf, cap);
    struct reader r = {.out = &b};
    const char *at = text, *end = text;
    while (*end)
        end++;
    while (at < end) {
        size_t length = argument_length(at, end, true);
        if (length && !read_node(&r, at, length)) {
            if (ret_error)
                *ret_error = (size_t)(at - text);
            return uefi_status_of(EFI_INVALID_PARAMETER);
        }
        at += length;
        if (at < end && *at++ == ',')
            uefi_path_add_instance(&b);
    }
    return uefi_path_finish(&b, ret_path, ret_needed);
}
