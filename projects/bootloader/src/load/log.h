/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the loader says: one log, three places.
 *
 *     log_say(LOG_ERROR, "%s: %u of its %u bytes could not be read\n", path, got, size);
 *
 *     memory   everything, for the kernel (boot_info.log); the oldest is dropped when it is full
 *     serial   COM1, 115200 8n1, from the configured level on
 *     screen   the door's print() before a mode is set, the frame buffer after, from its level on
 *
 * The loader is a program, so there is one log and it is a global. Messages are whole lines; an
 * error names what, where, why, and what to do. Warnings and errors begin with that word, which
 * log_say() writes.
 */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bootloader/boot_info.h"

/* Conversions are C's, not those of a C library for Windows. */
#ifdef __clang__
#define LOG_PRINTF(format_, first) __attribute__((format(printf, format_, first)))
#else
#define LOG_PRINTF(format_, first) __attribute__((format(gnu_printf, format_, first)))
#endif

enum log_level { LOG_NONE, LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

struct log_options {
    enum log_level serial, screen; /* what is said there; LOG_NONE: silence */
    /* The screen without a frame buffer; NULL: there is none. */
    void (*print)(void *ctx, const char *text, size_t size);
    /* The serial line; NULL: COM1. */
    void (*send)(void *ctx, const char *text, size_t size);
    void *ctx; /* of both */
};

/* Forgets what was said and begins anew; `buffer` keeps it. */
void log_begin(char *buffer, size_t size, const struct log_options *options);

/* New levels, from now on. Warnings and errors said before are repeated where they were not heard.
 */
void log_levels(enum log_level serial, enum log_level screen);

/* From now on the screen is this frame buffer, mapped at `address`; NULL: there is none any more.
 */
void log_to_framebuffer(const struct boot_framebuffer *framebuffer, void *address);

/* %s %.*s %c %d %u %x %lld %llu %llx %zu %p %%, a width and 0 before it. A message is a line; what
 * is beyond LOG_LINE bytes is cut. A frame buffer breaks lines that are too long. */
#define LOG_LINE 512
void log_say(enum log_level level, const char *format, ...) LOG_PRINTF(2, 3);

/* All that was said, oldest first, NUL-ended; valid until the next log_say(). */
struct boot_text log_text(void);

/* Like snprintf(), with the conversions above. */
size_t log_format(char *buffer, size_t size, const char *format, ...) LOG_PRINTF(3, 4);
size_t log_vformat(char *buffer, size_t size, const char *format, va_list arguments);
