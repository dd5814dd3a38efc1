/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The operators and their operands come from the interpreter's own table (aml/opcode.h), so this
 * shows what it sees. Code that is none ends the listing with a word; nesting is bounded.
 *
 * Looks into the interpreter as no kernel could: only for the bytes of the method.
 */
#include "dump.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "aml/node.h"
#include "aml/opcode.h"

enum { DEPTH_MAX = 100 };

struct dump {
    struct session *session;
    struct acpi_node_ref scope; /* names of calls are looked up from here */
    const uint8_t *begin, *at;
    FILE *to;
    unsigned indent, depth;
    bool bad;
};

static void statements(struct dump *, const uint8_t *end);
static void term(struct dump *, const uint8_t *end);

static uint64_t number(struct dump *d, const uint8_t *end, unsigned size)
{
    uint64_t n = 0;
    if ((size_t)(end - d->at) < size) {
        d->bad = true;
        return 0;
    }
    for (unsigned i = 0; i < size; i++)
        n |= (uint64_t)*d->at++ << 8 * i;
    return n;
}

/* PkgLength: the end of what it counts, or a number of bits. */
static uint32_t package_length(struct dump *d, const uint8_t *end)
{
    uint32_t first = (uint32_t)number(d, end, 1);
    unsigned more = first >> 6;
    uint32_t rest = (uint32_t)number(d, end, more);
    return more ? (first & 15) | rest << 4 : first & 63;
}

static const uint8_t *package_end(struct dump *d, const uint8_t *end)
{
    const uint8_t *begin = d->at;
    uint32_t length = package_length(d, end);
    if (length > (size_t)(end - begin) || begin + length < d->at)
        d->bad = true;
    return d->bad ? d->at : begin + length;
}

/* A NameString as text; room for 255 segments and as many '^'. */
static bool name(struct dump *d, const uint8_t *end, char text[1600])
{
    struct aml_name n;
    if (!aml_name_read(d->at, end, &n)) {
        d->bad = true;
        return false;
    }
    char *to = text;
    if (n.absolute)
        *to++ = '\\';
    memset(to, '^', n.up);
    to += n.up;
    for (unsigned i = 0; i < n.count; i++, to += 4) {
        if (i)
            *to++ = '.';
        memcpy(to, n.segments + 4 * i, 4);
    }
    *to = 0;
    d->at += n.size;
    return true;
}

static void line(struct dump *d)
{
    fprintf(d->to, "\n0x%04X  %*s", (unsigned)(d->at - d->begin), (int)(4 * d->indent), "");
}

/* "TO_INTEGER" as ASL writes it, nearly: "ToInteger". */
static void operator_name(struct dump *d, enum aml_operator info)
{
    static const char *const names[] = {[AML_NONE] = "?",
#define X(name, ...) [AML_##name] = #name,
                                        AML_OPERATORS(X)
#undef X
    };
    bool capital = true;
    for (const char *c = names[info]; *c; c++) {
        if (*c != '_')
            fputc(capital || *c < 'A' ? *c : *c | 0x20, d->to);
        capital = *c == '_';
    }
}

static void bytes(struct dump *d, const uint8_t *end)
{
    fprintf(d->to, " {");
    for (; d->at < end; d->at++)
        fprintf(d->to, " %02X", *d->at);
    fprintf(d->to, " }");
}

/* The list of a Field: names and bits, gaps, access, connections. */
static void fields(struct dump *d, const uint8_t *end)
{
    char text[1600];
    fprintf(d->to, " {");
    for (const char *gap = ""; !d->bad && d->at < end; gap = ",") {
        fprintf(d->to, "%s ", gap);
        uint8_t kind = *d->at;
        if (kind <= 3)
            d->at++;
        if (kind == 0) {
            fprintf(d->to, "Skip %u", (unsigned)package_length(d, end));
        } else if (kind == 1 || kind == 3) {
            fprintf(d->to, "Access 0x%" PRIX64, number(d, end, kind == 1 ? 2 : 3));
        } else if (kind == 2) {
            fprintf(d->to, "Connection ");
            term(d, end);
        } else if (name(d, end, text)) {
            fprintf(d->to, "%s %u", text, (unsigned)package_length(d, end));
        }
    }
    fprintf(d->to, " }");
}

static void string(struct dump *d, const uint8_t *end)
{
    fputc('"', d->to);
    for (; d->at < end && *d->at; d->at++)
        fprintf(d->to, *d->at < 0x20 || *d->at > 0x7E ? "\\x%02X" : "%c", *d->at);
    fputc('"', d->to);
    d->bad |= d->at == end;
    d->at += d->at < end;
}

/* A name where a value stands: with its arguments, if it is a method now. */
static void name_or_call(struct dump *d, const uint8_t *end)
{
    char text[1600];
    struct acpi_node_ref node;
    if (!name(d, end, text))
        return;
    fprintf(d->to, "%s", *text ? text : "nothing");
    if (!session_find(d->session->acpi, d->scope, text, &node) ||
        acpi_node_type(d->session->acpi, node) != ACPI_METHOD)
        return;
    unsigned count = acpi_node_arguments(d->session->acpi, node);
    fprintf(d->to, " (");
    for (unsigned i = 0; i < count && !d->bad; i++) {
        fprintf(d->to, i ? ", " : "");
        term(d, end);
    }
    fprintf(d->to, ")");
}

static void operand(struct dump *d, enum aml_kind kind, const uint8_t *end)
{
    char text[1600];
    switch (kind) {
    case K_NAME:
        if (name(d, end, text))
            fprintf(d->to, "%s", text);
        break;
    case K_TARGET:
    case K_SUPER:
    case K_MAYBE:
        if (d->at < end && *d->at == 0) {
            d->at++;
            break;
        }
        if (aml_name_read(d->at, end, &(struct aml_name){0}) && name(d, end, text))
            fprintf(d->to, "%s", text);
        else
            term(d, end);
        break;
    case K_BYTE:
    case K_WORD:
    case K_DWORD:
        fprintf(d->to, "0x%" PRIX64, number(d, end, kind == K_BYTE ? 1 : kind == K_WORD ? 2 : 4));
        break;
    default:
        term(d, end);
    }
}

/* What stands behind the operands, up to the end of the operator. */
static void body(struct dump *d, enum aml_operator info, const uint8_t *end)
{
    switch (info) {
    case AML_BUFFER:
        bytes(d, end);
        break;
    case AML_PACKAGE:
    case AML_VAR_PACKAGE:
        fprintf(d->to, " {");
        for (const char *gap = ""; !d->bad && d->at < end; gap = ",") {
            char text[1600];
            fprintf(d->to, "%s ", gap);
            if (aml_name_read(d->at, end, &(struct aml_name){0}) && *d->at && name(d, end, text))
                fprintf(d->to, "%s", text);
            else
                term(d, end);
        }
        fprintf(d->to, " }");
        break;
    case AML_FIELD:
    case AML_INDEX_FIELD:
    case AML_BANK_FIELD:
        fields(d, end);
        break;
    default:
        d->indent++;
        statements(d, end);
        d->indent--;
    }
}

static void operation(struct dump *d, const uint8_t *end)
{
    unsigned size;
    enum aml_operator info = aml_operator_at(d->at, end, &size);
    const uint8_t *inner = NULL;
    if (info == AML_NONE || d->depth == DEPTH_MAX) {
        fprintf(d->to, "(no operator: %02X)", *d->at);
        d->bad = true;
        return;
    }
    d->depth++;
    d->at += size;
    operator_name(d, info);
    const uint8_t *kinds = aml_infos[info].kinds;
    bool any = false;
    for (; *kinds != K_END && !d->bad; kinds++) {
        if (*kinds == K_LENGTH) {
            inner = end = package_end(d, end);
            continue;
        }
        fprintf(d->to, any ? ", " : " (");
        any = true;
        operand(d, (enum aml_kind) * kinds, end);
    }
    fprintf(d->to, any ? ")" : "");
    if (inner && !d->bad)
        body(d, info, inner);
    d->depth--;
}

static void term(struct dump *d, const uint8_t *end)
{
    if (d->at >= end || d->bad) {
        d->bad = true;
        return;
    }
    uint8_t c = *d->at;
    if (c >= 0x60 && c <= 0x67) {
        fprintf(d->to, "Local%d", *d->at++ - 0x60);
    } else if (c >= 0x68 && c <= 0x6E) {
        fprintf(d->to, "Arg%d", *d->at++ - 0x68);
    } else if (c == 0 || c == 1) {
        fprintf(d->to, "%d", *d->at++);
    } else if (c >= 0x0A && c <= 0x0E && c != 0x0D) {
        static const uint8_t sizes[] = {1, 2, 4, 0, 8};
        d->at++;
        fprintf(d->to, "0x%" PRIX64, number(d, end, sizes[c - 0x0A]));
    } else if (c == 0x0D) {
        d->at++;
        string(d, end);
    } else if (aml_name_read(d->at, end, &(struct aml_name){0})) {
        name_or_call(d, end);
    } else {
        operation(d, end);
    }
}

static void statements(struct dump *d, const uint8_t *end)
{
    while (d->at < end && !d->bad) {
        line(d);
        term(d, end);
    }
}

enum exit_status dump_method(struct session *s, const char *path)
{
    struct acpi_node_ref ref;
    if (!acpi_find(s->acpi, (struct acpi_node_ref){0}, path, &ref) ||
        acpi_node_type(s->acpi, ref) != ACPI_METHOD) {
        print_failure(&s->print, path, "is no method", "see --namespace for what there is");
        return EXIT_WRONG;
    }
    char *listing = NULL;
    size_t size = 0;
    const struct aml_method *method = aml_unbox(&((struct aml_node *)ref.node)->value)->method;
    struct dump d = {.session = s,
                     .scope = ref,
                     .begin = method->code,
                     .at = method->code,
                     .to = open_memstream(&listing, &size)};
    if (!d.to)
        return EXIT_TROUBLE;
    char text[2048];
    acpi_node_path(s->acpi, ref, text, sizeof text);
    fprintf(d.to, "%s: %u arguments, %u bytes", text, method->args, (unsigned)method->size);
    statements(&d, method->code + method->size);
    fputs(d.bad ? "\n(the rest is no AML)" : "", d.to);
    fclose(d.to);
    if (s->print.json)
        json_text(stdout, "dump", listing, true);
    puts(s->print.json ? "}" : listing);
    free(listing);
    return d.bad ? EXIT_WRONG : EXIT_FINE;
}
