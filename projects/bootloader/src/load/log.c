/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The log: a message is formatted once, kept in memory, and shown where its level asks for it.
 *
 * Memory holds whole lines from the oldest to the newest, so its text is always in one piece; when
 * it is full, the older half goes. Which level a line had is told by its first word, all that
 * log_levels() needs to know.
 */
#include "load/log.h"

#include "load/uart.h"
#include "video/console.h"

static struct {
    struct log_options options;
    char *buffer;
    size_t size, used; /* used: without the NUL */
    struct console console;
} all;

static const char *const words[] = {[LOG_ERROR] = "error: ", [LOG_WARNING] = "warning: "};

void log_begin(char *buffer, size_t size, const struct log_options *options)
{
    all.options = *options;
    all.buffer = buffer;
    all.size = size;
    all.used = 0;
    all.console.address = NULL;
    if (size)
        buffer[0] = 0;
}

static void keep(const char *line, size_t size)
{
    if (size + 1 > all.size)
        return;
    if (all.used + size + 1 > all.size) {
        size_t from = all.used - all.size / 2 < all.used ? all.used - all.size / 2 : all.used;
        if (all.size - all.size / 2 < size + 1)
            from = all.used;
        while (from < all.used && from > 0 && all.buffer[from - 1] != '\n')
            from++;
        all.used -= from;
        __builtin_memmove(all.buffer, all.buffer + from, all.used);
    }
    __builtin_memcpy(all.buffer + all.used, line, size);
    all.used += size;
    all.buffer[all.used] = 0;
}

static void to_serial(const char *text, size_t size)
{
    if (all.options.send)
        all.options.send(all.options.ctx, text, size);
    else
        uart_write(text, size);
}

static void to_screen(const char *text, size_t size)
{
    if (all.console.address)
        console_write(&all.console, text, size);
    else if (all.options.print)
        all.options.print(all.options.ctx, text, size);
}

static bool begins_with(const char *text, size_t size, const char *word)
{
    size_t i = 0;
    while (word[i] && i < size && text[i] == word[i])
        i++;
    return !word[i];
}

static enum log_level level_of(const char *line, size_t size)
{
    for (enum log_level level = LOG_ERROR; level <= LOG_WARNING; level++)
        if (begins_with(line, size, words[level]))
            return level;
    return LOG_DEBUG;
}

/* Says again, through `out`, the errors and warnings between the two levels. */
static void repeat(enum log_level before, enum log_level now, void (*out)(const char *, size_t))
{
    for (size_t at = 0, size; at < all.used; at += size) {
        for (size = 1; all.buffer[at + size - 1] != '\n';)
            size++;
        enum log_level level = level_of(all.buffer + at, size);
        if (level <= LOG_WARNING && level > before && level <= now)
            out(all.buffer + at, size);
    }
}

void log_levels(enum log_level serial, enum log_level screen)
{
    repeat(all.options.serial, serial, to_serial);
    repeat(all.options.screen, screen, to_screen);
    all.options.serial = serial;
    all.options.screen = screen;
}

void log_to_framebuffer(const struct boot_framebuffer *framebuffer, void *address)
{
    all.options.print = NULL;
    all.console.address = NULL;
    if (framebuffer)
        console_begin(&all.console, &framebuffer->mode, address);
}

void log_say(enum log_level level, const char *format, ...)
{
    char line[LOG_LINE + 1];
    size_t size = 0;
    if (level <= LOG_WARNING)
        size = log_format(line, sizeof line, "%s", words[level]);
    va_list arguments;
    va_start(arguments, format);
    size += log_vformat(line + size, sizeof line - size, format, arguments);
    va_end(arguments);
    if (size > LOG_LINE) {
        size = LOG_LINE;
        line[size - 1] = '\n';
    }
    if (size == 0 || line[size - 1] != '\n')
        line[size < LOG_LINE ? size++ : size - 1] = '\n';
    keep(line, size);
    if (level <= all.options.serial)
        to_serial(line, size);
    if (level <= all.options.screen)
        to_screen(line, size);
}

struct boot_text log_text(void)
{
    return (struct boot_text){all.used ? all.buffer : "", all.used};
}
