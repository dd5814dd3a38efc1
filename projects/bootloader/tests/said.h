/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What the loader said, for tests: begin with said_begin(), ask with said(). */
#pragma once
#include "ci/test.h"
#include "load/log.h"

static char said_memory[16384];

static inline void said_nothing(void *ctx, const char *text, size_t size)
{
    (void)ctx, (void)text, (void)size;
}

static inline void said_begin(void)
{
    const struct log_options options = {.send = said_nothing};
    log_begin(said_memory, sizeof said_memory, &options);
}

static inline const char *said(void)
{
    return log_text().text;
}

static inline int said_setup(void **state)
{
    (void)state;
    said_begin();
    return 0;
}

/* A test that begins with an empty log. */
#define said_test(function) cmocka_unit_test_setup(function, said_setup)
