/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What log_say() says, made into text: the few conversions of printf() that a loader needs. What it
 * does not know it copies, so that a mistake is seen.
 */
#include "load/log.h"

struct sink {
    char *buffer;
    size_t size, used; /* used counts what did not fit, too */
};

static void put(struct sink *sink, char c)
{
    if (sink->used + 1 < sink->size)
        sink->buffer[sink->used] = c;
    sink->used++;
}

static void put_padded(struct sink *sink, const char *text, size_t size, size_t width, char pad)
{
    for (size_t i = size; i < width; i++)
        put(sink, pad);
    for (size_t i = 0; i < size; i++)
        put(sink, text[i]);
}

static void put_number(struct sink *sink, uint64_t value, unsigned base, bool negative,
                       size_t width, char pad)
{
    char digits[21];
    size_t at = sizeof digits;
    do {
        digits[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    if (negative && pad == '0') {
        put(sink, '-');
        width -= width > 0;
    } else if (negative) {
        digits[--at] = '-';
    }
    put_padded(sink, digits + at, sizeof digits - at, width, pad);
}

static size_t length(const char *text, size_t limit)
{
    size_t size = 0;
    while (size < limit && text[size])
        size++;
    return size;
}

size_t log_vformat(char *buffer, size_t size, const char *format, va_list arguments)
{
    struct sink sink = {buffer, size, 0};
    for (const char *f = format; *f; f++) {
        if (*f != '%') {
            put(&sink, *f);
            continue;
        }
        const char *start = f++;
        char pad = *f == '0' ? '0' : ' ';
        size_t width = 0, limit = SIZE_MAX;
        unsigned wide = 0; /* how many l or z */
        while (*f >= '0' && *f <= '9')
            width = width * 10 + (size_t)(*f++ - '0');
        if (f[0] == '.' && f[1] == '*') {
            limit = (size_t)va_arg(arguments, int);
            f += 2;
        }
        for (; *f == 'l' || *f == 'z'; f++)
            wide += *f == 'z' ? 2 : 1;
        if (*f == 's') {
            const char *text = va_arg(arguments, const char *);
            put_padded(&sink, text, length(text, limit), width, ' ');
        } else if (*f == 'c') {
            put(&sink, (char)va_arg(arguments, int));
        } else if (*f == 'd') {
            int64_t value = wide > 1 ? va_arg(arguments, long long) : va_arg(arguments, int);
            uint64_t size_of = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
            put_number(&sink, size_of, 10, value < 0, width, pad);
        } else if (*f == 'u' || *f == 'x') {
            uint64_t value =
                wide > 1 ? va_arg(arguments, unsigned long long) : va_arg(arguments, unsigned);
            put_number(&sink, value, *f == 'u' ? 10 : 16, false, width, pad);
        } else if (*f == 'p') {
            put_number(&sink, (uintptr_t)va_arg(arguments, void *), 16, false, 16, '0');
        } else if (*f == '%') {
            put(&sink, '%');
        } else {
            for (; start <= f && *start; start++)
                put(&sink, *start);
            if (!*f)
                break;
        }
    }
    if (size)
        buffer[sink.used < size ? sink.used : size - 1] = 0;
    return sink.used;
}

size_t log_format(char *buffer, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t used = log_vformat(buffer, size, format, arguments);
    va_end(arguments);
    return used;
}
