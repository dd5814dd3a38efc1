/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Integers of AML have 64 bits, more than a JSON number can be trusted with: they are strings,
 * "0x2A". Bytes of strings that are not ASCII stand as \u00XX, one for each byte.
 */
#include "print.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void json_string(FILE *file, const char *bytes, size_t size)
{
    fputc('"', file);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '"' || c == '\\')
            fprintf(file, "\\%c", c);
        else if (c >= 0x20 && c < 0x7F)
            fputc(c, file);
        else
            fprintf(file, "\\u%04x", c);
    }
    fputc('"', file);
}

void json_key(FILE *file, const char *key, bool first)
{
    fprintf(file, "%s\"%s\": ", first ? "{" : ", ", key);
}

void json_text(FILE *file, const char *key, const char *text, bool first)
{
    json_key(file, key, first);
    json_string(file, text, strlen(text));
}

void json_number(FILE *file, const char *key, uint64_t number, bool first)
{
    json_key(file, key, first);
    fprintf(file, "%" PRIu64, number);
}

static void json_end(FILE *file)
{
    fputs("}\n", file);
}

void print_debug(const struct print *print, const char *line)
{
    if (print->json) {
        json_text(stdout, "debug", line, true);
        json_end(stdout);
    } else {
        printf("debug: %s\n", line);
    }
}

void print_log(const struct print *print, enum acpi_log level, const char *line)
{
    static const char *const levels[] = {"error", "warning", "info", "trace"};
    if (print->json) {
        json_text(stdout, "log", line, true);
        json_text(stdout, "level", levels[level], false);
        json_end(stdout);
    } else {
        fflush(stdout);
        fprintf(stderr, "%s: %s\n", levels[level], line);
    }
}

void print_notify(const struct print *print, const char *path, uint64_t value)
{
    if (print->json) {
        json_text(stdout, "notify", path, true);
        json_number(stdout, "value", value, false);
        json_end(stdout);
    } else {
        printf("notify: %s 0x%" PRIX64 "\n", path, value);
    }
}

void print_object(const struct print *print, const char *path, enum acpi_type type)
{
    if (print->json) {
        json_text(stdout, "object", path, true);
        json_text(stdout, "type", acpi_type_text(type), false);
        json_end(stdout);
    } else {
        printf("%s\t%s\n", path, acpi_type_text(type));
    }
}

void print_failure(const struct print *print, const char *where, const char *why, const char *next)
{
    if (print->json) {
        json_text(stdout, "failure", where, true);
        json_text(stdout, "why", why, false);
        if (next)
            json_text(stdout, "next", next, false);
        json_end(stdout);
    } else {
        fflush(stdout);
        fprintf(stderr, "acpi-exec: %s: %s%s%s\n", where, why, next ? "; " : "", next ? next : "");
    }
}

/* --- Values ---------------------------------------------------------------------------------- */

/* Packages stand inside packages as deep as AML wants; this prints without recursion. */
enum { DEPTH_MAX = 512 };

static void json_scalar(struct acpi *acpi, const struct acpi_value *value)
{
    char path[2048];
    json_text(stdout, "type", acpi_type_text(value->type), true);
    if (value->type == ACPI_INTEGER) {
        json_key(stdout, "integer", false);
        printf("\"0x%" PRIX64 "\"", value->integer);
    } else if (value->type == ACPI_STRING) {
        json_key(stdout, "string", false);
        json_string(stdout, value->string.bytes, value->string.size);
    } else if (value->type == ACPI_BUFFER) {
        json_key(stdout, "buffer", false);
        putchar('"');
        for (size_t i = 0; i < value->buffer.size; i++)
            printf("%02X", value->buffer.bytes[i]);
        putchar('"');
    } else if (value->type != ACPI_UNINITIALIZED && value->node.node) {
        if (acpi_node_path(acpi, value->node, path, sizeof path) < sizeof path)
            json_text(stdout, "path", path, false);
    }
}

static void json_value(struct acpi *acpi, const struct acpi_value *value)
{
    struct {
        const struct acpi_value *at, *end;
    } open[DEPTH_MAX];
    size_t depth = 0;
    open[0].at = value;
    open[0].end = value + 1;
    for (;;) {
        const struct acpi_value *v = open[depth].at++;
        if (v->type == ACPI_PACKAGE && depth + 1 < DEPTH_MAX) {
            json_text(stdout, "type", acpi_type_text(v->type), true);
            json_key(stdout, "package", false);
            putchar('[');
            depth++;
            open[depth].at = v->package.elements;
            open[depth].end = v->package.elements + v->package.count;
            if (v->package.count)
                continue;
        } else {
            json_scalar(acpi, v);
            putchar('}');
        }
        while (depth && open[depth].at == open[depth].end) {
            depth--;
            fputs("]}", stdout);
        }
        if (!depth)
            return;
        fputs(", ", stdout);
    }
}

bool print_value(const struct print *print, struct acpi *acpi, const struct acpi_value *value)
{
    if (print->json) {
        json_key(stdout, "value", true);
        json_value(acpi, value);
        json_end(stdout);
        return true;
    }
    size_t size = acpi_value_format(NULL, 0, value) + 1;
    char *text = malloc(size);
    if (!text)
        return false;
    acpi_value_format(text, size, value);
    puts(text);
    free(text);
    return true;
}
