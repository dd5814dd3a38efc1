/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How host tools report: every function that can fail returns an `enum status`, and says in a
 * `struct error` what failed, where, why, and what to do next. The status is also the exit code
 * of the program, so nothing is translated on the way up.
 *
 * Libraries set errors, programs print them (error_print in main only).
 * Threads: an error belongs to one thread.
 */
#pragma once

#define MUST_CHECK     __attribute__((warn_unused_result))
#define PRINTF(fmt, a) __attribute__((format(printf, fmt, a)))

enum status {
    STATUS_OK = 0,       /* done */
    STATUS_FINDINGS = 1, /* done in part, or the input was checked and has findings */
    STATUS_USAGE = 2,    /* the command line, the configuration or an input file is wrong */
    STATUS_WORLD = 3,    /* disk, network or repository failed; nothing was written */
};

/* Passes a failure up. */
#define TRY(call)                        \
    do {                                 \
        enum status try_status = (call); \
        if (try_status != STATUS_OK)     \
            return try_status;           \
    } while (0)

struct error {
    enum status status;
    char text[4096]; /* UTF-8, one or more lines without the last newline; cut with "..." when
                        longer */
};

/* Fills `error` (NULL allowed) and returns `status`, so that a caller can `return error_set(...)`.
 */
enum status error_set(struct error *error, enum status status, const char *format, ...)
    PRINTF(3, 4);

/* Puts "format: " before the text that is there: the caller's view of where it happened. */
enum status error_prefix(struct error *error, const char *format, ...) PRINTF(2, 3);

/* "program: text" on stderr. */
void error_print(const char *program, const struct error *error);

/* The program has a bug: prints file and line, and aborts. Never for input. */
_Noreturn void bug_at(const char *file, int line, const char *format, ...) PRINTF(3, 4);
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
