/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Formatted text: see uefi/format.h. One directive is parsed into a struct, then put; everything
 * goes through put() into a buffer that is handed on in whole characters.
 */
#include "uefi/format.h"

#include "bytes.h"
#include "uefi/guid.h"
#include "uefi/text.h"

struct out {
    const struct uefi_sink *sink;
    uefi_status status;
    size_t total;
    size_t used;
    char text[128];
};

/* Bytes at the end of the text that begin a character and do not end it. */
static size_t unfinished(const char *text, size_t size)
{
    for (size_t tail = 1; tail <= 3 && tail <= size; tail++) {
        unsigned char c = (unsigned char)text[size - tail];
        if (c >= 0xc0) {
            size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
            return tail < length ? tail : 0;
        }
        if (c < 0x80)
            return 0;
    }
    return 0;
}

static void flush(struct out *out, bool all)
{
    size_t kept = all ? 0 : unfinished(out->text, out->used);
    size_t size = out->used - kept;
    if (size && uefi_is_ok(out->status))
        out->status = out->sink->write(out->sink->ctx, out->text, size);
    memmove(out->text, out->text + size, kept);
    out->used = kept;
}

static void put(struct out *out, char c)
{
    if (out->used == sizeof out->text)
        flush(out, false);
    out->text[out->used++] = c;
    out->total++;
}

static void put_many(struct out *out, char c, size_t count)
{
    for (; count; count--)
        put(out, c);
}

enum size { SIZE_CHAR, SIZE_SHORT, SIZE_INT, SIZE_LONG, SIZE_LONG_LONG, SIZE_SIZE };

struct directive {
    bool left, zero, plus, space, alternate;
    bool precise; /* precision was given */
    size_t width;
    size_t precision;
    enum size size;
};

static void put_text(struct out *out, const struct directive *d, const char *text, size_t length)
{
    size_t pad = d->width > length ? d->width - length : 0;
    if (!d->left)
        put_many(out, ' ', pad);
    for (size_t i = 0; i < length; i++)
        put(out, text[i]);
    if (d->left)
        put_many(out, ' ', pad);
}

static void put_utf16(struct out *out, const struct directive *d, const uefi_char16 *text)
{
    size_t length = uefi_utf16_length(text, d->precise ? d->precision : SIZE_MAX);
    size_t bytes = uefi_utf16_to_utf8(NULL, 0, text, length);
    size_t pad = d->width > bytes ? d->width - bytes : 0;
    if (!d->left)
        put_many(out, ' ', pad);
    for (size_t at = 0; at < length;) {
        char units[4];
        size_t count = uefi_utf8_put(units, uefi_utf16_next(text, length, &at));
        for (size_t i = 0; i < count; i++)
            put(out, units[i]);
    }
    if (d->left)
        put_many(out, ' ', pad);
}

static void put_number(struct out *out, const struct directive *d, uint64_t value, bool negative,
                       unsigned base, bool capitals)
{
    char digits[24], sign[3];
    size_t count = 0, signs = 0;
    for (uint64_t rest = value; rest; rest /= base)
        digits[count++] = (capitals ? "0123456789ABCDEF" : "0123456789abcdef")[rest % base];
    if (negative || d->plus || d->space)
        sign[signs++] = negative ? '-' : d->plus ? '+' : ' ';
    if (d->alternate && base == 16 && value) {
        sign[signs++] = '0';
        sign[signs++] = capitals ? 'X' : 'x';
    }
    size_t wanted = d->precise ? d->precision : 1;
    if (d->alternate && base == 8 && wanted <= count)
        wanted = count + 1;
    size_t zeros = wanted > count ? wanted - count : 0;
    size_t length = signs + zeros + count;
    size_t pad = d->width > length ? d->width - length : 0;
    if (d->zero && !d->left && !d->precise) {
        zeros += pad;
        pad = 0;
    }
    if (!d->left)
        put_many(out, ' ', pad);
    for (size_t i = 0; i < signs; i++)
        put(out, sign[i]);
    put_many(out, '0', zeros);
    while (count)
        put(out, digits[--count]);
    if (d->left)
        put_many(out, ' ', pad);
}

/* A pointer, and the two kinds of it that are shown otherwise; returns the format behind it. */
static const char *put_pointer(struct out *out, struct directive *d, const char *format,
                               const void *pointer)
{
    struct directive plain = *d;
    plain.alternate = true;
    if (*format == 'G' && pointer) {
        char text[UEFI_GUID_TEXT_SIZE];
        size_t length = uefi_guid_format(text, sizeof text, (const EFI_GUID *)pointer);
        put_text(out, d, text, length);
        return format + 1;
    }
    if (*format == 'E' && pointer) {
        uefi_status status = *(const uefi_status *)pointer;
        const char *name = uefi_status_text(status);
        size_t length = 0;
        while (name[length])
            length++;
        if (name[0] == 'E')
            put_text(out, d, name, length);
        else
            put_number(out, &plain, status.code, false, 16, false);
        return format + 1;
    }
    put_number(out, &plain, (uintptr_t)pointer, false, 16, false);
    return *format == 'G' || *format == 'E' ? format + 1 : format;
}

static size_t parse_number(const char **at)
{
    size_t number = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        number = number < 100000 ? number * 10 + (size_t)(**at - '0') : number;
    return number;
}

static enum size parse_size(const char **at)
{
    enum size size = SIZE_INT;
    switch (**at) {
    case 'h':
        size = (*at)[1] == 'h' ? SIZE_CHAR : SIZE_SHORT;
        *at += size == SIZE_CHAR;
        break;
    case 'l':
        size = (*at)[1] == 'l' ? SIZE_LONG_LONG : SIZE_LONG;
        *at += size == SIZE_LONG_LONG;
        break;
    case 'j':
        size = SIZE_LONG_LONG;
        break;
    case 'z':
    case 't':
        size = SIZE_SIZE;
        break;
    default:
        return size;
    }
    ++*at;
    return size;
}

/* va_list is an array on some targets, so it travels in a struct. */
struct arguments {
    va_list list;
};

static uint64_t next_unsigned(struct arguments *arguments, enum size size)
{
    switch (size) {
    case SIZE_CHAR:
        return (unsigned char)va_arg(arguments->list, unsigned);
    case SIZE_SHORT:
        return (unsigned short)va_arg(arguments->list, unsigned);
    case SIZE_INT:
        return va_arg(arguments->list, unsigned);
    case SIZE_LONG:
        return va_arg(arguments->list, unsigned long);
    case SIZE_LONG_LONG:
        return va_arg(arguments->list, unsigned long long);
    case SIZE_SIZE:
        break;
    }
    return va_arg(arguments->list, size_t);
}

static int64_t next_signed(struct arguments *arguments, enum size size)
{
    uint64_t value = next_unsigned(arguments, size);
    switch (size) {
    case SIZE_CHAR:
        return (signed char)value;
    case SIZE_SHORT:
        return (short)value;
    case SIZE_INT:
        return (int)value;
    case SIZE_LONG:
        return (long)value;
    case SIZE_LONG_LONG:
        return (int64_t)value;
    case SIZE_SIZE:
        break;
    }
    return (intptr_t)value;
}

static const char *parse(struct directive *d, const char *at, struct arguments *arguments)
{
    for (;; at++) {
        if (*at == '-')
            d->left = true;
        else if (*at == '0')
            d->zero = true;
        else if (*at == '+')
            d->plus = true;
        else if (*at == ' ')
            d->space = true;
        else if (*at == '#')
            d->alternate = true;
        else
            break;
    }
    if (*at == '*') {
        int width = va_arg(arguments->list, int);
        d->left = d->left || width < 0;
        d->width = width < 0 ? (size_t) - (int64_t)width : (size_t)width;
        at++;
    } else {
        d->width = parse_number(&at);
    }
    if (*at == '.') {
        at++;
        int precision = *at == '*' ? va_arg(arguments->list, int) : 0;
        d->precise = precision >= 0;
        d->precision = *at == '*' ? (size_t)precision : parse_number(&at);
        at += *at == '*';
    }
    d->size = parse_size(&at);
    return at;
}

/* The directive at the '%' that `at` is behind; returns what is behind it. */
static const char *directive(struct out *out, const char *start, struct arguments *arguments)
{
    struct directive d = {0};
    const char *at = parse(&d, start, arguments);
    switch (*at++) {
    case 'd':
    case 'i': {
        int64_t value = next_signed(arguments, d.size);
        put_number(out, &d, value < 0 ? -(uint64_t)value : (uint64_t)value, value < 0, 10, false);
        return at;
    }
    case 'u':
        d.plus = d.space = false;
        put_number(out, &d, next_unsigned(arguments, d.size), false, 10, false);
        return at;
    case 'o':
        d.plus = d.space = false;
        put_number(out, &d, next_unsigned(arguments, d.size), false, 8, false);
        return at;
    case 'x':
    case 'X':
        d.plus = d.space = false;
        put_number(out, &d, next_unsigned(arguments, d.size), false, 16, at[-1] == 'X');
        return at;
    case 'c': {
        char c = (char)va_arg(arguments->list, int);
        put_text(out, &d, &c, 1);
        return at;
    }
    case 's': {
        const void *text = va_arg(arguments->list, const void *);
        if (text && d.size == SIZE_LONG) {
            put_utf16(out, &d, (const uefi_char16 *)text);
            return at;
        }
        const char *bytes = text ? (const char *)text : "(null)";
        size_t length = 0;
        while ((!d.precise || length < d.precision) && bytes[length])
            length++;
        put_text(out, &d, bytes, length);
        return at;
    }
    case 'p':
        return put_pointer(out, &d, at, va_arg(arguments->list, const void *));
    case '%':
        put(out, '%');
        return at;
    default: /* not understood: as it is written */
        put(out, '%');
        return start;
    }
}

static size_t format_to(struct out *out, const char *format, va_list list)
{
    struct arguments arguments;
    va_copy(arguments.list, list);
    while (*format && uefi_is_ok(out->status)) {
        if (*format++ == '%')
            format = directive(out, format, &arguments);
        else
            put(out, format[-1]);
    }
    va_end(arguments.list);
    flush(out, true);
    return out->total;
}

uefi_status uefi_vprint_to(const struct uefi_sink *sink, const char *format, va_list list)
{
    struct out out;
    out.sink = sink;
    out.status = UEFI_OK;
    out.total = out.used = 0;
    format_to(&out, format, list);
    return out.status;
}

uefi_status uefi_print_to(const struct uefi_sink *sink, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    uefi_status status = uefi_vprint_to(sink, format, list);
    va_end(list);
    return status;
}

/* --- Into a buffer --- */

struct buffer {
    char *at;
    size_t room; /* without the NUL */
    size_t used;
    bool full;
};

static uefi_status append(void *ctx, const char *text, size_t size)
{
    struct buffer *buffer = (struct buffer *)ctx;
    size_t fits = buffer->room - buffer->used;
    if (buffer->full)
        return UEFI_OK;
    if (size > fits) {
        size = fits - unfinished(text, fits);
        buffer->full = true;
    }
    memcpy(buffer->at + buffer->used, text, size);
    buffer->used += size;
    return UEFI_OK;
}

size_t uefi_vformat(char *buf, size_t cap, const char *format, va_list list)
{
    char nothing;
    struct buffer buffer = {cap ? buf : &nothing, cap ? cap - 1 : 0, 0, false};
    const struct uefi_sink sink = {&buffer, append};
    struct out out;
    out.sink = &sink;
    out.status = UEFI_OK;
    out.total = out.used = 0;
    size_t length = format_to(&out, format, list);
    buffer.at[buffer.used] = 0;
    return length;
}

size_t uefi_format(char *buf, size_t cap, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    size_t length = uefi_vformat(buf, cap, format, list);
    va_end(list);
    return length;
}
