/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Lines for the host: a printf of the few forms that are needed, into a small buffer. */
#include <stdarg.h>

#include "aml/instance.h"

#define LINE 192

struct line {
    char text[LINE];
    size_t length;
};

static void add(struct line *line, const char *text)
{
    while (*text != '\0' && line->length < LINE - 1)
        line->text[line->length++] = *text++;
}

static void add_number(struct line *line, uint64_t n, unsigned base)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    do {
        digits[--at] = "0123456789ABCDEF"[n % base];
        n /= base;
    } while (n != 0);
    add(line, base == 16 ? "0x" : "");
    add(line, digits + at);
}

/* "^^A___.B___"; what stands in AML, not what it means. */
static void add_name(struct line *line, const struct aml_name *name)
{
    add(line, name->absolute ? "\\" : "");
    for (unsigned i = 0; i < name->up; i++)
        add(line, "^");
    for (unsigned i = 0; i < name->count; i++) {
        const uint8_t *at = name->segments + 4 * i;
        char text[] = {'.', (char)at[0], (char)at[1], (char)at[2], (char)at[3], '\0'};
        add(line, i == 0 ? text + 1 : text);
    }
}

void aml_log(struct acpi *acpi, enum acpi_log level, const char *format, ...)
{
    if (acpi->host.log == NULL || (level == ACPI_LOG_TRACE && !acpi->options.trace))
        return;
    struct line line = {.length = 0};
    va_list args;
    va_start(args, format);
    for (; *format != '\0'; format++) {
        char one[2] = {*format, '\0'};
        if (*format != '%') {
            add(&line, one);
            continue;
        }
        switch (*++format) {
        case 's':
            add(&line, va_arg(args, const char *));
            break;
        case 'u':
            add_number(&line, va_arg(args, uint32_t), 10);
            break;
        case 'x':
            add_number(&line, va_arg(args, uint64_t), 16);
            break;
        case 'a':
            add_name(&line, va_arg(args, const struct aml_name *));
            break;
        case 'n':
            line.length += aml_node_path(va_arg(args, const struct aml_node *),
                                         line.text + line.length, LINE - line.length);
            if (line.length > LINE - 1)
                line.length = LINE - 1;
            break;
        default: { /* N: four bytes, from a name or a table's header */
            const char *bytes = va_arg(args, const char *);
            for (unsigned i = 0; i < 4; i++) {
                bool plain = bytes[i] > 0x20 && bytes[i] < 0x7F;
                add(&line, (char[]){plain ? bytes[i] : ' ', '\0'});
            }
            break;
        }
        }
    }
    va_end(args);
    line.text[line.length] = '\0';
    aml_leave(acpi);
    acpi->host.log(acpi->host.ctx, level, line.text);
    aml_enter(acpi);
}
